"""The numbers of saved lines: each segment counts its own from 0, so a line that is gone leaves a gap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.core.record import Record


class Numbers:
    """The ids of whole lines by segment and number, over all files; `clashes` are segments with two ids at one number.

    A clash means that two machines went on with copies of one file, or that one was put back to an earlier state.
    """

    __slots__ = ("clashes", "ids")

    def __init__(self) -> None:
        self.ids: dict[str, dict[int, Any]] = {}
        self.clashes: set[str] = set()

    def take(self, records: Iterable[Record]) -> None:
        """Note whole lines."""
        for record in records:
            seg, n, name = record.get("seg"), record.get("n"), record.get("id")
            if type(seg) is not str or type(n) is not int or n < 0:
                continue
            if self.ids.setdefault(seg, {}).setdefault(n, name) != name:
                self.clashes.add(seg)

    def has(self, seg: str, n: int) -> bool:
        """Whether there is a whole line with this number."""
        return n in self.ids.get(seg, ())

    def holds(self, record: Record) -> bool:
        """Whether there is a whole copy of this line."""
        known = self.ids.get(str(record.get("seg")), {})
        n = record.get("n")
        return type(n) is int and n in known and known[n] == record.get("id")

    def last(self, seg: str) -> int:
        """The highest number of a segment; -1 where nothing of it is known."""
        return max(self.ids.get(seg, ()), default=-1)

    def gaps(self, seg: str, least_last: int = -1) -> list[range]:
        """The numbers that are not there, up to the highest known one."""
        known = sorted(self.ids.get(seg, {}))
        ends = [-1, *known, *([least_last + 1] if least_last > self.last(seg) else [])]
        return [range(one + 1, two) for one, two in pairwise(ends) if one + 1 < two]


def spans(gaps: Iterable[range]) -> str:
    """Gaps in words: `3, 5-9`."""
    return ", ".join(f"{gap[0]}" if len(gap) == 1 else f"{gap[0]}-{gap[-1]}" for gap in gaps)
