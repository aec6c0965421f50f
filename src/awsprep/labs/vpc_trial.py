"""What the options of a VPC case claim, each proved or refuted by a simulation of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_parts import DEFAULT, Kind
from awsprep.labs.case import LEAST, MOST, Case, explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_verdict import Step, Verdict

DELIVERED, BLOCKED = "delivered", "blocked"
_FILTERS = frozenset(("inbound", "outbound", "ingress", "egress", "translate", "tgw route", "gateway"))


class Trial(NamedTuple):
    """That a flow through a network comes to a fact; `facts` lists those of a verdict."""

    network: Network
    flow: Flow
    fact: str = DELIVERED

    def verdict(self) -> Verdict:
        """What the simulation says."""
        return simulate(self.network, self.flow)

    def holds(self) -> bool:
        """Whether the simulation bears it out."""
        return _bears_out(self.verdict(), self.fact)


class Claim(NamedTuple):
    """An option: its text, what it claims, and the mistake of whoever takes it to be true.

    Why it is wrong is that mistake; a `{still}` in it becomes what stops the option's own flow.
    """

    text: str
    trial: Trial
    mistake: str


def facts(verdict: Verdict) -> frozenset[str]:
    """All that can be claimed of a verdict.

    `delivered` or `blocked`; `reply stopped at web-acl outbound`; `delivered by vpce-s3`; and for each check that was
    met the rule that decided, `request web-acl inbound rule 100`.
    """
    found = {verdict.word}
    for step in verdict.trace:
        found.add(f"{step.leg} {step.where} {step.check} {' '.join(step.rule.split()[:2])}")
        if verdict.delivered:
            found.add(f"delivered by {step.where}")
    if verdict.stopped is not None:
        found.add(f"{verdict.stopped.leg} stopped at {verdict.stopped.where} {verdict.stopped.check}")
    return frozenset(found)


def _bears_out(verdict: Verdict, fact: str) -> bool:
    return verdict.word == fact if fact in {DELIVERED, BLOCKED} else fact in facts(verdict)


def case_of_claims(ask: str, claims: Iterable[Claim], explain: Callable[[Verdict], str]) -> Case | None:
    """A case of the first claim that simulations bear out and the first ones that they refute; None if too few.

    `explain` is asked about the verdict that bore out the key.
    Claims that read alike count once; further ones that hold, and those beyond MOST options, are left out.
    """
    told: dict[str, Claim] = {}
    for claim in claims:
        told.setdefault(" ".join(claim.text.split()).casefold(), claim)
    key: Claim | None = None
    proof: Verdict | None = None
    wrong: list[tuple[Claim, str]] = []
    seen: dict[tuple[int, Flow], Verdict] = {}
    for claim in told.values():
        asked = id(claim.trial.network), claim.trial.flow
        verdict = seen[asked] = seen.get(asked) or claim.trial.verdict()
        if not _bears_out(verdict, claim.trial.fact):
            wrong.append((claim, claim.mistake.replace("{still}", still(verdict))))
        elif key is None:
            key, proof = claim, verdict
        if key is not None and len(wrong) >= MOST - 1:
            break
    if key is None or proof is None or len(wrong) < LEAST - 1:
        return None
    picked = sorted([(key, ""), *wrong[: MOST - 1]], key=lambda option: (option[0].text.casefold(), option[0].text))
    return Case(
        ask,
        tuple((claim.text, why) for claim, why in picked),
        picked.index((key, "")),
        explain(proof),
        {},
        tuple(claim.trial for claim, _ in picked),
    )


def told(step: Step) -> str:
    """A line of the trace as a sentence: ``Reply at `web-acl`, outbound: DENY, rule * deny``."""
    return f"{step.leg.capitalize()} at `{step.where}`, {step.check}: {step.result}, {step.rule}."


def decided(verdict: Verdict) -> str:
    """The line of the trace that decided; of what arrives, the filters that let it through and the routes it took."""
    if verdict.stopped is not None:
        return told(verdict.stopped)
    return explained(tuple(told(step) for step in verdict.trace if _counts(step)))


def _counts(step: Step) -> bool:
    """Whether a line says something: default ACLs and local routes do not."""
    if step.check == "route":
        return step.result != Kind.LOCAL
    return step.check in _FILTERS and step.where != DEFAULT


def mended(before: Verdict, after: Verdict) -> str:
    """What stopped a flow, and what the same check says after a change."""
    stopped = before.stopped
    same = [
        step
        for step in after.trace
        if stopped and (step.leg, step.where, step.check) == (stopped.leg, stopped.where, stopped.check)
    ]
    lines = [told(stopped), *(f"With the change: {step.result}, {step.rule}." for step in same)] if stopped else []
    return explained((*lines, f"Then {still(after)}."))


def still(verdict: Verdict) -> str:
    """What stops a flow, in short."""
    step = verdict.stopped
    return f"the {step.leg} is still stopped at `{step.where}`, {step.check}" if step else "request and reply arrive"
