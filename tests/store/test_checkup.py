"""A check-up: what each kind of harm is called, how grave it is, and where it is."""

from __future__ import annotations

import os
import re
import shutil
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from awsprep.core.record import CURRENT
from awsprep.store import damage
from awsprep.store.checkup import Checkup, checkup
from awsprep.store.finding import Weight
from awsprep.store.heads import load
from awsprep.store.journal import Journal, NotSaved
from awsprep.store.line import decode, encode
from awsprep.store.numbers import Numbers, spans
from tests.store.disk import Disk
from tests.store.writing import NOW, Clock, answer, places, segments, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from awsprep.store.finding import Finding
    from awsprep.store.paths import Paths

HOUR = 3_600_000


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A store with eight answers."""
    paths = places(tmp_path)
    write(paths, *(f"card{n}" for n in range(8)))
    return paths


def looked(paths: Paths, now: int = NOW + HOUR) -> Checkup:
    return checkup(paths, now)


def codes(paths: Paths, now: int = NOW + HOUR) -> list[tuple[str, str]]:
    return [(each.weight.value, each.code) for each in looked(paths, now).findings]


def lines(paths: Paths) -> list[bytes]:
    with open(segments(paths)[0], "rb") as file:
        return file.readlines()


def put(paths: Paths, *content: bytes) -> None:
    with open(segments(paths)[0], "wb") as file:
        file.writelines(content)


def flipped(line: bytes) -> bytes:
    return line[:60] + bytes([line[60] ^ 1]) + line[61:]


def test_a_whole_store_has_nothing_to_find(paths: Paths) -> None:
    found = looked(paths)
    assert found.findings == []
    assert len(found.records) == 8
    (file,) = found.files
    assert (file.name, file.size) == (os.path.basename(segments(paths)[0]), os.path.getsize(segments(paths)[0]))
    assert (file.lines, file.damaged) == (9, 0)


def test_a_store_that_was_never_used_has_nothing_to_find_and_nothing_is_made(tmp_path: Path) -> None:
    assert looked(places(tmp_path / "none")) == Checkup([], [], [], [], 0, 0)
    assert not (tmp_path / "none").exists()


def test_a_flipped_bit_has_a_place_and_can_be_mended(paths: Paths) -> None:
    own = lines(paths)
    put(paths, *own[:3], flipped(own[3]), *own[4:])
    found = looked(paths)
    (finding,) = found.findings
    assert (finding.code, finding.offset, finding.length) == ("flipped-bit", sum(map(len, own[:3])), len(own[3]) - 1)
    assert finding.path == segments(paths)[0]
    assert finding.message.startswith(f"{os.path.basename(finding.path)}:4, ")
    assert "awsprep doctor --repair" in finding.hint
    assert list(found.mendable) == [own[3][:-1]]


def test_a_flipped_bit_whose_line_is_whole_elsewhere_is_only_a_note(paths: Paths) -> None:
    own = lines(paths)
    shutil.copy(segments(paths)[0], os.path.join(paths.journal, "copy.jsonl"))
    put(paths, *own[:3], flipped(own[3]), *own[4:])
    assert codes(paths) == [("note", "mended")]
    assert looked(paths).mendable == []


def test_a_flipped_bit_that_made_a_line_feed_is_one_place_and_can_be_mended(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one", "J*", "three")
    own = lines(paths)
    put(paths, *own[:2], own[2].replace(b"*", b"\n"), own[3])
    (finding,) = looked(paths).findings
    assert (finding.code, finding.length) == ("flipped-bit", len(own[2]) - 1)
    assert list(looked(paths).mendable) == [own[2][:-1]]


HARM: dict[str, tuple[Callable[[list[bytes]], list[bytes]], list[tuple[str, str]]]] = {
    "a letter changed": (
        lambda own: [each.replace(b"card3", b"*ard3") if b"card3" in each else each for each in own],
        [("error", "damaged")],
    ),
    "edited": (
        lambda own: [each.replace(b'"rating":3', b'"rating":12') if b"card3" in each else each for each in own],
        [("error", "damaged")],
    ),
    "a line deleted": (
        lambda own: own[:3] + own[4:],
        [("error", "missing-lines"), ("note", "shrunk")],
    ),
    "the last line deleted": (lambda own: own[:-1], [("error", "missing-lines"), ("note", "shrunk")]),
    "the head deleted": (lambda own: own[1:], [("warning", "missing-lines"), ("note", "shrunk")]),
    "cut": (
        lambda own: [*own[:-1], own[-1][:50]],
        [("error", "damaged"), ("note", "shrunk")],
    ),
    "the end overwritten": (lambda own: [*own[:-2], own[-2][:50], b"\xff" * 600], [("error", "damaged")]),
    "emptied": (lambda own: [], [("error", "missing-lines"), ("note", "shrunk")]),
    "a torn line that was closed": (lambda own: [*own[:3], own[3][:90] + b"\n", *own[3:]], [("note", "torn")]),
    "zeros between lines": (lambda own: [*own[:3], bytes(90), *own[3:]], [("note", "torn")]),
    "zeros at the end": (lambda own: [*own, bytes(90)], [("note", "torn")]),
    "garbage between lines": (lambda own: [*own[:3], b"what?\n", *own[3:]], [("warning", "foreign")]),
    "garbage before the first line": (lambda own: [b"what?\n", *own], [("warning", "foreign")]),
    "garbage behind the last line": (lambda own: [*own, b"what?\n"], [("error", "damaged")]),
    "somebody else's whole line": (lambda own: [*own[:3], b'{"v":1}\n', *own[3:]], [("warning", "foreign")]),
    "merge markers": (
        lambda own: [*own[:3], b"<<<<<<< HEAD\n", *own[3:], b">>>>>>> theirs\n"],
        [("warning", "merge-marker")] * 2,
    ),
    "carriage returns": (lambda own: [each.replace(b"\n", b"\r\n") for each in own], [("warning", "line-ends")]),
    "a byte order mark": (lambda own: [b"\xef\xbb\xbf", *own], [("warning", "line-ends")]),
    "a line twice": (lambda own: [*own[:3], own[2], *own[3:]], [("warning", "lines-twice")]),
    "lines swapped": (lambda own: [*own[:3], own[4], own[3], *own[5:]], [("warning", "order")]),
    "two lines glued": (lambda own: [*own[:3], own[3][:-1], *own[4:]], [("warning", "foreign"), ("note", "shrunk")]),
    "no lines at all": (lambda own: [b"x" * 9000 + b"\n"], [("error", "damaged")]),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_to_a_file_is_named(paths: Paths, harm: str) -> None:
    change, expected = HARM[harm]
    put(paths, *change(lines(paths)))
    assert codes(paths) == expected


GARBAGE = b"what?\n"
LOSSES: dict[str, tuple[Callable[[list[bytes]], list[bytes]], list[int]]] = {
    "one damaged": (lambda own: [*own[:3], GARBAGE, *own[4:]], [3]),
    "neighbours damaged": (lambda own: [*own[:3], GARBAGE, GARBAGE, b"\0" * 300, b"\n", *own[6:]], [3, 4, 5]),
    "far ones damaged": (lambda own: [*own[:3], GARBAGE, *own[4:6], GARBAGE, *own[7:]], [3, 6]),
    "one damaged, one deleted beside it": (lambda own: [*own[:3], GARBAGE, *own[5:]], [3, 4]),
    "one damaged, one deleted elsewhere": (lambda own: [*own[:3], GARBAGE, *own[4:6], *own[7:]], [3, 6]),
    "one damaged, the next one flipped": (lambda own: [*own[:3], GARBAGE, flipped(own[4]), *own[5:]], [3]),
    "damaged on both sides of a flipped one": (
        lambda own: [*own[:3], GARBAGE, flipped(own[4]), GARBAGE, *own[6:]],
        [3, 5],
    ),
    "the last ones cut off": (lambda own: [*own[:6], own[6][:50]], [6, 7, 8]),
    "the last ones damaged": (lambda own: [*own[:6], GARBAGE, own[7][:50]], [6, 7, 8]),
    "the first ones damaged": (lambda own: [GARBAGE, GARBAGE, *own[2:]], [0, 1]),
    "all gone": (lambda own: own[:0], list(range(9))),
}


def told(findings: Sequence[Finding]) -> list[int]:
    """The numbers of lost lines in all findings."""
    numbers: list[int] = []
    for each in findings:
        for part in re.findall(r"number(?:s|) ([0-9, -]+)", each.message)[:1]:
            for span in part.split(", "):
                first, _, last = span.partition("-")
                numbers += range(int(first), int(last or first) + 1)
    return sorted(numbers)


@pytest.mark.parametrize("loss", LOSSES)
def test_each_lost_line_is_told_once(paths: Paths, loss: str) -> None:
    change, lost = LOSSES[loss]
    own = lines(paths)
    put(paths, *change(own))
    findings = looked(paths).findings
    assert told(findings) == lost
    counted = [each for each in findings if each.weight.value != "note" and each.code != "flipped-bit"]
    assert all(told([each]) for each in counted)
    shutil.copy(segments(paths)[0], os.path.join(paths.journal, "copy.jsonl"))
    again = looked(paths).findings
    assert told(again) == lost
    assert {each.weight for each in again if each not in findings} <= {Weight.NOTE}
    with open(os.path.join(paths.journal, "restored.jsonl"), "wb") as file:
        file.writelines(own)
    assert {weight for weight, _ in codes(paths)} <= {"note"}


def test_what_a_lost_file_has_in_no_copy_is_told_once(paths: Paths) -> None:
    own = lines(paths)
    os.unlink(segments(paths)[0])
    with open(os.path.join(paths.journal, "copy.jsonl"), "wb") as file:
        file.writelines([*own[:3], own[4]])
    findings = looked(paths).findings
    assert [(each.weight.value, each.code) for each in findings] == [("error", "missing-lines"), ("note", "vanished")]
    assert told(findings) == [3, 5, 6, 7, 8]


def test_what_a_lost_file_has_in_no_copy_is_told_even_where_that_copy_has_to_be_mended(paths: Paths) -> None:
    own = lines(paths)
    os.unlink(segments(paths)[0])
    copy = os.path.join(paths.journal, "copy.jsonl")
    for n, rest in ((0, [*range(1, 9)]), (3, [0, 1, 2, 4, 5, 6, 7, 8])):
        with open(copy, "wb") as file:
            file.write(flipped(own[n]))
        findings = looked(paths).findings
        assert [each.code for each in findings] == ["flipped-bit", "missing-lines", "vanished"]
        assert told(findings) == rest


def test_a_damaged_place_before_a_hostile_number_does_not_hang_the_check_up(paths: Paths) -> None:
    own = lines(paths)
    record = decode(own[2][:-1])
    assert record is not None
    put(paths, *own, GARBAGE, *(encode({**record, "id": "f" * 36, "n": n}) for n in (2**53, 10**30)))
    (finding,) = [each for each in looked(paths).findings if each.code == "damaged"]
    assert finding.message.endswith(f"{2**53 - 9} lines are lost: numbers 9-{2**53 - 1}")


def test_where_the_lines_of_a_file_end_is_looked_for_once(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    own = lines(paths)
    put(paths, *(each for line in own for each in (line, GARBAGE)))
    looks = []

    def accumulated(lengths: Iterable[int]) -> Iterable[int]:
        looks.append(1)
        return accumulate(lengths)

    monkeypatch.setattr(damage, "accumulate", accumulated)
    rows = [each.message.partition(":")[2].partition(",")[0] for each in looked(paths).findings]
    assert rows == [str(row) for row in range(2, 2 * len(own) + 1, 2)]
    assert looks == [1]


def test_a_file_of_which_nothing_is_left_is_one_lost_place(paths: Paths) -> None:
    own = lines(paths)
    put(paths, GARBAGE * len(own))
    assert codes(paths) == [("error", "damaged"), ("note", "shrunk")]
    assert told(looked(paths).findings) == list(range(9))


def test_numbers_say_what_is_missing(paths: Paths) -> None:
    own = lines(paths)
    put(paths, *own[:3], own[5], b" " * 2000)
    (finding,) = [each for each in looked(paths).findings if each.code == "missing-lines"]
    assert finding.message.endswith(": 5 lines are missing: numbers 3-4, 6-8")
    assert "awsprep restore" in finding.hint


def test_a_number_from_a_hostile_line_does_not_hang_the_check_up(paths: Paths) -> None:
    own = lines(paths)
    record = decode(own[2][:-1])
    assert record is not None
    put(paths, *own, encode({**record, "id": "f" * 36, "n": 2**53}))
    (finding,) = looked(paths).findings
    assert finding.message.endswith(f"numbers 9-{2**53 - 1}")
    numbers = Numbers()
    numbers.take([{"seg": 5, "n": 1}, {"seg": "a", "n": "1"}, {"seg": "a", "n": -1}, {}])
    assert numbers.ids == {}
    assert spans([]) == ""


def test_what_is_gone_but_whole_elsewhere_is_only_a_note(paths: Paths) -> None:
    path = segments(paths)[0]
    os.rename(path, os.path.join(paths.journal, "restored.jsonl"))
    assert codes(paths) == [("note", "vanished")]
    shutil.copy(os.path.join(paths.journal, "restored.jsonl"), path)
    os.truncate(path, 100)
    assert codes(paths) == [("note", "torn"), ("note", "shrunk")]


def test_a_file_that_vanished_is_named_with_its_size(paths: Paths) -> None:
    size = os.path.getsize(segments(paths)[0])
    write(paths, "later", clock=Clock(NOW + 31 * 24 * HOUR))
    os.unlink(segments(paths)[0])
    (finding,) = looked(paths, NOW + 32 * 24 * HOUR).findings
    assert (finding.weight, finding.code) == ("error", "vanished")
    assert f"it had {size:,} bytes" in finding.message


def test_a_journal_that_is_gone_is_told_and_so_is_one_that_cannot_be_read(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = segments(paths)[0]
    with monkeypatch.context() as patch:
        true_open = os.open

        def refused(name: str, *rest: int) -> int:
            if name == path:
                raise PermissionError(13, "Permission denied")
            return true_open(name, *rest)

        patch.setattr(os, "open", refused)
        assert codes(paths)[0] == ("error", "unreadable")
    shutil.rmtree(paths.data)
    assert codes(paths) == [("error", "journal-gone")]
    os.mkdir(paths.data)
    with open(paths.journal, "w", encoding="utf-8"):
        pass
    assert codes(paths) == [("error", "unreadable")]


def test_two_machines_with_one_device_id_are_found_out(paths: Paths) -> None:
    path = segments(paths)[0]
    shutil.copy(path, os.path.join(paths.journal, "theirs.jsonl"))
    write(paths, "ours", clock=Clock(NOW + HOUR))
    os.rename(path, os.path.join(paths.journal, "ours.jsonl"))
    os.rename(os.path.join(paths.journal, "theirs.jsonl"), path)
    os.rename(os.path.join(paths.journal, "ours.jsonl"), os.path.join(os.path.dirname(paths.data), "ours"))
    os.unlink(paths.heads)
    write(paths, "theirs", clock=Clock(NOW + 2 * HOUR))
    shutil.move(os.path.join(os.path.dirname(paths.data), "ours"), os.path.join(paths.journal, "ours.jsonl"))
    findings = looked(paths, NOW + 3 * HOUR).findings
    assert [(each.weight.value, each.code) for each in findings] == [("warning", "cloned-device")]
    assert paths.device in findings[0].hint
    assert len(looked(paths, NOW + 3 * HOUR).records) == 10


def test_where_a_file_went_on_in_two_ways_a_number_does_not_say_that_a_damaged_line_is_whole(paths: Paths) -> None:
    own = lines(paths)
    records = [record for each in own[7:] if (record := decode(each[:-1])) is not None]
    theirs = [encode({**record, "id": f"{n:036}"}) for n, record in enumerate(records)]
    with open(os.path.join(paths.journal, "theirs.jsonl"), "wb") as file:
        file.writelines([*own[:7], *theirs])
    assert codes(paths) == [("warning", "cloned-device")]
    put(paths, *own[:7], GARBAGE, own[8])
    assert codes(paths) == [("warning", "damaged"), ("note", "shrunk"), ("warning", "cloned-device")]
    (damaged,) = [each for each in looked(paths).findings if each.code == "damaged"]
    assert "this may be the other one" in damaged.message
    assert "awsprep restore" in damaged.hint


def test_a_damaged_place_before_the_lines_of_another_file_is_of_its_own_file(paths: Paths) -> None:
    own = lines(paths)
    os.unlink(segments(paths)[0])
    os.unlink(paths.heads)
    other = "202611-7f3a91c2-5c047399.jsonl"
    with open(os.path.join(paths.journal, other), "wb") as file:
        file.writelines([GARBAGE, *own])
    (finding,) = looked(paths).findings
    assert (finding.weight, finding.code) == (Weight.ERROR, "damaged")
    assert finding.message.endswith("what stood there is lost")


def test_lines_in_the_future_or_of_a_later_program_are_told(paths: Paths) -> None:
    own = lines(paths)
    record = decode(own[2][:-1])
    assert record is not None
    later = [{**record, "id": "a" * 36, "n": 9, "t": NOW + 73 * 365 * 24 * HOUR}]
    later += [{**record, "id": "b" * 36, "n": 10, "type": "dream"}, {**record, "id": "c" * 36, "n": 11, "v": 2}]
    put(paths, *own, *map(encode, later))
    found = looked(paths)
    assert codes(paths) == [("warning", "future"), ("note", "newer")]
    assert (found.future, found.newer, len(found.records)) == (1, 2, 8)


def test_a_journal_that_asks_for_a_later_program_is_told(paths: Paths) -> None:
    own = lines(paths)
    head = decode(own[0][:-1])
    assert head is not None
    put(paths, encode({**head, "min_reader": CURRENT + 1}), *own[1:])
    assert codes(paths) == [("warning", "min-reader")]


def test_strange_lines_with_a_right_checksum_are_told(paths: Paths) -> None:
    own = lines(paths)
    record = decode(own[2][:-1])
    assert record is not None
    put(paths, *own, encode({**record, "rating": 1}), encode({**record, "id": "d" * 36, "n": 9, "rating": 7}))
    assert codes(paths) == [
        ("error", "two-lines-one-id"),
        ("warning", "invalid-line"),
        ("warning", "lines-twice"),
        ("warning", "order"),
    ]


def test_answers_that_wait_in_a_spill_file_are_told(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {paths.data}
        journal = Journal(paths, Clock(NOW + HOUR))
        with pytest.raises(NotSaved):
            journal.append(answer("late"))
        assert journal.close() is not None
    (finding,) = looked(paths, NOW + 2 * HOUR).findings
    assert (finding.weight, finding.code) == ("warning", "spill")
    assert "1 answer waits in " in finding.message
    assert "doctor --repair" in finding.hint


def test_a_journal_file_that_lies_elsewhere_is_told(paths: Paths, tmp_path: Path) -> None:
    (path,) = segments(paths)
    os.rename(path, tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", path)
    assert codes(paths) == [("warning", "link")]
    assert len(looked(paths).records) == 8


def test_what_was_lost_and_is_whole_elsewhere_now_is_no_problem(paths: Paths) -> None:
    own = lines(paths)
    put(paths, *own[:3], b"\0" * len(own[3]), *own[4:-1], b"what?\n")
    assert codes(paths) == [("error", "damaged"), ("error", "damaged"), ("note", "shrunk")]
    with open(os.path.join(paths.journal, "restored.jsonl"), "wb") as file:
        file.writelines([own[3], own[-1]])
    assert codes(paths) == [("note", "restored"), ("note", "restored"), ("note", "shrunk")]
    assert len(looked(paths).records) == 8


def test_a_check_up_writes_nothing(paths: Paths, tmp_path: Path) -> None:
    own = lines(paths)
    put(paths, *own[:3], flipped(own[3]), *own[4:])
    before = {each: (each.stat().st_mtime_ns, each.stat().st_size) for each in tmp_path.rglob("*")}
    looked(paths)
    assert {each: (each.stat().st_mtime_ns, each.stat().st_size) for each in tmp_path.rglob("*")} == before
    assert load(paths.heads, paths.data).marks
