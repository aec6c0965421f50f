"""What target tracking makes of a metric, the group's bounds, and several policies."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "target-tracking"


def _instances(value: Value) -> str:
    return f"{value} instances"


def _one(rng: Random, level: str) -> Case | None:
    del level
    instances, target = rng.choice((4, 5, 6, 8, 10)), rng.choice((40, 50, 60))
    metric = target + rng.choice((10, 15, 20, 25, 30))
    exact = Fraction(instances * metric, target)
    return case_of(
        _FAMILY,
        f"An Auto Scaling group runs {instances} instances with an average CPU of {metric} %. Its target tracking "
        "policy aims at "
        f"{target} %. At which capacity is the load at or under the target again?",
        {"instances": instances, "metric": Fraction(metric), "target": Fraction(target)},
        (
            (int(exact), "Rounds down, which leaves the average above the target."),
            (instances + 1, "Adds one instance, as simple scaling might; target tracking goes by the proportion."),
            (-(-instances * target // metric), "Turns the proportion around."),
            (instances * 2, "Doubles the group; the proportion asks for less."),
            (instances + (metric - target) // 10, "Takes an instance for every ten percent."),
            (-(-exact // 1) + 1, "Rounds up twice."),
        ),
        _instances,
    )


def _bounds(rng: Random, level: str) -> Case | None:
    del level
    instances, target = rng.choice((4, 6, 8, 9, 12)), rng.choice((30, 40, 50))
    metric = target + rng.choice((18, 25, 32, 38))
    exact = Fraction(instances * metric, target)
    wanted = -(-exact // 1)
    most = wanted + rng.choice((-3, -2, -1, 1, 3))
    if most <= instances:
        return None
    return case_of(
        _FAMILY,
        f"An Auto Scaling group (minimum 2, maximum {most}) runs {instances} instances with an average CPU of "
        f"{metric} %. Its "
        f"target tracking policy aims at {target} %. Which desired capacity results?",
        {
            "instances": instances,
            "metric": Fraction(metric),
            "target": Fraction(target),
            "least": 2,
            "most": most,
        },
        (
            (wanted, f"Overlooks the maximum of {most}."),
            (most, "Jumps to the maximum; the proportion asks for less."),
            (int(exact), "Rounds down, which leaves the average above the target."),
            (instances, "Does nothing because the maximum is too small; the group grows as far as it can."),
            (instances + 1, "Adds one instance; target tracking goes by the proportion."),
            (-(-instances * target // metric), "Turns the proportion around."),
        ),
        _instances,
    )


def _policies(rng: Random, level: str) -> Case | None:
    del level
    instances, target = rng.choice((5, 6, 8, 10)), rng.choice((40, 50))
    metric = target + rng.choice((5, 10, 20, 24))
    goal = rng.choice((400, 500, 800))
    load = goal + rng.choice((-150, 100, 200, 300))
    first, second = -(-instances * metric // target), -(-instances * load // goal)
    return case_of(
        _FAMILY,
        f"An Auto Scaling group of {instances} instances has two target tracking policies: average CPU at {target} % "
        "(now "
        f"{metric} %), and {goal} requests a minute for each instance (now {load}). Which capacity do they ask for "
        "together?",
        {
            "instances": instances,
            "metric": Fraction(metric),
            "target": Fraction(target),
            "metric2": Fraction(load),
            "target2": Fraction(goal),
        },
        (
            (min(first, second), "Takes the smaller one; the policy that asks for most decides."),
            (max(first, second) - 1, "Rounds down, which leaves a metric above its target."),
            (first + second - instances, "Adds up what both policies add."),
            (-(-(first + second) // 2), "Takes the average of the two policies."),
            (first + second, "Adds up what both policies ask for."),
            (instances, "Waits until both agree; that holds for scaling in only."),
        ),
        _instances,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"one": _one, "bounds": _bounds, "policies": _policies}
