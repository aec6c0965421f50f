"""What review, quiz and home say while an interview is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.day import away

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.agenda import Agenda
    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress
    from awsprep.ui.home import Planned

BEHIND = 3
"""Points under the forecast that are more than chance."""

_ON = "To go on all the same: awsprep review --minutes 10"


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
    return f"Nothing is left that would gain anything for the interview {away(goal.left(day))}."


def today(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> Planned:
    """What the home screen shows of a plan."""
    from awsprep.core.agenda import agenda
    from awsprep.core.readiness import ENOUGH, readiness, weighted
    from awsprep.ui.home import Planned
    from awsprep.ui.stats import percent

    now = agenda(cards, progress, goal, day)
    weights = goal.weights(cards)
    ready = readiness(weights, progress, day)
    words = f"seen {ready.seen} of {ready.cards}"
    if ready.seen >= ENOUGH:
        words = f"ready {percent(weighted(weights, progress, day))}"
    when = f"interview {away(goal.left(day))}"
    return Planned(when, words, len(now.review), now.review_seconds, len(now.new), used=not now.left)


def readiness_line(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> str:
    """`Interview in 21 days · ready 56 %, the plan says 55 % today · on track`."""
    from awsprep.core.agenda import seconds_left
    from awsprep.core.readiness import ENOUGH, readiness, weighted
    from awsprep.ui.stats import percent

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
    track = "on track" if behind < BEHIND else f"{behind} points behind; the days left make up for it"
    return f"{when} · ready {percent(ready)}, the plan says {percent(foreseen)} today · {track}"
