from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from random import Random

import fsrs
import fsrs.scheduler
import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.memory import (
    DEFAULT_MODEL,
    LEECH_LAPSES,
    Learned,
    Memory,
    Model,
    New,
    Rating,
    curve,
    fuzz_range,
    fuzzed,
    legal,
    outcomes,
    prospects,
    remember,
    retrievability,
    stepper,
)

FIRST_DAY = 20_778
RATINGS = st.sampled_from(list(Rating))
SEQUENCES = [
    [
        (rng.choice(list(Rating)), rng.choice([0, 0, 1, 1, 2, 3, 5, 8, 14, 30, 90, 400]))
        for _ in range(rng.randint(1, 25))
    ]
    for rng in map(Random, range(200))
]
CUSTOM = tuple(round(w * 1.03, 4) for w in fsrs.scheduler.DEFAULT_PARAMETERS)


def remembered(sequence: list[tuple[Rating, int]], model: Model = DEFAULT_MODEL) -> list[Learned]:
    """The memory after each answer of a sequence of (rating, days since the answer before)."""
    memory: Memory = New()
    day = FIRST_DAY
    found: list[Learned] = []
    for i, (rating, gap) in enumerate(sequence):
        day += gap if i else 0
        memory = remember(memory, rating, day, day + 1, model)
        found.append(memory)
    return found


@st.composite
def memories(draw: st.DrawFn) -> Learned:
    last = draw(st.integers(20_000, 21_000))
    return Learned(
        stability=draw(st.floats(0.01, 30_000)),
        difficulty=draw(st.floats(1, 10)),
        last=last,
        due=last + draw(st.integers(1, 500)),
        reps=draw(st.integers(1, 60)),
        lapses=draw(st.integers(0, 12)),
    )


class TestConformance:
    @pytest.mark.parametrize("model", [DEFAULT_MODEL, Model(CUSTOM, 0.85)], ids=["default", "custom"])
    def test_two_hundred_random_sequences_agree_with_py_fsrs(self, model: Model) -> None:
        options = {"parameters": model.weights} if model.weights else {}
        scheduler = fsrs.Scheduler(
            desired_retention=model.retention,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
            **options,  # type: ignore[arg-type]
        )
        step = stepper(model)
        for sequence in SEQUENCES:
            card = fsrs.Card(card_id=1)
            state = (0.0, 0.0)
            at = datetime(2026, 11, 21, 12, tzinfo=UTC)
            for i, ((rating, gap), ours) in enumerate(zip(sequence, remembered(sequence, model), strict=True)):
                at += timedelta(days=gap if i else 0)
                card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), at)
                state = step(*state, gap, rating)
                assert state == pytest.approx((card.stability, card.difficulty), rel=1e-12, abs=0)
                assert (ours.stability, ours.difficulty) == state

    def test_two_hundred_random_sequences_agree_with_fsrs_rs(self) -> None:
        engine = fsrs_rs_python.FSRS(list(fsrs.scheduler.DEFAULT_PARAMETERS))
        for sequence in SEQUENCES:
            reviews = [
                fsrs_rs_python.FSRSReview(int(rating), gap if i else 0) for i, (rating, gap) in enumerate(sequence)
            ]
            theirs = engine.memory_state(fsrs_rs_python.FSRSItem(reviews))
            ours = remembered(sequence)[-1]
            assert ours.stability == pytest.approx(theirs.stability, rel=2e-5, abs=0)
            assert ours.difficulty == pytest.approx(theirs.difficulty, rel=2e-5, abs=0)

    @given(memories(), st.integers(0, 5000), st.sampled_from([(), CUSTOM]))
    def test_retrievability_agrees_with_py_fsrs(
        self, memory: Learned, elapsed: int, weights: tuple[float, ...]
    ) -> None:
        scheduler = fsrs.Scheduler(parameters=weights) if weights else fsrs.Scheduler()
        last = datetime(2026, 11, 21, 12, tzinfo=UTC)
        card = fsrs.Card(card_id=1, state=fsrs.State.Review, stability=memory.stability, last_review=last)
        theirs = scheduler.get_card_retrievability(card, last + timedelta(days=elapsed))
        ours = retrievability(memory, memory.last + elapsed, Model(weights))
        assert ours == pytest.approx(theirs, rel=1e-12, abs=0)

    def test_the_decay_that_statistics_use_is_that_of_fsrs(self) -> None:
        assert DEFAULT_MODEL.decay == -fsrs.scheduler.DEFAULT_PARAMETERS[20]
        assert Model(CUSTOM).decay == -CUSTOM[20]

    @given(st.integers(1, 36_500))
    def test_the_fuzz_range_is_that_of_fsrs(self, interval: int) -> None:
        low, high = fuzz_range(interval)
        if interval < 2.5:
            assert (low, high) == (interval, interval)
            return
        delta = 1.0 + sum(
            r["factor"] * max(min(interval, r["end"]) - r["start"], 0.0) for r in fsrs.scheduler.FUZZ_RANGES
        )
        assert low == max(2, round(interval - delta))
        assert high == min(round(interval + delta), 36_500)

    @pytest.mark.parametrize("rating", list(Rating))
    @pytest.mark.parametrize("stability", [0.1, 2.0, 50.0])
    def test_an_answer_on_the_same_day_moves_stability_only_as_fsrs_6_says(
        self, rating: Rating, stability: float
    ) -> None:
        w = fsrs.scheduler.DEFAULT_PARAMETERS
        before = Learned(stability, 5.0, FIRST_DAY, FIRST_DAY + 3, 1, 0)
        after = remember(before, rating, FIRST_DAY, FIRST_DAY + 3)
        # FSRS-6: S' = S * e^(w17 * (G - 3 + w18)) * S^-w19, falling for Again alone
        change = 2.718281828459045 ** (w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        if rating > Rating.AGAIN:
            change = max(1.0, change)
        assert after.stability == pytest.approx(stability * change, rel=1e-9)
        assert after.lapses == 0
        assert after.reps == 2


class TestRetrievability:
    def test_a_new_card_counts_as_not_recalled(self) -> None:
        assert retrievability(New(), FIRST_DAY) == 0

    @given(memories())
    def test_it_is_nine_tenths_when_the_stability_has_passed(self, memory: Learned) -> None:
        factor, decay = curve()
        assert (1 + factor) ** decay == pytest.approx(0.9, rel=1e-12)
        whole = Learned(float(round(memory.stability) or 1), 5, memory.last, memory.due, 1, 0)
        assert retrievability(whole, whole.last + int(whole.stability)) == pytest.approx(0.9, rel=1e-12)

    @given(memories(), st.integers(0, 1000), st.integers(1, 1000))
    def test_it_falls_with_time(self, memory: Learned, elapsed: int, more: int) -> None:
        day = memory.last + elapsed
        assert retrievability(memory, day) > retrievability(memory, day + more)

    @given(memories())
    def test_a_day_before_the_last_answer_counts_as_that_day(self, memory: Learned) -> None:
        assert retrievability(memory, memory.last - 5) == 1


class TestOutcomes:
    @given(memories(), st.integers(0, 400))
    def test_again_is_always_tomorrow(self, memory: Learned, gap: int) -> None:
        day = memory.last + gap
        assert outcomes("card", memory, day)[Rating.AGAIN] == day + 1

    @given(memories(), st.integers(0, 400), st.text(min_size=1, max_size=8), st.floats(0.7, 0.97))
    def test_a_better_rating_is_never_due_sooner(self, memory: Learned, gap: int, card: str, retention: float) -> None:
        day = memory.last + gap
        due = outcomes(card, memory, day, Model(retention=retention))
        assert list(due) == list(Rating)
        days = list(due.values())
        assert days == sorted(days)
        assert days[0] > day

    @given(st.one_of(st.just(New()), memories()), st.integers(0, 400), RATINGS)
    def test_a_preview_is_what_an_answer_stores(self, memory: Memory, gap: int, rating: Rating) -> None:
        day = memory.last + gap if isinstance(memory, Learned) else FIRST_DAY
        shown = outcomes("card", memory, day)
        assert outcomes("card", memory, day) == shown
        assert remember(memory, rating, day, shown[rating]).due == shown[rating]

    @given(memories(), st.integers(0, 400), st.text(min_size=1, max_size=8))
    def test_a_due_day_lies_in_the_range_around_the_interval_of_fsrs(
        self, memory: Learned, gap: int, card: str
    ) -> None:
        day = memory.last + gap
        due = outcomes(card, memory, day)
        floor = day + 1
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
            after = remember(memory, rating, day, day + 1)
            interval = min(max(round(after.stability), 1), 36_500)  # retention 0.9: the interval is the stability
            low, high = fuzz_range(interval)
            assert max(day + low, floor) <= due[rating] <= max(day + high, floor)
            floor = due[rating]

    def test_cards_learned_alike_are_spread_over_days(self) -> None:
        memory = Learned(60.0, 5.0, FIRST_DAY - 60, FIRST_DAY, 4, 0)
        days = {outcomes(f"card-{i}", memory, FIRST_DAY)[Rating.GOOD] for i in range(60)}
        assert len(days) > 8

    def test_a_higher_retention_is_due_sooner(self) -> None:
        memory = Learned(60.0, 5.0, FIRST_DAY - 60, FIRST_DAY, 4, 0)
        strict = outcomes("card", memory, FIRST_DAY, Model(retention=0.95))
        lax = outcomes("card", memory, FIRST_DAY, Model(retention=0.8))
        assert strict[Rating.GOOD] < lax[Rating.GOOD]


class TestFuzz:
    @given(st.integers(1, 36_500), st.floats(0, 1, exclude_max=True))
    def test_it_never_leaves_the_range(self, interval: int, fraction: float) -> None:
        low, high = fuzz_range(interval)
        assert low <= fuzzed(interval, fraction) <= high
        assert low >= 1
        assert low <= interval <= high

    @given(st.integers(1, 36_499), st.floats(0, 1, exclude_max=True))
    def test_it_keeps_the_order_of_intervals(self, interval: int, fraction: float) -> None:
        assert fuzzed(interval, fraction) <= fuzzed(interval + 1, fraction)

    @given(st.integers(1, 2), st.floats(0, 1, exclude_max=True))
    def test_it_leaves_one_and_two_days_alone(self, interval: int, fraction: float) -> None:
        assert fuzzed(interval, fraction) == interval


class TestLapses:
    def test_a_card_forgotten_on_eight_later_days_is_a_leech(self) -> None:
        memory: Memory = remember(New(), Rating.GOOD, FIRST_DAY, FIRST_DAY + 1)
        for day in range(1, LEECH_LAPSES + 1):
            assert isinstance(memory, Learned)
            assert not memory.leech
            memory = remember(memory, Rating.AGAIN, FIRST_DAY + day, FIRST_DAY + day + 1)
        assert isinstance(memory, Learned)
        assert memory.leech
        assert memory.lapses == LEECH_LAPSES == 8

    def test_forgetting_a_new_card_or_twice_a_day_is_no_lapse(self) -> None:
        first = remember(New(), Rating.AGAIN, FIRST_DAY, FIRST_DAY + 1)
        same_day = remember(first, Rating.AGAIN, FIRST_DAY, FIRST_DAY + 1)
        assert (first.lapses, same_day.lapses) == (0, 0)
        assert remember(same_day, Rating.AGAIN, FIRST_DAY + 1, FIRST_DAY + 2).lapses == 1

    def test_a_clock_that_went_backwards_counts_as_the_same_day(self) -> None:
        memory = Learned(10.0, 5.0, FIRST_DAY, FIRST_DAY + 10, 3, 0)
        earlier = remember(memory, Rating.AGAIN, FIRST_DAY - 40, FIRST_DAY + 1)
        same = remember(memory, Rating.AGAIN, FIRST_DAY, FIRST_DAY + 1)
        assert earlier == same
        assert earlier.last == FIRST_DAY
        assert earlier.lapses == 0


class TestWeights:
    def test_those_that_fsrs_takes_are_legal(self) -> None:
        assert legal(())
        assert legal(fsrs.scheduler.DEFAULT_PARAMETERS)
        assert legal(CUSTOM)

    @pytest.mark.parametrize("weights", [(1.0,), (0.0,) * 21, (float("nan"),) * 21, (*CUSTOM, 1.0), (1e9, *CUSTOM[1:])])
    def test_those_that_fsrs_refuses_are_not(self, weights: tuple[float, ...]) -> None:
        assert not legal(weights)


def test_statistics_import_no_scheduler() -> None:
    code = """
import json, sys
from awsprep.core.memory import Learned
from awsprep.core.progress import Card, Progress
from awsprep.core.bank import Heading
from awsprep.core.report import statistics
from awsprep.ui.stats import page
from awsprep.ui.stats_json import as_json
from awsprep.ui.theme import Theme
progress = Progress(cards={"a": Card(Learned(5.0, 5.0, 100, 105, 1, 0), seen=1, right=1)})
report = statistics({"a": Heading("a", "vpc", "mid", "easy", "basics", "choice", "A", ("a",))}, progress, 104)
json.dumps(as_json(report))
Theme().paint(page(Theme(), report, ("mid",)))
print(json.dumps(sorted(sys.modules)))
"""
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
    heavy = {"fsrs", "rich", "yaml", "prompt_toolkit", "numpy", "statistics", "typer", "datetime.timezone"}
    assert heavy.isdisjoint(loaded)


@given(memory=memories(), gap=st.integers(1, 400))
def test_what_a_planner_asks_of_every_card_is_what_an_answer_would_give(memory: Learned, gap: int) -> None:
    for model in (DEFAULT_MODEL, Model(CUSTOM)):
        expected = [remember(memory, rating, memory.last + gap, 0, model).stability for rating in Rating]
        assert prospects(memory, memory.last + gap, model) == pytest.approx(expected, rel=1e-12)
        first = [remember(New(), rating, memory.last, 0, model).stability for rating in Rating]
        assert prospects(New(), memory.last, model) == pytest.approx(first, rel=1e-12)
