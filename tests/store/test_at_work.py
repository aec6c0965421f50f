"""Sittings that another process is at."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from awsprep.store.at_work import at_work
from awsprep.store.journal import Journal
from tests.fakes import Clock, places

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from awsprep.store.paths import Paths

SITTING = {"type": "session", "event": "start", "mode": "quiz", "seed": 1, "cards": ["a"], "options": {}}


def begun(folder: Path, *names: str) -> tuple[Paths, Journal]:
    """A process that began sittings, one after the other, and still has its journal open."""
    journal = Journal(places(folder), Clock())
    for name in names:
        journal.append({**SITTING, "session": name})
    return places(folder), journal


def test_the_last_sitting_of_a_file_that_somebody_writes_is_at_work(tmp_path: Path) -> None:
    assert at_work(places(tmp_path)) == frozenset()
    paths, journal = begun(tmp_path, "00000001", "00000002")
    journal.append({"type": "param", "name": "retention", "value": 0.9})
    assert at_work(paths) == {"00000002"}
    _, other = begun(tmp_path, "00000003")
    assert at_work(paths) == {"00000002", "00000003"}
    other.close()
    journal.close()
    assert at_work(paths) == frozenset()


def test_a_file_that_cannot_be_read_or_holds_no_sitting_is_none(tmp_path: Path) -> None:
    paths, journal = begun(tmp_path)
    journal.append({"type": "param", "name": "retention", "value": 0.9})
    (name,) = os.listdir(paths.journal)
    os.symlink(name, os.path.join(paths.journal, name.replace("-", "-0", 1)[:16] + name[16:]))
    os.symlink("nowhere", os.path.join(paths.journal, "202611-00000000-00000000.jsonl"))
    assert at_work(paths) == frozenset()
    journal.close()


def test_where_there_are_no_locks_nothing_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, journal = begun(tmp_path, "00000001")

    def fails(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", fails)
        assert at_work(paths) == frozenset()
    assert at_work(paths) == {"00000001"}
    journal.close()
