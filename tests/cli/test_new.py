"""`awsprep new` writes a file that `check` likes, and overwrites nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awsprep.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_the_new_file_passes_the_strict_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new"]) == 0
    out, err = capsys.readouterr()
    assert out == "my-questions.yaml\n"
    assert "awsprep quiz --bank my-questions.yaml" in err
    assert run(["check", "--strict", "my-questions.yaml"]) == 0
    assert capsys.readouterr().out == "No problems in 1 file (6 questions).\n"


def test_an_existing_file_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.yaml").write_text("precious", encoding="utf-8")
    assert run(["new", "mine.yaml"]) == 4
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "precious"
    assert "mine.yaml exists already" in capsys.readouterr().err


def test_the_bank_takes_the_name_of_the_file(tmp_path: Path) -> None:
    run(["new", "My Team's questions.yaml"])
    assert "\nbank: my-team-s-questions\n" in (tmp_path / "My Team's questions.yaml").read_text(encoding="utf-8")


def test_kinds_and_topic_can_be_chosen(tmp_path: Path) -> None:
    assert run(["new", "pods.yaml", "--kind", "cloze,open", "--topic", "pods"]) == 0
    text = (tmp_path / "pods.yaml").read_text(encoding="utf-8")
    assert "\ntopic: pods\n" in text
    assert text.count("    kind: ") == 2
    assert "  - id: pods-example-cloze" in text


def test_a_dash_writes_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "-"]) == 0
    assert "\nbank: mine\n" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--kind", "essay"], 2, "Choose from"),
        (["--topic", "My Topic"], 2, "cannot be a topic"),
        (["nowhere/mine.yaml"], 4, "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said_with_a_remedy(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", *arguments]) == code
    assert said in capsys.readouterr().err
