"""`awsprep check` as a person or a program calls it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from awsprep.bank.files import LIMIT
from awsprep.cli.app import run
from tests.bank.writing import bank, choice, put


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


def wrong(own: str = "mine") -> str:
    return bank(choice("vpc-a"), choice("vpc-b", more="    tags: nat\n"), own=own, topic="vcp")


def test_a_good_file_is_said_to_be_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, mine=bank(choice("a"), own="mine"))
    assert run(["check", "mine.yaml"]) == 0
    assert capsys.readouterr() == ("No problems in 1 file (1 question).\n", "")


def test_problems_come_with_their_places_and_a_last_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "own", a=wrong(), b=bank(choice("c", "Which other one?"), own="mine"))
    assert run(["check", "own"]) == 1
    assert (
        capsys.readouterr().out
        == """\
own/a.yaml:2:8: warning[unknown-topic]: topic "vcp" is not one of ours
    2 |   topic: vcp
      |          ^^^ did you mean "vpc"?
own/a.yaml:20:11: error[wrong-type]: vpc-b: tags must be a list, found the text "nat"
   20 |       tags: nat
      |             ^^^ put it in brackets: tags: [nat]
1 error, 1 warning in 1 of 2 files (3 questions).
"""
    )


def test_warnings_alone_are_no_failure_unless_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, mine=bank(choice("a"), own="mine", topic="vcp"))
    assert run(["check", "mine.yaml"]) == 0
    assert run(["check", "--strict", "mine.yaml"]) == 1
    assert capsys.readouterr().out.endswith("5 warnings in 1 of 1 file (1 question).\n")


def test_json_names_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, mine=wrong())
    assert run(["check", "--json", "mine.yaml"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {key: report[key] for key in ("schema", "files", "questions", "errors", "warnings")} == {
        "schema": 1,
        "files": 1,
        "questions": 2,
        "errors": 1,
        "warnings": 1,
    }
    assert report["problems"][1] == {
        "path": "mine.yaml",
        "line": 20,
        "column": 11,
        "severity": "error",
        "code": "wrong-type",
        "message": 'vpc-b: tags must be a list, found the text "nat"',
        "hint": "put it in brackets: tags: [nat]",
    }


def test_json_of_a_good_file_is_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, mine=bank(choice("a"), own="mine"))
    assert run(["check", "--json", "mine.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_a_path_that_does_not_exist_is_4_with_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "nothing.yaml"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing.yaml does not exist" in err


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "big.yaml").open("wb") as stream:
        stream.truncate(1 << 30)
    assert run(["check", "big.yaml"]) == 1
    assert capsys.readouterr().out == (
        "big.yaml: error[too-large]: the file is larger than 4 MB and was not read\n"
        "        split it into several files, one a topic\n"
        "1 error in 1 of 1 file (0 questions).\n"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bank(choice("a"), own="mine").encode(), "No problems in 1 file (1 question)."),
        (b"", "-: error[empty-file]: the file holds nothing"),
        (b"#" * (LIMIT + 1), "-: error[too-large]: the file is larger than 4 MB and was not read"),
    ],
)
def test_a_dash_is_standard_input(
    data: bytes, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: False))
    run(["check", "-"])
    assert capsys.readouterr().out.startswith(said)


def test_without_a_path_the_shipped_bank_is_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from awsprep.bank.files import shipped_folder

    monkeypatch.chdir(Path(shipped_folder()).parent)
    assert run(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] >= 20


def test_colour_is_only_where_it_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, mine=wrong())
    run(["check", "mine.yaml"])
    assert "\x1b" not in capsys.readouterr().out
    run(["--color", "always", "check", "mine.yaml"])
    assert "\x1b[31merror[wrong-type]\x1b[0m" in capsys.readouterr().out
