"""Opening a long history through the snapshot, beside SQLite doing the same: `python -m benchmarks.opening`.

Opening means what every command does first: all cards with their memory and counters, and what came since the snapshot
was written. It has to cost the same with 100,000 reviews as with 10,000, of as many cards. SQLite keeps one row a card
(current) and one a review (appended in the same transaction). Rows take turns, so that a busy machine is busy for all.
Nothing here asserts a time.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from awsprep.core.memory import Learned
from awsprep.core.record import BUILD_MS, uuid7
from awsprep.store.line import encode
from awsprep.store.paths import Paths, find
from awsprep.store.snapshot import open_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.progress import Progress

NOW = BUILD_MS + 3_600_000
DAY_MS = 86_400_000
CARDS = 1_000
SIZES = (10_000, 100_000)
TAIL = 30  # lines since the snapshot: the sitting before
ROUNDS = 15
DAYS = 400


def history(paths: Paths, reviews: int) -> None:
    """Reviews of CARDS cards over DAYS days, in one file a month."""
    os.makedirs(paths.journal, mode=0o700)
    rng = Random(1)
    names: dict[int, list[bytes]] = {}
    for number in range(reviews):
        t = NOW - DAY_MS * DAYS + number * DAYS * DAY_MS // reviews
        month = t // DAY_MS // 31
        lines = names.setdefault(month, [])
        day = t // DAY_MS
        rating = rng.choices((1, 2, 3, 4), (10, 10, 70, 10))[0]
        record = {"v": 1, "id": uuid7(t, rng.randbytes(10)), "dev": "7f3a91c2", "t": t, "tz": 0, "type": "review"}
        record |= {"card": f"card-{rng.randrange(CARDS)}", "given": [0], "score": int(rating > 1), "guess": False}
        record |= {"over": False, "auto": min(rating, 3), "rating": rating, "due": day + rng.randrange(1, 40)}
        record |= {"ms": 9_000, "mode": "quiz", "session": f"{day:08x}", "seed": 41, "qh": "9f2c1a7b"}
        lines.append(encode({**record, "seg": f"{month:08x}", "n": len(lines)}))
    for month, lines in names.items():
        with open(os.path.join(paths.journal, f"{200_000 + month}-7f3a91c2-{month:08x}.jsonl"), "wb") as file:
            file.writelines(lines)


def hold_back(paths: Paths) -> bytes:
    """Take the last lines off the newest file, to be put back once the snapshot is written."""
    path = os.path.join(paths.journal, max(os.listdir(paths.journal)))
    with open(path, "rb") as file:
        lines = file.readlines()
    with open(path, "wb") as file:
        file.writelines(lines[:-TAIL])
    return b"".join(lines[-TAIL:])


def put_back(paths: Paths, data: bytes) -> None:
    with open(os.path.join(paths.journal, max(os.listdir(paths.journal))), "ab") as file:
        file.write(data)


def table(path: str, progress: Progress, reviews: int) -> None:
    """The same history in SQLite."""
    base = sqlite3.connect(path)
    base.execute("create table card (id text primary key, stability, difficulty, last, due, reps, lapses, seen, right)")
    base.execute("create table review (id text primary key, t integer, card text, rating integer, due integer)")
    rows = []
    for name, card in progress.cards.items():
        memory = card.memory if isinstance(card.memory, Learned) else Learned(1, 5, 0, 0, 0, 0)
        rows.append((name, *memory, card.seen, card.right))
    base.executemany("insert into card values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    entries = ((uuid7(n, n.to_bytes(10, "big")), n, f"card-{n % CARDS}", 3, 20_000) for n in range(reviews))
    base.executemany("insert into review values (?, ?, ?, ?, ?)", entries)
    base.commit()
    base.close()


def sqlite_open(path: str) -> None:
    """Connect, and read every card."""
    base = sqlite3.connect(path)
    rows = base.execute("select * from card").fetchall()
    base.close()
    if len(rows) != CARDS:
        raise SystemExit(f"SQLite gave {len(rows)} cards")


def ours_open(paths: Paths, reviews: int) -> None:
    progress, told = open_progress(paths, NOW, {})
    if progress.reviews != reviews or told:
        raise SystemExit(f"{progress.reviews} reviews instead of {reviews}: {told}")


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    rows: dict[str, Callable[[], object]] = {}
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        for reviews in SIZES:
            place = os.path.join(folder, str(reviews))
            paths = find(
                {f"AWSPREP_{name.upper()}": os.path.join(place, name) for name in ("data", "state", "cache", "config")}
            )
            history(paths, reviews)
            tail = hold_back(paths)
            progress, _ = open_progress(paths, NOW, {}, save=True)
            put_back(paths, tail)
            table(os.path.join(place, "base.sqlite"), progress, reviews)
            rows[f"awsprep, {reviews:,} reviews, {TAIL} since the snapshot"] = partial(ours_open, paths, reviews)
            rows[f"SQLite, {reviews:,} reviews"] = partial(sqlite_open, os.path.join(place, "base.sqlite"))
        took: dict[str, list[float]] = {name: [] for name in rows}
        for turn in range(ROUNDS + 1):
            for name, call in rows.items():
                spent = seconds(call)
                if turn:  # the first round fills the caches
                    took[name].append(spent)
        wide = max(map(len, rows))
        print(f"{'opening ' + str(CARDS) + ' cards':{wide}}{'p50 ms':>9}{'least ms':>10}")
        for name, times in took.items():
            print(f"{name:{wide}}{statistics.median(times) * 1e3:9.2f}{min(times) * 1e3:10.2f}")
        names = list(rows)
        for kind, (small, large) in {"awsprep": (names[0], names[2]), "SQLite": (names[1], names[3])}.items():
            growth = [big / little for big, little in zip(took[large], took[small], strict=True)]
            print(f"{kind}: 100,000 against 10,000 reviews: {statistics.median(growth):.2f} times")


if __name__ == "__main__":
    main()
