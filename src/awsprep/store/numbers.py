"""The numbers of saved lines: each segment counts its own from 0, so a line that is gone leaves a gap."""

from __future__ import annotations

from bisect import bisect, bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.core.record import Record

_MOST = 1 << 53  # as a line's number may be


class Numbers:
    """The ids of whole lines by segment and number, over all files; `clashes` are segments with two ids at one number.

    A clash means that two machines went on with copies of one file, or that one was put back to an earlier state.
    """

    __slots__ = ("_last", "_told", "clashes", "ids")

    def __init__(self) -> None:
        self.ids: dict[str, dict[int, Any]] = {}
        self.clashes: set[str] = set()
        self._last: dict[str, int] = {}
        self._told: defaultdict[str, list[range]] = defaultdict(list)

    def take(self, records: Iterable[Record]) -> None:
        """Note whole lines."""
        for record in records:
            seg, n = record.get("seg"), number(record)
            if type(seg) is not str or n < 0:
                continue
            name = record.get("id")
            if self.ids.setdefault(seg, {}).setdefault(n, name) != name:
                self.clashes.add(seg)
            if n > self._last.get(seg, -1):
                self._last[seg] = n

    def holds(self, record: Record) -> bool:
        """Whether there is a whole copy of this line."""
        known = self.ids.get(str(record.get("seg")), {})
        n = number(record)
        return n in known and known[n] == record.get("id")

    def expect(self, seg: str, n: int) -> None:
        """Note that a segment was at this number once, whatever is left of it."""
        self._last[seg] = max(self.last(seg), n)

    def last(self, seg: str) -> int:
        """The highest number of a segment; -1 where nothing of it is known."""
        return self._last.get(seg, -1)

    def gaps(self, seg: str) -> list[range]:
        """The numbers that are not there, up to the highest known one."""
        return self.lacking(seg, range(self.last(seg) + 1))

    def lacking(self, seg: str, place: range) -> list[range]:
        """Those of these numbers that no whole line has."""
        known = self.ids.get(seg, {})
        few, many = (place, known) if len(place) < len(known) else (known, place)  # a hostile number is very high
        return _without(place, [range(n, n + 1) for n in sorted(few) if n in many])

    def tell(self, seg: str, gaps: Iterable[range]) -> list[range]:
        """Those of these numbers of which nobody was told yet; from now on all of them count as told."""
        told = self._told[seg]
        new = []
        for gap in gaps:
            first, end = bisect(told, gap.start, key=_start) - 1, bisect_left(told, gap.stop, key=_start)
            new += _without(gap, told[max(first, 0) : end])
        for part in new:
            insort(told, part, key=_start)
        return new


def number(record: Record) -> int:
    """A line's number in its segment; -1 where it has none that could be."""
    n = record.get("n")
    return n if type(n) is int and 0 <= n <= _MOST else -1


def spans(gaps: Iterable[range]) -> str:
    """Gaps in words: `3, 5-9`."""
    return ", ".join(f"{gap[0]}" if len(gap) == 1 else f"{gap[0]}-{gap[-1]}" for gap in gaps)


def _without(place: range, parts: Iterable[range]) -> list[range]:
    """What is left of a range without parts of it or of others, which are in order."""
    left = []
    at = place.start
    for part in parts:
        if at < min(part.start, place.stop):
            left.append(range(at, min(part.start, place.stop)))
        at = max(at, part.stop)
    if at < place.stop:
        left.append(range(at, place.stop))
    return left


def _start(part: range) -> int:
    return part.start
