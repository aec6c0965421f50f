"""Fitting the memory model to one learner: four numbers over the published weights, adopted only where they win.

A full fit of 21 weights needs thousands of answers; before that it makes many learners worse. Four numbers with priors
help from about a hundred on: a factor on the first stabilities (w0 to w3), a shift of how fast stability grows (w8), a
factor on what is left after a lapse (w11), a factor on the forgetting curve's exponent (w20). The fit is the maximum a
posteriori; it is adopted, or half of it, only if, fitted again and again to the older answers, it predicts the next
ones better than the published weights do (core/adoption.py).
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.adoption import HALF, Won, share
from awsprep.core.memory import DEFAULT_MODEL, DEFAULT_RETENTION, Model, curve, default_weights, stepper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST = 4000
"""Answers that a fit follows at most, of the cards that were answered last: a thousand take more than a second."""

ENOUGH = 60
"""Answers on a later day than the card's last one; with fewer nothing is fitted."""

FOLDS = (0.4, 0.6, 0.8, 1.0)
"""Fitted to the first so many of the answers, a fit must predict those up to the next share: each is held out once."""

WORTH = 1.1
"""It is fitted anew when so many times the answers of the last fit are there."""

_AXES = ((1.18,), (0.65, 0.35), (0.19, 0.07, 0.15), (-0.22, -0.06, -0.02, 0.34))
"""What the four numbers are made of: standard normal ones, by these factors (row by row; what is missing is 0).

People whose first stabilities are long also gain more by an answer, keep more after a lapse and forget by a flatter
curve: with these factors a few answers tell something of all four. They are from 72 learners whose memories were fitted
to users of Anki by three models (FSRS-6, FSRS-5, DASH[MCM]; github.com/open-spaced-repetition/srs-benchmark, of which
nothing but these ten figures is kept), played through 14 days of a plan. The variances are halved and the mean is left
at the published weights: few answers must not lead far away.
"""
_STEPS = (0.8, 0.4, 0.2, 0.1)
_DECAY = (0.1, 0.8)  # FSRS takes no exponent outside
_GROWTH = (0.0, 4.5)  # nor such a w8
_LEAST = 1e-4  # a recall is never 0 nor 1

Numbers = tuple[float, float, float, float]
"""How the published weights are moved: see `spread_model`."""


class Answer(NamedTuple):
    """One answer of a card: its study day and rating (1 to 4)."""

    day: int
    rating: int


History = tuple[Answer, ...]
"""A card's answers in their order."""


class Fitted(NamedTuple):
    """What a fit came to: the model, on how many answers, and the log loss on those held out, without and with it.

    `share` is how much of it is adopted: the model is the one fitted to all answers, half of the way to it, or the
    published one.
    """

    model: Model
    answers: int
    before: float
    after: float
    share: float

    @property
    def adopted(self) -> bool:
        """Whether it is better than the published weights."""
        return self.share > 0


def fit(
    histories: Sequence[History],
    now: Model = DEFAULT_MODEL,
    advance: Callable[[int, int], None] | None = None,
    *,
    kept: float = 0.0,
) -> Fitted | None:
    """Fit to a learner's histories; None where there are fewer than ENOUGH answers to learn from.

    `now` is the model in use, whose desired retention is kept, and `kept` the share of a fit in it. `advance` hears how
    far the search is, of how much.
    """
    answers = sum(len(_scored(history)) for history in histories)
    if answers < ENOUGH:
        return None
    histories = _latest(histories)
    days = sorted(each.day for history in histories for each in _scored(history))
    search = _Search(advance)
    turns = [days[round(len(days) * part)] for part in FOLDS[:-1]] + [days[-1] + 1]
    usual = 0.0
    folds: list[dict[int, Won]] = []
    for turn, end in pairwise(turns):
        search.go_on(_until(histories, turn))
        known = _until(histories, end)
        usual += _sum(known, DEFAULT_MODEL, turn)[0]
        folds.append(_won(known, search, turn))
    part = share(folds, kept)
    search.go_on(histories, skip=not part)
    model = search.model(part, now.retention) if part else Model(retention=now.retention)
    won = sum(each.whole if part == 1 else each.half for fold in folds for each in fold.values())
    tested = max(1, sum(day >= turns[0] for day in days))
    return Fitted(model, answers, usual / tested, (usual - won) / tested, part)


def due(answers: int, last: int) -> bool:
    """Whether there are enough answers, and enough more than at the `last` fit (0: there was none), to fit again."""
    return answers >= max(ENOUGH, last * WORTH)


def loss(histories: Sequence[History], model: Model, *, since: int = 0) -> float:
    """The mean log loss of predicting whether each answer from a study day on, a day or more after the last, passed."""
    total, count = _sum(histories, model, since)
    return total / count if count else 0.0


def forgetting(model: Model) -> float:
    """How much faster this model's memory fades than the published one's, as a share; negative: slower.

    It compares the days until nine tenths are still recalled after a first Good.
    """
    usual = stepper(DEFAULT_MODEL)(0.0, 0.0, 0, 3)[0]
    own = stepper(model)(0.0, 0.0, 0, 3)[0]
    return usual / own - 1


class _Search:
    """Coordinate search for the model of the greatest posterior, going on from where it was with more answers.

    Each axis in turn is gone a step up or down while that helps, then by smaller steps.
    """

    def __init__(self, advance: Callable[[int, int], None] | None) -> None:
        self._place: Numbers = (0.0, 0.0, 0.0, 0.0)  # along the axes
        self._advance = advance
        self._done = 0

    def model(self, part: float = 1.0, retention: float = DEFAULT_RETENTION) -> Model:
        """The model at the place that was found, or a part of the way to it."""
        a, b, c, d = (part * each for each in self._place)
        return _at((a, b, c, d), retention)

    def go_on(self, histories: Sequence[History], *, skip: bool = False) -> None:
        """Search with these answers, or only say that it is done."""
        value = 0.0 if skip else _cost(histories, self._place)
        for size in _STEPS:
            while not skip and (found := self._step(histories, size, value)) < value:
                value = found
            self._done += 1
            if self._advance is not None:
                self._advance(self._done, len(FOLDS) * len(_STEPS))

    def _step(self, histories: Sequence[History], size: float, value: float) -> float:
        """One round over the axes; the cost where it has arrived."""
        for axis in range(4):
            for by in (size, -size):
                there = _moved(self._place, axis, by)
                cost = _cost(histories, there)
                if cost < value:
                    self._place, value = there, cost
                    break
        return value


def _cost(histories: Sequence[History], place: Numbers) -> float:
    """The log loss of the answers and the prior's, less a constant."""
    return _sum(histories, _at(place), 0)[0] + sum(each**2 for each in place) / 2


def _at(place: Numbers, retention: float = DEFAULT_RETENTION) -> Model:
    a, b, c, d = (sum(factor * each for factor, each in zip(axis, place, strict=False)) for axis in _AXES)
    return spread_model((a, b, c, d), retention)


def _moved(place: Numbers, axis: int, by: float) -> Numbers:
    a, b, c, d = (each + (by if number == axis else 0.0) for number, each in enumerate(place))
    return a, b, c, d


def spread_model(numbers: Numbers, retention: float = DEFAULT_RETENTION) -> Model:
    """The published weights moved by the four numbers, inside what FSRS allows."""
    first, growth, lapse, decay = numbers
    weights = list(default_weights())
    weights[0:4] = [min(100.0, max(0.001, weight * exp(first))) for weight in weights[0:4]]
    weights[8] = min(_GROWTH[1], max(_GROWTH[0], weights[8] + growth))
    weights[11] = min(5.0, max(0.001, weights[11] * exp(lapse)))
    weights[20] = min(_DECAY[1], max(_DECAY[0], weights[20] * exp(decay)))
    return Model(tuple(round(weight, 6) for weight in weights), retention)


def _won(histories: Sequence[History], search: _Search, since: int) -> dict[int, Won]:
    """What half of the way and the whole way win over the published weights, on each study day from one on."""
    found: dict[int, Won] = {}
    models = (DEFAULT_MODEL, search.model(HALF), search.model())
    for (day, usual), (_, half), (_, whole) in zip(*(_losses(histories, each, since) for each in models), strict=True):
        before = found.get(day, Won(0.0, 0.0))
        found[day] = Won(before.half + usual - half, before.whole + usual - whole)
    return found


def _sum(histories: Sequence[History], model: Model, since: int) -> tuple[float, int]:
    """The summed log loss and the number of answers that it is over."""
    losses = [each for _, each in _losses(histories, model, since)]
    return sum(losses), len(losses)


def _losses(histories: Sequence[History], model: Model, since: int) -> Iterator[tuple[int, float]]:
    """The study day and the log loss of each answer from a day on, a day or more after the card's last one."""
    step = stepper(model)
    factor, decay = curve(model)
    for history in histories:
        stability = difficulty = 0.0
        last = 0
        for day, rating in history:
            gap = max(0, day - last)
            if stability and gap and day >= since:
                recall = (1 + factor * gap / stability) ** decay
                recall = min(1 - _LEAST, max(_LEAST, recall))
                yield day, -log(recall if rating > 1 else 1 - recall)
            stability, difficulty = step(stability, difficulty, gap, rating)
            last = max(last, day)


def _latest(histories: Sequence[History]) -> list[History]:
    """The histories that end last, as many as have MOST answers together."""
    kept: list[History] = []
    room = MOST
    for history in sorted(histories, key=lambda history: -history[-1].day):
        room -= len(history)
        if room < 0 and kept:
            break
        kept.append(history)
    return kept


def _until(histories: Sequence[History], day: int) -> list[History]:
    """The answers before a study day."""
    kept = (tuple(answer for answer in history if answer.day < day) for history in histories)
    return [history for history in kept if history]


def _scored(history: History) -> History:
    """The answers that a model can be judged by: a day or more after the one before."""
    return tuple(answer for before, answer in pairwise(history) if answer.day > before.day)
