"""Taking over the files of another copy of the data folder: what they have is added, and nothing is taken away.

A journal file that is not here is made. One that is here and goes on there is appended to. Where two copies of one file
went separate ways, the lines that are missing here come into a file of their own beside it: the reader takes the union.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from awsprep.store import files, line

if TYPE_CHECKING:
    from collections.abc import Collection

JOURNAL = "journal/"
DERIVED = ("progress.json",)


def journal_file(data: str, path: str, content: bytes, own: Collection[str]) -> bool:
    """Have all lines of a journal file of another copy; True where something was added.

    `path` is relative to the data folder, with slashes. Files of the devices `own` may be open in a sitting, so that
    nothing is appended to them. OSError where it cannot be written; a second call goes on where it stopped.
    """
    here = os.path.join(data, *path.split("/"))
    if not os.path.lexists(here):
        files.folder(os.path.dirname(here))
        if _made(here, content):
            return True
    mine = files.read(here) if _regular(here) else b""
    if mine.startswith(content):
        return False
    device = os.path.basename(path).split("-")[1:2]
    if content.startswith(mine) and _regular(here) and not set(device) & set(own) and _append(here, mine, content):
        return True
    return _beside(here, mine, content)


def other_file(data: str, path: str, content: bytes, before: bytes | None) -> bool:
    """Have another file of the folder; True where something was written.

    `before` is what both copies had once, or None. What only the other copy changed is taken over; where both changed,
    ours stays, and theirs comes to lie beside it.
    """
    here = os.path.join(data, *path.split("/"))
    if not os.path.lexists(here):
        files.folder(os.path.dirname(here))
        files.replace(here, content)  # whole or not at all: half of it would pass for a change that was made here
        return True
    if not _regular(here):
        return False
    mine = files.read(here)
    if content in (mine, before):
        return False
    if mine == before:
        files.replace(here, content)
        return True
    if path.startswith("."):
        return False  # .gitignore and the like: ours is as good
    stem, dot, ending = os.path.basename(here).partition(".")
    copy = os.path.join(os.path.dirname(here), f"{stem}.other-{sha256(content).hexdigest()[:8]}{dot}{ending}")
    if os.path.lexists(copy):
        return False
    files.replace(copy, content)
    return True


def _made(here: str, content: bytes) -> bool:
    """Make a file; False where a sitting found it empty, and took it for its own, before it had its lines."""
    fd = os.open(here, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | files.O_CLOEXEC, 0o600)
    try:
        os.fchmod(fd, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # without locks no sitting goes on with a file that is there
        if os.fstat(fd).st_size:
            return False
        files.write(fd, content)
        os.fsync(fd)
    finally:
        os.close(fd)
    files.sync_folder(os.path.dirname(here))
    return True


def _append(here: str, mine: bytes, content: bytes) -> bool:
    """Append what a file lacks; False where somebody else has it, or it is no longer what was read."""
    try:
        fd = os.open(here, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | files.O_CLOEXEC)
    except OSError:
        return False
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        if os.fstat(fd).st_size != len(mine):
            return False
        files.write(fd, content[len(mine) :])
        os.fsync(fd)
        return True
    finally:
        os.close(fd)


def _beside(here: str, mine: bytes, content: bytes) -> bool:
    """The lines of `content` that neither the file nor the copies beside it have, in a new copy."""
    folder, name = os.path.split(here)
    stem = name.partition(".")[0]
    known = set(mine.split(b"\n"))
    for each in os.listdir(folder):
        if each.startswith(f"{stem}.") and each != name and _regular(os.path.join(folder, each)):
            with suppress(FileNotFoundError):
                known |= set(files.read(os.path.join(folder, each)).split(b"\n"))
    *whole, last = content.split(b"\n")
    if line.decode(last) is not None:
        whole.append(last)  # else the other side was just writing it, and it comes whole with the next sync
    lines = dict.fromkeys(each for each in whole if each and each not in known)
    if not lines:
        return False
    data = b"\n".join(lines) + b"\n"
    files.create(os.path.join(folder, f"{stem}.{sha256(data).hexdigest()[:12]}.jsonl"), data)
    files.sync_folder(folder)
    return True


def _regular(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)
