"""One sitting as a value: what is left, what was answered, and how to go back.

A session never changes: each step returns the next one and keeps the one before, so undo is going back.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import question_id

if TYPE_CHECKING:
    from awsprep.core.exercise import Given
    from awsprep.core.memory import Rating

Cards = tuple[str, ...]
Waiting = tuple[tuple[str, int], ...]

RETURN_AFTER = 3  # a failed card comes back after at least so many others


class Mode(NamedTuple):
    """How a sitting runs. `again`: failed cards come back in this sitting. `moves`: answers move the memory.

    `hushed`: an interview, in which nothing is said of an answer until the end, and the clock is hard.
    """

    name: str
    again: bool = False
    moves: bool = True
    hushed: bool = False


QUIZ = Mode("quiz")
EXAM = Mode("exam")
REVIEW = Mode("review", again=True)
CRAM = Mode("cram", again=True, moves=False)


class Outcome(NamedTuple):
    """One answered card; `record` is the id of its line in the journal. Times in seconds."""

    card: str
    record: str
    given: Given
    score: float
    right: bool
    guess: bool
    over: bool
    seconds: float
    limit: int
    rating: Rating
    due: int


class Session(NamedTuple):
    """A queue of cards, the first one on the screen; `waiting` holds failed cards and how many others come first."""

    queue: Cards
    done: tuple[Outcome, ...] = ()
    skipped: tuple[str, ...] = ()
    waiting: Waiting = ()
    earlier: int = 0  # questions answered before the sitting was broken off and resumed
    before: Session | None = None

    @property
    def card(self) -> str | None:
        """The card on the screen, None when the sitting is over."""
        return self.queue[0] if self.queue else None

    @property
    def number(self) -> int:
        """Which question this is, from 1."""
        return self.earlier + len(self.done) + len(self.skipped) + 1

    @property
    def total(self) -> int:
        """How many questions there will have been, as far as is known now."""
        return self.number - 1 + len(self.queue) + len(self.waiting)

    @property
    def returns(self) -> bool:
        """Whether the card on the screen would come back if it failed: only after RETURN_AFTER others."""
        return len(self.queue) - 1 + len(self.waiting) >= RETURN_AFTER

    def answered(self, outcome: Outcome, *, again: bool = False) -> Session:
        """The session after an answer; with `again` the card waits to come back.

        Each time it waits longer, so that cards that will not stick do not keep the others from being asked.
        """
        waiting = tuple((card, left - 1) for card, left in self.waiting)
        if again and self.returns:
            times = 1 + sum(each.card == outcome.card for each in self.done)
            waiting += ((outcome.card, RETURN_AFTER * times),)
        ready = tuple(card for card, left in waiting if left <= 0)
        rest = tuple((card, left) for card, left in waiting if left > 0)
        queue, rest = _filled(ready + self.queue[1:], rest)
        return self._replace(queue=queue, done=(*self.done, outcome), waiting=rest, before=self)

    def skip(self) -> Session:
        """The session without the card on the screen, which is asked another day."""
        return self._without(self.queue[1:], self.waiting)

    def without_siblings(self) -> Session:
        """The session without the card on the screen and other cards of its question (they were buried)."""
        question = question_id(self.queue[0])
        rest = tuple(card for card in self.queue[1:] if question_id(card) != question)
        waiting = tuple(each for each in self.waiting if question_id(each[0]) != question)
        return self._without(rest, waiting)

    def ended(self) -> Session:
        """The session with nothing left to ask."""
        return self._replace(queue=(), waiting=(), before=self)

    def _without(self, queue: Cards, waiting: Waiting) -> Session:
        queue, waiting = _filled(queue, waiting)
        skipped = (*self.skipped, self.queue[0])
        return self._replace(queue=queue, skipped=skipped, waiting=waiting, before=self)


def _filled(queue: Cards, waiting: Waiting) -> tuple[Cards, Waiting]:
    """Where the queue is empty the card that failed first is next: all that came after it were promised less."""
    if queue or not waiting:
        return queue, waiting
    return (waiting[0][0],), waiting[1:]


def exercise_seed(session_seed: int, card: str, ordinal: int) -> int:
    """The seed of one exercise: 32 bits of SHA-256, so that it can be shown again from what the journal holds."""
    return int.from_bytes(sha256(f"{session_seed} {card} {ordinal}".encode()).digest()[:4], "big")
