from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.core.record import well_formed
from awsprep.store.line import decode, encode, salvage
from tests.store.writing import GOLDEN

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_golden_line_is_read_and_written_byte_for_byte() -> None:
    record = decode(GOLDEN)
    assert record is not None
    assert well_formed(record)
    assert record["crc"] == "37356e76"
    assert encode(record) == GOLDEN + b"\n"


@settings(deadline=None)
@given(st.dictionaries(st.text().filter(lambda name: name != "crc"), _JSON, max_size=6))
def test_whatever_json_can_hold_comes_back_as_it_was(fields: dict[str, object]) -> None:
    line = encode({"v": 1, **fields})
    assert line.isascii()
    assert line.count(b"\n") == 1
    record = decode(line[:-1])
    assert record is not None
    del record["crc"]
    assert json.dumps(record) == json.dumps({"v": 1, **fields})


@pytest.mark.parametrize("text", ['x","crc":"00000000"}', '{"v":1,"crc":"37356e76"}', "\n", "\ud800", "\x00"])
def test_a_text_that_looks_like_the_end_of_a_line_does_not_end_it(text: str) -> None:
    record = decode(encode({"v": 1, "note": text, "inner": {"a": 1, "crc": text}})[:-1])
    assert record is not None
    assert (record["note"], record["inner"]) == (text, {"a": 1, "crc": text})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_know_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode({"v": 1, "score": value})


def _sealed(body: bytes) -> bytes:
    from zlib import crc32

    return b'%b,"crc":"%08x"}' % (body, crc32(body))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"}",
        GOLDEN[:-1],
        GOLDEN.upper(),
        GOLDEN.replace(b"37356e76", b"37356E76"),
        GOLDEN + b" ",
        _sealed(b'{"v":NaN'),
        _sealed(b'{"v":'),
        _sealed(b'{"v":"\xff"'),
        _sealed(b'[{"v":1'),
        _sealed(b'{"v":' + b"[" * 100_000),
    ],
)
def test_a_line_with_one_thing_wrong_is_no_record(line: bytes) -> None:
    assert decode(line) is None


def test_records_inside_a_damaged_line_are_found() -> None:
    damaged = b'{"v":1,"id":"01' + GOLDEN + b"\0\0" + GOLDEN + b"x"
    assert [(start, end) for start, end, _ in salvage(damaged)] == [
        (15, 15 + len(GOLDEN)),
        (17 + len(GOLDEN), 17 + 2 * len(GOLDEN)),
    ]


def test_a_record_with_records_inside_is_found_as_one() -> None:
    line = encode({"v": 1, "set": {"v": 1, "crc": "37356e76"}, "crc": ""})[:-1]
    assert [record["set"] for _, _, record in salvage(b"junk" + line)] == [{"v": 1, "crc": "37356e76"}]


def test_a_line_made_to_look_like_thousands_of_records_is_given_up_soon() -> None:
    hostile = b'{"v":' * 100_000 + b',"crc":"00000000"}' * 1000
    assert salvage(hostile) == []
