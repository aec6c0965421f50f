"""Git as `awsprep sync` runs it: on the data folder's own repository, and never on its files.

Only commands that leave the work tree alone are used (fetch, write-tree, commit-tree, update-ref, push). What git calls
a checkout unlinks files and makes them anew: an answer that another process is writing would be lost with the old file.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST = 256 << 20
"""Bytes of one file that is taken over; a month of answers has less than a thousandth of it."""

LOCK = "awsprep.lock"
"""The file in git's folder that the one sync which runs has locked."""

_OUTSIDE = (
    "DIR",
    "WORK_TREE",
    "INDEX_FILE",
    "OBJECT_DIRECTORY",
    "ALTERNATE_OBJECT_DIRECTORIES",
    "COMMON_DIR",
    "NAMESPACE",
    "PREFIX",
    "QUARANTINE_PATH",
)
"""Variables of a git that calls us (from a hook, say) and that mean its repository."""

_ALWAYS = (
    "core.autocrlf=false",  # a line keeps its bytes
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.hooksPath=/dev/null",
    "core.symlinks=true",
    "core.fsync=all",  # else a power cut can leave new objects empty, and git does not work any more
    "commit.gpgSign=false",  # would ask for a passphrase
    "fetch.recurseSubmodules=no",
    "push.recurseSubmodules=no",
    "advice.detachedHead=false",
)


class Blob(NamedTuple):
    """A regular file of a commit: its path in the folder, and the id of its content."""

    path: str
    id: str


class Failed(AwsprepError):  # noqa: N818 -- named for what it says
    """Git said no; `said` is what it wrote."""

    def __init__(self, message: str, hint: str, said: str) -> None:
        super().__init__(message, hint, exit_code=4)
        self.said = said


class Git:
    """The repository in a data folder. `asks` says whether git may ask for a password on the terminal.

    Raises AwsprepError (4) where there is no git.
    """

    def __init__(self, data: str, environ: Mapping[str, str], *, asks: bool) -> None:
        from shutil import which

        program = which("git", path=environ.get("PATH"))
        if program is None:
            raise AwsprepError(
                "Git is not installed; sync sends your answers with it.",
                hint="Install git, or sync the data folder with Syncthing or Dropbox: awsprep paths",
                exit_code=4,
            )
        self.folder = os.path.join(data, ".git")
        self._data = data
        self._start = [program, *(part for setting in _ALWAYS for part in ("-c", setting))]
        mine = {name: value for name, value in environ.items() if name not in {f"GIT_{each}" for each in _OUTSIDE}}
        mine |= {"GIT_DIR": self.folder, "LC_ALL": "C", "GIT_EDITOR": "true"}  # the work tree is where it is run
        if not asks:
            mine["GIT_TERMINAL_PROMPT"] = "0"
            mine.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
        self._environ = mine

    @property
    def there(self) -> bool:
        """Whether the data folder has a repository."""
        return os.path.isdir(self.folder)

    @property
    def sound(self) -> bool:
        """Whether git can read all that the repository holds."""
        return self.holds("ls-files") and self.holds("fsck", "--no-dangling", "--no-progress")

    def set_aside(self, above: str, now_ms: int) -> str:
        """Move the repository to a folder below `above`, whole as it is; where to. OSError where that fails."""
        to = os.path.join(above, f"damaged-git-{now_ms}")
        files.folder(above)
        os.rename(self.folder, to)
        return to

    def run(self, *arguments: str, wrong: str = "", remedy: str = "", given: bytes = b"") -> bytes:
        """What git prints. Raises Failed with `wrong`, what git wrote, and the remedy, where it did not work."""
        code, out, said = self._run(arguments, given)
        if code:
            from awsprep.core.text import clean

            words = " ".join(clean(line) for line in said.splitlines() if line.strip()) or f"git ended with {code}"
            raise Failed(
                f"{wrong or f'git {arguments[0]} did not work'}: {words}",
                remedy or f"Your answers are safe in {self._data}. Put it right and run awsprep sync again.",
                said,
            )
        return out

    def says(self, *arguments: str) -> str:
        """What git prints, without the last line feed; empty where it says no."""
        code, out, _ = self._run(arguments, b"")
        return "" if code else out.decode("utf-8", "surrogateescape").rstrip("\n")

    def holds(self, *arguments: str) -> bool:
        """Whether git ends with 0, which for many questions means yes."""
        return self._run(arguments, b"")[0] == 0

    def commit(self, ref: str) -> str:
        """The id of the commit that a ref names; empty where there is none."""
        return self.says("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")

    def blobs(self, commit: str) -> list[Blob]:
        """The regular files of a commit. Links, submodules and names that lead elsewhere are left out."""
        found = []
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", commit)
        for row in listed.split(b"\0"):
            head, _, name = row.partition(b"\t")
            mode, _, rest = head.partition(b" ")
            path = os.fsdecode(name)
            if mode in {b"100644", b"100755"} and _inside(path):
                found.append(Blob(path, rest.split(b" ")[1].decode("ascii")))
        return found

    def contents(self, ids: list[str]) -> Iterator[bytes]:
        """The content of each blob, in order. Raises Failed for one that is missing or larger than `LARGEST`."""
        for each in ids:
            size = self.run("cat-file", "-s", each)
            if int(size) > LARGEST:
                raise Failed(
                    f"A file in the remote repository is too large ({int(size):,} bytes).",
                    "Look what it is and remove it there; a journal file has a few megabytes at most.",
                    "",
                )
            yield self.run("cat-file", "blob", each)

    def _run(self, arguments: tuple[str, ...], given: bytes) -> tuple[int, bytes, str]:
        import subprocess

        try:
            done = subprocess.run(
                [*self._start, *arguments],
                input=given,
                capture_output=True,
                check=False,
                cwd=self._data,
                env=self._environ,
                umask=0o077,
            )
        except OSError as error:
            raise AwsprepError(
                f"Git could not be started: {error.strerror or error}.", hint="Check that git works: git --version"
            ) from error
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


@contextmanager
def alone(folder: str) -> Iterator[bool]:
    """One sync at a time with git's folder; whether the one before was killed. AwsprepError (4) where another runs."""
    fd = os.open(os.path.join(folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | files.O_CLOEXEC, 0o600)
    locked = True
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AwsprepError(
                "Another awsprep sync is running in this folder.", hint="Wait until it is done.", exit_code=4
            ) from None
        except OSError:
            locked = False  # no locks here
        killed = locked and os.fstat(fd).st_size > 0
        try:
            os.write(fd, b"running\n")
            yield killed
        finally:
            os.ftruncate(fd, 0)
    finally:
        os.close(fd)


def drop_stale_locks(folder: str, now_ms: int, *, killed: bool) -> None:
    """Remove lock files of git that nobody holds: those that are over a minute old, and all after a sync was `killed`.

    To be called by whoever holds the lock of sync, so that the git which made them is none of ours.
    """
    for above, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            if name.endswith(".lock") and name != LOCK:
                with suppress(OSError):
                    if killed or os.lstat(path).st_mtime_ns // 1_000_000 < now_ms - 60_000:
                        os.unlink(path)


def _inside(path: str) -> bool:
    """Whether a path of a commit stays in the folder and is none of git's own."""
    parts = path.split("/")
    return all(part not in {"", ".", ".."} and part.lower() != ".git" and "\\" not in part for part in parts)
