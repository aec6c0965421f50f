"""Network ACLs against a second implementation that asks port by port; security groups by example."""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network, ip_address, ip_network

import pytest

from awsprep.aws.vpc_filter import Packet, acl_ruling, group_ruling
from awsprep.aws.vpc_network import Network
from awsprep.aws.vpc_parts import EVERY_PORT, Acl, AclRule, Group, GroupPeer, GroupRule, ListPeer, Ports, Protocol

ANY = ip_network("0.0.0.0/0")
HTTPS = Ports(443, 443)


def random_rules(rng: random.Random) -> tuple[AclRule, ...]:
    rules = []
    for number in rng.sample(range(1, 200), rng.randrange(8)):
        protocol = rng.choice((Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ALL))
        first = rng.choice((0, 22, 80, 443, 1024, 1500, 32768))
        ports = Ports(first, rng.choice([last for last in (22, 80, 443, 2000, 61000, 65535) if last >= first]))
        has_ports = protocol in {Protocol.TCP, Protocol.UDP}
        peer = IPv4Network((int(IPv4Address("10.0.0.0")), rng.choice((0, 8, 16, 24, 32))), strict=False)
        rules.append(AclRule(number, rng.random() < 0.6, protocol, ports if has_ports else None, peer))
    return tuple(rules)


def first_match(rules: tuple[AclRule, ...], protocol: Protocol, port: int | None, peer: IPv4Address) -> bool:
    for rule in sorted(rules, key=lambda rule: rule.number):
        ports = range(65536) if rule.ports is None else range(rule.ports.first, rule.ports.last + 1)
        if rule.protocol in {protocol, Protocol.ALL} and peer in rule.peer and (port is None or port in ports):
            return rule.allow
    return False


def test_ten_thousand_random_acls_decide_as_the_first_match_of_each_port_does() -> None:
    rng = random.Random(20261122)
    allowed = 0
    for _ in range(10_000):
        rules = random_rules(rng)
        protocol = rng.choice((Protocol.TCP, Protocol.UDP, Protocol.ICMP))
        wide = rng.random() < 0.3
        first = rng.choice((22, 443, 1024, 1500, 40000))
        port = None if protocol is Protocol.ICMP else Ports(first, rng.choice((first, 65535)) if wide else first)
        peer = ip_address(rng.choice(("10.0.0.0", "10.0.0.9", "10.0.7.1", "10.9.0.1", "192.0.2.1")))
        packet = Packet(peer, ip_address("10.0.0.1"), protocol, port, None)
        edges = {0, *(edge + step for rule in rules if rule.ports for edge in rule.ports for step in (-1, 0, 1))}
        asked = [None] if port is None else sorted({*port, *(edge for edge in edges if port[0] <= edge <= port[1])})
        assert isinstance(peer, IPv4Address)
        expected = all(first_match(rules, protocol, one, peer) for one in asked)
        assert acl_ruling(Acl("x", rules), packet, inbound=True).allowed == expected
        allowed += expected
    assert 1_000 < allowed < 9_000


def packet(source: str = "198.51.100.7", port: Ports = HTTPS) -> Packet:
    return Packet(ip_address(source), ip_address("10.0.1.10"), Protocol.TCP, port, None)


def test_a_refusal_names_the_rule_that_refused_or_the_nearest_that_would_not() -> None:
    deny = AclRule(90, allow=False, protocol=Protocol.TCP, ports=EVERY_PORT, peer=ip_network("198.51.100.0/24"))
    allow = AclRule(100, allow=True, protocol=Protocol.TCP, ports=HTTPS, peer=ip_network("198.51.0.0/16"))
    acl = Acl("x", (allow, deny), ())
    assert acl_ruling(acl, packet(), inbound=True).rule == "rule 90 deny tcp all ports from 198.51.100.0/24"
    assert acl_ruling(acl, packet(), inbound=False).rule == "rule * deny: no rule allows tcp 443 to 10.0.1.10"
    refusal = acl_ruling(acl, packet("192.0.2.1"), inbound=True).rule
    assert (
        refusal
        == "rule * deny: no rule allows tcp 443 from 192.0.2.1; nearest: rule 100 allow tcp 443 from 198.51.0.0/16"
    )
    assert acl_ruling(None, packet(), inbound=True).where == "default"


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (GroupRule(Protocol.TCP, Ports(443, 443), ANY), True),
        (GroupRule(Protocol.ALL, None, ANY), True),
        (GroupRule(Protocol.TCP, Ports(80, 442), ANY), False),
        (GroupRule(Protocol.UDP, Ports(443, 443), ANY), False),
        (GroupRule(Protocol.ICMP, None, ANY), False),
        (GroupRule(Protocol.TCP, EVERY_PORT, ip_network("::/0")), False),
        (GroupRule(Protocol.TCP, EVERY_PORT, GroupPeer("friends")), True),
        (GroupRule(Protocol.TCP, EVERY_PORT, GroupPeer("others")), False),
        (GroupRule(Protocol.TCP, EVERY_PORT, ListPeer("office")), True),
        (GroupRule(Protocol.TCP, EVERY_PORT, ListPeer("branch")), False),
    ],
)
def test_a_group_allows_what_one_of_its_rules_matches(rule: GroupRule, allowed: bool) -> None:  # noqa: FBT001
    office, branch = ip_network("198.51.100.0/28"), ip_network("192.0.2.0/24")
    network = Network(
        groups={"web": Group("web", (rule,))},
        prefix_lists={"office": (branch, office), "branch": (branch,)},
    )
    ruling = group_ruling(network, ("web",), packet(), ("friends",), inbound=True)
    assert ruling is not None
    assert ruling.allowed is allowed


def test_groups_are_a_union_and_no_rules_at_all_is_said_apart() -> None:
    rule = GroupRule(Protocol.TCP, Ports(443, 443), ANY)
    network = Network(
        groups={
            "none": Group("none"),
            "ssh": Group("ssh", (GroupRule(Protocol.TCP, Ports(22, 22), ANY),)),
            "web": Group("web", (rule,)),
        }
    )
    union = group_ruling(network, ("none", "ssh", "web"), packet(), (), inbound=True)
    assert union is not None
    assert (union.allowed, union.where, union.rule) == (True, "web", "tcp 443 from 0.0.0.0/0")
    refusal = group_ruling(network, ("none", "ssh"), packet(), (), inbound=True)
    assert refusal is not None
    assert (refusal.where, refusal.rule) == ("none, ssh", "no rule allows tcp 443 from 198.51.100.7")
    assert group_ruling(network, ("none",), packet(), (), inbound=True) is None
    assert group_ruling(network, ("web",), packet(), (), inbound=False) is None
    assert group_ruling(network, (), packet(), (), inbound=True) is None
