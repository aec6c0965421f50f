"""Bounds of a rolling ECS deployment: minimum healthy percent is rounded up, maximum percent down.

Source: botocore `ecs DeploymentConfiguration`
"""

from __future__ import annotations

import re
from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil

NONE = "none"
FINDS = ("lower", "upper", "setting")
_SETTING = re.compile(r"([0-9]{1,3})/([0-9]{1,3})", re.ASCII)


def work(*, find: str, desired: int, minimum: int, maximum: int, room: int, settings: str) -> Worked:
    """The `lower` and `upper` bound on running tasks; or the `setting` (`50/200`) that gets on where `room` tasks fit.

    A deployment gets on if it may stop an old task (lower bound below desired) or start a new one (upper bound and
    room above desired).
    """
    if find == "setting":
        return _moving(desired, room, settings)
    if find == "lower":
        low = lower(desired, minimum)
        return Worked(
            low, f"{low} tasks", (f"{desired} × {minimum} % = {figure(Fraction(desired * minimum, 100))}, up: {low}",)
        )
    high = upper(desired, maximum)
    return Worked(
        high, f"{high} tasks", (f"{desired} × {maximum} % = {figure(Fraction(desired * maximum, 100))}, down: {high}",)
    )


def lower(desired: int, minimum: int) -> int:
    """Tasks that must go on running."""
    return ceil(Fraction(desired * minimum, 100))


def upper(desired: int, maximum: int) -> int:
    """Tasks that may run or be pending at once."""
    return desired * maximum // 100


def _moving(desired: int, room: int, settings: str) -> Worked:
    steps, moving = [], []
    for text in settings.split():
        found = _SETTING.fullmatch(text)
        if found is None:
            raise NotComputableError(f'"{text}" is not a setting; write 50/200 (minimum/maximum percent)')
        low, high = lower(desired, int(found[1])), upper(desired, int(found[2]))
        able = low < desired or min(high, room) > desired
        moving += [text] if able else []
        steps.append(f"{text}: {low} to {high} tasks, room for {room}: {'gets on' if able else 'stuck'}")
    value = " ".join(moving) or NONE
    return Worked(value, value, tuple(steps))


CALCULATOR = Calculator(
    (
        Given("find", "lower", "what to work out", words=FINDS),
        Given("desired", 5, "desired count", 1, 10_000),
        Given("minimum", 50, "minimum healthy percent", 0, 100),
        Given("maximum", 200, "maximum percent", 100, 200),
        Given("room", 5, "tasks that fit on the cluster (find=setting)", 1),
        Given("settings", "100/100 50/100", "minimum/maximum percent (find=setting)"),
    ),
    work,
    ("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",),
)
