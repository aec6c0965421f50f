"""The records in the bytes of one journal file, and the bytes that are none."""

from __future__ import annotations

import re
from bisect import bisect
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from awsprep.store import line

if TYPE_CHECKING:
    from awsprep.core.record import Record

_BATCH = 500
_BLANK = b" \t\r"
_BOM = b"\xef\xbb\xbf"
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_checksum = itemgetter("crc")
UNFINISHED = "the last line is unfinished"
"""Why the end of a file is no record: writing it was broken off, so it was never shown as saved.

That is only said of the beginning of a line: other bytes have damaged what stood there.
"""
TORN = "torn by a crash; nothing that was saved is lost"
"""Why a line inside a file is no record: it was such an end, and the next sitting closed it with a line feed.

That is only said of the beginning of a line where the numbers of the lines around it leave no gap: had it been saved,
the next line would have another number.
"""
MARKER = "a merge marker"
"""What git leaves between two versions."""
_FIRST = b'{"v":'
_SEALED = re.compile(rb',"crc":"[^"]{8}(?!"?\Z)')


class Junk(NamedTuple):
    """Bytes that are no record: where they start, how many, and why."""

    offset: int
    length: int
    reason: str


class Scan:
    """`offsets` says where each of the records starts; `end` is up to where the bytes need not be looked at again.

    That is behind the last line feed, or behind a last line that lacks only its line feed.
    """

    __slots__ = ("end", "junk", "offsets", "records")

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.offsets: list[int] = []
        self.junk: list[Junk] = []
        self.end = 0


def scan(data: bytes, before: bytes = b"") -> Scan:
    """Every line whose checksum is right, and every whole record inside a damaged line.

    Carriage returns, a byte order mark and blank lines are no damage; all else that is no record is reported.
    `before` are some of the bytes that stand before these in the file: they tell what a damaged first line was.
    """
    found = Scan()
    good: list[bytes] = []
    offsets: list[int] = []
    bad: list[tuple[int, bytes]] = []
    at = 0
    for each in data.split(b"\n"):
        body, _, tail = each.rpartition(line.SEAL)
        if tail == b'%08x"}' % crc32(body):
            good.append(each)
            offsets.append(at)
        elif each:
            bad.append((at, each))
        at += len(each) + 1
    for start in range(0, len(good), _BATCH):
        _decode_good(found, good[start : start + _BATCH], offsets[start : start + _BATCH])
    for offset, each in bad:
        _search(found, offset, each)
    rest = data.rfind(b"\n") + 1
    complete = rest == len(data) or (offsets and offsets[-1] == rest)
    found.end = len(data) if complete else rest
    if not complete:
        found.junk = [
            junk._replace(reason=UNFINISHED) if junk.offset >= rest and _begun(_piece(data, junk)) else junk
            for junk in found.junk
        ]
    if found.junk:
        found.junk = _judged(found, data, before)
    return found


def _decode_good(found: Scan, lines: list[bytes], offsets: list[int]) -> None:
    """Decode lines whose checksum is right, all at once: that is faster, and their field names are stored once."""
    try:
        records: list[Record] = line.decode_json(f"[{b','.join(lines).decode('ascii')}]")
        if list(map(_checksum, records)) == [each[-10:-2].decode("ascii") for each in lines]:
            found.records += records
            found.offsets += offsets
            return
    except (ValueError, RecursionError, TypeError, KeyError):
        pass  # one of them is not JSON, or not an object
    for offset, each in zip(offsets, lines, strict=True):
        record = line.decode(each)
        if record is None:
            found.junk.append(Junk(offset, len(each), "the checksum is right, but this is not JSON"))
        else:
            found.records.append(record)
            found.offsets.append(offset)


def _search(found: Scan, offset: int, damaged: bytes) -> None:
    """Take what is whole in a damaged line, and report the rest of it."""
    bare = damaged.removeprefix(_BOM).strip(_BLANK)
    if not bare:
        return
    start = damaged.index(bare)
    record = line.decode(bare)
    if record is not None:
        found.records.append(record)
        found.offsets.append(offset + start)
        return
    whole = line.salvage(damaged)
    free = 0
    for begin, end, record in [*whole, (len(damaged), len(damaged), None)]:
        gap = damaged[free:begin]
        if gap.strip(_BLANK):
            found.junk.append(Junk(offset + free, len(gap), _reason(gap)))
        elif free and record is not None:
            found.junk.append(Junk(offset + begin, 0, "a line feed is missing"))
        if record is not None:
            found.records.append(record)
            found.offsets.append(offset + begin)
        free = end


def _judged(found: Scan, data: bytes, before: bytes) -> list[Junk]:
    """The junk, where a line that was torn by a crash is called that."""
    whole = sorted(zip(found.offsets, found.records, strict=True), key=itemgetter(0))
    offsets = [offset for offset, _ in whole]
    earlier = [record for each in before.split(b"\n") if (record := line.decode(each)) is not None]
    judged = []
    for junk in found.junk:
        at = bisect(offsets, junk.offset)
        previous = whole[at - 1][1] if at else [{}, *earlier][-1]
        following = whole[at][1] if at < len(whole) else {}
        torn = _begun(_piece(data, junk)) and _next(previous, following)
        judged.append(junk._replace(reason=TORN) if torn else junk)
    return judged


def _piece(data: bytes, junk: Junk) -> bytes:
    return data[junk.offset : junk.offset + junk.length]


def _begun(piece: bytes) -> bool:
    """Whether bytes can be what is left of a write that was broken off; a file system may have kept zeros of it."""
    text = piece.rstrip(b"\0")
    if not text.startswith(_FIRST[: len(text)]) or not text.isascii() or _SEALED.search(text) or not piece:
        return False
    try:
        line.decode_json(text.decode("ascii"))
    except (ValueError, RecursionError):
        return True
    return False  # somebody else's whole line


def _next(one: Record, two: Record) -> bool:
    """Whether the second line was saved right after the first."""
    first, second = one.get("n"), two.get("n")
    return type(first) is int and type(second) is int and first + 1 == second and one.get("seg") == two.get("seg")


def _reason(junk: bytes) -> str:
    if not junk.strip(b"\0" + _BLANK):
        return "a run of NUL bytes"
    if junk.startswith(_MARKERS):
        return MARKER
    return "not a whole record, or its checksum is wrong"
