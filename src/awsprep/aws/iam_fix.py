"""The smallest edit of policies that turns a decision over: found by search, checked by deciding again.

An edit adds or removes one value of a statement (size 1), drops a condition (2), removes a statement (3) or adds one
(4); of all sets of edits that turn the decision over, the search finds one of the least total size.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from awsprep.aws.iam import Decision, Says, decide, evaluate, line_of
from awsprep.aws.iam_edit import Edit, allows, applied, denies, narrowed, removed, widened
from awsprep.aws.iam_policy import Layer
from awsprep.aws.iam_principal import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awsprep.aws.iam import Line
    from awsprep.aws.iam_policy import Policies, Request

MOST = 400
"""States that are looked at; a fix that needs more is no lesson."""

_PLACES = {layer: place for place, layer in enumerate(Layer)}


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that turn a decision over, the policies with them, and what is decided then."""

    edits: tuple[Edit, ...]
    policies: Policies
    decision: Decision


@dataclass(frozen=True, slots=True)
class _State:
    policies: Policies
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...] = ()


def fix(request: Request, policies: Policies, decision: Decision) -> Fix | None:
    """The smallest edit that allows what is refused, or refuses what is allowed; None where no policy can."""
    if decision.layer is None:
        return None
    want = not decision.allowed
    start = _State(policies, decision.lines)
    queue: list[tuple[int, int, _State, Edit | None]] = [(0, 0, start, None)]
    count = 0
    while queue and count < MOST:
        size, _, state, last = heappop(queue)
        if last is not None:
            state = _after(request, state, last)
        found = decide(request, state.lines)
        if found.allowed is want:
            checked = evaluate(request, state.policies)
            sound = isinstance(checked, Decision) and checked.allowed is want
            return Fix(state.edits, state.policies, found) if sound else None
        for edit in _openings(request, state, found) if want else _closings(request, state, found):
            count += 1
            heappush(queue, (size + edit.size, count, state, edit))
    return None


def _after(request: Request, state: _State, edit: Edit) -> _State:
    policies = applied(state.policies, edit)
    place = _PLACES[edit.place.layer]
    lines = (*state.lines[:place], line_of(edit.place.layer, request, policies), *state.lines[place + 1 :])
    return _State(policies, lines, (*state.edits, edit))


def _openings(request: Request, state: _State, decision: Decision) -> Iterator[Edit]:
    """What brings a refused request past the layer that refuses it."""
    line = next(line for line in decision.lines if line.layer is decision.layer)
    if line.found is not None and line.says is Says.DENY:
        yield from narrowed(line.found, request)
        yield removed(line.found)
        return
    yield from _speaking(line.layer, line.level, request, state)
    if line.layer in {Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION} and _direct_grant_helps(request):
        yield from _speaking(Layer.RESOURCE, 0, request, state)


def _speaking(layer: Layer, level: int, request: Request, state: _State) -> Iterator[Edit]:
    """What makes a silent layer allow: a statement that nearly does, made to, or one more."""
    yield from widened(layer, level, request, state.policies)
    yield allows(layer, level, request, state.policies)


def _direct_grant_helps(request: Request) -> bool:
    """Whether a grant to the caller itself goes past identity policies, boundary and session policy."""
    return request.same_account and request.principal.kind is not Kind.ROLE


def _closings(request: Request, state: _State, decision: Decision) -> Iterable[Edit]:
    """What refuses an allowed request: less of a statement that allows it, or one that denies it."""
    first = sorted(decision.lines, key=lambda line: line.layer is not decision.layer)
    for found in [line.found for line in first if line.found and line.says in {Says.ALLOW, Says.DELEGATE}]:
        yield from narrowed(found, request)
        yield removed(found)
    anonymous = request.principal.kind is Kind.ANONYMOUS
    yield denies(Layer.RESOURCE if anonymous else Layer.IDENTITY, request, state.policies)
