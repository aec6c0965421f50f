"""What a bank file held when it was last read, so that it need not be parsed again.

One cache file for each question file, all of it data:

    awsprep-bank FORMAT FINGERPRINT LENGTH CRC     the header's length in bytes, and its CRC-32 in hex
    {"path": …, "stat": …, "columns": …}           the header: headings as columns, problems, terms
    {"id": …}                                      a question a line, as the plain values of its YAML

A cache is valid while the source's size, mtime and inode are as they were; where they differ, or the source was
written less than two seconds before its cache (git's "racy" rule: a later change might have the same mtime), the
content's SHA-256 decides. Whatever is odd about a cache file means that the source is read again.

A file that is found here costs no import of what reads YAML or decodes questions; its headings are all that lists need.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from awsprep import __version__
from awsprep.bank import files
from awsprep.bank.columns import columns_of, headings_of, problem_of, problem_row, spans_of, terms_of
from awsprep.bank.volume import Volume, heading_of
from awsprep.core.problem import AwsprepError, Problem

if TYPE_CHECKING:
    from awsprep.bank.sheet import Sheet
    from awsprep.core.question import Question

FORMAT = 2
RACY = 2_000_000_000
"""Nanoseconds; file systems tick in up to two seconds."""

_LARGEST = 16 * files.LIMIT
_ODD = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)
"""What reading a file that anybody may have written can raise; each means: not a cache."""


def recall(path: str, folder: str, *, shipped: bool) -> Volume | None:
    """The volume of a source file from its cache; None where there is no valid one."""
    try:
        now = os.stat(path)
        where = _place(path, folder)
        handle = os.open(where, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with open(handle, "rb") as stream:
            written = os.fstat(handle)
            header, body = _header(stream, written)
        if header["path"] != os.path.abspath(path) or header["shipped"] is not shipped:
            return None
        racy = now.st_mtime_ns > written.st_mtime_ns - RACY
        same = header["stat"] == _stat(now)
        if not stat.S_ISREG(now.st_mode) or ((racy or not same) and not _unchanged(path, header["sha256"])):
            return None
        volume = _volume(path, header, where, body, written)
    except _ODD:
        return None
    if not same:
        _restamp(where, body, header, now)
    elif racy:
        with contextlib.suppress(OSError):
            os.utime(where)
    return volume


def keep(sheet: Sheet, data: bytes, info: os.stat_result, folder: str) -> None:
    """Writes the cache of a decoded file; where that fails there is none."""
    from awsprep.bank.nodes import to_plain

    page, body = sheet.page, bytearray()
    spans: list[tuple[int, int, int]] = []
    for item in sheet.items:
        line = json.dumps(to_plain(item.node), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        spans.append((len(body), len(line), zlib.crc32(line)))
        body += line
    header = {
        "path": os.path.abspath(page.path),
        "shipped": sheet.shipped,
        "stat": _stat(info),
        "sha256": _sha256(data),
        "bank": sheet.bank,
        "topic": sheet.topic,
        "terms": sheet.terms,
        "problems": [problem_row(problem) for problem in page.problems],
        "columns": columns_of([heading_of(item, sheet) for item in sheet.items], spans),
    }
    _write(_place(page.path, folder), header, bytes(body))


def _header(stream: Any, written: os.stat_result) -> tuple[dict[str, Any], int]:
    """The header of a cache file and the offset of what follows it."""
    if not stat.S_ISREG(written.st_mode) or written.st_size > _LARGEST:
        raise ValueError("not a cache")
    preface = stream.readline(200)
    name, form, fingerprint, length, crc = preface.decode("ascii").split()
    if (name, form, fingerprint) != ("awsprep-bank", str(FORMAT), _fingerprint()):
        raise ValueError("another version")
    text = stream.read(int(length))
    if len(text) != int(length) or zlib.crc32(text) != int(crc, 16):
        raise ValueError("damaged")
    header = json.loads(text)
    if not isinstance(header, dict):
        raise TypeError("not a header")
    return header, len(preface) + len(text)


def _volume(path: str, header: dict[str, Any], where: str, body: int, written: os.stat_result) -> Volume:
    topic, bank, shipped = header["topic"], header["bank"], header["shipped"]
    headings = headings_of(header["columns"], path, topic, bank)
    spans = spans_of(header["columns"])
    identity = (written.st_ino, written.st_size)

    def read(row: int) -> Question:
        from awsprep.bank.decode import question_of
        from awsprep.bank.nodes import from_plain
        from awsprep.bank.page import Page

        offset, length, crc = spans[row]
        question = None
        with contextlib.suppress(*_ODD):
            line = _line(where, identity, body + offset, length)
            if zlib.crc32(line) == crc:
                question = question_of(Page(path), from_plain(json.loads(line)), topic=topic, bank=bank)
        if question is None or question.id != headings[row].id:
            return _from_source(path, headings[row].id, shipped=shipped)
        return question

    problems = tuple(problem_of(path, row) for row in header["problems"])
    return Volume(path, headings, problems, read, terms_of(header["terms"]))


def _line(where: str, identity: tuple[int, int], offset: int, length: int) -> bytes:
    handle = os.open(where, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        info = os.fstat(handle)
        if (info.st_ino, info.st_size) != identity:
            raise ValueError("rewritten since")
        return os.pread(handle, length, offset)
    finally:
        os.close(handle)


def _from_source(path: str, name: str, *, shipped: bool) -> Question:
    from awsprep.bank.sheet import sheet_of

    data = files.content(path)
    if not isinstance(data, Problem):
        for item in sheet_of(path, data[0], shipped=shipped).items:
            if item.question.id == name:
                return item.question
    raise AwsprepError(f"The question {name} is no longer in {path}.", "Start again to read the changed bank.")


def _restamp(where: str, body: int, header: dict[str, Any], now: os.stat_result) -> None:
    """Notes the new stat of a file whose content is what it was."""
    with contextlib.suppress(OSError):
        with open(where, "rb") as stream:
            stream.seek(body)
            rest = stream.read()
        _write(where, {**header, "stat": _stat(now)}, rest)


def _write(where: str, header: dict[str, Any], body: bytes) -> None:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    preface = f"awsprep-bank {FORMAT} {_fingerprint()} {len(text)} {zlib.crc32(text):08x}\n".encode()
    new = f"{where}.{os.getpid()}.new"
    try:
        _private(os.path.dirname(where))
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        os.fchmod(handle, 0o600)  # whatever the umask
        try:
            with open(handle, "wb") as stream:
                stream.write(preface + text + body)
            os.replace(new, where)
        except OSError:
            os.unlink(new)
    except (OSError, ValueError):
        return  # a cache that cannot be written costs time, nothing else


def _private(folder: str) -> None:
    """Make a folder and what is missing above it 0700 under any umask (`os.makedirs` does so for the last alone)."""
    if not os.path.isdir(folder):
        _private(os.path.dirname(folder))
        with contextlib.suppress(FileExistsError):  # another process was quicker
            os.mkdir(folder, 0o700)
            os.chmod(folder, 0o700)


def _place(path: str, folder: str) -> str:
    whole = os.path.abspath(path)
    stem = "".join(c if c.isalnum() and c.isascii() else "-" for c in os.path.basename(whole))[:40]
    return os.path.join(folder, "bank", f"{stem}-{zlib.crc32(os.fsencode(whole)):08x}.json")


def _stat(info: os.stat_result) -> list[int]:
    return [info.st_size, info.st_mtime_ns, info.st_ino]


def _unchanged(path: str, sha256: str) -> bool:
    data = files.content(path)
    return not isinstance(data, Problem) and _sha256(data[0]) == sha256


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


@cache
def _fingerprint() -> str:
    """Changes with the version and with any module that decides what a file means."""
    here = os.path.dirname(os.path.abspath(__file__))
    package = os.path.dirname(here)
    modules = [os.path.join(package, "core", name) for name in ("bank.py", "question.py", "text.py")]
    modules += [os.path.join(package, "labs", name) for name in ("__init__.py", "catalog.py")]
    with contextlib.suppress(OSError), os.scandir(here) as entries:
        modules += sorted(entry.path for entry in entries if entry.name.endswith(".py"))
    stamps = []
    for module in modules:
        with contextlib.suppress(OSError):
            info = os.stat(module)
            stamps.append((info.st_size, info.st_mtime_ns))
    return f"{__version__}-{zlib.crc32(repr(stamps).encode()):08x}"
