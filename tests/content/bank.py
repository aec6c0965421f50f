"""The shipped bank, read once: as the program plays it, and as its authors wrote it."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from awsprep.bank.checks import findings
from awsprep.bank.load import load, shipped_folder
from awsprep.bank.sheet import sheet_of

if TYPE_CHECKING:
    from awsprep.bank.checks import Findings
    from awsprep.core.bank import Bank
    from awsprep.core.question import Question

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))


@functools.cache
def bank() -> Bank:
    """The headings of all shipped questions."""
    shipped = shipped_folder()
    return load([shipped], shipped=shipped, cache_dir=None)


@functools.cache
def questions() -> tuple[Question, ...]:
    """All shipped questions, in file order."""
    return tuple(bank().read(name) for name in bank().headings)


@functools.cache
def strict_findings() -> Findings:
    """What `awsprep check --strict` says of the shipped files."""
    folder = shipped_folder()
    sheets = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name), "rb") as file:
                sheets.append(sheet_of(name, file.read(), shipped=True))
    return findings(sheets, strict=True)


def data(name: str) -> str:
    """The text of a data file beside the tests."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()
