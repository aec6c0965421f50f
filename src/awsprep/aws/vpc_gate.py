"""The gates of a VPC: internet and private gateways, peerings, transit gateways, gateway endpoints."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, ip_network
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import Bpa, GatewayEndpoint, Interface, Kind, Protocol, RegionalNat
from awsprep.aws.vpc_path import Arrival, Gate
from awsprep.aws.vpc_route import behind_vgw, choose_tgw, has_target
from awsprep.aws.vpc_verdict import Code, Leg, Step

if TYPE_CHECKING:
    from awsprep.aws.vpc_filter import Packet
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Address, Subnet, Target
    from awsprep.aws.vpc_path import Walk

UNKNOWN = IPv4Address(0)
"""The public address of a regional NAT gateway, which AWS allocates and no scenario states."""

_RFC1918 = tuple(ip_network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_RFC6598 = ip_network("100.64.0.0/10")


def cross(walk: Walk, via: Target, packet: Packet, subnet: Subnet) -> Arrival | Step:
    """Out of the VPC of a subnet through what its route names."""
    match via.kind:
        case Kind.IGW if walk.network.vpcs[subnet.vpc].igw:
            return out_of_igw(walk, subnet.vpc, packet)
        case Kind.EIGW if packet.target.version == 6:
            return _out_of_eigw(walk, subnet.vpc, packet)
        case Kind.VGW:
            return _out_of_vgw(walk, subnet.vpc, packet)
        case Kind.PCX:
            return _peering(walk, via.name, packet, subnet)
        case Kind.TGW:
            return _transit(walk, via.name, packet, subnet)
        case Kind.VPCE:
            return _endpoint(walk, via.name, packet, subnet)
        case Kind.IGW:
            return _dead(walk, "no internet gateway is attached to the VPC")
        case Kind.EIGW:
            return _dead(walk, "an egress-only internet gateway carries IPv6 only")
        case _:
            return _dead(walk, "the route is a blackhole")


def entry(network: Network, vpc: str, packet: Packet) -> Gate:
    """The gate through which a packet from outside comes into a VPC.

    What a table sends to the virtual private gateway lies behind it, unless it is asked for at a public address.
    """
    holder = network.public_holder(packet.target)
    if behind_vgw(network, vpc, packet.source) and not (holder and packet.target.version == 4):
        return Gate(Kind.VGW, vpc)
    return _internet_gate(network, vpc, packet)


def _internet_gate(network: Network, vpc: str, packet: Packet) -> Gate:
    """An egress-only gateway takes what comes for IPv6 where there is no other."""
    only_out = packet.target.version == 6 and not network.vpcs[vpc].igw and has_target(network, vpc, Kind.EIGW)
    return Gate(Kind.EIGW if only_out else Kind.IGW, vpc)


def enter(walk: Walk, gate: Gate, packet: Packet) -> Arrival | Step:
    """From outside through a gate, to an address inside."""
    walk.packet = packet = replace(packet, origin="")
    match gate.kind:
        case Kind.NAT:
            return walk.back_from_regional(gate.name, packet)
        case Kind.IGW:
            return _into_igw(walk, gate.vpc, packet)
        case Kind.EIGW if walk.leg is Leg.REQUEST:
            text = "an egress-only internet gateway lets in only replies"
            return walk.stop("eigw", "gateway", text, Code.NO_ROUTE_TO_DESTINATION, "eigw")
        case _:
            walk.note(gate.name or str(gate.kind), "gateway", "ALLOW", f"{packet.source} to {packet.target}")
            return walk.deliver(gate.vpc, packet, None)


def out_of_igw(walk: Walk, vpc: str, packet: Packet, nat: str = "") -> Arrival | Step:
    """Out through an internet gateway; a regional NAT gateway (`nat`) has its public addresses itself."""
    network = walk.network
    holder = network.holder(vpc, packet.source)
    direct = not nat and isinstance(holder, Interface)
    mode = network.vpcs[vpc].bpa
    if nat and not network.vpcs[vpc].igw:
        return _dead(walk, f"no internet gateway is attached to the VPC, and {nat} needs one")
    if mode is Bpa.BIDIRECTIONAL or (mode is Bpa.INGRESS and direct):
        return _public_access(walk, vpc, mode)
    kind = _private(packet.target)
    if kind:
        code = Code[f"IGW_DESTINATION_ADDRESS_NOT_IN_{kind}_EGRESS"]
        return walk.stop("igw", "public IP", f"{packet.target} is a private address", code, "igw")
    public: Address | None = packet.source if nat or packet.source.version == 6 else getattr(holder, "public", None)
    if public is None:
        who = holder.name if holder else f"{packet.source}, which is not in {vpc},"
        code = Code.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        return walk.stop("igw", "public IP", f"{who} has no public IPv4 address", code, "igw")
    if public != packet.source:
        walk.note("igw", "public IP", "ALLOW", f"source {packet.source} becomes {public}")
    gate = Gate(Kind.NAT, vpc, nat) if nat else Gate(Kind.IGW, vpc)
    return _outside(walk, gate, replace(packet, source=public, origin=""))


def _into_igw(walk: Walk, vpc: str, packet: Packet) -> Arrival | Step:
    mode = walk.network.vpcs[vpc].bpa
    if mode is not Bpa.OFF and walk.leg is Leg.REQUEST:
        return _public_access(walk, vpc, mode)
    kind = _private(packet.source)
    if kind:
        code = Code[f"IGW_SOURCE_ADDRESS_NOT_IN_{kind}_INGRESS"]
        return walk.stop("igw", "public IP", f"the source {packet.source} is a private address", code, "igw")
    holder = walk.network.public_holder(packet.target)
    code = Code.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
    if not walk.network.vpcs[vpc].igw:
        return walk.stop("igw", "public IP", f"no internet gateway is attached to {vpc}", code, "igw")
    if holder is None:
        text = f"{packet.target} is nobody's public address"
        return walk.stop("igw", "public IP", text, code, "igw")
    inner = packet.target
    if packet.target.version == 4:
        inner = holder.ip if isinstance(holder, Interface) else walk.network.nat_address(holder)
        walk.note("igw", "public IP", "ALLOW", f"target {packet.target} becomes {inner} of {holder.name}")
    else:
        walk.note("igw", "gateway", "ALLOW", f"{packet.source} to {packet.target}")
    return walk.deliver(vpc, replace(packet, target=inner), None)


def _outside(walk: Walk, gate: Gate, packet: Packet) -> Arrival | Step:
    """Beyond an internet gateway: the internet, or a VPC of ours at its public address."""
    if packet.target == UNKNOWN:
        names = [device.partition("/")[2] for device in walk.memory.taken]
        return walk.back_from_regional(next(one for one in names if _is_regional(walk.network, one)), packet)
    holder = walk.network.public_holder(packet.target)
    if holder is not None:
        vpc = walk.network.vpc_of(holder)
        return enter(walk, _internet_gate(walk.network, vpc, packet), packet)
    return _arrive_outside(walk, gate, packet)


def _is_regional(network: Network, name: str) -> bool:
    return isinstance(network.nats.get(name), RegionalNat)


def _arrive_outside(walk: Walk, gate: Gate, packet: Packet) -> Arrival | Step:
    vpc = walk.network.vpc_with(packet.target)
    if vpc or walk.network.public_holder(packet.target):
        text = f"{packet.target} of {vpc or 'ours'} does not lie this way"
        return walk.stop(walk.table, "route", text, Code.NO_ROUTE_TO_DESTINATION, walk.table)
    return Arrival(packet, gate)


def _out_of_eigw(walk: Walk, vpc: str, packet: Packet) -> Arrival | Step:
    if walk.network.vpcs[vpc].bpa is Bpa.BIDIRECTIONAL:
        return _public_access(walk, vpc, Bpa.BIDIRECTIONAL)
    if walk.leg is Leg.REPLY:
        text = "an egress-only internet gateway knows nothing of a connection that came in elsewhere"
        return walk.stop("eigw", "gateway", text, Code.NO_ROUTE_TO_DESTINATION, "eigw")
    return _outside(walk, Gate(Kind.EIGW, vpc), replace(packet, origin=""))


def _out_of_vgw(walk: Walk, vpc: str, packet: Packet) -> Arrival | Step:
    if not walk.network.vpcs[vpc].has(packet.source):
        text = f"{packet.source} is not an address of {vpc}"
        return walk.stop("vgw", "gateway", text, Code.VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS, "vgw")
    return _arrive_outside(walk, Gate(Kind.VGW, vpc), packet)


def _peering(walk: Walk, name: str, packet: Packet, subnet: Subnet) -> Arrival | Step:
    peering = walk.network.peerings[name]
    if subnet.vpc not in peering.vpcs:
        return _dead(walk, f"{name} does not reach {subnet.vpc}")
    one, two = (walk.network.vpcs[vpc] for vpc in peering.vpcs)
    if any(a.overlaps(b) for a in one.cidrs for b in two.cidrs):
        text = f"{one.name} and {two.name} share addresses, so the peering is not active"
        return walk.stop(name, "peering", text, Code.DISCONNECTED_VPCS, name)
    other = two if one.name == subnet.vpc else one
    if not other.has(packet.target):
        text = f"{packet.target} is not in {other.name}; a peering is not transitive"
        return walk.stop(name, "peering", text, Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, name)
    walk.note(name, "peering", "ALLOW", f"{packet.target} is in {other.name}")
    return walk.deliver(other.name, packet, None)


def _transit(walk: Walk, name: str, packet: Packet, subnet: Subnet) -> Arrival | Step:
    """Through a transit gateway: attachment, zone, association, the longest prefix of its table.

    Source for the ACLs: docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    """
    network, tgw = walk.network, walk.network.tgws[name]
    own = tgw.attachment(subnet.vpc)
    if own is None:
        return _dead(walk, f"{subnet.vpc} is not attached to {name}")
    near = next((network.subnets[one] for one in own.subnets if network.subnets[one].zone == subnet.zone), None)
    if near is None:
        text = f"the attachment of {subnet.vpc} has no subnet in zone {subnet.zone}"
        return walk.stop(name, "zone", text, Code.TGW_ROUTE_AZ_RESTRICTION, name)
    walk.acl(near, packet, inbound=True)
    if not own.associated:
        text = f"the attachment of {subnet.vpc} is not associated with the table"
        return walk.stop(name, "association", text, Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, name)
    row = choose_tgw(network, tgw, packet.target)
    if row is None:
        text = f"no route holds {packet.target}"
        return walk.stop(name, "tgw route", text, Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, name)
    far = tgw.attachment(row.vpc) if row.vpc else None
    if far is None or not far.subnets:
        text = f"{row.block} is a blackhole" if row.vpc is None else f"{row.vpc} is not attached"
        return walk.stop(name, "tgw route", text, Code.BAD_STATE_ROUTE, name)
    walk.note(name, "tgw route", far.vpc, f"{row.block} {'static' if row.static else 'propagated'}")
    landing = [network.subnets[one] for one in far.subnets]
    chosen = next((one for one in landing if one.zone == subnet.zone), landing[0])
    return walk.leave(chosen, replace(packet, origin=""))


def _endpoint(walk: Walk, name: str, packet: Packet, subnet: Subnet) -> Arrival | Step:
    endpoint = walk.network.endpoints[name]
    if not isinstance(endpoint, GatewayEndpoint) or endpoint.vpc != subnet.vpc:
        return _dead(walk, f"{name} is no gateway endpoint of {subnet.vpc}")
    if packet.protocol is Protocol.UDP:
        text = "a gateway endpoint takes only TCP and ICMP echo"
        return walk.stop(name, "protocol", text, Code.VPCE_GATEWAY_PROTOCOL_RESTRICTION, name)
    if not walk.network.vpcs[subnet.vpc].has(packet.source):
        text = f"a gateway endpoint serves only its own VPC, not {packet.source}"
        return walk.stop(walk.table, "route", text, Code.NO_ROUTE_TO_DESTINATION, walk.table)
    walk.note(name, "gateway", "ALLOW", f"{packet.target} is served by {endpoint.service}")
    return _arrive_outside(walk, Gate(Kind.VPCE, subnet.vpc, name), packet)


def _dead(walk: Walk, text: str) -> Step:
    """The row leads nowhere: `at` is its table."""
    return walk.stop(walk.table, "route", text, Code.BAD_STATE_ROUTE, walk.table)


def _public_access(walk: Walk, vpc: str, mode: Bpa) -> Step:
    text = f"VPC Block Public Access is {mode}"
    return walk.stop(vpc, "public access", text, Code.VPC_BLOCK_PUBLIC_ACCESS_ENABLED, vpc)


def _private(address: Address) -> str:
    """The RFC that keeps an IPv4 address out of the internet; "" is a public one."""
    if any(address in block for block in _RFC1918):
        return "RFC1918"
    return "RFC6598" if address in _RFC6598 else ""
