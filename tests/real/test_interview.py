"""An interview on a real terminal: it waits for Enter, survives Ctrl-C and goes on; a form that is filled in there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.store.scorecards import drafts, kept
from tests.real.terminal import Terminal

if TYPE_CHECKING:
    from tests.fakes import Home

BEGIN = "Press Enter to begin, q to leave:"


def test_an_interview_waits_for_enter_and_can_be_gone_on_with_after_ctrl_c(home: Home) -> None:
    with Terminal("interview", "--level", "mid", "--seed", "7", environ=home.environ) as terminal:
        terminal.sees(BEGIN)
        terminal.answer("\r", "question 1, 30 min left")
        terminal.answer("a", "question 2, 30 min left")
        terminal.press("\x03")
        assert terminal.wait() == 130
        assert "awsprep interview --resume" in terminal.text
    with Terminal("interview", "--resume", environ={**home.environ, "PAGER": "cat"}, columns=44, rows=20) as terminal:
        terminal.sees(BEGIN)
        terminal.answer("\r", "question 2, 30 min")
        terminal.answer("\x1bq", "Kept in")
        assert terminal.wait() == 0
    (card,) = kept(home.paths).cards
    assert [asked.kind for asked in card.asked] == ["choice"]


def test_ctrl_c_before_the_first_question_leaves_nothing(home: Home) -> None:
    with Terminal("interview", environ=home.environ) as terminal:
        terminal.sees(BEGIN)
        terminal.press("\x03")
        assert terminal.wait() == 130
    assert home.records("session") == []


def test_ctrl_d_and_q_before_the_first_question_say_not_yet(home: Home) -> None:
    for keys in ("\x04", "q\r"):
        with Terminal("interview", environ=home.environ) as terminal:
            terminal.sees(BEGIN)
            terminal.press(keys)
            assert terminal.wait() == 0
            assert "Not begun. When you are ready: awsprep interview" in terminal.text
            assert "Traceback" not in terminal.text
    assert home.records("session") == []


def test_a_long_scorecard_is_read_in_the_pager_and_the_decision_stands_below_it(home: Home) -> None:
    reader = home.folder / "reader"
    reader.write_text("#!/bin/sh\nhead -3\n")
    reader.chmod(0o755)
    environ = {**home.environ, "PAGER": str(reader)}
    with Terminal("interview", "--seed", "7", environ=environ, columns=44, rows=20) as terminal:
        terminal.sees(BEGIN)
        terminal.answer("\r", "question 1, 30 min")
        terminal.answer("s", "question 2, 30 min")
        terminal.answer("\x1bq", "Kept in")
        assert terminal.wait() == 0
        assert "Mock interview, mid" in terminal.text
        assert "Evidence" not in terminal.text
        assert "Decision  too little to say for mid" in terminal.text
        assert "awsprep scorecard show" in terminal.text


def test_ctrl_c_in_a_form_keeps_what_was_entered(home: Home) -> None:
    with Terminal("scorecard", "new", "Ada", "--questions", "3", environ=home.environ, columns=44) as terminal:
        terminal.sees("(? help):")
        terminal.press("3 calm\r")
        terminal.until(lambda: b"Question 2 of 3" in terminal.raw)
        terminal.press("\x03")
        assert terminal.wait() == 130
    (draft,) = drafts(home.paths).cards
    assert (draft.asked[0].rating, draft.asked[0].note) == (3, "calm")
