"""From ability to what an interviewer writes: ratings of 1 to 4, the floor of a level, hire or not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from awsprep.core.ability import Posterior, Row

ANCHORS: Mapping[int, str] = {
    1: "cannot answer, or says what is wrong",
    2: "names the services",
    3: "explains the mechanism and one trade-off",
    4: "weighs alternatives, failure and cost, and says how to verify",
}
"""What each rating means."""

CUTS = (-1.2, 0.0, 1.2)
"""Abilities at which the ratings 2, 3 and 4 begin."""

CAP = 2
"""The most that a competency with a red flag is rated."""

ALL = 7
"""The competencies that a floor is written for; where fewer were assessed it scales."""


class Verdict(StrEnum):
    """What to do with a candidate for a level."""

    STRONG = "strong hire"
    HIRE = "hire"
    LEAN_NO = "lean no"
    NO = "no"


class Floor(NamedTuple):
    """What a level asks for: every competency at `least`, and so many of all seven at `high`."""

    least: int
    high: int
    sevenths: int

    def needed(self, assessed: int) -> int:
        """How many of those assessed must be at `high`: the same share of them, rounded, and one where any is asked."""
        return max(1, (2 * self.sevenths * assessed + ALL) // (2 * ALL)) if self.sevenths else 0

    def words(self, assessed: int) -> str:
        """The floor in words for so many competencies."""
        every = f"every one at {self.least} or more" if self.least > 1 else ""
        some = f"{self.needed(assessed)} of {assessed} at {self.high} or more" if self.sevenths else ""
        return ", ".join(part for part in (every, some) if part)


FLOORS: Mapping[str, Floor] = {"junior": Floor(2, 2, 0), "mid": Floor(1, 3, 4), "senior": Floor(3, 4, 2)}


def rating_of(theta: float, *, capped: bool = False) -> int:
    """The rating of an ability; a red flag caps it."""
    rating = 1 + sum(theta >= cut for cut in CUTS)
    return min(rating, CAP) if capped else rating


def chance_met(posterior: Posterior, flagged: Collection[str], floor: Floor) -> float:
    """The probability that somebody meets a floor, over the competencies that were asked; 0 where there are none.

    Competencies are independent of each other once the common ability is known, so it is worked out at each place
    of that one's grid: how many competencies are at `high`, while all are at `least`.
    """
    names = list(posterior.told)
    if not names:
        return 0.0
    least = [_reaches(posterior, name, floor.least, flagged) for name in names]
    high = [_reaches(posterior, name, floor.high, flagged) for name in names]
    needed = floor.needed(len(names))
    met = [
        _enough(list(zip(low, up, strict=True)), needed) for low, up in zip(_turned(least), _turned(high), strict=True)
    ]
    return min(1.0, sum(p * each for p, each in zip(posterior.common, met, strict=True)))


def verdict_of(chance: float) -> Verdict:
    """The decision by the probability that the floor is met."""
    if chance >= 0.8:
        return Verdict.STRONG
    if chance >= 0.5:
        return Verdict.HIRE
    return Verdict.LEAN_NO if chance >= 0.2 else Verdict.NO


def verdict_by(ratings: Sequence[int], level: str) -> Verdict | None:
    """The decision by ratings that a person gave, one for each competency assessed; None where none was.

    Strong where the next level's floor is met as well (of a senior: all at 4); one step short is a lean no.
    """
    if not ratings:
        return None
    short = _short(ratings, FLOORS[level])
    if short:
        return Verdict.LEAN_NO if short == 1 else Verdict.NO
    levels = list(FLOORS)
    above = FLOORS[levels[levels.index(level) + 1]] if level != levels[-1] else Floor(4, 4, ALL)
    return Verdict.HIRE if _short(ratings, above) else Verdict.STRONG


def _short(ratings: Sequence[int], floor: Floor) -> int:
    """How many rating steps are missing to a floor."""
    raised = [max(rating, floor.least) for rating in ratings]
    steps = sum(raised) - sum(ratings)
    gaps = sorted(max(0, floor.high - rating) for rating in raised)
    return steps + sum(gaps[: floor.needed(len(ratings))])


def _reaches(posterior: Posterior, name: str, rating: int, flagged: Collection[str]) -> Row:
    """The probability of at least a rating, for each place of the common ability."""
    if rating <= 1:
        return (1.0,) * len(posterior.common)
    if name in flagged and rating > CAP:
        return (0.0,) * len(posterior.common)
    return posterior.above(name, CUTS[rating - 2])


def _enough(each: Iterable[tuple[float, float]], needed: int) -> float:
    """The probability that all are at `least` and so many at `high`, from `(at least, at high)` of each."""
    counts = [1.0]
    for least, high in each:
        only = least - high
        counts = [a * only + b * high for a, b in zip([*counts, 0.0], [0.0, *counts], strict=True)]
    return sum(counts[needed:])


def _turned(rows: Sequence[Row]) -> Iterable[tuple[float, ...]]:
    return zip(*rows, strict=True)
