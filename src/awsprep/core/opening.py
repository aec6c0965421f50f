"""What an interview asks that no bank holds: the design prompt that opens it, the sketch after it, and a story.

They are questions like any other, so the same screens ask and mark them; their ids begin with `interview:`.
The design prompt does not say that one should ask first: that is what it looks for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awsprep.core.bank import OWN, Category, Difficulty, Heading, Level, Pillar, title_of
from awsprep.core.question import FollowUp, KeyPoint, Open, Phrases, Question, RedFlag, describe
from awsprep.core.systems import ASKS, PARTS, STORIES, STORY_FLAGS, STORY_PARTS, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from awsprep.core.systems import System

OPENING, SKETCH, STORY, FOLLOW = f"{OWN}opening-", f"{OWN}sketch-", f"{OWN}story-", f"{OWN}follow-up-"


def opening(system: System, level: str) -> Question:
    """The design prompt: it is marked by what is asked before anything is drawn (see `before_drawing`)."""
    points = tuple(KeyPoint(name, text, must, Phrases(tuple(any_))) for name, text, must, *any_ in ASKS)
    answer = (
        "Ask before you draw: what it must do, for how many, how fast, how long it may be down, what the data is, and "
        "what limits there are. Say your assumptions where nobody answers, and repeat them in two sentences."
    )
    return _question(OPENING + system.name, level, system.ask, answer, points)


def sketch(system: System, level: str) -> Question:
    """What follows the design prompt: the interviewer's answers, and the design."""
    points = tuple(KeyPoint(name, text, must, Phrases(tuple(any_))) for name, text, must, *any_ in PARTS)
    ask = (
        f"{system.facts}\n\nSketch your design. Follow one request from the user to the data and back, then say what "
        "you would worry about."
    )
    answer = (
        "A good sketch follows one request: the way in, compute without state, the store and why it fits, what is done "
        "later by a queue. Then failure, security, cost, and how you would see that it works."
    )
    return _question(SKETCH + system.name, level, ask, answer, points)


def story(name: str, ask: str, level: str) -> Question:
    """A story to tell, which nobody but the learner can mark."""
    points = tuple(KeyPoint(part, text, must=part in {"own", "result"}) for part, text in STORY_PARTS)
    flags = tuple(RedFlag(flag, text) for flag, text in STORY_FLAGS)
    answer = (
        "Situation, your own choice, result, lesson: two minutes, one number at least, and “I” more often than “we”."
    )
    return _question(STORY + name, level, ask, answer, points, flags)


def follow_up(question: Question, number: int, asked: FollowUp) -> Question:
    """A follow-up as a question of its own: its one key point is the one that it probes."""
    points = tuple(point for point in question.key_points if point.id == asked.probes)
    found = _question(f"{FOLLOW}{question.id}-{number}", question.level, asked.ask, asked.answer, points)
    return found._replace(topic=question.topic, contrast=question.contrast)


def drawn(rng: Random, level: str) -> tuple[Question, Question, Question]:
    """The opening, the sketch of the same system, and a story."""
    system = rng.choice(SYSTEMS)
    return opening(system, level), sketch(system, level), story(*rng.choice(STORIES), level)


def followed(question: str) -> str:
    """The id of the question that a follow-up's id belongs to; empty for any other id."""
    return question.removeprefix(FOLLOW).rpartition("-")[0] if question.startswith(FOLLOW) else ""


def own_question(name: str, level: str, read: Callable[[str], Question]) -> Question | None:
    """One of these questions by its id, `read` giving those of the bank; None where there is none (any more)."""
    for system in SYSTEMS:
        if name == OPENING + system.name:
            return opening(system, level)
        if name == SKETCH + system.name:
            return sketch(system, level)
    for told, ask in STORIES:
        if name == STORY + told:
            return story(told, ask, level)
    if followed(name):
        question = read(followed(name))
        number = int(name.rpartition("-")[2])
        return follow_up(question, number, question.follow_ups[number])
    return None


def heading_of(question: Question) -> Heading:
    """The heading of a question that no bank holds."""
    about = describe(question)
    return Heading(
        question.id,
        question.topic,
        question.level,
        question.difficulty,
        question.category,
        about.kind,
        title_of(about.prompt),
        about.cards,
        label=about.label,
    )


def before_drawing(text: str) -> str:
    """The part of an answer that comes before the first sentence that names an AWS service.

    Its questions become statements, for what is only asked counts nowhere else.
    """
    first = _SERVICE.search(text)
    end = len(text)
    if first is not None:
        end = max((match.end() for match in _SENTENCE_END.finditer(text, 0, first.start())), default=0)
    return text[:end].replace("?", ".")


_SENTENCE_END = re.compile(r"[.?!;\n]+\s*")
_SERVICE = re.compile(
    r"\b(?:ec2|s3|lambda|dynamo ?db|rds|aurora|cloud ?front|alb|elb|nlb|api gateway|ecs|eks|fargate|sqs|sns|kinesis|"
    r"elasticache|redis|route ?53|cognito|event ?bridge|step functions|iot core|opensearch|redshift|load balancers?|"
    r"beanstalk|kafka|msk|auto ?scaling groups?|app ?sync|amplify|kubernetes)\b",
    re.IGNORECASE,
)


def _question(
    name: str,
    level: str,
    ask: str,
    answer: str,
    points: tuple[KeyPoint, ...],
    flags: tuple[RedFlag, ...] = (),
) -> Question:
    return Question(
        name,
        "design",
        Level(level),
        Difficulty.MEDIUM,
        Category.LARGE_DESIGN,
        Pillar.OPERATIONAL_EXCELLENCE,
        Open(ask),
        answer=answer,
        key_points=points,
        red_flags=flags,
    )
