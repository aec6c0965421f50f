"""What a journal test starts from: places in a temporary folder, a clock that is told the time, an answer to save."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING, Any

from awsprep.core.record import CURRENT
from awsprep.store.journal import Journal
from awsprep.store.line import encode
from awsprep.store.paths import Paths
from awsprep.store.reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from awsprep.core.record import Record

GOLDEN = (
    b'{"v":1,"id":"019a9a3e-8c54-7f53-9e7f-18aa5d47f9f9","dev":"7f3a91c2","t":1795294307604,"tz":60,"type":"review",'
    b'"card":"s3-private-download","given":[0],"score":1,"guess":false,"over":false,"auto":3,"rating":3,"due":20786,'
    b'"ms":5321,"mode":"quiz","session":"5e1f03aa","seed":41,"qh":"9f2c1a7b","seg":"5c047399","n":1,"crc":"37356e76"}'
)
NOW = 1_795_294_307_604  # 2026-11-21 20:51:47 UTC


class Clock:
    """Says what it is told; every look at it takes a second."""

    def __init__(self, now: int = NOW, step: int = 1000) -> None:
        self.now = now
        self.step = step

    def now_ms(self) -> int:
        self.now += self.step
        return self.now - self.step

    def offset_minutes(self) -> int:
        return 60

    def monotonic(self) -> float:
        return self.now / 1000


def places(folder: Path) -> Paths:
    data, state, cache, config = (str(folder / name) for name in ("data", "state", "cache", "config"))
    return Paths(data, state, cache, config, (str(folder / "tmp"),))


def answer(card: str = "s3-private-download", **fields: Any) -> dict[str, Any]:
    """The fields of a review, as a sitting hands them to the journal."""
    return {
        "type": "review",
        "card": card,
        "given": [0],
        "score": 1,
        "guess": False,
        "over": False,
        "auto": 3,
        "rating": 3,
        "due": 20786,
        "ms": 5321,
        "mode": "quiz",
        "session": "5e1f03aa",
        "seed": 41,
        "qh": "9f2c1a7b",
        **fields,
    }


def seeded(seed: int) -> Callable[[int], bytes]:
    return Random(seed).randbytes


def write(paths: Paths, *cards: str, clock: Clock | None = None, seed: int | None = None) -> list[Record]:
    """Save an answer for each card, in a sitting of its own."""
    journal = Journal(paths, clock or Clock(), seeded(seed) if seed is not None else os.urandom)
    saved = [journal.append(answer(card)) for card in cards]
    assert journal.close() is None
    return saved


def ask_for_newer(paths: Paths, saved: Record) -> None:
    """Have a file in the journal whose head asks for a later program than this one."""
    head = {**saved, "id": "0" * 36, "type": "head", "min_reader": CURRENT + 1, "seg": "ffffffff", "n": 0}
    with open(os.path.join(paths.journal, "202611-aaaaaaaa-ffffffff.jsonl"), "wb") as file:
        file.write(encode(head))


def reading(paths: Paths, now: int = NOW) -> Reading:
    return read(paths, now_ms=now)


def cards(paths: Paths) -> list[str]:
    """The cards of all answers that can be read, in order."""
    return [record["card"] for record in reading(paths).records]


def segments(paths: Paths) -> list[str]:
    """The paths of all journal files."""
    return sorted(os.path.join(paths.journal, name) for name in os.listdir(paths.journal))
