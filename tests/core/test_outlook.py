"""The days until the interview, played through."""

from __future__ import annotations

import pytest

from awsprep.core.goal import Goal
from awsprep.core.memory import Learned, retrievability
from awsprep.core.outlook import LITTLE, enough, expected, outlook
from awsprep.core.plan import LAST_DAYS
from awsprep.core.progress import Card, Progress
from awsprep.core.readiness import weighted
from tests.core.bank import by_card, heading
from tests.core.lines import DAY

CARDS = by_card(
    *(heading(f"vpc-{n}") for n in range(40)),
    *(heading(f"iam-{n}", "iam") for n in range(40)),
    heading("s3-gaps", "s3", cards=2),
)
GOAL = Goal(DAY + 21, 15.0, free=frozenset({6}), made=DAY)


def known(count: int = 30, *, suspended: bool = False) -> Progress:
    cards = {
        f"vpc-{n}": Card(Learned(2.0 + n, 5.0, DAY - 1 - n % 9, DAY + 3, 3, 0), seen=3, ms=20_000, suspended=suspended)
        for n in range(count)
    }
    return Progress(cards=cards)


def test_the_figures_add_up() -> None:
    view = outlook(CARDS, known(), GOAL, DAY)
    assert (view.cards, view.seen, view.unseen) == (82, 30, 52)
    assert view.ready == pytest.approx(weighted(GOAL.weights(CARDS), known(), DAY))
    assert sum(each.weight for each in view.topics) == pytest.approx(1)
    assert sum(each.weight * each.ready for each in view.topics) == pytest.approx(view.ready)
    assert sum(each.weight * each.expected for each in view.topics) == pytest.approx(view.expected)
    assert sum(each.unseen for each in view.topics) == view.unseen
    assert sum(each.left_out for each in view.topics) == view.left_out
    assert sum(cell.new for cell in view.cells) == view.unseen - view.left_out
    assert [cell.day for cell in view.cells] == list(range(DAY, GOAL.day))
    assert view.path[-1] == pytest.approx(view.expected)
    assert view.stopped < view.ready < view.expected


def test_if_all_stops_memories_fade() -> None:
    view = outlook(CARDS, known(), GOAL, DAY)
    weights = GOAL.weights(CARDS)
    faded = sum(retrievability(known().cards[f"vpc-{n}"].memory, GOAL.day) for n in range(30))
    assert view.stopped == pytest.approx(faded / sum(weights.values()))


def test_free_days_hold_nothing_and_the_last_days_nothing_new() -> None:
    view = outlook(CARDS, known(), GOAL, DAY)
    free = [cell for cell in view.cells if cell.free]
    assert [cell.day - DAY for cell in free] == [1, 8, 15]
    assert all((cell.new, cell.review) == (0, 0) for cell in free)
    assert not any(cell.new for cell in view.cells[-LAST_DAYS:])
    assert all(cell.review for cell in view.cells[-LAST_DAYS:])


def test_a_day_off_costs_little_and_is_made_up_for() -> None:
    busy = GOAL._replace(minutes=4.0)
    whole, skipped = expected(CARDS, known(), busy, DAY), expected(CARDS, known(), busy, DAY, skip=True)
    assert whole == pytest.approx(outlook(CARDS, known(), busy, DAY).expected)
    assert whole - 0.04 < skipped < whole


def test_more_minutes_are_proposed_where_cards_would_stay_unseen() -> None:
    small = GOAL._replace(minutes=2.0)
    view = outlook(CARDS, known(), small, DAY)
    assert view.left_out
    minutes = enough(CARDS, known(), small, DAY, 240)
    assert minutes is not None
    assert outlook(CARDS, known(), small._replace(minutes=minutes), DAY).left_weight <= LITTLE
    assert enough(CARDS, known(), small, DAY, 3) is None
    assert enough(CARDS, known(), small._replace(day=DAY + 1), DAY, 240) is None


def test_on_the_day_itself_there_is_nothing_to_play() -> None:
    view = outlook(CARDS, known(), GOAL._replace(day=DAY), DAY)
    assert (view.cells, view.path) == ((), ())
    assert view.expected == view.stopped == view.ready


def test_nobody_who_has_answered_nothing_is_ready() -> None:
    view = outlook(CARDS, Progress(), GOAL, DAY)
    assert (view.ready, view.ready_error, view.recall_of_seen, view.stopped) == (0, 0, None, 0)
    assert 0 < view.error < 0.15


def test_topics_that_count_nothing_and_cards_that_rest_are_left_out() -> None:
    goal = GOAL._replace(focus={"iam": 0.0, "s3": 0.0})
    view = outlook(CARDS, known(40, suspended=True), goal, DAY)
    assert [each.topic for each in view.topics] == ["vpc"]
    assert sum(cell.review for cell in view.cells) == 0
    new = Progress(cards={"vpc-0": Card(suspended=True), "vpc-1": Card(seen=1)})
    assert outlook(CARDS, new, goal, DAY).left_out == 1
    assert outlook(CARDS, known(), goal._replace(focus={"iam": 0.0, "s3": 0.0, "vpc": 0.0}), DAY).error == 0


def test_it_comes_out_the_same_each_time() -> None:
    assert outlook(CARDS, known(), GOAL, DAY) == outlook(CARDS, known(), GOAL, DAY)
