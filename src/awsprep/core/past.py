"""What was answered, card by card, as a fit and a look back need it: days and ratings, no more of the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.fit import Answer, History
from awsprep.core.goal import PARAM, Goal, last_goal
from awsprep.core.memory import curve, stepper
from awsprep.core.progress import Progress, current, device_day
from awsprep.core.record import order
from awsprep.core.undo import effective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.memory import Model
    from awsprep.core.record import Record


class Past(NamedTuple):
    """The answers of each card, and the goals that were set, in their order."""

    histories: Mapping[str, History]
    goals: tuple[Goal, ...]


class Came(NamedTuple):
    """A readiness that was foreseen on one study day for the end of another, and what it was then."""

    made: int
    day: int
    foreseen: float
    came: float


def past(records: Iterable[Record], aliases: Mapping[str, str]) -> Past:
    """From all records. Answers that leave the memory alone are left out; a reset begins a card's history anew."""
    histories: dict[str, list[Answer]] = {}
    goals: list[Goal] = []
    days: dict[str, int] = {}
    for record in effective(sorted(records, key=order)):
        if record["type"] == "review":
            day = device_day(days, record)
            if record["mode"] != "cram":
                histories.setdefault(current(record["card"], aliases), []).append(Answer(day, record["rating"]))
        elif record["type"] == "reset":
            histories.pop(current(record["card"], aliases), None)
        elif record["type"] == "param" and record["name"] == PARAM:
            goal = last_goal(Progress(params={PARAM: record["value"]}))
            goals += [goal] if goal is not None else []
    return Past({card: tuple(answers) for card, answers in histories.items()}, tuple(goals))


def readiness_curve(
    histories: Mapping[str, History], weights: Mapping[str, float], model: Model, days: Sequence[int]
) -> list[float]:
    """The readiness for the day after each of these days, ascending, with the weights of the model in use now."""
    step = stepper(model)
    factor, decay = curve(model)
    sums = [0.0] * len(days)
    for card, weight in weights.items():
        stability = difficulty = 0.0
        last = place = 0
        history = histories.get(card, ())
        for number, day in enumerate(days):
            while place < len(history) and history[place].day <= day:
                when, rating = history[place]
                stability, difficulty = step(stability, difficulty, max(0, when - last), rating)
                last = max(last, when)
                place += 1
            if stability:
                sums[number] += weight * (1 + factor * (day + 1 - last) / stability) ** decay
    total = sum(weights.values())
    return [each / total if total else 0.0 for each in sums]


def history(
    known: Past, weights: Mapping[str, float], model: Model, first: int, last: int
) -> tuple[tuple[int, float], ...]:
    """The days from one to another, or from the first answer if that is later, with the readiness after each."""
    begun = min((answers[0].day for answers in known.histories.values()), default=last + 1)
    days = range(max(first, begun), last + 1)
    return tuple(zip(days, readiness_curve(known.histories, weights, model, days), strict=True))


def forecasts(known: Past, cards: Mapping[str, Heading], model: Model, day: int) -> tuple[Came, ...]:
    """Of each goal that was set before a study day: what it foresaw for its last full day until then, and what came."""
    found: dict[int, Came] = {}  # of the goals of one day the last one counts
    for goal in known.goals:
        end = min(day - 1, goal.day - 1)
        foreseen = goal.foreseen(end)
        if end > goal.made and foreseen is not None:
            weights = {card: weight for card, weight in goal.weights(cards).items() if weight}
            (came,) = readiness_curve(known.histories, weights, model, [end])
            found[goal.made] = Came(goal.made, end, foreseen, came)
    return tuple(found.values())
