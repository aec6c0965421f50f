"""Scenario files: a virtual network, a flow through it, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_network import Network
from awsprep.aws.vpc_parts import Protocol
from awsprep.aws.vpc_verdict import Code, FlowError, Leg
from awsprep.bank import scenario_parts as parts
from awsprep.bank import scenario_values as values
from awsprep.bank.fields import Fields, found
from awsprep.bank.scenario_places import check_places
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.aws.vpc_parts import Address
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page


@dataclass(frozen=True, slots=True)
class Scenario:
    """A network with the flow that its file asks about."""

    name: str
    title: str
    network: Network
    flow: Flow


_SECTIONS: dict[str, tuple[str, Callable[[values.Names, Fields, str], Any]]] = {
    "vpcs": ("vpc", parts.vpc),
    "subnets": ("subnet", parts.subnet),
    "route_tables": ("route table", parts.table),
    "acls": ("acl", parts.acl),
    "groups": ("group", parts.group),
    "interfaces": ("interface", parts.interface),
    "nats": ("nat", parts.nat),
    "peerings": ("peering", parts.peering),
    "tgws": ("tgw", parts.tgw),
    "endpoints": ("endpoint", parts.endpoint),
}
_KEYS = ("scenario", "title", *_SECTIONS, "prefix_lists", "flow", "expect")
_EXPECTED: dict[str, tuple[str, ...]] = {
    "verdict": ("delivered", "blocked"),
    "leg": tuple(Leg),
    "code": tuple(Code),
    "at": (),
}
_PROTOCOLS = (Protocol.TCP, Protocol.UDP, Protocol.ICMP)


def scenario_of(page: Page, root: Node) -> Scenario | None:
    """A scenario file's scenario; None where it cannot be simulated, for reasons that are among the page's problems.

    Where the file says what to `expect` and the simulation answers otherwise, that is a problem, too.
    """
    fields = Fields(page, root)
    fields.only(_KEYS)
    name, title = fields.slug("scenario", "scenario: reply-blocked"), fields.text("title")
    network = network_of(page, root)
    flow = _flow(page, fields)
    verdict = _verdict(page, fields, network, flow) if network and flow else None
    if network is None or flow is None or verdict is None or not name:
        return None
    _expect(page, fields, verdict)
    return Scenario(name, title or name, network, flow)


def network_of(page: Page, root: Node) -> Network | None:
    """The network of a scenario file; None where something is wrong with it, which is then among the problems."""
    before = page.errors
    fields = Fields(page, root)
    sections = (*_SECTIONS, "prefix_lists")
    names = values.Names(page, {section: _keys(fields, section) for section in sections})
    network = _network(page, fields, names)
    if page.errors == before:
        check_places(page, fields, network)
    return network if page.errors == before else None


def _keys(fields: Fields, section: str) -> tuple[str, ...]:
    node = fields.get(section)
    return tuple(node.value) if node is not None and isinstance(node.value, dict) else ()


def _network(page: Page, fields: Fields, names: values.Names) -> Network:
    read: dict[str, dict[str, Any]] = {}
    for section, (singular, make) in _SECTIONS.items():
        made = ((name, make(names, part, name)) for name, part in values.named(page, fields, section, singular))
        read[section] = {name: part for name, part in made if part is not None}
    lists = values.mapping(page, fields, "prefix_lists")
    at = fields.get("prefix_lists")
    holder = Fields(page, at, "prefix_lists") if at is not None else fields
    tables = {(table.vpc, name): table for name, table in read.pop("route_tables").items()}
    return Network(tables=tables, prefix_lists={name: parts.prefix_list(holder, name) for name in lists}, **read)


def _flow(page: Page, fields: Fields) -> Flow | None:
    before = page.errors
    node = fields.get("flow")
    if node is None or not isinstance(node.value, dict):
        example = "flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}"
        if node is None:
            fields.missing("flow", example)
        else:
            page.error("wrong-type", node, f"flow must be a mapping, found {found(node)}", f"write {example}")
        return None
    flow = Fields(page, node, "flow")
    flow.where = fields.key("flow")
    flow.only(("from", "to", "protocol", "port", "source_port"), {"source": "from", "destination": "to"})
    ends = [end_of(flow.text(key, f"{key}: web-1")) for key in ("from", "to")]
    protocol = values.protocol(flow, _PROTOCOLS)
    ports = [values.port(flow, key) for key in ("port", "source_port")]
    if protocol is Protocol.ICMP:
        for key in ("port", "source_port"):
            if key in flow.entries:
                page.error("misplaced-key", flow.key(key), "flow: icmp has no ports", "remove it")
    return Flow(ends[0], ends[1], protocol, ports[0], ports[1]) if protocol and page.errors == before else None


def end_of(text: str) -> str | Address:
    """An end of a flow: an address where it reads as one, else a name."""
    try:
        return ip_address(text)
    except ValueError:
        return text


def _verdict(page: Page, fields: Fields, network: Network, flow: Flow) -> Verdict | None:
    try:
        return simulate(network, flow)
    except FlowError as error:
        asked = Fields(page, fields.entries["flow"][1])
        at = asked.get(error.part) or (
            fields.key("flow") if error.part == "port" else _device(page, fields, error.part)
        )
        page.error("bad-flow", at, str(error), error.hint)
        return None


def _device(page: Page, fields: Fields, device: str) -> Node:
    """The key of a device like `nat/a` in its section, else of the flow."""
    kind, _, name = device.partition("/")
    section = {"nat": "nats", "eni": "interfaces"}.get(kind, "")
    entry = values.mapping(page, fields, section).get(name)
    return entry[0] if entry else fields.key("flow")


def _expect(page: Page, fields: Fields, verdict: Verdict) -> None:
    node = fields.get("expect")
    if node is None or node.value is None:
        return
    if not isinstance(node.value, dict):
        page.error("wrong-type", node, f"expect must be a mapping, found {found(node)}", "expect: {verdict: delivered}")
        return
    expect = Fields(page, node, "expect")
    expect.where = fields.key("expect")
    expect.only(_EXPECTED)
    got = (verdict.word, verdict.leg, verdict.code, verdict.at)
    expect.text("verdict", "verdict: delivered, or verdict: blocked")
    for (key, legal), value in zip(_EXPECTED.items(), got, strict=True):
        stated = expect.get(key)
        if stated is None or stated.value == value:
            continue
        if legal and stated.value not in (*legal, None):
            page.error(
                "unknown-value",
                stated,
                f"expect: {key} cannot be {found(stated)}",
                _meant(str(stated.value), legal),
            )
        else:
            page.error("not-as-expected", stated, f"the simulation says {key}: {value or 'null'}", _as_line(verdict))


def _meant(word: str, legal: tuple[str, ...]) -> str:
    """A hint that takes the beginning of a code for the code."""
    begun = [one for one in legal if one.startswith(word.upper())]
    return f'did you mean "{begun[0]}"?' if begun else did_you_mean(word, legal)


def _as_line(verdict: Verdict) -> str:
    if verdict.stopped is None:
        return "the request and its reply both arrive"
    return f"{verdict.leg} blocked: {verdict.code} at {verdict.at}: {verdict.stopped.rule}"
