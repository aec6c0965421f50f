"""Plays a sitting on a terminal that exists only in memory: keys go in through a pipe, pyte shows what came out.

The application runs in a thread of its own, on a clock that stands still; `press` lets the dead time pass first and
comes back when the application has dealt with the keys and drawn.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from awsprep.ui.full import Full
from awsprep.ui.theme import Theme

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterator, Mapping

    from prompt_toolkit.input import PipeInput

    from awsprep.ui.board import Board
    from awsprep.ui.examination import Examination
    from awsprep.ui.sitting import Sitting
    from tests.fakes import Clock

PATIENCE = 30.0  # seconds after which a thread is taken to hang; never waited for where all is well
ENTER, TAB, ESC, BACKSPACE = "\r", "\t", "\x1b", "\x7f"
UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C", "\x1b[5~", "\x1b[6~"


class _Out:
    """What prompt_toolkit writes to: feeds a terminal emulator, and keeps the raw text."""

    encoding = "utf-8"

    def __init__(self, stream: pyte.Stream) -> None:
        self.stream = stream
        self.raw = ""
        self.broken: OSError | None = None

    def write(self, data: str) -> int:
        if self.broken is not None:
            raise self.broken
        self.raw += data
        self.stream.feed(data)
        return len(data)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError("there is no file behind this")


class Player:
    """A person at the screen."""

    def __init__(self, view: Full | Board, keys: PipeInput, screen: pyte.Screen, out: _Out, clock: Clock) -> None:
        self.view = view
        self.out = out
        self.clock = clock
        self.ended_by: str | None = None
        self.error: BaseException | None = None
        self.thread = Thread()
        self._keys = keys
        self._screen = screen

    def press(self, *keys: str, wait: float = 1.0) -> None:
        """Press keys one by one, after `wait` seconds each by the clock; the burst `"aaaa"` is one press."""
        for key in keys:
            self.clock.wait(wait)
            self._keys.send_text(key)
            self.settle(0.06 if key == ESC else 0.003)

    def settle(self, seconds: float = 0.003) -> None:
        """Let the application take what has come in, and draw."""
        for pause in (seconds, 0.003):
            loop = _loop_of(self.view)
            if loop is None:
                return
            done = Event()
            try:
                loop.call_soon_threadsafe(loop.call_later, pause, done.set)
            except RuntimeError:  # the application has ended
                return
            while not done.wait(0.01) and self.thread.is_alive():
                pass

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen without empty rows at its end."""
        return "\n".join(self.lines).rstrip("\n")

    def sees(self, text: str) -> bool:
        """Wait for a text to appear by itself."""
        end = time.monotonic() + PATIENCE  # noqa: TID251  this waits for a thread, not for the clock of the test
        while text not in self.text and time.monotonic() < end:  # noqa: TID251
            self.settle(0.02)
        return text in self.text

    def style(self, text: str) -> str:
        """The colour in which the first place of a text stands, with `+` where it is bold."""
        for row, line in enumerate(self._screen.display):
            column = line.find(text)
            if column >= 0:
                cell = self._screen.buffer[row][column]
                return f"{cell.fg}{'+' if cell.bold else ''}"
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller; the application is told as by SIGWINCH."""
        self._screen.resize(rows, columns)
        app = self.view.terminal.app
        app.loop.call_soon_threadsafe(app._on_resize)
        self.settle(0.03)


@contextmanager
def playing(
    sitting: Sitting | Examination,
    clock: Clock,
    *,
    columns: int = 80,
    rows: int = 24,
    theme: Theme | None = None,
    environ: Mapping[str, str] | None = None,
) -> Iterator[Player]:
    """A person at a sitting; at the end of the block the application is made to end, and a bug in it is raised."""
    full = Full(theme or Theme(columns), clock, environ or {})
    with seated(full, sitting, clock, columns, rows) as player:
        yield player
    if player.error is not None:
        raise player.error


@contextmanager
def seated(view: Full | Board, what: Any, clock: Clock, columns: int, rows: int) -> Iterator[Player]:
    """A person at a view of something; what fails in it is left to be looked at."""
    screen = pyte.Screen(columns, rows)
    out = _Out(pyte.Stream(screen))
    with create_pipe_input() as keys:
        view.input, view.output = (
            keys,
            Vt100_Output(
                out,  # type: ignore[arg-type]
                lambda: Size(rows=screen.lines, columns=screen.columns),
                term="xterm-256color",
            ),
        )
        player = Player(view, keys, screen, out, clock)

        def play() -> None:
            try:
                player.ended_by = view.play(what)
            except BaseException as error:  # noqa: BLE001  it is looked at in the test's own thread
                player.error = error

        player.thread = Thread(target=play, daemon=True)
        player.thread.start()
        try:
            while player.thread.is_alive() and _loop_of(view) is None:
                player.thread.join(0.001)
            player.settle()
            yield player
        finally:
            loop = _loop_of(view)
            if loop is not None and not loop.is_closed():
                loop.call_soon_threadsafe(view.terminal.end)
            player.thread.join(PATIENCE)
            assert not player.thread.is_alive()


def _loop_of(view: Full | Board) -> AbstractEventLoop | None:
    """What the application runs on; none before it does."""
    loop: AbstractEventLoop | None = None
    if view.terminal is not None and view.terminal.app is not None:
        loop = view.terminal.app.loop
    return loop
