"""A failing message: seen again a visibility timeout after each receive, then moved to the dead-letter queue.

After maxReceiveCount receives the next one moves it.

Sources: botocore `sqs CreateQueueRequest.Attributes` (moved when ReceiveCount exceeds maxReceiveCount);
docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
(in a standard queue the age goes on counting from the first queue, in FIFO it starts anew)
"""

from __future__ import annotations

from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

_GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide"
FINDS = ("moved", "received", "done", "kept")


def work(
    *,
    find: str,
    timeout: int,
    receives: int,
    at: int,
    attempt: int,
    takes: int,
    retention: int,
    waited: int,
    queue: str,
) -> Worked:
    """With a consumer that polls without pause, crashes on the message and never changes its visibility timeout.

    Seconds after the first receive when it is `moved`; how often it was `received` by second `at`; second when it
    is `done` if attempt number `attempt` succeeds in `takes` seconds; hours that the dead-letter queue has `kept` it
    for, if it `waited` hours in the source queue.
    """
    if find == "moved":
        moved = receives * timeout
        steps = (
            f"received at 0 and every {timeout} s, {receives} times",
            f"the next receive moves it: {receives} × {timeout} s = {moved:,} s",
        )
        return Worked(moved, f"{moved:,} seconds", steps)
    if find == "received":
        due = at // timeout + 1
        count = min(receives, due)
        line = f"{at:,} / {timeout}, rounded down, + 1 for the receive at 0 = {due}"
        cap = f"; no more than {receives}" if due > receives else ""
        return Worked(count, f"{count} times", (line + cap,))
    if find == "done":
        if attempt > receives:
            raise NotComputableError(f"attempt {attempt} never comes: after {receives} it is in the dead-letter queue")
        if takes > timeout:
            raise NotComputableError(f"{takes} s are over the timeout of {timeout} s: the message is seen again before")
        done = (attempt - 1) * timeout + takes
        line = f"({attempt} - 1) × {timeout} s + {takes} s = {done:,} s"
        return Worked(done, f"{done:,} seconds", (line,))
    left = max(0, retention - waited) if queue == "standard" else retention
    line = f"{retention} h - {waited} h in the source queue = {left} h"
    if queue == "fifo":
        line = f"in FIFO the age starts anew: {left} h"
    return Worked(left, f"{left} hours", (line,))


CALCULATOR = Calculator(
    (
        Given("find", "moved", "what to work out", words=FINDS),
        Given("timeout", 30, "visibility timeout in seconds", 1, 43_200),
        Given("receives", 3, "maxReceiveCount", 1, 1000),
        Given("at", 60, "seconds after the first receive (find=received)"),
        Given("attempt", 2, "number of the attempt that succeeds (find=done)", 1, 1000),
        Given("takes", 10, "seconds that the successful attempt takes (find=done)"),
        Given("retention", 96, "hours of retention of the dead-letter queue (find=kept)", 1, 336),
        Given("waited", 24, "hours in the source queue before (find=kept)", 0, 336),
        Given("queue", "standard", "standard or fifo (find=kept)", words=("standard", "fifo")),
    ),
    work,
    (
        f"{_GUIDE}/sqs-dead-letter-queues.html",
        f"{_GUIDE}/setting-up-dead-letter-queue-retention.html",
    ),
)
