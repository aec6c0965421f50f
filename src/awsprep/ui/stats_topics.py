"""The topics of the statistics page: a table, or blocks where it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.ui.fact import fact
from awsprep.ui.figures import percent
from awsprep.ui.theme import fit, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.readiness import TopicReport
    from awsprep.core.report import Report
    from awsprep.ui.theme import Line, Theme

NARROW = 70  # under so many columns a row becomes a block


def topics(theme: Theme, report: Report) -> list[Line]:
    """A table of the topics that were seen, or blocks where it does not fit; the others in a sentence."""
    seen = sorted((each for each in report.topics if each.answers or each.ready.seen), key=lambda t: -t.ready.share)
    lines = _table(theme, seen) if theme.width >= NARROW else _blocks(theme, seen)
    unseen = [f"{theme.plain(topic_name(t.topic))} {t.ready.cards}" for t in report.topics if t not in seen]
    if unseen:
        lines += [[], *fact(theme, "Not seen yet", ", ".join(unseen), size=14)]
    return lines


def _table(theme: Theme, topics: Sequence[TopicReport]) -> list[Line]:
    size = min(20, theme.width - 60)
    header = f" {'Topic':<14} {'Cards':>5} {'Seen':>5}   {'Recall tomorrow':<{size + 6}}"
    lines: list[Line] = [[("dim", f"{header} {'Right':>6} {'Median':>7} {'Leeches':>8}")]] if topics else []
    for each in topics:
        name = fit(theme.plain(topic_name(each.topic)), 14, theme.glyph("ellipsis"))
        lines.append(
            [
                ("", f" {name} {each.ready.cards:>5} {each.ready.seen:>5}   "),
                *theme.bar(each.ready.share, size),
                ("", f" {percent(each.ready.share):>5} {_share(each.right):>6} {_time(each.median):>7} "),
                ("warn" if each.leeches else "", f"{each.leeches:>8}"),
            ]
        )
    return lines


def _blocks(theme: Theme, topics: Sequence[TopicReport]) -> list[Line]:
    lines: list[Line] = []
    if topics:
        lines.append([("dim", " Topic" + f"{'Recall tomorrow':>{theme.width - 6}}")])
    for each in topics:
        size = theme.width - 24
        name = fit(theme.plain(topic_name(each.topic)), 15, theme.glyph("ellipsis"))
        lines.append(
            [("bold", f" {name} "), *theme.bar(each.ready.share, size), ("", f" {percent(each.ready.share):>6}")]
        )
        parts = [f"seen {each.ready.seen} of {each.ready.cards}", f"right {_share(each.right)}", _time(each.median)]
        if each.leeches:
            parts.append(f"{each.leeches} leech{'' if each.leeches == 1 else 'es'}")
        lines += [[("dim", "   " + line)] for line in wrap(", ".join(parts), theme.width - 3)]
    return lines


def _share(share: float | None) -> str:
    return "-" if share is None else percent(share)


def _time(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.0f} s"
