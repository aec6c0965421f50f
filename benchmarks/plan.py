"""Planning to a date against what people do without: recall on the day, at equal minutes.

python -m benchmarks.plan [--learners 16] [--days 30] [--minutes 12] [--questions 150]
                          [--people FOLDER] [--strategy NAME]

All questions are new at first. Each strategy has the same minutes a day and the same learners with the same luck; the
score is the true recall on the morning of the day, averaged over all questions. What a strategy sees are its ratings.
With a folder of numbers that were fitted to real people (benchmarks/people.py says which) learners are drawn from them.
"""

from __future__ import annotations

import argparse
import sys
from math import sqrt
from pathlib import Path
from random import Random
from statistics import mean, stdev
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.fit import Answer, fit
from awsprep.core.memory import Learned, Model, Rating, outcomes, remember, retrievability, warm
from awsprep.core.plan import FIRST_RATINGS, PASSED_RATINGS, pick
from awsprep.core.progress import Card, Progress
from benchmarks.learners import FAIL_SECONDS, FAMILIES, NEW_SECONDS, PASS_SECONDS
from benchmarks.people import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.learners import Learner

    Families = Mapping[str, Callable[[Random], Learner]]

START = 20_000
REFIT = 1.5  # times the answers of the last fit


class Setting(NamedTuple):
    days: int
    seconds: float
    questions: int


class Desk:
    """A learner at work: asks, rates, keeps what a strategy may see. Answers take the seconds that are charged."""

    def __init__(self, learner: Learner, seed: int, setting: Setting) -> None:
        self.learner = learner
        self.setting = setting
        self.progress = Progress()
        self.histories: dict[str, list[Answer]] = {}
        self.boxes: dict[str, int] = {}
        self.day = START
        self.spent = 0.0
        self._seed = seed
        self._fitted = 0
        self._kept = 0.0

    @property
    def left(self) -> int:
        return START + self.setting.days - self.day

    @property
    def unseen(self) -> list[str]:
        return [name for name in map(str, range(self.setting.questions)) if name not in self.progress.cards]

    @property
    def room(self) -> bool:
        return self.spent < self.setting.seconds

    def ask(self, name: str) -> None:
        """One answer; luck depends on learner, question and how often it was asked, not on the strategy."""
        card = self.progress.cards.get(name)
        luck = Random(f"{self._seed} {name} {card.seen if card else 0}")
        passed = luck.random() < self.learner.recall(int(name), self.day)
        if card is None:
            rating = luck.choices((1, 2, 3, 4), FIRST_RATINGS)[0]
            seconds = NEW_SECONDS
        else:
            rating = luck.choices((2, 3, 4), PASSED_RATINGS)[0] if passed else 1
            seconds = PASS_SECONDS if passed else FAIL_SECONDS
        self.learner.study(int(name), self.day, rating)
        self.spent += seconds
        card = self.progress.cards.setdefault(name, Card())
        due = outcomes(name, card.memory, self.day, self.progress.model)[Rating(rating)]
        card.memory = remember(card.memory, Rating(rating), self.day, due, self.progress.model)
        if rating == 1:
            card.memory = remember(card.memory, Rating.GOOD, self.day, due, self.progress.model)
        card.memory = card.memory._replace(lapses=0)  # nobody sets leeches aside here: the memory is what is compared
        card.seen += 1
        card.ms = round(seconds * 1000)
        self.histories.setdefault(name, []).append(Answer(self.day, rating))
        if rating == 1:  # it is asked again until it is right
            self.histories[name].append(Answer(self.day, 3))
        self.boxes[name] = min(5, self.boxes.get(name, 0) + 1) if rating > 1 else 0

    def refit(self) -> None:
        """The morning's fit, when there is enough new to learn from."""
        answers = sum(len(history) for history in self.histories.values())
        if answers < max(60, self._fitted * REFIT):
            return
        self._fitted = answers
        fitted = fit([tuple(history) for history in self.histories.values()], self.progress.model, kept=self._kept)
        if fitted is None or fitted.model == self.progress.model:
            return
        self._kept = fitted.share
        self.progress.model = fitted.model
        for name, history in self.histories.items():
            card = self.progress.cards[name]
            card.memory = _replayed(name, history, fitted.model)

    def predicted(self) -> float:
        """What the planner expects to be recalled on the day."""
        day = START + self.setting.days
        known = [retrievability(card.memory, day, self.progress.model) for card in self.progress.cards.values()]
        return sum(known) / self.setting.questions

    def true(self) -> float:
        day = START + self.setting.days
        return sum(self.learner.recall(q, day) for q in range(self.setting.questions)) / self.setting.questions


def _replayed(name: str, history: list[Answer], model: Model) -> Learned:
    memory: Learned | None = None
    for day, rating in history:
        before = Card().memory if memory is None else memory
        memory = remember(before, Rating(rating), day, day + 1, model)
    assert memory is not None, name
    return memory


# --- strategies: which card next, as long as there is room -----------------------------------------------------------


def greedy(desk: Desk) -> Iterator[str]:
    seconds = desk.setting.seconds
    yield from pick(desk.progress, desk.unseen, desk.day, desk.left, seconds, {})


def fitted(desk: Desk) -> Iterator[str]:
    desk.refit()
    yield from greedy(desk)


def _due(desk: Desk) -> list[str]:
    cards = desk.progress.cards
    due = [(c.memory, n) for n, c in cards.items() if isinstance(c.memory, Learned) and c.memory.due <= desk.day]
    return [name for memory, name in sorted(due, key=lambda pair: retrievability(pair[0], desk.day))]


def _ahead(desk: Desk) -> list[str]:
    """Learned cards that are not due, in the order in which they fall due, as Anki's “review ahead” has them."""
    cards = [
        (card.memory.due, name)
        for name, card in desk.progress.cards.items()
        if isinstance(card.memory, Learned) and card.memory.last < desk.day
    ]
    return [name for _, name in sorted(cards)]


def anki(desk: Desk) -> Iterator[str]:
    """Anki's defaults with FSRS at 0.9: due ones, then 20 new ones."""
    yield from _due(desk)
    yield from desk.unseen[:20]


def strong_anki(desk: Desk) -> Iterator[str]:
    """New ones first without a limit, then due ones, then ahead with what time is left."""
    yield from desk.unseen
    yield from _due(desk)
    yield from _ahead(desk)


def leitner(desk: Desk) -> Iterator[str]:
    """Boxes of 1, 2, 4, 8, 16 and 32 days; new ones once the due ones are done."""
    last = {name: history[-1].day for name, history in desk.histories.items()}
    waits = {name: last[name] + 2**box - desk.day for name, box in desk.boxes.items()}
    yield from sorted((name for name, wait in waits.items() if wait <= 0), key=lambda name: (waits[name], name))
    yield from desk.unseen
    yield from sorted((name for name, wait in waits.items() if wait > 0), key=lambda name: (waits[name], name))


def chance(desk: Desk) -> Iterator[str]:
    names = list(map(str, range(desk.setting.questions)))
    Random(desk.day).shuffle(names)
    yield from names


STRATEGIES = {
    "random": chance,
    "Leitner": leitner,
    "Anki, defaults": anki,
    "Anki, strong": strong_anki,
    "plan": greedy,
    "plan, fitted": fitted,
}


class Outcome(NamedTuple):
    recall: float
    error: float  # predicted minus true
    minutes: float


def play(family: str, strategy: str, seed: int, setting: Setting, families: Families = FAMILIES) -> Outcome:
    """One learner with one strategy until the day."""
    desk = Desk(families[family](Random(f"{family} {seed}")), seed, setting)
    total = 0.0
    for day in range(setting.days):
        desk.day, desk.spent = START + day, 0.0
        asked: set[str] = set()
        for name in STRATEGIES[strategy](desk):
            if not desk.room:
                break
            if name not in asked:
                asked.add(name)
                desk.ask(name)
        total += desk.spent
    return Outcome(desk.true(), desk.predicted() - desk.true(), total / 60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=16)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--people", type=Path, help="a folder of srs-benchmark's results")
    parser.add_argument("--strategy", action="append", choices=list(STRATEGIES), help="beside strong Anki; several")
    args = parser.parse_args()
    setting = Setting(args.days, args.minutes * 60, args.questions)
    families = FAMILIES if args.people is None else people(args.people)
    wanted = args.strategy or list(STRATEGIES)
    strategies = [name for name in STRATEGIES if name in {"Anki, strong", *wanted}]
    warm()
    print(
        f"{args.questions} questions, {args.days} days, {args.minutes:g} min a day, {args.learners} learners a family\n"
    )
    print(
        f"{'':22}{'recall on the day':>18}{'over strong Anki':>22}{'|predicted - true|':>20}{'bias':>9}{'minutes':>9}"
    )
    for family in families:
        print(family)
        rows = {
            name: [play(family, name, seed, setting, families) for seed in range(args.learners)] for name in strategies
        }
        base = [outcome.recall for outcome in rows["Anki, strong"]]
        for name, outcomes_ in rows.items():
            recalls = [outcome.recall for outcome in outcomes_]
            over = [mine - theirs for mine, theirs in zip(recalls, base, strict=True)]
            minutes = mean(outcome.minutes for outcome in outcomes_)
            error = _interval([abs(outcome.error) for outcome in outcomes_])
            bias = mean(outcome.error for outcome in outcomes_)
            print(
                f"  {name:20}{_interval(recalls):>18}{_interval(over, sign=True):>22}{error:>20}"
                f"{bias:>+9.3f}{minutes:>9.0f}"
            )
            sys.stdout.flush()


def _interval(values: list[float], *, sign: bool = False) -> str:
    half = 1.96 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{mean(values):{'+' if sign else ''}.3f} ±{half:.3f}"


if __name__ == "__main__":
    main()
