"""A request with all its policies, what can be said of what comes of it, and cases whose options say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.aws.iam import Decision, Line, Says, Verdict, decide, evaluate
from awsprep.aws.iam_policy import Layer
from awsprep.labs.case import LEAST, MOST, Case

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from random import Random

    from awsprep.aws.iam_policy import Policies, Policy, Request

ALLOWED, REFUSED = "allowed", "refused"

_KEYS = {Layer.SCP: "scps", Layer.RCP: "rcps"}
_ONE = frozenset({Layer.RESOURCE, Layer.SESSION})


@dataclass(frozen=True)
class Trial:
    """A request and the policies that it meets."""

    request: Request
    policies: Policies

    @cached_property
    def decision(self) -> Decision:
        """What comes of it. Raises ValueError where the model does not guess; no maker of cases draws such."""
        found = evaluate(self.request, self.policies)
        if not isinstance(found, Decision):
            raise ValueError(f"{found.what} is not modelled")  # noqa: TRY004  it is the trial that is wrong
        return found

    def plain(self) -> dict[str, Any]:
        """As a line of `awsprep sim iam --cases` holds it; there `management` is ignored."""
        request = self.request
        asked: dict[str, Any] = {
            "principal": request.principal.arn or "anonymous",
            "action": request.action,
            "resource": request.resource,
            "resourceAccount": request.account,
            "management": request.management,
            "context": {key: list(values) for key, values in request.context.items()},
        }
        policies: dict[str, Any] = {}
        for layer in Layer:
            levels = [[document(policy) for policy in level] for level in self.policies.levels(layer)]
            if levels:
                name = _KEYS.get(layer, layer.value)
                policies[name] = levels if layer in _KEYS else levels[0][0] if layer in _ONE else levels[0]
        return {"request": asked, "policies": policies}


class Claim(NamedTuple):
    """An option: what it shows, what it says of which trial, and why that is so or is not.

    `says` is `allowed` or `refused`, `sid:NAME` for the statement that decides, or how a layer decides: `allow:LAYER`,
    `deny:LAYER`, and `silent:LAYER` where its silence alone refuses.
    """

    text: str
    says: str
    trial: Trial
    why: str

    @property
    def holds(self) -> bool:
        """Whether it is so."""
        return holds(self.says, self.trial.decision)


def holds(says: str, decision: Decision) -> bool:
    """Whether a decision is what a claim says."""
    what, _, name = says.partition(":")
    match what:
        case "allowed":
            return decision.allowed
        case "refused":
            return not decision.allowed
        case "sid":
            return decision.sid == name
        case "allow":
            return decision.allowed and decision.layer == name
        case "deny":
            return decision.line(Layer(name)).says is Says.DENY
        case _:
            return decision.verdict is Verdict.IMPLICIT_DENY and decision.layer == name


def only(layer: Layer, trial: Trial) -> bool:
    """Whether a layer alone refuses: with another word of it the request is allowed."""
    decision = trial.decision
    lines = tuple(Line(layer, Says.ALLOW, line.grant) if line.layer is layer else line for line in decision.lines)
    return not decision.allowed and decide(trial.request, lines).allowed


def case_of(ask: str, claims: Sequence[Claim], explanation: str) -> Case | None:
    """A case of claims of which exactly one holds; None where it is another number, or where they are too few."""
    from json import dumps

    told = {claim.text: claim for claim in reversed(claims)}
    listed = sorted(told.values(), key=lambda claim: (len(claim.text), claim.text))
    right = [place for place, claim in enumerate(listed) if claim.holds]
    if len(right) != 1 or not LEAST <= len(listed) <= MOST:
        return None
    options = tuple((claim.text, "" if place in right else claim.why) for place, claim in enumerate(listed))
    trials = dumps([claim.trial.plain() for claim in listed])
    return Case(ask, options, right[0], explanation, {"trials": trials}, tuple(claim.says for claim in listed))


def drawn(
    rng: Random, pool: Sequence[Claim], count: int, first: Collection[str] = ()
) -> tuple[Claim, list[Claim]] | None:
    """One claim that holds and others that do not, `count` in all; None where the pool has not enough.

    The others are wrong in as many ways as there are; the texts that come first are the mistake that is to be there.
    """
    true: list[Claim] = []
    false: list[Claim] = []
    for claim in pool:
        (true if claim.holds else false).append(claim)
    if not true or len(false) < count - 1:
        return None
    rng.shuffle(false)
    false.sort(key=lambda claim: claim.text not in first)
    seen: Counter[str] = Counter()
    turns = []
    for claim in false:
        turns.append(seen[claim.why])
        seen[claim.why] += 1
    chosen = sorted(range(len(false)), key=lambda place: (false[place].text not in first, turns[place]))[: count - 1]
    right = rng.choice(true)
    return right, [right, *(false[place] for place in chosen)]


def drawn_either(
    rng: Random, pool: Sequence[Claim], count: int, either: Sequence[str] = (ALLOWED, REFUSED)
) -> tuple[Claim, list[Claim]] | None:
    """What `drawn` gives of the pool, all of it saying the one or the other; the one that chance prefers and that can.

    None where neither can.
    """
    first = rng.choice(either)
    for says in (first, *(other for other in either if other != first)):
        found = drawn(rng, [claim._replace(says=says) for claim in pool], count)
        if found is not None:
            return found
    return None


def document(policy: Policy) -> dict[str, Any]:
    """A policy as IAM writes it."""
    version = "2012-10-17" if policy.variables else "2008-10-17"
    return {"Version": version, "Statement": [statement.plain() for statement in policy.statements]}
