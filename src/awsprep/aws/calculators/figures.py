"""Exact numbers, read from and written for people: whole numbers and fractions, never binary floats."""

from __future__ import annotations

import re
from fractions import Fraction

Value = int | Fraction | str
"""What goes into a calculator and what comes out: a whole number, an exact one, or a word."""

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)


def figure(value: int | Fraction, places: int = 4) -> str:
    """A number as people write it: `1,234.5`; rounded (half to even) to `places` decimals, without idle zeros."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f"{rest:0{places}}".rstrip("0") if places else ""
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")


def dollars(value: int | Fraction) -> str:
    """An amount in dollars and whole cents: `$1,234.50`."""
    cents = round(Fraction(value) * 100)
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{rest:02}"


def price(value: int | Fraction) -> str:
    """A price with all its decimals, at least two: `$0.0125`, `$0.10`."""
    text = figure(value, 6)
    whole, _, decimals = text.partition(".")
    return f"${whole}.{decimals:0<2}"


def percent(value: int | Fraction, places: int = 4) -> str:
    """A share of 0..1 in percent: `99.95 %`."""
    return f"{figure(Fraction(value) * 100, places)} %"


def number(text: str) -> Fraction | None:
    """A plain decimal number without sign, grouped by commas or not; None where the text is none."""
    bare = text.replace(",", "")
    return Fraction(bare) if _NUMBER.fullmatch(bare) else None
