"""A terminal or a pipe that is read and written line by line: no redraw, no colour."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from awsprep.core.text import clean
from awsprep.ui.theme import Theme, flow
from awsprep.ui.unwritten import UnwrittenError, is_full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEASURE = 79  # the widest text; on a narrower terminal it is that


class Stopped(BaseException):
    """Stopped from outside, by the signal `INT`, `TERM` or `HUP`, or because nobody reads: `PIPE`."""


@dataclass(slots=True)
class Lines:
    """What is read from and written to. `echo` writes what was read, where no terminal shows it itself.

    All that reads or writes raises Stopped where the other end is gone, UnwrittenError where the output has no room.
    """

    reader: TextIO
    writer: TextIO
    theme: Theme
    echo: bool = False
    _acting: bool = False
    _stopped: str = ""

    def ask(self, prompt: str) -> str | None:
        """The line that is typed behind a prompt, made safe; None at the end of the input."""
        with _gone():
            self.writer.write(self._prompt(self.theme.plain(prompt)))
            self.writer.flush()
            self._wait()
            line = self.reader.readline()
        if not line:
            self.line("")
            return None
        text = clean(line.rstrip("\r\n"))
        if self.echo:
            self.line(text)
        return text

    def text(self, text: str) -> None:
        """A question's text, on as many lines as it takes."""
        for line in flow(self.theme.plain(text), self._measure):
            self.line("".join(part for _, part in line))

    def table(self, text: str) -> None:
        """Lines whose columns are kept; each is wrapped for itself."""
        for line in text.split("\n"):
            for row in _rows(line, self._measure):
                self.line(row)

    def line(self, text: str) -> None:
        """One line, however long it is."""
        with _gone():
            self.writer.write(self.theme.plain(text).rstrip() + "\n")

    def flush(self) -> None:
        """Have what was written seen, though nothing is asked yet."""
        with _gone():
            self.writer.flush()

    def stop(self, name: str) -> None:
        """End, from a signal handler: at once, but never in the middle of what is done by `do`."""
        self._stopped = name
        if not self._acting:
            raise Stopped(name)

    def do(self, action: Callable[[], object]) -> None:
        """Do something that a signal has to wait for."""
        self._acting = True
        try:
            action()
        finally:
            self._acting = False
        if self._stopped:
            raise Stopped(self._stopped)

    @property
    def _measure(self) -> int:
        return min(MEASURE, self.theme.width - 1)

    def _prompt(self, prompt: str) -> str:
        """A prompt within the terminal's width. In a pipe it stays one line: a script may wait for it."""
        return "\n".join(_rows(prompt, self._measure)) if self.writer.isatty() else prompt

    def _wait(self) -> None:
        """Wait for a terminal's line, looking up now and then.

        A signal that comes just before a read would else be heard only after it. A pipe is read at once, since
        lines may lie in its buffer already.
        """
        if not self.reader.isatty():
            return
        from select import select

        while not select([self.reader], [], [], 0.2)[0]:
            pass


@contextmanager
def _gone() -> Iterator[None]:
    """A terminal that was closed counts as a hang-up; a pipe that nobody reads has its own name."""
    try:
        yield
    except BrokenPipeError:
        raise Stopped("PIPE") from None
    except OSError as error:
        if is_full(error):
            raise UnwrittenError(error) from error
        raise Stopped("HUP") from None


def _rows(line: str, width: int) -> list[str]:
    """A line on as many as it takes, spaces between and behind words kept: behind a prompt stands what is typed."""
    rows = wrap(line.rstrip(), width, break_on_hyphens=False) or [""]
    return [*rows[:-1], rows[-1] + line[len(line.rstrip()) :]]
