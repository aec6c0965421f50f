from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from awsprep.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

_VARIABLES = ("LEVEL", "COUNT", "MINUTES", "BANK", "RETENTION", "COLOR", "PLAIN", "EDITOR")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"AWSPREP_{name}", str(tmp_path / name.lower()))
    for name in _VARIABLES:
        monkeypatch.delenv(f"AWSPREP_{name}", raising=False)
    return tmp_path


def test_a_setting_is_set_listed_and_got(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "set", "level", "senior"]) == 0
    assert "level = senior" in capsys.readouterr().err
    assert run(["config", "get", "level"]) == 0
    assert capsys.readouterr().out == "senior\n"
    assert run(["config", "list", "--origin"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0] == f"level               senior  {home}/config/config.toml:2"
    assert listed[1] == "count               10      default"
    assert listed[-3] == "grader.base_url             default"
    assert run(["config"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "level               senior  The level to be asked at."


def test_the_list_as_json_has_every_setting(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["schema"] == 1
    assert listed["file"] == f"{home}/config/config.toml"
    assert listed["settings"]["banks"]["value"] == []
    assert listed["settings"]["retention"] == {
        "value": 0.9,
        "origin": "default",
        "default": 0.9,
        "variable": "AWSPREP_RETENTION",
        "legal": "a number from 0.7 to 0.97",
    }


def test_the_path_is_printed_even_where_the_file_is_broken(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("level = ")
    assert run(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{home}/config/config.toml\n"
    assert run(["config", "list"]) == 2
    assert f"{home}/config/config.toml:1: this is not TOML" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["get", "levle"], 'Did you mean "level"?'),
        (["set", "levle", "mid"], 'Did you mean "level"?'),
        (["set", "count", "0"], "a whole number from 1 to 1000"),
        (["set", "level", "expert"], "junior, mid, senior"),
    ],
)
def test_what_is_not_legal_ends_with_2_and_a_remedy(
    arguments: list[str], said: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(home.iterdir()) == []


def test_setting_what_the_environment_overrides_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWSPREP_COUNT", "7")
    assert run(["config", "set", "count", "5"]) == 0
    assert "AWSPREP_COUNT is set" in capsys.readouterr().err
    assert run(["config", "get", "count"]) == 0
    assert capsys.readouterr().out == "7\n"


def test_a_value_with_control_characters_is_shown_as_text(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('"a\\u001b[2J" = 1\n')
    assert run(["config", "list"]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err


@pytest.mark.parametrize("command", [["config"], ["config", "list"], ["config", "get"], ["config", "set"], ["paths"]])
def test_help_has_three_examples_on_lines_of_their_own(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "-h"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("  Examples:")
    assert all("awsprep " in line for line in lines[start + 1 : start + 4])
    assert len(lines) <= 24


def test_a_bank_that_does_not_exist_is_not_set(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = home / "mine"
    assert run(["config", "set", "banks", str(mine)]) == 2
    assert f"banks was not changed: {mine} does not exist.\n  Name a question file" in capsys.readouterr().err
    mine.mkdir()
    assert run(["config", "set", "banks", str(mine)]) == 0
    assert run(["config", "get", "banks"]) == 0
    assert capsys.readouterr().out == f"{mine}\n"


@pytest.mark.parametrize("columns", [44, 60, 72, 80])
def test_the_list_fits_a_narrow_terminal(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    assert home
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run(["config", "list"]) == 0
    listed = capsys.readouterr().out
    assert max(map(len, listed.splitlines())) <= columns
    assert "Editor for question files, else VISUAL, EDITOR or vi." in " ".join(listed.split())
