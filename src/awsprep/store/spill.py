"""Answers that the journal would not take, written elsewhere until it does.

A spill file holds journal lines: it can be copied into the journal folder by hand, too. Its name says which data folder
it belongs to.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.record import newer, well_formed
from awsprep.store import files
from awsprep.store.line import encode
from awsprep.store.scan import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths


class Spill(NamedTuple):
    """A spill file, its records, and whether all of it could be read."""

    path: str
    records: list[Record]
    whole: bool


def write(paths: Paths, records: Sequence[Record], seg: str) -> str | None:
    """Write records to the state folder, or else to the temporary one; the path, or None where neither takes them."""
    data = b"".join(encode({**record, "seg": seg, "n": n}) for n, record in enumerate(records))
    for folder in _folders(paths):
        path = os.path.join(folder, f"spill-{paths.mark}-{seg}.jsonl")
        with suppress(OSError):
            files.folder(folder)
            files.create(path, data)
            files.sync_folder(folder)
            return path
    return None


def waiting(paths: Paths) -> list[Spill]:
    """The spill files that belong to this data folder and to this user."""
    name = re.compile(rf"spill-{paths.mark}-[0-9a-f]{{8}}\.jsonl")
    spills = []
    for folder in _folders(paths):
        with suppress(OSError):
            for each in sorted(filter(name.fullmatch, os.listdir(folder))):
                path = os.path.join(folder, each)
                status = os.lstat(path)
                # anybody can put a file into the temporary folder
                if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                    found = scan(files.read(path))
                    good = [record for record in found.records if well_formed(record)]
                    if not any(newer(record) for record in found.records):  # that one waits for the newer program
                        spills.append(Spill(path, good, not found.junk and len(good) == len(found.records)))
    return spills


def taken(spill: Spill) -> None:
    """Put a spill file away whose records are in the journal now; one with damage in it is kept under another name."""
    with suppress(OSError):
        if spill.whole:
            os.unlink(spill.path)
        else:
            os.rename(spill.path, f"{spill.path}.damaged")


def _folders(paths: Paths) -> tuple[str, ...]:
    from tempfile import gettempdir

    try:
        return paths.state, gettempdir()
    except OSError:  # no folder for temporary files can be written: the disk is full
        return (paths.state,)
