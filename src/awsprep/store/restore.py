"""Restoring a backup: the lines that are missing here are added, and nothing is taken away or overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import gather, place
from awsprep.store.backup import unpack
from awsprep.store.reading import read, sizes
from awsprep.store.segment import NAME

if TYPE_CHECKING:
    from awsprep.store.paths import Paths


class Restored(NamedTuple):
    """How many journal files a backup has, how many were made of it here, and how many lines that brought."""

    files: int
    made: int
    lines: int


def restore(paths: Paths, archive: str, now_ms: int) -> Restored:
    """Add what a backup has and the journal lacks. A second time, or after a crash, it adds what is still missing.

    AwsprepError (exit 4) where the backup is damaged, or something cannot be read or written.
    """
    held = unpack(archive)
    before = sizes(paths.journal)
    known = len(read(paths, now_ms=now_ms).records) if before else 0
    devices = {named[2] for name in held if (named := NAME.fullmatch(name))}  # any may be this one's, and be open
    try:
        place.prepare(paths)
        for name, data in held.items():
            gather.journal_file(paths.data, gather.JOURNAL + name, data, devices)
    except OSError as error:
        raise AwsprepError(
            f"The backup was not restored completely: {paths.journal} cannot be written: {error.strerror or error}.",
            "Free some space or mend the folder, then run it again: what is there already is not added twice.",
        ) from error
    made = sizes(paths.journal).keys() - before.keys()
    return Restored(len(held), len(made), len(read(paths, now_ms=now_ms).records) - known)
