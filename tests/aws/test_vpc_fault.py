"""Named faults: each breaks what it is meant to break, in the scenarios that are shipped, and says why it cannot."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_fault import FAULTS, Damage, Unfit, broken, damage
from awsprep.aws.vpc_fix import fix
from awsprep.aws.vpc_parts import Bpa, Protocol
from awsprep.bank.files import shipped_folder
from awsprep.bank.sheet import sheet_of
from tests.aws.vpc_networks import WEB, came_out, parts, scenario

if TYPE_CHECKING:
    from awsprep.aws.vpc_fault import Fault
    from awsprep.aws.vpc_network import Network

SHIPPED = {file.stem: file for file in (Path(shipped_folder()) / "scenarios").glob("*.yaml")}
INTERNET = ip_address("198.51.100.7")
TO_WEB = Flow(INTERNET, "web", Protocol.TCP, 443)
PUBLIC_IP, MAIN_TABLE, ACL_ORDER, EPHEMERAL, GROUP_PORT, NAT_SUBNET, ONE_WAY, BLACKHOLE, BPA = FAULTS


def shipped(name: str) -> tuple[Network, Flow]:
    file = SHIPPED[name]
    found = sheet_of(str(file), file.read_bytes(), shipped=True).scenario
    assert found is not None
    return found.network, found.flow


def outcome(name: str, fault: int) -> tuple[str, ...]:
    network, flow = shipped(name)
    done = damage(network, flow, FAULTS[fault - 1])
    if isinstance(done, Unfit):
        return ("unfit",)
    return came_out(simulate(done.network, flow))


ACL, GROUP, NONE, DEAD = (
    "SUBNET_ACL_RESTRICTION",
    "ENI_SG_RULES_MISMATCH",
    "NO_ROUTE_TO_DESTINATION",
    "BAD_STATE_ROUTE",
)
BROKEN = {
    "internet-to-instance": {
        1: ("request", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "igw"),
        2: ("reply", NONE, "main"),
        3: ("request", ACL, "web-acl"),
        4: ("reply", ACL, "web-acl"),
        5: ("request", GROUP, "web-1"),
        8: ("reply", DEAD, "public"),
        9: ("request", "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "main"),
    },
    "nat-gateway": {
        2: ("request", NONE, "main"),
        3: ("request", ACL, "public-acl"),
        4: ("reply", ACL, "public-acl"),
        5: ("request", GROUP, "app-1"),
        6: ("request", NONE, "main"),
        8: ("request", DEAD, "private"),
        9: ("request", "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "main"),
    },
    "peering": {
        2: ("request", NONE, "main"),
        3: ("request", ACL, "billing-acl"),
        4: ("reply", ACL, "billing-acl"),
        5: ("request", GROUP, "billing-1"),
        7: ("reply", NONE, "billing-routes"),
        8: ("request", DEAD, "shop-routes"),
    },
    "gateway-endpoint": {
        2: ("request", NONE, "main"),
        3: ("request", ACL, "private-acl"),
        4: ("reply", ACL, "private-acl"),
        5: ("request", GROUP, "app-1"),
        8: ("request", DEAD, "private"),
    },
    "transit-gateway": {
        2: ("request", NONE, "main"),
        3: ("request", ACL, "one-tgw-acl"),
        4: ("reply", ACL, "two-a-acl"),
        5: ("request", GROUP, "server"),
        8: ("request", DEAD, "to-two"),
    },
    "vpn": {
        2: ("reply", NONE, "main"),
        3: ("request", ACL, "office-acl"),
        4: ("reply", ACL, "office-acl"),
        5: ("request", GROUP, "server-1"),
    },
}  # fmt: skip


@pytest.mark.parametrize("fault", range(1, 10))
@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_breaks_a_way_that_works_or_does_not_fit_it(name: str, fault: int) -> None:
    assert outcome(name, fault) == BROKEN[name].get(fault, ("unfit",))


def test_every_delivered_scenario_that_is_shipped_is_broken_above_and_each_fault_breaks_one() -> None:
    delivered = {name for name in SHIPPED if simulate(*shipped(name)).delivered}
    assert delivered == set(BROKEN)
    assert {fault for made in BROKEN.values() for fault in made} == set(range(1, 10))


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_a_fault_does_is_said_or_why_it_does_nothing(name: str, fault: Fault) -> None:
    network, flow = shipped(name)
    done = damage(network, flow, fault)
    if isinstance(done, Unfit):
        assert done.why.endswith(".")
    else:
        assert done.changes
        assert done.network != network
        assert not simulate(done.network, flow).delivered


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_way_can_be_mended(name: str) -> None:
    network, flow = shipped(name)
    for fault in BROKEN[name]:
        done = damage(network, flow, FAULTS[fault - 1])
        assert isinstance(done, Damage)
        found = fix(done.network, flow)
        assert found is not None
        assert found.changes


def test_several_faults_are_made_one_after_the_other() -> None:
    network, _ = parts(WEB)
    after, made = broken(network, TO_WEB, [PUBLIC_IP, BLACKHOLE, MAIN_TABLE, ACL_ORDER])
    assert {name: str(done.changes[-1]) if isinstance(done, Damage) else done.why for name, done in made.items()} == {
        "public IP": "~ web public IP none",
        "blackhole": "The packet follows no route but local and dead ones here.",
        "main route table": "No subnet with a route table of its own sends on this way.",
        "ACL order": "No network ACL that lets the packet pass is met on this way.",
    }
    assert after.interfaces["web"].public is None
    after, made = broken(network, TO_WEB, [BLACKHOLE, MAIN_TABLE])
    assert [str(change) for done in made.values() if isinstance(done, Damage) for change in done.changes] == [
        "~ out route 0.0.0.0/0 via blackhole",
        "~ public route table main",
    ]
    assert broken(network, TO_WEB, []) == (network, {})


def why(text: str, flow: Flow, fault: Fault) -> str:
    network, _ = parts(text)
    done = damage(network, flow, fault)
    return done.why if isinstance(done, Unfit) else str(done.changes[0])


def test_the_public_address_of_a_nat_gateway_stays() -> None:
    text = scenario_text("nat-gateway")
    assert why(text, Flow("app-1", INTERNET, Protocol.TCP, 443), PUBLIC_IP) == (
        "The public address here is that of a NAT gateway, which cannot be without one."
    )
    alone = WEB.replace("public: 203.0.113.10, ", "")
    assert why(alone, TO_WEB, PUBLIC_IP) == "There is no public address that could be taken away."


def scenario_text(name: str) -> str:
    lines = SHIPPED[name].read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("vpcs:"))
    return "\n".join(line for line in lines[start:] if not line.startswith(("flow:", "expect:")))


def test_an_address_that_the_flow_itself_names_cannot_be_taken_away() -> None:
    asked = replace(TO_WEB, target=ip_address("203.0.113.10"))
    assert why(WEB, asked, PUBLIC_IP) == (
        "After it the flow could not be asked about: both ends are outside all VPCs; name an interface at one end."
    )


def test_an_instance_that_asks_loses_its_own_public_address() -> None:
    asked = Flow("web", INTERNET, Protocol.TCP, 443)
    text = WEB.replace("out: []", "out: [{protocol: all, peer: 0.0.0.0/0}]").replace(
        "{rule: 110, action: allow, protocol: tcp, ports: 1024-65535",
        "{rule: 90, action: allow, protocol: all, peer: 0.0.0.0/0}\n      - {rule: 110, action: allow, protocol: tcp, ports: 1024-65535",
    )
    assert why(text, asked, PUBLIC_IP) == "~ web public IP none"


def test_icmp_has_no_ports_to_get_wrong() -> None:
    asked = replace(TO_WEB, protocol=Protocol.ICMP, port=None)
    assert {why(WEB, asked, fault) for fault in (EPHEMERAL, GROUP_PORT)} == {"ICMP has no ports."}


def test_a_deny_takes_the_nearest_free_number_before_the_allow() -> None:
    crowded = WEB.replace(
        "rule: 100, action: allow, protocol: tcp, ports: 443", "rule: 5, action: allow, protocol: tcp, ports: 443"
    )
    assert why(crowded, TO_WEB, ACL_ORDER) == "+ guard inbound rule 4 deny tcp 443 from 198.51.100.7/32"
    first = crowded.replace("rule: 5,", "rule: 1,")
    assert why(first, TO_WEB, ACL_ORDER) == "Rule 1 of guard comes first, and nothing can stand before it."


def test_a_subnet_with_the_default_acl_gets_one_of_its_own_with_a_name_that_is_free() -> None:
    text = WEB.replace(", acl: guard", "").replace("  guard:", "  public-acl:")
    network, _ = parts(text)
    done = damage(network, TO_WEB, ACL_ORDER)
    assert isinstance(done, Damage)
    assert [str(change) for change in done.changes] == [
        "~ public ACL public-acl2",
        "+ public-acl2 inbound rule 90 deny tcp 443 from 198.51.100.7/32",
    ]
    assert came_out(simulate(done.network, TO_WEB)) == ("request", "SUBNET_ACL_RESTRICTION", "public-acl2")
    six = replace(TO_WEB, source=ip_address("2001:db8:ffff::7"))
    assert simulate(done.network, six).delivered


def test_all_groups_that_let_the_packet_in_open_another_port() -> None:
    text = WEB.replace("groups: [web]", "groups: [web, all]").replace(
        "  web:\n", "  all: {in: [{protocol: all, peer: 0.0.0.0/0}], out: []}\n  web:\n"
    )
    network, _ = parts(text)
    done = damage(network, TO_WEB, GROUP_PORT)
    assert isinstance(done, Damage)
    assert [str(change) for change in done.changes] == [
        "~ web ingress tcp 80 from 0.0.0.0/0",
        "~ all ingress tcp 80 from 0.0.0.0/0",
    ]
    assert came_out(simulate(done.network, TO_WEB)) == ("request", "ENI_SG_RULES_MISMATCH", "web")
    none = WEB.replace("groups: [web]", "groups: []")
    assert why(none, TO_WEB, GROUP_PORT) == "No security group that lets the packet pass is met on this way."


@pytest.mark.parametrize(("port", "other"), [(65535, 65534), (8443, 8444), (3306, 5432)])
def test_the_port_that_is_opened_by_mistake_is_another_one(port: int, other: int) -> None:
    text = WEB.replace("ports: 443", f"ports: {port}")
    assert why(text, replace(TO_WEB, port=port), GROUP_PORT) == f"~ web ingress tcp {other} from 0.0.0.0/0"


NAT = """
vpcs: {main: {cidrs: [10.0.0.0/16], igw: true}}
subnets:
  public: {vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}
  private: {vpc: main, az: a, cidr: 10.0.2.0/24, routes: inner}
  deep: {vpc: main, az: a, cidr: 10.0.3.0/24}
route_tables:
  out: {vpc: main, routes: [{to: 0.0.0.0/0, via: igw}]}
  inner: {vpc: main, routes: [{to: 0.0.0.0/0, via: nat/n}]}
groups: {app: {in: [], out: [{protocol: all, peer: 0.0.0.0/0}]}}
interfaces: {app: {subnet: private, ip: 10.0.2.10, groups: [app]}}
nats: {n: {subnet: public, public: 203.0.113.20}}
"""


def test_a_nat_gateway_moves_to_a_subnet_without_a_way_out() -> None:
    asked = Flow("app", INTERNET, Protocol.TCP, 443)
    assert why(NAT, asked, NAT_SUBNET) == "~ n subnet deep"
    assert why(NAT.replace("  deep: {vpc: main, az: a, cidr: 10.0.3.0/24}\n", ""), asked, NAT_SUBNET) == (
        "~ public route table main"
    )
    stuck = NAT.replace("out: {vpc", "main: {vpc").replace("routes: out", "routes: main")
    assert why(stuck, asked, NAT_SUBNET) == (
        "There is no subnet without a way to the internet to which n could be moved."
    )
    regional = NAT.replace("{subnet: public, public: 203.0.113.20}", "{regional: true, vpc: main, azs: [a]}")
    assert why(regional, asked, NAT_SUBNET) == "n is a regional NAT gateway, which is in no subnet."


def test_public_access_is_blocked_both_ways_once() -> None:
    blocked = WEB.replace("igw: true", "igw: true, bpa: ingress")
    assert why(blocked, TO_WEB, BPA) == "~ main public access bidirectional"
    assert why(WEB.replace("igw: true", "igw: true, bpa: bidirectional"), TO_WEB, BPA) == (
        "Public access to main is blocked both ways as it is."
    )
    network, _ = parts(WEB)
    six = replace(TO_WEB, source=ip_address("2001:db8:ffff::7"))
    done = damage(network, six, BPA)
    assert isinstance(done, Damage)
    assert done.network.vpcs["main"].bpa is Bpa.BIDIRECTIONAL


def test_a_route_to_a_virtual_private_gateway_stays_because_it_says_what_lies_behind() -> None:
    asked = scenario(scenario_text("vpn"), "flow: {from: 192.168.10.5, to: server-1, protocol: tcp, port: 22}")
    done = damage(asked.network, asked.flow, BLACKHOLE)
    assert isinstance(done, Unfit)
    assert "virtual private gateway" in done.why


def test_a_reply_that_takes_another_way_back_leaves_the_peering_alone() -> None:
    text = scenario_text("peering").replace(
        "{to: 10.0.0.0/16, via: pcx/shop-billing}", "{to: 10.0.0.0/16, via: tgw/hub}"
    )
    hub = "{attachments: [{vpc: shop, subnets: [shop-a], propagates: true}, {vpc: billing, subnets: [billing-a]}]}"
    asked = Flow("shop-1", "billing-1", Protocol.TCP, 443)
    assert why(f"{text}\ntgws: {{hub: {hub}}}", asked, ONE_WAY) == (
        "No reply comes back over the peering connection as it is."
    )
