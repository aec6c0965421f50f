"""Every state in which a crash of the machine may leave the disk, rebuilt from the trace of a run.

What a file system promises is taken at its word and no more (as ALICE does, OSDI 2014): what was synced is there.
A write that was not synced may be missing, cut short, there as zeros, or there without the write before it. A name
(made, renamed, removed) that was not synced with its folder may be there or not, each for itself; a rename is one step.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from tests.faults import trace
from tests.faults.shim import Fault
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.faults.server import Runner
    from tests.faults.subjects import Subject
    from tests.faults.trace import Call

MOST_PENDING = 6
"""Of more changes than that which are not synced, only the oldest may be missing: a broken store has hundreds."""

State = tuple[tuple[str, bytes], ...]
"""What is on the disk: paths and contents. Folders are paths that end in a slash."""


@dataclass
class File:
    """A file, whatever its names: what is surely in it, and the writes (offset, bytes) that may be."""

    synced: bytes = b""
    pending: list[tuple[int, bytes] | None] = field(default_factory=list)  # None: cut to nothing

    def variants(self) -> list[bytes]:
        """All contents that it can have after a crash."""
        found = {self.synced}
        many = len(self.pending) > MOST_PENDING
        chosen = [range(size) for size in range(len(self.pending) + 1)] if many else _subsets(len(self.pending))
        for subset in chosen:
            found.update(self._written([self.pending[at] for at in subset]))
        return sorted(found)

    def _written(self, writes: Sequence[tuple[int, bytes] | None]) -> Iterator[bytes]:
        data = self.synced
        for place, change in enumerate(writes):
            if change is None:
                data = b""
                continue
            offset, new = change
            if place == len(writes) - 1:
                for part in (new[:1], new[: len(new) // 2], new[:-1], bytes(len(new)), new[: len(new) // 2] + bytes(9)):
                    yield _put(data, offset, part)
            data = _put(data, offset, new)
        yield data


@dataclass
class Disk:
    """Folders, files and the changes to names that are not synced yet: (path, file, or None where it was removed)."""

    root: str
    names: dict[str, File] = field(default_factory=dict)  # as the running program sees them
    synced: dict[str, File] = field(default_factory=dict)
    pending: list[list[tuple[str, File | None]]] = field(default_factory=list)  # one step each
    acknowledged: int = 0

    def apply(self, call: Call) -> None:
        """Do what a call did."""
        match call.name:
            case trace.ACK:
                self.acknowledged += 1
            case "mkdir":
                self._step([(call.path + os.sep, File())])
            case "create":
                self._step([(call.path, File())])
            case "truncate":
                self.names[call.path].pending.append(None)
            case "write":
                self.names[call.path].pending.append((call.offset, call.data))
            case "rename":
                self._step([(call.to, self.names[call.path]), (call.path, None)])
            case "unlink":
                self._step([(call.path, None)])
            case "fsync" if call.path + os.sep in self.names:
                self._sync_folder(call.path)
            case "fsync":
                file = self.names[call.path]
                file.synced = _whole(file)
                file.pending.clear()
            case "shorten" | "link" | "rmdir" | "pwrite":
                raise NotImplementedError(call.name)

    def states(self) -> Iterator[State]:
        """What a crash now can leave on the disk."""
        many = len(self.pending) > MOST_PENDING
        chosen = [range(size) for size in range(len(self.pending) + 1)] if many else _subsets(len(self.pending))
        for subset in chosen:
            names = dict(self.synced)
            for at in subset:
                for path, file in self.pending[at]:
                    if file is None:
                        names.pop(path, None)
                    else:
                        names[path] = file
            there = {path: file for path, file in sorted(names.items()) if self._reachable(path, names)}
            for contents in product(*(file.variants() for file in there.values())):
                yield tuple(zip(there, contents, strict=True))

    def _reachable(self, path: str, names: dict[str, File]) -> bool:
        """Whether every folder above is there."""
        above = os.path.dirname(path.rstrip(os.sep)) + os.sep
        return path == self.root + os.sep or (above in names and self._reachable(above, names))

    def _step(self, changes: list[tuple[str, File | None]]) -> None:
        for path, file in changes:
            if file is None:
                self.names.pop(path, None)
            else:
                self.names[path] = file
        self.pending.append(changes)

    def _sync_folder(self, folder: str) -> None:
        rest = []
        for step in self.pending:
            if any(os.path.dirname(path.rstrip(os.sep)) == folder for path, _ in step):
                for path, file in step:
                    if file is None:
                        self.synced.pop(path, None)
                    else:
                        self.synced[path] = file
            else:
                rest.append(step)
        self.pending = rest


def crash(runner: Runner, subject: Subject, *, most: int | None = None) -> Tally:
    """Look at every crash state of one run: what was acknowledged is there, and the store goes on.

    `most` looks at that many of them, spread over the run. States that are the same are looked at once.
    """
    tally = Tally(f"crash states: {subject.name}")
    subject.prepare(runner.root)
    earlier = subject.kept(runner.root)
    disk = _disk_of(runner.root)
    run = runner.run(subject, Fault())
    assert run.code in {0, 1}, run.said
    seen: dict[State, int] = {}
    for call in run.calls:
        disk.apply(call)
        if call.name not in {"open", "read", "stat", "close", "lseek", "list", "flock", "chmod"}:
            for state in disk.states():
                seen[state] = max(seen.get(state, 0), disk.acknowledged)
    states = list(seen.items())
    for state, acknowledged in states[:: max(1, len(states) // most)] if most else states:
        lost, problem = _checked(runner.root, subject, earlier, state, acknowledged)
        tally.trial(acknowledged, lost, problem)
    return tally


def _checked(root: str, subject: Subject, earlier: list[str], state: State, acknowledged: int) -> tuple[int, str]:
    _write(root, state)
    try:
        found = set(subject.kept(root))
        subject.go_on(root)
    except Exception as error:  # noqa: BLE001  whatever it is, the store could not be used
        return 0, f"{type(error).__name__}: {error}"
    new = found - set(earlier)
    return len(set(earlier) - found) + max(0, acknowledged - len(new)), ""


def _disk_of(root: str) -> Disk:
    """The disk as it is: all of it synced."""
    disk = Disk(root)
    for above, _, _ in os.walk(root):
        disk.names[above + os.sep] = File()
    for path, data in trace.tree(root).items():
        disk.names[path] = File(data)
    disk.synced = dict(disk.names)
    return disk


def _write(root: str, state: State) -> None:
    """Make the folder what a state says; the link to the parsed question files stays."""
    bank = os.path.join(root, "cache", "bank")
    link = os.readlink(bank) if os.path.islink(bank) else ""
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    for path, data in state:
        if path.endswith(os.sep):
            os.makedirs(path, mode=0o700, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(data)
    if link:
        os.makedirs(os.path.dirname(bank), exist_ok=True)
        os.symlink(link, bank)


def _subsets(size: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(size), count) for count in range(size + 1)))


def _put(data: bytes, offset: int, new: bytes) -> bytes:
    """Bytes written at an offset; a gap before them is zeros."""
    return data[:offset].ljust(offset, b"\0") + new + data[offset + len(new) :]


def _whole(file: File) -> bytes:
    data = file.synced
    for change in file.pending:
        data = b"" if change is None else _put(data, *change)
    return data
