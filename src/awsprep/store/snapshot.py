"""The journal folded up to a point, so that opening reads only what came since. It can be deleted at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from awsprep.core.day import iso
from awsprep.core.foreseen import Bin
from awsprep.core.memory import Learned, Model, New
from awsprep.core.progress import Card, DayCount, Progress, Sitting
from awsprep.core.record import horizon
from awsprep.store import files, line, spill
from awsprep.store.reading import read, read_on
from awsprep.store.scan import TORN, UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from awsprep.store.paths import Paths
    from awsprep.store.reading import Reading

VERSION = 5
TAIL = 1000  # so many newer lines and the snapshot is written again


def open_progress(
    paths: Paths,
    now_ms: int,
    aliases: Mapping[str, str],
    *,
    save: bool = False,
    advance: Callable[[int, int], None] | None = None,
) -> tuple[Progress, list[str]]:
    """Progress from the snapshot and the journal's tail, or from the whole journal where they do not fit together.

    With `save`, or after many newer lines, the snapshot (and progress.json) is written. The second value holds what
    a person should be told of damaged, future or newer lines, and of answers that wait in spill files: these count, and
    are in nothing that is written. `advance` hears how a long replay goes on.
    """
    spills = spill.found(paths)  # before the journal: what is taken in meanwhile is read twice rather than not at all
    resumed = _resumed(paths, now_ms, aliases)
    progress, reading = resumed if resumed is not None else _replayed(paths, now_ms, aliases, advance)
    # Someone may have deleted progress.json, or the whole data folder, and left the snapshot.
    missing = save and bool(progress.cards) and not os.path.exists(paths.progress)
    if missing or (reading.records and (save or len(reading.records) > TAIL)):
        _save(paths, progress, reading, aliases)
    if any(each.records for each in spills):
        progress, _ = _replayed(paths, now_ms, aliases, advance, spills)
    return progress, [*notices(reading), *(f"{told}. {remedy}" for told, remedy in spill.notices(spills))]


def resumed_progress(paths: Paths, now_ms: int, aliases: Mapping[str, str]) -> Progress | None:
    """What snapshot and tail say, to compare it with the journal; None where they are not used. Writes nothing."""
    resumed = _resumed(paths, now_ms, aliases)
    return resumed[0] if resumed is not None else None


def _resumed(paths: Paths, now_ms: int, aliases: Mapping[str, str]) -> tuple[Progress, Reading] | None:
    """The progress of snapshot and tail, and the tail; None where they do not fit together.

    They do not where a line that was believed lies in the future now: the clock was wrong, and was put right.
    """
    stored = _load(paths.snapshot, aliases)
    limit = horizon(now_ms)
    if stored is None or (stored.ripe is not None and limit >= stored.ripe) or stored.progress.latest[0] > limit:
        return None
    tail = read_on(paths, stored.offsets, stored.lasts, now_ms=now_ms)
    if tail is None:
        return None
    if tail.records:
        from awsprep.core.replay import fold

        if not fold(stored.progress, tail.records, aliases):
            return None
    waiting = [moment for moment in (stored.ripe, tail.ripe) if moment is not None]
    return stored.progress, tail._replace(ripe=min(waiting, default=None))


def _replayed(
    paths: Paths,
    now_ms: int,
    aliases: Mapping[str, str],
    advance: Callable[[int, int], None] | None,
    spills: Sequence[spill.Spill] = (),
) -> tuple[Progress, Reading]:
    """The progress of the whole journal, and of spill files, and the journal."""
    from awsprep.core.replay import replay

    reading = read(paths, now_ms=now_ms)
    records = spill.joined(reading.records, spills, now_ms) if spills else reading.records
    return replay(records, aliases, advance=advance), reading


def notices(reading: Reading) -> list[str]:
    """What a person should be told of a journal: damage, lost files, lines that this version cannot use.

    Not of a line that was broken off by a crash: nothing that was shown as saved is lost with it.
    """
    told = []
    damages = [damage for damage in reading.damages if damage.reason not in {UNFINISHED, TORN}]
    if damages:
        places = "1 place" if len(damages) == 1 else f"{len(damages)} places"
        first = f"{os.path.basename(damages[0].path)}, byte {damages[0].offset}"
        told.append(
            f"The journal is damaged in {places} ({'' if len(damages) == 1 else 'first in '}{first}); all other "
            "answers are there. What to do: awsprep doctor"
        )
    told += [
        f"The journal file {name} is shorter than it was; look for a backup or a synced copy."
        for name in reading.shrunk
    ]
    told += [f"The journal file {name} is gone; look for a backup or a synced copy." for name in reading.vanished]
    if reading.future:
        lines = "1 journal line lies" if reading.future == 1 else f"{reading.future} journal lines lie"
        aside = "is" if reading.future == 1 else "are"
        told.append(f"{lines} in the future and {aside} set aside; is a clock wrong?")
    if reading.newer:
        lines = "1 journal line is" if reading.newer == 1 else f"{reading.newer} journal lines are"
        told.append(f"{lines} of a newer awsprep and kept; to use that, upgrade awsprep.")
    return told


def readable(progress: Progress) -> dict[str, Any]:
    """Progress as progress.json has it: for people and scripts, figures to 6 significant digits."""
    cards: dict[str, Any] = {}
    for name in sorted(progress.cards):
        card = progress.cards[name]
        entry: dict[str, Any] = {"seen": card.seen, "right": card.right, "seconds": round(card.spent / 1000)}
        if isinstance(card.memory, Learned):
            memory = card.memory
            entry |= {
                "due": iso(memory.due),
                "last": iso(memory.last),
                "stability": float(f"{memory.stability:.6g}"),
                "difficulty": float(f"{memory.difficulty:.6g}"),
                "reps": memory.reps,
                "lapses": memory.lapses,
            }
        entry |= {name: True for name in ("suspended", "flagged") if getattr(card, name)}
        entry |= {"notes": card.notes} if card.notes else {}
        cards[name] = entry
    days = {
        iso(day): {"reviews": count.reviews, "right": count.right, "seconds": round(count.ms / 1000)}
        for day, count in sorted(progress.days.items())
    }
    return {"schema": 1, "reviews": progress.reviews, "params": progress.params, "cards": cards, "days": days}


def _save(paths: Paths, progress: Progress, reading: Reading, aliases: Mapping[str, str]) -> None:
    """Write snapshot and progress.json; what is derived may fail to be written without harm."""
    body = {
        "version": VERSION,
        "aliases": _digest(aliases),
        "offsets": reading.offsets,
        "lasts": reading.lasts,
        "ripe": reading.ripe,
        "latest": list(progress.latest),
        "reviews": progress.reviews,
        "params": progress.params,
        "devices": progress.device_days,
        "awaited": sorted(progress.awaited),
        "retention": progress.model.retention,
        "weights": list(progress.model.weights),
        "cards": {name: _card_row(card) for name, card in progress.cards.items()},
        "days": {str(day): _day_row(count) for day, count in progress.days.items()},
        "foreseen": {str(place): _bin_row(each) for place, each in progress.foreseen.items()},
        "sittings": [_sitting_row(sitting) for sitting in progress.sittings.values()],
    }
    shown = (json.dumps(readable(progress), indent=1) + "\n").encode()
    for path, data in ((paths.snapshot, line.encode(body)), (paths.progress, shown)):
        with suppress(OSError):
            files.folder(os.path.dirname(path))
            files.replace(path, data)


class _Stored(NamedTuple):
    """A progress, and up to where each journal file is folded into it."""

    progress: Progress
    offsets: dict[str, int]
    lasts: dict[str, str]
    ripe: int | None


def _load(path: str, aliases: Mapping[str, str]) -> _Stored | None:
    """What is stored; None for anything that is not exactly ours: like a journal line it ends in its checksum."""
    try:
        body = line.decode(files.read(path)[:-1]) or {}
        if body["version"] != VERSION or body["aliases"] != _digest(aliases):
            return None
        model = Model(tuple(body["weights"]), body["retention"])
        progress = Progress(
            {name: _card(row) for name, row in body["cards"].items()},
            {int(day): DayCount(*row) for day, row in body["days"].items()},
            {row[0]: Sitting(*row) for row in body["sittings"]},
            body["params"],
            body["devices"],
            body["reviews"],
            tuple(body["latest"]),
            model,
            set(body["awaited"]),
            {int(place): Bin(*row) for place, row in body["foreseen"].items()},
        )
        return _Stored(progress, dict(body["offsets"]), dict(body["lasts"]), body["ripe"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _card_row(card: Card) -> list[Any]:
    memory = card.memory
    learned = (
        [memory.stability, memory.difficulty, memory.last, memory.due, memory.reps, memory.lapses]
        if isinstance(memory, Learned)
        else None
    )
    return [learned, *(getattr(card, name) for name in Card.__slots__[1:])]


def _card(row: list[Any]) -> Card:
    return Card(Learned(*row[0]) if row[0] is not None else New(), *row[1:])


def _day_row(count: DayCount) -> list[Any]:
    return [getattr(count, name) for name in DayCount.__slots__]


def _bin_row(each: Bin) -> list[Any]:
    return [getattr(each, name) for name in Bin.__slots__]


def _sitting_row(sitting: Sitting) -> list[Any]:
    return [getattr(sitting, name) for name in Sitting.__slots__]


def _digest(aliases: Mapping[str, str]) -> str:
    return f"{crc32(repr(sorted(aliases.items())).encode(errors='surrogatepass')):08x}"
