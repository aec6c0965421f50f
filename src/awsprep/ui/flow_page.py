"""The flow simulator on paper: the verdict as a page, and what stays on the screen after it was played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.flow_trace import trace
from awsprep.ui.theme import columns, wrap

if TYPE_CHECKING:
    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_fix import Fix
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.ui.flow_trial import Trial
    from awsprep.ui.theme import Line


def page(title: str, flow: Flow, verdict: Verdict, mended: Fix | None, width: int) -> list[Line]:
    """What was asked, the steps of both legs, what came out, the smallest change."""
    lines = [*_asked(title, flow, verdict, width), [], *trace(verdict, width), []]
    if verdict.stopped is None:
        return [*lines, [("good", "The request and its reply both arrive.")]]
    lines += [[("bold", f"{verdict.leg} stopped at {verdict.at}: "), ("bad", str(verdict.code))], []]
    if mended is None:
        return [*lines, [("", "No small change lets it through.")]]
    lines.append([("title", "Smallest change that lets it through")])
    return [*lines, *([("good", f" {change}")] for change in mended.changes)]


def parting(trial: Trial, again: str, width: int, *, written: bool) -> list[Line]:
    """How it stood at the end: what was asked, what was broken and changed, the verdict, how to see it again."""
    from awsprep.aws.vpc_fault import FAULTS

    scenario, changes, faults = trial.state
    lines = _asked(scenario.title, scenario.flow, trial.verdict, width)
    stopped = trial.verdict.stopped
    if stopped is not None:
        said = f"The {stopped.leg} is stopped at {stopped.where} {stopped.check}: {stopped.rule}"
        lines += [[("", line)] for line in wrap(said, width)]
    if faults:
        named = ", ".join(f"{number} {FAULTS[number - 1].name}" for number in faults)
        lines += [[("warn", line)] for line in wrap(f"Broken: {named}", width)]
    if changes:
        lines += [[("title", "Changed")], *([("", f" {line}")] for one in changes for line in wrap(one, width - 1))]
    if changes and not written:
        lines += [[("dim", line)] for line in wrap("The changes are in no file; w would have written one.", width)]
    return [*lines, [], [("bold", "Again  "), ("code", again)]]


def _asked(title: str, flow: Flow, verdict: Verdict, width: int) -> list[Line]:
    port = "" if flow.port is None or flow.protocol == "icmp" else f" {flow.port}"
    word = ("good", "✓ DELIVERED") if verdict.delivered else ("bad", "✗ BLOCKED")
    asked = f"{flow.protocol.upper()}{port}  {flow.source} → {flow.target}   "
    lines: list[Line] = [[("title", line)] for line in wrap(title, width)]
    if columns(asked) + columns(word[1]) <= width:
        return [*lines, [("", asked), word]]
    return [*lines, *([("", line)] for line in wrap(asked, width)), [word]]
