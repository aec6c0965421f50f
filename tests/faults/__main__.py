"""Every way to lose an answer that we know of, tried: `python -m tests.faults`, or with `--full` all of it.

Prints a table; ends with 1 where anything was lost, wrong or unreported, or where a broken store was not caught.
The full run takes about an hour on two cores. `--only NAME` runs the rows whose names contain that.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from functools import partial
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults import crowd, damage, kills, sessions, strace
from tests.faults.controls import BROKEN
from tests.faults.crashes import crash
from tests.faults.devices import Devices, DevicesOverGit
from tests.faults.server import Runner
from tests.faults.shim import MISSING, built
from tests.faults.subjects import CRASHED, REAL, SYNC, WARM, answered
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.subjects import Subject


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--full", action="store_true", help="all of it")
    parser.add_argument("--only", default="", metavar="NAME", help="rows whose names contain this")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    shared = "/dev/shm" if os.path.isdir("/dev/shm") else None
    bad = 0
    print(f"{'':48} {'trials':>8} {'saved':>8} {'lost':>6} {'wrong':>6} {'s':>7}")
    with tempfile.TemporaryDirectory(prefix="awsprep-faults-", dir=shared) as folder:
        for name, broken, part in _parts(folder, asked.seed, full=asked.full):
            if asked.only not in name:
                continue
            start = perf_counter()
            tally = part()
            tally.seconds = perf_counter() - start
            bad += not (tally.good ^ broken) or not tally.trials
            _print(name, tally, broken=broken)
    print(
        "\nNothing was lost, and every broken store was caught."
        if not bad
        else f"\n{bad} rows are not as they should be."
    )
    return 1 if bad else 0


def _print(name: str, tally: Tally, *, broken: bool) -> None:
    wrong = sum(not each.endswith(" lost") for each in tally.faults)
    caught = ("  caught" if not tally.good else "  NOT CAUGHT") if broken else ""
    print(
        f"{name:48} {tally.trials:8,} {tally.seen:8,} {tally.lost:6,} {wrong:6,} {tally.seconds:7.0f}{caught}",
        flush=True,
    )
    if tally.note:
        print(f"    {tally.note}")
    for each in tally.faults[:3] if not broken else ():
        print(f"    {each[:300]}")


def _parts(folder: str, seed: int, *, full: bool) -> Iterator[tuple[str, bool, Callable[[], Tally]]]:
    """Rows: name, whether it is a broken store, and what to run."""
    if built() is None:
        print(MISSING)
    else:
        with Runner(folder) as runner:
            yield from _watched(runner, seed, full=full)
    warm = os.environ.setdefault(WARM, os.path.join(folder, "warm"))
    os.makedirs(warm, exist_ok=True)
    if strace.works():
        yield "kill -9 by strace, whole processes", False, lambda: _straced(os.path.join(folder, "root"), full=full)
    else:
        print(strace.MISSING)
    yield "flipped bits", False, lambda: damage.flips(100_000 if full else 2_000, seed)
    yield (
        "structural damage, 13 kinds",
        False,
        lambda: damage.structures(os.path.join(folder, "damage", "home"), 25_000 if full else 500, seed),
    )
    yield "2 to 40 wrong bits: no wrong repair", False, lambda: damage.mended(100_000 if full else 2_000, seed)
    rounds = 50 if full else 1
    yield "6 processes at once, locks", False, lambda: crowd.crowd(folder, rounds)
    yield "6 processes at once, no locks", False, lambda: crowd.crowd(folder, rounds, locks=False)
    yield "  broken: rewrites its file", True, lambda: crowd.rewriting(folder, 1)
    yield (
        "sittings ended by 8 kinds of signal",
        False,
        lambda: sessions.sessions(folder, 500 if full else 8, seed, warm),
    )
    yield "3 devices, 30 steps each", False, partial(_devices, Devices, folder, 2_500 if full else 25)
    if shutil.which("git"):
        yield "  and over git", False, partial(_devices, DevicesOverGit, folder, 100 if full else 2)


def _watched(runner: Runner, seed: int, *, full: bool) -> Iterator[tuple[str, bool, Callable[[], Tally]]]:
    rng = Random(seed)

    def killed(subject: Subject, *, everybody: bool = False) -> Tally:
        count = kills.points(runner, subject, everybody=everybody)
        at = range(1, count + 1) if full else sorted(rng.sample(range(1, count + 1), 6))
        return kills.kill(runner, subject, at, everybody=everybody)

    def failed(subject: Subject) -> Tally:
        count = kills.points(runner, subject)
        return kills.fail(runner, subject, range(1, count + 1) if full else rng.sample(range(1, count + 1), 2))

    for subject in REAL:
        yield f"kill -9 at each call: {subject.name}", False, partial(killed, subject)
    yield "kill -9 at each write of sync and its gits", False, lambda: killed(SYNC, everybody=True)
    for subject in REAL[:2]:
        yield f"cut at each byte: {subject.name}", False, partial(kills.cut, runner, subject, step=1 if full else 61)
    for subject in CRASHED:
        yield f"crash states: {subject.name}", False, partial(crash, runner, subject)
    for subject in REAL:
        yield f"5 errors at each call: {subject.name}", False, partial(failed, subject)
    yield "  broken: rewrites its file, kill -9", True, lambda: kills.kill(runner, BROKEN[0], range(1, 30))
    yield "  broken: rewrites its file, errors", True, lambda: kills.fail(runner, BROKEN[0], range(1, 30), ("ENOSPC",))
    for subject in BROKEN:
        yield f"  broken: {subject.name}, crash states", True, partial(crash, runner, subject)


def _straced(root: str, *, full: bool) -> Tally:
    answered(root)
    strace.points(root)  # what is made at a first start is made now
    answered(root)
    at = strace.points(root)
    return strace.kill(root, answered, at if full else at[5::25])


def _devices(machine: type[Devices], folder: str, examples: int) -> Tally:
    tally = Tally("devices", examples)
    machine.home = folder
    quick = settings(
        max_examples=examples, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=quick)
    return tally


if __name__ == "__main__":
    sys.exit(main())
