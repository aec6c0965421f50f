"""What is known of a learner: cards, days and sittings. All of it follows from the journal, by `core.replay`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.core.day import study_day, today
from awsprep.core.memory import DEFAULT_MODEL, Learned, Memory, Model, New

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.day import Clock
    from awsprep.core.foreseen import Bin
    from awsprep.core.record import Record

READING_SECONDS = 10.0
"""What it takes to read an answer and to rate, on top of answering, where nothing is known of the learner."""

MOST_READING = 60.0
"""Seconds of reading that count at most: whoever looks at an answer for longer has gone for a coffee."""

BEHIND = 2  # days; less than that is another time zone, or another device's


@dataclass(slots=True)
class Card:
    """A scheduled card: its memory, what was answered, and what the learner set by hand.

    `ms` is the time of the last answer, `spent` of all; `missed` says that the last answer was wrong; `errors` are
    what the learner reported as wrong with the question. `typed` counts answers that were marked by their words,
    `changed` those of which the learner changed the marks; `own` are sentences of theirs that find a key point, by its
    id. `knew` says that the very first answer was right, and no guess.
    """

    memory: Memory = field(default_factory=New)
    seen: int = 0
    right: int = 0
    missed: bool = False
    ms: int = 0
    spent: int = 0
    answered: int = 0
    suspended: bool = False
    buried: int = 0
    flagged: bool = False
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    typed: int = 0
    changed: int = 0
    own: dict[str, list[str]] = field(default_factory=dict)
    knew: bool = False

    def resting(self, day: int) -> bool:
        """Suspended, or buried for this study day, or set aside as a leech."""
        return self.suspended or self.buried >= day or (isinstance(self.memory, Learned) and self.memory.leech)


@dataclass(slots=True)
class DayCount:
    """Answers of one study day. Tested are due cards at their first answer that day, recalled those that passed.

    `ms` is what answering took, `reading` what lay between the answers of a sitting, in milliseconds. Sure and guessed
    split the answers by whether the learner said that they were guessing.
    """

    reviews: int = 0
    right: int = 0
    ms: int = 0
    tested: int = 0
    recalled: int = 0
    sure: int = 0
    sure_right: int = 0
    guessed: int = 0
    guessed_right: int = 0
    reading: int = 0


@dataclass(slots=True)
class Sitting:
    """One sitting as the journal knows it. `options` is what it was started with, `answers` holds an exam's sheet.

    `last` is when its last review was written, `day` the study day of it; 0 before.
    """

    id: str
    mode: str
    t: int
    seed: int
    cards: list[str]
    options: dict[str, Any]
    asked: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    right: int = 0
    ms: int = 0
    ended: bool = False
    last: int = 0
    day: int = 0

    @property
    def resumable(self) -> bool:
        """Whether cards are left that were chosen when it began."""
        return not self.ended and len(set(self.asked)) < len(self.cards)


@dataclass(slots=True)
class Progress:
    """All that is known of a learner. Cards never answered nor touched are not in `cards`.

    `awaited` are ids that an undo or an amendment names and that have not come yet, by sync or by a clock behind.
    `foreseen` compares the recall that was predicted for answers with what came, by `core.foreseen.place`.
    """

    cards: dict[str, Card] = field(default_factory=dict)
    days: dict[int, DayCount] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    device_days: dict[str, int] = field(default_factory=dict)
    reviews: int = 0
    latest: tuple[int, str, str, int, str] = (0, "", "", 0, "")
    model: Model = DEFAULT_MODEL
    awaited: set[str] = field(default_factory=set)
    foreseen: dict[int, Bin] = field(default_factory=dict)

    def card(self, card: str) -> Card:
        """The card, or a new one that is not stored."""
        return self.cards.get(card) or Card()


def day_of(progress: Progress, clock: Clock) -> int:
    """The study day that it is; a clock that lies more than two days behind the journal is not believed."""
    day = today(clock)
    latest = max(progress.device_days.values(), default=day)
    return latest if latest - day > BEHIND else day


def current(card: str, aliases: Mapping[str, str]) -> str:
    """A card's id today: questions that were renamed keep their history."""
    if not aliases:
        return card
    question, mark, number = card.partition("#")
    return aliases.get(question, question) + mark + number


def device_day(days: dict[str, int], record: Record) -> int:
    """The study day of a review. A device's own, kept in `days`, never goes backwards, wherever it travels."""
    day = max(study_day(record["t"], record["tz"]), days.get(record["dev"], 0))
    days[record["dev"]] = day
    return day
