"""What is broken on purpose: things that awsprep does to its files, each run from its command line.

A subject prepares a folder, runs in a process that may be killed at any call, and afterwards says which answers are
there and goes on with the store. The checks do not know what kind of store it is, so a broken one can take its place.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from awsprep.store.checkup import checkup
from awsprep.store.finding import Weight
from awsprep.store.journal import Journal, NotSaved
from awsprep.store.line import decode
from awsprep.store.paths import Paths
from awsprep.store.reading import read
from awsprep.store.repair import repair
from awsprep.store.snapshot import open_progress
from awsprep.store.sync import sync
from tests.faults.shim import PASSED, SHARED
from tests.store.disk import Disk
from tests.store.writing import Clock, answer, segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Ack = "Callable[[], None]"
ANSWERS = 3
QUIZ = ("quiz", "--plain", "--kind", "choice", "--level", "mid", "--seed", "7", "--count", str(ANSWERS))
WARM = "AWSPREP_FAULTSWARM"
"""The variable with the folder of parsed question files, which all runs share."""


class Subject(NamedTuple):
    """`prepare(root)`, then `run(root, ack)` in a child; `kept(root)` are the ids of answers that are there after it,
    and `go_on(root)` saves another one and looks at the whole store.
    """

    name: str
    prepare: Callable[[str], None]
    run: Callable[[str, Callable[[], None]], int]
    kept: Callable[[str], list[str]]
    go_on: Callable[[str], None]


def places(root: str) -> Paths:
    data, state, cache, config = (os.path.join(root, name) for name in ("data", "state", "cache", "config"))
    return Paths(data, state, cache, config, (os.path.join(root, "tmp"),))


class Now:
    """The real time: a child uses it as well."""

    def now_ms(self) -> int:
        import time

        return time.time_ns() // 1_000_000  # noqa: TID251

    def offset_minutes(self) -> int:
        return 0

    def monotonic(self) -> float:
        return 0.0


def fresh(root: str) -> None:
    """A home folder without answers; the question files are parsed already."""
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(os.path.join(root, "cache"), mode=0o700)
    os.mkdir(os.path.join(root, "tmp"), 0o700)
    os.symlink(os.environ[WARM], os.path.join(root, "cache", "bank"))


def answered(root: str) -> None:
    """A home folder with a sitting of yesterday."""
    fresh(root)
    with temporary(root):
        journal = Journal(places(root), Clock(Now().now_ms() - 86_400_000))
        for card in ("one", "two", "three"):
            journal.append(answer(card))
        journal.close()


def torn(root: str) -> None:
    """The process before was killed in the middle of a line."""
    answered(root)
    (path,) = segments(places(root))
    with open(path, "ab") as file:
        file.write(b'{"v":1,"id":"019a9a3e-8c54-7f53-9e7f')


def flipped(root: str) -> None:
    """One bit of a saved line is wrong."""
    answered(root)
    (path,) = segments(places(root))
    with open(path, "r+b") as file:
        data = file.read()
        place = data.index(b'"card":"two"') + 8
        file.seek(place)
        file.write(bytes([data[place] ^ 4]))


def spilled(root: str) -> None:
    """Two answers wait in a spill file."""
    answered(root)
    import pytest

    with pytest.MonkeyPatch.context() as patch, temporary(root):
        disk = Disk(patch, places(root))
        disk.refuse = {places(root).journal}
        disk.fail["write"] = 1000
        journal = Journal(places(root), Clock(Now().now_ms() - 43_200_000))
        for card in ("four", "five"):
            with pytest.raises(NotSaved):
                journal.append(answer(card))
        assert journal.close() is not None


def backed_up(root: str) -> None:
    """The journal is gone but for a torn piece of it; there is a backup."""
    from awsprep.store.backup import make

    answered(root)
    paths = places(root)
    made = make(paths, Now().now_ms(), os.path.join(root, "backup.tar.gz"))
    assert made is not None
    (path,) = segments(paths)
    with open(path, "rb") as file:
        data = file.read()
    with open(path, "wb") as file:
        file.write(data[:700])
    os.unlink(paths.heads)


def apart(root: str) -> None:
    """Another machine has pushed its answers to a repository, and this one has answers of its own."""
    answered(root)
    shared = os.path.join(os.path.dirname(root), "shared.git")
    if not os.path.isdir(shared):
        other = os.path.join(os.path.dirname(root), "other")
        answered(other)
        subprocess.run(["git", "init", "--quiet", "--bare", shared], check=True)
        sync(places(other), {**os.environ, "HOME": other}, Now().now_ms(), remote=shared)
    shutil.copytree(shared, os.path.join(root, "shared.git"))


def synced(root: str) -> None:
    """Sync what was to be synced, and go on."""
    environ = {**os.environ, "HOME": root}
    sync(places(root), environ, Now().now_ms(), remote=os.path.join(root, "shared.git"))
    assert len(kept(root)) == 6, kept(root)
    go_on(root)


def command(*arguments: str, keys: bytes = b"") -> Callable[[str, Callable[[], None]], int]:
    """Run a command line of awsprep in this process, in the home folder `root`; its exit code.

    An answer is acknowledged when the next question is on its way to the reader, the last one with the summary.
    """

    def run(root: str, ack: Callable[[], None]) -> int:
        from awsprep.bank import load
        from awsprep.cli import app
        from awsprep.store import paths

        names = ("data", "state", "cache", "config")
        watched = {name: os.environ[name] for name in PASSED if SHARED in os.environ}
        os.environ.clear()
        os.environ.update({f"AWSPREP_{name.upper()}": os.path.join(root, name) for name in names})
        os.environ.update({"HOME": root, "PATH": os.defpath, "TERM": "dumb", **watched})
        tempfile.tempdir = os.path.join(root, "tmp")
        found = paths.find  # /tmp is not watched, so that no answer may find a place there
        paths.find = lambda environ: found(environ)._replace(temporary=places(root).temporary)
        given = [each.replace("ROOT", root) for each in arguments]
        heard = _Heard(ack)
        sys.stdin = io.TextIOWrapper(io.BytesIO(keys), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(heard, encoding="utf-8")
        sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        shipped = load.shipped_folder
        if arguments[0] == "doctor":  # it parses all question files each time: none will do
            load.shipped_folder = lambda: os.path.join(root, "tmp")
        code = app.run(given)
        load.shipped_folder, paths.find = shipped, found
        sys.stdout.flush()
        sys.stderr.flush()
        run.said = heard.getvalue() + sys.stderr.buffer.getvalue()  # type: ignore[attr-defined]
        return code

    return run


class _Heard(io.BytesIO):
    """A reader of the output that acknowledges what it sees as saved."""

    _TOLD = re.compile(rb"^(?:Question [2-9] of|\W*Session over)", re.MULTILINE)

    def __init__(self, ack: Callable[[], None]) -> None:
        super().__init__()
        self._ack = ack
        self._told = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        size = super().write(data)
        told = len(self._TOLD.findall(self.getvalue()))
        for _ in range(told - self._told):
            self._ack()
        self._told = told
        return size


@contextmanager
def temporary(root: str) -> Iterator[None]:
    """Temporary files go into the folder that is watched."""
    before = tempfile.tempdir
    tempfile.tempdir = os.path.join(root, "tmp")
    try:
        yield
    finally:
        tempfile.tempdir = before


def kept(root: str) -> list[str]:
    """The ids of the answers in the journal."""
    now = Now().now_ms() + 3_600_000
    return [record["id"] for record in read(places(root), now_ms=now).records if record["type"] == "review"]


def kept_exam(root: str) -> list[str]:
    """The cards that an exam has an answer for, and the ids of all else."""
    now = Now().now_ms() + 3_600_000
    records = read(places(root), now_ms=now).records
    given = {record["card"] for record in records if record["type"] == "answer"}
    return [*given, *(each["id"] for each in records if each["type"] == "review" and each["card"] not in given)]


def mend(root: str) -> None:
    """Repair what was to be repaired, and go on."""
    with temporary(root):
        repair(places(root), Now())
    assert len(kept(root)) == 3
    go_on(root)


def go_on(root: str) -> None:
    """Open the store, save another answer, and find it; a check-up has nothing to complain of."""
    paths, now = places(root), Now().now_ms()
    with temporary(root):
        before = open_progress(paths, now, {})[0].reviews
        journal = Journal(paths, Now())
        saved = journal.append(answer("afterwards"))
        assert journal.close() is None
    found = read(paths, now_ms=now + 1000)
    assert saved["id"] in {record["id"] for record in found.records}
    assert open_progress(paths, now + 1000, {}, save=True)[0].reviews > before
    problems = [each for each in checkup(paths, now + 1000).findings if each.weight is not Weight.NOTE]
    assert not problems, "; ".join(each.message for each in problems)
    _whole_names(paths)


def _whole_names(paths: Paths) -> None:
    """No two whole lines of a segment have one number, and numbers have no gaps."""
    numbers: dict[str, dict[int, str]] = {}
    for path in segments(paths):
        with open(path, "rb") as file:
            for line in file:
                record = decode(line.strip())
                if record is not None:
                    assert numbers.setdefault(record["seg"], {}).setdefault(record["n"], record["id"]) == record["id"]
    for seg, found in numbers.items():
        assert sorted(found) == list(range(len(found))), seg


_KEYS = b"a\n\n" * ANSWERS
SYNC = Subject("sync", apart, command("sync", "--remote", "ROOT/shared.git"), kept, synced)
REAL = (
    Subject("first sitting", fresh, command(*QUIZ, keys=_KEYS), kept, go_on),
    Subject("next sitting", answered, command(*QUIZ, keys=_KEYS), kept, go_on),
    Subject("sitting after a crash", torn, command(*QUIZ, keys=_KEYS), kept, go_on),
    Subject("sitting with a spill", spilled, command(*QUIZ, keys=_KEYS), kept, go_on),
    Subject("exam", answered, command(*QUIZ[:1], "--exam", *QUIZ[1:], keys=b"a\na\na\n\n"), kept_exam, go_on),
    Subject("repair", flipped, command("doctor", "--repair"), kept, mend),
    Subject("backup", answered, command("backup"), kept, go_on),
    SYNC,
    Subject("restore", backed_up, command("restore", "ROOT/backup.tar.gz"), kept, go_on),
)
CRASHED = tuple(subject for subject in REAL if subject is not SYNC)
"""Those whose every write is seen: what git writes is written by git."""
