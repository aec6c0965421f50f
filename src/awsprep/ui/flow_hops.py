"""The way of a packet, drawn as a line of hops with what each of them said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_parts import Kind
from awsprep.aws.vpc_verdict import Leg
from awsprep.ui.theme import columns, fit, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.aws.vpc import Ends
    from awsprep.aws.vpc_verdict import Step, Verdict
    from awsprep.ui.theme import Line, Theme

_BLANKS = 3
"""Columns to the left of a line of hops."""

_SIDES = {"inbound": "in", "ingress": "in", "outbound": "out", "egress": "out"}


class Hop(NamedTuple):
    """A place on the way: its name, what it said, how that looks, and whether the packet ends there."""

    name: str
    said: str = ""
    style: str = ""
    stops: bool = False


def path(theme: Theme, verdict: Verdict, ends: Ends, *, shown: int | None = None) -> list[Line]:
    """The request and, once it is on its way, the reply; as many steps of them as are `shown`, None all."""
    lines: list[Line] = []
    names = _names(verdict, ends)
    for leg in Leg:
        start, end = names if leg is Leg.REQUEST else names[::-1]
        hops = _hops(verdict, leg, shown)
        if leg is Leg.REQUEST or any(hop.style != "dim" for hop in hops):
            lines += _drawn(theme, [Hop(start), *hops, Hop(end)])
    return lines


def _hops(verdict: Verdict, leg: Leg, shown: int | None) -> list[Hop]:
    hops: list[Hop] = []
    last = len(verdict.trace)
    steps = (*verdict.trace, *verdict.beyond)
    for number, step in enumerate(steps):
        after = steps[number + 1] if number + 1 < len(steps) else None
        if step.leg is not leg or (after and (after.where, after.check, after.leg) == (step.where, step.check, leg)):
            continue  # a row that leads nowhere is met and refused in one place
        if shown is not None and number >= shown:
            hops.append(Hop(step.where, "", "dim"))
        elif number >= last:
            hops.append(Hop(step.where, "not reached" if number == last else "", "dim"))
        else:
            hops.append(Hop(step.where, said(step), "bad" if step.code else "good", stops=bool(step.code)))
    return hops


def said(step: Step) -> str:
    """What a check said, in a word or two: `in ok`, `out DENY`, `igw`."""
    word = "DENY" if step.code else "ok"
    if step.check in _SIDES:
        return f"{_SIDES[step.check]} {word}"
    if step.code or step.result == "ALLOW":
        return "NAT" if step.check == "translate" and not step.code else word
    return step.result.partition("/")[0]  # what it leads to stands behind it


def _names(verdict: Verdict, ends: Ends) -> tuple[str, str]:
    """What stands at the two ends of the line: a name, the internet, or an address elsewhere."""
    steps = [step for step in (*verdict.trace, *verdict.beyond) if step.leg is Leg.REQUEST]
    source = ends.client.name if ends.client else _outside(steps[0], str(ends.packet.source))
    return source, ends.goal or _outside(steps[-1], str(ends.packet.target))


def _outside(step: Step, address: str) -> str:
    return "internet" if step.where in {Kind.IGW, Kind.EIGW} else address


def _drawn(theme: Theme, hops: Sequence[Hop]) -> list[Line]:
    """Hops on pairs of lines, names above and what they said below; broken where the terminal ends."""
    rule, room = theme.glyph("rule") * 2, theme.width - _BLANKS - 1
    lines: list[Line] = []
    names, below = _margin(), _margin()
    link, style = "", "dim"
    for hop in hops:
        size = max(columns(hop.name), columns(hop.said))
        if link and width_of(names) + columns(link) + size > room + _BLANKS:
            lines += [names, below]
            names, below, link = _margin(), _margin(), link.lstrip()
        names += [(style, link), ("dim" if hop.style == "dim" else "bold", fit(hop.name, size))]
        below += [("", " " * columns(link)), (hop.style, fit(hop.said, size))]
        link, style = (f" {rule}{theme.glyph('no')}  ", "bad") if hop.stops else (f" {rule} ", "dim")
    return [line for line in (*lines, names, below) if any(text.strip() for _, text in line)]


def _margin() -> Line:
    return [("", " " * _BLANKS)]
