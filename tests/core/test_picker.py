from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.bank import Heading, question_id
from awsprep.core.memory import Learned, retrievability
from awsprep.core.picker import Filter, draw, due, one_per_question, seen, topic_weights
from awsprep.core.progress import Card, Progress, Sitting
from tests.core.bank import by_card, heading
from tests.core.lines import DAY

KINDS = ("choice", "open", "ordering", "matching")


def many(
    count: int = 40, kinds: tuple[str, ...] = KINDS, topics: tuple[str, ...] = ("vpc", "iam", "s3")
) -> list[Heading]:
    return [
        heading(f"q{n}", topics[n % len(topics)], kind=kinds[n % len(kinds)], difficulty=("easy", "hard")[n % 2])
        for n in range(count)
    ]


def learned(due_day: int = DAY, last: int = DAY - 10, stability: float = 10.0, lapses: int = 0) -> Learned:
    return Learned(stability, 5.0, last, due_day, 2, lapses)


def progress(**memories: Learned) -> Progress:
    return Progress({name: Card(memory, seen=1, right=1) for name, memory in memories.items()})


def pick(
    cards: dict[str, Heading], count: int = 10, seed: int = 1, known: Progress | None = None, **rest: bool
) -> list[str]:
    return list(draw(cards, known or Progress(), DAY, count, Random(seed), **rest))


class TestFilter:
    @pytest.mark.parametrize(
        ("allowed", "passes"),
        [
            (Filter(), True),
            (Filter(levels=frozenset({"mid"})), True),
            (Filter(levels=frozenset({"senior"})), False),
            (Filter(topics=frozenset({"vpc"})), True),
            (Filter(topics=frozenset({"iam"})), False),
            (Filter(categories=frozenset({"testing"})), False),
            (Filter(difficulties=frozenset({"hard"})), False),
            (Filter(kinds=frozenset({"open"})), False),
            (Filter(tags=frozenset({"nat"})), False),
            (Filter(tags=frozenset({"nat", "cost"})), True),
            (Filter(levels=frozenset({"mid"}), topics=frozenset({"iam"})), False),
        ],
    )
    def test_a_question_passes_every_set(self, allowed: Filter, passes: bool) -> None:  # noqa: FBT001
        one = heading("vpc-nat")._replace(tags=("cost",))
        assert allowed.allows(one) is passes


class TestDrawing:
    @given(st.integers(0, 1000), st.integers(1, 30))
    def test_a_quiz_is_what_was_asked_for(self, seed: int, count: int) -> None:
        cards = by_card(*many(), heading("gaps", cards=3))
        chosen = pick(cards, count, seed)
        assert len(chosen) == len(set(chosen)) == min(count, 41)
        assert len({question_id(card) for card in chosen}) == len(chosen)
        assert cards[chosen[0]].kind == "choice"
        assert chosen == pick(cards, count, seed)

    @given(st.integers(0, 1000))
    def test_at_most_two_of_ten_are_open_unless_they_were_asked_for(self, seed: int) -> None:
        cards = by_card(*many())
        assert sum(cards[card].kind == "open" for card in pick(cards, seed=seed)) <= 2
        only = {card: each for card, each in cards.items() if each.kind == "open"}
        assert len(pick(only, seed=seed, open_allowed=True)) == 10

    def test_open_ones_fill_up_where_nothing_else_is_left(self) -> None:
        cards = by_card(*many(6, ("choice", "open", "open")))
        assert len(pick(cards, 6)) == 6

    @given(st.integers(0, 300))
    def test_topics_are_mixed(self, seed: int) -> None:
        chosen = pick(by_card(*many(60, ("ordering",))), 9, seed)
        topics = Counter(int(card[1:]) % 3 for card in chosen)
        repeats = sum(int(a[1:]) % 3 == int(b[1:]) % 3 for a, b in pairwise(chosen))
        assert repeats <= max(0, 2 * max(topics.values()) - len(chosen))

    def test_a_topic_that_most_cards_have_is_spread_out(self) -> None:
        cards = by_card(*(heading(f"q{n}", "iam" if n < 2 else "vpc") for n in range(5)))
        for seed in range(20):
            assert [cards[card].topic for card in pick(cards, seed=seed)] in (
                ["vpc", "iam", "vpc", "iam", "vpc"],
                ["iam", "vpc", "iam", "vpc", "vpc"],
                ["iam", "vpc", "vpc", "iam", "vpc"],
            )

    def test_the_easiest_choice_comes_first(self) -> None:
        cards = by_card(heading("hard", difficulty="hard"), heading("easy", label="choose one"), heading("two"))
        assert all(pick(cards, seed=seed)[0] == "easy" for seed in range(9))

    def test_a_choice_takes_the_last_place_where_chance_drew_none(self) -> None:
        cards = by_card(*many(30, ("ordering",)), heading("only"))
        assert all(pick(cards, 3, seed)[0] == "only" for seed in range(9))

    def test_without_a_choice_the_quiz_begins_with_something_else(self) -> None:
        assert len(pick(by_card(*many(5, ("ordering",))))) == 5

    def test_nothing_matches_nothing(self) -> None:
        assert pick({}) == []

    def test_what_rests_is_left_alone(self) -> None:
        cards = by_card(*many(4, ("choice",)))
        known = Progress({"q0": Card(suspended=True), "q1": Card(buried=DAY), "q2": Card(learned(lapses=8))})
        assert pick(cards, known=known) == ["q3"]
        known.cards["q1"] = Card(buried=DAY - 1)
        assert sorted(pick(cards, known=known)) == ["q1", "q3"]

    def test_missed_asks_only_what_was_wrong_last_time(self) -> None:
        cards = by_card(*many(4, ("choice",)))
        known = Progress({"q0": Card(learned(), seen=1, missed=True), "q1": Card(learned(), seen=1)})
        assert pick(cards, known=known, missed=True) == ["q0"]
        assert pick(cards, missed=True) == []

    def test_weak_asks_the_lowest_recall_first_and_the_unseen_last(self) -> None:
        cards = by_card(*many(30, ("choice",)))
        known = progress(q3=learned(stability=1.0), q4=learned(stability=90.0), q5=learned(stability=2.0))
        assert set(pick(cards, 2, known=known, weak=True)) == {"q3", "q5"}
        assert set(pick(cards, 3, known=known, weak=True)) == {"q3", "q4", "q5"}
        assert len(pick(cards, 10, known=known, weak=True)) == 10

    def test_weak_and_missed_cards_are_drawn_more_often_than_strong_ones(self) -> None:
        cards = by_card(*many(20, ("choice",)))
        known = Progress({f"q{n}": Card(learned(stability=900.0), seen=1) for n in range(10)})
        known.cards["q0"].missed = True
        drawn = Counter(card for seed in range(300) for card in pick(cards, 5, seed, known))
        strong = sum(drawn[f"q{n}"] for n in range(1, 10)) / 9
        assert drawn["q0"] > 3 * strong
        assert sum(drawn[f"q{n}"] for n in range(10, 20)) / 10 > 3 * strong

    def test_the_last_sittings_are_avoided_but_never_refused(self) -> None:
        cards = by_card(*many(20, ("choice",)))
        known = Progress()
        for n in range(4):
            asked = [f"q{n}"]
            known.sittings[str(n)] = Sitting(str(n), "quiz", n, 1, asked, {}, asked=asked)
        drawn = Counter(card for seed in range(200) for card in pick(cards, 5, seed, known))
        assert all(drawn[f"q{n}"] < drawn["q0"] / 2 for n in (1, 2, 3))  # q0 was three sittings ago
        assert len(pick(cards, 20, known=known)) == 20

    def test_chance_that_is_zero_does_not_matter(self) -> None:
        class Never(Random):
            def random(self) -> float:
                return 0.0

        assert len(draw(by_card(*many(5)), Progress(), DAY, 5, Never())) == 5


class TestDue:
    def test_the_riskiest_comes_first(self) -> None:
        cards = by_card(*(heading(f"q{n}", "vpc") for n in range(4)))
        known = progress(q0=learned(stability=9.0), q1=learned(stability=1.0), q2=learned(stability=30.0))
        assert due(cards, known, DAY) == ("q1", "q0", "q2")

    def test_a_topic_with_more_questions_weighs_more(self) -> None:
        cards = by_card(heading("small", "iam"), *(heading(f"q{n}", "vpc") for n in range(9)))
        known = progress(small=learned(stability=5.0), q0=learned(stability=9.0))
        assert due(cards, known, DAY) == ("q0", "small")
        assert topic_weights(cards.values()) == {"iam": 0.1, "vpc": 0.9}
        assert topic_weights([]) == {}

    def test_equal_risks_stand_in_the_order_of_their_names(self) -> None:
        cards = by_card(heading("b"), heading("a"))
        assert due(cards, progress(a=learned(), b=learned()), DAY) == ("a", "b")

    def test_only_what_is_due_and_not_resting_is_asked(self) -> None:
        cards = by_card(*(heading(f"q{n}") for n in range(7)))
        known = progress(q0=learned(), q1=learned(DAY + 1), q2=learned(lapses=8), q5=learned(DAY - 9))
        known.cards["q3"] = Card(learned(), suspended=True)
        known.cards["q4"] = Card(learned(), buried=DAY)
        known.cards["gone"] = Card(learned())
        assert set(due(cards, known, DAY)) == {"q0", "q5"}
        assert set(due(cards, known, DAY, ahead=1)) == {"q0", "q1", "q5"}
        assert due(cards, Progress(), DAY) == ()

    def test_of_siblings_one_is_asked_and_none_after_one_was_answered_today(self) -> None:
        cards = by_card(heading("gaps", cards=3), heading("other"))
        known = progress(**{"gaps#1": learned(stability=9.0), "gaps#2": learned(stability=1.0)})
        assert due(cards, known, DAY) == ("gaps#2",)
        known.cards["gaps#3"] = Card(learned(DAY + 3, last=DAY), seen=1, answered=DAY)
        assert due(cards, known, DAY) == ()

    def test_what_was_answered_today_is_not_due_today_again(self) -> None:
        assert due(by_card(heading("a")), progress(a=learned(DAY, last=DAY)), DAY) == ()

    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(-30, 30), st.floats(0.1, 100)), max_size=12))
    def test_the_order_is_that_of_the_risks(self, memories: list[tuple[int, int, float]]) -> None:
        known = progress(
            **{f"q{n}": learned(DAY + due_in, DAY - 1 - ago, s) for n, (ago, due_in, s) in enumerate(memories)}
        )
        cards = by_card(*(heading(f"q{n}") for n in range(12)))
        queue = due(cards, known, DAY)
        assert all(isinstance(known.card(c).memory, Learned) for c in queue)
        recalls = [retrievability(known.card(card).memory, DAY + 1) for card in queue]
        assert recalls == sorted(recalls)


class TestSeen:
    def test_cramming_goes_through_all_that_is_known_the_weakest_first(self) -> None:
        cards = by_card(*(heading(f"q{n}") for n in range(5)))
        known = progress(q0=learned(DAY + 90, stability=90.0), q1=learned(), q2=learned(lapses=8, stability=1.0))
        known.cards["q3"] = Card(learned(), suspended=True)
        assert seen(cards, known, DAY) == ("q2", "q1", "q0")


def test_one_card_is_left_of_each_question() -> None:
    assert one_per_question(["a#2", "b", "a#1", "c#1"]) == ("a#2", "b", "c#1")
