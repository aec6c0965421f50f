from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awsprep.store.scorecards import folder, kept
from tests.fakes import Clock, put_bank
from tests.ui.interviews import files

if TYPE_CHECKING:
    from tests.fakes import Home

WELL = "It has a kernel, a lattice and a pinion."
BRIEF = ("interview", "--plain", "--type", "--seed", "7", "--minutes", "10")
"""Too short for a design prompt and a story."""


class Running(Clock):
    """Half a minute passes whenever somebody looks."""

    def monotonic(self) -> float:
        self.wait(30)
        return self.seconds


@pytest.fixture
def hall(home: Home) -> Home:
    """A home whose bank has enough to ask."""
    put_bank(home.folder / "questions", files())
    home.clock = Clock()
    return home


def test_an_interview_ends_with_a_scorecard_that_is_kept(hall: Home) -> None:
    keys = "a\n" + f"{WELL}\n" * 12 + "q\n"
    done = hall.run(*BRIEF, "--level", "mid", keys=keys)
    assert done.code == 0
    assert "Mock interview, mid, 10 minutes." in done.out
    assert "design prompt" not in done.out
    assert "Question 1, 10 min left." in done.out
    assert "Mock interview, mid · " in done.out
    assert "This rates" in done.out
    (card,) = kept(hall.paths).cards
    assert card.id == hall.records("session")[0]["session"]
    assert card.level == "mid"
    assert card.answered >= 1
    assert f"Kept in {folder(hall.paths)}" in done.err
    assert [line["event"] for line in hall.records("session")] == ["start", "end"]
    assert {line["mode"] for line in hall.records()} == {"interview"}


def test_a_long_one_opens_with_a_design_prompt_and_a_story(hall: Home) -> None:
    keys = "a\nHow many users? What is the budget?\nAn ALB, stateless containers.\n\nab\nq\n\n\n"
    done = hall.run("interview", "--plain", "--type", "--seed", "7", keys=keys)
    assert "First a choice to warm up, a design prompt and a story" in done.out
    (card,) = kept(hall.paths).cards
    kinds = [asked.kind for asked in card.asked]
    assert kinds[:4] == ["choice", "opening", "sketch", "story"]
    assert "asked for 2 of 6 things before drawing" in card.asked[1].result
    assert card.asked[3].result.startswith("2 of 5 parts")
    assert len(hall.records()) == 1  # the choice; the rest is of no bank


def test_wrong_choices_are_corrected_and_wrong_topics_are_to_be_studied(hall: Home) -> None:
    wrong = {letter: hall.run(*BRIEF, keys=f"{letter}\nq\n") for letter in "abcd"}
    corrected = [each for each in wrong.values() if "What was not right" in each.out]
    assert len(corrected) == 3
    assert "Study next\n   awsprep quiz --level mid --topic" in corrected[0].out


def test_time_that_is_up_is_said(hall: Home) -> None:
    hall.clock = Running()
    done = hall.run(*BRIEF, keys="a\n" + f"{WELL}\n" * 60)
    assert "Time is up." in done.out


def test_a_card_is_written_to_the_files_that_were_named(hall: Home) -> None:
    names = {option: str(hall.folder / f"card.{option}") for option in ("md", "json", "html")}
    options = [word for option, path in names.items() for word in (f"--{option}", path)]
    done = hall.run(*BRIEF, *options, keys="a\nq\n")
    assert done.code == 0
    with open(names["json"], encoding="utf-8") as file:
        assert json.load(file)["schema"] == 1
    assert all(os.path.getsize(path) > 500 for path in names.values())


def test_nothing_answered_keeps_nothing(hall: Home) -> None:
    done = hall.run(*BRIEF, keys="q\n")
    assert done.code == 0
    assert "there is no scorecard" in done.err
    assert kept(hall.paths).cards == ()
    assert not os.path.exists(hall.paths.journal)
    assert "No interview yet" in hall.run("interview", "--history").out


@pytest.mark.parametrize("file", ["--md", "--json", "--html"])
def test_history_writes_no_file_and_says_what_does(hall: Home, tmp_path: Path, file: str) -> None:
    done = hall.run("interview", "--history", file, str(tmp_path / "card"))
    assert done.code == 2
    assert "awsprep scorecard show last" in done.err
    assert not (tmp_path / "card").exists()


def test_history_lists_interviews_and_not_those_of_others(hall: Home) -> None:
    hall.run(*BRIEF, keys="a\nq\n")
    hall.run("scorecard", "new", "Ada", "--questions", "1", keys="3\n\n\n")
    with open(os.path.join(folder(hall.paths), "2026-11-21-interview-x.json"), "w", encoding="utf-8") as file:
        file.write("[]")
    done = hall.run("interview", "--history")
    assert done.code == 0
    assert "2026-11-21  mid" in done.out
    assert "Ada" not in done.out
    assert "no scorecard that this version can read" in done.err


def test_focus_asks_these_topics_only(hall: Home) -> None:
    hall.run("interview", "--plain", "--type", "--seed", "3", "--focus", "vpc,iam", keys="a\n" + f"{WELL}\n" * 30)
    cards = {line["card"][:3] for line in hall.records()}
    assert cards <= {"vpc", "iam"}
    assert hall.records()[0]["card"].startswith(("vpc", "iam"))


def test_blind_says_so_and_nothing_else(hall: Home) -> None:
    done = hall.run(*BRIEF, "--blind", keys="a\n" + "A kernel.\n" * 3)
    assert "Nothing is said of your answers until the end" in done.out
    assert "Noted" not in done.out
    assert "And what of the lattice?" not in done.out.partition("Your answer to this")[0]


def test_aloud_is_told_how(hall: Home) -> None:
    done = hall.run("interview", "--plain", "--no-type", "--minutes", "10", keys="q\n")
    assert "Answer aloud, press Enter, and mark what you said." in done.out


class TestResuming:
    def broken_off(self, hall: Home, monkeypatch: pytest.MonkeyPatch) -> str:
        """An interview that was stopped by a signal after two answers; its id."""
        from awsprep.ui.lines import Lines, Stopped

        reads: list[str] = []
        true_read = Lines.ask

        def read(self: Lines, prompt: str) -> str | None:
            reads.append(prompt)
            if len(reads) > 2:
                raise Stopped("TERM")
            return true_read(self, prompt)

        with monkeypatch.context() as patch:
            patch.setattr(Lines, "ask", read)
            done = hall.run("interview", "--plain", "--type", "--seed", "7", keys="a\nHow many users?\n")
        assert done.code == 143
        assert "interview --resume" in done.err
        assert kept(hall.paths).cards == ()
        return str(hall.records("session")[0]["session"])

    def test_it_goes_on_with_what_was_said_before(self, hall: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        name = self.broken_off(hall, monkeypatch)
        done = hall.run("interview", "--plain", "--resume", keys="An ALB.\nq\n\n\n")
        assert done.code == 0
        assert "It goes on after 2 questions." in done.out
        assert "Question 3, 30 min left." in done.out
        (card,) = kept(hall.paths).cards
        assert card.id == name
        assert [asked.kind for asked in card.asked] == ["choice", "opening", "sketch"]
        assert [line["event"] for line in hall.records("session")] == ["start", "end"]
        assert hall.run("interview", "--plain", "--resume").code == 3

    def test_the_home_screen_names_it_unless_it_is_open_in_another_terminal(
        self, hall: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken_off(hall, monkeypatch)
        assert "unfinished interview, Q3   awsprep interview --resume" in hall.run().out
        (path,) = Path(hall.paths.journal).iterdir()
        with path.open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            assert "unfinished" not in hall.run().out
            busy = hall.run("interview", "--plain", "--resume")
        assert busy.code == 3
        assert "The unfinished interview is open in another terminal." in busy.err

    def test_one_that_was_stopped_before_anything_was_said_leaves_nothing(
        self, hall: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from awsprep.ui.lines import Lines, Stopped

        def read(self: Lines, prompt: str) -> str | None:
            raise Stopped("HUP")

        monkeypatch.setattr(Lines, "ask", read)
        done = hall.run("interview", "--plain")
        assert done.code == 129
        assert "--resume" not in done.err
        assert hall.records("session") == []

    def test_one_whose_scorecard_could_not_be_kept_gets_it_later(self, hall: Home) -> None:
        from awsprep.core.problem import AwsprepError

        def full(*_: object) -> str:
            raise AwsprepError("The scorecard could not be saved: No space left on device.", "Mend that.")

        with hall.monkeypatch.context() as patch:
            patch.setattr("awsprep.store.scorecards.save", full)
            failed = hall.run(*BRIEF, keys="a\nA kernel.\nq\n\n")
        assert failed.code == 4
        assert kept(hall.paths).cards == ()
        done = hall.run("interview", "--plain", "--resume", keys="\n")
        assert done.code == 0
        assert "This interview is over, but its scorecard was not kept. Here it is." in done.err
        assert "Press Enter to begin" not in done.out
        (card,) = kept(hall.paths).cards
        assert card.id == hall.records("session")[0]["session"]
        assert card.asked[0].kind == "choice"
        assert hall.run("interview", "--plain", "--resume").code == 3

    def test_there_may_be_none(self, hall: Home) -> None:
        done = hall.run("interview", "--plain", "--resume")
        assert done.code == 3
        assert "There is no unfinished interview." in done.err

    def test_the_time_that_was_used_is_used(self, hall: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        hall.clock = Running()
        self.broken_off(hall, monkeypatch)
        hall.clock = Clock(hall.clock.now)
        done = hall.run("interview", "--plain", "--resume", keys="")
        used = sum(line["ms"] for line in (*hall.records(), *hall.records("answer"))) / 1000
        assert used >= 60
        assert f"{-(-(1800 - used) // 60):.0f} min left" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--minutes", "4"), 2, "from 5 to 180"),
        (("--minutes", "181"), 2, "from 5 to 180"),
        (("--level", "guru"), 2, "junior, mid, senior"),
        (("--focus", "magic"), 2, "There is no topic"),
    ],
)
def test_what_makes_no_sense_is_said(hall: Home, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = hall.run("interview", "--plain", *arguments)
    assert done.code == code
    assert said in done.err


@pytest.mark.parametrize("option", ["--md", "--json", "--html"])
def test_a_file_that_cannot_be_written_is_said_before_anything_is_asked(hall: Home, option: str) -> None:
    for path in (str(hall.folder / "no" / "card"), str(hall.folder)):
        done = hall.run(*BRIEF, option, path, keys="a\nq\n")
        assert done.code == 4
        assert "cannot be written" in done.err
        assert "Question 1" not in done.out


def test_one_that_cannot_be_written_in_the_end_costs_no_scorecard(hall: Home) -> None:
    hall.monkeypatch.setattr("awsprep.cli.scorecard.check", lambda _: None)
    done = hall.run(*BRIEF, "--md", str(hall.folder / "no" / "card"), keys="a\nq\n")
    assert done.code == 4
    assert "too little to say for mid" in done.out
    assert "Kept in" in done.err
    assert len(kept(hall.paths).cards) == 1


def test_the_decision_is_the_last_to_be_read(hall: Home) -> None:
    done = hall.run(*BRIEF, keys="b\nq\n")
    before, card, after = done.out.partition("What was not right")
    assert card
    assert "Evidence" in before
    assert after.splitlines()[-3].startswith(" Decision  too little to say for mid")
    assert after.splitlines()[-1] == " Again     awsprep scorecard show"


def test_without_a_terminal_it_says_what_to_do(hall: Home) -> None:
    assert hall.run("interview").code == 2


def test_a_bank_of_ones_own_is_asked_alone(hall: Home, tmp_path: Path) -> None:
    own = put_bank(tmp_path / "own", {"kafka": "bank: mine\n" + files(("kafka",))["kafka"]})
    done = hall.run("interview", "--plain", "--type", "--minutes", "10", "--bank", own, keys="a\nq\n")
    assert done.code == 0
    assert all("/kafka-" in line["card"] for line in hall.records())
    assert "Other topics" in done.out
    (card,) = kept(hall.paths).cards
    for command, _ in card.study:
        assert hall.run(*command.split()[1:], *(["--plain"] if " quiz " in command else []), keys="q\n").code == 0
        assert f"--bank {own}" in command


def test_a_bank_without_questions_has_nothing_to_ask(hall: Home, tmp_path: Path) -> None:
    own = put_bank(tmp_path / "own", {"kafka": "bank: mine\ntopic: kafka\nquestions: []\n"})
    done = hall.run("interview", "--plain", "--minutes", "10", "--bank", own)
    assert done.code == 3
    assert "There is nothing to ask." in done.err
