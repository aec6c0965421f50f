"""Nodes to questions, with all mistakes in one pass: a bad question is left out, the others play."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, assert_never

from awsprep.bank import body
from awsprep.bank.fields import SLUG, Fields, found, report_slug
from awsprep.bank.nodes import Node, parse, shown
from awsprep.bank.page import EnoughError, Page
from awsprep.core.question import (
    TOPICS,
    Body,
    Category,
    Difficulty,
    FollowUp,
    KeyPoint,
    Level,
    Phrases,
    Pillar,
    Question,
    RedFlag,
)
from awsprep.core.text import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Kind(StrEnum):
    """The kinds of questions, as files name them."""

    OPEN = "open"
    CHOICE = "choice"
    ORDERING = "ordering"
    MATCHING = "matching"
    CLOZE = "cloze"
    LAB = "lab"


@dataclass(frozen=True, slots=True)
class Item:
    """A question and the node that it was read from."""

    question: Question
    node: Node


@dataclass(slots=True)
class Sheet:
    """One bank file, decoded: its questions, or its terms, and what is wrong in it (in `page.problems`).

    `items` are the questions that can be played, of `written` ones.
    """

    page: Page
    shipped: bool
    holds: str = ""
    bank: str = ""
    topic: str = ""
    written: int = 0
    items: list[Item] = field(default_factory=list)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)


COMMON = (
    *("id", "kind", "level", "difficulty", "category", "pillar", "tags", "answer", "contrast"),
    *("key_points", "red_flags", "follow_ups", "refs", "as_of", "aliases"),
)
OWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.OPEN: ("ask",),
    Kind.CHOICE: ("ask", "options"),
    Kind.ORDERING: ("ask", "items"),
    Kind.MATCHING: ("ask", "pairs", "extra"),
    Kind.CLOZE: ("text",),
    Kind.LAB: ("lab", "with"),
}
_KNOWN = {kind: tuple(dict.fromkeys((*COMMON[:2], *own, *COMMON[2:]))) for kind, own in OWN.items()}
_ANY = tuple(dict.fromkeys((*COMMON, *(key for own in OWN.values() for key in own))))
_FILE_KEYS = ("topic", "bank", "questions")
_KINDS = {member.value: member for member in Kind}
_LEVELS = {member.value: member for member in Level}
_DIFFICULTIES = {member.value: member for member in Difficulty}
_CATEGORIES = {member.value: member for member in Category}
_PILLARS = {member.value: member for member in Pillar}
_LEVEL_WORDS = {
    **dict.fromkeys(("fresher", "entry", "beginner", "starter", "graduate"), "junior"),
    **dict.fromkeys(("intermediate", "medium", "middle", "associate"), "mid"),
    **dict.fromkeys(("advanced", "expert", "lead", "principal", "professional"), "senior"),
}
_DIFFICULTY_WORDS = {"low": "easy", "simple": "easy", "normal": "medium", "mid": "medium", "high": "hard"}
_KIND_WORDS = {
    **dict.fromkeys(("mcq", "multiple-choice", "single", "multi", "multi-select"), "choice"),
    **dict.fromkeys(("free", "text", "essay", "typed"), "open"),
    **dict.fromkeys(("gap", "blank", "fill"), "cloze"),
    **dict.fromkeys(("order", "sort"), "ordering"),
    **dict.fromkeys(("match", "pairs"), "matching"),
}
_KEY_WORDS = {
    **dict.fromkeys(("question", "prompt", "stem"), "ask"),
    **dict.fromkeys(("explanation", "solution"), "answer"),
    **dict.fromkeys(("references", "links", "sources", "url"), "refs"),
    **dict.fromkeys(("choices", "answers"), "options"),
    "type": "kind",
}
_PILLAR_WORDS = {"cost-optimization": "cost", "performance-efficiency": "performance"}
_URL = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?(/\S*)?", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)


def decode(page: Page, *, shipped: bool) -> Sheet:
    """Everything in one file."""
    sheet = Sheet(page, shipped)
    running = gc.isenabled()
    gc.disable()  # nodes form no cycles, and the collector makes the time grow with the square of the size
    try:
        root = parse(page)
        if root is not None:
            _file(sheet, root)
        elif not page.problems:
            page.error("empty-file", None, "the file holds nothing", 'start with "topic:" and "questions:"')
    except EnoughError:
        page.label = ""
    finally:
        if running:
            gc.enable()
    return sheet


def question_of(page: Page, node: Node, *, topic: str, bank: str) -> Question | None:
    """One question; None where it has an error."""
    before = page.errors
    fields = Fields(page, node)
    id_entry = fields.entries.get("id")
    if id_entry is not None:
        fields.where = id_entry[1]
    name = fields.slug("id", "a stable name: id: vpc-sg-vs-nacl")
    if name:
        page.label = f"{name}: "
    kind = fields.one_of("kind", _KINDS, "kind: choice", _KIND_WORDS)
    known = _ANY if kind is None else _KNOWN[kind]
    fields.only(known, _KEY_WORDS, f"does not belong to kind {kind}" if kind else "does not belong here")
    level = fields.one_of("level", _LEVELS, "level: mid", _LEVEL_WORDS)
    difficulty = fields.one_of("difficulty", _DIFFICULTIES, "difficulty: medium", _DIFFICULTY_WORDS)
    category = fields.one_of("category", _CATEGORIES, "category: basics", {})
    pillar = fields.one_of("pillar", _PILLARS, "pillar: reliability", _PILLAR_WORDS)
    own = None if kind is None else _body(kind, fields)
    answer = fields.text("answer", "the model answer: answer: >-" if kind is Kind.OPEN else "")
    contrast = _contrast(fields)
    key_points = _key_points(fields, contrast)
    red_flags = _red_flags(fields, contrast)
    follow_ups = _follow_ups(fields, {point.id for point in key_points})
    aliases = _slugs(fields, "aliases")
    tags = _slugs(fields, "tags")
    refs, as_of = _refs(fields), _as_of(fields)
    prefix = f"{bank}/" if bank else ""
    if page.errors > before or own is None or level is None or difficulty is None or category is None or pillar is None:
        return None
    return Question(
        id=prefix + name,
        topic=topic,
        level=level,
        difficulty=difficulty,
        category=category,
        pillar=pillar,
        body=own,
        aliases=tuple(prefix + alias for alias in aliases),
        tags=tags,
        answer=answer,
        contrast=contrast,
        key_points=key_points,
        red_flags=red_flags,
        follow_ups=follow_ups,
        refs=refs,
        as_of=as_of,
    )


def id_of(node: Node) -> Node:
    """The node of a question's id, where problems of the whole question are shown; else the question's own."""
    entry = node.value.get("id") if isinstance(node.value, dict) else None
    return node if entry is None else entry[1]


def _body(kind: Kind, fields: Fields) -> Body | None:
    match kind:
        case Kind.OPEN:
            return body.open_of(fields)
        case Kind.CHOICE:
            return body.choice_of(fields)
        case Kind.ORDERING:
            return body.ordering_of(fields)
        case Kind.MATCHING:
            return body.matching_of(fields)
        case Kind.CLOZE:
            return body.cloze_of(fields)
        case Kind.LAB:
            return body.lab_of(fields)
        case _:
            assert_never(kind)


def _file(sheet: Sheet, root: Node) -> None:
    page, fields = sheet.page, Fields(sheet.page, root)
    if root.value is None:
        page.error("empty-file", None, "the file holds nothing", 'start with "topic:" and "questions:"')
    elif not isinstance(root.value, dict):
        page.error(
            "wrong-type", root, f"a file must be a mapping, found {found(root)}", 'start with "topic:" and "questions:"'
        )
    elif "questions" in fields.entries:
        sheet.holds = "questions"
        _questions(sheet, fields)
    elif "terms" in fields.entries:
        sheet.holds = "terms"
        _terms(sheet, fields)
    elif "scenario" in fields.entries:
        sheet.holds = "scenario"
        page.warn("scenario", fields.entries["scenario"][0], "scenarios are not read by this version", "")
    else:
        near = next((key for key in fields.entries if nearest(key.lower(), ("questions", "terms"))), "")
        hint = did_you_mean(near.lower(), ("questions", "terms")) if near else 'add "questions:" with a list below it'
        at = fields.entries[near][0] if near else root
        page.error("unknown-file", at, 'there is no "questions" in this file', hint)


def _questions(sheet: Sheet, fields: Fields) -> None:
    page = sheet.page
    fields.only(_FILE_KEYS)
    sheet.topic, sheet.bank = _topic(sheet, fields), _bank(sheet, fields)
    playable = page.errors == 0 or bool(sheet.topic and (sheet.bank or sheet.shipped))
    nodes = fields.list("questions")
    if not nodes and isinstance(getattr(fields.get("questions"), "value", None), list):
        page.error("empty", fields.get("questions"), "questions is an empty list", "`awsprep new` writes a template")
    sheet.written = len(nodes)
    first: dict[str, Node] = {}
    for number, node in enumerate(nodes, 1):
        if not isinstance(node.value, dict):
            page.error(
                "wrong-type", node, f"question {number} must be a mapping, found {found(node)}", "start with id:"
            )
            continue
        page.label = f"question {number}: "
        question = question_of(page, node, topic=sheet.topic, bank=sheet.bank)
        page.label = ""
        name = Fields(page, node).get("id")
        if name is not None and isinstance(name.value, str):
            earlier = first.setdefault(name.value, name)
            if earlier is not name:
                message = f'the id "{shown(name.value)}" is used twice; the first is in line {earlier.line}'
                page.error("duplicate-id", name, message, "give this question an id of its own")
                continue
        if question is not None and playable:
            sheet.items.append(Item(question, node))
    clashing = _alias_clashes(page, nodes, first)
    sheet.items = [item for item in sheet.items if not any(item.node is node for node in clashing)]


def _topic(sheet: Sheet, fields: Fields) -> str:
    topic = fields.slug("topic", "the subject at the top: topic: vpc")
    if topic and topic not in TOPICS:
        node = fields.get("topic")
        if sheet.shipped:
            hint = did_you_mean(topic, TOPICS)
            sheet.page.error("unknown-topic", node, f'topic "{topic}" is not known', hint)
            return ""
        near = nearest(topic, TOPICS)
        if near:
            sheet.page.warn("unknown-topic", node, f'topic "{topic}" is not one of ours', f'did you mean "{near}"?')
    return topic


def _bank(sheet: Sheet, fields: Fields) -> str:
    node = fields.get("bank")
    if sheet.shipped:
        if node is not None:
            sheet.page.error("misplaced-key", node, "the shipped bank has no name", 'remove "bank"')
        return ""
    return fields.slug("bank", "the name of your bank at the top: bank: mine")


def _alias_clashes(page: Page, nodes: Sequence[Node], ids: Mapping[str, Node]) -> list[Node]:
    taken: dict[str, Node] = dict(ids)
    clashing = []
    for node in nodes:
        aliases = Fields(page, node).get("aliases")
        for alias in aliases.value if aliases is not None and isinstance(aliases.value, list) else ():
            if not isinstance(alias.value, str):
                continue
            earlier = taken.setdefault(alias.value, alias)
            if earlier is not alias:
                own = earlier is id_of(node)
                what = "the id" if alias.value in ids else "an alias"
                where = "of this question" if own else f"in line {earlier.line}"
                message = f'the alias "{shown(alias.value)}" is also {what} {where}'
                page.error("alias-taken", alias, message, "an alias is an id that no question has any more")
                clashing.append(node)
    return clashing


def _terms(sheet: Sheet, fields: Fields) -> None:
    fields.only({"terms"})
    node = fields.entries["terms"][1]
    if not isinstance(node.value, dict):
        hint = "write a term and its other names: security group: [sg]"
        sheet.page.error("wrong-type", node, f"terms must be a mapping, found {found(node)}", hint)
        return
    terms = Fields(sheet.page, node, "terms")
    owner: dict[str, str] = {}
    for term, (key, _) in terms.entries.items():
        aliases = terms.texts(term, "")
        for alias in aliases:
            earlier = owner.setdefault(alias.casefold(), term)
            if earlier != term:
                message = f'"{shown(alias)}" stands for "{shown(earlier)}" already'
                sheet.page.error("alias-taken", key, message, "give it to one term only")
        sheet.terms[term] = aliases


def _contrast(fields: Fields) -> dict[str, tuple[str, ...]]:
    node = fields.get("contrast")
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        hint = "write {sg: [security group], nacl: [network acl]}"
        fields.page.error("wrong-type", node, f"contrast must be a mapping, found {found(node)}", hint)
        return {}
    sides = Fields(fields.page, node, "contrast")
    return {side: sides.texts(side) for side in sides.entries}


def _phrases(fields: Fields, contrast: Mapping[str, Any]) -> Phrases:
    about = fields.text("about")
    if about and about not in contrast:
        hint = did_you_mean(about, contrast) if contrast else "add contrast: {side: [names of it]}"
        fields.page.error("unknown-about", fields.get("about"), f'about "{shown(about)}" is no side of contrast', hint)
    return Phrases(fields.texts("any"), about, fields.texts("examples"), fields.texts("not_examples"))


_POINT_KEYS = ("id", "text", "about", "any", "examples", "not_examples")
_NO_PHRASES = Phrases()


def _points(fields: Fields, key: str, singular: str, weight: str, contrast: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    seen: set[str] = set()
    points = []
    for point in fields.each(key, singular, '"id:" and "text:" below each other'):
        point.only((*_POINT_KEYS, weight))
        name = point.slug("id", "a short name: id: stateful")
        if name in seen:
            message = f'{point.name}: the id "{name}" is used twice here'
            fields.page.error("duplicate-id", point.get("id"), message, f"ids differ within {key}")
        seen.add(name)
        text, weighs = point.text("text", "what it says: text: …"), point.flag(weight)
        phrases = _NO_PHRASES if len(point.entries) <= 3 and not _PHRASED & point.entries.keys() else None
        points.append((name, text, weighs, phrases or _phrases(point, contrast)))
    return points


_PHRASED = frozenset(("about", "any", "examples", "not_examples"))


def _key_points(fields: Fields, contrast: Mapping[str, Any]) -> tuple[KeyPoint, ...]:
    return tuple(KeyPoint(*point) for point in _points(fields, "key_points", "key point", "must", contrast))


def _red_flags(fields: Fields, contrast: Mapping[str, Any]) -> tuple[RedFlag, ...]:
    return tuple(RedFlag(*point) for point in _points(fields, "red_flags", "red flag", "critical", contrast))


def _follow_ups(fields: Fields, points: set[str]) -> tuple[FollowUp, ...]:
    result = []
    for item in fields.each("follow_ups", "follow-up", '{ask: "…", answer: "…"}'):
        item.only(("ask", "answer", "probes"))
        ask, answer = item.text("ask", 'ask: "…"'), item.text("answer", 'answer: "…"')
        probes = item.text("probes")
        if probes and probes not in points:
            hint = did_you_mean(probes, sorted(points)) if points else "remove it, or add key_points"
            message = f'{item.name}: probes "{shown(probes)}" names no key point'
            fields.page.error("unknown-probe", item.get("probes"), message, hint)
        result.append(FollowUp(ask, answer, probes))
    return tuple(result)


def _slugs(fields: Fields, key: str) -> tuple[str, ...]:
    slugs = fields.texts(key)
    for node in fields.list(key) if slugs else ():
        if isinstance(node.value, str) and node.value.strip() and not SLUG.fullmatch(node.value.strip()):
            report_slug(fields.page, node, f'"{shown(node.value)}" in {key}', node.value)
    return slugs


def _refs(fields: Fields) -> tuple[str, ...]:
    refs = fields.texts("refs")
    for node in fields.list("refs") if refs else ():
        url = node.value
        if isinstance(url, str) and url.strip() and not _URL.fullmatch(url.strip()):
            hint = "use https://" if url.lower().startswith("http://") else "give the page's whole address: https://…"
            fields.page.error("bad-ref", node, f'"{shown(url)}" is not an https address', hint)
    return refs


def _as_of(fields: Fields) -> str:
    node = fields.get("as_of")
    if node is None:
        return ""
    if isinstance(node.value, str) and _MONTH.fullmatch(node.value):
        return node.value
    hint = "write the year and the month: as_of: 2026-11"
    fields.page.error("bad-date", node, f"as_of must be a month, found {found(node)}", hint)
    return ""
