"""What the damaged places of one journal file mean: a lost answer, one that can be mended, or nothing at all."""

from __future__ import annotations

import os
from bisect import bisect
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from awsprep.store import line, segment
from awsprep.store.finding import Finding, Weight
from awsprep.store.mend import mend
from awsprep.store.numbers import number, spans
from awsprep.store.scan import MARKER, TORN, UNFINISHED, Junk, scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.store.numbers import Numbers

_BOM = b"\xef\xbb\xbf"
_MENDS = "Mend it with: awsprep doctor --repair"
FIND = "Look for it in a backup (awsprep backup --list, then awsprep restore FILE) or on another machine."
"""What to do where an answer is gone."""


class Look:
    """The bytes of one journal file, sorted out."""

    __slots__ = ("_feeds", "_places", "_seg", "data", "name", "path", "scan")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.data = data
        self.scan = scan(data)
        named = segment.NAME.fullmatch(self.name)
        self._seg = named[3] if named else ""
        self._places = sorted(zip(self.scan.offsets, self.scan.records, strict=True), key=itemgetter(0))
        self._feeds: list[int] = []

    def flipped(self, numbers: Numbers, mendable: dict[bytes, None]) -> tuple[list[Finding], list[Junk]]:
        """What one flipped bit has damaged, and all other damage.

        Lines that are whole nowhere come to `mendable` as they were.
        """
        found: list[Finding] = []
        rest: list[Junk] = []
        for junk in self._joined():
            mended = mend(self._bytes(junk)) if junk.length else None
            record = line.decode(mended) if mended is not None else None
            if mended is None or record is None:
                rest.append(junk)
            elif numbers.holds(record):
                what = "one bit is wrong; the line is whole elsewhere"
                found.append(self._finding(Weight.NOTE, "mended", junk, what))
            elif mended in mendable:
                what = "one bit is wrong; it is a copy of a line that is told above"
                found.append(self._finding(Weight.NOTE, "flipped-bit", junk, what))
            else:
                mendable[mended] = None
                found.append(self._finding(Weight.ERROR, "flipped-bit", junk, "one bit is wrong", _MENDS))
        return found, rest

    def lost(self, pieces: Iterable[Junk], numbers: Numbers) -> list[Finding]:
        """What damage means that cannot be mended. Pieces between the same two lines are one place.

        A lost line is told once, wherever copies of it lie: its number counts as told in `numbers` from then on.
        """
        found: list[Finding] = []
        places: dict[int, list[Junk]] = {}
        for junk in pieces:
            if junk.reason == TORN:
                found.append(self._finding(Weight.NOTE, "torn", junk, junk.reason))
            elif junk.reason == MARKER:
                found.append(self._finding(Weight.WARNING, "merge-marker", junk, junk.reason))
            else:
                places.setdefault(bisect(self._places, junk.offset, key=itemgetter(0)), []).append(junk)
        for at, some in places.items():
            end = some[-1].offset + some[-1].length
            found.append(self._judged(some[0]._replace(length=end - some[0].offset), at, numbers))
        return found

    def strange(self, junk: Junk) -> Finding:
        """A line whose checksum is right and that is not right all the same."""
        if "another line" in junk.reason:
            return self._finding(Weight.ERROR, "two-lines-one-id", junk, junk.reason)
        return self._finding(Weight.WARNING, "invalid-line", junk, junk.reason)

    def form(self) -> list[Finding]:
        """What somebody else did to the file without damaging a line: line ends, order, lines twice."""
        found = []
        feeds = self.data.count(b"\r\n")
        if feeds or self.data.startswith(_BOM):
            what = f"{feeds} lines end in CR LF" if feeds else "it begins with a byte order mark"
            found.append(self._rewritten("line-ends", what))
        numbers = [
            n for _, record in self._places if record.get("seg") == self._seg and type(n := record.get("n")) is int
        ]
        twice = len(numbers) - len(set(numbers))
        if twice:
            found.append(self._rewritten("lines-twice", f"{twice} line{' is' if twice == 1 else 's are'} there twice"))
        if any(one > two for one, two in pairwise(numbers)):
            found.append(self._rewritten("order", "its lines are in another order"))
        return found

    def _joined(self) -> list[Junk]:
        """The junk, where two pieces with a line feed between them are one if only that line feed is wrong."""
        pieces: list[Junk] = []
        for junk in self.scan.junk:
            last = pieces[-1] if pieces else Junk(-1, 0, "")
            if last.offset + last.length + 1 == junk.offset and last.length and junk.length:
                both = last._replace(length=last.length + 1 + junk.length)
                if mend(self._bytes(both)) is not None:
                    pieces[-1] = both
                    continue
            pieces.append(junk)
        return pieces

    def _judged(self, junk: Junk, at: int, numbers: Numbers) -> Finding:
        """What the damage means that lies before the line of that place in the file."""
        seg, place = self._place(at, numbers)
        lost = numbers.lacking(seg, place) if place is not None else [range(1)]
        saved = place is not None and place.stop - 1 <= numbers.last(seg)
        if junk.reason == UNFINISHED and not (lost and saved):
            return self._finding(Weight.NOTE, "torn", junk, junk.reason)
        if not junk.length or not (lost or place):
            return self._finding(Weight.WARNING, "foreign", junk, f"{junk.reason}; no answer is lost with it")
        if not lost and seg in numbers.clashes:
            what = f"{junk.reason}; of two lines with its number one is whole elsewhere, and this may be the other one"
            return self._finding(Weight.WARNING, "damaged", junk, what, FIND)
        if not lost:
            what = f"{junk.reason}; what stood there is whole elsewhere"
            return self._finding(Weight.NOTE, "restored", junk, what)
        what = "what stood there is lost"
        if saved:
            new = numbers.tell(seg, lost)
            if not new:
                return self._finding(Weight.NOTE, "damaged", junk, f"{junk.reason}; what is lost is told above")
            count = sum(map(len, new))
            what = f"{'1 line is lost: number' if count == 1 else f'{count} lines are lost: numbers'} {spans(new)}"
        return self._finding(Weight.ERROR, "damaged", junk, f"{junk.reason}; {what}", FIND)

    def _place(self, at: int, numbers: Numbers) -> tuple[str, range | None]:
        """The segment and the numbers of the saved lines that stood in a damaged place; None where nothing says."""
        before = self._places[at - 1][1] if at else {}
        after = self._places[at][1] if at < len(self._places) else {}
        own = self._seg or after.get("seg")
        seg, low = str(before.get("seg", own)), number(before)
        if after and after.get("seg") == before.get("seg", own):
            high = number(after)
            return str(after.get("seg")), range(low + 1, high) if high >= 0 else None
        last = numbers.last(seg) if not (before and after) else -1
        if last > low:
            return seg, range(low + 1, last + 1)
        return seg, range(low + 1, low + 2) if low >= 0 else None

    def _rewritten(self, code: str, what: str) -> Finding:
        message = f"{self.name}: {what}: something else than awsprep has written to it; no answer is lost with that"
        return Finding(Weight.WARNING, code, message, "Keep other programs from changing it.", self.path)

    def _finding(self, weight: Weight, code: str, junk: Junk, what: str, hint: str = "") -> Finding:
        size = f", {junk.length} bytes from byte {junk.offset}" if junk.length else f", byte {junk.offset}"
        message = f"{self.name}:{self._row(junk.offset)}{size}: {what}"
        return Finding(weight, code, message, hint, self.path, junk.offset, junk.length)

    def _row(self, offset: int) -> int:
        """The line of the file, from 1, in which a byte lies. Where the lines end is looked for once."""
        if not self._feeds:
            self._feeds = list(accumulate(len(each) + 1 for each in self.data.split(b"\n")))
        return bisect(self._feeds, offset) + 1

    def _bytes(self, junk: Junk) -> bytes:
        return self.data[junk.offset : junk.offset + junk.length]
