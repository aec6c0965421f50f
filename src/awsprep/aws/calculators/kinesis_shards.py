"""Shards of a provisioned stream: 1 MiB and 1,000 records a second in, 2 MiB a second out for all shared readers.

A consumer with enhanced fan-out has 2 MiB a second of each shard for itself and does not count here.
Sources: botocore `kinesis CreateStream`, `kinesis RegisterStreamConsumer`;
docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, Worked, ceil

IN_MIB, IN_RECORDS, OUT_MIB = 1, 1000, 2


def work(*, records: int, kib: Fraction, shared: int, fanout: int) -> Worked:
    """Shards for `records` a second of `kib` KiB, read by `shared` ordinary and `fanout` fan-out consumers."""
    mib = records * kib / 1024
    by_size, by_count = ceil(mib / IN_MIB), ceil(Fraction(records, IN_RECORDS))
    by_reading = ceil(mib * shared / OUT_MIB)
    shards = max(by_size, by_count, by_reading, 1)
    steps = [
        f"in: {records:,} × {figure(kib)} KiB / 1,024 = {figure(mib, 2)} MiB/s / {IN_MIB} = {by_size}",
        f"records: {records:,} / {IN_RECORDS:,} = {by_count}",
        f"out: {figure(mib, 2)} MiB/s × {shared} / {OUT_MIB} = {by_reading}",
    ]
    if fanout:
        steps.append(f"the {fanout} with enhanced fan-out have {OUT_MIB} MiB/s of each shard for themselves")
    steps.append(f"the largest: {shards} shard{'' if shards == 1 else 's'}")
    return Worked(shards, f"{shards} shard{'' if shards == 1 else 's'}", tuple(steps))


CALCULATOR = Calculator(
    (
        Given("records", 2500, "records a second"),
        Given("kib", Fraction(2), "KiB of a record", 0, 10_240),
        Given("shared", 1, "consumers that share the shards' throughput", 0, 100),
        Given("fanout", 0, "consumers with enhanced fan-out", 0, 50),
    ),
    work,
    (
        "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
        "https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html",
    ),
)
