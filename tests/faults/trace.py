"""What a watched process did to its files, call by call, and what it had acknowledged in between."""

from __future__ import annotations

import os
from typing import NamedTuple

ACK = "ack"


class Call(NamedTuple):
    """One call: its name, the path (and the second one of a rename), and what a write wrote where.

    `ack` is no call: from there on one more answer counts as saved.
    """

    name: str
    path: str = ""
    to: str = ""
    offset: int = 0
    data: bytes = b""


def read(path: str) -> list[Call]:
    """The calls of a log that the shim has written."""
    with open(path, "rb") as file:
        log = file.read()
    calls = []
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        name, one, two, offset, size = log[at:end].decode(errors="surrogateescape").split("\t")
        at = end + 1
        length = int(size) if name == "write" else 0
        calls.append(Call(name, one, two, int(offset), log[at : at + length]))
        at += length
    return calls


def tree(root: str) -> dict[str, bytes]:
    """The regular files below a folder, by path."""
    found = {}
    for above, _, names in os.walk(root):
        for name in names:
            path = os.path.join(above, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    found[path] = file.read()
    return found
