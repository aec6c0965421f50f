"""S3 Standard against Standard-IA: cheaper storage, but paid retrieval, at least 128 KB an object and 30 days.

Sources: docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html; aws.amazon.com/s3/pricing/
Prices are inputs; the defaults are those of us-east-1, a GB and month, and of a retrieved GB.
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import dollars, figure, price
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

MINIMUM_KB, MINIMUM_DAYS = 128, 30
FINDS = ("standard", "ia", "extra", "break-even")


def work(
    *, find: str, gb: int, retrieved: int, kb: int, days: int, standard: Fraction, ia: Fraction, retrieval: Fraction
) -> Worked:
    """Cost of keeping `gb` in objects of `kb` for `days` of a 30-day month and reading `retrieved` GB of them.

    In `standard`, in `ia`, what IA costs `extra` (negative: saves), or the most whole GB that may be read
    (`break-even`) before IA costs more.
    """
    in_standard = gb * standard * days / 30
    billed = Fraction(gb * max(kb, MINIMUM_KB), kb)
    billed_days = max(days, MINIMUM_DAYS)
    storage = billed * ia * billed_days / 30
    in_ia = storage + retrieved * retrieval
    steps = [f"Standard: {_storage(gb, standard, days)} = {dollars(in_standard)}"]
    if find == "standard":
        return Worked(in_standard, dollars(in_standard), tuple(steps))
    if billed > gb:
        steps.append(f"IA bills {kb} KB as {MINIMUM_KB} KB: {gb:,} GB × {MINIMUM_KB}/{kb} = {figure(billed)} GB")
    if billed_days > days:
        steps.append(f"IA bills {MINIMUM_DAYS} days for {days}")
    kept = f"IA storage: {_storage(billed, ia, billed_days)} = {dollars(storage)}"
    if find == "break-even":
        if in_standard < storage:
            raise NotComputableError("IA costs more even if nothing is read")
        if not retrieval:
            raise NotComputableError("without a price of retrieval IA is cheaper whatever is read")
        most = int((in_standard - storage) / retrieval)
        line = f"({dollars(in_standard)} - {dollars(storage)}) / {price(retrieval)} = {most:,} GB"
        return Worked(most, f"{most:,} GB", (*steps, kept, line))
    steps.append(kept)
    if retrieved:
        steps.append(f"{dollars(storage)} + {retrieved:,} GB × {price(retrieval)} = {dollars(in_ia)}")
    if find == "ia":
        return Worked(in_ia, dollars(in_ia), tuple(steps[1:]))
    extra = in_ia - in_standard
    last = f"{dollars(in_ia)} - {dollars(in_standard)} = {dollars(extra)}"
    return Worked(extra, dollars(extra), (*steps, last))


def _storage(gb: int | Fraction, rate: Fraction, days: int) -> str:
    return f"{figure(gb)} GB × {price(rate)}" + ("" if days == 30 else f" × {days}/30")


CALCULATOR = Calculator(
    (
        Given("find", "break-even", "what to work out", words=FINDS),
        Given("gb", 1000, "GB stored", 1),
        Given("retrieved", 100, "GB read"),
        Given("kb", 1024, "KB of an object", 1),
        Given("days", 30, "days until the objects are deleted", 1, 3650),
        Given("standard", Fraction("0.023"), "dollars a GB and month in Standard", 0, 10),
        Given("ia", Fraction("0.0125"), "dollars a GB and month in Standard-IA", 0, 10),
        Given("retrieval", Fraction("0.01"), "dollars a GB read from Standard-IA", 0, 10),
    ),
    work,
    (
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html",
        "https://aws.amazon.com/s3/pricing/",
    ),
)
