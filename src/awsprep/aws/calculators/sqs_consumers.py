"""Consumers of a queue: arrivals a second times seconds a message; and backlog against acceptable delay.

Source: docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html (backlog per instance =
acceptable latency / time a message takes)
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil

FINDS = ("consumers", "instances", "drain")


def work(*, find: str, rate: int, ms: int, backlog: int, latency: int, workers: int) -> Worked:
    """How many `consumers` keep up with `rate` messages a second of `ms` milliseconds, each one at a time.

    `instances`: how many work off a `backlog` within `latency` seconds. `drain`: in how many seconds `workers` work
    it off while `rate` goes on arriving.
    """
    seconds = Fraction(ms, 1000)
    if find == "consumers":
        exact = rate * seconds
        count = ceil(exact)
        line = f"{rate:,}/s × {figure(seconds)} s = {figure(exact)}" + (f", so {count:,}" if exact != count else "")
        return Worked(count, f"{count:,} consumers", (line,))
    if find == "instances":
        acceptable = latency / seconds
        count = ceil(backlog / acceptable)
        return Worked(
            count,
            f"{count:,} instances",
            (
                f"acceptable backlog each: {latency:,} s / {figure(seconds)} s = {figure(acceptable, 2)} messages",
                f"ceil({backlog:,} / {figure(acceptable, 2)}) = {count:,} instances",
            ),
        )
    speed = workers / seconds
    spare = speed - rate
    if spare <= 0:
        raise NotComputableError(f"{workers:,} workers handle {figure(speed, 2)}/s, {rate:,}/s arrive: it never drains")
    needed = ceil(backlog / spare)
    return Worked(
        needed,
        f"{needed:,} seconds",
        (
            f"{workers:,} / {figure(seconds)} s = {figure(speed, 2)}/s, less {rate:,}/s arriving: {figure(spare, 2)}/s",
            f"{backlog:,} / {figure(spare, 2)} = {needed:,} s",
        ),
    )


CALCULATOR = Calculator(
    (
        Given("find", "consumers", "what to work out", words=FINDS),
        Given("rate", 100, "messages that arrive a second"),
        Given("ms", 200, "milliseconds a message takes", 1, 43_200_000),
        Given("backlog", 1500, "messages that wait"),
        Given("latency", 10, "acceptable delay in seconds (find=instances)", 1),
        Given("workers", 30, "messages handled at once (find=drain)", 1),
    ),
    work,
    ("https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html",),
)
