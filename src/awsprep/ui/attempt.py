"""A policy that is being written for a lab: its text as the editor left it, and what is wrong with that."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from awsprep.ui.theme import fit, wrap

if TYPE_CHECKING:
    from awsprep.labs.iam_drill import Drill
    from awsprep.ui.theme import Line, Theme

NAME = "policy.json"
"""What the editor, and problems, call the file."""

_INVITES = (
    "Enter opens the policy in your editor ($VISUAL or $EDITOR). When you close it, it is tried on hidden requests."
)
_LONGEST = 100_000


class Attempt(NamedTuple):
    """The text, "" before the first time, and its problems with their places."""

    text: str = ""
    problems: tuple[str, ...] = ()


class Read(NamedTuple):
    """A policy that was read: as the answer holds it, "" where problems keep it from being one."""

    given: str
    problems: tuple[str, ...]


def read(text: str, drill: Drill, name: str = NAME) -> Read:
    """A text that is meant to be the policy of a drill."""
    from awsprep.bank.policy import has_errors, read_text
    from awsprep.labs.iam_drill import canonical

    if len(text) > _LONGEST:
        return Read("", (f"{name} has more than {_LONGEST:,} characters; no policy has.",))
    found, problems = read_text(text, name, drill.layer)
    if has_errors(problems):
        return Read("", tuple(str(problem) for problem in problems))
    if len(found) != 1:
        return Read("", (f"{name} holds {len(found)} policies; write one.",))
    return Read(canonical(found[0]), ())


def read_line(line: str, drill: Drill) -> Read:
    """One line: a policy as JSON, or the path of a file with one."""
    if line.lstrip().startswith(("{", "[")):
        return read(line, drill, "your line")
    from awsprep.bank.files import content
    from awsprep.core.problem import Problem

    path = os.path.expanduser(line)
    data = content(path)
    if isinstance(data, Problem):
        return Read(
            "", (f"{line}: {data.message}. Give the path of a policy file, or the policy as JSON on one line.",)
        )
    try:
        return read(data[0].decode("utf-8-sig"), drill, line)
    except UnicodeDecodeError:
        return Read("", (f"{line} is not UTF-8; save it as UTF-8.",))


def rows(attempt: Attempt, theme: Theme) -> list[Line]:
    """What there is to do, the problems first where there are some."""
    if not attempt.problems:
        return [[("dim", f" {line}")] for line in wrap(_INVITES, theme.measure - 1)]
    lines: list[Line] = []
    for problem in attempt.problems:
        for number, line in enumerate(problem.split("\n")):
            if number:
                lines.append([("code", f" {fit(line, theme.width - 2, theme.glyph('ellipsis')).rstrip()}")])
            else:
                lines += [[("bad", f" {row}")] for row in wrap(line, theme.measure - 1)]
    return [*lines, [], [("warn", " Enter opens it again, as you left it.")]]
