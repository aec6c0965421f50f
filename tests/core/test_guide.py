from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from awsprep.core.competency import competency_of
from awsprep.core.guide import guide
from tests.core.bank import heading

if TYPE_CHECKING:
    from awsprep.core.bank import Heading


def bank() -> list[Heading]:
    """Three open questions of each level in five topics, and as many choices."""
    return [
        heading(f"{topic}-{kind}-{level}-{n}", topic, level, kind=kind, difficulty=difficulty)
        for topic in ("iam", "vpc", "s3", "cost", "kafka")
        for kind in ("open", "choice")
        for level in ("junior", "mid", "senior")
        for n, difficulty in enumerate(("easy", "medium", "hard"))
    ]


def test_only_open_questions_of_the_level_are_asked_spread_over_the_competencies() -> None:
    picked = guide(bank(), "mid", (), 10, Random(1))
    assert {(each.kind, each.level) for each in picked} == {("open", "mid")}
    assert set(Counter(competency_of(each.topic) for each in picked).values()) == {2}


def test_competencies_that_were_named_are_the_only_ones() -> None:
    picked = guide(bank(), "senior", {"networking", "cost"}, 3, Random(1))
    assert Counter(each.topic for each in picked) == {"vpc": 2, "cost": 1}


def test_they_stand_by_competency_and_the_easier_first() -> None:
    picked = guide(bank(), "mid", {"networking", "identity"}, 6, Random(1))
    assert [each.topic for each in picked] == ["iam"] * 3 + ["vpc"] * 3
    assert [each.difficulty for each in picked] == ["easy", "medium", "hard"] * 2


def test_where_a_level_has_too_few_the_nearest_one_helps_out() -> None:
    picked = guide(bank(), "junior", {"cost"}, 6, Random(1))
    assert [each.level for each in picked] == ["junior"] * 3 + ["mid"] * 3
    assert len(guide(bank(), "junior", {"cost"}, 99, Random(1))) == 9


def test_another_seed_asks_something_else_and_the_same_one_the_same() -> None:
    picks = [[each.id for each in guide(bank(), "mid", (), 4, Random(seed))] for seed in (1, 1, 2, 3)]
    assert picks[0] == picks[1]
    assert len({tuple(pick) for pick in picks}) > 1


def test_a_competency_without_an_open_question_gives_none() -> None:
    assert guide(bank(), "mid", {"design"}, 5, Random(1)) == ()
