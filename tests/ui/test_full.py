"""The application on a terminal in memory: what keys do, what the screen shows, when keys are dead."""

from __future__ import annotations

import os
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exam import Sheet
from awsprep.core.exercise import LETTERS, Pick
from awsprep.core.progress import Progress
from awsprep.core.session import QUIZ, REVIEW, Mode
from awsprep.store.journal import Journal
from awsprep.ui.examination import Examination
from awsprep.ui.recorder import Recorder
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.fakes import BANK, CARDS, Clock, bank, places, records, sitting
from tests.ui.player import (
    BACKSPACE,
    DOWN,
    ENTER,
    ESC,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    PATIENCE,
    RIGHT,
    TAB,
    UP,
    Player,
    playing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

EXAM = tuple(card for card in CARDS if card != "iam-role")
PASTE = "\x1b[200~{}\x1b[201~"


class Desk:
    def __init__(self, folder: Path, *cards: str, mode: Mode = QUIZ, **rest: Any) -> None:
        self.clock = Clock()
        self.folder = folder
        progress = rest.pop("progress", None) or Progress()
        self.sitting: Sitting = sitting(folder, mode, cards or CARDS, progress, self.clock, **rest)

    def play(self, columns: int = 80, rows: int = 24, **rest: Any) -> AbstractContextManager[Player]:
        return playing(self.sitting, self.clock, columns=columns, rows=rows, **rest)

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(places(self.folder), kind)

    def letter(self, authored: int = 0) -> str:
        task: Any = self.sitting.now.task
        return LETTERS[task.shown.index(authored)]

    def at(self, stage: Stage) -> bool:
        return self.sitting.stage is stage

    def finished(self) -> bool:
        return self.sitting.stage is Stage.OVER


class Room(Desk):
    """The same for an exam."""

    def __init__(self, folder: Path, limit: float = 600.0) -> None:
        self.clock = Clock()
        self.folder = folder
        recorder = Recorder(Journal(places(folder), self.clock), "e0e0e0e0", "exam", 7, EXAM, {})
        self.exam = Examination(bank(folder), Progress(), self.clock, recorder, Sheet(EXAM), limit)
        self.sitting = self.exam  # type: ignore[assignment]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


class TestTheScreen:
    def test_a_question_fills_80_by_24(self, desk: Desk) -> None:
        with desk.play() as player:
            assert player.text == dedent(
                """\
                | VPC · mid · choose one                                                  1 of 7
                |────────────────────────────────────────────────────────────────────────────────
                |
                | Which endpoint costs nothing per hour?
                |
                |   a) A NAT gateway
                |   b) An interface endpoint
                |   c) A gateway endpoint
                |
                |
                |
                |
                |
                |
                |
                |
                |
                |
                |
                |
                |
                |────────────────────────────────────────────────────────────────────────────────
                | 1:30 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                | a-c answer   g I am guessing   Tab flag   s skip   p pause   ? help   q end"""
            ).replace("|", "")

    def test_what_does_not_fit_scrolls_and_says_so(self, desk: Desk) -> None:
        with desk.play(44, 14) as player:
            player.press("a")
            assert "── 9 more lines, PgDn ──" in player.text
            player.press(PAGE_DOWN)
            assert "── 3 more lines, PgDn ──" in player.text
            player.press(DOWN, DOWN)
            assert "── 1 more line, PgDn ──" in player.text
            player.press(" ")
            assert "── 9 above, PgUp ──" in player.text
            player.press(UP)
            assert "── 1 more line, PgDn ──" in player.text
            player.press(PAGE_UP, PAGE_UP)
            assert "── 9 more lines, PgDn ──" in player.text
            player.press(ENTER)
            assert "2 of 7" in player.text

    def test_an_option_that_an_arrow_moves_to_comes_into_sight(self, tmp_path: Path) -> None:
        text = BANK["iam"].replace("Which letter is right?", "Which letter is right? " + "More words here. " * 20)
        desk = Desk(tmp_path, "iam-six", bank=bank(tmp_path / "b", {"iam": text}))
        with desk.play(40, 14) as player:
            assert "f) " not in player.text
            player.press(UP)
            assert "❯ f) " in player.text
            for _ in range(5):
                player.press(UP)
            assert "❯ a) " in player.text
            player.press(UP, DOWN, " ")
        assert desk.records() == []
        assert desk.at(Stage.ANSWER)

    def test_on_a_terminal_that_is_too_small_it_says_so_and_keys_do_nothing(self, desk: Desk) -> None:
        with desk.play(35, 24) as player:
            assert player.text == "Too small: 35x24. Please make it\n36x12 or more."
            player.press("a", "q")
            assert desk.at(Stage.ASK)
            player.resize(36, 12)
            assert "1 of 7" in player.text
            player.resize(80, 11)
            assert player.text.startswith("Too small: 80x11.")

    def test_resizing_redraws_cleanly(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("g")
            for columns, rows in ((44, 20), (120, 40), (36, 12), (80, 24)):
                player.resize(columns, rows)
                assert player.lines[0].endswith("1 of 7")
                assert len(player.lines[0]) <= columns
                assert "guessing" in player.lines[-2]
                assert player.text.count("Which endpoint") == 1
            assert desk.at(Stage.ASK)

    def test_a_key_writes_the_row_that_it_changes_and_no_other(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("g")
            before, whole = player.lines[:-2], player.out.raw
            player.press("g", "g")
            assert player.lines[:-2] == before
            written = player.out.raw.removeprefix(whole)
            assert written.count("guessing") == 1
            assert "Which endpoint" not in written
            assert "a-c answer" not in written

    def test_a_row_that_changes_after_others_did_is_drawn_over_what_stood_there(self, desk: Desk) -> None:
        with desk.play() as player:
            start = player.lines
            player.press("n", *"abc", "x", ESC, "g", "g", DOWN, TAB, TAB, "?", "a", "p", "p")
            now = [line.replace("❯", " ") for line in player.lines]
            assert now[:-3] == start[:-3]
            assert now[-2].startswith(" 1:22 left ━")
            assert now[-1] == start[-1]

    def test_wide_and_joined_characters_keep_their_columns(self, tmp_path: Path) -> None:
        text = BANK["vpc"].replace("Which endpoint costs nothing", "\u8cbb\u7528 cafe\u0301 endpoint costs nothing")
        desk = Desk(tmp_path, "vpc-endpoint", bank=bank(tmp_path / "b", {"vpc": text}))
        with desk.play() as player:
            assert "caf\u00e9 endpoint" in player.text
            start = player.lines
            player.press("?", "a", "g", "g")
            assert player.lines[2:8] == start[2:8]

    def test_without_unicode_and_colour_the_screen_is_plain_ascii(self, desk: Desk) -> None:
        with desk.play(theme=Theme(80, unicode=False, color=False)) as player:
            player.press("a")
            assert player.text.isascii()
            assert player.style("WRONG") == "default+"

    def test_right_and_wrong_have_colours_of_the_16(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(desk.letter(0))
            assert player.style("RIGHT") == "green+"
            player.press("1")
            player.press(desk.letter(2), ENTER)
            assert player.style("WRONG") == "red+"

    def test_the_alternate_screen_is_left_at_the_end(self, desk: Desk) -> None:
        with desk.play() as player:
            assert "\x1b[?1049h" in player.out.raw
            player.press("q")
            assert player.ended_by == "" or not desk.at(Stage.ASK)
        assert player.out.raw.count("\x1b[?1049h") == 1
        assert player.out.raw.rstrip().endswith("\x1b[?25h") or "\x1b[?1049l" in player.out.raw


class TestDeadKeys:
    def test_a_burst_answers_exactly_one_question(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("aaaaaaaa")
            assert desk.at(Stage.ANSWER)
            player.press("\r\r\r\r3333")
            assert desk.sitting.session.number == 2
            assert desk.at(Stage.ASK)
        assert len(desk.records()) == 1

    @pytest.mark.parametrize(("wait", "alive"), [(0.0, False), (0.249, False), (0.251, True)])
    def test_keys_are_dead_for_a_quarter_of_a_second_after_a_change(
        self, desk: Desk, wait: float, *, alive: bool
    ) -> None:
        with desk.play() as player:
            player.press("a")
            player.press(ENTER, wait=wait)
            assert desk.at(Stage.ASK) is alive

    def test_they_are_dead_at_the_very_start(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("a", wait=0.2)
            assert desk.at(Stage.ASK)
            player.press("a", wait=0.1)
            assert desk.at(Stage.ANSWER)

    def test_a_paste_is_dead_as_well(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press(PASTE.format("typed ahead"), wait=0)
            assert "typed" not in player.text

    def test_help_comes_and_goes_with_dead_time(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("?")
            assert "Any key goes back." in player.text
            player.press("a", wait=0.1)
            assert "Any key goes back." in player.text
            player.press("a")
            assert "Any key goes back." not in player.text
            player.press("a", wait=0.1)
            assert desk.at(Stage.ASK)


class TestChoosing:
    def test_one_letter_answers_at_once_and_enter_goes_on(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(desk.letter(1))
            assert "✗ WRONG" in player.text
            player.press(ENTER)
            assert "2 of 7" in player.text
        assert [line["given"] for line in desk.records()] == [[1]]

    def test_a_stray_enter_or_space_answers_nothing(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(ENTER, " ")
            assert desk.at(Stage.ASK)
            player.press(ENTER)
            assert "Press the letter of an option." in player.text
            player.press("g")
            assert "Press the letter" not in player.text
            assert "guessing" in player.text

    def test_capitals_are_letters_and_what_is_not_listed_is_nothing(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("d", "z", "1", "4", "é", BACKSPACE, LEFT, ESC)
            assert desk.at(Stage.ASK)
            player.press("A")
            assert desk.at(Stage.ANSWER)

    def test_arrows_and_enter_answer_too(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(DOWN, DOWN, ENTER)
        task = desk.sitting.now.task
        assert isinstance(task, Pick)
        assert desk.sitting.answered is not None
        assert desk.sitting.answered.given == (task.shown[1],)

    def test_of_two_letters_toggle_and_enter_submits(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-two", "iam-six")
        with desk.play() as player:
            player.press(ENTER)
            assert "Mark the options first" in player.text
            player.press("a", "b", "a", ENTER)
            assert "you: b" in player.text
            player.press(ENTER)
        assert len(desk.records()[0]["given"]) == 1

    def test_guessing_can_be_taken_back(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("g", "g", desk.letter(0), ENTER)
            player.press("g", desk.letter(0), desk.letter(1), ENTER)
            assert "Enter = Hard" in player.text
            player.press(ENTER)
        assert [line["guess"] for line in desk.records()] == [False, True]


class TestRating:
    def test_a_digit_rates_and_enter_takes_the_suggestion(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(desk.letter(0), "4")
            player.press(desk.letter(0), desk.letter(1), ENTER, ENTER)
            assert "3 of 7" in player.text
        assert [line["rating"] for line in desk.records()] == [4, 3]

    def test_after_a_wrong_choice_digits_do_nothing(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(desk.letter(1), "4", "3")
            assert desk.at(Stage.ANSWER)
            player.press(ENTER)
        assert [line["rating"] for line in desk.records()] == [1]

    def test_letters_tick_an_open_answer_and_change_the_suggestion(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-role", "iam-six")
        with desk.play() as player:
            player.press(ENTER)
            assert "Enter = Again" in player.text
            player.press("a", "b")
            assert "a) [✓] It is assumed (a must)" in player.text
            assert "Enter = Good" in player.text
            player.press("c")
            assert "Enter = Again" in player.text
            player.press("c", ENTER)
        assert desk.records()[0]["points"]["final"] == ["assume", "short"]

    def test_space_reveals_an_open_answer_as_well(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-role")
        with desk.play() as player:
            player.press(" ")
            assert desk.at(Stage.ANSWER)

    def test_a_point_below_the_screen_comes_into_sight_when_it_is_ticked(self, tmp_path: Path) -> None:
        text = BANK["iam"].replace("of its own, which", "of its own " + "and on it goes " * 30 + "which")
        desk = Desk(tmp_path, "iam-role", bank=bank(tmp_path / "b", {"iam": text}))
        with desk.play(44, 20) as player:
            player.press(ENTER)
            assert "b) [ ]" not in player.text
            player.press("b")
            assert "b) [✓]" in player.text
            player.press(PAGE_UP, PAGE_UP, "b")
            assert "b) [ ]" in player.text


class TestArranging:
    def test_letters_are_pressed_in_order_and_backspace_takes_back(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-order", "iam-six")
        with desk.play() as player:
            for index in (1, 0):
                player.press(desk.letter(index))
            player.press(BACKSPACE, BACKSPACE, BACKSPACE)
            for index in range(4):
                player.press(desk.letter(index))
            player.press(desk.letter(0))
            assert "Taken already; Backspace takes back the last one." in player.text
            player.press(ENTER)
            assert "✓ RIGHT" in player.text

    def test_enter_says_how_many_are_missing(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-order")
        with desk.play() as player:
            player.press("a", ENTER)
            assert "3 more to go" in player.text
            assert desk.at(Stage.ASK)

    def test_more_letters_than_places_are_not_taken(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-match")
        with desk.play() as player:
            player.press(desk.letter(0), desk.letter(1), desk.letter(2), ENTER)
            assert "✓ RIGHT" in player.text

    def test_an_arrow_and_space_take_a_piece(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-match")
        with desk.play() as player:
            player.press(DOWN, " ")
            assert " a  Security group" in player.text


class TestTyping:
    def test_letters_are_text_and_enter_submits(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press("q", "s", "?", "g", " ", "1")
            assert " > qs?g 1" in player.text
            player.press(*BACKSPACE * 6, "d", "e", "n", "y", ENTER)
            assert "✓ RIGHT" in player.text

    def test_an_empty_gap_is_not_submitted(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press(ENTER, " ", ENTER)
            assert desk.at(Stage.ASK)
            player.press("x", "\x13")
            assert desk.at(Stage.ANSWER)

    def test_left_and_right_move_within_the_text(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press("d", "n", "y", LEFT, LEFT, "e", RIGHT, RIGHT, "!", BACKSPACE, ENTER)
            assert "✓ RIGHT" in player.text

    def test_esc_makes_the_next_key_a_command(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1", "iam-six")
        with desk.play() as player:
            player.press("d", ESC)
            assert " Esc: now a key (? help, q end, s skip, g guessing); Esc again" in player.text
            player.press("g")
            assert "guessing" in player.text
            assert " > d" in player.text
            player.press(ESC, ESC, "e", ESC, "?")
            assert "Any key goes back." in player.text
            player.press("x", "n", "y", ENTER)
            assert "✓ RIGHT" in player.text
            assert "Enter = Hard" in player.text
            player.press("u", ESC, "s")
            assert "2 of 2" in player.text

    def test_a_note_and_a_pause_keep_what_was_typed(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press("d", "e", ESC, "n", "x", ENTER)
            assert " > de" in player.text
            player.press(ESC, "p")
            assert "Paused." in player.text
            assert "explicit" not in player.text
            player.press("p", "n", "y", ENTER)
            assert "✓ RIGHT" in player.text
        assert [line["text"] for line in desk.records("note")] == ["x"]

    def test_pasted_text_is_one_clean_line(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play() as player:
            player.press(PASTE.format("two\nlines\tand \x07 a bell"))
            assert " > two lines and � a bell" in player.text
            assert desk.at(Stage.ASK)

    def test_a_paste_where_nothing_is_typed_does_nothing(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(PASTE.format("a"), PASTE.format("aaa"))
            assert desk.at(Stage.ASK)

    @pytest.mark.parametrize("columns", [36, 80])
    def test_a_long_text_shows_its_end(self, tmp_path: Path, columns: int) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        with desk.play(columns) as player:
            player.press(PASTE.format("漢字 " * 30 + "the end"))
            row = next(line for line in player.lines if line.startswith(" > "))
            assert row.rstrip("▏").endswith("the end")
            player.press(*[LEFT] * 4)
            assert "the▏ end" in player.text


class TestNotes:
    def test_a_note_is_kept_and_told(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("n", "a", "?", " ", "b")
            assert " Note: a? b▏" in player.text
            assert " Enter keep   Esc leave it" in player.text
            player.press(ENTER)
            assert "Note kept." in player.text
            player.press("a")
            assert " Note    a? b" in player.text

    def test_esc_and_ctrl_d_leave_it(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("n", "a", ESC, "n", "\x04", "n", TAB, ENTER)
            assert desk.at(Stage.ASK)
        assert desk.records("note") == desk.records("flag") == []

    def test_the_clock_stands_still_meanwhile(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("n")
            desk.clock.wait(500)
            player.press("x", ENTER)
            assert "1:29 left" in player.text

    def test_a_mistake_is_reported_on_the_answer_screen(self, desk: Desk) -> None:
        with desk.play(44, 20) as player:
            player.press("x", "a", "x")
            assert " What is wrong? ▏" in player.text
            player.press("a", "l", "l", ENTER)
            assert "Kept. The text to send us" in player.text
        assert desk.sitting.reports == [("vpc-endpoint", "all")]


class TestOtherKeys:
    def test_skip_undo_flag_bury_suspend(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("u")
            assert "There is nothing to undo." in player.text
            player.press(TAB)
            assert "Flagged." in player.text
            player.press("s", "-")
            assert "Buried until tomorrow." in player.text
            player.press("@")
            assert "Suspended. Undo brings it back" in player.text
            assert "4 of 7" in player.text
            player.press("u", "u", "u")
            assert "⚑ 1 of 7" in player.text
            assert "Taken back." in player.text

    def test_undo_takes_back_the_answer_on_the_screen_then_the_ones_before(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("a", ENTER, "a", "b", ENTER, "u")
            assert "2 of 7" in player.text
            player.press("u")
            assert "1 of 7" in player.text
            assert "right" not in player.lines[0]
        assert len(desk.records("undo")) == 1

    def test_a_pause_stops_the_clock_and_hides_the_question(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("p")
            desk.clock.wait(1000)
            player.press("a", "x")
            assert "Paused." in player.text
            assert "endpoint" not in player.text
            player.press(ENTER)
            assert "1:29 left" in player.text

    def test_a_pause_keeps_what_was_marked(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-two")
        with desk.play() as player:
            player.press("b", "g", "p", " ")
            assert "[x] b)" in player.text
            assert "guessing" in player.text

    def test_q_ends_and_writes_the_answer_on_the_screen(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(desk.letter(0), "q")
        assert desk.finished()
        assert [line["rating"] for line in desk.records()] == [3]
        assert desk.sitting.ended_by == "q"

    @pytest.mark.parametrize("key", ["q", "\x04"])
    def test_q_and_ctrl_d_end_a_pause_too(self, desk: Desk, key: str) -> None:
        with desk.play() as player:
            player.press("p", key)
        assert desk.finished()

    def test_ctrl_c_ends_at_once_even_while_keys_are_dead(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("a")
            player.press("\x03", wait=0)
        assert player.ended_by == "INT"

    def test_help_scrolls_where_it_is_longer_than_the_screen(self, desk: Desk) -> None:
        with desk.play(36, 12) as player:
            player.press("?")
            assert "Any key goes back." not in player.text
            player.press(PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, DOWN, *[PAGE_DOWN] * 6)
            assert "Any key goes back." in player.text
            desk.clock.wait(100)
            player.press("?")
            assert "1:29 left" in player.text

    def test_the_source_is_opened_in_the_browser_or_named(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []

        def open_link(url: str) -> bool:
            opened.append(url)
            return len(opened) > 1

        monkeypatch.setattr("awsprep.ui.outside.open_link", open_link)
        with desk.play() as player:
            player.press("a", "o")
            assert "No browser here:\n https://docs.aws.amazon.com/" in player.text
            player.press("o")
            assert "Opened." in player.text
            player.press(ENTER, "a", "b", ENTER, "o")
            assert "This question names no source." in player.text

    def test_an_address_is_shown_whole_on_a_narrow_screen(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        address = "https://docs.aws.amazon.com/vpc/latest/privatelink/" + "a-page-with-a-long-name-" * 5 + ".html"
        monkeypatch.setattr(
            "awsprep.ui.errands.Errands.open_source",
            lambda errands: errands.sitting.notice.tell(f"No browser here: {address}"),
        )
        with desk.play(44, 20) as player:
            player.press("a", "o")
            assert address in "".join(player.text.split())

    def test_the_editor_gets_the_file_and_the_terminal(self, desk: Desk) -> None:
        log = desk.folder / "log"
        editor = desk.folder / "editor"
        editor.write_text(f'#!/bin/sh\necho "$@" > {log}\n')
        editor.chmod(0o755)
        with desk.play(environ={"EDITOR": str(editor)}) as player:
            player.press("a", "v")
            assert player.sees("What you changed counts from the next sitting on.")
        heading = desk.sitting.bank.headings["vpc-endpoint"]
        assert log.read_text() == f"+{heading.line} {heading.path}\n"

    def test_a_review_asks_a_failed_card_again(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, *CARDS[:4], mode=REVIEW)
        with desk.play() as player:
            player.press(desk.letter(1))
            assert "It comes back today." in player.text
            player.press(ENTER)
            assert "2 of 5" in player.text
            player.press("s", "s", "s")
            assert "Which endpoint" in player.text


class TestTheClock:
    def test_it_is_redrawn_without_a_key(self, desk: Desk) -> None:
        with desk.play() as player:
            desk.clock.wait(30.9)
            assert player.sees("1:00 left")

    def test_over_time_is_told_and_the_answer_still_counts(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press("g", wait=95)
            assert "over time by 0:05" in player.text
            player.press("a")
            assert "over time" in player.text
            player.press(ENTER)
        assert desk.records()[0]["over"] is True

    def test_the_sitting_ends_after_the_answer_when_its_time_is_used_up(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, total=60)
        with desk.play() as player:
            player.press("a", wait=61)
            player.press(ENTER)
        assert desk.finished()
        assert desk.sitting.ended_by == "time"


class TestExams:
    def test_a_letter_answers_and_goes_on_without_a_word(self, room: Room) -> None:
        with room.play() as player:
            player.press(room.letter(1))
            assert "2 of 6   1 answered" in player.text
            assert "WRONG" not in player.text
        assert room.records() == []

    def test_arrows_visit_and_show_the_earlier_answer(self, room: Room) -> None:
        with room.play() as player:
            player.press("b", LEFT)
            assert "[x] b)" in player.text
            player.press(ENTER)
            assert "2 of 6" in player.text
            player.press(LEFT, LEFT, "a", LEFT)
            assert "[x] a)" in player.text
        assert [len(line["given"]) for line in room.records("answer")] == [1, 1]

    def test_what_was_marked_counts_without_enter_when_its_question_is_left(self, room: Room) -> None:
        with room.play() as player:
            player.press("s")
            player.press(room.letter(0), room.letter(1), RIGHT)
            assert "3 of 6   1 answered" in player.text
            player.press("a", RIGHT)
            assert "4 of 6   1 answered" in player.text
        assert [line["given"] for line in room.records("answer")] == [[0, 1]]

    def test_in_a_gap_arrows_move_and_pages_visit(self, room: Room) -> None:
        with room.play() as player:
            player.press("s", "s", "s", "s", "d", "n", "y", LEFT, LEFT, "e", PAGE_DOWN)
            assert "6 of 6" in player.text
            player.press(LEFT)
            assert " > deny" in player.text
        assert [line["given"] for line in room.records("answer")] == ["deny"]

    def test_in_a_gap_esc_names_the_keys_of_an_exam(self, room: Room) -> None:
        with room.play() as player:
            player.press("s", "s", "s", "s", ESC)
            assert " Esc: now a key (? help, q hand in, g guessing); Esc again" in player.text
            assert "Esc ? help   Esc q hand in" in player.text
            player.press("q")
            assert "Exam · before handing in" in player.text

    def test_the_list_comes_before_handing_in(self, room: Room) -> None:
        with room.play() as player:
            player.press(TAB, "a", "q")
            assert "Exam · before handing in" in player.text
            assert "5 of 6 not answered yet." in player.text
            assert "⚑ answered Which endpoint" in player.text
            player.press(LEFT)
            assert "6 of 6" in player.text
            player.press(RIGHT, ENTER)
        assert room.finished()
        assert len(room.records()) == 1

    def test_it_cannot_be_paused(self, room: Room) -> None:
        with room.play() as player:
            player.press("p")
            assert "An exam cannot be paused." in player.text
            player.press("?")
            assert "stop the clock" not in player.text
            room.clock.wait(100)
            player.press("x", "g")
            assert "8:16 left" in player.text

    def test_it_is_handed_in_when_its_time_is_up_without_a_key(self, room: Room) -> None:
        with room.play() as player:
            player.press("a")
            room.clock.wait(600)
            player.thread.join(PATIENCE)
        assert player.ended_by == ""
        assert room.exam.ended_by == "time"
        assert len(room.records()) == 1

    def test_one_that_is_over_is_not_shown(self, tmp_path: Path) -> None:
        room = Room(tmp_path, limit=0)
        with room.play() as player:
            assert player.text == ""
        assert player.out.raw == ""
        assert room.finished()


class TestTrouble:
    def test_what_is_not_saved_stays_on_the_screen(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def write(fd: int, data: bytes) -> int:
            raise OSError(28, "No space left on device")

        with desk.play() as player:
            true_write = os.write
            player.press("a")
            monkeypatch.setattr(
                "awsprep.store.segment.os.write",
                lambda fd, data: write(fd, data) if len(data) > 50 else true_write(fd, data),
            )
            player.press(ENTER)
            assert "NOT SAVED: " in player.text
            player.press("g")
            assert "NOT SAVED: " in player.text
            assert "2 of 7" in player.text
            monkeypatch.setattr("awsprep.store.segment.os.write", true_write)
            player.press("a", "b", ENTER, ENTER)
            assert "Saved now, with all that was held." in player.text
            assert "NOT SAVED" not in player.text
        assert len(desk.records()) == 2

    def test_a_bug_behind_a_key_is_raised_on_a_restored_terminal(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down() -> None:
            raise ZeroDivisionError("a bug")

        with pytest.raises(ZeroDivisionError), desk.play() as player:  # noqa: PT012  the block is what ends it
            monkeypatch.setattr(Sitting, "skip", lambda _: break_down())
            player.press("s")
        assert "\x1b[?1049l" in player.out.raw

    def test_a_bug_in_drawing_is_raised_too(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def break_down(*_: object) -> None:
            raise ZeroDivisionError("a bug")

        with pytest.raises(ZeroDivisionError), desk.play() as player:  # noqa: PT012  as above
            monkeypatch.setattr("awsprep.ui.full.draw", break_down)
            player.press("g")

    def test_a_terminal_that_is_gone_counts_as_a_hangup(self, desk: Desk) -> None:
        with desk.play() as player:
            player.out.broken = OSError(5, "Input/output error")
            player.press("g")
        assert player.ended_by == "HUP"


@pytest.fixture(autouse=True)
def _no_leaks() -> Iterator[None]:
    """A player's thread must not outlive its test."""
    import threading

    before = threading.active_count()
    yield
    assert threading.active_count() <= before + 1  # asyncio's executor keeps a thread until its loop is closed
