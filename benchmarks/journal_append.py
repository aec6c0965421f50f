"""What one durable answer costs, whatever the history, beside SQLite; and what reading 100,000 of them costs.

    python benchmarks/journal_append.py [folder on the disk to measure]

All rows of a table are measured in one interleaved run: round after round, one append each, so that a busy machine is
busy for all of them. Nothing here asserts a time; tests/store asserts the number of writes and fsyncs.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

from awsprep.store.journal import Journal
from awsprep.store.line import encode
from awsprep.store.paths import Paths, find
from awsprep.store.reading import read, read_on

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = 1_795_294_307_604
ROUNDS = 300
HISTORIES = (0, 10_000, 100_000)
ANSWER = {
    "type": "review",
    "card": "s3-private-download",
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
}


class Clock:
    """Two minutes an answer."""

    def __init__(self) -> None:
        self.now = NOW

    def now_ms(self) -> int:
        self.now += 120_000
        return self.now

    def offset_minutes(self) -> int:
        return 60

    def monotonic(self) -> float:
        return self.now / 1000


def history(paths: Paths, lines: int) -> None:
    """Files as a device leaves them behind: 1,000 answers a month, the last one in the month of the clock."""
    rng = Random(1)
    os.makedirs(paths.journal)
    for start in range(0, lines, 1000):
        back = (lines - start) // 1000 - 1
        month = 2026 * 12 + 10 - back
        seg = f"{rng.getrandbits(32):08x}"
        common = {"v": 1, "dev": "7f3a91c2", "tz": 60}
        with open(os.path.join(paths.journal, f"{month // 12}{month % 12 + 1:02}-7f3a91c2-{seg}.jsonl"), "wb") as file:
            for n in range(1000):
                t = NOW - (back * 1000 + 1000 - n) * 120_000
                entry = {
                    "v": 1,
                    "id": f"019a9a3e-8c54-7f53-9e7f-{rng.getrandbits(48):012x}",
                    **common,
                    "t": t,
                    **ANSWER,
                }
                file.write(encode({**entry, "seg": seg, "n": n}))


def bare(folder: str) -> int:
    """A file for the floor: write and fsync of a line, nothing else."""
    return os.open(os.path.join(folder, "bare"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def table(folder: str) -> sqlite3.Connection:
    """SQLite doing the same, in its mode for one durable row at a time: a write-ahead log, synced with each commit."""
    base = sqlite3.connect(os.path.join(folder, "base.sqlite"))
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table review (id integer primary key, answer text)")
    base.commit()
    return base


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def appends(folder: str) -> None:
    journals = {}
    for lines in HISTORIES:
        place = os.path.join(folder, str(lines))
        paths = find(
            {f"AWSPREP_{name.upper()}": os.path.join(place, name) for name in ("data", "state", "cache", "config")}
        )
        history(paths, lines)
        journal = journals[lines] = Journal(paths, Clock())
        first = seconds(partial(journal.append, ANSWER))
        print(f"first append with {lines:,} lines before it: {first * 1e3:.2f} ms")
    fd, base = bare(folder), table(folder)
    line = encode({**ANSWER, "padding": "x" * 170})
    floor: list[float] = []
    rows: list[float] = []
    took: dict[int, list[float]] = {lines: [] for lines in HISTORIES}

    def write_and_sync() -> None:
        os.write(fd, line)
        os.fsync(fd)

    def insert() -> None:
        base.execute("insert into review (answer) values (?)", (line.decode(),))
        base.commit()

    for _ in range(ROUNDS):
        floor.append(seconds(write_and_sync))
        rows.append(seconds(insert))
        for lines, journal in journals.items():
            took[lines].append(seconds(partial(journal.append, ANSWER)))
    middle = statistics.median(floor)
    print(f"\n{'one append, ' + str(ROUNDS) + ' rounds':34}{'p50 ms':>9}{'p99 ms':>9}{'x floor':>9}")
    for name, times in [
        ("write + fsync of as many bytes", floor),
        *((f"{n:,} lines before it", t) for n, t in took.items()),
        ("SQLite, one row", rows),
    ]:
        p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[-1]
        print(f"{name:34}{p50 * 1e3:9.3f}{p99 * 1e3:9.3f}{p50 / middle:9.2f}")
    for journal in journals.values():
        journal.close()
    os.close(fd)
    base.close()


def reading(folder: str) -> None:
    place = os.path.join(folder, str(HISTORIES[-1]))
    paths = find(
        {f"AWSPREP_{name.upper()}": os.path.join(place, name) for name in ("data", "state", "cache", "config")}
    )
    names = [os.path.join(paths.journal, name) for name in os.listdir(paths.journal)]

    def line_by_line() -> None:
        records = []
        for name in names:
            with open(name, "rb") as file:
                for line in file:
                    body, _, tail = line.rpartition(b',"crc":"')
                    if tail == b'%08x"}\n' % crc32(body):
                        records.append(json.loads(line))

    whole = read(paths, now_ms=NOW)
    rows = {
        "checksum and json.loads, a line at a time": line_by_line,
        "read(): that, checked, sorted, each once": lambda: read(paths, now_ms=NOW),
        "read_on() from there: nothing came": lambda: read_on(paths, whole.offsets, whole.lasts, now_ms=NOW),
    }
    took: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(5):
        for name, call in rows.items():
            took[name].append(seconds(call))
    print(f"\n{f'reading {len(whole.records):,} lines in {len(names)} files':44}{'p50 ms':>9}")
    for name, times in took.items():
        print(f"{name:44}{statistics.median(times) * 1e3:9.1f}")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        appends(folder)
        reading(folder)


if __name__ == "__main__":
    main()
