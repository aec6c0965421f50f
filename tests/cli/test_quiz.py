from __future__ import annotations

import errno
import fcntl
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.cli.unfinished import unfinished
from awsprep.core.day import DAY_MS
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Progress, Sitting
from awsprep.ui.lines import Lines
from tests.fakes import Clock, Home, Result

if TYPE_CHECKING:
    from awsprep.store.paths import Paths

JUDGE = "a\n\nb\n\nc\n\na\n\nb\n\nc\n\n"
PLAIN = ("quiz", "--plain", "--seed", "7")


def timeless(text: str) -> str:
    """Without what differs between two runs: times, and where the data lies."""
    return re.sub(r"\d+ (seconds?|s|min)\b", "T", text)


def asked(result: Result) -> list[str]:
    return re.findall(r"^Question (\d+) of (\d+)\.", result.out, re.MULTILINE)


class TestTheCommandLine:
    def test_a_seed_prints_the_same_twice_and_leaves_a_line_for_each_question(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        command = ("quiz", "--level", "mid", "--kind", "choice", "--count", "3", "--plain", "--seed", "7")
        printed = []
        for name in ("one", "two"):
            home = Home(tmp_path / name, monkeypatch, shipped=True)
            ended = home.run(*command, keys=JUDGE)
            assert ended.code == 0
            assert len(home.records()) == 3
            assert len(asked(ended)) >= 3
            printed.append(timeless(ended.out))
        assert printed[0] == printed[1]

    def test_without_a_terminal_it_needs_plain(self, home: Home) -> None:
        ended = home.run("quiz", keys="a\n")
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == (
            "awsprep: A quiz needs a terminal to read the answers from.\n"
            "  Run it in a terminal, or add --plain to answer line by line from a pipe.\n"
        )
        assert home.run("quiz", "--plain").code == 0
        assert home.run("quiz", AWSPREP_PLAIN="1").code == 0
        assert not os.path.exists(home.paths.data)

    def test_ten_questions_of_the_level_that_is_set_a_choice_first(self, home: Home) -> None:
        ended = home.run(*PLAIN)
        assert "Question 1 of 6." in ended.out
        assert "Choose one." in ended.out
        assert "Question 1 of 1. IAM, level senior." in home.run(*PLAIN, "--level", "senior").out
        assert "Question 1 of 7." in home.run(*PLAIN, "--level", "all").out
        assert "Question 1 of 7." in home.run(*PLAIN, "--level", "mid, SENIOR").out
        assert "Question 1 of 2." in home.run(*PLAIN, "--count", "2").out

    @pytest.mark.parametrize(
        ("options", "total"),
        [
            (["--topic", "vpc"], 4),
            (["--kind", "choice"], 2),
            (["--kind", "choice,open"], 3),
            (["--difficulty", "easy"], 3),
            (["--category", "basics"], 6),
            (["--topic", "iam", "--kind", "cloze"], 1),
        ],
    )
    def test_filters_narrow_it(self, home: Home, options: list[str], total: int) -> None:
        assert f"Question 1 of {total}." in home.run(*PLAIN, *options).out

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--level", "md"], 'There is no level "md". Did you mean "mid"?'),
            (["--topic", "vcp"], 'There is no topic "vcp". Did you mean "vpc"?'),
            (["--kind", "quiz"], "Choose from: open, choice, ordering, matching, cloze, lab"),
            (["--count", "0"], "--count must be from 1 to 1000."),
            (["--time", "soon"], '--time cannot be "soon".'),
            (["--time", "0s"], '--time cannot be "0s".'),
            (["--per-question", "10"], "Say it like 90s, 10m or 1h30m."),
            (["--seed", "-1"], "--seed must be a whole number"),
            (["--exam", "--kind", "open"], "An exam cannot mark open questions."),
            (["--count", "many"], "Invalid value"),
        ],
    )
    def test_a_bad_value_is_told_with_the_good_ones(self, home: Home, options: list[str], said: str) -> None:
        ended = home.run(*PLAIN, *options)
        assert ended.code == 2
        assert said in ended.err
        assert ended.out == ""

    def test_where_nothing_matches_the_code_is_3(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--topic", "vpc", "--kind", "open")
        assert ended.code == 3
        assert "None of the 7 questions matches these filters." in ended.err
        ended = home.run(*PLAIN, "--missed")
        assert ended.code == 3
        assert "There is nothing that you had wrong last time" in ended.err

    def test_times_are_what_was_asked_for(self, home: Home) -> None:
        assert "30 seconds." in home.run(*PLAIN, "--per-question", "30s").out
        assert "60 seconds." in home.run(*PLAIN, "--time", "1m").out

    def test_a_question_file_named_on_the_command_line_is_what_is_asked(self, home: Home) -> None:
        own = home.folder / "own.yaml"
        shipped = (home.folder / "questions" / "vpc.yaml").read_text()
        own.write_text("bank: acme\n" + shipped.split("  - id: vpc-two")[0].replace("which endpoint", "mine"))
        ended = home.run(*PLAIN, "--bank", str(own), "--kind", "choice", "--difficulty", "easy")
        assert "Question 1 of 1." in ended.out
        assert str(own) in "".join(ended.out.split())

    def test_a_question_file_of_the_settings_is_asked_along_with_ours(self, home: Home) -> None:
        own = home.folder / "own.yaml"
        shipped = (home.folder / "questions" / "vpc.yaml").read_text()
        own.write_text("bank: acme\n" + shipped.split("  - id: vpc-two")[0].replace("which endpoint", "mine"))
        ended = home.run(*PLAIN, "--kind", "choice", "--difficulty", "easy", AWSPREP_BANK=str(own))
        assert "Question 1 of 2." in ended.out


class TestOverTime:
    def test_the_quiz_ends_when_its_time_is_used_up_and_says_so(self, home: Home) -> None:
        home.clock = Clock()
        clock = home.clock
        monotonic = clock.monotonic

        def passing() -> float:
            clock.wait(20)
            return monotonic()

        clock.monotonic = passing  # type: ignore[method-assign]
        ended = home.run(*PLAIN, "--time", "1m", keys="a\n\n" * 9)
        assert ended.code == 0
        assert "Time is up." in ended.out
        assert 0 < len(home.records()) < 6


class TestResuming:
    def begin(self, home: Home, *options: str, answers: int = 2) -> list[str]:
        """A quiz whose process dies after some answers; their cards."""
        with home.monkeypatch.context() as patch:
            patch.setattr("awsprep.ui.recorder.Recorder.end", lambda *_: None)
            home.run(*PLAIN, *options, keys="a\n\n" * answers)
        return [line["card"] for line in home.records()]

    def test_it_goes_on_where_it_was_broken_off(self, home: Home) -> None:
        before = self.begin(home)
        assert len(before) >= 2
        ended = home.run("quiz", "--resume", "--plain", keys="a\n\n" * 9)
        assert f"Question {len(before) + 1} of 6." in ended.out
        cards = [line["card"] for line in home.records()]
        assert len(cards) == len(set(cards)) == 6
        assert len({line["session"] for line in home.records()}) == 1
        assert home.run("quiz", "--resume", "--plain").code == 3

    def test_one_that_is_open_in_another_terminal_is_left_to_it(self, home: Home) -> None:
        before = self.begin(home)
        (path,) = Path(home.paths.journal).iterdir()
        with path.open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            ended = home.run("quiz", "--resume", "--plain")
            assert ended.code == 3
            assert ended.err.startswith("awsprep: The unfinished quiz is open in another terminal.\n")
            assert "unfinished" not in home.run().out
            newer = self.begin(home, "--count", "3", answers=1)[len(before) :]
            ended = home.run("quiz", "--resume", "--plain", keys="q\n")
            assert f"Question {len(newer) + 1} of 3." in ended.out
        assert f"unfinished quiz, Q{len(before) + 1} of 6" in home.run().out

    def test_the_one_that_was_begun_last_goes_on_also_when_an_older_one_came_in_later(self) -> None:
        progress = Progress()
        for name, moment in (("new", 9), ("old", 5), ("busy", 12)):
            progress.sittings[name] = Sitting(name, "quiz", moment, 1, ["a", "b"], {}, asked=["a"])
        progress.sittings["done"] = Sitting("done", "quiz", 20, 1, ["a"], {}, asked=["a"])
        progress.sittings["review"] = Sitting("review", "review", 30, 1, ["a", "b"], {}, asked=["a"])
        found = unfinished(progress, {"busy"})
        assert found is not None
        assert found.id == "new"
        assert unfinished(progress, {"busy", "new", "old"}) is None

    def test_there_is_nothing_to_go_on_with_after_q(self, home: Home) -> None:
        home.run(*PLAIN, keys="a\n\nq\n")
        ended = home.run("quiz", "--resume", "--plain")
        assert ended.code == 3
        assert ended.err == "awsprep: There is no unfinished quiz.\n  Begin one with: awsprep quiz\n"

    def test_questions_that_are_gone_are_left_out(self, home: Home) -> None:
        self.begin(home, "--topic", "vpc", answers=1)
        (home.folder / "questions" / "vpc.yaml").write_text("topic: vpc\nquestions: []\n")
        ended = home.run("quiz", "--resume", "--plain")
        assert ended.code == 3
        assert "no longer in the bank" in ended.err

    def test_the_home_screen_and_the_summary_name_it(self, home: Home) -> None:
        self.begin(home)
        assert "awsprep quiz --resume" in home.run().out


class TestExams:
    def test_nothing_is_told_until_it_is_handed_in(self, home: Home) -> None:
        exam = (*PLAIN, "--exam", "--kind", "choice", "--level", "all")
        ended = home.run(*exam, keys="a\n<\n!\nb\nab\na\n<\n>\n2\ns\ns\n\n")
        assert ended.code == 0
        before, _, after = ended.out.partition("Session over")
        assert "Right." not in before
        assert "Wrong." not in before
        assert "Press Enter to hand in, or type a number to go there: " in before
        assert "Your answer so far: a" in before
        assert "1. answered, flagged: " in before
        assert after
        assert len(home.records("answer")) == 4
        assert len(home.records()) == 3
        assert home.records("session")[-1]["event"] == "end"

    def test_what_was_left_open_is_not_among_those_that_missed_asks_again(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--exam", "--kind", "choice", "--topic", "vpc", keys="b\nq\n\n")
        wrong = [line for line in home.records() if line["score"] < 1]
        assert len(wrong) == 1
        assert "not answered" in ended.out
        assert "awsprep quiz --missed the wrong one again" in " ".join(ended.out.split())
        assert "Question 1 of 1." in home.run("quiz", "--missed", "--plain").out

    def test_the_end_of_the_input_hands_it_in(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--exam", keys="a\n")
        assert ended.code == 0
        assert len(home.records()) == 1
        assert "1 of 5" in ended.out or "0 of 5" in ended.out
        assert "not answered" in ended.out
        assert "no time" not in ended.out
        corrected, _, result = ended.out.partition("What was not right")[2].partition("Session over")
        assert "Next" in result
        assert "Key  " not in result
        assert corrected.count("Yours   not answered\n") == 4
        assert corrected.count("Key     ") == 5 - (home.records()[0]["score"] == 1)

    def test_open_questions_are_not_asked(self, home: Home) -> None:
        assert "Question 1 of 6." in home.run(*PLAIN, "--exam", "--level", "all").out

    def test_one_that_was_left_goes_on_until_its_deadline(self, home: Home) -> None:
        home.clock = Clock()
        with home.monkeypatch.context() as patch:
            patch.setattr("awsprep.ui.examination.Examination.hand_in", lambda exam, by="": exam.leave("TERM"))
            home.run(*PLAIN, "--exam", "--count", "3", keys="a\n")
        assert len(home.records("answer")) == 1
        assert home.records() == []
        home.clock.wait(60)
        ended = home.run("quiz", "--resume", "--plain", keys="<\n")
        assert "Question 2 of 3." in ended.out
        assert "Your answer so far: a" in ended.out
        assert len(home.records()) == 1

    def test_after_its_deadline_it_is_handed_in_as_it_stood(self, home: Home) -> None:
        home.clock = Clock()
        with home.monkeypatch.context() as patch:
            patch.setattr("awsprep.ui.examination.Examination.hand_in", lambda exam, by="": exam.leave("TERM"))
            left = home.run(*PLAIN, "--exam", "--count", "3", keys="a\n")
        assert left.code == 0
        home.clock.wait(3600)
        ended = home.run("quiz", "--resume", "--plain", keys="b\n")
        assert "Time is up." in ended.out
        assert "Question" not in ended.out
        assert "no time" in ended.out
        assert "not answered" not in ended.out.partition("Session over")[2]
        assert len(home.records()) == 1

    def test_q_leads_to_the_list_and_from_there_hands_in(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--exam", "--count", "3", keys="a\nq\n2\nq\nq\n")
        assert ended.code == 0
        assert "s skip, < back, q list and hand in" in ended.out
        assert ended.out.count("Press Enter to hand in, or type a number to go there: ") == 2
        assert ended.out.count("Question 2 of 3.") == 2
        assert len(home.records()) == 1

    def test_a_flag_is_there_again_when_it_is_resumed(self, home: Home) -> None:
        home.clock = Clock()
        with home.monkeypatch.context() as patch:
            patch.setattr("awsprep.ui.examination.Examination.hand_in", lambda exam, by="": exam.leave("TERM"))
            home.run(*PLAIN, "--exam", "--count", "3", keys="!\na\n")
        ended = home.run("quiz", "--resume", "--plain", keys="q\n\n")
        assert "\n1. answered, flagged: " in ended.out
        assert "\n2. OPEN: " in ended.out


def read_only(paths: Paths) -> None:
    raise OSError(errno.EROFS, "Read-only file system", paths.data)


class TestTrouble:
    def test_a_data_folder_that_cannot_be_written_is_told_loudly_and_nothing_is_lost(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("awsprep.store.place.prepare", read_only)
            ended = home.run(*PLAIN, "--count", "3", keys="a\n\n" * 5)
        assert ended.code == 4
        assert "\nNOT SAVED: " in ended.out
        assert ended.out.index("NOT SAVED") < ended.out.index("Question 2 of 3.")
        assert "awsprep: NOT SAVED: the last answers could not be written to" in ended.err
        spilled = [name for name in os.listdir(home.paths.state) if name.startswith("spill-")]
        assert len(spilled) == 1
        assert str(Path(home.paths.state, spilled[0])) in ended.err

        again = home.run(*PLAIN, "--count", "1", keys="a\n\n" * 3)
        assert again.code == 0
        assert len(home.records()) == 4
        assert not [name for name in os.listdir(home.paths.state) if name.startswith("spill-")]

    def test_where_no_place_takes_them_it_says_so(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("awsprep.store.spill.write", lambda *_: None)
        monkeypatch.setattr("awsprep.store.place.prepare", read_only)
        ended = home.run(*PLAIN, "--count", "1", keys="a\n\n" * 3)
        assert ended.code == 4
        assert "could not be written anywhere" in ended.err
        assert f"put it into a file that ends in .jsonl in {home.paths.journal}:" in ended.err
        monkeypatch.undo()
        lines = [line for line in ended.err.splitlines() if line.startswith('{"v":')]
        os.makedirs(home.paths.journal)
        Path(home.paths.journal, "copied.jsonl").write_text("\n".join(lines))
        assert len(home.records()) == 1
        assert json.loads(home.run("doctor", "--json").out)["journal"]["answers"] == 1

    def test_a_journal_that_cannot_be_read_at_the_end_costs_no_summary(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from awsprep.store import snapshot

        opened = snapshot.open_progress

        def open_progress(*given: Any, **named: Any) -> Any:
            if named.get("save"):
                raise AwsprepError("Cannot read the journal.", "Check the disk.")
            return opened(*given, **named)

        monkeypatch.setattr(snapshot, "open_progress", open_progress)
        ended = home.run(*PLAIN, "--count", "1", keys="a\n\n" * 3)
        assert ended.code == 4
        assert "Cannot read the journal." in ended.err
        assert "Session over" in ended.out

    def test_what_fails_in_the_middle_still_gives_the_journal_back(self, home: Home) -> None:
        home.monkeypatch.setattr("awsprep.ui.plain.Plain._rate", lambda *_: 1 / 0)
        ended = home.run(*PLAIN, "--count", "1", keys="a\n\n" * 3)
        assert ended.code == 70
        assert "this is a bug: ZeroDivisionError" in ended.err


class TestSignals:
    @pytest.mark.parametrize(("name", "code"), [("INT", 130), ("TERM", 143), ("HUP", 129), ("PIPE", 0)])
    def test_a_quiz_that_is_stopped_names_the_way_back(self, home: Home, name: str, code: int) -> None:
        self.stop(home, name, after=1)
        ended = home.run(*PLAIN, keys="a\n\n" * 9)
        assert ended.code == code
        assert re.search(r"awsprep quiz --resume +go on where you stopped", ended.out)
        assert len(home.records()) == 1

    def test_one_that_is_stopped_at_its_last_answer_is_over(self, home: Home) -> None:
        self.stop(home, "TERM", after=1)
        ended = home.run(*PLAIN, "--count", "1", keys="a\n\n" * 9)
        assert ended.code == 143
        assert "--resume" not in ended.out
        assert home.records("session")[-1]["event"] == "end"

    def test_an_exam_that_is_stopped_says_that_its_clock_runs_on(self, home: Home) -> None:
        self.stop(home, "INT", after=2)
        ended = home.run(*PLAIN, "--exam", keys="a\na\na\n")
        assert ended.code == 130
        told = " ".join(ended.out.split())
        assert "The exam is not handed in: 2 of 5 questions are answered, and its clock runs on." in told
        assert told.endswith("To go on: awsprep quiz --resume")
        assert home.records() == []

    def stop(self, home: Home, name: str, *, after: int) -> None:
        """A signal that comes with a line that is read."""
        left = [after]
        ask = Lines.ask

        def stopped(lines: Lines, prompt: str) -> str | None:
            if not left[0]:
                lines.stop(name)
            left[0] -= 1
            return ask(lines, prompt)

        home.monkeypatch.setattr(Lines, "ask", stopped)


class TestTheSummary:
    def test_ends_with_what_was_missed_and_the_commands_to_go_on(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--count", "2", keys="zz\n" + "a\n\n" * 6)
        assert re.search(r"Session over · quiz · mid · 2 questions", ended.out)
        wrong = [line["card"] for line in home.records() if line["score"] < 1]
        assert all(card.partition("#")[0] in ended.out for card in wrong)
        assert "awsprep quiz --missed" in ended.out
        missed = home.run(*PLAIN, "--missed")
        assert f"Question 1 of {len(wrong)}." in missed.out

    def test_where_nothing_was_answered_it_says_so(self, home: Home) -> None:
        ended = home.run(*PLAIN, keys="q\n")
        assert "Nothing was answered. The questions will be there." in ended.out
        assert ended.code == 0

    def test_the_next_day_what_was_wrong_is_due(self, home: Home) -> None:
        home.clock = Clock()
        home.run(*PLAIN, "--count", "2", keys="a\n\n" * 6)
        home.clock.wait(DAY_MS / 1000)
        assert "due" in home.run().out
        ended = home.run("review", "--plain", keys="a\n\n" * 20)
        assert ended.code == 0
        assert "Session over · review" in ended.out

    def test_a_reported_mistake_is_printed_ready_to_paste(self, home: Home) -> None:
        ended = home.run(*PLAIN, "--count", "1", keys="a\nx the key is wrong\n\n")
        assert "What is wrong: the key is wrong" in ended.out
        assert "What is wrong: the key is wrong" in home.run("notes", "--errors").out
