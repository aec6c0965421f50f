"""What people get wrong in a network, one named fault at a time: each breaks the way that a flow takes.

A fault looks at the checks that the flow meets and damages what decided there, so it concerns this flow and no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_edit import Change, add_acl_rule, alter, associate, own_acl, put, remove_route, set_route
from awsprep.aws.vpc_filter import acl_rule_text, group_rule_text
from awsprep.aws.vpc_parts import DEFAULT, MAIN, AclRule, Bpa, Kind, Ports, Protocol, Route, Target, ZonalNat
from awsprep.aws.vpc_route import choose
from awsprep.aws.vpc_verdict import FlowError, Leg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_filter import Packet
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Acl, GroupRule
    from awsprep.aws.vpc_verdict import Step


class Damage(NamedTuple):
    """What a fault changed, and the network after it."""

    changes: tuple[Change, ...]
    network: Network


class Unfit(NamedTuple):
    """Why a fault has nothing to break here: a sentence."""

    why: str


class Way(NamedTuple):
    """A flow's way through a network: all the steps that are known of it, those behind a filter that denies too."""

    network: Network
    flow: Flow
    steps: tuple[Step, ...]

    def checks(self, *kinds: str, leg: Leg | None = None) -> Iterator[Step]:
        """The steps that let the packet on, of some kinds of check."""
        for step in self.steps:
            if step.check in kinds and step.code is None and leg in {None, step.leg}:
                yield step


class Fault(NamedTuple):
    """A mistake by its name, with what it is in a few words."""

    name: str
    meaning: str
    make: Callable[[Way], Damage | Unfit]


def way_of(network: Network, flow: Flow) -> Way:
    """The way of a flow. Raises FlowError where it cannot be asked."""
    verdict = simulate(network, flow)
    return Way(network, flow, (*verdict.trace, *verdict.beyond))


def damage(network: Network, flow: Flow, fault: Fault) -> Damage | Unfit:
    """What a fault does to a flow's network. Raises FlowError where the flow cannot be asked to begin with."""
    made = fault.make(way_of(network, flow))
    if isinstance(made, Unfit):
        return made
    try:
        simulate(made.network, flow)
    except FlowError as error:
        return Unfit(f"After it the flow could not be asked about: {error}; {error.hint}.")
    return made


def broken(network: Network, flow: Flow, faults: Sequence[Fault]) -> tuple[Network, dict[str, Damage | Unfit]]:
    """The network with several faults, one after the other, and by its name what came of each."""
    made: dict[str, Damage | Unfit] = {}
    for fault in faults:
        done = damage(network, flow, fault)
        made[fault.name] = done
        if isinstance(done, Damage):
            network = done.network
    return network, made


def _public_ip(way: Way) -> Damage | Unfit:
    network = way.network
    for step in way.checks("public IP"):
        assert step.packet is not None  # noqa: S101  the packet is known at a gateway
        ends = {step.packet.source, step.packet.target}
        for nic in network.interfaces.values():
            mine = nic.ip in ends and step.table[0] == network.vpc_of(nic)
            if nic.public and (nic.public in ends or mine):
                edit = alter(network, "interfaces", nic.name, "public IP", public=None)
                return Damage((edit.change,), edit.network)
    if any(step.code and step.check == "public IP" for step in way.steps):
        return Unfit("There is no public address that could be taken away.")
    if any(step.check == "translate" for step in way.steps):
        return Unfit("The public address here is that of a NAT gateway, which cannot be without one.")
    return Unfit("The packet passes no internet gateway that translates its address.")


def _main_table(way: Way) -> Damage | Unfit:
    for step in way.steps:
        subnet = way.network.subnets.get(step.subnet)
        if step.check == "route" and subnet and subnet.table != MAIN:
            edit = associate(way.network, subnet, MAIN)
            return Damage((edit.change,), edit.network)
    return Unfit("No subnet with a route table of its own sends on this way.")


def _acl_order(way: Way) -> Damage | Unfit:
    requests = tuple(way.checks("inbound", leg=Leg.REQUEST))
    for step in (*requests, *way.checks("inbound", "outbound")):
        packet, inbound = _packet(step), step.check == "inbound"
        network, acl, own = _guarded(way.network, step)
        first = min(rule.number for rule in _letting(acl, packet, inbound=inbound))
        taken = {rule.number for rule in (acl.inbound if inbound else acl.outbound)}
        free = [number for number in (first - 10, *range(first - 1, 0, -1)) if number > 0 and number not in taken]
        if not free:
            return Unfit(f"Rule {first} of {acl.name} comes first, and nothing can stand before it.")
        edit = add_acl_rule(network, acl.name, _denial(free[0], packet, inbound=inbound), inbound=inbound)
        return Damage((*own, edit.change), edit.network)
    return Unfit("No network ACL that lets the packet pass is met on this way.")


def _denial(number: int, packet: Packet, *, inbound: bool) -> AclRule:
    from ipaddress import ip_network

    peer = ip_network(packet.source if inbound else packet.target)
    return AclRule(number, False, packet.protocol, packet.port, peer)  # noqa: FBT003


def _ephemeral_ports(way: Way) -> Damage | Unfit:
    port = way.flow.port
    if way.flow.protocol is Protocol.ICMP or port is None:
        return Unfit("ICMP has no ports.")
    for step in way.checks("inbound", "outbound", leg=Leg.REPLY):
        packet, inbound = _packet(step), step.check == "inbound"
        network, acl, own = _guarded(way.network, step)
        letting = _letting(acl, packet, inbound=inbound)
        narrow = {rule: replace(rule, protocol=packet.protocol, ports=Ports(port, port)) for rule in letting}
        rules = tuple(narrow.get(rule, rule) for rule in (acl.inbound if inbound else acl.outbound))
        mended = replace(acl, inbound=rules) if inbound else replace(acl, outbound=rules)
        changes = tuple(
            Change("set", acl.name, step.check, acl_rule_text(rule, inbound=inbound)) for rule in narrow.values()
        )
        return Damage((*own, *changes), put(network, "acls", acl.name, mended))
    return Unfit("The reply meets no network ACL that lets it pass.")


def _group_port(way: Way) -> Damage | Unfit:
    port = way.flow.port
    if way.flow.protocol is Protocol.ICMP or port is None:
        return Unfit("ICMP has no ports.")
    other = _OTHER_PORTS.get(port, port - 1 if port == Ports(0, 65535).last else port + 1)
    network, changes = way.network, []
    check, place = ("ingress", -1) if any(way.checks("ingress", leg=Leg.REQUEST)) else ("egress", 0)
    while met := [step for step in way_of(network, way.flow).steps if step.check == check and step.leg is Leg.REQUEST]:
        step = met[place]
        if step.code:
            break
        group, inbound = network.groups[step.where], check == "ingress"
        rules = group.inbound if inbound else group.outbound
        old = next(rule for rule in rules if group_rule_text(rule, inbound=inbound) == step.rule)
        new: GroupRule = replace(old, protocol=way.flow.protocol, ports=Ports(other, other))
        mended = tuple(new if rule == old else rule for rule in rules)
        part = replace(group, inbound=mended) if inbound else replace(group, outbound=mended)
        network = put(network, "groups", group.name, part)
        changes.append(Change("set", group.name, check, group_rule_text(new, inbound=inbound)))
    if not changes:
        return Unfit("No security group that lets the packet pass is met on this way.")
    return Damage(tuple(changes), network)


def _nat_subnet(way: Way) -> Damage | Unfit:
    network = way.network
    names = {step.where for step in way.steps if step.check == "translate"}
    nats = [nat for nat in network.nats.values() if nat.name in names]
    for nat in nats:
        if not isinstance(nat, ZonalNat):
            return Unfit(f"{nat.name} is a regional NAT gateway, which is in no subnet.")
        home = network.subnets[nat.subnet]
        for subnet in network.subnets.values():
            if subnet.vpc == home.vpc and subnet != home and not _way_out(network, subnet.vpc, subnet.table, nat):
                edit = alter(network, "nats", nat.name, "subnet", subnet=subnet.name)
                return Damage((edit.change,), edit.network)
        if home.table != MAIN and not _way_out(network, home.vpc, MAIN, nat):
            edit = associate(network, home, MAIN)
            return Damage((edit.change,), edit.network)
        return Unfit(f"There is no subnet without a way to the internet to which {nat.name} could be moved.")
    return Unfit("There is no NAT gateway on this way.")


def _way_out(network: Network, vpc: str, name: str, nat: ZonalNat) -> bool:
    """Whether a table leads to the internet, or to the NAT itself."""
    table = network.tables.get((vpc, name))
    ways = {Target(Kind.IGW), Target(Kind.NAT, nat.name)}
    return any(route.via in ways for route in table.routes) if table else False


def _one_way_peering(way: Way) -> Damage | Unfit:
    if not any(step.check == "peering" for step in way.steps):
        return Unfit("There is no peering connection on this way.")
    for step in way.checks("route", leg=Leg.REPLY):
        if step.result.startswith(f"{Kind.PCX}/"):
            edit = remove_route(way.network, step.table, _row(way.network, step))
            return Damage((edit.change,), edit.network)
    return Unfit("No reply comes back over the peering connection as it is.")


def _blackhole(way: Way) -> Damage | Unfit:
    for step in way.checks("route"):
        if step.result == Kind.VGW:
            return Unfit("It is by this route that the model knows what lies behind the virtual private gateway.")
        if step.result not in {Kind.LOCAL, Kind.BLACKHOLE}:
            row = Route(_row(way.network, step).to, Target(Kind.BLACKHOLE))
            edit = set_route(way.network, step.table, row)
            return Damage((edit.change,), edit.network)
    return Unfit("The packet follows no route but local and dead ones here.")


def _public_access(way: Way) -> Damage | Unfit:
    network = way.network
    for step in way.steps:
        vpc = step.at if step.check == "public access" else _vpc_of(network, step)
        if not vpc:
            continue
        if network.vpcs[vpc].bpa is Bpa.BIDIRECTIONAL:
            return Unfit(f"Public access to {vpc} is blocked both ways as it is.")
        edit = alter(network, "vpcs", vpc, "public access", bpa=Bpa.BIDIRECTIONAL)
        return Damage((edit.change,), edit.network)
    return Unfit("The packet comes to no internet gateway.")


def _vpc_of(network: Network, step: Step) -> str:
    """The VPC whose gateway to the internet is met in a step; "" where none is."""
    if step.where not in {Kind.IGW, Kind.EIGW} or step.packet is None:
        return ""
    holder = network.public_holder(step.packet.target)
    return network.vpc_of(holder) if holder else step.table[0] or network.vpc_with(step.packet.target)


def _row(network: Network, step: Step) -> Route:
    """The row that decided in a step."""
    choice = choose(network, network.tables[step.table], _packet(step).target)
    assert choice is not None  # noqa: S101  it did decide
    return choice.match.route


def _packet(step: Step) -> Packet:
    assert step.packet is not None  # noqa: S101  the packet is known at every filter and table
    return step.packet


def _guarded(network: Network, step: Step) -> tuple[Network, Acl, tuple[Change, ...]]:
    """The network with the ACL of a step, that ACL, and what was changed: a default one gives way to one of its own."""
    subnet = network.subnets[step.subnet]
    if subnet.acl != DEFAULT:
        return network, network.acls[subnet.acl], ()
    change, network = own_acl(network, subnet)
    return network, network.acls[change.rule], (change,)


def _letting(acl: Acl, packet: Packet, *, inbound: bool) -> list[AclRule]:
    """The rules that let a packet pass, some of its ports at least."""
    peer = packet.source if inbound else packet.target
    rules = acl.inbound if inbound else acl.outbound
    return [
        rule for rule in rules if rule.allow and rule.protocol in {Protocol.ALL, packet.protocol} and peer in rule.peer
    ]


_OTHER_PORTS = {22: 2222, 80: 8080, 443: 80, 3306: 5432, 5432: 3306}
"""What is opened by mistake in place of a port."""

FAULTS: tuple[Fault, ...] = (
    Fault("public IP", "the instance loses its public IPv4 address", _public_ip),
    Fault("main route table", "the subnet falls back to the VPC's main route table", _main_table),
    Fault("ACL order", "a deny with a lower number than the allow", _acl_order),
    Fault(
        "ephemeral ports",
        "the ACL opens the service's port for the reply, which goes to the client's",
        _ephemeral_ports,
    ),
    Fault("security-group port", "the security group opens another port", _group_port),
    Fault("NAT subnet", "the NAT gateway stands in a subnet without a way to the internet", _nat_subnet),
    Fault("one-way peering", "only one side of the peering connection has a route", _one_way_peering),
    Fault("blackhole", "the route's target was deleted", _blackhole),
    Fault("Block Public Access", "VPC Block Public Access stops both directions", _public_access),
)
"""The faults in the order of their digits, from 1."""
