"""The plain protocol, sentence by sentence."""

from __future__ import annotations

import errno
import io
import re
from typing import TYPE_CHECKING, Any, TextIO

import pytest

from awsprep.core.exercise import letters, spelled
from awsprep.core.memory import Learned
from awsprep.core.progress import Card, Progress
from awsprep.core.session import CRAM, QUIZ, REVIEW, Mode
from awsprep.ui.lines import Lines, Stopped
from awsprep.ui.plain import Plain
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from awsprep.ui.unwritten import UnwrittenError
from tests.fakes import BANK, CARDS, Clock, bank, places, records, sitting
from tests.ui.essays import ESSAYS, WHOLE, essays, marker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from awsprep.store.journal import Journal

TODAY = 20_778


def reading(text: str, before: Callable[[], object]) -> TextIO:
    """Lines that are read one by one; `before` is called before each."""
    reader = io.StringIO(text)
    read = reader.readline

    def readline(size: int = -1, /) -> str:
        before()
        return read(size)

    reader.readline = readline  # type: ignore[method-assign]
    return reader


class Desk:
    """Plays lines against a sitting and keeps what was printed."""

    def __init__(self, folder: Path, cards: Sequence[str] = CARDS, mode: Mode = QUIZ, **rest: Any) -> None:
        self.paths = places(folder)
        self.clock = Clock()
        progress = rest.pop("progress", None) or Progress()
        theme = rest.pop("theme", None) or Theme(80, unicode=True, color=False)
        self.sitting = sitting(folder, mode, cards, progress, self.clock, **rest)
        self.out = io.StringIO()
        self.theme = theme

    def play(self, *lines: str, before: Callable[[], object] | None = None) -> str:
        """What is printed for these lines, and then the end of the input."""
        reader = reading("".join(line + "\n" for line in lines), before or (lambda: None))
        Plain(Lines(reader, self.out, self.theme, echo=True)).play(self.sitting)
        return self.out.getvalue()

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(self.paths, kind)

    def letters_of(self, *authored: int) -> str:
        """The letters under which authored options are shown now."""
        task = self.sitting.now.task
        return letters(task.shown, authored)  # type: ignore[union-attr]


def essay_desk(folder: Path) -> Desk:
    """Two questions that are answered in writing."""
    return Desk(folder, ESSAYS, bank=essays(folder), marker=marker)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def questions(printed: str) -> list[str]:
    """The numbers in `Question N of M` at line starts."""
    return re.findall(r"^Question (\d+) of \d+\.", printed, re.MULTILINE)


class TestTwoReads:
    def test_a_question_reads_the_answer_and_the_rating(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(0), "4", "s")
        assert questions(printed) == ["1", "2", "3"]
        assert [line["rating"] for line in desk.records()] == [4]

    def test_an_empty_rating_is_the_one_in_brackets(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(0), "")
        assert re.search(r"Rate: 1 again tomorrow, 2 hard .*, 3 good .*, 4 easy .*\. \[3\]: $", printed, re.MULTILINE)
        assert [line["rating"] for line in desk.records()] == [3]

    @pytest.mark.parametrize("line", ["", "4", "3", "easy", "s", "abc", "[3]", "9", "é"])
    def test_after_a_wrong_answer_the_second_line_is_read_and_means_again(self, desk: Desk, line: str) -> None:
        printed = desk.play(desk.letters_of(1), line, "s")
        assert [record["rating"] for record in desk.records()] == [1]
        assert questions(printed) == ["1", "2", "3"]

    @pytest.mark.parametrize("bad", ["", " ", "z", "d", "aa", "a b", "1", "g", "abcdefg", "�"])
    def test_a_bad_or_empty_answer_is_asked_again_and_records_nothing(self, desk: Desk, bad: str) -> None:
        printed = desk.play(bad, bad)
        assert questions(printed) == ["1"]
        assert printed.count("That is no answer here. Letters from a to c.") == 2
        assert printed.count("Your answer (a-c, s skip, q end): ") == 3
        assert desk.records() == []

    @pytest.mark.parametrize("bad", ["5", "0", "34", "good", "a", "s", "²"])
    def test_a_bad_rating_is_asked_again(self, desk: Desk, bad: str) -> None:
        printed = desk.play(desk.letters_of(0), bad, "2")
        assert printed.count("That is no rating.") == 1
        assert [line["rating"] for line in desk.records()] == [2]

    def test_several_right_options_are_lines_of_their_own_each_with_its_reason(self, tmp_path: Path) -> None:
        text = BANK["vpc"].replace("Network ACLs, right: true", "Network ACLs, right: true, why: They are stateless.")
        printed = Desk(tmp_path, ["vpc-two"], bank=bank(tmp_path / "b", {"vpc": text})).play("ab", "")
        assert (
            "\nAnswer: b) Network ACLs\nd) Security groups\nWhy b: They are stateless.\nWhy: The other two only"
            in printed
        )


class TestLetters:
    def test_any_listed_letters_are_an_answer_too_many_included(self, desk: Desk) -> None:
        desk.play("ab", "")
        assert len(desk.records()[0]["given"]) == 2

    def test_too_few_included(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["vpc-two", "vpc-order"])
        desk.play(desk.letters_of(0), "", "ba", "")
        assert [(line["score"], line["rating"]) for line in desk.records()] == [(0.5, 1), (0, 1)]

    def test_upper_case_and_blanks_around_do_not_matter(self, desk: Desk) -> None:
        desk.play(f"  {desk.letters_of(0).upper()} ", "")
        assert desk.records()[0]["score"] == 1

    def test_a_sixth_option_is_picked_with_f(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-six"])
        task: Any = desk.sitting.now.task
        desk.play("f", "")
        assert desk.records()[0]["given"] == [task.shown[5]]
        assert desk.records("flag") == []

    def test_g_after_the_letters_adds_the_guess(self, desk: Desk) -> None:
        printed = desk.play(f"{desk.letters_of(0)} g", "")
        assert "[2]: " in printed
        assert [(line["guess"], line["rating"]) for line in desk.records()] == [(True, 2)]

    def test_an_ordering_is_answered_in_order(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["vpc-order", "vpc-match"])
        task: Any = desk.sitting.now.task
        printed = desk.play(spelled(task.shown, (0, 1, 2, 3)), "", "?")
        assert "Your answer, the letters a-d in order (s skip, q end): " in printed
        assert "Your answer, the letters a-c in the order of the * lines (s skip, q end): " in printed
        assert desk.records()[0]["score"] == 1


class TestCommands:
    def test_commands_read_no_rating(self, desk: Desk) -> None:
        printed = desk.play("s", "?", "s", "q")
        assert questions(printed) == ["1", "2", "3"]
        assert desk.sitting.session.skipped == ("vpc-endpoint", "vpc-two")
        assert desk.sitting.ended_by == "q"

    def test_u_takes_back_the_answer_and_asks_it_again(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(1), "", "u", desk.letters_of(0), "", "q")
        assert questions(printed) == ["1", "2", "1", "2"]
        assert printed.count("Taken back. Answer it again.") == 1
        assert [line["score"] for line in desk.records()] == [0, 1]
        assert [line["target"] for line in desk.records("undo")] == [desk.records()[0]["id"]]

    def test_u_at_the_rating_takes_back_the_answer_on_the_screen(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(0), "u", desk.letters_of(0), "")
        assert questions(printed)[:2] == ["1", "2"]
        assert [line["score"] for line in desk.records()] == [1]

    @pytest.mark.parametrize("second", ["u", "q", "?", "4", "nonsense"])
    def test_after_a_wrong_answer_the_second_line_means_again_whatever_it_says(self, desk: Desk, second: str) -> None:
        printed = desk.play(desk.letters_of(1), second)
        assert questions(printed) == ["1", "2"]
        assert [line["rating"] for line in desk.records()] == [1]

    def test_a_re_ask_does_not_repeat_the_question(self, desk: Desk) -> None:
        printed = desk.play("u", "?", "!", "p", "", "nonsense")
        assert questions(printed) == ["1"]
        assert "There is nothing to undo." in printed
        assert "Flagged." in printed
        assert printed.count("Press Enter to go on (q end): ") == 1

    def test_help_says_what_can_be_typed(self, desk: Desk) -> None:
        printed = desk.play("?")
        for key in ("s skip", "q end", "u take back", "! flag", "p pause", "- bury", "@ suspend", "? this help"):
            assert key in printed

    def test_help_is_there_at_the_rating_too(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(0), "?", "2")
        assert "u take back the last answer" in printed
        assert [line["rating"] for line in desk.records()] == [2]

    def test_bury_and_suspend_go_on_with_the_next_question(self, desk: Desk) -> None:
        printed = desk.play("-", "@")
        assert "Buried until tomorrow." in printed
        assert "Suspended. Undo brings it back; later awsprep show vpc-two --release" in printed
        assert questions(printed) == ["1", "2", "3"]
        assert len(desk.records("bury")) == len(desk.records("suspend")) == 1

    def test_a_pause_can_end_the_sitting(self, desk: Desk) -> None:
        desk.play("p", "q", "a")
        assert desk.records() == []
        assert desk.sitting.stage is Stage.OVER

    def test_a_mistake_in_the_question_is_reported_after_the_answer(self, desk: Desk) -> None:
        printed = desk.play(desk.letters_of(1), "x B is right As well", "")
        assert "Kept. The text to send us is printed at the end." in printed
        assert desk.sitting.reports == [("vpc-endpoint", "B is right As well")]
        assert len(desk.records()) == 1

    def test_in_a_gap_letters_are_text_except_for_the_four_commands(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-deny#1", "iam-deny#2"])
        desk.play("p", "", "DENY", "")
        assert [(line["given"], line["score"]) for line in desk.records()] == [("p", 0), ("DENY", 0)]
        for command in "suq?":
            other = Desk(tmp_path / f"{ord(command)}", ["iam-deny#1", "iam-deny#2"])
            other.play(command)
            assert other.records() == []

    def test_an_empty_gap_is_asked_again(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-deny#1"])
        assert desk.play("", "deny", "").count("What fills the gap? (s skip, q end): ") == 2
        assert desk.records()[0]["score"] == 1


class TestOpen:
    def test_an_empty_line_reveals_and_letters_tick(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-role"])
        printed = desk.play("", "ab")
        assert "The answer:\nAn identity without credentials" in printed
        assert (
            "a) say: It is assumed (a must)\nb) say: Its credentials are short-lived\nc) red flag: Gives it" in printed
        )
        (line,) = desk.records()
        assert (line["given"], line["auto"], line["rating"], line["score"]) == ("", 3, 3, 1)
        assert line["points"]["final"] == ["assume", "short"]

    @pytest.mark.parametrize(
        ("line", "rating", "points", "flags"),
        [
            ("ab 4", 4, ["assume", "short"], []),
            ("ab4", 4, ["assume", "short"], []),
            ("4 a", 4, ["assume"], []),
            ("abc", 1, ["assume", "short"], ["password"]),
            ("b", 2, ["short"], []),
            ("", 1, [], []),
            ("3", 3, [], []),
            ("B A 2", 2, ["assume", "short"], []),
        ],
    )
    def test_the_second_line_is_letters_or_a_rating_or_both(
        self, tmp_path: Path, line: str, rating: int, points: list[str], flags: list[str]
    ) -> None:
        desk = Desk(tmp_path, ["iam-role"])
        desk.play("", line)
        (record,) = desk.records()
        assert (record["rating"], record["points"]["final"], record["flags"]["final"]) == (rating, points, flags)

    @pytest.mark.parametrize("line", ["d", "aa", "a 5", "a 34", "ab!"])
    def test_a_second_line_that_means_nothing_is_asked_again(self, tmp_path: Path, line: str) -> None:
        desk = Desk(tmp_path, ["iam-role"])
        assert desk.play("", line, "a").count("That is no rating.") == 1
        assert desk.records()[0]["points"]["final"] == ["assume"]

    def test_what_is_typed_is_kept(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-role"])
        desk.play("An identity to assume", "a 3")
        assert desk.records()[0]["given"] == "An identity to assume"

    def test_points_beyond_the_letters_are_shown_without_one(self, tmp_path: Path) -> None:
        points = "".join(f"      - {{id: p{n}, text: Point {n}}}\n" for n in range(12))
        text = BANK["iam"].split("  - id: iam-six")[0].split("    key_points:")[0] + "    key_points:\n" + points
        read = bank(tmp_path / "long", {"iam": text + "    red_flags:\n      - {id: late, text: Late}\n"})
        printed = Desk(tmp_path, ["iam-role"], bank=read).play("", "ai")
        assert "i) say: Point 8\nSay: Point 9\n" in printed
        assert "Red flag: Late\n" in printed


class TestTyped:
    def test_a_line_is_marked_and_letters_turn_what_was_found(self, tmp_path: Path) -> None:
        desk = essay_desk(tmp_path)
        printed = desk.play("It is assumed, with temporary credentials.", "bc")
        assert "Your answer in one line, or Enter to see ours (s skip, q end): It is assumed" in printed
        assert (
            'a) [x] say: It is assumed (a must): found: "assumed"\n'
            'b) [x] say: Its credentials are short-lived: found: "temporary credentials"\n'
            "c) [ ] say: A trust policy says by whom: not found - did you say it?\n"
            "d) [ ] red flag: Gives it a password: not found - did you say it?\n"
        ) in printed
        assert "Type the letters of which the tick is to change, and rate: 1 again tomorrow, 2 hard" in printed
        assert "[2]: bc" in printed
        (line,) = desk.records()
        assert line["given"] == "It is assumed, with temporary credentials."
        assert line["points"] == {"auto": ["assume", "short"], "final": ["assume", "trust"]}
        assert (line["auto"], line["rating"]) == (2, 2)

    @pytest.mark.parametrize(
        ("second", "rating", "final"),
        [
            ("", 3, ["assume", "short", "trust"]),
            ("4", 4, ["assume", "short", "trust"]),
            ("abc 1", 1, []),
            ("d", 1, None),
        ],
    )
    def test_the_second_line_is_letters_or_a_rating_or_both(
        self, tmp_path: Path, second: str, rating: int, final: list[str] | None
    ) -> None:
        desk = essay_desk(tmp_path)
        desk.play(WHOLE, second)
        (line,) = desk.records()
        assert line["rating"] == rating
        assert final is None or line["points"]["final"] == final

    def test_an_empty_line_reveals_and_letters_tick_from_nothing(self, tmp_path: Path) -> None:
        desk = essay_desk(tmp_path)
        printed = desk.play("", "abc")
        assert "a) say: It is assumed (a must)\n" in printed
        assert "found" not in printed
        assert desk.records()[0]["points"] == {"auto": None, "final": ["assume", "short", "trust"]}

    def test_commands_stay_commands_and_read_no_rating(self, tmp_path: Path) -> None:
        desk = essay_desk(tmp_path)
        assert questions(desk.play("!", "?", "s", "q")) == ["1", "2"]
        assert desk.records() == []
        assert desk.records("flag")[0]["on"]

    def test_nothing_is_ever_called_wrong(self, tmp_path: Path) -> None:
        printed = essay_desk(tmp_path).play("I would give the role a password.", "")
        assert 'd) [x] red flag: Gives it a password: found: "role a password"' in printed
        assert "wrong" not in printed.lower()

    def test_r_remembers_the_only_sentence_and_reads_the_line_again(self, tmp_path: Path) -> None:
        desk = essay_desk(tmp_path)
        printed = desk.play("Others slip into it.", "r a", "")
        assert 'Kept for a: "Others slip into it" is found from now on.\nType the letters' in printed
        assert desk.records()[0]["points"] == {"auto": [], "final": ["assume"]}
        assert desk.records("note")[0]["point"] == "assume"

    def test_of_several_sentences_it_asks_which(self, tmp_path: Path) -> None:
        desk = essay_desk(tmp_path)
        printed = desk.play("Others slip into it. It ends after an hour.", "r b", "r b b", "r z", "r ", "")
        assert (
            'a) "Others slip into it"\nb) "It ends after an hour"\nWhich of these says it? Type: r b and its letter.\n'
        ) in printed
        assert 'Kept for b: "It ends after an hour"' in printed
        assert "No key point is listed under that." in printed
        assert [note["text"] for note in desk.records("note")] == ["It ends after an hour"]

    def test_what_was_not_typed_cannot_be_remembered(self, tmp_path: Path) -> None:
        assert "That is no rating." in essay_desk(tmp_path).play("", "r a")


class TestEndOfInput:
    def test_at_a_question_it_is_q(self, desk: Desk) -> None:
        desk.play()
        assert desk.sitting.ended_by == "q"
        assert desk.records() == []

    def test_at_a_rating_the_answer_is_written_with_the_suggested_one(self, desk: Desk) -> None:
        desk.play(desk.letters_of(0))
        assert [line["rating"] for line in desk.records()] == [3]
        assert desk.sitting.ended_by == "q"

    def test_in_a_pause_it_is_q(self, desk: Desk) -> None:
        desk.play("p")
        assert desk.sitting.stage is Stage.OVER

    def test_q_at_a_rating_writes_it_too(self, desk: Desk) -> None:
        desk.play(desk.letters_of(0), "q", "a")
        assert [line["rating"] for line in desk.records()] == [3]

    def test_a_last_line_without_a_line_feed_is_a_line(self, desk: Desk) -> None:
        Plain(Lines(io.StringIO(desk.letters_of(0)), desk.out, desk.theme)).play(desk.sitting)
        assert len(desk.records()) == 1


class TestDurability:
    def test_the_next_question_is_printed_only_when_the_answer_is_in_the_journal(self, desk: Desk) -> None:
        def check() -> None:
            shown = questions(desk.out.getvalue())
            assert len(desk.records()) >= len(shown) - 1
            if desk.sitting.stage is Stage.ANSWER:
                assert len(desk.records()) == len(shown) - 1

        desk.play(*["a", "", "b", "", "ab", "", "ba", ""], before=check)
        assert len(desk.records()) >= 3

    def test_a_signal_in_the_middle_of_a_write_waits_for_it(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        lines = Lines(io.StringIO(f"{desk.letters_of(0)}\n\n"), desk.out, desk.theme)
        append = desk.sitting.recorder.journal.append

        def interrupted(fields: dict[str, Any]) -> dict[str, Any]:
            lines.stop("TERM")
            return append(fields)

        monkeypatch.setattr(desk.sitting.recorder.journal, "append", interrupted)
        with pytest.raises(Stopped) as caught:
            Plain(lines).play(desk.sitting)
        assert str(caught.value) == "TERM"
        assert len(desk.records()) == 1
        assert desk.sitting.stage is Stage.ASK

    def test_a_signal_while_a_line_is_awaited_ends_at_once(self, desk: Desk) -> None:
        lines: Lines = Lines(reading("a\n", lambda: lines.stop("INT")), desk.out, desk.theme)
        with pytest.raises(Stopped, match="INT"):
            Plain(lines).play(desk.sitting)

    @pytest.mark.parametrize(("error", "name"), [(BrokenPipeError(), "PIPE"), (OSError(5, "gone"), "HUP")])
    def test_a_terminal_that_is_gone_stops_the_sitting(self, desk: Desk, error: OSError, name: str) -> None:
        class Gone(io.StringIO):
            def flush(self) -> None:
                raise error

        with pytest.raises(Stopped, match=name):
            Plain(Lines(io.StringIO("a\n"), Gone(), desk.theme)).play(desk.sitting)

    def test_an_output_without_room_is_no_terminal_that_hung_up(self, desk: Desk) -> None:
        class Full(io.StringIO):
            def flush(self) -> None:
                raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(UnwrittenError, match="could not be written: No space left on device") as caught:
            Plain(Lines(io.StringIO("a\n"), Full(), desk.theme)).play(desk.sitting)
        assert caught.value.exit_code == 4
        assert desk.sitting.stage is Stage.OVER

    def test_an_answer_that_cannot_be_saved_is_told_before_the_next_question(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        journal: Journal = desk.sitting.recorder.journal

        def refuse(month: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal, "_go_on", refuse)
        monkeypatch.setattr(journal, "_new", refuse)
        printed = desk.play(desk.letters_of(0), "")
        assert printed.index("\nNOT SAVED: ") < printed.index("\nQuestion 2 of")
        assert len(journal.held) == 2


class TestReviews:
    def test_again_is_today_in_a_review(self, tmp_path: Path) -> None:
        known = Progress({"vpc-endpoint": Card(Learned(9.0, 5.0, TODAY - 9, TODAY, 3, 0), seen=3)})
        desk = Desk(tmp_path, mode=REVIEW, progress=known)
        right = desk.letters_of(0)
        assert "Rate: 1 again today, 2 hard " in desk.play(right, "1")
        assert desk.sitting.session.total == len(CARDS) + 1

    def test_a_wrong_choice_says_when_it_comes_back(self, tmp_path: Path) -> None:
        assert "It comes back today. Press Enter to go on: " in Desk(tmp_path, mode=REVIEW).play("ab", "")
        assert "It comes back tomorrow. Press Enter to go on: " in Desk(tmp_path / "quiz").play("ab", "")

    def test_cramming_promises_nothing(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["vpc-endpoint"], CRAM)
        assert "Rate: 1 again, 2 hard, 3 good, 4 easy. [3]: " in desk.play(desk.letters_of(0))
        desk = Desk(tmp_path / "wrong", ["vpc-endpoint"], CRAM)
        assert "\nPress Enter to go on: " in desk.play(desk.letters_of(1))


class TestScreenReaders:
    def test_the_whole_of_a_question(self, desk: Desk) -> None:
        desk.clock.wait(0)
        printed = desk.play("a g", "", before=lambda: desk.clock.wait(1))
        task: Any = desk.sitting.bank.read("vpc-endpoint").body
        assert {option.text for option in task.options} <= set(re.findall(r"^[a-c]\) (.*)$", printed, re.MULTILINE))
        assert printed.startswith(
            "\nQuestion 1 of 7. VPC, level mid. Choose one. 90 seconds.\nWhich endpoint costs nothing per hour?\na) "
        )
        assert "1 second of 90." in printed
        assert (
            "\nSay: It is a route table entry\nSay: Same Region only\nRed flag: Mixes it up with PrivateLink\n"
            in printed
        )
        assert "gateway-endpoints.html (checked 2026-11)\n" in printed

    def test_nothing_is_coloured_or_redrawn_and_lines_stay_narrow(self, desk: Desk) -> None:
        printed = desk.play("a", "", "ab", "", "abcd", "", "abc", "", "deny", "", "", "", "f", "")
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", printed)
        assert not [
            line for line in printed.splitlines() if len(line) > 79 and "https://" not in line and ": " not in line
        ]

    def test_an_ascii_terminal_gets_ascii(self, tmp_path: Path) -> None:
        text = BANK["vpc"].replace("A gateway endpoint", "A gateway → “endpoint” … 1 µs")
        desk = Desk(
            tmp_path,
            theme=Theme(80, unicode=False, color=False),
            bank=bank(tmp_path / "b", {"vpc": text}),
            cards=CARDS[:1],
        )
        printed = desk.play("é", "a", "")
        assert printed.isascii()
        assert 'A gateway -> "endpoint" ... 1 us' in printed

    def test_what_was_typed_is_echoed_only_where_no_terminal_does(self, desk: Desk) -> None:
        Plain(Lines(io.StringIO("zzz\n"), desk.out, desk.theme, echo=False)).play(desk.sitting)
        assert "zzz" not in desk.out.getvalue()

    def test_control_characters_that_are_typed_come_back_harmless(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ["iam-deny#1"])
        printed = desk.play("\x1b]0;title\x07de\x9bny", "")
        assert "\x1b" not in printed
        assert "\x9b" not in printed


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [36, 60, 80])
def test_no_line_is_wider_than_the_terminal_but_an_address(tmp_path: Path, width: int) -> None:
    desk = Desk(tmp_path, theme=Theme(width, unicode=True, color=False))
    out = Screen()
    typed = ("?", "zz", "d", "", "ab", "2", "?", "x it is wrong as well, or so I read it somewhere", "9")
    reader = reading("".join(f"{line}\n" for line in typed), lambda: out.write("\n"))  # as the learner's Enter does
    Plain(Lines(reader, out, desk.theme)).play(desk.sitting)
    lines = out.getvalue().split("\n")
    assert {len(line) for line in lines if not line.startswith("Read: ")} <= set(range(width))
    assert sum(line.startswith("s skip") for line in lines) >= 1


def test_a_prompt_in_a_pipe_is_one_line_at_any_width(tmp_path: Path) -> None:
    desk = Desk(tmp_path, theme=Theme(36, unicode=True, color=False))
    printed = desk.play(desk.letters_of(0), "")
    assert re.search(r"^Rate: 1 again tomorrow, .*\. \[3\]: $", printed, re.MULTILINE)
