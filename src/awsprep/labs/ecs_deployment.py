"""How many tasks run during a rolling deployment, and when it is stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.ecs_deployment import lower, upper, work
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "ecs-deployment"


def _tasks(value: Value) -> str:
    return f"{value} tasks"


def _lower(rng: Random, level: str) -> Case | None:
    del level
    desired, minimum = rng.choice((5, 6, 7, 9, 10, 11)), rng.choice((25, 30, 40, 50, 60, 75))
    low = lower(desired, minimum)
    return case_of(
        _FAMILY,
        f"An ECS service with a desired count of {desired} deploys with a minimum healthy percent of {minimum} and a "
        "maximum "
        "percent of 200. How many tasks must be running at every moment of the rolling deployment?",
        {"find": "lower", "desired": desired, "minimum": minimum},
        (
            (desired * minimum // 100, "Rounds down; the lower bound is rounded up."),
            (desired - low, "Is how many may be stopped."),
            (desired, "Is the desired count; old tasks may be stopped first."),
            (low + 1, "Rounds up twice."),
            (desired * 2, "Is the upper bound."),
        ),
        _tasks,
    )


def _upper(rng: Random, level: str) -> Case | None:
    del level
    desired, maximum = rng.choice((3, 5, 6, 7, 9, 10, 11)), rng.choice((110, 125, 130, 150, 175))
    high, minimum = upper(desired, maximum), rng.choice((50, 75, 100))
    return case_of(
        _FAMILY,
        f"An ECS service with a desired count of {desired} deploys with a minimum healthy percent of {minimum} and a "
        "maximum "
        f"percent of {maximum}. How many tasks may run or be pending at once during the rolling deployment?",
        {"find": "upper", "desired": desired, "maximum": maximum},
        (
            (-(-desired * maximum // 100), "Rounds up; the upper bound is rounded down."),
            (desired * 2, "Takes the default of 200 percent."),
            (high - desired, "Is how many may come on top of the desired count."),
            (lower(desired, minimum), "Is the lower bound."),
            (desired, "Is the desired count; new tasks may start before old ones stop."),
            (high + lower(desired, minimum), "Adds up the bounds; the upper one counts all tasks."),
        ),
        _tasks,
    )


def _setting(rng: Random, level: str) -> Case | None:
    del level
    desired = rng.choice((1, 2, 3, 4, 5, 8))
    room = desired + rng.choice((0, 0, 1))
    grid = [(low, high) for low in (0, 25, 50, 75, 90, 100) for high in (100, 110, 125, 150, 200)]
    rng.shuffle(grid)
    moving = [(low, high) for low, high in grid if _gets_on(desired, room, f"{low}/{high}")]
    stuck = [setting for setting in grid if setting not in moving]
    chosen = [*moving[:1], *stuck[:3]]
    settings = " ".join(f"{low}/{high}" for low, high in chosen)

    def wrong(low: int, high: int) -> str:
        least, most = lower(desired, low), upper(desired, high)
        start = f"no more than {most} may run" if most <= desired else f"the cluster has room for {room}"
        return f"Is stuck: {least} of {desired} must go on running, so none may stop, and {start}, so none can start."

    return case_of(
        _FAMILY,
        f"An ECS service with a desired count of {desired} runs on a cluster that has room for exactly {room} of its "
        "tasks. "
        "With which setting does a rolling deployment get on?",
        {"find": "setting", "desired": desired, "room": room, "settings": settings},
        [(f"{low}/{high}", wrong(low, high)) for low, high in chosen[1:]],
        lambda value: "Minimum {} %, maximum {} %".format(*str(value).split("/")),
    )


def _gets_on(desired: int, room: int, setting: str) -> bool:
    worked = work(find="setting", desired=desired, minimum=0, maximum=100, room=room, settings=setting)
    return worked.value == setting


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"lower": _lower, "upper": _upper, "setting": _setting}
