"""Shards for writing, for readers that share them, and for readers with enhanced fan-out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "kinesis-shards"
_IN = "A shard takes 1,000 records and 1 MiB (1,024 KiB) a second."
_OUT = "Ordinary consumers share the 2 MiB a second that it gives."


def _shards(value: Value) -> str:
    return f"{value} shards"


def _up(value: Fraction) -> int:
    return -(-value // 1)


def _writing(rng: Random, level: str) -> Case | None:
    del level
    kib = rng.choice((Fraction(1, 4), Fraction(1, 2), Fraction(2), Fraction(4), Fraction(8)))
    records = rng.choice((1536, 2048, 2560, 3072, 4096, 5120, 6144))
    by_size, by_count = _up(records * kib / 1024), _up(Fraction(records, 1000))
    return case_of(
        _FAMILY,
        f"{records:,} records of {float(kib):g} KiB a second go into a stream in provisioned mode, evenly spread. "
        f"{_IN} How "
        "many shards does it need for writing?",
        {"records": records, "kib": kib, "shared": 0},
        (
            (by_size, "Looks at MiB alone; the number of records needs more."),
            (by_count, "Looks at the number of records alone; their size needs more."),
            (by_size + by_count, "Adds the two; every shard gives both, so the larger one counts."),
            (max(by_size, by_count) - 1, "Rounds down."),
            (_up(records * kib / 2048), "Divides by 2 MiB; that is what a shard gives to readers."),
            (2 * max(by_size, by_count), "Doubles, as if records were written twice."),
        ),
        _shards,
    )


def _drawn(rng: Random) -> tuple[int, Fraction, int, int, int]:
    """Records a second, KiB each, MiB a second, and the shards for them by size and by count."""
    kib = Fraction(rng.choice((2, 4, 8)))
    mib = rng.choice((4, 6, 8, 10, 12))
    records = int(mib * 1024 / kib)
    return records, kib, mib, mib, _up(Fraction(records, 1000))


def _reading(rng: Random, level: str) -> Case | None:
    del level
    records, kib, mib, by_size, by_count = _drawn(rng)
    readers = rng.randint(2, 5)
    return case_of(
        _FAMILY,
        f"{records:,} records of {kib} KiB a second ({mib} MiB/s) go into a stream in provisioned mode, and {readers} "
        f"ordinary consumers each read all of them. {_IN} {_OUT} How many shards does it need?",
        {"records": records, "kib": kib, "shared": readers},
        (
            (by_size, "Looks at writing alone; the consumers share 2 MiB/s of a shard."),
            (by_size * readers, "Gives readers 1 MiB/s of a shard; it is 2."),
            (by_size + _up(Fraction(mib * readers, 2)), "Adds up writing and reading; a shard does both."),
            (by_count, "Looks at the number of records alone."),
            (_up(Fraction(mib * readers, 2)), "Looks at reading alone; writing needs more."),
        ),
        _shards,
    )


def _fanout(rng: Random, level: str) -> Case | None:
    del level
    records, kib, mib, by_size, _ = _drawn(rng)
    shared, fanout = rng.randint(1, 4), rng.randint(2, 4)
    together = shared + fanout
    return case_of(
        _FAMILY,
        f"{records:,} records of {kib} KiB a second ({mib} MiB/s) go into a stream in provisioned mode. {shared} "
        "ordinary "
        f"{'consumer reads' if shared == 1 else 'consumers each read'} all of them, and so do {fanout} with enhanced "
        "fan-out. "
        f"{_IN} {_OUT} How many shards does it need?",
        {"records": records, "kib": kib, "shared": shared, "fanout": fanout},
        (
            (_up(Fraction(mib * together, 2)), "Counts the fan-out consumers; each has 2 MiB/s of a shard for itself."),
            (_up(Fraction(mib * fanout, 2)), "Counts the fan-out consumers instead of the ordinary ones."),
            (by_size, "Looks at writing alone; the ordinary consumers share 2 MiB/s of a shard."),
            (_up(Fraction(mib * shared, 2)), "Looks at reading alone; writing needs more."),
            (by_size * together, "Gives each consumer shards of its own."),
            (by_size + _up(Fraction(mib * shared, 2)), "Adds up writing and reading; a shard does both."),
        ),
        _shards,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "writing": _writing,
    "reading": _reading,
    "fanout": _fanout,
}
