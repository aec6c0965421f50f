"""Ways through a network that no golden scenario takes, each argued from the page named beside it."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network, ip_address, ip_network

import pytest

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_edit import put
from awsprep.aws.vpc_parts import GatewayEndpoint, Kind, Protocol, Route, Subnet, Target
from awsprep.aws.vpc_verdict import Code, FlowError
from tests.aws.vpc_networks import WEB, ask, came_out, parts

OPEN = "{in: [{protocol: all, peer: 0.0.0.0/0}], out: [{protocol: all, peer: 0.0.0.0/0}]}"
DELIVERED = ("delivered",)

# docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
APPLIANCE = f"""
vpcs: {{main: {{cidrs: [10.0.0.0/16, "2001:db8:1::/56"], igw: true}}, other: {{cidrs: [10.9.0.0/16]}}}}
subnets:
  public: {{vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}}
  private: {{vpc: main, az: a, cidr: 10.0.2.0/24, cidr6: "2001:db8:1:2::/64", routes: through}}
  elsewhere: {{vpc: other, az: a, cidr: 10.9.1.0/24}}
route_tables:
  out: {{vpc: main, routes: [{{to: 0.0.0.0/0, via: igw}}]}}
  through:
    vpc: main
    routes:
      - {{to: 0.0.0.0/0, via: eni/box}}
      - {{to: "::/0", via: eni/box}}
      - {{to: 192.0.2.0/24, via: eni/stray}}
groups:
  open: {OPEN}
  six: {{in: [], out: [{{protocol: all, peer: "::/0"}}]}}
  box: {{in: [{{protocol: all, peer: 10.0.0.0/16}}, {{protocol: all, peer: "::/0"}}], out: [{{protocol: all, peer: 0.0.0.0/0}}]}}
interfaces:
  box: {{subnet: public, ip: 10.0.1.5, public: 203.0.113.5, groups: [box], source_dest_check: false}}
  client: {{subnet: private, ip: 10.0.2.10, ip6: "2001:db8:1:2::10", public: 203.0.113.6, groups: [open, six]}}
  neighbour: {{subnet: public, ip: 10.0.1.6, public: 203.0.113.7, groups: [open]}}
  stray: {{subnet: elsewhere, ip: 10.9.1.5, groups: [open]}}
"""


def test_an_appliance_sends_on_from_its_own_address_and_gives_the_reply_back() -> None:
    verdict = ask(APPLIANCE, "client", "198.51.100.7")
    assert came_out(verdict) == DELIVERED
    rules = [step.rule for step in verdict.trace if step.check == "translate"]
    assert rules == [
        "source 10.0.2.10 becomes 10.0.1.5, source port any of 1024-65535 (REMAP_EPHEMERAL_PORT)",
        "target 10.0.1.5 becomes 10.0.2.10 again",
    ]


def test_an_appliance_is_reached_at_its_own_address_like_any_interface() -> None:
    direct = APPLIANCE.replace("- {to: 0.0.0.0/0, via: eni/box}", "- {to: 10.0.1.5/32, via: eni/box}")
    assert came_out(ask(direct, "client", "box")) == DELIVERED


def test_an_appliance_in_another_vpc_is_no_target() -> None:
    assert came_out(ask(APPLIANCE, "client", "192.0.2.1")) == ("request", Code.BAD_STATE_ROUTE, "through")


def test_a_reply_that_comes_by_an_appliance_which_did_not_see_the_request_is_lost() -> None:
    verdict = ask(APPLIANCE, "198.51.100.7", "client")
    assert came_out(verdict) == ("reply", Code.ENI_ADDRESS_RESTRICTION, "box")


def test_an_appliance_without_an_ipv6_address_cannot_send_ipv6() -> None:
    with pytest.raises(FlowError, match="box has no IPv6 address") as caught:
        ask(APPLIANCE, "client", "2001:db8:ffff::1")
    assert caught.value.part == "eni/box"


def test_an_appliance_in_the_subnet_that_it_serves_is_routed_to_itself() -> None:
    with pytest.raises(FlowError, match="box is routed to itself"):
        ask(
            APPLIANCE.replace("box: {subnet: public, ip: 10.0.1.5", "box: {subnet: private, ip: 10.0.2.5"),
            "client",
            "198.51.100.7",
        )


def test_a_nat_gateway_whose_subnet_leads_to_it_is_routed_to_itself() -> None:
    network, flow = parts(
        WEB.replace("acls:", "nats: {n: {subnet: public, public: 203.0.113.20}}\nacls:")
        .replace("out: []", "out: [{protocol: all, peer: 0.0.0.0/0}]")
        .replace("ports: 1024-65535, peer: 0", "ports: 443-65535, peer: 0")
    )
    table = network.tables["main", "out"]
    looped = replace(table, routes=(Route(ip_network("0.0.0.0/0"), Target(Kind.NAT, "n")),))
    with pytest.raises(FlowError, match="n is routed to itself"):
        simulate(
            put(network, "tables", ("main", "out"), looped),
            replace(flow, source="web", target=ip_address("198.51.100.7"), port=443),
        )


NAT = f"""
vpcs: {{main: {{cidrs: [10.0.0.0/16], igw: true}}, other: {{cidrs: [10.9.0.0/16], igw: true}}}}
subnets:
  public: {{vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}}
  private: {{vpc: main, az: a, cidr: 10.0.2.0/24, routes: through}}
  elsewhere: {{vpc: other, az: a, cidr: 10.9.1.0/24, routes: wrong}}
route_tables:
  out: {{vpc: main, routes: [{{to: 0.0.0.0/0, via: igw}}]}}
  through: {{vpc: main, routes: [{{to: 0.0.0.0/0, via: nat/n}}]}}
  wrong: {{vpc: other, routes: [{{to: 0.0.0.0/0, via: nat/n}}]}}
groups:
  open: {OPEN}
  by-nat: {{in: [{{protocol: tcp, ports: 443, peer: 203.0.113.20/32}}], out: []}}
  by-group: {{in: [{{protocol: tcp, ports: 443, peer: group/open}}], out: []}}
interfaces:
  client: {{subnet: private, ip: 10.0.2.10, groups: [open]}}
  web: {{subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [by-nat]}}
  shy: {{subnet: public, ip: 10.0.1.11, public: 203.0.113.11, groups: [by-group]}}
  lost: {{subnet: elsewhere, ip: 10.9.1.10, groups: [open]}}
nats: {{n: {{subnet: public, public: 203.0.113.20}}}}
"""


def test_a_public_address_of_our_own_is_reached_over_the_internet_and_sees_the_nat_address() -> None:
    assert came_out(ask(NAT, "client", "203.0.113.10")) == DELIVERED


def test_a_group_reference_does_not_hold_over_the_internet() -> None:
    assert came_out(ask(NAT, "client", "203.0.113.11")) == ("request", Code.ENI_SG_RULES_MISMATCH, "shy")
    assert came_out(ask(NAT, "client", "shy")) == DELIVERED


def test_a_nat_gateway_serves_its_own_vpc_only() -> None:
    assert came_out(ask(NAT, "lost", "198.51.100.7")) == ("request", Code.NGW_REQUIRES_SOURCE_IN_VPC, "n")


def test_a_nat_gateway_is_not_asked_to_carry_ipv6() -> None:
    network, flow = parts(WEB.replace("acls:", "nats: {n: {subnet: public, public: 203.0.113.20}}\nacls:"))
    six = Route(ip_network("::/0"), Target(Kind.NAT, "n"))
    table = replace(network.tables["main", "out"], routes=(six,))
    with pytest.raises(FlowError, match="asked to carry IPv6") as caught:
        simulate(
            put(network, "tables", ("main", "out"), table),
            replace(flow, source="web", target=ip_address("2001:db8:ffff::1"), port=443),
        )
    assert caught.value.part == "nat/n"


REGIONAL = f"""
vpcs: {{main: {{cidrs: [10.0.0.0/16], igw: true}}, spoke: {{cidrs: [10.1.0.0/16]}}}}
subnets:
  private: {{vpc: main, az: a, cidr: 10.0.2.0/24, routes: through}}
  public: {{vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}}
  far: {{vpc: spoke, az: a, cidr: 10.1.1.0/24, routes: to-hub}}
route_tables:
  out: {{vpc: main, routes: [{{to: 0.0.0.0/0, via: igw}}]}}
  through: {{vpc: main, routes: [{{to: 0.0.0.0/0, via: nat/r}}, {{to: 10.1.0.0/16, via: tgw/hub}}]}}
  to-hub: {{vpc: spoke, routes: [{{to: 0.0.0.0/0, via: tgw/hub}}]}}
groups: {{open: {OPEN}}}
interfaces:
  client: {{subnet: private, ip: 10.0.2.10, public: 203.0.113.9, groups: [open]}}
  web: {{subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [open]}}
  far-client: {{subnet: far, ip: 10.1.1.10, groups: [open]}}
nats: {{r: {{regional: true, vpc: main, azs: [a]}}}}
tgws:
  hub:
    attachments: [{{vpc: main, subnets: [private]}}, {{vpc: spoke, subnets: [far], propagates: true}}]
    routes: [{{to: 0.0.0.0/0, via: main}}]
"""


def test_a_regional_nat_gateway_reaches_a_public_address_of_ours_and_the_reply_finds_back() -> None:
    verdict = ask(REGIONAL, "client", "203.0.113.10")
    assert came_out(verdict) == DELIVERED
    assert "source 10.0.2.10 becomes its public address" in [step.rule.partition(",")[0] for step in verdict.trace]


def test_a_regional_nat_gateway_sends_replies_to_a_spoke_by_the_transit_gateway() -> None:
    assert came_out(ask(REGIONAL, "far-client", "198.51.100.7")) == DELIVERED
    cut = REGIONAL.replace(", {to: 10.1.0.0/16, via: tgw/hub}", "")
    assert came_out(ask(cut, "far-client", "198.51.100.7")) == ("reply", Code.NGW_SOURCE_ADDRESS_REASSIGN, "r")


def test_a_regional_nat_gateway_needs_an_internet_gateway() -> None:
    cut = REGIONAL.replace("igw: true", "igw: false")
    assert came_out(ask(cut, "client", "198.51.100.7")) == ("request", Code.BAD_STATE_ROUTE, "through")


def test_a_regional_nat_gateway_did_not_see_what_came_to_a_public_address() -> None:
    assert came_out(ask(REGIONAL, "198.51.100.7", "client")) == ("reply", Code.NGW_SOURCE_ADDRESS_REASSIGN, "r")


def test_routes_that_lead_round_between_transit_gateway_and_vpc_are_circles() -> None:
    loop = REGIONAL.replace("{to: 0.0.0.0/0, via: nat/r}", "{to: 0.0.0.0/0, via: tgw/hub}")
    with pytest.raises(FlowError, match="goes in circles"):
        ask(loop, "far-client", "198.51.100.7")


EDGE = f"""
vpcs:
  hub: {{cidrs: [10.0.0.0/16, "2001:db8:1::/56"], igw: true}}
  spoke: {{cidrs: [10.1.0.0/16]}}
  third: {{cidrs: [10.2.0.0/16]}}
subnets:
  public: {{vpc: hub, az: a, cidr: 10.0.1.0/24, cidr6: "2001:db8:1:1::/64", routes: out}}
  leaf: {{vpc: spoke, az: a, cidr: 10.1.1.0/24, routes: to-hub}}
  alone: {{vpc: third, az: a, cidr: 10.2.1.0/24}}
route_tables:
  out:
    vpc: hub
    routes:
      - {{to: 0.0.0.0/0, via: igw}}
      - {{to: 10.1.0.0/16, via: tgw/t}}
      - {{to: 192.168.0.0/16, via: vgw}}
      - {{to: pl/s3, via: vpce/s3}}
      - {{to: 10.2.0.0/16, via: vgw}}
      - {{to: 198.51.101.0/24, via: pcx/p}}
      - {{to: 198.51.102.0/24, via: vpce/queue}}
      - {{to: "::/0", via: eigw}}
  to-hub: {{vpc: spoke, routes: [{{to: 0.0.0.0/0, via: tgw/t}}]}}
groups: {{open: {OPEN}, six: {{in: [{{protocol: all, peer: "::/0"}}], out: [{{protocol: all, peer: "::/0"}}]}}}}
interfaces:
  front: {{subnet: public, ip: 10.0.1.10, ip6: "2001:db8:1:1::10", public: 203.0.113.10, groups: [open, six]}}
  back: {{subnet: leaf, ip: 10.1.1.10, groups: [open]}}
  far: {{subnet: alone, ip: 10.2.1.10, public: 203.0.113.12, groups: [open]}}
prefix_lists: {{s3: [3.5.0.0/19]}}
peerings: {{p: {{vpcs: [spoke, third]}}}}
endpoints:
  s3: {{type: gateway, service: s3, vpc: hub}}
  queue: {{type: interface, service: sqs, subnet: public, ip: 10.0.1.50, groups: [open]}}
tgws:
  t:
    attachments: [{{vpc: hub, subnets: [public]}}, {{vpc: spoke, subnets: [leaf], propagates: true}}]
    routes: [{{to: 0.0.0.0/0, via: hub}}, {{to: 172.16.0.0/12, via: third}}]
"""


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # an internet gateway translates for interfaces of its own VPC
        ("back", "198.51.100.7", ("request", Code.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS, "igw")),
        # docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html: not extended out of the VPC
        ("back", "3.5.1.1", ("request", Code.NO_ROUTE_TO_DESTINATION, "out")),
        # VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS in the list of explanation codes
        ("back", "192.168.1.1", ("request", Code.VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS, "vgw")),
        # no other VPC lies behind the private gateway
        ("front", "far", ("request", Code.NO_ROUTE_TO_DESTINATION, "out")),
        # nobody else's peering, no interface endpoint as a target, no VPC that is not attached
        ("front", "198.51.101.1", ("request", Code.BAD_STATE_ROUTE, "out")),
        ("front", "198.51.102.1", ("request", Code.BAD_STATE_ROUTE, "out")),
        ("back", "172.16.0.1", ("request", Code.BAD_STATE_ROUTE, "t")),
        # IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS in the list of explanation codes
        ("100.64.0.9", "front", ("request", Code.IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS, "igw")),
        ("front", "100.64.0.9", ("request", Code.IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS, "igw")),
        # without an internet gateway nothing maps the public address
        ("198.51.100.7", "far", ("request", Code.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, "igw")),
        # in by the internet gateway, back by one that knows nothing of it
        ("2001:db8:ffff::1", "front", ("reply", Code.NO_ROUTE_TO_DESTINATION, "eigw")),
        ("front", "2001:db8:ffff::1", DELIVERED),
        # an interface by its public address is the interface
        ("203.0.113.10", "198.51.100.7", DELIVERED),
        ("10.1.1.10", "front", DELIVERED),
    ],
)
def test_what_lies_behind_a_gate(source: str, target: str, expected: tuple[str, ...]) -> None:
    assert came_out(ask(EDGE, source, target)) == expected


def test_an_egress_only_gateway_carries_no_ipv4_even_where_code_says_so() -> None:
    network, flow = parts(WEB)
    table = replace(network.tables["main", "out"], routes=(Route(ip_network("0.0.0.0/0"), Target(Kind.EIGW)),))
    flow = replace(flow, source=ip_address("198.51.100.7"), target="web", port=443)
    verdict = simulate(put(network, "tables", ("main", "out"), table), flow)
    assert came_out(verdict) == ("reply", Code.BAD_STATE_ROUTE, "out")


def test_a_gateway_endpoint_serves_only_what_is_outside() -> None:
    network, flow = parts(EDGE)
    table = network.tables["hub", "out"]
    odd = Route(ip_network("10.2.1.0/24"), Target(Kind.VPCE, "s3"))
    assert isinstance(network.endpoints["s3"], GatewayEndpoint)
    network = put(network, "tables", ("hub", "out"), replace(table, routes=(*table.routes, odd)))
    verdict = simulate(network, replace(flow, source="front", target="far", port=443))
    assert came_out(verdict) == ("request", Code.NO_ROUTE_TO_DESTINATION, "out")


OVERLAP = f"""
vpcs: {{a: {{cidrs: [10.0.0.0/16]}}, b: {{cidrs: [10.1.0.0/16]}}, c: {{cidrs: [10.1.0.0/16]}}}}
subnets:
  in-a: {{vpc: a, az: a, cidr: 10.0.1.0/24, routes: ra}}
  in-b: {{vpc: b, az: a, cidr: 10.1.1.0/24, routes: rb}}
  in-c: {{vpc: c, az: a, cidr: 10.1.1.0/24, routes: rc}}
route_tables:
  ra: {{vpc: a, routes: [{{to: 10.1.0.0/16, via: pcx/ac}}]}}
  rb: {{vpc: b, routes: [{{to: 10.0.0.0/16, via: pcx/ab}}]}}
  rc: {{vpc: c, routes: [{{to: 10.0.0.0/16, via: pcx/ac}}]}}
groups: {{open: {OPEN}}}
interfaces:
  a1: {{subnet: in-a, ip: 10.0.1.10, groups: [open]}}
  b1: {{subnet: in-b, ip: 10.1.1.10, groups: [open]}}
  b2: {{subnet: in-b, ip: 10.1.1.20, groups: [open]}}
  c1: {{subnet: in-c, ip: 10.1.1.10, groups: [open]}}
peerings: {{ab: {{vpcs: [a, b]}}, ac: {{vpcs: [a, c]}}}}
"""


# docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html: overlapping CIDR blocks of two peers
@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("a1", "c1", DELIVERED),
        ("a1", "10.1.1.10", DELIVERED),
        ("a1", "b1", ("request", Code.NO_ROUTE_TO_DESTINATION, "ra")),
        ("a1", "b2", ("request", Code.NO_ROUTE_TO_DESTINATION, "ra")),
        ("b1", "a1", ("reply", Code.NO_ROUTE_TO_DESTINATION, "ra")),
    ],
)
def test_an_address_is_looked_up_in_the_vpc_in_which_the_packet_arrives(
    source: str, target: str, expected: tuple[str, ...]
) -> None:
    assert came_out(ask(OVERLAP, source, target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("nobody", "a1", 'there is no interface "nobody"'),
        ("10.1.1.10", "a1", "10.1.1.10 is in several VPCs: b1, c1"),
        ("198.51.100.7", "10.1.1.10", "10.1.1.10 is in several VPCs: b1, c1"),
        ("a1", "10.1.1.99", "nobody holds 10.1.1.99 in b"),
        ("a1", "a1", "both ends are the same"),
        ("198.51.100.7", "192.0.2.1", "both ends are outside"),
        ("a1", "2001:db8::1", "a1 has no IPv6 address"),
        ("2001:db8::1", "a1", "a1 has no IPv6 address"),
        ("2001:db8::1", "10.0.1.10", "one end is IPv4, the other IPv6"),
    ],
)
def test_a_flow_that_cannot_be_asked_about_is_refused(source: str, target: str, message: str) -> None:
    with pytest.raises(FlowError, match=message):
        ask(OVERLAP, source, target)


def test_a_nat_gateway_and_an_endpoint_ask_for_nothing() -> None:
    with pytest.raises(FlowError, match="is a NAT gateway"):
        ask(NAT, "203.0.113.20", "client")
    with pytest.raises(FlowError, match="queue is an endpoint"):
        ask(EDGE, "10.0.1.50", "front")


def test_a_flow_has_a_port_unless_it_is_icmp() -> None:
    with pytest.raises(FlowError, match="a tcp flow has a port"):
        ask(WEB, "198.51.100.7", "web", port=None)
    with pytest.raises(FlowError, match="a udp flow has a port"):
        ask(WEB, "198.51.100.7", "web", port=None, protocol=Protocol.UDP)
    verdict = ask(WEB, "198.51.100.7", "web", port=None, protocol=Protocol.ICMP)
    assert came_out(verdict) == ("request", Code.SUBNET_ACL_RESTRICTION, "guard")


def test_what_lies_beyond_the_refusal_is_known_as_far_as_the_way_goes() -> None:
    verdict = ask(WEB, "198.51.100.7", "web", port=80)
    assert came_out(verdict) == ("request", Code.SUBNET_ACL_RESTRICTION, "guard")
    assert [(step.leg, step.check, step.result) for step in verdict.beyond] == [
        ("request", "ingress", "DENY"),
        ("reply", "outbound", "ALLOW"),
        ("reply", "route", "igw"),
        ("reply", "public IP", "ALLOW"),
    ]


def test_ipv6_needs_no_public_address_and_meets_rules_of_its_own_family() -> None:
    assert came_out(ask(WEB, "2001:db8:ffff::1", "web")) == DELIVERED
    assert came_out(ask(WEB, "2001:db8:ffff::1", "2001:db8:1:1::10")) == DELIVERED
    only4 = WEB.replace(
        '{rule: 110, action: allow, protocol: tcp, ports: 443, peer: "::/0"}',
        '{rule: 110, action: deny, protocol: all, peer: "::/0"}',
    )
    assert came_out(ask(only4, "2001:db8:ffff::1", "web")) == ("request", Code.SUBNET_ACL_RESTRICTION, "guard")


def test_a_nat_gateway_has_the_first_free_address_of_its_subnet() -> None:
    network, _ = parts(NAT)
    nat = network.nats["n"]
    assert not hasattr(nat, "zones")
    assert str(network.nat_address(nat)) == "10.0.1.4"
    small = put(network, "subnets", "public", Subnet("public", "main", "a", IPv4Network("10.0.1.0/30")))
    assert str(small.nat_address(nat)) == "10.0.1.3"


def test_a_flow_is_a_plain_value() -> None:
    assert Flow("a", "b", Protocol.TCP, 443) == Flow("a", "b", Protocol.TCP, 443, None)
