"""What is wrong in somebody's data, and where."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error keeps its question out of play; a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


class Source(NamedTuple):
    """A place in a file: line and column count from 1; `text` is that whole line, for the caret.

    `width` is how many columns the caret underlines. Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    text: str = ""
    width: int = 1


class Problem(NamedTuple):
    """One mistake, written for the person who will mend it."""

    source: Source
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`path:line:col: error[code]: message`, then the line with a caret and the hint."""
        where = self.source
        head = where.path if not where.line else f"{where.path}:{where.line}:{where.column}"
        lines = [f"{head}: {self.severity}[{self.code}]: {self.message}"]
        if where.line and where.text:
            text, column = _window(where.text.replace("\t", " "), where.column)
            number = f"{where.line:5}"
            lines.append(f"{number} |   {text}")
            caret = " " * (column - 1) + "^" * max(1, min(where.width, len(text) - column + 1))
            lines.append(f"{' ' * len(number)} |   {caret}{' ' + self.hint if self.hint else ''}")
        elif self.hint:
            lines.append(f"        {self.hint}")
        return "\n".join(lines)


class AwsprepError(Exception):
    """A sentence for the user that ends in a remedy, and the exit code that goes with it.

    Exit codes: 1 problems found or refused, 2 usage, 3 no question matches, 4 data could not be read or saved.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = 4) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


def _window(text: str, column: int, size: int = 100) -> tuple[str, int]:
    """The part of a long line around its column, and the column within that part."""
    if len(text) <= size:
        return text, column
    start = max(0, min(column - 1 - size // 2, len(text) - size))
    return text[start : start + size], column - start
