"""A full screen that is played on, of a simulator. It knows nothing of what is played."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from awsprep.ui.terminal import Terminal

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.ui.theme import Line, Theme


class Game(Protocol):
    """What is played."""

    turns: int
    """Counts the changes of screen after which keys are dead for a moment."""

    over: bool
    """Whether it has ended."""

    @property
    def beat(self) -> float | None:
        """Seconds until `tick`; None where nothing moves by itself."""

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """The whole screen."""

    def press(self, key: str) -> None:
        """A key by its name, or a character."""

    def paste(self, text: str) -> None:
        """Text without line breaks that was put in from elsewhere."""

    def tick(self) -> None:
        """What moves by itself moves on."""


@dataclass(slots=True)
class Board:
    """The terminal and the clock that a game is played with; input and output are the terminal unless given."""

    theme: Theme
    clock: Clock
    input: Input | None = None
    output: Output | None = None
    terminal: Any = None
    _game: Any = None
    _turns: int = -1
    _moving: bool = False

    def play(self, game: Game) -> str:
        """Play until it is over; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing."""
        self._game, self._turns = game, game.turns
        self.terminal = Terminal(self.theme, self.clock, input=self.input, output=self.output)
        return str(self.terminal.run(self))

    def begin(self) -> None:
        """It waits for the first key."""

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """What the game shows."""
        lines: list[Line] = self._game.draw(theme, rows)
        return lines

    def press(self, key: str) -> None:
        """A key for the game."""
        self._game.press(key)

    def paste(self, text: str) -> None:
        """A text for the game."""
        self._game.paste(" ".join(text.split()))

    def settle(self) -> None:
        """See what the game needs, and whether it is over."""
        self._run_errand()
        if self._game.turns != self._turns:
            self._turns = self._game.turns
            self.terminal.change()
        if self._game.over:
            self.terminal.end()
        elif self._game.beat is not None and not self._moving:
            self._moving = True
            self.terminal.meanwhile(self._move())

    def hold(self) -> None:
        """No clock runs."""

    def go_on(self) -> None:
        """No clock runs."""

    async def _move(self) -> None:
        """Let the game move by itself as long as it wants to."""
        while (beat := self._game.beat) is not None:
            await asyncio.sleep(beat)
            if self._game.beat is not None:
                self.terminal.do(self._game.tick)
        self._moving = False

    def _run_errand(self) -> None:
        """Give the terminal to what the game needs it for, an editor for example; not all games do."""
        errand = getattr(self._game, "errand", None)
        if errand is not None:
            self._game.errand = None
            self.terminal.away(errand)
