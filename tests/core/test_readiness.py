from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.bank import Heading
from awsprep.core.memory import DEFAULT_MODEL, Learned, Model, retrievability
from awsprep.core.progress import Card, DayCount, Progress
from awsprep.core.readiness import by_level, by_topic, median, readiness, recalls, weakest
from awsprep.core.replay import replay
from awsprep.core.report import FORECAST_DAYS, affordable, seconds_of, statistics
from tests.core.bank import by_card, heading
from tests.core.lines import DAY, Writer


def learned(due: int = DAY + 5, last: int = DAY - 5, stability: float = 10.0, lapses: int = 0) -> Learned:
    return Learned(stability, 5.0, last, due, 3, lapses)


def seen(memory: Learned | None = None, **fields: int | bool) -> Card:
    given_fields = {"seen": 3, "right": 2, "ms": 40_000, **fields}
    return Card(memory or learned(), **given_fields)  # type: ignore[arg-type]


BANK = by_card(
    heading("vpc-a"),
    heading("vpc-b", level="senior"),
    heading("iam-a", "iam"),
    heading("s3-locks", "s3", cards=2),
)


class TestReadiness:
    @given(
        st.lists(st.tuples(st.floats(0.05, 5000), st.integers(0, 900)), max_size=20),
        st.sampled_from([DEFAULT_MODEL, Model((0.2,) * 20 + (0.3,))]),
    )
    def test_it_is_the_sum_of_what_each_card_will_be_recalled_tomorrow(
        self, memories: list[tuple[float, int]], model: Model
    ) -> None:
        cards = {f"c{i}": Card(Learned(s, 5, DAY - gap, DAY, 1, 0)) for i, (s, gap) in enumerate(memories)}
        ready = readiness([*cards, "unseen"], Progress(cards=cards, model=model), DAY)
        expected = [retrievability(card.memory, DAY + 1, model) for card in cards.values()]
        assert ready.share == pytest.approx(sum(expected) / (len(cards) + 1), rel=1e-12)
        assert (ready.cards, ready.seen) == (len(cards) + 1, len(cards))

    def test_unseen_cards_count_as_not_recalled(self) -> None:
        progress = Progress(cards={"vpc-a": seen(learned(last=DAY + 1))})
        ready = readiness(BANK, progress, DAY)
        assert ready.share == 1 / 4, "the two cards of a question share its vote"
        assert ready.share_of_seen == 1
        both = Progress(cards={"s3-locks#1": seen(learned(last=DAY + 1)), "s3-locks#2": seen(learned(last=DAY + 1))})
        assert readiness(BANK, both, DAY)[1:] == (2, 1 / 4, 1)
        assert readiness(["s3-locks#2"], both, DAY).share == 1

    def test_a_card_that_was_only_touched_by_hand_is_unseen(self) -> None:
        assert readiness(BANK, Progress(cards={"vpc-a": Card(flagged=True)}), DAY).seen == 0

    def test_of_nothing_there_is_no_recall_of_seen(self) -> None:
        assert readiness([], Progress(), DAY).share == 0
        assert readiness(BANK, Progress(), DAY).share_of_seen is None

    @pytest.mark.parametrize(("count", "tells"), [(29, False), (30, True)])
    def test_it_tells_from_thirty_seen_cards_on(self, count: int, *, tells: bool) -> None:
        cards = {f"c{i}": seen() for i in range(count)}
        assert readiness([*cards, "x"], Progress(cards=cards), DAY).tells is tells

    def test_cards_that_left_the_bank_do_not_count(self) -> None:
        assert recalls(BANK, Progress(cards={"gone": seen()}), DAY) == {}


class TestGroups:
    def test_topics_come_in_the_order_of_the_bank_with_their_figures(self) -> None:
        progress = Progress(
            cards={
                "vpc-a": seen(learned(lapses=8), seen=4, right=1, ms=10_000),
                "vpc-b": seen(seen=1, right=1, ms=30_000),
                "s3-locks#1": Card(seen=1, ms=5_000),  # crammed only
            }
        )
        vpc, iam, s3 = by_topic(BANK, progress, DAY)
        assert [each.topic for each in (vpc, iam, s3)] == ["vpc", "iam", "s3"]
        assert (vpc.ready.cards, vpc.ready.seen, vpc.answers, vpc.leeches) == (2, 2, 5, 1)
        assert (vpc.right, vpc.median) == (2 / 5, 20.0)
        assert (iam.right, iam.median, iam.answers) == (None, None, 0)
        assert (s3.ready.cards, s3.ready.seen, s3.right, s3.median) == (2, 0, 0.0, 5.0)

    def test_each_level_is_there_even_without_a_card(self) -> None:
        levels = by_level(BANK, Progress(), DAY)
        assert {level: ready.cards for level, ready in levels.items()} == {"junior": 0, "mid": 4, "senior": 1}

    def test_the_weakest_are_those_recalled_least_and_not_the_suspended(self) -> None:
        progress = Progress(
            cards={
                "vpc-a": seen(learned(stability=1)),
                "vpc-b": seen(learned(stability=2)),
                "iam-a": seen(learned(stability=0.5), suspended=True),
                "s3-locks#1": seen(learned(stability=50)),
            }
        )
        assert [card for card, _ in weakest(BANK, progress, DAY, 2)] == ["vpc-a", "vpc-b"]

    @pytest.mark.parametrize(("values", "middle"), [([], None), ([3], 3), ([9, 1, 2], 2), ([4, 1, 3, 2], 2.5)])
    def test_the_median_is_the_middle(self, values: list[float], middle: float | None) -> None:
        assert median(values) == middle


class TestStatistics:
    def test_without_an_answer_every_figure_is_nothing(self) -> None:
        report = statistics(BANK, Progress(), DAY)
        assert (report.reviews, report.days_active, report.seconds, report.ever) == (0, 0, 0, 0)
        assert report.retention.true is None
        assert report.calibration.sure_share is None
        assert report.calibration.guessed_share is None
        assert (report.counts.total, report.counts.new, report.counts.learned) == (5, 5, 0)
        assert report.weakest == ()
        assert len(report.heat) == 84
        assert [count for _, count in report.forecast] == [0] * FORECAST_DAYS

    def test_the_window_ends_today_and_has_so_many_days(self) -> None:
        count = DayCount(reviews=4, right=3, ms=60_000, tested=2, recalled=1, sure=3, sure_right=3, guessed=1)
        progress = Progress(days={DAY - 7: count, DAY - 6: count, DAY: count, DAY + 1: count}, reviews=16)
        report = statistics(BANK, progress, DAY, days=7)
        assert [day for day, _ in report.heat] == list(range(DAY - 6, DAY + 1))
        assert (report.reviews, report.right, report.days_active, report.seconds) == (8, 6, 2, 120)
        assert (report.retention.true, report.retention.target) == (0.5, 0.9)
        assert (report.calibration.sure_share, report.calibration.guessed_share) == (1, 0)
        assert report.ever == 16

    def test_counts_are_of_cards_in_the_bank(self) -> None:
        progress = Progress(
            cards={
                "vpc-a": seen(learned(due=DAY)),
                "vpc-b": seen(learned(due=DAY, lapses=8)),
                "iam-a": seen(learned(due=DAY), suspended=True),
                "s3-locks#1": Card(flagged=True),
                "gone": seen(learned(due=DAY)),
            }
        )
        counts = statistics(BANK, progress, DAY).counts
        assert (counts.total, counts.new, counts.learned) == (5, 2, 3)
        assert (counts.due, counts.suspended, counts.leeches) == (1, 1, 1)

    def test_the_forecast_asks_every_card_once(self) -> None:
        progress = Progress(
            cards={
                "vpc-a": seen(learned(due=DAY - 3)),  # overdue: today
                "vpc-b": seen(learned(due=DAY + 2)),
                "iam-a": seen(learned(due=DAY), buried=DAY + 3),  # after it was buried
                "s3-locks#1": seen(learned(due=DAY - 1, stability=1)),
                "s3-locks#2": seen(learned(due=DAY - 1)),  # its sibling is asked today, it is asked tomorrow
                "far": seen(learned(due=DAY + 400)),
                "leech": seen(learned(due=DAY, lapses=8)),
                "off": seen(learned(due=DAY), suspended=True),
            }
        )
        bank = BANK | by_card(heading("far"), heading("leech"), heading("off"))
        forecast = dict(statistics(bank, progress, DAY).forecast)
        assert {day - DAY: count for day, count in forecast.items() if count} == {0: 2, 1: 1, 2: 1, 4: 1}

    def test_after_a_break_what_is_due_is_spread_over_the_days_that_hold_it(self) -> None:
        bank = by_card(*(heading(f"vpc-{number}") for number in range(50)))
        due = seen(learned(due=DAY - 9), ms=20_000)
        progress = Progress(cards=dict.fromkeys(bank, due))
        forecast = statistics(bank, progress, DAY, minutes=10).forecast
        assert [count for _, count in forecast[:4]] == [20, 20, 10, 0]
        assert statistics(bank, progress, DAY).forecast[0] == (DAY, 50)

    def test_narrowed_to_a_topic_it_counts_that_topic_alone(self) -> None:
        journal = Writer()
        lines = [journal.review("vpc-a"), journal.review("iam-a"), journal.review("old-vpc")]
        vpc = {card: each for card, each in BANK.items() if each.topic == "vpc"}
        progress = replay(lines, {"old-vpc": "vpc-b"}, vpc.__contains__)
        report = statistics(vpc, progress, DAY)
        assert report.reviews == 2
        assert report.counts.total == report.counts.learned == 2

    def test_the_weakest_carry_their_heading(self) -> None:
        report = statistics(BANK, Progress(cards={"s3-locks#2": seen()}), DAY)
        (weak,) = report.weakest
        assert weak.card == "s3-locks#2"
        assert isinstance(weak.heading, Heading)
        assert weak.heading.id == "s3-locks"
        assert 0 < weak.recall < 1


class TestTimeAhead:
    def test_a_card_takes_as_long_as_last_time_and_a_little_to_read(self) -> None:
        assert seconds_of(seen(ms=40_000)) == 50
        assert seconds_of(Card()) == 70
        assert seconds_of(seen(ms=9_000_000)) == 310

    def test_what_fits_into_the_minutes_is_counted(self) -> None:
        progress = Progress(cards={f"c{i}": seen(ms=50_000) for i in range(10)})
        queue = [f"c{i}" for i in range(10)]
        assert affordable(queue, progress, 5) == (5, 300)
        assert affordable(queue, progress, 60) == (10, 600)
        assert affordable(queue, progress, 0) == (1, 60)
        assert affordable([], progress, 5) == (0, 0)
