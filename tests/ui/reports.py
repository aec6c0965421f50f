"""A learner of some months, for tests of the pages."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from awsprep.core.bank import TOPICS, Heading
from awsprep.core.memory import Learned
from awsprep.core.progress import Card, DayCount, Progress
from awsprep.core.report import Planned, Report, statistics
from awsprep.ui.theme import Line, Theme, columns
from tests.core.lines import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable


def bank(count: int = 120) -> dict[str, Heading]:
    """Cards of every topic and level."""
    rng = Random(1)
    topics, levels = list(TOPICS), ("junior", "mid", "senior")
    cards: dict[str, Heading] = {}
    for i in range(count):
        topic = topics[i % len(topics)]
        name = f"{topic}-a-question-{i}"
        title = f"Which → change of {topic} “{i}” meets both needs at the lowest cost per month…?"
        heading = Heading(name, topic, rng.choice(levels), "easy", "basics", "choice", title, (name,))
        cards[name] = heading
    return cards


def progress(cards: Iterable[str], seen: int = 60) -> Progress:
    """Some of the cards seen, some of them due, one a leech, one suspended; answers on every third day."""
    rng = Random(2)
    known = Progress()
    for i, card in enumerate(rng.sample(sorted(cards), seen)):
        last = DAY - rng.randint(0, 30)
        memory = Learned(rng.uniform(0.5, 40), 5.0, last, last + rng.randint(1, 40), 3, 8 if i == 0 else 1)
        known.cards[card] = Card(memory, seen=4, right=3, ms=rng.randint(9_000, 180_000), suspended=i == 1)
    for i, day in enumerate(range(DAY - 90, DAY + 1, 3)):
        known.days[day] = DayCount(i, i // 2, i * 45_000, i, i // 2, i, i // 2)
        known.reviews += i
    known.days[DAY].guessed = 5
    known.days[DAY].guessed_right = 2
    return known


def report(days: int = 84, seen: int = 60) -> Report:
    """The statistics of that learner."""
    cards = bank()
    return statistics(cards, progress(cards, seen), DAY, days)


def empty(days: int = 84) -> Report:
    """The statistics of somebody who has just begun."""
    return statistics(bank(), Progress(), DAY, days)


def planned(left: int = 3) -> Report:
    """The statistics of that learner before an interview, with a look back on sixteen days."""
    cards = bank()
    reviews = tuple((DAY + ahead, 9 + ahead) for ahead in range(left))
    plan = Planned(DAY + left, 0.234, 60, 120, reviews or ((DAY, 0),), "quiz")
    history = tuple((DAY - 15 + n, n / 60) for n in range(16))
    return statistics(cards, progress(cards), DAY, planned=plan)._replace(history=history)


def painted(theme: Theme, lines: list[Line]) -> str:
    """The page as text; no line is wider than the terminal, and nothing is cut by painting."""
    text = Theme(theme.width, theme.unicode, color=False).paint(lines)
    assert text.endswith("\n")
    for line in text.splitlines():
        assert columns(line) <= theme.width, line
    return text
