"""The snapshot, and what a person is told of a journal that is not whole."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files
from awsprep.store.journal import Journal
from awsprep.store.line import encode
from awsprep.store.reading import Damage, Reading
from awsprep.store.scan import TORN, scan
from awsprep.store.snapshot import VERSION, notices, open_progress, resumed_progress
from tests.store.writing import GOLDEN, NOW, Clock, places, reading, segments, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from awsprep.store.paths import Paths


def read(*damages: Damage) -> Reading:
    return Reading([], list(damages), newer=0, future=0, ripe=None, offsets={}, lasts={}, min_reader=1)


def of(data: bytes) -> list[Damage]:
    return [Damage("/data/journal/a.jsonl", *junk) for junk in scan(data).junk]


def test_nothing_is_said_of_an_unfinished_last_line() -> None:
    damages = of(GOLDEN + b"\n" + GOLDEN[:50])
    assert len(damages) == 1
    assert notices(read(*damages)) == []


def test_an_end_that_was_overwritten_is_no_unfinished_line() -> None:
    damages = of(GOLDEN + b"\n" + GOLDEN[:50] + b"\xff" * 400)
    (told,) = notices(read(*damages))
    assert told.startswith("The journal is damaged in 1 place")


def test_other_damage_is_a_sentence_and_what_to_do() -> None:
    damages = of(b"x" * 9 + b"\n" + GOLDEN + b"\n" + GOLDEN[:50])
    (told,) = notices(read(*damages))
    assert told == (
        "The journal is damaged in 1 place (a.jsonl, byte 0); all other answers are there. What to do: awsprep doctor"
    )
    more = of(b"x" * 9 + b"\n" + GOLDEN + b"\ny\n")
    assert "in 2 places (first in a.jsonl, byte 0); " in notices(read(*more))[0]


def test_a_summary_that_was_deleted_is_made_again_though_the_snapshot_is_there(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one", "two")
    open_progress(paths, NOW, {}, save=True)
    before = files.read(paths.progress)
    os.unlink(paths.progress)
    open_progress(paths, NOW, {})
    assert not os.path.exists(paths.progress)
    open_progress(paths, NOW, {}, save=True)
    assert files.read(paths.progress) == before


def test_where_there_is_nothing_no_summary_is_made(tmp_path: Path) -> None:
    open_progress(places(tmp_path), NOW, {}, save=True)
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_with_a_flipped_bit_is_not_believed(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, *(f"card{n}" for n in range(12)))
    true, _ = open_progress(paths, NOW, {}, save=True)
    assert resumed_progress(paths, NOW, {}) == true
    data = files.read(paths.snapshot)
    rng = Random(7)
    for _ in range(300):
        place = rng.randrange(len(data) - 1)
        with open(paths.snapshot, "wb") as file:
            file.write(data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :])
        assert resumed_progress(paths, NOW, {}) is None
    assert open_progress(paths, NOW, {})[0] == true


@pytest.mark.parametrize("content", [b"", b"\n", b"[]\n", b'{"version":4}\n', encode({"version": VERSION})])
def test_what_is_no_snapshot_is_made_anew(tmp_path: Path, content: bytes) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    open_progress(paths, NOW, {}, save=True)
    with open(paths.snapshot, "wb") as file:
        file.write(content)
    assert resumed_progress(paths, NOW, {}) is None
    assert open_progress(paths, NOW, {}, save=True)[0].reviews == 1


def test_a_torn_line_is_told_neither_at_once_nor_when_it_was_closed(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", clock=clock)
    open_progress(paths, NOW, {}, save=True)
    with open(segments(paths)[0], "ab") as file:
        file.write(GOLDEN[:70])
    assert open_progress(paths, NOW, {})[1] == []
    write(paths, "two", clock=clock)
    assert open_progress(paths, NOW + 60_000, {})[1] == []  # the tail alone
    assert reading(paths, NOW + 60_000).damages[0].reason == TORN
    assert len(reading(paths, NOW + 60_000).damages) == 1
    progress, told = open_progress(paths, NOW + 60_000, {}, save=True)
    assert (progress.reviews, told) == (2, [])


def test_a_damaged_line_is_not_taken_for_a_torn_one(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one", "two", "three")
    (path,) = segments(paths)
    with open(path, "rb") as file:
        lines = file.readlines()
    with open(path, "wb") as file:
        file.writelines([*lines[:2], lines[2][:70] + b"\n", lines[3]])
    told = open_progress(paths, NOW, {})[1]
    assert told[0].startswith("The journal is damaged in 1 place")


def _cut(paths: Paths) -> None:
    os.truncate(segments(paths)[0], os.path.getsize(segments(paths)[0]) - 5)


def _gone(paths: Paths) -> None:
    os.unlink(segments(paths)[0])


@pytest.mark.parametrize(("harm", "left"), [(_cut, 2), (_gone, 1)])
def test_a_journal_that_does_not_continue_the_snapshot_is_replayed(
    tmp_path: Path, harm: Callable[[Paths], None], left: int
) -> None:
    paths = places(tmp_path)
    write(paths, "one", "two")
    write(paths, "three", clock=Clock(NOW + 31 * 86_400_000))
    later = NOW + 32 * 86_400_000
    assert open_progress(paths, later, {}, save=True)[0].reviews == 3
    harm(paths)
    assert resumed_progress(paths, later, {}) is None
    assert open_progress(paths, later, {})[0].reviews == left


def test_a_snapshot_by_other_names_is_not_used(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "old")
    open_progress(paths, NOW, {}, save=True)
    assert resumed_progress(paths, NOW, {"old": "new"}) is None
    assert list(open_progress(paths, NOW, {"old": "new"})[0].cards) == ["new"]


def test_an_undo_of_what_the_snapshot_holds_has_the_journal_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = places(tmp_path)
    clock = Clock()
    one, _ = write(paths, "one", "two", clock=clock)
    assert open_progress(paths, clock.now, {}, save=True)[0].reviews == 2
    journal = Journal(paths, clock)
    journal.append({"type": "undo", "target": one["id"]})
    journal.close()
    with monkeypatch.context() as patch:
        patch.setattr("awsprep.store.snapshot.read", None)  # to compare it, the journal need not be read anew
        assert resumed_progress(paths, clock.now, {}) is None
    assert open_progress(paths, clock.now, {}, save=True)[0].reviews == 1
    resumed = resumed_progress(paths, clock.now, {})
    assert resumed is not None
    assert resumed.reviews == 1
