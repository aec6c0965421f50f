"""What is written as a scenario file reads back as the same scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_edit import put
from awsprep.aws.vpc_parts import Kind, Route, Table, Target
from awsprep.bank.files import shipped_folder
from awsprep.bank.scenario import Scenario
from awsprep.bank.scenario_dump import WIDEST, dump, plain
from awsprep.bank.sheet import sheet_of
from tests.aws.vpc_networks import came_out
from tests.bank.test_scenario import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = [
    *(Path(shipped_folder()) / "scenarios").glob("*.yaml"),
    *(Path(__file__).parent.parent / "data" / "vpc").glob("*.yaml"),
]


def read(text: str) -> Scenario:
    sheet = sheet_of("scenario.yaml", text.encode(), shipped=False)
    assert sheet.scenario is not None, "\n".join(map(str, sheet.page.problems))
    assert sheet.page.problems == []
    return sheet.scenario


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_scenario_that_we_have_comes_back_with_what_it_expects(file: Path) -> None:
    scenario = read(file.read_text(encoding="utf-8"))
    text = dump(scenario, simulate(scenario.network, scenario.flow))
    assert read(text) == scenario
    assert "\nexpect: {verdict: " in text
    assert max(map(len, text.split("\n"))) <= WIDEST + 10


def test_everything_that_a_file_can_hold_comes_back() -> None:
    scenario = read(GOOD)
    assert read(dump(scenario)) == scenario
    assert "expect" not in dump(scenario)


def test_a_file_is_written_as_a_person_would_write_it() -> None:
    file = Path(shipped_folder()) / "scenarios" / "nat-egress.yaml"
    text = file.read_text(encoding="utf-8")
    scenario = read(text)
    own = "\n".join(line for line in text.splitlines() if not line.startswith("#")) + "\n"
    assert dump(scenario, simulate(scenario.network, scenario.flow)) == own


NAMES = st.sampled_from(["web", "true", "no", "Null", "12", "1e3", "a.b", "x_y", "0-9", "main-b", "y", "10.0"])
PORTS = st.sampled_from([0, 22, 443, 65535, "all", "1024-65535", "5-6"])
BLOCKS = st.sampled_from(["0.0.0.0/0", "10.0.0.0/16", "198.51.100.0/24", "::/0", "2001:db8::/32"])
TITLES = st.text(min_size=1, max_size=30).map(str.strip).filter(bool)


def _matched(peers: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    ported = st.fixed_dictionaries({"protocol": st.sampled_from(["tcp", "udp"]), "ports": PORTS, "peer": peers})
    return ported | st.fixed_dictionaries({"protocol": st.sampled_from(["all", "icmp"]), "peer": peers})


def _acl_rules() -> st.SearchStrategy[list[dict[str, Any]]]:
    rule = st.tuples(st.integers(1, 32766), st.sampled_from(["allow", "deny"]), _matched(BLOCKS))
    made = rule.map(lambda parts: {"rule": parts[0], "action": parts[1], **parts[2]})
    return st.lists(made, max_size=6, unique_by=lambda row: row["rule"])


@st.composite
def files(draw: Callable[..., Any]) -> dict[str, Any]:
    """The plain values of a scenario that can be read."""
    one, two, group, acl, nic = (draw(NAMES) for _ in range(5))
    two = two if two != one else f"{two}x"
    lists = {"s3": ["3.5.0.0/19", "2600::/40"]} if draw(st.booleans()) else {}
    peers = st.one_of(BLOCKS, st.just(f"group/{group}"), *([st.just("pl/s3")] if lists else []))
    rules = st.lists(_matched(peers), max_size=3)
    targets = st.sampled_from(["igw", "vgw", "blackhole", "pcx/p", f"eni/{nic}", "tgw/t", "vpce/e"])
    routes = st.lists(
        st.fixed_dictionaries(
            {"to": st.sampled_from(["0.0.0.0/0", "10.1.0.0/16", *(["pl/s3"] if lists else [])]), "via": targets}
        ),
        max_size=3,
        unique_by=lambda row: row["to"],
    )
    table = draw(st.sampled_from(["main", "out"]))
    subnet: dict[str, Any] = {"vpc": one, "az": draw(NAMES), "cidr": "10.0.1.0/24", "cidr6": "2001:db8:1::/64"}
    subnet |= {"routes": table, "acl": acl} if draw(st.booleans()) else {}
    return {
        "scenario": draw(st.sampled_from(["a", "1", "true", "x-9"])),
        "title": draw(TITLES),
        "vpcs": {
            one: {"cidrs": ["10.0.0.0/16", "2001:db8:1::/56"], "igw": draw(st.booleans())},
            two: {"cidrs": ["10.1.0.0/16"], "bpa": draw(st.sampled_from(["off", "ingress", "bidirectional"]))},
        },
        "subnets": {"a": subnet, "b": {"vpc": two, "az": "b", "cidr": "10.1.1.0/24"}},
        "route_tables": {table: {"vpc": one, "routes": draw(routes)}},
        "acls": {acl: {"in": draw(_acl_rules()), "out": draw(_acl_rules())}},
        "groups": {group: {"in": draw(rules), "out": draw(rules)}},
        "interfaces": {
            nic: {
                "subnet": "a", "ip": "10.0.1.10", "public": "203.0.113.10", "ip6": "2001:db8:1::10",
                "groups": [group] * draw(st.integers(0, 1)), "source_dest_check": draw(st.booleans()),
            },
        },
        "prefix_lists": lists,
        "nats": {"n": {"regional": True, "vpc": two, "azs": draw(st.lists(NAMES, max_size=2))}},
        "peerings": {"p": {"vpcs": [one, two]}},
        "tgws": {
            "t": {
                "attachments": [{"vpc": one, "subnets": ["a"], "associated": draw(st.booleans()), "propagates": draw(st.booleans())}],
                "routes": [{"to": "10.1.0.0/16", "via": draw(st.sampled_from([one, "blackhole"]))}],
            },
        },
        "endpoints": {
            "e": {"type": "gateway", "service": "s3", "vpc": one},
            "i": {"type": "interface", "service": draw(NAMES), "subnet": "b", "ip": "10.1.1.50", "groups": [group]},
        },
        "flow": {"from": "198.51.100.7", "to": nic, "protocol": "tcp", "port": draw(st.integers(0, 65535))},
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(files())
def test_what_is_written_is_read_as_the_same(values: dict[str, Any]) -> None:
    sheet = sheet_of("drawn.yaml", yaml.safe_dump(values, sort_keys=False, allow_unicode=True).encode(), shipped=False)
    if any(problem.code == "bad-flow" for problem in sheet.page.problems):
        return  # in circles
    assert sheet.scenario is not None, "\n".join(map(str, sheet.page.problems))
    assert read(dump(sheet.scenario)) == sheet.scenario
    assert read(dump(sheet.scenario, simulate(sheet.scenario.network, sheet.scenario.flow))) == sheet.scenario


@pytest.mark.parametrize(
    "title", ["- a: b # c", 'say "no"', "back\\slash", "a\nb", "née 😀", "\u00a0x", "\U000e0001y", "12", "x:"]
)
def test_a_title_may_say_anything(title: str) -> None:
    assert read(dump(Scenario("t", title, read(GOOD).network, read(GOOD).flow))).title == title.strip()


def test_the_main_table_of_a_second_vpc_gets_a_name_and_decides_the_same() -> None:
    scenario = read((Path(shipped_folder()) / "scenarios" / "peering-one-way.yaml").read_text(encoding="utf-8"))
    network = scenario.network
    for vpc, to in (("shop", "10.1.0.0/16"), ("billing", "10.0.0.0/16")):
        block = network.vpcs["billing" if vpc == "shop" else "shop"].cidrs[0]
        assert str(block) == to
        network = put(
            network, "tables", (vpc, "main"), Table("main", vpc, (Route(block, Target(Kind.PCX, "shop-billing")),))
        )
        network = put(network, "tables", (vpc, "main-billing"), Table("main-billing", vpc))
    subnets = network.subnets
    for name in ("shop-a", "billing-a"):
        network = put(network, "subnets", name, type(subnets[name])(name, subnets[name].vpc, "a", subnets[name].cidr))
    two_mains = Scenario("mains", "Two main tables", network, scenario.flow)
    values = plain(two_mains)
    assert len(values["route_tables"]) == len(network.tables)
    assert values["subnets"]["billing-a"]["routes"].startswith("main-billing")
    again = read(dump(two_mains))
    assert came_out(simulate(again.network, again.flow)) == came_out(simulate(network, scenario.flow)) == ("delivered",)
