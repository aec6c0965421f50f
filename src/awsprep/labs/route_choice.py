"""Which row of a route table decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.route_choice import NOWHERE, read, work
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "route-choice"


def _longest(rng: Random, level: str) -> Case | None:
    del level
    peer = rng.randint(1, 9)
    rows = ["10.0.0.0/16=local", f"10.{peer}.0.0/16=pcx-1", "10.0.0.0/8=tgw-1", "0.0.0.0/0=nat-1"]
    to = rng.choice(
        (f"10.{peer}.{_byte(rng)}.{_byte(rng)}", f"10.{peer + 1}.{_byte(rng)}.4", f"52.{peer}.8.{_byte(rng)}")
    )
    return _case(rng, rows, to)


def _propagated(rng: Random, level: str) -> Case | None:
    del level
    net = rng.randint(1, 9)
    length = rng.choice((16, 20))
    base = "172.16.0.0" if length == 16 else f"172.16.{16 * net}.0"
    rows = ["10.0.0.0/16=local", "172.16.0.0/16=tgw-1", f"{base}/{length}=vgw-1*", "172.16.0.0/12=pcx-1"]
    if rng.random() < 0.5:
        rows.append("0.0.0.0/0=nat-1")
    to = rng.choice((f"172.16.{16 * net + rng.randint(0, 15)}.{_byte(rng)}", f"172.16.{16 * (net + 1)}.{_byte(rng)}"))
    return _case(rng, rows, to)


def _overlap(rng: Random, level: str) -> Case | None:
    del level
    remote, inspected = rng.sample(range(1, 200), 2)
    rows = [
        "10.0.0.0/16=local",
        f"10.0.{remote}.0/24=vgw-1*",
        f"10.0.{inspected}.0/24=eni-firewall",
        "10.0.0.0/8=tgw-1",
    ]
    to = f"10.0.{rng.choice((remote, remote, inspected))}.{_byte(rng)}"
    return _case(rng, rows, to)


def _byte(rng: Random) -> int:
    return rng.randint(4, 250)


def _case(rng: Random, rows: list[str], to: str) -> Case | None:
    rng.shuffle(rows)
    routes = " ".join(rows)
    key = work(routes=routes, to=to)
    table = [(str(row), row.target) for row in read(routes)]
    wide = max(len(block) for block, _ in table)
    shown = "\n".join(f"{block:{wide}}  {target}" for block, target in table)
    return case_of(
        _FAMILY,
        f"A subnet's route table holds these rows, all active:\n\n```\n{shown}\n```\n\nWhere does a packet to {to} go?",
        {"routes": routes, "to": to},
        _mistakes(routes, to, key.value),
        lambda value: "Nowhere: it is dropped" if value == NOWHERE else f"To {value}",
    )


def _mistakes(routes: str, to: str, key: Value) -> list[tuple[Value, str]]:
    address = next(row for row in read(f"{to}/32=x")).base
    rows = read(routes)
    best = next(row for row in rows if row.target == key)
    wrong: list[tuple[Value, str]] = []
    for row in rows:
        if not row.holds(address):
            why = f"{row} does not hold {to}."
        elif row.propagated and best.target == "local":
            why = "A longer block does not help: local comes before propagated routes that overlap it."
        elif row.prefix == best.prefix:
            why = f"Both are /{row.prefix}: a static route comes before a propagated one."
        else:
            why = f"{row} holds it too, but /{best.prefix} is longer; the order of the rows means nothing."
        wrong.append((row.target, why))
    return [*wrong, (NOWHERE, f"{best} holds {to}.")]


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "longest": _longest,
    "propagated": _propagated,
    "overlap": _overlap,
}
