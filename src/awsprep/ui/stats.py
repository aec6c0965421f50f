"""The statistics page, and the same figures as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.bank import topic_name
from awsprep.core.day import WEEKDAYS, duration, iso, month, weekday
from awsprep.core.memory import LEECH_LAPSES
from awsprep.ui import foreseen
from awsprep.ui.theme import columns, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.readiness import Readiness, TopicReport
    from awsprep.core.report import Report
    from awsprep.ui.theme import Line, Theme

NARROW = 70  # under so many columns what stands side by side goes under each other
SCHEMA = 1
_LABEL = 14
_SHOWN_FORECAST = 7


def page(theme: Theme, report: Report, levels: Sequence[str], topic: str = "") -> list[Line]:
    """The page for printing. `levels` are those whose readiness is shown; `topic` is what it was narrowed to."""
    lines = [*_head(theme, report, topic), theme.rule(), *_days(theme, report)]
    if not report.ever:
        lines += [[], *_labelled(theme, "", "Nothing was answered yet. The first ten questions make a start.")]
        return [*lines, *_next(theme, report, topic)]
    lines += [[], *_topics(theme, report), []]
    lines += _ready(theme, report, levels)
    lines += _retention(theme, report)
    lines += _weakest(theme, report)
    return [*lines, *_next(theme, report, topic)]


def as_json(report: Report, topic: str | None = None) -> dict[str, Any]:
    """The figures for `--json`. Shares are 0..1, times seconds, days ISO dates; null where there is no figure."""
    counts, retention, calibration = report.counts, report.retention, report.calibration
    return {
        "schema": SCHEMA,
        "day": iso(report.day),
        "days": report.days,
        "topic": topic,
        "reviews": report.reviews,
        "right": report.right,
        "days_active": report.days_active,
        "seconds": round(report.seconds, 3),
        "cards": {
            "total": counts.total,
            "new": counts.new,
            "learned": counts.learned,
            "due": counts.due,
            "suspended": counts.suspended,
            "leeches": counts.leeches,
        },
        "retention": {
            "target": retention.target,
            "true": _digits(retention.true),
            "tested": retention.tested,
            "recalled": retention.recalled,
        },
        "calibration": {
            "sure": {
                "answers": calibration.sure,
                "right": calibration.sure_right,
                "share": _digits(calibration.sure_share),
            },
            "guessed": {
                "answers": calibration.guessed,
                "right": calibration.guessed_right,
                "share": _digits(calibration.guessed_share),
            },
        },
        "marking": {
            "answers": report.marking.answers,
            "changed": report.marking.changed,
            "share": _digits(report.marking.share),
            "cards": [
                {"card": card, "answers": answers, "changed": changed, "share": _digits(changed / answers)}
                for card, answers, changed in report.marking.cards
            ],
        },
        "foreseen": foreseen.as_json(report.foreseen),
        "levels": [{"level": level, **_ready_json(ready)} for level, ready in report.levels.items()],
        "topics": [_topic_json(each) for each in report.topics],
        "forecast": [{"day": iso(day), "due": count} for day, count in report.forecast],
        "heatmap": [{"day": iso(day), "reviews": count} for day, count in report.heat],
        "weakest": [
            {
                "card": weak.card,
                "title": weak.heading.title,
                "topic": weak.heading.topic,
                "recall": _digits(weak.recall),
            }
            for weak in report.weakest
        ],
        "next": next_command(report, topic or ""),
    }


def next_command(report: Report, topic: str = "") -> str:
    """The one command to go on with: what is due first, then something new, then what is weak."""
    narrowed = f" --topic {topic}" if topic else ""
    if report.counts.due:
        return f"awsprep review{narrowed}"
    seen = [each for each in report.topics if each.ready.seen]
    if not topic and seen and report.counts.new == 0:
        return f"awsprep quiz --topic {min(seen, key=lambda each: each.ready.share).topic} --weak"
    return f"awsprep quiz{narrowed}"


def heading(report: Report, topic: str = "") -> tuple[str, str]:
    """What the figures are about, and the first of them in words."""
    span = f"Last {report.days // 7} weeks" if report.days % 7 == 0 and report.days > 7 else f"Last {report.days} days"
    answers = f"{report.reviews} answer{'' if report.reviews == 1 else 's'}"
    active = f"{report.days_active} active day{'' if report.days_active == 1 else 's'}"
    span = "Today" if report.days == 1 else span
    return f"{span} · {topic_name(topic)}" if topic else span, f"{answers} · {duration(report.seconds)} · {active}"


def readiness_words(ready: Readiness) -> str:
    """`recall 56 % of 304 cards tomorrow`, or with too few seen for that: `seen 10 of 304`, and the recall of those."""
    if ready.tells:
        return f"recall {percent(ready.share)} of {ready.cards} cards tomorrow"
    words = f"seen {ready.seen} of {ready.cards}"
    return words if ready.share_of_seen is None else f"{words} · recall of seen {percent(ready.share_of_seen)} tomorrow"


def calibration_words(report: Report) -> str:
    """`sure 92 % right · guessed 40 % right`; empty where nothing was answered."""
    sure, guessed = report.calibration.sure_share, report.calibration.guessed_share
    parts = [
        f"{word} {percent(share)} right" for word, share in (("sure", sure), ("guessed", guessed)) if share is not None
    ]
    return " · ".join(parts)


def retention_words(report: Report) -> str:
    """`88 % of 41 due cards (target 90 %)`, or that none was due."""
    retention = report.retention
    target = f"target {percent(retention.target)}"
    if retention.true is None:
        return f"no due card was answered yet ({target})"
    plural = "" if retention.tested == 1 else "s"
    return f"{percent(retention.true)} of {retention.tested} due card{plural} ({target})"


def marking_words(report: Report) -> str:
    """`you changed 3 of 12 (25 %), most in iam-role (2 of 3)`; empty where nothing was typed."""
    marking = report.marking
    if marking.share is None:
        return ""
    words = f"you changed the marks of {marking.changed} of {marking.answers} ({percent(marking.share)})"
    most = [f"{card} ({changed} of {answers})" for card, answers, changed in marking.cards[:3] if changed]
    return f"{words}, most in {', '.join(most)}" if most else words


def set_aside_words(report: Report) -> str:
    """`1 leech (forgotten 8 times) · 6 suspended`; empty where nothing is."""
    leeches, suspended = report.counts.leeches, report.counts.suspended
    parts = [f"{leeches} leech{'' if leeches == 1 else 'es'} (forgotten {LEECH_LAPSES} times)"] if leeches else []
    return " · ".join([*parts, f"{suspended} suspended"] if suspended else parts)


def percent(share: float) -> str:
    """`61 %`."""
    return f"{share * 100:.0f} %"


def _digits(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _ready_json(ready: Readiness) -> dict[str, Any]:
    return {
        "cards": ready.cards,
        "seen": ready.seen,
        "recall": _digits(ready.share) if ready.cards else None,
        "recall_of_seen": _digits(ready.share_of_seen),
    }


def _topic_json(each: TopicReport) -> dict[str, Any]:
    return {
        "topic": each.topic,
        "name": topic_name(each.topic),
        **_ready_json(each.ready),
        "answers": each.answers,
        "right": _digits(each.right),
        "median_seconds": None if each.median is None else round(each.median, 3),
        "leeches": each.leeches,
    }


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


def _days(theme: Theme, report: Report) -> list[Line]:
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
    rows = [[*a, ("", " " * (left + 4 - width_of(a))), *b] for a, b in zip(heat, forecast, strict=True)]
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
    """Eight lines: a heading and the next seven days."""
    most = max(count for _, count in report.forecast)
    lines: list[Line] = [[("bold", "Due")]]
    for day, count in report.forecast[:_SHOWN_FORECAST]:
        name = "today" if day == report.day else WEEKDAYS[weekday(day)]
        lines.append([("", f"{name:<6}"), *theme.bar(count / most if most else 0, 16), ("", f"{count:>6}")])
    return lines if theme.width >= NARROW else [[("", " "), *line] for line in lines]


def _topics(theme: Theme, report: Report) -> list[Line]:
    """A table of the topics that were seen, or blocks where it does not fit; the others in a sentence."""
    seen = sorted((each for each in report.topics if each.answers or each.ready.seen), key=lambda t: -t.ready.share)
    lines = _table(theme, seen) if theme.width >= NARROW else _blocks(theme, seen)
    unseen = [f"{theme.plain(topic_name(t.topic))} {t.ready.cards}" for t in report.topics if t not in seen]
    if unseen:
        lines += [[], *_labelled(theme, "Not seen yet", ", ".join(unseen))]
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


def _ready(theme: Theme, report: Report, levels: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for level in levels:
        words = f"{level} · {readiness_words(report.levels[level])}"
        lines += _labelled(theme, "" if lines else "Ready", words)
    return lines


def _retention(theme: Theme, report: Report) -> list[Line]:
    lines = _labelled(theme, "True recall", retention_words(report))
    if calibration_words(report):
        lines += _labelled(theme, "Calibration", calibration_words(report))
    if marking_words(report):
        lines += _labelled(theme, "Typed", marking_words(report))
    aside = set_aside_words(report)
    if aside:
        lines += _labelled(theme, "Set aside", aside)
    if told := foreseen.words(report.foreseen):
        lines += _labelled(theme, "Foreseen", told)
    return [*lines, *foreseen.table(report.foreseen)]


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
    lines = _labelled(theme, "Next", next_command(report, topic), "code")
    more = "awsprep stats --json"
    if lines and width_of(lines[0]) + 6 + len(more) <= theme.width:
        lines[0] = [*lines[0], ("", " " * 6), ("code", more)]
    return lines


def _labelled(theme: Theme, label: str, text: str, style: str = "") -> list[Line]:
    head = fit(" " + label, _LABEL)
    rows = wrap(theme.plain(text), theme.width - _LABEL)
    return [[("bold", head if i == 0 else " " * _LABEL), (style, row)] for i, row in enumerate(rows)]
