"""Time spent on the question on the screen and in the whole sitting, pauses not counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsprep.core.day import Clock


@dataclass(slots=True)
class Stopwatch:
    """Seconds by the monotonic clock. `question` and `total` hold what is counted up to the last stop."""

    clock: Clock
    question: float = 0.0
    total: float = 0.0
    _since: float | None = None

    @property
    def running(self) -> bool:
        """Whether time is counted now."""
        return self._since is not None

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
