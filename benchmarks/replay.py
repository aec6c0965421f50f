"""Replaying 100,000 reviews against reading their lines (CRC and JSON): budget 5 times. Prints, never asserts.

python -m benchmarks.replay
"""

from __future__ import annotations

import json
import time
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

from awsprep.core.memory import Memory, New, Rating, outcomes
from awsprep.core.record import uuid7
from awsprep.core.replay import replay

if TYPE_CHECKING:
    from awsprep.core.record import Record

REVIEWS = 100_000
CARDS = 3_000
DAY = 20_000
DAY_MS = 86_400_000


def lines() -> list[bytes]:
    """Journal lines of a learner who answers 100 cards a day in an order of chance."""
    rng = Random(1)
    made = []
    for number in range(REVIEWS):
        day = DAY + number // 100
        t = day * DAY_MS + 43_200_000 + number % 100 * 60_000
        rating = rng.choices((1, 2, 3, 4), (10, 15, 65, 10))[0]
        record = {
            "v": 1,
            "id": uuid7(t, rng.randbytes(10)),
            "dev": "7f3a91c2",
            "t": t,
            "tz": 60,
            "type": "review",
            "card": f"card-{rng.randrange(CARDS)}",
            "given": [0],
            "score": int(rating > 1),
            "guess": False,
            "over": False,
            "auto": min(rating, 3),
            "rating": rating,
            "due": day + rng.randrange(1, 30),
            "ms": rng.randrange(5_000, 90_000),
            "mode": "review",
            "session": f"{day:08x}",
            "seed": rng.getrandbits(32),
            "qh": "9f2c1a7b",
            "seg": "5c047399",
            "n": number + 1,
        }
        body = json.dumps(record, separators=(",", ":")).encode()[:-1]
        made.append(body + f',"crc":"{crc32(body):08x}"}}'.encode())
    return made


def read(made: list[bytes]) -> list[Record]:
    """The cost of reading: CRC of each line, then JSON."""
    return [json.loads(line) for line in made if f"{crc32(line[:-18]):08x}".encode() == line[-10:-2]]


def main() -> None:
    """Print the table."""
    made = lines()
    start = time.perf_counter()
    records = read(made)
    reading = time.perf_counter() - start
    memory: Memory = New()
    outcomes("warm", memory, DAY)[Rating.GOOD]  # imports fsrs
    start = time.perf_counter()
    progress = replay(records, {})
    replaying = time.perf_counter() - start
    print(f"{len(records)} reviews of {len(progress.cards)} cards")
    print(f"reading (CRC and JSON)    {reading:6.2f} s")
    print(f"replaying                 {replaying:6.2f} s   {replaying / reading:5.2f} times reading (budget 5)")


if __name__ == "__main__":
    main()
