"""Scorecards for tests."""

from __future__ import annotations

from awsprep.core.ability import Answer
from awsprep.core.scorecard import INTERVIEW, INTERVIEWER, Asked, Scorecard, decide, decide_by_hand, overall, rate
from awsprep.core.scorecard import rate_by_hand as by_hand

MADE = 1_795_262_400_000  # noon of 2026-11-21


def asked(name: str = "vpc-one", competency: str = "networking", score: float | None = 1.0, **rest: object) -> Asked:
    fields = {"level": "mid", "kind": "choice", "title": f"What is {name}?", "result": "right in 40 s"} | rest
    return Asked(name, competency, score=score, **fields)  # type: ignore[arg-type]


def interview(*questions: Asked, level: str = "mid", **rest: object) -> Scorecard:
    """A mock interview's card, as its answers lead to it."""
    answers = [
        Answer(each.id, each.competency, 1.1, 0.0, 0.0, each.score) for each in questions if each.score is not None
    ]
    ability, rated = rate(answers, questions)
    decisions = decide(ability, questions, level)
    fields = {"asked": questions, "rated": rated, "decisions": decisions, "overall": overall(ability)} | rest
    return Scorecard(INTERVIEW, "1a2b3c4d", MADE, 60, level, 1800.0, **fields)  # type: ignore[arg-type]


def interviewer(*questions: Asked, level: str = "mid", **rest: object) -> Scorecard:
    """A person's card."""
    rated = by_hand(questions)
    fields = {"name": "Ada", "asked": questions, "rated": rated, "decisions": decide_by_hand(rated, level)} | rest
    return Scorecard(INTERVIEWER, "5e6f7a8b", MADE, 60, level, **fields)  # type: ignore[arg-type]
