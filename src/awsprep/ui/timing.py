"""How long a sitting and its questions take, pauses not counted, and how long they may take."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from awsprep.core.progress import MOST_READING

if TYPE_CHECKING:
    from awsprep.core.day import Clock


@dataclass(slots=True)
class Stopwatch:
    """Seconds by the monotonic clock. `question` and `total` hold what is counted up to the last stop."""

    clock: Clock
    question: float = 0.0
    total: float = 0.0
    _since: float | None = None

    def start(self) -> None:
        """Count from now on; nothing happens if it runs."""
        if self._since is None:
            self._since = self.clock.monotonic()

    def stop(self) -> None:
        """Count no longer."""
        if self._since is not None:
            passed = self._passed()
            self.question += passed
            self.total += passed
            self._since = None

    def turn_to(self, seconds: float = 0.0) -> None:
        """Stop, and count another question, which has already taken some seconds."""
        self.stop()
        self.question = seconds

    def elapsed(self) -> float:
        """Seconds of the question on the screen."""
        return self.question + self._passed()

    def used(self) -> float:
        """Seconds of the whole sitting."""
        return self.total + self._passed()

    def _passed(self) -> float:
        return self.clock.monotonic() - self._since if self._since is not None else 0.0


@dataclass(slots=True)
class Timing:
    """All in seconds. `total` is for all questions, `each` for one instead of its own time, `budget` for the whole.

    `watch` counts questions. What is read on the answer screen, up to MOST_READING an answer, counts for the budget and
    for nothing else.
    """

    clock: Clock
    total: float | None = None
    each: float | None = None
    budget: float | None = None
    watch: Stopwatch = field(init=False)
    _reading: Stopwatch = field(init=False)
    _lingered: float = 0.0

    def __post_init__(self) -> None:
        self.watch, self._reading = Stopwatch(self.clock), Stopwatch(self.clock)

    def limit(self, seconds: float) -> float:
        """What a question may take whose own time is so many seconds: at most what is left in total."""
        own = self.each if self.each is not None else seconds
        if self.total is None:
            return own
        return max(1.0, min(own, self.total - (self.watch.total - self.watch.question)))

    @property
    def is_up(self) -> bool:
        """Whether the total or the budget is used up."""
        spent = self.watch.total + self._lingered + self._read()
        over = self.total is not None and self.watch.total >= self.total
        return over or (self.budget is not None and spent >= self.budget)

    def remaining(self) -> float:
        """What is left of the budget; endless without one."""
        if self.budget is None:
            return inf
        return max(0.0, self.budget - self.watch.used() - self._lingered - self._read())

    def read(self) -> None:
        """The answer is on the screen from now on."""
        self._reading.start()

    def turn_over(self) -> None:
        """Another question comes; the watch does not run yet."""
        self._lingered += self._read()
        self._reading.turn_to()
        self.watch.turn_to()

    def _read(self) -> float:
        return min(MOST_READING, self._reading.elapsed())
