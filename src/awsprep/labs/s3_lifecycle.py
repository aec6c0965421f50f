"""Where lifecycle rules put an object, small and versioned ones too, and when its bytes are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.s3_lifecycle import GLACIER, GONE, IA, NEVER, SMALL_KB, STANDARD
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "s3-lifecycle"


def _place(value: Value) -> str:
    return "Nowhere: it is deleted" if value == GONE else f"In S3 {value}"


def _day(value: Value) -> str:
    return "Never" if value == NEVER else f"On day {value}"


def _where(rng: Random, level: str) -> Case | None:
    del level
    ia, glacier, expire = rng.choice((30, 45, 60)), rng.choice((90, 120, 180)), rng.choice((365, 400))
    day = rng.choice((ia - 10, ia + 5, glacier - 1, glacier + 30, expire - 1, expire + 3))
    mb = rng.choice((2, 10, 50))
    return case_of(
        _FAMILY,
        f"A bucket without versioning has lifecycle rules: to Standard-IA after {ia} days, to Glacier Flexible "
        "Retrieval after "
        f"{glacier}, expiration after {expire}. An object of {mb} MB is written on day 0 to S3 Standard. Where is it "
        "on day "
        f"{day}?",
        {"find": "class", "kb": mb * 1000, "ia": ia, "glacier": glacier, "expire": expire, "day": day},
        (
            (STANDARD, f"It moved on day {ia}."),
            (IA, f"It moves there on day {ia}." if day < ia else f"It left on day {glacier}."),
            (GLACIER, f"It moves there on day {glacier}." if day < glacier else f"It expired on day {expire}."),
            (GONE, f"It expires on day {expire}."),
        ),
        _place,
    )


def _small(rng: Random, level: str) -> Case | None:
    del level
    kb = rng.choice((20, 64, 100, 500))
    ia, glacier, expire = rng.choice((30, 60)), rng.choice((100, 150)), rng.choice((200, 300))
    day = rng.choice((ia + 10, glacier + 20, expire + 30, expire + 400))
    small = f"{kb} KB are under {SMALL_KB} KB: by default it does not move."
    late = "The delete marker hides it" if day >= expire else "It has not expired"
    return case_of(
        _FAMILY,
        f"A versioned bucket has lifecycle rules: to Standard-IA after {ia} days, to Glacier Flexible Retrieval after "
        f"{glacier}, "
        f"expiration after {expire}; none for noncurrent versions, no size filters. An object of {kb} KB is written "
        "on day 0 to "
        f"S3 Standard and never again. Where are its bytes on day {day}?",
        {"find": "class", "kb": kb, "ia": ia, "glacier": glacier, "expire": expire, "versions": "on", "day": day},
        (
            (STANDARD, f"{kb} KB are enough to move; it did so on day {ia}."),
            (IA, small if kb < SMALL_KB else f"It left on day {glacier}."),
            (GLACIER, small if kb < SMALL_KB else f"It moves there on day {glacier}."),
            (GONE, f"{late}; only a rule for noncurrent versions would delete the bytes."),
        ),
        _place,
    )


def _gone(rng: Random, level: str) -> Case | None:
    del level
    expire, noncurrent = rng.choice((100, 200, 365)), rng.choice((0, 7, 14, 30, 60))
    overwritten = rng.choice((0, 20, 50, 80))
    replaced = overwritten or expire
    rule = (
        f"noncurrent versions are deleted after {noncurrent} days" if noncurrent else "no rule for noncurrent versions"
    )
    event = f"overwritten on day {overwritten}" if overwritten else "never overwritten"
    return case_of(
        _FAMILY,
        f"A versioned bucket has lifecycle rules: expiration after {expire} days; {rule}. An object is written on day "
        "0 and "
        f"{event}. When are the bytes of that first version deleted (leave the rounding to midnight aside)?",
        {"find": "gone", "expire": expire, "noncurrent": noncurrent, "versions": "on", "overwritten": overwritten},
        (
            (
                expire,
                "Takes the expiration for a deletion; with versioning it only adds a delete marker."
                if not overwritten
                else "Waits for the expiration, which concerns the current version; this one is noncurrent by then.",
            ),
            (expire + noncurrent, f"Counts from the expiration; it became noncurrent on day {replaced}."),
            (replaced, "Is when the version becomes noncurrent; its bytes stay."),
            (
                noncurrent or expire + 30,
                "Counts the noncurrent days from the writing." if noncurrent else "No rule says so.",
            ),
            (NEVER, "Overlooks the rule for noncurrent versions."),
            (replaced + 30 + noncurrent, "Adds the 30 days of Standard-IA, which mean nothing here."),
        ),
        _day,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"where": _where, "small": _small, "gone": _gone}
