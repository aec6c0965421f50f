"""The help and the README speak of the same commands, options and settings."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from awsprep.cli.app import run
from awsprep.cli.commands import COMMANDS
from awsprep.store.keys import KEYS as SETTINGS
from awsprep.ui.keys import KEYS

if TYPE_CHECKING:
    from pathlib import Path

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GROUPS = {"config": ("list", "get", "set", "path"), "sim": ("vpc", "iam", "calc"), "scorecard": ("new", "list", "show")}
CALLS = [*([name] for name in COMMANDS), *([group, name] for group, names in GROUPS.items() for name in names)]
with open(os.path.join(TREE, "README.md"), encoding="utf-8") as _file:
    README = _file.read()


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")


def _help(call: list[str], capsys: pytest.CaptureFixture[str], option: str = "--help") -> str:
    assert run([*call, option]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_the_top_help_is_a_page_that_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = _help([], capsys)
    assert len(text.splitlines()) <= 24
    assert max(map(len, text.splitlines())) <= 80
    rows = re.findall(r"^  ([\w, ]+?) {2,}(.+)$", text.partition("Commands:")[2], re.MULTILINE)
    assert [name for names, _ in rows for name in names.split(", ")] == list(COMMANDS)
    assert all(summary == COMMANDS.get(names, summary) for names, summary in rows)
    assert text.count("\n  awsprep ") == 3


@pytest.mark.parametrize("call", [[], *CALLS], ids=" ".join)
def test_short_and_long_help_are_the_same_plain_text(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = _help(call, capsys)
    assert text == _help(call, capsys, "-h")
    assert all(line.isprintable() and "\\b" not in line for line in text.splitlines())


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_has_three_examples_on_lines_of_their_own(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _help(call, capsys).splitlines()
    start = lines.index("  Examples:")
    examples = lines[start + 1 : start + 4]
    assert all(re.match(rf"    .*awsprep {call[0]}\b", line) for line in examples)
    assert len(set(examples)) == 3


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_the_options_in_the_examples_exist(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = _help(call, capsys)
    inner = GROUPS[call[0]] if len(call) == 1 and call[0] in GROUPS else ()
    whole = "".join([text, *(_help([*call, name], capsys) for name in inner)])
    described = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", whole, re.MULTILINE))
    shown = re.findall(r"(?<!\S)--[a-z-]+", text.partition("Examples:")[2].partition("\n\n")[0])
    assert set(shown) <= described


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_with_an_example(name: str) -> None:
    rows = [line for line in README.splitlines() if line.startswith(f"| `awsprep {name}` |")]
    assert len(rows) == 1
    example = rows[0].split("|")[3].strip()
    assert example.startswith(f"`awsprep {name}")


def test_the_readme_speaks_of_no_command_and_no_option_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    known = {
        name: {
            option
            for call in ([name], *([name, inner] for inner in GROUPS.get(name, ())))
            for option in re.findall(r"--[a-z-]+", _help(call, capsys))
        }
        for name in COMMANDS
    }
    known[""] = {*re.findall(r"--[a-z-]+", _help([], capsys)), "--version", "--help"}
    calls = re.findall(r"(?:^|[`/ ])awsprep((?: [^`|&\n#]+)?)", README, re.MULTILINE)
    tried = 0
    for call in calls:
        words = shlex.split(call) or [""]
        name = "" if words[0].startswith("-") else words[0]
        if re.fullmatch("[a-z]*", name) and ("`awsprep" + call in README or "\nawsprep" + call in README):
            assert name in known, call
            assert {word for word in words if word.startswith("--")} <= known[name], call
            tried += 1
    assert tried >= 2 * len(COMMANDS)


def test_every_setting_stands_in_the_readme_with_its_variable_and_default() -> None:
    rows = {tuple(cell.strip(" `") for cell in line.split("|")[1:4]) for line in README.splitlines() if "|" in line}
    for setting in SETTINGS.values():
        default = str(setting.default).lower() if setting.default not in {"", ()} else "none"
        assert (setting.name, setting.variable, default) in rows


def test_every_key_stands_in_the_readme() -> None:
    section = README.partition("\n## Keys\n")[2].partition("\n## ")[0]
    for key in KEYS:
        for part in re.findall(
            r"[a-z]-[a-z]|[0-9]-[0-9]|[←→↑↓]|PgUp|PgDn|Ctrl-[A-Z]|[A-Z][a-z]+|.", key.key.replace(" ", "")
        ):
            shown = part.replace("-", "`–`") if re.fullmatch(r"[a-z]-[a-z]|[0-9]-[0-9]", part) else part
            assert f"`{shown}`" in section, key


def test_a_misspelt_command_is_answered_with_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["quizz"]) == 2
    assert "quiz" in capsys.readouterr().err.partition("Did you mean")[2]
