"""What a person predicts of a flow, before its outcome is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc_verdict import Leg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.aws.vpc_fix import Fix
    from awsprep.aws.vpc_verdict import Step, Verdict


class Score(NamedTuple):
    """How many predictions were right, of how many."""

    right: int = 0
    of: int = 0

    def __str__(self) -> str:
        return f"right {self.right} of {self.of}"


class Told(NamedTuple):
    """Whether a prediction was right, and why it came out as it did."""

    right: bool
    why: str


def places(verdict: Verdict, fix: Fix | None, mended: Verdict | None) -> tuple[Step, ...]:
    """Where the packet could be stopped: the checks on its way, and how that would go on.

    A way that ends early would give away where; so it is drawn on as it would be with the smallest change made.
    """
    known = (*verdict.trace, *verdict.beyond)
    if fix is not None and mended is not None:
        known += mended.trace[len(known) :]
    after = (*known[1:], None)
    return tuple(step for step, other in zip(known, after, strict=True) if other is None or not _same(step, other))


def _same(step: Step, other: Step) -> bool:
    """Whether two steps are one place: a route that is found, and then refused because it leads nowhere."""
    return (step.leg, step.where, step.check) == (other.leg, other.where, other.check)


def told(verdict: Verdict, steps: Sequence[Step], choice: int | None) -> Told:
    """What comes of a prediction: `choice` is the place where the packet was thought to be stopped, None nowhere."""
    stopped = None if verdict.stopped is None else steps.index(verdict.stopped)
    if choice == stopped:
        return Told(right=True, why=f"Right. {_outcome(verdict)}")
    said = "that it arrives" if choice is None else f"{_place(steps[choice])}"
    near = ""
    if choice is not None and stopped is not None:
        near = " Blocked it is, but earlier." if choice > stopped else " Blocked it is, but later."
    return Told(right=False, why=f"Not so: you said {said}.{near} {_outcome(verdict)}")


def _outcome(verdict: Verdict) -> str:
    step = verdict.stopped
    if step is None:
        return "The request and its reply both arrive."
    return f"The {step.leg} is stopped at {_place(step)}: {step.rule}."


def _place(step: Step) -> str:
    leg = " on the way back" if step.leg is Leg.REPLY else ""
    return f"{step.where} {step.check}{leg}"
