"""Which route a packet takes: `local` before overlapping propagated routes, then the longest prefix, then by kind.

Between equally long prefixes a static route wins over a propagated one. Order of rows means nothing.
Sources: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html,
docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

NOWHERE = "none"
_ROW = re.compile(r"([0-9.]+)/([0-9]{1,2})=([a-z0-9-]{1,30})(\*?)", re.ASCII)
_ADDRESS = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})", re.ASCII)


class Row(NamedTuple):
    """A route: its block, where it leads, and whether it was propagated."""

    base: int
    prefix: int
    target: str
    propagated: bool

    def holds(self, address: int) -> bool:
        """Whether the address is in the block."""
        return not (address ^ self.base) >> (32 - self.prefix)

    def __str__(self) -> str:
        return f"{_dotted(self.base)}/{self.prefix}" + (" (propagated)" if self.propagated else "")


def work(*, routes: str, to: str) -> Worked:
    """The target of the route for the address `to`, or `none` where no route holds it."""
    rows = read(routes)
    address = _number(to)
    holding = [row for row in rows if row.holds(address)]
    if not holding:
        return Worked(NOWHERE, "no route: dropped", (f"no block holds {to}",))
    local = any(row.target == "local" for row in holding)
    able = [row for row in holding if not (local and row.propagated)]
    best = max(able, key=lambda row: (row.prefix, not row.propagated))
    rivals = [row for row in able if (row.prefix, row.propagated) == (best.prefix, best.propagated)]
    if len(rivals) > 1:
        raise NotComputableError(f"two routes to {best} cannot stand in one table")
    steps = [f"{to} is in {', '.join(str(row) for row in holding)}"]
    if len(able) < len(holding):
        steps.append("local comes before propagated routes that overlap it, even longer ones")
    if len(able) > 1:
        tied = any(row.prefix == best.prefix for row in able if row is not best)
        steps.append("equally long: static before propagated" if tied else f"/{best.prefix} is the longest prefix")
    return Worked(best.target, best.target, (*steps, f"{best} → {best.target}"))


def read(routes: str) -> list[Row]:
    """The rows of a text such as `10.0.0.0/16=local 0.0.0.0/0=igw-1 10.9.0.0/16=vgw-1*` (* is propagated)."""
    rows = []
    for text in routes.split():
        found = _ROW.fullmatch(text)
        if found is None or int(found[2]) > 32:
            raise NotComputableError(f'"{text}" is not a route; write 10.1.0.0/16=pcx-1, with * if propagated')
        base, prefix = _number(found[1]), int(found[2])
        if base & (2 ** (32 - prefix) - 1):
            raise NotComputableError(f"{found[1]}/{prefix} has bits set behind its prefix")
        rows.append(Row(base, prefix, found[3], found[4] == "*"))
    return rows


def _number(address: str) -> int:
    found = _ADDRESS.fullmatch(address)
    if found is None or any(int(part) > 255 for part in found.groups()):
        raise NotComputableError(f'"{address}" is not an IPv4 address')
    a, b, c, d = map(int, found.groups())
    return a << 24 | b << 16 | c << 8 | d


def _dotted(address: int) -> str:
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


CALCULATOR = Calculator(
    (
        Given("routes", "10.0.0.0/16=local 0.0.0.0/0=igw-1", "rows of the table, * for propagated ones"),
        Given("to", "10.0.1.10", "the packet's destination"),
    ),
    work,
    (
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
    ),
)
