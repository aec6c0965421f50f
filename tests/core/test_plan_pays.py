"""A small part of benchmarks/plan.py: what planning gains, and that it ends within its minutes."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.learners import FAIL_SECONDS, FAMILIES, NEW_SECONDS
from benchmarks.plan import Setting, play

SMALL = Setting(days=20, seconds=300, questions=45)


@pytest.mark.parametrize("family", FAMILIES)
def test_planning_recalls_more_than_reviewing_by_the_rules_at_equal_minutes(family: str) -> None:
    planned = [play(family, "plan", seed, SMALL) for seed in range(4)]
    strong = [play(family, "Anki, strong", seed, SMALL) for seed in range(4)]
    assert mean(each.recall for each in planned) > mean(each.recall for each in strong)
    for outcome in (*planned, *strong):
        assert outcome.minutes <= SMALL.days * (SMALL.seconds + max(NEW_SECONDS, FAIL_SECONDS)) / 60
        assert outcome.minutes >= SMALL.days * SMALL.seconds / 60 * 0.95


def test_the_same_seed_plays_the_same() -> None:
    family = next(iter(FAMILIES))
    assert play(family, "plan", 1, SMALL) == play(family, "plan", 1, SMALL)
