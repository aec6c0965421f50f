"""A question line by line: how it is put, what an answer to it looks like, and what a line means as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.core.exercise import LETTERS, Arrange, Pick, Say, read_letters
from awsprep.ui.attempt import read_line

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise, Given
    from awsprep.ui.lines import Lines


def put(lines: Lines, exercise: Exercise, counter: str, time: str) -> None:
    """Print a question; `counter` says which one it is, `time` how long there is."""
    topic = topic_name(exercise.question.topic)
    label = exercise.label[0].upper() + exercise.label[1:]
    lines.line("")
    lines.text(f"Question {counter}. {topic}, level {exercise.question.level}. {label}. {time}.")
    lines.text(exercise.prompt)
    task = exercise.task
    if isinstance(task, Pick):
        for place, index in enumerate(task.shown):
            lines.text(f"{LETTERS[place]}) {task.options[index]}")
    elif isinstance(task, Arrange):
        for slot in task.slots:
            lines.text(f"* {slot}")
        for place, index in enumerate(task.shown):
            lines.text(f"{LETTERS[place]}) {task.pieces[index]}")


def invitation(exercise: Exercise, rest: str) -> str:
    """The prompt behind which the answer is typed; `rest` is what can be typed instead."""
    task = exercise.task
    if isinstance(task, Pick):
        return f"Your answer (a-{LETTERS[len(task.shown) - 1]}, {rest}): "
    if isinstance(task, Arrange):
        return f"Your answer, {_wanted(exercise)[:-1].lower()} ({rest}): "
    if task.drill is not None:
        return f"A policy file's path, or the policy as JSON on this line ({rest}): "
    if task.accept:
        return f"What fills the gap? ({rest}): "
    return f"Answer aloud, then press Enter to compare ({rest}): "


def take(lines: Lines, exercise: Exercise, line: str) -> tuple[Given, bool] | None:
    """The answer that a line means, and whether it is a guess; None, and a word on why, where it is none."""
    text, guess = line.strip(), False
    if text.lower().endswith(" g"):
        text, guess = text[:-2].strip(), True
    task = exercise.task
    if isinstance(task, Say) and task.drill is not None and text:
        read = read_line(text, task.drill)
        for problem in read.problems:
            first, *rest = problem.split("\n")
            lines.text(first)
            for row in rest:  # a line with its caret is not wrapped
                lines.line(row)
        if read.problems:
            return None
        text = read.given
    given = _given(exercise, text)
    if given is None:
        lines.text(f"That is no answer here. {_wanted(exercise)}")
        return None
    return given, guess


def _given(exercise: Exercise, text: str) -> Given | None:
    match exercise.task:
        case Pick(shown=shown) | Arrange(shown=shown):
            return read_letters(text, shown)
        case Say(accept=accept, drill=drill):
            return text if text or not (accept or drill) else None
    return None


def _wanted(exercise: Exercise) -> str:
    task = exercise.task
    if isinstance(task, Pick):
        return f"Letters from a to {LETTERS[len(task.shown) - 1]}."
    if isinstance(task, Arrange):
        last = LETTERS[len(task.shown) - 1]
        return f"The letters a-{last} in the order of the * lines." if task.slots else f"The letters a-{last} in order."
    if isinstance(task, Say) and task.drill is not None:
        return "Give the path of a policy file, or the policy as JSON on one line."
    return "Type what fills the gap."
