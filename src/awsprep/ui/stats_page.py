"""The statistics as one self-contained HTML page: charts are inline SVG, nothing is loaded, nothing runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.core.day import MONTHS, WEEKDAYS, iso, month, weekday
from awsprep.core.readiness import ENOUGH
from awsprep.ui import foreseen, web
from awsprep.ui.curve import weekly
from awsprep.ui.figures import (
    calibration_words,
    due_words,
    heading,
    marking_words,
    next_command,
    percent,
    planned_words,
    readiness_words,
    retention_words,
    set_aside_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.readiness import TopicReport
    from awsprep.core.report import Report

_STYLE = """
:root { --h1: #b9dcff; --h2: #6fb4f8; --h3: #1f75cb; --h4: #0a3d78; --on12: #1c2128; --on34: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --h1: #123a66; --h2: #1b5fa8; --h3: #4d9bf0; --h4: #a9d4ff;
  --on12: #e6edf3; --on34: #0b1017; } }
body { max-width: 64rem; }
h1 { font-size: 1.5rem; }
.charts { display: flex; flex-wrap: wrap; gap: 0 3rem; align-items: flex-start; } .charts section { max-width: 100%; }
svg { display: block; max-width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
svg .value { fill: var(--ink); }
.curve { fill: none; stroke: var(--bar); stroke-width: 2; }
.h0 { fill: var(--track); } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); }
.h4 { fill: var(--h4); }
svg .on1, svg .on2 { fill: var(--on12); } svg .on3, svg .on4 { fill: var(--on34); }
.scroll { overflow-x: auto; }
th, td { padding: .3rem .6rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child, .left { text-align: left; }
td svg { display: inline-block; vertical-align: middle; width: 9rem; }
.share { display: inline-block; min-width: 3rem; }
.cards td:nth-child(2) { white-space: normal; width: 100%; }
@media (max-width: 45rem) { .cards tr { display: grid; grid-template-columns: 1fr auto; }
  .cards thead th:nth-child(2) { display: none; } .cards td:nth-child(2) { grid-area: 2 / 1 / 3 / -1; }
  .cards tbody td:not(:nth-child(2)) { border-bottom: 0; padding-bottom: 0; }
  .cards td:first-child { white-space: normal; }
  body { padding: 1rem; } td svg { width: 4rem; } th, td { padding: .3rem .4rem; } th { white-space: normal; } }
@media (max-width: 35rem) { td svg { display: none; } .share { min-width: 0; }
  th, td { padding: .3rem .2rem; font-size: .85rem; } td:first-child { white-space: normal; } }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; } dt { font-weight: 600; }
dd { margin: 0; } code { overflow-wrap: anywhere; }
"""
_CELL = 24
_LEGEND = ("none", "1-4", "5-9", "10-19", "20 or more")


def document(report: Report, levels: Sequence[str], topic: str = "") -> str:
    """The page, with the figures of `stats --json`. `levels` are those whose readiness is shown."""
    title, counts = heading(report, topic)
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="soft">{escape(counts)}, as of {iso(report.day)}</p>',
        f'<div class="charts"><section><h2>Answers a day</h2>{_heat(report)}</section>',
        f"<section><h2>{due_words(report)}</h2>{_forecast(report)}</section>{_history(report)}</div>",
    ]
    if not report.ever:
        body.append("<p>Nothing was answered yet. The first ten questions make a start.</p>")
    body += [_facts(report, levels), _foreseen(report), _topics(report.topics), _weakest(report)]
    body.append(f"<h2>Next</h2><p><code>{escape(next_command(report, topic))}</code></p>")
    return web.document(title, _STYLE, body)


def _heat(report: Report) -> str:
    """A column a week, a row a weekday; a cell holds its count, so that colour is not all that tells."""
    first = report.heat[0][0]
    start = first - weekday(first)
    weeks = (report.day - start) // 7 + 1
    parts = [f'<text x="0" y="{34 + _CELL * row}">{name}</text>' for row, name in enumerate(WEEKDAYS)]
    before, free = "", 0
    for week in range(weeks):
        name = month(start + 7 * week)
        if name != before and week >= free:
            parts.append(f'<text x="{36 + _CELL * week}" y="12">{name}</text>')
            before, free = name, week + 2
    for day, count in report.heat:
        x, y = 36 + _CELL * ((day - start) // 7), 18 + _CELL * weekday(day)
        shade = _shade(count)
        answers = f"{count} answer{'' if count == 1 else 's'}"
        size = _CELL - 3
        parts.append(
            f'<rect class="h{shade}" x="{x}" y="{y}" width="{size}" height="{size}" rx="3">'
            f"<title>{WEEKDAYS[weekday(day)]} {iso(day)}: {answers}</title></rect>"
        )
        if count:
            middle = x + size / 2
            parts.append(f'<text class="on{shade}" x="{middle}" y="{y + 15}" text-anchor="middle">{count}</text>')
    width, bottom = max(36 + _CELL * weeks, 330), 18 + _CELL * 7
    x = 36
    for shade, words in enumerate(_LEGEND):
        parts.append(f'<rect class="h{shade}" x="{x}" y="{bottom + 8}" width="12" height="12" rx="2"/>')
        parts.append(f'<text x="{x + 16}" y="{bottom + 18}">{words}</text>')
        x += 28 + 6 * len(words)
    label = f"{report.reviews} answers on {report.days_active} of {report.days} days"
    return _svg(width, bottom + 26, label, parts)


def _forecast(report: Report) -> str:
    """A column a day with its count above and its date below."""
    most = max((count for _, count in report.forecast), default=0) or 1
    wide, high, top = 30, 150, 18
    parts = [f'<rect class="track" x="0" y="{top + high}" width="{wide * len(report.forecast)}" height="1"/>']
    for place, (day, count) in enumerate(report.forecast):
        size = round(count / most * high, 1)
        x = place * wide
        middle = x + wide / 2
        date = iso(day)
        words = f"{WEEKDAYS[weekday(day)]} {date}: {count} {'due' if report.planned is None else 'to review'}"
        column = f'x="{x + 5}" y="{top + high - size}" width="{wide - 10}" height="{size}" rx="2"'
        parts += [
            f'<rect class="bar" {column}><title>{words}</title></rect>',
            f'<text class="value" x="{middle}" y="{top + high - size - 4}" text-anchor="middle">{count}</text>',
            f'<text x="{middle}" y="{top + high + 15}" text-anchor="middle">{WEEKDAYS[weekday(day)]}</text>',
            f'<text x="{middle}" y="{top + high + 29}" text-anchor="middle">{int(date[8:])}</text>',
        ]
    first, last = report.forecast[0], report.forecast[-1]
    label = (
        f"{due_words(report)}: {first[1]} today, {sum(count for _, count in report.forecast)} until {_date(last[0])}"
    )
    return _svg(wide * len(report.forecast), top + high + 34, label, parts)


def _history(report: Report) -> str:
    """The readiness of the days past as a line, with a scale of shares and the first and the last date."""
    if len(report.history) < 2 or report.counts.learned < ENOUGH:
        return ""
    left, top, wide, high = 36, 10, 420, 150
    first, last = report.history[0][0], report.history[-1][0]

    def place(day: int, share: float) -> str:
        return f"{left + (day - first) / (last - first) * wide:.1f},{top + (1 - share) * high:.1f}"

    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + (1 - share) * high
        parts.append(f'<rect class="track" x="{left}" y="{y:g}" width="{wide}" height="1"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{share * 100:.0f}</text>')
    line = " ".join(place(day, share) for day, share in report.history)
    parts.append(f'<polyline class="curve" points="{line}"/>')
    for day, share in weekly(report.history):
        at_x, at_y = place(day, share).split(",")
        words = f"{WEEKDAYS[weekday(day)]} {iso(day)}: {percent(share)}"
        parts.append(f'<circle class="bar" cx="{at_x}" cy="{at_y}" r="3.5"><title>{words}</title></circle>')
    bottom = top + high + 18
    parts.append(f'<text x="{left}" y="{bottom}">{_date(first)}</text>')
    parts.append(f'<text x="{left + wide}" y="{bottom}" text-anchor="end">{_date(last)}</text>')
    now = percent(report.history[-1][1])
    label = f"Readiness from {_date(first)} to {_date(last)}, {now} in the end"
    shown = _svg(left + wide + 8, bottom + 6, label, parts)
    return f"<section><h2>Ready so far: {now}</h2>{shown}</section>"


def _facts(report: Report, levels: Sequence[str]) -> str:
    facts = [(f"Ready, {level}", readiness_words(report.levels[level])) for level in levels]
    facts.append(("Interview", planned_words(report)))
    facts.append(("True recall", retention_words(report)))
    facts.append(("Calibration", calibration_words(report)))
    facts.append(("Foreseen", foreseen.words(report.foreseen)))
    facts += [("Forecast", foreseen.came_words(each)) for each in report.came[-2:]]
    facts.append(("Typed answers", marking_words(report)))
    facts.append(("Set aside", set_aside_words(report)))
    counts = report.counts
    facts.append(("Cards", f"{counts.total}: {counts.learned} learned, {counts.new} new, {counts.due} due"))
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in facts if words)
    return f"<h2>Figures</h2><dl>{rows}</dl>"


def _foreseen(report: Report) -> str:
    rows = foreseen.rows(report.foreseen)
    if not rows:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in foreseen.HEADER)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<h2>Recall, foreseen and as it came</h2><div class="scroll"><table><tr>{head}</tr>{body}</table></div>'


def _topics(topics: Sequence[TopicReport]) -> str:
    rows = []
    for each in sorted(topics, key=lambda topic: -topic.ready.share):
        share = each.ready.share
        name = escape(topic_name(each.topic))
        bar = _svg(
            100,
            8,
            f"{name}: {percent(share)}",
            [
                '<rect class="track" width="100" height="8" rx="2"/>',
                f'<rect class="bar" width="{share * 100:.1f}" height="8" rx="2"/>',
            ],
        )
        right = "" if each.right is None else percent(each.right)
        median = "" if each.median is None else f"{each.median:.0f} s"
        recall = f'{bar} <span class="share">{percent(share)}</span>'
        cells = [each.ready.cards, each.ready.seen, recall, right, median, each.leeches]
        rows.append(f"<tr><td>{name}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    names = ("Topic", "Cards", "Seen", "Recall tomorrow", "Right", "Median", "Leeches")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        '<h2>Topics</h2><div class="scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _weakest(report: Report) -> str:
    if not report.weakest:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(weak.card)}</code></td>"
        f'<td class="left">{escape(weak.heading.title)}</td>'
        f"<td>{percent(weak.recall)}</td></tr>"
        for weak in report.weakest
    )
    return (
        '<h2>Weakest cards</h2><div class="scroll"><table class="cards"><thead><tr><th scope="col">Card</th>'
        '<th scope="col" class="left">Title</th><th scope="col">Recall tomorrow</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _svg(width: int, height: int, label: str, parts: Sequence[str]) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg {size} role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def _shade(count: int) -> int:
    return sum(count >= least for least in (1, 5, 10, 20))


def _date(day: int) -> str:
    date = iso(day)
    return f"{int(date[8:])} {MONTHS[int(date[5:7]) - 1]}"
