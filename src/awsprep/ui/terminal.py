"""The terminal as ONE prompt_toolkit application, on the alternate screen, for as long as a program runs on it.

It draws what the program says, hands it keys by name, and gives the terminal back whatever happens. Keys are dead for a
quarter of a second after every change of screen, so that type-ahead cannot answer twice.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from awsprep.core.text import clean
from awsprep.ui.theme import STYLES, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.ui.theme import Line, Theme

SMALLEST = (36, 12)
"""Columns and rows below which a notice is all there is room for."""

DEAD_SECONDS = 0.25
"""How long keys are dead after a change of screen."""

NAMED = (
    *("enter", "tab", "backspace", "delete", "escape", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "c-a", "c-d", "c-e", "c-u", "c-w"),
)
"""Keys that have a name, as a program is told it; every other one is a character."""


class Program(Protocol):
    """What runs on the terminal."""

    def begin(self) -> None:
        """It runs now."""

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """The whole screen for a size of at least SMALLEST."""

    def press(self, key: str) -> None:
        """A key by its name, or a character."""

    def paste(self, text: str) -> None:
        """Text that was put in from elsewhere, made safe."""

    def settle(self) -> None:
        """Something was done: see what follows from it."""

    def hold(self) -> None:
        """Another program gets the terminal."""

    def go_on(self) -> None:
        """The terminal is back."""


@dataclass(slots=True)
class Terminal:
    """`named` are the keys that the program knows by name; input and output are the terminal unless given."""

    theme: Theme
    clock: Clock
    named: Sequence[str] = NAMED
    input: Input | None = None
    output: Output | None = None
    app: Any = None
    _program: Any = None
    _failure: Exception | None = None
    _changed: float = 0.0

    def run(self, program: Program) -> str:
        """Run until `end`; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing.

        A terminal that is gone counts as `HUP`. What fails in the program is raised, on a restored terminal.
        """
        self._program, self.app = program, self._application()
        try:
            by = str(self.app.run(pre_run=self._started) or "")
        except (EOFError, OSError):
            by = "HUP"
        except KeyboardInterrupt:  # before the application listens
            by = "INT"
        if self._failure is not None:
            raise self._failure
        return by

    # --- what the program calls --------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        size = self.app.output.get_size()
        return size.columns, size.rows

    def end(self, by: str = "") -> None:
        """End, by a signal if one is named."""
        if self.app.future is not None and not self.app.future.done():
            self.app.exit(result=by)

    def change(self) -> None:
        """Another screen: keys are dead for a moment."""
        self._changed = self.clock.monotonic()

    def do(self, action: Callable[[], object]) -> None:
        """Something of the program's. A bug in it ends it and is raised, instead of on a broken screen."""
        self._guard(action)
        self._guard(self._program.settle)
        self.app.invalidate()

    def post(self, action: Callable[[], None]) -> None:
        """Have something done here that another thread asks for; once the program has ended nothing is."""
        if self.app.loop is not None:
            with suppress(RuntimeError):  # closed meanwhile
                self.app.loop.call_soon_threadsafe(self.do, action)

    def meanwhile(self, work: Coroutine[Any, Any, None]) -> None:
        """Have something go on while keys are awaited."""
        self.app.create_background_task(work)

    def away(self, action: Callable[[], object]) -> None:
        """Give the terminal away for as long as an action takes."""
        from prompt_toolkit.application import run_in_terminal

        async def away() -> None:
            self._program.hold()
            await run_in_terminal(lambda: self._guard(action))
            self._program.go_on()
            self.do(lambda: None)

        self.meanwhile(away())

    # --- the application ---------------------------------------------------------------------------------------

    def _application(self) -> Application[str]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        from awsprep.ui.canvas import Canvas

        app: Application[str] = Application(
            layout=Layout(Canvas(self._painted)),
            key_bindings=self._bindings(),
            style=Style.from_dict({name: style for name, style in STYLES.items() if name}),
            full_screen=True,
            color_depth=ColorDepth.DEPTH_4_BIT if self.theme.color else ColorDepth.DEPTH_1_BIT,
            input=self.input,
            output=self.output,
        )
        app.ttimeoutlen = app.timeoutlen = 0.05  # Esc is felt at once
        return app

    def _painted(self, columns: int, rows: int) -> list[Line]:
        """The screen in prompt_toolkit's style strings and in what the terminal's encoding can show."""
        if _too_small(columns, rows):
            text = f"Too small: {columns}x{rows}. Please make it {SMALLEST[0]}x{SMALLEST[1]} or more."
            return [[("", line)] for line in wrap(text, columns)]
        theme = self.theme._replace(width=columns)
        drawn: list[Line] = []

        def draw() -> None:
            drawn.extend(self._program.draw(theme, rows))

        self._guard(draw)
        return [[(f"class:{style}" if style else "", theme.plain(text)) for style, text in line] for line in drawn]

    def _started(self) -> None:
        import signal

        loop = asyncio.get_running_loop()
        for name in ("TERM", "HUP"):
            number = getattr(signal, f"SIG{name}", None)
            try:
                if number is not None:
                    loop.add_signal_handler(number, self.end, name)
            except (NotImplementedError, RuntimeError, ValueError):
                break  # not the main thread, or no such signals here
        self._program.begin()

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()
        # What is saved before a key is prompt_toolkit's own text buffer, which there is none of: it would make one.
        add = partial(bindings.add, save_before=lambda _: False)
        for key in ("c-c", "<sigint>"):
            add(key)(lambda _: self.end("INT"))
        add("c-z")(lambda _: self._background())
        for key in self.named:
            add(key, eager=key == "escape")(partial(self._pressed, key))
        add(Keys.Any)(self._typed)
        add(Keys.BracketedPaste)(self._pasted)
        return bindings

    def _typed(self, event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            self._pressed(event.data, event)

    def _pressed(self, key: str, event: KeyPressEvent) -> None:
        del event
        if self._alive():
            self.do(partial(self._program.press, key))

    def _pasted(self, event: KeyPressEvent) -> None:
        if self._alive():
            text = clean(event.data.replace("\r\n", "\n").replace("\r", "\n"))
            self.do(partial(self._program.paste, text))

    def _alive(self) -> bool:
        return self.clock.monotonic() - self._changed >= DEAD_SECONDS and not _too_small(*self.size)

    def _guard(self, action: Callable[[], object]) -> None:
        try:
            action()
        except Exception as error:  # noqa: BLE001  it is raised again by `run`
            self._failure = self._failure or error
            self.end()

    def _background(self) -> None:
        import os
        import signal

        if hasattr(signal, "SIGTSTP"):
            self.away(lambda: os.kill(0, signal.SIGTSTP))


def _too_small(columns: int, rows: int) -> bool:
    return columns < SMALLEST[0] or rows < SMALLEST[1]
