"""Learners that are not what the planner believes: three families of memory, each with people who differ.

A learner answers what is asked and knows the chance of recalling each question at any time. The planner sees ratings
and seconds only. Times are study days, as floats are not needed: nothing here knows hours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log
from typing import TYPE_CHECKING, Protocol

from awsprep.core.fit import spread_model
from awsprep.core.memory import curve, stepper

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from awsprep.core.memory import Model

NEW_SECONDS, PASS_SECONDS, FAIL_SECONDS = 45.0, 15.0, 30.0
"""What an answer takes; a failed one includes being asked again the same day."""


_LESSER = ((9, 0.18, 0.0, 0.8), (10, 0.33, 0.001, 3.5), (13, 0.16, 0.001, 0.9), (14, 0.57, 0.0, 4.0))
"""Places of weights, their standard deviation over people, and what FSRS takes at least and at most."""


class Learner(Protocol):
    """Somebody with a memory."""

    def recall(self, question: int, day: int) -> float:
        """The chance of recalling a question on a day; 0 for one never seen."""
        ...

    def study(self, question: int, day: int, rating: int) -> None:
        """What an answer with that rating (1 to 4) does to the memory."""
        ...


@dataclass
class Fsrs:
    """FSRS with its own weights."""

    model: Model
    _states: dict[int, tuple[float, float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._step = stepper(self.model)
        self._curve = curve(self.model)

    def recall(self, question: int, day: int) -> float:
        if question not in self._states:
            return 0.0
        stability, _, last = self._states[question]
        factor, decay = self._curve
        return float((1 + factor * (day - last) / stability) ** decay)

    def study(self, question: int, day: int, rating: int) -> None:
        stability, difficulty, last = self._states.get(question, (0.0, 0.0, day))
        after = self._step(stability, difficulty, day - last, rating)
        if rating == 1:
            after = self._step(*after, 0, 3)  # asked again until it is right
        self._states[question] = (*after, day)


def spread_person(rng: Random) -> Fsrs:
    """FSRS with weights spread as those of people are (`PARAMS_STDDEV` of fsrs-rs); the lesser half as wide.

    The first stabilities move together, as in people they mostly do.
    """
    model = spread_model((rng.gauss(-0.8, 0.9), rng.gauss(-0.4, 0.39), rng.gauss(0, 0.2), rng.gauss(0.4, 0.4)))
    weights = list(model.weights)
    for place, spread, least, most in _LESSER:
        weights[place] = min(most, max(least, weights[place] + rng.gauss(0, spread / 2)))
    return Fsrs(model._replace(weights=tuple(weights)))


@dataclass
class PowerLaw:
    """Traces that fade as a power of their age; recall is the logit of their sum (ACT-R, Anderson and Schooler 1991).

    A trace fades the faster the more was still active when it was made: cramming pays little (Pavlik, Anderson 2005).
    """

    rng: Random
    _traces: dict[int, list[tuple[int, float, float]]] = field(default_factory=dict)
    _hardness: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        gauss = self.rng.gauss
        self._decay = min(0.9, max(0.1, 0.22 + gauss(0, 0.06)))
        self._crowding = 0.2 * exp(gauss(0, 0.3))
        self._offset = 1.6 + gauss(0, 0.5)
        self._slope = 1.9 + gauss(0, 0.2)

    def recall(self, question: int, day: int) -> float:
        traces = self._traces.get(question)
        if not traces:
            return 0.0
        return 1 / (1 + exp(-(self._offset - self._hardness[question] + self._slope * log(_strength(traces, day)))))

    def study(self, question: int, day: int, rating: int) -> None:
        self._hardness.setdefault(question, self.rng.gauss(0, 0.6))
        weight = {1: 0.7, 2: 0.9, 3: 1.2, 4: 1.8}[rating]
        traces = self._traces.setdefault(question, [])
        decay = self._decay + self._crowding * (_strength(traces, day) if traces else 0.0)
        traces.append((day, weight, min(1.2, decay)))


def _strength(traces: list[tuple[int, float, float]], day: int) -> float:
    return float(sum(weight * max(0.5, day - when) ** -decay for when, weight, decay in traces))


@dataclass
class TwoPart:
    """A fast and a slow exponential; each spaced success moves strength to the slow one and slows it down."""

    rng: Random
    _states: dict[int, tuple[float, float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        gauss = self.rng.gauss
        self._fast = 3.0 * exp(gauss(0, 0.4))
        self._slow = 50.0 * exp(gauss(0, 0.5))
        self._growth = 3.6 * exp(gauss(0, 0.12))

    def recall(self, question: int, day: int) -> float:
        if question not in self._states:
            return 0.0
        share, slow, last = self._states[question]
        age = day - last
        return 0.97 * ((1 - share) * exp(-age / self._fast) + share * exp(-age / slow))

    def study(self, question: int, day: int, rating: int) -> None:
        if question not in self._states:
            share = {1: 0.35, 2: 0.6, 3: 0.78, 4: 0.9}[rating]
            self._states[question] = (share, self._slow * exp(self.rng.gauss(0, 0.4)), day)
            return
        share, slow, last = self._states[question]
        forgotten = 1 - self.recall(question, day)
        if rating == 1:
            self._states[question] = (max(0.35, share * 0.75), max(self._slow / 2, slow * 0.8), day)
            return
        gain = (self._growth - 1) * min(1.0, 0.25 + 3 * forgotten) * {2: 0.6, 3: 1.0, 4: 1.3}[rating]
        self._states[question] = (share + (1 - share) * 0.45, slow * (1 + gain), max(last, day))


FAMILIES: dict[str, Callable[[Random], Learner]] = {
    "FSRS, weights spread": spread_person,
    "power law (ACT-R)": PowerLaw,
    "two exponentials": TwoPart,
}
"""How a learner of each family is drawn."""
