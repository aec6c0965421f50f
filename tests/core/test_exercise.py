from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.exercise import (
    LETTERS,
    Arrange,
    Exercise,
    Mark,
    Pick,
    Say,
    Ticks,
    letters,
    mark,
    mark_ticks,
    present,
    read_letters,
    spelled,
    suggest,
)
from awsprep.core.memory import Rating
from awsprep.core.problem import AwsprepError
from awsprep.core.question import Body, Lab, Ordering
from tests.core.questions import CHOICE, CLOZE, FLAGS, LAB, MATCHING, OPEN, ORDERING, POINTS, TWO, question

SEEDS = st.integers(0, (1 << 32) - 1)
BODIES = [CHOICE, TWO, ORDERING, MATCHING, OPEN]


def show(body: Body, seed: int = 1, card: str = "vpc-one") -> Exercise:
    return present(question(body), card, seed)


def pick(exercise: Exercise) -> Pick:
    assert isinstance(exercise.task, Pick)
    return exercise.task


def arrange(exercise: Exercise) -> Arrange:
    assert isinstance(exercise.task, Arrange)
    return exercise.task


class TestPresenting:
    @given(st.sampled_from(BODIES), SEEDS)
    def test_the_same_seed_shows_the_same(self, body: Body, seed: int) -> None:
        assert show(body, seed) == show(body, seed)

    @given(SEEDS)
    def test_shuffling_loses_no_option_and_keeps_the_right_one_right(self, seed: int) -> None:
        task = pick(show(CHOICE, seed))
        assert sorted(task.shown) == [0, 1, 2]
        assert [task.options[i] for i in task.right] == ["A"]
        assert task.whys == ("So.", "", "No.")

    def test_options_do_change_places(self) -> None:
        assert len({pick(show(CHOICE, seed)).shown for seed in range(40)}) == 6

    @given(SEEDS, st.integers(3, 6))
    def test_an_ordering_is_never_shown_in_the_right_order(self, seed: int, count: int) -> None:
        task = arrange(show(Ordering("?", tuple(map(str, range(count)))), seed))
        assert task.shown != task.right
        assert sorted(task.shown) == list(task.right)

    def test_a_matching_shows_extra_pieces_that_belong_nowhere(self) -> None:
        task = arrange(show(MATCHING))
        assert task.pieces == ("One", "Two", "Three")
        assert task.slots == ("A", "B")
        assert task.right == (0, 1)

    def test_a_gap_is_opened_and_the_others_are_filled_in(self) -> None:
        assert show(CLOZE, card="vpc-one#1").prompt == "____ lies in one Region."
        exercise = show(CLOZE, card="vpc-one#2")
        assert exercise.prompt == "An AZ lies in one ____ (place)."
        assert exercise.task == Say(("Region",), "place")
        assert not exercise.ticked

    def test_an_open_question_is_ticked_and_has_the_most_time(self) -> None:
        exercise = show(OPEN)
        assert exercise.ticked
        assert (exercise.label, exercise.seconds, exercise.prompt) == ("in your own words", 180, "Why?")

    def test_a_lab_of_a_later_version_says_what_to_do(self) -> None:
        with pytest.raises(AwsprepError) as caught:
            show(Lab("flux"))
        assert caught.value.hint == "Upgrade awsprep."
        assert caught.value.exit_code == 4

    @given(SEEDS)
    def test_a_lab_is_another_case_each_time_with_its_explanation_at_the_right_option(self, seed: int) -> None:
        exercise = show(LAB, seed)
        task = pick(exercise)
        assert exercise == show(LAB, seed)
        assert exercise.prompt.startswith("You create a subnet with a /")
        assert sorted(task.shown) == list(range(len(task.options)))
        (right,) = task.right
        assert task.whys[right].endswith(f" = {task.options[right]}")
        assert all(task.whys)

    def test_labs_differ_by_seed_and_shuffle_their_options(self) -> None:
        exercises = [show(LAB, seed) for seed in range(60)]
        assert len({exercise.prompt for exercise in exercises}) > 3
        assert len({pick(exercise).shown.index(min(pick(exercise).right)) for exercise in exercises}) >= 4


class TestMarking:
    def test_one_right_option_is_all_or_nothing(self) -> None:
        exercise = show(CHOICE)
        assert mark(exercise, (0,)) == Mark(1.0, right=True, passed=True)
        assert mark(exercise, (1,)) == Mark(0.0, right=False, passed=False)
        assert mark(exercise, (0, 1)) == Mark(0.0, right=False, passed=False)

    def test_of_two_right_options_one_is_half_and_each_wrong_one_costs_one(self) -> None:
        exercise = show(TWO)
        assert mark(exercise, (1, 0)).right
        assert mark(exercise, (0,)) == Mark(0.5, right=False, passed=False)
        assert mark(exercise, (0, 1, 2)).score == 0.5
        assert mark(exercise, (2, 3)).score == 0.0
        assert mark(exercise, (0, 1, 2, 3)).score == 0.0

    def test_arranging_counts_places_and_is_right_only_as_a_whole(self) -> None:
        exercise = show(ORDERING)
        assert mark(exercise, (0, 1, 2)).right
        assert mark(exercise, (0, 2, 1)).score == pytest.approx(1 / 3)
        assert not mark(exercise, (0, 1)).right
        assert not mark(show(MATCHING), (0, 1, 2)).right

    @pytest.mark.parametrize("text", ["an az", " AN   AZ ", "A zone", "a ZONE"])
    def test_a_gap_takes_every_accepted_answer_whatever_its_case_and_blanks(self, text: str) -> None:
        assert mark(show(CLOZE, card="vpc-one#1"), text).right

    def test_a_gap_takes_nothing_else(self) -> None:
        assert mark(show(CLOZE, card="vpc-one#1"), "zone") == Mark(0.0, right=False, passed=False)

    @pytest.mark.parametrize("body", [CHOICE, ORDERING, MATCHING])
    def test_text_where_letters_belong_is_wrong(self, body: Body) -> None:
        assert mark(show(body), "abc") == Mark(0.0, right=False, passed=False)

    def test_letters_where_text_belongs_are_wrong(self) -> None:
        assert not mark(show(CLOZE, card="vpc-one#1"), (0,)).right

    @given(st.sampled_from([CHOICE, TWO, ORDERING, MATCHING]), SEEDS, st.lists(st.integers(0, 5), unique=True))
    def test_a_score_lies_in_0_to_1_and_only_the_key_scores_1(self, body: Body, seed: int, chosen: list[int]) -> None:
        result = mark(show(body, seed), tuple(chosen))
        assert 0 <= result.score <= 1
        assert result.right == result.passed
        assert not result.right or result.score == 1


class TestTicking:
    def test_nothing_ticked_fails(self) -> None:
        result = mark_ticks(question(OPEN, key_points=POINTS, red_flags=FLAGS), Ticks())
        assert result == Mark(0.0, right=False, passed=False)

    def test_half_of_the_points_passes_and_all_are_right(self) -> None:
        asked = question(OPEN, key_points=POINTS, red_flags=FLAGS)
        assert mark_ticks(asked, Ticks(frozenset({"two", "three"}))) == Mark(0.5, right=False, passed=True)
        assert mark_ticks(asked, Ticks(frozenset({"one", "two", "three", "four"}))).right

    def test_a_must_that_is_missing_is_not_right_however_much_else_was_said(self) -> None:
        asked = question(OPEN, key_points=(*POINTS, *(type(POINTS[0])(f"p{n}", "More") for n in range(6))))
        said = frozenset(point.id for point in asked.key_points) - {"one"}
        assert mark_ticks(asked, Ticks(said)) == Mark(0.9, right=False, passed=True)

    def test_a_red_flag_is_not_right_and_a_critical_one_fails(self) -> None:
        asked = question(OPEN, key_points=POINTS, red_flags=FLAGS)
        every = frozenset(point.id for point in POINTS)
        assert mark_ticks(asked, Ticks(every, frozenset({"minor"}))) == Mark(1.0, right=False, passed=True)
        assert mark_ticks(asked, Ticks(every, frozenset({"critical"}))) == Mark(1.0, right=False, passed=False)

    def test_without_points_an_answer_passes_but_is_not_right(self) -> None:
        assert mark_ticks(question(OPEN), Ticks()) == Mark(0.5, right=False, passed=True)


class TestSuggesting:
    def test_wrong_is_again_whether_guessed_or_not(self) -> None:
        wrong = Mark(0.9, right=False, passed=False)
        assert suggest(wrong) == suggest(wrong, guess=True) == Rating.AGAIN

    def test_right_is_good_and_a_right_guess_hard(self) -> None:
        right = Mark(1.0, right=True, passed=True)
        assert suggest(right) is Rating.GOOD
        assert suggest(right, guess=True) is Rating.HARD

    def test_passed_is_hard(self) -> None:
        assert suggest(Mark(0.6, right=False, passed=True)) is Rating.HARD

    @given(st.booleans(), st.booleans(), st.booleans())
    def test_easy_is_only_the_learners_own_word(self, right: bool, passed: bool, guess: bool) -> None:  # noqa: FBT001
        assert suggest(Mark(1.0, right, passed), guess=guess) is not Rating.EASY


class TestLetters:
    def test_letters_stand_in_their_own_order_and_a_sequence_in_its(self) -> None:
        shown = (2, 0, 1)
        assert letters(shown, {1, 2}) == "ac"
        assert spelled(shown, (1, 2, 0)) == "cab"
        assert spelled(shown, (1, 7)) == "c"

    @given(st.permutations(range(6)), st.data())
    def test_what_is_typed_is_what_is_spelled(self, shown: list[int], data: st.DataObject) -> None:
        chosen = tuple(data.draw(st.lists(st.sampled_from(shown), min_size=1, unique=True)))
        typed = spelled(tuple(shown), chosen)
        assert read_letters(f" {typed.upper()} ", tuple(shown)) == chosen

    @pytest.mark.parametrize("text", ["", " ", "d", "aa", "a b", "1", "é", "ab?"])
    def test_what_is_not_listed_or_comes_twice_is_no_answer(self, text: str) -> None:
        assert read_letters(text, (0, 1, 2)) is None

    def test_there_are_letters_for_key_points_and_flags(self) -> None:
        assert LETTERS == "abcdefghi"
