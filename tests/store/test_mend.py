from __future__ import annotations

import pytest

from awsprep.store.line import encode
from awsprep.store.mend import mend
from tests.store.writing import GOLDEN


def _flipped(data: bytes, place: int, bit: int) -> bytes:
    bad = bytearray(data)
    bad[place] ^= 1 << bit
    return bytes(bad)


def test_every_flipped_bit_of_a_line_is_put_right() -> None:
    assert all(mend(_flipped(GOLDEN, place, bit)) == GOLDEN for place in range(len(GOLDEN)) for bit in range(8))


@pytest.mark.parametrize("size", [1, 5_000, 60_000])
def test_a_long_note_is_put_right_too(size: int) -> None:
    line = encode({"v": 1, "text": "n" * size, "seg": "5c047399", "n": 4})[:-1]
    for place in (0, 9, len(line) // 2, len(line) - 20, len(line) - 5):
        assert mend(_flipped(line, place, 2)) == line


def test_a_line_feed_that_a_flipped_bit_made_is_put_right() -> None:
    line = GOLDEN.replace(b'"s3-private-download"', b'"s3-*-JJ"')
    line = encode({**_fields(line)})[:-1]
    for letter in (b"*", b"J"):
        bad = line.replace(letter, b"\n", 1)
        assert mend(bad) == line


def _fields(line: bytes) -> dict[str, object]:
    import json

    return {name: value for name, value in json.loads(line).items() if name != "crc"}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        GOLDEN[:-1],
        GOLDEN[:40],
        b"x" * 300,
        bytes(300),
        GOLDEN.replace(b"3", b"4"),
        _flipped(_flipped(GOLDEN, 10, 1), 20, 1),
        _flipped(_flipped(GOLDEN, 10, 1), len(GOLDEN) - 4, 1),
        GOLDEN[:100] + b"\n" + GOLDEN[100:200] + b"\n" + GOLDEN[200:],
        GOLDEN + b" " * (1 << 20),
    ],
)
def test_what_is_more_than_one_flipped_bit_is_left_alone(damaged: bytes) -> None:
    assert mend(damaged) is None


def test_a_line_that_is_right_is_no_case_for_mending() -> None:
    assert mend(GOLDEN) is None


def test_a_file_with_carriage_returns_is_mended_line_by_line() -> None:
    assert mend(_flipped(GOLDEN, 50, 3) + b"\r") == GOLDEN
