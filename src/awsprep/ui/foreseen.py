"""Recall as it was predicted and as it came, in bins: for the statistics page, its JSON and its HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.foreseen import bounds, error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.foreseen import Bin
    from awsprep.ui.theme import Line

TOLD = 30
"""Answers from which on the comparison says more than chance."""

HEADER = ("Foreseen", "Answers", "Mean", "Came")


def words(bins: Mapping[int, Bin]) -> str:
    """`recall was off by 3 points on average, over 120 answers`; empty with fewer than TOLD."""
    off, answers = error(bins.values()), _answers(bins)
    if off is None or answers < TOLD:
        return ""
    points = f"{off * 100:.0f} point{'' if round(off * 100) == 1 else 's'}"
    return f"recall was off by {points} on average, over {answers} answers"


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


def _answers(bins: Mapping[int, Bin]) -> int:
    return sum(each.answers for each in bins.values())


def _row(cells: tuple[str, str, str, str]) -> str:
    span, *figures = cells
    return f" {span:<13}" + "".join(f"{figure:>9}" for figure in figures)
