"""Mending what one flipped bit has damaged: the lines as they were are appended, in a file of their own.

What waits in spill files is taken in, too.

The damaged bytes stay where they are. A line is put back as it was, with its id and number, so that it counts once.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import backup, device, spill
from awsprep.store.checkup import checkup
from awsprep.store.journal import Journal, head_line, month_of
from awsprep.store.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsprep.core.day import Clock
    from awsprep.store.backup import Backup
    from awsprep.store.paths import Paths


class Repaired(NamedTuple):
    """What was backed up before, how many lines were put back, and how many that had waited in spill files taken in.

    Nothing is backed up where there was nothing to do.
    """

    backup: Backup | None
    lines: int
    taken: int = 0


def repair(paths: Paths, clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> Repaired:
    """Put back every line that one flipped bit keeps from being whole, and take in what waits in spill files.

    AwsprepError (exit 4) where no backup could be made, or the lines could not be saved; a second call goes on.
    """
    found = checkup(paths, clock.now_ms())
    if not found.mendable and not spill.waiting(paths):
        return Repaired(None, 0)
    journal = Journal(paths, clock, entropy)
    journal.admit()
    before = backup.make(paths, clock.now_ms())
    try:
        if found.mendable:
            _put_back(paths, clock, entropy, found.mendable)
        try:
            taken = journal.take_in()
        finally:
            journal.close()
    except OSError as error:
        raise AwsprepError(
            f"Not everything was mended: {paths.journal} cannot be written: {error.strerror or error}.",
            "Free some space or mend the folder, then run it again: awsprep doctor --repair",
        ) from error
    return Repaired(before, len(found.mendable), taken)


def _put_back(paths: Paths, clock: Clock, entropy: Callable[[int], bytes], lines: Sequence[bytes]) -> None:
    """Append lines as they stand, in a new file of this device. They keep their own numbers: only its head has one."""
    t, name = clock.now_ms(), device.identify(paths.device, entropy)
    to = Segment.create(paths.journal, month_of(t), name, entropy(4).hex())
    try:
        to.append(head_line(name, t, clock.offset_minutes(), to.seg, entropy(10)))
        for line in lines:
            to.append(line + b"\n")
    finally:
        to.close()
