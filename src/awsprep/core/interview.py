"""An adaptive interview: `estimate` says how able somebody is, `pick` which card to ask next, `enough` when to stop.

All are pure. An interview is `answers = []`, then while not `enough(estimate(answers))`: ask `pick(answers, pool, rng)`
and append an `Answer`. The same seed of `rng` and the same answers give the same interview.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awsprep.core.ability import POPULATION, Ability, Answer, estimate, moments, posterior_of
from awsprep.core.bank import question_id
from awsprep.core.item import LEVELS, Item, information, pool_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

__all__ = ["Ability", "Answer", "Item", "enough", "estimate", "pick", "pool_of"]

OPEN_SHARE = 0.6
"""Of the questions so many are open ones, as far as a competency has enough of both."""

FEW = 25
"""A competency with fewer cards than this takes every kind as it comes: else its few open ones are asked each time."""

NEAREST = 4
"""Among so many of the most informative cards one is drawn: the very best would be asked in every interview."""

PRECISE = 0.45
"""The common ability's standard deviation at which it is known well enough."""

MOST = 25
"""Answers after which an interview ends in any case."""


def pick(answers: Sequence[Answer], pool: Sequence[Item], rng: Random, *, level: str = "mid") -> str | None:
    """The card to ask next; None where no question is left.

    The competency is one of those asked least (the quota), the kind is what OPEN_SHARE asks for. Of the cards that
    are left chance sets half aside (of FEW three fifths), and takes one of the NEAREST that would tell most about the
    competency's ability.
    The first questions suit a `level`, the later ones the answers. No question is asked twice, by whatever card.
    `pool` holds the cards that may be asked; those that were may be among them.
    """
    asked = {question_id(answer.card) for answer in answers}
    left = [item for item in pool if question_id(item.card) not in asked]
    if not left:
        return None
    counts = Counter(answer.competency for answer in answers)
    least = min(counts[item.competency] for item in left)
    competency = rng.choice(sorted({item.competency for item in left if counts[item.competency] == least}))
    mean, sd = moments(posterior_of(answers).expected(competency))
    theta = mean + LEVELS[level] * (sd / POPULATION) ** 2  # as if the prior's mean were the level's
    own = [item for item in left if item.competency == competency]
    few = len(own) < FEW
    if not few:
        own = _of_kind(own, answers, pool)
    own = rng.sample(own, min(len(own), max(NEAREST, int(len(own) * (0.4 if few else 0.5)))))
    own.sort(key=lambda item: -information(theta, item.a, item.b, item.c))
    return rng.choice(own[:NEAREST]).card


def enough(ability: Ability) -> bool:
    """Whether to stop: the ability is known to PRECISE, or MOST questions were answered."""
    return ability.sd <= PRECISE or ability.answers >= MOST


def _of_kind(own: list[Item], answers: Sequence[Answer], pool: Sequence[Item]) -> list[Item]:
    """Those of the kind whose turn it is, or all where there is none of it."""
    opens = {item.card for item in pool if item.kind == "open"}
    wants_open = sum(answer.card in opens for answer in answers) < OPEN_SHARE * len(answers)
    return [item for item in own if (item.kind == "open") == wants_open] or own
