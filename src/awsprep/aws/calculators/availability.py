"""Availability of parts together, if they fail independently: all in series, copies in parallel, k of n copies.

Source, for the formulas: AWS whitepaper “Availability and Beyond”, “Understanding availability” (kept by AWS for
historical reference); its address is below.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import comb
from typing import NamedTuple

from awsprep.aws.calculators.figures import figure, number, percent
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

MINUTES = 30 * 24 * 60
"""Minutes of a month of 30 days."""
_PAPER = "https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience"
FINDS = ("percent", "downtime")
_PART = re.compile(r"(?:(?:([0-9]{1,2})of)?([0-9]{1,2})\*)?([0-9.]+)", re.ASCII)


class Part(NamedTuple):
    """`need` of `copies` must work; each works with the probability `each`."""

    need: int
    copies: int
    each: Fraction

    def together(self) -> Fraction:
        """The probability that enough copies work."""
        down = 1 - self.each
        return sum(
            (comb(self.copies, up) * self.each**up * down ** (self.copies - up) for up in self._enough()), Fraction(0)
        )

    def _enough(self) -> range:
        return range(self.need, self.copies + 1)

    def line(self) -> str:
        """The substitution of this part, or nothing for a single one."""
        if self.copies == 1:
            return ""
        if self.need == 1:
            return f"1 - (1 - {figure(self.each, 6)})^{self.copies} = {percent(self.together(), 6)}"
        terms = " + ".join(
            f"{comb(self.copies, up)} × {figure(self.each, 6)}^{up} × {figure(1 - self.each, 6)}^{self.copies - up}"
            for up in self._enough()
        )
        return f"{self.need} of {self.copies}: {terms} = {percent(self.together(), 6)}"


def work(*, find: str, parts: str) -> Worked:
    """Availability in series, or minutes of downtime in 30 days, of `99.9 2*99 2of3*99.5`."""
    read = [_part(text) for text in parts.split()]
    if not read:
        raise NotComputableError("there are no parts; write parts=99.9 or parts='99.9 2*99'")
    shares = [part.together() for part in read]
    total = Fraction(1)
    for share in shares:
        total *= share
    steps = [line for part in read if (line := part.line())]
    if len(read) > 1:
        steps.append(" × ".join(percent(share, 6) for share in shares) + f" = {percent(total, 6)}")
    if find == "percent":
        steps = steps or [percent(total, 6)]
        return Worked(total, percent(total, 6), tuple(steps))
    minutes = (1 - total) * MINUTES
    steps.append(f"{percent(1 - total, 6)} of {MINUTES:,} min = {figure(minutes, 2)} min")
    return Worked(minutes, f"{figure(minutes, 2)} minutes", tuple(steps))


def _part(text: str) -> Part:
    found = _PART.fullmatch(text)
    share = None if found is None else number(found[3])
    if found is None or share is None or share > 100:
        raise NotComputableError(f'"{text}" is not a part; write 99.9, 2*99.9 (one of two) or 2of3*99.9')
    need, copies = int(found[1] or 1), int(found[2] or 1)
    if not 1 <= need <= copies:
        raise NotComputableError(f"{need} of {copies} cannot work")
    return Part(need, copies, share / 100)


CALCULATOR = Calculator(
    (
        Given("find", "percent", "availability, or downtime in 30 days", words=FINDS),
        Given("parts", "99.99 99.95", "in series: percent, or COPIES*percent, or KofN*percent"),
    ),
    work,
    (f"{_PAPER}/understanding-availability.html",),
)
