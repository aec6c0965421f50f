"""What the shell offers after Tab; from the bank's cache, so no YAML is parsed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from awsprep.core.bank import TOPICS, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.core.bank import Bank


def complete_levels(incomplete: str) -> list[str]:
    """Levels; after a comma the next one."""
    return _listed(incomplete, (*Level, "all"))


def complete_topics(incomplete: str) -> list[str]:
    """Topics; after a comma the next one."""
    return _listed(incomplete, TOPICS)


def complete_tags(incomplete: str) -> list[str]:
    """Tags of the bank."""
    return _listed(incomplete, sorted({tag for h in _bank().headings.values() for tag in h.tags}))


def complete_ids(incomplete: str) -> list[str]:
    """Question ids of the bank."""
    return [name for name in _bank().headings if name.startswith(incomplete)]


def _bank() -> Bank:
    from awsprep.bank.load import load, shipped_folder
    from awsprep.store.paths import find

    shipped = shipped_folder()
    return load([shipped], shipped=shipped, cache_dir=find(os.environ).cache)


def _listed(incomplete: str, words: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{word}" for word in words if word.startswith(last)]
