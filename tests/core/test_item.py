from __future__ import annotations

import json
from math import log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.bank import Bank
from awsprep.core.exercise import present
from awsprep.core.item import DISCRIMINATION, chance, difficulty, guessing, information, item_of, pool_of
from awsprep.core.question import Body, Choice, Option
from tests.core.bank import heading
from tests.core.questions import CHOICE, CLOZE, LAB, MATCHING, OPEN, ORDERING, TWO, question

CURVES = Path(__file__).parent.parent / "data" / "irt_curves.jsonl"
THETAS = st.floats(-4, 4)
SLOPES = st.floats(0.5, 3)
GUESSES = st.floats(0, 0.5)


def rows(field: str) -> list[dict[str, Any]]:
    lines = CURVES.read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if field in row]


class TestFormulas:
    def test_chance_and_information_are_those_of_catsim(self) -> None:
        curves = rows("chance")
        assert len(curves) == 660
        for row in curves:
            item = row["theta"], row["a"], row["b"], row["c"]
            assert chance(*item) == pytest.approx(row["chance"], rel=1e-9, abs=1e-9)
            assert information(*item) == pytest.approx(row["information"], rel=1e-9, abs=1e-9)

    def test_the_likelihood_of_a_pattern_is_that_of_catsim(self) -> None:
        patterns = rows("log_likelihood")
        assert len(patterns) == 132
        for row in patterns:
            chances = [chance(row["theta"], *item) for item in row["items"]]
            told = sum(log(p if right else 1 - p) for p, right in zip(chances, row["pattern"], strict=True))
            assert told == pytest.approx(row["log_likelihood"], rel=1e-9, abs=1e-9)

    @given(THETAS, SLOPES, THETAS)
    def test_without_guessing_the_information_is_a_squared_p_q(self, theta: float, a: float, b: float) -> None:
        p = chance(theta, a, b, 0.0)
        assert information(theta, a, b, 0.0) == pytest.approx(a * a * p * (1 - p))

    @given(THETAS, SLOPES, THETAS, GUESSES)
    def test_a_chance_lies_between_guessing_and_one_and_grows(self, theta: float, a: float, b: float, c: float) -> None:
        assert c <= chance(theta, a, b, c) <= chance(theta + 0.5, a, b, c) <= 1

    @given(THETAS, SLOPES, THETAS, st.floats(0.05, 0.5))
    def test_what_can_be_guessed_tells_less(self, theta: float, a: float, b: float, c: float) -> None:
        assert information(theta, a, b, c) < information(theta, a, b, 0.0)


FIVE = Choice("Which three?", tuple(Option(name, right=name in "abc") for name in "abcde"))


@pytest.mark.parametrize(
    ("body", "card", "guess"),
    [
        (CHOICE, "vpc-one", 1 / 3),
        (TWO, "vpc-one", 1 / 6),
        (FIVE, "vpc-one", 1 / 10),
        (ORDERING, "vpc-one", 1 / 6),
        (MATCHING, "vpc-one", 1 / 6),  # three pieces for two places
        (OPEN, "vpc-one", 0.0),
        (CLOZE, "vpc-one#1", 0.0),
    ],
)
def test_the_chance_of_guessing_counts_the_ways_to_answer(body: Body, card: str, guess: float) -> None:
    assert guessing(present(question(body), card, 1).task) == pytest.approx(guess)


def test_a_lab_is_guessed_like_the_choice_that_it_makes() -> None:
    assert guessing(present(question(LAB), "vpc-one", 1).task) in {1 / 4, 1 / 5}


@pytest.mark.parametrize(
    ("level", "hardness", "b"), [("junior", "easy", -1.6), ("mid", "medium", 0.0), ("senior", "hard", 1.6)]
)
def test_difficulty_is_the_level_and_a_step_for_the_difficulty_within_it(level: str, hardness: str, b: float) -> None:
    assert difficulty(level, hardness) == pytest.approx(b)


def test_the_pool_has_an_item_for_each_card() -> None:
    gaps, choice = question(CLOZE, "s3-gaps"), question(CHOICE, "iam-one")
    headings = {
        "s3-gaps": heading("s3-gaps", "s3", cards=2),
        "iam-one": heading("iam-one", "iam", "senior", difficulty="hard"),
    }
    bank = Bank(headings, (), {"s3-gaps": gaps, "iam-one": choice}.__getitem__)
    pool = pool_of(bank, headings.values())
    assert [(item.card, item.competency, item.kind) for item in pool] == [
        ("s3-gaps#1", "data", "cloze"),
        ("s3-gaps#2", "data", "cloze"),
        ("iam-one", "identity", "choice"),
    ]
    task = present(choice, "iam-one", 0).task
    assert pool[2] == item_of(headings["iam-one"], "iam-one", task)
    assert pool[2].a == DISCRIMINATION
    assert pool[2].b == pytest.approx(1.6)
    assert pool[2].c == pytest.approx(1 / 3)
