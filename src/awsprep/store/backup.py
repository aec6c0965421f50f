"""Backups of the journal: a `.tar.gz` that was read back after it was written, thinned as it grows old.

They lie in the state folder, one name for each: `20261121T205147Z-3f2a91c2-0.1.0.tar.gz` is the moment (UTC), the data
folder that it is of, and the awsprep that made it. `tar xzf` opens one without us.
"""

from __future__ import annotations

import errno
import io
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep import __version__
from awsprep.core.problem import AwsprepError
from awsprep.store import files, heads
from awsprep.store.reading import sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.store.paths import Paths

KEPT = (("%Y%m%d", 7), ("%G%V", 4), ("%Y%m", 12))
"""Of so many days, weeks and months that have backups, the newest of each is kept."""

_FORM = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{8})-(\S+)\.tar\.gz")
_FOLDER = "journal/"
_LEVEL = 6  # of gzip: a year's answers in a quarter of a second


class Backup(NamedTuple):
    """A backup that was made: its path, and how many journal files and bytes are in it."""

    path: str
    files: int
    size: int


def make(paths: Paths, now_ms: int, to: str | None = None) -> Backup | None:
    """Back up the journal as it is now, or None where there is none yet; without `to`, among the automatic ones.

    It exists under its name when it was written, synced and read back, and not before. An existing file is never
    replaced. AwsprepError (exit 4) where the journal cannot be read, or the backup not be written.
    """
    if to is not None and os.path.lexists(to):
        raise AwsprepError(f"{to} exists already.", "Name another file: a backup never replaces one.", exit_code=2)
    held = {name: _content(paths, name) for name in sizes(paths.journal)}
    if not held:
        return None
    path = to or os.path.join(paths.backups, f"{_stamp(now_ms)}-{paths.mark}-{__version__}.tar.gz")
    data = _packed(held, now_ms)
    try:
        if to is None:
            files.folder(paths.backups)
        _place(path, data, held)
    except OSError as error:
        raise AwsprepError(
            f"No backup was made: {path} cannot be written: {error.strerror or error}.",
            "Free some space, or name another place: awsprep backup FILE",
        ) from error
    return Backup(path, len(held), sum(map(len, held.values())))


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
    there = known(paths)
    named = _NAME.fullmatch(os.path.basename(there[-1])) if there else None
    return make(paths, now_ms) if named and named[3] != __version__ else None


def known(paths: Paths) -> list[str]:
    """The automatic backups of this data folder, the oldest first."""
    with suppress(OSError):
        found = [named for name in sorted(os.listdir(paths.backups)) if (named := _NAME.fullmatch(name))]
        return [os.path.join(paths.backups, each[0]) for each in found if each[2] == paths.mark]
    return []


def thin(paths: Paths) -> list[str]:
    """Delete what is too much; what was deleted. Nothing is where journal files shrank or vanished since."""
    marks = heads.load(paths.heads, paths.data)
    there = sizes(paths.journal)
    if marks.shrunk(there) or marks.vanished(there):
        return []
    backups = known(paths)
    surplus = sorted(set(backups) - kept(backups))
    for path in surplus:
        with suppress(OSError):
            os.unlink(path)
    return surplus


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


def unpack(path: str) -> dict[str, bytes]:
    """The journal files in a backup, by name. AwsprepError (exit 4) where it is damaged or none."""
    import gzip
    import tarfile
    import zlib

    try:
        whole = gzip.decompress(files.read(path))  # to its end, where the checksum is: tarfile stops before
        with tarfile.open(fileobj=io.BytesIO(whole), mode="r:") as archive:
            found = {}
            for member in archive:
                name = member.name.removeprefix(_FOLDER)
                held = archive.extractfile(member) if member.isreg() else None
                if held is not None and member.name != name and ".jsonl" in name and "/" not in name and name[0] != ".":
                    found[name] = held.read()
    except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
        missing = isinstance(error, FileNotFoundError)
        message = f"There is no file {path}." if missing else f"{path} cannot be read as a backup: {error}."
        raise AwsprepError(message, "To see which there are: awsprep backup --list") from error
    if not found:
        raise AwsprepError(f"{path} has no journal files in it.", "To see which there are: awsprep backup --list")
    return found


def _content(paths: Paths, name: str) -> bytes:
    path = os.path.join(paths.journal, name)
    try:
        return files.read(path)
    except OSError as error:
        raise AwsprepError(
            f"No backup was made: {path} cannot be read: {error.strerror or error}.",
            "Check the disk and the permissions. To see more: awsprep doctor",
        ) from error


def _packed(held: Mapping[str, bytes], now_ms: int) -> bytes:
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_LEVEL) as archive:
        for name, data in held.items():
            member = tarfile.TarInfo(_FOLDER + name)
            member.size, member.mode, member.mtime = len(data), 0o600, now_ms // 1000
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


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
        same = unpack(path) == held
    except AwsprepError:
        same = False
    if not same:
        raise OSError(errno.EIO, "it reads back differently")


def _stamp(now_ms: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(now_ms / 1000, UTC):{_FORM}Z}"
