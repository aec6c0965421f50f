"""Two machines through git: what each has written comes to the other, and nothing that is here is ever changed.

A sync is: take over what other commits have (`gather`), commit what lies in the folder, and push. A commit has as its
parents all that was taken over, as a merge has; the files of the merge are those that lie here, because by then these
hold the union. So nothing is ever checked out, rebased, stashed or reset, also while a sitting is open.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import device, files, gather, place
from awsprep.store.git import LOCK, Blob, Failed, Git, drop_stale_locks
from awsprep.store.scan import scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from awsprep.store.paths import Paths

BRANCH = "main"
TRIES = 6  # machines that push at the same moment; each try takes over what the other sent

_FETCH = ("fetch", "--quiet", "--no-tags", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*")
_OURS = f"refs/heads/{BRANCH}"
_THEIRS = f"refs/remotes/origin/{BRANCH}"
_HERE = ("HEAD", _OURS, _THEIRS, "ORIG_HEAD", "MERGE_HEAD", "refs/stash")
"""Where lines can be that somebody's own use of git (a rebase, a reset, a stash) has taken out of the folder."""

_HALF_DONE = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_CONCLUDED = ("MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE")
_NAME = ("-c", "user.name=awsprep", "-c", "user.email=awsprep@localhost")


class Synced(NamedTuple):
    """What a sync came to: with which address, how many lines came in, and how many the other side did not have."""

    remote: str
    received: int
    sent: int


def sync(
    paths: Paths,
    environ: Mapping[str, str],
    now_ms: int,
    *,
    remote: str | None = None,
    asks: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Synced:
    """Bring this data folder and the remote repository together; `remote` sets the address, once.

    `asks` lets git ask for a password on the terminal. `tell` hears what is being waited for. AwsprepError (2) without
    a remote, (4) where git, the folder or the network does not work: what lies in the folder is safe then, too.
    """
    try:
        return _synced(paths, environ, now_ms, remote, asks=asks, tell=tell)
    except OSError as error:
        raise AwsprepError(
            f"The sync stopped: {error.filename or paths.data}: {error.strerror or error}.",
            hint="Check the disk and its permissions, then run awsprep sync again: it goes on where it stopped.",
        ) from error


def _synced(
    paths: Paths,
    environ: Mapping[str, str],
    now_ms: int,
    remote: str | None,
    *,
    asks: bool,
    tell: Callable[[str], None],
) -> Synced:
    git = Git(paths.data, environ, asks=asks)
    address = _address(git, remote)
    place.prepare(paths)
    if not git.there:
        git.run("init", "--quiet", wrong="Cannot make a repository")
        git.run("symbolic-ref", "HEAD", _OURS)
    with _alone(git):
        drop_stale_locks(git.folder, now_ms)
        _point(git, address)
        known = frozenset(device.known(paths.device).values())
        before = _ids(_journal(paths))
        _take(git, paths, known, *_HERE)
        _ready(git)
        for _ in range(TRIES):
            tell(f"Fetching from {address}")
            git.run(*_FETCH, wrong=f"Cannot fetch from {address}", remedy=_remedy(paths))
            theirs = git.commit(_THEIRS)
            _take(git, paths, known, _THEIRS)
            _commit(git)
            here, there = _ids(_journal(paths)), _ids(_sent(git, theirs))
            done = Synced(address, len(here - before), len(here - there))
            if theirs == git.commit(_OURS):
                return done
            tell(f"Sending to {address}")
            try:
                git.run("push", "--quiet", "origin", _OURS, wrong=f"Cannot send to {address}", remedy=_remedy(paths))
            except Failed as failed:
                if not _overtaken(failed.said):
                    raise
                continue
            return done
    raise AwsprepError(
        f"Other machines were quicker {TRIES} times.", hint="Run awsprep sync again in a moment.", exit_code=4
    )


def _address(git: Git, remote: str | None) -> str:
    """Where to sync with: what is asked for, else what was set before."""
    if remote is not None:
        address = remote.strip()
        if not address or address.startswith("-") or not address.isprintable():
            raise AwsprepError(
                f'"{remote}" is no address of a repository.',
                hint="Give one that git knows: git@HOST:YOU/NAME.git, https://HOST/YOU/NAME.git or a folder.",
                exit_code=2,
            )
        return os.path.abspath(address) if os.path.isdir(address) else address
    address = git.says("config", "--local", "--get", "remote.origin.url") if git.there else ""
    if not address:
        raise AwsprepError(
            "There is no repository to sync with yet.",
            hint="1. Make an empty, private repository at your git host (or: git init --bare FOLDER on a drive).\n"
            "  2. awsprep sync --remote git@HOST:YOU/NAME.git\n"
            "  3. The same command on the other machine. From then on: awsprep sync",
            exit_code=2,
        )
    return address


def _point(git: Git, address: str) -> None:
    """Have `origin` be the address."""
    now = git.says("config", "--local", "--get", "remote.origin.url")
    if now != address:
        git.run("config", "--local", "remote.origin.url", address)
        git.run("config", "--local", "remote.origin.fetch", _FETCH[-1])


def _ready(git: Git) -> None:
    """Be on our branch with nothing half done; `--quit` leaves files, and lines that are in none, where they are."""
    for name, verb in _HALF_DONE.items():
        if os.path.lexists(os.path.join(git.folder, name)):
            git.run(verb, "--quit")
    if git.says("symbolic-ref", "--quiet", "HEAD") != _OURS:
        git.run("symbolic-ref", "HEAD", _OURS)


def _take(git: Git, paths: Paths, known: frozenset[str], *refs: str) -> None:
    """Have all files of these commits. Raises AwsprepError (4) where they cannot be written."""
    commits = dict.fromkeys(filter(None, (git.commit(ref) for ref in refs)))
    if not commits:
        return
    ours = git.commit(_OURS)
    wanted = {blob: commit for commit in commits for blob in git.blobs(commit) if not _same(paths.data, blob)}
    for (blob, commit), content in zip(wanted.items(), git.contents([blob.id for blob in wanted]), strict=True):
        try:
            if blob.path.startswith(gather.JOURNAL):
                gather.journal_file(paths.data, blob.path, content, known)
            elif blob.path not in gather.DERIVED:
                gather.other_file(paths.data, blob.path, content, _once(git, ours, commit, blob.path))
        except OSError as error:
            raise AwsprepError(
                f"Cannot write {os.path.join(paths.data, blob.path)}: {error.strerror or error}.",
                hint="Free some space or give back the permission, then run awsprep sync again; nothing is lost.",
            ) from error


def _once(git: Git, ours: str, theirs: str, path: str) -> bytes | None:
    """What a file was when the two commits were one; None where they never were."""
    base = git.says("merge-base", ours, theirs) if ours else ""
    if not base or not git.holds("cat-file", "-e", f"{base}:{path}"):
        return None
    return git.run("cat-file", "blob", f"{base}:{path}")


def _commit(git: Git) -> None:
    """Commit what lies in the folder, on top of what is here and there."""
    git.run("add", "--all", "--", ".", *(f":(exclude){name}" for name in (*gather.DERIVED, "*.tmp")))
    tree = git.run("write-tree").decode().strip()
    ours, theirs = git.commit(_OURS), git.commit(_THEIRS)
    parents = [each for each in dict.fromkeys((ours, theirs)) if each]
    if len(parents) == 2 and git.holds("merge-base", "--is-ancestor", ours, theirs):
        parents = [theirs]
    elif len(parents) == 2 and git.holds("merge-base", "--is-ancestor", theirs, ours):
        parents = [ours]
    new = parents[0] if len(parents) == 1 and git.says("rev-parse", f"{parents[0]}^{{tree}}") == tree else ""
    if not new:
        named = () if git.says("config", "--get", "user.email") else _NAME
        message = b"Bring two histories together\n" if len(parents) == 2 else b"Keep answers\n"
        chain = [part for each in parents for part in ("-p", each)]
        new = git.run(*named, "commit-tree", tree, *chain, given=message).decode().strip()
    git.run("update-ref", "-m", "awsprep sync", _OURS, new)
    for name in _CONCLUDED:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(git.folder, name))


def _same(data: str, blob: Blob) -> bool:
    """Whether the file here has just this content, by the id that git gives to content."""
    import hashlib

    path = os.path.join(data, *blob.path.split("/"))
    if not os.path.isfile(path) or os.path.islink(path):
        return False
    try:
        content = files.read(path)
    except OSError:
        return False
    name = hashlib.sha1 if len(blob.id) == 40 else hashlib.sha256
    return name(b"blob %d\0" % len(content) + content).hexdigest() == blob.id


def _ids(contents: Iterable[bytes]) -> set[str]:
    """The ids of all whole records in journal files; the head line of a file is none."""
    return {
        record["id"]
        for content in contents
        for record in scan(content).records
        if "id" in record and record.get("type") != "head"
    }


def _journal(paths: Paths) -> Iterator[bytes]:
    with suppress(FileNotFoundError):
        for name in sorted(os.listdir(paths.journal)):
            path = os.path.join(paths.journal, name)
            if ".jsonl" in name and os.path.isfile(path):
                yield files.read(path)


def _sent(git: Git, commit: str) -> Iterator[bytes]:
    """The journal files of a commit; none of none."""
    blobs = git.blobs(commit) if commit else []
    return git.contents([blob.id for blob in blobs if blob.path.startswith(gather.JOURNAL)])


def _overtaken(said: str) -> bool:
    """Whether a push was refused because somebody else had pushed since our fetch."""
    return any(
        words in said for words in ("[rejected]", "non-fast-forward", "fetch first", "cannot lock ref", "stale info")
    )


def _remedy(paths: Paths) -> str:
    return f"Check the network, the address and your rights there. Your answers are safe in {paths.data}."


@contextmanager
def _alone(git: Git) -> Iterator[None]:
    """One sync at a time in a folder; AwsprepError (4) where another one runs."""
    fd = os.open(os.path.join(git.folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | files.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AwsprepError(
                "Another awsprep sync is running in this folder.", hint="Wait until it is done.", exit_code=4
            ) from None
        except OSError:
            pass  # no locks here
        yield
    finally:
        os.close(fd)
