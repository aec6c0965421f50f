"""How far to go from the published weights to fitted ones: not at all, half of the way, or the whole way.

What a fit says of the next answers is judged by answers that it has not seen, stretch by stretch (a fold), in nats won
over the published weights. Half of the way is the safe bet: people change, and a fit follows what they were. On two
real logs (28,000 answers that could be predicted) half of every fit beat the published weights by .0026 and .0012 an
answer, while the whole of every fit lost .0004 and .0028. For learners who never change the whole way is the better one
(benchmarks/README.md).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HALF = 0.5

MARGIN = 0.75
"""Nats by which half of the way must win over all folds."""

LOST = 2.0
"""Nats that half of the way may lose in one fold, and the second half of it half as many.

A fold that is lost by more tells of a learner who changes, as beginners do: what fitted last week will not fit the
next.
"""


class Won(NamedTuple):
    """Nats won over the published weights on one study day, by half of the way and by the whole way."""

    half: float
    whole: float


def share(folds: Sequence[Mapping[int, Won]], kept: float = 0.0) -> float:
    """How much of a fit is adopted: 0, HALF or 1. A fold tells what was won on each of its study days.

    The second half of the way must win by more than a standard error, with days as what varies: the answers of one day
    have much in common. What was `kept` of the last fit is kept again unless it loses by as much as it had to win by:
    a memory that is another one each day is of no use.
    """
    half = [sum(won.half for won in fold.values()) for fold in folds]
    more = [[won.whole - won.half for won in fold.values()] for fold in folds]
    if sum(half) <= (-MARGIN if kept else MARGIN) or min(half) <= -LOST:
        return 0.0
    deviation = sqrt(sum(each**2 for fold in more for each in fold))
    if sum(map(sum, more)) <= (0.0 if kept == 1 else deviation) or min(map(sum, more)) <= -LOST / 2:
        return HALF
    return 1.0
