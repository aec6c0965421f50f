"""The bank's labs on IAM: on 50 seeds each has exactly one right option, decided again from the trials' JSON."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from awsprep.core.question import Lab
from awsprep.labs import FAMILIES
from tests.content.bank import questions
from tests.content.dealt import dealt
from tests.labs.test_iam_labs import decided, fits

SEEDS = 50
LABS = {
    question.id: (question, question.body)
    for question in questions()
    if isinstance(question.body, Lab)
    and question.body.family.startswith("iam-")
    and question.body.family != "iam-write"
}


def test_every_family_is_practised_at_several_levels_in_several_topics() -> None:
    assert {lab.family for _, lab in LABS.values()} == {
        name for name in FAMILIES if name.startswith("iam-") and name != "iam-write"
    }
    assert len(LABS) >= 9
    assert min(Counter(question.level for question, _ in LABS.values()).values()) >= 3
    assert {question.topic for question, _ in LABS.values()} >= {"iam", "accounts", "protection", "s3"}


@pytest.mark.parametrize("name", LABS)
def test_exactly_one_option_is_right_whatever_the_seed(name: str) -> None:
    asked = set()
    for seed in range(SEEDS):
        exercise, task, case = dealt(LABS[name][0], seed)
        trials = json.loads(case.inputs["trials"])
        found = [fits(says, decided(trial)) for says, trial in zip(case.values, trials, strict=True)]
        assert frozenset(place for place, true in enumerate(found) if true) == task.right
        asked.add(exercise.prompt)
    assert len(asked) >= 30
