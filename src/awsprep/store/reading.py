"""Reading the journal: the union of every file's good lines, and a report of everything else.

Every regular `*.jsonl*` in the journal folder is read, so conflict copies and restored files count. A line is good when
its checksum is right; a damaged line is searched for whole records; nothing is ever repaired in place.
"""

from __future__ import annotations

import gc
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from awsprep.core.problem import AwsprepError
from awsprep.core.record import horizon, order
from awsprep.store import files, heads
from awsprep.store.scan import scan
from awsprep.store.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths

# How many bytes before an offset say that a file is still the one that was read, and what its last line was.
_BEFORE = 4096


class Damage(NamedTuple):
    """Bytes of a journal file that are no record, and why. They stay where they are."""

    path: str
    offset: int
    length: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.length} bytes from byte {self.offset}: {self.reason}"


class Reading(NamedTuple):
    """What the journal holds.

    `records` are whole, known and well formed, each id once, in `order`; head lines are left out. `newer` counts lines
    of a later program (an unknown type or version), `future` those whose clock was more than 36 h ahead: they are
    kept, and not used. `ripe` is the true moment (ms) of the first of these; once `horizon(now)` reaches it, read anew.
    `offsets` says up to where each file was read, `lasts` is a checksum of what lies before that: `read_on` goes on
    from them. `shrunk` and `vanished` name files that were longer, or there, when this machine last wrote.
    `min_reader` is the newest program that a file read asks for.
    """

    records: list[Record]
    damages: list[Damage]
    newer: int
    future: int
    ripe: int | None
    offsets: dict[str, int]
    lasts: dict[str, str]
    min_reader: int
    shrunk: Sequence[str] = ()
    vanished: Sequence[str] = ()


def read(paths: Paths, *, now_ms: int) -> Reading:
    """Read the journal. Creates and changes nothing.

    AwsprepError (exit 4) where a file cannot be read, or where every file that there was is gone: that is a folder
    that is not mounted, or damage, and never an empty journal.
    """
    there, marks = _there(paths)
    with uncollected():
        reading = _gather({name: (0, b"", _load(paths.journal, name, 0)) for name in there}, paths.journal, now_ms)
    return reading._replace(shrunk=marks.shrunk(there), vanished=marks.vanished(there))


def read_on(paths: Paths, since: Mapping[str, int], lasts: Mapping[str, str], *, now_ms: int) -> Reading | None:
    """What came to the journal since a reading with these `offsets` and `lasts`; None where one cannot go on from it.

    What comes late, from another device or in a conflict copy, can lie anywhere in the order, and can be a record that
    an earlier reading gave already: who goes on from an earlier reading compares orders. Damage, newer and future
    lines are those of the bytes read this time. AwsprepError as `read`.
    """
    there, marks = _there(paths)
    with uncollected():
        reading = _go_on(paths.journal, there, since, lasts, now_ms)
    return reading and reading._replace(shrunk=marks.shrunk(there), vanished=marks.vanished(there))


def _there(paths: Paths) -> tuple[dict[str, int], heads.Heads]:
    """The sizes of all files, and what this machine knows that there was."""
    there = sizes(paths.journal)
    marks = heads.load(paths.heads, paths.data)
    if marks.marks and not there:
        raise gone(paths, marks)
    return there, marks


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector: a hundred thousand new dicts are none, and looking for some doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def gone(paths: Paths, marks: heads.Heads) -> AwsprepError:
    """What to say where every journal file is missing."""
    size = sum(mark.size for mark in marks.marks.values())
    return AwsprepError(
        f"The journal in {paths.journal} is gone: last time it had {len(marks.marks)} file(s) with {size:,} bytes.",
        hint=f"Is the folder mounted and synced? Put the files back; or, to begin anew, delete {paths.heads}.",
    )


def sizes(folder: str) -> dict[str, int]:
    """The size of each file to read, by name. A name that starts with a dot is a copy that is still being synced.

    AwsprepError (4) where the folder cannot be read.
    """
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if ".jsonl" not in entry.name or entry.name.startswith("."):
                    continue
                try:
                    status = entry.stat()
                except FileNotFoundError:
                    continue  # a link to nowhere
                if stat.S_ISREG(status.st_mode):
                    found[entry.name] = status.st_size
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(folder, error) from error
    return dict(sorted(found.items()))


def _load(folder: str, name: str, start: int) -> bytes:
    path = os.path.join(folder, name)
    try:
        return files.read(path, start)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> AwsprepError:
    return AwsprepError(
        f"Cannot read {path}: {error.strerror or error}. Nothing was changed.",
        hint="Check the disk, the mount and the permissions, then try again; or copy the file back from a backup.",
    )


def _go_on(
    folder: str, sizes: Mapping[str, int], since: Mapping[str, int], lasts: Mapping[str, str], now_ms: int
) -> Reading | None:
    """What came since; None where a file is not a continuation of what was read."""
    if any(sizes.get(name, -1) < offset for name, offset in since.items()):
        return None
    fresh = {}
    for name, size in sizes.items():
        start = since.get(name, 0)
        if size == start:
            continue
        before = min(start, _BEFORE)
        data = _load(folder, name, start - before)
        head, data = data[:before], data[before:]
        if start and not (head.endswith(b"\n") or data.startswith(b"\n")):
            return None
        if start and lasts.get(name, _digest(head)) != _digest(head):
            return None
        fresh[name] = (start, head, data)
    reading = _gather(fresh, folder, now_ms)
    for name in since.keys() - fresh.keys():
        reading.offsets[name] = since[name]
        if name in lasts:
            reading.lasts[name] = lasts[name]
    return reading


def _digest(data: bytes) -> str:
    return f"{crc32(data):08x}"


def _gather(fresh: Mapping[str, tuple[int, bytes, bytes]], folder: str, now_ms: int) -> Reading:
    """Sort out the bytes of each file from an offset on; the bytes before that are given too, for their checksum."""
    sieve = Sieve(horizon(now_ms))
    damages: list[Damage] = []
    offsets: dict[str, int] = {}
    lasts: dict[str, str] = {}
    for name, (start, head, data) in fresh.items():
        path = os.path.join(folder, name)
        found = scan(data, head)
        junk = found.junk + sieve.take(found.records, found.offsets)
        damages += [Damage(path, start + offset, length, reason) for offset, length, reason in sorted(junk)]
        offsets[name] = start + found.end
        lasts[name] = _digest((head + data[max(0, found.end - _BEFORE) : found.end])[-_BEFORE:])
    return Reading(
        sorted(sieve.kept.values(), key=order),
        damages,
        newer=len(sieve.unknown),
        future=len(sieve.later),
        ripe=min(sieve.later.values(), default=None),
        offsets=offsets,
        lasts=lasts,
        min_reader=sieve.min_reader,
    )
