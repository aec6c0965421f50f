"""Learners whose numbers were fitted to real people: rows of a folder that srs-benchmark published.

A folder holds files of JSON lines, one person a line, named as that benchmark names its results: `FSRS-6.jsonl`,
`FSRS-5.jsonl`, `DASH[MCM].jsonl`, `DASH[ACT-R].jsonl`, `HLR.jsonl` (github.com/open-spaced-repetition/srs-benchmark,
folder `result`). They state no licence, so none is kept here. The models are those of its `models`: of one day only the
first answer is heard, but by FSRS, which also hears that a failed card was asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from json import loads
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from awsprep.core.memory import Model
from benchmarks.learners import Fsrs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from random import Random

    from benchmarks.learners import Learner

Row = tuple[float, ...]
"""One person's numbers."""

_WINDOWS = ((1.0, 0.2434), (7.0, 1.9739), (30.0, 16.009), (inf, 129.8426))
"""Days that DASH counts answers in, and how slowly they fade from that count."""


_LEAST = 1e-4  # nobody knows anything for certain


def learner_of(row: Row) -> Fsrs:
    """FSRS-6 with its 21 weights, or FSRS-5 with its 19: the same with an exponent of a half."""
    weights = list(row) if len(row) == 21 else [*row, 0.0, 0.5]
    weights[20] = min(0.8, max(0.1, weights[20]))
    weights[0:4] = [min(100.0, max(0.001, weight)) for weight in weights[0:4]]
    return Fsrs(Model(tuple(weights)))


Past = list[tuple[int, bool]]
"""The days of a question's answers, and whether each was right."""


@dataclass
class Counting:
    """A learner whose recall follows from the days of the past answers and whether each was right."""

    chance: Callable[[Past, int], float]
    _past: dict[int, Past] = field(default_factory=dict)

    def recall(self, question: int, day: int) -> float:
        past = self._past.get(question)
        return min(1 - _LEAST, max(_LEAST, self.chance(past, day))) if past else 0.0

    def study(self, question: int, day: int, rating: int) -> None:
        self._past.setdefault(question, []).append((day, rating > 1))


def dash_mcm(row: Row, past: Past, day: int) -> float:
    """A logistic curve over answers and right answers in four windows of time, each fading."""
    total = row[8]
    for place, (window, fading) in enumerate(_WINDOWS):
        recent = [(exp(-(day - when) / fading), right) for when, right in past if day - when <= window]
        total += row[2 * place] * log(1 + sum(weight for weight, _ in recent))
        total += row[2 * place + 1] * log(1 + sum(weight for weight, right in recent if right))
    return _logistic(total)


def dash_actr(row: Row, past: Past, day: int) -> float:
    """A logistic curve over a sum of powers of the answers' ages, right and wrong ones weighted apart."""
    scale, decay, wrong, right, offset = row
    total = sum((day - when) ** -decay * (right if passed else wrong) for when, passed in past if day > when)
    return _logistic(scale * log(1 + max(0.0, total)) + offset)


def half_life(row: Row, past: Past, day: int) -> float:
    """HLR, of Duolingo: a half-life that doubles with the roots of the counts of right and of wrong answers."""
    right = sum(passed for _, passed in past)
    life = 2.0 ** (row[0] * sqrt(right) + row[1] * sqrt(len(past) - right) + row[2])
    return float(0.5 ** ((day - past[-1][0]) / life))


def people(folder: Path) -> dict[str, Callable[[Random], Learner]]:
    """A family of learners for each file of the folder that is known: one of its people, drawn."""
    found: dict[str, Callable[[Random], Learner]] = {}
    for kind, make in KINDS.items():
        path = folder / f"{kind}.jsonl"
        if path.exists():
            found[f"people, {kind}"] = partial(_drawn, make, rows(path))
    return found


def rows(path: Path) -> list[Row]:
    """The numbers of each person in a file; those that were fitted deck by deck are left out."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            numbers = loads(line)["parameters"]
            numbers = numbers.get("0") if isinstance(numbers, dict) else numbers
            if numbers:
                found.append(tuple(map(float, numbers)))
    return found


def _drawn(make: Callable[[Row], Learner], known: list[Row], rng: Random) -> Learner:
    return make(rng.choice(known))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-700.0, value)))


KINDS: Mapping[str, Callable[[Row], Learner]] = {
    "FSRS-6": learner_of,
    "FSRS-5": learner_of,
    "DASH[MCM]": lambda row: Counting(partial(dash_mcm, row)),
    "DASH[ACT-R]": lambda row: Counting(partial(dash_actr, row)),
    "HLR": lambda row: Counting(partial(half_life, row)),
}
