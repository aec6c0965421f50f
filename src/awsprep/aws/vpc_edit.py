"""Changes to a network: each gives a new network, with a line that says what was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.aws.vpc_filter import acl_rule_text, group_rule_text
from awsprep.aws.vpc_parts import (
    Acl,
    AclRule,
    GroupRule,
    Interface,
    InterfaceEndpoint,
    Peering,
    Protocol,
    Route,
    Table,
)

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Subnet


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a fix: `add`, `set` or `remove`, at a name, which check it concerns, and the rule."""

    change: str
    where: str
    check: str
    rule: str

    def __str__(self) -> str:
        sign = {"add": "+", "set": "~", "remove": "-"}[self.change]
        return f"{sign} {self.where} {self.check} {self.rule}"


class Edit(NamedTuple):
    """A change and the network that it makes."""

    change: Change
    network: Network


def put(network: Network, section: str, name: Any, part: Any) -> Network:
    """The network with one part of a section added or replaced: `put(network, "vpcs", "main", vpc)`."""
    return replace(network, **{section: {**getattr(network, section), name: part}})


def without(network: Network, section: str, name: Any) -> Network:
    """The network without one part of a section."""
    return replace(network, **{section: {key: part for key, part in getattr(network, section).items() if key != name}})


def add_acl_rule(network: Network, name: str, rule: AclRule, *, inbound: bool) -> Edit:
    """A rule more in a network ACL."""
    acl = network.acls[name]
    rules = (*(acl.inbound if inbound else acl.outbound), rule)
    change = Change("add", name, "inbound" if inbound else "outbound", acl_rule_text(rule, inbound=inbound))
    return Edit(change, put(network, "acls", name, _with_rules(acl, rules, inbound=inbound)))


def remove_acl_rule(network: Network, name: str, rule: AclRule, *, inbound: bool) -> Edit:
    """A rule less in a network ACL."""
    acl = network.acls[name]
    rules = tuple(one for one in (acl.inbound if inbound else acl.outbound) if one != rule)
    change = Change("remove", name, "inbound" if inbound else "outbound", acl_rule_text(rule, inbound=inbound))
    return Edit(change, put(network, "acls", name, _with_rules(acl, rules, inbound=inbound)))


def own_acl(network: Network, subnet: Subnet) -> Edit:
    """A network ACL of its own for a subnet, with the rules of the default one, under a name that is free."""
    names = (f"{subnet.name}-acl{number}" for number in ("", *range(2, len(network.acls) + 3)))
    name = next(one for one in names if one not in network.acls)
    every = [(100, ip_network("0.0.0.0/0")), (101, ip_network("::/0"))]
    rules = tuple(AclRule(number, True, Protocol.ALL, None, block) for number, block in every)  # noqa: FBT003
    guarded = put(network, "acls", name, Acl(name, rules, rules))
    return Edit(
        Change("set", subnet.name, "ACL", name), put(guarded, "subnets", subnet.name, replace(subnet, acl=name))
    )


def add_group_rule(network: Network, name: str, rule: GroupRule, *, inbound: bool) -> Edit:
    """A rule more in a security group."""
    group = network.groups[name]
    grown = (
        replace(group, inbound=(*group.inbound, rule)) if inbound else replace(group, outbound=(*group.outbound, rule))
    )
    change = Change("add", name, "ingress" if inbound else "egress", group_rule_text(rule, inbound=inbound))
    return Edit(change, put(network, "groups", name, grown))


def attach_group(network: Network, holder: Interface | InterfaceEndpoint, name: str) -> Edit:
    """A security group more at an interface or endpoint."""
    section = "interfaces" if isinstance(holder, Interface) else "endpoints"
    grown = replace(holder, groups=(*holder.groups, name))
    return Edit(Change("add", holder.name, "groups", name), put(network, section, holder.name, grown))


def set_route(network: Network, key: tuple[str, str], route: Route) -> Edit:
    """A route in a table (by VPC and name), in place of the one to the same destination, if there is one."""
    table = network.tables.get(key) or Table(key[1], key[0])
    others = tuple(one for one in table.routes if one.to != route.to)
    word = "add" if len(others) == len(table.routes) else "set"
    change = Change(word, key[1], "route", f"{route.to} via {route.via}")
    return Edit(change, put(network, "tables", key, replace(table, routes=(*others, route))))


def remove_route(network: Network, key: tuple[str, str], route: Route) -> Edit:
    """A table without one of its routes."""
    table = network.tables[key]
    kept = tuple(one for one in table.routes if one != route)
    change = Change("remove", key[1], "route", f"{route.to} via {route.via}")
    return Edit(change, put(network, "tables", key, replace(table, routes=kept)))


def add_peering(network: Network, one: str, two: str) -> Edit:
    """A peering connection between two VPCs, named after them."""
    name = f"{one}-{two}"
    return Edit(
        Change("add", name, "peering", f"{one} and {two}"), put(network, "peerings", name, Peering(name, (one, two)))
    )


def associate(network: Network, subnet: Subnet, table: str) -> Edit:
    """A subnet with another route table."""
    change = Change("set", subnet.name, "route table", table)
    return Edit(change, put(network, "subnets", subnet.name, replace(subnet, table=table)))


def alter(network: Network, section: str, name: str, check: str, **values: Any) -> Edit:
    """A part with other values of some fields: `alter(network, "vpcs", "main", "internet gateway", igw=True)`."""
    part = replace(getattr(network, section)[name], **values)
    rule = ", ".join(_shown(value) for value in values.values())
    return Edit(Change("set", name, check, rule), put(network, section, name, part))


def _with_rules(acl: Acl, rules: tuple[AclRule, ...], *, inbound: bool) -> Acl:
    return replace(acl, inbound=rules) if inbound else replace(acl, outbound=rules)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
