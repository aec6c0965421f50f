"""The adaptive interview on simulated candidates, against its goals. Prints a table, never asserts. About 3 minutes.

python -m benchmarks.interview [CANDIDATES]

A candidate's ability is drawn from N(0, 1.2); each card is as hard as its labels say plus an error of N(0, 0.7) that
nobody knows, drawn anew for each candidate; answers are drawn from the three-parameter model. Cards are the shipped
bank's. `pick` and `random` choose the cards; both are scored by `estimate`.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise
from math import sqrt
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from awsprep.bank.files import shipped_folder
from awsprep.bank.load import load
from awsprep.core.ability import BETWEEN, Answer, moments, posterior_of
from awsprep.core.interview import FEW, MOST, PRECISE, Ability, Item, estimate, pick, pool_of
from awsprep.core.item import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED = 20261122
LABEL_ERROR = 0.7
LENGTH = 20
LONGEST = 40  # questions until which the random interview is followed
TARGET = 0.5


class Course(NamedTuple):
    """One simulated interview: the true ability, what was answered, the common ability's mean and deviation then."""

    theta: float
    answers: tuple[Answer, ...]
    found: tuple[tuple[float, float], ...]

    def estimate(self, after: int) -> Ability:
        """The estimate after so many answers."""
        return estimate(self.answers[:after])


def shipped_pool() -> tuple[Item, ...]:
    """The cards of the shipped bank as items."""
    shipped = shipped_folder()
    bank = load([shipped], shipped=shipped, cache_dir=None)
    return pool_of(bank, bank.headings.values())


def at_random(answers: Sequence[Answer], pool: Sequence[Item], rng: Random) -> str:
    """Any card that was not asked."""
    asked = {answer.card for answer in answers}
    return rng.choice([item for item in pool if item.card not in asked]).card


def interview(
    choose: Callable[[Sequence[Answer], Sequence[Item], Random], str | None],
    pool: Sequence[Item],
    theta: float | None,
    length: int,
    rng: Random,
    *,
    spread: float = 0.0,
) -> Course:
    """Simulate an interview of so many questions; an ability of None guesses everywhere.

    `spread` is the deviation of the candidate's abilities in the competencies around the common one.
    """
    items = {item.card: item for item in pool}
    own = {item.competency: rng.gauss(0, spread) for item in pool}
    answers: list[Answer] = []
    found = []
    for _ in range(length):
        card = choose(answers, pool, rng)
        if card is None:
            break
        item = items[card]
        b = item.b + rng.gauss(0, LABEL_ERROR)
        right = item.c if theta is None else chance(theta + own[item.competency], item.a, b, item.c)
        answers.append(Answer(card, item.competency, item.a, item.b, item.c, float(rng.random() < right)))
        found.append(moments(posterior_of(answers).common))
    return Course(theta or 0.0, tuple(answers), tuple(found))


def rmse(courses: Sequence[Course], after: int) -> float:
    """The root of the mean squared error after so many answers."""
    return sqrt(fmean((course.found[after - 1][0] - course.theta) ** 2 for course in courses))


def needed(courses: Sequence[Course], target: float) -> float:
    """After how many answers the error is down to a target, between two whole numbers where it lies there."""
    errors = [rmse(courses, after) for after in range(1, len(courses[0].answers) + 1)]
    for place, (before, now) in enumerate(pairwise(errors), 2):
        if now <= target:
            return place - (target - now) / (before - now)
    return float("inf")


def level_of(theta: float) -> str:
    """The level of a true ability."""
    return ("junior", "mid", "senior")[sum(theta > cut for cut in BETWEEN)]


def exposures(courses: Sequence[Course], pool: Sequence[Item]) -> tuple[float, float]:
    """The largest share of interviews that one question is in: where there are FEW and more, and elsewhere."""
    counts = Counter(answer.card for course in courses for answer in course.answers[:LENGTH])
    sizes = Counter(item.competency for item in pool)
    shares = {True: 0.0, False: 0.0}
    for item in pool:
        large = sizes[item.competency] >= FEW
        shares[large] = max(shares[large], counts[item.card] / len(courses))
    return shares[True], shares[False]


def quota(courses: Sequence[Course], pool: Sequence[Item]) -> tuple[int, int]:
    """The fewest and the most questions that a competency got in any interview."""
    names = {item.competency for item in pool}
    counts = [Counter(answer.competency for answer in course.answers[:LENGTH]) for course in courses]
    return min(count[name] for count in counts for name in names), max(max(count.values()) for count in counts)


def population(pool: Sequence[Item], candidates: int, sd: float) -> None:
    """The goals' table for candidates drawn from N(0, sd)."""
    rng = Random(SEED)
    thetas = [rng.gauss(0, sd) for _ in range(candidates)]
    picked = [interview(pick, pool, theta, MOST, Random(f"{SEED} pick {n}")) for n, theta in enumerate(thetas)]
    drawn = [interview(at_random, pool, theta, LONGEST, Random(f"{SEED} any {n}")) for n, theta in enumerate(thetas)]
    at = [(course.theta, course.estimate(LENGTH)) for course in picked]
    bias = fmean(found.mean - theta for theta, found in at)
    covered = fmean(found.low <= theta <= found.high for theta, found in at)
    level = fmean(found.level == level_of(theta) for theta, found in at)
    ours, random = needed(picked, TARGET), needed(drawn, TARGET)
    large, small = exposures(picked, pool)
    least, most = quota(picked, pool)
    lengths = [next((n for n, (_, sd) in enumerate(c.found, 1) if sd <= PRECISE), MOST) for c in picked]
    print(f"\n{candidates} candidates of N(0, {sd:g}), label error {LABEL_ERROR}, {len(pool)} cards, seed {SEED}\n")
    row("bias after 20", f"{bias:+.3f}", "within 0.05", ok=abs(bias) <= 0.05)
    row(
        "RMSE after 10 / 20",
        f"{rmse(picked, 10):.3f} / {rmse(picked, 20):.3f}",
        "20: at most 0.52",
        ok=rmse(picked, 20) <= 0.52,
    )
    row("  random order", f"{rmse(drawn, 10):.3f} / {rmse(drawn, 20):.3f}")
    row(
        "questions until RMSE 0.5",
        f"{ours:.1f}, random {random:.1f}: {1 - ours / random:.0%} fewer",
        "25 % fewer",
        ok=ours <= 0.75 * random,
    )
    row("95 % interval covers", f"{covered:.1%}", "92 to 97 %", ok=0.92 <= covered <= 0.97)
    row("level right after 20", f"{level:.1%}", "75 %", ok=level >= 0.75)
    row("questions of a competency in 20", f"{least} to {most}", "2 to 4", ok=least >= 2 and most <= 4)
    row("most asked, competencies of 25 cards", f"{large:.1%}", "at most 20 %", ok=large <= 0.2)
    row("most asked, smaller ones", f"{small:.1%}", "at most 30 %", ok=small <= 0.3)
    row("answers until `enough`, mean", f"{fmean(lengths):.1f}")


def guessers(pool: Sequence[Item], candidates: int) -> None:
    """How soon somebody who only guesses is taken for a junior, for good and for the first time."""
    courses = [interview(pick, pool, None, 15, Random(f"{SEED} guess {n}")) for n in range(candidates)]
    fell = fmean(any(course.estimate(n).level == "junior" for n in range(1, 16)) for course in courses)
    stayed = fmean(course.estimate(15).level == "junior" for course in courses)
    print(f"\n{candidates} candidates who guess\n")
    row("junior within 15", f"{fell:.1%}", "all", ok=fell > 0.999)
    row("junior after 15", f"{stayed:.1%}")


def row(name: str, value: str, goal: str = "", *, ok: bool | None = None) -> None:
    """A line of the table."""
    verdict = "" if ok is None else "met" if ok else "MISSED"
    print(f"  {name:38} {value:34} {goal:18} {verdict}".rstrip())


def main() -> None:
    """Print the tables."""
    candidates = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    pool = shipped_pool()
    for sd in (1.2, 1.0):
        population(pool, candidates, sd)
    guessers(pool, max(200, candidates // 4))


if __name__ == "__main__":
    main()
