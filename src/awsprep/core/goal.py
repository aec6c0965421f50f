"""The interview that is planned for: its day, the minutes a day, the days that stay free, and what counts double.

It is stored in the journal as the parameter `interview`; null, or a day that is over, means that there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.day import weekday

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awsprep.core.bank import Heading
    from awsprep.core.progress import Progress

PARAM = "interview"
MOST_MINUTES = 600
MOST_FOCUS = 10.0
DOUBLE = 2.0
"""What a topic counts that is only named."""

KEPT_DAYS = 120
"""Study days of the forecast that are stored with a goal, to be compared with what comes."""


class Goal(NamedTuple):
    """An interview on a study day.

    `free` are weekdays (0 is Monday), no `levels` means all, `focus` says what a topic counts (1 where it is not
    named). `made` is the study day on which it was planned, and `path` the readiness that was foreseen then for the
    end of that day and of those after it, 0..1.
    """

    day: int
    minutes: float
    free: frozenset[int] = frozenset()
    levels: frozenset[str] = frozenset()
    focus: Mapping[str, float] = {}
    made: int = 0
    path: tuple[float, ...] = ()

    def left(self, day: int) -> int:
        """How many study days the interview is away."""
        return self.day - day

    def is_free(self, day: int) -> bool:
        """Whether nothing is to be answered on a study day before the interview."""
        return weekday(day) in self.free

    def study_days(self, day: int) -> list[int]:
        """The days from this one on to the eve of the interview that are not free."""
        return [each for each in range(day, self.day) if not self.is_free(each)]

    def foreseen(self, day: int) -> float | None:
        """The readiness that was foreseen for the end of a study day when the goal was set."""
        place = day - self.made
        return self.path[place] if 0 <= place < len(self.path) else None

    def weights(self, cards: Mapping[str, Heading]) -> dict[str, float]:
        """What each card of the goal's levels counts: its topic's focus, shared by the cards of a question.

        What counts nothing is left out.
        """
        return {
            card: count / len(heading.cards)
            for card, heading in cards.items()
            if (not self.levels or heading.level in self.levels) and (count := self.focus.get(heading.topic, 1.0))
        }

    def value(self) -> dict[str, Any]:
        """As the journal holds it."""
        return {
            "day": self.day,
            "minutes": self.minutes,
            "free": sorted(self.free),
            "levels": sorted(self.levels),
            "focus": dict(self.focus),
            "made": self.made,
            "path": [round(share, 4) for share in self.path[:KEPT_DAYS]],
        }


def goal_of(progress: Progress, day: int) -> Goal | None:
    """The goal that is pursued on a study day: None where none is set, or its day is over."""
    goal = last_goal(progress)
    return goal if goal is not None and goal.day >= day else None


def last_goal(progress: Progress) -> Goal | None:
    """The goal as it was set last, also when its day is over; None where there is none or it cannot be read."""
    value: Any = progress.params.get(PARAM)
    return Goal(*_fields(value)) if sound(value) else None


def sound(value: Any) -> bool:
    """Whether a value of the journal is a goal. What a later program adds is no harm."""
    if not isinstance(value, dict):
        return False
    day, made, minutes = value.get("day"), value.get("made"), value.get("minutes")
    lists = [value.get("free", []), value.get("levels", []), value.get("path", [])]
    focus = value.get("focus", {})
    return (
        all(type(each) is int and 0 <= each < 100_000 for each in (day, made))
        and _number(minutes, MOST_MINUTES)
        and bool(minutes)
        and all(type(each) is list for each in lists)
        and all(type(each) is int and 0 <= each < 7 for each in lists[0])
        and all(type(each) is str for each in lists[1])
        and all(_number(each, 1) for each in lists[2])
        and type(focus) is dict
        and all(_number(each, MOST_FOCUS) for each in focus.values())
    )


def _fields(value: dict[str, Any]) -> Iterator[Any]:
    yield value["day"]
    yield float(value["minutes"])
    yield frozenset(value.get("free", ()))
    yield frozenset(value.get("levels", ()))
    yield {str(topic): float(count) for topic, count in value.get("focus", {}).items()}
    yield value["made"]
    yield tuple(map(float, value.get("path", ())))


def _number(value: Any, most: float) -> bool:
    return type(value) in {int, float} and bool(0 <= value <= most)
