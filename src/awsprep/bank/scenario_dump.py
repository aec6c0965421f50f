"""A scenario as the plain values of its file, and as that file's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from awsprep.aws.vpc_parts import DEFAULT, EVERY_PORT, MAIN, Bpa, GatewayEndpoint, Kind, Protocol, RegionalNat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import (
        AclRule,
        Attachment,
        GroupRule,
        Interface,
        InterfaceEndpoint,
        Ports,
        Route,
        Subnet,
        Tgw,
        Vpc,
        ZonalNat,
    )
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.bank.scenario import Scenario

WIDEST = 110
"""Columns of a line that holds a whole part; a longer one is broken down."""

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*|[0-9]+(?:\.[0-9]+){3}(?:/[0-9]+)?|[0-9]+-[0-9]+", re.ASCII)
_SENTENCE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'()/-]*[A-Za-z0-9.)]", re.ASCII)
_OTHER_VALUES = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some YAML readers take for other values than text."""


def dump(scenario: Scenario, verdict: Verdict | None = None) -> str:
    """The text of a scenario file, which reads back as the same scenario; with a verdict, that is what it expects."""
    values = plain(scenario)
    if verdict is not None:
        values["expect"] = {"verdict": verdict.word}
        if not verdict.delivered:
            values["expect"] |= {"leg": str(verdict.leg), "code": str(verdict.code), "at": verdict.at}
    title = str(values["title"])
    said = _SENTENCE.fullmatch(title) and title.lower() not in _OTHER_VALUES
    lines = [f"scenario: {_scalar(scenario.name)}", f"title: {title if said else _quoted(title)}"]
    for section, value in values.items():
        if section not in {"scenario", "title"}:
            lines += _lines(f"{section}: ", value, "")
    return "\n".join(lines) + "\n"


def plain(scenario: Scenario) -> dict[str, Any]:
    """The values that a scenario's file holds, without what may be left out."""
    network = scenario.network
    tables = table_names(network)
    sections: dict[str, dict[str, Any]] = {
        "vpcs": {name: _vpc(vpc) for name, vpc in network.vpcs.items()},
        "subnets": {name: _subnet(subnet, tables) for name, subnet in network.subnets.items()},
        "route_tables": {
            tables[key]: {"vpc": table.vpc, "routes": [_route(row) for row in table.routes]}
            for key, table in network.tables.items()
        },
        "acls": {
            name: {"in": [*map(_acl_rule, acl.inbound)], "out": [*map(_acl_rule, acl.outbound)]}
            for name, acl in network.acls.items()
        },
        "groups": {
            name: {"in": [*map(_group_rule, group.inbound)], "out": [*map(_group_rule, group.outbound)]}
            for name, group in network.groups.items()
        },
        "interfaces": {name: _interface(nic) for name, nic in network.interfaces.items()},
        "prefix_lists": {name: _texts(blocks) for name, blocks in network.prefix_lists.items()},
        "nats": {name: _nat(nat) for name, nat in network.nats.items()},
        "peerings": {name: {"vpcs": list(peering.vpcs)} for name, peering in network.peerings.items()},
        "tgws": {name: _tgw(tgw) for name, tgw in network.tgws.items()},
        "endpoints": {name: _endpoint(endpoint) for name, endpoint in network.endpoints.items()},
    }
    held = {section: parts for section, parts in sections.items() if parts}
    return {"scenario": scenario.name, "title": scenario.title, **held, "flow": flow_values(scenario.flow)}


def flow_values(flow: Flow) -> dict[str, Any]:
    """`{from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}`."""
    ports = {"port": flow.port, "source_port": flow.source_port}
    ends = {"from": str(flow.source), "to": str(flow.target), "protocol": str(flow.protocol)}
    return ends | {key: port for key, port in ports.items() if port is not None}


def table_names(network: Network) -> dict[tuple[str, str], str]:
    """The keys of the route tables. A file can write down one `main` table, so that of another VPC gets a name."""
    names: dict[tuple[str, str], str] = {}
    for vpc, name in network.tables:
        free = (f"{name}-{vpc}{more}" for more in ("", *range(2, len(network.tables) + 2)))
        taken = {*names.values(), *(other for _, other in network.tables)}
        names[vpc, name] = name if name not in names.values() else next(one for one in free if one not in taken)
    return names


def _vpc(vpc: Vpc) -> dict[str, Any]:
    return _less({"cidrs": _texts(vpc.cidrs), "igw": vpc.igw, "bpa": str(vpc.bpa)}, {"igw": False, "bpa": Bpa.OFF})


def _subnet(subnet: Subnet, tables: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    values = {
        "vpc": subnet.vpc,
        "az": subnet.zone,
        "cidr": str(subnet.cidr),
        "cidr6": subnet.cidr6 and str(subnet.cidr6),
        "routes": tables.get((subnet.vpc, subnet.table), subnet.table),
        "acl": subnet.acl,
    }
    return _less(values, {"cidr6": None, "routes": MAIN, "acl": DEFAULT})


def _route(route: Route) -> dict[str, Any]:
    return _less({"to": str(route.to), "via": str(route.via), "propagated": route.propagated}, {"propagated": False})


def _acl_rule(rule: AclRule) -> dict[str, Any]:
    return {"rule": rule.number, "action": "allow" if rule.allow else "deny", **_matched(rule), "peer": str(rule.peer)}


def _group_rule(rule: GroupRule) -> dict[str, Any]:
    return {**_matched(rule), "peer": str(rule.peer)}


def _matched(rule: AclRule | GroupRule) -> dict[str, Any]:
    values: dict[str, Any] = {"protocol": str(rule.protocol)}
    return values | ({"ports": _ports(rule.ports)} if rule.ports and rule.protocol is not Protocol.ALL else {})


def _ports(ports: Ports) -> int | str:
    if ports == EVERY_PORT:
        return "all"
    return ports.first if ports.first == ports.last else str(ports)


def _interface(nic: Interface) -> dict[str, Any]:
    values = {
        "subnet": nic.subnet,
        "ip": str(nic.ip),
        "public": nic.public and str(nic.public),
        "ip6": nic.ip6 and str(nic.ip6),
        "groups": list(nic.groups),
        "source_dest_check": nic.source_dest_check,
    }
    return _less(values, {"public": None, "ip6": None, "source_dest_check": True})


def _nat(nat: ZonalNat | RegionalNat) -> dict[str, Any]:
    if isinstance(nat, RegionalNat):
        return {"regional": True, "vpc": nat.vpc, "azs": list(nat.zones)}
    return {"subnet": nat.subnet, "public": str(nat.public)}


def _tgw(tgw: Tgw) -> dict[str, Any]:
    routes = [{"to": str(row.to), "via": row.via or str(Kind.BLACKHOLE)} for row in tgw.routes]
    return _less({"attachments": [*map(_attachment, tgw.attachments)], "routes": routes}, {"routes": []})


def _attachment(one: Attachment) -> dict[str, Any]:
    values = {"vpc": one.vpc, "subnets": list(one.subnets), "associated": one.associated, "propagates": one.propagates}
    return _less(values, {"associated": True, "propagates": False})


def _endpoint(endpoint: GatewayEndpoint | InterfaceEndpoint) -> dict[str, Any]:
    if isinstance(endpoint, GatewayEndpoint):
        return {"type": "gateway", "service": endpoint.service, "vpc": endpoint.vpc}
    at = {"subnet": endpoint.subnet, "ip": str(endpoint.ip), "groups": list(endpoint.groups)}
    return {"type": "interface", "service": endpoint.service, **at}


def _texts(values: Iterable[object]) -> list[str]:
    return [str(value) for value in values]


def _less(values: dict[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not what a file means without them."""
    return {key: value for key, value in values.items() if key not in defaults or value != defaults[key]}


# --- text ------------------------------------------------------------------------------------------------------


def _lines(head: str, value: Any, indent: str) -> list[str]:
    """A value after its key, on one line where it fits, else an entry a line; sections always have one a line."""
    whole = f"{indent}{head}{_inline(value)}"
    if isinstance(value, dict) and (len(whole) > WIDEST or (not indent and len(value) > 1 and _deep(value))):
        inner = indent + "  "
        return [
            f"{indent}{head}".rstrip(),
            *(line for key in value for line in _lines(f"{_scalar(key)}: ", value[key], inner)),
        ]
    if isinstance(value, list) and len(whole) > WIDEST:
        return [f"{indent}{head}".rstrip(), *(f"{indent}  - {_inline(row)}" for row in value)]
    return [whole]


def _deep(value: dict[str, Any]) -> bool:
    return any(isinstance(child, dict) for child in value.values())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_inline(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value)


def _scalar(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value if _SAFE.fullmatch(value) and value.lower() not in _OTHER_VALUES else _quoted(value)


def _quoted(text: str) -> str:
    """Text in double quotes, as YAML 1.2 reads them."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
