"""Answers that the journal would not take: they count on every screen until a command takes them in."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

import pytest

from awsprep.store import place
from tests.fakes import Clock, Home

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

PREPARE = place.prepare
QUIZ = ("quiz", "--plain", "--count", "2", "--seed", "7", "--kind", "choice")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Somebody whose first two answers wait: the data folder cannot be made."""
    home = Home(tmp_path, monkeypatch, clock=Clock())
    monkeypatch.setattr(place, "prepare", _read_only)
    told = home.run(*QUIZ, keys="a\n\nab\n\n")
    assert told.code == 4
    assert "count from there" in told.err
    return home


def _read_only(paths: Paths) -> None:
    raise OSError(errno.EROFS, "Read-only file system", paths.data)


def wait_over(home: Home) -> None:
    """Make room for the data folder."""
    home.monkeypatch.setattr(place, "prepare", PREPARE)


def spills(home: Home) -> list[str]:
    return [name for name in os.listdir(home.paths.state) if name.startswith("spill-")]


@pytest.mark.parametrize("arguments", [(), ("stats",), ("due",), ("review", "--plain"), ("stats", "--json")])
def test_screens_that_only_read_say_what_waits_and_where(home: Home, arguments: tuple[str, ...]) -> None:
    (name,) = spills(home)
    told = home.run(*arguments)
    assert told.code == 0
    flat = " ".join(told.err.split())
    assert f"2 answers wait in {os.path.join(home.paths.state, name)} for room in the journal." in flat
    assert "doctor --repair" in flat
    assert spills(home) == [name]


def test_every_screen_counts_what_waits(home: Home) -> None:
    assert "2 answers" in home.run().out
    assert json.loads(home.run("stats", "--json").out)["reviews"] == 2
    assert json.loads(home.run("stats", "--topic", "vpc", "--json").out)["reviews"] == 2
    card = json.loads(home.run("show", "vpc-endpoint", "--json").out)
    assert card["cards"][0]["seen"] == 1


def test_screens_show_the_same_once_it_is_taken_in(home: Home) -> None:
    commands = ((), ("stats", "--json"), ("due", "--json"), ("show", "vpc-two", "--json"), ("due", "--count"))
    before = [home.run(*each).out for each in commands]
    wait_over(home)
    told = home.run("doctor", "--repair")
    assert "4 lines that waited were taken in." in told.out
    assert spills(home) == []
    assert [home.run(*each).out for each in commands] == before
    assert home.run("stats").err == ""
    assert json.loads(home.run("doctor", "--json").out)["findings"] == []


def test_a_sitting_takes_in_what_waits_before_its_first_question(home: Home) -> None:
    wait_over(home)
    assert home.run(*QUIZ, keys="q\n").code == 0
    assert spills(home) == []
    assert len(home.records()) == 2


def test_a_sitting_that_cannot_take_it_in_says_so_and_goes_on(home: Home) -> None:
    told = home.run(*QUIZ, keys="q\n")
    (name,) = spills(home)
    assert f"{name} cannot be taken in: " in told.err
    assert "Free some space or mend the folder" in told.err
    assert "Question 1 of 2" in told.out
    assert told.code == 0


def test_a_doctor_tells_of_it_and_leaves_it(home: Home) -> None:
    wait_over(home)
    value = json.loads(home.run("doctor", "--json").out)
    assert [(each["weight"], each["code"]) for each in value["findings"]] == [("warning", "spill")]
    assert spills(home)
    assert not os.path.lexists(home.paths.data)


def test_a_backup_has_what_waits_and_restores_it(home: Home, tmp_path: Path) -> None:
    archive = str(tmp_path / "answers.tar.gz")
    assert home.run("backup", archive).code == 0
    wait_over(home)
    for name in spills(home):
        os.unlink(os.path.join(home.paths.state, name))
    assert home.run("restore", archive).code == 0
    assert len(home.records()) == 2


def test_a_sync_takes_it_in_and_sends_it(home: Home, tmp_path: Path) -> None:
    import shutil
    import subprocess

    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    wait_over(home)
    told = home.run("sync", "--remote", str(tmp_path / "remote.git"), "--json")
    assert json.loads(told.out)["sent"] == 4
    assert spills(home) == []
