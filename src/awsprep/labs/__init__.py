"""Seeded makers of practice cases, one family a module, each built on a model in `aws`.

A family's module holds QUESTIONS: what can be asked, each a function `(rng, level)` to a Case, or to None where
the numbers drawn make no good one. It is imported when a case is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.calculators import CALCULATORS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random
    from typing import Any

    from awsprep.labs.case import Case


class Family(NamedTuple):
    """What a family is about, and what it asks at which levels: `{"usable": "junior mid"}`.

    A question of the bank may settle on one of them: `with: {find: usable}`.
    """

    title: str
    finds: Mapping[str, str]


def _family(name: str, **finds: str) -> tuple[str, Family]:
    return name, Family(CALCULATORS[name], finds)


FAMILIES: Mapping[str, Family] = dict(
    (
        _family("cidr", usable="junior", prefix="junior mid", total="senior"),
        _family("route-choice", longest="junior", propagated="mid", overlap="senior"),
        _family("dynamodb-capacity", read="junior mid", write="mid", query="senior"),
        _family("lambda-concurrency", concurrency="junior", served="mid", reservable="mid", throttled="senior"),
        _family("token-bucket", burst="junior", second="mid", waves="senior"),
        _family("availability", downtime="junior", series="junior", redundant="mid", quorum="senior"),
        _family("s3-break-even", ia="junior", share="mid", small="senior", short="senior"),
        _family("sqs-consumers", consumers="junior", instances="mid", drain="senior"),
        _family("dlq-timeline", moved="junior", done="mid", received="mid", kept="senior"),
        _family("kinesis-shards", writing="junior", reading="mid", fanout="senior"),
        _family("ebs-throughput", gp2="junior", volume="mid", striped="senior"),
        _family("dr-strategy", strategy="junior mid", rpo="mid", rto="senior"),
        _family("kms-envelope", calls="junior", outcome="mid", cost="senior"),
        _family("target-tracking", one="junior", bounds="mid", policies="senior"),
        _family("ecs-deployment", lower="junior", upper="mid", setting="senior"),
        _family("cloudwatch-alarm", row="junior", several="mid", missing="senior"),
        _family("s3-lifecycle", where="junior", small="mid", gone="senior"),
        _family("weighted-routing", healthy="junior", failing="mid", fallback="senior"),
        _family("data-transfer", hops="junior", nat="mid", endpoint="senior"),
    )
)
"""The families by the name that a question's `lab:` gives."""

KEY = "find"
"""The one parameter that a family takes."""


def make(family: str, level: str, rng: Random, parameters: Mapping[str, Any]) -> Case:
    """A case of a family. The same seed of `rng` gives the same case. Raises KeyError for an unknown family."""
    from importlib import import_module

    finds = FAMILIES[family].finds
    find = parameters.get(KEY) or rng.choice([find for find, levels in finds.items() if level in levels.split()])
    module = import_module(f"awsprep.labs.{family.replace('-', '_')}")
    case: Case | None = None
    while case is None:  # nearly always once: drawn numbers seldom make two mistakes meet
        case = module.QUESTIONS[find](rng, level)
    return case
