"""What a bank is made of: how many questions of which topic, level and kind, and how guessable its choices are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.bank import TOPICS, Level
from awsprep.core.exercise import LETTERS
from awsprep.core.question import Choice, Question, describe

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERAL = "several"  # a choice with more than one right option counts as a kind of its own here
COLUMNS = ("choice", SEVERAL, "ordering", "matching", "cloze", "open", "lab")
STALE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts by (topic, level) and (topic, kind); of the choices, where the right options stand as written.

    `longest` and `shortest` are the shares of choices whose right option is the longest or the shortest, a tie
    counting its part: a bank where guessing by length pays has another value than one in the number of options.
    `stale` holds the ids whose facts were checked more than STALE_MONTHS ago.
    """

    questions: int
    levels: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    choices: int = 0
    longest: float = 0.0
    shortest: float = 0.0
    positions: Counter[str] = field(default_factory=Counter)
    stale: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that there are, in the order of the shipped ones."""
        present = {topic for topic, _ in self.levels}
        return (*(topic for topic in TOPICS if topic in present), *sorted(present - TOPICS.keys()))

    def of_kind(self, kind: str) -> int:
        """How many questions of a kind (one of COLUMNS) there are in all topics."""
        return sum(count for (_, name), count in self.kinds.items() if name == kind)

    def of_level(self, level: Level) -> int:
        """How many questions of a level there are in all topics."""
        return sum(count for (_, name), count in self.levels.items() if name == level)


def survey(questions: Iterable[Question], month: str) -> Survey:
    """Count a bank; `month` is now, like 2026-11."""
    levels: Counter[tuple[str, str]] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    positions: Counter[str] = Counter()
    longest = shortest = 0.0
    choices = total = 0
    stale: list[str] = []
    for question in questions:
        total += 1
        kind = describe(question).kind
        if isinstance(question.body, Choice):
            options = question.body.options
            right = [option.right for option in options]
            kind = SEVERAL if sum(right) > 1 else kind
            choices += 1
            sizes = [len(option.text) for option in options]
            longest += _share(right, sizes, max(sizes))
            shortest += _share(right, sizes, min(sizes))
            positions.update(letter for letter, is_right in zip(LETTERS, right, strict=False) if is_right)
        levels[question.topic, question.level] += 1
        kinds[question.topic, kind] += 1
        if question.as_of and months_between(question.as_of, month) > STALE_MONTHS:
            stale.append(question.id)
    share = (longest / choices, shortest / choices) if choices else (0.0, 0.0)
    return Survey(total, levels, kinds, choices, *share, positions, tuple(stale))


def months_between(earlier: str, later: str) -> int:
    """Whole months from one `2026-11` to another."""
    return _months(later) - _months(earlier)


def _months(month: str) -> int:
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number)


def _share(right: list[bool], sizes: list[int], size: int) -> float:
    tied = [is_right for is_right, own in zip(right, sizes, strict=True) if own == size]
    return sum(tied) / len(tied)
