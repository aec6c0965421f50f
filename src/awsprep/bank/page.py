"""One file's text, and the list of what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.problem import Problem, Severity, Source
from awsprep.core.text import clean_line

if TYPE_CHECKING:
    from awsprep.bank.nodes import Node

MOST = 1000
"""Problems reported of one file; a file with more is not a question file."""

_LONGEST_LINE = 4000
_FAR = 1000
"""Lines that are searched for a part of a text."""


class EnoughError(Exception):
    """There are MOST problems, or the file makes no sense from here on: reading it stops."""


class Page:
    """Collects the problems of one file and gives each its address.

    `label` goes before each message while a question is read: `vpc-sg: `.
    """

    __slots__ = ("_lines", "_shown", "errors", "label", "path", "problems", "text")

    def __init__(self, path: str, text: str = "") -> None:
        self.path = clean_line(path)
        self.text = text
        self.label = ""
        self.errors = 0
        self.problems: list[Problem] = []
        self._lines: list[str] | None = None
        self._shown: dict[int, str] = {}

    def error(self, code: str, node: Node | None, message: str, hint: str = "") -> None:
        """Adds a mistake that keeps its question, or the file, out of play."""
        self._add(code, node, message, hint, Severity.ERROR)

    def warn(self, code: str, node: Node | None, message: str, hint: str = "") -> None:
        """Adds advice."""
        self._add(code, node, message, hint, Severity.WARNING)

    def error_at(self, code: str, line: int, column: int, message: str, hint: str = "", width: int = 1) -> None:
        """Adds a mistake at a line and column, both counted from 1."""
        self._put(Problem(Source(self.path, line, column, self.line(line), width), code, message, hint))

    def line(self, number: int) -> str:
        """A line by its number, safe to show; empty where there is none or it is too long to show."""
        if number not in self._shown:
            if self._lines is None:
                self._lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            line = self._lines[number - 1] if 0 < number <= len(self._lines) else ""
            self._shown[number] = clean_line(line) if len(line) <= _LONGEST_LINE else ""
        return self._shown[number]

    def source(self, node: Node | None) -> Source:
        """Where a node stands: its first line, underlined to its end or the line's."""
        if node is None or not node.line:
            return Source(self.path)
        return Source(self.path, node.line, node.column, self.line(node.line), self._width(node))

    def find(self, node: Node, fragment: str) -> Node:
        """A stand-in for a part of a text node, placed where that part is written, else the node itself."""
        from awsprep.bank.nodes import Place

        for number in range(node.line, min(node.end.line + 2, node.line + _FAR)):
            start = node.column - 1 if number == node.line else 0
            column = self.line(number).find(fragment, start)
            if number and column >= 0:
                place = Place(number - 1, column)
                return type(node)(fragment, place, Place(number - 1, column + len(fragment)))
        return node

    def _width(self, node: Node) -> int:
        start, end = node.start, node.end
        if not isinstance(node.value, (list, dict)) and end.line == start.line:
            return max(1, end.column - start.column)
        if isinstance(node.value, (list, dict)):
            return 1
        return max(1, len(self.line(node.line).rstrip()) - start.column)

    def _add(self, code: str, node: Node | None, message: str, hint: str, severity: Severity) -> None:
        self._put(Problem(self.source(node), code, self.label + message, hint, severity))

    def _put(self, problem: Problem) -> None:
        if len(self.problems) > MOST:
            raise EnoughError
        self.problems.append(problem)
        if problem.severity is Severity.ERROR:
            self.errors += 1
        if len(self.problems) == MOST:
            self.problems.append(
                Problem(
                    Source(self.path),
                    "too-many-problems",
                    f"there are {MOST} problems here, the rest of the file was not read",
                    "mend the first ones and check again",
                )
            )
            self.errors += 1
            raise EnoughError
