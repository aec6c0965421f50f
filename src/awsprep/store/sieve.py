"""Whole lines sorted out: what is used, what is kept for later, and what is no valid line."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from awsprep.core.record import all_well_formed, moment, newer, order, well_formed
from awsprep.store.scan import Junk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.record import Record

_BATCH = 1000
_t = itemgetter("t")


class Sieve:
    """Lines of any number of files, by id.

    `limit` is the last moment (ms) that is believed; `kept` are the lines to use; `later` are true moments of lines
    beyond the limit; `unknown` are ids of a later program's lines; `min_reader` is the highest that a head asks for.
    """

    __slots__ = ("kept", "later", "limit", "min_reader", "unknown")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.kept: dict[str, Record] = {}
        self.later: dict[str, int] = {}
        self.unknown: set[str] = set()
        self.min_reader = 1

    def take(self, records: Sequence[Record], offsets: Sequence[int]) -> list[Junk]:
        """Take in lines whose checksum is right; what is wrong with some of them all the same."""
        junk: list[Junk] = []
        for start in range(0, len(records), _BATCH):
            some = records[start : start + _BATCH]
            groups: defaultdict[str, list[Record]] = defaultdict(list)
            for record in some:
                kind = record.get("type")
                groups[kind if type(kind) is str else ""].append(record)
            if not all(self._take_all(kind, group) for kind, group in groups.items()):
                for offset, record in zip(offsets[start : start + _BATCH], some, strict=True):
                    reason = self._take_one(record)
                    if reason:
                        junk.append(Junk(offset, 0, reason))
        return junk

    def _take_all(self, kind: str, records: list[Record]) -> bool:
        """Take lines of one type at once, if there is nothing out of the ordinary about any of them."""
        if kind == "head":
            asked = [record.get("min_reader") for record in records]
            self.min_reader = max([self.min_reader, *(each for each in asked if type(each) is int)])
            return True
        if not all_well_formed(kind, records):
            return False
        ids = dict(zip(map(itemgetter("id"), records), records, strict=True))
        if len(ids) < len(records) or max(map(_t, records)) > self.limit or not self.kept.keys().isdisjoint(ids):
            return False
        self.kept.update(ids)
        return True

    def _take_one(self, record: Record) -> str:
        kind = record.get("type")
        if kind == "head":
            return ""
        if not well_formed(record):
            if not newer(record):
                return f"not a valid line of type {kind!r}"
            self.unknown.add(str(record.get("id")))
            return ""
        if moment(record) > self.limit:
            self.later[record["id"]] = moment(record)
            return ""
        return self._keep(record)

    def _keep(self, record: Record) -> str:
        """Keep one line of each id, whatever comes first.

        A line that was written again because it was not certain to be durable says the same in another place.
        """
        other = self.kept.setdefault(record["id"], record)
        if other is record or other == record:
            return ""
        self.kept[record["id"]] = min(other, record, key=lambda each: (order(each), each["crc"]))
        if all(other.get(name) == record.get(name) for name in {*other, *record} - {"seg", "n", "crc"}):
            return ""
        return f"another line has the id {record['id']} as well"
