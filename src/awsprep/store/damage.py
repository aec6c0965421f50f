"""What the damaged places of one journal file mean: a lost answer, one that can be mended, or nothing at all."""

from __future__ import annotations

import os
from bisect import bisect
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from awsprep.store import line, segment
from awsprep.store.finding import Finding, Weight
from awsprep.store.mend import mend
from awsprep.store.scan import MARKER, TORN, UNFINISHED, Junk, scan

if TYPE_CHECKING:
    from awsprep.store.numbers import Numbers

_BOM = b"\xef\xbb\xbf"
_MENDS = "Mend it with: awsprep doctor --repair"
FIND = "Look for it in a backup (awsprep backup --list, then awsprep restore FILE) or on another machine."
"""What to do where an answer is gone."""


class Look:
    """The bytes of one journal file, sorted out."""

    __slots__ = ("_places", "data", "name", "path", "scan")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.data = data
        self.scan = scan(data)
        self._places = sorted(zip(self.scan.offsets, self.scan.records, strict=True), key=itemgetter(0))

    def damage(self, numbers: Numbers) -> tuple[list[Finding], list[bytes]]:
        """What is damaged, and the lines that only one flipped bit keeps from being whole and that are nowhere else."""
        found: list[Finding] = []
        mendable: list[bytes] = []
        for junk in self._joined():
            mended = mend(self._bytes(junk)) if junk.length else None
            record = line.decode(mended) if mended is not None else None
            if mended is None or record is None:
                found.append(self._judged(junk, numbers))
            elif numbers.holds(record):
                what = "one bit is wrong; the line is whole elsewhere"
                found.append(self._finding(Weight.NOTE, "mended", junk, what))
            else:
                mendable.append(mended)
                found.append(self._finding(Weight.ERROR, "flipped-bit", junk, "one bit is wrong", _MENDS))
        return found, mendable

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
        named = segment.NAME.fullmatch(self.name)
        seg = named[3] if named else ""
        numbers = [n for _, record in self._places if record.get("seg") == seg and type(n := record.get("n")) is int]
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

    def _judged(self, junk: Junk, numbers: Numbers) -> Finding:
        """What damage means that cannot be mended."""
        if junk.reason in {TORN, UNFINISHED}:
            return self._finding(Weight.NOTE, "torn", junk, junk.reason)
        if junk.reason == MARKER:
            return self._finding(Weight.WARNING, "merge-marker", junk, junk.reason)
        seg, place = self._place(junk)
        known = [numbers.has(seg, n) for n in place] if place is not None else [False]
        if junk.length and not all(known):
            return self._finding(Weight.ERROR, "damaged", junk, f"{junk.reason}; what stood there is lost", FIND)
        if junk.length and known:
            return self._finding(Weight.NOTE, "restored", junk, f"{junk.reason}; what stood there is whole elsewhere")
        return self._finding(Weight.WARNING, "foreign", junk, f"{junk.reason}; no answer is lost with it")

    def _place(self, junk: Junk) -> tuple[str, range | None]:
        """The segment and the numbers of the saved lines that stood in a damaged place; None where nothing says."""
        at = bisect(self._places, junk.offset, key=itemgetter(0))
        before = self._places[at - 1][1] if at else {}
        after = self._places[at][1] if at < len(self._places) else {}
        seg, low = before.get("seg"), before.get("n")
        if after and (not before or after.get("seg") == seg):
            seg, high = after.get("seg"), after.get("n")
            return str(seg), range(low + 1 if type(low) is int else 0, high) if type(high) is int else None
        return str(seg), range(low + 1, low + 2) if type(low) is int else None

    def _rewritten(self, code: str, what: str) -> Finding:
        message = f"{self.name}: {what}: something else than awsprep has written to it; no answer is lost with that"
        return Finding(Weight.WARNING, code, message, "Keep other programs from changing it.", self.path)

    def _finding(self, weight: Weight, code: str, junk: Junk, what: str, hint: str = "") -> Finding:
        number = self.data.count(b"\n", 0, junk.offset) + 1
        size = f", {junk.length} bytes from byte {junk.offset}" if junk.length else f", byte {junk.offset}"
        return Finding(weight, code, f"{self.name}:{number}{size}: {what}", hint, self.path, junk.offset, junk.length)

    def _bytes(self, junk: Junk) -> bytes:
        return self.data[junk.offset : junk.offset + junk.length]
