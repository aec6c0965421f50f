"""Gate 7: every lab of the bank, on 200 seeds, has exactly one right option; by its model and by brute force.

The labs on IAM are in test_iam_labs.py.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.calculators import CALCULATORS
from awsprep.core.question import Lab, describe
from awsprep.labs import FAMILIES, at_level
from tests.aws.brute_force import answer
from tests.content.bank import bank, questions
from tests.content.dealt import dealt

if TYPE_CHECKING:
    from awsprep.labs.vpc_trial import Trial

SEEDS = 200
VPC_SEEDS = 50  # each family of them, at each level, has its 200 in tests/labs
LABS = {question.id: question for question in questions() if isinstance(question.body, Lab)}
BODIES = {name: question.body for name, question in LABS.items() if isinstance(question.body, Lab)}


def test_there_are_enough_labs_over_enough_topics_and_levels() -> None:
    assert len(LABS) >= 60
    assert len({question.topic for question in LABS.values()}) >= 18
    assert min(Counter(question.level for question in LABS.values()).values()) >= 15


def test_every_family_is_practised_by_a_lab() -> None:
    assert set(FAMILIES) == {body.family for body in BODIES.values()}


def test_no_two_labs_ask_for_the_same_thing_or_have_the_same_title() -> None:
    asked = Counter((body.family, LABS[name].level, *body.parameters.values()) for name, body in BODIES.items())
    assert [what for what, number in asked.items() if number > 1] == []
    titles = Counter(bank().headings[name].title for name in LABS)
    assert [title for title, number in titles.items() if number > 1] == []
    assert all(describe(question).prompt == bank().headings[name].title for name, question in LABS.items())


def test_a_lab_that_settles_on_something_asks_for_it_at_its_level() -> None:
    for name, body in BODIES.items():
        assert set(body.parameters.values()) <= set(at_level(FAMILIES[body.family], LABS[name].level)), name


@pytest.mark.parametrize(
    "name", [name for name, q in LABS.items() if isinstance(q.body, Lab) and q.body.family in CALCULATORS]
)
def test_exactly_one_option_is_right_whatever_the_seed(name: str) -> None:
    asked = set()
    for seed in range(SEEDS):
        exercise, task, case = dealt(LABS[name], seed)
        key = answer(BODIES[name].family, dict(case.inputs))
        right = frozenset(place for place, value in enumerate(case.values) if value == key)
        assert (right, len(right)) == (task.right, 1)
        assert len(set(task.options)) == len(task.options)
        asked.add(exercise.prompt)
    assert len(asked) >= 5


@pytest.mark.parametrize("name", [name for name, body in BODIES.items() if body.family.startswith("vpc-")])
def test_exactly_one_option_of_a_vpc_lab_is_right_by_simulation(name: str) -> None:
    for seed in range(VPC_SEEDS):
        _, task, case = dealt(LABS[name], seed)
        trials: tuple[Trial, ...] = case.values
        right = frozenset(place for place, trial in enumerate(trials) if trial.holds())
        assert (right, len(right)) == (task.right, 1)
