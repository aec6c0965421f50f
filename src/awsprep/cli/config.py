"""`awsprep config`: the settings, where they come from, and changing one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.group import HELP, group

if TYPE_CHECKING:
    from awsprep.store.config import Settings
    from awsprep.ui.theme import Line


app = group(invoke_without_command=True)

_ROOM = 24
"""Columns that a meaning needs beside its setting."""

_Name = Annotated[str, typer.Argument(metavar="KEY", help="A setting's name, as `awsprep config list` has it.")]


@app.callback()
def config(ctx: typer.Context) -> int:
    """Settings: an option of a command goes over the environment, that over the file, that over the default.

    \b
    Examples:
      awsprep config list --origin
      awsprep config set level senior
      awsprep config get retention
    """
    return _print_list(ctx) if ctx.invoked_subcommand is None else 0


@app.command("list", context_settings=HELP)
def list_(
    ctx: typer.Context,
    *,
    origin: Annotated[bool, typer.Option("--origin", help="Say where each value comes from.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Every setting with its value.

    \b
    Examples:
      awsprep config list             values and what they mean
      awsprep config list --origin    and the file and line, or variable, that set them
      awsprep config list --json      for scripts
    """
    return _print_list(ctx, origin=origin, json=json)


@app.command("get", context_settings=HELP)
def get(ctx: typer.Context, key: _Name) -> int:
    """Print one setting's value.

    \b
    Examples:
      awsprep config get level
      awsprep config get banks
      AWSPREP_COUNT=5 awsprep config get count
    """
    from awsprep.store.config import known
    from awsprep.store.keys import shown

    name = known(key).name
    print(shown(ctx.obj.settings[name].value))
    return 0


@app.command("set", context_settings=HELP)
def set_(
    ctx: typer.Context,
    key: _Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its new value.")],
) -> int:
    """Set one setting in the settings file.

    Comments and all other lines stay as they are.

    \b
    Examples:
      awsprep config set level junior,mid
      awsprep config set count 20
      awsprep config set banks ~/my-questions
    """
    from awsprep.store.config import set_value
    from awsprep.store.keys import KEYS, shown

    context = ctx.obj
    _exist(key, value)
    new = set_value(context.paths, key, value)
    context.say(f"{key} = {shown(new)}  in {context.paths.settings}")
    variable = KEYS[key].variable
    if context.environ.get(variable, "").strip():
        context.say(f"{variable} is set, and goes over it: unset it for the new value to count.")
    return 0


def _exist(key: str, value: str) -> None:
    """Paths that are set must exist, or no command could read its questions. AwsprepError (2) for one that does not."""
    from awsprep.core.problem import AwsprepError
    from awsprep.store.keys import KEYS, Folders

    if key not in KEYS or not isinstance(KEYS[key].kind, Folders):
        return
    for path in filter(None, value.split(os.pathsep)):
        if not os.path.exists(path):
            raise AwsprepError(
                f"{key} was not changed: {path} does not exist.",
                "Name a question file or a folder of them; awsprep new writes one to begin with.",
                exit_code=2,
            )


@app.command("path", context_settings=HELP)
def path(ctx: typer.Context) -> int:
    """Print where the settings file is, or would be.

    \b
    Examples:
      awsprep config path
      cat "$(awsprep config path)"
      AWSPREP_CONFIG=~/trial awsprep config path
    """
    print(ctx.obj.paths.settings)
    return 0


def _print_list(ctx: typer.Context, *, origin: bool = False, json: bool = False) -> int:
    from awsprep.core.text import clean

    context = ctx.obj
    if json:
        _print_json(context.settings, context.paths.settings)
        return 0
    lines = _lines(context.settings, context.theme().width, origin=origin)
    context.page([[(style, clean(text)) for style, text in line] for line in lines])
    return 0


def _lines(found: Settings, width: int, *, origin: bool) -> list[Line]:
    """A line a setting; its meaning is wrapped, under it where there is no room beside it. A path stays whole."""
    from awsprep.store.keys import KEYS, shown
    from awsprep.ui.theme import wrap

    rows = [(name, shown(found[name].value), key.help, found[name].origin) for name, key in KEYS.items()]
    names = max(len(row[0]) for row in rows)
    values = max(len(row[1]) for row in rows)
    indent = names + values + 4
    beside = width - indent >= _ROOM
    lines: list[Line] = []
    for name, value, meaning, place in rows:
        first: Line = [("bold", f"{name:{names}}"), ("", f"  {value:{values}}")]
        told = [place] if origin else wrap(meaning, width - (indent if beside else 2))
        if origin or beside:
            first, told = [*first, ("dim", f"  {told[0]}")], told[1:]
        lines += [first, *([("dim", " " * (indent if beside else 2) + more)] for more in told)]
    return lines


def _print_json(found: Settings, file: str) -> None:
    import json

    from awsprep.store.keys import KEYS

    rows = {
        name: {
            "value": list(each.value) if isinstance(each.value, tuple) else each.value,
            "origin": each.origin,
            "default": list(key.default) if isinstance(key.default, tuple) else key.default,
            "variable": key.variable,
            "legal": str(key.kind),
        }
        for name, key in KEYS.items()
        for each in [found[name]]
    }
    print(json.dumps({"schema": 1, "file": file, "settings": rows}, ensure_ascii=False, indent=2))
