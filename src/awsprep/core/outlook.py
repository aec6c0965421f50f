"""What will be known on the day of the interview, with which bounds, and what would be enough: the page of a plan."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.goal import MOST_MINUTES
from awsprep.core.ladder import error as model_error
from awsprep.core.plan import FEW_TIMED, LAST_DAYS, pace_of, reading_of, timed
from awsprep.core.rollout import Rollout, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress
    from awsprep.core.rollout import Cell

LITTLE = 0.02
"""The share of the weights that may stay unseen without a budget being too small."""

PACE = 0.35
"""The standard deviation of a learner's pace, as a share of what people take, before any answer was timed."""

NINE_OF_TEN = 1.645
"""Standard deviations on either side within which nine of ten cases lie."""


class TopicOutlook(NamedTuple):
    """One topic: its share of all weights, its recall tomorrow and on the day, and its unseen cards now and then."""

    topic: str
    weight: float
    ready: float
    expected: float
    unseen: int
    left_out: int


class Outlook(NamedTuple):
    """What is expected. Shares are 0..1 of the weighted cards, of which unseen ones count as 0.

    `ready` is for tomorrow, `expected` for the day with the plan, `stopped` for the day without another answer;
    `error` and `ready_error` are what nine of ten cases stay within. `unseen` cards are new now, `left_out` still are
    on the day; `left_weight` is the share of all weights that these have.
    """

    cards: int
    seen: int
    unseen: int
    left_out: int
    ready: float
    ready_error: float
    recall_of_seen: float | None
    expected: float
    error: float
    stopped: float
    topics: tuple[TopicOutlook, ...]
    cells: tuple[Cell, ...]
    left_weight: float = 0.0

    @property
    def path(self) -> tuple[float, ...]:
        """The readiness after each day from today on."""
        return tuple(cell.ready for cell in self.cells)


def outlook(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> Outlook:
    """What to expect of a goal from a study day on; `cards` are all of the bank."""
    weights = goal.weights(cards)
    run = Rollout(cards, weights, progress, goal, day)
    before = run.recalls(max(day + 1, 0))
    stopped = run.recalls(max(goal.day, day + 1))
    unseen = {name for name in weights if name not in run.memories}
    cells = tuple(run.play(each) for each in range(day, goal.day))
    after = run.recalls(max(goal.day, day + 1))
    left_out = {name for name in weights if name not in run.memories}
    ready = share(before, weights)
    wrong = model_error(progress)
    left_weight = sum(weights[name] for name in left_out) / (sum(weights.values()) or 1.0)
    hurried = _pace_error(before, after, weights, progress) if left_weight > LITTLE else 0.0
    return Outlook(
        cards=len(weights),
        seen=len(before),
        unseen=len(unseen),
        left_out=len(left_out),
        ready=ready,
        ready_error=_error(before, weights, wrong),
        recall_of_seen=share(before, {name: weights[name] for name in before}) if before else None,
        expected=share(after, weights),
        error=_error(after, weights, wrong, hurried),
        stopped=share(stopped, weights),
        topics=tuple(_topics(cards, weights, before, after)),
        cells=cells,
        left_weight=left_weight,
    )


def coming(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int, days: int) -> tuple[Cell, ...]:
    """The next study days alone, at most so many, up to the eve of the interview."""
    run = Rollout(cards, goal.weights(cards), progress, goal, day)
    return tuple(run.play(each) for each in range(day, min(day + days, goal.day)))


def expected(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int, *, skip: bool = False) -> float:
    """The readiness on the day alone; with `skip` nothing is answered on the first day."""
    weights = goal.weights(cards)
    run = Rollout(cards, weights, progress, goal, day)
    for each in range(day + skip, goal.day):
        run.play(each)
    return share(run.recalls(max(goal.day, day + 1)), weights)


def enough(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int, most: float) -> float | None:
    """The minutes a day, in steps of five, with which LITTLE stays unseen; None where `most` are too few.

    Since one card of a question is asked a day, the last days may not hold all, however long they are: then the minutes
    with which no more could be seen, None where the goal's come near that.
    """
    weights = goal.weights(cards)
    pace = pace_of(progress)
    days = [each for each in goal.study_days(day) if goal.left(each) > LAST_DAYS]
    unseen = sum(not progress.card(name).seen for name in weights)
    if not days:
        return None

    def seen_with(minutes: float) -> float:
        run = Rollout(cards, weights, progress, goal._replace(minutes=minutes), day)
        for each in range(day, goal.day):
            run.play(each)
        return sum(weights[name] for name in run.memories)

    total = sum(weights.values())
    reachable = seen_with(MOST_MINUTES)
    if reachable <= seen_with(goal.minutes) + LITTLE * total:
        return None
    wanted = min(reachable, (1 - LITTLE) * total)
    least = unseen * (pace.first + reading_of(progress)) / 60 / len(days)
    minutes = 5.0 * (max(goal.minutes, least) // 5 + 1)
    while minutes <= most:
        if seen_with(minutes) >= wanted:
            return minutes
        minutes = 5.0 * (minutes * 1.15 // 5 + 1)
    return None


def _pace_error(
    before: Mapping[str, float], after: Mapping[str, float], weights: Mapping[str, float], progress: Progress
) -> float:
    """The standard deviation of what is still to be learned in too little time: nobody knows yet how fast that goes."""
    gain = share({name: recall for name, recall in after.items() if name not in before}, weights)
    return PACE * gain * FEW_TIMED / (timed(progress) + FEW_TIMED)


def _error(recalls: Mapping[str, float], weights: Mapping[str, float], wrong: float, hurried: float = 0.0) -> float:
    """What nine of ten cases stay within: chance in which cards are recalled, a model `wrong` by so much, the pace."""
    total = sum(weights.values())
    if not total:
        return 0.0
    chance = sqrt(sum(recall * (1 - recall) * weights[name] ** 2 for name, recall in recalls.items())) / total
    seen = sum(weights[name] for name in recalls) / total
    return NINE_OF_TEN * sqrt(chance**2 + (wrong * seen) ** 2 + hurried**2)


def _topics(
    cards: Mapping[str, Heading],
    weights: Mapping[str, float],
    before: Mapping[str, float],
    after: Mapping[str, float],
) -> Iterable[TopicOutlook]:
    groups: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        groups.setdefault(cards[name].topic, {})[name] = weight
    total = sum(weights.values())
    for topic, own in groups.items():
        yield TopicOutlook(
            topic,
            sum(own.values()) / total,
            share({name: before[name] for name in own if name in before}, own),
            share({name: after[name] for name in own if name in after}, own),
            sum(name not in before for name in own),
            sum(name not in after for name in own),
        )
