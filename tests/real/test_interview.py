"""An interview on a real terminal: it waits for Enter, survives Ctrl-C and goes on; a form that is filled in there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.store.scorecards import drafts, kept
from tests.real.terminal import Terminal

if TYPE_CHECKING:
    from tests.fakes import Home


def test_an_interview_waits_for_enter_and_can_be_gone_on_with_after_ctrl_c(home: Home) -> None:
    with Terminal("interview", "--level", "mid", "--seed", "7", environ=home.environ) as terminal:
        terminal.sees("Press Enter to begin:")
        terminal.answer("\r", "question 1, 30 min left")
        terminal.answer("a", "question 2, 30 min left")
        terminal.press("\x03")
        assert terminal.wait() == 130
        assert "awsprep interview --resume" in terminal.text
    with Terminal("interview", "--resume", environ=home.environ, columns=44, rows=20) as terminal:
        terminal.sees("Press Enter to begin:")
        terminal.answer("\r", "question 2, 30 min")
        terminal.answer("\x1bq", "Kept in")
        assert terminal.wait() == 0
    (card,) = kept(home.paths).cards
    assert [asked.kind for asked in card.asked] == ["choice"]


def test_ctrl_c_before_the_first_question_leaves_nothing(home: Home) -> None:
    with Terminal("interview", environ=home.environ) as terminal:
        terminal.sees("Press Enter to begin:")
        terminal.press("\x03")
        assert terminal.wait() == 130
    assert home.records("session") == []


def test_ctrl_c_in_a_form_keeps_what_was_entered(home: Home) -> None:
    with Terminal("scorecard", "new", "Ada", "--questions", "3", environ=home.environ, columns=44) as terminal:
        terminal.sees("(? help):")
        terminal.press("3 calm\r")
        terminal.until(lambda: b"Question 2 of 3" in terminal.raw)
        terminal.press("\x03")
        assert terminal.wait() == 130
    (draft,) = drafts(home.paths).cards
    assert (draft.asked[0].rating, draft.asked[0].note) == (3, "calm")
