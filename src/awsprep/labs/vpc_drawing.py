"""A network as a question prints it: in lines that a terminal of 44 columns does not break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import (
    DEFAULT,
    EVERY_PORT,
    GroupPeer,
    InterfaceEndpoint,
    Kind,
    ListPeer,
    Protocol,
    RegionalNat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Acl, AclRule, Block, Group, GroupRule, Ports, Table, Target

WIDTH = 39
"""Columns of a line in a fenced block of a question, on a terminal of 44."""

_LABEL = " {:3} "


def drawing(network: Network) -> str:
    """The network as a fenced block: VPCs and subnets, route tables, ACLs, security groups, instances."""
    return "\n".join(["```", *_lines(network), "```"])


def legend(network: Network) -> str:
    """What the drawing does not say in every line."""
    said = ["All traffic is TCP."]
    if network.tables:
        said.append("Every route table has its local route too.")
    bare = any(subnet.acl == DEFAULT for subnet in network.subnets.values())
    if network.acls:
        said.append(
            "Every ACL ends in a deny" + ("; a subnet without one has the default, which allows all." if bare else ".")
        )
    else:
        said.append("All ACLs are the default, which allows all.")
    if network.tgws:
        said.append("All attachments use the one table of the transit gateway.")
    return " ".join(said)


def _acl_row(rule: AclRule) -> str:
    """A rule of an ACL: `100 allow 1024-65535 any`."""
    return f"{rule.number} {'allow' if rule.allow else 'deny'} {_shown_ports(rule.ports)} {_shown(rule.peer)}"


def _shown_ports(ports: Ports | None) -> str:
    """Ports in short."""
    return "all" if ports in {None, EVERY_PORT} else str(ports)


def _shown(peer: Block | GroupPeer | ListPeer) -> str:
    """A peer or destination in short; `any` is every IPv4 address."""
    if isinstance(peer, GroupPeer):
        return peer.name
    if isinstance(peer, ListPeer):
        return f"pl-{peer.name}"
    return "any" if peer.prefixlen == 0 else str(peer)


def _via(target: Target) -> str:
    """A route's target by its bare name."""
    return target.name or str(target.kind)


def _lines(network: Network) -> Iterator[str]:
    zones = len({subnet.zone for subnet in network.subnets.values()}) > 1
    for vpc in network.vpcs.values():
        yield f"VPC {vpc.name} {vpc.cidrs[0]}{' (igw)' if vpc.igw else ''}"
        for subnet in network.subnets.values():
            if subnet.vpc == vpc.name:
                yield f"  subnet {subnet.name} {subnet.cidr}{f' AZ {subnet.zone}' if zones else ''}"
    for name, blocks in network.prefix_lists.items():
        yield f"Prefix list pl-{name}: {', '.join(map(str, blocks))}"
    for nat in network.nats.values():
        assert not isinstance(nat, RegionalNat)  # noqa: S101  no case has one
        yield f"NAT gateway {nat.name} in {nat.subnet}"
    for endpoint in network.endpoints.values():
        assert not isinstance(endpoint, InterfaceEndpoint)  # noqa: S101  no case has one
        yield f"Gateway endpoint {endpoint.name} ({endpoint.service})"
    for peering in network.peerings.values():
        yield f"Peering {peering.name}: {' - '.join(peering.vpcs)}"
    yield from _transit(network)
    yield from _tables(network)
    for acl in network.acls.values():
        yield from _acl(acl, [subnet.name for subnet in network.subnets.values() if subnet.acl == acl.name])
    for group in network.groups.values():
        yield from _group(group)
    for nic in network.interfaces.values():
        facts = [f"{nic.name} {nic.ip} in {nic.subnet}", *_named("SG", nic.groups)]
        yield from _filled([*facts, f"public {nic.public}"] if nic.public else facts)


def _tables(network: Network) -> Iterator[str]:
    """The tables that subnets use, in the order of the subnets."""
    used: dict[tuple[str, str], list[str]] = {}
    for subnet in network.subnets.values():
        used.setdefault((subnet.vpc, subnet.table), []).append(subnet.name)
    for key, subnets in used.items():
        yield from _routes(key[1], subnets, network.tables.get(key))


def _routes(name: str, subnets: Sequence[str], table: Table | None) -> Iterator[str]:
    """A route table; its local route goes without saying."""
    head = [f"Routes {name} ({subnets[0]}", *subnets[1:]]
    rows = [(_shown_block(route.to), _via(route.via)) for route in (table.routes if table else ())]
    if not rows:
        yield from _filled(head, "): local only")
    elif len(rows) == 1 and len(", ".join(head)) + len(" ".join(rows[0])) + 3 <= WIDTH:
        yield f"{', '.join(head)}): {' '.join(rows[0])}"
    else:
        yield from _filled(head, ")")
        wide = max(len(to) for to, _ in rows)
        yield from (f"  {to:{wide}}  {target}" for to, target in rows)


def _shown_block(to: Block | ListPeer) -> str:
    """A route's destination, written out."""
    return f"pl-{to.name}" if isinstance(to, ListPeer) else str(to)


def _transit(network: Network) -> Iterator[str]:
    for tgw in network.tgws.values():
        yield f"Transit gateway {tgw.name}"
        attached = [name for one in tgw.attachments for name in one.subnets]
        yield from _filled([f"  attached: {attached[0]}", *attached[1:]])
        propagating = [one.vpc for one in tgw.attachments if one.propagates]
        yield from _filled([f"  propagating: {propagating[0]}", *propagating[1:]])
        yield from (f"  {row.to} to {row.via or Kind.BLACKHOLE} (static)" for row in tgw.routes)


def _acl(acl: Acl, subnets: list[str]) -> Iterator[str]:
    yield f"ACL {acl.name} ({', '.join(subnets)})"
    both = [_acl_row(rule).split() for rule in (*acl.inbound, *acl.outbound)]
    wide = [max(map(len, cells)) for cells in zip(*both, strict=True)]
    if sum(wide) + 3 > WIDTH - len(_LABEL.format("")):
        wide[2:] = [0, 0]
    for word, rules in (("in", acl.inbound), ("out", acl.outbound)):
        yield from _labelled(word, [_even(_acl_row(rule).split(), wide) for rule in rules])


def _group(group: Group) -> Iterator[str]:
    inbound = [f"{_service(rule)} from {_shown(rule.peer)}" for rule in group.inbound]
    outbound = [f"{_service(rule)} to {_shown(rule.peer)}" for rule in group.outbound]
    short = f"SG {group.name}: in none, out {outbound[0] if outbound else 'none'}"
    if not inbound and len(outbound) < 2 and len(short) <= WIDTH:
        yield short
        return
    yield f"SG {group.name}"
    yield from _labelled("in", inbound)
    yield from _labelled("out", outbound)


def _service(rule: GroupRule) -> str:
    return "all" if rule.protocol is Protocol.ALL else _shown_ports(rule.ports)


def _even(cells: Sequence[str], wide: Sequence[int]) -> str:
    """Cells in columns."""
    return " ".join(f"{cell:{size}}" for cell, size in zip(cells, wide, strict=True)).rstrip()


def _labelled(word: str, lines: Sequence[str]) -> Iterator[str]:
    """Rules with the direction before the first."""
    for number, line in enumerate(lines or ["none"]):
        yield _LABEL.format("" if number else word) + line


def _named(word: str, names: Sequence[str]) -> list[str]:
    return [f"{word}{'s' if len(names) > 1 else ''} {names[0]}", *names[1:]] if names else []


def _filled(facts: list[str], end: str = "") -> Iterator[str]:
    """Facts in a row, on as many lines as it takes."""
    line = facts[0]
    for fact in facts[1:]:
        if len(line) + len(fact) + 2 + len(end) > WIDTH:
            yield line + ","
            line = "  " + fact
        else:
            line += f", {fact}"
    yield line + end
