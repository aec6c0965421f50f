"""The front door: the command lines that are typed all day, answered without Typer.

Importing Typer takes five times as long as starting Python, more than all that these lines need. Only what stands here
word for word comes in this way, to the same functions with the same defaults; everything else goes to `cli.commands`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from awsprep import __version__

if TYPE_CHECKING:
    from awsprep.cli.context import Context

LINES: dict[tuple[str, ...], tuple[str, dict[str, Any]]] = {
    (): ("home", {}),
    ("due",): ("due", {}),
    ("due", "--count"): ("due", {"count": True}),
    ("stats",): ("stats", {}),
    ("review",): ("review", {}),
    ("quiz",): ("quiz", {}),
    ("quiz", "--level", "junior"): ("quiz", {"level": "junior"}),
    ("quiz", "--level", "mid"): ("quiz", {"level": "mid"}),
    ("quiz", "--level", "senior"): ("quiz", {"level": "senior"}),
}
"""Each line's module in this folder, and what its `command` is called with besides its defaults."""

VERSION = (("--version",), ("-V",))
SIMULATOR = ("sim", "vpc")
"""It comes in here, too, alone or with the name of a scenario."""
LAYERS = ("sim", "iam")
"""This one alone."""


class Caller(NamedTuple):
    """What a command needs of a `typer.Context`."""

    obj: Context


def answer(arguments: list[str], context: Context) -> int | None:
    """The exit code of a line that is known here; None for any other, with nothing done."""
    line = tuple(arguments)
    if "_AWSPREP_COMPLETE" in context.environ:
        return None  # the shell asks for completions
    if line in VERSION:
        print(f"awsprep {__version__}")
        return 0
    if line[:2] == SIMULATOR and len(line) < 4 and not "".join(line[2:]).startswith("-"):
        from awsprep.cli import sim_vpc

        return sim_vpc.command(cast("Any", Caller(context)), *line[2:])
    if line == LAYERS:
        from awsprep.cli import sim_iam

        return sim_iam.command(cast("Any", Caller(context)))
    if line not in LINES:
        return None
    from importlib import import_module

    name, options = LINES[line]
    code: int = import_module(f"awsprep.cli.{name}").command(Caller(context), **options)
    return code
