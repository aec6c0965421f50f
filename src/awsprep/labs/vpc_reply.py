"""The request arrives and the reply does not: the rule for the ephemeral ports that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc import simulate
from awsprep.labs.vpc_remedy import mixed, out_remedies, tier_remedies, web_remedies
from awsprep.labs.vpc_sites import out, tiers, web
from awsprep.labs.vpc_trial import case_of_claims, mended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.labs.case import Case
    from awsprep.labs.vpc_sites import Site
    from awsprep.labs.vpc_trial import Claim


def _server(rng: Random, level: str) -> Case | None:
    del level
    site = web(rng, ["reply"])
    return _case(rng, site, web_remedies(site))


def _both(rng: Random, level: str) -> Case | None:
    """Two ACLs are on the way back: out of the database's subnet and into the application's."""
    del level
    site = tiers(rng, [rng.choice(("db-out", "app-in"))])
    return _case(rng, site, tier_remedies(site))


def _translated(rng: Random, level: str) -> Case | None:
    """Three ACL checks are on the way back, the first of them for the NAT gateway's own port."""
    del level
    site = out(rng, [rng.choice(("nat-range", "nat-range", "nat-out", "app-in"))])
    return _case(rng, site, out_remedies(site))


def _case(rng: Random, site: Site, remedies: list[Claim]) -> Case | None:
    """Only rules are on offer."""
    rules = [claim for claim in remedies if "add" in claim.text and " rule " in claim.text]
    before = simulate(site.network, site.flow)
    return case_of_claims(
        site.asks("The request arrives, but no reply comes back. Which rule is missing?"),
        mixed(rng, rules, before),
        lambda after: mended(before, after),
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "server": _server,
    "both": _both,
    "translated": _translated,
}
