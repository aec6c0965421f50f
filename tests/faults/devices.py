"""Three devices as a state machine: answers, undo, suspend, wrong clocks, copies, conflicts, crashes, in any order.

Each device has a data folder of its own; copying files stands in for whatever syncs them, or git does. A model of plain sets says
which lines were acknowledged, and which of them a device has got.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from awsprep.core.bank import Heading
from awsprep.core.picker import due
from awsprep.core.record import BUILD_MS, LEEWAY_MS
from awsprep.core.replay import replay
from awsprep.store import files
from awsprep.store.journal import Journal
from awsprep.store.line import encode
from awsprep.store.reading import read
from awsprep.store.snapshot import open_progress, readable
from awsprep.store.sync import sync
from tests.faults.subjects import places
from tests.store.writing import answer

if TYPE_CHECKING:
    from awsprep.core.progress import Progress
    from awsprep.core.record import Record

DAY = 86_400_000
CARDS = ("a", "b", "c#1", "old")
HORIZON = BUILD_MS + 60 * DAY  # when everybody's clock is right at the end
_WHICH = st.integers(0, 2)


class Device:
    """A machine with a clock of its own. `had` are the lines that it must be able to show."""

    def __init__(self, folder: str, number: int) -> None:
        self.paths = places(os.path.join(folder, f"device{number}"))
        self.now = BUILD_MS + 10 * DAY + number * 1000
        self.zone = (0, 330, -480)[number]
        self.had: set[str] = set()
        self.random = Random(number)
        self.sitting: Journal | None = None
        self.own: list[str] = []

    def now_ms(self) -> int:
        self.now += 1000
        return self.now

    def offset_minutes(self) -> int:
        return self.zone

    def monotonic(self) -> float:
        return self.now / 1000

    def journal(self) -> Journal:
        if self.sitting is None:
            self.sitting = Journal(self.paths, self, self.random.randbytes)
        return self.sitting

    def write(self, fields: dict[str, Any]) -> Record:
        record = self.journal().append(fields)
        self.had.add(record["id"])
        self.own.append(record["id"])
        return record

    def records(self) -> list[Record]:
        return read(self.paths, now_ms=HORIZON).records


class Devices(RuleBasedStateMachine):
    """See above. `home` is where the data folders are made."""

    home: ClassVar[str | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="devices-", dir=self.home)
        self.devices = [Device(self.folder, number) for number in range(3)]
        self.copies = 0
        self.aliases: dict[str, str] = {}

    def teardown(self) -> None:
        try:
            self._agree()
        finally:
            shutil.rmtree(self.folder)

    @rule(which=_WHICH, card=st.sampled_from(CARDS), rating=st.integers(1, 4))
    def answers(self, which: int, card: str, rating: int) -> None:
        device = self.devices[which]
        day = device.now // DAY
        device.write(answer(card, rating=rating, auto=rating, score=int(rating > 1), due=day + rating))

    @precondition(lambda self: any(device.had for device in self.devices))
    @rule(which=_WHICH, data=st.data())
    def undoes(self, which: int, data: st.DataObject) -> None:
        """Any line that somebody wrote, also one that has not come here yet, and an undo."""
        known = sorted(set().union(*(device.had for device in self.devices)))
        self.devices[which].write({"type": "undo", "target": data.draw(st.sampled_from(known))})

    @rule(which=_WHICH, card=st.sampled_from(CARDS), on=st.booleans())
    def suspends(self, which: int, card: str, on: bool) -> None:  # noqa: FBT001
        self.devices[which].write({"type": "suspend", "card": card, "on": on})

    @rule(which=_WHICH, card=st.sampled_from(CARDS))
    def resets(self, which: int, card: str) -> None:
        self.devices[which].write({"type": "reset", "card": card})

    @rule()
    def renames(self) -> None:
        """A question gets another id, or its old one again."""
        self.aliases = {} if self.aliases else {"old": "new"}

    @rule(which=_WHICH, days=st.sampled_from([-400, -2, -0.02, 0.02, 1, 3, 40]))
    def jumps(self, which: int, days: float) -> None:
        """The clock is set, forward or back; or time goes by."""
        device = self.devices[which]
        device.now = min(max(0, device.now + round(days * DAY)), HORIZON)
        if days < -LEEWAY_MS / DAY:
            device.own.clear()  # lines beyond 36 hours ahead do not bind those that come after them

    @rule(which=_WHICH, zone=st.sampled_from([-480, 0, 60, 120, 330, 765]))
    def travels(self, which: int, zone: int) -> None:
        self.devices[which].zone = zone

    @rule(which=_WHICH)
    def closes(self, which: int) -> None:
        """The sitting ends, and its snapshot is written."""
        device = self.devices[which]
        if device.sitting is not None:
            assert device.sitting.close() is None
            device.sitting = None
            open_progress(device.paths, device.now, self.aliases, save=True)

    @rule(which=_WHICH, part=st.integers(0, 300))
    def crashes(self, which: int, part: int) -> None:
        """The process is killed while it writes: a part of a line is there, and nobody was told that it was saved."""
        device = self.devices[which]
        if device.sitting is None or device.sitting._segment is None:
            return
        path = os.path.join(device.paths.journal, device.sitting._segment.name)
        device.sitting._drop()
        device.sitting = None
        record = {"v": 1, "id": "0" * 36, "dev": "0" * 8, "t": device.now, "tz": 0, **answer("torn"), "seg": "", "n": 0}
        with open(path, "ab") as file:
            file.write(encode(record)[:part])

    @rule(one=_WHICH, two=_WHICH)
    def syncs(self, one: int, two: int) -> None:
        """What a folder sync does: each file comes over; where both changed it, as a conflict copy."""
        self._copy(self.devices[one], self.devices[two])
        self._copy(self.devices[two], self.devices[one])

    @rule(one=_WHICH, two=_WHICH)
    def copies_once(self, one: int, two: int) -> None:
        """A copy in one direction, under another name."""
        source, to = self.devices[one], self.devices[two]
        if source is to or not os.path.isdir(source.paths.journal):
            return
        os.makedirs(to.paths.journal, exist_ok=True)
        for name in sorted(os.listdir(source.paths.journal)):
            self.copies += 1
            stem = name.partition(".")[0]
            target = os.path.join(to.paths.journal, f"{stem}.copy-{self.copies}.jsonl")
            shutil.copyfile(os.path.join(source.paths.journal, name), target)
        to.had |= source.had

    @rule(which=_WHICH)
    def loses_its_caches(self, which: int) -> None:
        shutil.rmtree(self.devices[which].paths.cache, ignore_errors=True)
        with suppress(FileNotFoundError):
            os.unlink(self.devices[which].paths.progress)

    @rule(which=_WHICH)
    def opens(self, which: int) -> None:
        """What the snapshot says is what the journal says."""
        device = self.devices[which]
        quick, _ = open_progress(device.paths, device.now, self.aliases)
        assert quick == replay(read(device.paths, now_ms=device.now).records, self.aliases)

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        for device in self.devices:
            if device.had:
                there = [record["id"] for record in device.records()]
                assert device.had <= set(there)
                assert [name for name in there if name in set(device.own)] == device.own, "own lines in another order"

    def _copy(self, source: Device, to: Device) -> None:
        if source is to or not os.path.isdir(source.paths.journal):
            return
        os.makedirs(to.paths.journal, exist_ok=True)
        for name in sorted(os.listdir(source.paths.journal)):
            theirs = files.read(os.path.join(source.paths.journal, name))
            target = os.path.join(to.paths.journal, name)
            ours = files.read(target) if os.path.exists(target) else b""
            if ours.startswith(theirs):
                continue
            if not theirs.startswith(ours):
                self.copies += 1
                target = f"{target.removesuffix('.jsonl')}.sync-conflict-{self.copies}.jsonl"
            temporary = os.path.join(to.paths.journal, f".syncing-{self.copies}")
            with open(temporary, "wb") as file:
                file.write(theirs)
            os.replace(temporary, target)
        to.had |= source.had

    def _shown(self, records: list[Record]) -> tuple[str, tuple[str, ...]]:
        return _shown(records, self.aliases)

    def _agree(self) -> None:
        """In whatever order everybody gets everything: all show the same, once or twice."""
        sets = [device.records() for device in self.devices]
        one, two, three = sets
        assert self._shown([*one, *two]) == self._shown([*two, *one])
        assert self._shown([*_union(one, two), *three]) == self._shown([*one, *_union(two, three)])
        assert self._shown([*one, *one]) == self._shown(one)
        for _ in range(2):
            for source in self.devices:
                for to in self.devices:
                    self._copy(source, to)
        shown = [self._shown(device.records()) for device in self.devices]
        assert shown[0] == shown[1] == shown[2]
        for device in self.devices:
            device.now = HORIZON
            if device.sitting is not None:
                assert device.sitting.close() is None
            progress, _ = open_progress(device.paths, HORIZON, self.aliases, save=True)
            assert _text(progress) == shown[0][0]


class DevicesOverGit(Devices):
    """The same, where some are also brought together by `awsprep sync` and a repository, sittings open or not."""

    def __init__(self) -> None:
        super().__init__()
        self.remote = os.path.join(self.folder, "remote.git")
        self.sent: set[str] = set()
        self.environ = {"PATH": os.environ["PATH"], "HOME": self.folder, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", "init", "--quiet", "--bare", self.remote], check=True)

    def teardown(self) -> None:
        for which in (0, 1, 2, 0, 1):
            self.sends(which)
        shown = [self._shown(device.records()) for device in self.devices]
        assert shown[0] == shown[1] == shown[2]
        super().teardown()

    def sends(self, which: int) -> None:
        device = self.devices[which]
        sync(device.paths, self.environ, device.now, remote=self.remote)
        self.sent |= device.had
        device.had |= self.sent

    @rule(which=_WHICH)
    def syncs_over_git(self, which: int) -> None:
        self.sends(which)
        self.sends(which)

    @rule(which=_WHICH, back=st.integers(1, 3))
    def is_reset_by_hand(self, which: int, back: int) -> None:
        """Somebody goes back to an older commit after a sync, as git lets one; the next sync has all of it again."""
        device = self.devices[which]
        if os.path.isdir(os.path.join(device.paths.data, ".git")) and device.sitting is None:
            self.sends(which)
            command = ["git", "reset", "--quiet", "--hard", f"HEAD~{back}"]
            done = subprocess.run(command, cwd=device.paths.data, env=self.environ, capture_output=True, check=False)
            if done.returncode == 0:
                self.sends(which)


def _union(*lists: list[Record]) -> list[Record]:
    return list({record["id"]: record for records in lists for record in records}.values())


def _shown(records: list[Record], aliases: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """What a learner is shown: progress.json, and the due list."""
    progress = replay(_union(records), aliases)
    cards = {name: Heading(name, "vpc", "mid", "easy", "basics", "choice", name, (name,)) for name in progress.cards}
    return _text(progress), tuple(due(cards, progress, HORIZON // DAY + 30))


def _text(progress: Progress) -> str:
    return json.dumps(readable(progress))
