"""`awsprep restore`: add what a backup has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.core.text import clean

if TYPE_CHECKING:
    from awsprep.cli.context import Context


def command(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="FILE", help="A backup; `awsprep backup --list` shows which.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Add the answers and scorecards that a backup has and your data folder has not.

    Nothing is taken away or overwritten, so an old or a foreign backup does no harm to what is there.

    \b
    Examples:
      awsprep restore /media/usb/answers.tar.gz
      awsprep restore ~/.local/state/awsprep/backups/20261121T205147Z-3f2a91c2-0.1.0.tar.gz
      awsprep restore --json /media/usb/answers.tar.gz
    """
    from awsprep.store.restore import restore
    from awsprep.store.snapshot import open_progress

    context: Context = ctx.obj
    bank = context.bank(go_on=True)
    path = os.path.expanduser(path)
    done = restore(context.paths, path, context.clock.now_ms())
    open_progress(context.paths, context.clock.now_ms(), bank.aliases(), save=True)
    if json:
        from json import dumps

        print(dumps({"schema": 1, **done._asdict()}))
        return 0
    lines = "1 line" if done.lines == 1 else f"{done.lines:,} lines"
    cards = "1 scorecard" if done.scorecards == 1 else f"{done.scorecards} scorecards"
    added = " and ".join(([lines] if done.lines else []) + ([cards] if done.scorecards else []))
    print(f"Added {added} from {clean(path)}." if added else "All that is in it was here already. Nothing was added.")
    if done.unknown:
        files = "1 file in it is" if done.unknown == 1 else f"{done.unknown} files in it are"
        context.say(f"{files} of a kind that this awsprep does not know, and left there. Is there a newer awsprep?")
    return 0
