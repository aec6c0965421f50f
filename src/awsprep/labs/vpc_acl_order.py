"""Which rule of a network ACL decides: the lowest number that matches, and not the strictest or the last."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from awsprep.aws.vpc import simulate
from awsprep.labs.case import explained
from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import (
    ANY,
    EPHEMERAL,
    EVERYTHING,
    acl,
    allow,
    deny,
    ephemeral,
    flow,
    group,
    host,
    lets,
    network,
    subnet,
    vpc,
)
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from awsprep.aws.vpc_parts import AclRule
    from awsprep.labs.case import Case

_END = "*"


def _simple(rng: Random, level: str) -> Case | None:
    """A request; rules about single ports."""
    del level
    port = rng.choice((22, 80, 443))
    other = rng.choice([one for one in (22, 80, 443) if one != port])
    return _case(rng, port, (str(port), str(port), str(other)), replies=False)


def _ranges(rng: Random, level: str) -> Case | None:
    """A request; rules about ranges of ports, not listed in their order."""
    del level
    port = rng.choice((443, 3389, 8080))
    ports = (str(port), f"{port - 43}-{port + 57}", "0-65535", EPHEMERAL, f"{port + 1}-{port + 900}")
    return _case(rng, port, ports, replies=False, shuffled=True)


def _replies(rng: Random, level: str) -> Case | None:
    """A reply, which goes to the client's port."""
    del level
    port = rng.choice((443, 3389, 8080))
    ports = (str(port), "32768-60999", "49152-65535", EPHEMERAL, "1024-49151")
    return _case(rng, port, ports, replies=True, shuffled=True)


def _case(rng: Random, port: int, ports: Sequence[str], *, replies: bool, shuffled: bool = False) -> Case | None:
    """Four rules of which no two speak of the same, and the deny at the end."""
    n, last, back = rng.randint(0, 9), rng.randint(10, 99), ephemeral(rng)
    near, who = f"10.{n}.2.0/24", f"10.{n}.2.{last}"
    peers = (ANY, near, f"10.{n}.2.0/26", f"10.{n}.2.64/26", f"{who}/32")
    spoken = rng.sample([(one, peer) for one in dict.fromkeys(ports) for peer in peers], 4)
    numbers = sorted(rng.sample(range(90, 200, 10), 4))
    rules = [rng.choice((allow, deny))(number, *said) for number, said in zip(numbers, spoken, strict=True)]
    matching = [rule for rule in rules if _holds(rule, who, back if replies else port)]
    if len(matching) < 2 and (matching or rng.random() < 0.8):
        return None  # with one that matches the order has nothing to decide
    listing = tuple(rng.sample(rules, 4) if shuffled else rules)
    other = (allow(100, str(port) if replies else EPHEMERAL, near),)
    net = network(
        vpc("main", f"10.{n}.0.0/16"),
        subnet("web-a", "main", f"10.{n}.1.0/24", acl="web-acl"),
        subnet("app-a", "main", near),
        acl("web-acl", *((other, listing) if replies else (listing, other))),
        group("web-sg", (lets(str(port), near),)),
        group("app-sg", (), EVERYTHING),
        host("web-1", "web-a", f"10.{n}.1.{rng.randint(10, 99)}", "web-sg"),
        host("app-1", "app-a", who, "app-sg"),
    )
    asked = flow("app-1", "web-1", port, back)
    leg, check = ("reply", "outbound") if replies else ("request", "inbound")
    key = min((rule.number for rule in matching), default=_END)
    claims = [
        Claim(
            f"Rule {rule.number}, which {'allows' if rule.allow else 'denies'}",
            Trial(net, asked, f"{leg} web-acl {check} rule {rule.number}"),
            _why(rule, key, who, port, back, replies=replies),
        )
        for rule in rules
    ]
    end = Trial(net, asked, f"{leg} web-acl {check} rule {_END}")
    claims.append(Claim("Rule *, the deny at the end", end, f"Is for what no rule matches; rule {key} does."))
    step = next(step for step in simulate(net, asked).trace if (step.leg, step.check) == (leg, check))
    reason = "No numbered rule matches." if key == _END else "Of the rules that match it has the lowest number."
    return case_of_claims(
        f"app-1 opens a connection from port {back} to port {port} of web-1.\n\n{drawing(net)}\n\n{legend(net)} "
        f"Which rule of web-acl decides about the {leg}?",
        claims,
        lambda _: explained((told(step), reason)),
    )


def _holds(rule: AclRule, address: str, port: int) -> bool:
    """Whether a rule is about an address and a port."""
    return IPv4Address(address) in rule.peer and rule.ports is not None and rule.ports.first <= port <= rule.ports.last


def _why(rule: AclRule, key: int | str, who: str, port: int, back: int, *, replies: bool) -> str:
    if IPv4Address(who) not in rule.peer:
        return f"{who} is not in {rule.peer}."
    if not _holds(rule, who, back if replies else port):
        goes = f"the reply goes to port {back}, the client's" if replies else f"the request goes to port {port}"
        plural = "s" if rule.ports is not None and rule.ports.last > rule.ports.first else ""
        return f"Is about port{plural} {rule.ports}; {goes}."
    return f"Matches as well, but rule {key} has a lower number; allow or deny does not matter."


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "simple": _simple,
    "ranges": _ranges,
    "replies": _replies,
}
