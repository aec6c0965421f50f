"""Restoring a backup: what is missing here is added, and nothing is taken away or overwritten."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.core.record import CURRENT
from awsprep.store import gather, place, scorecards
from awsprep.store.archive import unpack
from awsprep.store.reading import read, sizes
from awsprep.store.scan import scan
from awsprep.store.segment import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.store.paths import Paths


class Restored(NamedTuple):
    """What a restoring came to.

    How many journal files a backup has, how many were made of it here, how many lines and scorecards that brought, and
    how many files in it are of a kind that this awsprep does not know.
    """

    files: int
    made: int
    lines: int
    scorecards: int = 0
    unknown: int = 0


def restore(paths: Paths, archive: str, now_ms: int) -> Restored:
    """Add what a backup has and the data folder lacks. A second time, or after a crash, it adds what is still missing.

    AwsprepError (exit 4) where the backup is damaged, where it or the journal asks for a newer program, or where
    something cannot be read or written.
    """
    found = unpack(archive)
    before = sizes(paths.journal)
    here = read(paths, now_ms=now_ms) if before else None
    if max(_asked(found.journal.values()), here.min_reader if here else 1) > CURRENT:
        raise AwsprepError(
            f"{archive} was not restored: it, or the journal, was written by a newer awsprep.",
            "Please upgrade awsprep, then run it again; nothing was changed.",
        )
    devices = {named[2] for name in found.journal if (named := NAME.fullmatch(name))}  # any may be open here
    try:
        place.prepare(paths)
        for name, data in found.journal.items():
            gather.journal_file(paths.data, gather.JOURNAL + name, data, devices)
        cards = _cards(paths, found.scorecards)
    except OSError as error:
        raise AwsprepError(
            f"The backup was not restored completely: {error.filename or paths.data} cannot be written: "
            f"{error.strerror or error}.",
            "Free some space or mend the folder, then run it again: what is there already is not added twice.",
        ) from error
    made = sizes(paths.journal).keys() - before.keys()
    lines = len(read(paths, now_ms=now_ms).records) - (len(here.records) if here else 0)
    return Restored(len(found.journal), len(made), lines, cards, found.unknown)


def _asked(contents: Iterable[bytes]) -> int:
    """The newest program that a file asks for."""
    heads = (record for data in contents for record in scan(data).records if record.get("type") == "head")
    return max((asked for head in heads if type(asked := head.get("min_reader")) is int), default=1)


def _cards(paths: Paths, held: Mapping[str, bytes]) -> int:
    """Add scorecards; how many. A draft is added where neither it nor its finished card is here."""
    known = {*scorecards.names(paths), *held}
    added = 0
    for name, data in held.items():
        path = os.path.join(scorecards.folder(paths), name)
        if scorecards.is_draft(name) and (os.path.lexists(path) or scorecards.finished(name, known)):
            continue
        added += gather.other_file(paths.data, scorecards.FOLDER + name, data, None)
    return added
