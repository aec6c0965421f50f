"""What a throttled API lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "token-bucket"


def _requests(value: Value) -> str:
    return f"{value:,} requests"


def _limits(rate: int, burst: int) -> str:
    return (
        f"An API stage is throttled at a rate of {rate} requests a second with a burst of {burst}. Its bucket is full."
    )


def _burst(rng: Random, level: str) -> Case | None:
    del level
    rate = rng.choice((50, 100, 200, 500))
    burst = rate + rng.choice((50, 100, 150, 300))
    load = rate + burst + rng.choice((0, 100, 150, 400))
    return case_of(
        _FAMILY,
        f"{_limits(rate, burst)} Then {load:,} requests arrive in the same instant. How many are rejected with 429?",
        {"find": "rejected", "rate": rate, "burst": burst, "load": load},
        (
            (load - rate, "Allows the rate alone; a full bucket holds the burst."),
            (load - rate - burst, "Adds rate and burst; in one instant nothing has been refilled."),
            (burst, "Is what is accepted."),
            (0, "Believes that throttling queues requests; it rejects them."),
            (load, "Rejects everything because the limit is exceeded; requests take tokens while there are some."),
        ),
        _requests,
    )


def _second(rng: Random, level: str) -> Case | None:
    del level
    rate = rng.choice((20, 50, 100))
    gap = rng.choice((2, 3, 5))
    burst = rate * gap + rng.choice((-50, 50, 100, 200))
    load = burst + rng.choice((0, 50, 100))
    if burst <= rate:
        return None
    refill = min(burst, rate * gap)
    return case_of(
        _FAMILY,
        f"{_limits(rate, burst)} {load:,} requests arrive at once, and {gap} seconds later {load:,} more. How many of "
        "the "
        f"{2 * load:,} are accepted?",
        {"find": "accepted", "rate": rate, "burst": burst, "load": load, "waves": 2, "gap": gap},
        (
            (2 * burst, f"Fills the bucket up for the second wave; {gap} s give back {refill:,} tokens."),
            (burst + rate * gap, "Lets more tokens into the bucket than it holds."),
            (burst + rate, "Counts one second of refill."),
            (burst, "Forgets the refill between the waves."),
            (2 * load, "Believes that throttling queues requests; it rejects them."),
            (2 * rate, "Allows the rate alone, in each wave."),
        ),
        _requests,
    )


def _waves(rng: Random, level: str) -> Case | None:
    del level
    rate = rng.choice((20, 50, 100, 200))
    waves = rng.choice((5, 6, 8, 10))
    load = rate + rng.choice((10, 20, 30, 50, 100))
    burst = load + rng.choice((0, 20, 50, 100))
    accepted = min(load * waves, burst + (waves - 1) * rate)
    if accepted == load * waves:
        return None
    return case_of(
        _FAMILY,
        f"{_limits(rate, burst)} From now on {load} requests come at the start of each second, for {waves} seconds. "
        "How "
        "many are rejected with 429 in all?",
        {"find": "rejected", "rate": rate, "burst": burst, "load": load, "waves": waves, "gap": 1},
        (
            ((load - rate) * waves, "Overlooks the full bucket, which feeds the first seconds."),
            (load * waves - burst - waves * rate, "Counts a refill before the first second; the bucket was full."),
            (load * waves - burst, "Forgets the refill of each second."),
            (0, "The load is over the rate in every second: the burst only delays the 429s."),
            (accepted, "Is what is accepted."),
        ),
        _requests,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"burst": _burst, "second": _second, "waves": _waves}
