"""What should have been answered where an exam was wrong or left open, and why: printed with its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.exercise import mark, present
from awsprep.core.question import Lab
from awsprep.core.session import exercise_seed
from awsprep.ui.reveal import reveal
from awsprep.ui.theme import flow, labelled, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.bank import Bank
    from awsprep.core.exercise import Exercise, Given
    from awsprep.core.session import Outcome
    from awsprep.ui.theme import Line, Theme


def corrections(
    theme: Theme, bank: Bank, outcomes: Sequence[Outcome], seed: int, unanswered: Sequence[str] = ()
) -> list[Line]:
    """For each wrong answer: the question, what was answered, the right answer, and why. Nothing if all are right.

    The cards that were left `unanswered` follow.
    """
    missed: list[tuple[str, Given | None]] = [(o.card, o.given) for o in outcomes if not o.right]
    missed += [(card, None) for card in unanswered]
    lines: list[Line] = []
    for card, given in missed:
        question = question_id(card)
        exercise = present(bank.read(question), card, exercise_seed(seed, card, 0))
        answer = () if given is None else given
        parts = reveal(exercise, answer, mark(exercise, answer))
        yours = "not answered" if given is None else parts.yours or "-"
        room = theme.measure - 9
        lines += [[], [("bold", f" {question}"), *_instance(exercise)]]
        lines += [[("", " "), *row] for row in flow(theme.plain(exercise.prompt), theme.measure - 1)]
        lines += labelled("Yours", [[("", line)] for line in wrap(yours, room)], 9)
        lines += labelled("Key", [line for key in parts.key for line in flow(key, room)], 9)
        for letter, why in parts.rights:
            lines += labelled(f"Why {letter}", flow(why, room), 9)
        for number, why in enumerate(parts.why):
            lines += labelled("" if number else "Why", flow(why, room), 9)
    return [[], [("title", " What was not right")], theme.rule(), *lines[1:]] if lines else []


def _instance(exercise: Exercise) -> Line:
    """Which instance of a lab it was."""
    return [("dim", f"  seed {exercise.seed}")] if isinstance(exercise.question.body, Lab) else []
