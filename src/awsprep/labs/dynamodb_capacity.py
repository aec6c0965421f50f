"""Capacity units of DynamoDB requests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.figures import figure
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "dynamodb-capacity"
_READ = "A read unit is one strongly consistent read a second of up to 4 KB."
_WRITE = "A write unit is one standard write a second of up to 1 KB."
_NAMES = {"eventual": "eventually consistent", "strong": "strongly consistent", "transactional": "transactional"}


def _rcu(value: Value) -> str:
    return f"{value:,} RCU"


def _up(value: Fraction) -> int:
    return -(-value // 1)


def _read(rng: Random, level: str) -> Case | None:
    kb = Fraction(rng.choice((5, 9, 11, 13, 15, 18, 19, 21, 25, 29)), 2 if level == "junior" else 1)
    rate = rng.choice((20, 40, 60, 80, 100, 200))
    mode = rng.choice(("eventual", "strong") if level == "junior" else ("eventual", "transactional"))
    units = _up(kb / 4)
    half, double = units * rate // 2, units * rate * 2
    return case_of(
        _FAMILY,
        f"An application makes {rate} {_NAMES[mode]} GetItem requests a second for items of {figure(kb)} KB. {_READ} "
        "How "
        "many does it need?",
        {"find": "read", "kb": kb, "rate": rate, "mode": mode},
        (
            (units * rate, "Is right for strongly consistent reads."),
            (half, "Halves the units: only eventually consistent reads cost half."),
            (_up(kb * rate * _factor(mode) / 4), "Adds up all KB before rounding; each item is rounded up by itself."),
            (double, "Doubles the units: only transactional reads cost double."),
            (_up(kb) * rate, "Counts units of 1 KB; those are write units."),
        ),
        _rcu,
    )


def _factor(mode: str) -> Fraction:
    return {"eventual": Fraction(1, 2), "strong": Fraction(1), "transactional": Fraction(2)}[mode]


def _write(rng: Random, level: str) -> Case | None:
    kb = Fraction(rng.choice((3, 5, 7, 9, 11, 13)), rng.choice((2, 4)))
    rate = rng.choice((20, 40, 100, 200))
    mode = rng.choice(("strong", "transactional")) if level != "junior" else "strong"
    units = _up(kb)
    kind = "in transactions (TransactWriteItems)" if mode == "transactional" else "with PutItem"
    return case_of(
        _FAMILY,
        f"A service writes {rate} items a second of {figure(kb)} KB each, {kind}. {_WRITE} How many does it need?",
        {"find": "write", "kb": kb, "rate": rate, "mode": mode},
        (
            (units * rate, "Counts each write once; a transaction prepares and commits, which costs double."),
            (_up(kb * rate * (2 if mode == "transactional" else 1)), "Does not round each item up to whole KB."),
            (units * rate * 2, "Doubles the units: only transactional writes cost double."),
            (_up(kb / 4) * rate, "Counts units of 4 KB; those are read units."),
            (units * rate // 2, "Halves the units; that is known from eventually consistent reads only."),
        ),
        lambda value: f"{value:,} WCU",
    )


def _query(rng: Random, level: str) -> Case | None:
    del level
    kb = Fraction(rng.choice((1, 2, 3, 5, 6, 7, 9)), rng.choice((2, 4)))
    items = rng.choice((8, 10, 12, 20, 30))
    rate = rng.choice((10, 20, 40))
    call = rng.choice(("query", "item"))
    together, apart = _up(items * kb / 4), items * _up(kb / 4)
    units = together if call == "query" else apart
    name = "Query" if call == "query" else "BatchGetItem"
    return case_of(
        _FAMILY,
        f"{rate} eventually consistent {name} requests a second return {items} items of {figure(kb)} KB each. {_READ} "
        "How "
        "many do they need?",
        {"find": "read", "kb": kb, "rate": rate, "mode": "eventual", "items": items, "call": call},
        (
            (
                _up(Fraction(apart * rate, 2)) if call == "query" else _up(Fraction(together * rate, 2)),
                "Rounds each item; Query adds up the sizes before rounding."
                if call == "query"
                else "Adds up the sizes before rounding; BatchGetItem rounds each item.",
            ),
            (units * rate, "Is right for strong consistency; eventually consistent reads cost half."),
            (units * rate * 2, "Doubles, as for transactions; eventually consistent reads cost half."),
            (_up(Fraction(_up(kb / 4) * rate, 2)), "Counts one item a request."),
            (_up(items * kb) * rate // 2, "Counts units of 1 KB; those are write units."),
        ),
        _rcu,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"read": _read, "write": _write, "query": _query}
