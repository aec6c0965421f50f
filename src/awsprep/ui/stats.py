"""The statistics page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.readiness import ENOUGH
from awsprep.ui import foreseen
from awsprep.ui.curve import curve
from awsprep.ui.fact import fact
from awsprep.ui.figures import (
    calibration_words,
    heading,
    marking_words,
    next_command,
    percent,
    planned_words,
    readiness_words,
    retention_words,
    set_aside_words,
)
from awsprep.ui.stats_days import days
from awsprep.ui.stats_topics import topics
from awsprep.ui.theme import columns, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.report import Report
    from awsprep.ui.theme import Line, Theme

NARROW = 70  # under so many columns a card's title goes under its name
_LABEL = 14


def page(theme: Theme, report: Report, levels: Sequence[str], topic: str = "") -> list[Line]:
    """The page for printing. `levels` are those whose readiness is shown; `topic` is what it was narrowed to."""
    lines = [*_head(theme, report, topic), theme.rule(), *days(theme, report)]
    if not report.ever:
        lines += [
            [],
            *fact(theme, "", "Nothing was answered yet. The first ten questions make a start.", size=_LABEL),
        ]
        return [*lines, *_next(theme, report, topic)]
    lines += [[], *topics(theme, report), []]
    lines += _ready(theme, report, levels)
    lines += _retention(theme, report)
    if report.counts.learned >= ENOUGH:
        lines += curve(theme, report.history, report.day)
    lines += _weakest(theme, report)
    return [*lines, *_next(theme, report, topic)]


def _head(theme: Theme, report: Report, topic: str) -> list[Line]:
    title, counts = heading(report, theme.plain(topic))
    title, counts = theme.plain(title), theme.plain(counts)
    gap = theme.width - columns(title) - columns(counts) - 1
    if gap >= 3:
        return [[("title", " " + title), ("", " " * gap + counts)]]
    return [
        [(style, " " + line)]
        for style, text in (("title", title), ("", counts))
        for line in wrap(text, theme.width - 1)
    ]


def _ready(theme: Theme, report: Report, levels: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for level in levels:
        words = f"{level} · {readiness_words(report.levels[level])}"
        lines += fact(theme, "" if lines else "Ready", words, size=_LABEL)
    if words := planned_words(report):
        lines += fact(theme, "Interview", words, size=_LABEL)
    return lines


def _retention(theme: Theme, report: Report) -> list[Line]:
    lines = fact(theme, "True recall", retention_words(report), size=_LABEL)
    if calibration_words(report):
        lines += fact(theme, "Calibration", calibration_words(report), size=_LABEL)
    if marking_words(report):
        lines += fact(theme, "Typed", marking_words(report), size=_LABEL)
    aside = set_aside_words(report)
    if aside:
        lines += fact(theme, "Set aside", aside, size=_LABEL)
    if told := foreseen.words(report.foreseen):
        lines += fact(theme, "Foreseen", told, size=_LABEL)
    lines += foreseen.table(report.foreseen)
    for each in report.came[-2:]:
        lines += fact(theme, "Forecast", foreseen.came_words(each), size=_LABEL)
    return lines


def _weakest(theme: Theme, report: Report) -> list[Line]:
    """The cards to read again, each with its title beside it or below."""
    if not report.weakest:
        return []
    head, told = "Weakest cards", "Recall tomorrow"
    lines: list[Line] = [[], [("bold", f" {head}"), ("dim", told.rjust(theme.measure - len(head)))]]
    dots = theme.glyph("ellipsis")
    longest = max(columns(theme.plain(weak.card)) for weak in report.weakest)
    room = theme.measure - longest - 9
    for weak in report.weakest:
        name, title = theme.plain(weak.card), theme.plain(weak.heading.title)
        recall = f"{percent(weak.recall):>6}"
        if theme.width >= NARROW and room >= 20:
            lines.append([("", " "), ("code", fit(name, longest)), ("", "  " + fit(title, room, dots) + " " + recall)])
            continue
        lines.append([("", " "), ("code", fit(name, theme.measure - 6, dots)), ("", recall)])
        lines.append([("dim", "   " + fit(title, theme.width - 3, dots).rstrip())])
    return [*lines, []]


def _next(theme: Theme, report: Report, topic: str) -> list[Line]:
    lines = fact(theme, "Next", next_command(report, topic), "code", size=_LABEL)
    more = "awsprep stats --json"
    if lines and width_of(lines[0]) + 6 + len(more) <= theme.width:
        lines[0] = [*lines[0], ("", " " * 6), ("code", more)]
    return lines
