"""S3 Standard or Standard-IA: the costs of reading, of small objects, and of short lives."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.figures import dollars, price
from awsprep.aws.calculators.s3_break_even import MINIMUM_DAYS, MINIMUM_KB
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "s3-break-even"


def _dollars(value: Value) -> str:
    return dollars(Fraction(value))


def _drawn(rng: Random) -> tuple[Fraction, Fraction, Fraction, str]:
    """Prices a GB and month of Standard and IA, of a GB retrieved, and the sentence that prints them."""
    standard, ia = Fraction(rng.choice((20, 22, 24)), 1000), Fraction(rng.choice((10, 12, 14)), 1000)
    retrieval = Fraction(rng.choice((10, 20)), 1000)
    said = (
        f"Prices: Standard {price(standard)} a GB and month, Standard-IA {price(ia)}; reading from Standard-IA "
        f"{price(retrieval)} a GB. Requests are left aside."
    )
    return standard, ia, retrieval, said


def _ia(rng: Random, level: str) -> Case | None:
    del level
    standard, ia, retrieval, said = _drawn(rng)
    gb = rng.choice((500, 1000, 2000, 5000))
    read = gb * rng.choice((1, 2, 4)) // 10
    return case_of(
        _FAMILY,
        f"{gb:,} GB of large objects lie in Standard-IA for a whole month, in which {read:,} GB are read. {said} What "
        "does "
        "the month cost?",
        {"find": "ia", "gb": gb, "retrieved": read, "standard": standard, "ia": ia, "retrieval": retrieval},
        (
            (gb * ia, "Forgets the price of retrieval."),
            (gb * standard, "Is the price of S3 Standard."),
            (gb * (ia + retrieval), "Pays retrieval for everything that is stored; only what is read costs it."),
            (gb * standard + read * retrieval, "Takes the storage price of Standard."),
            (read * retrieval, "Forgets the storage."),
        ),
        _dollars,
    )


def _share(rng: Random, level: str) -> Case | None:
    del level
    standard, ia, retrieval, said = _drawn(rng)
    gb = rng.choice((500, 1000, 2000, 4000))
    return case_of(
        _FAMILY,
        f"{gb:,} GB of large objects are kept for months. {said} Up to how many GB read a month does Standard-IA cost "
        "no "
        "more than Standard?",
        {"find": "break-even", "gb": gb, "standard": standard, "ia": ia, "retrieval": retrieval},
        (
            (int(gb * standard / retrieval), "Spends the whole price of Standard on reading; IA's storage costs too."),
            (int(gb * ia / retrieval), "Divides IA's storage by retrieval; it is the difference that can be spent."),
            (int(gb * (standard - ia) / standard), "Divides the difference by the price of Standard."),
            (int(gb * (standard - ia) / (retrieval + ia)), "Adds IA's storage price to each GB read."),
            (gb, "Assumes that everything can be read once; that depends on the prices."),
        ),
        lambda value: f"{value:,} GB",
    )


def _small(rng: Random, level: str) -> Case | None:
    del level
    standard, ia, retrieval, said = _drawn(rng)
    gb, kb = rng.choice((100, 200, 400, 500)), rng.choice((16, 32, 64))
    return case_of(
        _FAMILY,
        f"{gb} GB in objects of {kb} KB lie in Standard-IA for a whole month, and nothing is read. {said} Standard-IA "
        "bills "
        f"at least {MINIMUM_KB} KB an object. What does the month cost?",
        {"find": "ia", "gb": gb, "retrieved": 0, "kb": kb, "standard": standard, "ia": ia, "retrieval": retrieval},
        (
            (gb * ia, f"Bills {kb} KB an object; Standard-IA bills {MINIMUM_KB}."),
            (gb * standard, "Is the price of S3 Standard, which has no least size."),
            (gb * standard * MINIMUM_KB // kb, "Takes the price of Standard for the size that IA bills."),
            (gb * ia * MINIMUM_KB / kb / 2, f"Halves the factor {MINIMUM_KB} / {kb}."),
            (gb * ia + gb * retrieval, "Pays for reading, though nothing is read, and forgets the least size."),
        ),
        _dollars,
    )


def _short(rng: Random, level: str) -> Case | None:
    del level
    standard, ia, retrieval, said = _drawn(rng)
    gb, days = rng.choice((600, 900, 1200, 3000)), rng.choice((5, 10, 15, 20))
    return case_of(
        _FAMILY,
        f"{gb:,} GB of large objects are written to Standard-IA, never read, and deleted after {days} days. {said} "
        f"Standard-IA bills at least {MINIMUM_DAYS} days; a month has 30. What do they cost?",
        {"find": "ia", "gb": gb, "retrieved": 0, "days": days, "standard": standard, "ia": ia, "retrieval": retrieval},
        (
            (gb * ia * days / 30, f"Bills {days} days; deleting early costs the rest of the {MINIMUM_DAYS}."),
            (gb * standard * days / 30, "Is the price of Standard, which bills the days that were."),
            (gb * ia * (30 + days) / 30, f"Adds the days to the minimum; {MINIMUM_DAYS} days are billed in all."),
            (gb * standard, f"Is {MINIMUM_DAYS} days at the price of Standard."),
            (gb * ia + gb * retrieval, "Pays retrieval for deleting; only reading costs it."),
        ),
        _dollars,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "ia": _ia,
    "share": _share,
    "small": _small,
    "short": _short,
}
