"""What an interview came to: a rating of each competency with its evidence, red flags, the decision, what to study.

One kind of value for both: the mock interview's, whose ratings are worked out from the answers, and the one that an
interviewer fills in about somebody else.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.ability import estimate
from awsprep.core.competency import COMPETENCIES, OTHER
from awsprep.core.exercise import PASS_SCORE
from awsprep.core.rating import (
    CAP,
    FLOORS,
    Verdict,
    chance_met,
    rating_of,
    verdict_by,
    verdict_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.ability import Ability, Answer

INTERVIEW, INTERVIEWER = "interview", "interviewer"
"""Who rated: the program in a mock interview, or a person."""

TELLS = 6
"""Answers from which on a mock interview's decision is worth reading."""


LEAST_FAIR = 2
"""What a competency is rated at least in which no answer failed."""


class Asked(NamedTuple):
    """One question of an interview, as evidence.

    `result` says in words how it was answered. `score` is 0..1, None where it was skipped or counts for nothing;
    `rating` is what a person gave. `missed` and `flags` are texts: key points not said, red flags shown. `said` are
    those that count, each with the candidate's words for it, and `proofs` the words for each flag; empty where the
    candidate ticked it and no words were found.
    """

    id: str
    competency: str
    level: str
    kind: str
    title: str
    result: str
    score: float | None = None
    rating: int | None = None
    missed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""
    said: tuple[tuple[str, str], ...] = ()
    proofs: tuple[str, ...] = ()

    @property
    def proved(self) -> tuple[tuple[str, str], ...]:
        """The red flags, each with the words that show it."""
        return tuple((flag, words) for flag, words in zip_longest(self.flags, self.proofs, fillvalue="") if flag)


class Rated(NamedTuple):
    """A competency's rating; None where it was not assessed. `low` and `high` bound it with 95 %; a person gives one.

    `mean` and `sd` are the ability's, None where a person rated. `capped`: a red flag keeps it down, or nothing right.
    """

    competency: str
    rating: int | None = None
    low: int | None = None
    high: int | None = None
    mean: float | None = None
    sd: float | None = None
    capped: bool = False


class Decision(NamedTuple):
    """The decision for one level; None where there is too little to decide by. A person's has no `chance`.

    `unflagged` is what it would be without the red flags, where they alone make it another.
    """

    level: str
    verdict: Verdict | None
    chance: float | None = None
    unflagged: Verdict | None = None


class Overall(NamedTuple):
    """The common ability with its 95 % interval, the likeliest level and how likely it is."""

    mean: float
    low: float
    high: float
    level: str
    chance: float


class Scorecard(NamedTuple):
    """The whole card. `made` is in ms since 1970 UTC, `tz` the local offset in minutes, `seconds` how long it took.

    `rated` has every competency, in their order. `decisions` holds the level that was interviewed for first, then its
    neighbours. `study` are commands, each with its reason. `decided` is a person's own decision, if it differs.
    `untouched` is the decision by what was found in typed answers, where the candidate's own ticks made it another.
    """

    source: str
    id: str
    made: int
    tz: int
    level: str
    seconds: float = 0.0
    name: str = ""
    asked: tuple[Asked, ...] = ()
    rated: tuple[Rated, ...] = ()
    decisions: tuple[Decision, ...] = ()
    overall: Overall | None = None
    study: tuple[tuple[str, str], ...] = ()
    decided: str = ""
    notes: str = ""
    untouched: Verdict | None = None

    def evidence(self, competency: str) -> tuple[Asked, ...]:
        """The questions of a competency, in the order in which they were asked."""
        return tuple(asked for asked in self.asked if asked.competency == competency)

    @property
    def assessed(self) -> tuple[Rated, ...]:
        """The competencies that have a rating."""
        return tuple(rated for rated in self.rated if rated.rating is not None)

    @property
    def answered(self) -> int:
        """How many questions count."""
        return sum(asked.score is not None or asked.rating is not None for asked in self.asked)

    @property
    def decision(self) -> Decision:
        """The decision for the level that was interviewed for."""
        return self.decisions[0] if self.decisions else Decision(self.level, None)


def neighbours(level: str) -> tuple[str, ...]:
    """A level, and the two that are nearest to it: the one below first."""
    levels = list(FLOORS)
    place = levels.index(level)
    others = sorted((other for other in levels if other != level), key=lambda other: abs(levels.index(other) - place))
    return (level, *others)


def rate(answers: Sequence[Answer], asked: Iterable[Asked]) -> tuple[Ability, tuple[Rated, ...]]:
    """The ability that answers show, and from it the rating of each competency.

    A red flag caps it. So does having nothing right in several answers: what the other competencies let one expect
    is no evidence for a good rating. Nor is it for the worst one: who failed at nothing in a competency is not said
    to be unable to answer. That leaves the bounds that lie beyond, and the decision, as they are.
    """
    ability = estimate(answers)
    flagged = flagged_in(asked)
    scores: dict[str, list[float]] = {}
    for answer in answers:
        scores.setdefault(answer.competency, []).append(answer.score)
    poor = {name for name, told in scores.items() if len(told) > 1 and max(told) < PASS_SCORE}
    fair = {name for name, told in scores.items() if min(told) >= PASS_SCORE}
    return ability, tuple(
        _rated(name, ability, flagged=name in flagged, poor=name in poor, fair=name in fair)
        for name in _listed(ability.competencies)
    )


def decide(ability: Ability, asked: Iterable[Asked], level: str) -> tuple[Decision, ...]:
    """The decisions for a level and its neighbours; without a verdict below TELLS answers."""
    flagged = flagged_in(asked)
    return tuple(_decided(ability, flagged, name) for name in neighbours(level))


def overall(ability: Ability) -> Overall:
    """The common ability as a scorecard keeps it."""
    return Overall(ability.mean, ability.low, ability.high, ability.level, ability.levels[ability.level])


def rate_by_hand(asked: Sequence[Asked]) -> tuple[Rated, ...]:
    """A person's ratings of questions as those of competencies: the mean, rounded half down, for doubt is no evidence.

    A red flag caps a competency here as well.
    """
    flagged = flagged_in(asked)
    given: dict[str, list[int]] = {}
    for each in asked:
        if each.rating is not None:
            given.setdefault(each.competency, []).append(each.rating)
    rated = []
    for name in _listed(given):
        ratings = given.get(name, [])
        if not ratings:
            rated.append(Rated(name))
            continue
        mean = -(-(2 * sum(ratings) - len(ratings)) // (2 * len(ratings)))
        value = min(mean, CAP) if name in flagged else mean
        rated.append(Rated(name, value, min(ratings), max(ratings), capped=value < mean))
    return tuple(rated)


def decide_by_hand(rated: Iterable[Rated], level: str) -> tuple[Decision, ...]:
    """The decisions that a person's ratings lead to."""
    ratings = [each.rating for each in rated if each.rating is not None]
    return tuple(Decision(name, verdict_by(ratings, name)) for name in neighbours(level))


def flagged_in(asked: Iterable[Asked]) -> frozenset[str]:
    """The competencies in which a red flag was shown."""
    return frozenset(each.competency for each in asked if each.flags)


def study(card: Scorecard, topics: Mapping[str, str], banks: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """What to study next, as commands with their reasons, the most pressing first; at most five.

    `topics` says for each question which topic it belongs to. First two that showed a red flag, then the competencies
    that are below what the level asks for, the weakest first, then what else was answered wrong. Practice is of the
    level that the answers show where that is below the one that was asked for: one does not begin with senior ones.
    `banks` are the files of one's own that were asked alone, as words for the command line.
    """
    shown = card.level if card.overall is None or card.answered < TELLS else card.overall.level
    level = min(card.level, shown, key=[*FLOORS].index)
    named = "".join(f" --bank {bank}" for bank in banks)
    commands: dict[str, str] = {}
    flagged = [asked for asked in card.asked if asked.flags and asked.id in topics]
    for asked in flagged[:2]:
        commands.setdefault(f"awsprep show {asked.id}{named}", f"red flag: {asked.flags[0]}")
    wanted = FLOORS[card.level].high
    weak = [each for each in card.assessed if each.rating is not None and each.rating < wanted]
    weak.sort(key=lambda each: (each.rating or 0, each.mean or 0.0))
    for rated in weak[:3]:
        evidence = [asked for asked in card.evidence(rated.competency) if asked.id in topics]
        low = [asked for asked in evidence if (asked.score is not None and asked.score < 1) or asked.rating in {1, 2}]
        chosen = dict.fromkeys(topics[asked.id] for asked in low or evidence)
        own = COMPETENCIES[rated.competency].topics if rated.competency in COMPETENCIES else ()
        practised = ",".join(chosen or own)
        if practised:
            name = COMPETENCIES[rated.competency].name if rated.competency in COMPETENCIES else "these topics"
            reason = f"{name} is at {rated.rating}, the {card.level} floor is {wanted}"
            asks = f" --level {level}" if not banks else ""  # who has few questions has them of any level
            commands.setdefault(f"awsprep quiz{asks} --topic {practised}{named}", reason)
    poor = [
        asked for asked in card.asked if asked.id in topics and asked.score is not None and asked.score < PASS_SCORE
    ]
    for asked in (*flagged, *poor):
        commands.setdefault(f"awsprep show {asked.id}{named}", asked.result)
    return tuple(list(commands.items())[:5])


def _decided(ability: Ability, flagged: frozenset[str], level: str) -> Decision:
    chance, free = (chance_met(ability.posterior, names, FLOORS[level]) for names in (flagged, frozenset[str]()))
    if ability.answers < TELLS:
        return Decision(level, None, chance)
    verdict, unflagged = verdict_of(chance), verdict_of(free)
    return Decision(level, verdict, chance, None if unflagged is verdict else unflagged)


def _rated(name: str, ability: Ability, *, flagged: bool, poor: bool, fair: bool) -> Rated:
    found = ability.competencies.get(name)
    if found is None:
        return Rated(name)
    free = rating_of(found.mean)
    low, rating = (rating_of(theta, capped=flagged or poor) for theta in (found.low, found.mean))
    high = rating_of(found.high, capped=flagged)
    if fair:
        rating, high = max(rating, LEAST_FAIR), max(high, LEAST_FAIR)
    return Rated(name, rating, low, high, found.mean, found.sd, rating < free)


def _listed(present: Iterable[str]) -> tuple[str, ...]:
    """All competencies in their order, and OTHER where it was asked."""
    return (*COMPETENCIES, *((OTHER,) if OTHER in set(present) else ()))
