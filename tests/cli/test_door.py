"""The front door says, writes and ends as Typer does, for every line that it knows; and it spares what it is there for."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from awsprep.cli import door
from awsprep.cli.commands import COMMANDS
from awsprep.cli.context import Context
from tests.fakes import DAY_MS, NOW, Clock, Home, put_bank, records

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes import Result

LINES = [*door.LINES, *door.VERSION]
ANSWERS = "a\n\n" * 40
HEAVY = {"typer", "rich", "yaml", "fsrs", "prompt_toolkit", "pydantic", "platformdirs", "tempfile", "subprocess"}
PARSERS = {f"awsprep.bank.{name}" for name in ("checks", "decode", "nodes", "page", "sheet", "body", "fields")}


def _world(folder: Path, monkeypatch: pytest.MonkeyPatch, *, begun: bool) -> Home:
    """A learner's home; one that was `begun` has a quiz of ten days ago, so that cards are due."""
    folder.mkdir()
    home = Home(folder, monkeypatch, Clock(NOW - 10 * DAY_MS))
    if begun:
        assert home.run("quiz", "--plain", "--level", "all", "--seed", "7", keys=ANSWERS).code == 0
        assert home.records()
    home.clock = Clock(NOW)
    return home


@pytest.fixture(params=[False, True], ids=["new", "begun"])
def homes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Home, Home]:
    """Two learners with the same history and the same chance."""
    monkeypatch.setattr("awsprep.cli.choices.os.urandom", lambda count: bytes(range(count)))
    first, second = (_world(tmp_path / name, monkeypatch, begun=request.param) for name in ("one", "two"))
    return first, second


def _both(
    homes: tuple[Home, Home], monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...], keys: str = "", **environ: str
) -> tuple[Result, Result]:
    """How a line ends at the front door, and through Typer."""
    answered: list[int | None] = []
    answer = door.answer

    def watched(arguments: list[str], context: Context) -> int | None:
        answered.append(len(arguments))
        answered.append(answer(arguments, context))
        return answered[-1]

    def closed(_: list[str], __: Context) -> None:
        return None

    results = []
    for home, entry in zip(homes, (watched, closed), strict=True):
        with monkeypatch.context() as patch:
            patch.setattr("awsprep.bank.load.shipped_folder", lambda home=home: str(home.folder / "questions"))
            patch.setattr(door, "answer", entry)
            result = home.run(*line, keys=keys, **environ)
        out, err = (text.replace(str(home.folder), "HOME") for text in (result.out, result.err))
        results.append(replace(result, out=out, err=err))
    assert answered[0] == len(line)
    assert None not in answered, "the door knows the line"
    return results[0], results[1]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
class TestEveryLine:
    def test_it_ends_as_through_typer(
        self, homes: tuple[Home, Home], monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
    ) -> None:
        here, there = _both(homes, monkeypatch, line, ANSWERS)
        assert here == there

    def test_played_line_by_line_it_asks_and_writes_the_same(
        self, homes: tuple[Home, Home], monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
    ) -> None:
        here, there = _both(homes, monkeypatch, line, ANSWERS, AWSPREP_PLAIN="1")
        assert here == there
        assert here.code == (3 if "junior" in line else 0)  # the small bank asks no juniors
        mine, theirs = ([(r["card"], r["given"]) for r in records(home.paths)] for home in homes)
        assert mine == theirs

    @pytest.mark.parametrize(
        ("name", "value", "code"), [("AWSPREP_LEVEL", "wizard", 2), ("AWSPREP_BANK", "nowhere", 4)]
    )
    def test_a_mistake_of_the_learner_is_told_as_through_typer(
        self,
        homes: tuple[Home, Home],
        monkeypatch: pytest.MonkeyPatch,
        line: tuple[str, ...],
        name: str,
        value: str,
        code: int,
    ) -> None:
        here, there = _both(homes, monkeypatch, line, "", AWSPREP_PLAIN="1", **{name: value})
        assert here == there
        looks = name == "AWSPREP_BANK" and line[:1] != ("quiz",)  # what only looks goes on without it
        assert here.code == (0 if line in door.VERSION or looks else code)

    @pytest.mark.parametrize(
        ("error", "code"),
        [(RuntimeError("bug"), 70), (KeyboardInterrupt(), 130), (EOFError(), 130), (BrokenPipeError(32, "closed"), 0)],
        ids=lambda value: type(value).__name__,
    )
    def test_whatever_ends_it_early_is_caught_as_through_typer(
        self,
        homes: tuple[Home, Home],
        monkeypatch: pytest.MonkeyPatch,
        line: tuple[str, ...],
        error: BaseException,
        code: int,
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(Context, "bank", fails)
        here, there = _both(homes, monkeypatch, line, "", AWSPREP_PLAIN="1")
        assert here.code == there.code == (0 if line in door.VERSION else code)
        assert here.out == there.out
        assert here.err.partition("\n")[0] == there.err.partition("\n")[0]


def test_every_command_behind_the_door_is_one_of_typers() -> None:
    assert {name for name, _ in door.LINES.values()} <= {"home", *COMMANDS}


@pytest.mark.parametrize(
    "line",
    [["due", "--json"], ["--help"], ["-h"], ["quiz", "--level=mid"], ["stats", ""], ["DUE"], ["--", "due"], ["-VV"]],
)
def test_everything_else_is_typers(line: list[str]) -> None:
    assert door.answer(line, Context({}, Clock())) is None


def test_a_shell_that_asks_for_completions_is_answered_by_typer() -> None:
    assert door.answer(["due"], Context({"_AWSPREP_COMPLETE": "complete_bash"}, Clock())) is None


def _loaded(home: Home, *line: str) -> set[str]:
    """The modules that a process has loaded when a line was answered."""
    code = (
        "import json, sys\nfrom awsprep.cli.app import run\n"
        "assert run(sys.argv[1:]) == 0\nprint(json.dumps(sorted(sys.modules)))"
    )
    environ = {**home.environ, "AWSPREP_BANK": str(home.folder / "questions")}
    done = subprocess.run([sys.executable, "-c", code, *line], env=environ, capture_output=True, check=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("line", [("--version",), ("due", "--count"), ("due",), ("stats",), ()], ids=" ".join)
def test_a_start_imports_nothing_that_it_does_not_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    home = Home(tmp_path, monkeypatch, shipped=True)
    put_bank(tmp_path / "questions", {"mine": "bank: mine\ntopic: vpc\n" + _question()})
    _loaded(home, "due")  # fills the cache
    loaded = _loaded(home, *line)
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint(PARSERS)
    assert loaded.isdisjoint({"awsprep.core.question", "awsprep.core.exercise", "awsprep.ui.full"})


def _question() -> str:
    return (
        "questions:\n  - {id: one, kind: open, level: mid, difficulty: easy, category: basics, pillar: security,"
        " ask: Why?, answer: Because.}\n"
    )
