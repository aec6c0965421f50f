"""What will be known on the day of the interview: the days until then played through, with the outcomes as expected.

Each day the cards that gain most per second are answered until its minutes are used, as `core.plan` picks them. How
answers turn out is not drawn: of many that are recalled with 0.8, every fifth fails. Played twice, it is the same.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.agenda import NEARLY, agenda, ahead
from awsprep.core.bank import question_id
from awsprep.core.first_try import chances
from awsprep.core.goal import MOST_MINUTES
from awsprep.core.ladder import error as model_error
from awsprep.core.memory import Learned, retrievability, stepper
from awsprep.core.plan import (
    FEW_TIMED,
    FIRST_RATINGS,
    LAST_DAYS,
    PASSED_RATINGS,
    Gain,
    first_gain,
    fits,
    gained,
    learned_recall,
    mixed,
    pace_of,
    reading_of,
    seconds_for,
    shared,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress

LITTLE = 0.02
"""The share of the weights that may stay unseen without a budget being too small."""

PACE = 0.35
"""The standard deviation of a learner's pace, as a share of what people take, before any answer was timed."""

NINE_OF_TEN = 1.645
"""Standard deviations on either side within which nine of ten cases lie."""

_ANEW = 4  # each card's gain is reckoned anew every so many days, and that of the best ones every day


class Cell(NamedTuple):
    """One study day: how many new cards and reviews, the seconds they take, and the readiness for the day after it."""

    day: int
    new: int
    review: int
    seconds: float
    free: bool
    ready: float


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
    run = _Run(cards, weights, progress, goal, day)
    before = _recalls(run.memories, progress, max(day + 1, 0))
    stopped = _recalls(run.memories, progress, max(goal.day, day + 1))
    unseen = {name for name in weights if name not in run.memories}
    cells = tuple(run.play(each) for each in range(day, goal.day))
    after = _recalls(run.memories, progress, max(goal.day, day + 1))
    left_out = {name for name in weights if name not in run.memories}
    ready = _share(before, weights)
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
        recall_of_seen=_share(before, {name: weights[name] for name in before}) if before else None,
        expected=_share(after, weights),
        error=_error(after, weights, wrong, hurried),
        stopped=_share(stopped, weights),
        topics=tuple(_topics(cards, weights, before, after)),
        cells=cells,
        left_weight=left_weight,
    )


def coming(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int, days: int) -> tuple[Cell, ...]:
    """The next study days alone, at most so many, up to the eve of the interview."""
    run = _Run(cards, goal.weights(cards), progress, goal, day)
    return tuple(run.play(each) for each in range(day, min(day + days, goal.day)))


def expected(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int, *, skip: bool = False) -> float:
    """The readiness on the day alone; with `skip` nothing is answered on the first day."""
    weights = goal.weights(cards)
    run = _Run(cards, weights, progress, goal, day)
    for each in range(day + skip, goal.day):
        run.play(each)
    return _share(_recalls(run.memories, progress, max(goal.day, day + 1)), weights)


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
        run = _Run(cards, weights, progress, goal._replace(minutes=minutes), day)
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


class _Run:
    """The days to come as far as they were played: the memories, and what each card would gain."""

    def __init__(
        self, cards: Mapping[str, Heading], weights: Mapping[str, float], progress: Progress, goal: Goal, day: int
    ) -> None:
        self.memories = {
            name: memory
            for name in weights
            if name in progress.cards and isinstance(memory := progress.cards[name].memory, Learned)
        }
        self._weights, self._progress, self._goal, self._first = weights, progress, goal, day
        self._step = stepper(progress.model)
        pace, reading = pace_of(progress), reading_of(progress)
        self._new_seconds = pace.first + reading
        pace = pace._replace(first=self._new_seconds, later=pace.later + reading)
        self._later = pace.later
        self._seconds = {name: seconds_for(progress.cards[name], pace, reading) for name in self.memories}
        known = chances({name: cards[name] for name in weights}, progress)
        self._chances = {name: known[name] for name in weights if name not in self.memories and name in known}
        self._chances |= {name: 0.0 for name in weights if name not in self.memories and name not in known}
        self._gains: dict[str, float] = {}
        self._debts = {True: [0.0] * 4, False: [0.0] * 4}
        today = agenda(cards, progress, goal, day)
        self._today = [gain.card for gain in (*today.review, *today.new)]

    def play(self, day: int) -> Cell:
        """Answer a day's cards."""
        chosen = self._today if day == self._first else self._chosen(day)
        new = sum(name not in self.memories for name in chosen)
        seconds = sum(map(self._takes, chosen))
        for name in chosen:
            self._answer(name, day)
        recalls = _recalls(self.memories, self._progress, day + 1)
        free = self._goal.is_free(day)
        return Cell(day, new, len(chosen) - new, seconds, free, _share(recalls, self._weights))

    def _chosen(self, day: int) -> list[str]:
        """The cards of a day to come: those that gain most, one of a question, until its minutes are used."""
        chosen: list[str] = []
        if self._goal.is_free(day):
            return chosen
        seconds = self._goal.minutes * 60.0
        asked: set[str] = set()
        for name in self._ranked(day, self._goal.left(day), seconds):
            takes = self._takes(name)
            if not fits(takes, seconds):
                break
            if question_id(name) not in asked:
                asked.add(question_id(name))
                seconds -= takes
                chosen.append(name)
        return chosen

    def _takes(self, name: str) -> float:
        """The seconds that the next answer of a card takes."""
        return self._seconds.get(name, self._later) if name in self.memories else self._new_seconds

    def _ranked(self, day: int, left: int, seconds: float) -> Sequence[str]:
        """The cards that gain most per second, as many as can be answered and some more."""
        known = self._known(day, left, seconds)
        rates = dict(known)
        if left > LAST_DAYS or not self._begun(day):
            learned = learned_recall(day, left, self._progress.model)
            resting = self._resting(day)
            for name, chance in self._chances.items():
                gain = first_gain(learned, chance) * self._weights[name]
                if gain > 0 and name not in resting:
                    rates[name] = _nearly(gain / self._new_seconds)
        ranked = [
            Gain(name, rates[name], self._takes(name))
            for name in sorted(rates, key=lambda name: (-rates[name], mixed(name)))
        ]
        new = rates.keys() - self.memories.keys()
        return [gain.card for gain in shared(ranked, new, seconds, ahead(self._goal, day, seconds))]

    def _begun(self, day: int) -> bool:
        """Whether anything was learned before a day."""
        return any(memory.last < day for memory in self.memories.values()) or any(d < day for d in self._progress.days)

    def _known(self, day: int, left: int, seconds: float) -> list[tuple[str, float]]:
        """Learned cards and their gain per second: exact for the best ones, a few days old for the others."""
        resting = self._resting(day)
        able = [name for name, memory in self.memories.items() if memory.last < day and name not in resting]
        for place, name in enumerate(able):
            if name not in self._gains or (place + day) % _ANEW == 0:
                self._gains[name] = self._rate(name, day, left)
        able.sort(key=lambda name: -self._gains[name])
        for name in able[: 10 + int(2 * seconds / self._later)]:
            self._gains[name] = self._rate(name, day, left)
        return [(name, self._gains[name]) for name in able if self._gains[name] > 0]

    def _rate(self, name: str, day: int, left: int) -> float:
        gain = gained(self.memories[name], day, left, self._progress.model) * self._weights[name]
        return gain / self._takes(name)

    def _resting(self, day: int) -> set[str]:
        return {name for name, card in self._progress.cards.items() if card.resting(day)}

    def _answer(self, name: str, day: int) -> None:
        """What an answer does to the memory, the rating being the one that is owed most."""
        memory = self.memories.get(name)
        if memory is None:
            self._chances.pop(name)
            rating = self._rating(FIRST_RATINGS, new=True)
            stability, difficulty = self._step(0.0, 0.0, 0, rating)
            self.memories[name] = Learned(stability, difficulty, day, day + 1, 1, 0)
            return
        recall = retrievability(memory, day, self._progress.model)
        rating = self._rating((1 - recall, *(recall * share for share in PASSED_RATINGS)), new=False)
        stability, difficulty = self._step(memory.stability, memory.difficulty, day - memory.last, rating)
        if rating == 1:  # a review asks again until it is right
            stability, difficulty = self._step(stability, difficulty, 0, 3)
        self.memories[name] = memory._replace(stability=stability, difficulty=difficulty, last=day)
        self._gains.pop(name, None)

    def _rating(self, shares: Iterable[float], *, new: bool) -> int:
        debts = self._debts[new]
        for place, share in enumerate(shares):
            debts[place] += share
        most = max(range(4), key=debts.__getitem__)
        debts[most] -= 1
        return most + 1


def _nearly(rate: float) -> float:
    """The rate in steps of NEARLY: a quiz draws among new cards that gain nearly the same, whatever their topic."""
    step = -log(NEARLY)
    return exp(round(log(rate) / step) * step)


def _recalls(memories: Mapping[str, Learned], progress: Progress, day: int) -> dict[str, float]:
    return {name: retrievability(memory, day, progress.model) for name, memory in memories.items()}


def _share(recalls: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return sum(recall * weights[name] for name, recall in recalls.items()) / total if total else 0.0


def _pace_error(
    before: Mapping[str, float], after: Mapping[str, float], weights: Mapping[str, float], progress: Progress
) -> float:
    """The standard deviation of what is still to be learned in too little time: nobody knows yet how fast that goes."""
    gain = _share({name: recall for name, recall in after.items() if name not in before}, weights)
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
            _share({name: before[name] for name in own if name in before}, own),
            _share({name: after[name] for name in own if name in after}, own),
            sum(name not in before for name in own),
            sum(name not in after for name in own),
        )
