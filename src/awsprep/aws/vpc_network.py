"""A virtual network: its parts by name, which a simulation reads and an edit replaces."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import (
    Acl,
    Address,
    Block,
    GatewayEndpoint,
    Group,
    Interface,
    InterfaceEndpoint,
    ListPeer,
    Peering,
    RegionalNat,
    Subnet,
    Table,
    Tgw,
    Vpc,
    ZonalNat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Holder = Interface | InterfaceEndpoint | ZonalNat


@dataclass(frozen=True, slots=True)
class Network:
    """All of it, by name. Route tables go by VPC and name, because every VPC has a `main`."""

    vpcs: Mapping[str, Vpc] = field(default_factory=dict)
    subnets: Mapping[str, Subnet] = field(default_factory=dict)
    tables: Mapping[tuple[str, str], Table] = field(default_factory=dict)
    acls: Mapping[str, Acl] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    prefix_lists: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    nats: Mapping[str, ZonalNat | RegionalNat] = field(default_factory=dict)
    peerings: Mapping[str, Peering] = field(default_factory=dict)
    tgws: Mapping[str, Tgw] = field(default_factory=dict)
    endpoints: Mapping[str, GatewayEndpoint | InterfaceEndpoint] = field(default_factory=dict)

    def table(self, subnet: Subnet) -> Table:
        """The table that a subnet's traffic follows."""
        return self.tables.get((subnet.vpc, subnet.table)) or Table(subnet.table, subnet.vpc)

    def vpc_of(self, holder: Holder) -> str:
        """The VPC that an interface, endpoint or zonal NAT lies in."""
        return self.subnets[holder.subnet].vpc

    def vpc_with(self, address: Address) -> str:
        """The first VPC that an address lies in; "" is the internet."""
        return next((vpc.name for vpc in self.vpcs.values() if vpc.has(address)), "")

    def blocks(self, to: Block | ListPeer) -> tuple[Block, ...]:
        """The CIDR blocks of a route's destination or a rule's peer."""
        return self.prefix_lists.get(to.name, ()) if isinstance(to, ListPeer) else (to,)

    def holder(self, vpc: str, address: Address) -> Holder | None:
        """Who has a private address in a VPC."""
        for holder in self.holders():
            if self.vpc_of(holder) == vpc and address in self.addresses(holder):
                return holder
        return None

    def public_holder(self, address: Address) -> Interface | ZonalNat | None:
        """Who is reached at an address from the internet: at a public IPv4 address, or at an IPv6 one."""
        for holder in self.holders():
            if not isinstance(holder, InterfaceEndpoint) and address in {
                holder.public,
                getattr(holder, "ip6", None),
            }:
                return holder
        return None

    def holders(self) -> Iterator[Holder]:
        """All that has an address in a subnet."""
        yield from self.interfaces.values()
        yield from (one for one in self.endpoints.values() if isinstance(one, InterfaceEndpoint))
        yield from (one for one in self.nats.values() if isinstance(one, ZonalNat))

    def addresses(self, holder: Holder) -> tuple[Address | None, ...]:
        """The private addresses of a holder, IPv4 first."""
        if isinstance(holder, Interface):
            return (holder.ip, holder.ip6)
        return (holder.ip,) if isinstance(holder, InterfaceEndpoint) else (self.nat_address(holder),)

    def nat_address(self, nat: ZonalNat) -> IPv4Address:
        """A NAT gateway's private address: nobody writes it down, so it is the subnet's first that is free.

        The first four addresses of a subnet are AWS's own; with a full subnet it is the last one.
        """
        others = [one for one in self.nats.values() if isinstance(one, ZonalNat) and one.subnet == nat.subnet]
        taken = {one.ip for one in (*self.interfaces.values(), *self.endpoints.values()) if hasattr(one, "ip")}
        start = int(self.subnets[nat.subnet].cidr.network_address) + 4
        last = int(self.subnets[nat.subnet].cidr.broadcast_address)
        free = (IPv4Address(number) for number in range(start, last))
        untaken = (address for address in free if address not in taken)
        return dict(zip((one.name for one in others), untaken, strict=False)).get(nat.name) or IPv4Address(last)
