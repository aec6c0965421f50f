"""Weighted records of Route 53: a record's weight over the sum of the weights that count.

Healthy records with a weight count; if there is none, healthy ones with weight 0, alike; if nothing is healthy, all
records count as healthy. A record without health check is healthy.
Sources: botocore `route53 ResourceRecordSet.Weight`;
docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from awsprep.aws.calculators.figures import percent
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

_RECORD = re.compile(r"([a-z0-9-]{1,30})=([0-9]{1,3})(!?)", re.ASCII)


class Record(NamedTuple):
    """A weighted record, weight 0 to 255."""

    name: str
    weight: int
    healthy: bool


def work(*, records: str, of: str) -> Worked:
    """The share of the record named `of` (0 to 1) among `a=70 b=20! c=0`; `!` marks an unhealthy one."""
    read_ = read(records)
    names = [record.name for record in read_]
    if of not in names:
        raise NotComputableError(f'there is no record "{of}" (there are {", ".join(names)})')
    steps = []
    healthy = [record for record in read_ if record.healthy]
    if not healthy:
        steps.append("none is healthy: all count as healthy")
        healthy = read_
    counting = [(record.name, record.weight) for record in healthy if record.weight]
    if not counting:
        steps.append("only records of weight 0 are left: they share alike")
        counting = [(record.name, 1) for record in healthy]
    weights = dict(counting)
    total = sum(weights.values())
    share = Fraction(weights.get(of, 0), total)
    if of not in weights:
        steps.append(f"{of} does not count")
    sums = " + ".join(str(weight) for weight in weights.values())
    steps.append(f"{weights.get(of, 0)} / ({sums}) = {percent(share, 1)}")
    return Worked(share, percent(share, 1), tuple(steps))


def read(records: str) -> list[Record]:
    """The records of a text such as `a=70 b=20!`."""
    found = [(text, _RECORD.fullmatch(text)) for text in records.split()]
    for text, match in found:
        if match is None or int(match[2]) > 255:
            raise NotComputableError(f'"{text}" is not a record; write blue=70 (0 to 255), blue=70! if unhealthy')
    return [Record(match[1], int(match[2]), not match[3]) for _, match in found if match]


CALCULATOR = Calculator(
    (
        Given("records", "blue=70 green=30", "name=weight each, ! behind unhealthy ones"),
        Given("of", "blue", "the record asked for"),
    ),
    work,
    (
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html",
    ),
)
