"""Typed answers in which a person has marked what they say, and how far the marker agrees with that person.

A line of JSON an answer: `{"id": "vpc-what-is", "answer": "…", "covered": ["isolated"], "flags": []}`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awsprep.core.phrases import Found, Marked


class Labelled(NamedTuple):
    """An answer to a question by its id, the line that it stands on, and the key points and red flags in it."""

    line: int
    question: str
    answer: str
    covered: tuple[str, ...]
    flags: tuple[str, ...]


class Tally(NamedTuple):
    """How often something was found and there (right), found and not there (false), there and not found (missed)."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was found that is there; None where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found; None where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


class Dispute(NamedTuple):
    """A key point, or a red flag, that one of the two sees in an answer: the marker where there is evidence."""

    line: int
    question: str
    name: str
    flag: bool
    evidence: str = ""


class Agreement(NamedTuple):
    """The tallies of the key points and the red flags of some answers, and all disputes, in the answers' order."""

    answers: int = 0
    points: Tally = Tally()
    flags: Tally = Tally()
    disputes: tuple[Dispute, ...] = ()


def decode(line: int, text: str) -> Labelled | str:
    """The answer on a line, or what is wrong with it. Other keys than ours are the author's own affair."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return "this is no JSON"
    if not isinstance(read, dict):
        return 'this is no object like {"id": "…", "answer": "…", "covered": […], "flags": […]}'
    for key in ("id", "answer"):
        if not isinstance(read.get(key), str):
            return f'"{key}" is missing, or is no text'
    lists = {}
    for key in ("covered", "flags"):
        names = read.get(key)
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return f'"{key}" is missing, or is no list of ids'
        lists[key] = tuple(names)
    return Labelled(line, read["id"].strip(), read["answer"], lists["covered"], lists["flags"])


def compare(labelled: Labelled, marked: Marked) -> Agreement:
    """How far the marker agrees about one answer."""
    points, disputed = _compared(labelled, marked.points, labelled.covered, flag=False)
    flags, doubted = _compared(labelled, marked.flags, labelled.flags, flag=True)
    return Agreement(1, points, flags, (*disputed, *doubted))


def total(compared: Iterable[Agreement]) -> Agreement:
    """The agreement about several answers."""
    every = tuple(compared)
    return Agreement(
        sum(each.answers for each in every),
        _sum([each.points for each in every]),
        _sum([each.flags for each in every]),
        tuple(dispute for each in every for dispute in each.disputes),
    )


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(*(sum(column) for column in zip(*tallies, strict=True))) if tallies else Tally()


def _compared(
    labelled: Labelled, found: Sequence[Found], meant: Sequence[str], *, flag: bool
) -> tuple[Tally, Sequence[Dispute]]:
    right = sum(each.found and each.id in meant for each in found)
    disputes = list(_disputes(labelled, found, meant, flag=flag))
    false = sum(bool(each.evidence) for each in disputes)
    return Tally(right, false, len(disputes) - false), disputes


def _disputes(labelled: Labelled, found: Sequence[Found], meant: Sequence[str], *, flag: bool) -> Iterator[Dispute]:
    for each in found:
        if each.found != (each.id in meant):
            yield Dispute(labelled.line, labelled.question, each.id, flag, each.evidence)
