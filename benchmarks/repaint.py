"""How long a key takes until the screen has changed: `python -m benchmarks.repaint [KEYS]`. Budget: 3 ms, the median.

A quiz runs on a terminal of its own, and `g` (I am guessing) is pressed over and over, which changes one row. What
counts is the time from writing the key to the terminal until the changed row comes back. The floor is a program that
writes every key back and does nothing else; both take turns, key by key. The processor time of a key, which other
work on the machine does not change, is that of the quiz less that of one that only waits, by the number of keys.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import tty
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.startup import AWSPREP, PATIENCE
from benchmarks.world import make

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEYS = 300
PAUSE = 0.02  # between two keys: nobody types faster than 50 a second
DEAD = 0.4  # keys are dead for a quarter of a second after a screen has changed
ECHO = "import os\nwhile True:\n    os.write(1, os.read(0, 1))"


class Terminal(NamedTuple):
    """A program on a terminal of 80 columns and 24 rows."""

    child: int
    handle: int


def start(command: Sequence[str], environ: Mapping[str, str]) -> Terminal:
    """Run a program on a terminal of its own."""
    child, handle = pty.fork()
    if child == 0:
        tty.setraw(0)
        os.execve(command[0], list(command), dict(environ))
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return Terminal(child, handle)


def wait_for(terminal: Terminal, text: bytes) -> None:
    """Read until a text was painted."""
    seen = b""
    while text not in seen:
        if not select.select([terminal.handle], [], [], PATIENCE)[0]:
            raise SystemExit(f"not painted in {PATIENCE:.0f} s:\n{seen.decode(errors='replace')}")
        seen += os.read(terminal.handle, 65_536)


def press(terminal: Terminal) -> float:
    """Seconds from a key to what it changed; what was painted before, the clock, is read away first."""
    while select.select([terminal.handle], [], [], 0)[0]:
        os.read(terminal.handle, 65_536)
    begin = perf_counter()
    os.write(terminal.handle, b"g")
    if not select.select([terminal.handle], [], [], PATIENCE)[0]:
        raise SystemExit("a key changed nothing")
    os.read(terminal.handle, 65_536)
    return perf_counter() - begin


def end(terminal: Terminal) -> float:
    """End the program; the seconds of processor time that it took."""
    os.kill(terminal.child, signal.SIGKILL)
    _, _, usage = os.wait4(terminal.child, 0)
    os.close(terminal.handle)
    return usage.ru_utime + usage.ru_stime


def main(keys: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        world = make(os.path.join(folder, "small"), questions=300, cards=1_000, reviews=10_000)
        quiz = start((AWSPREP, "quiz", "--level", "mid"), world.environ)
        idle = start((AWSPREP, "quiz", "--level", "mid"), world.environ)
        floor = start((sys.executable, "-c", ECHO), world.environ)
        wait_for(quiz, b"1 of 10")
        wait_for(idle, b"1 of 10")
        sleep(DEAD)
        rows: dict[str, tuple[Terminal, list[float]]] = {"echo": (floor, []), "key to repaint": (quiz, [])}
        for _ in range(keys):
            for terminal, times in rows.values():
                times.append(press(terminal))
            sleep(PAUSE)
        spent = {terminal: end(terminal) for terminal in (floor, quiz, idle)}
    print(f"{f'{keys} keys, in turns':24}{'p50 ms':>9}{'p99 ms':>9}")
    for name, (_, times) in rows.items():
        print(f"{name:24}{median(times) * 1e3:9.2f}{quantiles(times, n=100)[-1] * 1e3:9.2f}")
    print(f"{'processor, a key':24}{(spent[quiz] - spent[idle]) / keys * 1e3:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else KEYS)
