"""Folders 0700 and files 0600, whatever the umask; durable before the call returns.

`pathlib` is not used in this layer: importing it costs as much as starting Python does (benchmarks/).
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress

O_CLOEXEC = getattr(os, "O_CLOEXEC", 0)


def folder(path: str) -> bool:
    """Make a folder and what is missing above it; False where it was there already."""
    missing = []
    above = os.path.abspath(path)
    while not os.path.isdir(above):  # a root always is one
        missing.append(above)
        above = os.path.dirname(above)
    for each in reversed(missing):
        try:
            os.mkdir(each, 0o700)
        except FileExistsError:
            if not os.path.isdir(each):
                raise
            continue  # another process was quicker
        os.chmod(each, 0o700)
        sync_folder(os.path.dirname(each))
    return bool(missing)


def sync_folder(path: str) -> None:
    """Make the names in a folder durable: a file is only safe when its name is."""
    fd = os.open(path, os.O_RDONLY | O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def create(path: str, data: bytes) -> None:
    """Write a file that must not exist yet; OSError leaves nothing behind."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        os.fchmod(fd, 0o600)
        write(fd, data)
        os.fsync(fd)
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise
    finally:
        os.close(fd)


def write(fd: int, data: bytes) -> None:
    """Write all of it, however little a call takes. OSError where that fails."""
    rest = memoryview(data)
    while rest:
        written = os.write(fd, rest)
        if not written:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[written:]


def replace(path: str, data: bytes) -> None:
    """Give a file new content, all of it or none: never for the journal, which is only ever appended to."""
    temporary = f"{path}.{os.getpid()}.tmp"
    with suppress(FileNotFoundError):
        os.unlink(temporary)
    create(temporary, data)
    os.replace(temporary, path)
    sync_folder(os.path.dirname(path))


def read(path: str, start: int = 0) -> bytes:
    """The bytes of a file from an offset on."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | O_CLOEXEC)  # a pipe with that name must not block
    try:
        if start:
            os.lseek(fd, start, os.SEEK_SET)
        parts = []
        while part := os.read(fd, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(fd)
