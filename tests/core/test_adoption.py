"""How much of a fit is adopted: what it won on days that it had not seen decides, and nowhere may it lose by much."""

from __future__ import annotations

import pytest

from awsprep.core.adoption import HALF, LOST, MARGIN, Won, share

BETTER = Won(0.5, 1.0)
"""A day on which each half of the way wins as much."""


def days(*won: Won) -> dict[int, Won]:
    return dict(enumerate(won))


def test_what_wins_day_after_day_is_adopted_wholly() -> None:
    assert share([days(BETTER, BETTER), days(BETTER), days(BETTER)]) == 1.0


def test_where_the_second_half_of_the_way_wins_nothing_the_first_is_adopted() -> None:
    assert share([days(Won(0.5, 0.5)), days(Won(0.5, 0.4)), days(Won(0.5, 0.6))]) == HALF


def test_a_second_half_that_wins_on_one_day_alone_is_chance() -> None:
    lucky = [days(Won(0.5, 4.5)), days(Won(0.5, 0.4)), days(Won(0.5, 0.4))]
    assert share(lucky) == HALF
    steady = [days(Won(0.5, 1.9)), days(Won(0.5, 1.6)), days(Won(0.5, 1.6))]
    assert share(steady) == 1.0, "the same gain, spread over the days"


def test_what_hardly_wins_is_not_adopted() -> None:
    assert share([days(Won(MARGIN, MARGIN)), {}, {}]) == 0.0
    assert share([days(Won(MARGIN / 4, 9.0))] * 3) == 0.0, "a whole way that wins much while half of it does not"
    assert share([days(Won(MARGIN / 2, MARGIN / 2))] * 3) == HALF


@pytest.mark.parametrize(("lost", "expected"), [(0.9, 1.0), (1.1, 0.0)])
def test_no_stretch_may_be_lost_by_much(lost: float, expected: float) -> None:
    steady = [Won(1.0, 2.0 if lost < 1 else 9.0)] * 20
    assert share([days(*steady), days(Won(-lost * LOST, -lost * LOST)), days(*steady)]) == expected


def test_a_second_half_that_loses_a_stretch_is_left() -> None:
    steady = [Won(1.0, 2.0)] * 20
    assert share([days(*steady), days(Won(0.5, 0.5 - 0.6 * LOST)), days(*steady)]) == HALF


def test_what_was_adopted_is_kept_unless_it_loses() -> None:
    losing = [days(Won(-MARGIN / 4, -MARGIN / 4))] * 3
    assert (share(losing), share(losing, HALF)) == (0.0, HALF)
    assert share([days(Won(-MARGIN / 2, -MARGIN / 2))] * 3, HALF) == 0.0
    lucky = [days(Won(0.5, 4.5)), days(Won(0.5, 0.4)), days(Won(0.5, 0.4))]
    assert [share(lucky, kept) for kept in (0.0, HALF, 1.0)] == [HALF, HALF, 1.0]
