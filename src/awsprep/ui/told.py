"""The answer to a question as paragraphs: what the screen of an answer shows, for a view of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS
from awsprep.ui.answered import found_words
from awsprep.ui.reveal import reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.core.exercise import Exercise, Ticks
    from awsprep.core.phrases import Marked
    from awsprep.core.question import Question
    from awsprep.ui.answered import Answered
    from awsprep.ui.second import Second


def told(exercise: Exercise, shown: Answered, limit: float) -> Iterator[str]:
    """Right or not, the explanation, what to say and what not, what they may ask next; `limit` is in seconds."""
    parts = reveal(exercise, shown.given, shown.result)
    over = ", over time" if shown.over else ""
    timing = f"{in_seconds(shown.seconds)} of {round(limit)}{over}."
    if parts.verdict == "ANSWER":
        yield f"{timing} The answer:"
    elif parts.verdict == "RIGHT":
        yield f"Right. {timing}"
    else:
        yield f"Wrong.{f' You: {parts.yours}.' if parts.yours else ''} {timing}"
    for number, key in enumerate(parts.key):
        yield key if number else f"Answer: {key}"
    for letter, why in parts.rights:
        yield f"Why {letter}: {why}"
    for number, why in enumerate(parts.why):
        bare = number or parts.verdict == "ANSWER" or why.startswith("- ")
        yield why if bare else f"Why: {why}"
    for letter, why in parts.nots:
        yield f"Not {letter}: {why}"
    question = exercise.question
    if shown.marked is not None and shown.ticks is not None:
        yield from _found(question, shown.ticks, shown.marked, shown.second)
        if shown.second is not None:
            yield shown.second.sentence
    else:
        yield from _listed(question, ticked=exercise.ticked)
    for follow_up in question.follow_ups:
        yield f"They may ask next: {follow_up.ask}"
        yield f"Answer: {follow_up.answer}"


def in_seconds(seconds: float) -> str:
    """`66 seconds`."""
    return f"{round(seconds)} second{'' if round(seconds) == 1 else 's'}"


def _listed(question: Question, *, ticked: bool) -> Iterator[str]:
    """Key points and red flags; with letters where they are to be ticked."""
    places = iter(LETTERS if ticked else "")
    for point in question.key_points:
        head = f"{letter}) say: " if (letter := next(places, "")) else "Say: "
        yield head + point.text + (" (a must)" if point.must and ticked else "")
    for flag in question.red_flags:
        yield (f"{letter}) red flag: " if (letter := next(places, "")) else "Red flag: ") + flag.text


def _found(question: Question, ticks: Ticks, marked: Marked, second: Second | None) -> Iterator[str]:
    """The same for a typed answer: ticked or not, and what was found for each."""
    ticked = ticks.points | ticks.flags
    listed = [(p.id, "say: " + p.text + (" (a must)" if p.must else "")) for p in question.key_points]
    listed += [(f.id, f"red flag: {f.text}") for f in question.red_flags]
    for place, ((name, text), found) in enumerate(zip(listed, (*marked.points, *marked.flags), strict=True)):
        on = name in ticked
        letter = f"{LETTERS[place]}) " if place < len(LETTERS) else ""
        yield f"{letter}[{'x' if on else ' '}] {text}: {found_words(found, ticked=on, second=second)}"
