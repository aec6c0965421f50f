"""A failing message's way into the dead-letter queue, and how long it stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "dlq-timeline"
_CONSUMER = "Consumers poll without pause, and never change the message's visibility timeout."


def _seconds(value: Value) -> str:
    return f"After {value:,} s"


def _moved(rng: Random, level: str) -> Case | None:
    del level
    timeout, receives, fails = rng.choice((30, 40, 60, 90, 120)), rng.randint(3, 5), rng.choice((2, 4, 5))
    return case_of(
        _FAMILY,
        f"A queue has a visibility timeout of {timeout} s and a dead-letter queue with a maxReceiveCount of "
        f"{receives}. Each "
        f"consumer that receives a certain message crashes after {fails} s. {_CONSUMER} How long after its first "
        "receive is "
        "the message moved to the dead-letter queue?",
        {"find": "moved", "timeout": timeout, "receives": receives},
        (
            (
                (receives - 1) * timeout,
                f"Is when receive number {receives} happens; the one after it moves the message.",
            ),
            (receives * fails, "Counts from the crashes; a message is seen again only after the visibility timeout."),
            ((receives - 1) * timeout + fails, "Is the last crash; the message is still invisible then."),
            ((receives + 1) * timeout, "Allows a receive too many."),
            (timeout, "Is when the message is seen again for the first time."),
        ),
        _seconds,
    )


def _done(rng: Random, level: str) -> Case | None:
    del level
    timeout, attempt = rng.choice((30, 45, 60, 120)), rng.randint(2, 4)
    takes, fails = rng.choice((8, 12, 15)), rng.choice((2, 3, 5))
    return case_of(
        _FAMILY,
        f"A queue has a visibility timeout of {timeout} s and no dead-letter queue. A message's handler throws an "
        "error "
        f"{fails} s after each of the first {attempt - 1} receives; the next one succeeds in {takes} s and deletes it. "
        f"{_CONSUMER} When is it done, counted from the first receive?",
        {"find": "done", "timeout": timeout, "attempt": attempt, "takes": takes, "receives": 10},
        (
            (
                (attempt - 1) * fails + takes,
                "Retries at once; after an error the message stays invisible until the timeout.",
            ),
            (attempt * timeout, "Waits for the last timeout too; a deleted message needs none."),
            ((attempt - 1) * (timeout + fails) + takes, "Starts the timeout at the error; it runs from the receive."),
            (attempt * timeout + takes, "Counts a failed receive too many."),
            ((attempt - 1) * timeout, "Forgets that the handler takes time as well."),
        ),
        _seconds,
    )


def _received(rng: Random, level: str) -> Case | None:
    del level
    timeout, receives = rng.choice((20, 30, 60)), rng.randint(3, 8)
    whole = rng.randint(2, receives + 2)
    at, fails = whole * timeout + timeout // 2, rng.choice((4, 5))
    due = whole + 1
    return case_of(
        _FAMILY,
        f"A queue has a visibility timeout of {timeout} s and a dead-letter queue with a maxReceiveCount of "
        f"{receives}. Each "
        f"handler of a certain message fails after {fails} s. {_CONSUMER} How often has it been received {at} s after "
        "the "
        "first receive?",
        {"find": "received", "timeout": timeout, "receives": receives, "at": at},
        (
            (due, f"Goes on after {receives} receives; then the message is in the dead-letter queue."),
            (whole, "Forgets the receive at the beginning."),
            (receives, "Is as often as it can be received; it is too early for that."),
            (at // fails, "Retries at once; a message is seen again only after the visibility timeout."),
            (receives + 1, "Counts the receive that moves it; no consumer gets that one."),
            (1, "Takes a received message for deleted; the consumer must delete it."),
        ),
        lambda value: "Once" if value == 1 else f"{value} times",
    )


def _kept(rng: Random, level: str) -> Case | None:
    del level
    queue = rng.choice(("standard", "standard", "fifo"))
    source, retention = rng.choice((48, 72, 96)), rng.choice((96, 120, 168, 240))
    waited = rng.choice((10, 20, 24, 30, 36))
    return case_of(
        _FAMILY,
        f"A {'FIFO' if queue == 'fifo' else 'standard'} queue keeps messages for {source} h, its dead-letter queue for "
        f"{retention} h. A message is moved to the dead-letter queue {waited} h after it was sent. How long does it "
        "stay "
        "there if nobody touches it?",
        {"find": "kept", "retention": retention, "waited": waited, "queue": queue},
        (
            (
                retention if queue == "standard" else retention - waited,
                "Starts the clock anew, as FIFO queues do; in a standard queue the age goes on from the first sending."
                if queue == "standard"
                else "Takes the age over, as standard queues do; in a FIFO queue the clock starts anew.",
            ),
            (source - waited, "Takes the retention of the source queue."),
            (retention + waited, "Adds the time in the source queue instead of counting it in."),
            (source + retention - waited, "Adds up both retentions."),
            (source, "Is the retention of the source queue."),
        ),
        lambda value: f"{value} h",
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "moved": _moved,
    "done": _done,
    "received": _received,
    "kept": _kept,
}
