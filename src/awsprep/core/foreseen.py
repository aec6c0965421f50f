"""Whether recall comes as it was foreseen: answers in bins by the recall that was predicted for them.

Only answers on a later day than the card's last one are counted: FSRS-6 says nothing true of the same day. The
predictions are those of the weights in use now, which a fit may have learned from older ones of these answers.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

EDGES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where a bin ends and the next one begins."""


@dataclass(slots=True)
class Bin:
    """Answers for which a recall in one range was predicted: the sum of the predictions, and how many came true."""

    answers: int = 0
    expected: float = 0.0
    recalled: int = 0

    @property
    def predicted(self) -> float:
        """The mean prediction, 0 of nothing."""
        return self.expected / self.answers if self.answers else 0.0

    @property
    def actual(self) -> float:
        """The share that was recalled, 0 of nothing."""
        return self.recalled / self.answers if self.answers else 0.0


def place(recall: float) -> int:
    """The number of the bin that a prediction belongs to."""
    return bisect_right(EDGES, recall)


def bounds(number: int) -> tuple[float, float]:
    """From where to where a bin goes."""
    edges = (0.0, *EDGES, 1.0)
    return edges[number], edges[number + 1]


def error(bins: Iterable[Bin]) -> float | None:
    """The mean distance between what was predicted and what came, over the answers; None without any."""
    counted = [each for each in bins if each.answers]
    answers = sum(each.answers for each in counted)
    return sum(abs(each.expected - each.recalled) for each in counted) / answers if answers else None


def chance(bins: Iterable[Bin]) -> float:
    """What `error` comes to on average where every prediction is right, by chance alone; 0 without any answers.

    Of n answers that are recalled with p each, sqrt(n p (1 - p)) is the standard deviation of how many are, and
    sqrt(2 / pi) of it the mean distance from n p.
    """
    counted = [each for each in bins if each.answers]
    answers = sum(each.answers for each in counted)
    spread = sum(sqrt(each.answers * each.predicted * (1 - each.predicted)) for each in counted)
    return sqrt(2 / pi) * spread / answers if answers else 0.0
