"""Backups of answers and scorecards: a `.tar.gz` that was read back after it was written, thinned as it grows old.

They lie in the state folder, one name for each: `20261121T205147Z-3f2a91c2-0.1.0.tar.gz` is the moment (UTC), the data
folder that it is of, and the awsprep that made it. `tar xzf` opens one without us.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep import __version__
from awsprep.core.problem import AwsprepError
from awsprep.store import files, heads, scorecards, spill
from awsprep.store.archive import JOURNAL, Contents, pack, unpack
from awsprep.store.reading import sizes
from awsprep.store.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.store.paths import Paths

KEPT = (("%Y%m%d", 7), ("%G%V", 4), ("%Y%m", 12))
"""Of so many days, weeks and months that have backups, the newest of each is kept."""

_FORM = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{8})-(\S+)\.tar\.gz")


class Backup(NamedTuple):
    """A backup that was made: its path, and how many journal files, scorecards and bytes are in it."""

    path: str
    files: int
    scorecards: int
    size: int


def make(paths: Paths, now_ms: int, to: str | None = None) -> Backup | None:
    """Back up all answers and scorecards, or None where there are none yet; without `to`, among the automatic ones.

    Answers that wait in a spill file are among them. It exists under its name when it was written, synced and read
    back, and not before. An existing file is never replaced. AwsprepError (exit 4) where something cannot be read, or
    the backup not be written.
    """
    if to is not None and os.path.lexists(to):
        raise AwsprepError(f"{to} exists already.", "Name another file: a backup never replaces one.", exit_code=2)
    held = _held(paths)
    if not held:
        return None
    path = to or os.path.join(paths.backups, f"{_stamp(now_ms)}-{paths.mark}-{__version__}.tar.gz")
    data = pack(held, now_ms)
    try:
        if to is None:
            files.folder(paths.backups)
        _place(path, data, held)
    except OSError as error:
        raise AwsprepError(
            f"No backup was made: {path} cannot be written: {error.strerror or error}.",
            "Free some space, or name another place: awsprep backup FILE",
        ) from error
    return Backup(path, len(Contents(held).journal), len(Contents(held).scorecards), sum(map(len, held.values())))


def daily(paths: Paths, now_ms: int) -> Backup | None:
    """The day's backup, and old ones thinned; None where there is one of today already."""
    today = _stamp(now_ms)[:8]
    if any(os.path.basename(path).startswith(today) for path in known(paths)):
        return None
    made = make(paths, now_ms)
    thin(paths)
    return made


def upgraded(paths: Paths, now_ms: int) -> Backup | None:
    """A backup before another version of awsprep than the last one writes for the first time; else None."""
    there = [path for path in known(paths) if os.path.basename(path) <= _stamp(now_ms)]  # a clock may have been ahead
    named = _NAME.fullmatch(os.path.basename(there[-1])) if there else None
    return make(paths, now_ms) if named and named[3] != __version__ else None


def known(paths: Paths) -> list[str]:
    """The automatic backups of this data folder, the oldest first."""
    with suppress(OSError):
        found = [named for name in sorted(os.listdir(paths.backups)) if (named := _NAME.fullmatch(name))]
        return [os.path.join(paths.backups, each[0]) for each in found if each[2] == paths.mark]
    return []


def thin(paths: Paths) -> list[str]:
    """Delete what is too much; what was deleted.

    Nothing is where journal files shrank or vanished since, and no backup that has an answer which the journal lacks:
    the day's last one may have been made after damage was done.
    """
    marks = heads.load(paths.heads, paths.data)
    there = sizes(paths.journal)
    if marks.shrunk(there) or marks.vanished(there):
        return []
    backups = known(paths)
    surplus = sorted(set(backups) - kept(backups))
    if surplus:
        now = {name: _content(os.path.join(paths.journal, name)) for name in there}
        surplus = [path for path in surplus if _spare(path, now)]
    for path in surplus:
        with suppress(OSError):
            os.unlink(path)
    return surplus


def _spare(path: str, now: Mapping[str, bytes]) -> bool:
    """Whether a backup has no answer that is not in the journal files, or nothing that could be restored."""
    try:
        held = unpack(path).journal
    except AwsprepError as error:
        return getattr(error.__cause__, "errno", None) is None  # else it could not be read just now
    rest = [data for name, data in held.items() if not now.get(name, b"").startswith(data)]
    return not rest or _ids(rest) <= _ids(now.values())


def _ids(contents: Iterable[bytes]) -> set[object]:
    """The ids of all whole lines but the heads of files."""
    return {each.get("id") for data in contents for each in scan(data).records if each.get("type") != "head"}


def kept(backups: Iterable[str]) -> set[str]:
    """Those to keep, by the moments in their names."""
    from datetime import UTC, datetime

    moments = {path: datetime.strptime(os.path.basename(path)[:15], _FORM).replace(tzinfo=UTC) for path in backups}
    keep: set[str] = set()
    for form, count in KEPT:
        newest: dict[str, str] = {}
        for path in sorted(moments):
            newest[f"{moments[path]:{form}}"] = path
        keep.update(newest[each] for each in sorted(newest)[-count:])
    return keep


def _held(paths: Paths) -> dict[str, bytes]:
    """All that is to be backed up, by its path in the data folder."""
    waiting = (each.path for each in spill.found(paths) if each.records or each.unread)
    lying = {JOURNAL + os.path.basename(path): path for path in waiting}
    lying |= {JOURNAL + name: os.path.join(paths.journal, name) for name in sizes(paths.journal)}
    folder = scorecards.folder(paths)
    try:
        lying |= {scorecards.FOLDER + name: os.path.join(folder, name) for name in scorecards.names(paths)}
    except OSError as error:
        raise _unreadable(folder, error) from error
    return {name: _content(path) for name, path in lying.items()}


def _content(path: str) -> bytes:
    try:
        return files.read(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> AwsprepError:
    return AwsprepError(
        f"No backup was made: {path} cannot be read: {error.strerror or error}.",
        "Check the disk and the permissions. To see more: awsprep doctor",
    )


def _place(path: str, data: bytes, held: Mapping[str, bytes]) -> None:
    """Write the archive under another name, read it back, and only then give it its own. OSError where that fails."""
    folder = os.path.dirname(os.path.abspath(path))
    temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.tmp")
    with suppress(FileNotFoundError):
        os.unlink(temporary)
    files.create(temporary, data)
    try:
        _verify(temporary, held)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    files.sync_folder(folder)


def _verify(path: str, held: Mapping[str, bytes]) -> None:
    """OSError where an archive does not give back what was put into it."""
    try:
        same = unpack(path).files == held
    except AwsprepError:
        same = False
    if not same:
        raise OSError(errno.EIO, "it reads back differently")


def _stamp(now_ms: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(now_ms / 1000, UTC):{_FORM}Z}"
