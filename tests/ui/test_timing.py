"""How long questions take and may take, second by second."""

from __future__ import annotations

import pytest

from awsprep.core.progress import MOST_READING
from awsprep.ui.timing import Timing
from tests.fakes import Clock


class Watch:
    """A timing and its clock; `ask` lets a question take some seconds and goes on to the next."""

    def __init__(self, total: float | None = None, each: float | None = None, budget: float | None = None) -> None:
        self.clock = Clock()
        self.timing = Timing(self.clock, total, each, budget)

    def ask(self, seconds: float, reading: float = 0.0) -> None:
        self.timing.watch.start()
        self.clock.wait(seconds)
        self.timing.watch.stop()
        self.timing.read()
        self.clock.wait(reading)
        self.timing.turn_over()


def test_a_question_has_its_own_time_or_the_one_that_was_asked_for() -> None:
    assert Watch().timing.limit(90.0) == 90
    assert Watch(each=30).timing.limit(90.0) == 30


def test_no_question_may_take_longer_than_what_is_left_in_total_but_each_has_a_second() -> None:
    watch = Watch(total=100)
    assert watch.timing.limit(90.0) == 90
    watch.ask(40)
    assert watch.timing.limit(90.0) == 60
    watch.ask(80)
    assert watch.timing.limit(90.0) == 1


def test_what_the_question_on_the_screen_has_taken_is_not_taken_off_its_limit() -> None:
    watch = Watch(total=100)
    watch.timing.watch.start()
    watch.clock.wait(30)
    watch.timing.watch.stop()
    assert watch.timing.limit(200.0) == 100


@pytest.mark.parametrize(("seconds", "up"), [(59.0, False), (60.0, True)])
def test_the_total_is_of_answering_alone(seconds: float, *, up: bool) -> None:
    watch = Watch(total=60)
    watch.ask(seconds, reading=500)
    assert watch.timing.is_up is up


def test_the_budget_is_of_reading_as_well_but_of_no_coffee() -> None:
    watch = Watch(budget=2 * MOST_READING)
    watch.ask(10, reading=40)
    watch.ask(9, reading=3_600)
    assert not watch.timing.is_up
    watch.ask(1)
    assert watch.timing.is_up


def test_an_answer_that_is_still_being_read_counts_for_the_budget() -> None:
    watch = Watch(budget=30)
    watch.timing.read()
    watch.clock.wait(29)
    assert not watch.timing.is_up
    watch.clock.wait(1)
    assert watch.timing.is_up


def test_without_a_limit_time_is_never_up() -> None:
    watch = Watch()
    watch.ask(100_000, reading=100_000)
    assert not watch.timing.is_up
