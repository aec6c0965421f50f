"""What an exam's wrong answers should have been, and why: printed after its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.exercise import mark, present
from awsprep.core.session import exercise_seed
from awsprep.ui.reveal import reveal
from awsprep.ui.theme import flow, labelled, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.bank import Bank
    from awsprep.core.session import Outcome
    from awsprep.ui.theme import Line, Theme


def corrections(theme: Theme, bank: Bank, outcomes: Sequence[Outcome], seed: int) -> list[Line]:
    """For each wrong answer: the question, what was answered, the right answer, and why. Nothing if all are right."""
    lines: list[Line] = []
    for outcome in outcomes:
        if outcome.right:
            continue
        question = question_id(outcome.card)
        exercise = present(bank.read(question), outcome.card, exercise_seed(seed, outcome.card, 0))
        parts = reveal(exercise, outcome.given, mark(exercise, outcome.given))
        room = theme.measure - 9
        lines += [[], [("bold", f" {question}")]]
        lines += [[("", " " + line)] for line in wrap(exercise.prompt, theme.measure - 1)]
        lines += labelled("Yours", [[("", line)] for line in wrap(parts.yours or "-", room)], 9)
        lines += labelled("Key", flow(parts.key, room), 9)
        for number, why in enumerate(parts.why):
            lines += labelled("" if number else "Why", flow(why, room), 9)
    return [[], [("title", " What was wrong")], theme.rule(), *lines[1:]] if lines else []
