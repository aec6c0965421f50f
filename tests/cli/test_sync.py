"""`awsprep sync` as it is called."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.learner import Learner, learner

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["learner"]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def remote(learner: Learner, tmp_path: Path) -> str:
    learner.environ["PATH"] = os.environ["PATH"]
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    return str(tmp_path / "remote.git")


def test_the_first_sync_names_the_remote_and_later_ones_know_it(learner: Learner, remote: str) -> None:
    learner.journal.review("vpc-sg-vs-nacl")
    learner.save()
    first = learner.calls("sync", "--remote", remote)
    assert (first.code, first.err) == (0, "")
    assert "1 line sent" in " ".join(first.out.split())
    again = learner.calls("sync")
    assert again.code == 0
    assert "nothing new on either side" in " ".join(again.out.split())


def test_json_gives_the_counts(learner: Learner, remote: str) -> None:
    learner.save()
    told = learner.calls("sync", "--remote", remote, "--json")
    counts = {"received": 0, "sent": 0, "received_cards": 0, "sent_cards": 0}
    assert json.loads(told.out) == {"schema": 1, "remote": remote, **counts}


def test_without_a_remote_the_first_steps_are_told(learner: Learner) -> None:
    learner.environ["PATH"] = os.environ["PATH"]
    told = learner.calls("sync")
    assert told.code == 2
    assert "awsprep sync --remote git@HOST:YOU/NAME.git" in told.err
