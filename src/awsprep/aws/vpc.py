"""Does it arrive, and does the reply? A flow through a network, answered with the rule that decides.

Both halves are walked, because a security group remembers a connection and nothing else does: network ACLs and route
tables meet the reply as a packet of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_filter import Packet
from awsprep.aws.vpc_gate import enter, entry
from awsprep.aws.vpc_parts import Interface, Ports, Protocol, ZonalNat
from awsprep.aws.vpc_path import Arrival, Gate, Memory, Walk
from awsprep.aws.vpc_verdict import FlowError, Leg, Step, Verdict

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Address

SOURCE_PORT = 49152
"""The client's port where a flow states none; both Linux and Windows use it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A question: from and to an interface's name or an address. ICMP has no ports."""

    source: str | Address
    target: str | Address
    protocol: Protocol
    port: int | None = None
    source_port: int | None = None


def simulate(network: Network, flow: Flow) -> Verdict:
    """The verdict on a flow. Raises FlowError where it cannot be asked."""
    ends = resolve(network, flow)
    memory = Memory()
    request = Walk(network, Leg.REQUEST, ends.goal, memory)
    arrival = _request(request, ends)
    steps = request.steps
    if isinstance(arrival, Arrival):
        back = _reply(arrival.packet)
        reply = Walk(network, Leg.REPLY, ends.client.name if ends.client else "", memory)
        if isinstance(arrival.end, Gate):
            enter(reply, arrival.end, back)
        else:
            reply.send(arrival.end, back)
        steps = [*steps, *reply.steps]
    return _verdict(steps)


class Ends(NamedTuple):
    """A flow's two ends found in the network, and the packet as it sets out.

    `client` None is the internet; `goal` is the name of who must be reached, "" whoever has the address.
    """

    client: Interface | None
    goal: str
    packet: Packet


def resolve(network: Network, flow: Flow) -> Ends:
    """The ends of a flow. Raises FlowError for one that nobody holds, or that cannot speak to the other."""
    asker = _asker(network, flow.source)
    client = asker if isinstance(asker, Interface) else None
    version = _version(flow)
    target, goal = _target(network, flow.target, version, outside=client is None)
    source = _address(asker, version, "from") if isinstance(asker, Interface) else asker
    if source.version != target.version:
        raise FlowError("to", "one end is IPv4, the other IPv6", "give both in one family")
    if client is None and not goal:
        raise FlowError("to", "both ends are outside all VPCs", "name an interface at one end")
    if client is not None and client.name == goal:
        raise FlowError("to", "both ends are the same interface", "name another one")
    port, back = _ports(flow)
    return Ends(client, goal, Packet(source, target, flow.protocol, port, back, client.name if client else ""))


def _request(walk: Walk, ends: Ends) -> Arrival | Step:
    if ends.client is not None:
        return walk.send(ends.client, ends.packet)
    holder = walk.network.public_holder(ends.packet.target)
    vpc = walk.network.vpc_of(holder) if holder else walk.network.vpc_with(ends.packet.target)
    return enter(walk, entry(walk.network, vpc, ends.packet), ends.packet)


def _reply(packet: Packet) -> Packet:
    return Packet(packet.target, packet.source, packet.protocol, packet.source_port, packet.port)


def _verdict(steps: list[Step]) -> Verdict:
    for number, step in enumerate(steps, 1):
        if step.code is not None:
            return Verdict(tuple(steps[:number]), tuple(steps[number:]))
    return Verdict(tuple(steps))


def _version(flow: Flow) -> int:
    """A flow is IPv6 if either end is."""
    versions = [end.version for end in (flow.source, flow.target) if not isinstance(end, str)]
    return 6 if 6 in versions else 4


def _asker(network: Network, end: str | Address) -> Interface | Address:
    """The interface that asks, or an address outside all VPCs."""
    if isinstance(end, str):
        return _named(network, end, "from")
    names = _inside(network, end, "from")
    if names is None:
        holder = network.public_holder(end)
        if isinstance(holder, ZonalNat):
            raise FlowError("from", f"{end} is a NAT gateway, which asks for nothing itself", "name who is behind it")
        return holder or end
    if len(names) == 1 and names[0] in network.interfaces:
        return network.interfaces[names[0]]
    if len(names) > 1:
        raise FlowError("from", f"{end} is in several VPCs: {', '.join(names)}", "write the interface's name")
    raise FlowError("from", f"{names[0]} is an endpoint, which only answers", "turn the flow round")


def _target(network: Network, end: str | Address, version: int, *, outside: bool) -> tuple[Address, str]:
    if isinstance(end, str):
        interface = _named(network, end, "to")
        public = interface.public if outside and version == 4 else None
        return public or _address(interface, version, "to"), end
    names = _inside(network, end, "to")
    if names is None:
        holder = network.public_holder(end)
        return end, holder.name if holder else ""
    if not outside:
        return end, ""
    if len(names) > 1:
        raise FlowError("to", f"{end} is in several VPCs: {', '.join(names)}", "write the interface's name")
    return end, names[0]


def _inside(network: Network, end: Address, part: str) -> list[str] | None:
    """The names of all that have an address inside a VPC; None is an address outside.

    Raises FlowError for one that nobody holds.
    """
    vpcs = [vpc for vpc in network.vpcs.values() if vpc.has(end)]
    if not vpcs:
        return None
    holders = [network.holder(vpc.name, end) for vpc in vpcs]
    names = [holder.name for holder in holders if holder is not None and not isinstance(holder, ZonalNat)]
    if not names:
        raise FlowError(part, f"nobody holds {end} in {vpcs[0].name}", "write the name or address of an interface")
    return names


def _named(network: Network, name: str, part: str) -> Interface:
    if name not in network.interfaces:
        raise FlowError(part, f'there is no interface "{name}"', f"one of: {', '.join(network.interfaces)}")
    return network.interfaces[name]


def _address(interface: Interface, version: int, part: str) -> Address:
    address = interface.address(version)
    if address is None:
        raise FlowError(part, f"{interface.name} has no IPv6 address", "give it ip6, or ask for an IPv4 flow")
    return address


def _ports(flow: Flow) -> tuple[Ports | None, Ports | None]:
    if flow.protocol is Protocol.ICMP:
        return None, None
    if flow.port is None:
        raise FlowError("port", f"a {flow.protocol} flow has a port", "add port: 443")
    back = SOURCE_PORT if flow.source_port is None else flow.source_port
    return Ports(flow.port, flow.port), Ports(back, back)
