"""A disk that fails: a failed save is loud, its answer is held, and it arrives in the end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.store import files
from awsprep.store.journal import Journal, NotSaved
from awsprep.store.line import decode
from tests.store.disk import Disk, cut_write
from tests.store.writing import Clock, answer, cards, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

HOUR = 3_600_000


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Places of the test's own, also for what is temporary."""
    (tmp_path / "tmp").mkdir()
    return places(tmp_path)


@pytest.mark.parametrize("call", ["write", "fsync", "pread"])
def test_one_failure_is_mended_by_a_fresh_file_and_never_by_a_second_fsync(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    disk = Disk(monkeypatch, paths)
    disk.fail[call] = 1
    saved = journal.append(answer("two"))
    assert journal.held == []
    assert journal.append(answer("three"))["n"] == 2
    journal.close()
    assert len(segments(paths)) == 2
    assert saved["seg"] in segments(paths)[0] + segments(paths)[1]
    assert cards(paths) == ["one", "two", "three"]
    assert reading(paths).damages == []  # the line may stand in both files: that is one answer, and no damage


def test_a_write_that_lies_is_caught_by_reading_back(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    true_write = os.write

    def lying(fd: int, data: bytes) -> int:
        monkeypatch.setattr(os, "write", true_write)
        true_write(fd, bytes(len(data)))
        return len(data)

    monkeypatch.setattr(os, "write", lying)
    journal.append(answer("two"))
    journal.close()
    assert cards(paths) == ["one", "two"]
    assert [damage.reason for damage in reading(paths).damages] == ["the last line is unfinished"]


def test_a_short_write_is_a_failed_one(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    cut_write(monkeypatch, 40, then=None)
    journal.append(answer("two"))
    journal.close()
    assert cards(paths) == ["one", "two"]
    assert [damage.length for damage in reading(paths).damages] == [40]


def test_an_answer_that_cannot_be_saved_is_held_and_saved_with_the_next_one(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    disk = Disk(monkeypatch, paths)
    disk.fail["write"] = 2
    with pytest.raises(NotSaved, match=r"NOT SAVED: 1 answer.*write fails") as raised:
        journal.append(answer("two"))
    assert raised.value.exit_code == 4
    assert raised.value.hint
    assert [record["card"] for record in journal.held] == ["two"]
    saved = journal.append(answer("three"))
    assert saved["card"] == "three"
    assert journal.held == []
    assert journal.close() is None
    assert cards(paths) == ["one", "two", "three"]


def test_held_answers_are_tried_again_at_the_end(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(paths, Clock())
    disk = Disk(monkeypatch, paths)
    disk.refuse = {paths.data}
    with pytest.raises(NotSaved):
        journal.append(answer("one"))
    with pytest.raises(NotSaved, match="2 answer"):
        journal.append(answer("two"))
    disk.refuse = set()
    assert journal.close() is None
    assert cards(paths) == ["one", "two"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_never_works_gets_no_file_for_every_answer(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    journal = Journal(paths, Clock())
    disk = Disk(monkeypatch, paths)
    disk.fail[call] = 1000
    for _ in range(10):
        with pytest.raises(NotSaved):
            journal.append(answer())
    assert len(segments(paths)) <= 3
    disk.fail.clear()
    journal.append(answer())
    assert len(journal.held) == 0
    journal.close()
    assert len(cards(paths)) == 11


def test_what_cannot_be_saved_at_the_end_is_spilled_and_taken_in_by_the_next_sitting(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(paths, Clock())
    saved = journal.append(answer("one"))
    disk = Disk(monkeypatch, paths)
    disk.refuse = {paths.journal}
    disk.fail["write"] = 1000
    for card in ("two", "three"):
        with pytest.raises(NotSaved):
            journal.append(answer(card))
    ids = [record["id"] for record in journal.held]
    spill = journal.close()
    assert spill is not None
    assert spill.startswith(os.path.join(paths.state, "spill-"))
    assert os.stat(spill).st_mode & 0o777 == 0o600
    assert journal.held == []
    assert journal.close() is None
    disk.refuse = set()
    disk.fail.clear()
    assert cards(paths) == ["one"]
    write(paths, "four", clock=Clock(saved["t"] + HOUR))
    assert cards(paths) == ["one", "two", "three", "four"]
    assert [record["id"] for record in reading(paths, saved["t"] + HOUR).records][1:3] == ids
    assert not os.path.exists(spill)


def test_a_spill_file_can_be_copied_into_the_journal_by_hand(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    write(paths, "one")
    spill = _spilled(paths, monkeypatch)
    os.rename(spill, os.path.join(paths.journal, os.path.basename(spill)))
    assert cards(paths) == ["one", "spilled"]
    assert reading(paths).damages == []


def test_where_the_state_folder_fails_too_the_temporary_folder_takes_the_spill(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill = _spilled(paths, monkeypatch, paths.state)
    assert os.path.basename(os.path.dirname(spill)) == "tmp"
    write(paths, "one", clock=Clock(reading(paths).records[-1]["t"] if cards(paths) else Clock().now + HOUR))
    assert cards(paths) == ["spilled", "one"]
    assert not os.path.exists(spill)


def test_where_no_place_takes_the_answers_they_stay_in_memory_and_that_is_said(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(paths, Clock())
    disk = Disk(monkeypatch, paths)
    disk.refuse = {str(tmp_path)}
    with pytest.raises(NotSaved):
        journal.append(answer("one"))
    with pytest.raises(NotSaved, match="could not be written anywhere"):
        journal.close()
    assert len(journal.held) == 1
    disk.refuse = set()
    assert journal.close() is None
    assert cards(paths) == ["one"]


def test_a_damaged_spill_gives_what_it_holds_and_is_put_aside(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    spill = _spilled(paths, monkeypatch)
    with open(spill, "ab") as file:
        file.write(b"torn")
    write(paths, "one", clock=Clock(Clock().now + HOUR))
    assert cards(paths) == ["spilled", "one"]
    assert os.path.exists(f"{spill}.damaged")
    assert not os.path.exists(spill)


def test_a_spill_of_a_newer_program_waits_for_it(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    spill = _spilled(paths, monkeypatch)
    record = decode(files.read(spill)[:-1])
    assert record is not None
    _rewrite(spill, {**record, "type": "dream"})
    write(paths, "one")
    assert cards(paths) == ["one"]
    assert os.path.exists(spill)


def test_a_spill_of_another_data_folder_is_left_for_that_one(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill = _spilled(paths, monkeypatch)

    other = paths._replace(data=str(tmp_path / "other"))
    write(other, "one")
    assert cards(other) == ["one"]
    assert os.path.exists(spill)


def test_a_spill_that_somebody_else_left_in_the_temporary_folder_is_not_taken_in(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill = _spilled(paths, monkeypatch, paths.state)
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    write(paths, "one")
    assert cards(paths) == ["one"]
    assert os.path.exists(spill)


def test_a_journal_folder_that_vanished_is_not_begun_anew(paths: Paths, tmp_path: Path) -> None:
    write(paths, "one")
    os.rename(paths.data, tmp_path / "unmounted")
    journal = Journal(paths, Clock(Clock().now + HOUR))
    from awsprep.core.problem import AwsprepError

    with pytest.raises(AwsprepError, match="is gone: last time it had 1 file") as raised:
        journal.append(answer("two"))
    assert "mounted" in raised.value.hint
    assert not os.path.exists(paths.data)
    assert journal.close() is not None  # spilled
    os.rename(tmp_path / "unmounted", paths.data)
    write(paths, "three", clock=Clock(Clock().now + 2 * HOUR))
    assert sorted(cards(paths)) == ["one", "three", "two"]


def test_marks_that_cannot_be_written_are_no_reason_to_fail(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, paths)
    disk.refuse = {paths.state}
    write(paths, "one")
    assert cards(paths) == ["one"]


def test_a_file_whose_name_cannot_be_made_durable_is_not_used(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    write(paths, "one")
    true_sync = files.sync_folder
    failures = 2

    def failing(path: str) -> None:
        nonlocal failures
        if path == paths.journal and failures:
            failures -= 1
            raise OSError(5, "Input/output error")
        true_sync(path)

    monkeypatch.setattr(files, "sync_folder", failing)
    journal = Journal(paths, Clock(Clock().now + 40 * 24 * HOUR))  # a new month, so a new file
    with pytest.raises(NotSaved):
        journal.append(answer("two"))
    journal.append(answer("three"))
    assert journal.close() is None
    assert [record["card"] for record in reading(paths, Clock().now + 41 * 24 * HOUR).records] == [
        "one",
        "two",
        "three",
    ]


def test_an_interrupt_in_the_middle_of_saving_loses_and_doubles_nothing(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    cut_write(monkeypatch, 1000, then=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        journal.append(answer("two"))
    assert journal.close() is None
    assert cards(paths) == ["one", "two"]
    assert reading(paths).damages == []


def _spilled(paths: Paths, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    """The path of a spill file with one answer."""
    journal = Journal(paths, Clock())
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {paths.data, *more}
        with pytest.raises(NotSaved):
            journal.append(answer("spilled"))
        spill = journal.close()
    assert spill is not None
    return spill


def _rewrite(path: str, record: dict[str, Any]) -> None:
    from awsprep.store.line import encode

    with open(path, "wb") as file:
        file.write(encode(record))
