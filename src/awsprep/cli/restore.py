"""`awsprep restore`: add what a backup has."""

from __future__ import annotations

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
    """Add the answers that a backup has and the journal has not.

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
    done = restore(context.paths, path, context.clock.now_ms())
    open_progress(context.paths, context.clock.now_ms(), bank.aliases(), save=True)
    if json:
        from json import dumps

        print(dumps({"schema": 1, **done._asdict()}))
    elif done.lines:
        print(f"Added {done.lines:,} line{'' if done.lines == 1 else 's'} from {clean(path)}.")
    else:
        print("All that is in it was here already. Nothing was added.")
    return 0
