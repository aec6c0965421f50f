"""The interview that is planned for, as the journal holds it."""

from __future__ import annotations

from typing import Any

import pytest

from awsprep.core.goal import KEPT_DAYS, Goal, goal_of, last_goal
from awsprep.core.progress import Progress
from tests.core.bank import by_card, heading
from tests.core.lines import DAY

GOAL = Goal(DAY + 21, 15.0, frozenset({6}), frozenset({"mid"}), {"iam": 2.0}, DAY, (0.25, 0.5))


def stored(value: Any) -> Progress:
    return Progress(params={"interview": value})


def test_what_is_stored_is_read_back() -> None:
    assert last_goal(stored(GOAL.value())) == GOAL


def test_a_goal_is_pursued_until_its_day_and_then_it_is_over() -> None:
    progress = stored(GOAL.value())
    assert goal_of(progress, DAY) == GOAL
    assert goal_of(progress, GOAL.day) == GOAL
    assert goal_of(progress, GOAL.day + 1) is None
    assert last_goal(progress) == GOAL
    assert goal_of(Progress(), DAY) is None
    assert goal_of(stored(None), DAY) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-12-12"},
        {"day": -1},
        {"made": None},
        {"minutes": 0},
        {"minutes": 601},
        {"minutes": "15"},
        {"free": [7]},
        {"free": "sun"},
        {"levels": [1]},
        {"path": [1.5]},
        {"path": {}},
        {"focus": ["iam"]},
        {"focus": {"iam": 11}},
        {"focus": {"iam": -1}},
    ],
)
def test_a_value_that_is_no_goal_counts_as_none(wrong: dict[str, Any]) -> None:
    assert last_goal(stored(GOAL.value() | wrong)) is None
    assert last_goal(stored(["2026-12-12"])) is None


def test_what_a_later_program_adds_and_an_older_one_left_out_is_no_harm() -> None:
    least = {"day": DAY + 3, "minutes": 10, "made": DAY, "company": "ACME"}
    assert last_goal(stored(least)) == Goal(DAY + 3, 10.0, made=DAY)


def test_study_days_end_on_the_eve_and_leave_out_the_free_ones() -> None:
    goal = GOAL._replace(day=DAY + 3)  # DAY is a Saturday
    assert goal.study_days(DAY) == [DAY, DAY + 2]
    assert goal.is_free(DAY + 1)
    assert goal.left(DAY) == 3


def test_what_was_foreseen_is_known_for_the_days_from_when_it_was_made() -> None:
    assert [GOAL.foreseen(DAY + ahead) for ahead in (-1, 0, 1, 2)] == [None, 0.25, 0.5, None]


def test_a_card_counts_its_topics_focus_shared_by_its_question() -> None:
    cards = by_card(heading("vpc-a"), heading("iam-a", "iam", cards=2), heading("s3-a", "s3", level="senior"))
    assert GOAL.weights(cards) == {"vpc-a": 1.0, "iam-a#1": 1.0, "iam-a#2": 1.0}
    assert GOAL._replace(levels=frozenset(), focus={}).weights(cards)["s3-a"] == 1.0


def test_a_long_forecast_is_stored_in_part() -> None:
    assert len(GOAL._replace(path=(0.123456,) * 400).value()["path"]) == KEPT_DAYS
