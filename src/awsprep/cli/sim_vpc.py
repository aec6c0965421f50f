"""`awsprep sim vpc`: a packet through a virtual network, there and back, and what stops it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_fix import Fix
    from awsprep.aws.vpc_verdict import Step, Verdict
    from awsprep.bank.scenario import Scenario
    from awsprep.cli.context import Context
    from awsprep.ui.theme import Line

FIRST = "internet-to-instance"
"""The scenario that is shown where none is named."""

_NARROWEST = 24
"""Columns that a rule has at least, however narrow the terminal."""
_HEADS = ("Where", "Check", "Result")


def command(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="[SCENARIO|FILE]", help="A shipped scenario, or a file.")] = FIRST,
    *,
    source: Annotated[str | None, typer.Option("--from", help="Who asks: an interface or an address.")] = None,
    target: Annotated[str | None, typer.Option("--to", help="Who is asked: an interface or an address.")] = None,
    port: Annotated[int | None, typer.Option(help="The port that is asked for.", min=0, max=65535)] = None,
    protocol: Annotated[str | None, typer.Option(help="tcp, udp or icmp.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the shipped scenarios.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines only, without colour.")] = False,
) -> int:
    """Send a packet through a virtual network: each check with the rule that decides, and the smallest change.

    Ends with 0 where the request and its reply arrive, with 1 where one of them is stopped.

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
    from awsprep.aws.vpc import simulate
    from awsprep.aws.vpc_fix import fix
    from awsprep.aws.vpc_verdict import FlowError

    scenario = _opened(context, what)
    flow = _asked(scenario.flow, source, target, port, protocol)
    try:
        verdict = simulate(scenario.network, flow)
        mended = fix(scenario.network, flow)
    except FlowError as error:
        raise AwsprepError(f"{str(error)[:1].upper()}{str(error)[1:]}.", f"To mend it: {error.hint}.", 2) from error
    if json:
        _print_json(verdict, mended)
        return 0 if verdict.delivered else 1
    theme = context.theme()
    lines = _page(scenario, flow, verdict, mended, theme.width)
    if plain:
        from awsprep.ui.theme import Theme

        print(Theme(theme.width, theme.unicode, color=False).paint(lines), end="")
    else:
        context.page(lines)
    return 0 if verdict.delivered else 1


def folder() -> str:
    """Where the shipped scenarios lie."""
    from awsprep.bank.files import shipped_folder

    return os.path.join(shipped_folder(), "scenarios")


def names() -> list[str]:
    """The shipped scenarios, the first one first."""
    found = {name.removesuffix(".yaml") for name in os.listdir(folder()) if name.endswith(".yaml")}
    return sorted(found, key=lambda name: (name != FIRST, name))


def _opened(context: Context, what: str) -> Scenario:
    """A shipped scenario by its name, or one in a file. Says the problems of a file that cannot be simulated."""
    from awsprep.core.text import clean, nearest

    if os.path.basename(what) == what and not what.endswith((".yaml", ".yml")) and not os.path.exists(what):
        if what not in names():
            near = nearest(what.lower(), names())
            hint = f'Did you mean "{near}"?' if near else "To see them: awsprep sim vpc --list"
            raise AwsprepError(f'There is no scenario "{clean(what)}".', hint, exit_code=3)
        what = os.path.join(folder(), f"{what}.yaml")
    return _read(context, what)


def _read(context: Context, path: str) -> Scenario:
    from awsprep.bank.files import content
    from awsprep.bank.sheet import sheet_of
    from awsprep.core.problem import Problem
    from awsprep.core.text import clean

    read = content(path)
    if isinstance(read, Problem):
        raise AwsprepError(f"{clean(path)}: {read.message}.", "Check the path and its permissions.")
    sheet = sheet_of(path, read[0], shipped=False)
    if sheet.scenario is not None:
        return sheet.scenario
    for problem in sheet.page.problems:
        context.say(str(problem))
    if sheet.page.problems:
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
    from awsprep.ui.theme import fit

    found = [(name, _read(context, os.path.join(folder(), f"{name}.yaml")).title) for name in names()]
    if json:
        from json import dumps

        rows = [{"name": name, "title": title} for name, title in found]
        print(dumps({"schema": 1, "scenarios": rows}, ensure_ascii=False))
        return
    wide = max(len(name) for name, _ in found) + 2
    context.page([[("bold", fit(name, wide)), ("", title)] for name, title in found])


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


def _page(scenario: Scenario, flow: Flow, verdict: Verdict, mended: Fix | None, width: int) -> list[Line]:
    """The verdict as a page: what was asked, the steps of both legs, the smallest change."""
    port = "" if flow.port is None or flow.protocol == "icmp" else f" {flow.port}"
    word = ("good", "✓ DELIVERED") if verdict.delivered else ("bad", "✗ BLOCKED")
    lines: list[Line] = [
        [("title", scenario.title)],
        [("", f"{flow.protocol.upper()}{port}  {flow.source} → {flow.target}   "), word],
        [],
        *_steps(verdict, width),
        [],
    ]
    if verdict.stopped is None:
        return [*lines, [("good", "The request and its reply both arrive.")]]
    lines += [[("bold", f"{verdict.leg} stopped at {verdict.at}: "), ("bad", str(verdict.code))], []]
    if mended is None:
        return [*lines, [("", "No small change lets it through.")]]
    lines.append([("title", "Smallest change that lets it through")])
    return [*lines, *([("good", f" {change}")] for change in mended.changes)]


def _steps(verdict: Verdict, width: int) -> list[Line]:
    from awsprep.ui.theme import fit, wrap

    rows = [*((step, True) for step in verdict.trace), *((step, False) for step in verdict.beyond)]
    cells = [(step.where, step.check, step.result if met else f"({step.result})") for step, met in rows]
    wide = [max(len(row[column]) for row in (*cells, _HEADS)) + 2 for column in range(3)]
    head = "".join(fit(name, size) for name, size in zip(_HEADS, wide, strict=True))
    lines: list[Line] = [[("dim", f"  #  {head}Rule that decided")]]
    leg, indent = None, 5 + sum(wide)
    for number, ((step, met), row) in enumerate(zip(rows, cells, strict=True), 1):
        if leg not in {None, step.leg}:
            lines += [[], [("dim", " The reply (security groups keep state, network ACLs do not)")]]
        leg = step.leg
        text = [fit(cell, size) for cell, size in zip(row, wide, strict=True)]
        rule = step.rule if met else f"not reached: {step.rule}"
        first, *rest = wrap(rule, max(_NARROWEST, width - indent))
        lines.append([("", f" {number:2}  {text[0]}{text[1]}"), (_style(step, met=met), text[2]), ("", first)])
        lines += [[("", " " * indent + line)] for line in rest]
    return lines


def _style(step: Step, *, met: bool) -> str:
    if not met:
        return "dim"
    return "bad" if step.code else "good"
