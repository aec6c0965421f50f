"""The file that a backup is: a `.tar.gz` of journal files and scorecards, by their paths in the data folder."""

from __future__ import annotations

import errno
import io
import os
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import files, scorecards

if TYPE_CHECKING:
    from collections.abc import Mapping

JOURNAL = "journal/"
"""The folder of journal files, as a backup names it."""

_GZIP = b"\x1f\x8b"
_LEVEL = 6  # of gzip: a year's answers in a quarter of a second


class Contents(NamedTuple):
    """What is in a backup, by its path in the data folder; and how many files this awsprep does not know."""

    files: Mapping[str, bytes]
    unknown: int = 0

    @property
    def journal(self) -> Mapping[str, bytes]:
        """The journal files by name."""
        return _under(JOURNAL, self.files)

    @property
    def scorecards(self) -> Mapping[str, bytes]:
        """The scorecards by name, finished or not."""
        return _under(scorecards.FOLDER, self.files)


def pack(held: Mapping[str, bytes], now_ms: int) -> bytes:
    """The bytes of a backup: these files by path, with the moment (ms) that they are of."""
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_LEVEL) as archive:
        for name, data in held.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(data), 0o600, now_ms // 1000
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def unpack(path: str) -> Contents:
    """What is in a backup. AwsprepError (exit 4) where it is damaged or none."""
    import gzip
    import tarfile
    import zlib

    try:
        data = _regular(path)
        # To its end, where the checksum is: tarfile stops before. Some browsers unpack what they load.
        whole = gzip.decompress(data) if data.startswith(_GZIP) else data
        with tarfile.open(fileobj=io.BytesIO(whole), mode="r:") as archive:
            found = {}
            unknown = 0
            for member in archive:
                held = archive.extractfile(member) if member.isreg() else None
                name = member.name.removeprefix("./")  # as `tar` names them that somebody calls by hand
                if held is None or not _known(name):
                    unknown += held is not None
                else:
                    found[name] = held.read()
    except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
        if isinstance(error, FileNotFoundError):
            message = f"There is no file {path}."
        elif isinstance(error, OSError) and error.strerror:
            message = f"{path} cannot be read: {error.strerror}."
        else:
            message = f"{path} is damaged, or no backup: {error}."
        raise AwsprepError(message, "To see which there are: awsprep backup --list") from error
    if not found:
        raise AwsprepError(f"{path} has no answers in it.", "To see which there are: awsprep backup --list")
    return Contents(found, unknown)


def _regular(path: str) -> bytes:
    """The bytes of a file; OSError for what is none: a device may have no end."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise OSError(errno.EINVAL, "it is no file")
    return files.read(path)


def _known(path: str) -> bool:
    """Whether a member of a backup is a journal file or a scorecard."""
    folder, _, name = path.partition("/")
    if name.startswith(".") or "/" in name:
        return False
    return (
        scorecards.is_card(name) if f"{folder}/" == scorecards.FOLDER else f"{folder}/" == JOURNAL and ".jsonl" in name
    )


def _under(folder: str, held: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in held.items() if path.startswith(folder)}
