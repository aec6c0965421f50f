"""Which single change lets it through? Each option is applied and the flow simulated again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc import simulate
from awsprep.labs.vpc_remedy import mixed, out_remedies, tier_remedies, web_remedies
from awsprep.labs.vpc_sites import OUT_FAULTS, TIER_FAULTS, WEB_FAULTS, out, tiers, web
from awsprep.labs.vpc_trial import case_of_claims, mended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.labs.case import Case
    from awsprep.labs.vpc_sites import Site
    from awsprep.labs.vpc_trial import Claim


def _web(rng: Random, level: str) -> Case | None:
    del level
    site = web(rng, [rng.choice(WEB_FAULTS)])
    return _case(rng, site, web_remedies(site))


def _tiers(rng: Random, level: str) -> Case | None:
    del level
    site = tiers(rng, [rng.choice(TIER_FAULTS)])
    return _case(rng, site, tier_remedies(site))


def _out(rng: Random, level: str) -> Case | None:
    del level
    site = out(rng, [rng.choice(OUT_FAULTS)])
    return _case(rng, site, out_remedies(site))


def _case(rng: Random, site: Site, remedies: list[Claim]) -> Case | None:
    rng.shuffle(remedies)
    before = simulate(site.network, site.flow)
    return case_of_claims(
        site.asks("It does not work. Which single change lets request and reply through?"),
        mixed(rng, remedies, before),
        lambda after: mended(before, after),
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"web": _web, "tiers": _tiers, "out": _out}
