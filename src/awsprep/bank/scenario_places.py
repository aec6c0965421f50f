"""Where the parts of a scenario lie: subnets in their VPC, addresses in their subnet, each held once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import MAIN, Interface, InterfaceEndpoint, Kind, Target, ZonalNat
from awsprep.bank.fields import Fields

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Address, Subnet
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page


def check_places(page: Page, fields: Fields, network: Network) -> None:
    """Reports what AWS could not have built."""
    places = _Places(page, fields, network)
    places.subnets()
    places.addresses()
    places.public_addresses()
    places.attachments()
    places.nats()


@dataclass(frozen=True, slots=True)
class _Places:
    page: Page
    fields: Fields
    network: Network

    def subnets(self) -> None:
        """Each in its VPC, apart from the others, with a table of its VPC."""
        seen: list[Subnet] = []
        for subnet in self.network.subnets.values():
            for key, block in (("cidr", subnet.cidr), ("cidr6", subnet.cidr6)):
                if block is None:
                    continue
                vpc = self.network.vpcs[subnet.vpc]
                at = self._at("subnets", subnet.name, key)
                if not any(block.version == cidr.version and block.subnet_of(cidr) for cidr in vpc.cidrs):  # type: ignore[arg-type]
                    hint = f"{vpc.name} has {', '.join(map(str, vpc.cidrs))}"
                    self.page.error("bad-place", at, f"{block} does not lie in vpc {vpc.name}", hint)
                for other in seen:
                    if other.vpc == subnet.vpc and any(block.overlaps(one) for one in (other.cidr, other.cidr6) if one):
                        hint = "subnets of a VPC do not overlap"
                        self.page.error("bad-place", at, f"{block} shares addresses with {other.name}", hint)
            seen.append(subnet)
            if subnet.table != MAIN and (subnet.vpc, subnet.table) not in self.network.tables:
                message = f"route table {subnet.table} belongs to another vpc than {subnet.name}"
                at = self._at("subnets", subnet.name, "routes")
                self.page.error("bad-place", at, message, f"name a table of {subnet.vpc}")

    def addresses(self) -> None:
        """Each private address inside its subnet, and held once in its VPC."""
        taken: dict[tuple[str, Address], str] = {}
        for holder in self.network.holders():
            if isinstance(holder, ZonalNat):
                continue
            section = "interfaces" if isinstance(holder, Interface) else "endpoints"
            for key, address in zip(("ip", "ip6"), self.network.addresses(holder), strict=False):
                if address is None:
                    continue
                subnet = self.network.subnets[holder.subnet]
                at = self._at(section, holder.name, key)
                if not subnet.has(address):
                    ours = subnet.cidr6 if key == "ip6" else subnet.cidr
                    hint = f"{subnet.name} is {ours}" if ours else f"give {subnet.name} a cidr6"
                    self.page.error("bad-place", at, f"{address} does not lie in subnet {subnet.name}", hint)
                owner = taken.setdefault((subnet.vpc, address), holder.name)
                if owner != holder.name:
                    self.page.error("duplicate-address", at, f"{address} is held by {owner}", "give it another one")

    def public_addresses(self) -> None:
        """Each outside all VPCs, and held once."""
        taken: dict[Address, str] = {}
        for holder in self.network.holders():
            if isinstance(holder, InterfaceEndpoint) or holder.public is None:
                continue
            at = self._at("interfaces" if isinstance(holder, Interface) else "nats", holder.name, "public")
            vpc = self.network.vpc_with(holder.public)
            if vpc:
                hint = "a public address lies outside, like 203.0.113.10"
                self.page.error("bad-place", at, f"{holder.public} lies in vpc {vpc}", hint)
            owner = taken.setdefault(holder.public, holder.name)
            if owner != holder.name:
                self.page.error("duplicate-address", at, f"{holder.public} is held by {owner}", "give it another one")

    def attachments(self) -> None:
        """A transit gateway is in subnets of the VPC that it is attached to."""
        for tgw in self.network.tgws.values():
            for attachment in tgw.attachments:
                for name in attachment.subnets:
                    if self.network.subnets[name].vpc != attachment.vpc:
                        message = f"subnet {name} is not in vpc {attachment.vpc}"
                        at = self._at("tgws", tgw.name, "attachments")
                        self.page.error("bad-place", at, message, f"name a subnet of {attachment.vpc}")

    def nats(self) -> None:
        """The table of a NAT gateway's own subnet does not lead to it."""
        for nat in self.network.nats.values():
            if not isinstance(nat, ZonalNat):
                continue
            table = self.network.table(self.network.subnets[nat.subnet])
            if any(route.via == Target(Kind.NAT, nat.name) for route in table.routes):
                message = (
                    f"{nat.name} is routed to itself: table {table.name} of subnet {nat.subnet} leads to nat/{nat.name}"
                )
                hint = "a NAT gateway's subnet needs a route to igw"
                self.page.error("nat-loop", self._at("nats", nat.name, "subnet"), message, hint)

    def _at(self, section: str, name: str, key: str) -> Node:
        """The value of a part's key, else the part's name."""
        part = Fields(self.page, self.fields.entries[section][1])
        return Fields(self.page, part.entries[name][1]).get(key) or part.key(name)
