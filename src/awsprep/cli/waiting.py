"""Answers that the journal would not take: taken in by a command that writes anyway, or printed where no disk works."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.store.journal import Journal


def take_in(context: Context, journal: Journal) -> None:
    """Take in what waits. Where that fails it is said; the command goes on, and what waits counts as before."""
    try:
        journal.take_in()
    except AwsprepError as error:
        with suppress(OSError):
            context.say(f"awsprep: {error.message}\n  {error.hint}")


def rescue(context: Context, journal: Journal) -> None:
    """Print what no disk has taken: whoever copies it loses nothing."""
    from awsprep.store.spill import lines

    context.say(f"  What follows are your answers: put it into a file that ends in .jsonl in {context.paths.journal}:")
    print(lines(journal.held, "00000000").decode("ascii"), end="", file=sys.stderr, flush=True)
