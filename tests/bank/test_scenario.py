"""Scenario files: what is read, and each mistake with its place."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.aws.vpc import Flow
from awsprep.aws.vpc_parts import Attachment, Bpa, GatewayEndpoint, ListPeer, Ports, Protocol, RegionalNat, Target
from awsprep.bank.files import shipped_folder
from awsprep.bank.load import load
from awsprep.bank.nodes import from_plain, parse, to_plain
from awsprep.bank.page import Page
from awsprep.bank.scenario import scenario_of
from tests.bank.reporting import said, sheet

if TYPE_CHECKING:
    from awsprep.core.problem import Problem

GOOD = """\
scenario: good
title: All that a scenario can hold
vpcs:
  main: {cidrs: [10.0.0.0/16, "2001:db8:1::/56"], igw: true, bpa: off}
  other: {cidrs: [10.1.0.0/16], bpa: ingress}
subnets:
  public: {vpc: main, az: a, cidr: 10.0.1.0/24, cidr6: "2001:db8:1:1::/64", routes: out, acl: tight}
  private: {vpc: main, az: b, cidr: 10.0.2.0/24}
  far: {vpc: other, az: a, cidr: 10.1.1.0/24, routes: main, acl: default}
route_tables:
  out: {vpc: main, routes: [{to: 0.0.0.0/0, via: igw}, {to: 192.168.0.0/16, via: vgw, propagated: true}]}
  main: {vpc: main, routes: [{to: pl/s3, via: vpce/s3}, {to: 0.0.0.0/0, via: nat/zonal}]}
acls:
  tight:
    in: [{rule: 100, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}]
    out: [{rule: 100, action: deny, protocol: icmp, peer: 0.0.0.0/0}, {rule: 110, action: allow, protocol: all, ports: all, peer: "::/0"}]
groups:
  web:
    in: [{protocol: tcp, ports: 1024-65535, peer: group/web}, {protocol: udp, ports: all, peer: pl/s3}]
    out: []
interfaces:
  web-1: {subnet: public, ip: 10.0.1.10, public: 203.0.113.10, ip6: "2001:db8:1:1::10", groups: [web], source_dest_check: false}
  app-1: {subnet: private, ip: 10.0.2.10, groups: [web]}
prefix_lists: {s3: [3.5.0.0/19]}
nats:
  zonal: {subnet: public, public: 203.0.113.20}
  regional: {regional: true, vpc: main, azs: [a, b]}
peerings: {pair: {vpcs: [main, other]}}
tgws:
  hub:
    attachments: [{vpc: main, subnets: [private], associated: false, propagates: true}, {vpc: other, subnets: []}]
    routes: [{to: 10.9.0.0/16, via: blackhole}, {to: 10.1.0.0/16, via: other}]
endpoints:
  s3: {type: gateway, service: s3, vpc: main}
  sqs: {type: interface, service: sqs, subnet: private, ip: 10.0.2.50, groups: [web]}
flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443, source_port: 51514}
expect: {verdict: blocked, leg: request, code: ENI_SG_RULES_MISMATCH, at: web-1}
"""


def test_everything_in_a_file_becomes_a_network_and_a_flow() -> None:
    scenario = sheet(GOOD).scenario
    assert said(GOOD) == ""
    assert scenario is not None
    network = scenario.network
    assert (scenario.name, scenario.title) == ("good", "All that a scenario can hold")
    assert scenario.flow == Flow(ip_address("198.51.100.7"), "web-1", Protocol.TCP, 443, 51514)
    assert [(vpc.igw, vpc.bpa) for vpc in network.vpcs.values()] == [(True, Bpa.OFF), (False, Bpa.INGRESS)]
    assert list(network.tables) == [("main", "out"), ("main", "main")]
    assert [route.propagated for route in network.tables["main", "out"].routes] == [False, True]
    assert network.tables["main", "main"].routes[0].to == ListPeer("s3")
    assert str(network.tables["main", "main"].routes[1].via) == "nat/zonal"
    assert network.subnets["private"].table == "main"
    assert network.subnets["far"].acl == "default"
    assert network.acls["tight"].outbound[1].ports is None
    assert [rule.ports for rule in network.groups["web"].inbound] == [Ports(1024, 65535), Ports(0, 65535)]
    assert not network.interfaces["web-1"].source_dest_check
    assert network.interfaces["app-1"].source_dest_check
    assert network.nats["regional"] == RegionalNat("regional", "main", ("a", "b"))
    assert network.peerings["pair"].vpcs == ("main", "other")
    assert network.tgws["hub"].attachments[0] == Attachment("main", ("private",), associated=False, propagates=True)
    assert [route.via for route in network.tgws["hub"].routes] == [None, "other"]
    assert network.endpoints["s3"] == GatewayEndpoint("s3", "s3", "main")
    assert Target(*network.tables["main", "out"].routes[0].via) == Target("igw")  # type: ignore[arg-type]


SMALL = """\
scenario: small
title: Small
vpcs: {main: {cidrs: [10.0.0.0/16], igw: true}}
subnets: {public: {vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}}
route_tables: {out: {vpc: main, routes: [{to: 0.0.0.0/0, via: igw}]}}
groups: {web: {in: [{protocol: tcp, ports: 443, peer: 0.0.0.0/0}], out: []}}
interfaces: {web-1: {subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [web]}}
flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}
"""


def mistakes(text: str) -> list[str]:
    """What is said of a file, a line each: line number, what is underlined, code, message and hint."""
    return [_line(problem) for problem in sheet(text).page.problems]


def _line(problem: Problem) -> str:
    where = problem.source
    marked = where.text[where.column - 1 : where.column - 1 + where.width]
    return f"{where.line}:{marked} {problem.code}: {problem.message} | {problem.hint}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("scenario: small", "scenario: Small One", '1:Small One bad-slug: scenario "Small One" must be small letters, digits and "-" | did you mean "small-one"?'),
        ("title: Small", "titel: Small", '2:titel unknown-key: the key "titel" is not known | did you mean "title"?'),
        ("[10.0.0.0/16]", "[]", "3:[ empty: vpc main: cidrs is an empty list | write cidrs: [10.0.0.0/16]"),
        ("[10.0.0.0/16]", "[10.0.0.1/16]", '3:10.0.0.1/16 bad-cidr: an entry of cidrs: "10.0.0.1/16" is not a CIDR block | did you mean 10.0.0.0/16?'),
        ("cidr: 10.0.1.0/24", "cidr: ten", '4:ten bad-cidr: subnet public: cidr: "ten" is not a CIDR block | write it like 10.0.0.0/16'),
        ("cidr: 10.0.1.0/24", 'cidr: "::/64"', '4:"::/64" bad-cidr: subnet public: cidr is an IPv4 block | IPv6 goes in cidr6'),
        ("cidr: 10.0.1.0/24", "cidr: 10.0.1.0/24, cidr6: 10.0.2.0/24", "4:10.0.2.0/24 bad-cidr: subnet public: cidr6 is an IPv6 block | IPv4 goes in cidr"),
        ("cidr: 10.0.1.0/24", "cidr: 7", '4:7 wrong-type: subnet public: cidr must be text, found the number 7 | put it in quotes: "7"'),
        ("az: a, ", "", '4:public missing-key: subnet public has no "az" | add az: a'),
        ("cidr: 10.0.1.0/24, ", "", '4:public missing-key: subnet public has no "cidr" | add cidr: 10.0.1.0/24'),
        ("{vpc: main, az", "{vpc: mian, az", '4:mian unknown-name: there is no "mian" in vpcs | did you mean "main"?'),
        ("routes: out", "routes: outt", '4:outt unknown-name: there is no "outt" in route_tables | did you mean "out"?'),
        ("routes: out", "routes: out, acl: tight", '4:tight unknown-name: there is no "tight" in acls | one of: default'),
        ("via: igw", "via: local", '5:local bad-target: route table out: route 1: via "local" is no target | leave it out: every table has it'),
        ("via: igw", "via: nat", '5:nat bad-target: route table out: route 1: via "nat" is no target | one of: igw, eigw, vgw, blackhole, nat/NAME, pcx/NAME, tgw/NAME, vpce/NAME, eni/NAME'),
        ("via: igw", "via: nat/a", '5:nat/a unknown-name: there is no "a" in nats | add it to nats'),
        ("via: igw", "via: eni/web-2", '5:eni/web-2 unknown-name: there is no "web-2" in interfaces | did you mean "web-1"?'),
        ("via: igw", "via: eigw", "5:eigw bad-target: route table out: route 1: an egress-only gateway is for IPv6 | IPv4 leaves through nat or igw"),
        ("via: igw", "via: igw, propagated: true", "5:true bad-target: route table out: route 1: a route via igw is not propagated | only a virtual private gateway propagates routes: via: vgw"),
        ("{to: 0.0.0.0/0, ", "{to: pl/s3, ", '5:pl/s3 unknown-name: there is no "s3" in prefix_lists | add it to prefix_lists'),
        ("{to: 0.0.0.0/0, ", "{", '5:{ missing-key: route table out: route 1 has no "to" | add to: 0.0.0.0/0'),
        ("{to: 0.0.0.0/0, via: igw}", "{to: 0.0.0.0/0}", '5:{ missing-key: route table out: route 1 has no "via" | add via: igw'),
        ("{to: 0.0.0.0/0, via: igw}", "oops", '5:oops wrong-type: route 1 must be a mapping, found the text "oops" | write - {to: 0.0.0.0/0, via: igw}'),
        ("protocol: tcp, ports: 443, peer", "protocol: tpc, ports: 443, peer", '6:tpc unknown-value: protocol "tpc" is not known (one of: tcp, udp, icmp, all) | did you mean "tcp"?'),
        ("ports: 443", "ports: 70000", "6:70000 bad-ports: group web: rule 1: ports cannot be the number 70000 | write 443, 1024-65535 or all"),
        ("ports: 443", "ports: 90-80", '6:90-80 bad-ports: group web: rule 1: ports cannot be the text "90-80" | write 443, 1024-65535 or all'),
        ("ports: 443", "ports: https", '6:https bad-ports: group web: rule 1: ports cannot be the text "https" | write 443, 1024-65535 or all'),
        ("protocol: tcp, ports: 443, peer", "protocol: tcp, peer", '6:{ missing-key: group web: rule 1 has no "ports" | add ports: 443, ports: 1024-65535 or ports: all'),
        ("protocol: tcp, ports: 443, peer", "protocol: icmp, ports: 443, peer", "6:ports misplaced-key: group web: rule 1: icmp has no ports | remove it"),
        ("peer: 0.0.0.0/0", "peer: group/app", '6:group/app unknown-name: there is no "app" in groups | one of: web'),
        (", out: []", "", '6:web missing-key: group web has no "out" | add out: [] for none, or rules'),
        (", peer: 0.0.0.0/0}]", "}]", '6:{ missing-key: group web: rule 1 has no "peer" | add peer: 0.0.0.0/0'),
        ("interfaces: {web-1: {", "interfaces: {web/1: {", '7:web/1 bad-name: "web/1" is no name | write letters, digits, "-", "_" or "."'),
        ("web-1: {subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [web]}", "web-1: [1]", "7:[ wrong-type: interface web-1 must be a mapping, found a list | write {key: value}"),
        ("interfaces: {web-1: {subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [web]}}", "interfaces: [web-1]", "7:[ wrong-type: interfaces must be a mapping, found a list | write NAME: {key: value}"),
        ("ip: 10.0.1.10", "ip: 10.0.1", '7:10.0.1 bad-address: interface web-1: ip: "10.0.1" is not an IP address | write it like 10.0.1.10'),
        ("ip: 10.0.1.10", 'ip: "::1"', '7:"::1" bad-address: interface web-1: ip is an IPv4 address | IPv6 goes in ip6'),
        ("ip: 10.0.1.10", "ip: 10.0.1.10, ip6: 10.0.1.11", "7:10.0.1.11 bad-address: interface web-1: ip6 is an IPv6 address | IPv4 goes in ip"),
        ("ip: 10.0.1.10", "ip: 7", '7:7 wrong-type: interface web-1: ip must be text, found the number 7 | put it in quotes: "7"'),
        ("ip: 10.0.1.10, ", "", '7:web-1 missing-key: interface web-1 has no "ip" | add ip: 10.0.1.10'),
        (", groups: [web]", "", '7:web-1 missing-key: interface web-1 has no "groups" | add groups: [web]'),
        ("groups: [web]", "groups: [wbe]", '7:wbe unknown-name: there is no "wbe" in groups | did you mean "web"?'),
        ("groups: [web]", "groups: [web], source_dest_check: no", '7:no wrong-type: interface web-1: source_dest_check must be true or false, found the text "no" | write false, or leave the key out'),
        ("ip: 10.0.1.10", "ip: 10.0.2.10", "7:10.0.2.10 bad-place: 10.0.2.10 does not lie in subnet public | public is 10.0.1.0/24"),
        ("ip: 10.0.1.10", 'ip: 10.0.1.10, ip6: "2001:db8::1"', '7:"2001:db8::1" bad-place: 2001:db8::1 does not lie in subnet public | give public a cidr6'),
        ("public: 203.0.113.10", "public: 10.0.1.11", "7:10.0.1.11 bad-place: 10.0.1.11 lies in vpc main | a public address lies outside, like 203.0.113.10"),
        ("cidr: 10.0.1.0/24", 'cidr: 10.0.1.0/24, cidr6: "2001:db8::/64"', '4:"2001:db8::/64" bad-place: 2001:db8::/64 does not lie in vpc main | main has 10.0.0.0/16'),
        ("[web]}}", "[web]}, web-2: {subnet: public, ip: 10.0.1.10, groups: [web]}}", "7:10.0.1.10 duplicate-address: 10.0.1.10 is held by web-1 | give it another one"),
        ("[web]}}", "[web]}, web-2: {subnet: public, ip: 10.0.1.11, public: 203.0.113.10, groups: [web]}}", "7:203.0.113.10 duplicate-address: 203.0.113.10 is held by web-1 | give it another one"),
        ("routes: out}}", "routes: out}, twin: {vpc: main, az: a, cidr: 10.0.1.128/25}}", "4:10.0.1.128/25 bad-place: 10.0.1.128/25 shares addresses with public | subnets of a VPC do not overlap"),
        ("igw: true}}", "igw: true}, b: {cidrs: [10.1.0.0/16]}}\ntgws: {t: {attachments: [{vpc: b, subnets: [public]}]}}", "4:[ bad-place: subnet public is not in vpc b | name a subnet of b"),
        ("igw: true}}", "igw: true}, b: {cidrs: [10.1.0.0/16]}}\ntgws: {t: {attachments: [{vpc: b, subnets: []}, {vpc: b, subnets: []}]}}", "4:b duplicate-name: tgw t: attachment 2: b is attached already | keep one"),
        ("igw: true}}", "igw: true}}\ntgws: {t: {attachments: [{vpc: mine, subnets: [public]}]}}", '4:mine unknown-name: there is no "mine" in vpcs | did you mean "main"?'),
        ("igw: true}}", "igw: true}}\ntgws: {t: {routes: [{via: main}]}}", '4:{ missing-key: tgw t: route 1 has no "to" | add to: 10.1.0.0/16'),
        ("igw: true}}", "igw: true}}\npeerings: {p: {vpcs: [main]}}", "4:[ bad-peering: peering p connects two different VPCs | write vpcs: [one, two]"),
        ("igw: true}}", "igw: true}}\npeerings: {p: {}}", '4:p missing-key: peering p has no "vpcs" | add vpcs: [one, two]'),
        ("igw: true}}", "igw: true}}\nendpoints: {e: {type: loadbalancer}}", '4:loadbalancer unknown-value: endpoint e: type "loadbalancer" is not known | one of: gateway, interface'),
        ("igw: true}}", "igw: true}}\nendpoints: {e: {type: interface, service: sqs, ip: 10.0.1.50, groups: []}}", '4:e missing-key: endpoint e has no "subnet" | add subnet: private-a'),
        ("igw: true}}", "igw: true}}\nnats: {n: {subnet: public}}", '4:n missing-key: nat n has no "public" | add public: 203.0.113.20'),
        ("via: igw}]}}", "via: igw}, {to: 192.0.2.0/24, via: nat/n}]}}\nnats: {n: {subnet: public, public: 203.0.113.20}}", "6:public nat-loop: n is routed to itself: table out of subnet public leads to nat/n | a NAT gateway's subnet needs a route to igw"),
        ("via: igw}]}}", 'via: igw}, {to: "::/0", via: nat/n}]}}\nnats: {n: {regional: true, vpc: main, azs: [a]}}', "5:nat/n bad-target: route table out: route 2: a NAT gateway is for IPv4 here | IPv6 leaves through eigw or igw"),
        ("flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}\n", "", '1:s missing-key: there is no "flow" | add flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}'),
        ("flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}", "flow: web-1", '8:web-1 wrong-type: flow must be a mapping, found the text "web-1" | write flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}'),
        ("to: web-1", "to: web-2", '8:web-2 bad-flow: there is no interface "web-2" | one of: web-1'),
        ("to: web-1", "to: 10.0.1.99", "8:10.0.1.99 bad-flow: nobody holds 10.0.1.99 in main | write the name or address of an interface"),
        ("tcp, port: 443}", "tcp}", "8:flow bad-flow: a tcp flow has a port | add port: 443"),
        ("tcp, port: 443}", "icmp, port: 443}", "8:port misplaced-key: flow: icmp has no ports | remove it"),
        ("tcp, port: 443}", "tcp, port: http}", '8:http bad-ports: flow: port cannot be the text "http" | write a number like 443'),
        ("protocol: tcp, port: 443}", "port: 443}", '8:flow missing-key: flow has no "protocol" | add protocol: tcp'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_where_it_is(old: str, new: str, expected: str) -> None:
    assert old in SMALL
    assert mistakes(SMALL.replace(old, new, 1)) == [expected]


@pytest.mark.parametrize(
    ("acl", "expected"),
    [
        ("default: {in: [], out: []}", '3:default bad-name: "default" allows all in every VPC | give this ACL another name'),
        ("t: {in: [{action: allow, protocol: all, peer: 0.0.0.0/0}]}", '3:{ missing-key: acl t: rule 1 has no "rule" | add rule: 100'),
        ("t: {in: [{rule: 0, action: allow, protocol: all, peer: 0.0.0.0/0}]}", "3:0 bad-rule: acl t: rule 1: a rule's number cannot be the number 0 | write 1 to 32766"),
        ("t: {in: [{rule: 1, action: permit, protocol: all, peer: 0.0.0.0/0}]}", '3:permit unknown-value: acl t: rule 1: action "permit" is not known | one of: allow, deny'),
        ("t: {in: [{rule: 1, action: deny, protocol: all, peer: group/web}]}", "3:group/web bad-peer: acl t: rule 1: group/web is no peer of a network ACL | a network ACL knows CIDR blocks only"),
        ("t: {out: [{rule: 1, action: deny, protocol: all, peer: 0.0.0.0/0}, {rule: 1, action: allow, protocol: all, peer: 0.0.0.0/0}]}", "3:1 duplicate-name: rule 1 is here twice | give it another number"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_acl_is_said_where_it_is(acl: str, expected: str) -> None:
    assert mistakes(SMALL.replace("vpcs:", f"acls: {{{acl}}}\nvpcs:", 1)) == [expected]


def test_a_table_of_another_vpc_is_not_a_subnets_table() -> None:
    text = SMALL.replace("igw: true}}", "igw: true}, b: {cidrs: [10.1.0.0/16]}}").replace(
        "out: {vpc: main", "out: {vpc: b"
    )
    assert mistakes(text) == [
        "4:out bad-place: route table out belongs to another vpc than public | name a table of main"
    ]


def test_an_appliance_that_is_routed_to_itself_is_said_at_its_name() -> None:
    text = SMALL.replace(
        "groups: [web]}}",
        "groups: [web]}, box: {subnet: public, ip: 10.0.1.5, groups: [all], source_dest_check: false}}",
    )
    text = text.replace(
        "out: []}}", "out: []}, all: {in: [{protocol: all, peer: 0.0.0.0/0}], out: [{protocol: all, peer: 0.0.0.0/0}]}}"
    )
    text = text.replace("via: igw", "via: eni/box").replace(
        "from: 198.51.100.7, to: web-1", "from: box, to: 198.51.100.7"
    )
    assert mistakes(text) == [
        "7:box bad-flow: box is routed to itself | route its subnet elsewhere, to an internet gateway"
    ]


@pytest.mark.parametrize(
    ("expect", "expected"),
    [
        ("{verdict: delivered}", []),
        ("{verdict: delivered, leg: null, code: null, at: null}", []),
        ("", []),
        ("delivered", ['9:delivered wrong-type: expect must be a mapping, found the text "delivered" | expect: {verdict: delivered}']),
        ("{leg: null}", ['9:expect missing-key: expect has no "verdict" | add verdict: delivered, or verdict: blocked']),
        ("{verdict: denied}", ['9:denied unknown-value: expect: verdict cannot be the text "denied" | did you mean "delivered"?']),
        ("{verdict: delivered, code: NO_ROUTE}", ['9:NO_ROUTE unknown-value: expect: code cannot be the text "NO_ROUTE" | did you mean "NO_ROUTE_TO_DESTINATION"?']),
        ("{verdict: blocked}", ["9:blocked not-as-expected: the simulation says verdict: delivered | the request and its reply both arrive"]),
        ("{verdict: delivered, at: out}", ["9:out not-as-expected: the simulation says at: null | the request and its reply both arrive"]),
    ],
)  # fmt: skip
def test_what_a_file_expects_is_checked(expect: str, expected: list[str]) -> None:
    assert mistakes(f"{SMALL}expect: {expect}\n") == expected


def test_a_verdict_other_than_expected_says_why_and_the_scenario_can_be_played_all_the_same() -> None:
    text = SMALL.replace("routes: out", "routes: main") + "expect: {verdict: delivered}\n"
    why = "reply blocked: NO_ROUTE_TO_DESTINATION at main: no route holds 198.51.100.7"
    assert mistakes(text) == [f"9:delivered not-as-expected: the simulation says verdict: blocked | {why}"]
    assert sheet(text).scenario is not None


def test_a_problem_is_shown_with_its_line() -> None:
    assert said(SMALL.replace("to: web-1", "to: web-2")) == (
        'bank.yaml:8:32: error[bad-flow]: there is no interface "web-2"\n'
        "    8 |   flow: {from: 198.51.100.7, to: web-2, protocol: tcp, port: 443}\n"
        "      |                                  ^^^^^ one of: web-1"
    )


def test_a_scenario_without_a_title_is_called_by_its_name() -> None:
    scenario = sheet(SMALL.replace("title: Small\n", "")).scenario
    assert scenario is not None
    assert scenario.title == "small"


def test_scenarios_are_no_questions(tmp_path: Path) -> None:
    bank = load([shipped_folder()], shipped=shipped_folder(), cache_dir=str(tmp_path))
    assert not [heading for heading in bank.headings.values() if "scenario" in heading.path]
    assert not [problem for problem in bank.problems if "scenarios" in problem.source.path]
    own = load([str(Path(shipped_folder()) / "scenarios")], shipped=shipped_folder(), cache_dir=str(tmp_path))
    assert not own.headings
    assert not own.problems


def test_a_reader_of_hostile_files_never_fails() -> None:
    for cut in range(0, len(GOOD), 7):
        sheet(GOOD[:cut])
    for line in range(len(GOOD.splitlines())):
        for value in ("null", "[]", "{}", "7", "true", '""', "[null]", "{a: null}", "{a: {}}"):
            lines = GOOD.splitlines()
            key = lines[line].partition(":")[0]
            lines[line] = f"{key}: {value}"
            sheet("\n".join(lines))


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in plain values."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in inner for place in _paths(child, (*path, key)))]


def test_no_value_in_any_place_makes_the_reader_fail() -> None:
    root = parse(Page("good.yaml", GOOD))
    assert root is not None
    places = _paths(to_plain(root))
    assert len(places) > 150
    for place in places[1:]:
        for value in ([], {}, None, "x", 7, True, [None], {"a": None}, "10.0.0.0/8", "main"):
            values = to_plain(root)
            inside: Any = values
            for step in place[:-1]:
                inside = inside[step]
            inside[place[-1]] = value
            page = Page("odd.yaml")
            if scenario_of(page, from_plain(values)) is None:
                assert page.errors, f"{place} {value!r}"
