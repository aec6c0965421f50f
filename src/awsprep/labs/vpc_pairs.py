"""Who can talk to whom across VPCs: over peerings, which are not transitive, and over a transit gateway."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import Attachment, Peering, Tgw, TgwRoute
from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import EVERYTHING, block, flow, group, host, lets, network, subnet, table, vpc
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.vpc_network import Network
    from awsprep.labs.case import Case
    from awsprep.labs.vpc_network import Part

_NAMES = ("web", "crm", "data", "ops", "shop")
_ALL = "10.0.0.0/8"


def _chain(rng: Random, level: str) -> Case | None:
    """Three VPCs in a row; of one peering only one side has its route."""
    del level
    base = rng.randint(0, 7)
    left, middle, right = names = rng.sample(_NAMES, 3)
    blocks = {name: f"10.{base + place}.0.0/16" for place, name in enumerate(names)}
    ends = [(left, middle), (middle, right)]
    broken = rng.choice(ends)
    lacking = rng.choice(broken)
    rows: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    for number, (one, two) in enumerate(ends, 1):
        for here, there in ((one, two), (two, one)):
            if (one, two) != broken or here != lacking:
                rows[here].append((blocks[there], f"pcx-{number}"))
    rows[left].append((blocks[right], "pcx-1"))
    rows[right].append((blocks[left], "pcx-2"))
    net = _network(
        rng,
        blocks,
        {name: f"{name}-rt" for name in names},
        Peering("pcx-1", (left, middle)),
        Peering("pcx-2", (middle, right)),
        *(table(f"{name}-rt", name, *rows[name]) for name in names),
    )
    transitive = f"A peering is not transitive: the way ends in {middle}."
    other = broken[0] if broken[1] == lacking else broken[1]
    fine = next(pair for pair in ends if pair != broken)
    mistakes = {
        (left, right): transitive,
        (right, left): transitive,
        (lacking, other): f"{lacking}-rt has no route to {other}.",
        (other, lacking): f"The request arrives, but {lacking}-rt has no route back to {other}.",
        rng.choice((fine, fine[::-1])): "",
    }
    return _case(rng, net, mistakes)


def _routes(rng: Random, level: str) -> Case | None:
    """Two peered VPCs with two subnets each; a table for each subnet says how far it sees the other side."""
    del level
    base = rng.randint(0, 8)
    one, two = rng.sample(_NAMES, 2)
    blocks = {one: f"10.{base}", two: f"10.{base + 1}"}
    sides = {one: [f"{one}-a", f"{one}-b"], two: [f"{two}-a", f"{two}-b"]}
    cidrs = {name: f"{blocks[vpc_]}.{k}.0/24" for vpc_, names in sides.items() for k, name in enumerate(names, 1)}
    sees: dict[str, list[str]] = {}
    for here, there in ((one, two), (two, one)):
        for name in sides[here]:
            sees[name] = rng.choice((sides[there], sides[there], [sides[there][0]], [sides[there][1]], []))
    pairs = [(here, there) for here in sides[one] for there in sides[two]]
    if sum(there in sees[here] and here in sees[there] for here, there in pairs) != 1:
        return None

    def row(name: str, far: str) -> tuple[tuple[str, str], ...]:
        seen = sees[name]
        to = f"{blocks[far]}.0.0/16" if len(seen) == 2 else cidrs[seen[0]] if seen else ""
        return ((to, "pcx-1"),) if to else ()

    parts: list[Part] = [Peering("pcx-1", (one, two))]
    for here, there in ((one, two), (two, one)):
        parts.append(vpc(here, f"{blocks[here]}.0.0/16"))
        for name in sides[here]:
            parts += [subnet(name, here, cidrs[name], table=f"{name}-rt"), table(f"{name}-rt", here, *row(name, there))]
            parts.append(host(f"{name}1", name, f"{cidrs[name].removesuffix('0/24')}{rng.randint(10, 99)}", "app-sg"))
    net = network(*parts, group("app-sg", (lets("443", _ALL),), EVERYTHING))
    mistakes = {}
    for here, there in pairs:
        lost = f"The request arrives, but {there}-rt has no route back to {cidrs[here]}."
        found = f"{here}-rt has no route to {cidrs[there]}." if there not in sees[here] else lost
        mistakes[f"{here}1", f"{there}1"] = found
    return _offered(net, mistakes)


def _transit(rng: Random, level: str) -> Case | None:
    """Four VPCs at a transit gateway, two of them cut off in different ways."""
    del level
    base = rng.randint(0, 6)
    names = rng.sample(_NAMES, 4)
    blocks = {name: f"10.{base + place}.0.0/16" for place, name in enumerate(names)}
    one, two, bad, worse = rng.sample(names, 4)
    faults = dict(zip((bad, worse), rng.sample(("silent", "blackhole", "zone"), 2), strict=True))
    dead = [name for name, fault in faults.items() if fault == "blackhole"]
    tgw = Tgw(
        "tgw-1",
        tuple(
            Attachment(
                name, (f"{name}-{'b' if faults.get(name) == 'zone' else 'a'}",), propagates=faults.get(name) != "silent"
            )
            for name in names
        ),
        tuple(TgwRoute(block(blocks[name].replace(".0.0/16", ".1.0/24")), None) for name in dead),
    )
    extra = [name for name, fault in faults.items() if fault == "zone"]
    tables = {name: f"rt-{place}" for place, name in enumerate(names, 1)}
    net = _network(
        rng,
        blocks,
        tables,
        *(
            subnet(f"{name}-b", name, blocks[name].replace(".0.0/16", ".2.0/24"), table=tables[name], zone="b")
            for name in extra
        ),
        tgw,
        *(table(tables[name], name, (_ALL, "tgw-1")) for name in names),
    )
    said = {
        "silent": "{} does not propagate its block, and tgw-1 has no other route to it.",
        "blackhole": "tgw-1 has a longer static route to the block of {}-a: a blackhole.",
        "zone": "The attachment of {} has no subnet in zone a, where {}-1 is.",
    }
    pairs = [pair for pair in permutations(names, 2) if set(pair) & set(faults)]
    mistakes = {}
    for pair in [*rng.sample(pairs, 4), rng.choice(((one, two), (two, one)))]:
        lame = next((name for name in pair if name in faults), "")
        mistakes[pair] = said[faults[lame]].format(lame, lame) if lame else ""
    return _case(rng, net, mistakes)


def _network(rng: Random, blocks: Mapping[str, str], tables: Mapping[str, str], *parts: Part) -> Network:
    """A VPC with a subnet, its table and an instance for each block; all may talk, if they get there."""
    made: list[Part] = []
    for name, cidr in blocks.items():
        made += [
            vpc(name, cidr),
            subnet(f"{name}-a", name, cidr.replace(".0.0/16", ".1.0/24"), table=tables[name]),
            host(f"{name}-1", f"{name}-a", cidr.replace("0.0/16", f"1.{rng.randint(10, 99)}"), "app-sg"),
        ]
    return network(*made, *parts, group("app-sg", (lets("443", _ALL),), EVERYTHING))


def _case(rng: Random, net: Network, mistakes: Mapping[tuple[str, str], str]) -> Case | None:
    """Options: pairs of VPCs, by their instances."""
    named = [((f"{here}-1", f"{there}-1"), mistake) for (here, there), mistake in mistakes.items()]
    rng.shuffle(named)
    return _offered(net, dict(named))


def _offered(net: Network, mistakes: Mapping[tuple[str, str], str]) -> Case | None:
    claims = [
        Claim(f"{here} to {there}", Trial(net, flow(here, there, 443)), mistake)
        for (here, there), mistake in mistakes.items()
    ]
    ask = (
        f"Instances of several VPCs try to reach each other at port 443.\n\n{drawing(net)}\n\n{legend(net)} "
        "Which of these connections works?"
    )
    return case_of_claims(ask, claims, decided)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "chain": _chain,
    "routes": _routes,
    "transit": _transit,
}
