"""A lab of the bank as a sitting deals it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.exercise import Exercise, Pick, mark, present
from awsprep.core.question import Lab
from awsprep.labs import make

if TYPE_CHECKING:
    from awsprep.core.question import Question
    from awsprep.labs.case import Case


class Dealt(NamedTuple):
    """What is shown, and the case that it was made of."""

    exercise: Exercise
    task: Pick
    case: Case


def dealt(question: Question, seed: int) -> Dealt:
    """A lab dealt from a seed: it shows the case of its family, each option says why, and one is marked right."""
    lab = question.body
    assert isinstance(lab, Lab)
    exercise = present(question, question.id, seed)
    case = make(lab.family, question.level, Random(seed), lab.parameters)
    task = exercise.task
    assert isinstance(task, Pick)
    assert (exercise.prompt, task.options) == (case.ask, tuple(text for text, _ in case.options))
    assert all(task.whys)
    assert [mark(exercise, (place,)).right for place in range(len(task.options))].count(True) == 1
    return Dealt(exercise, task, case)
