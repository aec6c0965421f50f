"""Which questions to put to somebody else: open ones of a level, spread evenly over competencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.competency import COMPETENCIES, OTHER, competency_of
from awsprep.core.item import difficulty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from random import Random

    from awsprep.core.bank import Heading


def guide(
    headings: Iterable[Heading], level: str, competencies: Collection[str], count: int, rng: Random
) -> tuple[Heading, ...]:
    """The questions, by competency, the easier first; as many as there are where `count` is more.

    Without `competencies` all of them. Questions of the level come first, of the nearest other levels then.
    """
    wanted = set(competencies) or {*COMPETENCIES, OTHER}
    groups: dict[str, list[Heading]] = {name: [] for name in (*COMPETENCIES, OTHER) if name in wanted}
    for heading in headings:
        name = competency_of(heading.topic)
        if heading.kind == "open" and name in groups:
            groups[name].append(heading)
    for group in groups.values():
        rng.shuffle(group)
        group.sort(key=lambda heading: _away(heading, level))
    chosen: dict[str, list[Heading]] = {name: [] for name in groups}
    while sum(map(len, chosen.values())) < count and any(groups.values()):
        for name, group in groups.items():
            if group and sum(map(len, chosen.values())) < count:
                chosen[name].append(group.pop(0))
    return tuple(
        heading
        for group in chosen.values()
        for heading in sorted(group, key=lambda heading: difficulty(heading.level, heading.difficulty))
    )


def _away(heading: Heading, level: str) -> float:
    """How far a question's level is from the one that is asked for."""
    return abs(difficulty(heading.level, "medium") - difficulty(level, "medium"))
