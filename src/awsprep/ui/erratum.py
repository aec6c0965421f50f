"""The text with which a learner tells us of a mistake in a question, ready to be pasted into an issue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from awsprep import __version__
from awsprep.core.bank import question_id
from awsprep.core.exercise import Arrange, Pick, Say, present
from awsprep.core.question import Lab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.bank import Bank
    from awsprep.core.exercise import Exercise, Task
    from awsprep.core.question import Question
    from awsprep.ui.theme import Line, Theme


_INSTANCE = re.compile(r" \(seed (\d+)\)$")


def reported(exercise: Exercise, reason: str) -> str:
    """A reason as it is kept: of a lab it says which instance was on the screen."""
    return f"{reason} (seed {exercise.seed})" if isinstance(exercise.question.body, Lab) else reason


def erratum(question: Question, card: str, reason: str) -> str:
    """The issue: which question, what its key says, what the learner holds against it, and on what it rests."""
    instance = _INSTANCE.search(reason) if isinstance(question.body, Lab) else None
    seed = int(instance[1]) if instance else 0
    shown = [f"Show it: awsprep show {question.id} --seed {seed}"] if instance else []
    lines = [
        f"Wrong question: {question.id}",
        *shown,
        f"Key: {_key(present(question, card, seed).task)}",
        f"What is wrong: {reason[: instance.start()] if instance else reason}",
        f"Sources: {' '.join(question.refs) or 'none'} (checked {question.as_of or 'never'})",
        f"awsprep {__version__}",
    ]
    return "\n".join(lines)


def erratum_lines(theme: Theme, bank: Bank, reports: Sequence[tuple[str, str]]) -> list[Line]:
    """All reports of a sitting, to be copied. They are not wrapped: what is pasted must be whole."""
    lines: list[Line] = []
    for card, reason in reports:
        text = erratum(bank.read(question_id(card)), card, reason)
        lines += [[], *([("", line)] for line in text.split("\n"))]
    return [[], [("title", " To report, paste this into an issue")], theme.rule(), *lines[1:]] if lines else []


def _key(task: Task) -> str:
    match task:
        case Pick(options=options, right=right):
            return " / ".join(options[index] for index in sorted(right))
        case Arrange(pieces=pieces, right=order, slots=slots):
            named = [f"{slots[n]} = {pieces[i]}" if slots else pieces[i] for n, i in enumerate(order)]
            return ("; " if slots else " > ").join(named)
        case Say(accept=accept, drill=drill):
            return accept[0] if accept else "the key points" if drill is None else "the hidden requests"
        case _:
            assert_never(task)
