"""The days until an interview, played through: what is answered on each, and what is known after it.

Each day the cards that gain most per second are answered until its minutes are used, as `core.plan` picks them. How
answers turn out is not drawn: of many that are recalled with 0.8, every fifth fails. Played twice, it is the same.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.agenda import NEARLY, agenda, ahead
from awsprep.core.bank import question_id
from awsprep.core.first_try import chances
from awsprep.core.memory import Learned, retrievability, stepper
from awsprep.core.plan import (
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
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress

_ANEW = 4  # each card's gain is reckoned anew every so many days, and that of the best ones every day


class Cell(NamedTuple):
    """One study day: how many new cards and reviews, the seconds they take, and the readiness for the day after it."""

    day: int
    new: int
    review: int
    seconds: float
    free: bool
    ready: float


class Rollout:
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
        known = self.recalls(day + 1)
        free = self._goal.is_free(day)
        return Cell(day, new, len(chosen) - new, seconds, free, share(known, self._weights))

    def recalls(self, day: int) -> dict[str, float]:
        """The recall of each learned card on a day."""
        return {name: retrievability(memory, day, self._progress.model) for name, memory in self.memories.items()}

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


def share(recalls: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The recall over cards that count differently, 0..1; those that are not named count as 0."""
    total = sum(weights.values())
    return sum(recall * weights[name] for name, recall in recalls.items()) / total if total else 0.0


def _nearly(rate: float) -> float:
    """The rate in steps of NEARLY: a quiz draws among new cards that gain nearly the same, whatever their topic."""
    step = -log(NEARLY)
    return exp(round(log(rate) / step) * step)
