"""Recall as it was foreseen and as it came: of answers in bins, and of plans. For pages, JSON and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.day import dated, iso
from awsprep.core.foreseen import bounds, chance, error
from awsprep.ui.figures import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.core.foreseen import Bin
    from awsprep.core.past import Came
    from awsprep.ui.theme import Line

TOLD = 30
"""Answers from which on it is compared; what chance alone would make is told beside it."""

HEADER = ("Foreseen", "Answers", "Mean", "Came")


def words(bins: Mapping[int, Bin]) -> str:
    """`recall was off by 3 points on average, over 120 answers; by chance alone 5`; empty with fewer than TOLD."""
    off, answers = error(bins.values()), _answers(bins)
    if off is None or answers < TOLD:
        return ""
    points = f"{off * 100:.0f} point{'' if round(off * 100) == 1 else 's'}"
    alone = f"{chance(bins.values()) * 100:.0f}"
    return f"recall was off by {points} on average, over {answers} answers; by chance alone {alone}"


def rows(bins: Mapping[int, Bin]) -> list[tuple[str, str, str, str]]:
    """A row a bin that holds answers: its range, how many, the mean prediction, what came; none below TOLD."""
    found: list[tuple[str, str, str, str]] = []
    if _answers(bins) < TOLD:
        return found
    for number in sorted(number for number, each in bins.items() if each.answers):
        low, high = bounds(number)
        each = bins[number]
        span = f"{low * 100:.0f}-{high * 100:.0f} %"
        found.append((span, str(each.answers), f"{each.predicted * 100:.0f} %", f"{each.actual * 100:.0f} %"))
    return found


def table(bins: Mapping[int, Bin]) -> list[Line]:
    """The rows below their header; it fits a narrow screen."""
    if not (found := rows(bins)):
        return []
    lines: list[Line] = [[], [("dim", _row(HEADER))]]
    return [*lines, *([("", _row(row))] for row in found)]


def as_json(bins: Mapping[int, Bin]) -> list[dict[str, Any]]:
    """The bins that hold answers."""
    return [
        {
            "from": bounds(number)[0],
            "to": bounds(number)[1],
            "answers": each.answers,
            "predicted": round(each.predicted, 6),
            "recalled": each.recalled,
            "actual": round(each.actual, 6),
        }
        for number, each in sorted(bins.items())
        if each.answers
    ]


def came_words(came: Came) -> str:
    """What was foreseen, when and for when, and what came."""
    told = f"on {dated(came.made)} for {dated(came.day)}: {percent(came.foreseen)}"
    return f"{told}; it came to {percent(came.came)}."


def forecasts_json(came: Iterable[Came]) -> list[dict[str, Any]]:
    """What was foreseen on one day for another, and what came."""
    return [
        {"made": iso(c.made), "day": iso(c.day), "foreseen": round(c.foreseen, 6), "came": round(c.came, 6)}
        for c in came
    ]


def _answers(bins: Mapping[int, Bin]) -> int:
    return sum(each.answers for each in bins.values())


def _row(cells: tuple[str, str, str, str]) -> str:
    span, *figures = cells
    return f" {span:<13}" + "".join(f"{figure:>9}" for figure in figures)
