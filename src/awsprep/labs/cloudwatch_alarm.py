"""When an alarm goes off, and what it makes of missing data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.cloudwatch_alarm import KEPT, NEVER
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "cloudwatch-alarm"
_PERIODS = 9
_THRESHOLD = 80


def _period(value: Value) -> str:
    return f"After period {value}" if value else "Not at all"


def _row(rng: Random, level: str) -> Case | None:
    del level
    needed = rng.choice((2, 3))
    return _when(rng, needed, needed)


def _several(rng: Random, level: str) -> Case | None:
    del level
    needed = rng.choice((2, 3))
    return _when(rng, needed, needed + rng.choice((1, 2)))


def _when(rng: Random, m: int, n: int) -> Case | None:
    data = "".join(rng.choice("xxo") for _ in range(_PERIODS))
    figures = [rng.randint(82, 99) if point == "x" else rng.randint(40, 78) for point in data]
    breaches = [place for place, point in enumerate(data, 1) if point == "x"]
    if len(breaches) < m:
        return None
    row = "  ".join(map(str, figures))
    in_a_row = next((p for p in range(m, _PERIODS + 1) if data[p - m : p] == "x" * m), NEVER)
    all_of_n = next((p for p in range(n, _PERIODS + 1) if data[p - n : p] == "x" * n), NEVER)
    mistakes: list[tuple[Value, str]] = [
        (breaches[0], "Is the first breach; one datapoint is not enough."),
        (breaches[m - 1], f"Counts {m} breaches anywhere; they must be within {n} periods."),
        (in_a_row, f"Waits for {m} in a row; {m} out of {n} need not be in a row." if m < n else ""),
        (all_of_n, f"Waits until all {n} periods breach; {m} of them are enough."),
        (NEVER, f"Overlooks {n} periods of which {m} breach."),
        (n, f"Is the end of the first {n} periods, whatever they hold."),
        (_PERIODS, "Waits for the end of the row."),
    ]
    return case_of(
        _FAMILY,
        f"An alarm on CPU above {_THRESHOLD} % has {n} evaluation periods and {m} datapoints to alarm. It is OK and "
        "was for long. "
        f"These {_PERIODS} periods follow:\n\n```\n{row}\n```\n\nWhen does it go to ALARM?",
        {"find": "period", "data": data, "m": m, "n": n},
        mistakes,
        _period,
    )


def _missing(rng: Random, level: str) -> Case | None:
    del level
    n = 3
    m = rng.choice((2, 3))
    policy = rng.choice(("missing", "ignore", "breaching", "notBreaching"))
    data = "".join(rng.choice("xxo--") for _ in range(5))
    real = data.replace("-", "")
    lacking = max(0, n - len(real))
    if len(real) == len(data) or (real and lacking and policy in {"missing", "ignore"}):
        return None
    breaching = real[-n:].count("x") + (lacking if policy == "breaching" else 0)
    shown = "  ".join({"x": "above", "o": "below", "-": "-"}[point] for point in data)
    if real:
        filled = f" and {lacking} filled in" if lacking else ""
        counted = f"{breaching} of the {n} newest datapoints that are there{filled} breach; {m} are needed."
        whys = [counted, counted, "Needs a range without any datapoint.", "Enough is known to decide."]
    else:
        whys = [
            f"Is what `{other}` does with missing data; this alarm has `{policy}`."
            for other in ("breaching", "notBreaching", "missing", "ignore")
        ]
    return case_of(
        _FAMILY,
        f"An alarm ({m} out of {n}) treats missing data as `{policy}`. Its evaluation range holds the last 5 periods, "
        "oldest "
        f"first; `-` is missing, above the threshold is breaching:\n\n```\n{shown}\n```\n\nWhich state results?",
        {"find": "state", "data": data, "m": m, "n": n, "policy": policy},
        tuple(zip(("ALARM", "OK", "INSUFFICIENT_DATA", KEPT), whys, strict=True)),
        lambda value: "It keeps the state it had" if value == KEPT else str(value),
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"row": _row, "several": _several, "missing": _missing}
