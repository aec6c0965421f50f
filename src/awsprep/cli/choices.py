"""What options of the quiz mean: lists of levels and topics, durations, seeds."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from awsprep.cli.context import chosen
from awsprep.core.bank import KINDS, TOPICS, Category, Difficulty, Level
from awsprep.core.picker import Filter
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.core.bank import Bank

LEVELS = tuple(Level)
_OTHER_NAMES = {"fresher": "junior"}
_UNITS = {"h": 3600, "m": 60, "s": 1}


def levels(value: str | None) -> frozenset[str]:
    """Levels by name, commas and `all` allowed; `fresher` means junior."""
    if value is not None:
        value = ",".join(_OTHER_NAMES.get(word.strip().lower(), word) for word in value.split(","))
    return chosen(value, LEVELS, "level")


def filter_of(
    bank: Bank,
    *,
    level: str | None,
    topic: str | None,
    category: str | None = None,
    difficulty: str | None = None,
    kind: str | None = None,
    tag: str | None = None,
) -> Filter:
    """The filter that options mean. Topics and tags are those that the bank has."""
    headings = bank.headings.values()
    topics = tuple(
        dict.fromkeys((*(t for t in TOPICS if any(h.topic == t for h in headings)), *(h.topic for h in headings)))
    )
    tags = tuple(sorted({tag for h in headings for tag in h.tags})) if tag else ()
    return Filter(
        levels(level),
        chosen(topic, topics, "topic"),
        chosen(category, tuple(Category), "category"),
        chosen(difficulty, tuple(Difficulty), "difficulty"),
        chosen(kind, KINDS, "kind"),
        chosen(tag, tags, "tag"),
    )


def seconds(value: str | None, option: str) -> float | None:
    """A duration like `90s`, `10m`, `1h30m`. Raises AwsprepError (2) for anything else."""
    if value is None:
        return None
    text = value.strip().lower().replace(" ", "")
    parts = re.findall(r"(\d+(?:\.\d+)?)([hms])", text)
    total = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if not parts or "".join(number + unit for number, unit in parts) != text or not 1 <= total <= 86_400:
        raise AwsprepError(f'{option} cannot be "{value}".', "Say it like 90s, 10m or 1h30m.", exit_code=2)
    return total


def entropy(count: int) -> bytes:
    """Chance, from the system: for ids and for seeds that nobody asked for."""
    return os.urandom(count)


def seed_of(value: int | None) -> int:
    """The seed asked for, else a new one of 32 bits."""
    if value is None:
        return int.from_bytes(entropy(4), "big")
    if not 0 <= value < 1 << 32:
        raise AwsprepError("--seed must be a whole number from 0 to 4294967295.", "For example: --seed 7", exit_code=2)
    return value
