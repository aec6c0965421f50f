"""How long a command takes to start, as a multiple of what Python itself takes: `python -m benchmarks.startup`.

All rows are measured in turn, round after round, with the Python and the awsprep of this environment. A figure is the
median over the rounds of (row / `python -c pass` of the same round), so that other work on the machine cancels out.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.world import World, make

if TYPE_CHECKING:
    from collections.abc import Mapping

AWSPREP = os.path.join(sysconfig.get_path("scripts"), "awsprep")
ROUNDS = 15
PASS = "python -c pass"
PATIENCE = 60.0


class Cost(NamedTuple):
    """Seconds on the wall clock, and of the processor in user mode."""

    wall: float
    user: float


@dataclass(frozen=True, slots=True)
class Row:
    """A command line in a world. With `until`, it runs on a terminal, and only until that text was painted."""

    name: str
    budget: float | None
    command: tuple[str, ...]
    environ: Mapping[str, str]
    until: bytes = b""


def rows(small: World, large: World) -> list[Row]:
    """What is measured, the yardstick first."""
    quiz = (AWSPREP, "quiz", "--level", "mid")
    size = "{0.questions:,} questions, {0.cards:,} cards, {0.reviews:,} reviews".format
    return [
        Row(PASS, None, (sys.executable, "-c", "pass"), small.environ),
        Row("awsprep --version", 7.5, (AWSPREP, "--version"), small.environ),
        Row("awsprep --help", 7.5, (AWSPREP, "--help"), small.environ),
        Row("awsprep due --count", 7.5, (AWSPREP, "due", "--count"), small.environ),
        Row("awsprep stats", 9, (AWSPREP, "stats"), small.environ),
        Row(f"quiz painted: {size(small)}", 20, quiz, small.environ, b"1 of 10"),
        Row(f"quiz painted: {size(large)}", 40, quiz, large.environ, b"1 of 10"),
    ]


def cost(row: Row) -> Cost:
    """Run a row once. Ends the benchmark where the command fails."""
    start = perf_counter()
    child, terminal = pty.fork() if row.until else (_spawn(row), -1)
    if child == 0:
        os.execve(row.command[0], row.command, dict(row.environ))
    if row.until:
        _watch(terminal, row)
        wall = perf_counter() - start
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    if not row.until:
        wall = perf_counter() - start
        if status:
            raise SystemExit(f"{' '.join(row.command)} failed: {os.waitstatus_to_exitcode(status)}")
    else:
        os.close(terminal)
    return Cost(wall, usage.ru_utime)


def _spawn(row: Row) -> int:
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    return os.posix_spawn(row.command[0], row.command, row.environ, file_actions=quiet)


def _watch(terminal: int, row: Row) -> None:
    """Read what is painted until the text appears."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    while row.until not in seen:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise SystemExit(
                f"{' '.join(row.command)}: not painted in {PATIENCE:.0f} s:\n{seen.decode(errors='replace')}"
            )
        seen += os.read(terminal, 65_536)


def instructions(row: Row) -> float | None:
    """Millions of instructions in user mode, where `perf stat` can count them; they do not depend on the load."""
    if row.until or shutil.which("perf") is None:
        return None
    counted = ("perf", "stat", "-x", ",", "-e", "instructions:u", "--", *row.command)
    done = subprocess.run(
        counted,
        env=dict(row.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    count = done.stderr.strip().rpartition("\n")[2].partition(",")[0]
    return int(count) / 1e6 if count.isdigit() else None


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = make(os.path.join(folder, "small"), questions=300, cards=1_000, reviews=10_000)
        large = make(os.path.join(folder, "large"), questions=3_000, cards=10_000, reviews=100_000)
        measured = rows(small, large)
        for row in measured:
            cost(row)  # byte code, bank caches and snapshots are made now
        costs: dict[str, list[Cost]] = {row.name: [] for row in measured}
        for _ in range(ROUNDS):
            for row in measured:
                costs[row.name].append(cost(row))
        counts = {row.name: instructions(row) for row in measured}
    show(measured, costs, counts)


def show(measured: list[Row], costs: Mapping[str, list[Cost]], counts: Mapping[str, float | None]) -> None:
    """Print the table."""
    base = costs[PASS]
    wide = max(len(row.name) for row in measured)
    print(f"{'':{wide}}  budget    wall x    user x   wall ms     Minsn   Minsn x")
    for row in measured:
        pairs = list(zip(costs[row.name], base, strict=True))
        wall = median(own.wall / other.wall for own, other in pairs)
        user = median(own.user / other.user for own, other in pairs if other.user)
        milliseconds = median(own.wall for own, _ in pairs) * 1000
        count, unit = counts[row.name], counts[PASS]
        counted = f"{count:10.1f}{count / unit:10.2f}" if count and unit else f"{'-':>10}{'-':>10}"
        budget = "" if row.budget is None else f"{row.budget:g}"
        over = "  over" if row.budget is not None and wall > row.budget else ""
        print(f"{row.name:{wide}}  {budget:>6}{wall:10.2f}{user:10.2f}{milliseconds:10.1f}{counted}{over}")


if __name__ == "__main__":
    main()
