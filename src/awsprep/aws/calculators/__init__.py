"""The sums of AWS: sizes, rates, costs, deadlines, each with the line that shows how it was worked out.

A family is a module of this package with a CALCULATOR; it is imported when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.aws.calculators.worked import Calculator

CALCULATORS: Mapping[str, str] = {
    "cidr": "How many addresses are in a subnet, and how many subnets in a VPC?",
    "route-choice": "Which route of a table does a packet take?",
    "dynamodb-capacity": "How many capacity units do these requests need?",
    "lambda-concurrency": "How much concurrency does a function need, and what is throttled?",
    "token-bucket": "How many requests of a burst does a throttled API accept?",
    "availability": "How available are these parts together?",
    "s3-break-even": "When is Standard-IA cheaper than S3 Standard?",
    "sqs-consumers": "How many consumers keep up with a queue?",
    "dlq-timeline": "When does a failing message reach the dead-letter queue?",
    "kinesis-shards": "How many shards does a stream need?",
    "ebs-throughput": "How much throughput does an EBS volume give?",
    "dr-strategy": "Which recovery strategy meets the objectives at the lowest cost?",
    "kms-envelope": "Which KMS calls does envelope encryption make, and do they succeed?",
    "target-tracking": "How many instances does target tracking ask for?",
    "ecs-deployment": "How many tasks run during a rolling deployment?",
    "cloudwatch-alarm": "In which state is an M out of N alarm?",
    "s3-lifecycle": "Where is an object under these lifecycle rules?",
    "weighted-routing": "Which share of the traffic does a weighted record get?",
    "data-transfer": "What does this data transfer cost?",
}
"""The families and what each answers."""


def calculator(family: str) -> Calculator:
    """The calculator of a family. Raises KeyError for one that CALCULATORS does not hold."""
    from importlib import import_module

    CALCULATORS[family]
    module = import_module(f"awsprep.aws.calculators.{family.replace('-', '_')}")
    found: Calculator = module.CALCULATOR
    return found
