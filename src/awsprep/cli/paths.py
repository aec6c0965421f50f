"""`awsprep paths`: where things lie."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
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
        ctx.obj.page(_lines(places))
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


def _lines(places: list[Place]) -> list[Line]:
    from awsprep.core.text import clean

    names = max(len(place.name) for place in places)
    lines: list[Line] = []
    for place in places:
        missing = "" if os.path.exists(place.path) else "  (not there yet)"
        lines.append([("bold", f"{place.name:{names}}"), ("", f"  {clean(place.path)}"), ("dim", missing)])
        lines.append([("dim", f"{'':{names}}  {place.holds}")])
    return lines


def _print_json(places: list[Place]) -> None:
    import json

    rows = {
        place.name: {"path": place.path, "exists": os.path.exists(place.path), "holds": place.holds} for place in places
    }
    print(json.dumps({"schema": 1, "paths": rows}, ensure_ascii=False, indent=2))
