"""Whose traffic to S3 goes through the gateway endpoint: the row of a prefix list, and what else has to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import GatewayEndpoint, Peering
from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import (
    ANY,
    EPHEMERAL,
    EVERYTHING,
    acl,
    allow,
    flow,
    group,
    host,
    lets,
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

    from awsprep.labs.case import Case
    from awsprep.labs.vpc_network import Part

_S3 = "198.51.100.0/24"
_DYNAMODB = "192.0.2.0/24"
_SERVED = ((ANY, "nat-1"), ("pl-s3", "vpce-s3"))


def _tables(rng: Random, level: str) -> Case | None:
    """Each subnet has a table of its own; an endpoint serves the tables that have its row."""
    del level
    return _case(rng, ("served", "plain", "open", "shut"))


def _rows(rng: Random, level: str) -> Case | None:
    """A longer row, another service's list, a security group that does not let out."""
    del level
    return _case(rng, ("served", "longer", "other", "group"))


def _filters(rng: Random, level: str) -> Case | None:
    """The answers come from addresses of S3, through ACLs; a peered VPC is not served."""
    del level
    wrong = rng.sample(("longer", "other", "group", "acl", "peered"), 3)
    return _case(rng, ("served", *wrong))


def _case(rng: Random, roles: Sequence[str]) -> Case | None:
    """A subnet with an instance for each role, in an order of chance."""
    n, last = rng.randint(0, 8), rng.randint(2, 250)
    who = f"198.51.100.{last}"
    half = f"198.51.100.{0 if last < 128 else 128}/25"
    rows = {
        "served": _SERVED,
        "longer": (*_SERVED, (half, "nat-1")),
        "other": ((ANY, "nat-1"), ("pl-dynamodb", "vpce-ddb")),
        "plain": ((ANY, "nat-1"),),
        "open": ((ANY, "igw"),),
        "shut": (),
    }
    kept = [role for role in rng.sample(sorted(rows), len(rows)) if role in roles or role == "open"]
    names = {role: f"rt-{'abcdef'[place]}" for place, role in enumerate(kept)}
    mistakes = {
        "served": "",
        "longer": f"{half} is longer than the block of pl-s3, so the NAT gateway has it.",
        "other": "Its table has the row of DynamoDB's list, not of S3's; S3 is reached through the NAT gateway.",
        "plain": "It reaches S3, but through the NAT gateway: its table has no row for pl-s3.",
        "open": "It reaches S3, but through the internet gateway: its table has no row for pl-s3.",
        "shut": "An endpoint serves only tables that have its row; {still}.",
        "group": "Its security group lets nothing out to S3's addresses; {still}.",
        "acl": "The answer comes from an address of S3, outside the VPC; {still}.",
        "peered": "A gateway endpoint serves its own VPC only, not a peered one; {still}.",
    }
    parts: list[Part] = [vpc("main", f"10.{n}.0.0/16", igw=True)]
    parts += [subnet("pub-a", "main", f"10.{n}.9.0/24", table=names["open"]), nat("nat-1", "pub-a", "203.0.113.200")]
    if "peered" in roles:
        parts += [vpc("shop", f"10.{n + 1}.0.0/16"), Peering("pcx-1", ("main", "shop"))]
        parts.append(table("shop-rt", "shop", (ANY, "pcx-1")))
    claims = []
    for place, role in enumerate(rng.sample(roles, len(roles)), 1):
        away = role == "peered"
        name, net = f"app-{place}", f"10.{n + away}.{place}"
        guard = f"acl-{place}" if role == "acl" else "default"
        parts.append(
            subnet(
                f"sn-{place}",
                "shop" if away else "main",
                f"{net}.0/24",
                table="shop-rt" if away else names.get(role, names["served"]),
                acl=guard,
            )
        )
        parts.append(
            host(
                name,
                f"sn-{place}",
                f"{net}.{rng.randint(10, 99)}",
                "job-sg" if role == "group" else "app-sg",
                public=public(rng) if role == "open" else "",
            )
        )
        if role == "acl":
            whole = f"10.{n}.0.0/16"
            parts.append(acl(guard, (allow(100, EPHEMERAL, whole),), (allow(100, "443", ANY),)))
        claims.append((name, mistakes[role]))
    parts += [table(name, "main", *rows[role]) for role, name in names.items()]
    parts += [GatewayEndpoint("vpce-s3", "s3", "main"), group("app-sg", (), EVERYTHING)]
    lists = {"s3": _S3}
    if {"other", "group"} & set(roles):
        lists["dynamodb"] = _DYNAMODB
        parts.append(GatewayEndpoint("vpce-ddb", "dynamodb", "main"))
    if "group" in roles:
        parts.append(group("job-sg", (), (lets("443", "pl-dynamodb"),)))
    net_ = network(*parts, **lists)
    offered = [
        Claim(name, Trial(net_, flow(name, who, 443), "delivered by vpce-s3"), mistake) for name, mistake in claims
    ]
    ask = (
        f"The instances all ask S3, at {who}, port 443.\n\n{drawing(net_)}\n\n{legend(net_)} "
        "Which one is served through the gateway endpoint?"
    )
    return case_of_claims(ask, offered, decided)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "tables": _tables,
    "rows": _rows,
    "filters": _filters,
}
