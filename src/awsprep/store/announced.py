"""Which addresses the user was told of, before anything was sent there: a list in the state folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any

from awsprep.store import files

_MOST = 100  # addresses


def announced(path: str) -> tuple[str, ...]:
    """The addresses of which was told; none where the file is missing or damaged, so that it is told again."""
    try:
        told: Any = json.loads(files.read(path))["told"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(each for each in told if type(each) is str) if type(told) is list else ()


def announce(path: str, address: str) -> None:
    """Keep that the user was told of an address. Where it cannot be written, the user is told again the next time."""
    told = [each for each in announced(path) if each != address][1 - _MOST :]
    text = json.dumps({"v": 1, "told": [*told, address]}, indent=1)
    with suppress(OSError):
        files.folder(os.path.dirname(path))
        files.replace(path, text.encode() + b"\n")
