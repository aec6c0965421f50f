"""The settings file: TOML that a person writes, read with line numbers and changed one line at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awsprep.store.keys import Value

_NEW = "# Settings of awsprep. `awsprep config list` says what there is.\n"


class ConfigFile(NamedTuple):
    """The file's text, and what it says; a setting of a table goes by `table.name`."""

    path: str
    text: str = ""
    values: Mapping[str, Any] = {}

    def place(self, key: str) -> str:
        """`path:line` of a key that is set."""
        span = _span(self.text.split("\n"), key)
        return f"{self.path}:{span[0] + 1}" if span else self.path


def load(path: str) -> ConfigFile:
    """The file; one that is not there says nothing.

    AwsprepError where it cannot be read (4), or is not TOML (2), with the line.
    """
    try:
        data = files.read(path)
    except (FileNotFoundError, NotADirectoryError):
        return ConfigFile(path)
    except OSError as error:
        raise AwsprepError(
            f"Cannot read {path}: {error.strerror or error}.", hint="Check its permissions, or move it away."
        ) from error
    import tomllib

    try:
        text = data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise AwsprepError(
            f"{path}:{number}: this is not UTF-8 text.", hint="Save the file as UTF-8.", exit_code=2
        ) from error
    try:
        return ConfigFile(path, text, _flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        import re

        found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
        line = found[1] if found and found[1] else str(text.rstrip("\n").count("\n") + 1)
        message = str(error)[: found.start()] if found else str(error)
        raise AwsprepError(
            f"{path}:{line}: this is not TOML: {message}.",
            hint='A setting is a line like   level = "mid"   or   count = 10',
            exit_code=2,
        ) from error


def assign(file: ConfigFile, key: str, value: Value) -> str:
    """The file's text with a key set: every other line, and a comment behind the value, stay as they are.

    AwsprepError (4) where that would change anything else.
    """
    statement = f"{key} = {_literal(value)}"
    wanted = {**file.values, key: list(value) if isinstance(value, tuple) else value}
    for text in _edited(file.text, key, _literal(value)):
        if (_parses(text.split("\n")) or {}) == wanted:
            return text
    raise AwsprepError(
        f"Cannot change {key} in {file.path} without changing anything else.",
        hint=f"Please edit the file yourself: {statement}",
    )


def _edited(text: str, key: str, literal: str) -> Iterator[str]:
    """The ways to write a setting into a file, the one that a person would take first.

    In a table it goes by its bare name, else by the whole one.
    """
    lines = text.split("\n")
    table, _, name = key.rpartition(".")
    span = _span(lines, key)
    if span is not None:
        first, last = span
        old = "\n".join(lines[first:last])
        indent = old[: len(old) - len(old.lstrip())]
        for word in dict.fromkeys((name, key)):
            yield "\n".join([*lines[:first], f"{indent}{word} = {literal}{_comment(old)}", *lines[last:]])
        return
    if table:
        end = _table_end(lines, table)
        if end is not None:
            yield "\n".join([*lines[:end], f"{name} = {literal}", *lines[end:]])
        yield f"{text.rstrip() or _NEW.rstrip()}\n\n[{table}]\n{name} = {literal}\n"
    elif not text:
        yield f"{_NEW}{key} = {literal}\n"
    end = _top_end(lines)
    yield "\n".join([*lines[:end], f"{key} = {literal}", *lines[end:]])


def save(path: str, text: str) -> None:
    """Replace the file at once; behind a link, the file that it leads to. AwsprepError (4) where that fails."""
    target = os.path.realpath(path)
    try:
        files.folder(os.path.dirname(target))
        files.replace(target, text.encode())
    except OSError as error:
        raise AwsprepError(
            f"Cannot write {path}: {error.strerror or error}. The settings are as they were.",
            hint="Check the folder's permissions and the space on the disk.",
        ) from error


def _literal(value: Value) -> str:
    """TOML for a value: JSON's strings, lists, numbers and booleans are TOML, too."""
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a file with those of tables by `table.name`."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        flat |= {f"{name}.{each}": value[each] for each in value} if isinstance(value, dict) else {name: value}
    return flat


def _parses(lines: list[str]) -> dict[str, Any] | None:
    import tomllib

    try:
        return _flat(tomllib.loads("\n".join(lines)))
    except tomllib.TOMLDecodeError:
        return None


def _span(lines: list[str], key: str) -> tuple[int, int] | None:
    """The lines (from, to) of a setting's statement; a value may go over several lines."""
    for last in range(1, len(lines) + 1):
        values = _parses(lines[:last])
        if values is not None and key in values:
            return max(first for first in range(last) if _parses(lines[:first]) is not None), last
    return None


def _comment(statement: str) -> str:
    """The comment behind a statement's value, with the space before it."""
    line = statement.rsplit("\n", 1)[-1]
    for at, letter in enumerate(line):
        before = statement[: len(statement) - len(line) + at]
        if letter == "#" and _parses([before]):
            return before[len(before.rstrip()) :] + line[at:]
    return ""


def _table_end(lines: list[str], table: str) -> int | None:
    """Where a statement can be added to a table: below its last one; None where it has no header."""
    end = None
    for at, line in enumerate(lines):
        if line.lstrip().startswith("[") and _parses(lines[:at]) is not None:
            if end is not None:
                break
            if "".join(line.partition("#")[0].split()) == f"[{table}]":
                end = at + 1
        elif end is not None and line.strip() and not line.lstrip().startswith("#"):
            end = at + 1
    return end


def _top_end(lines: list[str]) -> int:
    """Where a top-level statement can be added: before the first table and the comment above it, or at the end."""
    for at, line in enumerate(lines):
        if line.lstrip().startswith("[") and _parses(lines[:at]) is not None:
            above = at
            while above and lines[above - 1].lstrip().startswith("#"):
                above -= 1
            return above
    return len(lines) - 1 if not lines[-1] else len(lines)
