"""Route choice against a second implementation: try every prefix length from the longest down."""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network, ip_address, ip_network

from awsprep.aws.vpc_network import Network
from awsprep.aws.vpc_parts import Attachment, Kind, ListPeer, Route, Table, Target, Tgw, TgwRoute, Vpc
from awsprep.aws.vpc_route import choose, choose_tgw

VPC = "10.0.0.0/16"


def random_block(rng: random.Random) -> IPv4Network:
    """A block near the VPC's, so that many overlap."""
    base = rng.choice(("10.0.0.0", "10.0.128.0", "10.0.1.0", "10.1.0.0", "11.0.0.0", "172.16.0.0"))
    return IPv4Network((int(IPv4Address(base)) + rng.randrange(1 << 10), rng.randrange(33)), strict=False)


def random_routes(rng: random.Random) -> tuple[Route, ...]:
    routes: dict[tuple[object, bool], Route] = {}
    for number in range(rng.randrange(9)):
        propagated = rng.random() < 0.3
        to = ListPeer("list") if rng.random() < 0.15 and not propagated else random_block(rng)
        via = Target(Kind.VGW) if propagated else Target(Kind.NAT, f"n{number}")
        routes[to, propagated] = Route(to, via, propagated)
    return tuple(routes.values())


def by_trying(network: Network, table: Table, address: IPv4Address) -> set[Target]:
    """The targets that may be chosen: several where blocks of equal length and kind tie."""
    rows: dict[tuple[int, int, int], set[Target]] = {}
    local = ip_network(VPC)
    rows[int(local.network_address), local.prefixlen, 0] = {Target(Kind.LOCAL)}
    for route in table.routes:
        kind = 3 if route.propagated else 2 if isinstance(route.to, ListPeer) else 1
        if route.propagated and address in local:
            continue
        for block in network.blocks(route.to):
            rows.setdefault((int(block.network_address), block.prefixlen, kind), set()).add(route.via)
    for length in range(32, -1, -1):
        start = int(address) >> (32 - length) << (32 - length)
        for kind in range(4):
            if (start, length, kind) in rows:
                return rows[start, length, kind]
    return set()


def test_ten_thousand_random_tables_choose_as_trying_every_length_does() -> None:
    rng = random.Random(20261121)
    found = 0
    for _ in range(10_000):
        lists = {"list": tuple(random_block(rng) for _ in range(rng.randrange(1, 4)))}
        table = Table("t", "main", random_routes(rng))
        network = Network(
            vpcs={"main": Vpc("main", (ip_network(VPC),))}, tables={("main", "t"): table}, prefix_lists=lists
        )
        near = random_block(rng)
        address = IPv4Address(int(near.network_address) + rng.randrange(near.num_addresses))
        choice = choose(network, table, address)
        expected = by_trying(network, table, address)
        assert (choice is None) == (not expected)
        if choice is not None:
            assert choice.via in expected
            assert address in choice.match.block
            found += choice.via.kind is not Kind.LOCAL
    assert found > 2_000


def reason(*routes: Route, to: str = "10.0.1.5") -> str:
    table = Table("t", "main", routes)
    network = Network(
        vpcs={"main": Vpc("main", (ip_network(VPC),))}, prefix_lists={"s3": (ip_network("198.51.100.0/24"),)}
    )
    choice = choose(network, table, ip_address(to))
    assert choice is not None
    return choice.reason()


def test_the_reason_says_which_rows_lost_and_by_which_rule() -> None:
    default = Route(ip_network("0.0.0.0/0"), Target(Kind.IGW))
    propagated = Route(ip_network("10.0.1.0/24"), Target(Kind.VGW), propagated=True)
    assert reason() == "10.0.0.0/16 is the only match"
    assert reason(default) == "10.0.0.0/16 is the longest match; 0.0.0.0/0 via igw loses (MORE_SPECIFIC_ROUTE)"
    assert reason(propagated) == (
        "10.0.0.0/16 is first by kind of route; 10.0.1.0/24 via vgw loses (HIGHER_PRIORITY_ROUTE)"
    )
    listed = Route(ListPeer("s3"), Target(Kind.VPCE, "s3"))
    assert reason(listed, to="198.51.100.7") == "198.51.100.0/24 of pl/s3 is the only match"


def test_a_transit_gateway_takes_the_longest_row_and_a_static_one_before_a_propagated_one() -> None:
    network = Network(vpcs={"a": Vpc("a", (ip_network("10.0.0.0/16"),)), "b": Vpc("b", (ip_network("10.1.0.0/16"),))})
    attachments = (Attachment("a", (), propagates=True), Attachment("b", ()))
    static = TgwRoute(ip_network("10.0.0.0/16"), "b")
    longer = TgwRoute(ip_network("10.0.1.0/24"), None)
    propagated, both = Tgw("t", attachments), Tgw("t", attachments, (static, longer))
    chosen = [choose_tgw(network, tgw, ip_address("10.0.2.1")) for tgw in (propagated, both)]
    assert [row.vpc for row in chosen if row] == ["a", "b"]
    row = choose_tgw(network, both, ip_address("10.0.1.1"))
    assert row is not None
    assert row.vpc is None
    assert choose_tgw(network, propagated, ip_address("10.1.0.1")) is None
