from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from awsprep.store.scorecards import drafts, folder, kept, save
from awsprep.ui.lines import Lines
from tests.core.scorecards import asked, interview
from tests.fakes import Clock

if TYPE_CHECKING:
    from tests.fakes import Home


class Gone(io.StringIO):
    """A terminal that was closed."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str, /) -> int:
        raise self.error


@pytest.fixture
def office(home: Home) -> Home:
    """A home whose bank has one open question, on IAM."""
    home.clock = Clock()
    return home


def test_a_card_is_filled_in_kept_and_shown(office: Home) -> None:
    done = office.run("scorecard", "new", "Ada", "--level", "mid", keys="3a\nhire\nStart in May\n")
    assert done.code == 0
    assert "Question 1 of 1. Identity & security, mid. iam-role" in done.out
    assert "Decided   hire" in done.out
    assert str(office.folder) in done.err
    (card,) = kept(office.paths).cards
    assert (card.name, card.decided, card.notes, card.level) == ("Ada", "hire", "Start in May", "mid")


def test_what_was_left_goes_on(office: Home) -> None:
    left = office.run("scorecard", "new", "Ada", keys="n hm\nq\n")
    assert left.code == 0
    assert "scorecard new --resume" in left.err
    listed = office.run("scorecard", "list")
    assert "Not finished: Ada, mid, 1 of 1 to go." in listed.out
    rows = json.loads(office.run("scorecard", "list", "--json").out)["scorecards"]
    assert [(row["finished"], row["name"]) for row in rows] == [(False, "Ada")]
    done = office.run("scorecard", "new", "ada", "--resume", keys="4\n\n\n")
    assert done.code == 0
    (card,) = kept(office.paths).cards
    assert (card.asked[0].rating, card.asked[0].note) == (4, "hm")
    again = office.run("scorecard", "new", "--resume")
    assert again.code == 3
    assert "no unfinished scorecard." in again.err
    assert "for Bob" in office.run("scorecard", "new", "Bob", "--resume").err


@pytest.mark.parametrize(("error", "code"), [(OSError(5, "gone"), 129), (BrokenPipeError(), 0)])
def test_a_terminal_that_is_closed_is_no_bug_and_what_was_entered_is_kept(
    office: Home, error: OSError, code: int
) -> None:
    ask = Lines.ask

    def asked(lines: Lines, prompt: str) -> str | None:
        if prompt.startswith("Your decision"):
            lines.writer = Gone(error)
        return ask(lines, prompt)

    office.monkeypatch.setattr(Lines, "ask", asked)
    left = office.run("scorecard", "new", "Ada", keys="3\n")
    assert left.code == code
    assert "bug" not in left.err
    (card,) = drafts(office.paths).cards
    assert card.asked[0].rating == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--questions", "0"], 2, "from 1 to 40"),
        (["--level", "guru"], 2, "junior, mid, senior"),
        (["--competency", "magic"], 2, "identity, networking"),
        (["--competency", "cost"], 3, "no open question"),
    ],
)
def test_what_cannot_be_picked_is_said(office: Home, arguments: list[str], code: int, said: str) -> None:
    done = office.run("scorecard", "new", *arguments)
    assert done.code == code
    assert said in done.err


def test_the_level_is_the_one_of_the_settings_and_mid_where_that_is_none(office: Home) -> None:
    said = {
        level: office.run("scorecard", "new", keys="q\n", AWSPREP_LEVEL=level).out
        for level in ("all", "senior,junior", "senior")
    }
    assert "Scorecard, level mid" in said["all"]
    assert "Scorecard, level mid" in said["senior,junior"]
    assert "Scorecard, level senior" in said["senior"]


def test_list_and_show_of_nothing(office: Home) -> None:
    assert "No interview yet" in office.run("scorecard", "list").out
    assert json.loads(office.run("scorecard", "list", "--json").out) == {"schema": 1, "scorecards": []}
    shown = office.run("scorecard", "show")
    assert shown.code == 3
    assert "There is no scorecard yet." in shown.err


def test_a_card_is_shown_and_handed_on(office: Home) -> None:
    save(office.paths, interview(asked()))
    assert "Mock interview, mid" in office.run("scorecard", "show").out
    assert json.loads(office.run("scorecard", "show", "1a2b", "--json").out)["id"] == "1a2b3c4d"
    files = [str(office.folder / name) for name in ("card.md", "card.html")]
    done = office.run("scorecard", "show", "last", "--md", files[0], "--html", files[1])
    assert (done.code, done.out) == (0, "")
    with open(files[0], encoding="utf-8") as file:
        assert file.read().startswith("# Mock interview")
    with open(files[1], encoding="utf-8") as file:
        assert file.read().startswith("<!DOCTYPE html>")
    refused = office.run("scorecard", "show", "--md", str(office.folder / "no" / "x.md"))
    assert refused.code == 4
    assert "Cannot write" in refused.err


def test_a_file_that_is_none_is_named_and_left_out(office: Home) -> None:
    save(office.paths, interview(asked()))
    with open(f"{folder(office.paths)}/2026-11-22-interview-0.json", "w", encoding="utf-8") as file:
        file.write("{}")
    listed = office.run("scorecard", "list")
    assert "no scorecard that this version can read" in listed.err
    assert "1a2b3c4d" in listed.out
