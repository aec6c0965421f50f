"""What to do today towards an interview."""

from __future__ import annotations

from random import Random

import pytest

from awsprep.core.agenda import FEW, agenda, passed_over, planned_quiz, seconds_left, seconds_spent
from awsprep.core.goal import Goal
from awsprep.core.memory import Learned
from awsprep.core.plan import AGAIN_SECONDS, FEW_TIMED, NEW_SECONDS, SLACK
from awsprep.core.progress import READING_SECONDS, Card, DayCount, Progress, Sitting
from tests.core.bank import by_card, heading
from tests.core.lines import DAY

CARDS = by_card(
    *(heading(f"vpc-{n}") for n in range(20)),
    *(heading(f"iam-{n}", "iam") for n in range(20)),
    heading("s3-senior", "s3", level="senior"),
)
GOAL = Goal(DAY + 21, 15.0, levels=frozenset({"mid"}), made=DAY)


def known(count: int = 0) -> Progress:
    """The first cards of VPC, learned a week ago."""
    memory = Learned(4.0, 5.0, DAY - 7, DAY - 3, 2, 0)
    names = [*(f"vpc-{n}" for n in range(count)), "s3-senior"]
    return Progress(cards={name: Card(memory, seen=2, ms=20_000) for name in names})


def test_the_day_holds_what_its_minutes_hold() -> None:
    today = agenda(CARDS, Progress(), GOAL, DAY)
    each = NEW_SECONDS + READING_SECONDS
    assert len(today.new) == -(-900 // each)
    assert today.seconds == len(today.new) * each
    assert (today.review, today.later_review, today.left) == ((), (), 900)
    assert len(today.later_new) == 40 - len(today.new)


def test_what_was_spent_today_is_gone_reading_included() -> None:
    progress = known(5)
    progress.days[DAY] = DayCount(reviews=12, ms=480_000, reading=120_000)
    assert seconds_spent(progress, DAY) == 480 + 120
    assert seconds_left(progress, GOAL, DAY) == 900 - 480 - 120
    progress.days[DAY].ms = 900_000
    spent = agenda(CARDS, progress, GOAL, DAY)
    assert (spent.review, spent.new, spent.left) == ((), (), 0)
    assert spent.later_new


@pytest.mark.parametrize("goal", [GOAL._replace(free=frozenset({5})), GOAL._replace(day=DAY)])
def test_a_free_day_and_the_day_itself_hold_nothing(goal: Goal) -> None:
    assert seconds_left(Progress(), goal, DAY) == 0
    assert agenda(CARDS, known(5), goal, DAY).review == ()


def test_only_cards_of_the_goals_levels_are_on_it() -> None:
    today = agenda(CARDS, known(5), GOAL, DAY)
    named = {gain.card for each in today[:4] for gain in each}
    assert "s3-senior" not in named
    assert {"vpc-0", "iam-0"} <= named


def test_reviews_leave_the_time_of_new_cards_alone_and_else_go_on() -> None:
    today = agenda(CARDS, known(20), GOAL._replace(minutes=6.0), DAY)
    assert today.review
    assert today.new
    assert today.review_left == 360 - sum(gain.seconds for gain in today.new)
    last = agenda(CARDS, known(20), GOAL._replace(day=DAY + 2, minutes=6.0), DAY)
    assert (last.new, last.review_left) == ((), 360)
    listed = [gain.card for gain in (*last.review, *last.later_review)]
    assert list(last.queue(last.review_left)) == listed[: len(last.queue(360))]
    assert sum(gain.seconds for gain in last.review) * len(last.queue(360)) / len(last.review) >= 360 * SLACK
    assert len(last.review) < len(last.queue(360)) < len(listed)
    assert last.queue(10_000) == tuple(listed)
    pace = (21 * 20 + FEW_TIMED * AGAIN_SECONDS) / (21 + FEW_TIMED)
    assert last.review_seconds == last.seconds
    assert last.seconds == pytest.approx(len(last.review) * ((20 + pace) / 2 + READING_SECONDS))


def test_what_was_skipped_today_waits_for_another_day() -> None:
    today = agenda(CARDS, Progress(), GOAL, DAY)
    first, second, third, fourth = [gain.card for gain in today.new[:4]]
    progress = Progress(cards={third: Card(Learned(2.0, 5.0, DAY, DAY + 2, 1, 0), seen=1, ms=20_000, answered=DAY)})
    progress.sittings["s"] = Sitting("s", "quiz", 0, 1, [first, second, third, fourth], {}, asked=[third], day=DAY)
    assert passed_over(progress, DAY) == {first, second}
    left = agenda(CARDS, progress, GOAL, DAY)
    named = {gain.card for gain in (*left.new, *left.later_new)}
    assert fourth in named
    assert not {first, second, third} & named
    progress.cards[third].answered = DAY + 1
    assert passed_over(progress, DAY + 1) == set(), "though what was answered then is reviewed"


def test_what_would_not_fit_by_more_than_half_is_left_for_another_day() -> None:
    each = NEW_SECONDS + READING_SECONDS
    for left, count in ((each * 2.4, 2), (each * 2.6, 3), (each * 0.6, 1)):
        progress = Progress(days={DAY: DayCount(ms=round((900 - left) * 1000))})
        today = agenda(CARDS, progress, GOAL, DAY)
        assert len(today.new) == count
        assert today.left == pytest.approx(left)
    used = agenda(CARDS, Progress(days={DAY: DayCount(ms=880_000)}), GOAL, DAY)
    assert (used.new, used.left) == ((), 0.0), "20 seconds are as good as none"


def test_it_begins_with_a_review_that_is_worth_one() -> None:
    today = agenda(CARDS, known(20), GOAL._replace(minutes=6.0), DAY)
    assert today.begins == "review"
    assert today._replace(review=today.review[: FEW - 1]).begins == "quiz"
    assert today._replace(review=today.review[:1], new=()).begins == "review"
    assert today._replace(review=()).begins == "quiz"


def test_a_topic_narrows_it() -> None:
    iam = {name: each for name, each in CARDS.items() if each.topic == "iam"}
    today = agenda(CARDS, known(5), GOAL, DAY).within(iam)
    assert {gain.card[:3] for gain in (*today.new, *today.later_new)} == {"iam"}
    assert (today.review, today.left) == ((), 900)


class TestQuiz:
    def test_the_plans_new_cards_come_first_mixed_by_topic(self) -> None:
        today = agenda(CARDS, Progress(), GOAL, DAY)
        cards = planned_quiz(today, CARDS, Progress(), DAY, 10, Random(1))
        assert len(set(cards)) == 10
        assert {card[:3] for card in cards} == {"vpc", "iam"}

    def test_then_the_weak_ones_as_many_as_the_day_holds(self) -> None:
        progress = known(20)
        today = agenda(CARDS, progress, GOAL, DAY)._replace(new=())
        few = today._replace(review=today.later_review[:3] or today.review[:3])
        assert planned_quiz(few, CARDS, progress, DAY, 10, Random(1)) == tuple(gain.card for gain in few.review)
        two = few._replace(new=agenda(CARDS, progress, GOAL, DAY).later_new[:2])
        cards = planned_quiz(two, CARDS, progress, DAY, 4, Random(1))
        assert {card[:3] for card in cards[:2]} == {"iam"}
        assert cards[2:] == tuple(gain.card for gain in few.review[:2])

    def test_a_number_that_is_asked_for_is_filled_with_what_comes_next(self) -> None:
        today = agenda(CARDS, Progress(), GOAL, DAY)
        assert len(planned_quiz(today, CARDS, Progress(), DAY, 30, Random(1))) == len(today.new)
        assert len(planned_quiz(today, CARDS, Progress(), DAY, 30, Random(1), fill=True)) == 30

    def test_when_the_minutes_are_used_it_goes_on_all_the_same(self) -> None:
        progress = Progress(days={DAY: DayCount(reviews=30, ms=900_000)})
        today = agenda(CARDS, progress, GOAL, DAY)
        assert len(planned_quiz(today, CARDS, progress, DAY, 10, Random(1))) == 10

    def test_a_card_whose_sibling_is_asked_is_left_out_and_none_of_the_plan_is_none(self) -> None:
        two = by_card(heading("iam-gaps", "iam", cards=2))
        memory = Learned(4.0, 5.0, DAY - 7, DAY - 3, 2, 0)
        progress = Progress(cards={"iam-gaps#1": Card(memory, seen=2)})
        today = agenda(two, progress, GOAL, DAY)
        assert len([*today.new, *today.review]) == 1
        both = today._replace(
            new=agenda(two, Progress(), GOAL, DAY).new[:1],
            review=tuple(gain._replace(card="iam-gaps#1") for gain in (*today.new, *today.review)),
        )
        assert len(planned_quiz(both, two, Progress(), DAY, 5, Random(1))) == 1
        assert planned_quiz(today, {}, progress, DAY, 5, Random(1)) == ()
