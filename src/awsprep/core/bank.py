"""What lists, pickers and statistics know of the bank: its headings and vocabulary, without reading a question.

Apart from `core.question` because most commands never read one, and defining its kinds takes as long as starting
Python.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.problem import Problem
    from awsprep.core.question import Question


class Level(StrEnum):
    """Years of experience: junior 0-2, mid 2-5, senior 5 and more."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


class Difficulty(StrEnum):
    """How hard within the level."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Category(StrEnum):
    """What an interviewer would file the question under."""

    BASICS = "basics"
    ARCHITECTURE = "architecture"
    PERFORMANCE = "performance"
    TESTING = "testing"
    SCALABILITY = "scalability"
    LARGE_DESIGN = "large-design"


class Pillar(StrEnum):
    """The six pillars of the Well-Architected Framework."""

    OPERATIONAL_EXCELLENCE = "operational-excellence"
    SECURITY = "security"
    RELIABILITY = "reliability"
    PERFORMANCE = "performance"
    COST = "cost"
    SUSTAINABILITY = "sustainability"


OWN = "interview:"
"""Ids of what an interview asks that no bank holds begin with this."""

KINDS = ("open", "choice", "ordering", "matching", "cloze", "lab")
"""What `core.question.describe` calls the kinds."""

TOPICS: Mapping[str, str] = {
    "global": "Global",
    "iam": "IAM",
    "accounts": "Accounts",
    "vpc": "VPC",
    "edge": "Edge",
    "ec2": "EC2",
    "load-balancing": "Load balancing",
    "containers": "Containers",
    "serverless": "Serverless",
    "s3": "S3",
    "block-storage": "Block storage",
    "rds": "RDS",
    "dynamodb": "DynamoDB",
    "messaging": "Messaging",
    "protection": "Protection",
    "observability": "Observability",
    "delivery": "Delivery",
    "resilience": "Resilience",
    "cost": "Cost",
    "design": "Design",
}
"""The shipped topics by slug, with the name that screens show. Own banks may use other slugs."""


class Heading(NamedTuple):
    """What lists and pickers know of a question without reading it: one row of the bank's index."""

    id: str
    topic: str
    level: str
    difficulty: str
    category: str
    kind: str
    title: str
    cards: tuple[str, ...]
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    pillar: str = ""
    as_of: str = ""
    path: str = ""
    line: int = 0
    label: str = ""


class Bank(NamedTuple):
    """All questions that can be played, by id in file order, and what is wrong with the rest.

    `read` gives a question's whole text by id; it may touch the disk, so lists use `headings`.
    """

    headings: Mapping[str, Heading]
    problems: tuple[Problem, ...]
    read: Callable[[str], Question]

    def cards(self) -> dict[str, Heading]:
        """Every card and the heading of its question."""
        return {card: heading for heading in self.headings.values() for card in heading.cards}

    def aliases(self) -> dict[str, str]:
        """Old question id to the id it has now."""
        return {old: heading.id for heading in self.headings.values() for old in heading.aliases}


def question_id(card: str) -> str:
    """The question that a card belongs to: `id#2` is a card of `id`."""
    return card.partition("#")[0]


def topic_name(topic: str) -> str:
    """A topic as screens show it."""
    return TOPICS.get(topic, topic)


def title_of(prompt: str, width: int = 72) -> str:
    """The beginning of a prompt's prose on one line, cut at a word.

    A scenario is told apart by how it begins; its last sentence is too often "What do you do?".
    """
    import re

    title = " ".join(re.sub(r"```.*?```", " ", prompt, flags=re.DOTALL).split())
    return title if len(title) <= width else title[: width - 3].rsplit(" ", 1)[0] + "..."
