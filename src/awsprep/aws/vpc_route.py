"""Which row of a route table decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_parts import Kind, ListPeer, Route, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_parts import Address, Block, Table, Tgw

_LOCAL, _STATIC, _LIST, _PROPAGATED = 3, 2, 1, 0


class Match(NamedTuple):
    """A row that holds an address, with the CIDR block that does."""

    block: Block
    route: Route

    @property
    def rank(self) -> int:
        """What decides between equally long blocks: local, static, prefix list, propagated."""
        if self.route.via.kind is Kind.LOCAL:
            return _LOCAL
        if self.route.propagated:
            return _PROPAGATED
        return _LIST if isinstance(self.route.to, ListPeer) else _STATIC


@dataclass(frozen=True, slots=True)
class Choice:
    """The row that decides, and those that held the address too."""

    match: Match
    others: tuple[Match, ...] = ()

    @property
    def via(self) -> Target:
        """Where it leads."""
        return self.match.route.via

    def reason(self) -> str:
        """Why this row and no other, with Reachability Analyzer's word for each that lost."""
        words = [f"{self._shown(self.match)} is the only match" if not self.others else self._won()]
        words += [f"{self._shown(other)} via {other.route.via} loses ({self._why(other)})" for other in self.others]
        return "; ".join(words)

    def _won(self) -> str:
        longest = max(other.block.prefixlen for other in self.others)
        shown = self._shown(self.match)
        if self.match.block.prefixlen > longest:
            return f"{shown} is the longest match"
        return f"{shown} is first by kind of route"

    def _why(self, other: Match) -> str:
        longer = self.match.block.prefixlen > other.block.prefixlen
        return "MORE_SPECIFIC_ROUTE" if longer else "HIGHER_PRIORITY_ROUTE"

    @staticmethod
    def _shown(match: Match) -> str:
        to = match.route.to
        return f"{match.block} of {to}" if isinstance(to, ListPeer) else str(match.block)


def choose(network: Network, table: Table, address: Address) -> Choice | None:
    """The row for an address: `local` before overlapping propagated rows, then the longest, then by kind.

    Sources: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html,
    docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
    """
    matches = list(_matches(network, table, address))
    if not matches:
        return None
    local = any(match.rank == _LOCAL for match in matches)
    able = [match for match in matches if not (local and match.rank == _PROPAGATED)]
    best = max(able, key=lambda match: (match.block.prefixlen, match.rank))
    return Choice(best, tuple(match for match in matches if match is not best))


def _matches(network: Network, table: Table, address: Address) -> Iterator[Match]:
    for cidr in network.vpcs[table.vpc].cidrs:
        if address in cidr:
            yield Match(cidr, Route(cidr, Target(Kind.LOCAL)))
    for route in table.routes:
        held = [block for block in network.blocks(route.to) if address in block]
        if held:
            yield Match(max(held, key=lambda block: block.prefixlen), route)


class TgwMatch(NamedTuple):
    """A row of a transit gateway's table; `vpc` None is a blackhole."""

    block: Block
    vpc: str | None
    static: bool


def choose_tgw(network: Network, tgw: Tgw, address: Address) -> TgwMatch | None:
    """The row for an address: the longest, a static one before a propagated one."""
    rows = [TgwMatch(route.to, route.via, static=True) for route in tgw.routes]
    for attachment in tgw.attachments:
        if attachment.propagates:
            rows += [TgwMatch(cidr, attachment.vpc, static=False) for cidr in network.vpcs[attachment.vpc].cidrs]
    held = [row for row in rows if address in row.block]
    return max(held, key=lambda row: (row.block.prefixlen, row.static), default=None)


def behind_vgw(network: Network, vpc: str, address: Address) -> bool:
    """Whether some table of a VPC sends an address to its virtual private gateway."""
    tables = (table for table in network.tables.values() if table.vpc == vpc)
    choices = (choose(network, table, address) for table in tables)
    return any(choice is not None and choice.via.kind is Kind.VGW for choice in choices)


def has_target(network: Network, vpc: str, kind: Kind) -> bool:
    """Whether a route of the VPC names a gateway of this kind: `eigw` and `vgw` exist as soon as one does."""
    return any(
        route.via.kind is kind for table in network.tables.values() if table.vpc == vpc for route in table.routes
    )
