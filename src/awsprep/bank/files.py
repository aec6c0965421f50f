"""Bank files on the disk: which there are, and their bytes, read without trusting them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from awsprep.core.problem import AwsprepError, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 4 * 1024 * 1024
"""The largest question file that is read, in bytes."""

SUFFIXES = (".yaml", ".yml")


def shipped_folder() -> str:
    """The questions that come with awsprep: inside an installed package, else beside the checkout's `src`."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "questions")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "questions")


def listed(paths: Sequence[str], shipped: str) -> list[tuple[str, bool]]:
    """The question files that files and folders name, in order and each once; a folder's are sorted.

    With each goes whether it lies in the shipped folder, where ids have no bank before them.
    Hidden files and other names than *.yaml and *.yml in a folder are not questions. Folders are not searched deeper.
    Raises AwsprepError for a path that does not exist or a folder that cannot be listed.
    """
    ours = os.path.realpath(shipped)
    found: dict[str, tuple[str, bool]] = {}
    for path in paths:
        if os.path.isdir(path):
            inside = os.path.realpath(path) == ours
            for file in _folder(path):
                found.setdefault(os.path.abspath(file), (file, inside))
        elif os.path.lexists(path):
            folder = os.path.dirname(os.path.realpath(path))
            found.setdefault(os.path.abspath(path), (path, folder == ours))
        else:
            raise AwsprepError(f"{path} does not exist.", "Check the path; a question file ends in .yaml.")
    return list(found.values())


def content(path: str) -> tuple[bytes, os.stat_result] | Problem:
    """A file's bytes and its stat, or why it cannot be read. Never waits for a pipe, never reads more than LIMIT."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            what = "a folder" if stat.S_ISDIR(info.st_mode) else "not an ordinary file"
            return Problem(Source(path), "not-a-file", f"this is {what}", "give a YAML file, or a folder of them")
        if info.st_size > LIMIT:
            return too_large(path)
        with open(handle, "rb", closefd=False) as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        return _unreadable(path, error)
    finally:
        os.close(handle)
    return too_large(path) if len(data) > LIMIT else (data, info)


def too_large(path: str) -> Problem:
    """The problem of a file over LIMIT."""
    return Problem(
        Source(path),
        "too-large",
        f"the file is larger than {LIMIT // 1024 // 1024} MB and was not read",
        "split it into several files, one a topic",
    )


def _folder(path: str) -> list[str]:
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries if _is_question_file(entry))
    except OSError as error:
        raise AwsprepError(f"The folder {path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    return [os.path.join(path, name) for name in names]


def _is_question_file(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or not entry.name.lower().endswith(SUFFIXES):
        return False
    return entry.is_symlink() or not entry.is_dir()


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return Problem(
        Source(path), "unreadable", f"the file cannot be read: {reason}", "check the path and its permissions"
    )
