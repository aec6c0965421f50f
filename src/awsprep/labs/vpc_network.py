"""Networks written in few words: what the makers of VPC cases draw. All traffic is TCP over IPv4."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from awsprep.aws.vpc import Flow
from awsprep.aws.vpc_network import Network
from awsprep.aws.vpc_parts import (
    Acl,
    AclRule,
    Bpa,
    GatewayEndpoint,
    Group,
    GroupPeer,
    GroupRule,
    Interface,
    Kind,
    ListPeer,
    Peering,
    Ports,
    Protocol,
    Route,
    Subnet,
    Table,
    Target,
    Tgw,
    Vpc,
    ZonalNat,
)

if TYPE_CHECKING:
    from random import Random

ANY = "0.0.0.0/0"
EPHEMERAL = "1024-65535"

Part = Vpc | Subnet | Table | Acl | Group | Interface | ZonalNat | Peering | Tgw | GatewayEndpoint

_SECTIONS: dict[type, str] = {
    Vpc: "vpcs",
    Subnet: "subnets",
    Acl: "acls",
    Group: "groups",
    Interface: "interfaces",
    ZonalNat: "nats",
    Peering: "peerings",
    Tgw: "tgws",
    GatewayEndpoint: "endpoints",
}


def network(*parts: Part, **prefix_lists: str) -> Network:
    """A network of parts in any order, with prefix lists of one block each by name."""
    sections: dict[str, dict[str, Part]] = {name: {} for name in _SECTIONS.values()}
    tables: dict[tuple[str, str], Table] = {}
    for part in parts:
        if isinstance(part, Table):
            tables[part.vpc, part.name] = part
        else:
            sections[_SECTIONS[type(part)]][part.name] = part
    lists = {name: (block(cidr),) for name, cidr in prefix_lists.items()}
    return Network(tables=tables, prefix_lists=lists, **sections)  # type: ignore[arg-type]  # _SECTIONS sorts by type


@cache
def block(text: str) -> IPv4Network:
    """A CIDR block; those that cases write are few."""
    return IPv4Network(text)


def vpc(name: str, cidr: str, *, igw: bool = False) -> Vpc:
    """A VPC of one block."""
    return Vpc(name, (block(cidr),), igw, Bpa.OFF)


def subnet(name: str, of: str, cidr: str, *, table: str = "main", acl: str = "default", zone: str = "a") -> Subnet:
    """A subnet of a VPC."""
    return Subnet(name, of, zone, block(cidr), None, table, acl)


def table(name: str, of: str, *routes: tuple[str, str]) -> Table:
    """A route table of a VPC: `table("private", "main", (ANY, "nat-a"))`."""
    return Table(name, of, tuple(route(to, via) for to, via in routes))


def route(to: str, via: str) -> Route:
    """A row: `route("0.0.0.0/0", "igw")`; `pl-s3` is a prefix list, and a target's kind is how its name begins."""
    kind = via.partition("-")[0]
    return Route(_peer(to), Target(Kind(kind), "" if kind == via else via))


def acl(name: str, inbound: tuple[AclRule, ...], outbound: tuple[AclRule, ...]) -> Acl:
    """A network ACL."""
    return Acl(name, inbound, outbound)


def allow(number: int, ports: str, peer: str) -> AclRule:
    """A rule of a network ACL that allows."""
    return AclRule(number, True, Protocol.TCP, _ports(ports), block(peer))  # noqa: FBT003


def deny(number: int, ports: str, peer: str) -> AclRule:
    """A rule of a network ACL that denies."""
    return AclRule(number, False, Protocol.TCP, _ports(ports), block(peer))  # noqa: FBT003


def group(name: str, inbound: tuple[GroupRule, ...] = (), outbound: tuple[GroupRule, ...] = ()) -> Group:
    """A security group."""
    return Group(name, inbound, outbound)


def lets(ports: str, peer: str) -> GroupRule:
    """A rule of a security group; its peer is a block, a prefix list (`pl-s3`), or a group, with a name in `-sg`."""
    return GroupRule(Protocol.TCP, _ports(ports), GroupPeer(peer) if peer.endswith("-sg") else _peer(peer))


EVERYTHING = (GroupRule(Protocol.ALL, None, IPv4Network(ANY)),)
"""What a new security group allows outwards."""


def host(name: str, of: str, ip: str, *groups: str, public: str = "") -> Interface:
    """An instance, with its one interface."""
    return Interface(name, of, IPv4Address(ip), groups, IPv4Address(public) if public else None)


def nat(name: str, of: str, public: str) -> ZonalNat:
    """A NAT gateway in a subnet."""
    return ZonalNat(name, of, IPv4Address(public))


def flow(source: str, target: str, port: int, source_port: int | None = None) -> Flow:
    """A TCP connection; an end is an instance's name or an address."""
    return Flow(_end(source), _end(target), Protocol.TCP, port, source_port)


def client(rng: Random) -> str:
    """An address on the internet, of those kept for documentation (RFC 5737)."""
    return f"198.51.100.{rng.randint(2, 250)}"


def public(rng: Random) -> str:
    """A public address of ours, of another block for documentation."""
    return f"203.0.113.{rng.randint(2, 99)}"


def ephemeral(rng: Random) -> int:
    """A port that a client's operating system picks; Windows and Linux both use these."""
    return rng.randint(49152, 60999)


def _peer(text: str) -> IPv4Network | ListPeer:
    return ListPeer(text.removeprefix("pl-")) if text.startswith("pl-") else block(text)


def _ports(text: str) -> Ports:
    first, _, last = text.partition("-")
    return Ports(int(first), int(last or first))


def _end(text: str) -> str | IPv4Address:
    return IPv4Address(text) if text[0].isdigit() else text
