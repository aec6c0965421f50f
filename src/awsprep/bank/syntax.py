"""YAML syntax errors, said so that a person can mend them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.text import clean

if TYPE_CHECKING:
    from awsprep.bank.page import Page


class _Case(NamedTuple):
    """What a parser says (a part of problem + context), and what we say instead."""

    says: str
    message: str
    hint: str
    at_context: bool = False  # the mistake lies where the construct began, not where the parser gave up


_QUOTED = "put it in quotes"
_CASES = (
    _Case("unknown escape", "a backslash escape that YAML does not know", "use single quotes, or double the backslash"),
    _Case(
        "expected hexdecimal", "a backslash escape that is not complete", "use single quotes, or double the backslash"
    ),
    _Case("invalid Unicode character escape", "an escape for a character that does not exist", "remove it"),
    _Case("tab character", "a tab where spaces are wanted", "indent with spaces, two for each level"),
    _Case("while scanning a quoted scalar", "this quote is never closed", "close the quote", at_context=True),
    _Case(
        "',' or ']'",
        "a list that starts with [ is not closed",
        'put a "," between values and "]" at the end',
        at_context=True,
    ),
    _Case(
        "',' or '}'",
        "a mapping that starts with { is not closed",
        'put a "," between pairs and "}" at the end; values with "," or ": " need quotes',
        at_context=True,
    ),
    _Case(
        "sequence entries are not allowed",
        'a "-" is not allowed here',
        'a list starts on the line after its key; text that starts with "- " needs quotes',
    ),
    _Case("while scanning an alias", 'a value cannot start with "*"', _QUOTED, at_context=True),
    _Case("while scanning an anchor", 'a value cannot start with "&"', _QUOTED, at_context=True),
    _Case("while scanning a tag", 'a value cannot start with "!"', _QUOTED, at_context=True),
    _Case("while parsing a tag", 'a value cannot start with "!"', _QUOTED, at_context=True),
    _Case("undefined tag handle", 'a value cannot start with "!"', _QUOTED, at_context=True),
    _Case(
        "while scanning a block scalar",
        'nothing but a comment may follow ">" or "|"',
        "start the text on the next line, indented",
    ),
    _Case("while scanning a directive", 'a line cannot start with "%"', _QUOTED, at_context=True),
    _Case(
        "while parsing a flow",
        "a list or mapping in brackets is not closed",
        "close the bracket; values with special characters need quotes",
        at_context=True,
    ),
    _Case(
        "document start",
        "text after the end of the document",
        "check the indentation: everything hangs under topic and questions",
    ),
    _Case("incompatible YAML document", "a YAML version that is not known", 'remove the "%YAML" line'),
)
_STARTS = {"\t": "a tab", "`": "a backtick"}
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ONE_COLUMN = "keys of one mapping start in one column"


class _Finding(NamedTuple):
    """A place counted from 1, and what is wrong there."""

    line: int
    column: int
    message: str
    hint: str


def report(page: Page, error: Any) -> None:
    """Adds the problem of a syntax error. Raises EnoughError only if the page is full."""
    context: Any = getattr(error, "context_mark", None)
    place: Any = getattr(error, "problem_mark", None) or context
    if place is None or "\ufeff" in page.text:
        _forbidden_character(page, error)
        return
    said = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    page.error_at("syntax", *_finding(page, said, place, context or place))


def _finding(page: Page, said: str, place: Any, context: Any) -> _Finding:
    line, column = _visible(page, place.line, place.column)
    text = page.line(line)
    indent = text[: len(text) - len(text.lstrip())]
    start = text[column - 1 : column]
    if "\t" in indent and column <= len(indent) + 1:
        return _Finding(line, indent.index("\t") + 1, "a tab where spaces are wanted", "indent with two spaces a level")
    if "node content" in said and line <= place.line:
        return _Finding(line, column, "the file ends inside a list or mapping in brackets", "close the bracket")
    if "cannot start any token" in said or "node content" in said:
        what = _STARTS.get(start, f'"{start}"')
        return _Finding(line, column, f"a value cannot start with {what}", "put the whole value in quotes")
    if "mapping values are not allowed" in said:
        return _unexpected_colon(page, line, column)
    if "could not find expected ':'" in said:
        return _missing_colon(page, context.line + 1, context.column + 1)
    if "while parsing a block" in said:
        return _unfitting(page, line, column)
    case = next((c for c in _CASES if c.says in said), None)
    if case is None:
        return _Finding(line, column, f"YAML cannot read this: {clean(said).strip()}", "")
    if case.at_context:
        line, column = _visible(page, context.line, context.column)
    return _Finding(line, column, case.message, case.hint)


def _unexpected_colon(page: Page, line: int, column: int) -> _Finding:
    """A second colon on a line, a line under one without a colon, or a key that is indented too far."""
    text = page.line(line)
    if re.search(r":\s", text[: column - 1]):
        return _Finding(line, column, '": " inside text without quotes', "put the whole value in quotes")
    above = _above(page, line)
    if above and ":" not in page.line(above):
        start = len(page.line(above)) - len(page.line(above).lstrip()) + 1
        return _Finding(above, start, "a key without its colon", 'write "key: value"')
    start = len(text) - len(text.lstrip()) + 1
    return _Finding(line, start, "this line is indented further than the keys above it", _ONE_COLUMN)


def _missing_colon(page: Page, line: int, column: int) -> _Finding:
    text = page.line(line)
    above = page.line(_above(page, line))
    if re.search(r":\s+[|>][+-]?\s*$", above):
        return _Finding(
            line, column, "the text of a block stands no deeper than its key", "indent it by two more spaces"
        )
    tight = re.match(r"\s*(?:- )?([\w-]+):(\S.*)", text)
    if tight and not tight[2].startswith("//"):
        hint = f'write "{tight[1]}: {tight[2]}"' if len(tight[2]) < 30 else f'write "{tight[1]}: …"'
        return _Finding(line, text.index(":") + 1, 'there is no space after ":"', hint)
    return _Finding(line, column, "a key without its colon", 'write "key: value"')


def _unfitting(page: Page, line: int, column: int) -> _Finding:
    """Something that ends a block where nothing ends: after a quote, a bracket, or in a column of its own."""
    text = page.line(line)
    before, start = text[: column - 1].rstrip(), text[column - 1 : column]
    if before.endswith(("'", '"')):
        quote = before[-1]
        other = '"…"' if quote == "'" else "'…'"
        return _Finding(line, column, "text after the closing quote", f"put the whole value in quotes: {other}")
    if start in "]}" and start:
        return _Finding(
            line, column, f'a "{start}" without its opening bracket', "remove it, or put the value in quotes"
        )
    if before.strip() not in {"", "-"}:
        return _Finding(line, column, "this does not fit what stands before it", "put the whole value in quotes")
    if start == "-":
        return _Finding(
            line, column, 'this "-" stands in no column of a list above it', "items of one list start in one column"
        )
    return _Finding(line, column, "this line stands in no column of the keys above it", _ONE_COLUMN)


def _above(page: Page, line: int) -> int:
    """The number of the nearest line above that has text and is no comment; 0 without one near."""
    near = range(line - 1, max(0, line - 200), -1)
    return next((n for n in near if page.line(n).strip() and not page.line(n).lstrip().startswith("#")), 0)


def _forbidden_character(page: Page, error: Any) -> None:
    """A character that YAML forbids anywhere; the parser names a byte, we find its line and column."""
    found = _FORBIDDEN.search(page.text)
    if found is None:
        page.error("syntax", None, f"YAML cannot read this: {clean(str(getattr(error, 'reason', error)))}")
        return
    before = page.text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    code = f"U+{ord(found.group()):04X}"
    page.error_at("control-character", line, column, f"the character {code} is not allowed in YAML", "remove it")


def _visible(page: Page, line: int, column: int) -> tuple[int, int]:
    """A place counted from 1; one past the end of the file moves back to the end of the last line that has text."""
    number = line + 1
    if page.line(number).strip():
        return number, column + 1
    above = _above(page, number)
    rest = page.text.count("\n") + 1 - number
    if above and not any(page.line(number + n).strip() for n in range(min(rest, 50) + 1)):
        return above, max(1, len(page.line(above)))
    return number, column + 1
