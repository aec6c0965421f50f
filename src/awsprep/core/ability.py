"""How able somebody is, with how much doubt: the posterior over ability, overall and of each competency.

Everybody has a common ability, drawn from N(0, POPULATION); that in one competency differs from it by N(0, SPREAD).
So three answers on cost say something of cost, and the other seventeen say what to expect of it (hierarchical
shrinkage). The posterior is computed on a grid; the estimate is its mean (EAP, Bock and Mislevy 1982).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import exp, log, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.item import LEVELS, chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

POPULATION = 1.2
"""Standard deviation of the common ability among those who sit an interview: the levels lie as far apart."""

SPREAD = 0.5
"""Standard deviation of a competency's ability around the common one."""

STEP = 0.2  # far below any posterior's deviation, so sums over the grid are as good as integrals
GRID = tuple(STEP * i for i in range(-20, 21))
BETWEEN = (-0.6, 0.6)
"""Where junior ends and senior begins: half way between the levels' places on the scale."""

_LEAST = 1e-300  # a chance that has rounded to 0 still has a logarithm
_CERTAIN = 0.975  # of the cumulative posterior: both tails are cut off


class Answer(NamedTuple):
    """An answered card: where it counts, its parameters (see `core.item.Item`), and its score of 0..1.

    Of a choice or an arrangement the score is 1 where it is exactly right, else 0. Of a typed answer it is the share
    of the key points: the likelihood then is chance**score * (1 - chance)**(1 - score).
    """

    card: str
    competency: str
    a: float
    b: float
    c: float
    score: float


class Estimate(NamedTuple):
    """The posterior's mean and standard deviation, its 95 % interval, and how many answers it comes from."""

    mean: float
    sd: float
    low: float
    high: float
    answers: int


Row = tuple[float, ...]
"""A value for each place of the GRID."""


class Told(NamedTuple):
    """What a competency's answers say: the likelihood of its own ability, and from that of the common one."""

    own: Row
    common: Row


class Posterior(NamedTuple):
    """The posterior of the common ability on the grid, and what each competency's answers say."""

    common: Row
    told: Mapping[str, Told]

    def expected(self, competency: str) -> Row:
        """The posterior of a competency's ability; of one without an answer that of the common ability."""
        return self.of(competency) if competency in self.told else self.common

    def of(self, competency: str) -> Row:
        """The posterior of a competency's ability."""
        own, common = self.told[competency]
        weights = tuple(p / likelihood for p, likelihood in zip(self.common, common, strict=True))
        return _normal(likelihood * _dot(weights, column) for likelihood, column in zip(own, _COLUMNS, strict=True))

    def above(self, competency: str, cut: float) -> Row:
        """The probability that a competency's ability is above a cut, for each place of the common one."""
        own, common = self.told[competency]
        upper = tuple(map(mul, own, _share_above(cut)))
        return tuple(_dot(row, upper) / likelihood for row, likelihood in zip(_KERNEL, common, strict=True))


class Ability(NamedTuple):
    """What answers say of somebody: the common ability, the chance of each level, and the competencies asked.

    `level` is the likeliest. A competency without an answer is not in `competencies`: it was not assessed.
    """

    mean: float
    sd: float
    low: float
    high: float
    answers: int
    level: str
    levels: Mapping[str, float]
    competencies: Mapping[str, Estimate]
    posterior: Posterior


def posterior_of(answers: Sequence[Answer]) -> Posterior:
    """The posterior that answers lead to; they may come in any order."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.competency, []).append(answer)
    told = {name: _told(tuple(answer[2:] for answer in group)) for name, group in groups.items()}
    common = _PRIOR
    for each in told.values():
        common = _normal(map(mul, common, each.common))
    return Posterior(common, told)


def estimate(answers: Sequence[Answer]) -> Ability:
    """The ability that answers show; without any it is what is known of everybody: N(0, POPULATION)."""
    posterior = posterior_of(answers)
    counts = Counter(answer.competency for answer in answers)
    levels = dict(zip(LEVELS, parts(posterior.common, BETWEEN), strict=True))
    return Ability(
        *_summary(posterior.common, len(answers)),
        max(levels, key=lambda name: levels[name]),
        levels,
        {name: _summary(posterior.of(name), counts[name]) for name in posterior.told},
        posterior,
    )


def moments(row: Row) -> tuple[float, float]:
    """The mean and the standard deviation of a distribution on the grid."""
    mean = _dot(row, GRID)
    return mean, sqrt(sum(p * (theta - mean) ** 2 for p, theta in zip(row, GRID, strict=True)))


def parts(row: Row, cuts: Sequence[float]) -> Row:
    """The probability of each part into which cuts divide the scale, the lowest first."""
    above = [1.0, *(_dot(row, _share_above(cut)) for cut in cuts), 0.0]
    return tuple(high - low for high, low in pairwise(above))


@lru_cache(maxsize=1024)
def _told(answers: tuple[tuple[float, float, float, float], ...]) -> Told:
    """What the answers of one competency say, each given as `(a, b, c, score)`.

    Kept, since from one question to the next only one competency has a new answer.
    """
    logs = [0.0] * len(GRID)
    for a, b, c, score in answers:
        right, wrong = _logs(a, b, c)
        logs = [each + score * r + (1 - score) * w for each, r, w in zip(logs, right, wrong, strict=True)]
    most = max(logs)  # the greatest likelihood becomes 1: a long interview's would round to 0
    own = tuple(exp(each - most) for each in logs)
    return Told(own, tuple(_dot(row, own) for row in _KERNEL))


@lru_cache(maxsize=1024)
def _logs(a: float, b: float, c: float) -> tuple[Row, Row]:
    """The logarithms of the chances of a right and of a wrong answer at each place of the grid."""
    chances = [chance(theta, a, b, c) for theta in GRID]
    return tuple(log(max(p, _LEAST)) for p in chances), tuple(log(max(1 - p, _LEAST)) for p in chances)


def _summary(row: Row, answers: int) -> Estimate:
    return Estimate(*moments(row), _quantile(row, 1 - _CERTAIN), _quantile(row, _CERTAIN), answers)


def _quantile(row: Row, share: float) -> float:
    """Where the cumulative probability reaches a share; each place's mass is spread evenly over one step."""
    place, below = 0, 0.0
    while below + row[place] < share and place < len(GRID) - 1:
        below += row[place]
        place += 1
    return GRID[place] - STEP / 2 + STEP * (share - below) / row[place]


@lru_cache
def _share_above(cut: float) -> Row:
    """How much of each place's mass lies above a cut."""
    return tuple(min(1.0, max(0.0, 0.5 + (theta - cut) / STEP)) for theta in GRID)


def _dot(row: Iterable[float], other: Iterable[float]) -> float:
    return float(sum(map(mul, row, other)))


def _normal(weights: Iterable[float]) -> Row:
    kept = tuple(weights)
    total = sum(kept)
    return tuple(weight / total for weight in kept)


_PRIOR = _normal(exp(-((theta / POPULATION) ** 2) / 2) for theta in GRID)
_KERNEL = tuple(_normal(exp(-(((own - theta) / SPREAD) ** 2) / 2) for own in GRID) for theta in GRID)
_COLUMNS = tuple(zip(*_KERNEL, strict=True))
