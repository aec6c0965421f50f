"""What all screens of a sitting share: the heading, what there is to tell, and the clock."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.core.exercise import Arrange, Pick
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Line, Theme, columns, fit, wrap

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.ui.examination import Examination
    from awsprep.ui.held import Held

WIDE = 72  # from here the ratings stand in one row, key points and red flags side by side


def situation(sitting: Sitting | Examination) -> tuple[str, ...]:
    """Where we are, in the words of the key table."""
    if sitting.stage is Stage.SHEET:
        return ("sheet",)
    exercise = sitting.now
    if not isinstance(sitting, Sitting):
        kind = _kind(exercise)
        return (*kind, "paper" if kind == ("gap",) else "exam")
    if sitting.stage is Stage.ANSWER:
        return _answered(sitting)
    kind = ("essay",) if sitting.typed else _kind(exercise)
    if sitting.mode.hushed:
        return (*kind, "hearing")
    return (*kind, "text" if kind in {("gap",), ("essay",)} else "practice")


def clock_text(left: float) -> str:
    """`1:24 left`, with a mark from 10 s on, and how far over time it is after that."""
    if left <= 0:
        over = int(-left)
        return f"over time by {over // 60}:{over % 60:02}"
    seconds = ceil(left)
    mark = " !!" if seconds <= 10 else ""
    return f"{seconds // 60}:{seconds % 60:02} left{mark}"


def essay_width(columns_: int) -> int:
    """Columns for the rows of an essay on a terminal of some columns; one more is for the cursor."""
    return Theme(columns_).measure - 2


def _answered(sitting: Sitting) -> tuple[str, ...]:
    if sitting.only_again:
        return ("wrong",)
    marked = sitting.answered is not None and sitting.answered.marked is not None
    place = "settle" if sitting.mode.hushed else "answer"
    return (*(("own",) if marked else ()), *(("ticks",) if sitting.now.ticked else ()), place)


def _kind(exercise: Exercise) -> tuple[str, ...]:
    task = exercise.task
    if isinstance(task, Pick):
        return ("pick",) if len(task.right) == 1 else ("many",)
    if isinstance(task, Arrange):
        return ("arrange",)
    if task.drill is not None:
        return ("write",)
    return ("gap",) if task.accept else ("recall",)


def head(sitting: Sitting | Examination, theme: Theme) -> list[Line]:
    """What is asked, and `N of M` at every width; the count of right answers where there is room."""
    exercise = sitting.now
    dot = f" {theme.glyph('dot')} "
    parts = [topic_name(exercise.question.topic), str(exercise.question.level), exercise.label]
    if not isinstance(sitting, Sitting):
        right = f"{sitting.sheet.at + 1} of {len(sitting.sheet.cards)}"
        flagged = exercise.card in sitting.sheet.flagged
        counts = f"{len(sitting.sheet.cards) - len(sitting.sheet.unanswered)} answered"
    else:
        right = sitting.counter
        flagged = sitting.progress.card(exercise.card).flagged
        silent = sitting.mode.hushed or not sitting.answered_so_far
        counts = "" if silent else f"right {sitting.right_so_far} of {sitting.answered_so_far}"
    if flagged:
        right = f"{theme.glyph('flag')} {right}"
    wide = f"{right}   {counts}" if counts else right
    if columns(dot.join(parts)) + columns(wide) + 4 <= theme.width:
        right = wide
    while len(parts) > 1 and columns(dot.join(parts)) + columns(right) + 4 > theme.width:
        parts.pop(1 if len(parts) > 2 else -1)
    left = fit(" " + dot.join(parts), max(1, theme.width - columns(right) - 1), theme.glyph("ellipsis"))
    return [[("bold", left), ("bold", right)], theme.rule()]


def notice(sitting: Sitting | Examination, theme: Theme) -> list[Line]:
    """What there is to tell, and, until it is mended, that answers are not saved.

    Three lines at most; an address, which is no use in part, is shown whole.
    """
    unsaved, news = sitting.recorder.unsaved, sitting.notice.text
    text = news if unsaved in news else f"{unsaved} {news}".rstrip()
    if not text:
        return []
    style = "wrong" if unsaved else "warn"
    lines = wrap(theme.plain(text), theme.width - 2)
    if len(lines) > 3 and "https://" not in text:
        lines = [*lines[:2], fit(" ".join(lines[2:]), theme.width - 2, theme.glyph("ellipsis"))]
    return [[(style, " " + line.rstrip())] for line in lines]


def clock(sitting: Sitting | Examination, held: Held, theme: Theme) -> Line:
    """The time left in figures, as a bar, and from half time on in words; and that the learner is guessing."""
    left = sitting.left()
    limit = sitting.limit
    share = max(0.0, left / limit) if limit else 0.0
    style = "wrong" if left <= 10 else ("warn" if share <= 0.25 else "")
    guess = "guessing  " if held.guess else ""
    text = f" {guess}{clock_text(left)} "
    word = " quarter left " if 0.1 < share <= 0.25 and left > 10 else (" half time " if 0.25 < share <= 0.5 else "")
    room = max(0, theme.width - columns(text) - columns(word) - 1)
    return [(style, text), *theme.bar(share, room), (style, word)]


def indented(lines: list[Line], columns_: int) -> list[Line]:
    """Lines moved to the right; empty ones stay empty."""
    return [[("", " " * columns_), *line] if line else [] for line in lines]
