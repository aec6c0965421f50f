"""What was taken back and what was amended. Both reach back to earlier records, also of other devices."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from awsprep.core.record import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awsprep.core.record import Record


def effective(in_order: Sequence[Record]) -> list[Record]:
    """The sorted records without those that were taken back, and with the amendments made to the others."""
    undone = _undone(in_order)
    changes: defaultdict[str, list[Record]] = defaultdict(list)
    for record in in_order:
        if record["type"] == "amend" and record["id"] not in undone:
            changes[record["target"]].append(record["set"])
    return [
        _amended(record, changes[record["id"]]) if record["id"] in changes else record
        for record in in_order
        if record["id"] not in undone
    ]


def targets(records: Iterable[Record]) -> set[str]:
    """The ids of the records that others take back or amend."""
    return {record["target"] for record in records if record["type"] in {"undo", "amend"}}


def _amended(record: Record, changes: Iterable[Record]) -> Record:
    """The record with the changes made to it. One that would leave it no well-formed line does nothing."""
    for change in changes:
        changed = {**record, **change}
        if well_formed(changed):
            record = changed
    return record


def _undone(records: Iterable[Record]) -> set[str]:
    """Ids that are taken back: an undo counts unless it is itself undone, whatever the clocks said.

    Each undo is settled once all undos of it are. Undos in a circle, which no program writes, never are and do nothing.
    """
    target = {record["id"]: record["target"] for record in records if record["type"] == "undo"}
    unsettled = Counter(aim for aim in target.values() if aim in target)  # how many undos of it
    ready = [undo for undo in target if undo not in unsettled]
    undone: set[str] = set()
    while ready:
        undo = ready.pop()
        aim = target[undo]
        if undo not in undone:
            undone.add(aim)
        if aim in target:
            unsettled[aim] -= 1
            if not unsettled[aim]:
                ready.append(aim)
    return undone
