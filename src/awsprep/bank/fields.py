"""Reading a mapping key by key: each getter gives a usable value and reports what is wrong with the given one."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from awsprep.bank.nodes import Node, shown
from awsprep.core.text import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.bank.page import Page

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}", re.ASCII)
LONGEST = 20_000
"""Characters in one text; more is a file pasted by mistake."""

OWNERS: Mapping[str, str] = {
    "ask": "open, choice, ordering, matching",
    "options": "choice",
    "items": "ordering",
    "pairs": "matching",
    "extra": "matching",
    "text": "cloze",
    "lab": "lab",
    "with": "lab",
    "topic": "the top of the file",
}
"""Where keys belong that not every question has."""

_E = TypeVar("_E", bound=StrEnum)


class Fields:
    """The keys of one mapping.

    `where` is the node at which missing keys are reported; `name` says in messages what this is: `option 2`.
    """

    __slots__ = ("entries", "meant", "name", "node", "page", "where")

    def __init__(self, page: Page, node: Node, name: str = "") -> None:
        self.page = page
        self.node = node
        self.where = node
        self.name = name
        self.meant: set[str] = set()
        self.entries: dict[str, tuple[Node, Node]] = node.value if isinstance(node.value, dict) else {}

    def get(self, key: str) -> Node | None:
        """The node of a key's value, None without the key."""
        entry = self.entries.get(key)
        return None if entry is None else entry[1]

    def text(self, key: str, example: str = "") -> str:
        """A text without the blanks around it; "" where it is absent or wrong. With an example it is required."""
        entry = self.entries.get(key)
        if entry is None:
            if example:
                self.missing(key, example)
            return ""
        return as_text(self.page, entry[1], self._called(key))

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        node = self.get(key)
        if node is None:
            return False
        if isinstance(node.value, bool):
            return node.value
        hint = "write true or false, without quotes"
        if isinstance(node.value, str) and node.value.lower() in {"yes", "on", "y", "true"}:
            hint = "write true"
        elif isinstance(node.value, str) and node.value.lower() in {"no", "off", "n", "false"}:
            hint = "write false, or leave the key out"
        self.page.error("wrong-type", node, f"{self._called(key)} must be true or false, found {found(node)}", hint)
        return False

    def slug(self, key: str, example: str = "") -> str:
        """A slug; "" where it is absent or wrong."""
        node = self.get(key)
        if node is not None and isinstance(node.value, int) and not isinstance(node.value, bool):
            hint = f'put it in quotes: "{node.value}"'
            self.page.error("wrong-type", node, f"{self._called(key)} must be text, found {found(node)}", hint)
            return ""
        text = self.text(key, example)
        if text and node is not None and not SLUG.fullmatch(text):
            report_slug(self.page, node, f'{self._called(key)} "{shown(text)}"', text)
            return ""
        return text

    def one_of(self, key: str, members: Mapping[str, _E], example: str, also: Mapping[str, str]) -> _E | None:
        """A member of an enum; `also` holds other words that people use for one."""
        node = self.get(key)
        if node is not None and not isinstance(node.value, (str, type(None))):
            hint = f"one of: {', '.join(members)}"
            self.page.error("wrong-type", node, f"{key} must be one word, found {found(node)}", hint)
            return None
        text = self.text(key, example)
        if not text:
            return None
        member = members.get(text)
        if member is None:
            lower = text.lower()
            meant = also.get(lower) or (lower if lower in members else nearest(lower, members))
            hint = f'did you mean "{meant}"?' if meant else did_you_mean(lower, members)
            legal = "" if not meant else f" (one of: {', '.join(members)})"
            self.page.error("unknown-value", node, f'{key} "{shown(text)}" is not known{legal}', hint)
        return member

    def texts(self, key: str, example: str = "") -> tuple[str, ...]:
        """A list of texts; wrong ones are left out."""
        nodes = self.list(key, example, of_texts=True)
        called = self._called(key)
        return tuple(text for node in nodes if (text := as_text(self.page, node, f"an entry of {called}")))

    def list(self, key: str, example: str = "", *, of_texts: bool = False) -> Sequence[Node]:
        """The nodes of a list."""
        entry = self.entries.get(key)
        if entry is None:
            if example:
                self.missing(key, example)
            return ()
        value = entry[1].value
        if isinstance(value, list):
            return value
        if value is None:
            _report_empty(self.page, entry[1], self._called(key))
            return ()
        hint = 'start each entry with "- "'
        if of_texts and isinstance(value, (str, int)):
            hint = f"put it in brackets: {key}: [{shown(str(value))}]"
        self.page.error("wrong-type", entry[1], f"{self._called(key)} must be a list, found {found(entry[1])}", hint)
        return ()

    def children(self, key: str) -> Sequence[Node]:
        """The nodes of a list, without a word where it is none."""
        node = self.get(key)
        return node.value if node is not None and isinstance(node.value, list) else ()

    def key(self, key: str) -> Node:
        """The node of a key itself."""
        return self.entries[key][0]

    def each(self, key: str, singular: str, example: str) -> Iterable[Fields]:
        """The mappings of a list, each with its name (`option 2`); others are reported and left out."""
        for number, node in enumerate(self.list(key), 1):
            name = f"{singular} {number}"
            if isinstance(node.value, dict):
                yield Fields(self.page, node, name)
            else:
                message = f"{name} must be a mapping, found {found(node)}"
                self.page.error("wrong-type", node, message, f"write {example}")

    def missing(self, key: str, example: str) -> None:
        """Reports a key that must be there, unless a misspelt one has been reported."""
        if key in self.meant:
            return
        of = f"{self.name} has no" if self.name else "there is no"
        self.page.error("missing-key", self.where, f'{of} "{key}"', f"add {example}")

    def only(self, known: Iterable[str], words: Mapping[str, str] | None = None, unfit: str = "") -> None:
        """Reports the keys that do not belong here; `words` holds other words that people use for one.

        Keys of other kinds of question are told to be `unfit`. Comes before the getters, which then do not ask for
        what is only misspelt.
        """
        for key, (node, value) in self.entries.items():
            if key in known:
                continue
            if unfit and key in OWNERS:
                hint = f"it belongs to {OWNERS[key]}; remove it, or mend the kind"
                self.page.error("misplaced-key", node, f'"{key}" {unfit}', hint)
                continue
            meant = (words or {}).get(key.lower()) or nearest(key.lower(), known)
            self.meant.add(meant or "")
            hint = f'did you mean "{meant}"?' if meant else did_you_mean(key.lower(), known)
            if value.value is None and " " in key:
                hint = 'text that holds a "," needs quotes here'
            of = f"{self.name}: " if self.name else ""
            self.page.error("unknown-key", node, f'{of}the key "{shown(key)}" is not known', hint)

    def _called(self, key: str) -> str:
        return f"{self.name}: {key}" if self.name else key


def as_text(page: Page, node: Node, called: str) -> str:
    """A node's text; other values and empty text are reported, and give ""."""
    value = node.value
    if type(value) is str:
        text = value.strip()
        if not text:
            _report_empty(page, node, called)
        elif len(text) > LONGEST:
            page.error("too-long", node, f"{called} has {len(text)} characters", f"keep it under {LONGEST}")
            return ""
        return text
    if value is None:
        _report_empty(page, node, called)
    else:
        hint = "give one text here"
        if isinstance(value, (bool, int)):
            hint = f'put it in quotes: "{str(value).lower()}"'
        elif isinstance(value, dict) and len(value) == 1:
            hint = 'text that holds ": " needs quotes'
        page.error("wrong-type", node, f"{called} must be text, found {found(node)}", hint)
    return ""


def _report_empty(page: Page, node: Node, called: str) -> None:
    hint = "fill it in, or remove the key"
    if page.line(node.line)[max(0, node.column - 1) :].lstrip().startswith("#"):
        hint = 'a "#" starts a comment; put the text in quotes'
    page.error("empty", node, f"{called} is empty", hint)


def report_slug(page: Page, node: Node, called: str, text: str) -> None:
    """Reports a text that is not a slug, with the slug that it could be."""
    near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
    hint = f'did you mean "{near}"?' if SLUG.fullmatch(near) else 'write it like "vpc-sg-vs-nacl"'
    page.error("bad-slug", node, f'{called} must be small letters, digits and "-"', hint)


def found(node: Node) -> str:
    """What a value is, as messages say it."""
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f'the text "{shown(value)}"'
    return "a list" if isinstance(value, list) else "a mapping"
