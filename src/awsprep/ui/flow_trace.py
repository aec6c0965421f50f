"""The steps of a packet as rows: where, which check, what came out, the rule that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_verdict import Leg
from awsprep.ui.theme import fit, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.aws.vpc_verdict import Step, Verdict
    from awsprep.ui.theme import Line

STATE = "security groups keep state, network ACLs do not"
"""Why the reply is asked again by one of the two."""

_HEADS = ("Where", "Check", "Result")
_NARROW = 64
"""Columns below which the rule goes on a line of its own."""
_RULE = 24
"""Columns that a rule has at least beside the rest."""


def trace(verdict: Verdict, width: int, *, shown: int | None = None) -> list[Line]:
    """The rows of a verdict, the first `shown` of them (None: all, and what was not reached too)."""
    steps = [*((step, True) for step in verdict.trace), *((step, False) for step in verdict.beyond)]
    cells = [(step.where, step.check, step.result if met else f"({step.result})") for step, met in steps]
    wide = [max(len(row[column]) for row in (*cells, _HEADS)) + 2 for column in range(3)]
    narrow = width < _NARROW or width - 5 - sum(wide) < _RULE
    tight = 5 + sum(wide) - 2 > width  # not even side by side
    indent = 5 if narrow else 5 + sum(wide)
    last = "" if narrow else "Rule that decided"
    lines: list[Line] = [[("dim", f"  #  {'  '.join(_HEADS) if tight else _aligned(_HEADS, wide)}{last}".rstrip())]]
    for number, ((step, met), row) in enumerate(zip(steps[:shown], cells, strict=False), 1):
        if step.leg is Leg.REPLY and (number == 1 or steps[number - 2][0].leg is Leg.REQUEST):
            heading = wrap(f"The reply ({STATE})", width - 2)
            lines += [[], *([("dim", f" {line}")] for line in heading)]
        left = _squeezed(row, width - 5) if tight else _aligned(row[:2], wide)
        said = row[2] if narrow else fit(row[2], wide[2])
        head: Line = [("", f" {number:2}  {left}"), (_style(step, met=met), said)]
        rule = wrap(step.rule if met else f"not reached: {step.rule}", width - indent)
        if narrow:
            lines += [head, *([("dim", " " * indent + line)] for line in rule)]
        else:
            lines += [[*head, ("", rule[0])], *([("", " " * indent + line)] for line in rule[1:])]
    return lines


def _aligned(cells: Sequence[str], wide: Sequence[int]) -> str:
    return "".join(fit(cell, size) for cell, size in zip(cells, wide, strict=False))


def _squeezed(row: Sequence[str], room: int) -> str:
    """Where and which check, one after the other; the name of the place is cut where the result needs its room."""
    where, check, result = row
    left = max(4, room - len(check) - len(result) - 4)
    return f"{fit(where, left) if len(where) > left else where}  {check}  "


def _style(step: Step, *, met: bool) -> str:
    if not met:
        return "dim"
    return "bad" if step.code else "good"
