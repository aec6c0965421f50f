"""Recovery: the cheapest strategy that meets both objectives; and what a plan achieves in the worst case.

Source: AWS whitepaper “Disaster Recovery of Workloads on AWS”, “Disaster recovery options in the cloud”
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

_PAPER = "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws"
NONE = "none"
FINDS = ("strategy", "rpo", "rto")
_PLAN = re.compile(r"([a-z-]{1,30})=([0-9]{1,6})/([0-9]{1,6})/([0-9]{1,9})", re.ASCII)


class Plan(NamedTuple):
    """A strategy with its recovery time and recovery point in minutes, and dollars a month."""

    name: str
    rto: int
    rpo: int
    cost: int


def work(
    *, find: str, plans: str, rto: int, rpo: int, interval: int, copy: int, detect: int, gb: int, speed: int, ttl: int
) -> Worked:
    """The cheapest `strategy` of `plans` that meets `rto` and `rpo`; or minutes lost and minutes down of a plan.

    `rpo`: backups every `interval` minutes that take `copy` minutes to arrive. `rto`: `detect` minutes, then
    `gb` restored at `speed` GB an hour, then the DNS `ttl` in minutes.
    """
    if find == "rpo":
        lost = interval + copy
        return Worked(lost, f"{lost} minutes", (f"{interval} min interval + {copy} min copy = {lost} min",))
    if find == "rto":
        restore = Fraction(gb * 60, speed)
        down = detect + restore + ttl
        steps = (
            f"restore: {gb:,} GB / {speed:,} GB/h = {figure(restore, 1)} min",
            f"{detect} + {figure(restore, 1)} + {ttl} = {figure(down, 1)} min",
        )
        return Worked(down, f"{figure(down, 1)} minutes", steps)
    meeting = [plan for plan in read(plans) if plan.rto <= rto and plan.rpo <= rpo]
    if not meeting:
        return Worked(NONE, "none of them", (f"no strategy has RTO ≤ {rto} min and RPO ≤ {rpo} min",))
    best = min(meeting, key=lambda plan: plan.cost)
    names = ", ".join(f"{plan.name} (${plan.cost:,})" for plan in meeting)
    return Worked(best.name, best.name, (f"RTO ≤ {rto} and RPO ≤ {rpo} min: {names}", f"the cheapest: {best.name}"))


def read(plans: str) -> list[Plan]:
    """The plans of a text such as `pilot-light=30/5/400`: name, RTO and RPO in minutes, dollars a month."""
    read = []
    for text in plans.split():
        found = _PLAN.fullmatch(text)
        if found is None:
            raise NotComputableError(f'"{text}" is not a strategy; write pilot-light=30/5/400 (RTO/RPO/dollars)')
        read.append(Plan(found[1], int(found[2]), int(found[3]), int(found[4])))
    if len({plan.cost for plan in read}) < len(read):
        raise NotComputableError("two strategies cost the same")
    return read


CALCULATOR = Calculator(
    (
        Given("find", "strategy", "what to work out", words=FINDS),
        Given(
            "plans",
            "backup=720/240/100 pilot-light=60/10/400 warm-standby=10/1/1500 active-active=1/0/4000",
            "name=RTO/RPO/dollars, minutes and a month",
        ),
        Given("rto", 60, "objective: minutes until service is back"),
        Given("rpo", 15, "objective: minutes of data that may be lost"),
        Given("interval", 60, "minutes between backups (find=rpo)", 1),
        Given("copy", 15, "minutes until a backup is in the other Region (find=rpo)"),
        Given("detect", 10, "minutes until the failover is decided (find=rto)"),
        Given("gb", 600, "GB to restore (find=rto)"),
        Given("speed", 200, "GB restored an hour (find=rto)", 1),
        Given("ttl", 1, "minutes of DNS TTL (find=rto)"),
    ),
    work,
    (f"{_PAPER}/disaster-recovery-options-in-the-cloud.html",),
)
