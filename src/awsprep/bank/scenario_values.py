"""The small values of a scenario file: addresses, blocks, ports, targets, names of other parts.

Each reader takes a mapping and a key, gives a usable value or None, and reports what is wrong with the given one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import EVERY_PORT, GroupPeer, Kind, ListPeer, Ports, Protocol, Target
from awsprep.bank.fields import Fields, as_text, found
from awsprep.bank.nodes import shown
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.aws.vpc_parts import Address, Block
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)

_RANGE = re.compile(r"([0-9]{1,5})-([0-9]{1,5})", re.ASCII)
_NAMED = {
    Kind.NAT: "nats",
    Kind.PCX: "peerings",
    Kind.TGW: "tgws",
    Kind.VPCE: "endpoints",
    Kind.ENI: "interfaces",
}
_ALONE = ("igw", "eigw", "vgw", "blackhole")


@dataclass(slots=True)
class Names:
    """The names in each section of a file, so that a reference can be checked before its target is read."""

    page: Page
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def refer(self, node: Node, section: str, name: str, also: tuple[str, ...] = ()) -> bool:
        """Whether a section has a name; else it is reported, with the one that was probably meant."""
        known = (*also, *self.known.get(section, ()))
        if name in known:
            return True
        hint = did_you_mean(name, known) if known else f"add it to {section}"
        self.page.error("unknown-name", node, f'there is no "{shown(name)}" in {section}', hint)
        return False

    def name(self, fields: Fields, key: str, section: str, example: str, also: tuple[str, ...] = ()) -> str:
        """The name of a part that there is; "" where it is absent or wrong."""
        name = fields.text(key, example)
        node = fields.get(key)
        return name if name and node is not None and self.refer(node, section, name, also) else ""

    def names(self, fields: Fields, key: str, section: str, example: str) -> tuple[str, ...] | None:
        """The names of parts that there are; None where the list is absent or one of them is wrong."""
        if key not in fields.entries:
            fields.missing(key, example)
            return None
        before = self.page.errors
        nodes = fields.list(key, of_texts=True)
        names = [name for node in nodes if (name := as_text(self.page, node, f"{fields.name}: an entry of {key}"))]
        for name, node in zip(names, nodes, strict=False):
            self.refer(node, section, name)
        return tuple(names) if self.page.errors == before else None


def block(page: Page, node: Node, called: str) -> Block | None:
    """A CIDR block."""
    text = as_text(page, node, called)
    if not text:
        return None
    try:
        return ip_network(text)
    except ValueError:
        hint = "write it like 10.0.0.0/16"
        with suppress(ValueError):
            hint = f"did you mean {ip_network(text, strict=False)}?"
        page.error("bad-cidr", node, f'{called}: "{shown(text)}" is not a CIDR block', hint)
        return None


def address(page: Page, node: Node, called: str) -> Address | None:
    """An IP address."""
    text = as_text(page, node, called)
    if not text:
        return None
    try:
        return ip_address(text)
    except ValueError:
        page.error("bad-address", node, f'{called}: "{shown(text)}" is not an IP address', "write it like 10.0.1.10")
        return None


def address4(fields: Fields, key: str, example: str = "") -> IPv4Address | None:
    """An IPv4 address; with an example it is required."""
    value = _address_at(fields, key, example)
    if isinstance(value, IPv6Address):
        fields.page.error(
            "bad-address", fields.get(key), f"{fields.name}: {key} is an IPv4 address", "IPv6 goes in ip6"
        )
        return None
    return value


def address6(fields: Fields, key: str) -> IPv6Address | None:
    """An IPv6 address, if there is one."""
    value = _address_at(fields, key, "")
    if isinstance(value, IPv4Address):
        fields.page.error("bad-address", fields.get(key), f"{fields.name}: {key} is an IPv6 address", "IPv4 goes in ip")
        return None
    return value


def block4(fields: Fields, key: str, example: str) -> IPv4Network | None:
    """An IPv4 block, required."""
    value = _block_at(fields, key, example)
    if isinstance(value, IPv6Network):
        fields.page.error("bad-cidr", fields.get(key), f"{fields.name}: {key} is an IPv4 block", "IPv6 goes in cidr6")
        return None
    return value


def block6(fields: Fields, key: str) -> IPv6Network | None:
    """An IPv6 block, if there is one."""
    value = _block_at(fields, key, "")
    if isinstance(value, IPv4Network):
        fields.page.error("bad-cidr", fields.get(key), f"{fields.name}: {key} is an IPv6 block", "IPv4 goes in cidr")
        return None
    return value


def peer(names: Names, fields: Fields, *, groups: bool) -> Block | GroupPeer | ListPeer | None:
    """Who is at the other end of a rule: a block, and in a security group also `group/NAME` or `pl/NAME`."""
    text = fields.text("peer", "peer: 0.0.0.0/0")
    node = fields.get("peer")
    if not text or node is None:
        return None
    kind, slash, name = text.partition("/")
    if slash and kind in {"group", "pl"}:
        if not groups:
            hint = "a network ACL knows CIDR blocks only"
            fields.page.error("bad-peer", node, f"{fields.name}: {shown(text)} is no peer of a network ACL", hint)
            return None
        section = "groups" if kind == "group" else "prefix_lists"
        if not names.refer(node, section, name):
            return None
        return GroupPeer(name) if kind == "group" else ListPeer(name)
    return block(fields.page, node, f"{fields.name}: peer")


def destination(names: Names, fields: Fields) -> Block | ListPeer | None:
    """Where a route goes to: a block or `pl/NAME`."""
    text = fields.text("to", "to: 0.0.0.0/0")
    node = fields.get("to")
    if not text or node is None:
        return None
    if text.startswith("pl/"):
        return ListPeer(text[3:]) if names.refer(node, "prefix_lists", text[3:]) else None
    return block(fields.page, node, f"{fields.name}: to")


def via(names: Names, fields: Fields) -> Target | None:
    """A route's target."""
    text = fields.text("via", "via: igw")
    node = fields.get("via")
    if not text or node is None:
        return None
    kind, slash, name = text.partition("/")
    if not slash and text in _ALONE:
        return Target(Kind(text))
    if slash and kind in _NAMED:
        return Target(Kind(kind), name) if names.refer(node, _NAMED[Kind(kind)], name) else None
    hint = f"one of: {', '.join(_ALONE)}, {', '.join(f'{kind}/NAME' for kind in _NAMED)}"
    if text == "local":
        hint = "leave it out: every table has it"
    fields.page.error("bad-target", node, f'{fields.name}: via "{shown(text)}" is no target', hint)
    return None


def protocol(fields: Fields, members: tuple[Protocol, ...]) -> Protocol | None:
    """A protocol."""
    names = {member.value: member for member in members}
    return fields.one_of("protocol", names, "protocol: tcp", {"-1": "all", "any": "all", "icmpv6": "icmp"})


def ports(fields: Fields, protocol: Protocol | None) -> Ports | None:
    """A rule's ports: a number, a range, `all`; None where the protocol has none, or they are wrong."""
    node = fields.get("ports")
    if protocol not in {Protocol.TCP, Protocol.UDP}:
        if node is not None and node.value != "all" and protocol is not None:
            hint = "remove it"
            fields.page.error("misplaced-key", fields.key("ports"), f"{fields.name}: {protocol} has no ports", hint)
        return None
    if node is None:
        fields.missing("ports", "ports: 443, ports: 1024-65535 or ports: all")
        return None
    value = node.value
    if value == "all":
        return EVERY_PORT
    if isinstance(value, int) and not isinstance(value, bool):
        first = last = value
    elif isinstance(value, str) and (match := _RANGE.fullmatch(value)):
        first, last = int(match[1]), int(match[2])
    else:
        first, last = 1, 0
    if 0 <= first <= last <= EVERY_PORT.last:
        return Ports(first, last)
    hint = "write 443, 1024-65535 or all"
    fields.page.error("bad-ports", node, f"{fields.name}: ports cannot be {found(node)}", hint)
    return None


def port(fields: Fields, key: str) -> int | None:
    """A single port, if there is one."""
    node = fields.get(key)
    if node is None:
        return None
    if isinstance(node.value, int) and not isinstance(node.value, bool) and 0 <= node.value <= EVERY_PORT.last:
        return node.value
    fields.page.error("bad-ports", node, f"{fields.name}: {key} cannot be {found(node)}", "write a number like 443")
    return None


def flag(fields: Fields, key: str, *, default: bool) -> bool:
    """True or false; absent is the default."""
    return fields.flag(key) if key in fields.entries else default


def named(page: Page, fields: Fields, section: str, singular: str) -> Iterator[tuple[str, Fields]]:
    """The parts of a section by name: `web-1`, and its fields, which messages call `interface web-1`."""
    for name, (key, node) in mapping(page, fields, section).items():
        if not NAME.fullmatch(name):
            page.error("bad-name", key, f'"{shown(name)}" is no name', 'write letters, digits, "-", "_" or "."')
        elif not isinstance(node.value, dict):
            page.error(
                "wrong-type", node, f"{singular} {name} must be a mapping, found {found(node)}", "write {key: value}"
            )
        else:
            part = Fields(page, node, f"{singular} {name}")
            part.where = key
            yield name, part


def mapping(page: Page, fields: Fields, section: str) -> dict[str, tuple[Node, Node]]:
    """The entries of a section; an absent or empty one has none."""
    node = fields.get(section)
    if node is None or node.value is None:
        return {}
    if not isinstance(node.value, dict):
        page.error("wrong-type", node, f"{section} must be a mapping, found {found(node)}", "write NAME: {key: value}")
        return {}
    return node.value


def _address_at(fields: Fields, key: str, example: str) -> Address | None:
    node = fields.get(key)
    if node is None:
        if example:
            fields.missing(key, example)
        return None
    return address(fields.page, node, f"{fields.name}: {key}")


def _block_at(fields: Fields, key: str, example: str) -> Block | None:
    node = fields.get(key)
    if node is None:
        if example:
            fields.missing(key, example)
        return None
    return block(fields.page, node, f"{fields.name}: {key}")
