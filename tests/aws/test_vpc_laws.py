"""What must hold in every network, tried on all the golden ones."""

from __future__ import annotations

import random
from dataclasses import replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.vpc import Flow, simulate
from awsprep.aws.vpc_candidates import candidates
from awsprep.aws.vpc_edit import add_acl_rule, add_group_rule, put, remove_route
from awsprep.aws.vpc_fix import fix
from awsprep.aws.vpc_parts import AclRule, GroupRule, Kind, Ports, Protocol
from awsprep.aws.vpc_verdict import Code, FlowError
from awsprep.bank.files import shipped_folder
from awsprep.bank.sheet import sheet_of
from tests.aws.vpc_networks import WEB, ask, came_out, parts, scenario

if TYPE_CHECKING:
    from awsprep.aws.vpc_parts import Address
    from awsprep.bank.scenario import Scenario

FOLDERS = (Path(__file__).parent.parent / "data" / "vpc", Path(shipped_folder()) / "scenarios")
PATHS = [path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def one(request: pytest.FixtureRequest) -> Scenario:
    found = sheet_of("x", request.param.read_bytes(), shipped=False).scenario
    assert found is not None
    return found


def test_one_more_rule_in_a_security_group_never_blocks(one: Scenario) -> None:
    rng = random.Random(one.name)
    before = simulate(one.network, one.flow)
    for name in one.network.groups:
        for inbound in (True, False):
            peers = [cidr for vpc in one.network.vpcs.values() for cidr in vpc.cidrs]
            rule = GroupRule(Protocol.TCP, Ports(0, rng.randrange(65536)), rng.choice(peers))
            after = simulate(add_group_rule(one.network, name, rule, inbound=inbound).network, one.flow)
            assert after.delivered >= before.delivered
            assert after.delivered or len(after.trace) >= len(before.trace)


def test_the_order_of_rules_in_groups_and_of_rows_in_acls_and_tables_says_nothing(one: Scenario) -> None:
    network = one.network
    for name, group in network.groups.items():
        network = put(
            network, "groups", name, replace(group, inbound=group.inbound[::-1], outbound=group.outbound[::-1])
        )
    for name, acl in network.acls.items():
        network = put(network, "acls", name, replace(acl, inbound=acl.inbound[::-1], outbound=acl.outbound[::-1]))
    for key, table in network.tables.items():
        network = put(network, "tables", key, replace(table, routes=table.routes[::-1]))
    assert came_out(simulate(network, one.flow)) == came_out(simulate(one.network, one.flow))


def test_a_last_deny_in_an_acl_changes_nothing(one: Scenario) -> None:
    for name in one.network.acls:
        for inbound in (True, False):
            for peer in ("0.0.0.0/0", "::/0"):
                deny = AclRule(32766, allow=False, protocol=Protocol.ALL, ports=None, peer=ip_network(peer))
                network = add_acl_rule(one.network, name, deny, inbound=inbound).network
                assert came_out(simulate(network, one.flow)) == came_out(simulate(one.network, one.flow))


def test_taking_a_route_away_never_delivers_but_where_it_hid_a_shorter_one(one: Scenario) -> None:
    before = simulate(one.network, one.flow)
    hid = {(step.where, step.check) for step in before.trace if "loses" in step.rule}
    for key, table in one.network.tables.items():
        for route in table.routes:
            after = simulate(remove_route(one.network, key, route).network, one.flow)
            assert before.delivered or not after.delivered or (table.name, "route") in hid


def test_a_delivered_flow_needs_each_route_that_was_the_only_match(one: Scenario) -> None:
    before = simulate(one.network, one.flow)
    used = {(step.where, step.result) for step in before.trace if "only match" in step.rule}
    for key, table in one.network.tables.items():
        for route in table.routes if before.delivered else ():
            after = simulate(remove_route(one.network, key, route).network, one.flow)
            assert not (after.delivered and (table.name, str(route.via)) in used)


def test_both_directions_of_a_flow_are_walked_in_order(one: Scenario) -> None:
    verdict = simulate(one.network, one.flow)
    legs = [step.leg for step in (*verdict.trace, *verdict.beyond)]
    assert legs == sorted(legs, key=lambda leg: leg == "reply")
    assert [step.code for step in verdict.trace[:-1]] == [None] * (len(verdict.trace) - 1)
    assert (verdict.word == "delivered") == (verdict.code is None) == (verdict.leg is None) == (verdict.at is None)
    assert verdict.delivered is False or not verdict.beyond


def test_no_single_edit_delivers_where_the_smallest_fix_needs_more(one: Scenario) -> None:
    found = fix(one.network, one.flow)
    verdict = simulate(one.network, one.flow)
    if found is None or len(found.changes) < 2:
        return
    for edit in candidates(one.network, verdict):
        try:
            assert not simulate(edit.network, one.flow).delivered
        except FlowError:
            continue


def test_every_flow_that_can_be_asked_has_a_verdict_and_every_fix_delivers(one: Scenario) -> None:
    rng = random.Random(one.name)
    ends: list[str | Address] = [*one.network.interfaces, ip_address("198.51.100.7"), ip_address("192.168.3.4")]
    ends += [ip_address("2001:db8:ffff::1"), *(nic.ip for nic in one.network.interfaces.values())]
    for _ in range(12):
        flow = Flow(rng.choice(ends), rng.choice(ends), rng.choice((Protocol.TCP, Protocol.ICMP)), 443)
        try:
            verdict = simulate(one.network, flow)
        except FlowError:
            continue
        assert verdict.delivered or verdict.at
        found = fix(one.network, flow, most=2)
        assert found is None or simulate(found.network, flow).delivered


def test_closing_the_ephemeral_ports_stops_exactly_the_replies() -> None:
    network, flow = parts(WEB)
    from awsprep.bank.scenario import end_of

    flow = replace(flow, source=end_of("198.51.100.7"), target="web", port=443)
    assert simulate(network, flow).delivered
    closed = put(network, "acls", "guard", replace(network.acls["guard"], outbound=()))
    verdict = simulate(closed, flow)
    assert came_out(verdict) == ("reply", Code.SUBNET_ACL_RESTRICTION, "guard")
    assert {step.leg for step in verdict.trace[:-1]} == {"request"}


@pytest.mark.parametrize("source_port", [1024, 49152, 65535])
def test_the_reply_goes_to_the_port_that_asked(source_port: int) -> None:
    narrow = WEB.replace("1024-65535", f"{source_port}")
    assert came_out(ask(narrow, "198.51.100.7", "web", source_port=source_port)) == ("delivered",)
    other = ask(narrow, "198.51.100.7", "web", source_port=source_port - 1)
    assert came_out(other) == ("reply", Code.SUBNET_ACL_RESTRICTION, "guard")


def test_a_route_of_its_own_kind_is_what_a_blackhole_hides() -> None:
    dead = WEB.replace("{to: 0.0.0.0/0, via: igw}", "{to: 0.0.0.0/0, via: igw}, {to: 198.51.100.0/24, via: blackhole}")
    assert came_out(ask(dead, "198.51.100.7", "web")) == ("reply", Code.BAD_STATE_ROUTE, "out")
    assert came_out(ask(dead, "192.0.2.7", "web")) == ("delivered",)
    assert scenario(dead).network.tables["main", "out"].routes[-1].via.kind is Kind.IGW
