"""The text with which a learner tells us of a mistake in a question, ready to be pasted into an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from awsprep import __version__
from awsprep.core.bank import question_id
from awsprep.core.exercise import Arrange, Pick, Say, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.bank import Bank
    from awsprep.core.exercise import Task
    from awsprep.core.question import Question
    from awsprep.ui.theme import Line, Theme


def erratum(question: Question, card: str, reason: str) -> str:
    """The issue: which question, what its key says, what the learner holds against it, and on what it rests."""
    lines = [
        f"Wrong question: {question.id}",
        f"Key: {_key(present(question, card, 0).task)}",
        f"What is wrong: {reason}",
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
        case Say(accept=accept):
            return accept[0] if accept else "the key points"
        case _:
            assert_never(task)
