"""What concurrency a Lambda function needs, serves and may reserve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.lambda_concurrency import PER_SECOND, UNRESERVED
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "lambda-concurrency"
_RULE = f"Lambda serves at most {PER_SECOND} synchronous requests a second for each unit of concurrency."


def _per_second(value: Value) -> str:
    return f"{value:,} requests/s"


def _concurrency(rng: Random, level: str) -> Case | None:
    del level
    ms = rng.choice((200, 250, 400, 500, 1500, 2000, 2500, 3000))
    rate = rng.choice((40, 80, 100, 120, 200, 300, 400))
    return case_of(
        _FAMILY,
        f"A function takes {ms:,} ms on average and receives {rate} requests a second, evenly. How much concurrency "
        "does "
        "it use?",
        {"find": "concurrency", "rate": rate, "ms": ms},
        (
            (rate, "Takes requests a second for concurrency; a request holds its environment as long as it runs."),
            (rate * 1000 // ms, "Divides by the duration; it is requests a second times seconds."),
            (rate * ms // 100, "Is a factor of ten off: milliseconds are thousandths of a second."),
            (rate * ms // 10_000, "Is a factor of ten off: milliseconds are thousandths of a second."),
            (rate * PER_SECOND, "Turns the limit of ten requests a second around."),
        ),
        lambda value: f"{value:,}",
    )


def _served(rng: Random, level: str) -> Case | None:
    del level
    limit = rng.choice((50, 100, 200, 400, 500, 1000))
    ms = rng.choice((20, 25, 40, 50, 125, 200, 250, 500))
    by_time, by_rate = limit * 1000 // ms, PER_SECOND * limit
    return case_of(
        _FAMILY,
        f"A function has a reserved concurrency of {limit:,} and takes {ms} ms. {_RULE} How many requests a second "
        "can it "
        "serve at most?",
        {"find": "served", "ms": ms, "limit": limit},
        (
            (by_time, f"Only divides concurrency by duration; ten times {limit:,} is less."),
            (by_rate, "Only takes ten times the concurrency; the duration allows less."),
            (limit, "Takes concurrency for requests a second; an environment serves one request after another."),
            (by_time + by_rate, "Adds the two bounds; both hold, so the smaller one counts."),
            (limit * ms // 1000, "Multiplies concurrency by the duration instead of dividing."),
        ),
        _per_second,
    )


def _reservable(rng: Random, level: str) -> Case | None:
    del level
    limit = rng.choice((1000, 2000, 3000))
    reserved = rng.randrange(100, limit - 300, 50)
    left = limit - reserved
    return case_of(
        _FAMILY,
        f"The account's quota is {limit:,} concurrent executions in the Region. Other functions have reserved "
        f"{reserved:,} "
        "of it. How much can you still reserve for a new function?",
        {"find": "reservable", "limit": limit, "reserved": reserved},
        (
            (left, f"Reserves the rest; Lambda keeps {UNRESERVED} for functions without a reservation."),
            (limit - UNRESERVED, "Overlooks that reservations come out of the one pool of the account."),
            (limit, "Believes that reserved concurrency comes on top of the account's quota."),
            (left - 2 * UNRESERVED, f"Takes off the {UNRESERVED} unreserved ones twice."),
        ),
        lambda value: f"{value:,}",
    )


def _throttled(rng: Random, level: str) -> Case | None:
    del level
    limit = rng.choice((40, 50, 80, 100, 150, 200))
    ms = rng.choice((20, 25, 40, 50, 200, 250, 400, 500))
    by_time, by_rate = limit * 1000 // ms, PER_SECOND * limit
    rate = min(by_time, by_rate) + rng.choice((50, 100, 200, 300, 500))
    needed = rate * ms // 1000
    return case_of(
        _FAMILY,
        f"{rate:,} synchronous requests a second reach a function that takes {ms} ms and has a reserved concurrency of "
        f"{limit:,}. {_RULE} How many requests a second are throttled?",
        {"find": "throttled", "rate": rate, "ms": ms, "limit": limit},
        (
            (max(0, rate - by_time), "Looks at concurrency alone; ten requests a second for each unit is less."),
            (max(0, rate - by_rate), "Looks at ten requests a second alone; the duration allows less."),
            (rate - limit, "Takes concurrency for requests a second."),
            (max(0, needed - limit), "Compares concurrency, and takes the difference for requests a second."),
            (min(by_time, by_rate), "Is what is served, not what is throttled."),
        ),
        _per_second,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "concurrency": _concurrency,
    "served": _served,
    "reservable": _reservable,
    "throttled": _throttled,
}
