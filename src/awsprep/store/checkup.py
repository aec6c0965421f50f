"""The journal looked at from end to end: what each file holds, what is damaged, missing, strange. Nothing is written.

Every saved line has a number in its segment, without gaps, so what is missing is known even where nothing is left of
it. Damage is an error where an answer is lost with it, or could be mended; else it is only strange.
"""

from __future__ import annotations

import os
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.core.record import CURRENT, horizon, order
from awsprep.store import files, heads, line, segment, spill
from awsprep.store.damage import FIND, Look
from awsprep.store.finding import Finding, Weight
from awsprep.store.numbers import Numbers, spans
from awsprep.store.reading import gone, sizes
from awsprep.store.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awsprep.core.record import Record
    from awsprep.store.heads import Heads
    from awsprep.store.paths import Paths


class File(NamedTuple):
    """A journal file: its name, bytes, whole lines and damaged places."""

    name: str
    size: int
    lines: int
    damaged: int


class Checkup(NamedTuple):
    """What the journal holds and what was found; `mendable` are lines as they were before one of their bits flipped.

    `records` are those that count, in order.
    """

    files: Sequence[File] = ()
    records: Sequence[Record] = ()
    findings: Sequence[Finding] = ()
    mendable: Sequence[bytes] = ()
    newer: int = 0
    future: int = 0


def checkup(paths: Paths, now_ms: int) -> Checkup:
    """Look at every journal file. What cannot be read is a finding, too. A lost line is in one of the findings only."""
    marks = heads.load(paths.heads, paths.data)
    try:
        there = sizes(paths.journal)
    except AwsprepError as error:
        return Checkup(findings=[Finding(Weight.ERROR, "unreadable", error.message, error.hint, paths.journal)])
    if marks.marks and not there:
        told = gone(paths, marks)
        return Checkup(findings=[Finding(Weight.ERROR, "journal-gone", told.message, told.hint, paths.journal)])
    findings: list[Finding] = []
    looks = _looks(paths, there, findings)
    numbers = Numbers()
    sieve = Sieve(horizon(now_ms))
    for look in looks:
        numbers.take(look.scan.records)
        findings += [look.strange(junk) for junk in sieve.take(look.scan.records, look.scan.offsets)]
    mendable: dict[bytes, None] = {}
    flipped = [look.flipped(numbers, mendable) for look in looks]
    numbers.take(record for each in mendable if (record := line.decode(each)) is not None)
    for name, mark in marks.marks.items():
        named = segment.NAME.fullmatch(name)
        if named and mark.n and (name in there or named[3] in numbers.ids):
            numbers.expect(named[3], mark.n)
    for look, (found, rest) in zip(looks, flipped, strict=True):
        findings += sorted([*found, *look.lost(rest, numbers)], key=attrgetter("offset"))
        findings += look.form()
    findings += _links(paths, there)
    findings += [*_missing(paths, there, numbers, marks), *_cut(paths, there, numbers, marks)]
    findings += [*_cloned(paths, numbers), *_set_aside(sieve), *_waiting(paths)]
    return Checkup(
        [File(look.name, len(look.data), len(look.scan.records), len(look.scan.junk)) for look in looks],
        sorted(sieve.kept.values(), key=order),
        findings,
        list(mendable),
        len(sieve.unknown),
        len(sieve.later),
    )


def _looks(paths: Paths, there: Mapping[str, int], findings: list[Finding]) -> list[Look]:
    looks = []
    for name in there:
        path = os.path.join(paths.journal, name)
        try:
            looks.append(Look(path, files.read(path)))
        except OSError as error:
            hint = "Check the disk and its permissions, or copy the file back from a backup."
            message = f"{name}: it cannot be read: {error.strerror or error}"
            findings.append(Finding(Weight.ERROR, "unreadable", message, hint, path))
    return looks


def _links(paths: Paths, there: Mapping[str, int]) -> Iterator[Finding]:
    """Journal files that lie elsewhere."""
    for name in there:
        path = os.path.join(paths.journal, name)
        if os.path.islink(path):
            message = f"{name} is a link: what it points to is read, never written to, and not carried by a sync"
            yield Finding(Weight.WARNING, "link", message, "Put the file itself in its place.", path)


def _missing(paths: Paths, there: Mapping[str, int], numbers: Numbers, marks: Heads) -> Iterator[Finding]:
    """Numbers that no file has, nor a damaged place: lines that were saved and are gone."""
    names = {found[3]: name for name in (*marks.marks, *there) if (found := segment.NAME.fullmatch(name))}
    for seg in sorted({*numbers.ids, *names}):
        name = names.get(seg, "")
        gaps = numbers.tell(seg, numbers.gaps(seg))
        if not gaps:
            continue
        count = sum(map(len, gaps))
        lines = "1 line is missing: number" if count == 1 else f"{count} lines are missing: numbers"
        where = name or f"segment {seg}"
        message = f"{where}: {lines} {spans(gaps)}"
        weight = Weight.ERROR
        if gaps == [range(1)]:
            message, weight = f"{where}: its first line is missing, which is no answer", Weight.WARNING
        yield Finding(weight, "missing-lines", message, FIND, os.path.join(paths.journal, name) if name else "")


def _cut(paths: Paths, there: Mapping[str, int], numbers: Numbers, marks: Heads) -> Iterator[Finding]:
    """Files that are shorter than they were, or gone.

    That is no harm where all of their lines are somewhere, and no further one where those that are not were told.
    """
    for code, names, what in (
        ("shrunk", marks.shrunk(there), "is shorter than it was"),
        ("vanished", marks.vanished(there), "is gone"),
    ):
        for name in names:
            named, mark, path = segment.NAME.fullmatch(name), marks.marks[name], os.path.join(paths.journal, name)
            size = f"{name}: it {what}: it had {mark.size:,} bytes"
            size += f" and has {there[name]:,}" if name in there else ""
            if not named or not mark.n or (name not in there and named[3] not in numbers.ids):
                yield Finding(Weight.ERROR, code, size, FIND, path)
            elif numbers.gaps(named[3]):
                yield Finding(Weight.NOTE, code, f"{size}; what is missing is told above", "", path)
            else:
                yield Finding(Weight.NOTE, code, f"{name}: it {what}; its lines are all there, elsewhere", "", path)


def _cloned(paths: Paths, numbers: Numbers) -> Iterator[Finding]:
    """Segments that went on in two ways."""
    for seg in sorted(numbers.clashes):
        message = f"Segment {seg} went on in two ways: two machines write as one device, or an old copy was put back"
        yield Finding(Weight.WARNING, "cloned-device", message, f"On one of the machines delete {paths.device}")


def _set_aside(sieve: Sieve) -> Iterator[Finding]:
    """Lines that are kept and not used."""
    if sieve.later:
        lines = "1 line lies" if len(sieve.later) == 1 else f"{len(sieve.later)} lines lie"
        message = f"{lines} more than 36 hours in the future; kept, and not used before that time has come"
        yield Finding(Weight.WARNING, "future", message, "Was a clock wrong, or is this one?")
    if sieve.unknown:
        lines = "1 line is" if len(sieve.unknown) == 1 else f"{len(sieve.unknown)} lines are"
        message = f"{lines} of a newer awsprep; kept, and not used"
        yield Finding(Weight.NOTE, "newer", message, "Upgrade awsprep to use them.")
    if sieve.min_reader > CURRENT:
        message = "The journal asks for a newer awsprep: this one reads it, and does not add to it"
        yield Finding(Weight.WARNING, "min-reader", message, "Please upgrade awsprep.")


def _waiting(paths: Paths) -> Iterator[Finding]:
    """Answers that could not be saved in the journal."""
    spills = spill.found(paths)
    for each, (message, hint) in zip(spills, spill.notices(spills), strict=True):
        yield Finding(Weight.WARNING, "spill", message, hint, each.path)
