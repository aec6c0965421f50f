"""The sections of a scenario file, each to the parts of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import (
    DEFAULT,
    MAIN,
    Acl,
    AclRule,
    Attachment,
    Bpa,
    GatewayEndpoint,
    Group,
    GroupRule,
    Interface,
    InterfaceEndpoint,
    Kind,
    Peering,
    Protocol,
    RegionalNat,
    Route,
    Subnet,
    Table,
    Tgw,
    TgwRoute,
    Vpc,
    ZonalNat,
)
from awsprep.bank import scenario_values as values
from awsprep.bank.fields import Fields, found
from awsprep.bank.nodes import shown

if TYPE_CHECKING:
    from awsprep.aws.vpc_parts import Block
    from awsprep.bank.scenario_values import Names

_BPA = {mode.value: mode for mode in Bpa}
_RULE_NUMBERS = range(1, 32767)


def vpc(names: Names, fields: Fields, name: str) -> Vpc | None:
    """`{cidrs: [10.0.0.0/16], igw: true, bpa: off}`."""
    del names
    fields.only(("cidrs", "igw", "bpa"))
    cidrs = _blocks(fields, "cidrs", "cidrs: [10.0.0.0/16]")
    bpa = fields.one_of("bpa", _BPA, "", {"block-ingress": "ingress", "block-bidirectional": "bidirectional"})
    return Vpc(name, cidrs, fields.flag("igw"), bpa or Bpa.OFF) if cidrs else None


def subnet(names: Names, fields: Fields, name: str) -> Subnet | None:
    """`{vpc: main, az: a, cidr: 10.0.1.0/24, routes: public, acl: tight}`."""
    fields.only(("vpc", "az", "cidr", "cidr6", "routes", "acl"), {"zone": "az", "route_table": "routes"})
    home = names.name(fields, "vpc", "vpcs", "vpc: main")
    zone = fields.text("az", "az: a")
    cidr = values.block4(fields, "cidr", "cidr: 10.0.1.0/24")
    cidr6 = values.block6(fields, "cidr6")
    table = names.name(fields, "routes", "route_tables", "", (MAIN,)) or MAIN
    acl = names.name(fields, "acl", "acls", "", (DEFAULT,)) or DEFAULT
    return Subnet(name, home, zone, cidr, cidr6, table, acl) if home and zone and cidr else None


def table(names: Names, fields: Fields, name: str) -> Table | None:
    """`{vpc: main, routes: [{to: 0.0.0.0/0, via: igw}]}`."""
    fields.only(("vpc", "routes"))
    home = names.name(fields, "vpc", "vpcs", "vpc: main")
    routes = [_route(names, row) for row in _rows(fields, "routes", "route", "- {to: 0.0.0.0/0, via: igw}")]
    return Table(name, home, tuple(route for route in routes if route)) if home else None


def acl(names: Names, fields: Fields, name: str) -> Acl | None:
    """`{in: [{rule: 100, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}], out: []}`."""
    if name == DEFAULT:
        fields.page.error("bad-name", fields.where, '"default" allows all in every VPC', "give this ACL another name")
    fields.only(("in", "out"), {"inbound": "in", "outbound": "out", "ingress": "in", "egress": "out"})
    return Acl(name, _acl_rules(names, fields, "in"), _acl_rules(names, fields, "out"))


def group(names: Names, fields: Fields, name: str) -> Group | None:
    """`{in: [{protocol: tcp, ports: 443, peer: 0.0.0.0/0}], out: [{protocol: all, peer: 0.0.0.0/0}]}`."""
    fields.only(("in", "out"), {"inbound": "in", "outbound": "out", "ingress": "in", "egress": "out"})
    for key in ("in", "out"):
        if key not in fields.entries:
            fields.missing(key, f"{key}: [] for none, or rules")
    return Group(name, _group_rules(names, fields, "in"), _group_rules(names, fields, "out"))


def interface(names: Names, fields: Fields, name: str) -> Interface | None:
    """`{subnet: public-a, ip: 10.0.1.10, public: 203.0.113.10, groups: [web]}`."""
    known = ("subnet", "ip", "public", "groups", "ip6", "source_dest_check")
    fields.only(known, {"eip": "public", "public_ip": "public", "private_ip": "ip", "security_groups": "groups"})
    home = names.name(fields, "subnet", "subnets", "subnet: public-a")
    ip = values.address4(fields, "ip", "ip: 10.0.1.10")
    groups = names.names(fields, "groups", "groups", "groups: [web]")
    public, ip6 = values.address4(fields, "public"), values.address6(fields, "ip6")
    check = values.flag(fields, "source_dest_check", default=True)
    if not home or ip is None or groups is None:
        return None
    return Interface(name, home, ip, groups, public, ip6, check)


def nat(names: Names, fields: Fields, name: str) -> ZonalNat | RegionalNat | None:
    """`{subnet: S, public: IP}`, or `{regional: true, vpc: V, azs: [a, b]}`."""
    if not fields.flag("regional"):
        fields.only(("regional", "subnet", "public"))
        home = names.name(fields, "subnet", "subnets", "subnet: public-a")
        public = values.address4(fields, "public", "public: 203.0.113.20")
        return ZonalNat(name, home, public) if home and public else None
    fields.only(("regional", "vpc", "azs"))
    home = names.name(fields, "vpc", "vpcs", "vpc: main")
    zones = fields.texts("azs", "azs: [a, b]")
    return RegionalNat(name, home, zones) if home else None


def peering(names: Names, fields: Fields, name: str) -> Peering | None:
    """`{vpcs: [one, two]}`."""
    fields.only(("vpcs",))
    vpcs = names.names(fields, "vpcs", "vpcs", "vpcs: [one, two]")
    if vpcs is None:
        return None
    if len(set(vpcs)) != 2 or len(vpcs) != 2:
        hint = "write vpcs: [one, two]"
        fields.page.error("bad-peering", fields.get("vpcs"), f"{fields.name} connects two different VPCs", hint)
        return None
    return Peering(name, (vpcs[0], vpcs[1]))


def tgw(names: Names, fields: Fields, name: str) -> Tgw | None:
    """`{attachments: [{vpc: V, subnets: [S]}], routes: [{to: CIDR, via: V}]}`."""
    fields.only(("attachments", "routes"))
    attachments: list[Attachment] = []
    for row in _rows(fields, "attachments", "attachment", "- {vpc: main, subnets: [private-a]}"):
        row.only(("vpc", "subnets", "associated", "propagates"), {"propagated": "propagates"})
        home = names.name(row, "vpc", "vpcs", "vpc: main")
        subnets = names.names(row, "subnets", "subnets", "subnets: [private-a]")
        associated = values.flag(row, "associated", default=True)
        if home in {one.vpc for one in attachments}:
            row.page.error("duplicate-name", row.get("vpc"), f"{row.name}: {home} is attached already", "keep one")
        elif home and subnets is not None:
            attachments.append(Attachment(home, subnets, associated, row.flag("propagates")))
    routes = [_tgw_route(names, row) for row in _rows(fields, "routes", "route", "- {to: 10.1.0.0/16, via: main}")]
    return Tgw(name, tuple(attachments), tuple(route for route in routes if route))


def endpoint(names: Names, fields: Fields, name: str) -> GatewayEndpoint | InterfaceEndpoint | None:
    """`{type: gateway, service: s3, vpc: V}`, or `{type: interface, service: sqs, subnet: S, ip: IP, groups: [G]}`."""
    kind = fields.text("type", "type: gateway, or type: interface")
    if kind == "gateway":
        fields.only(("type", "service", "vpc"))
        home = names.name(fields, "vpc", "vpcs", "vpc: main")
        service = fields.text("service", "service: s3")
        return GatewayEndpoint(name, service, home) if home and service else None
    if kind == "interface":
        fields.only(("type", "service", "subnet", "ip", "groups"))
        home = names.name(fields, "subnet", "subnets", "subnet: private-a")
        service = fields.text("service", "service: sqs")
        ip = values.address4(fields, "ip", "ip: 10.0.1.50")
        groups = names.names(fields, "groups", "groups", "groups: [endpoints]")
        if home and service and ip and groups is not None:
            return InterfaceEndpoint(name, service, home, ip, groups)
    elif kind:
        message = f'{fields.name}: type "{shown(kind)}" is not known'
        fields.page.error("unknown-value", fields.get("type"), message, "one of: gateway, interface")
    return None


def prefix_list(fields: Fields, name: str) -> tuple[Block, ...]:
    """`s3: [3.5.0.0/19]`."""
    return _blocks(fields, name, "")


def _route(names: Names, row: Fields) -> Route | None:
    row.only(("to", "via", "propagated"))
    to, via, propagated = values.destination(names, row), values.via(names, row), row.flag("propagated")
    if to is None or via is None:
        return None
    page, at = row.page, row.get("via")
    if propagated and via.kind is not Kind.VGW:
        hint = "only a virtual private gateway propagates routes: via: vgw"
        page.error("bad-target", row.get("propagated"), f"{row.name}: a route via {via} is not propagated", hint)
    version = getattr(to, "version", 0)
    if version == 6 and via.kind is Kind.NAT:
        page.error("bad-target", at, f"{row.name}: a NAT gateway is for IPv4 here", "IPv6 leaves through eigw or igw")
    if version == 4 and via.kind is Kind.EIGW:
        page.error(
            "bad-target", at, f"{row.name}: an egress-only gateway is for IPv6", "IPv4 leaves through nat or igw"
        )
    return Route(to, via, propagated)


def _tgw_route(names: Names, row: Fields) -> TgwRoute | None:
    row.only(("to", "via"))
    via = names.name(row, "via", "vpcs", "via: main, or via: blackhole", ("blackhole",))
    node = row.get("to")
    if node is None:
        row.missing("to", "to: 10.1.0.0/16")
        return None
    to = values.block(row.page, node, f"{row.name}: to")
    return TgwRoute(to, None if via == "blackhole" else via) if to and via else None


def _acl_rules(names: Names, fields: Fields, key: str) -> tuple[AclRule, ...]:
    rules: list[AclRule] = []
    for row in _rows(fields, key, "rule", "- {rule: 100, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}"):
        row.only(("rule", "action", "protocol", "ports", "peer"), {"number": "rule", "cidr": "peer"})
        number, action = _rule_number(row), _action(row)
        protocol = values.protocol(row, tuple(Protocol))
        ports, peer = values.ports(row, protocol), values.peer(names, row, groups=False)
        if number in {rule.number for rule in rules}:
            row.page.error("duplicate-name", row.get("rule"), f"rule {number} is here twice", "give it another number")
        if number and action is not None and protocol and peer is not None and not isinstance(peer, tuple):
            rules.append(AclRule(number, action, protocol, ports, peer))
    return tuple(rules)


def _rule_number(row: Fields) -> int:
    node = row.get("rule")
    if node is None:
        row.missing("rule", "rule: 100")
        return 0
    if isinstance(node.value, int) and not isinstance(node.value, bool) and node.value in _RULE_NUMBERS:
        return node.value
    row.page.error("bad-rule", node, f"{row.name}: a rule's number cannot be {found(node)}", "write 1 to 32766")
    return 0


def _action(row: Fields) -> bool | None:
    action = row.text("action", "action: allow, or action: deny")
    if action not in {"allow", "deny", ""}:
        message = f'{row.name}: action "{shown(action)}" is not known'
        row.page.error("unknown-value", row.get("action"), message, "one of: allow, deny")
    return {"allow": True, "deny": False}.get(action)


def _group_rules(names: Names, fields: Fields, key: str) -> tuple[GroupRule, ...]:
    rules = []
    for row in _rows(fields, key, "rule", "- {protocol: tcp, ports: 443, peer: 0.0.0.0/0}"):
        hint = {"cidr": "peer", "source": "peer", "destination": "peer"}
        row.only(("protocol", "ports", "peer"), hint)
        protocol = values.protocol(row, tuple(Protocol))
        ports, peer = values.ports(row, protocol), values.peer(names, row, groups=True)
        if protocol and peer is not None:
            rules.append(GroupRule(protocol, ports, peer))
    return tuple(rules)


def _rows(fields: Fields, key: str, singular: str, example: str) -> list[Fields]:
    """The mappings of a list that may be absent or empty, each with a name: `acl tight: in: rule 2`."""
    node = fields.get(key)
    if node is None or node.value is None:
        return []
    rows = list(fields.each(key, singular, example))
    for row in rows:
        row.name = f"{fields.name}: {row.name}"
    return rows


def _blocks(fields: Fields, key: str, example: str) -> tuple[Block, ...]:
    nodes = fields.list(key, example)
    if example and not nodes and isinstance(getattr(fields.get(key), "value", None), list):
        fields.page.error("empty", fields.get(key), f"{fields.name}: {key} is an empty list", f"write {example}")
    blocks = [values.block(fields.page, node, f"an entry of {key}") for node in nodes]
    return tuple(block for block in blocks if block is not None)
