"""The days of the statistics page: a heat map of those past, a forecast of those to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.day import WEEKDAYS, month, weekday
from awsprep.ui.figures import due_words
from awsprep.ui.theme import width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.report import Report
    from awsprep.ui.theme import Line, Theme

NARROW = 70  # under so many columns what stands side by side goes under each other
_SHOWN_FORECAST = 7


def days(theme: Theme, report: Report) -> list[Line]:
    """The heat map and the forecast, side by side where there is room."""
    forecast = _forecast(theme, report)
    right = max(width_of(line) for line in forecast)
    beside = theme.width >= NARROW
    heat = _heat(theme, report, theme.width - right - 4 if beside else theme.width)
    left = max(width_of(line) for line in heat)
    legend = [[], *_legend(theme)]
    if not beside or left + 4 + right > theme.width:
        return [*heat, *legend, [], *forecast]
    left = max(left, 40)
    if left + 4 + right > theme.width:
        left = theme.width - right - 4
    forecast += [[]] * (len(heat) - len(forecast))  # a plan ends with its interview
    rows = [[*a, ("", " " * (left + 4 - width_of(a)) if b else ""), *b] for a, b in zip(heat, forecast, strict=True)]
    return [*rows, *legend]


def _heat(theme: Theme, report: Report, room: int) -> list[Line]:
    """Eight lines: month names, and a row a weekday with a cell a week; the latest weeks that fit."""
    first, last = report.heat[0][0], report.heat[-1][0]
    counts = dict(report.heat)
    start = first - weekday(first)
    weeks = (last - start) // 7 + 1
    step = 2 if 6 + weeks * 2 <= room else 1
    shown = min(weeks, max(1, (room - 6) // step))
    mondays = [start + 7 * (weeks - shown + i) for i in range(shown)]
    lines: list[Line] = [[("dim", " " * 6 + _months(mondays, step))]]
    for row, name in enumerate(WEEKDAYS):
        cells = "".join(
            (theme.heat(counts[monday + row]) if monday + row in counts else " ").ljust(step) for monday in mondays
        )
        lines.append([("dim", f" {name}  "), ("now", cells)])
    return lines


def _months(mondays: Sequence[int], step: int) -> str:
    """Month names over the first week that begins in them, where they do not run into each other."""
    text = ""
    before = ""
    for i, monday in enumerate(mondays):
        name = month(monday)
        if name != before and len(text) <= i * step and (i + 2 <= len(mondays) or step * len(mondays) < 4):
            text = text.ljust(i * step) + name + " "
            before = name
    return text.rstrip()[: max(3, step * len(mondays))].ljust(step * len(mondays))


def _legend(theme: Theme) -> list[Line]:
    heat = theme.glyph("heat")
    text = "  ".join(
        f"{cell} {words}" for cell, words in zip(heat, ("none", "1-4", "5-9", "10-19", "20 or more"), strict=True)
    )
    return [[("dim", " " * 6 + line)] for line in wrap(text, theme.width - 6)]


def _forecast(theme: Theme, report: Report) -> list[Line]:
    """A heading and the next seven days, fewer where a plan ends before."""
    most = max(count for _, count in report.forecast)
    lines: list[Line] = [[("bold", due_words(report))]]
    for day, count in report.forecast[:_SHOWN_FORECAST]:
        name = "today" if day == report.day else WEEKDAYS[weekday(day)]
        lines.append([("", f"{name:<6}"), *theme.bar(count / most if most else 0, 16), ("", f"{count:>6}")])
    return lines if theme.width >= NARROW else [[("", " "), *line] for line in lines]
