"""The smallest change, found by search."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

import pytest

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_candidates import candidates
from awsprep.aws.vpc_edit import Change, associate, put, without
from awsprep.aws.vpc_fix import fix
from awsprep.aws.vpc_parts import Protocol
from awsprep.aws.vpc_verdict import FlowError
from tests.aws.vpc_networks import WEB, parts

INTERNET = ip_address("198.51.100.7")
TO_WEB = Flow(INTERNET, "web", Protocol.TCP, 443)
OPEN = "{in: [{protocol: all, peer: 0.0.0.0/0}], out: [{protocol: all, peer: 0.0.0.0/0}]}"


def changes(text: str, flow: Flow, **more: int) -> list[str] | None:
    network, _ = parts(text)
    found = fix(network, flow, **more)
    if found is None:
        return None
    assert simulate(found.network, flow).delivered
    return [str(change) for change in found.changes]


def test_a_flow_that_arrives_needs_no_change() -> None:
    assert changes(WEB, TO_WEB) == []
    network, _ = parts(WEB)
    assert list(candidates(network, simulate(network, TO_WEB))) == []


def test_a_change_says_what_it_does() -> None:
    signs = [str(Change(word, "web", "ingress", "tcp 443 from 10.0.0.0/8"))[0] for word in ("add", "set", "remove")]
    assert signs == ["+", "~", "-"]


@pytest.mark.parametrize(
    ("old", "new", "fixed"),
    [
        ("ports: 443, peer: 0.0.0.0/0}\n", "ports: 80, peer: 0.0.0.0/0}\n", ["+ guard inbound rule 120 allow tcp 443 from 198.51.100.7/32"]),
        ("public: 203.0.113.10, ", "", ["~ web public IP 203.0.113.100"]),
        ("igw: true", "igw: false", ["~ main internet gateway on"]),
        ("routes: out, ", "", ["~ public route table out"]),
        ("{to: 0.0.0.0/0, via: igw}, ", "", ["+ out route 0.0.0.0/0 via igw"]),
        ("{to: 0.0.0.0/0, via: igw}", "{to: 0.0.0.0/0, via: blackhole}", ["~ out route 0.0.0.0/0 via igw"]),
        ("igw: true", "igw: true, bpa: bidirectional", ["~ main public access off"]),
        ("groups: [web]", "groups: []", ["+ web groups web"]),
        ("{rule: 100, action: allow, protocol: tcp, ports: 443", "{rule: 1, action: deny, protocol: tcp, ports: 443", ["- guard inbound rule 1 deny tcp 443 from 0.0.0.0/0", "+ guard inbound rule 100 allow tcp 443 from 198.51.100.7/32"]),
    ],
)  # fmt: skip
def test_one_fault_is_fixed_where_it_is(old: str, new: str, fixed: list[str]) -> None:
    assert old in WEB
    assert changes(WEB.replace(old, new, 1), TO_WEB) == fixed


def test_faults_that_have_nothing_to_do_with_each_other_are_all_found() -> None:
    broken = (
        WEB.replace("public: 203.0.113.10, ", "")
        .replace("routes: out, ", "")
        .replace("ports: 1024-65535, peer: 0", "ports: 80, peer: 0")
    )
    assert changes(broken, TO_WEB) == [
        "~ web public IP 203.0.113.100",
        "+ guard outbound rule 120 allow tcp 1024-65535 to 0.0.0.0/0",
        "~ public route table out",
    ]
    assert changes(broken, TO_WEB, most=2) is None


def test_a_search_gives_up_in_time_and_says_that_there_is_none() -> None:
    assert changes(WEB, Flow(ip_address("10.9.9.9"), "web", Protocol.TCP, 443)) is None


def test_a_missing_gateway_is_found_for_a_private_address_too() -> None:
    broken = WEB.replace("igw: true", "igw: false").replace("public: 203.0.113.10, ", "")
    assert changes(broken, TO_WEB) == ["~ web public IP 203.0.113.100", "~ main internet gateway on"] or changes(
        broken, TO_WEB
    ) == ["~ main internet gateway on", "~ web public IP 203.0.113.100"]


def test_a_new_public_address_is_one_that_nobody_has() -> None:
    taken = WEB.replace("203.0.113.10,", "203.0.113.100,").replace(
        "interfaces: {", "interfaces: {other: {subnet: public, ip: 10.0.1.11, groups: [web]}, "
    )
    assert changes(taken, replace(TO_WEB, target="other")) == ["~ other public IP 203.0.113.101"]


TRANSIT = f"""
vpcs: {{a: {{cidrs: [10.0.0.0/16], igw: true}}, b: {{cidrs: [10.1.0.0/16]}}, c: {{cidrs: [10.2.0.0/16]}}}}
subnets:
  sa: {{vpc: a, az: a, cidr: 10.0.1.0/24, routes: ra}}
  pa: {{vpc: a, az: a, cidr: 10.0.2.0/24, routes: pub}}
  sb: {{vpc: b, az: a, cidr: 10.1.1.0/24, routes: rb}}
  sc: {{vpc: c, az: a, cidr: 10.2.1.0/24}}
route_tables:
  ra: {{vpc: a, routes: [{{to: 10.0.0.0/8, via: tgw/t}}]}}
  pub: {{vpc: a, routes: [{{to: 0.0.0.0/0, via: igw}}]}}
  rb: {{vpc: b, routes: [{{to: 10.0.0.0/8, via: tgw/t}}]}}
groups: {{open: {OPEN}}}
interfaces:
  ia: {{subnet: sa, ip: 10.0.1.10, groups: [open]}}
  ib: {{subnet: sb, ip: 10.1.1.10, groups: [open]}}
  ic: {{subnet: sc, ip: 10.2.1.10, groups: [open]}}
nats: {{n: {{subnet: pa, public: 203.0.113.20}}, r: {{regional: true, vpc: b, azs: [b]}}}}
tgws:
  t:
    attachments: [{{vpc: a, subnets: [sa], propagates: true}}, {{vpc: b, subnets: [sb]}}]
    routes: [{{to: 10.1.0.0/16, via: c}}, {{to: 10.1.1.0/24, via: blackhole}}]
"""


def test_dead_rows_of_a_transit_gateway_are_replaced() -> None:
    assert changes(TRANSIT, Flow("ia", "ib", Protocol.TCP, 443)) == [
        "- t route 10.1.1.0/24 via blackhole",
        "~ t route 10.1.0.0/16 via b",
    ]


def test_a_vpc_far_away_gets_attachment_and_routes() -> None:
    text = TRANSIT.replace("{to: 10.1.0.0/16, via: c}, {to: 10.1.1.0/24, via: blackhole}", "{to: 10.2.0.0/16, via: c}")
    assert changes(text, Flow("ia", "ic", Protocol.TCP, 443)) is None
    attached = text.replace("{vpc: b, subnets: [sb]}", "{vpc: b, subnets: [sb]}, {vpc: c, subnets: [sc]}")
    assert changes(attached, Flow("ia", "ic", Protocol.TCP, 443)) == ["+ main route 10.0.0.0/16 via tgw/t"]


def test_the_way_out_may_be_a_nat_gateway() -> None:
    assert changes(TRANSIT, Flow("ia", INTERNET, Protocol.TCP, 443)) == ["+ ra route 0.0.0.0/0 via nat/n"]


def test_an_edit_that_leads_in_circles_is_no_fix() -> None:
    text = TRANSIT.replace("subnet: pa, public", "subnet: sa, public")
    network, _ = parts(text)
    found = fix(network, Flow("ia", INTERNET, Protocol.TCP, 443))
    assert found is not None
    assert "nat/n" not in " ".join(map(str, found.changes))
    looped = [
        edit
        for edit in candidates(network, simulate(network, Flow("ia", INTERNET, Protocol.TCP, 443)))
        if "nat/n" in edit.change.rule
    ]
    with pytest.raises(FlowError, match="routed to itself"):
        simulate(looped[0].network, Flow("ia", INTERNET, Protocol.TCP, 443))


def test_another_vpcs_gateways_are_not_tried() -> None:
    text = TRANSIT.replace("endpoints", "").replace(
        "tgws:",
        "prefix_lists: {s3: [3.5.0.0/19]}\nendpoints: {g: {type: gateway, service: s3, vpc: b}, h: {type: gateway, service: s3, vpc: a}}\ntgws:",
    )
    network, _ = parts(text)
    verdict = simulate(network, Flow("ia", ip_address("3.5.1.1"), Protocol.TCP, 443))
    tried = " ".join(str(edit.change) for edit in candidates(network, verdict))
    assert "vpce/h" in tried
    assert "vpce/g" not in tried
    assert "nat/r" not in tried


def test_a_full_acl_has_no_number_left_before_its_first_deny() -> None:
    full = WEB.replace(
        "{rule: 100, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}",
        "{rule: 1, action: deny, protocol: all, peer: 198.51.100.0/24}, {rule: 2, action: allow, protocol: tcp, ports: 443, peer: 0.0.0.0/0}".replace(
            "}, {", "}\n      - {"
        ),
    )
    assert changes(full, TO_WEB) == ["- guard inbound rule 1 deny all traffic from 198.51.100.0/24"]


def test_parts_are_put_and_taken_away_by_name() -> None:
    network, _ = parts(WEB)
    less = without(network, "interfaces", "web")
    assert list(less.interfaces) == []
    assert put(less, "interfaces", "web", network.interfaces["web"]) == network
    edit = associate(network, network.subnets["public"], "main")
    assert (str(edit.change), edit.network.subnets["public"].table) == ("~ public route table main", "main")


def tried(text: str, flow: Flow) -> list[str]:
    network, _ = parts(text)
    return [str(edit.change) for edit in candidates(network, simulate(network, flow))]


def test_what_is_tried_goes_from_the_check_itself_to_the_routes_that_led_to_it() -> None:
    grouped = WEB.replace("groups:\n", "groups:\n  spare: {in: [], out: []}\n").replace(
        "ports: 1024-65535", "ports: all"
    )
    network, _ = parts(grouped)
    allowed = put(network, "acls", "guard", replace(network.acls["guard"], inbound=network.acls["guard"].outbound))
    verdict = simulate(allowed, replace(TO_WEB, port=80))
    assert [str(edit.change) for edit in candidates(allowed, verdict)] == [
        "+ web ingress tcp 80 from 198.51.100.7/32",
        "+ web groups spare",
    ]
    assert tried(
        TRANSIT.replace("{vpc: a, subnets: [sa]", "{vpc: a, subnets: []"), Flow("ia", "ib", Protocol.TCP, 443)
    ) == [
        "+ t attachment sa",
        "+ ra route 10.1.0.0/16 via tgw/t",
        "~ sa route table main",
        "~ sa route table pub",
    ]
    assert tried(
        TRANSIT.replace("{to: 10.1.0.0/16, via: c}", "{to: 10.2.0.0/16, via: c}"), Flow("ia", "ib", Protocol.TCP, 443)
    )[:3] == [
        "~ t propagation b",
        "+ t route 10.1.0.0/16 via b",
        "- t route 10.1.1.0/24 via blackhole",
    ]
