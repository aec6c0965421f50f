"""Stores that are broken in known ways. Each has to fail the harness, or the harness sees nothing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from tests.faults.subjects import ANSWERS, Subject

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = "answers.txt"
_EARLIER = 30  # so that the file is longer than a sector


def _path(root: str) -> str:
    return os.path.join(root, _FILE)


def _prepare(root: str) -> None:
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    with open(_path(root), "wb") as file:
        file.writelines(_line(n) for n in range(_EARLIER))


def _line(n: int) -> bytes:
    return f"answer {n:04} ".encode() + b"." * 40 + b" end\n"


def kept(root: str) -> list[str]:
    """The whole lines."""
    if not os.path.exists(_path(root)):
        return []
    with open(_path(root), "rb") as file:
        return [line[:11].decode() for line in file if line.endswith(b" end\n") and line.startswith(b"answer ")]


def _saved(save: Callable[[str, bytes], None]) -> Callable[[str, Callable[[], None]], int]:
    def run(root: str, ack: Callable[[], None]) -> int:
        for n in range(_EARLIER, _EARLIER + ANSWERS):
            save(root, _line(n))
            ack()
        return 0

    return run


def _went_on(save: Callable[[str, bytes], None]) -> Callable[[str], None]:
    def go_on(root: str) -> None:
        save(root, _line(999))
        assert "answer 0999" in kept(root)

    return go_on


def _rewrite(root: str, line: bytes) -> None:
    """Read all, add a line, write all back into the same file."""
    data = _content(root) + line
    fd = os.open(_path(root), os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)


def _replace(root: str, line: bytes) -> None:
    """Write all to a temporary file and rename it: never synced."""
    temporary = _path(root) + ".tmp"
    fd = os.open(temporary, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
    os.write(fd, _content(root) + line)
    os.close(fd)
    os.rename(temporary, _path(root))


def _append(root: str, line: bytes) -> None:
    """Append a line: never synced."""
    fd = os.open(_path(root), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(fd, line)
    os.close(fd)


def _append_new(root: str, line: bytes) -> None:
    """Append to a new file and sync that, but not the folder with its name."""
    fd = os.open(_path(root) + ".new", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(fd, line)
    os.fsync(fd)
    os.close(fd)


def _kept_new(root: str) -> list[str]:
    lines = kept(root)
    if os.path.exists(_path(root) + ".new"):
        with open(_path(root) + ".new", "rb") as file:
            lines += [line[:11].decode() for line in file if line.endswith(b" end\n")]
    return lines


def _content(root: str) -> bytes:
    if not os.path.exists(_path(root)):
        return b""
    with open(_path(root), "rb") as file:
        return file.read()


def _new(root: str) -> None:
    _append_new(root, _line(999))
    assert "answer 0999" in _kept_new(root)


BROKEN = (
    Subject("rewrites its file", _prepare, _saved(_rewrite), kept, _went_on(_rewrite)),
    Subject("renames without fsync", _prepare, _saved(_replace), kept, _went_on(_replace)),
    Subject("appends without fsync", _prepare, _saved(_append), kept, _went_on(_append)),
    Subject("does not sync the folder", _prepare, _saved(_append_new), _kept_new, _new),
)
