"""A Typer application as all of ours are: plain help, no completion of its own, errors left to `cli.app`."""

from __future__ import annotations

from typing import Any

import typer

HELP = {"help_option_names": ["-h", "--help"]}
"""The context settings of every command."""


def group(**more: Any) -> typer.Typer:
    """A command that has commands of its own; `more` goes to `typer.Typer`."""
    return typer.Typer(
        no_args_is_help=False,
        rich_markup_mode=None,
        add_completion=False,  # of all commands, ours names the shell, so that a script can ask for any of them
        pretty_exceptions_enable=False,
        context_settings=HELP,
        **more,
    )
