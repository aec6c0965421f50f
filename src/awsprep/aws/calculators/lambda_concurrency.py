"""Lambda concurrency: requests a second times their duration in seconds; and at most ten requests a second for each.

Sources: botocore `lambda PutFunctionConcurrency` (100 stay unreserved);
docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html, .../scaling-behavior.html
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil

PER_SECOND = 10
"""Requests a second for each unit of concurrency, of synchronous on-demand invocations."""
UNRESERVED = 100
FINDS = ("concurrency", "served", "throttled", "reservable")


def work(*, find: str, rate: int, ms: int, limit: int, reserved: int) -> Worked:
    """`concurrency` for `rate` requests/s of `ms` milliseconds; or what a `limit` serves, throttles, lets reserve."""
    if find == "reservable":
        left = limit - reserved - UNRESERVED
        if left < 0:
            raise NotComputableError(f"{reserved:,} of {limit:,} cannot be reserved: {UNRESERVED} stay unreserved")
        line = f"{limit:,} - {reserved:,} - {UNRESERVED} = {left:,}"
        return Worked(left, f"{left:,}", (line,))
    seconds = Fraction(ms, 1000)
    if find == "concurrency":
        exact = rate * seconds
        needed = ceil(exact)
        line = f"{rate:,}/s × {figure(seconds)} s = {figure(exact)}" + (f", so {needed:,}" if exact != needed else "")
        return Worked(needed, f"{needed:,}", (line,))
    by_time, by_rate = limit / seconds, limit * PER_SECOND
    most = min(by_time // 1, by_rate)
    steps = (
        f"by concurrency: {limit:,} / {figure(seconds)} s = {figure(by_time, 1)} requests/s",
        f"by rate: {PER_SECOND} × {limit:,} = {by_rate:,} requests/s",
    )
    if find == "served":
        return Worked(most, f"{most:,} requests/s", (*steps, f"the smaller one: {most:,} requests/s"))
    over = max(0, rate - most)
    last = f"{rate:,} - {most:,} = {over:,} requests/s" if over else f"{rate:,} ≤ {most:,}: nothing is throttled"
    return Worked(over, f"{over:,} requests/s", (*steps, last))


CALCULATOR = Calculator(
    (
        Given("find", "concurrency", "what to work out", words=FINDS),
        Given("rate", 200, "requests a second", 1),
        Given("ms", 250, "milliseconds a request", 1, 900_000),
        Given("limit", 1000, "concurrency quota, or what is reserved for the function", 1),
        Given("reserved", 0, "concurrency that other functions reserve (find=reservable)"),
    ),
    work,
    (
        "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    ),
)
