"""Reads a VPC lab as a learner does: from the text alone, with nothing of what drew it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import (
    Attachment,
    GatewayEndpoint,
    Peering,
    Protocol,
    Tgw,
    TgwRoute,
)
from awsprep.labs.vpc_network import (
    ANY,
    EVERYTHING,
    acl,
    allow,
    block,
    deny,
    flow,
    group,
    host,
    lets,
    nat,
    network,
    subnet,
    table,
    vpc,
)

if TYPE_CHECKING:
    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import AclRule, GroupRule, Subnet
    from awsprep.labs.vpc_network import Part

TGW_ROW = re.compile(r"  (\S+/\d+) to (\S+) \(static\)")


def network_of(ask: str) -> Network:
    """The network of the fenced block."""
    (code,) = re.findall(r"```\n(.*?)\n```", ask, re.DOTALL)
    return Reader(_joined(code.split("\n"))).read()


def flow_of(ask: str) -> Flow:
    """The connection that the first sentence tells of."""
    told = ask.split("\n", maxsplit=1)[0]
    if match := re.match(r"(\S+) must reach (\S+) on the internet at port (\d+)\.", told):
        return flow(match[1], match[2], int(match[3]))
    match = re.match(r"(\S+)(?: on the internet)? opens a connection from port (\d+) to ", told)
    assert match, told
    back, rest = int(match[2]), told[match.end() :]
    if to := re.match(r"port (\d+) of ([a-z]+-\d)", rest):
        return flow(match[1], to[2], int(to[1]), back)
    to = re.match(r"(\S+) on the internet, port (\d+)\.", rest)
    assert to, told
    return flow(match[1], to[1], int(to[2]), back)


def _joined(lines: list[str]) -> list[str]:
    """Rows that were continued, whole again."""
    whole: list[str] = []
    for line in lines:
        if whole and whole[-1].endswith(","):
            whole[-1] += " " + line.strip()
        else:
            whole.append(line)
    return whole


class Reader:
    """Goes down the lines; a row belongs to the heading above it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.parts: list[Part] = []
        self.subnets: dict[str, Subnet] = {}
        self.lists: dict[str, str] = {}

    def read(self) -> Network:
        at = 0
        while at < len(self.lines):
            rows = []
            head = self.lines[at]
            at += 1
            while at < len(self.lines) and self.lines[at].startswith(" "):
                rows.append(self.lines[at])
                at += 1
            self._section(head, rows)
        return network(*self.parts, *self.subnets.values(), **self.lists)

    def _section(self, head: str, rows: list[str]) -> None:
        word, _, rest = head.partition(" ")
        match word:
            case "VPC":
                self._vpc(rest, rows)
            case "Prefix":
                name, cidr = rest.removeprefix("list pl-").split(": ")
                self.lists[name] = cidr
            case "NAT":
                name, place = rest.removeprefix("gateway ").split(" in ")
                self.parts.append(nat(name, place, f"203.0.113.{210 + len(self.parts) % 40}"))
            case "Gateway":
                match = re.fullmatch(r"endpoint (\S+) \((\S+)\)", rest)
                assert match, head
                self.parts.append(GatewayEndpoint(match[1], match[2], "main"))
            case "Peering":
                name, ends = rest.split(": ")
                one, two = ends.split(" - ")
                self.parts.append(Peering(name, (one, two)))
            case "Transit":
                self._transit(rest.removeprefix("gateway "), rows)
            case "Routes":
                self._table(rest, rows)
            case "ACL":
                self._acl(rest, rows)
            case "SG":
                self._group(rest, rows)
            case _:
                self._host(head)

    def _vpc(self, rest: str, rows: list[str]) -> None:
        name, cidr = rest.split()[:2]
        self.parts.append(vpc(name, cidr, igw=rest.endswith(" (igw)")))
        for row in rows:
            match = re.fullmatch(r"  subnet (\S+) (\S+?)(?: AZ (\w))?", row)
            assert match, row
            self.subnets[match[1]] = subnet(match[1], name, match[2], zone=match[3] or "a")

    def _transit(self, name: str, rows: list[str]) -> None:
        attached = rows[0].removeprefix("  attached: ").split(", ")
        propagating = rows[1].removeprefix("  propagating: ").split(", ")
        attachments = [
            Attachment(self.subnets[one].vpc, (one,), propagates=self.subnets[one].vpc in propagating)
            for one in attached
        ]
        static = []
        for row in rows[2:]:
            match = TGW_ROW.fullmatch(row)
            assert match, row
            static.append(TgwRoute(block(match[1]), None if match[2] == "blackhole" else match[2]))
        self.parts.append(Tgw(name, tuple(attachments), tuple(static)))

    def _table(self, rest: str, rows: list[str]) -> None:
        match = re.fullmatch(r"(\S+) \((.*?)\)(?:: (.*))?", rest)
        assert match, rest
        names = match[2].split(", ")
        for name in names:
            self.subnets[name] = replace(self.subnets[name], table=match[1])
        listed = [match[3]] if match[3] and match[3] != "local only" else rows
        routes = [(to, via) for to, via in (row.split() for row in listed)]
        assert routes or match[3] == "local only"
        self.parts.append(table(match[1], self.subnets[names[0]].vpc, *routes))

    def _acl(self, rest: str, rows: list[str]) -> None:
        name, _, place = rest.partition(" (")
        for one in place.removesuffix(")").split(", "):
            self.subnets[one] = replace(self.subnets[one], acl=name)
        sides = _sides(rows)
        self.parts.append(acl(name, tuple(map(_acl_rule, sides["in"])), tuple(map(_acl_rule, sides["out"]))))

    def _group(self, rest: str, rows: list[str]) -> None:
        if match := re.fullmatch(r"(\S+): in none, out (.*)", rest):
            self.parts.append(group(match[1], (), _group_rules([match[2]])))
        else:
            sides = _sides(rows)
            self.parts.append(group(rest, _group_rules(sides["in"]), _group_rules(sides["out"])))

    def _host(self, head: str) -> None:
        match = re.fullmatch(r"(\S+) (\S+) in ([^,]+), SG ([^,]+)(?:, public (\S+))?", head)
        assert match, head
        self.parts.append(host(match[1], match[3], match[2], match[4], public=match[5] or ""))


def _sides(rows: list[str]) -> dict[str, list[str]]:
    sides: dict[str, list[str]] = {"in": [], "out": []}
    side = "in"
    for row in rows:
        side = row[1:4].strip() or side
        sides[side] += [] if row[5:] == "none" else [row[5:]]
    return sides


def _acl_rule(row: str) -> AclRule:
    number, verb, ports, peer = row.split()
    made = {"allow": allow, "deny": deny}[verb]
    return made(int(number), "0-65535" if ports == "all" else ports, ANY if peer == "any" else peer)


def _group_rules(rows: list[str]) -> tuple[GroupRule, ...]:
    rules: tuple[GroupRule, ...] = ()
    for row in rows:
        if row == "none":
            continue
        ports, _, peer = row.split()
        peer = ANY if peer == "any" else peer
        rules += EVERYTHING if ports == str(Protocol.ALL) else (lets(ports, peer),)
    return rules
