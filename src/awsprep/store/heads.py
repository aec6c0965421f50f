"""High-water marks: how far each journal file had come when this machine last wrote.

A journal file only grows. One that is shorter than its mark, or gone, was cut, rolled back or not mounted, and that is
said instead of being read as “nothing was ever answered”. Marks are kept per data folder and never go down.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from awsprep.store import files

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mark(NamedTuple):
    """A journal file's size in bytes, the number of its last line where known, and the reader that it asks for."""

    size: int
    n: int = 0
    min_reader: int = 1


class Heads(NamedTuple):
    """Marks by file name, and the `t` of each device's last own line."""

    marks: Mapping[str, Mark] = {}
    last: Mapping[str, int] = {}

    def shrunk(self, sizes: Mapping[str, int]) -> list[str]:
        """Files that are shorter than they were."""
        return sorted(name for name, mark in self.marks.items() if name in sizes and sizes[name] < mark.size)

    def vanished(self, sizes: Mapping[str, int]) -> list[str]:
        """Files that were there and are not."""
        return sorted(name for name in self.marks if name not in sizes)


def load(path: str, data: str) -> Heads:
    """The marks of a data folder; none where the file is missing or damaged."""
    try:
        store = _stores(path)[data]
        marks = {name: Mark(int(m["size"]), int(m["n"]), int(m["min_reader"])) for name, m in store["files"].items()}
        return Heads(marks, {device: int(t) for device, t in store["last"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Heads()


def save(path: str, data: str, heads: Heads) -> None:
    """Raise a data folder's marks to these. OSError where that fails: it costs a warning some day, no answer."""
    before = load(path, data)
    marks = dict(before.marks)
    for name, mark in heads.marks.items():
        old = marks.get(name, Mark(0))
        marks[name] = Mark(max(old.size, mark.size), max(old.n, mark.n), max(old.min_reader, mark.min_reader))
    last = {
        device: max(before.last.get(device, 0), heads.last.get(device, 0)) for device in {*before.last, *heads.last}
    }
    rows = {name: {"size": m.size, "n": m.n, "min_reader": m.min_reader} for name, m in sorted(marks.items())}
    try:
        stores = _stores(path)
    except (OSError, ValueError, TypeError, KeyError):
        stores = {}
    stores = {**stores, data: {"last": last, "files": rows}}
    text = json.dumps({"v": 1, "stores": stores, "crc": _checksum(stores)}, indent=1)
    files.folder(os.path.dirname(path))
    files.replace(path, text.encode() + b"\n")


def _stores(path: str) -> dict[str, Any]:
    """What is stored. A flipped bit in a size would have a file called too short for ever: hence the checksum."""
    value = json.loads(files.read(path))
    stores = value["stores"]
    if type(stores) is not dict or value.get("crc", _checksum(stores)) != _checksum(stores):
        raise TypeError(path)
    return stores


def _checksum(stores: Mapping[str, Any]) -> str:
    return f"{crc32(json.dumps(stores, sort_keys=True).encode()):08x}"
