"""Answers that the journal would not take, written elsewhere until it does.

A spill file holds journal lines: it can be copied into the journal folder by hand, too. Its name says which data folder
it belongs to. Until it is taken in, its answers count wherever answers are counted.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.record import horizon, moment, newer, order, well_formed
from awsprep.store import files
from awsprep.store.line import encode
from awsprep.store.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths


class Spill(NamedTuple):
    """A spill file, its records, and whether all of it could be read.

    One that is `newer` has lines of a later program and waits for that. `unread` says why nothing could be read.
    """

    path: str
    records: Sequence[Record] = ()
    whole: bool = False
    newer: bool = False
    unread: str = ""


def write(paths: Paths, records: Sequence[Record], seg: str) -> str | None:
    """Write records to the state folder, or else to a temporary one; the path, or None where no place takes them."""
    data = lines(records, seg)
    for folder in (paths.state, *filter(os.path.isdir, paths.temporary)):
        path = os.path.join(folder, f"spill-{paths.mark}-{seg}.jsonl")
        with suppress(OSError):
            files.folder(folder)
            files.create(path, data)
            files.sync_folder(folder)
            return path
    return None


def lines(records: Sequence[Record], seg: str) -> bytes:
    """Records as a journal file of their own would hold them."""
    return b"".join(encode({**record, "seg": seg, "n": n}) for n, record in enumerate(records))


def found(paths: Paths) -> list[Spill]:
    """The spill files that belong to this data folder and to this user; also what cannot be read and may be one."""
    return [each for folder in dict.fromkeys((paths.state, *paths.temporary)) for each in _in(folder, paths)]


def waiting(paths: Paths) -> list[Spill]:
    """Those that the journal can take in."""
    return [each for each in found(paths) if not each.newer and not each.unread]


def taken(spill: Spill) -> None:
    """Put a spill file away whose records are in the journal now; one with damage in it is kept under another name."""
    with suppress(OSError):
        if spill.whole:
            os.unlink(spill.path)
        else:
            os.rename(spill.path, f"{spill.path}.damaged")


def joined(records: Iterable[Record], spills: Iterable[Spill], now_ms: int) -> list[Record]:
    """The records of the journal and of spill files, each id once, in order; what lies in the future is set aside."""
    kept = {record["id"]: record for record in records}
    for each in spills:
        for record in each.records:
            if moment(record) <= horizon(now_ms):
                kept.setdefault(record["id"], record)
    return sorted(kept.values(), key=order)


def notices(spills: Iterable[Spill]) -> Iterator[tuple[str, str]]:
    """What a person should be told of each spill file, and what to do about it."""
    for each in spills:
        if each.unread:
            yield f"{each.path} cannot be read: {each.unread}; answers may wait there", "Give back the permission."
        elif each.newer:
            yield f"{_counted(each)} in {each.path} for a newer awsprep", "To have them taken in, upgrade awsprep."
        else:
            damaged = "" if each.whole else "; a part of that file is damaged"
            told = f"{_counted(each)} in {each.path} for room in the journal{damaged}"
            they = "It counts, and is" if told.startswith("1 ") else "They count, and are"
            yield told, f"{they} taken in with your next answer, or by: awsprep doctor --repair"


def _counted(spill: Spill) -> str:
    """How many answers wait; where there are only other lines, how many these are."""
    answers = sum(record["type"] in {"review", "answer"} for record in spill.records)
    count, what = (answers, "answer") if answers else (len(spill.records), "line")
    return f"1 {what} waits" if count == 1 else f"{count} {what}s wait"


def _in(folder: str, paths: Paths) -> Iterator[Spill]:
    name = re.compile(rf"spill-{paths.mark}-[0-9a-f]{{8}}\.jsonl")
    try:
        names = sorted(filter(name.fullmatch, os.listdir(folder)))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        if folder == paths.state:  # the others are everybody's, and need not be ours to read
            yield Spill(folder, unread=error.strerror or str(error))
        return
    for each in names:
        path = os.path.join(folder, each)
        try:
            status = os.lstat(path)
            if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():  # anybody can put a file there
                yield _read(path)
        except FileNotFoundError:
            continue  # another process has taken it in just now
        except OSError as error:
            yield Spill(path, unread=error.strerror or str(error))


def _read(path: str) -> Spill:
    found = scan(files.read(path))
    good = [record for record in found.records if well_formed(record)]
    later = any(newer(record) for record in found.records)
    return Spill(path, good, whole=not found.junk and len(good) == len(found.records), newer=later)
