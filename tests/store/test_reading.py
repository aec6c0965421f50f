"""Reading: the union of all files, whatever their names and order; and going on from an earlier reading."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsprep.core.problem import AwsprepError
from awsprep.core.record import BUILD_MS, CURRENT, horizon
from awsprep.store import files
from awsprep.store.line import encode
from awsprep.store.reading import Reading, read_on
from tests.store.writing import NOW, Clock, answer, cards, places, reading, segments, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths

DAY = 24 * 3_600_000


def _record(n: int, **fields: Any) -> Record:
    return {
        "v": 1,
        "id": f"019a9a3e-8c54-7f53-9e7f-{n:012}",
        "dev": "7f3a91c2",
        "t": NOW + n,
        "tz": 60,
        **answer(f"card{n}"),
        "seg": "5c047399",
        "n": n,
        **fields,
    }


def _put(paths: Paths, name: str, *records: Record, before: bytes = b"", after: bytes = b"") -> str:
    os.makedirs(paths.journal, exist_ok=True)
    path = os.path.join(paths.journal, name)
    with open(path, "wb") as file:
        file.write(before + b"".join(encode(record) for record in records) + after)
    return path


def _bare(records: list[Record]) -> list[Record]:
    return [{name: value for name, value in record.items() if name != "crc"} for record in records]


def test_where_nothing_was_ever_answered_nothing_is_read_and_nothing_made(tmp_path: Path) -> None:
    paths = places(tmp_path)
    assert reading(paths) == Reading([], [], 0, 0, None, {}, {}, 1, shrunk=[], vanished=[])
    assert list(tmp_path.iterdir()) == []


def test_every_file_counts_and_its_name_does_not(tmp_path: Path) -> None:
    paths = places(tmp_path)
    _put(paths, "202611-7f3a91c2-5c047399.jsonl", _record(1), _record(2))
    _put(paths, "202611-7f3a91c2-5c047399.sync-conflict-20261121-200000-ABC.jsonl", _record(2), _record(3))
    _put(paths, "202611-7f3a91c2-5c047399 (conflicted copy).jsonl", _record(1))
    _put(paths, "old.jsonl.bak", _record(4))
    found = reading(paths)
    assert _bare(found.records) == [_record(n) for n in (1, 2, 3, 4)]
    assert found.damages == []


def test_what_is_no_regular_file_is_passed_over(tmp_path: Path) -> None:
    paths = places(tmp_path)
    target = _put(paths, "real.jsonl", _record(1))
    os.rename(target, tmp_path / "outside")
    os.symlink(tmp_path / "outside", target)
    os.symlink(tmp_path / "nowhere", os.path.join(paths.journal, "dangling.jsonl"))
    os.mkdir(os.path.join(paths.journal, "folder.jsonl"))
    os.mkfifo(os.path.join(paths.journal, "pipe.jsonl"))
    _put(paths, "notes.txt", _record(2))
    _put(paths, ".syncthing.202611.jsonl.tmp", _record(3))
    assert cards(paths) == ["card1"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.permutations(range(12)), st.randoms(use_true_random=False))
def test_the_same_lines_in_any_files_in_any_order_give_the_same_records(
    tmp_path: Path, turns: list[int], rng: Random
) -> None:
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    paths = places(tmp_path)
    same_time = [_record(n, t=NOW, dev=f"{n % 3:08}") for n in range(12)]
    piles: list[list[Record]] = [[], [], []]
    for turn in turns:
        for pile in rng.sample(piles, rng.randint(1, 3)):
            pile.append(same_time[turn])
    for number, pile in enumerate(piles):
        _put(paths, f"{number}.jsonl", *pile)
    found = reading(paths)
    assert _bare(found.records) == sorted(same_time, key=lambda record: (record["dev"], record["n"]))
    assert found.damages == []


def test_an_answer_written_again_elsewhere_is_one_answer_and_no_damage(tmp_path: Path) -> None:
    found = []
    for names in (("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")):
        paths = places(tmp_path / names[0])
        _put(paths, names[0], _record(1))
        _put(paths, names[1], _record(1, seg="00000000"))
        found.append(reading(paths))
    assert _bare(found[0].records) == _bare(found[1].records) == [_record(1, seg="00000000")]
    assert found[0].damages == found[1].damages == []


def test_two_different_lines_with_one_id_are_reported_and_the_choice_does_not_depend_on_their_files(
    tmp_path: Path,
) -> None:
    found = []
    for names in (("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")):
        paths = places(tmp_path / names[0])
        _put(paths, names[0], _record(1, rating=1), _record(2))
        _put(paths, names[1], _record(1, rating=4))
        found.append(reading(paths))
    assert found[0].records == found[1].records
    assert len(found[0].records) == 2
    for each in found:
        assert [damage.reason for damage in each.damages] == [f"another line has the id {_record(1)['id']} as well"]


def test_of_a_damaged_and_a_whole_copy_the_whole_one_counts(tmp_path: Path) -> None:
    paths = places(tmp_path)
    _put(paths, "a.jsonl", before=encode(_record(1)).replace(b'"rating":3', b'"rating":4'))
    _put(paths, "b.jsonl", _record(1))
    found = reading(paths)
    assert [record["rating"] for record in found.records] == [3]
    assert [os.path.basename(damage.path) for damage in found.damages] == ["a.jsonl"]


def test_damage_is_reported_with_its_file_and_place(tmp_path: Path) -> None:
    paths = places(tmp_path)
    path = _put(paths, "a.jsonl", _record(1), _record(2, rating=9), after=b"garbage\n")
    one, two = len(encode(_record(1))), len(encode(_record(2)))
    found = reading(paths)
    assert [(each.path, each.offset, each.length) for each in found.damages] == [(path, one, 0), (path, one + two, 7)]
    assert str(found.damages[0]) == f"{path}: 0 bytes from byte {one}: not a valid line of type 'review'"
    assert len(found.records) == 1


def test_lines_of_a_later_program_are_counted_once_and_kept(tmp_path: Path) -> None:
    paths = places(tmp_path)
    later = [_record(2, type="dream"), _record(3, v=CURRENT + 1)]
    path = _put(paths, "a.jsonl", _record(1), *later)
    _put(paths, "b.jsonl", *later)
    before = files.read(path)
    found = reading(paths)
    assert (found.newer, found.damages, len(found.records)) == (2, [], 1)
    assert files.read(path) == before


def test_lines_of_a_clock_that_is_far_ahead_wait_until_their_time_has_come(tmp_path: Path) -> None:
    paths = places(tmp_path)
    far = _record(2, t=NOW + 3 * DAY)
    _put(paths, "a.jsonl", _record(1), far, _record(3, t=NOW + DAY), _record(4, t=NOW + 3 * DAY, w=NOW))
    _put(paths, "b.jsonl", far)
    found = reading(paths)
    assert [record["n"] for record in found.records] == [1, 3, 4]
    assert (found.future, found.ripe) == (1, NOW + 3 * DAY)
    assert horizon(NOW) < NOW + 3 * DAY <= horizon(NOW + 2 * DAY)
    assert [record["n"] for record in reading(paths, NOW + 2 * DAY).records] == [1, 3, 2, 4]


def test_a_clock_that_says_1970_does_not_put_every_answer_into_the_future(tmp_path: Path) -> None:
    paths = places(tmp_path)
    _put(paths, "a.jsonl", _record(1, t=BUILD_MS))
    assert len(reading(paths, 0).records) == 1


@pytest.mark.parametrize("number", [5, 13])
def test_a_file_that_cannot_be_read_is_an_error_and_not_an_empty_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    paths = places(tmp_path)
    _put(paths, "a.jsonl", _record(1))
    path = _put(paths, "b.jsonl", _record(2))
    true_read = os.read

    def failing(fd: int, size: int) -> bytes:
        if os.fstat(fd).st_ino == os.stat(path).st_ino:
            raise OSError(number, os.strerror(number))
        return true_read(fd, size)

    monkeypatch.setattr(os, "read", failing)
    with pytest.raises(AwsprepError) as raised:
        reading(paths)
    assert raised.value.exit_code == 4
    assert path in raised.value.message
    assert "try again" in raised.value.hint
    assert gc.isenabled()


def test_a_file_in_the_place_of_the_folder_is_an_error_too(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "journal").write_text("")
    with pytest.raises(AwsprepError, match="Cannot read"):
        reading(paths)


def test_a_journal_whose_files_are_all_gone_is_an_error_that_says_what_there_was(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    size = os.path.getsize(segments(paths)[0])
    shutil.rmtree(paths.data)
    with pytest.raises(AwsprepError, match=f"1 file.*{size} bytes") as raised:
        reading(paths)
    assert paths.heads in raised.value.hint
    os.unlink(paths.heads)
    assert reading(paths).records == []


def test_a_file_that_shrank_or_vanished_is_named(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", "two", clock=clock)
    clock.now += 20 * DAY
    write(paths, "three", clock=clock)
    november, december = segments(paths)
    os.truncate(november, os.path.getsize(november) - 1)
    found = reading(paths, clock.now)
    assert (found.shrunk, found.vanished) == ([os.path.basename(november)], [])
    os.unlink(december)
    found = reading(paths, clock.now)
    assert (found.shrunk, found.vanished) == ([os.path.basename(november)], [os.path.basename(december)])


def _go_on(paths: Paths, before: Reading, now: int = NOW) -> Reading:
    after = read_on(paths, before.offsets, before.lasts, now_ms=now)
    assert after is not None
    return after


def test_going_on_reads_what_came_since_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, *(f"old{n}" for n in range(50)), clock=clock)
    assert os.path.getsize(segments(paths)[0]) > 3 * 4096
    before = reading(paths)
    new = write(paths, "new", clock=clock)
    _put(paths, "another.jsonl", _record(7))
    size = 0
    true_read = os.read

    def counting(fd: int, count: int) -> bytes:
        nonlocal size
        data = true_read(fd, count)
        size += len(data)
        return data

    monkeypatch.setattr(os, "read", counting)
    after = _go_on(paths, before)
    assert [record["card"] for record in after.records] == ["card7", "new"]
    assert after.records[1] == new[0]
    assert size < 4096 + 2 * 430 + os.path.getsize(paths.heads)
    assert after.offsets == {os.path.basename(path): os.path.getsize(path) for path in segments(paths)}
    assert _go_on(paths, after).records == []
    assert _go_on(paths, after).offsets == after.offsets
    assert _go_on(paths, after).lasts == after.lasts == reading(paths).lasts


def test_going_on_line_by_line_gives_what_one_reading_gives(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    before = reading(paths)
    parts: list[Record] = []
    for n in range(6):
        write(paths, f"card{n}", clock=clock)
        before = _go_on(paths, before)
        parts += before.records
    assert parts == reading(paths).records


def test_a_line_that_is_still_being_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    paths = places(tmp_path)
    whole = encode(_record(1)) + encode(_record(2))
    path = _put(paths, "a.jsonl")
    before, numbers = reading(paths), []
    for size in range(0, len(whole) + 1, 11):
        with open(path, "wb") as file:
            file.write(whole[:size])
        before = _go_on(paths, before)
        numbers += [record["n"] for record in before.records]
    with open(path, "wb") as file:
        file.write(whole)
    numbers += [record["n"] for record in _go_on(paths, before).records]
    assert numbers == [1, 2]


def test_a_last_line_without_its_line_feed_is_given_once(tmp_path: Path) -> None:
    paths = places(tmp_path)
    path = _put(paths, "a.jsonl", before=encode(_record(1))[:-1])
    before = reading(paths)
    assert len(before.records) == 1
    with open(path, "ab") as file:
        file.write(b"\n" + encode(_record(2)))
    after = _go_on(paths, before)
    assert [record["n"] for record in after.records] == [2]


def _shrink(path: str) -> None:
    os.truncate(path, os.path.getsize(path) - 1)


def _vanish(path: str) -> None:
    os.unlink(path)


def _middle(path: str) -> None:
    data = files.read(path)
    with open(path, "wb") as file:
        file.write(b"x" + data)


def _other(path: str) -> None:
    """Other lines of the same lengths, and one more."""
    with open(path, "wb") as file:
        file.write(b"".join(encode(_record(n, rating=2)) for n in range(1, 5)))


@pytest.mark.parametrize("change", [_shrink, _vanish, _middle, _other])
def test_where_a_file_is_no_continuation_one_cannot_go_on(tmp_path: Path, change: Callable[[str], None]) -> None:
    paths = places(tmp_path)
    _put(paths, "b.jsonl", _record(9))
    path = _put(paths, "a.jsonl", _record(1), _record(2), _record(3))
    before = reading(paths)
    change(path)
    assert read_on(paths, before.offsets, before.lasts, now_ms=NOW) is None


def test_going_on_by_offsets_alone_sees_at_least_that_a_line_was_cut_through(tmp_path: Path) -> None:
    paths = places(tmp_path)
    path = _put(paths, "a.jsonl", _record(1))
    before = reading(paths)
    _put(paths, "a.jsonl", _record(1), _record(2))
    after = read_on(paths, before.offsets, {}, now_ms=NOW)
    assert after is not None
    assert [record["n"] for record in after.records] == [2]
    assert _go_on(paths, after._replace(lasts={})).lasts == {}
    _middle(path)
    _middle(path)
    assert read_on(paths, before.offsets, {}, now_ms=NOW) is None


def test_reading_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    gc.disable()
    try:
        reading(paths)
        assert not gc.isenabled()
    finally:
        gc.enable()
    reading(paths)
    assert gc.isenabled()
