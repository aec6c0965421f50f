"""Gate 7: every lab of the bank, on 200 seeds, has exactly one right option; by its model and by brute force."""

from __future__ import annotations

from random import Random

import pytest

from awsprep.aws.calculators import CALCULATORS
from awsprep.core.exercise import Pick, mark, present
from awsprep.core.question import Lab, Question
from awsprep.labs import make
from tests.aws.brute_force import answer
from tests.content.bank import questions

SEEDS = 200
LABS = {question.id: question for question in questions() if isinstance(question.body, Lab)}


def test_every_calculator_is_practised_by_a_lab() -> None:
    practised = {question.body.family for question in LABS.values() if isinstance(question.body, Lab)}
    assert set(CALCULATORS) <= practised


@pytest.mark.parametrize(
    "name", [name for name, q in LABS.items() if isinstance(q.body, Lab) and q.body.family in CALCULATORS]
)
def test_exactly_one_option_is_right_whatever_the_seed(name: str) -> None:
    question: Question = LABS[name]
    lab = question.body
    assert isinstance(lab, Lab)
    asked = set()
    for seed in range(SEEDS):
        exercise = present(question, name, seed)
        case = make(lab.family, question.level, Random(seed), lab.parameters)
        task = exercise.task
        assert isinstance(task, Pick)
        assert (exercise.prompt, task.options) == (case.ask, tuple(text for text, _ in case.options))
        key = answer(lab.family, dict(case.inputs))
        right = frozenset(place for place, value in enumerate(case.values) if value == key)
        assert (right, len(right)) == (task.right, 1)
        assert len(set(task.options)) == len(task.options)
        assert all(task.whys)
        assert [mark(exercise, (place,)).right for place in range(len(task.options))].count(True) == 1
        asked.add(exercise.prompt)
    assert len(asked) >= 5
