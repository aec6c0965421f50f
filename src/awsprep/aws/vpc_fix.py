"""The smallest change that lets a flow through, found by search and proved by simulating again.

The search is breadth first, so a fix of one change is found before any of two.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_candidates import candidates
from awsprep.aws.vpc_verdict import FlowError

if TYPE_CHECKING:
    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_edit import Change
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_verdict import Verdict

MOST_CHANGES = 4
MOST_TRIED = 600
"""Simulations before the search gives up; one takes a fraction of a millisecond."""


class Fix(NamedTuple):
    """Changes that let a flow through, and the network after them."""

    changes: tuple[Change, ...]
    network: Network


def fix(network: Network, flow: Flow, *, most: int = MOST_CHANGES) -> Fix | None:
    """The fewest changes after which the flow is delivered, none where it is already; None where the search finds none.

    Raises FlowError where the flow cannot be asked.
    """
    first = simulate(network, flow)
    queue: deque[tuple[tuple[Change, ...], Network, Verdict]] = deque([((), network, first)])
    if first.delivered:
        return Fix((), network)
    seen: set[frozenset[Change]] = set()
    tried = 0
    while queue:
        changes, current, verdict = queue.popleft()
        for change, changed in candidates(current, verdict) if len(changes) < most else ():
            made = (*changes, change)
            if frozenset(made) in seen or tried >= MOST_TRIED:
                continue
            seen.add(frozenset(made))
            tried += 1
            try:
                then = simulate(changed, flow)
            except FlowError:
                continue
            if then.delivered:
                return Fix(made, changed)
            if change.check == "peering" or _farther(verdict, then):
                queue.append((made, changed, then))
    return None


def _farther(before: Verdict, after: Verdict) -> bool:
    """Whether a change did something; a peering does nothing before a route leads to it."""
    return before.trace != after.trace
