"""Quizzes on real terminals: what only a real process, a real terminal and real signals can show."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import termios
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.terminal import LEAVE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes import Home

QUIZ = ("quiz", "--kind", "choice", "--level", "mid", "--seed", "7", "--count", "3")


@pytest.fixture
def quiz(home: Home) -> Iterator[Terminal]:
    with Terminal(*QUIZ, environ=home.environ) as terminal:
        terminal.sees("1 of 3", "1:")
        yield terminal


def answered(home: Home) -> list[dict[str, Any]]:
    return home.records("review")


def local(terminal: Terminal) -> int:
    """The local modes: echo and line editing, which a full screen turns off."""
    flags = terminal.modes()[3]
    assert isinstance(flags, int)
    return flags & (termios.ECHO | termios.ICANON | termios.ISIG)


def test_a_quiz_from_its_first_key_to_the_summary(home: Home, quiz: Terminal) -> None:
    for number in range(1, 4):
        quiz.answer("a", "0 of 1" if number == 1 else f"{number} of 3   right")
        quiz.until(lambda: "WRONG" in quiz.text or "RIGHT" in quiz.text, every=lambda: quiz.press("a"))
        after = "Session over" if number == 3 else f"{number + 1} of 3"
        quiz.answer("\r", after)
    assert quiz.wait() == 0
    assert LEAVE in quiz.raw
    assert "Session over · quiz · mid · 3 questions" in quiz.text
    assert len(answered(home)) == 3


def ruled(quiz: Terminal, columns: int) -> bool:
    """Whether the rule under the heading is as wide as the terminal."""
    return quiz.screen.display[1] == "─" * columns


def test_a_resize_in_the_middle_of_a_question_redraws_cleanly(quiz: Terminal) -> None:
    question = next(line for line in quiz.text.splitlines()[3:] if line.strip()).split()[:2]
    for columns, rows in ((44, 20), (120, 40), (80, 24)):
        quiz.resize(columns, rows)
        quiz.until(partial(ruled, quiz, columns))
        quiz.sees("1 of 3")
        assert quiz.text.count(" ".join(question)) == 1
    quiz.answer("a", "right")
    assert "1 of 3" in quiz.text


def test_a_burst_of_keys_answers_exactly_one_question(home: Home, quiz: Terminal) -> None:
    quiz.until(lambda: "right" in quiz.text, every=lambda: quiz.press("aaaaaaaa\r\r"))
    quiz.press("\x03")
    assert quiz.wait() == 130
    assert len(answered(home)) == 1


def test_ctrl_c_ends_with_the_summary_and_the_terminal_as_it_was(home: Home) -> None:
    with Terminal(*QUIZ, environ=home.environ) as quiz:
        before = local(quiz)
        quiz.sees("1 of 3")
        assert local(quiz) != before
        quiz.answer("a", "right")
        quiz.press("\x03")
        assert quiz.wait() == 130
        assert local(quiz) == before
        assert LEAVE in quiz.raw
        assert "Session over" in quiz.text
        assert "awsprep quiz --resume" in quiz.text
        assert "Traceback" not in quiz.text
    assert len(answered(home)) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_writes_the_answer_and_leaves_the_alternate_screen(
    home: Home, quiz: Terminal, number: int, code: int
) -> None:
    quiz.answer("a", "right")
    quiz.signal(number)
    assert quiz.wait() == code
    assert LEAVE in quiz.raw
    assert "Session over" in quiz.text
    assert len(answered(home)) == 1


def test_a_terminal_that_is_closed_ends_it_and_loses_nothing(home: Home, quiz: Terminal) -> None:
    quiz.answer("a", "right")
    quiz.hang_up()
    assert quiz.wait() == 129
    assert len(answered(home)) == 1
    assert not [name for name in os.listdir(home.paths.state) if "bug" in name]


def test_what_was_shown_as_saved_survives_kill_9_and_resume_goes_on(home: Home, quiz: Terminal) -> None:
    for number in (1, 2):
        quiz.until(lambda: "WRONG" in quiz.text or "RIGHT" in quiz.text, every=lambda: quiz.press("a"))
        quiz.answer("\r", f"{number + 1} of 3")
    quiz.signal(signal.SIGKILL)
    assert quiz.wait() == -signal.SIGKILL
    assert len(answered(home)) == 2
    with Terminal("quiz", "--resume", environ=home.environ) as again:
        again.sees("3 of 3")
        again.until(lambda: "WRONG" in again.text or "RIGHT" in again.text, every=lambda: again.press("a"))
        again.press("q")
        again.until(lambda: "Session over" in again.text, every=lambda: again.press("q"))
        assert again.wait() == 0
    cards = [line["card"] for line in answered(home)]
    assert len(cards) == len(set(cards)) == 3


def test_ctrl_z_stops_it_and_fg_brings_the_question_back(home: Home) -> None:
    with Terminal("--norc", "-i", environ=home.environ, program=["/bin/bash"]) as shell:
        shell.press(f"{sys.executable} -m awsprep {' '.join(QUIZ)}\n")
        shell.sees("1 of 3", "left")
        shell.until(lambda: "Stopped" in shell.text, every=lambda: shell.press("\x1a"))
        assert LEAVE in shell.raw
        shell.press("fg\n")
        shell.sees("1 of 3", "left")
        shell.until(lambda: "Session over" in shell.text, every=lambda: shell.press("q"))


class TestLineByLine:
    def test_a_dumb_terminal_gets_lines_and_no_escapes(self, home: Home) -> None:
        with Terminal(*QUIZ, environ={**home.environ, "TERM": "dumb"}) as quiz:
            quiz.until(lambda: b"Your answer (" in quiz.raw)
            quiz.press("a\n")
            quiz.until(lambda: b"90." in quiz.raw)
            quiz.press("\nq\n")
            assert quiz.wait() == 0
        assert b"\x1b" not in quiz.raw
        assert len(answered(home)) == 1

    @pytest.mark.parametrize(("key", "number", "code"), [("\x03", None, 130), ("", signal.SIGTERM, 143)])
    def test_it_ends_with_the_summary_too(self, home: Home, key: str, number: int | None, code: int) -> None:
        with Terminal(*QUIZ, "--plain", environ=home.environ) as quiz:
            quiz.until(lambda: b"Your answer (" in quiz.raw)
            quiz.press("a\n")
            quiz.until(lambda: b"90." in quiz.raw)
            quiz.press(key)
            if number is not None:
                quiz.signal(number)
            assert quiz.wait() == code
            assert b"Session over" in quiz.raw
        assert len(answered(home)) == 1

    def test_an_ascii_encoding_gets_ascii(self, home: Home) -> None:
        with Terminal(*QUIZ, environ={**home.environ, "PYTHONIOENCODING": "ascii"}) as quiz:
            quiz.sees("1 of 3", "####")
            quiz.answer("a", "right")
            quiz.press("\x03")
            assert quiz.wait() == 130
        assert quiz.raw.isascii()


def run(home: Home, *arguments: str, shell: str = "{}", **rest: Any) -> subprocess.CompletedProcess[bytes]:
    """Run awsprep in a shell's line."""
    command = shell.format(f"{sys.executable} -m awsprep {' '.join(arguments)}")
    return subprocess.run(
        ["bash", "-c", command], env=home.environ, capture_output=True, check=False, timeout=60, **rest
    )


class TestPipes:
    def test_without_a_terminal_a_quiz_says_so_at_once(self, home: Home) -> None:
        ended = run(home, *QUIZ, shell="{} </dev/null")
        assert ended.returncode == 2
        assert ended.stdout == b""
        assert b"A quiz needs a terminal" in ended.stderr
        assert not os.path.exists(home.paths.data)

    def test_a_reader_that_goes_away_leaves_no_traceback(self, home: Home) -> None:
        ended = run(home, *QUIZ, "--plain", shell="yes a | {} | head -2; echo ${{PIPESTATUS[1]}}")
        assert ended.stderr == b""
        assert ended.stdout.splitlines()[-1] == b"0"

    def test_closed_streams_are_empty_ones(self, home: Home) -> None:
        assert run(home, *QUIZ, shell="{} <&-").returncode == 2
        assert run(home, "quiz", "--plain", shell="{} >&- </dev/null").returncode == 0
        assert run(home, "--version", shell="{} 2>&-").stdout.startswith(b"awsprep ")

    def test_bytes_that_are_no_text_are_no_answer(self, home: Home) -> None:
        home.environ["PYTHONIOENCODING"] = "utf-8:strict"
        ended = run(home, *QUIZ, "--plain", input=b"\xff\xfe\n\xe4\n")
        assert ended.returncode == 0
        assert ended.stdout.count(b"That is no answer here.") == 2

    def test_two_sittings_at_once_lose_nothing(self, home: Home) -> None:
        command = [sys.executable, "-m", "awsprep", *QUIZ, "--plain"]
        pipe = subprocess.PIPE
        both = [subprocess.Popen(command, env=home.environ, stdin=pipe, stdout=pipe, bufsize=0) for _ in range(2)]
        for number in (1, 2, 3):
            for child in both:
                assert child.stdin is not None
                child.stdin.write(b"ab\n\n")
            for child in both:  # nobody goes on before both have saved
                assert child.stdout is not None
                if number < 3:
                    while not child.stdout.readline().startswith(f"Question {number + 1} of 3.".encode()):
                        assert child.poll() is None
        for child in both:
            child.communicate(timeout=60)
            assert child.returncode == 0
        lines = answered(home)
        assert len({line["id"] for line in lines}) == 6

    def test_a_full_disk_is_told_loudly_and_is_4(self, home: Home) -> None:
        shutil.rmtree(home.paths.state, ignore_errors=True)
        ended = run(home, *QUIZ, "--plain", shell="ulimit -f 0; {}", input=b"ab\n\n" * 3)
        assert ended.returncode == 4
        assert ended.stdout.count(b"\nNOT SAVED: ") == 3
        assert b"could not be written anywhere" in ended.stderr
        assert b"Session over" in ended.stdout
