"""An exam line by line: typed lines go in, printed ones come out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from awsprep.core.exam import Entry, Sheet
from awsprep.ui.lines import Lines
from awsprep.ui.plain import Plain
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.ui.test_examination import EXAM, Room
from tests.ui.test_plain import questions, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIST = "Press Enter to hand in, or type a number to go there: "


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def play(room: Room, *typed: str, before: Callable[[], object] = lambda: None) -> str:
    """What is printed for some lines, and then for the end of the input; `before` is called before each is read."""
    out = io.StringIO()
    reader = reading("".join(f"{line}\n" for line in typed), before)
    Plain(Lines(reader, out, Theme(80, color=False), echo=True)).play(room.exam)
    assert room.exam.stage is Stage.OVER
    return out.getvalue()


def test_an_answer_goes_on_without_a_word_on_it_and_counts_when_it_is_handed_in(room: Room) -> None:
    printed = play(room, "a", "ab g", "q", "")
    assert questions(printed) == ["1", "2", "3"]
    assert "Question 2 of 6. VPC, level mid. Choose two. 600 seconds left." in printed
    assert "Right." not in printed
    assert "Wrong." not in printed
    assert [(line["card"], line["guess"]) for line in room.records()] == [("vpc-endpoint", False), ("vpc-two", True)]


def test_questions_are_visited_back_and_forth_and_show_what_was_answered(room: Room) -> None:
    printed = play(room, "b", "<", "s", ">", "<", "q", "")
    assert questions(printed) == ["1", "2", "1", "2", "3", "2"]
    assert printed.count("Your answer so far: b\n") == 1


def test_what_was_typed_into_a_gap_is_shown_again(room: Room) -> None:
    printed = play(room, "q", "5", "refuse", "<", "q", "")
    assert "Your answer so far: refuse\n" in printed


def test_the_list_says_what_is_open_and_flagged_and_goes_to_a_question(room: Room) -> None:
    printed = play(room, "a", "!", "q", "3", "q", "<", "q", "")
    assert "\nFlagged.\n" in printed
    assert "\n1. answered: " in printed
    assert "\n2. OPEN, flagged: " in printed
    assert "\n6. OPEN: " in printed
    assert questions(printed) == ["1", "2", "3", "6"]
    assert printed.count(LIST) == 3


def test_a_number_without_a_question_stays_on_the_list(room: Room) -> None:
    printed = play(room, "q", "99", "what?", "")
    assert printed.count(LIST) == 3


def test_what_is_no_answer_is_asked_again_and_writes_nothing(room: Room) -> None:
    printed = play(room, "z", "", "?", "q", "")
    assert printed.count("That is no answer here. Letters from a to c.") == 2
    assert "s or > next   < back   ! flag" in printed
    assert questions(printed) == ["1"]
    assert room.records("answer") == []


def test_the_end_of_the_input_hands_it_in(tmp_path: Path) -> None:
    sheet = Sheet(EXAM).write("vpc-endpoint", Entry((0,)))
    room = Room(tmp_path, sheet=sheet)
    play(room)
    assert [line["card"] for line in room.records()] == ["vpc-endpoint"]


def test_the_end_of_the_input_at_the_list_hands_it_in_too(room: Room) -> None:
    play(room, "a", "q")
    assert [line["card"] for line in room.records()] == ["vpc-endpoint"]


@pytest.mark.parametrize("typed", [("a", "b"), ("a", "q", "1")])
def test_a_line_that_comes_after_the_deadline_is_no_answer(room: Room, typed: tuple[str, ...]) -> None:
    reads: list[int] = []

    def late() -> None:
        reads.append(1)
        if len(reads) == len(typed):
            room.clock.wait(601)

    printed = play(room, *typed, before=late)
    assert room.exam.ended_by == "time"
    assert [line["card"] for line in room.records()] == ["vpc-endpoint"]
    assert questions(printed) == ["1", "2"]
