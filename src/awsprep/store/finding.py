"""What a check of the store found: how grave it is, what it is, where, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Weight(StrEnum):
    """An error costs answers, or will; a warning wants to be looked at; a note is good to know and no problem."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """One thing found. `offset` and `length` are bytes in the file at `path`."""

    weight: Weight
    code: str
    message: str
    hint: str = ""
    path: str = ""
    offset: int | None = None
    length: int | None = None
