"""Where things lie: the data to keep, this machine's state, what can be deleted, the settings."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "awsprep"
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
_XDG = {"data": ".local/share", "state": ".local/state", "cache": ".cache", "config": ".config"}


class Paths(NamedTuple):
    """Four absolute folders. None of them need exist: reading creates nothing, the first write makes what it needs.

    `temporary` are folders of everybody's, for answers that no other place takes.
    """

    data: str
    state: str
    cache: str
    config: str
    temporary: tuple[str, ...] = ()

    @property
    def journal(self) -> str:
        """The folder of journal files, the only truth."""
        return os.path.join(self.data, "journal")

    @property
    def progress(self) -> str:
        """The derived, readable summary."""
        return os.path.join(self.data, "progress.json")

    @property
    def device(self) -> str:
        """Which device this is."""
        return os.path.join(self.state, "device.json")

    @property
    def heads(self) -> str:
        """How far each journal file had come when it was last seen."""
        return os.path.join(self.state, "heads.json")

    @property
    def announced(self) -> str:
        """Of which addresses the user was told that answers go there."""
        return os.path.join(self.state, "grader.json")

    @property
    def backups(self) -> str:
        """The folder of thinned backups."""
        return os.path.join(self.state, "backups")

    @property
    def mark(self) -> str:
        """Eight hex digits by which files that lie elsewhere name this data folder."""
        from zlib import crc32

        return f"{crc32(self.data.encode(errors='surrogateescape')):08x}"

    @property
    def snapshot(self) -> str:
        """The folded journal, to save time."""
        return os.path.join(self.cache, "snapshot.json")

    @property
    def settings(self) -> str:
        """The settings that a person edits."""
        return os.path.join(self.config, "config.toml")


def find(environ: Mapping[str, str]) -> Paths:
    """The folders for this user; AWSPREP_DATA, _STATE, _CACHE and _CONFIG override them.

    On Linux and the BSDs they follow the XDG base directory specification; elsewhere they are what `platformdirs` says.
    """
    overrides = {name: environ.get(f"AWSPREP_{name.upper()}", "") for name in _XDG}
    data, state, cache, config = (
        os.path.abspath(_expand(override, environ)) if override else _default(name, environ)
        for name, override in overrides.items()
    )
    # What `tempfile` tries; importing it would cost a command that only looks whether answers wait there 20 ms.
    named = (environ.get(name, "") for name in _TEMPORARY)
    shared = [*filter(os.path.isabs, named), "/tmp", "/var/tmp"]  # noqa: S108  a spill is made with O_EXCL, and 0600
    return Paths(data, state, cache, config, tuple(dict.fromkeys(shared)))


def _default(name: str, environ: Mapping[str, str]) -> str:
    if sys.platform in {"darwin", "win32", "ios", "android"}:
        import platformdirs

        return str(getattr(platformdirs, f"user_{name}_dir")(APP, appauthor=False))
    # What platformdirs does here is this line (a test holds the two together). Importing it would cost every
    # command more than Python's own start, and it reads the process's environment instead of `environ`.
    base = environ.get(f"XDG_{name.upper()}_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(_home(environ), _XDG[name]), APP)


def _expand(path: str, environ: Mapping[str, str]) -> str:
    """A leading `~/`, which a shell would have expanded, but a settings file does not."""
    return os.path.join(_home(environ), path[2:]) if path.startswith("~/") else path


def _home(environ: Mapping[str, str]) -> str:
    home = environ.get("HOME", "")
    if os.path.isabs(home):
        return home
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        from awsprep.core.problem import AwsprepError

        raise AwsprepError(
            "There is no home folder to keep your answers in.",
            hint="Set HOME, or AWSPREP_DATA, AWSPREP_STATE, AWSPREP_CACHE and AWSPREP_CONFIG, to absolute folders.",
        ) from None
