"""What network ACLs and security groups say of a packet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_parts import DEFAULT, GroupPeer, Ports, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Acl, AclRule, Address, GroupRule


@dataclass(frozen=True, slots=True)
class Packet:
    """One direction of a flow. ICMP has no ports; after a NAT the source port is a whole range.

    `origin` is the interface that sent it, as long as security groups can still be referred to.
    """

    source: Address
    target: Address
    protocol: Protocol
    port: Ports | None
    source_port: Ports | None
    origin: str = ""

    @property
    def service(self) -> str:
        """Protocol and port, as messages say them."""
        return _service(self.protocol, self.port)


class Ruling(NamedTuple):
    """What a filter decides, whose rule decided, and that rule in words."""

    allowed: bool
    where: str
    rule: str


def acl_ruling(acl: Acl | None, packet: Packet, *, inbound: bool) -> Ruling:
    """The decision of a network ACL, None being a VPC's default one, for every port that the packet may have."""
    if acl is None:
        return Ruling(allowed=True, where=DEFAULT, rule="rule 100 allow all traffic")
    peer = packet.source if inbound else packet.target
    rules = sorted(acl.inbound if inbound else acl.outbound, key=lambda rule: rule.number)
    left = [packet.port]
    last = None
    for rule in rules:
        if rule.protocol not in {Protocol.ALL, packet.protocol} or peer not in rule.peer:
            continue
        rest = [part for ports in left for part in _without(ports, rule.ports)]
        if rest == left:
            continue
        if not rule.allow:
            return Ruling(allowed=False, where=acl.name, rule=acl_rule_text(rule, inbound=inbound))
        left, last = rest, rule
        if not left:
            return Ruling(allowed=True, where=acl.name, rule=acl_rule_text(last, inbound=inbound))
    way = "from" if inbound else "to"
    words = f"rule * deny: no rule allows {_service(packet.protocol, left[0])} {way} {peer}"
    near = _nearest(rules, packet, peer)
    return Ruling(
        allowed=False,
        where=acl.name,
        rule=f"{words}; nearest: {acl_rule_text(near, inbound=inbound)}" if near else words,
    )


def group_ruling(
    network: Network, names: Sequence[str], packet: Packet, members: Iterable[str], *, inbound: bool
) -> Ruling | None:
    """The decision of some security groups together; None where none of them has a rule in this direction.

    `members` are the groups of the interface at the other end, where references to groups hold.
    """
    peer, members = (packet.source if inbound else packet.target), set(members)
    way, some = "from" if inbound else "to", False
    for name in names:
        group = network.groups[name]
        for rule in group.inbound if inbound else group.outbound:
            some = True
            if _group_matches(network, rule, packet, peer, members):
                return Ruling(allowed=True, where=name, rule=group_rule_text(rule, inbound=inbound))
    if not some:
        return None
    words = f"no rule allows {packet.service} {way} {peer}"
    return Ruling(allowed=False, where=", ".join(names), rule=words)


def acl_rule_text(rule: AclRule, *, inbound: bool) -> str:
    """A rule in words: `rule 100 allow tcp 443 from 0.0.0.0/0`."""
    verb, way = "allow" if rule.allow else "deny", "from" if inbound else "to"
    return f"rule {rule.number} {verb} {_service(rule.protocol, rule.ports)} {way} {rule.peer}"


def group_rule_text(rule: GroupRule, *, inbound: bool) -> str:
    """A rule in words: `tcp 443 from group/web`."""
    return f"{_service(rule.protocol, rule.ports)} {'from' if inbound else 'to'} {rule.peer}"


def _service(protocol: Protocol, ports: Ports | None) -> str:
    if protocol is Protocol.ALL:
        return "all traffic"
    return str(protocol) if ports is None else f"{protocol} {ports}"


def _without(ports: Ports | None, taken: Ports | None) -> list[Ports | None]:
    """What is left of a packet's ports where a rule has decided some of them; a rule without ports decides all."""
    if ports is None or taken is None:
        return []
    parts: list[Ports | None] = []
    if taken.first > ports.first:
        parts.append(Ports(ports.first, min(ports.last, taken.first - 1)))
    if taken.last < ports.last:
        parts.append(Ports(max(ports.first, taken.last + 1), ports.last))
    return parts


def _nearest(rules: Iterable[AclRule], packet: Packet, peer: Address) -> AclRule | None:
    """The first rule that would allow the packet but for one thing: the peer, or the port."""
    for rule in rules:
        fits = (
            rule.protocol in {Protocol.ALL, packet.protocol},
            peer in rule.peer,
            not _without(packet.port, rule.ports),
        )
        if rule.allow and sum(fits) == 2:
            return rule
    return None


def _group_matches(network: Network, rule: GroupRule, packet: Packet, peer: Address, members: set[str]) -> bool:
    if rule.protocol not in {Protocol.ALL, packet.protocol} or _without(packet.port, rule.ports):
        return False
    if isinstance(rule.peer, GroupPeer):
        return rule.peer.name in members
    return any(peer in block for block in network.blocks(rule.peer))
