"""What is marked and typed, before it is an answer."""

from __future__ import annotations

import pytest

from awsprep.core.exercise import Arrange, Pick, Say
from awsprep.ui.draft import Draft
from awsprep.ui.held import Held

ONE = Pick(("a", "b", "c"), ("", "", ""), (2, 0, 1), frozenset({1}))
TWO = ONE._replace(right=frozenset({0, 1}))
ORDER = Arrange(("x", "y", "z"), (1, 2, 0), (0, 1, 2))
ALOUD = Say()
GAP = Say(accept=("deny",))


def test_marks_are_put_on_and_taken_off_in_the_order_of_the_keys() -> None:
    held = Held()
    for index in (2, 0, 2, 1):
        held.mark(index)
    assert held.taken == (0, 1)
    assert held.given(TWO) == (0, 1)


def test_an_order_takes_each_piece_once_and_no_more_than_it_has() -> None:
    held = Held()
    assert [held.put(index, ORDER._replace(right=(0, 1))) for index in (2, 2, 0, 1)] == [True, False, True, True]
    assert held.taken == (2, 0)


def test_an_order_is_an_answer_when_it_is_whole() -> None:
    held = Held(taken=(1, 2))
    assert held.given(ORDER) is None
    assert held.lacks(ORDER) == "1 more to go: press their letters in order."
    assert held.put(0, ORDER)
    assert held.given(ORDER) == (1, 2, 0)


def test_nothing_marked_is_no_answer_and_it_says_what_is() -> None:
    assert Held().given(ONE) is None
    assert Held().lacks(ONE) == "Press the letter of an option."
    assert Held().lacks(TWO) == "Mark the options first: press their letters, then Enter."


@pytest.mark.parametrize(("task", "text", "given"), [(ALOUD, "  ", ""), (GAP, "  ", None), (GAP, " deny\n", "deny")])
def test_nothing_said_is_an_answer_only_where_one_answers_aloud(task: Say, text: str, given: str | None) -> None:
    held = Held(text=Draft(text))
    assert held.given(task) == given
    assert held.lacks(task) == ""


@pytest.mark.parametrize(
    ("start", "step", "at"), [(None, 1, 0), (None, -1, 2), (0, -1, 0), (2, 1, 2), (1, 1, 2), (None, 5, 2)]
)
def test_the_cursor_comes_in_from_the_side_that_it_moves_from_and_stays_in(start: int, step: int, at: int) -> None:
    held = Held(cursor=start)
    held.move(step, 3)
    assert held.cursor == at
