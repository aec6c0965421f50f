"""A question in one's own words that a marker knows, for tests of typed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.phrases import mark_answer
from tests.fakes import bank

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.bank import Bank
    from awsprep.core.phrases import Marked
    from awsprep.core.question import Question

ROLE = """\
topic: iam
questions:
  - id: iam-role
    kind: open
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    ask: What is a role?
    answer: An identity without credentials of its own, which others assume.
    key_points:
      - {id: assume, text: It is assumed, must: true, any: [assume]}
      - {id: short, text: Its credentials are short-lived, any: [credentials short|temporary]}
      - {id: trust, text: A trust policy says by whom, any: [trust_policy]}
    red_flags:
      - {id: password, text: Gives it a password, critical: true, any: [role password]}
    follow_ups:
      - {ask: Who may assume it?, answer: Whoever its trust policy names.}
  - id: iam-next
    kind: open
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    ask: What is a user?
    answer: An identity with credentials of its own.
    key_points:
      - {id: lasting, text: Its credentials last, any: [credentials last|permanent]}
      - {id: person, text: It belongs to a person, any: [person]}
      - {id: keys, text: It may have access keys, any: [access_key]}
"""
ESSAYS = ("iam-role", "iam-next")
WHOLE = "It is assumed by others, with temporary credentials, as its trust policy says."


def essays(folder: Path) -> Bank:
    """The bank of these questions."""
    return bank(folder / "essays", {"iam": ROLE})


def marker(question: Question, text: str) -> Marked:
    """What marks them."""
    return mark_answer(question, text, {})
