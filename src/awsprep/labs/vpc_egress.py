"""How a private subnet reaches the internet: which route, which NAT gateway, which table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_edit import put
from awsprep.aws.vpc_parts import Peering
from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import (
    ANY,
    EPHEMERAL,
    EVERYTHING,
    acl,
    allow,
    client,
    flow,
    group,
    host,
    nat,
    network,
    public,
    subnet,
    table,
    vpc,
)
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from awsprep.aws.vpc_network import Network
    from awsprep.labs.case import Case

    Rows = tuple[tuple[str, str], ...]
    """The routes of a table, as text."""


def _route(rng: Random, level: str) -> Case | None:
    """Where the default route of a private subnet leads."""
    del level
    n, who = rng.randint(0, 8), client(rng)
    good, bad = rng.sample(("nat-1", "nat-2"), 2)
    place = {good: "public-a", bad: "inner-a"}
    net = network(
        vpc("main", f"10.{n}.0.0/16", igw=True),
        subnet("public-a", "main", f"10.{n}.1.0/24", table="public"),
        subnet("inner-a", "main", f"10.{n}.2.0/24", table="inner"),
        subnet("app-a", "main", f"10.{n}.3.0/24", table="app"),
        vpc("hub", f"10.{n + 1}.0.0/16", igw=True),
        nat("nat-1", place["nat-1"], public(rng)),
        nat("nat-2", place["nat-2"], "203.0.113.200"),
        Peering("pcx-1", ("main", "hub")),
        table("public", "main", (ANY, "igw")),
        table("inner", "main"),
        table("app", "main"),
        group("app-sg", (), EVERYTHING),
        host("app-1", "app-a", f"10.{n}.3.{rng.randint(10, 99)}", "app-sg"),
    )
    options: list[tuple[Rows, str]] = [
        (((ANY, good),), ""),
        (((ANY, bad),), "That NAT gateway is in a subnet without a route to the internet gateway: {still}."),
        (((ANY, "igw"),), "An internet gateway needs a public address, and app-1 has none: {still}."),
        (((ANY, "pcx-1"),), "A peering does not lead to the other VPC's internet gateway: {still}."),
        ((("203.0.113.0/24", good),), f"Does not hold {who}: {{still}}."),
    ]
    return _case(net, who, options, "Which row does table app need?")


def _gateways(rng: Random, level: str) -> Case | None:
    """Which of four NAT gateways works: the ACLs and tables of their own subnets decide."""
    del level
    n, who = rng.randint(0, 9), client(rng)
    whole = f"10.{n}.0.0/16"
    asks, passes = allow(100, "443", ANY), allow(110, EPHEMERAL, whole)
    takes, hears = allow(100, "443", whole), allow(110, EPHEMERAL, ANY)
    kinds = rng.sample(("good", "deaf", "mute", "inner"), 4)
    guards = {
        "good": ((takes, hears), (asks, passes)),
        "deaf": ((takes, passes), (asks, passes)),
        "mute": ((takes, hears), (asks,)),
    }
    mistakes = {
        "good": "",
        "deaf": "Its subnet's ACL lets no reply in from the internet: {still}.",
        "mute": "Its subnet's ACL lets no reply out into the private subnet: {still}.",
        "inner": "Its subnet has no route to the internet gateway: {still}.",
    }
    net = network(
        vpc("main", whole, igw=True),
        subnet("app", "main", f"10.{n}.9.0/24", table="app"),
        table("public", "main", (ANY, "igw")),
        table("app", "main"),
        group("app-sg", (), EVERYTHING),
        host("app-1", "app", f"10.{n}.9.{rng.randint(10, 99)}", "app-sg"),
        *(
            subnet(f"sn-{k}", "main", f"10.{n}.{k}.0/24", table="public", acl=f"acl-{k}")
            if kind in guards
            else subnet(f"sn-{k}", "main", f"10.{n}.{k}.0/24")
            for k, kind in enumerate(kinds, 1)
        ),
        *(acl(f"acl-{k}", *guards[kind]) for k, kind in enumerate(kinds, 1) if kind in guards),
        *(nat(f"nat-{k}", f"sn-{k}", f"203.0.113.{k + 10 * n + 1}") for k in range(1, 5)),
    )
    options: list[tuple[Rows, str]] = [(((ANY, f"nat-{k}"),), mistakes[kind]) for k, kind in enumerate(kinds, 1)]
    return _case(net, who, options, "Which row does table app need?")


def _tables(rng: Random, level: str) -> Case | None:
    """Whole tables, of which the longest row that holds the address decides."""
    del level
    n, last = rng.randint(0, 8), rng.randint(2, 250)
    who = f"198.51.100.{last}"
    half, other = ("198.51.100.0/25", "198.51.100.128/25") if last < 128 else ("198.51.100.128/25", "198.51.100.0/25")
    net = network(
        vpc("main", f"10.{n}.0.0/16", igw=True),
        subnet("public-a", "main", f"10.{n}.1.0/24", table="public"),
        subnet("app-a", "main", f"10.{n}.2.0/24", table="app"),
        vpc("hub", f"10.{n + 1}.0.0/16", igw=True),
        nat("nat-1", "public-a", public(rng)),
        Peering("pcx-1", ("main", "hub")),
        table("public", "main", (ANY, "igw")),
        table("app", "main"),
        group("app-sg", (), EVERYTHING),
        host("app-1", "app-a", f"10.{n}.2.{rng.randint(10, 99)}", "app-sg"),
    )
    through = "198.51.100.0/24 is longer than the default route and holds the address: {still}."
    narrow = f"{half} is the longest row that holds {who}: {{still}}."
    pool: list[tuple[Rows, str]] = [
        (((ANY, "igw"), ("198.51.100.0/24", "nat-1")), ""),
        (((ANY, "nat-1"), (other, "igw")), ""),
        (((ANY, "pcx-1"), (half, "nat-1")), ""),
        (((ANY, "nat-1"), ("198.51.100.0/24", "igw")), through),
        (((ANY, "nat-1"), ("198.51.100.0/24", "pcx-1")), through),
        (((ANY, "nat-1"), (half, "igw")), narrow),
        (((ANY, "nat-1"), ("198.51.100.0/24", "nat-1"), (half, "pcx-1")), narrow),
        (((ANY, "igw"), (other, "nat-1")), f"{other} does not hold {who}, so the default route decides: {{still}}."),
        ((("203.0.113.0/24", "nat-1"),), f"No row holds {who}: {{still}}."),
    ]
    rng.shuffle(pool)
    return _case(net, who, pool, "Which rows does table app need?")


def _case(net: Network, who: str, options: Sequence[tuple[Rows, str]], question: str) -> Case | None:
    """Options: what else is written in table app besides the local route."""
    asked = flow("app-1", who, 443)
    claims = [
        Claim(
            "; ".join(f"{to} to {via}" for to, via in rows),
            Trial(put(net, "tables", ("main", "app"), table("app", "main", *rows)), asked),
            mistake,
        )
        for rows, mistake in options
    ]
    ask = f"app-1 must reach {who} on the internet at port 443.\n\n{drawing(net)}\n\n{legend(net)} {question}"
    return case_of_claims(ask, claims, decided)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "route": _route,
    "gateways": _gateways,
    "tables": _tables,
}
