"""Availability in series, of redundant parts, of a quorum; and what it means in minutes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.availability import MINUTES
from awsprep.aws.calculators.figures import figure, percent
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "availability"
_NINES = tuple(Fraction(text) / 100 for text in ("99", "99.5", "99.9", "99.95", "99.99"))


def _share(value: Value) -> str:
    return percent(Fraction(value), 4)


def _minutes(value: Value) -> str:
    return f"{figure(Fraction(value), 2)} minutes"


def _plain(share: Fraction) -> str:
    return figure(share * 100, 4)


def _downtime(rng: Random, level: str) -> Case | None:
    del level
    share = rng.choice((*_NINES, Fraction("0.998"), Fraction("0.995"), Fraction("0.9975")))
    down = (1 - share) * MINUTES
    return case_of(
        _FAMILY,
        f"A service is designed for an availability of {_plain(share)} %. How long may it be down in a month of 30 "
        "days "
        f"({MINUTES:,} minutes)?",
        {"find": "downtime", "parts": _plain(share)},
        (
            (down * 10, "Is a nine too few: a factor of ten."),
            (down / 10, "Is a nine too many: a factor of ten."),
            (down / 30, "Is the downtime of a day."),
            (down * 73 / 6, "Is the downtime of a year."),
        ),
        _minutes,
    )


def _series(rng: Random, level: str) -> Case | None:
    del level
    shares = rng.sample(_NINES, 2)
    low, high = min(shares), max(shares)
    return case_of(
        _FAMILY,
        f"Every request passes a load balancer designed for {_plain(shares[0])} % and a database designed for "
        f"{_plain(shares[1])} %, which fail independently. What availability can the service reach at best (four "
        "decimals)?",
        {"find": "percent", "parts": f"{_plain(shares[0])} {_plain(shares[1])}"},
        (
            (low, "Is that of the weakest part alone; the other one fails at other times."),
            ((low + high) / 2, "Is the average; both must work, so the shares are multiplied."),
            (1 - (1 - low) * (1 - high), "Treats them as redundant; each request needs both."),
            (high, "Is that of the best part; the other one can fail too."),
            (low * high * high, "Counts the better part twice."),
        ),
        _share,
    )


def _redundant(rng: Random, level: str) -> Case | None:
    del level
    copy = rng.choice((Fraction("0.9"), Fraction("0.95"), Fraction("0.98"), Fraction("0.99")))
    front = rng.choice(_NINES[2:])
    pair = 1 - (1 - copy) ** 2
    return case_of(
        _FAMILY,
        f"A load balancer ({_plain(front)} %) spreads requests over two instances in two Availability Zones, each "
        f"available {_plain(copy)} % of the time; one of them is enough. All fail independently. How available is the "
        "whole (four decimals)?",
        {"find": "percent", "parts": f"{_plain(front)} 2*{_plain(copy)}"},
        (
            (front * copy * copy, "Puts the instances in series; one of the two is enough."),
            (pair, "Forgets the load balancer, which every request passes."),
            (front * copy, "Counts one instance; the second one covers for it."),
            (1 - (1 - front) * (1 - pair), "Treats the load balancer as redundant; nothing stands in for it."),
            (front, "Takes two copies for perfect."),
        ),
        _share,
    )


def _quorum(rng: Random, level: str) -> Case | None:
    del level
    each = Fraction(rng.choice((90, 92, 95, 96, 97, 98, 99)), 100)
    return case_of(
        _FAMILY,
        f"A store keeps three copies, each available {_plain(each)} % of the time and failing independently. A write "
        "needs "
        f"two of the three. How many minutes of a 30-day month ({MINUTES:,} minutes) can it not be made?",
        {"find": "downtime", "parts": f"2of3*{_plain(each)}"},
        (
            (
                (1 - each) ** 3 * MINUTES,
                "Counts only the time when all three are down; with one left there is no quorum.",
            ),
            ((1 - each**3) * MINUTES, "Demands all three copies; two are enough."),
            ((1 - each) ** 2 * MINUTES, "Looks at one pair of copies; any of three pairs can be down."),
            ((1 - each) * MINUTES, "Is the downtime of a single copy."),
            ((1 - each**2) * MINUTES, "Demands that two certain copies work; any two will do."),
        ),
        _minutes,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "downtime": _downtime,
    "series": _series,
    "redundant": _redundant,
    "quorum": _quorum,
}
