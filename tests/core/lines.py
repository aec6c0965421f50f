"""Journal lines for tests of the core: well-formed records without a file."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from awsprep.core.day import DAY_MS
from awsprep.core.record import uuid7, well_formed

if TYPE_CHECKING:
    from awsprep.core.record import Record

NOON = 12 * 3_600_000
DAY = 20_778  # Saturday 2026-11-21


class Writer:
    """One device's journal: numbers its lines and never lets its time stand still, as the store does."""

    def __init__(self, dev: str = "7f3a91c2", tz: int = 0) -> None:
        self.dev = dev
        self.tz = tz
        self.last = 0
        self.numbers = count()
        self.lines: list[Record] = []

    def write(self, kind: str, *, day: int = DAY, t: int | None = None, tz: int | None = None, **fields: Any) -> Record:
        """A line at noon of a study day, or at `t`."""
        at = max(t if t is not None else day * DAY_MS + NOON, self.last + 1)
        self.last = at
        number = next(self.numbers)
        name = uuid7(at, f"{self.dev}{number:08}".encode()[-10:])
        zone = self.tz if tz is None else tz
        record = {"v": 1, "id": name, "dev": self.dev, "t": at, "tz": zone, "type": kind, **fields}
        record |= {"seg": "5c047399", "n": number, "crc": "00000000"}
        assert well_formed(record), record
        self.lines.append(record)
        return record

    def review(self, card: str = "vpc-endpoint", rating: int = 3, day: int = DAY, **fields: Any) -> Record:
        """An answered choice; right unless rated Again."""
        given: dict[str, Any] = {
            "card": card,
            "given": [0],
            "score": 0 if rating == 1 else 1,
            "guess": False,
            "over": False,
            "auto": rating if rating < 4 else 3,
            "rating": rating,
            "due": day + (1 if rating == 1 else 7),
            "ms": 40_000,
            "mode": "quiz",
            "session": "5e1f03aa",
            "seed": 41,
            "qh": "9f2c1a7b",
        }
        return self.write("review", day=day, **{**given, **fields})
