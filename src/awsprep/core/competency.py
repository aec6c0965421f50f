"""What an interviewer rates: seven competencies, and the topics of the bank that show each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Competency(NamedTuple):
    """A competency as screens name it, and its topics."""

    name: str
    topics: tuple[str, ...]


COMPETENCIES: Mapping[str, Competency] = {
    "identity": Competency("Identity & security", ("iam", "accounts", "protection")),
    "networking": Competency("Networking", ("vpc", "edge", "load-balancing")),
    "compute": Competency("Compute & scaling", ("ec2", "containers", "serverless")),
    "data": Competency("Data & storage", ("s3", "block-storage", "rds", "dynamodb")),
    "reliability": Competency(
        "Reliability & operations", ("global", "messaging", "observability", "delivery", "resilience")
    ),
    "cost": Competency("Cost", ("cost",)),
    "design": Competency("Design & communication", ("design",)),
}
"""The competencies by slug, in the order of a scorecard. All shipped topics are in one of them."""

OTHER = "other"
"""Where topics of somebody's own bank belong that are none of the shipped ones."""

_BY_TOPIC = {topic: slug for slug, competency in COMPETENCIES.items() for topic in competency.topics}


def competency_of(topic: str) -> str:
    """The competency that a topic belongs to; OTHER for a topic that is not a shipped one."""
    return _BY_TOPIC.get(topic, OTHER)


def competency_name(slug: str) -> str:
    """A competency as screens show it."""
    return COMPETENCIES[slug].name if slug in COMPETENCIES else "Other topics"
