"""`awsprep sync`: the answers of two machines, brought together with git."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.store.sync import Synced


def command(
    ctx: typer.Context,
    *,
    remote: Annotated[str | None, typer.Option(help="The address of a git repository; kept for the next time.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Bring your answers on several machines together with git.

    Fetches, adds what is new there, and sends what is new here; also while a quiz is open. Nothing that you answered
    is ever changed or removed. This is the one command that uses the network.

    \b
    Examples:
      awsprep sync --remote git@HOST:YOU/NAME.git    the first time, on each machine
      awsprep sync                                   from then on
      awsprep sync --json
    """
    from awsprep.cli.waiting import take_in
    from awsprep.store.sync import sync

    context: Context = ctx.obj
    journal = context.journal()
    take_in(context, journal)
    journal.close()
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    waiting = context.say if sys.stderr.isatty() and not json else _silent
    done = sync(context.paths, context.environ, context.clock.now_ms(), remote=remote, asks=asks, tell=waiting)
    if json:
        from json import dumps

        print(dumps({"schema": 1, **done._asdict()}))
    else:
        _print(context, done)
    return 0


def _print(context: Context, done: Synced) -> None:
    from awsprep.ui.theme import Line, wrap

    theme = context.theme()
    news = [
        f"{count} {what}{'' if count == 1 else 's'} {how}"
        for count, what, how in (
            (done.received, "line", "came in"),
            (done.received_cards, "scorecard", "came in"),
            (done.sent, "line", "sent"),
            (done.sent_cards, "scorecard", "sent"),
        )
        if count
    ]
    said = f"In sync with {done.remote}: {', '.join(news) or 'nothing new on either side'}."
    lines: list[Line] = [[("", f" {line}")] for line in wrap(theme.plain(said), theme.measure)]
    context.page([*lines, [], [("bold", " Next  "), ("code", "awsprep review")]])


def _silent(text: str) -> None:
    del text
