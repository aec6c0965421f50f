"""YAML text to nodes that know where they stand.

Built from parse events in a loop of our own, so that no input can exhaust the stack, and read by the rules of
YAML 1.2: `no` is text, `2012-10-17` is text, `1.30` is text. Anchors, aliases, tags, merge keys and duplicate
keys are refused, because each of them makes a file mean something else than it seems to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from awsprep.bank.page import EnoughError, Page
from awsprep.core.text import clean

DEPTH = 24
"""How deep lists and mappings may lie in each other; questions need seven."""

Scalar = str | int | bool | None


class Mark(Protocol):
    """A place in the text; both count from 0, as YAML parsers do."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class Place(NamedTuple):
    """A `Mark` of our own, for what no parser has seen. Line -1 is nowhere."""

    line: int
    column: int


NOWHERE = Place(-1, 0)


@dataclass(slots=True)
class Node:
    """A value and its place. A mapping's value holds, by key text, the key's node and the value's.

    Not frozen, because making one is then three times as fast, and there are sixty in a question.
    """

    value: Scalar | list[Node] | dict[str, tuple[Node, Node]]
    start: Mark = NOWHERE
    end: Mark = NOWHERE

    @property
    def line(self) -> int:
        """Counted from 1; 0 is nowhere."""
        return self.start.line + 1

    @property
    def column(self) -> int:
        """Counted from 1."""
        return self.start.column + 1


def parse(page: Page) -> Node | None:
    """The one document of a page, or None with the reason among the page's problems."""
    try:
        return _document(page)
    except EnoughError:
        return None


def from_plain(value: Any) -> Node:
    """Nodes for plain values, as they come from a cache; text is cleaned again. Raises ValueError where too deep."""
    return _plain(value, DEPTH)


def to_plain(node: Node) -> Any:
    """The plain values of a node."""
    value = node.value
    if isinstance(value, dict):
        return {key: to_plain(child) for key, (_, child) in value.items()}
    if isinstance(value, list):
        return [to_plain(child) for child in value]
    return value


_PLAIN: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_NUMBER_START = frozenset("-0123456789")


def _document(page: Page) -> Node | None:
    import yaml

    from awsprep.bank.syntax import report

    text = _one_line_break(page.text)
    try:
        loader: Any = yaml.CBaseLoader(text) if yaml.__with_libyaml__ else yaml.BaseLoader(text)
        try:
            return _build(loader.get_event, page)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        report(page, error)
        return None


def _one_line_break(text: str) -> str:
    """YAML 1.1 parsers break lines at NEL, LS and PS too, which editors, YAML 1.2 and our line numbers do not."""
    if text.isascii():
        return text
    return text.replace("\x85", "\ufffd").replace("\u2028", "\ufffd").replace("\u2029", "\ufffd")


def _build(get_event: Any, page: Page) -> Node | None:  # noqa: C901, PLR0912, PLR0915 - the hot loop, one call a file
    from yaml import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )

    root: Node | None = None
    documents = 0
    stack: list[tuple[Any, Node | None]] = []
    inside: Any = None  # the list or dict being filled
    key: Node | None = None  # the key that waits for its value
    while True:
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            value: Scalar
            if event.tag is not None or event.anchor is not None:
                _refuse(page, event)
            if not event.implicit[0] or (type(inside) is dict and key is None):
                value = clean(text)
            elif text in _PLAIN:
                value = _PLAIN[text]
            elif text[0] in _NUMBER_START and _NUMBER.fullmatch(text):
                value = int(text)
            else:
                value = clean(text)
            node = Node(value, event.start_mark, event.end_mark)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None or event.anchor is not None:
                _refuse(page, event)
            children: Any = {} if kind is MappingStartEvent else []
            node = Node(children, event.start_mark, event.end_mark)
            if type(inside) is dict and key is None:
                _refuse_key(page, node)
            if len(stack) >= DEPTH:
                _refuse_depth(page, node)
            _put(inside, key, node, page)
            if inside is None:
                root = node
            stack.append((inside, key))
            inside, key = children, None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            inside, key = stack.pop()
            key = None
            continue
        elif kind is AliasEvent:
            _refuse(page, event)
            node = Node(f"*{event.anchor}", event.start_mark, event.end_mark)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                mark = event.start_mark
                page.error_at(
                    "several-documents",
                    mark.line + 1,
                    mark.column + 1,
                    "a second document starts here; a question file holds one",
                    'remove the line "---", or move what follows into a file of its own',
                    3,
                )
                raise EnoughError
            continue
        elif kind is StreamEndEvent:
            return root
        else:  # the start of the stream, or the end of a document
            continue
        if type(inside) is list:
            inside.append(node)
        elif inside is None:
            root = node
        elif key is None:
            key = node
        else:
            _put(inside, key, node, page)
            key = None


def _put(inside: Any, key: Node | None, node: Node, page: Page) -> None:
    """Puts a value into the list or mapping that is being filled."""
    if type(inside) is list:
        inside.append(node)
    elif key is not None:
        name = str(key.value)
        if name in inside:
            first = inside[name][0].line
            page.error(
                "duplicate-key", key, f'"{shown(name)}" is here twice', f"the first is in line {first}; keep one"
            )
        elif name == "<<":
            page.error("merge-key", key, "merge keys are not part of this format", "write the keys out")
        else:
            inside[name] = (key, node)


def _refuse(page: Page, event: Any) -> None:
    from yaml import AliasEvent

    node = Node("", event.start_mark, event.end_mark)
    if isinstance(event, AliasEvent):
        page.error("alias", node, "this is read as a YAML alias", 'text that starts with "*" needs quotes')
    elif event.anchor is not None:
        page.error("anchor", node, "this is read as a YAML anchor", 'text that starts with "&" needs quotes')
    else:
        page.error("tag", node, "this is read as a YAML tag", 'text that starts with "!" needs quotes')


def _refuse_key(page: Page, node: Node) -> None:
    page.error(
        "bad-key",
        node,
        "a list or mapping cannot be a key",
        'text that starts with "{" or "[" needs quotes, or a block: "text: >-"',
    )
    raise EnoughError


def _refuse_depth(page: Page, node: Node) -> None:
    page.error(
        "too-deep",
        node,
        f"more than {DEPTH} levels deep; the rest was not read",
        "questions need no more than seven levels",
    )
    raise EnoughError


def _plain(value: Any, depth: int) -> Node:
    if isinstance(value, str):
        return Node(clean(value))
    if value is None or isinstance(value, (bool, int)):
        return Node(value)
    if not depth:
        raise ValueError("too deep")
    if isinstance(value, list):
        return Node([_plain(child, depth - 1) for child in value])
    if isinstance(value, dict):
        return Node({clean(str(k)): (Node(clean(str(k))), _plain(v, depth - 1)) for k, v in value.items()})
    raise ValueError("not a plain value")


def shown(text: str, width: int = 40) -> str:
    """A value as messages quote it: on one line, cut where it is long."""
    flat = " ".join(text.split()) if "\n" in text else text
    return flat if len(flat) <= width else flat[: width - 3] + "..."
