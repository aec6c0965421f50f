"""What each kind of question has of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.bank.cloze import parts_of
from awsprep.bank.fields import Fields
from awsprep.bank.nodes import Node, shown, to_plain
from awsprep.core.question import Blank, Choice, Cloze, Lab, Matching, Open, Option, Ordering
from awsprep.core.text import did_you_mean
from awsprep.labs import FAMILIES, KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awsprep.bank.page import Page

MOST = 6
"""Options, items and right sides: they are picked with the letters a to f."""

_KEEP = f"keep to {MOST}, they are picked with a to f"
_OPTION_WORDS = {
    **dict.fromkeys(("correct", "is_correct", "answer"), "right"),
    **dict.fromkeys(("explanation", "reason", "because"), "why"),
}
_ASK = 'the question: ask: "…"'


def open_of(fields: Fields) -> Open:
    """A question answered in one's own words."""
    return Open(fields.text("ask", _ASK))


def choice_of(fields: Fields) -> Choice:
    """Two to six different options, at least one right and one wrong."""
    page, ask, before = fields.page, fields.text("ask", _ASK), fields.page.errors
    options = []
    nodes = []
    if fields.get("options") is None:
        fields.missing("options", "a list of them: options: [{text: …, right: true}, {text: …}]")
        return Choice(ask, ())
    for option in fields.each("options", "option", "{text: …, why: …}"):
        option.only(("text", "right", "why"), _OPTION_WORDS)
        options.append(Option(option.text("text", "text: …"), option.flag("right"), option.text("why")))
        nodes.append(option.get("text"))
    _different(page, "option", nodes, [option.text for option in options])
    _count(fields, "options", "option", 2)
    if page.errors == before and options:
        rights = sum(option.right for option in options)
        if not rights:
            page.error("no-correct", fields.where, "no option is right", 'add "right: true" to the right one')
        elif rights == len(options):
            page.error("all-correct", fields.where, "every option is right", "a choice needs a wrong option too")
    return Choice(ask, tuple(options))


def ordering_of(fields: Fields) -> Ordering:
    """Three to six different items in the right order."""
    ask = fields.text("ask", _ASK)
    items = fields.texts("items", "the steps in the right order: items: [first, second, third]")
    nodes = fields.children("items")
    _different(fields.page, "item", nodes, [str(node.value) for node in nodes])
    _count(fields, "items", "item", 3)
    return Ordering(ask, items)


def matching_of(fields: Fields) -> Matching:
    """At least two pairs; all left sides differ, and so do all right sides and extras, six at most."""
    page, ask = fields.page, fields.text("ask", _ASK)
    if fields.get("pairs") is None:
        fields.missing("pairs", "a list of them: pairs: [{left: …, right: …}]")
    pairs = []
    lefts, rights = [], []
    for pair in fields.each("pairs", "pair", "{left: …, right: …}"):
        pair.only(("left", "right"))
        pairs.append((pair.text("left", "left: …"), pair.text("right", "right: …")))
        lefts.append(pair.get("left"))
        rights.append(pair.get("right"))
    extra = fields.texts("extra")
    extras = fields.children("extra")
    _different(page, "left side", lefts, [left for left, _ in pairs])
    _different(page, "right side", [*rights, *extras], [*(r for _, r in pairs), *(str(n.value) for n in extras)])
    _count(fields, "pairs", "pair", 2)
    sides = len(fields.children("pairs")) + len(extras)
    if extras and sides > MOST >= len(fields.children("pairs")):
        page.error("too-many", fields.key("extra"), f"there are {sides} right sides, with the extra ones", _KEEP)
    return Matching(ask, tuple(pairs), extra)


def cloze_of(fields: Fields) -> Cloze:
    """A text with at least one gap."""
    text = fields.text("text", "the text with its gaps: text: A subnet lies in one {{c1::Availability Zone}}.")
    node = fields.get("text")
    parts: tuple[str | Blank, ...] = parts_of(fields.page, node, text) if node is not None and text else ()
    return Cloze(parts)


def lab_of(fields: Fields) -> Lab:
    """A family of generated exercises with its parameters, which the family checks."""
    family = fields.slug("lab", "the family: lab: cidr")
    if family and family not in FAMILIES:
        hint = did_you_mean(family, sorted(FAMILIES))
        fields.page.error("unknown-family", fields.get("lab"), f'the lab family "{family}" is not known', hint)
    node = fields.get("with")
    parameters: dict[str, Any] = {}
    if node is not None and isinstance(node.value, dict):
        parameters = to_plain(node)
        if family in FAMILIES:
            _parameters(Fields(fields.page, node, "with"), FAMILIES[family].finds)
    elif node is not None:
        fields.page.error("wrong-type", node, "with must be a mapping", "write with: {find: …}, or leave it out")
    return Lab(family, parameters)


def _parameters(given: Fields, finds: Iterable[str]) -> None:
    """A family takes one parameter: which of its questions to ask."""
    given.only((KEY,))
    find = given.text(KEY)
    if find and find not in finds:
        given.page.error(
            "unknown-value", given.get(KEY), f'{KEY} "{shown(find)}" is not known', did_you_mean(find, finds)
        )


def _different(page: Page, what: str, nodes: Sequence[Node | None], texts: Sequence[str]) -> None:
    seen: set[str] = set()
    for node, text in zip(nodes, texts, strict=True):
        same = " ".join(text.split()).casefold()
        if same and same in seen and node is not None:
            page.error(
                f"duplicate-{what.replace(' ', '-')}", node, f'the {what} "{shown(text)}" is here twice', "remove one"
            )
        seen.add(same)


def _count(fields: Fields, key: str, what: str, least: int) -> None:
    node = fields.get(key)
    if node is None or not isinstance(node.value, list):
        return
    number = len(node.value)
    there = f"there is 1 {what}" if number == 1 else f"there are {number} {what}s"
    if number < least:
        fields.page.error("too-few", fields.key(key), there, f"give at least {least}")
    elif number > MOST:
        fields.page.error("too-many", fields.key(key), there, _KEEP)
