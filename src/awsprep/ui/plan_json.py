"""The plan to an interview as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.bank import topic_name
from awsprep.core.day import WEEKDAYS, iso
from awsprep.ui.foreseen import forecasts_json
from awsprep.ui.plan import next_command
from awsprep.ui.rung import rung_json

if TYPE_CHECKING:
    from awsprep.ui.plan import Plan

SCHEMA = 1


def as_json(plan: Plan) -> dict[str, Any]:
    """The figures for `--json`. Shares are 0..1, days ISO dates; recall is for tomorrow, or for the day."""
    goal, view = plan.goal, plan.outlook
    return {
        "schema": SCHEMA,
        "day": iso(plan.day),
        "interview": {
            "day": iso(goal.day),
            "left": goal.left(plan.day),
            "minutes": goal.minutes,
            "free": [WEEKDAYS[each] for each in sorted(goal.free)],
            "levels": sorted(goal.levels),
            "focus": dict(goal.focus),
            "made": iso(goal.made),
        },
        "cards": view.cards,
        "seen": view.seen,
        "ready": _share(view.ready, view.ready_error),
        "recall_of_seen": None if view.recall_of_seen is None else round(view.recall_of_seen, 6),
        "expected": _share(view.expected, view.error),
        "stopped": round(view.stopped, 6),
        "skipped_today": round(plan.skipped, 6),
        "day_off": None if plan.off is None else {"day": iso(plan.off[0]), "costs": round(plan.off[1], 6)},
        "unseen": view.unseen,
        "left_out": view.left_out,
        "enough_minutes": plan.enough,
        "today": {
            "new": len(plan.agenda.new),
            "review": len(plan.agenda.review),
            "seconds": round(plan.agenda.seconds, 1),
            "seconds_left": round(plan.agenda.left, 1),
        },
        "topics": [
            {
                "topic": each.topic,
                "name": topic_name(each.topic),
                "weight": round(each.weight, 6),
                "ready": round(each.ready, 6),
                "expected": round(each.expected, 6),
                "unseen": each.unseen,
                "left_out": each.left_out,
            }
            for each in view.topics
        ],
        "days": [
            {
                "day": iso(c.day),
                "new": c.new,
                "review": c.review,
                "seconds": round(c.seconds, 1),
                "free": c.free,
                "ready": round(c.ready, 6),
            }
            for c in view.cells
        ],
        "history": [{"day": iso(day), "ready": round(share, 6)} for day, share in plan.curve],
        "forecasts": forecasts_json(plan.came),
        "memory": rung_json(plan.rung),
        "next": next_command(plan.agenda),
    }


def _share(share: float, error: float) -> dict[str, float]:
    return {"share": round(share, 6), "error": round(error, 6)}
