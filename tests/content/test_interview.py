"""The goals of the adaptive interview on the shipped bank, with few candidates; benchmarks/interview.py has many."""

from __future__ import annotations

import functools
from random import Random
from statistics import fmean

from awsprep.core.interview import Item, pick, pool_of
from benchmarks.interview import Course, at_random, interview, level_of, needed, quota, rmse
from tests.content.bank import bank

CANDIDATES = 150


@functools.cache
def pool() -> tuple[Item, ...]:
    return pool_of(bank(), bank().headings.values())


@functools.cache
def picked() -> tuple[Course, ...]:
    return tuple(interview(pick, pool(), theta, 20, Random(f"pick {n}")) for n, theta in enumerate(abilities()))


@functools.cache
def abilities() -> tuple[float, ...]:
    rng = Random(5)
    return tuple(rng.gauss(0, 1.2) for _ in range(CANDIDATES))


def test_the_estimate_is_near_the_truth_and_says_how_near() -> None:
    found = [(course.theta, course.estimate(20)) for course in picked()]
    assert abs(fmean(ability.mean - theta for theta, ability in found)) < 0.12
    assert rmse(picked(), 20) < 0.58
    assert 0.89 < fmean(ability.low <= theta <= ability.high for theta, ability in found) < 0.99
    assert fmean(ability.level == level_of(theta) for theta, ability in found) > 0.7


def test_picking_needs_fewer_questions_than_chance() -> None:
    drawn = [interview(at_random, pool(), theta, 20, Random(f"any {n}")) for n, theta in enumerate(abilities())]
    assert rmse(picked(), 20) < 0.95 * rmse(drawn, 20)
    assert needed(picked(), rmse(drawn, 20)) < 17


def test_every_competency_is_asked_two_to_four_times_in_twenty() -> None:
    least, most = quota(picked(), pool())
    assert least >= 2
    assert most <= 4


def test_no_question_is_in_every_third_interview() -> None:
    asked: dict[str, int] = {}
    for course in picked():
        for answer in course.answers:
            asked[answer.card] = asked.get(answer.card, 0) + 1
    assert max(asked.values()) < 0.36 * CANDIDATES
    assert len(asked) > 200


def test_who_only_guesses_is_a_junior_within_fifteen_questions() -> None:
    guessers = [interview(pick, pool(), None, 15, Random(f"guess {n}")) for n in range(40)]
    assert all(any(course.estimate(n).level == "junior" for n in range(1, 16)) for course in guessers)
    assert fmean(course.estimate(15).level == "junior" for course in guessers) > 0.95
