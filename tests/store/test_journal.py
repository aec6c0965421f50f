"""The append protocol: what is on the disk when `append` returns, and what it took."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from typing import TYPE_CHECKING

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.core.record import BUILD_MS, CURRENT
from awsprep.store import place, segment
from awsprep.store.heads import load
from awsprep.store.journal import Journal
from awsprep.store.line import decode, encode
from awsprep.store.reading import read
from tests.store.disk import Disk
from tests.store.writing import NOW, Clock, answer, ask_for_newer, cards, places, reading, seeded, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.record import Record

HOUR = 3_600_000


def _lines(path: str) -> list[Record | None]:
    with open(path, "rb") as file:
        return [decode(line[:-1]) for line in file]


def test_what_append_returns_is_what_stands_in_the_file(tmp_path: Path) -> None:
    paths = places(tmp_path)
    saved = write(paths, "one", "two")
    (path,) = segments(paths)
    head, one, two = _lines(path)
    assert [one, two] == saved
    assert head is not None
    assert (head["type"], head["n"], head["min_reader"], head["t"]) == ("head", 0, 1, saved[0]["t"])
    assert list(saved[0]) == ["v", "id", "dev", "t", "tz", *answer(), "seg", "n", "crc"]
    assert [record["n"] for record in saved] == [1, 2]
    assert os.path.basename(path) == f"202611-{saved[0]['dev']}-{saved[0]['seg']}.jsonl"
    assert reading(paths).records == saved
    assert not reading(paths).damages


def test_nothing_is_created_before_the_first_answer(tmp_path: Path) -> None:
    paths = places(tmp_path)
    journal = Journal(paths, Clock())
    assert read(paths, now_ms=NOW).records == []
    assert journal.close() is None
    assert list(tmp_path.iterdir()) == []


def test_the_data_folder_explains_itself_and_keeps_what_somebody_changed_in_it(tmp_path: Path) -> None:
    paths = places(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    (data / "README.txt").write_text("mine")
    write(paths, "one")
    assert (data / "README.txt").read_text() == "mine"
    assert (data / ".gitignore").read_text() == "progress.json\n*.tmp\nscorecards/draft-*\n"
    assert (data / ".stignore").read_text() == ".git\nprogress.json\n*.tmp\n"
    assert (data / ".gitattributes").read_text() == "journal/*.jsonl merge=union -text\n"
    (data / ".stignore").unlink()
    write(paths, "two")
    assert not (data / ".stignore").exists()


def test_the_readme_of_the_data_folder_names_all_that_lies_there() -> None:
    for name in ("journal/", "scorecards/", "progress.json"):
        assert f"\n{name} " in place.README
    assert max(map(len, place.README.splitlines())) <= 120


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277])
def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    paths = places(tmp_path / "deep")
    before = os.umask(umask)
    try:
        write(paths, "one")
        write(paths, "two")
    finally:
        os.umask(before)
    found = list(tmp_path.rglob("*"))
    assert len(found) >= 9
    for each in found:
        mode = stat.S_IMODE(each.stat().st_mode)
        assert mode == (0o700 if each.is_dir() else 0o600), each


@pytest.mark.parametrize("history", [0, 3000])
def test_a_warm_append_takes_one_write_and_one_fsync_whatever_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: int
) -> None:
    paths = places(tmp_path)
    (saved,) = write(paths, "one")
    with open(segments(paths)[0], "ab") as file:
        for n in range(history):
            line = {**saved, "id": f"019a9a3e-8c54-7f53-9e7f-{n:012}", "n": n + 2, "t": saved["t"] + n}
            file.write(encode(line))
    journal = Journal(paths, Clock(NOW + HOUR))
    journal.append(answer("two"))
    disk = Disk(monkeypatch, paths)
    journal.append(answer("three"))
    assert disk.calls == {"write": 1, "fsync": 1, "pread": 1}
    journal.close()
    assert len(cards(paths)) == history + 3


def test_a_sitting_goes_on_in_the_file_of_the_one_before(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    first = write(paths, "one", clock=clock)
    second = write(paths, "two", clock=clock)
    assert len(segments(paths)) == 1
    assert [record["n"] for record in first + second] == [1, 2]


def test_a_new_month_starts_a_new_file(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    journal = Journal(paths, clock)
    journal.append(answer("one"))
    clock.now += 10 * 24 * HOUR
    journal.append(answer("two"))
    journal.close()
    assert [os.path.basename(path)[:6] for path in segments(paths)] == ["202611", "202612"]
    assert [_lines(path)[0]["type"] for path in segments(paths)] == ["head", "head"]  # type: ignore[index]
    assert [record["card"] for record in reading(paths, clock.now).records] == ["one", "two"]


def test_a_torn_last_line_is_closed_and_not_cut_off(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", clock=clock)
    (path,) = segments(paths)
    with open(path, "ab") as file:
        file.write(b'{"v":1,"id":"019a')
    with open(path, "rb") as file:
        before = file.read()
    write(paths, "two", clock=clock)
    assert segments(paths) == [path]
    with open(path, "rb") as file:
        after = file.read()
    assert after.startswith(before + b'\n{"v":1,')
    assert cards(paths) == ["one", "two"]
    assert [(each.offset, each.length) for each in reading(paths).damages] == [(len(before) - 17, 17)]


@pytest.mark.parametrize("left", [b"", b'{"v":1,"id"', b"\0" * 100])
def test_a_file_whose_head_was_never_written_does_no_harm(tmp_path: Path, left: bytes) -> None:
    paths = places(tmp_path)
    clock = Clock()
    (saved,) = write(paths, "one", clock=clock)
    name = os.path.join(paths.journal, f"202611-{saved['dev']}-ffffffff.jsonl")
    with open(name, "wb") as file:
        file.write(left)
    os.utime(name, ns=(2**62, 2**62))
    write(paths, "two", clock=clock)
    assert cards(paths) == ["one", "two"]
    # an empty one is used, what nobody understands is left alone
    assert len(segments(paths)) == (3 if left else 2)


def test_a_file_that_another_sitting_has_is_left_to_it(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    one, two = Journal(paths, clock), Journal(paths, clock)
    one.append(answer("one"))
    two.append(answer("two"))
    one.append(answer("three"))
    assert len(segments(paths)) == 2
    one.close()
    two.close()
    assert cards(paths) == ["one", "two", "three"]


def test_a_new_file_that_another_sitting_finds_empty_and_locks_first_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = places(tmp_path)
    clock = Clock()
    others: list[segment.Segment] = []
    true_flock = fcntl.flock

    def flock(fd: int, how: int) -> None:
        if not others:  # the first file of ours was made, and is not locked yet
            monkeypatch.setattr(fcntl, "flock", true_flock)
            (path,) = segments(paths)
            found = segment.Segment.reopen(paths.journal, os.path.basename(path))
            assert found is not None
            others.append(found)
        true_flock(fd, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    journal = Journal(paths, clock)
    saved = journal.append(answer("one"))
    assert others[0].n == 0
    assert saved["seg"] != others[0].seg
    others[0].close()
    journal.close()
    assert cards(paths) == ["one"]


def test_where_there_are_no_locks_each_sitting_has_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", "two", clock=clock)
    write(paths, "three", clock=clock)
    assert len(segments(paths)) == 2
    assert cards(paths) == ["one", "two", "three"]


def test_a_link_in_the_place_of_the_own_file_is_not_written_through(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", clock=clock)
    (path,) = segments(paths)
    os.rename(path, tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", path)
    size = (tmp_path / "elsewhere").stat().st_size
    write(paths, "two", clock=clock)
    assert (tmp_path / "elsewhere").stat().st_size == size
    assert cards(paths) == ["one", "two"]


def test_a_file_deleted_or_replaced_under_us_costs_no_new_answer(tmp_path: Path) -> None:
    paths = places(tmp_path)
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    (path,) = segments(paths)
    copy = tmp_path / "copy"
    copy.write_bytes((tmp_path / "data" / "journal" / os.path.basename(path)).read_bytes())
    os.replace(copy, path)  # as a sync program does
    journal.append(answer("two"))
    journal.close()
    assert cards(paths) == ["one", "two"]


def test_bytes_that_somebody_else_added_are_not_taken_for_a_line_feed(tmp_path: Path) -> None:
    paths = places(tmp_path)
    journal = Journal(paths, Clock())
    journal.append(answer("one"))
    with open(segments(paths)[0], "ab") as file:
        file.write(b"torn")
    journal.append(answer("two"))
    journal.close()
    assert cards(paths) == ["one", "two"]
    assert [each.length for each in reading(paths).damages] == [4]


def test_own_time_never_stands_still_or_goes_back_and_the_true_reading_is_kept(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock(step=0)
    journal = Journal(paths, clock)
    one = journal.append(answer("one"))
    clock.now -= HOUR
    two = journal.append(answer("two"))
    journal.close()
    (three,) = write(paths, "three", clock=clock)
    assert [record["t"] for record in (one, two, three)] == [NOW, NOW + 1, NOW + 2]
    assert "w" not in one
    assert [record["w"] for record in (two, three)] == [NOW - HOUR] * 2
    assert list(two)[:6] == ["v", "id", "dev", "t", "w", "tz"]
    assert cards(paths) == ["one", "two", "three"]


def test_own_time_goes_on_from_the_marks_where_the_files_are_elsewhere(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one", clock=Clock(step=0))
    journal = tmp_path / "data" / "journal"
    for file in journal.iterdir():
        (journal / f"202611-00000000-{file.name[16:]}").write_bytes(file.read_bytes())  # not our device's name
        file.unlink()
    (two,) = write(paths, "two", clock=Clock(NOW - HOUR))
    assert two["t"] == NOW + 1


def test_own_time_goes_on_from_an_earlier_month_and_looks_no_further_back(tmp_path: Path) -> None:
    paths = places(tmp_path)
    for month in range(3):
        (saved,) = write(paths, "one", clock=Clock(NOW + month * 31 * 24 * HOUR, step=0))
    os.unlink(paths.heads)
    os.unlink(segments(paths)[0])
    os.mkdir(segments(paths)[0].replace("202612-", "202610-"))
    os.mkfifo(segments(paths)[0].replace("202610-", "202701-"))  # in the way of nothing
    looked: list[str] = []
    true_last = segment.last

    def looking(folder: str, name: str) -> list[Record]:
        looked.append(name)
        return true_last(folder, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment, "last", looking)
        (last,) = write(paths, "two", clock=Clock(saved["t"], step=0))
    assert last["t"] == saved["t"] + 1
    assert [name[:6] for name in looked] == ["202701", "202701"]


def test_a_line_from_a_clock_that_was_years_ahead_does_not_bind_the_next_one(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock(step=0)
    write(paths, "one", clock=clock)
    clock.now = NOW + 73 * 365 * 24 * HOUR
    write(paths, "far", clock=clock)
    clock.now = NOW + HOUR
    journal = Journal(paths, clock)
    assert journal.append(answer("two"))["t"] == NOW + HOUR
    clock.now = NOW + 73 * 365 * 24 * HOUR
    journal.append(answer("far too"))
    clock.now = NOW + 2 * HOUR
    assert journal.append(answer("three"))["t"] == NOW + 2 * HOUR
    journal.close()
    found = reading(paths, NOW + 2 * HOUR)
    assert [record["card"] for record in found.records] == ["one", "two", "three"]
    assert found.future == 2


def test_a_clock_that_lost_its_battery_cannot_put_an_answer_before_the_last_one(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one", clock=Clock(step=0))
    (two,) = write(paths, "two", clock=Clock(0))
    assert (two["t"], two["w"]) == (NOW + 1, 0)
    assert cards(paths) == ["one", "two"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"type": "dream"},
        answer(rating=5),
        answer(due="tomorrow"),
        answer(id="mine"),
        answer(w=5),
        answer(extra={1, 2}),
        answer(extra=float("nan")),
        answer(extra=b"bytes"),
    ],
)
def test_a_line_that_is_not_well_formed_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    paths = places(tmp_path)
    journal = Journal(paths, Clock())
    with pytest.raises(ValueError, match="not a line that"):
        journal.append(fields)
    assert journal.held == []
    journal.append(answer("one"))
    journal.close()
    assert cards(paths) == ["one"]


def test_what_the_caller_does_with_its_lists_later_changes_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = places(tmp_path)
    journal = Journal(paths, Clock())
    disk = Disk(monkeypatch, paths)
    disk.refuse = {paths.journal}
    given = [0]
    with pytest.raises(AwsprepError):
        journal.append(answer(given=given))
    given.append(7)
    disk.refuse = set()
    journal.append(answer("two"))
    journal.close()
    assert reading(paths).records[0]["given"] == [0]


def test_a_journal_that_asks_for_a_newer_program_is_read_but_not_added_to(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (saved,) = write(paths, "one")
    ask_for_newer(paths, saved)
    for _ in range(2):  # the second time it is known from the marks
        journal = Journal(paths, Clock(NOW + HOUR))
        with pytest.raises(AwsprepError, match="newer awsprep") as raised:
            journal.append(answer("two"))
        assert "upgrade" in raised.value.hint
        assert raised.value.exit_code == 4
        assert len(journal.held) == 1
    assert cards(paths) == ["one"]
    assert reading(paths).min_reader == CURRENT + 1


def test_the_marks_say_how_far_each_file_had_come(tmp_path: Path) -> None:
    paths = places(tmp_path)
    saved = write(paths, "one", "two")
    (path,) = segments(paths)
    heads = load(paths.heads, paths.data)
    mark = heads.marks[os.path.basename(path)]
    assert (mark.size, mark.n, mark.min_reader) == (os.path.getsize(path), 2, 1)
    assert heads.last == {saved[0]["dev"]: saved[1]["t"]}


def test_numbers_go_on_where_the_end_of_the_file_was_lost(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", "two", "three", clock=clock)
    (path,) = segments(paths)
    with open(path, "rb") as file:
        lines = file.readlines()
    with open(path, "wb") as file:
        file.writelines(lines[:2])
    (saved,) = write(paths, "four", clock=clock)
    assert saved["n"] == 4
    assert reading(paths).shrunk == [os.path.basename(path)]


def test_numbers_go_on_behind_a_long_damaged_end(tmp_path: Path) -> None:
    paths = places(tmp_path)
    clock = Clock()
    write(paths, "one", clock=clock)
    os.unlink(paths.heads)
    with open(segments(paths)[0], "ab") as file:
        file.write(b"x" * 100_000 + b"\n")
    (saved,) = write(paths, "two", clock=clock)
    assert saved["n"] == 2
    assert cards(paths) == ["one", "two"]


def test_ids_and_file_names_come_from_the_given_chance_only(tmp_path: Path) -> None:
    one, two = places(tmp_path / "one"), places(tmp_path / "two")
    assert write(one, "a", "b", seed=7) == write(two, "a", "b", seed=7)
    for path_one, path_two in zip(segments(one), segments(two), strict=True):
        assert os.path.basename(path_one) == os.path.basename(path_two)
        with open(path_one, "rb") as file_one, open(path_two, "rb") as file_two:
            assert file_one.read() == file_two.read()


def test_ids_are_unique_and_hold_their_time(tmp_path: Path) -> None:
    paths = places(tmp_path)
    saved = write(paths, *"abc")
    assert len({record["id"] for record in saved}) == 3
    for record in saved:
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", record["id"])
        assert int(record["id"][:13].replace("-", ""), 16) == record["t"]


def test_on_macos_the_disk_is_asked_to_write_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, command: asked.append(command))
    write(places(tmp_path), "one")
    assert asked == [51, 51]


@pytest.mark.parametrize(("number", "saved"), [(45, True), (5, False)])
def test_a_file_system_without_write_through_gets_an_fsync_but_an_error_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, saved: bool
) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("errno.ENOTSUP", 45)
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", refused)
    journal = Journal(places(tmp_path), Clock(), seeded(1))
    if saved:
        journal.append(answer())
    else:
        with pytest.raises(AwsprepError):
            journal.append(answer())


def test_the_release_is_not_in_the_future_of_the_tests() -> None:
    assert BUILD_MS < NOW
