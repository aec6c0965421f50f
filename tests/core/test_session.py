from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.memory import Rating
from awsprep.core.session import CRAM, EXAM, QUIZ, RETURN_AFTER, REVIEW, Outcome, Session, exercise_seed


def outcome(card: str, *, right: bool = True) -> Outcome:
    rating = Rating.GOOD if right else Rating.AGAIN
    timing: dict[str, Any] = {"guess": False, "over": False, "seconds": 9.0, "limit": 90}
    return Outcome(card, f"id of {card}", (0,), float(right), right, **timing, rating=rating, due=20_000)


def answer(session: Session, *, right: bool = True, again: bool = False) -> Session:
    assert session.card is not None
    return session.answered(outcome(session.card, right=right), again=again)


class TestQueue:
    def test_the_first_card_is_on_the_screen_until_it_is_answered(self) -> None:
        session = Session(("a", "b"))
        assert (session.card, session.number, session.total) == ("a", 1, 2)
        session = answer(session)
        assert (session.card, session.number, session.total) == ("b", 2, 2)
        session = answer(session)
        assert session.card is None
        assert [each.card for each in session.done] == ["a", "b"]

    def test_a_skipped_card_counts_as_a_question_but_not_as_an_answer(self) -> None:
        session = Session(("a", "b")).skip()
        assert (session.card, session.number, session.total, session.skipped) == ("b", 2, 2, ("a",))
        assert session.skip().card is None

    def test_what_was_answered_before_a_break_counts(self) -> None:
        session = Session(("d", "e"), earlier=3)
        assert (session.number, session.total) == (4, 5)

    def test_ended_leaves_nothing_to_ask(self) -> None:
        session = Session(("a", "b"), waiting=(("c", 2),)).ended()
        assert session.card is None
        assert session.waiting == ()

    def test_every_step_can_be_gone_back(self) -> None:
        start = Session(("a", "b", "c"))
        assert answer(start).before is start
        assert start.skip().before is start
        assert start.without_siblings().before is start
        assert answer(start.skip()).before == start.skip()
        assert start.ended().before is start


class TestReturning:
    def test_a_failed_card_comes_back_after_three_others(self) -> None:
        session = answer(Session(("a", "b", "c", "d", "e")), right=False, again=True)
        assert session.total == 6
        asked = []
        while session.card is not None:
            asked.append(session.card)
            session = answer(session)
        assert asked == ["b", "c", "d", "a", "e"]

    def test_it_does_not_come_back_when_fewer_are_left(self) -> None:
        session = Session(("a", "b", "c"))
        assert not session.returns
        assert answer(session, again=True).waiting == ()
        assert Session(("a", "b", "c", "d")).returns

    def test_cards_that_wait_themselves_are_others_too(self) -> None:
        session = Session(("a", "b", "c", "d"))
        for _ in range(4):
            session = answer(session, right=False, again=True)
        assert session.card == "a"
        assert session.returns

    def test_cards_that_are_failed_again_and_again_do_not_keep_the_others_from_being_asked(self) -> None:
        session = Session(tuple("abcdefghij"))
        asked: list[str] = []
        while len(set(asked)) < 10 and session.card is not None:
            asked.append(session.card)
            session = answer(session, right=False, again=True)
        assert len(asked) < 30

    def test_a_quiz_never_asks_again(self) -> None:
        session = answer(Session(("a", "b", "c", "d", "e")), right=False)
        assert session.waiting == ()

    def test_a_waiting_card_comes_when_nothing_else_is_left_to_show(self) -> None:
        session = answer(Session(("a", "b", "c", "d")), right=False, again=True)
        session = session.skip().skip().skip()
        assert session.card == "a"
        session = answer(Session(("a",), waiting=(("b", 3),)))
        assert session.card == "b"

    def test_other_cards_of_a_buried_question_go_with_it(self) -> None:
        session = Session(("q#1", "b", "q#2", "c"), waiting=(("q#3", 1), ("d", 2))).without_siblings()
        assert session.queue == ("b", "c")
        assert session.waiting == (("d", 2),)
        assert session.skipped == ("q#1",)


@given(st.lists(st.sampled_from(["right", "wrong", "skip"]), max_size=40))
def test_whatever_happens_in_a_review_a_card_returns_after_three_others_or_not_at_all(actions: list[str]) -> None:
    start = session = Session(tuple("abcdefg"))
    shown = ["a"]
    failed: dict[str, int] = {}
    for steps, action in enumerate(actions, 1):
        card = session.card
        if card is None:
            break
        if action == "wrong" and session.returns:
            failed[card] = len(shown)
        waiting = len(session.waiting)
        promised = session.returns
        if action == "skip":
            session = session.skip()
        else:
            session = answer(session, right=action == "right", again=action == "wrong")
        assert promised or len(session.waiting) <= waiting
        assert session.total == session.number - 1 + len(session.queue) + len(session.waiting)
        if session.card is None:
            assert not session.waiting
            assert not failed
        else:
            if session.card in failed:
                others = shown[failed.pop(session.card) :]
                assert len(others) >= RETURN_AFTER
                assert session.card not in others
            shown.append(session.card)
        back: Session | None = session
        for _ in range(steps):
            assert back is not None
            back = back.before
        assert back is start


class TestModes:
    def test_only_reviews_ask_again_and_only_cram_moves_nothing(self) -> None:
        modes = (QUIZ, EXAM, REVIEW, CRAM)
        assert [mode.name for mode in modes if mode.again] == ["review", "cram"]
        assert [mode.name for mode in modes if not mode.moves] == ["cram"]


class TestSeeds:
    @given(st.integers(0, (1 << 32) - 1), st.text(min_size=1, max_size=20), st.integers(0, 9))
    def test_a_seed_has_32_bits_and_is_the_same_every_time(self, seed: int, card: str, ordinal: int) -> None:
        assert exercise_seed(seed, card, ordinal) == exercise_seed(seed, card, ordinal)
        assert 0 <= exercise_seed(seed, card, ordinal) < 1 << 32

    def test_seeds_differ_by_session_card_and_repetition(self) -> None:
        seeds = {exercise_seed(s, card, n) for s in range(9) for card in ("a", "b") for n in range(9)}
        assert len(seeds) == 9 * 2 * 9

    def test_a_stored_seed_means_the_same_for_ever(self) -> None:
        assert exercise_seed(7, "vpc-endpoint", 0) == 0x080DEDEC  # printf "7 vpc-endpoint 0" | sha256sum
