"""A grader for tests of sittings: it keeps what it is asked, and replies when the test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.ui.second import Opinion

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.grader import Asked


@dataclass
class Friend:
    """`at_once` is what it replies without being told to."""

    at_once: Opinion | None = None
    model: str = "tiny-model"
    place: str = "localhost:11434"
    asked: list[Asked] = field(default_factory=list)
    called_off: int = 0
    _done: list[Callable[[Opinion], None]] = field(default_factory=list)

    def ask(self, asked: Asked, done: Callable[[Opinion], None]) -> Callable[[], None]:
        self.asked.append(asked)
        self._done.append(done)
        if self.at_once is not None:
            done(self.at_once)
        return self._call_off

    def replies(self, failure: str = "", /, **quotes: str) -> None:
        """Reply to what was asked last."""
        self._done[-1](Opinion(quotes, failure))

    def replies_to(self, number: int, failure: str = "", /, **quotes: str) -> None:
        """Reply to one of the answers that it was asked about, the first being 0."""
        self._done[number](Opinion(quotes, failure))

    def _call_off(self) -> None:
        self.called_off += 1
