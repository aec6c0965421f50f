"""An answer that is on the screen and not yet written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.exercise import Ticks, mark, mark_ticks, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from awsprep.core.exercise import Exercise, Given, Mark
    from awsprep.core.memory import Rating
    from awsprep.core.phrases import Found, Marked
    from awsprep.core.question import Question
    from awsprep.ui.second import Opinion, Second

    Marker = Callable[[Question, str], Marked]


@dataclass(slots=True)
class Answered:
    """What was given, how it was marked, and the day each rating would bring the card back.

    `ticks` are the learner's marks on an open answer; they begin as those of `marked`, which is what was found in the
    words of a typed one. Other answers have neither. `second` is what a model is asked about the rest, if one is;
    `touched` are the points whose ticks the learner has turned.
    """

    given: Given
    guess: bool
    result: Mark
    seconds: float
    over: bool
    dues: Mapping[Rating, int]
    ticks: Ticks | None = None
    marked: Marked | None = None
    second: Second | None = None
    touched: set[str] = field(default_factory=set)

    @property
    def suggested(self) -> Rating:
        """The rating that Enter gives."""
        return suggest(self.result, guess=self.guess)

    @property
    def auto(self) -> Ticks | None:
        """The ticks that the marker set; None where it did not look."""
        return None if self.marked is None else ticks_of(self.marked)

    def turn(self, question: Question, place: int) -> None:
        """Turn the tick of a key point; red flags follow in the same count."""
        if self.ticks is None:
            return
        points, flags = question.key_points, question.red_flags
        if place < len(points):
            self.ticks = Ticks(self.ticks.points ^ {points[place].id}, self.ticks.flags)
            self.touched.add(points[place].id)
        elif place < len(points) + len(flags):
            self.ticks = Ticks(self.ticks.points, self.ticks.flags ^ {flags[place - len(points)].id})
        self.result = mark_ticks(question, self.ticks)

    def hear(self, question: Question, opinion: Opinion) -> None:
        """Take in a second opinion: it ticks what it shows, save for points that the learner has turned meanwhile."""
        if self.second is None or self.ticks is None:
            return
        self.second.opinion = opinion
        self.ticks = Ticks(self.ticks.points | (opinion.quotes.keys() - self.touched), self.ticks.flags)
        self.result = mark_ticks(question, self.ticks)

    @property
    def graded(self) -> tuple[str, ...]:
        """The points that the second opinion showed."""
        return () if self.second is None else tuple(self.second.quotes)


def read_typed(
    marker: Marker | None, question: Question, text: str, own: Mapping[str, Sequence[str]]
) -> tuple[str, Marked | None]:
    """A typed answer made safe, and what the marker and the learner's `own` sentences find in it."""
    if not text.strip():
        return "", None
    from awsprep.core.typed import tidy, unwrapped, with_own

    text = tidy(text)
    if marker is None or not text:
        return text, None
    plain = unwrapped(text)
    return text, with_own(marker(question, plain), plain, own)


def ticks_of(marked: Marked) -> Ticks:
    """What was found, as ticks."""
    points, flags = (frozenset(each.id for each in found if each.found) for found in marked)
    return Ticks(points, flags)


def result_of(exercise: Exercise, given: Given, ticks: Ticks | None) -> Mark:
    """The mark of an answer: by its ticks where there are some, else by the key."""
    return mark(exercise, given) if ticks is None else mark_ticks(exercise.question, ticks)


def found_words(found: Found, *, ticked: bool, second: Second | None = None) -> str:
    """What to say of a key point or red flag of a typed answer."""
    off = "" if ticked else " - you took the tick off"
    if second is not None and found.id in second.quotes:
        return f'found by {second.grader.model}: "{second.quotes[found.id]}"{off}'
    if found.found:
        return f'found: "{" ".join(found.evidence.split())}"{off}'
    return "not found - you ticked it" if ticked else "not found - did you say it?"
