"""What the bank holds.

A `Question` is a frozen value: what every kind shares, and a `body` of one of six kinds. The kinds are told apart
in three places only: `bank.decode`, `exercise.present` and `describe` below; mypy names all three for a new kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.problem import Problem


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


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a marker recognises a point in a typed answer; the phrase language is in CONTRIBUTING.md."""

    any: tuple[str, ...] = ()
    about: str = ""
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing that a strong answer says; a `must` is indispensable."""

    id: str
    text: str
    must: bool = False
    phrases: Phrases = Phrases()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One thing that a weak answer says; a critical one alone fails the answer."""

    id: str
    text: str
    critical: bool = False
    phrases: Phrases = Phrases()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer asks next; `probes` names the key point that it digs into, or is empty."""

    ask: str
    answer: str
    probes: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, and why it is right or wrong."""

    text: str
    right: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """One gap of a cloze: its number, the accepted answers (the first is shown), and a hint."""

    number: int
    accept: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Answered in one's own words, and compared with the model answer's key points."""

    ask: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One or several right options among at most six."""

    ask: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items to be put into order; they are written in the right order."""

    ask: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs to be matched; `extra` holds right sides that belong to nothing."""

    ask: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps: text pieces and blanks in turn. Each blank number is a card of its own."""

    parts: tuple[str | Blank, ...]


@dataclass(frozen=True, slots=True)
class Lab:
    """A family of generated exercises, and its parameters."""

    family: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


Body = Open | Choice | Ordering | Matching | Cloze | Lab


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank. `answer` is the model answer of an open one, the explanation of any other."""

    id: str
    topic: str
    level: Level
    difficulty: Difficulty
    category: Category
    pillar: Pillar
    body: Body
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    answer: str = ""
    contrast: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key_points: tuple[KeyPoint, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    refs: tuple[str, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What the rest of the program needs to know of a question's kind.

    `seconds` is the default time to answer; `meaning` holds the fields whose change changes the question,
    as plain JSON values (the journal stores a hash of it).
    """

    kind: str
    label: str
    prompt: str
    seconds: int
    cards: tuple[str, ...]
    meaning: Mapping[str, Any]


def describe(question: Question) -> Description:
    """The description of a question. Default times: choice and cloze 90 s, open 180 s, the others 120 s."""
    one = (question.id,)
    meaning: dict[str, Any] = {"answer": question.answer, "key_points": [p.text for p in question.key_points]}
    body = question.body
    match body:
        case Open(ask):
            return Description("open", "in your own words", ask, 180, one, {"ask": ask, **meaning})
        case Choice(ask, options):
            count = sum(o.right for o in options)
            label = "choose one" if count == 1 else f"choose {_WORDS.get(count, str(count))}"
            meaning |= {"ask": ask, "options": [[o.text, o.right] for o in options]}
            return Description("choice", label, ask, 90 if count == 1 else 120, one, meaning)
        case Ordering(ask, items):
            return Description("ordering", "put in order", ask, 120, one, {"ask": ask, "items": list(items), **meaning})
        case Matching(ask, pairs, extra):
            meaning |= {"ask": ask, "pairs": [list(p) for p in pairs], "extra": list(extra)}
            return Description("matching", "match", ask, 120, one, meaning)
        case Cloze(parts):
            blanks = [p for p in parts if isinstance(p, Blank)]
            numbers = sorted({b.number for b in blanks})
            text = "".join(p if isinstance(p, str) else "____" for p in parts)
            meaning |= {"text": [p if isinstance(p, str) else [p.number, *p.accept] for p in parts]}
            return Description("cloze", "fill the gap", text, 90, tuple(f"{question.id}#{n}" for n in numbers), meaning)
        case Lab(family, parameters):
            meaning |= {"family": family, "with": dict(parameters)}
            return Description("lab", "lab", family, 120, one, meaning)
        case _:
            assert_never(body)


_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
KINDS = ("open", "choice", "ordering", "matching", "cloze", "lab")


@dataclass(frozen=True, slots=True)
class Heading:
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


@dataclass(frozen=True, slots=True)
class Bank:
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
    """The last sentence of a prompt's prose (where the question stands), on one line, cut at a word."""
    prose = re.sub(r"```.*?```", " ", prompt, flags=re.DOTALL)
    flat = " ".join(prose.split())
    sentences = re.split(r"(?<=[.?!])\s+", flat)
    title = next((s for s in reversed(sentences) if s.endswith("?")), sentences[0] if sentences else "")
    return title if len(title) <= width else title[: width - 3].rsplit(" ", 1)[0] + "..."
