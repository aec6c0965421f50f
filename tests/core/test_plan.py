"""What to answer today for the most recall on the day: the gain per second of each card, within the minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.memory import Learned, Rating, prospects, remember, retrievability
from awsprep.core.plan import (
    AGAIN_SECONDS,
    FEW_TIMED,
    FIRST_RATINGS,
    KNOWN_ANYWAY,
    LAST_DAYS,
    NEW_SECONDS,
    NEW_SHARE,
    PASSED_RATINGS,
    SLACK,
    Pace,
    gains,
    pace_of,
    pick,
    reading_of,
    seconds_for,
    timed,
)
from awsprep.core.progress import READING_SECONDS, Card, DayCount, Progress

DAY = 20_778


def card(stability: float = 5.0, age: int = 5, seen: int = 3, ms: int = 20_000, **fields: object) -> Card:
    memory = Learned(stability, 5.0, DAY - age, DAY, seen, 0)
    return Card(memory, seen=seen, ms=ms, **fields)  # type: ignore[arg-type]


def known(**cards: Card) -> Progress:
    return Progress(cards=dict(cards))


def test_the_gain_is_what_an_answer_adds_to_the_recall_on_the_day() -> None:
    progress = known(a=card())
    (gain,) = gains(progress, [], DAY, 21, {})
    memory = progress.cards["a"].memory
    recall = retrievability(memory, DAY)
    value = (1 - recall) * retrievability(remember(memory, Rating.AGAIN, DAY, DAY), DAY + 21)
    for rating, share in zip((Rating.HARD, Rating.GOOD, Rating.EASY), PASSED_RATINGS, strict=True):
        value += recall * share * retrievability(remember(memory, rating, DAY, DAY), DAY + 21)
    assert gain.recall == pytest.approx(value - retrievability(memory, DAY + 21), abs=1e-12)
    assert gain.rate == gain.recall / gain.seconds


def test_a_new_card_gains_what_learning_it_leaves_less_some_of_what_is_known_anyway() -> None:
    (plain,) = gains(Progress(), ["new"], DAY, 21, {})
    (guessed,) = gains(Progress(), {"new": 0.8}, DAY, 21, {})
    assert plain.recall - guessed.recall == pytest.approx(KNOWN_ANYWAY * 0.8)
    assert guessed.recall > plain.recall / 2, "whoever knows most at first sight is shown what is new all the same"
    assert sum(FIRST_RATINGS) == pytest.approx(1.0)
    assert plain.seconds == NEW_SECONDS


def test_a_card_that_counts_twice_gains_twice_and_one_that_counts_nothing_is_left_out() -> None:
    progress = known(a=card(), b=card(), c=card())
    found = {gain.card: gain.recall for gain in gains(progress, [], DAY, 21, {"a": 2.0, "c": 0.0})}
    assert found["a"] == pytest.approx(2 * found["b"])
    assert "c" not in found


def test_cards_that_rest_or_were_answered_today_are_left_out() -> None:
    progress = known(
        suspended=card(suspended=True),
        buried=card(buried=DAY),
        today=card(age=0),
        new=Card(suspended=True),
        good=card(),
    )
    assert pick(progress, ["new"], DAY, 21, 900, {}) == ["good"]


def test_of_a_question_with_several_cards_only_the_best_is_picked() -> None:
    progress = known(**{"q#1": card(2.0), "q#2": card(50.0), "r": card(10.0)})
    assert set(pick(progress, ["q#3"], DAY, 21, 9_000, {})) in ({"q#1", "r"}, {"q#2", "r"}, {"q#3", "r"})


def test_a_list_is_longer_than_the_time_by_the_slack_and_never_empty_where_something_gains() -> None:
    progress = known(**{f"c{n}": card() for n in range(50)})
    each = seconds_for(progress.cards["c0"], pace_of(progress))
    assert len(pick(progress, [], DAY, 21, 10 * each, {})) == int(10 * SLACK)
    assert len(pick(progress, [], DAY, 21, 0, {})) == 1
    assert pick(Progress(), [], DAY, 21, 900, {}) == []


def test_the_last_days_bring_no_new_card_while_there_is_one_to_review() -> None:
    progress = known(a=card())
    assert pick(progress, ["new"], DAY, LAST_DAYS, 900, {}) == ["a"]
    done = known(a=card(age=0, answered=DAY))
    done.days[DAY - 9] = DayCount(reviews=1)
    assert pick(done, ["new"], DAY, LAST_DAYS, 900, {}) == [], "nor once that one is done"
    assert set(pick(progress, ["new"], DAY, LAST_DAYS + 1, 900, {})) == {"a", "new"}
    assert pick(Progress(), ["new"], DAY, 1, 900, {}) == ["new"], "but by somebody who begins now"
    begins = known(a=card(age=0, seen=1, answered=DAY))
    begins.days[DAY] = DayCount(reviews=1)
    assert pick(begins, ["new"], DAY, 1, 900, {}) == ["new"]


def test_on_the_day_itself_and_after_it_the_morning_is_planned_for() -> None:
    progress = known(a=card())
    assert gains(progress, [], DAY, 0, {}) == gains(progress, [], DAY, 1, {}) == gains(progress, [], DAY, -3, {})


def test_the_pace_is_the_learners_own_and_a_coffee_does_not_count() -> None:
    assert pace_of(Progress()) == Pace(NEW_SECONDS, AGAIN_SECONDS)
    once = known(**{f"c{n}": card(seen=1, ms=40_000) for n in range(FEW_TIMED)})
    assert pace_of(once) == Pace((40 + NEW_SECONDS) / 2, (40 + NEW_SECONDS) / 4)
    often = known(**{f"c{n}": card(seen=2, ms=10_000) for n in range(FEW_TIMED)})
    assert pace_of(often) == Pace(10 + AGAIN_SECONDS, (10 + AGAIN_SECONDS) / 2)
    coffee = known(a=card(seen=1, ms=3_600_000), b=card(seen=2, ms=0))
    assert pace_of(coffee).first == (300 + FEW_TIMED * NEW_SECONDS) / (1 + FEW_TIMED)
    many = {f"o{n}": card(seen=1, ms=40_000) for n in range(400)} | {
        f"a{n}": card(seen=5, ms=8_000) for n in range(400)
    }
    assert pace_of(known(**many)) == pytest.approx(Pace(40.0, 8.0), rel=0.05)
    assert timed(coffee) == 1


def test_reading_is_the_learners_own_as_far_as_it_is_known() -> None:
    assert reading_of(Progress()) == READING_SECONDS
    progress = Progress(days={DAY: DayCount(reviews=FEW_TIMED, reading=30_000 * FEW_TIMED)})
    assert reading_of(progress) == (30 + READING_SECONDS) / 2


def test_a_cards_next_answer_takes_between_its_own_time_and_the_pace() -> None:
    pace = Pace(40.0, 20.0)
    assert seconds_for(card(seen=1, ms=90_000), pace) == 20.0
    assert seconds_for(card(seen=2, ms=0), pace) == 20.0
    assert seconds_for(card(seen=2, ms=30_000), pace) == 25.0


@given(
    stabilities=st.lists(st.floats(0.01, 900), min_size=1, max_size=12),
    left=st.integers(1, 90),
    seconds=st.floats(0, 3600),
)
def test_what_is_picked_is_in_the_order_of_gain_per_second(stabilities: list[float], left: int, seconds: float) -> None:
    progress = known(**{f"c{n}": card(each, age=1 + n, ms=5_000 + 997 * n) for n, each in enumerate(stabilities)})
    ranked = gains(progress, ["x", "y"], DAY, left, {})
    assert [gain.rate for gain in ranked] == sorted((gain.rate for gain in ranked), reverse=True)
    assert all(gain.recall > 0 for gain in ranked)
    chosen = pick(progress, ["x", "y"], DAY, left, seconds, {})
    learned = [gain.card for gain in ranked if gain.card not in {"x", "y"}]
    assert [name for name in chosen if name not in {"x", "y"}] == learned[: len({*chosen} - {"x", "y"})]


def test_new_cards_leave_learned_ones_half_of_the_day_unless_there_are_too_many() -> None:
    progress = known(**{f"c{n}": card() for n in range(50)})
    new = [f"n{n}" for n in range(20)]
    each = pace_of(progress).first
    begun = [name for name in pick(progress, new, DAY, 21, 20 * each, {}) if name in new]
    assert len(begun) == 20 * NEW_SHARE
    many = [f"n{n}" for n in range(400)]
    begun = [name for name in pick(progress, many, DAY, 22, 20 * each, {}) if name in many]
    assert len(begun) >= 20


def test_prospects_name_the_stability_after_each_rating() -> None:
    assert len(prospects(Learned(5.0, 5.0, DAY - 5, DAY, 3, 0), DAY)) == 4
