"""A disk that counts and fails: os.write, os.fsync and os.pread on journal files, on request."""

from __future__ import annotations

import errno
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from awsprep.store.paths import Paths


class Disk:
    """Counts the calls on any file, and lets those on journal files fail: `fail[name]` calls in a row."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, paths: Paths) -> None:
        self.calls: Counter[str] = Counter()
        self.fail: Counter[str] = Counter()
        self.refuse: set[str] = set()
        self._paths = paths
        for name in ("write", "fsync", "pread"):
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        true_open = os.open

        def opened(path: Any, *args: Any, **kwargs: Any) -> int:
            if any(str(path).startswith(place) for place in self.refuse):
                raise OSError(errno.EROFS, "Read-only file system", path)
            return true_open(path, *args, **kwargs)

        monkeypatch.setattr(os, "open", opened)

    def _wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(fd: int, *args: Any) -> Any:
            self.calls[name] += 1
            if self.fail[name] > 0 and self._is_journal(fd):
                self.fail[name] -= 1
                raise OSError(errno.ENOSPC if name == "write" else errno.EIO, f"{name} fails")
            return call(fd, *args)

        return wrapped

    def _is_journal(self, fd: int) -> bool:
        status = os.fstat(fd)
        with os.scandir(self._paths.journal) as entries:
            return any(entry.stat().st_ino == status.st_ino for entry in entries)


def cut_write(monkeypatch: pytest.MonkeyPatch, size: int, *, then: type[BaseException] | None) -> None:
    """The next os.write writes `size` bytes only; then the process dies of `then`, or is told a short count."""
    true_write = os.write

    def cut(fd: int, data: bytes) -> int:
        monkeypatch.setattr(os, "write", true_write)
        written = true_write(fd, bytes(data)[:size])
        if then is not None:
            raise then
        return written

    monkeypatch.setattr(os, "write", cut)
