"""The VPC labs: every option is simulated again, as it was drawn and as it reads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_edit import (
    add_acl_rule,
    add_group_rule,
    alter,
    associate,
    put,
    remove_acl_rule,
    remove_route,
    set_route,
)
from awsprep.aws.vpc_fix import fix
from awsprep.labs import FAMILIES, make
from awsprep.labs.vpc_drawing import WIDTH
from awsprep.labs.vpc_network import allow, deny, flow, lets, route, table
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, facts
from tests.labs.reader import flow_of, network_of
from tests.labs.shape import LEVELS, SEEDS, shaped

if TYPE_CHECKING:
    from awsprep.aws.vpc_network import Network
    from awsprep.labs.case import Case

FAMILY_NAMES = tuple(name for name in FAMILIES if name.startswith("vpc-"))
LINES = 36
"""Of a drawing: what a learner scrolls through at most."""


def _case(family: str, level: str, seed: int) -> Case:
    return make(family, level, Random(seed), {})


def test_there_are_eight_families_and_more() -> None:
    assert len(FAMILY_NAMES) >= 8


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_exactly_one_option_is_right_by_simulation_and_the_others_name_their_mistake(family: str, level: str) -> None:
    asks = set()
    for seed in SEEDS:
        case = _case(family, level, seed)
        trials: tuple[Trial, ...] = case.values
        assert [place for place, trial in enumerate(trials) if trial.holds()] == [case.right], (seed, case)
        shaped(case)
        assert "{still}" not in "".join(why for _, why in case.options)
        code = case.ask.split("```")[1].strip("\n").split("\n")
        assert max(map(len, code)) <= WIDTH, max(code, key=len)
        assert len(code) <= LINES
        asks.add(case.ask)
    assert len(asks) > len(SEEDS) * 0.95


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_who_reads_only_the_text_comes_to_the_same_key(family: str, level: str) -> None:
    for seed in range(20):
        case = _case(family, level, seed)
        net = network_of(case.ask)
        right = [place for place, (text, _) in enumerate(case.options) if _true(family, case.ask, net, text)]
        assert right == [case.right], (seed, case.ask, [text for text, _ in case.options])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", ["vpc-fix", "vpc-reply"])
def test_what_is_to_be_mended_is_broken_and_the_search_too_finds_one_change(family: str, level: str) -> None:
    for seed in range(25):
        case = _case(family, level, seed)
        net, asked = network_of(case.ask), flow_of(case.ask)
        assert not simulate(net, asked).delivered
        found = fix(net, asked, most=1)
        assert found is not None
        assert len(found.changes) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_to_be_broken_works(level: str) -> None:
    for seed in range(25):
        case = _case("vpc-break", level, seed)
        assert simulate(network_of(case.ask), flow_of(case.ask)).delivered


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_the_key_varies(family: str) -> None:
    for level in LEVELS:
        keys = Counter(case.options[case.right] for case in (_case(family, level, seed) for seed in range(60)))
        assert len(keys) > 1, keys
        assert max(keys.values()) <= 45, keys


def test_the_explanation_shows_the_line_of_the_trace_that_decided() -> None:
    case = next(
        case for case in (_case("vpc-verdict", "junior", seed) for seed in range(99)) if "DENY" in case.explanation
    )
    step = simulate(network_of(case.ask), flow_of(case.ask)).stopped
    assert step is not None
    assert case.explanation == f"{step.leg.capitalize()} at `{step.where}`, {step.check}: DENY, {step.rule}."
    mended = _case("vpc-fix", "junior", 0).explanation
    assert re.fullmatch(
        r"- \w+ at `\S+`, [\w ]+: DENY, .*\n- With the change: .*\n- Then request and reply arrive\.", mended
    )


def test_claims_that_are_too_few_or_all_wrong_make_no_case() -> None:
    trial: Trial = _case("vpc-fix", "junior", 0).values[0]
    right = trial._replace(
        network=network_of(_case("vpc-break", "junior", 0).ask), flow=flow_of(_case("vpc-break", "junior", 0).ask)
    )
    wrong = [Claim(f"option {n}", trial._replace(fact="nothing"), "So it is {still}.") for n in range(6)]
    same = [wrong[0], wrong[0]._replace(text="OPTION  0")]
    assert case_of_claims("?", wrong, lambda _: "") is None
    assert case_of_claims("?", [Claim("right", right, ""), *same, wrong[1]], lambda _: "") is None
    case = case_of_claims("?", [*wrong, Claim("right", right, ""), Claim("also right", right, "")], lambda _: "because")
    assert case is not None
    assert [text for text, _ in case.options] == [*(f"option {n}" for n in range(4)), "right"]
    assert (case.right, case.explanation) == (4, "because")


def test_the_facts_of_a_verdict_name_each_rule_and_where_it_is_stopped() -> None:
    case = next(case for case in (_case("vpc-verdict", "mid", seed) for seed in range(99)) if "arrives" in _key(case))
    found = facts(simulate(network_of(case.ask), flow_of(case.ask)))
    assert {
        "delivered",
        "request db-acl inbound rule 100",
        "reply app-acl inbound rule 110",
        "delivered by db-sg",
    } <= found
    assert not any("stopped" in fact for fact in found)


def _key(case: Case) -> str:
    return case.options[case.right][0]


def _true(family: str, ask: str, net: Network, text: str) -> bool:
    """Whether an option says what the network of the text does."""
    match family:
        case "vpc-verdict":
            return _said(text) in facts(simulate(net, flow_of(ask)))
        case "vpc-acl-order":
            match = re.match(r"Rule (\d+|\*), ", text)
            assert match, text
            leg, side = ("reply", "outbound") if ask.endswith("the reply?") else ("request", "inbound")
            return f"{leg} web-acl {side} rule {match[1]}" in facts(simulate(net, flow_of(ask)))
        case "vpc-fix" | "vpc-reply":
            return simulate(_changed(net, text), flow_of(ask)).delivered
        case "vpc-break":
            return not simulate(_changed(net, text), flow_of(ask)).delivered
        case "vpc-egress":
            rows = [row.split(" to ") for row in text.split("; ")]
            key = ("main", "app")
            return simulate(
                put(net, "tables", key, table("app", "main", *((to, via) for to, via in rows))), flow_of(ask)
            ).delivered
        case "vpc-pairs":
            here, there = text.split(" to ")
            return simulate(net, flow(here, there, 443)).delivered
        case "vpc-reach":
            return simulate(net, flow(text, "db-1", int(_found(r"at port (\d+)\.", ask)))).delivered
        case _:
            assert family == "vpc-endpoint"
            verdict = simulate(net, flow(text, _found(r"ask S3, at (\S+),", ask), 443))
            return verdict.delivered and any(step.where == "vpce-s3" for step in verdict.trace)


def _said(text: str) -> str:
    """The fact that an option of vpc-verdict states."""
    if text.startswith("It arrives"):
        return "delivered"
    if match := re.fullmatch(r"The (\w+) finds no route in (\S+)", text):
        return f"{match[1]} stopped at {match[2]} route"
    if match := re.fullmatch(r"The (\w+) is dropped by (nat-\d)", text):
        return f"{match[1]} stopped at {match[2]} nat"
    match = re.fullmatch(r"The (\w+) is dropped by the (\w+) rules of (\S+)", text)
    assert match, text
    side = match[2] if match[3].endswith("-acl") else {"inbound": "ingress", "outbound": "egress"}[match[2]]
    return f"{match[1]} stopped at {match[3]} {side}"


def _changed(net: Network, text: str) -> Network:
    """The network after what an option says."""
    where, _, what = text.partition(": ")
    inbound = " inbound " in f" {what} "
    if match := re.search(r"(add|remove) \w+ rule (\d+) (allow|deny) tcp (\S+) (?:from|to) (\S+)", what):
        rule = {"allow": allow, "deny": deny}[match[3]](int(match[2]), match[4], match[5])
        return {"add": add_acl_rule, "remove": remove_acl_rule}[match[1]](net, where, rule, inbound=inbound).network
    if match := re.search(r"add \w+ rule tcp (\S+) (?:from|to) (\S+)", what):
        return add_group_rule(net, where, lets(match[1], match[2]), inbound=inbound).network
    if what.startswith("remove") and where.endswith("-sg"):
        ports = _found(r"rule (?:tcp )?(.*?) (?:from|to) ", what)
        one = net.groups[where]
        kept = [
            rule for rule in (one.inbound if inbound else one.outbound) if str(rule.ports or "all traffic") != ports
        ]
        assert len(kept) == len(one.inbound if inbound else one.outbound) - 1
        return put(
            net, "groups", where, replace(one, inbound=tuple(kept)) if inbound else replace(one, outbound=tuple(kept))
        )
    if match := re.fullmatch(r"(add|set|remove) route (\S+) via (\S+)", what):
        row = route(match[2], match[3])
        if match[1] == "remove":
            return remove_route(net, ("main", where), row).network
        return set_route(net, ("main", where), row).network
    if match := re.fullmatch(r"use route table (\S+)", what):
        return associate(net, net.subnets[where], match[1]).network
    assert what == "set internet gateway off", text
    return alter(net, "vpcs", where, "internet gateway", igw=False).network


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match[1]
