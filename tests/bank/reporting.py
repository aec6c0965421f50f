"""Tests whose docstring is a bank file, and whose return value is what `check` says of it, word by word."""

from __future__ import annotations

import functools
from textwrap import dedent
from typing import TYPE_CHECKING

from awsprep.bank.checks import findings
from awsprep.bank.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.bank.sheet import Sheet


def reports(*, shipped: bool = True, strict: bool = False) -> Callable[[Callable[[], str]], Callable[[], None]]:
    """Compares the problems of the YAML in a test's docstring with the text that the test returns."""

    def decorate(test: Callable[[], str]) -> Callable[[], None]:
        @functools.wraps(test)
        def run() -> None:
            assert said(test.__doc__ or "", shipped=shipped, strict=strict) == dedent(test()).strip("\n").rstrip()

        del run.__wrapped__  # pytest would look at the signature of what it wraps
        return run

    return decorate


def said(yaml: str, *, shipped: bool = True, strict: bool = False) -> str:
    """What is said of a file, each problem as the terminal shows it."""
    found = findings([sheet(yaml, shipped=shipped)], strict=strict)
    return "\n".join(str(problem) for problem in found.problems)


def sheet(yaml: str, *, shipped: bool = True) -> Sheet:
    """A file's text, decoded; its indentation in the test is not part of it."""
    return sheet_of("bank.yaml", dedent(yaml).lstrip("\n").encode(), shipped=shipped)
