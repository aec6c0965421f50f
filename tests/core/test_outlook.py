"""The days until the interview, played through."""

from __future__ import annotations

from math import sqrt

import pytest

from awsprep.core.agenda import agenda
from awsprep.core.foreseen import Bin
from awsprep.core.goal import Goal
from awsprep.core.memory import Learned, retrievability
from awsprep.core.outlook import LITTLE, NINE_OF_TEN, coming, enough, expected, outlook
from awsprep.core.plan import LAST_DAYS
from awsprep.core.progress import READING_SECONDS, Card, Progress
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


def test_what_may_stay_unseen_is_allowed_once() -> None:
    some = GOAL._replace(day=DAY + 9, minutes=15.0)
    view = outlook(CARDS, Progress(), some, DAY)
    assert LITTLE < view.left_weight < 2 * LITTLE
    minutes = enough(CARDS, Progress(), some, DAY, 240)
    assert minutes is not None
    assert outlook(CARDS, Progress(), some._replace(minutes=minutes), DAY).left_weight <= LITTLE


def test_topics_that_gain_the_same_come_on_evenly() -> None:
    few = outlook(CARDS, Progress(), GOAL._replace(day=DAY + 8, minutes=6.0), DAY)
    assert few.left_out > 40
    vpc, iam, _ = few.topics
    assert abs(vpc.left_out - iam.left_out) <= 8, "not one topic first, by its name"


def test_where_siblings_keep_each_other_from_being_asked_what_helps_is_proposed_all_the_same() -> None:
    pairs = by_card(*(heading(f"vpc-{n}") for n in range(30)), heading("s3-gaps", "s3", cards=2))
    pairs |= by_card(heading("s3-more", "s3", cards=2))
    last = GOAL._replace(day=DAY + LAST_DAYS + 1, minutes=5.0)  # the only day that may bring new ones
    minutes = enough(pairs, Progress(), last, DAY, 240)
    assert minutes is not None
    assert minutes < 60
    view = outlook(pairs, Progress(), last._replace(minutes=minutes), DAY)
    assert view.left_out == 2
    assert view.left_weight > LITTLE
    assert enough(pairs, Progress(), last._replace(minutes=minutes), DAY, 240) is None, "no more would help"


def test_the_time_that_reviews_take_is_proposed_as_well() -> None:
    faded = {name: Card(Learned(2.0, 5.0, DAY - 20, DAY - 5, 3, 0), seen=3, ms=3_000) for name in list(CARDS)[:70]}
    slow = Card(Learned(2.0, 5.0, DAY - 20, DAY - 5, 1, 0), seen=1, ms=100_000)
    faded |= dict.fromkeys(list(faded)[:30], slow)
    goal = GOAL._replace(day=DAY + LAST_DAYS + 1, minutes=2.0)
    minutes = enough(CARDS, Progress(cards=faded), goal, DAY, 240)
    assert minutes is not None
    assert minutes > 12 * (80 + READING_SECONDS) / 60 + 5, "twelve are new, and quick reviews gain more per second"
    assert outlook(CARDS, Progress(cards=faded), goal._replace(minutes=minutes), DAY).left_weight <= LITTLE
    assert enough(CARDS, Progress(cards=faded), goal, DAY, minutes - 5) is None


@pytest.mark.parametrize("minutes", [2.0, 5.0, 15.0])
def test_the_first_day_is_the_one_that_the_agenda_shows(minutes: float) -> None:
    progress = known()
    progress.cards["s3-gaps#1"] = Card(Learned(2.0, 5.0, DAY, DAY + 1, 1, 0), seen=1, ms=30_000, answered=DAY)
    goal = GOAL._replace(minutes=minutes)
    today = agenda(CARDS, progress, goal, DAY)
    first = outlook(CARDS, progress, goal, DAY).cells[0]
    assert (first.new, first.review) == (len(today.new), len(today.review))


def test_the_next_days_alone_are_those_of_the_whole() -> None:
    cells = outlook(CARDS, known(), GOAL, DAY).cells
    assert coming(CARDS, known(), GOAL, DAY, 14) == cells[:14]
    assert coming(CARDS, known(), GOAL, DAY, 99) == cells
    assert coming(CARDS, known(), GOAL._replace(day=DAY), DAY, 14) == ()


def test_on_the_day_itself_there_is_nothing_to_play() -> None:
    view = outlook(CARDS, known(), GOAL._replace(day=DAY), DAY)
    assert (view.cells, view.path) == ((), ())
    assert view.expected == view.stopped == view.ready


def test_nobody_who_has_answered_nothing_is_ready() -> None:
    view = outlook(CARDS, Progress(), GOAL, DAY)
    assert (view.ready, view.ready_error, view.recall_of_seen, view.stopped) == (0, 0, None, 0)
    assert 0.1 < view.error < 0.2


def test_the_bounds_narrow_as_the_memory_is_tested() -> None:
    untested = outlook(CARDS, known(), GOAL, DAY)
    tested = known()
    tested.foreseen[5] = Bin(400, 360.0, 361)
    assert outlook(CARDS, tested, GOAL, DAY).error < untested.error * 0.6
    chance = sqrt(untested.expected * (1 - untested.expected) / len(CARDS))
    assert outlook(CARDS, tested, GOAL, DAY).error > NINE_OF_TEN * chance * 0.9


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
