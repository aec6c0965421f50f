"""Throttling by a token bucket: it holds `burst` tokens, gains `rate` a second up to that, a request takes one.

Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html;
botocore `apigateway ThrottleSettings.burstLimit`
"""

from __future__ import annotations

from awsprep.aws.calculators.worked import Calculator, Given, Worked

FINDS = ("accepted", "rejected")


def work(*, find: str, rate: int, burst: int, load: int, waves: int, gap: int) -> Worked:
    """Of `waves` waves of `load` requests at once, `gap` seconds apart, what a full bucket accepts or rejects."""
    refill = min(burst, rate * gap)
    sent = load * waves
    supply = burst + (waves - 1) * refill
    accepted = min(min(load, burst) * waves, supply)
    steps = [f"full bucket: {burst:,} tokens"]
    if waves > 1:
        capped = f", but no more than {burst:,} fit" if rate * gap > burst else ""
        steps.append(f"refill between waves: {rate:,}/s × {gap} s = {rate * gap:,}{capped}")
        steps.append(f"tokens in all: {burst:,} + {waves - 1} × {refill:,} = {supply:,}")
    each = min(load, burst)
    steps.append(f"accepted: the smaller of {each:,} × {waves} = {each * waves:,} and {supply:,} = {accepted:,}")
    if find == "accepted":
        return Worked(accepted, f"{accepted:,} requests", tuple(steps))
    rejected = sent - accepted
    steps.append(f"rejected (429): {sent:,} - {accepted:,} = {rejected:,}")
    return Worked(rejected, f"{rejected:,} requests", tuple(steps))


CALCULATOR = Calculator(
    (
        Given("find", "accepted", "what to work out", words=FINDS),
        Given("rate", 100, "tokens gained a second: the rate limit", 1),
        Given("burst", 200, "tokens that fit: the burst limit", 1),
        Given("load", 500, "requests that arrive at once", 1),
        Given("waves", 1, "how many times they arrive", 1, 1000),
        Given("gap", 1, "seconds between two waves", 1, 3600),
    ),
    work,
    ("https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",),
)
