"""`awsprep sim vpc`: a packet through a virtual network, there and back, and what stops it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from shlex import join
from typing import TYPE_CHECKING, Annotated

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer

    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_fix import Fix
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.bank.scenario import Scenario
    from awsprep.cli.context import Context
    from awsprep.ui.flow_trial import Trial
    from awsprep.ui.theme import Line

FIRST = "internet-to-instance"
"""The scenario that is shown where none is named."""

_ROOM = 24
"""Columns that a title needs beside its scenario."""


def command(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="[SCENARIO|FILE]", help="A shipped scenario, or a file.")] = FIRST,
    *,
    source: Annotated[str | None, typer.Option("--from", help="Who asks: an interface or an address.")] = None,
    target: Annotated[str | None, typer.Option("--to", help="Who is asked: an interface or an address.")] = None,
    port: Annotated[int | None, typer.Option(help="The port that is asked for.", min=0, max=65535)] = None,
    protocol: Annotated[str | None, typer.Option(help="tcp, udp or icmp.")] = None,
    breaks: Annotated[str | None, typer.Option("--break", help="Faults to begin with, like 3 or 4,8.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the shipped scenarios.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines only, without colour.")] = False,
) -> int:
    """Send a packet through a virtual network: each check with the rule that decides, and the smallest change.

    On a terminal it is played: step, replay, predict, break, mend, edit; ? lists the keys. Elsewhere, and with --plain
    or --json, it is printed; then it ends with 0 where request and reply arrive, with 1 where one of them is stopped.

    \b
    Examples:
      awsprep sim vpc
      awsprep sim vpc --list
      awsprep sim vpc reply-blocked --port 80
      awsprep sim vpc my-network.yaml --from web-1 --to 10.0.2.20 --json
    """
    context: Context = ctx.obj
    if listing:
        _print_list(context, json=json)
        return 0
    from awsprep.aws.vpc_verdict import FlowError
    from awsprep.ui.flow_trial import Trial

    scenario = _opened(context, what)
    scenario = replace(scenario, flow=_asked(scenario.flow, source, target, port, protocol))
    try:
        trial = Trial(scenario)
    except FlowError as error:
        raise AwsprepError(f"{str(error)[:1].upper()}{str(error)[1:]}.", f"To mend it: {error.hint}.", 2) from error
    _break(trial, breaks)
    if context.interactive and not (json or plain or context.plain):
        options = {"--from": source, "--to": target, "--port": port, "--protocol": protocol}
        return _played(context, what, trial, options)
    if json:
        _print_json(trial.verdict, trial.fix())
        return 0 if trial.verdict.delivered else 1
    from awsprep.ui.flow_page import page

    theme = context.theme()
    lines = page(scenario.title, scenario.flow, trial.verdict, trial.fix(), theme.width)
    if plain:
        print(theme._replace(color=False).paint(lines), end="")
    else:
        context.page(lines)
    return 0 if trial.verdict.delivered else 1


def _break(trial: Trial, breaks: str | None) -> None:
    """Make the faults of the command line. Raises AwsprepError for one that there is not, or that does not apply."""
    if breaks is None:
        return
    from awsprep.aws.vpc_fault import FAULTS
    from awsprep.core.text import clean

    for word in breaks.replace(",", " ").split():
        if not (word.isascii() and word.isdigit() and 0 < int(word) <= len(FAULTS)):
            listed = ", ".join(f"{number} {fault.name}" for number, fault in enumerate(FAULTS, 1))
            raise AwsprepError(f'There is no fault "{clean(word)}".', f"Choose from: {listed}", 2)
        if int(word) not in trial.state.faults:
            said = trial.toggle(int(word))
            if int(word) not in trial.state.faults:
                raise AwsprepError(said, "Leave it out, or take another scenario: awsprep sim vpc --list", 2)


def _played(context: Context, what: str, trial: Trial, options: Mapping[str, object]) -> int:
    """The full screen, and what stays of it."""
    from awsprep.ui.board import Board
    from awsprep.ui.flow_play import Play

    shipped = names()
    known = shipped if what in shipped else [what, *shipped]
    play = Play(known, partial(_opened, context, quiet=True), _title, _write, trial, at=known.index(what))
    stopped = Board(context.theme(), context.clock).play(play)
    from awsprep.cli.sit import EXIT_BY_SIGNAL  # imported here, for nobody waits for it before the first screen
    from awsprep.ui.flow_page import parting

    theme, trial, name = context.theme(), play.trial, known[play.at]
    written = next((path for path, made in play.saved.items() if made == trial.now), "")
    given = {key: value for key, value in options.items() if value is not None} if name == what else {}
    if trial.state.faults:
        given["--break"] = ",".join(map(str, trial.state.faults))
    words = ["awsprep", "sim", "vpc", written or name]
    words += [] if written else [str(word) for pair in given.items() for word in pair]
    with suppress(OSError):  # the terminal may be gone
        print(theme.paint(parting(trial, join(words), theme.width, written=bool(written))), end="", flush=True)
    return EXIT_BY_SIGNAL.get(stopped, 0)


def _title(name: str) -> str:
    """What a scenario is about, from the line that says so; its name where there is none."""
    from awsprep.bank.files import content
    from awsprep.core.problem import Problem
    from awsprep.core.text import clean

    read = content(_path(name))
    text = "" if isinstance(read, Problem) else read[0].decode("utf-8", "replace")
    lines = (line.partition(":")[2].strip() for line in text.split("\n") if line.startswith("title:"))
    return clean(next(lines, name).strip("'\""))


def _write(path: str, scenario: Scenario, over: bool) -> str | None:  # noqa: FBT001  as it is called
    """Write a scenario under the name of its file; a sentence on why that cannot be, "exists" where there is one."""
    from awsprep.aws.vpc import simulate
    from awsprep.bank.fields import SLUG
    from awsprep.bank.scenario_dump import dump
    from awsprep.bank.scenario_file import write
    from awsprep.ui.flow_file import EXISTS

    stem = os.path.basename(path).partition(".")[0].lower()
    named = replace(scenario, name=stem) if SLUG.fullmatch(stem) else scenario
    try:
        write(os.path.expanduser(path), dump(named, simulate(named.network, named.flow)), over=over)
    except FileExistsError:
        return EXISTS
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"{path} cannot be written: {reason}. Choose a folder that you may write to."
    return None


def folder() -> str:
    """Where the shipped scenarios lie."""
    from awsprep.bank.files import shipped_folder

    return os.path.join(shipped_folder(), "scenarios")


def names() -> list[str]:
    """The shipped scenarios, the first one first."""
    found = {name.removesuffix(".yaml") for name in os.listdir(folder()) if name.endswith(".yaml")}
    return sorted(found, key=lambda name: (name != FIRST, name))


def _opened(context: Context, what: str, *, quiet: bool = False) -> Scenario:
    """A shipped scenario by its name, or one in a file. Says the problems of a file that cannot be simulated."""
    from awsprep.core.text import clean, nearest

    if _path(what) == what or what in names():
        return _read(context, _path(what), quiet=quiet)
    near = nearest(what.lower(), names())
    hint = f'Did you mean "{near}"?' if near else "To see them: awsprep sim vpc --list"
    raise AwsprepError(f'There is no scenario "{clean(what)}".', hint, exit_code=3)


def _path(what: str) -> str:
    """The file that is meant: what has no ending and is no file of its own is the name of a shipped scenario."""
    if os.path.basename(what) == what and not what.endswith((".yaml", ".yml")) and not os.path.exists(what):
        return os.path.join(folder(), f"{what}.yaml")
    return what


def _read(context: Context, path: str, *, quiet: bool = False) -> Scenario:
    from awsprep.bank.files import content
    from awsprep.bank.scenario_file import read
    from awsprep.core.problem import Problem
    from awsprep.core.text import clean

    data = content(path)
    if isinstance(data, Problem):
        raise AwsprepError(f"{clean(path)}: {data.message}.", "Check the path and its permissions.")
    scenario, page = read(path, data[0])
    if scenario is not None:
        return scenario
    for problem in () if quiet else page.problems:
        context.say(str(problem))
    if page.problems:
        raise AwsprepError(f"{clean(path)} cannot be simulated.", "Mend it; awsprep check finds the same mistakes.")
    raise AwsprepError(f"{clean(path)} is no scenario file.", 'A scenario file starts with "scenario: NAME".')


def _asked(flow: Flow, source: str | None, target: str | None, port: int | None, protocol: str | None) -> Flow:
    """The flow of a file, with what the command line says instead."""
    from awsprep.aws.vpc_parts import Protocol
    from awsprep.bank.scenario import end_of
    from awsprep.cli.context import chosen

    if protocol is not None:
        legal = ("tcp", "udp", "icmp")
        words = chosen(protocol, legal, "protocol", several=False)
        flow = replace(flow, protocol=Protocol(next(iter(words), flow.protocol)))
    if source is not None:
        flow = replace(flow, source=end_of(source))
    if target is not None:
        flow = replace(flow, target=end_of(target))
    return flow if port is None else replace(flow, port=port)


def _print_list(context: Context, *, json: bool) -> None:
    found = [(name, _read(context, _path(name)).title) for name in names()]
    if json:
        from json import dumps

        rows = [{"name": name, "title": title} for name, title in found]
        print(dumps({"schema": 1, "scenarios": rows}, ensure_ascii=False))
        return
    context.page(_listed(context.theme().width if sys.stdout.isatty() else None, found))


def _listed(width: int | None, found: Sequence[tuple[str, str]]) -> list[Line]:
    """A scenario's name and its title, on a terminal wrapped beside it or, where that is narrow, under it."""
    from awsprep.ui.theme import fit, wrap

    wide = max(len(name) for name, _ in found) + 2
    if width is None:
        return [[("bold", fit(name, wide)), ("", title)] for name, title in found]
    beside = width - wide >= _ROOM
    lines: list[Line] = []
    for name, title in found:
        told = [("", row) for row in wrap(title, width - (wide if beside else 2))]
        first: Line = [("bold", fit(name, wide)), told.pop(0)] if beside else [("bold", name)]
        lines += [first, *([("", " " * (wide if beside else 2)), row] for row in told)]
    return lines


def _print_json(verdict: Verdict, mended: Fix | None) -> None:
    from json import dumps

    keys = ("leg", "where", "check", "result", "rule")
    changes = mended.changes if mended else ()
    report = {
        "schema": 1,
        "verdict": verdict.word,
        "leg": verdict.leg,
        "code": verdict.code,
        "at": verdict.at,
        "trace": [{key: getattr(step, key) for key in keys} for step in verdict.trace],
        "fix": [{key: getattr(line, key) for key in ("change", "where", "check", "rule")} for line in changes],
    }
    print(dumps(report, ensure_ascii=False))
