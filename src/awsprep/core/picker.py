"""Which cards come next: a quiz is drawn, a review is sorted by risk."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import Heading, question_id
from awsprep.core.memory import Learned, retrievability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from awsprep.core.progress import Progress

OPEN_SHARE = 5  # at most one question in so many is an open one, unless open ones were asked for
RECENT_SITTINGS = 3
_RECENT = 0.02  # preferring other cards to those of the last sittings is no refusal
_DIFFICULTY = {"easy": 0, "medium": 1, "hard": 2}


class Filter(NamedTuple):
    """Which questions may be asked; an empty set allows all."""

    levels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    difficulties: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def allows(self, heading: Heading) -> bool:
        """Whether a question passes every set."""
        return (
            (not self.levels or heading.level in self.levels)
            and (not self.topics or heading.topic in self.topics)
            and (not self.categories or heading.category in self.categories)
            and (not self.difficulties or heading.difficulty in self.difficulties)
            and (not self.kinds or heading.kind in self.kinds)
            and (not self.tags or not self.tags.isdisjoint(heading.tags))
        )


def draw(
    cards: Mapping[str, Heading],
    progress: Progress,
    day: int,
    count: int,
    rng: Random,
    *,
    missed: bool = False,
    weak: bool = False,
    open_allowed: bool = False,
) -> tuple[str, ...]:
    """The cards of a quiz: weighted to weak and new ones, one card of a question, topics mixed, a choice first.

    `missed`: only cards whose last answer was wrong. `weak`: the lowest recall first. `open_allowed`: no limit on
    open questions. Fewer than `count` come back where there are no more; () means that nothing matches.
    """
    pool = {c: h for c, h in cards.items() if not progress.card(c).resting(day)}
    if missed:
        pool = {c: h for c, h in pool.items() if progress.card(c).missed}
    recent = _recent(progress)
    keys = {card: _key(card, progress, day, rng, recent, weak=weak) for card in pool}
    ranked = sorted(pool, key=lambda card: keys[card])
    most_open = len(ranked) if open_allowed else max(1, count // OPEN_SHARE)
    chosen = _take(ranked, pool, count, most_open)
    choice = next((card for card in ranked if pool[card].kind == "choice"), None)
    if choice is not None and choice not in chosen and all(pool[card].kind != "choice" for card in chosen):
        chosen[-1] = choice
    return _in_turn(chosen, pool) if chosen else ()


def due(cards: Mapping[str, Heading], progress: Progress, day: int, *, ahead: int = 0) -> tuple[str, ...]:
    """The cards due by a study day (or `ahead` days later), the greatest risk first, siblings left for another day.

    Risk is (1 - recall tomorrow) times the topic's weight, which is its share of the questions.
    """
    weights = topic_weights(cards.values())
    answered = {question_id(c) for c, card in progress.cards.items() if card.answered >= day and card.seen}
    risks: dict[str, float] = {}
    for name, heading in cards.items():
        card = progress.cards.get(name)
        if card is None or not isinstance(card.memory, Learned) or card.resting(day):
            continue
        if card.memory.due > day + ahead or card.memory.last >= day or heading.id in answered:
            continue
        risks[name] = (1 - retrievability(card.memory, day + 1, progress.model)) * weights[heading.topic]
    ranked = sorted(risks, key=lambda name: (-risks[name], name))
    return one_per_question(ranked)


def seen(cards: Mapping[str, Heading], progress: Progress, day: int) -> tuple[str, ...]:
    """Every learned card, the lowest recall first: what cramming goes through."""
    known = [c for c in cards if isinstance(progress.card(c).memory, Learned) and not progress.card(c).suspended]
    return tuple(sorted(known, key=lambda c: (retrievability(progress.card(c).memory, day + 1, progress.model), c)))


def one_per_question(ranked: Iterable[str]) -> tuple[str, ...]:
    """The first card of each question; its siblings would give each other away."""
    first: dict[str, str] = {}
    for card in ranked:
        first.setdefault(question_id(card), card)
    return tuple(first.values())


def topic_weights(headings: Iterable[Heading]) -> dict[str, float]:
    """Each topic's share of the questions."""
    counts = Counter(heading.topic for heading in {h.id: h for h in headings}.values())
    total = sum(counts.values()) or 1
    return {topic: n / total for topic, n in counts.items()}


def _recent(progress: Progress) -> set[str]:
    last = list(progress.sittings.values())[-RECENT_SITTINGS:]
    return {question_id(card) for sitting in last for card in sitting.asked}


def _key(card: str, progress: Progress, day: int, rng: Random, recent: set[str], *, weak: bool) -> float:
    """A sort key that draws without replacement by weight (Efraimidis and Spirakis 2006); for `weak` the recall."""
    chance = rng.random()
    known = progress.card(card)
    recall = retrievability(known.memory, day + 1, progress.model)
    if weak:
        return (recall if known.seen else 1.0) + chance / 1000
    weight = 1.0 if not known.seen else (1 - recall) * 2 + 0.1 + known.missed
    if question_id(card) in recent:
        weight *= _RECENT
    return -log(max(chance, 1e-300)) / weight


def _take(ranked: Sequence[str], pool: Mapping[str, Heading], count: int, most_open: int) -> list[str]:
    chosen: list[str] = []
    questions: set[str] = set()
    left: list[str] = []
    opened = 0
    for card in ranked:
        heading = pool[card]
        if len(chosen) == count:
            break
        if heading.id in questions:
            continue
        if heading.kind == "open":
            if opened >= most_open:
                left.append(card)
                continue
            opened += 1
        chosen.append(card)
        questions.add(heading.id)
    return chosen + left[: count - len(chosen)]


def _in_turn(chosen: list[str], pool: Mapping[str, Heading]) -> tuple[str, ...]:
    """The same cards: the easiest choice of one option first (a good start, one key), then the topics in turn.

    No topic comes twice in a row where that can be had: one with more cards left than all others is taken in time.
    """
    choices = [card for card in chosen if pool[card].kind == "choice"]
    first = min(
        choices,
        key=lambda card: (pool[card].label != "choose one", _DIFFICULTY[pool[card].difficulty]),
        default=chosen[0],
    )
    turns = [first]
    rest = [card for card in chosen if card != first]
    while rest:
        left = Counter(pool[card].topic for card in rest)
        last = pool[turns[-1]].topic
        urgent = next((topic for topic, count in left.items() if 2 * count > len(rest) and topic != last), None)
        place = next(
            (
                i
                for i, card in enumerate(rest)
                if pool[card].topic == urgent or (not urgent and pool[card].topic != last)
            ),
            0,
        )
        turns.append(rest.pop(place))
    return tuple(turns)
