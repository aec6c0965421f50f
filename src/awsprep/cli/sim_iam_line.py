"""The command line of `awsprep sim iam`, one option of which may stand without a value."""

from __future__ import annotations

from typing import Any

import typer.core

MANAGEMENT, OWN = "--management-account", "principal"
"""The option whose value may be left out, and what then stands for it."""


class Command(typer.core.TyperCommand):
    """The command, whose --management-account needs no value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give the option its value where another option, or nothing, follows it."""
        following = [*args[1:], "-"][: len(args)]
        full = [
            f"{each}={OWN}" if each == MANAGEMENT and after.startswith("-") else each
            for each, after in zip(args, following, strict=True)
        ]
        return super().parse_args(ctx, full)
