"""Damage: whatever happens to the bytes of a journal file, what is whole is found and the rest is reported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.store.line import decode, encode
from awsprep.store.scan import TORN, Scan, scan
from tests.store.writing import GOLDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.record import Record


def _line(n: int) -> bytes:
    record = decode(GOLDEN)
    assert record is not None
    return encode({**record, "id": f"019a9a3e-8c54-7f53-9e7f-{n:012}", "n": n})


LINES = [_line(n) for n in (1, 2, 3)]
WHOLE = b"".join(LINES)
TRUE = [decode(line[:-1]) for line in LINES]


def _numbers(found: Scan) -> list[int]:
    return sorted(record["n"] for record in found.records)


def _check_flips(scanner: Callable[[bytes], Scan]) -> None:
    """One flipped bit costs at most one record, invents none, changes none, and is reported."""
    for place in range(len(WHOLE)):
        for bit in range(8):
            data = bytearray(WHOLE)
            data[place] ^= 1 << bit
            found = scanner(bytes(data))
            assert len(found.records) >= 2, (place, bit)
            assert all(record in TRUE for record in found.records), (place, bit)
            assert found.junk, (place, bit)


def test_every_single_flipped_bit_costs_at_most_one_record_and_is_reported() -> None:
    _check_flips(scan)


def test_a_scan_that_does_not_look_at_checksums_would_fail_the_check_of_flipped_bits() -> None:
    def trusting(data: bytes) -> Scan:
        found = Scan()
        for line in data.split(b"\n"):
            try:
                record: Record = json.loads(line)
            except ValueError:
                continue
            found.records.append(record)
        return found

    with pytest.raises(AssertionError):
        _check_flips(trusting)


def test_a_scan_without_a_search_inside_damaged_lines_would_lose_two_records_to_one_bit() -> None:
    def by_line_only(data: bytes) -> Scan:
        found = scan(data)
        whole = [record for line in data.split(b"\n") if (record := decode(line))]
        found.records, found.offsets = whole, []
        return found

    with pytest.raises(AssertionError):
        _check_flips(by_line_only)


def test_a_file_cut_anywhere_keeps_every_line_before_the_cut() -> None:
    starts = [0, len(LINES[0]), len(LINES[0] + LINES[1]), len(WHOLE)]
    for size in range(len(WHOLE) + 1):
        found = scan(WHOLE[:size])
        only_the_line_feed_is_missing = size + 1 in starts[1:]
        lines = sum(size >= start for start in starts[1:]) + only_the_line_feed_is_missing
        assert _numbers(found) == [1, 2, 3][:lines]
        torn = size not in starts and not only_the_line_feed_is_missing
        assert [junk.reason for junk in found.junk] == ["the last line is unfinished"] * torn
        assert found.end == (starts[lines] if torn or size in starts else size)


@pytest.mark.parametrize(
    ("data", "numbers", "reasons"),
    [
        pytest.param(WHOLE, [1, 2, 3], [], id="nothing wrong"),
        pytest.param(b"", [], [], id="empty"),
        pytest.param(WHOLE.replace(b"\n", b"\r\n"), [1, 2, 3], [], id="carriage returns"),
        pytest.param(b"\xef\xbb\xbf" + WHOLE, [1, 2, 3], [], id="byte order mark"),
        pytest.param(b"\n \n" + WHOLE + b"\n\n", [1, 2, 3], [], id="blank lines"),
        pytest.param(LINES[2] + LINES[0] + LINES[0], [1, 1, 3], [], id="shuffled and doubled"),
        pytest.param(LINES[0] + b"\0" * 4096 + LINES[1], [1, 2], [TORN], id="a run of NULs before a line"),
        pytest.param(WHOLE + b"\0" * 4096, [1, 2, 3], ["the last line is unfinished"], id="a tail of NULs"),
        pytest.param(
            b"<<<<<<< HEAD\n" + LINES[0] + b"=======\n" + LINES[1] + b">>>>>>> theirs\n",
            [1, 2],
            ["a merge marker"] * 3,
            id="merge markers",
        ),
        pytest.param(LINES[0][:-1] + LINES[1], [1, 2], ["a line feed is missing"], id="glued lines"),
        pytest.param(
            LINES[0][:200] + LINES[1] + LINES[2],
            [2, 3],
            ["not a whole record, or its checksum is wrong"],
            id="a line glued to a torn one",
        ),
        pytest.param(
            LINES[0] + LINES[1][:100] + LINES[1][101:] + LINES[2],
            [1, 3],
            ["not a whole record, or its checksum is wrong"],
            id="a byte lost",
        ),
        pytest.param(
            LINES[0] + b"\xff\xfe garbage\n" + LINES[1],
            [1, 2],
            ["not a whole record, or its checksum is wrong"],
            id="garbage",
        ),
        pytest.param(
            WHOLE.replace(b'{"v":1', b'{"V":1'), [], ["not a whole record, or its checksum is wrong"] * 3, id="edited"
        ),
        pytest.param(LINES[0] + LINES[1][:50], [1], ["the last line is unfinished"], id="torn tail"),
        pytest.param(
            LINES[0] + LINES[1][:50] + b"\xff" * 400,
            [1],
            ["not a whole record, or its checksum is wrong"],
            id="an overwritten tail",
        ),
        pytest.param(LINES[0] + LINES[1][:-1], [1, 2], [], id="a last line without its line feed"),
        pytest.param(
            LINES[0] + encode({"v": 1}).replace(b"{", b"[", 1),
            [1],
            ["not a whole record, or its checksum is wrong"],
            id="not an object",
        ),
    ],
)
def test_damage_to_the_structure_costs_what_it_hit_and_is_named(
    data: bytes, numbers: list[int], reasons: list[str]
) -> None:
    found = scan(data)
    assert _numbers(found) == numbers
    assert [junk.reason for junk in found.junk] == reasons
    for record, offset in zip(found.records, found.offsets, strict=True):
        assert data[offset:].startswith(encode(record)[:-1])


@pytest.mark.parametrize("body", [b'{"v":1},{"v":1', b'{"crc":"37356e76"},{"v":1', b"["])
def test_a_right_checksum_over_something_that_is_not_json_does_not_take_its_neighbours_along(body: bytes) -> None:
    from zlib import crc32

    hostile = b'%b,"crc":"%08x"}\n' % (body, crc32(body))
    found = scan(LINES[0] + hostile + LINES[1])
    assert _numbers(found) == [1, 2]
    assert [junk.reason for junk in found.junk] == ["the checksum is right, but this is not JSON"]


def test_a_thousand_and_one_lines_are_all_decoded() -> None:
    assert _numbers(scan(b"".join(_line(n) for n in range(1001)))) == list(range(1001))


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(WHOLE)))
def test_bytes_put_in_anywhere_cost_at_most_one_record_and_invent_none(junk: bytes, place: int) -> None:
    found = scan(WHOLE[:place] + junk + WHOLE[place:])
    assert len({record["id"] for record in found.records}) >= 2
    assert all(record in TRUE for record in found.records)


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_at_all_make_the_scan_fail(data: bytes) -> None:
    found = scan(data)
    assert 0 <= found.end <= len(data)


def test_a_line_that_was_broken_off_at_any_byte_and_closed_later_is_called_torn() -> None:
    for size in range(1, len(LINES[1]) - 1):
        found = scan(LINES[0] + LINES[1][:size] + b"\n" + LINES[1])
        assert [(junk.reason, junk.length) for junk in found.junk] == [(TORN, size)], size
        assert _numbers(found) == [1, 2]


def test_a_whole_line_with_a_wrong_checksum_is_not_called_torn() -> None:
    for size, more in ((1, b"]"), (2, b"'}"), (1, b"}}")):
        bad = LINES[1][: -1 - size] + more + b"\n"
        found = scan(LINES[0] + bad + LINES[1])
        assert [junk.reason for junk in found.junk if junk.reason == TORN] == [], more
