"""`awsprep sim iam` on a terminal: played without options, with `--open` on policies of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.cli.app import run
from awsprep.cli.context import Context
from awsprep.ui.board import Board
from awsprep.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.ui.layers_play import Play

ROLE = "arn:aws:iam::111122223333:role/app"
ASKED = ("--principal", ROLE, "--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/k")


class Terminal:
    """A terminal on which some keys are pressed, and which may end by a signal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.keys: list[str] = ["q"]
        self.ends = ""
        self.play: Play | None = None
        monkeypatch.setattr(Context, "interactive", property(lambda _: True))
        monkeypatch.setattr(Board, "play", lambda _, play: self.sit(play))

    def sit(self, play: Any) -> str:
        self.play = play
        for key in self.keys:
            play.press(key)
            play.draw(Theme(80, color=False), 24)
        return self.ends


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("EDITOR", "ed")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    statement = {"Sid": "Mine", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    (tmp_path / "mine.json").write_text(json.dumps(policy), encoding="utf-8")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


def test_without_options_it_is_played_and_what_stays_is_printed(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.keys = ["F", "q"]
    assert run(["sim", "iam"]) == 0
    out = capsys.readouterr().out
    assert f" {ROLE}\n s3:GetObject on arn:aws:s3:::reports/q1.csv\n" in out
    assert "   b boundary         allow           Limit allows it\n" in out
    assert " Allowed. The identity policy allows it" in out
    assert terminal.play is not None
    assert terminal.play.environ["EDITOR"] == "ed"
    assert len(terminal.play.situations) >= 8


def test_a_signal_gives_its_code(terminal: Terminal) -> None:
    terminal.keys, terminal.ends = [], "TERM"
    assert run(["sim", "iam"]) == 143
    terminal.ends = "INT"
    assert run(["sim", "iam"]) == 130


def test_the_editor_of_the_settings_comes_first(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSPREP_EDITOR", "hx")
    assert run(["sim", "iam"]) == 0
    assert terminal.play is not None
    assert terminal.play.environ["VISUAL"] == "hx"


def test_with_open_ones_own_policies_are_played_on(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.keys = ["b", "q"]
    assert run(["sim", "iam", "--policy", "mine.json", *ASKED, "--open"]) == 0
    out = capsys.readouterr().out
    assert "i identity policy  allow           Mine allows it\n" in out
    assert terminal.play is not None
    assert [each.name for each in terminal.play.situations] == ["yours"]


def test_options_and_json_are_answered_as_ever(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sim", "iam", "--policy", "mine.json", *ASKED]) == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "Allowed"
    assert run(["sim", "iam", "--json"]) == 2
    assert run(["sim", "iam", "--open"]) == 2
    assert run(["sim", "iam", "--policy", "mine.json"]) == 2
    assert terminal.play is None


def test_without_a_terminal_nothing_is_played(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sim", "iam"]) == 2
    assert "--principal, --action, --resource are missing." in capsys.readouterr().err
    assert run(["sim", "iam", "--policy", "mine.json", *ASKED, "--open"]) == 2
    assert "--open needs a terminal." in capsys.readouterr().err


def test_it_comes_in_by_the_front_door_as_through_typer(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.keys = ["n", "q"]
    assert run(["sim", "iam"]) == 0
    here = capsys.readouterr().out
    monkeypatch.setattr("awsprep.cli.door.answer", lambda *_: None)
    assert run(["sim", "iam"]) == 0
    assert capsys.readouterr().out == here
