"""The lines that each check goes by, typed anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from awsprep.aws.vpc import simulate
from awsprep.bank.files import shipped_folder
from awsprep.bank.scenario import Scenario
from awsprep.bank.scenario_book import Book, Mistake, Rule, Shelf
from awsprep.bank.scenario_rule import EXAMPLES, Kind, text_of, value_of
from awsprep.bank.sheet import sheet_of
from tests.aws.vpc_networks import came_out

FILES = {
    file.stem: file
    for file in (
        *(Path(shipped_folder()) / "scenarios").glob("*.yaml"),
        *(Path(__file__).parent.parent / "data" / "vpc").glob("*.yaml"),
    )
}


def scenario(name: str) -> Scenario:
    found = sheet_of("s.yaml", FILES[name].read_bytes(), shipped=False).scenario
    assert found is not None
    return found


def books(shelf: Shelf) -> list[Book]:
    verdict = simulate(shelf.scenario.network, shelf.scenario.flow)
    return [shelf.flow(), *shelf.books((*verdict.trace, *verdict.beyond))]


def lines(name: str) -> list[str]:
    return [f"{book.title} | {rule}" for book in books(Shelf(scenario(name))) for rule in book.rules]


def rule(shelf: Shelf, text: str) -> Rule:
    return next(one for book in books(shelf) for one in book.rules if str(one) == text)


def book(shelf: Shelf, title: str) -> Book:
    return next(one for one in books(shelf) if one.title == title)


def after(found: Scenario | Mistake) -> tuple[str, ...]:
    assert isinstance(found, Scenario), found
    return came_out(simulate(found.network, found.flow))


@pytest.mark.parametrize("name", FILES)
def test_a_line_that_is_typed_as_it_stands_changes_nothing(name: str) -> None:
    shelf = Shelf(scenario(name))
    found = [one for each in books(shelf) for one in each.rules if one.path]
    assert found
    assert all(shelf.changed(one, one.text) == shelf.scenario for one in found)


def test_the_first_scenario_goes_by_these_lines() -> None:
    assert lines("internet-to-instance") == [
        "flow | 198.51.100.7 to web-1 tcp 443 source 51514",
        "igw public IP | internet gateway on",
        "igw public IP | Block Public Access off",
        "igw public IP | web-1: public address 203.0.113.10",
        "web-acl inbound | subnet public-a: web-acl",
        "web-acl inbound | 100 allow tcp 443 0.0.0.0/0",
        "web-acl inbound | * deny all (every ACL ends so)",
        "web ingress | web-1: web",
        "web ingress | tcp 443 0.0.0.0/0",
        "web-acl outbound | subnet public-a: web-acl",
        "web-acl outbound | 100 allow tcp 1024-65535 0.0.0.0/0",
        "web-acl outbound | * deny all (every ACL ends so)",
        "public route | subnet public-a: public",
        "public route | 10.0.0.0/16 local (every table has it)",
        "public route | 0.0.0.0/0 igw",
    ]


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("nat-gateway", ["nat-a translate | subnet public-a", "nat-a translate | public 203.0.113.20"]),
        ("nat-instance", ["nat-1 source/dest check | source/dest check on"]),
        ("peering", ["shop-billing peering | between shop, billing"]),
        ("gateway-endpoint", ["s3-gateway gateway | s3 3.5.0.0/19", "s3-gateway gateway | in main"]),
        ("interface-endpoint-group", ["endpoints ingress | sqs-endpoint: endpoints"]),
        ("transit-gateway", ["hub tgw route | attached: one one-tgw propagates"]),
        ("transit-gateway-zone", ["hub zone | attached: one one-tgw-a propagates"]),
        ("block-public-access", ["main public access | Block Public Access ingress"]),
        ("ipv6-egress-only", ["eigw gateway | internet gateway off"]),
        ("blackhole-route", ["default outbound | 100 allow all (every VPC has this ACL)", "public route | 198.51.100.0/24 blackhole"]),
    ],
)  # fmt: skip
def test_each_kind_of_check_has_its_lines(name: str, some: list[str]) -> None:
    assert set(some) <= set(lines(name))


def test_a_regional_nat_gateway_is_changed_by_its_zones() -> None:
    name = next(
        name
        for name, file in FILES.items()
        if "regional: true" in file.read_text() and "translate" in "".join(lines(name))
    )
    shelf = Shelf(scenario(name))
    zones = next(one for each in books(shelf) for one in each.rules if one.name == "azs")
    assert zones.kind is Kind.NAMES
    assert shelf.changed(zones, zones.text.replace(",", " ")) == shelf.scenario


def test_rules_are_changed_added_and_taken_away() -> None:
    shelf = Shelf(scenario("reply-blocked"))
    assert (
        after(shelf.changed(rule(shelf, "100 allow tcp 443 0.0.0.0/0"), "rule 100 allow tcp 80 from 0.0.0.0/0"))[0]
        == "request"
    )
    reply = book(shelf, "tight outbound")
    assert after(shelf.added(reply, "110 allow tcp 1024-65535 to 198.51.100.0/24")) == ("delivered",)
    assert after(shelf.removed(rule(shelf, "tcp 443 0.0.0.0/0"))) == ("request", "SG_HAS_NO_RULES", "web-1")
    assert after(shelf.removed(rule(shelf, "0.0.0.0/0 igw"))) == ("reply", "SUBNET_ACL_RESTRICTION", "tight")


def test_settings_are_changed_and_go_back() -> None:
    shelf = Shelf(scenario("internet-to-instance"))
    assert after(shelf.changed(rule(shelf, "internet gateway on"), "off"))[2] == "igw"
    assert after(shelf.changed(rule(shelf, "Block Public Access off"), "ingress"))[2] == "main"
    assert after(shelf.changed(rule(shelf, "web-1: public address 203.0.113.10"), "none"))[2] == "igw"
    assert after(shelf.removed(rule(shelf, "web-1: public address 203.0.113.10")))[2] == "igw"
    assert after(shelf.changed(rule(shelf, "web-1: web"), "none")) == ("request", "SG_HAS_NO_RULES", "web-1")
    assert after(shelf.removed(rule(shelf, "subnet public-a: public"))) == ("reply", "NO_ROUTE_TO_DESTINATION", "main")
    assert after(shelf.removed(rule(shelf, "Block Public Access off"))) == ("delivered",)


def test_the_flow_is_changed() -> None:
    shelf = Shelf(scenario("internet-to-instance"))
    flow = shelf.flow().rules[0]
    assert after(shelf.changed(flow, "198.51.100.7 to web-1 tcp 80")) == (
        "request",
        "SUBNET_ACL_RESTRICTION",
        "web-acl",
    )
    assert after(shelf.changed(flow, "from 198.51.100.7 -> web-1 icmp"))[0] == "request"
    other = shelf.changed(flow, "198.51.100.9 web-1 TCP port 443 source_port 2000")
    assert isinstance(other, Scenario)
    assert (str(other.flow.source), other.flow.source_port) == ("198.51.100.9", 2000)


def test_a_default_acl_gives_way_to_one_of_the_subnets_own() -> None:
    shelf = Shelf(scenario("main-route-table"))
    found = shelf.added(book(shelf, "default inbound"), "90 deny tcp 443 198.51.100.0/24")
    assert after(found) == ("request", "SUBNET_ACL_RESTRICTION", "public-b-acl")
    assert isinstance(found, Scenario)
    assert found.network.subnets["public-a"].acl == "default"


def test_a_main_table_that_no_file_names_is_written_down() -> None:
    shelf = Shelf(scenario("main-route-table"))
    assert after(shelf.added(book(shelf, "main route"), "0.0.0.0/0 igw")) == ("delivered",)


def test_a_transit_gateway_is_mended_by_its_attachment() -> None:
    shelf = Shelf(scenario("transit-gateway-zone"))
    attachment = rule(shelf, "attached: one one-tgw-a propagates")
    assert after(shelf.changed(attachment, "one one-tgw-a,one-b propagates")) == ("delivered",)
    assert after(shelf.changed(attachment, "one one-b unassociated")) == (
        "request", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", "hub",
    )  # fmt: skip
    assert after(shelf.changed(attachment, "one none"))[1] == "TGW_ROUTE_AZ_RESTRICTION"
    added = shelf.added(book(shelf, "hub zone"), "10.1.0.0/16 blackhole")
    assert isinstance(added, Scenario)
    assert [str(row.to) for row in added.network.tgws["hub"].routes] == ["10.1.0.0/16"]


@pytest.mark.parametrize(
    ("line", "text", "message", "hint"),
    [
        ("100 allow tcp 443 0.0.0.0/0", "100 alow tcp 443 0.0.0.0/0", 'ACL tight: rule 1: action "alow" is not known.', "One of: allow, deny."),
        ("100 allow tcp 443 0.0.0.0/0", "100 allow tcp 443", 'ACL tight: rule 1 has no "ports".', "Add ports: 443, ports: 1024-65535 or ports: all."),
        ("100 allow tcp 443 0.0.0.0/0", "443", "A network ACL rule has a number, allow or deny, a protocol, ports (tcp and udp) and a CIDR block.", "Write it like 100 allow tcp 443 0.0.0.0/0"),
        ("100 allow tcp 443 0.0.0.0/0", "0 allow tcp 443 0.0.0.0/0", "ACL tight: rule 1: a rule's number cannot be the number 0.", "Write 1 to 32766."),
        ("tcp 443 0.0.0.0/0", "tcp", "A security group rule has a protocol, ports (tcp and udp) and a peer.", "Write it like tcp 443 0.0.0.0/0"),
        ("tcp 443 0.0.0.0/0", "tcp 443 group/app", 'There is no "app" in groups.', "One of: web."),
        ("0.0.0.0/0 igw", "0.0.0.0/0 iwg", 'Route table public: route 1: via "iwg" is no target.', "One of: igw, eigw, vgw, blackhole, nat/NAME, pcx/NAME, tgw/NAME, vpce/NAME, eni/NAME."),
        ("0.0.0.0/0 igw", "igw", "A route has a destination and a target.", "Write it like 0.0.0.0/0 igw"),
        ("0.0.0.0/0 igw", "0.0.0.0/0 igw fast", "A route has a destination and a target.", "Write it like 0.0.0.0/0 igw"),
        ("0.0.0.0/0 igw", "10.0.0.1/16 igw", 'Route table public: route 1: to: "10.0.0.1/16" is not a CIDR block.', "Did you mean 10.0.0.0/16?"),
        ("internet gateway on", "maybe", 'VPC main: igw must be true or false, found the text "maybe".', "Write true or false, without quotes."),
        ("Block Public Access off", "sideways", 'Bpa "sideways" is not known.', "One of: off, ingress, bidirectional."),
        ("web-1: public address 203.0.113.10", "10.0.1.9", "10.0.1.9 lies in vpc main.", "A public address lies outside, like 203.0.113.10."),
        ("198.51.100.7 to web-1 tcp 443 source 51514", "198.51.100.7 to web-9 tcp 443", 'There is no interface "web-9".', "One of: web-1."),
        ("198.51.100.7 to web-1 tcp 443 source 51514", "web-1", "A flow has who asks, who is asked, a protocol and, but for icmp, a port.", "Write it like 198.51.100.7 to web-1 tcp 443"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_sentence_with_a_remedy(line: str, text: str, message: str, hint: str) -> None:
    shelf = Shelf(scenario("reply-blocked"))
    assert shelf.changed(rule(shelf, line), text) == Mistake(message, hint)


def test_an_attachment_has_words_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"^An attachment has a VPC and its subnets"):
        value_of(Kind.ATTACHMENT, "one")
    with pytest.raises(ValueError, match=r"^An attachment"):
        value_of(Kind.ATTACHMENT, "one a,b sideways")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.FLAG, Kind.NAMES, Kind.TEXT}])
def test_examples_read_back(kind: Kind) -> None:
    assert text_of(kind, value_of(kind, EXAMPLES[kind])) == EXAMPLES[kind]
