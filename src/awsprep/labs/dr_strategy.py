"""Choosing a recovery strategy, and what a plan really achieves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.dr_strategy import NONE, Plan, work
from awsprep.aws.calculators.figures import figure
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "dr-strategy"
_NAMES = {
    "backup-and-restore": "Backup and restore",
    "pilot-light": "Pilot light",
    "warm-standby": "Warm standby",
    "active-active": "Active-active",
    NONE: "None of the four",
}


def _minutes(value: Value) -> str:
    return f"{figure(Fraction(value), 1)} minutes"


def _strategy(rng: Random, level: str) -> Case | None:
    del level
    plans = [
        Plan("backup-and-restore", rng.choice((480, 720, 1440)), rng.choice((60, 240, 1440)), 100 * rng.randint(1, 3)),
        Plan("pilot-light", rng.choice((40, 60, 90)), rng.choice((5, 10, 15)), 100 * rng.randint(5, 9)),
        Plan("warm-standby", rng.choice((5, 10, 15)), rng.choice((1, 2, 5)), 100 * rng.randint(15, 25)),
        Plan("active-active", 1, rng.choice((0, 1)), 100 * rng.randint(40, 60)),
    ]
    first, second = rng.choice(plans), rng.choice(plans)
    rto, rpo = first.rto + rng.choice((0, 5)), second.rpo
    texts = " ".join(f"{plan.name}={plan.rto}/{plan.rpo}/{plan.cost}" for plan in plans)
    key = work(find="strategy", plans=texts, rto=rto, rpo=rpo, interval=1, copy=0, detect=0, gb=0, speed=1, ttl=0).value
    table = "\n".join(f"{_NAMES[p.name]:18}  {p.rto:>5}  {p.rpo:>5}  ${p.cost:>5,}" for p in plans)

    def wrong(plan: Plan) -> str:
        if plan.rto > rto:
            return f"Takes {plan.rto} min to recover; {rto} are allowed."
        if plan.rpo > rpo:
            return f"Loses {plan.rpo} min of data; {rpo} are allowed."
        return f"Meets both, and costs more than {_NAMES[str(key)].lower()}."

    return case_of(
        _FAMILY,
        "Four ways to recover in another Region, with minutes to recover (RTO), minutes of data lost (RPO) and price a "
        f"month:\n\n```\n{'':18}    RTO    RPO   a month\n{table}\n```\n\nThe business accepts at most {rto} minutes "
        "down and "
        f"{rpo} of data. Which one meets that at the lowest price?",
        {"find": "strategy", "plans": texts, "rto": rto, "rpo": rpo},
        [*((plan.name, wrong(plan)) for plan in plans), (NONE, "At least one stays within both.")],
        lambda value: _NAMES[str(value)],
    )


def _rpo(rng: Random, level: str) -> Case | None:
    del level
    interval, copy = rng.choice((30, 60, 120, 240)), rng.choice((10, 15, 20, 25, 40))
    return case_of(
        _FAMILY,
        f"A database is backed up every {interval} minutes; it takes {copy} minutes until a backup is whole in the "
        "other "
        "Region. How many minutes of data can a failure of the Region cost in the worst case?",
        {"find": "rpo", "interval": interval, "copy": copy},
        (
            (interval, "Forgets that the newest backup may still be on its way."),
            (copy, "Is the age of a backup that has just arrived: the best case."),
            (interval - copy, "Takes the way off; it comes on top."),
            (interval // 2 + copy, "Is the average, not the worst case."),
            (2 * interval, "Counts a whole interval for the way."),
        ),
        _minutes,
    )


def _rto(rng: Random, level: str) -> Case | None:
    del level
    speed = rng.choice((100, 200, 300, 400))
    gb = speed * rng.choice((1, 2, 3, 4)) // 2
    detect, ttl = rng.choice((5, 10, 15)), rng.choice((1, 2, 5))
    restore = Fraction(gb * 60, speed)
    return case_of(
        _FAMILY,
        f"A Region fails. It takes {detect} minutes until somebody decides to fail over, then {gb:,} GB are restored "
        f"at {speed} GB an hour, and at last DNS is changed, with a TTL of {ttl} minute{'s' * (ttl > 1)}. "
        "After how many minutes is the last client back?",
        {"find": "rto", "detect": detect, "gb": gb, "speed": speed, "ttl": ttl},
        (
            (restore, "Is the restore alone; deciding and DNS count too."),
            (detect + restore, "Forgets that resolvers keep the old address for the TTL."),
            (restore + ttl, "Starts with the restore; RTO counts from the failure."),
            (
                max(Fraction(detect), restore) + ttl,
                "Lets the steps run side by side; each waits for the one before.",
            ),
            (detect + Fraction(gb, speed) + ttl, "Takes hours of restore for minutes."),
        ),
        _minutes,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"strategy": _strategy, "rpo": _rpo, "rto": _rto}
