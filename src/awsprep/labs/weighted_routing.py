"""Shares of weighted DNS records, with failing and with zero-weight ones."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.figures import percent
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "weighted-routing"
_WEIGHTS = ((10, 30, 60), (20, 30, 150), (5, 15, 30), (10, 20, 50), (30, 50, 120), (60, 80, 100), (25, 50, 125))


def _share(value: Value) -> str:
    return percent(Fraction(value), 1)


def _table(records: str) -> str:
    rows = []
    for text in records.split():
        name, _, weight = text.partition("=")
        health = "unhealthy" if weight.endswith("!") else "healthy"
        rows.append(f"{name:6} weight {weight.rstrip('!'):>3}  {health}")
    return "```\n" + "\n".join(rows) + "\n```"


def _ask(records: str, of: str) -> str:
    return (
        f"These weighted Route 53 records share a name; all have health checks:\n\n{_table(records)}\n\nWhich share "
        "of the DNS "
        f"answers is `{of}`?"
    )


def _healthy(rng: Random, level: str) -> Case | None:
    del level
    a, b, c = rng.sample(rng.choice(_WEIGHTS[1:]), 3)
    total = a + b + c
    records = f"blue={a} green={b} gray={c}"
    return case_of(
        _FAMILY,
        _ask(records, "blue"),
        {"records": records, "of": "blue"},
        [
            (share, why)
            for share, why in (
                (Fraction(a, 100), "Takes the weight for percent; it counts against the sum of the weights."),
                (Fraction(a, b + c), "Divides by the weights of the others."),
                (Fraction(1, 3), "Shares alike, whatever the weights."),
                (Fraction(a, 255), "Divides by 255, the largest weight."),
                (Fraction(total - a, total), "Is the share of the others."),
            )
            if share < 1
        ],
        _share,
    )


def _failing(rng: Random, level: str) -> Case | None:
    del level
    a, b, c = rng.sample(rng.choice(_WEIGHTS), 3)
    total = a + b + c
    records = f"blue={a} green={b} gray={c}!"
    return case_of(
        _FAMILY,
        _ask(records, "blue"),
        {"records": records, "of": "blue"},
        (
            (Fraction(a, total), "Counts the unhealthy record; it leaves the sum."),
            (Fraction(2 * a + c, 2 * total), "Halves the share of the unhealthy one; it goes to the others by weight."),
            (Fraction(1, 2), "Shares alike between the healthy ones, whatever their weights."),
            (Fraction(a + c, total), "Gives the whole share of the unhealthy one to one record."),
            (Fraction(b, a + b), "Is the share of the other healthy one."),
        ),
        _share,
    )


def _fallback(rng: Random, level: str) -> Case | None:
    del level
    a, b = rng.sample((20, 30, 50, 60, 90), 2)
    if rng.random() < 0.5:
        records, of = f"blue={a}! green={b}! spare=0 last=0", "spare"
        mistakes: list[tuple[Value, str]] = [
            (Fraction(0), "Holds for as long as a record with a weight is healthy."),
            (Fraction(1), "Overlooks the other record of weight 0; they share alike."),
            (Fraction(1, 4), "Counts the unhealthy ones; two healthy ones are left."),
            (Fraction(1, 3), "Counts an unhealthy one; two healthy ones are left."),
        ]
    else:
        records, of = f"blue={a}! green={b}! spare=0!", "blue"
        mistakes = [
            (Fraction(0), "Gives no answer; if nothing is healthy, all records count as healthy."),
            (Fraction(1, 3), "Shares alike; the weights go on counting."),
            (Fraction(1, 2), "Shares alike; the weights go on counting."),
            (Fraction(1), "Gives all to one record; the weights go on counting."),
            (Fraction(a, 100), "Takes the weight for percent."),
        ]
    return case_of(_FAMILY, _ask(records, of), {"records": records, "of": of}, mistakes, _share)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "healthy": _healthy,
    "failing": _failing,
    "fallback": _fallback,
}
