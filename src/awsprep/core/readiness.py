"""How much would be recalled tomorrow: of a set of cards, of each level, of each topic.

Every figure is for the study day after the given one, because FSRS-6 says nothing true of the day of an answer.
A card that was never answered (or was reset) counts as not recalled. A question counts once, however many cards it has.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import Level, question_id
from awsprep.core.memory import Learned, curve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.progress import Progress

ENOUGH = 30  # cards seen; below this a readiness would say more about the bank's size than about the learner


class Readiness(NamedTuple):
    """How many cards there are and how many were learned, and the expected recall tomorrow, 0..1.

    `share` is over all of their questions, unseen cards counting as 0 (so does an empty set), `share_of_seen` over the
    learned cards, None where there are none. The cards of a question share its one vote.
    """

    cards: int
    seen: int
    share: float
    share_of_seen: float | None

    @property
    def tells(self) -> bool:
        """Whether enough was seen for `share` to be worth showing."""
        return self.seen >= ENOUGH


class TopicReport(NamedTuple):
    """One topic. `right` is the share of all its answers, `median` the seconds of each card's last answer."""

    topic: str
    ready: Readiness
    answers: int
    right: float | None
    median: float | None
    leeches: int


def recalls(cards: Iterable[str], progress: Progress, day: int) -> dict[str, float]:
    """The recall tomorrow of each of these cards that was learned, `day` being today."""
    factor, decay = curve(progress.model)
    known = progress.cards
    tomorrow = day + 1
    found: dict[str, float] = {}
    for name in cards:
        card = known.get(name)
        if card is not None and isinstance(memory := card.memory, Learned):
            elapsed = tomorrow - memory.last
            found[name] = (1 + factor * elapsed / memory.stability) ** decay if elapsed > 0 else 1.0
    return found


def readiness(cards: Iterable[str], progress: Progress, day: int) -> Readiness:
    """Of a set of cards; for a level, pass the level's cards."""
    names = list(cards)
    recall = recalls(names, progress, day)
    siblings = Counter(question_id(name) for name in names if "#" in name)
    recalled, votes = sum(recall.values()), float(len(recall))
    for name in siblings and recall:  # most questions have one card
        if count := siblings.get(question_id(name)):
            recalled -= recall[name] * (1 - 1 / count)
            votes -= 1 - 1 / count
    questions = len(names) - siblings.total() + len(siblings)
    return Readiness(len(names), len(recall), recalled / (questions or 1), recalled / votes if recall else None)


def weighted(weights: Mapping[str, float], progress: Progress, day: int) -> float:
    """Expected recall tomorrow over cards that count differently, 0..1; unseen ones count as 0."""
    recalled = sum(recall * weights[card] for card, recall in recalls(weights, progress, day).items())
    return recalled / (sum(weights.values()) or 1.0)


def by_level(cards: Mapping[str, Heading], progress: Progress, day: int) -> dict[str, Readiness]:
    """Each level's readiness, junior first, also of a level without a card."""
    groups: dict[str, list[str]] = {level.value: [] for level in Level}
    for name, heading in cards.items():
        groups[heading.level].append(name)
    return {level: readiness(names, progress, day) for level, names in groups.items()}


def by_topic(cards: Mapping[str, Heading], progress: Progress, day: int) -> tuple[TopicReport, ...]:
    """Each topic's report, in the order in which the cards bring the topics up."""
    groups: dict[str, list[str]] = {}
    for name, heading in cards.items():
        groups.setdefault(heading.topic, []).append(name)
    return tuple(_topic(topic, names, progress, day) for topic, names in groups.items())


def topic_recall(cards: Mapping[str, Heading], progress: Progress, day: int) -> dict[str, float]:
    """Each topic's share alone: its recall tomorrow over these cards."""
    return {report.topic: report.ready.share for report in by_topic(cards, progress, day)}


def weakest(cards: Iterable[str], progress: Progress, day: int, count: int) -> tuple[tuple[str, float], ...]:
    """The learned cards that would most likely be forgotten tomorrow, with their recall.

    Suspended cards are left out; leeches are not: they are the ones to read again.
    """
    recall = recalls((name for name in cards if not progress.card(name).suspended), progress, day)
    return tuple(sorted(recall.items(), key=lambda item: (item[1], item[0]))[:count])


def median(values: Sequence[float]) -> float | None:
    """The middle value, None of nothing."""
    if not values:
        return None
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def _topic(topic: str, names: list[str], progress: Progress, day: int) -> TopicReport:
    known = [progress.cards[name] for name in names if name in progress.cards]
    answers = sum(card.seen for card in known)
    return TopicReport(
        topic,
        readiness(names, progress, day),
        answers,
        sum(card.right for card in known) / answers if answers else None,
        median([card.ms / 1000 for card in known if card.seen]),
        sum(isinstance(card.memory, Learned) and card.memory.leech for card in known),
    )
