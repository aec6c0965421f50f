"""Who else may read what is stored: folders are 0700 and files 0600, and all is the user's own."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from awsprep.store.finding import Finding, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.store.paths import Paths

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def exposed(paths: Paths) -> Iterator[Finding]:
    """What others can read or write, or own. One finding a folder: one command mends all that is below it."""
    for folder in (paths.data, paths.state):
        open_to_others: list[str] = []
        foreign: list[str] = []
        for path in _below(folder):
            try:
                status = os.stat(path) if path == folder else os.lstat(path)  # the folder itself may lie behind a link
            except OSError:
                continue  # gone in the meantime
            if stat.S_ISLNK(status.st_mode):
                continue
            if status.st_mode & _OTHERS:
                open_to_others.append(path)
            if status.st_uid != os.geteuid():
                foreign.append(path)
        if open_to_others:
            message = f"{_named(open_to_others)} can be read or written by others"
            hint = f"Run: chmod -R go= {os.path.realpath(folder) if os.path.islink(folder) else folder}"
            yield Finding(Weight.WARNING, "permissions", message, hint, open_to_others[0])
        if foreign:
            message = f"{_named(foreign)} belongs to another user"
            hint = "Was awsprep run with sudo? Give it back with chown."
            yield Finding(Weight.WARNING, "owner", message, hint, foreign[0])


def _below(folder: str) -> Iterator[str]:
    """The folder, and what is in it and in its folders; not git's own files, which git makes as it likes."""
    yield folder
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in (*folders, *sorted(names)):
            yield os.path.join(above, name)


def _named(paths: list[str]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{paths[0]}{more}"
