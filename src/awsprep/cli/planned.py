"""What review, quiz and home say while an interview is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.day import away
from awsprep.core.goal import goal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core import report
    from awsprep.core.agenda import Agenda
    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress
    from awsprep.ui.home import Planned

BEHIND = 3
"""Points under the forecast that are more than chance."""

_ON = "To go on all the same: awsprep review --minutes 10"
_ON_CRAM = "To go on all the same: awsprep review --cram"


def nothing_to_review(goal: Goal, today: Agenda, day: int) -> str:
    """Why the plan has no review now, and what it has instead."""
    if goal.left(day) < 1:
        return f"The interview is today: good luck. {_ON}"
    if goal.is_free(day):
        return f"Today is free in your plan. {_ON}"
    if not today.left:
        return f"Today's {goal.minutes:g} minutes are used; what is left comes on the next days. {_ON}"
    if today.new:
        cards = "1 new card waits" if len(today.new) == 1 else f"{len(today.new)} new cards wait"
        return f"Nothing to review in today's plan; {cards}: awsprep quiz"
    return f"Nothing more gains anything today for the interview {away(goal.left(day))}. {_ON_CRAM}"


def today(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> Planned:
    """What the home screen shows of a plan."""
    from awsprep.core.agenda import agenda
    from awsprep.core.readiness import ENOUGH, readiness, weighted
    from awsprep.ui.figures import percent
    from awsprep.ui.home import Planned

    now = agenda(cards, progress, goal, day)
    weights = goal.weights(cards)
    ready = readiness(weights, progress, day)
    words = f"seen {ready.seen} of {ready.cards}"
    if ready.seen >= ENOUGH:
        words = f"ready {percent(weighted(weights, progress, day))}"
    when = f"interview {away(goal.left(day))}"
    return Planned(when, words, len(now.review), now.review_seconds, len(now.new), now.begins, _rests(now, goal, day))


def _rests(today: Agenda, goal: Goal, day: int) -> str:
    """Why a plan has nothing for today; nothing where it has."""
    if today.review or today.new:
        return ""
    if goal.left(day) < 1:
        return "to do: today is the interview, good luck"
    return "to do: a free day in the plan" if goal.is_free(day) else "left in the plan today: well done"


def foreseen(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> report.Planned:
    """What the statistics tell of a plan: the readiness as it weighs the cards, and what its days have to review."""
    from awsprep.core.agenda import agenda
    from awsprep.core.outlook import coming
    from awsprep.core.readiness import readiness, weighted
    from awsprep.core.report import FORECAST_DAYS, Planned

    weights = goal.weights(cards)
    now = agenda(cards, progress, goal, day)
    seen = readiness(weights, progress, day)
    reviews = tuple((cell.day, cell.review) for cell in coming(cards, progress, goal, day, FORECAST_DAYS))
    begins = now.begins if now.review or now.new else "plan"
    ready = weighted(weights, progress, day)
    return Planned(goal.day, ready, seen.seen, seen.cards, reviews or ((day, 0),), begins)


def waiting(cards: Mapping[str, Heading], progress: Progress, day: int, minutes: float) -> list[tuple[str, str]]:
    """The commands for what waits today and what each gives, the one to take first first.

    While an interview is planned that is what its day still holds, else what is due and fits into so many minutes.
    """
    from awsprep.core.agenda import agenda

    if (goal := goal_of(progress, day)) is None:
        from awsprep.core.picker import due
        from awsprep.core.report import affordable

        queue = due(cards, progress, day)
        now, _ = affordable(queue, progress, minutes)
        return [("awsprep review", f"{now} due now" if now == len(queue) else f"{now} now")] if now else []
    left = agenda(cards, progress, goal, day)
    rows = [("awsprep review", f"{len(left.review)} to review today")] if left.review else []
    rows += [("awsprep quiz", f"{len(left.new)} new today")] if left.new else []
    return rows if left.begins == "review" else rows[::-1]


def readiness_line(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> str:
    """`Interview in 21 days · ready 56 %, the plan says 55 % today · on track`."""
    from awsprep.core.agenda import seconds_left
    from awsprep.core.readiness import ENOUGH, readiness, weighted
    from awsprep.ui.figures import percent

    when = f"Interview {away(goal.left(day))}"
    weights = goal.weights(cards)
    seen = readiness(weights, progress, day)
    if seen.seen < ENOUGH:
        return f"{when} · seen {seen.seen} of {seen.cards}"
    ready = weighted(weights, progress, day)
    foreseen = goal.foreseen(day)
    if foreseen is None:
        return f"{when} · ready {percent(ready)}"
    if seconds_left(progress, goal, day):
        return f"{when} · ready {percent(ready)}, the plan says {percent(foreseen)} tonight"
    behind = round(foreseen * 100) - round(ready * 100)
    track = "on track" if behind < BEHIND else f"{behind} points behind; what the days left bring: awsprep plan"
    return f"{when} · ready {percent(ready)}, the plan says {percent(foreseen)} today · {track}"
