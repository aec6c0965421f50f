"""Typed answers on the full screen: the editor, and the screen of what was found."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.progress import Progress
from awsprep.core.session import QUIZ
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.fakes import Clock, places, records, sitting
from tests.ui.essays import ESSAYS, WHOLE, essays, marker
from tests.ui.player import (
    BACKSPACE,
    DOWN,
    ENTER,
    ESC,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    TAB,
    UP,
    Player,
    playing,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from awsprep.ui.sitting import Sitting

SUBMIT = "\x13"
PASTE = "\x1b[200~{}\x1b[201~"


class Desk:
    def __init__(self, folder: Path, **rest: Any) -> None:
        self.clock = Clock()
        self.folder = folder
        self.sitting: Sitting = sitting(
            folder, QUIZ, ESSAYS, Progress(), self.clock, **{"bank": essays(folder), "marker": marker, **rest}
        )

    def play(self, columns: int = 80, rows: int = 24, **rest: Any) -> AbstractContextManager[Player]:
        return playing(self.sitting, self.clock, columns=columns, rows=rows, **rest)

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(places(self.folder), kind)

    def at(self, stage: Stage) -> bool:
        return self.sitting.stage is stage


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def written(player: Player) -> list[str]:
    """The rows of the answer, without the cursor, blank ones at the end left out."""
    start = next(row for row, line in enumerate(player.lines) if line.startswith(" Your answer")) + 1
    stop = next(row for row, line in enumerate(player.lines[start:], start) if line.startswith("──"))
    rows = [line[1:].replace("▏", "") for line in player.lines[start:stop]]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def typed(player: Player, text: str) -> None:
    """Type as people do, with line breaks by Enter."""
    first, *rest = text.split("\n")
    player.press(first)
    for line in rest:
        player.press(ENTER, line)


class TestWriting:
    def test_an_empty_page_says_what_to_do(self, desk: Desk) -> None:
        with desk.play() as player:
            assert player.text.startswith(
                dedent(
                    """\
                    | IAM · mid · in your own words                                           1 of 2
                    |────────────────────────────────────────────────────────────────────────────────
                    |
                    | What is a role?
                    |
                    | Your answer
                    | ▏
                    |
                    | Write what you would tell the interviewer. Ctrl-S submits it; with nothing
                    | written it shows the answer.
                    |
                    """
                ).replace("|", "")
            )
            assert player.lines[-1] == " Ctrl-S submit   Esc g I am guessing   Tab flag   Esc ? help   Esc q end"

    def test_letters_signs_and_digits_are_text_and_enter_begins_a_line(self, desk: Desk) -> None:
        with desk.play() as player:
            typed(player, "quick? 1-2 @s u\npgn x")
            assert written(player) == ["quick? 1-2 @s u", "pgn x"]
            assert desk.at(Stage.ASK)
            assert "Write what you would" not in player.text

    def test_keys_edit_at_the_cursor(self, desk: Desk) -> None:
        with desk.play() as player:
            typed(player, "one two\nthree")
            player.press(UP, LEFT, LEFT, BACKSPACE, "X")
            assert written(player) == ["onX two", "three"]
            player.press("\x15", "\x05", "!", DOWN, RIGHT, "?", "\x01", "\x1b[3~", "T")
            assert written(player)[1] == "Three?"
            player.press("\x17", "\x1b[F", "\x17", "\x1b[H", "Z")
            assert written(player)[1] == "Z"

    def test_the_text_wraps_scrolls_and_follows_the_cursor(self, desk: Desk) -> None:
        with desk.play(44, 20) as player:
            player.press(*(f"word{n} " for n in range(80)))
            assert "word79 ▏" in player.text
            assert "What is a role?" not in player.text
            assert max(map(len, player.lines)) <= 44
            player.press(PAGE_UP, PAGE_UP)
            assert "What is a role?" in player.text
            player.press("x")
            assert "word79 x▏" in player.text
            for _ in range(30):
                player.press(UP)
            assert "What is a role?" in player.text
            player.press(PAGE_DOWN, PAGE_DOWN)
            assert "word79" in player.text

    @pytest.mark.parametrize("columns", [36, 44, 80, 120])
    def test_no_letter_is_lost_at_any_width(self, tmp_path: Path, columns: int) -> None:
        desk = Desk(tmp_path)
        text = "An identity-without-credentials-of-its-own-which-others-assume, 費用費用費用費用費用 and so on."
        with desk.play(columns, 24, theme=Theme(columns)) as player:
            player.press(text)
            shown = "".join(written(player)).replace(" ", "")
            assert shown.replace("用", "").replace("費", "") == text.replace(" ", "").replace("用", "").replace(
                "費", ""
            )
            assert desk.sitting.stage is Stage.ASK

    def test_a_paste_keeps_its_lines_and_loses_what_acts(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(PASTE.format("one\r\ntwo\rthree\n\tq\x1b[2Jfour"))
            assert written(player) == ["one", "two", "three", "    q\ufffd[2Jfour"]
            player.press(SUBMIT)
            assert desk.sitting.answered is not None
            assert desk.sitting.answered.given == "one\ntwo\nthree\n    q\ufffd[2Jfour"

    def test_it_ends_where_nobody_would_read_on_and_says_so_before(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(PASTE.format("many words " * 700), PAGE_UP * 30)
            assert " Your answer, 300 characters left" in player.text
            player.press(PASTE.format("many words " * 700))
            assert "No more than 8,000 characters fit: the last 7,400 were left out." in player.text
            player.press("x")
            assert "No more than 8,000 characters fit: the last one was left out." in player.text
            player.press(SUBMIT)
            assert desk.sitting.answered is not None
            assert len(str(desk.sitting.answered.given)) == 8_000

    def test_a_long_question_is_read_from_its_beginning_and_left_when_one_writes(self, desk: Desk) -> None:
        asked = " ".join(f"word{number}" for number in range(90))
        desk.sitting.exercise = desk.sitting.now._replace(prompt=asked)
        with desk.play(44, 20) as player:
            assert player.lines[3].startswith(" word0 word1")
            assert "more lines, PgDn" in player.text
            player.press("I")
            assert "word0 " not in player.text
            assert written(player) == ["I"]
            player.press(BACKSPACE, PAGE_UP * 3)
            assert player.lines[3].startswith(" word0 word1")

    def test_it_survives_a_pause_the_help_a_note_and_a_resize(self, desk: Desk) -> None:
        with desk.play() as player:
            typed(player, "It is assumed\nby others.")
            player.press(LEFT, ESC, "p")
            assert "Paused." in player.text
            assert "assumed" not in player.text
            player.press("p", ESC, "?")
            assert "a new line" in player.text
            player.press("x", ESC, "n", *"my note", ENTER)
            player.resize(44, 20)
            player.resize(80, 24)
            assert written(player) == ["It is assumed", "by others."]
            player.press("!")
            assert written(player) == ["It is assumed", "by others!."]
        assert [line["text"] for line in desk.records("note")] == ["my note"]


class TestCommands:
    def test_after_esc_a_key_is_a_command_and_a_second_esc_goes_on_typing(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("a", ESC)
            assert "Esc: now a key" in player.lines[-1]
            player.press(ESC, "g", ESC, "g")
            assert written(player) == ["ag"]
            assert "guessing" in player.text
            player.press(ESC, LEFT, "s")
            assert written(player) == ["asg"]
            player.press(TAB)
            assert "Flagged." in player.text
            player.press(ESC, "s")
            assert "2 of 2" in player.text
            player.press(ESC, "q")
        assert desk.at(Stage.OVER)

    def test_a_blank_after_esc_is_no_answer(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(ESC, " ")
            assert desk.at(Stage.ASK)

    @pytest.mark.parametrize("keys", [(SUBMIT,), (ESC, ENTER), (ESC, SUBMIT)])
    def test_ctrl_s_or_esc_enter_submits(self, desk: Desk, keys: tuple[str, ...]) -> None:
        with desk.play() as player:
            player.press(WHOLE, *keys)
            assert "3 of 3 points" in player.text
            player.press(ENTER)
            assert "2 of 2" in player.text
        (line,) = desk.records()
        assert (line["given"], line["rating"]) == (WHOLE, 3)

    def test_esc_enter_in_one_burst_submits_as_well(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(WHOLE, "\x1b\r")
            assert "3 of 3 points" in player.text

    def test_an_empty_answer_shows_ours_to_be_ticked(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(" ", ENTER, SUBMIT)
            assert "Compare with what you said" in player.text
            assert "found" not in player.text
            player.press("r", "a", "b", "c", ENTER)
        (line,) = desk.records()
        assert (line["given"], line["rating"]) == ("", 3)

    def test_undo_gives_the_text_back_to_go_on_with_and_the_next_question_is_empty(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("It is assumed.", SUBMIT, "u")
            assert written(player) == ["It is assumed."]
            player.press(" Twice.", SUBMIT, ENTER)
            assert written(player)[:1] == [""]
            player.press(ESC, "u")
            assert written(player)[:1] == [""]
        assert [line["given"] for line in desk.records()] == ["It is assumed. Twice."]

    def test_without_a_marker_it_is_answered_aloud(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, marker=None)
        with desk.play() as player:
            assert "Answer in your head or aloud" in player.text
            player.press(ENTER)
            assert "Compare with what you said" in player.text
            player.press("u")
            assert "Answer in your head" in player.text

    def test_ctrl_d_ends_only_where_nothing_is_written(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("x", "\x04")
            assert desk.at(Stage.ASK)
            player.press(BACKSPACE, "\x04")
        assert desk.at(Stage.OVER)


class TestWhatWasFound:
    def test_the_screen_quotes_what_was_found_and_asks_for_the_rest(self, desk: Desk) -> None:
        with desk.play(80, 30) as player:
            typed(player, "It is assumed, never used with a password.\nIts credentials are temporary.")
            player.press(SUBMIT)
            assert player.text == dedent(
                """\
                | IAM · mid · in your own words                                           1 of 2
                |────────────────────────────────────────────────────────────────────────────────
                | 2 of 3 points                                                     4 s of 180 s
                |
                | Say this
                | a) [✓] It is assumed (a must)
                |        found: "assumed"
                | b) [✓] Its credentials are short-lived
                |        found: "credentials are temporary"
                | c) [ ] A trust policy says by whom
                |        not found - did you say it?
                |
                | Red flags
                | d) [ ] Gives it a password
                |        not found - did you say it?
                |
                | Answer  An identity without credentials of its own, which others assume.
                |
                | Next    They may ask: Who may assume it?
                |         Whoever its trust policy names.
                |
                | You     It is assumed, never used with a password.
                |         Its credentials are temporary.
                |
                |
                |────────────────────────────────────────────────────────────────────────────────
                | Is that so? Letters change it. Then rate.                         Enter = Hard
                | 1 Again  tomorrow  2 Hard  tomorrow   3 Good  2 days     4 Easy  8 days
                |   forgot             with effort        as it should       at once
                | a-d what you said   r remember   Tab flag   u undo   n note   ? help   q end"""
            ).replace("|", "")

    def test_letters_change_the_ticks_the_count_and_the_suggestion(self, desk: Desk) -> None:
        with desk.play(80, 30) as player:
            player.press(WHOLE, SUBMIT, "d")
            assert " 3 of 3 points, 1 red flag " in player.text
            assert "Enter = Again" in player.text
            player.press("d", "c")
            assert " 2 of 3 points " in player.text
            assert "you took the tick off" in player.text
            assert "Enter = Hard" in player.text
            player.press("4")
        (line,) = desk.records()
        assert line["points"] == {"auto": ["assume", "short", "trust"], "final": ["assume", "short"]}
        assert (line["auto"], line["rating"]) == (2, 4)

    @pytest.mark.parametrize("text", ["Nothing that would be known.", "It has a role password."])
    def test_nothing_is_ever_called_wrong(self, desk: Desk, text: str) -> None:
        with desk.play(80, 40) as player:
            player.press(text, SUBMIT)
            assert "0 of 3 points" in player.text
            assert "wrong" not in player.out.raw.lower()
            assert "Enter = Again" in player.text

    def test_on_a_small_screen_what_is_ticked_stays_in_sight(self, desk: Desk) -> None:
        with desk.play(44, 20) as player:
            player.press(WHOLE, SUBMIT)
            assert "more lines, PgDn" in player.text
            player.press("d")
            assert "d) [✗] Gives it a password" in player.text
            assert "Letters change it. Rate." in player.text
            assert max(map(len, player.lines)) <= 44

    def test_without_unicode_it_is_plain_ascii(self, desk: Desk) -> None:
        with desk.play(theme=Theme(80, unicode=False, color=False)) as player:
            player.press("It is assumed – I think", SUBMIT)
            assert player.text.isascii()


class TestRemembering:
    def test_r_and_a_letter_keep_the_only_sentence(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("Others slip into it.", SUBMIT, "r")
            assert player.lines[-1] == " For which point? a-c   Esc leave it"
            player.press("a")
            assert 'Kept for a: "Others slip into it" is found from now on.' in player.text
            assert "a) [✓] It is assumed" in player.text
            assert "1 of 3 points" in player.text
        (note,) = desk.records("note")
        assert (note["point"], note["text"]) == ("assume", "Others slip into it")

    def test_of_several_one_is_chosen_from_a_list(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("Others slip into it. It ends after an hour.", SUBMIT, "r", "b")
            assert player.lines[2:7] == [
                " Which sentence says it?",
                "",
                " Its credentials are short-lived",
                "",
                '   a) "Others slip into it"',
            ]
            assert player.lines[-1] == " a-b keep it, or give it up   Esc leave it"
            player.press("b", "r", "b")
            assert '"It ends after an hour" (kept)' in player.text
            player.press("a")
        assert [note["text"] for note in desk.records("note")] == ["It ends after an hour", "It ends after an hour"]

    @pytest.mark.parametrize("leave", [ESC, ENTER, SUBMIT, "z"])
    @pytest.mark.parametrize("before", ["r", "rb"])
    def test_it_can_be_left_and_rates_nothing(self, desk: Desk, before: str, leave: str) -> None:
        with desk.play() as player:
            player.press("Others slip into it. It ends after an hour.", SUBMIT, *before, leave)
            assert desk.at(Stage.ANSWER)
            assert "0 of 3 points" in player.text
            assert "Enter = Again" in player.text
        assert desk.records("note") == []
