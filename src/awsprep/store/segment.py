"""One journal file, open for appending: `202611-7f3a91c2-5c047399.jsonl` is month, device, segment.

It is locked for as long as it is open, and only ever appended to: nothing here can truncate, rewrite, rename or
delete a journal file.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from awsprep.store import files, line

if TYPE_CHECKING:
    from awsprep.core.record import Record

NAME = re.compile(r"(\d{6})-([0-9a-f]{8})-([0-9a-f]{8})\.jsonl")
_TAIL_BYTES = 1 << 16
_HEAD_BYTES = 1 << 12
_LOOK = os.O_RDONLY | os.O_NONBLOCK | files.O_CLOEXEC


class Segment:
    """An open journal file; `n` is the number that its next line takes, 0 for the head line."""

    __slots__ = ("_fd", "_size", "month", "n", "name", "seg")

    def __init__(self, fd: int, name: str, n: int) -> None:
        self._fd = fd
        self._size = 0  # where our last line ended, so that an untouched file needs no look at its last byte
        self.name = name
        self.month, _, self.seg = name.removesuffix(".jsonl").split("-")
        self.n = n

    @classmethod
    def create(cls, folder: str, month: str, device: str, seg: str) -> Segment:
        """Make a file that must not exist yet, and make its name durable. OSError where that fails.

        BlockingIOError where another process was so quick to find the empty file that it has locked it: it is theirs.
        """
        name = f"{month}-{device}-{seg}.jsonl"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | files.O_CLOEXEC
        fd = os.open(os.path.join(folder, name), flags, 0o600)
        try:
            os.fchmod(fd, 0o600)
            _lock(fd)
            files.sync_folder(folder)
        except BaseException:
            os.close(fd)
            raise
        return cls(fd, name, 0)

    @classmethod
    def reopen(cls, folder: str, name: str, at_least: int = 0) -> Segment | None:
        """Go on with a file; None where another process has it, or it cannot be locked, opened or understood.

        `at_least` is the lowest number that its next line may take: the end of the file may have been lost.
        """
        path = os.path.join(folder, name)
        try:
            fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | files.O_CLOEXEC)
        except OSError:
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            segment = cls(fd, name, 0)
            numbers = [r["n"] for r in tail(fd) if r.get("seg") == segment.seg and type(r.get("n")) is int]
            if numbers:
                segment.n = max(at_least, max(numbers) + 1)
                return segment
            if not at_least and os.fstat(fd).st_size == 0:
                return segment  # made by a process that was killed before it wrote
        except OSError:
            pass
        os.close(fd)
        return None

    def append(self, data: bytes) -> None:
        """Make one line (with its line feed) durable, and see that it is. Then, and only then, it is saved.

        OSError where any step fails; the segment is then of no more use, and has to be closed.
        """
        fd = self._fd
        status = os.fstat(fd)
        if status.st_nlink == 0:
            raise OSError(errno.ESTALE, "the journal file was deleted or replaced", self.name)
        if status.st_size and status.st_size != self._size and os.pread(fd, 1, status.st_size - 1) != b"\n":
            data = b"\n" + data  # heals a torn last line without truncating it
        if os.write(fd, data) != len(data):
            raise OSError(errno.ENOSPC, "only a part was written", self.name)
        end = os.lseek(fd, 0, os.SEEK_CUR)
        _sync(fd)
        if os.pread(fd, len(data), end - len(data)) != data:
            raise OSError(errno.EIO, "what was written reads back differently", self.name)
        self._size = end
        self.n += 1

    def close(self) -> None:
        """Give the file and its lock back."""
        with suppress(OSError):
            os.close(self._fd)


def _lock(fd: int) -> None:
    """Lock a file that was just made. Where there are no locks, nobody else can have it for its own either."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        pass


def names(folder: str) -> list[str]:
    """The journal files that awsprep itself made, on any device; empty where there is no folder."""
    try:
        return sorted(name for name in os.listdir(folder) if NAME.fullmatch(name))
    except FileNotFoundError:
        return []


def newest(folder: str, month: str, device: str) -> str | None:
    """The device's file of a month that was written last."""
    own = [name for name in names(folder) if name.startswith(f"{month}-{device}-")]
    return max(own, key=lambda name: (os.lstat(os.path.join(folder, name)).st_mtime_ns, name), default=None)


def copied(folder: str, name: str) -> bool:
    """Whether copies of a file lie beside it, restored or made in a conflict: they can have its next numbers."""
    stem = name.removesuffix(".jsonl")
    return any(each.startswith(stem) and ".jsonl" in each and each != name for each in os.listdir(folder))


def head(folder: str, name: str) -> Record:
    """A file's first line; empty where it cannot be read, which is for the reader to tell and no reason not to save."""
    try:
        fd = os.open(os.path.join(folder, name), _LOOK)
        try:
            return line.decode(os.pread(fd, _HEAD_BYTES, 0).partition(b"\n")[0]) or {}
        finally:
            os.close(fd)
    except OSError:
        return {}


def last(folder: str, name: str) -> list[Record]:
    """A file's last whole records; none where it cannot be read."""
    try:
        fd = os.open(os.path.join(folder, name), _LOOK)
        try:
            return tail(fd)
        finally:
            os.close(fd)
    except OSError:
        return []


def tail(fd: int) -> list[Record]:
    """The last whole records of an open file: those of its last 64 KB, or all where these hold none."""
    size = os.fstat(fd).st_size
    start = max(0, size - _TAIL_BYTES)
    return _whole(os.pread(fd, size - start, start)) or (_whole(os.pread(fd, size, 0)) if start else [])


def _whole(data: bytes) -> list[Record]:
    return [record for each in data.split(b"\n") if (record := line.decode(each.strip(b"\r\0 "))) is not None]


def _sync(fd: int) -> None:
    """Fsync; on macOS the call that does not leave the data in the disk's cache (its fcntl(2))."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(fd)
        return
    try:
        fcntl.fcntl(fd, full)
    except OSError as error:
        if error.errno not in {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}:
            raise
        os.fsync(fd)  # a file system that does not know the call
