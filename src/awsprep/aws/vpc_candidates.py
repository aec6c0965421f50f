"""What could be changed about a verdict: single edits that act on the check that stopped the packet.

That check itself comes first, then the routes that led to it. Whether one helps is for a simulation to say.
"""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, ip_network
from typing import TYPE_CHECKING

from awsprep.aws.vpc_edit import (
    Change,
    Edit,
    add_acl_rule,
    add_group_rule,
    add_peering,
    alter,
    associate,
    attach_group,
    put,
    remove_acl_rule,
    remove_route,
    set_route,
)
from awsprep.aws.vpc_parts import (
    EPHEMERAL,
    MAIN,
    AclRule,
    Attachment,
    Bpa,
    GatewayEndpoint,
    GroupPeer,
    GroupRule,
    Interface,
    Kind,
    ListPeer,
    RegionalNat,
    Route,
    Target,
    TgwRoute,
)
from awsprep.aws.vpc_route import behind_vgw
from awsprep.aws.vpc_verdict import Code, Leg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.aws.vpc_filter import Packet
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Address, Block, Tgw
    from awsprep.aws.vpc_verdict import Step, Verdict

_FIRST_PUBLIC = int(IPv4Address("203.0.113.100"))


def candidates(network: Network, verdict: Verdict) -> Iterator[Edit]:
    """The edits for a verdict, the most local first; none where the packet is delivered."""
    step = verdict.stopped
    if step is None or step.packet is None:
        return
    match step.code:
        case Code.SUBNET_ACL_RESTRICTION:
            yield from _acl(network, step, step.packet)
        case Code.ENI_SG_RULES_MISMATCH | Code.SG_HAS_NO_RULES:
            yield from _group(network, step, step.packet)
        case Code.VPC_BLOCK_PUBLIC_ACCESS_ENABLED:
            modes = [Bpa.INGRESS, Bpa.OFF] if network.vpcs[step.at].bpa is Bpa.BIDIRECTIONAL else [Bpa.OFF]
            yield from (alter(network, "vpcs", step.at, "public access", bpa=mode) for mode in modes)
        case Code.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS | Code.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS:
            yield from _public(network, step, step.packet)
        case Code.ENI_SOURCE_DEST_CHECK_RESTRICTION:
            yield alter(network, "interfaces", step.at, "source/dest check", source_dest_check=False)
        case Code.REGIONAL_NGW_ROUTE_AZ_RESTRICTION:
            yield from _zone(network, step)
        case Code.TGW_ROUTE_AZ_RESTRICTION | Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION:
            yield from _attachment(network, step)
        case Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT:
            yield from _tgw_routes(network, step, step.packet)
        case Code.BAD_STATE_ROUTE:
            yield from _bad_state(network, step, step.packet)
        case Code.NO_ROUTE_TO_DESTINATION if step.at == Kind.EIGW and not step.subnet:
            yield _gateway(network, network.vpc_with(step.packet.target))
        case Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR:
            yield from _peering(network, step, step.packet)
        case _:
            pass
    if step.subnet and step.check not in {"inbound", "outbound", "ingress", "egress"}:
        yield from _routes(network, step, step.packet)


def _acl(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    inbound = step.check == "inbound"
    rules = network.acls[step.at].inbound if inbound else network.acls[step.at].outbound
    other = packet.source if inbound else packet.target
    denying = [rule for rule in rules if not rule.allow and other in rule.peer]
    taken = {rule.number for rule in rules}
    before = min((rule.number for rule in denying), default=32767)
    free = [number for number in range(1, before) if number not in taken]
    number = next((one for one in (100, *range(110, 32760, 10)) if one in free), 0) or max(free, default=0)
    ports = packet.port
    if step.leg is Leg.REPLY and ports is not None and ports.first >= EPHEMERAL.first:
        ports = EPHEMERAL
    if number:
        peer = _around(network, other, whole=step.leg is Leg.REPLY)
        yield add_acl_rule(network, step.at, AclRule(number, True, packet.protocol, ports, peer), inbound=inbound)  # noqa: FBT003
    for rule in denying:
        yield remove_acl_rule(network, step.at, rule, inbound=inbound)


def _group(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    inbound = step.check == "ingress"
    holder = network.interfaces.get(step.at) or network.endpoints[step.at]
    assert not isinstance(holder, GatewayEndpoint)  # noqa: S101  a gateway endpoint has no groups
    peer: Block | GroupPeer = _around(network, packet.source if inbound else packet.target, whole=False)
    if inbound and packet.origin and network.interfaces[packet.origin].groups:
        peer = GroupPeer(network.interfaces[packet.origin].groups[0])
    for name in holder.groups[:1]:
        yield add_group_rule(network, name, GroupRule(packet.protocol, packet.port, peer), inbound=inbound)
    for name in network.groups:
        if name not in holder.groups:
            yield attach_group(network, holder, name)


def _public(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    """An internet gateway where there is none, a public address where there is none."""
    ingress = step.code is Code.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
    address = packet.target if ingress else packet.source
    owner = network.public_holder(address) if ingress else None
    vpc = network.vpc_of(owner) if owner else network.vpc_with(address)
    if not network.vpcs[vpc].igw:
        yield _gateway(network, vpc)
    holder = network.holder(vpc, address)
    if isinstance(holder, Interface) and holder.public is None:
        taken = {one.public for one in network.holders() if hasattr(one, "public")}
        free = (IPv4Address(number) for number in range(_FIRST_PUBLIC, _FIRST_PUBLIC + len(taken) + 1))
        public = next(one for one in free if one not in taken)
        yield alter(network, "interfaces", holder.name, "public IP", public=public)


def _gateway(network: Network, vpc: str) -> Edit:
    return alter(network, "vpcs", vpc, "internet gateway", igw=True)


def _zone(network: Network, step: Step) -> Iterator[Edit]:
    """The zone of the sender registered."""
    regional = (nat for nat in network.nats.values() if isinstance(nat, RegionalNat) and nat.name == step.at)
    zone = network.subnets[step.subnet].zone
    yield from (alter(network, "nats", nat.name, "zones", zones=(*nat.zones, zone)) for nat in regional)


def _attachment(network: Network, step: Step) -> Iterator[Edit]:
    """The sender's VPC attached in its zone, or associated."""
    tgw, subnet = network.tgws[step.at], network.subnets[step.subnet]
    for own in (one for one in tgw.attachments if one.vpc == subnet.vpc):
        if step.code is Code.TGW_ROUTE_AZ_RESTRICTION:
            mended = replace(own, subnets=(*own.subnets, subnet.name))
            yield _attached(network, tgw, mended, Change("add", tgw.name, "attachment", subnet.name))
        else:
            mended = replace(own, associated=True)
            yield _attached(network, tgw, mended, Change("set", tgw.name, "association", own.vpc))


def _attached(network: Network, tgw: Tgw, attachment: Attachment, change: Change) -> Edit:
    others = tuple(one for one in tgw.attachments if one.vpc != attachment.vpc)
    return Edit(change, put(network, "tgws", tgw.name, replace(tgw, attachments=(*others, attachment))))


def _tgw_routes(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    """Propagation from the VPC that has the address, or a static route to it; for the internet, to any VPC."""
    tgw = network.tgws[step.at]
    vpc = network.vpc_with(packet.target)
    for far in tgw.attachments:
        if far.vpc == vpc and not far.propagates:
            mended = replace(far, propagates=True)
            yield _attached(network, tgw, mended, Change("set", tgw.name, "propagation", far.vpc))
        if far.vpc == vpc or (not vpc and far.vpc != step.table[0]):
            to = _whole(network, vpc, packet.target)
            rows = (*(row for row in tgw.routes if row.to != to), TgwRoute(to, far.vpc))
            change = Change("add" if len(rows) > len(tgw.routes) else "set", tgw.name, "route", f"{to} via {far.vpc}")
            yield Edit(change, put(network, "tgws", tgw.name, replace(tgw, routes=rows)))


def _bad_state(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    """A dead row brought to life: its gateway, its attachment; or taken away."""
    if step.check == "tgw route":
        tgw = network.tgws[step.at]
        yield from _tgw_routes(network, step, packet)
        for row in tgw.routes:
            if packet.target in row.to:
                kept = tuple(one for one in tgw.routes if one is not row)
                change = Change("remove", tgw.name, "route", f"{row.to} via {row.via or Kind.BLACKHOLE}")
                yield Edit(change, put(network, "tgws", tgw.name, replace(tgw, routes=kept)))
        return
    table = network.tables[step.table]
    for route in table.routes:
        if not any(packet.target in block for block in network.blocks(route.to)):
            continue
        if route.via.kind in {Kind.IGW, Kind.NAT} and not network.vpcs[table.vpc].igw:
            yield _gateway(network, table.vpc)
        if route.via.kind is Kind.TGW and network.tgws[route.via.name].attachment(table.vpc) is None:
            attachment = Attachment(table.vpc, (step.subnet,))
            change = Change("add", route.via.name, "attachment", table.vpc)
            yield _attached(network, network.tgws[route.via.name], attachment, change)
        yield remove_route(network, step.table, route)


def _peering(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    """A peering with the VPC that has the address, where there is none."""
    one, two = network.subnets[step.subnet].vpc, network.vpc_with(packet.target)
    if two and not any({one, two} == set(peering.vpcs) for peering in network.peerings.values()):
        yield add_peering(network, one, two)


def _routes(network: Network, step: Step, packet: Packet) -> Iterator[Edit]:
    """Another table for the subnet, another route in its table; what replaces a route comes last.

    A subnet that follows the main table has perhaps just not been associated: there, other tables come first.
    """
    subnet = network.subnets[step.subnet]
    names = dict.fromkeys((MAIN, *(name for vpc, name in network.tables if vpc == subnet.vpc)))
    tables = [associate(network, subnet, name) for name in names if name != subnet.table]
    current = network.table(subnet)
    routes = [route for route in _ways(network, subnet.vpc, packet.target) if route not in current.routes]
    edits = [set_route(network, (subnet.vpc, subnet.table), route) for route in routes]
    new = [edit for edit in edits if edit.change.change == "add"]
    yield from (*tables, *new) if subnet.table == MAIN else (*new, *tables)
    yield from (edit for edit in edits if edit not in new)


def _ways(network: Network, vpc: str, address: Address) -> Iterator[Route]:
    """The routes to an address that a VPC's gateways could serve."""
    home = network.vpc_with(address)
    whole = _whole(network, home, address)
    for peering in network.peerings.values():
        if home and vpc in peering.vpcs and home in peering.vpcs:
            yield Route(whole, Target(Kind.PCX, peering.name))
    for endpoint in network.endpoints.values():
        if isinstance(endpoint, GatewayEndpoint) and endpoint.vpc == vpc and endpoint.service in network.prefix_lists:
            yield Route(ListPeer(endpoint.service), Target(Kind.VPCE, endpoint.name))
    if not home and behind_vgw(network, vpc, address):
        tables = (table for table in network.tables.values() if table.vpc == vpc)
        yield from (route for table in tables for route in table.routes if _to_site(network, route, address))
    if not home:
        yield Route(whole, Target(Kind.IGW))
        if address.version == 6:
            yield Route(whole, Target(Kind.EIGW))
        else:
            for nat in network.nats.values():
                if vpc == (nat.vpc if isinstance(nat, RegionalNat) else network.vpc_of(nat)):
                    yield Route(whole, Target(Kind.NAT, nat.name))
    for tgw in network.tgws.values():
        if tgw.attachment(vpc):
            yield Route(whole, Target(Kind.TGW, tgw.name))


def _to_site(network: Network, route: Route, address: Address) -> bool:
    return route.via.kind is Kind.VGW and any(address in block for block in network.blocks(route.to))


def _whole(network: Network, vpc: str, address: Address) -> Block:
    """The CIDR block of a VPC that holds an address, or everything for the internet."""
    if vpc:
        return next(cidr for cidr in network.vpcs[vpc].cidrs if address in cidr)
    return ip_network("0.0.0.0/0" if address.version == 4 else "::/0")


def _around(network: Network, address: Address, *, whole: bool) -> Block:
    """The subnet of an address, as a rule's peer; outside it is the address alone, or with `whole` everything."""
    for subnet in network.subnets.values():
        if subnet.has(address):
            return subnet.cidr6 if address.version == 6 and subnet.cidr6 else subnet.cidr
    return _whole(network, "", address) if whole else ip_network(address)
