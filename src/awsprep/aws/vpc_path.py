"""One leg of a flow, hop by hop, inside a VPC: interfaces, subnets, tables, NAT gateways, appliances.

A filter that denies does not end the walk, because the way goes on and what lies on it is worth knowing; a step
without a way on does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_filter import Packet, acl_ruling, group_ruling
from awsprep.aws.vpc_parts import DEFAULT, EPHEMERAL, Interface, InterfaceEndpoint, Kind, RegionalNat, ZonalNat
from awsprep.aws.vpc_route import choose
from awsprep.aws.vpc_verdict import Code, FlowError, Leg, Step

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Holder, Network
    from awsprep.aws.vpc_parts import Address, Subnet, Table
    from awsprep.aws.vpc_route import Choice

MOST_HOPS = 12
"""Subnets that a packet leaves before it is said to go in circles."""


class Gate(NamedTuple):
    """Through what a packet left the network, for its reply to come back: a gateway's kind, its VPC, its name."""

    kind: Kind
    vpc: str
    name: str = ""


class Arrival(NamedTuple):
    """Where a packet ends: at an interface or endpoint, or outside, beyond a gate."""

    packet: Packet
    end: Interface | InterfaceEndpoint | Gate


@dataclass(slots=True)
class Memory:
    """What NATs remember of the request: by device, the packet as it came and the subnet that it came from."""

    taken: dict[str, tuple[Packet, Subnet]] = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """One leg. `goal` is the name of who must be reached, "" whoever has the address."""

    network: Network
    leg: Leg
    goal: str
    memory: Memory
    steps: list[Step] = field(default_factory=list)
    row: tuple[str, str] = ("", "")
    subnet: str = ""
    packet: Packet | None = None
    hops: int = 0

    @property
    def table(self) -> str:
        """The name of the last route table followed."""
        return self.row[1]

    def send(self, holder: Interface | InterfaceEndpoint, packet: Packet) -> Arrival | Step:
        """From an interface or endpoint: its groups if it starts the connection, then out of its subnet."""
        subnet = self.network.subnets[holder.subnet]
        if self.leg is Leg.REQUEST:
            self._groups(holder, packet, self._members_at_end(subnet, packet), inbound=False)
        return self.leave(subnet, packet)

    def leave(self, subnet: Subnet, packet: Packet) -> Arrival | Step:
        """Out of a subnet: its ACL, its route table, and on to the target. Raises FlowError for a way in circles."""
        self.hops += 1
        if self.hops > MOST_HOPS:
            raise FlowError("to", f"the packet goes in circles at {self.table}", "mend the routes that lead back")
        table = self.network.table(subnet)
        choice = choose(self.network, table, packet.target)
        if not self._stays_inside(subnet, packet, choice):
            self.acl(subnet, packet, inbound=False)
        return self.follow(table, choice, packet, subnet)

    def follow(self, table: Table, choice: Choice | None, packet: Packet, subnet: Subnet) -> Arrival | Step:
        """Where a table's row leads."""
        self.row, self.subnet, self.packet = (table.vpc, table.name), subnet.name, packet
        if choice is None:
            return self.stop(
                table.name, "route", f"no route holds {packet.target}", Code.NO_ROUTE_TO_DESTINATION, table.name
            )
        self.note(table.name, "route", str(choice.via), choice.reason())
        kind, name = choice.via
        match kind:
            case Kind.LOCAL:
                return self.deliver(table.vpc, packet, subnet)
            case Kind.NAT:
                return self._nat(self.network.nats[name], packet, subnet)
            case Kind.ENI:
                return self._appliance(self.network.interfaces[name], packet, subnet)
            case _:
                from awsprep.aws.vpc_gate import cross

                return cross(self, choice.via, packet, subnet)

    def deliver(self, vpc: str, packet: Packet, subnet: Subnet | None) -> Arrival | Step:
        """To an address inside a VPC, coming from one of its subnets or, None, from outside."""
        holder = self.network.holder(vpc, packet.target)
        device = device_name(holder)
        kept = self.memory.taken.get(device) if self.leg is Leg.REPLY else None
        if holder is None or (self.goal and not kept and holder.name != self.goal):
            whom = f"{holder.name} in {vpc}" if holder else f"{vpc}, where nobody holds {packet.target}"
            text = f"this way leads to {whom}"
            return self.stop(self.table or vpc, "route", text, Code.NO_ROUTE_TO_DESTINATION, self.table or vpc)
        home = self.network.subnets[holder.subnet]
        if subnet is None or subnet.name != home.name:
            self.acl(home, packet, inbound=True)
        if kept:
            return self._translated_back(device, packet, home)
        if isinstance(holder, ZonalNat):
            text = "a NAT gateway takes no connection from outside"
            return self.stop(holder.name, "nat", text, Code.NGW_REQUIRES_SOURCE_IN_VPC, holder.name)
        if self.leg is Leg.REQUEST:
            self._groups(holder, packet, self._members_of_origin(packet), inbound=True)
        return Arrival(packet, holder)

    def back_from_regional(self, name: str, packet: Packet) -> Arrival | Step:
        """A reply at a regional NAT gateway, which knows the ways of the subnet that asked."""
        kept, subnet = self.memory.taken[f"nat/{name}"]
        inner = self._restored(f"nat/{name}", packet, kept)
        table = self.network.table(subnet)
        choice = choose(self.network, table, inner.target)
        if choice is not None and choice.via.kind is Kind.LOCAL:
            return self.deliver(table.vpc, inner, None)
        return self.follow(table, choice, inner, subnet)

    def note(self, where: str, check: str, result: str, rule: str) -> None:
        """A step that lets the packet on."""
        self.steps.append(Step(self.leg, where, check, result, rule, None, "", self.packet, self.row, self.subnet))

    def stop(self, where: str, check: str, rule: str, code: Code, at: str) -> Step:
        """A step that stops the packet; it is where a walk without a way on ends."""
        self.steps.append(Step(self.leg, where, check, "DENY", rule, code, at, self.packet, self.row, self.subnet))
        return self.steps[-1]

    def acl(self, subnet: Subnet, packet: Packet, *, inbound: bool) -> None:
        """The network ACL of a subnet."""
        self.packet = packet
        acl = None if subnet.acl == DEFAULT else self.network.acls[subnet.acl]
        allowed, where, rule = acl_ruling(acl, packet, inbound=inbound)
        check, result = "inbound" if inbound else "outbound", "ALLOW" if allowed else "DENY"
        code, at = (None, "") if allowed else (Code.SUBNET_ACL_RESTRICTION, subnet.acl)
        self.steps.append(Step(self.leg, where, check, result, rule, code, at, packet, self.row, subnet.name))

    def _groups(
        self, holder: Interface | InterfaceEndpoint, packet: Packet, members: tuple[str, ...], *, inbound: bool
    ) -> None:
        self.packet = packet
        check = "ingress" if inbound else "egress"
        ruling = group_ruling(self.network, holder.groups, packet, members, inbound=inbound)
        if ruling is None:
            where = ", ".join(holder.groups) or holder.name
            self.stop(where, check, f"no {check} rules at all", Code.SG_HAS_NO_RULES, holder.name)
        elif ruling.allowed:
            self.note(ruling.where, check, "ALLOW", ruling.rule)
        else:
            self.stop(ruling.where, check, ruling.rule, Code.ENI_SG_RULES_MISMATCH, holder.name)

    def _members_of_origin(self, packet: Packet) -> tuple[str, ...]:
        return self.network.interfaces[packet.origin].groups if packet.origin else ()

    def _members_at_end(self, subnet: Subnet, packet: Packet) -> tuple[str, ...]:
        """The groups of who is addressed, where references hold: in the VPC itself and across a peering."""
        choice = choose(self.network, self.network.table(subnet), packet.target)
        if choice is None or choice.via.kind not in {Kind.LOCAL, Kind.PCX}:
            return ()
        vpc = subnet.vpc
        if choice.via.kind is Kind.PCX:
            ends = self.network.peerings[choice.via.name].vpcs
            vpc = ends[1] if ends[0] == vpc else ends[0]
        holder = self.network.holder(vpc, packet.target)
        return () if holder is None or isinstance(holder, ZonalNat) else holder.groups

    def _stays_inside(self, subnet: Subnet, packet: Packet, choice: Choice | None) -> bool:
        """Whether the next hop lies in the same subnet, where network ACLs are not met."""
        if choice is None:
            return False
        kind, name = choice.via
        if kind is Kind.LOCAL:
            return subnet.has(packet.target)
        nat = self.network.nats.get(name) if kind is Kind.NAT else None
        if isinstance(nat, ZonalNat):
            return nat.subnet == subnet.name
        return kind is Kind.ENI and self.network.interfaces[name].subnet == subnet.name

    def _nat(self, nat: ZonalNat | RegionalNat, packet: Packet, subnet: Subnet) -> Arrival | Step:
        vpc = nat.vpc if isinstance(nat, RegionalNat) else self.network.vpc_of(nat)
        if packet.target.version == 6:
            raise FlowError(
                f"nat/{nat.name}",
                f"{nat.name} is asked to carry IPv6",
                "a NAT gateway is for IPv4 here; IPv6 leaves through igw or eigw",
            )
        if vpc != subnet.vpc:
            text = f"{nat.name} is in {vpc}, the packet in {subnet.vpc}"
            return self.stop(nat.name, "nat", text, Code.NGW_REQUIRES_SOURCE_IN_VPC, nat.name)
        if isinstance(nat, RegionalNat):
            return self._regional(nat, packet, subnet)
        home = self.network.subnets[nat.subnet]
        if home.name != subnet.name:
            self.acl(home, packet, inbound=True)
        outer = self._translated(nat.name, f"nat/{nat.name}", packet, subnet, self.network.nat_address(nat))
        return outer if isinstance(outer, Step) else self.leave(home, outer)

    def _regional(self, nat: RegionalNat, packet: Packet, subnet: Subnet) -> Arrival | Step:
        from awsprep.aws.vpc_gate import UNKNOWN, out_of_igw

        if subnet.zone not in nat.zones:
            text = f"{nat.name} is not registered in zone {subnet.zone}"
            return self.stop(nat.name, "zone", text, Code.REGIONAL_NGW_ROUTE_AZ_RESTRICTION, nat.name)
        outer = self._translated(nat.name, f"nat/{nat.name}", packet, subnet, UNKNOWN)
        return outer if isinstance(outer, Step) else out_of_igw(self, subnet.vpc, outer, nat.name)

    def _appliance(self, nic: Interface, packet: Packet, subnet: Subnet) -> Arrival | Step:
        home = self.network.subnets[nic.subnet]
        if home.vpc != subnet.vpc:
            return self.stop(self.table, "route", f"{nic.name} is in {home.vpc}", Code.BAD_STATE_ROUTE, self.table)
        own = nic.address(packet.target.version)
        if packet.target == own:
            return self.deliver(home.vpc, packet, subnet)
        if home.name != subnet.name:
            self.acl(home, packet, inbound=True)
        self._groups(nic, packet, self._members_of_origin(packet), inbound=True)
        if nic.source_dest_check:
            text = f"{packet.target} is not an address of {nic.name}"
            return self.stop(nic.name, "source/dest check", text, Code.ENI_SOURCE_DEST_CHECK_RESTRICTION, nic.name)
        if own is None:
            raise FlowError(f"eni/{nic.name}", f"{nic.name} has no IPv6 address to send from", "give it ip6")
        outer = self._translated(nic.name, f"eni/{nic.name}", packet, subnet, own)
        return outer if isinstance(outer, Step) else self.send(nic, replace(outer, origin=nic.name))

    def _translated(self, name: str, device: str, packet: Packet, subnet: Subnet, own: Address) -> Packet | Step:
        """The packet as a NAT sends it on. Raises FlowError where it has come by here before."""
        if self.leg is Leg.REPLY:
            code = Code.NGW_SOURCE_ADDRESS_REASSIGN if device.startswith("nat/") else Code.ENI_ADDRESS_RESTRICTION
            text = f"the request did not come this way, and {name} would give its reply another source address"
            return self.stop(name, "translate", text, code, name)
        if device in self.memory.taken:
            raise FlowError(device, f"{name} is routed to itself", "route its subnet elsewhere, to an internet gateway")
        self.memory.taken[device] = packet, subnet
        ports = EPHEMERAL if packet.source_port else None
        text = f"source {packet.source} becomes {'its public address' if own.is_unspecified else own}"
        text += ", source port any of 1024-65535 (REMAP_EPHEMERAL_PORT)" if ports else ""
        self.note(name, "translate", "ALLOW", text)
        return replace(packet, source=own, source_port=ports, origin="")

    def _translated_back(self, device: str, packet: Packet, home: Subnet) -> Arrival | Step:
        kept, _ = self.memory.taken[device]
        return self.leave(home, self._restored(device, packet, kept))

    def _restored(self, device: str, packet: Packet, kept: Packet) -> Packet:
        del self.memory.taken[device]
        self.note(device.partition("/")[2], "translate", "ALLOW", f"target {packet.target} becomes {kept.source} again")
        return replace(packet, target=kept.source, port=kept.source_port)


def device_name(holder: Holder | None) -> str:
    """A holder as routes name it: what NATs remember goes by that."""
    if isinstance(holder, ZonalNat):
        return f"nat/{holder.name}"
    return f"eni/{holder.name}" if holder else ""
