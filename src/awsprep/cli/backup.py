"""`awsprep backup`: a checked copy of every answer and scorecard in one file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.core.text import clean

if TYPE_CHECKING:
    from awsprep.cli.context import Context


def command(
    ctx: typer.Context,
    path: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Where to. [default: among the automatic ones]")
    ] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List the automatic backups.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Back up your answers and scorecards to one file, which is read back before it counts.

    This happens by itself once a day, too: of 7 days, 4 weeks and 12 months the last one is kept.

    \b
    Examples:
      awsprep backup
      awsprep backup /media/usb/answers.tar.gz
      awsprep backup --list
    """
    from awsprep.store.backup import known, make, thin

    context: Context = ctx.obj
    if listed:
        _print_list(known(context.paths), json=json)
        return 0
    made = make(context.paths, context.clock.now_ms(), _target(path))
    if made is not None and path is None:
        thin(context.paths)
    if json:
        from json import dumps

        value = made._asdict() if made is not None else None
        print(dumps({"schema": 1, "backup": value}, ensure_ascii=False, indent=2))
    elif made is None:
        print("There are no answers to back up yet. Begin with: awsprep quiz")
    else:
        files = "1 journal file" if made.files == 1 else f"{made.files} journal files"
        cards = "1 scorecard" if made.scorecards == 1 else f"{made.scorecards} scorecards"
        held = f"{files} and {cards}" if made.scorecards else files
        print(f"{held} with {made.size:,} bytes, backed up and read back:")
        print(clean(made.path))
    return 0


def _target(path: str | None) -> str | None:
    """The file that is meant; in a folder, it has a name of its own."""
    if path is None:
        return None
    path = os.path.abspath(os.path.expanduser(path))
    return os.path.join(path, "awsprep-backup.tar.gz") if os.path.isdir(path) else path


def _print_list(paths: list[str], *, json: bool) -> None:
    if json:
        from json import dumps

        rows = [{"path": path, "size": os.path.getsize(path)} for path in paths]
        print(dumps({"schema": 1, "backups": rows}, ensure_ascii=False, indent=2))
        return
    print("\n".join(map(clean, paths)) if paths else "There are no backups yet. To make one: awsprep backup")
