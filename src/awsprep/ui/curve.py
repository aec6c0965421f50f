"""How ready one was, week by week: the history of the readiness on the statistics page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.day import iso, month
from awsprep.ui.figures import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.ui.theme import Line, Theme

_WEEKS = 8


def weekly(history: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The last day and those whole weeks before it, the oldest first."""
    return list(history[::-7][:_WEEKS])[::-1]


def curve(theme: Theme, history: Sequence[tuple[int, float]], today: int) -> list[Line]:
    """A bar a week; nothing where there is no week to look back on."""
    shown = weekly(history)
    if len(shown) < 2:
        return []
    size = min(20, theme.width - 22)
    lines: list[Line] = [[], [("dim", f" {'Ready so far':<14}{'recall on the next day':<{size + 6}}".rstrip())]]
    for day, share in shown:
        date = "today" if day == today else f"{int(iso(day)[8:])} {month(day)}"
        lines.append([("", f" {date:<14}"), *theme.bar(share, size), ("", f" {percent(share):>5}")])
    return lines
