"""Seeded makers of practice cases, one family a module, each built on a model in `aws`.

A family's module holds QUESTIONS: what can be asked, each a function `(rng, level)` to a Case, or to None where
the numbers drawn make no good one. It is imported when a case is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.catalog import FAMILIES, Family, Find

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random
    from typing import Any

    from awsprep.labs.case import Case
    from awsprep.labs.iam_drill import Drill

__all__ = ["DRILLS", "FAMILIES", "KEY", "Family", "Find", "at_level", "drill", "make", "title"]

DRILLS = frozenset({"iam-write"})
"""Families of which nothing is to be picked: `drill` makes what is to be written, and `make` nothing."""

KEY = "find"
"""The one parameter that a family takes."""


def title(family: str, level: str, parameters: Mapping[str, Any]) -> str:
    """What a lab is called in lists: after what it asks for, and after its level where that leaves a choice."""
    if family not in FAMILIES:
        return family
    about = FAMILIES[family]
    find = about.finds.get(_settled(about, level, parameters))
    if find is None:
        return f"{about.title} ({level})"
    return find.title if find.levels == level else f"{find.title} ({level})"


def _settled(about: Family, level: str, parameters: Mapping[str, Any]) -> str:
    """The one thing that is asked for, "" where that is drawn each time."""
    finds = [parameters[KEY]] if KEY in parameters else at_level(about, level)
    return finds[0] if len(finds) == 1 else ""


def at_level(about: Family, level: str) -> list[str]:
    """What a family asks for at a level."""
    return [name for name, find in about.finds.items() if level in find.levels.split()]


def drill(family: str, level: str, rng: Random, parameters: Mapping[str, Any]) -> Drill:
    """A task of a family in DRILLS. The same seed of `rng` gives the same task. Raises KeyError for another family."""
    from importlib import import_module

    find = parameters.get(KEY) or rng.choice(at_level(FAMILIES[family], level))
    made: Drill = import_module(f"awsprep.labs.{family.replace('-', '_')}").TASKS[find](rng)
    return made


def make(family: str, level: str, rng: Random, parameters: Mapping[str, Any]) -> Case:
    """A case of a family. The same seed of `rng` gives the same case. Raises KeyError for an unknown family."""
    from importlib import import_module

    about = FAMILIES[family]
    find = parameters.get(KEY) or rng.choice(at_level(about, level))
    module = import_module(f"awsprep.labs.{family.replace('-', '_')}")
    case: Case | None = None
    while case is None:  # nearly always once: drawn numbers seldom make two mistakes meet
        case = module.QUESTIONS[find](rng, level)
    return case
