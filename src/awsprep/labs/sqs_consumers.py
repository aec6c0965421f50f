"""Consumers that keep up, instances that catch up, and how long a backlog takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

_FAMILY = "sqs-consumers"


def _consumers(rng: Random, level: str) -> Case | None:
    del level
    rate, ms = rng.choice((30, 40, 50, 60, 80, 120)), rng.choice((150, 250, 400, 500, 1500, 2500))
    return case_of(
        _FAMILY,
        f"{rate} messages a second arrive in a queue. A consumer handles one message at a time and takes {ms:,} ms "
        "for it. "
        "How many consumers keep up?",
        {"find": "consumers", "rate": rate, "ms": ms},
        (
            (rate * ms // 1000, "Rounds down: the queue then grows slowly, and for ever."),
            (max(1, rate * 1000 // ms), "Divides by the time; it is messages a second times seconds."),
            (rate, "Gives each message of a second a consumer of its own, however short it takes."),
            (-(-rate * ms // 10_000), "Is a factor of ten off: milliseconds are thousandths of a second."),
            (-(-rate * ms // 100), "Is a factor of ten off: milliseconds are thousandths of a second."),
        ),
        lambda value: f"{value:,} consumers",
    )


def _instances(rng: Random, level: str) -> Case | None:
    del level
    ms, latency = rng.choice((100, 200, 250, 500)), rng.choice((5, 10, 20, 30, 60))
    each = latency * 1000 // ms
    needed, running = rng.randint(4, 15), rng.choice((2, 3))
    backlog = each * (needed - 1) + rng.choice((each, each // 2))
    return case_of(
        _FAMILY,
        f"{backlog:,} messages wait in a queue. An instance handles one after another, each in {ms} ms; a message may "
        "wait "
        f"{latency} s. {running} instances run. How many should there be in all?",
        {"find": "instances", "backlog": backlog, "ms": ms, "latency": latency},
        (
            (needed + running, "Adds what is needed to what runs; it is the number in all."),
            (needed - running, "Is how many to add, not how many there should be."),
            (-(-backlog // latency), "Divides by the seconds alone; in them an instance handles many messages."),
            (-(-backlog * ms // 1000), "Works all off within one second."),
            (needed - 1, "Rounds down: the last messages wait too long."),
        ),
        lambda value: f"{value:,} instances",
    )


def _drain(rng: Random, level: str) -> Case | None:
    del level
    ms, workers = rng.choice((100, 200, 250, 500)), rng.choice((20, 25, 40, 50))
    speed = workers * 1000 // ms
    rate = speed * rng.choice((1, 2, 3)) // 4
    seconds = rng.choice((60, 120, 300, 600, 900))
    backlog = seconds * (speed - rate)
    return case_of(
        _FAMILY,
        f"After an outage {backlog:,} messages wait, and {rate} a second go on arriving. {workers} consumers each "
        "handle one "
        f"message at a time in {ms} ms. After how many seconds is the backlog gone?",
        {"find": "drain", "backlog": backlog, "rate": rate, "ms": ms, "workers": workers},
        (
            (backlog // speed, "Forgets that messages go on arriving."),
            (backlog // (speed + rate), "Adds the arrivals to the speed; they slow the draining down."),
            (backlog // rate, "Divides by the arrivals."),
            (backlog * ms // 1000, "Is the time of a single consumer without new messages."),
            (2 * seconds, "Halves the spare speed."),
        ),
        lambda value: f"{value:,} s",
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "consumers": _consumers,
    "instances": _instances,
    "drain": _drain,
}
