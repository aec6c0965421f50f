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

_E = TypeVar("_E", bound=StrEnum)
_SLUG_HINT = 'small letters, digits and "-", as in "vpc-sg-vs-nacl"'


class Fields:
    """The keys of one mapping.

    `where` is the node at which missing keys are reported; `name` says in messages what this is: `option 2`.
    """

    __slots__ = ("entries", "name", "node", "page", "where")

    def __init__(self, page: Page, node: Node, name: str = "") -> None:
        self.page = page
        self.node = node
        self.where = node
        self.name = name
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
            near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
            hint = f'did you mean "{near}"?' if SLUG.fullmatch(near) else _SLUG_HINT
            message = f'{self._called(key)} "{shown(text)}" is not a slug ({_SLUG_HINT})'
            self.page.error("bad-slug", node, message, hint)
            return ""
        return text

    def one_of(self, key: str, members: Mapping[str, _E], example: str, also: Mapping[str, str]) -> _E | None:
        """A member of an enum; `also` holds other words that people use for one."""
        text = self.text(key, example)
        if not text:
            return None
        member = members.get(text)
        if member is None:
            lower = text.lower()
            meant = also.get(lower) or (lower if lower in members else nearest(lower, members))
            hint = f'did you mean "{meant}"?' if meant else did_you_mean(lower, members)
            legal = "" if not meant else f" (one of: {', '.join(members)})"
            self.page.error("unknown-value", self.get(key), f'{key} "{shown(text)}" is not known{legal}', hint)
        return member

    def texts(self, key: str, example: str = "") -> tuple[str, ...]:
        """A list of texts; wrong ones are left out."""
        nodes = self.list(key, example)
        called = self._called(key)
        return tuple(text for node in nodes if (text := as_text(self.page, node, f"an entry of {called}")))

    def list(self, key: str, example: str = "") -> Sequence[Node]:
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
        hint = f"put it in brackets: {key}: [{shown(str(value))}]" if isinstance(value, (str, int)) else _LIST_HINT
        self.page.error("wrong-type", entry[1], f"{self._called(key)} must be a list, found {found(entry[1])}", hint)
        return ()

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
        """Reports a key that must be there."""
        of = f"{self.name} has no" if self.name else "there is no"
        self.page.error("missing-key", self.where, f'{of} "{key}"', f"add {example}")

    def only(self, known: Iterable[str], elsewhere: Mapping[str, str] | None = None) -> None:
        """Reports the keys that do not belong here; `elsewhere` says where others belong."""
        for key, (node, _) in self.entries.items():
            if key in known:
                continue
            if elsewhere and key in elsewhere:
                self.page.error("misplaced-key", node, f'"{key}" {elsewhere[key]}', "remove it, or mend the kind")
            else:
                of = f"{self.name}: " if self.name else ""
                hint = did_you_mean(key.lower(), known)
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


_LIST_HINT = 'start each entry with "- "'
