"""Does it arrive, and if not, which check drops it? Over both halves of the way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc import simulate
from awsprep.labs.vpc_sites import OUT_FAULTS, TIER_FAULTS, WEB_FAULTS, out, tiers, web
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from random import Random

    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.labs.case import Case
    from awsprep.labs.vpc_sites import Site

_ARRIVES = "It arrives, and so does the reply"
_WORDS = {"inbound": "inbound", "outbound": "outbound", "ingress": "inbound", "egress": "outbound"}


class _Scene(NamedTuple):
    """A site, the faults to draw it with and how many of them, and the places at which it may be dropped."""

    draw: Callable[[Random, Collection[str]], Site]
    faults: Sequence[str]
    counts: Sequence[int]
    places: Sequence[str]


_SCENES = {
    "web": _Scene(
        web,
        WEB_FAULTS,
        (0, 1, 1, 1),
        (
            "request web-acl inbound",
            "request web-sg ingress",
            "reply web-sg egress",
            "reply web-acl outbound",
            "reply public route",
        ),
    ),
    "tiers": _Scene(
        tiers,
        TIER_FAULTS,
        (0, 1, 1, 2),
        (
            "request app-sg egress",
            "request app-acl outbound",
            "request db-acl inbound",
            "request db-sg ingress",
            "reply db-sg egress",
            "reply db-acl outbound",
            "reply app-acl inbound",
        ),
    ),
    "out": _Scene(
        out,
        OUT_FAULTS,
        (0, 1, 1, 1, 2),
        (
            "request nat-acl inbound",
            "request public route",
            "reply nat-acl inbound",
            "reply nat-acl outbound",
            "reply app-acl inbound",
            "reply app-sg ingress",
            "reply nat-1 nat",
        ),
    ),
}


def _drawn(scene: _Scene, rng: Random, level: str) -> Case | None:
    del level
    return _case(rng, scene.draw(rng, rng.sample(scene.faults, rng.choice(scene.counts))), scene.places)


def _case(rng: Random, site: Site, places: Sequence[str]) -> Case | None:
    """Options: that it arrives, where it is dropped, and as lures that a security group drops the reply, and more."""
    verdict = simulate(site.network, site.flow)
    stopped = verdict.stopped
    key = f"{stopped.leg} {stopped.where} {stopped.check}" if stopped else ""
    others = [place for place in places if place != key]
    rng.shuffle(others)
    others.sort(key=lambda place: not _stateful(place))
    chosen = [key, *others[:3]] if key else others[:4]
    claims = [Claim(_ARRIVES, Trial(site.network, site.flow), _missed(verdict))]
    for place in chosen:
        trial = Trial(site.network, site.flow, place.replace(" ", " stopped at ", 1))
        claims.append(Claim(_text(place), trial, _why(place, verdict)))
    return case_of_claims(site.asks("What happens?"), claims, decided)


def _stateful(place: str) -> bool:
    """Whether it is a security group that would have to let the reply through."""
    return place.startswith("reply") and place.endswith(("ingress", "egress"))


def _text(place: str) -> str:
    leg, where, check = place.split()
    if check == "route":
        return f"The {leg} finds no route in {where}"
    if check == "nat":
        return f"The {leg} is dropped by {where}"
    return f"The {leg} is dropped by the {_WORDS[check]} rules of {where}"


def _missed(verdict: Verdict) -> str:
    step = verdict.stopped
    return f"Overlooks that the {step.leg} is stopped at `{step.where}`, {step.check}." if step else ""


def _why(place: str, verdict: Verdict) -> str:
    """What who takes a place for the one overlooks; "" of the one."""
    leg, where, check = place.split()
    if _stateful(place):
        return "A security group is stateful: for what it let through one way, it lets the reply back."
    if check == "nat":
        return "A NAT gateway remembers the connections from inside, and lets their replies in."
    passed = [s for s in verdict.trace if (s.leg, s.where, s.check) == (leg, where, check) and s.code is None]
    if passed:
        return f"`{where}` lets it through: {passed[0].rule}."
    stopped = verdict.stopped
    return f"It does not get that far: the {stopped.leg} is stopped before, at `{stopped.where}`." if stopped else ""


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    find: partial(_drawn, scene) for find, scene in _SCENES.items()
}
