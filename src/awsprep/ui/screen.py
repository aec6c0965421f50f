"""The screens of a sitting as lines, for a given width: pure functions of the sitting and of what the view holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS, Arrange, Pick
from awsprep.ui.frame import clock, essay_width, head, indented, notice, situation
from awsprep.ui.held import Held
from awsprep.ui.keys import KEYS, footer, keys_for
from awsprep.ui.sheet import Sheet
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Line, Theme, columns, fit, flow, labelled, wrap

if TYPE_CHECKING:
    from awsprep.ui.examination import Examination
    from awsprep.ui.keys import Key


def draw(sitting: Sitting | Examination, held: Held, theme: Theme) -> Sheet:
    """The screen of the stage that the sitting is in."""
    if not isinstance(sitting, Sitting):
        return _sheet(sitting, theme) if sitting.stage is Stage.SHEET else _ask(sitting, held, theme)
    if sitting.stage is Stage.PAUSE:
        return _pause(sitting, theme)
    if sitting.stage is Stage.ASK:
        return _ask(sitting, held, theme)
    from awsprep.ui.answer import answer  # imported here, for nobody waits for it before the first question

    return answer(sitting, held, theme)


def help_lines(places: tuple[str, ...], theme: Theme, keys: tuple[Key, ...] = KEYS) -> list[Line]:
    """Every key that acts here, and what it does; where letters are text, those that follow Esc as well."""
    lines: list[Line] = [[("title", " Keys")], []]
    places = (*places, "practice") if "text" in places else places
    for key in keys_for(places, keys):
        meaning = wrap(key.meaning, theme.measure - 14)
        lines += labelled("  " + theme.plain(key.key), [[("", text)] for text in meaning], 14)
    return [*lines, [], [("dim", " Any key goes back.")]]


# --- asking ----------------------------------------------------------------------------------------------------


def _ask(sitting: Sitting | Examination, held: Held, theme: Theme) -> Sheet:
    exercise = sitting.now
    body: list[Line] = [[], *indented(flow(theme.plain(exercise.prompt), theme.measure - 1), 1), []]
    focus = None
    task = exercise.task
    if isinstance(task, Pick):
        rows, focus = _options(task, held, theme, len(body))
        body += rows
    elif isinstance(task, Arrange):
        rows, focus = _pieces(task, held, theme, len(body))
        body += rows
    elif isinstance(sitting, Sitting) and sitting.typed:
        rows, focus = _essay(held, theme, len(body), "you pass" if sitting.mode.hushed else "it shows the answer")
        body += rows
    elif task.drill is not None:
        from awsprep.ui.attempt import Attempt
        from awsprep.ui.attempt import rows as attempt_rows

        body += attempt_rows(held.attempt or Attempt(), theme)
    elif not task.accept:
        say = "Answer in your head or aloud, as you would tell the interviewer. Then press Enter and compare."
        body += [[("dim", " " + line)] for line in wrap(say, theme.measure - 1)]
    else:
        body += [[("dim", " Type what fills the gap.")]]
    return Sheet(head(sitting, theme), body, _foot(sitting, held, theme), focus)


def _essay(held: Held, theme: Theme, before: int, empty: str) -> tuple[list[Line], int | None]:
    """What is being written, and what to do while nothing is; `empty` is what submitting does then.

    Until something is written there is no cursor to be in sight: what is asked is read first.
    """
    text, row = held.text.lines(theme, essay_width(theme.width))
    left = held.text.most - len(held.text.text)
    told = "Your answer" + (f", {left} characters left" if left < 500 else "")
    rows: list[Line] = [[("dim", f" {told}")], *indented(text, 1)]
    if not held.text.text:
        say = f"Write what you would tell the interviewer. Ctrl-S submits it; with nothing written {empty}."
        rows += [[], *([("dim", " " + line)] for line in wrap(say, theme.measure - 1))]
    return rows, before + 1 + row if held.text.text else None


def _options(task: Pick, held: Held, theme: Theme, before: int) -> tuple[list[Line], int | None]:
    rows: list[Line] = []
    focus = None
    boxed = len(task.right) > 1 or bool(held.taken)  # one that is taken in a choice of one: an exam's earlier answer
    for place, index in enumerate(task.shown):
        here = held.cursor == place
        taken = index in held.taken
        mark = theme.glyph("cursor") if here else " "
        box = ("[x] " if taken else "[ ] ") if boxed else ""
        head = f" {mark} {box}{LETTERS[place]}) "
        text = wrap(theme.plain(task.options[index]), theme.measure - len(head))
        style = "now" if here or taken else ""
        rows += [[(style, (head if n == 0 else " " * len(head)) + line)] for n, line in enumerate(text)]
        if here:
            focus = before + len(rows) - 1
    return rows, focus


def _pieces(task: Arrange, held: Held, theme: Theme, before: int) -> tuple[list[Line], int | None]:
    rows: list[Line] = []
    focus = None
    for number, slot in enumerate(task.slots):
        taken = held.taken[number] if number < len(held.taken) else None
        letter = LETTERS[task.shown.index(taken)] if taken is not None else "_"
        text = wrap(theme.plain(slot), theme.measure - 6)
        rows += [
            [("now" if taken is not None else "bold", f" {letter}  " if n == 0 else "    "), ("", line)]
            for n, line in enumerate(text)
        ]
    rows += [[]] if task.slots else []
    for place, index in enumerate(task.shown):
        here = held.cursor == place
        rank = held.taken.index(index) + 1 if index in held.taken else None
        note = "" if rank is None or task.slots else f"{rank}."
        head = f" {theme.glyph('cursor') if here else ' '} {LETTERS[place]}) "
        style = "now" if here else ("dim" if rank is not None else "")
        room = theme.measure - len(head) - 4
        for n, line in enumerate(wrap(theme.plain(task.pieces[index]), room)):
            rows.append(
                [(style, (head if n == 0 else " " * len(head)) + line), ("now", f"  {note}" if not n and note else "")]
            )
        if here:
            focus = before + len(rows) - 1
    if not task.slots:
        order = " ".join(LETTERS[task.shown.index(index)] for index in held.taken)
        rows += [[], [("bold", " Your order  "), ("now", order or "-")]]
        if held.taken and held.cursor is None:
            focus = before + len(rows) - 1
    return rows, focus


def _foot(sitting: Sitting | Examination, held: Held, theme: Theme) -> list[Line]:
    task = sitting.now.task
    last = LETTERS[len(task.shown) - 1] if isinstance(task, Pick | Arrange) else "f"
    lines = [theme.rule(), *notice(sitting, theme), clock(sitting, held, theme)]
    return [*lines, [("dim", footer(situation(sitting), theme, last))]]


# --- the rest --------------------------------------------------------------------------------------------------


def _pause(sitting: Sitting, theme: Theme) -> Sheet:
    body: list[Line] = [[], [("bold", " Paused.")], [], [("", " The clock stands still and the question is hidden.")]]
    return Sheet(head(sitting, theme), body, [theme.rule(), [("dim", " p go on   q end")]])


def _sheet(exam: Examination, theme: Theme) -> Sheet:
    """The list before handing in: flagged and unanswered ones are told in words."""
    titles = exam.titles()
    open_count = sum(not answered for _, answered, _ in titles)
    total = len(titles)
    said = "All are answered." if not open_count else f"{open_count} of {total} not answered yet."
    body: list[Line] = [[], [("bold", f" {said}")], []]
    for number, (title, answered, flagged) in enumerate(titles, 1):
        word = "answered" if answered else "open"
        head = f" {number:3}  {theme.glyph('flag') if flagged else ' '} {fit(word, 9)}"
        shown = fit(theme.plain(title), max(4, theme.measure - columns(head)), theme.glyph("ellipsis")).rstrip()
        body.append([("" if answered else "warn", head), ("", shown)])
    count = f"{total} of {total}"
    name = f" Exam {theme.glyph('dot')} before handing in"
    head_line: Line = [("bold", fit(name, theme.width - len(count) - 1)), ("bold", count)]
    foot = [theme.rule(), *notice(exam, theme), clock(exam, Held(), theme)]
    foot += [[("dim", footer(("sheet",), theme, "f"))]]
    return Sheet([head_line, theme.rule()], body, foot)
