"""What a virtual network is made of: plain values that name each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple

Address = IPv4Address | IPv6Address
Block = IPv4Network | IPv6Network

MAIN = "main"
"""The route table of subnets that name none; every VPC has its own."""
DEFAULT = "default"
"""The network ACL of subnets that name none; every VPC has its own, and it allows all."""


class Protocol(StrEnum):
    """What a rule speaks of; a flow is never ALL."""

    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ALL = "all"


class Bpa(StrEnum):
    """VPC Block Public Access: what is stopped at the internet gateways.

    INGRESS leaves NAT gateways and egress-only gateways, which only let connections out.
    Source: docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
    """

    OFF = "off"
    INGRESS = "ingress"
    BIDIRECTIONAL = "bidirectional"


class Ports(NamedTuple):
    """The first and the last of a range of ports, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        if self == EVERY_PORT:
            return "all ports"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


EVERY_PORT = Ports(0, 65535)
EPHEMERAL = Ports(1024, 65535)
"""The source ports of what a NAT sends on.

Source: docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
"""


class GroupPeer(NamedTuple):
    """The members of a security group as a rule's peer."""

    name: str

    def __str__(self) -> str:
        return f"group/{self.name}"


class ListPeer(NamedTuple):
    """A prefix list, as a rule's peer or a route's destination."""

    name: str

    def __str__(self) -> str:
        return f"pl/{self.name}"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """What a security group allows. `ports` are the destination's, None where the protocol has none."""

    protocol: Protocol
    ports: Ports | None
    peer: Block | GroupPeer | ListPeer


@dataclass(frozen=True, slots=True)
class Group:
    """A security group: its rules are a union, in no order."""

    name: str
    inbound: tuple[GroupRule, ...] = ()
    outbound: tuple[GroupRule, ...] = ()


@dataclass(frozen=True, slots=True)
class AclRule:
    """A numbered rule. `ports` are the destination's, None where the protocol has none."""

    number: int
    allow: bool
    protocol: Protocol
    ports: Ports | None
    peer: Block


@dataclass(frozen=True, slots=True)
class Acl:
    """A network ACL: the lowest number that matches decides, and what matches none is denied."""

    name: str
    inbound: tuple[AclRule, ...] = ()
    outbound: tuple[AclRule, ...] = ()


class Kind(StrEnum):
    """Where a route leads."""

    LOCAL = "local"
    IGW = "igw"
    EIGW = "eigw"
    VGW = "vgw"
    NAT = "nat"
    PCX = "pcx"
    TGW = "tgw"
    VPCE = "vpce"
    ENI = "eni"
    BLACKHOLE = "blackhole"


class Target(NamedTuple):
    """A route's target; the gateways of a VPC need no name."""

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}" if self.name else str(self.kind)


@dataclass(frozen=True, slots=True)
class Route:
    """A row of a route table. Only what comes from a virtual private gateway is propagated."""

    to: Block | ListPeer
    via: Target
    propagated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A VPC's route table. `local` is not written: every VPC CIDR has it."""

    name: str
    vpc: str
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC; `igw` says whether an internet gateway is attached."""

    name: str
    cidrs: tuple[Block, ...]
    igw: bool = False
    bpa: Bpa = Bpa.OFF

    def has(self, address: Address) -> bool:
        """Whether the address lies in this VPC."""
        return any(address in cidr for cidr in self.cidrs)


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet in one Availability Zone."""

    name: str
    vpc: str
    zone: str
    cidr: IPv4Network
    cidr6: IPv6Network | None = None
    table: str = MAIN
    acl: str = DEFAULT

    def has(self, address: Address) -> bool:
        """Whether the address lies in this subnet."""
        return address in self.cidr or (self.cidr6 is not None and address in self.cidr6)


@dataclass(frozen=True, slots=True)
class Interface:
    """An elastic network interface."""

    name: str
    subnet: str
    ip: IPv4Address
    groups: tuple[str, ...] = ()
    public: IPv4Address | None = None
    ip6: IPv6Address | None = None
    source_dest_check: bool = True

    def address(self, version: int) -> Address | None:
        """Its private address of an IP version."""
        return self.ip if version == 4 else self.ip6


@dataclass(frozen=True, slots=True)
class ZonalNat:
    """A public NAT gateway in a subnet, whose ACL and route table its traffic meets."""

    name: str
    subnet: str
    public: IPv4Address


@dataclass(frozen=True, slots=True)
class RegionalNat:
    """A NAT gateway of a whole VPC, in no subnet. It serves the zones that it is registered in.

    Source: docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    """

    name: str
    vpc: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peering:
    """A peering connection between two VPCs."""

    name: str
    vpcs: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A VPC's attachment to a transit gateway, with one interface in each of its subnets."""

    vpc: str
    subnets: tuple[str, ...]
    associated: bool = True
    propagates: bool = False


@dataclass(frozen=True, slots=True)
class TgwRoute:
    """A static row of a transit gateway's table; `via` is a VPC, None a blackhole."""

    to: Block
    via: str | None


@dataclass(frozen=True, slots=True)
class Tgw:
    """A transit gateway with its one route table."""

    name: str
    attachments: tuple[Attachment, ...] = ()
    routes: tuple[TgwRoute, ...] = ()

    def attachment(self, vpc: str) -> Attachment | None:
        """The attachment of a VPC."""
        return next((one for one in self.attachments if one.vpc == vpc), None)


@dataclass(frozen=True, slots=True)
class GatewayEndpoint:
    """A gateway endpoint; what its service's prefix list holds lies behind it."""

    name: str
    service: str
    vpc: str


@dataclass(frozen=True, slots=True)
class InterfaceEndpoint:
    """An interface endpoint: an address in a subnet, behind security groups, that answers."""

    name: str
    service: str
    subnet: str
    ip: IPv4Address
    groups: tuple[str, ...] = ()
