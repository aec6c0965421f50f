"""Whole processes of awsprep, from their start on, killed by the kernel at any system call on the store: strace.

It needs no compiler and sees what the shim cannot: calls that do not go through the C library.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.subjects import QUIZ, go_on, kept, temporary
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

MISSING = "strace is not installed, or may not trace"
_CALLS = "openat,write,fsync,fdatasync,rename,unlink,mkdir,chmod,fchmod,ftruncate,link,flock,pwrite64"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
_TOLD = re.compile(rb"^(?:Question [2-9] of|\W*Session over)", re.MULTILINE)
_KEYS = b"a\n\n" * 3


class Point(NamedTuple):
    """The so-many-th call of a name in the life of a process."""

    call: str
    number: int


@cache
def works() -> bool:
    """Whether a process can be traced here."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0


def points(root: str) -> list[Point]:
    """The calls on the store of one sitting."""
    log = f"{root}.strace"
    done = _run(root, "-y", "-o", log, "-e", f"trace={_CALLS}")
    assert done.returncode == 0, done.stderr.decode()
    counts: Counter[str] = Counter()
    found = []
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = _LINE.match(line)
            if match:
                counts[match[1]] += 1
                if root in match[2] and "/cache/bank" not in match[2]:
                    found.append(Point(match[1], counts[match[1]]))
    return found


def kill(root: str, prepare: Callable[[str], None], at: list[Point]) -> Tally:
    """Kill a sitting at each of these calls."""
    tally = Tally("kill -9 of whole processes (strace)")
    for point in at:
        prepare(root)
        with temporary(root):
            earlier = kept(root)
        done = _run(root, "-o", os.devnull, "-e", f"inject={point.call}:signal=SIGKILL:when={point.number}")
        problem = "" if done.returncode == -9 else f"it was not killed: {done.returncode} {done.stderr.decode()[-300:]}"
        acknowledged = len(_TOLD.findall(done.stdout))
        new = set(kept(root)) - set(earlier)
        lost = max(0, acknowledged - len(new)) + len(set(earlier) - set(kept(root)))
        go_on(root)
        tally.trial(acknowledged, lost, f"{point}: {problem}" if problem else "")
    return tally


def _run(root: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    names = ("data", "state", "cache", "config")
    environ = {f"AWSPREP_{name.upper()}": os.path.join(root, name) for name in names}
    environ |= {"HOME": root, "PATH": os.environ["PATH"], "TMPDIR": os.path.join(root, "tmp"), "TERM": "dumb"}
    environ |= {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
    environ |= {each: os.environ[each] for each in ("PYTHONPATH",) if each in os.environ}
    command = ["strace", "-f", "-qq", *options, sys.executable, "-m", "awsprep", *QUIZ]
    return subprocess.run(command, env=environ, input=_KEYS, capture_output=True, check=False, timeout=120)
