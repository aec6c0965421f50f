"""A bank and interviews for tests: every topic has choices and open questions whose points are plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.glossary import Glossary
from awsprep.core.item import pool_of
from awsprep.core.phrases import Marked, Prepared
from awsprep.core.progress import Progress
from awsprep.core.session import Session
from awsprep.store.journal import Journal
from awsprep.ui.hearing import INTERVIEW, Hearing
from awsprep.ui.interviewer import Interviewer
from awsprep.ui.recorder import Recorder
from awsprep.ui.timing import Timing
from tests.fakes import Clock, bank, places

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.bank import Bank
    from awsprep.core.question import Question
    from awsprep.ui.second import Grader

TOPICS = ("iam", "vpc", "ec2", "s3", "resilience", "cost", "design")
_CHOICE = """\
  - id: {topic}-choice-{n}
    kind: choice
    level: {level}
    difficulty: {difficulty}
    category: basics
    pillar: security
    ask: Which letter of {topic} {n} is right?
    options:
      - {{text: Right, right: true, why: It is.}}
      - {{text: Left, why: It is not.}}
      - {{text: Up, why: It is not.}}
      - {{text: Down, why: It is not.}}
"""
_OPEN = """\
  - id: {topic}-open-{n}
    kind: open
    level: {level}
    difficulty: {difficulty}
    category: basics
    pillar: security
    ask: What do you say of {topic} {n}?
    answer: It has a kernel, a lattice and a pinion.
    key_points:
      - {{id: kernel, text: It has a kernel, must: true, any: [kernel]}}
      - {{id: lattice, text: It has a lattice, any: [lattice]}}
      - {{id: pinion, text: It has a pinion, any: [pinion]}}
    red_flags:
      - {{id: wobble, text: Says that it wobbles, any: [wobble]}}
    follow_ups:
      - {{ask: And what of the lattice?, answer: It is a lattice., probes: lattice}}
"""


def files(topics: tuple[str, ...] = TOPICS, each: int = 6) -> dict[str, str]:
    """Question files with so many choices and open questions in each topic, of every level and difficulty."""
    found = {}
    for topic in topics:
        text = f"topic: {topic}\nquestions:\n"
        for n in range(each):
            labels = {"level": ("junior", "mid", "senior")[n % 3], "difficulty": ("easy", "medium", "hard")[n // 3 % 3]}
            text += _CHOICE.format(topic=topic, n=n, **labels) + _OPEN.format(topic=topic, n=n, **labels)
        found[topic] = text
    return found


def mark(question: Question, text: str) -> Marked:
    """What the phrases of a question find in a text."""
    return Prepared(question, Glossary({})).mark(text)


def interviewer(questions: Bank, level: str = "mid", seed: int = 7, **rest: Any) -> Interviewer:
    """Somebody who may ask the whole bank."""
    return Interviewer(questions, pool_of(questions, questions.headings.values()), level, seed, **rest)


def hearing(
    folder: Path,
    *,
    minutes: float = 30,
    typed: bool = True,
    clock: Clock | None = None,
    asks: Interviewer | None = None,
    grader: Grader | None = None,
    **rest: Any,
) -> Hearing:
    """An interview over the small bank with a real journal in `folder`."""
    asks = asks or interviewer(bank(folder, files()), **rest)
    clock = clock or Clock()
    recorder = Recorder(Journal(places(folder), clock), "5e1f03aa", INTERVIEW.name, asks.seed, (), {})
    first = asks.next(minutes * 60)
    return Hearing(
        asks.questions,
        Progress(),
        clock,
        recorder,
        INTERVIEW,
        Session(() if first is None else (first,)),
        Timing(clock, total=minutes * 60.0),
        marker=mark if typed else None,
        grader=grader,
        interviewer=asks,
    )
