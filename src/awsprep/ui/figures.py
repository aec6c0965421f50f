"""What the statistics say in words: the screen, the HTML page and home say it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.core.day import away, dated, duration
from awsprep.core.memory import LEECH_LAPSES

if TYPE_CHECKING:
    from awsprep.core.readiness import Readiness
    from awsprep.core.report import Report


def next_command(report: Report, topic: str = "") -> str:
    """The one command to go on with: what is due first, then something new, then what is weak."""
    narrowed = f" --topic {topic}" if topic else ""
    if report.planned is not None and not topic:
        return f"awsprep {report.planned.begins}"
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


def due_words(report: Report) -> str:
    """What the days to come hold: what is due, or while an interview is planned, what its plan has to review."""
    return "Due" if report.planned is None else "To review in the plan"


def planned_words(report: Report) -> str:
    """`Thu 10 Dec 2026, in 19 days · ready 24 % tomorrow`; empty without a plan to an interview."""
    planned = report.planned
    if planned is None:
        return ""
    ready = f"seen {planned.seen} of {planned.cards}"
    if planned.tells:
        ready = f"ready {percent(planned.ready)} tomorrow"
    return f"{dated(planned.interview)}, {away(planned.interview - report.day)} · {ready}"


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
