"""Answers that wait in a spill file: they count at once, are taken in once, and are never silently absent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files, spill
from awsprep.store.checkup import checkup
from awsprep.store.journal import Journal, NotSaved
from awsprep.store.line import decode, encode
from awsprep.store.repair import repair
from awsprep.store.snapshot import open_progress
from tests.store.disk import Disk
from tests.store.writing import NOW, Clock, answer, cards, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.progress import Progress
    from awsprep.store.paths import Paths

HOUR = 3_600_000
LATER = NOW + 10 * HOUR


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """An answer in the journal."""
    paths = places(tmp_path)
    write(paths, "first")
    return paths


def spilled(paths: Paths, monkeypatch: pytest.MonkeyPatch, *names: str, now: int = NOW + HOUR) -> str:
    """The path of a spill file with an answer for each card."""
    journal = Journal(paths, Clock(now))
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {paths.data}
        for name in names:
            with pytest.raises(NotSaved):
                journal.append(answer(name))
        path = journal.close()
    assert path is not None
    return path


def opened(paths: Paths, now: int = LATER, *, save: bool = False) -> tuple[Progress, list[str]]:
    return open_progress(paths, now, {}, save=save)


def test_what_waits_counts_as_if_it_were_in_the_journal(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spilled(paths, monkeypatch, "second", "third")
    waiting, told = opened(paths)
    assert waiting.reviews == 3
    they = "They count, and are taken in with your next answer, or by: awsprep doctor --repair"
    assert told == [f"2 answers wait in {path} for room in the journal. {they}"]
    assert cards(paths) == ["first"]
    assert Journal(paths, Clock(LATER)).take_in() == 2
    assert not os.path.exists(path)
    progress, told = opened(paths)
    assert told == []
    assert (progress.reviews, progress.cards, progress.days) == (3, waiting.cards, waiting.days)


def test_what_waits_is_in_nothing_that_is_derived(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(paths, save=True)
    before = files.read(paths.snapshot), files.read(paths.progress)
    spilled(paths, monkeypatch, "second")
    assert opened(paths, save=True)[0].reviews == 2
    assert (files.read(paths.snapshot), files.read(paths.progress)) == before
    Journal(paths, Clock(LATER)).take_in()
    assert opened(paths, save=True)[0].reviews == 2  # from the snapshot, and not one twice


def test_what_is_in_the_journal_too_counts_once(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spilled(paths, monkeypatch, "second")
    content = files.read(path)
    assert Journal(paths, Clock(LATER)).take_in() == 1
    files.create(path, content)  # the process was killed before it could put the file away
    assert opened(paths)[0].reviews == 2
    assert Journal(paths, Clock(LATER)).take_in() == 1
    assert cards(paths) == ["first", "second"]


def test_where_nothing_waits_taking_in_makes_nothing(tmp_path: Path) -> None:
    journal = Journal(places(tmp_path), Clock())
    assert journal.take_in() == 0
    assert journal.close() is None
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_taken_in_is_said_waits_on_and_counts(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spilled(paths, monkeypatch, "second", "third")
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {paths.journal}
        disk.fail["write"] = 1000
        with pytest.raises(NotSaved) as raised:
            Journal(paths, Clock(LATER)).take_in()
    assert raised.value.message.startswith(f"{path} cannot be taken in: ")
    assert "count" in raised.value.hint
    assert opened(paths)[0].reviews == 3
    assert Journal(paths, Clock(LATER)).take_in() == 2
    assert cards(paths) == ["first", "second", "third"]


def test_the_next_answer_comes_after_what_waits_though_the_clock_was_put_back(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    spilled(paths, monkeypatch, "second", now=NOW + 5 * HOUR)
    os.unlink(paths.heads)
    write(paths, "third", clock=Clock(NOW + HOUR))
    assert [record["card"] for record in reading(paths, LATER).records] == ["first", "second", "third"]


def test_a_repair_takes_in_what_waits_and_backs_up_before(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    spilled(paths, monkeypatch, "second")
    done = repair(paths, Clock(LATER))
    assert (done.lines, done.taken) == (0, 1)
    assert done.backup is not None
    assert [record["card"] for record in reading(paths, LATER).records] == ["first", "second"]
    assert checkup(paths, LATER).findings == []
    assert len(segments(paths)) == 1


def test_answers_of_a_newer_program_are_told_and_those_that_are_known_count(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spilled(paths, monkeypatch, "second")
    record = decode(files.read(path)[:-1])
    assert record is not None
    with open(path, "ab") as file:
        file.write(encode({**record, "id": "f" * 36, "type": "dream", "n": 1}))
    progress, told = opened(paths)
    assert progress.reviews == 2
    assert told == [f"1 answer waits in {path} for a newer awsprep. To have them taken in, upgrade awsprep."]
    assert Journal(paths, Clock(LATER)).take_in() == 0
    assert os.path.exists(path)


def test_a_spill_that_lies_in_the_future_is_no_part_of_memory(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    spilled(paths, monkeypatch, "second", now=NOW + 76 * 365 * 24 * HOUR)
    assert opened(paths)[0].reviews == 1


def test_what_cannot_be_read_is_told(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spilled(paths, monkeypatch, "second")
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {path}
        progress, told = opened(paths)
        assert progress.reviews == 1
        assert told == [
            f"{path} cannot be read: Read-only file system; answers may wait there. Give back the permission."
        ]
        assert [each.code for each in checkup(paths, LATER).findings] == ["spill"]
        assert Journal(paths, Clock(LATER)).take_in() == 0
    true_list = os.listdir

    def refused(folder: str) -> list[str]:
        if folder in {paths.state, *paths.temporary}:
            raise PermissionError(13, "Permission denied", folder)
        return true_list(folder)

    monkeypatch.setattr(os, "listdir", refused)
    assert [(each.path, each.unread) for each in spill.found(paths)] == [(paths.state, "Permission denied")]


def test_a_spill_that_is_taken_in_while_one_looks_is_nothing_to_tell(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spilled(paths, monkeypatch, "second")
    true_read = files.read

    def read(name: str, start: int = 0) -> bytes:
        if name == path:
            raise FileNotFoundError(2, "No such file or directory", name)
        return true_read(name, start)

    monkeypatch.setattr(files, "read", read)
    assert spill.found(paths) == []


def test_a_damaged_spill_is_told_with_what_it_holds(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spilled(paths, monkeypatch, "second")
    with open(path, "ab") as file:
        file.write(b'{"torn')
    (told,) = opened(paths)[1]
    assert "; a part of that file is damaged. It counts, and is taken in" in told
    assert opened(paths)[0].reviews == 2


def test_lines_that_are_no_answers_are_called_lines(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(paths, Clock(NOW + HOUR))
    with monkeypatch.context() as patch:
        Disk(patch, paths).refuse = {paths.data}
        with pytest.raises(NotSaved):
            journal.append({"type": "suspend", "card": "first", "on": True})
        assert journal.close() is not None
    progress, (told,) = opened(paths)
    assert told.startswith("1 line waits in ")
    assert progress.cards["first"].suspended
