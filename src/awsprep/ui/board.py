"""A full screen that is played on, of a simulator: ONE prompt_toolkit application on the alternate screen.

It draws what the game says and hands it keys by name; it knows nothing of what is played.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from awsprep.core.text import clean
from awsprep.ui.theme import STYLES, wrap

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.ui.theme import Line, Theme

SMALLEST = (36, 12)
"""Columns and rows below which a notice is all there is room for."""

DEAD_SECONDS = 0.25
"""How long keys are dead after a change of screen on which a key decides something."""

NAMED = (
    *("enter", "tab", "backspace", "delete", "escape", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "c-a", "c-d", "c-e", "c-u", "c-w"),
)
"""Keys that have a name, as the game is told it; every other one is a character."""


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
        """The whole screen for a size of at least SMALLEST."""

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
    _game: Any = None
    _app: Any = None
    _failure: Exception | None = None
    _turns: int = -1
    _changed: float = 0.0
    _moving: bool = False

    def play(self, game: Game) -> str:
        """Play until it is over; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing.

        A terminal that is gone counts as `HUP`. What fails in the game itself is raised, on a restored terminal.
        """
        self._game, self._app = game, self._application()
        self._turns = game.turns
        try:
            by = str(self._app.run(pre_run=self._started) or "")
        except (EOFError, OSError):
            by = "HUP"
        except KeyboardInterrupt:  # before the application listens
            by = "INT"
        if self._failure is not None:
            raise self._failure
        return by

    def _painted(self, columns: int, rows: int) -> list[Line]:
        """The screen in prompt_toolkit's style strings and in what the terminal's encoding can show."""
        if _too_small(columns, rows):
            text = f"Too small: {columns}x{rows}. Please make it {SMALLEST[0]}x{SMALLEST[1]} or more."
            return [[("", line)] for line in wrap(text, columns)]
        theme = self.theme._replace(width=columns)
        drawn: list[Line] = []
        try:
            drawn = self._game.draw(theme, rows)
        except Exception as error:  # noqa: BLE001  it is raised again by `play`
            self._fail(error)
        return [[(f"class:{style}" if style else "", theme.plain(text)) for style, text in line] for line in drawn]

    def _application(self) -> Application[str]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        from awsprep.ui.canvas import Canvas

        depth = ColorDepth.DEPTH_4_BIT if self.theme.color else ColorDepth.DEPTH_1_BIT
        styles = Style.from_dict({name: style for name, style in STYLES.items() if name})
        app: Application[str] = Application(
            Layout(Canvas(self._painted)),
            style=styles,
            key_bindings=self._bindings(),
            color_depth=depth,
            full_screen=True,
            output=self.output,
            input=self.input,
        )
        app.ttimeoutlen = app.timeoutlen = 0.05  # Esc is felt at once
        return app

    def _started(self) -> None:
        import signal

        loop = asyncio.get_running_loop()
        for name in ("TERM", "HUP"):
            number = getattr(signal, f"SIG{name}", None)
            try:
                if number is not None:
                    loop.add_signal_handler(number, self._exit, name)
            except (NotImplementedError, RuntimeError, ValueError):
                break  # not the main thread

    async def _move(self) -> None:
        """Let the game move by itself as long as it wants to."""
        while (beat := self._game.beat) is not None:
            await asyncio.sleep(beat)
            if self._game.beat is not None:
                self._do(self._game.tick)
        self._moving = False

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()
        add = partial(bindings.add, save_before=lambda _: False)
        for key in ("c-c", "<sigint>"):
            add(key)(lambda _: self._exit("INT"))
        add("c-z")(self._background)
        for key in NAMED:
            add(key, eager=key == "escape")(partial(self._pressed, key))
        add(Keys.Any)(self._typed)
        add(Keys.BracketedPaste)(self._pasted)
        return bindings

    def _typed(self, event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            self._pressed(event.data, event)

    def _pressed(self, key: str, event: KeyPressEvent) -> None:
        if self._alive(event):
            self._do(partial(self._game.press, key))

    def _pasted(self, event: KeyPressEvent) -> None:
        if self._alive(event):
            self._do(partial(self._game.paste, clean(" ".join(event.data.split()))))

    def _alive(self, event: KeyPressEvent) -> bool:
        size = event.app.output.get_size()
        dead = self.clock.monotonic() - self._changed < DEAD_SECONDS
        return not dead and not _too_small(size.columns, size.rows)

    def _do(self, action: Any) -> None:
        """Something of the game's. A bug in it ends the application and is raised, instead of on a broken screen."""
        try:
            action()
        except Exception as error:  # noqa: BLE001  it is raised again by `play`
            self._fail(error)
        self._run_errand()
        if self._game.turns != self._turns:
            self._turns, self._changed = self._game.turns, self.clock.monotonic()
        if self._game.over:
            self._exit("")
        elif self._game.beat is not None and not self._moving:
            self._moving = True
            self._app.create_background_task(self._move())
        self._app.invalidate()

    def _run_errand(self) -> None:
        """Give the terminal to what the game needs it for, an editor for example; not all games do."""
        from prompt_toolkit.application import run_in_terminal

        errand = getattr(self._game, "errand", None)
        if errand is not None:
            self._game.errand = None
            self._app.create_background_task(_away(run_in_terminal, partial(self._do, errand)))

    def _fail(self, error: Exception) -> None:
        self._failure = self._failure or error
        self._exit("")

    def _exit(self, by: str) -> None:
        if self._app.future is not None and not self._app.future.done():
            self._app.exit(result=by)

    def _background(self, event: KeyPressEvent) -> None:
        import os
        import signal

        from prompt_toolkit.application import run_in_terminal

        if hasattr(signal, "SIGTSTP"):
            event.app.create_background_task(_away(run_in_terminal, partial(os.kill, 0, signal.SIGTSTP)))


async def _away(run: Any, action: Any) -> None:
    await run(action)


def _too_small(columns: int, rows: int) -> bool:
    return columns < SMALLEST[0] or rows < SMALLEST[1]
