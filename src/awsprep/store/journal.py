"""Writing the journal: a record is saved when it was written, synced and read back, and not before.

The protocol is that of the data folder's promises: one file per device, month and segment; append only; nobody waits
for a lock; a failed write is told at once, and its record is held and tried again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from awsprep.core.problem import AwsprepError
from awsprep.core.record import CURRENT, OWN_FIELDS, horizon, moment, uuid7, well_formed
from awsprep.store import device, heads, line, place, segment, spill
from awsprep.store.heads import Heads, Mark
from awsprep.store.reading import gone
from awsprep.store.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.day import Clock
    from awsprep.core.record import Record
    from awsprep.store.paths import Paths

_FRESH = 3  # new files a month that one Journal may make: a disk that never syncs must not be littered with them


class NotSaved(AwsprepError):  # noqa: N818 -- named for what the learner is told
    """An answer is not durable. It is held in memory, tried again with each answer, and at the end."""


class Journal:
    """The journal of one process, for writing. Nothing is created, opened or locked before the first `append`.

    `entropy` gives random bytes for ids; `held` are the records that are not saved yet, oldest first.
    """

    def __init__(self, paths: Paths, clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self.held: list[Record] = []
        self._paths = paths
        self._clock = clock
        self._entropy = entropy
        self._device = ""
        self._heads = Heads()
        self._own: list[tuple[int, int]] = []  # (t, true moment) of own lines, the last one last
        self._ready = False
        self._segment: Segment | None = None
        self._fresh: list[str] = []
        self._spills: list[spill.Spill] = []

    def admit(self) -> None:
        """See whether this program may write here, before anybody has answered anything. Creates nothing.

        AwsprepError (4) where the journal asks for a newer program, or where all of its files are gone.
        """
        with suppress(OSError):  # what cannot be looked at is told with the first line that cannot be written
            self._heads = self._admitted()

    def append(self, fields: dict[str, Any]) -> Record:
        """Save one line: `type` and its fields; the journal adds id, device, time, place and checksum.

        Returns the record as it stands in the file. NotSaved (exit 4) where it could not be made durable: it is in
        `held` then. ValueError for fields that make no well-formed line, which is a mistake of the caller.
        """
        record = self._stamp(fields)
        self.held.append(record)
        return self._save_held()

    def take_in(self) -> int:
        """Save what waits in spill files; how many lines that were. Creates nothing where nothing waits.

        NotSaved (exit 4) where they cannot be saved: then they are where they were. Else AwsprepError as `admit`.
        """
        waiting = spill.waiting(self._paths)
        if not waiting:
            return 0
        self._identify(now := self._clock.now_ms())
        try:
            self._open()
            self._spills = waiting
            self._take_in(month_of(now))
        except OSError as error:
            raise NotSaved(
                f"{waiting[0].path} cannot be taken in: {self._paths.journal}: {error.strerror or error}.",
                hint="Free some space or mend the folder; until then its answers wait there, and count.",
            ) from error
        return sum(len(each.records) for each in waiting)

    def close(self) -> str | None:
        """Try once more to save what is held, else spill it, and give the file back.

        The path of the spill file, or None where all is saved; the next Journal that writes takes a spill in.
        NotSaved where no place at all took the records: they still are in `held`.
        """
        try:
            if self.held:
                with suppress(AwsprepError):
                    self._save_held()
            self._remember()
        finally:
            self._drop()
        if not self.held:
            return None
        path = spill.write(self._paths, self.held, self._entropy(4).hex())
        if path is None:
            raise NotSaved(
                f"NOT SAVED: {self._counted()} could not be written anywhere.",
                hint="Free some space on the disk, or mend the folder's permissions.",
            )
        self.held.clear()
        return path

    def _stamp(self, fields: dict[str, Any]) -> Record:
        """The record with its own fields but for its place in a file."""
        self._identify(now := self._clock.now_ms())
        while self._own and self._own[-1][1] > horizon(now):
            self._own.pop()  # written while the clock was wrong: it does not bind us
        t = max(now, self._own[-1][0] + 1) if self._own else now
        record: Record = {"v": CURRENT, "id": uuid7(t, self._entropy(10)), "dev": self._device, "t": t}
        if t != now:
            record["w"] = now
        record |= {"tz": self._clock.offset_minutes(), **fields, "seg": "00000000", "n": 1}
        try:
            stamped = line.decode(line.encode(record)[:-1])  # a copy that the caller's lists have no part in
        except (TypeError, ValueError) as error:
            raise ValueError(f"not a line that JSON can hold: {fields!r}") from error
        if fields.keys() & OWN_FIELDS or stamped is None or not well_formed(stamped):
            raise ValueError(f"not a line that can be journaled: {fields!r}")
        self._own.append((t, now))
        return {name: value for name, value in stamped.items() if name not in {"seg", "n", "crc"}}

    def _identify(self, now: int) -> None:
        """Find out, once, which device this is and what it wrote last."""
        if not self._device:
            self._device = device.identify(self._paths.device, self._entropy)
            self._heads = heads.load(self._paths.heads, self._paths.data)
            self._own = self._last_own(horizon(now))

    def _last_own(self, limit: int) -> list[tuple[int, int]]:
        """The newest own line that is not future, from the files' ends, the marks and what waits in spill files."""
        folder = self._paths.journal
        found = [(t, t) for t in [self._heads.last.get(self._device, 0)] if 0 < t <= limit]
        spilled = [r for each in spill.waiting(self._paths) for r in each.records if r["dev"] == self._device]
        found += [(r["t"], moment(r)) for r in spilled if moment(r) <= limit]
        found = [max(found)] if found else []
        with suppress(OSError):
            for name in reversed([each for each in segment.names(folder) if each[7:15] == self._device]):
                if found and name[:6] < month_of(found[-1][0]):
                    break
                lines = [r for r in segment.last(folder, name) if r.get("dev") == self._device and well_formed(r)]
                found += [(r["t"], moment(r)) for r in lines if moment(r) <= limit]
                found = [max(found)] if found else []
        return found

    def _save_held(self) -> Record:
        """Save all that is held, in order; the last record saved."""
        month = month_of(self.held[-1]["t"])
        try:
            self._open()
            self._take_in(month)
            saved = self.held[-1]
            while self.held:
                saved = self._save(self.held[0], month)
                del self.held[0]
        except OSError as error:
            raise NotSaved(
                f"NOT SAVED: {self._counted()} could not be written to {self._paths.journal}: "
                f"{error.strerror or error}.",
                hint="Free some space or mend the folder; until then they are held, and tried again.",
            ) from error
        return saved

    def _take_in(self, month: str) -> None:
        """Save what spill files hold; each is put away once all of it is in the journal."""
        for each in self._spills:
            for record in each.records:
                self._save(record, month)
            spill.taken(each)
        self._spills = []

    def _counted(self) -> str:
        """How many answers are held; where there are only other lines, how many these are."""
        answers = sum(record["type"] in {"review", "answer"} for record in self.held)
        count, what = (answers, "answer") if answers else (len(self.held), "line")
        return f"{count} {what}{'' if count == 1 else 's'}"

    def _open(self) -> None:
        """Look once, before the first line, whether this program may write here, and whether spills are waiting."""
        if self._ready:
            return
        self._heads = self._admitted()
        place.prepare(self._paths)
        self._spills = spill.waiting(self._paths)
        self._ready = True

    def _admitted(self) -> Heads:
        """The marks, with those of files that are not marked yet. AwsprepError (4) as `admit` says."""
        found = heads.load(self._paths.heads, self._paths.data)
        known = segment.names(self._paths.journal)
        marks = dict(found.marks)
        if marks and not known:
            raise gone(self._paths, found)
        for name in known:
            if name not in marks:
                asked = segment.head(self._paths.journal, name).get("min_reader")
                marks[name] = Mark(0, 0, asked if type(asked) is int else 1)
        if any(mark.min_reader > CURRENT for mark in marks.values()):
            raise AwsprepError(
                f"The journal in {self._paths.journal} was written by a newer awsprep, and this one cannot add to it.",
                hint="Please upgrade awsprep; your answers can be read as before.",
            )
        return Heads(marks, found.last)

    def _save(self, record: Record, month: str) -> Record:
        """Save a record in the open file, or, where that fails, in a new one. It keeps its id, so twice is once."""
        try:
            return self._write(record, month)
        except OSError:
            self._drop()
        try:
            self._segment = self._new(month)
            return self._write(record, month)
        except OSError:
            self._drop()
            raise

    def _write(self, record: Record, month: str) -> Record:
        if self._segment is None or self._segment.month != month:
            self._drop()
            self._segment = self._go_on(month) or self._new(month)
        to = self._segment
        if to.n == 0:
            to.append(head_line(self._device, record["t"], record["tz"], to.seg, self._entropy(10)))
        data = line.encode({**record, "seg": to.seg, "n": to.n})
        to.append(data)
        saved = line.decode(data[:-1])
        assert saved is not None  # noqa: S101 -- it was encoded two lines above
        return saved

    def _go_on(self, month: str) -> Segment | None:
        """The device's newest file of the month, if nobody else has it."""
        folder = self._paths.journal
        name = segment.newest(folder, month, self._device)
        if name is None or segment.copied(folder, name):
            return None
        mark = self._heads.marks.get(name)
        return Segment.reopen(folder, name, mark.n + 1 if mark and mark.n else 0)

    def _new(self, month: str) -> Segment:
        """A new file; after a few in vain one of them again, which now has another descriptor and maybe room."""
        mine = [name for name in self._fresh if name.startswith(month)]
        if len(mine) >= _FRESH:
            again = Segment.reopen(self._paths.journal, mine[-1])
            if again is not None:
                return again
        try:
            made = Segment.create(self._paths.journal, month, self._device, self._entropy(4).hex())
        except BlockingIOError:  # another sitting took it between two calls; hardly the next one, too
            made = Segment.create(self._paths.journal, month, self._device, self._entropy(4).hex())
        self._fresh.append(made.name)
        return made

    def _drop(self) -> None:
        if self._segment is not None:
            self._segment.close()
            self._segment = None

    def _remember(self) -> None:
        """Raise the high-water marks to what is there now."""
        if not self._ready:
            return
        marks = dict(self._heads.marks)
        with suppress(OSError):
            for name in segment.names(self._paths.journal):
                old = marks.get(name, Mark(0))
                size = os.stat(os.path.join(self._paths.journal, name)).st_size
                marks[name] = Mark(size, old.n, old.min_reader)
            if self._segment is not None:
                name = self._segment.name
                marks[name] = Mark(marks[name].size, self._segment.n - 1, marks[name].min_reader)
            last = {self._device: self._own[-1][0]} if self._own else {}
            heads.save(self._paths.heads, self._paths.data, Heads(marks, last))


def head_line(dev: str, t: int, tz: int, seg: str, entropy: bytes) -> bytes:
    """The first line of a journal file: which program it takes to read it."""
    head = {"v": CURRENT, "id": uuid7(t, entropy), "dev": dev, "t": t, "tz": tz}
    return line.encode({**head, "type": "head", "min_reader": 1, "seg": seg, "n": 0})


def month_of(t: int) -> str:
    """The year and month of a moment in UTC, as a journal file's name begins."""
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(t / 1000, UTC):%Y%m}"
