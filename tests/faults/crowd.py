"""Several processes that answer at once, with file locks and without: nobody waits, and nothing is lost."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys

from awsprep.store.checkup import checkup
from awsprep.store.journal import Journal
from awsprep.store.reading import read
from tests.faults.subjects import Now, places, temporary
from tests.faults.tally import Tally
from tests.store.writing import answer

PROCESSES = 6
_TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATIENCE = 120


def crowd(folder: str, rounds: int, *, answers: int = 40, locks: bool = True) -> Tally:
    """So many rounds of six processes; each holds its files until the last one is done."""
    tally = Tally(f"six processes at once, {'with' if locks else 'without'} locks")
    for number in range(rounds):
        root = os.path.join(folder, "crowd")
        shutil.rmtree(root, ignore_errors=True)
        os.makedirs(os.path.join(root, "tmp"))
        command = [sys.executable, "-m", "tests.faults.crowd", root, str(answers), "locks" if locks else ""]
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.join(_TREE, "src"), _TREE])}
        pipe = subprocess.PIPE
        crowded = [
            subprocess.Popen([*command, str(each)], env=environ, cwd=_TREE, stdin=pipe, stdout=pipe, text=True)
            for each in range(PROCESSES)
        ]
        saved = []
        for process in crowded:  # none of them ends before the last one has saved all of its answers
            assert process.stdout is not None
            saved.append([process.stdout.readline().strip() for _ in range(answers)])
        for process in crowded:
            process.communicate(timeout=PATIENCE)
        acknowledged = [name for names in saved for name in names]
        found = read(places(root), now_ms=Now().now_ms() + 1000)
        lost = len(set(acknowledged) - {record["id"] for record in found.records})
        problems = [each.message for each in checkup(places(root), Now().now_ms() + 1000).findings]
        if len(set(acknowledged)) != PROCESSES * answers:
            problems.append("not every answer was acknowledged")
        tally.trial(len(acknowledged), lost, f"round {number}: {problems}" if problems else "")
    return tally


def rewriting(folder: str, rounds: int, *, answers: int = 40) -> Tally:
    """The same with a store that writes its whole file anew for each answer: it has to lose some."""
    tally = Tally("six processes at once: rewrites its file")
    for _ in range(rounds):
        path = os.path.join(folder, "shared.txt")
        with open(path, "w", encoding="utf-8"):
            pass
        command = [sys.executable, "-c", _REWRITER, path, str(answers)]
        crowded = [subprocess.Popen([*command, str(each)]) for each in range(PROCESSES)]
        for process in crowded:
            assert process.wait(timeout=PATIENCE) == 0
        with open(path, encoding="utf-8") as file:
            there = len(set(file.read().split()))
        tally.trial(PROCESSES * answers, PROCESSES * answers - there)
    return tally


_REWRITER = """
import os, sys
path, answers, name = sys.argv[1:]
for n in range(int(answers)):
    data = open(path).read() + f"{name}-{n}\\n"
    with open(f"{path}.{name}", "w") as file:
        file.write(data)
        os.fsync(file.fileno())
    os.replace(f"{path}.{name}", path)
"""


def _answer(root: str, answers: int, locks: str, name: str) -> None:
    if not locks:

        def no_locks(*_: object) -> None:
            raise OSError(37, "No locks available")

        fcntl.flock = no_locks
    with temporary(root):
        journal = Journal(places(root), Now())
        for n in range(answers):
            print(journal.append(answer(f"{name}-{n}"))["id"], flush=True)
        sys.stdin.read()
        assert journal.close() is None


if __name__ == "__main__":
    _answer(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
