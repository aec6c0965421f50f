"""Networks for tests, written as scenario files."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_parts import Protocol
from awsprep.bank.nodes import parse
from awsprep.bank.page import Page
from awsprep.bank.scenario import end_of, network_of
from awsprep.bank.sheet import sheet_of

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.bank.scenario import Scenario

ASK = "flow: {from: 198.51.100.7, to: web, protocol: tcp, port: 443}"

WEB = """
vpcs: {main: {cidrs: [10.0.0.0/16, "2001:db8:1::/56"], igw: true}}
subnets: {public: {vpc: main, az: a, cidr: 10.0.1.0/24, cidr6: "2001:db8:1:1::/64", routes: out, acl: guard}}
route_tables: {out: {vpc: main, routes: [{to: 0.0.0.0/0, via: igw}, {to: "::/0", via: igw}]}}
acls:
  guard:
    in:
      - {rule: 100, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}
      - {rule: 110, action: allow, protocol: tcp, ports: 443, peer: "::/0"}
    out:
      - {rule: 100, action: allow, protocol: tcp, ports: 1024-65535, peer: 0.0.0.0/0}
      - {rule: 110, action: allow, protocol: tcp, ports: 1024-65535, peer: "::/0"}
groups:
  web:
    in: [{protocol: tcp, ports: 443, peer: 0.0.0.0/0}, {protocol: tcp, ports: 443, peer: "::/0"}]
    out: []
interfaces: {web: {subnet: public, ip: 10.0.1.10, ip6: "2001:db8:1:1::10", public: 203.0.113.10, groups: [web]}}
"""
"""A web server with all that it needs and nothing more, in both families."""


def scenario(text: str, flow: str = ASK) -> Scenario:
    """A scenario by its sections, which must be without mistakes."""
    whole = f"scenario: test\n{dedent(text).strip()}\n{flow}\n"
    sheet = sheet_of("test.yaml", whole.encode(), shipped=False)
    assert sheet.scenario is not None, "\n".join(map(str, sheet.page.problems))
    return sheet.scenario


def ask(text: str, source: str, target: str, port: int | None = 443, **more: Any) -> Verdict:
    """The verdict on a flow through a network that is written as sections."""
    network, flow = parts(text)
    asked = replace(flow, source=end_of(source), target=end_of(target), port=port, **more)
    return simulate(network, asked)


def parts(text: str) -> tuple[Network, Flow]:
    """A network by its sections, and a TCP flow to be filled in."""
    page = Page("test.yaml", dedent(text).strip() + "\n")
    root = parse(page)
    assert root is not None
    network = network_of(page, root)
    assert network is not None, "\n".join(map(str, page.problems))
    return network, Flow("", "", Protocol.TCP)


def came_out(verdict: Verdict) -> tuple[str, ...]:
    """Leg, code and place of what stopped a packet, or `delivered`."""
    if verdict.delivered:
        return ("delivered",)
    return (str(verdict.leg), str(verdict.code), str(verdict.at))
