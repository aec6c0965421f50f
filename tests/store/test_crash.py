"""Processes that die or meet. The same check is shown to fail for a store that rewrites its file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files
from awsprep.store.journal import Journal
from awsprep.store.line import decode, encode
from awsprep.store.scan import scan
from tests.store.disk import cut_write
from tests.store.writing import Clock, answer, cards, places, reading, segments, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from awsprep.store.paths import Paths

WRITER = """
import sys
from awsprep.store.journal import Journal
from awsprep.store.paths import Paths
from tests.store.writing import Clock, answer

journal = Journal(Paths(*sys.argv[1:5]), Clock(int(sys.argv[5])))
for n in range(int(sys.argv[6])):
    print(journal.append(answer(f"{sys.argv[7]}-{n}"))["id"], flush=True)
if sys.argv[8:] == ["close"]:
    assert journal.close() is None
sys.stdin.read()
"""


def _writer(paths: Paths, now: int, count: int, card: str, *more: str) -> subprocess.Popen[str]:
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    places_of = (paths.data, paths.state, paths.cache, paths.config)
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, *places_of, str(now), str(count), card, *more],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([os.path.join(root, "src"), root])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_every_acknowledged_answer_survives_kill_9(tmp_path: Path) -> None:
    paths = places(tmp_path)
    acknowledged: list[str] = []
    now = Clock().now
    for turn in range(4):
        with _writer(paths, now, 100_000, f"turn{turn}") as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().strip() for _ in range(3 + 7 * turn)]
            process.kill()
            acknowledged += process.stdout.read().split("\n")[:-1]
        now += 3_600_000
    assert len(acknowledged) > 50
    found = {record["id"] for record in reading(paths, now).records}
    assert set(acknowledged) <= found
    assert len(found) <= len(acknowledged) + 4  # at most one in flight each time


def test_two_processes_write_at_once_and_nobody_waits(tmp_path: Path) -> None:
    paths = places(tmp_path)
    own = Journal(paths, Clock())
    own.append(answer("own-0"))  # holds its lock until the end of the test
    writers = [_writer(paths, Clock().now, 40, card, "close") for card in ("one", "two")]
    ids: list[str] = []
    for process in writers:
        out, _ = process.communicate(timeout=60)  # waiting for our lock would never end
        assert process.returncode == 0
        ids += out.split()
    own.append(answer("own-1"))
    own.close()
    found = reading(paths)
    assert len(ids) == 80
    assert {record["id"] for record in found.records} > set(ids)
    assert len(found.records) == 82
    assert found.damages == []
    assert len({os.path.basename(path)[7:15] for path in segments(paths)}) == 1
    assert 2 <= len(segments(paths)) <= 3


class Killed(BaseException):
    """The process is dead from here on."""


def _append(paths: Paths, card: str) -> None:
    """One answer of one process, as awsprep saves it; only the system closes its file when it dies."""
    journal = Journal(paths, Clock(reading(paths).records[-1]["t"] + 1000))
    try:
        journal.append(answer(card))
    finally:
        journal._drop()


def _rewrite(paths: Paths, card: str) -> None:
    """What the broken store does: read all, add a line, write all back to the same file."""
    (path,) = segments(paths)
    data = files.read(path)
    record = decode(data.split(b"\n")[-2])
    assert record is not None
    data += encode({**record, "id": record["id"][::-1], "card": card, "n": record["n"] + 1})
    fd = os.open(path, os.O_WRONLY | os.O_TRUNC)
    try:
        os.write(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


def _check_cuts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Paths, str], None], stride: int
) -> None:
    """A process killed after any byte of its write loses none of the answers that were saved before."""
    paths = places(tmp_path)
    write(paths, "one", "two", "three")
    before = {path: files.read(path) for path in segments(paths)}
    for size in range(0, 420, stride):
        for path in segments(paths):
            os.unlink(path)
        for path, data in before.items():
            with open(path, "wb") as file:
                file.write(data)
        cut_write(monkeypatch, size, then=Killed)
        with pytest.raises(Killed):
            save(paths, "four")
        assert cards(paths)[:3] == ["one", "two", "three"], size
        save(paths, "five")
        assert [card for card in cards(paths) if card != "four"] == ["one", "two", "three", "five"], size


def test_a_process_killed_after_any_byte_of_a_write_loses_no_earlier_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _check_cuts(tmp_path, monkeypatch, _append, 7)


def test_a_store_that_rewrites_its_file_would_fail_that_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError):
        _check_cuts(tmp_path, monkeypatch, _rewrite, 7)


def test_no_call_of_a_sitting_truncates_renames_or_removes_a_journal_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched: list[str] = []
    paths = places(tmp_path)
    for name in ("truncate", "ftruncate", "rename", "replace", "unlink", "remove"):
        true = getattr(os, name)

        def watched(path: str | int, *args: str | int, _true: Callable[..., None] = true) -> None:
            touched.extend(str(each) for each in (path, *args))
            _true(path, *args)

        monkeypatch.setattr(os, name, watched)
    true_open = os.open

    def opened(path: str, flags: int, *args: int) -> int:
        if flags & os.O_TRUNC or (flags & (os.O_WRONLY | os.O_RDWR) and not flags & (os.O_APPEND | os.O_EXCL)):
            touched.append(path)
        return true_open(path, flags, *args)

    monkeypatch.setattr(os, "open", opened)
    write(paths, "one", "two")
    write(paths, "three", clock=Clock(Clock().now + 40 * 24 * 3_600_000))
    assert touched  # the marks and the device are replaced, so the watch is awake
    assert not [each for each in touched if each.startswith(paths.journal)]


def test_what_a_reader_sees_while_a_line_is_being_written_is_a_prefix(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, *(f"card{n}" for n in range(5)))
    (path,) = segments(paths)
    data = files.read(path)
    numbers = [[r["n"] for r in scan(data[:size]).records] for size in range(0, len(data), 13)]
    assert all(each == list(range(len(each))) for each in numbers)


def test_opening_a_long_journal_to_write_takes_no_longer_than_a_short_one(tmp_path: Path) -> None:
    """Counted in bytes read, not in time."""
    paths = places(tmp_path)
    (saved,) = write(paths, "one")
    with open(segments(paths)[0], "ab") as file:
        file.writelines(
            encode({**saved, "id": f"019a9a3e-8c54-7f53-9e7f-{n:012}", "n": n + 2, "t": saved["t"] + n})
            for n in range(3000)
        )
    read_bytes = 0
    true_pread = os.pread

    def counting(fd: int, size: int, offset: int) -> bytes:
        nonlocal read_bytes
        data = true_pread(fd, size, offset)
        read_bytes += len(data)
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "pread", counting)
        start = time.perf_counter()
        write(paths, "two", clock=Clock(saved["t"] + 3_600_000))
        assert time.perf_counter() - start < 30
    assert read_bytes < 200_000 < os.path.getsize(segments(paths)[0])
