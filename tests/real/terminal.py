"""awsprep as a child process on a real pseudo-terminal, with pyte to read its screen.

Waiting is always for something to appear, with a deadline far beyond what a loaded machine needs.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PATIENCE = 60.0
LEAVE = b"\x1b[?1049l"
"""What leaves the alternate screen."""


class Terminal:
    """A child on a terminal of its own; `text` is what its screen shows, `raw` all that it wrote."""

    def __init__(
        self,
        *arguments: str,
        environ: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        program: Sequence[str] = (sys.executable, "-m", "awsprep"),
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code: int | None = None
        self.pid, self.fd = pty.fork()
        if not self.pid:  # the child; it must never return into the test
            with suppress(BaseException):
                for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)  # a shell's background job ignores some, and so would we
                os.execve(program[0], [*program, *arguments], dict(environ))
            os._exit(126)
        self._size(columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self.fd)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def answer(self, keys: str, until: str) -> None:
        """Press keys again and again until they have an effect: the first may fall into the dead time."""
        self.until(lambda: until in self.text, every=lambda: self.press(keys))

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._size(columns, rows)

    def sees(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        self.until(lambda: all(text in self.text for text in texts))

    def until(self, seen: Callable[[], bool], every: Callable[[], None] | None = None) -> None:
        """Wait for something to become true, doing `every` now and then."""
        end = _now() + PATIENCE
        again = _now()
        while True:
            self._read(0.02)
            if seen():
                return
            assert _now() < end, f"after {PATIENCE:.0f} s the screen shows:\n{self.text}"
            if every is not None and _now() >= again:
                every()
                again = _now() + 0.3

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Read until the child has ended; its exit code, or minus the signal that killed it."""
        end = _now() + PATIENCE
        while self.code is None:
            self._read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            assert _now() < end, f"still running, and shows:\n{self.text}"
        while self._read(0.0):
            pass
        return self.code

    def hang_up(self) -> None:
        """Close the terminal, as a window that is closed does."""
        os.close(self.fd)

    def modes(self) -> list[object]:
        """The terminal's settings (tcgetattr)."""
        return termios.tcgetattr(self.fd)

    def _read(self, seconds: float) -> bool:
        try:
            if not select.select([self.fd], [], [], seconds)[0]:
                return False
            data = os.read(self.fd, 1 << 16)
        except OSError:  # nobody is at the other end any more
            time.sleep(seconds)
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _now() -> float:
    return time.monotonic()  # noqa: TID251  a real process takes real time
