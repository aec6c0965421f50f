"""Two machines through git: what each has written comes to the other, and nothing that is here is ever changed.

A sync is: take over what other commits have (`gather`), commit what lies in the folder, and push. A commit has as its
parents all that was taken over, as a merge has; the files of the merge are those that lie here, because by then these
hold the union. So nothing is ever checked out, rebased, stashed or reset, also while a sitting is open.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import device, files, gather, place, scorecards
from awsprep.store.git import Blob, Failed, Git, alone, drop_stale_locks
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
_UNSENT = ("progress.jso[n]", "*.tmp", f"{scorecards.FOLDER}draft-*")
"""What is not committed, also where .gitignore is gone: derived files, and drafts, which have to go when they are done.

Each is a pattern: `git add` calls it an error when an ignored file is excluded by its very name.
"""
_NAME = ("-c", "user.name=awsprep", "-c", "user.email=awsprep@localhost")


class Synced(NamedTuple):
    """What a sync came to: with which address, and how many lines and scorecards came in and went out."""

    remote: str
    received: int
    sent: int
    received_cards: int = 0
    sent_cards: int = 0


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
    git = Git(paths.data, environ, asks=asks)
    address = _address(git, remote)
    try:
        try:
            return _synced(git, paths, now_ms, address, tell)
        except Failed:
            if git.sound:
                raise
            tell(
                f"The repository in {paths.data} is damaged; it is made anew. The old one: {_aside(git, paths, now_ms)}"
            )
            return _synced(git, paths, now_ms, address, tell)
    except OSError as error:
        raise AwsprepError(
            f"The sync stopped: {error.filename or paths.data}: {error.strerror or error}.",
            hint="Check the disk and its permissions, then run awsprep sync again: it goes on where it stopped.",
        ) from error


def _synced(git: Git, paths: Paths, now_ms: int, address: str, tell: Callable[[str], None]) -> Synced:
    place.prepare(paths)
    files.folder(git.folder)
    with alone(git.folder) as killed:
        for folder in (git.folder, *_refs(address)):
            drop_stale_locks(folder, now_ms, killed=killed)
        if killed or not os.path.lexists(os.path.join(git.folder, "HEAD")):
            git.run("init", "--quiet", wrong="Cannot make a repository")  # adds what is missing, and nothing else
            git.run("symbolic-ref", "HEAD", _OURS)
        former = _point(git, address)
        known = frozenset(device.known(paths.device).values())
        before, cards = _ids(_journal(paths)), set(_cards(paths))
        _take(git, paths, known, *_HERE)
        _ready(git)
        refused = ""
        for _ in range(TRIES):
            tell(f"Fetching from {address}")
            try:
                git.run(*_FETCH, wrong=f"Cannot fetch from {address}", remedy=_remedy(paths))
            except Failed as failed:
                if former in {"", address}:
                    raise
                _point(git, former)
                hint = f"{failed.hint}\n  The address stays {former}"
                raise Failed(failed.message, hint, failed.said) from failed
            theirs = git.commit(_THEIRS)
            _take(git, paths, known, _THEIRS)
            _commit(git)
            here, there = _ids(_journal(paths)), _ids(_sent(git, theirs))
            held = set(_cards(paths))
            unsent = held - {blob.path for blob in git.blobs(theirs)} if theirs else held
            done = Synced(address, len(here - before), len(here - there), len(held - cards), len(unsent))
            if theirs == git.commit(_OURS):
                return done
            tell(f"Sending to {address}")
            try:
                git.run("push", "--quiet", "origin", _OURS, wrong=f"Cannot send to {address}", remedy=_remedy(paths))
            except Failed as failed:
                if not _overtaken(failed.said):
                    raise
                refused = failed.message
                continue
            return done
    raise AwsprepError(
        f"Other machines were quicker {TRIES} times. {refused}",
        hint="Run awsprep sync again in a moment.",
        exit_code=4,
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
    config = os.path.join(git.folder, "config")  # which can be read also where the rest is damaged
    address = git.says("config", "--file", config, "--get", "remote.origin.url") if git.there else ""
    if not address:
        raise AwsprepError(
            "There is no repository to sync with yet.",
            hint="1. Make an empty, private repository at your git host (or: git init --bare FOLDER on a drive).\n"
            "  2. awsprep sync --remote git@HOST:YOU/NAME.git\n"
            "  3. The same command on the other machine. From then on: awsprep sync",
            exit_code=2,
        )
    return address


def _refs(address: str) -> list[str]:
    """The refs of a repository on a drive: the git that serves it is killed with ours, and leaves its locks, too."""
    folders = [address, os.path.join(address, ".git")]
    return [os.path.join(each, "refs") for each in folders if os.path.isfile(os.path.join(each, "HEAD"))]


def _point(git: Git, address: str) -> str:
    """Have `origin` be the address; what it was before, empty where it was none."""
    now = git.says("config", "--local", "--get", "remote.origin.url")
    if now != address:
        git.run("config", "--local", "remote.origin.url", address)
        git.run("config", "--local", "remote.origin.fetch", _FETCH[-1])
    return now


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
            elif blob.path not in gather.DERIVED and not scorecards.is_draft(blob.path.removeprefix(scorecards.FOLDER)):
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
    git.run("add", "--all", "--", ".", *(f":(exclude){name}" for name in _UNSENT))
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
    content = files.read(path)
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


def _cards(paths: Paths) -> Iterator[str]:
    """The finished scorecards, as commits name them."""
    return (scorecards.FOLDER + name for name in scorecards.names(paths) if not scorecards.is_draft(name))


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


def _aside(git: Git, paths: Paths, now_ms: int) -> str:
    try:
        return git.set_aside(paths.state, now_ms)
    except OSError as error:
        raise AwsprepError(
            f"The repository in {paths.data} is damaged, and cannot be moved away: {error.strerror or error}.",
            hint=f"Move {git.folder} to another place, then run awsprep sync again; your answers are not in it.",
        ) from error
