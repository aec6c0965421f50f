"""Typed answers on real terminals: a paste, Esc Enter, flow control, and a process that is killed while one types."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.real.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes import Home

QUIZ = ("quiz", "--kind", "open", "--level", "mid", "--seed", "7", "--count", "3")
PASTED = "\x1b[200~First of all,\rI would ask. \x1b[201~"  # as terminals send it: a line end is a carriage return


@pytest.fixture
def quiz(home: Home) -> Iterator[Terminal]:
    with Terminal(*QUIZ, environ=home.environ) as terminal:
        terminal.sees("1 of 3", "Your answer")
        yield terminal


def write(quiz: Terminal, text: str) -> None:
    """Type a text; its first letter again and again until the dead time is over."""
    quiz.until(lambda: f"{text[0]}▏" in quiz.text, every=lambda: quiz.press(text[0]))
    quiz.press(text[1:])
    quiz.sees(f"{text[-8:]}▏")


@pytest.mark.parametrize("submit", ["\x1b\r", "\x13"])
def test_a_paste_of_several_lines_is_text_until_it_is_submitted(home: Home, quiz: Terminal, submit: str) -> None:
    assert b"\x1b[?2004h" in quiz.raw
    quiz.until(lambda: "I would ask." in quiz.text, every=lambda: quiz.press(PASTED))
    assert home.records() == []
    quiz.answer(submit, "points")
    quiz.answer("\r", "2 of 3")
    quiz.press("\x03")
    assert quiz.wait() == 130
    given = home.records()[0]["given"]
    assert given.startswith("First of all,\nI would ask.")
    assert "\x1b" not in given


def test_a_resize_in_the_middle_of_an_answer_keeps_it(quiz: Terminal) -> None:
    text = "z" + " and so on" * 30
    write(quiz, text)
    for columns, rows in ((44, 20), (120, 40), (36, 12), (80, 24)):
        quiz.resize(columns, rows)
        quiz.sees("1 of 3", "so on▏")
    assert "".join(quiz.text.split()).count("andsoon") == 30


def test_kill_9_while_writing_loses_the_text_in_flight_and_nothing_else(home: Home, quiz: Terminal) -> None:
    write(quiz, "one whole answer, which is saved")
    quiz.answer("\x13", "points")
    quiz.answer("\r", "2 of 3")
    write(quiz, "half an answer, which is not")
    quiz.signal(signal.SIGKILL)
    assert quiz.wait() == -signal.SIGKILL
    (line,) = home.records()
    assert line["given"].endswith("one whole answer, which is saved")
    with Terminal("quiz", "--resume", environ=home.environ) as again:
        again.sees("2 of 3", "Your answer")
        assert "half an answer" not in again.text
        again.until(lambda: "Session over" in again.text, every=lambda: again.press("\x1bq"))
        assert again.wait() == 0
    assert len(home.records()) == 1


def test_the_answer_screen_is_left_by_a_signal_with_what_was_found(home: Home, quiz: Terminal) -> None:
    write(quiz, "an answer that was submitted")
    quiz.answer("\x13", "points")
    quiz.signal(signal.SIGTERM)
    assert quiz.wait() == 143
    (line,) = home.records()
    assert line["points"]["auto"] == line["points"]["final"]
    assert "Session over" in quiz.text
