"""Sittings that another process is at: it has their journal file locked."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from awsprep.store import files, segment

if TYPE_CHECKING:
    from awsprep.store.paths import Paths


def at_work(paths: Paths) -> frozenset[str]:
    """The ids of the sittings that other processes write now. Where there are no locks, none."""
    found = (_sitting(os.path.join(paths.journal, name)) for name in segment.names(paths.journal))
    return frozenset(sitting for sitting in found if sitting)


def _sitting(path: str) -> str:
    """The sitting that the last lines of a journal file belong to, if somebody writes it; else nothing."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | files.O_CLOEXEC)
    except OSError:
        return ""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return next((str(r["session"]) for r in reversed(segment.tail(fd)) if r.get("session")), "")
    except OSError:
        return ""
    finally:
        os.close(fd)
    return ""
