"""`awsprep check`: every mistake in question files, with its place."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.bank.checks import Findings
    from awsprep.bank.sheet import Sheet
    from awsprep.core.problem import Problem
    from awsprep.ui.theme import Line


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders, - for standard input. [default: the shipped bank]"),
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Ask for all that the shipped bank promises.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Find mistakes in question files: file:line:column, what is wrong, how to put it right.

    Ends with 1 where there is an error (with --strict a warning, too), with 4 where a path does not exist.

    \b
    Examples:
      awsprep check                        the shipped bank
      awsprep check my-questions.yaml      a file of your own
      awsprep check --strict --json questions/
    """
    from awsprep.bank.checks import findings
    from awsprep.bank.files import shipped_folder

    shipped = shipped_folder()
    found = findings(sheets(paths or [_short(shipped)], shipped), strict=strict)
    errors, warnings = _counts(found)
    if json:
        _print_json(found)
    else:
        ctx.obj.page(_lines(found))
    return 1 if errors or (strict and warnings) else 0


def sheets(paths: Sequence[str], shipped: str) -> list[Sheet]:
    """The decoded files of paths, `-` being standard input; a folder's scenarios lie in its folder of that name."""
    from awsprep.bank.files import LIMIT, content, listed, too_large
    from awsprep.bank.sheet import sheet_of, unreadable
    from awsprep.core.problem import Problem

    sheets = []
    for path in paths:
        if path == "-":
            data = sys.stdin.buffer.read(LIMIT + 1)
            over = len(data) > LIMIT
            sheets.append(unreadable("-", too_large("-")) if over else sheet_of("-", data, shipped=False))
    named = [path for path in paths if path != "-"]
    scenarios = [folder for path in named if os.path.isdir(folder := os.path.join(path, "scenarios"))]
    for path, ours in listed([*named, *scenarios], shipped):
        read = content(path)
        if isinstance(read, Problem):
            sheets.append(unreadable(path, read))
        else:
            sheets.append(sheet_of(path, read[0], shipped=ours))
    return sheets


def _short(path: str) -> str:
    """A path as it is written from here, where it lies below."""
    here = os.getcwd() + os.sep
    return path.removeprefix(here)


def _counts(found: Findings) -> tuple[int, int]:
    from awsprep.core.problem import Severity

    return found.count(Severity.ERROR), found.count(Severity.WARNING)


def _lines(found: Findings) -> list[Line]:
    lines = [line for problem in found.problems for line in _problem(problem)]
    return [*lines, [("", _summary(found))]]


def _problem(problem: Problem) -> list[Line]:
    """The lines of a problem; where and how bad it is stand out in its first."""
    head, *rest = str(problem).split("\n")
    mark = f"{problem.severity}[{problem.code}]"
    where, _, message = head.partition(mark)
    style = "bad" if problem.severity == "error" else "warn"
    return [[("bold", where), (style, mark), ("", message)], *([("", line)] for line in rest)]


def _summary(found: Findings) -> str:
    errors, warnings = _counts(found)
    files, questions = _many(found.files, "file"), _many(found.questions, "question")
    if not found.problems:
        return f"No problems in {files} ({questions})."
    parts = [_many(number, what) for number, what in ((errors, "error"), (warnings, "warning")) if number]
    return f"{', '.join(parts)} in {found.affected()} of {files} ({questions})."


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _print_json(found: Findings) -> None:
    import json

    errors, warnings = _counts(found)
    problems = [
        {
            "path": problem.source.path,
            "line": problem.source.line,
            "column": problem.source.column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in found.problems
    ]
    report = {
        "schema": 1,
        "files": found.files,
        "questions": found.questions,
        "errors": errors,
        "warnings": warnings,
        "problems": problems,
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))
