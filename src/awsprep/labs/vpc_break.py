"""It works: which single change breaks it? Each option is applied and the flow simulated again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.vpc_edit import Change, Edit, add_acl_rule, alter, put, remove_acl_rule, remove_route, set_route
from awsprep.aws.vpc_filter import group_rule_text
from awsprep.labs.vpc_network import ANY, EPHEMERAL, deny, route
from awsprep.labs.vpc_remedy import claim
from awsprep.labs.vpc_sites import out, tiers, web
from awsprep.labs.vpc_trial import BLOCKED, case_of_claims, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.labs.case import Case
    from awsprep.labs.vpc_sites import Site
    from awsprep.labs.vpc_trial import Claim

_LATE = "Comes too late: a rule with a lower number allows it before."
_ANSWERS = "It only answers, and a security group lets replies through by itself."
_ASKS = "Nobody asks it; the replies to what it asks pass a security group by themselves."


def _web(rng: Random, level: str) -> Case | None:
    del level
    site = web(rng)
    port = str(site.port)
    return _case(
        rng,
        site,
        [
            *_without_rules(site, "web-sg", "egress", _ANSWERS),
            _removed(site, "web-acl", 100, out=True),
            _removed(site, "web-acl", 100),
            _deny(site, "web-acl", 90, port, ANY),
            _deny(site, "web-acl", 90, port, "203.0.113.0/24", "The client is not in that block."),
            _deny(site, "web-acl", 120, port, ANY, _LATE),
            _deny(site, "web-acl", 120, EPHEMERAL, ANY, _LATE, out=True),
            _deny(site, "web-acl", 90, EPHEMERAL, ANY, out=True),
            _deny(site, "web-acl", 90, port, ANY, f"Replies go to port {site.back}, the client's.", out=True),
            _deny(
                site, "web-acl", 90, str(site.back), ANY, f"The request goes to port {port}; {site.back} is its source."
            ),
            *_routes(site, "public"),
            claim(site, alter(site.network, "vpcs", "main", "internet gateway", igw=False), "", BLOCKED),
        ],
    )


def _tiers(rng: Random, level: str) -> Case | None:
    del level
    site = tiers(rng)
    port, back = str(site.port), str(site.back)
    replies = f"Replies go to port {back}, the client's."
    return _case(
        rng,
        site,
        [
            *_without_rules(site, "app-sg", "ingress", _ASKS),
            *_without_rules(site, "db-sg", "egress", _ANSWERS),
            _removed(site, "app-acl", 110),
            _removed(site, "app-acl", 100, "Is about requests to app-1; the replies are allowed by rule 110."),
            _removed(site, "db-acl", 100, out=True),
            _deny(site, "db-acl", 120, port, site.near, _LATE),
            _deny(site, "db-acl", 90, port, site.far, "The request comes from the application's block."),
            _deny(site, "db-acl", 90, back, site.near, f"The request goes to port {port}; {back} is its source."),
            _deny(site, "db-acl", 90, EPHEMERAL, site.near),
            _deny(site, "db-acl", 90, port, site.near, replies, out=True),
            _deny(site, "app-acl", 90, port, site.far, replies),
            _deny(site, "app-acl", 90, back, ANY),
            _deny(site, "app-acl", 120, EPHEMERAL, ANY, _LATE),
        ],
    )


def _out(rng: Random, level: str) -> Case | None:
    del level
    site = out(rng)
    whole = str(site.network.vpcs["main"].cidrs[0])
    replies = "Replies go to the client's port, not to 443."
    to_nat = "The request leaves for the internet; only replies go to that block, and to another port."
    return _case(
        rng,
        site,
        [
            _removed(site, "nat-acl", 100),
            _removed(site, "nat-acl", 110),
            _removed(site, "nat-acl", 110, out=True),
            _deny(
                site, "nat-acl", 90, "443", site.far, "From there come only replies, to a port of the NAT gateway's."
            ),
            _deny(site, "nat-acl", 90, "443", whole, to_nat, out=True),
            _deny(site, "nat-acl", 90, str(site.back), site.near, out=True),
            _deny(site, "nat-acl", 120, EPHEMERAL, ANY, _LATE),
            _deny(site, "app-acl", 90, "443", ANY, replies),
            _deny(site, "app-acl", 90, EPHEMERAL, site.far),
            _deny(site, "app-acl", 90, EPHEMERAL, whole, "The source of the replies is outside the VPC."),
            _deny(site, "app-acl", 90, EPHEMERAL, ANY, "The request goes to port 443.", out=True),
            *_routes(site, "public"),
            claim(site, set_route(site.network, ("main", "private"), route(ANY, "igw")), "", BLOCKED),
            claim(
                site,
                set_route(site.network, ("main", "public"), route("192.0.2.0/24", "nat-1")),
                "Is a longer route, but not to where this goes.",
                BLOCKED,
            ),
        ],
    )


def _case(rng: Random, site: Site, changes: list[Claim]) -> Case | None:
    """Changes without a mistake are those that break it, as far as we know; the simulations have the word."""
    breaking = [one for one in changes if not one.mistake]
    idle = [one for one in changes if one.mistake]
    rng.shuffle(breaking)
    rng.shuffle(idle)
    return case_of_claims(
        site.asks("It works. Which single change breaks it for new connections?"),
        [*breaking[:1], *idle],
        decided,
    )


def _deny(site: Site, name: str, number: int, ports: str, peer: str, mistake: str = "", *, out: bool = False) -> Claim:
    return claim(site, add_acl_rule(site.network, name, deny(number, ports, peer), inbound=not out), mistake, BLOCKED)


def _removed(site: Site, name: str, number: int, mistake: str = "", *, out: bool = False) -> Claim:
    acl = site.network.acls[name]
    rule = next(rule for rule in (acl.outbound if out else acl.inbound) if rule.number == number)
    return claim(site, remove_acl_rule(site.network, name, rule, inbound=not out), mistake, BLOCKED)


def _without_rules(site: Site, name: str, idle: str, mistake: str) -> list[Claim]:
    """Each rule of a security group removed; `mistake` is about the `idle` side, which nothing depends on."""
    group = site.network.groups[name]
    changed = [(r, "ingress", replace(group, inbound=tuple(o for o in group.inbound if o != r))) for r in group.inbound]
    changed += [
        (r, "egress", replace(group, outbound=tuple(o for o in group.outbound if o != r))) for r in group.outbound
    ]
    found = []
    for rule, check, shrunk in changed:
        change = Change("remove", name, check, group_rule_text(rule, inbound=check == "ingress"))
        edit = Edit(change, put(site.network, "groups", name, shrunk))
        found.append(claim(site, edit, mistake if check == idle else "", BLOCKED))
    return found


def _routes(site: Site, table: str) -> list[Claim]:
    """Each route of a table removed."""
    return [
        claim(site, remove_route(site.network, ("main", table), row), "", BLOCKED)
        for row in site.network.tables["main", table].routes
    ]


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"web": _web, "tiers": _tiers, "out": _out}
