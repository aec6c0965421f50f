"""The statistics as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.bank import topic_name
from awsprep.core.day import iso
from awsprep.ui import foreseen
from awsprep.ui.figures import next_command

if TYPE_CHECKING:
    from awsprep.core.readiness import Readiness, TopicReport
    from awsprep.core.report import Report

SCHEMA = 1


def as_json(report: Report, topic: str | None = None) -> dict[str, Any]:
    """The figures for `--json`. Shares are 0..1, times seconds, days ISO dates; null where there is no figure.

    While an interview is planned, `forecast` and `cards.due` are what its plan has to review.
    """
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
        "forecasts": foreseen.forecasts_json(report.came),
        "levels": [{"level": level, **_ready_json(ready)} for level, ready in report.levels.items()],
        "topics": [_topic_json(each) for each in report.topics],
        "history": [{"day": iso(day), "ready": round(share, 6)} for day, share in report.history],
        "interview": None if report.planned is None else iso(report.planned.interview),
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
