"""Typed answers from the command line: the options, the setting, the terms of a bank, what other commands show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.fakes import Clock, Home
from tests.ui.essays import ROLE, WHOLE

if TYPE_CHECKING:
    from pathlib import Path

QUIZ = ("quiz", "--plain", "--seed", "7", "--kind", "open")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path, monkeypatch, clock=Clock())
    questions = tmp_path / "questions"
    (questions / "iam.yaml").write_text(ROLE, encoding="utf-8")
    (questions / "terms.yaml").write_text("terms:\n  trust policy: [assume role policy]\n", encoding="utf-8")
    return home


def asks_to_write(home: Home, *options: str, **environ: str) -> bool:
    return "Your answer in one line" in home.run(*QUIZ, *options, keys="", **environ).out


class TestOptions:
    def test_an_open_question_is_answered_in_writing_unless_somebody_says_otherwise(self, home: Home) -> None:
        assert asks_to_write(home)
        assert asks_to_write(home, "--type")
        assert not asks_to_write(home, "--no-type")
        assert not asks_to_write(home, AWSPREP_TYPE="no")
        assert asks_to_write(home, "--type", AWSPREP_TYPE="no")

    def test_the_setting_holds_until_an_option_goes_over_it(self, home: Home) -> None:
        assert home.run("config", "set", "type", "false").code == 0
        assert not asks_to_write(home)
        assert asks_to_write(home, "--type")

    def test_what_is_typed_without_marking_is_kept_without_a_verdict(self, home: Home) -> None:
        home.run(*QUIZ, "--no-type", "--count", "1", keys=f"{WHOLE}\na\n")
        (line,) = home.records()
        assert line["given"] == WHOLE
        assert line["points"]["auto"] is None

    def test_a_quiz_that_is_resumed_marks_as_well(self, home: Home) -> None:
        with home.monkeypatch.context() as patch:
            patch.setattr("awsprep.ui.sitting.Sitting.finish", lambda _: None)  # as if it had been killed
            home.run(*QUIZ, keys="\n\n")
        home.run("quiz", "--resume", "--plain", keys="It is assumed by a person.\n\n")
        assert [line["points"]["auto"] is None for line in home.records()] == [True, False]

    def test_an_exam_asks_no_open_question(self, home: Home) -> None:
        told = home.run("quiz", "--plain", "--exam", "--type", "--seed", "7", keys="q\n\n")
        assert "In your own words" not in told.out


class TestMarking:
    def test_a_quiz_marks_what_was_typed_with_the_terms_of_the_bank(self, home: Home) -> None:
        text = "It is assumed, and the assume role policy says by whom."
        printed = home.run(*QUIZ, keys=f"{text}\n\n{text}\n\n").out
        assert 'trust policy says by whom: found: "assume role policy"' in " ".join(printed.split())
        assert {line["card"] for line in home.records()} == {"iam-role", "iam-next"}

    def test_a_review_marks_it_too_and_knows_words_that_were_kept(self, home: Home) -> None:
        home.run(*QUIZ, keys="Others slip into it.\nr a\n1\n" * 2)
        assert home.clock is not None
        home.clock.wait(86_400)
        home.run("review", "--plain", "--topic", "iam", keys="For an hour others slip into it.\n1\n" * 2)
        again = [line["points"]["auto"] for line in home.records() if line["mode"] == "review"]
        assert ["assume"] in again

    def test_show_has_the_last_answer_and_the_words_that_were_kept(self, home: Home) -> None:
        home.run(*QUIZ, keys="Others slip into it.\nr a\n\n" * 2)
        shown = home.run("show", "iam-role").out
        assert "You wrote on 2026-11-21:\n     Others slip into it.\n" in shown
        assert 'Your words for “It is assumed”: "Others slip into it"' in shown
        assert "wrong" not in shown
        (card,) = json.loads(home.run("show", "iam-role", "--json").out)["cards"]
        assert card["typed"] == "Others slip into it."
        assert card["own_words"] == {"assume": ["Others slip into it"]}

    def test_stats_count_changed_marks_from_the_snapshot_and_for_a_topic_alike(self, home: Home) -> None:
        home.run(*QUIZ, keys="It is assumed by a person.\na\nIt is assumed by a person.\n\n")
        whole = json.loads(home.run("stats", "--json").out)["marking"]
        assert (whole["answers"], whole["changed"], whole["share"]) == (2, 1, 0.5)
        assert json.loads(home.run("stats", "--json", "--topic", "iam").out)["marking"] == whole
        assert "you changed the marks of 1 of 2 (50 %)" in home.run("stats").out

    def test_notes_leave_words_that_were_kept_out(self, home: Home) -> None:
        home.run(*QUIZ, keys="Others slip into it.\nr a\n\n")
        assert json.loads(home.run("notes", "--json").out)["notes"] == []
