"""`awsprep paths`: where things lie."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.store.paths import Paths
    from awsprep.ui.theme import Line


class Place(NamedTuple):
    """A file or folder, and what it holds."""

    name: str
    path: str
    holds: str


def command(ctx: typer.Context, *, json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> int:
    """Where your answers, settings and caches lie, and what may be deleted.

    AWSPREP_DATA, AWSPREP_STATE, AWSPREP_CACHE and AWSPREP_CONFIG move them.

    \b
    Examples:
      awsprep paths
      awsprep paths --json
      AWSPREP_DATA=~/Sync/awsprep awsprep paths
    """
    places = _places(ctx.obj.paths)
    if json:
        _print_json(places)
    else:
        ctx.obj.page(_lines(places, _room(ctx.obj)))
    return 0


def _places(paths: Paths) -> list[Place]:
    return [
        Place("data", paths.data, "your answers: the folder to back up or to sync"),
        Place("journal", paths.journal, "every answer, one a line: never delete"),
        Place("progress", paths.progress, "a summary for people and scripts; made again when deleted"),
        Place("config", paths.settings, "your settings; see awsprep config"),
        Place("state", paths.state, "this device's id and marks; not to be synced"),
        Place("cache", paths.cache, "to start fast; may be deleted at any time"),
    ]


def _room(context: Context) -> int:
    """The width of the terminal. Elsewhere lines are as long as they are: a script may read them."""
    return context.theme().width if sys.stdout.isatty() else sys.maxsize


def _lines(places: list[Place], width: int) -> list[Line]:
    """Two lines a place; a path that does not fit beside its name is alone on a line, whole, to be copied."""
    from awsprep.core.text import clean
    from awsprep.ui.theme import columns, wrap

    names = max(len(place.name) for place in places)
    lines: list[Line] = []
    for place in places:
        missing = "" if os.path.exists(place.path) else "  (not there yet)"
        path = clean(place.path)
        if names + 2 + columns(path) + len(missing) <= width:
            lines.append([("bold", f"{place.name:{names}}"), ("", f"  {path}"), ("dim", missing)])
        else:
            lines += [[("bold", f"{place.name:{names}}"), ("dim", missing)], [("", path)]]
        lines += [[("dim", f"{'':{names}}  {line}")] for line in wrap(place.holds, width - names - 2)]
    return lines


def _print_json(places: list[Place]) -> None:
    import json

    rows = {
        place.name: {"path": place.path, "exists": os.path.exists(place.path), "holds": place.holds} for place in places
    }
    print(json.dumps({"schema": 1, "paths": rows}, ensure_ascii=False, indent=2))
