r"""One journal line: `{"v":1,…,"crc":"37356e76"}` and a line feed.

Compact ASCII JSON. `crc` comes last: the CRC-32 (8 hex digits) of all bytes before `,"crc":`, so a line is checked on
its bytes, and one flipped bit is always found.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.record import Record

SEAL = b',"crc":"'
_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_START = re.compile(rb'\{"v":')
_END = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
# What a salvage may checksum: a line of a megabyte made to look like thousands of records must not hang the reader.
_SEARCH_BYTES = 8 << 20


def _no_number(name: str) -> Any:
    raise ValueError(name)


decode_json: Callable[[str], Any] = json.JSONDecoder(parse_constant=_no_number).decode
"""JSON as RFC 8259 has it: no NaN, no Infinity. ValueError, and RecursionError, for what is not."""


def encode(record: Record) -> bytes:
    """The line, with its line feed; a `crc` among the fields is replaced. ValueError for what JSON cannot hold."""
    body = _encode({name: value for name, value in record.items() if name != "crc"})[:-1].encode("ascii")
    return b'%b,"crc":"%08x"}\n' % (body, crc32(body))


def decode(line: bytes) -> Record | None:
    """The record of a line without its line feed; None where one byte of it is wrong."""
    body, _, tail = line.rpartition(SEAL)
    if tail != b'%08x"}' % crc32(body):
        return None
    try:
        value = decode_json(line.decode("ascii"))
    except (ValueError, RecursionError):
        return None
    return value if type(value) is dict else None


def salvage(line: bytes) -> list[tuple[int, int, Record]]:
    """The whole records inside a damaged line, with the bytes (from, to) where they lie.

    A record may be glued behind a torn one, or two may have lost the line feed between them.
    """
    found: list[tuple[int, int, Record]] = []
    starts = [match.start() for match in _START.finditer(line)]
    budget = _SEARCH_BYTES
    free = first = 0  # what lies before `free` is taken; `starts[:first]` lie before it
    for end in (match.end() for match in _END.finditer(line)):
        while first < len(starts) and starts[first] < free:
            first += 1
        for start in reversed([at for at in starts[first:] if at < end]):
            budget -= end - start
            if budget < 0:
                return found
            record = decode(line[start:end])
            if record is not None:
                found.append((start, end, record))
                free = end
                break
    return found
