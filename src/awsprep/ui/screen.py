"""The screens of a sitting as lines, for a given width: pure functions of the sitting and of what the view holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import topic_name
from awsprep.core.exercise import LETTERS, Arrange, Pick
from awsprep.core.memory import Rating
from awsprep.ui.examination import Examination
from awsprep.ui.keys import footer, keys_for
from awsprep.ui.reveal import reveal
from awsprep.ui.sitting import Stage
from awsprep.ui.theme import Line, Theme, columns, fit, flow, labelled, width_of, wrap

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.ui.sitting import Sitting

SMALLEST = (36, 12)
_RECALL = {Rating.AGAIN: "forgot", Rating.HARD: "with effort", Rating.GOOD: "as it should", Rating.EASY: "at once"}
_WIDE = 72  # from here the ratings stand in one row, key points and red flags side by side


@dataclass(slots=True)
class Held:
    """What the view holds before it is submitted: the cursor (None: no arrow was pressed), letters, the guess.

    On the answer screen the cursor is the point that was ticked last.
    """

    cursor: int | None = None
    taken: tuple[int, ...] = ()
    guess: bool = False


class Screen(NamedTuple):
    """A screen in three parts; the body scrolls. `focus` is the body line that must be in sight."""

    head: list[Line]
    body: list[Line]
    foot: list[Line]
    focus: int | None = None


def draw(sitting: Sitting | Examination, held: Held, theme: Theme) -> Screen:
    """The screen of the stage that the sitting is in."""
    if isinstance(sitting, Examination):
        return _sheet(sitting, theme) if sitting.stage is Stage.SHEET else _ask(sitting, held, theme)
    if sitting.stage is Stage.PAUSE:
        return _pause(sitting, theme)
    return _answer(sitting, held, theme) if sitting.stage is Stage.ANSWER else _ask(sitting, held, theme)


def situation(sitting: Sitting | Examination) -> tuple[str, ...]:
    """Where we are, in the words of the key table."""
    if sitting.stage is Stage.SHEET:
        return ("sheet",)
    exercise = sitting.now
    if isinstance(sitting, Examination):
        return (*_kind(exercise), "exam")
    if sitting.stage is Stage.ANSWER:
        return ("wrong",) if sitting.only_again else (("ticks", "answer") if exercise.ticked else ("answer",))
    kind = _kind(exercise)
    return kind if kind == ("gap",) else (*kind, "practice")


def help_lines(places: tuple[str, ...], theme: Theme) -> list[Line]:
    """Every key that acts here, and what it does."""
    lines: list[Line] = [[("title", " Keys")], []]
    for key in keys_for(places):
        meaning = wrap(key.meaning, theme.measure - 14)
        lines += labelled("  " + theme.plain(key.key), [[("", text)] for text in meaning], 14)
    return [*lines, [], [("dim", " Any key goes back.")]]


def clock_text(left: float) -> str:
    """`1:24 left`, with a mark from 10 s on, and how far over time it is after that."""
    if left <= 0:
        over = int(-left)
        return f"over time by {over // 60}:{over % 60:02}"
    seconds = ceil(left)
    mark = " !!" if seconds <= 10 else ""
    return f"{seconds // 60}:{seconds % 60:02} left{mark}"


def _kind(exercise: Exercise) -> tuple[str, ...]:
    task = exercise.task
    if isinstance(task, Pick):
        return ("pick",) if len(task.right) == 1 else ("many",)
    if isinstance(task, Arrange):
        return ("arrange",)
    return ("gap",) if task.accept else ("recall",)


# --- asking ----------------------------------------------------------------------------------------------------


def _ask(sitting: Sitting | Examination, held: Held, theme: Theme) -> Screen:
    exercise = sitting.now
    body: list[Line] = [[], *_indented(flow(theme.plain(exercise.prompt), theme.measure - 1), 1), []]
    focus = None
    task = exercise.task
    if isinstance(task, Pick):
        rows, focus = _options(task, held, theme, len(body))
        body += rows
    elif isinstance(task, Arrange):
        rows, focus = _pieces(task, held, theme, len(body))
        body += rows
    elif not task.accept:
        say = "Answer in your head or aloud, as you would tell the interviewer. Then press Enter and compare."
        body += [[("dim", " " + line)] for line in wrap(say, theme.measure - 1)]
    elif theme.width >= SMALLEST[0]:
        body += [[("dim", " Type what fills the gap.")]]
    return Screen(_head(sitting, theme), body, _foot(sitting, held, theme), focus)


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


def _head(sitting: Sitting | Examination, theme: Theme) -> list[Line]:
    exercise = sitting.now
    dot = f" {theme.glyph('dot')} "
    parts = [topic_name(exercise.question.topic), str(exercise.question.level), exercise.label]
    if isinstance(sitting, Examination):
        right = f"{sitting.sheet.at + 1} of {len(sitting.sheet.cards)}"
        flagged = exercise.card in sitting.sheet.flagged
        counts = f"{len(sitting.sheet.cards) - len(sitting.sheet.unanswered)} answered"
    else:
        number = sitting.session.number
        right = f"{number} of {sitting.session.total}"
        flagged = sitting.progress.card(exercise.card).flagged
        counts = f"right {sitting.right_so_far} of {sitting.answered_so_far}" if sitting.answered_so_far else ""
    if flagged:
        right = f"{theme.glyph('flag')} {right}"
    wide = f"{right}   {counts}" if counts else right
    if columns(dot.join(parts)) + columns(wide) + 4 <= theme.width:
        right = wide
    while len(parts) > 1 and columns(dot.join(parts)) + columns(right) + 4 > theme.width:
        parts.pop(1 if len(parts) > 2 else -1)
    left = fit(" " + dot.join(parts), max(1, theme.width - columns(right) - 1), theme.glyph("ellipsis"))
    return [[("bold", left), ("bold", right)], theme.rule()]


def _foot(sitting: Sitting | Examination, held: Held, theme: Theme) -> list[Line]:
    task = sitting.now.task
    last = LETTERS[len(task.shown) - 1] if isinstance(task, Pick | Arrange) else "f"
    lines = [theme.rule(), *_notice(sitting, theme), _clock(sitting, held, theme)]
    return [*lines, [("dim", footer(situation(sitting), theme, last))]]


def _notice(sitting: Sitting | Examination, theme: Theme) -> list[Line]:
    """What there is to tell, and, until it is mended, that answers are not saved; three lines at most."""
    unsaved, news = sitting.recorder.unsaved, sitting.notice
    text = news if unsaved in news else f"{unsaved} {news}".rstrip()
    if not text:
        return []
    style = "wrong" if unsaved else "warn"
    lines = wrap(theme.plain(text), theme.width - 2)
    if len(lines) > 3:
        lines = [*lines[:2], fit(" ".join(lines[2:]), theme.width - 2, theme.glyph("ellipsis"))]
    return [[(style, " " + line.rstrip())] for line in lines]


def _clock(sitting: Sitting | Examination, held: Held, theme: Theme) -> Line:
    left = sitting.left()
    limit = sitting.limit
    share = max(0.0, left / limit) if limit else 0.0
    style = "wrong" if left <= 10 else ("warn" if share <= 0.25 else "")
    guess = "guessing  " if held.guess else ""
    text = f" {guess}{clock_text(left)} "
    word = " quarter left " if 0.1 < share <= 0.25 and left > 10 else (" half time " if 0.25 < share <= 0.5 else "")
    room = max(0, theme.width - columns(text) - columns(word) - 1)
    return [(style, text), *theme.bar(share, room), (style, word)]


# --- answering -------------------------------------------------------------------------------------------------


def _answer(sitting: Sitting, held: Held, theme: Theme) -> Screen:
    shown = sitting.answered
    exercise = sitting.now
    if shown is None:
        return Screen(_head(sitting, theme), [], [])
    parts = reveal(exercise, shown.given, shown.result)
    body = _verdict(parts.verdict, parts.key, parts.yours, _timing(sitting), theme)
    indent = 9 if theme.width >= 60 else 6
    room = theme.measure - indent
    for number, why in enumerate(parts.why):
        label = ("Why" if exercise.task.__class__ is Pick else "So") if number == 0 else ""
        label = "Answer" if parts.verdict == "ANSWER" and indent > 7 else label if parts.verdict != "ANSWER" else ""
        body += [*labelled(label, flow(theme.plain(why), room), indent), []]
    for letter, why in parts.nots:
        body += labelled(f"Not {letter}" if indent > 6 else letter, flow(theme.plain(why), room), indent)
    body += [[]] if parts.nots else []
    points = _points(sitting, theme)
    focus = _line_of(LETTERS[held.cursor], points, len(body)) if held.cursor is not None else None
    body += points
    question = exercise.question
    for follow_up in question.follow_ups:
        body += labelled("Next", flow(theme.plain(f"They may ask: {follow_up.ask}"), room), indent)
        body += [*_indented(flow(theme.plain(follow_up.answer), room), indent), []]
    card = sitting.progress.card(exercise.card)
    for note in card.notes:
        body += labelled("Note", flow(theme.plain(note), room), indent)
    if question.refs:
        ref = question.refs[0].removeprefix("https://")
        checked = f"  checked {question.as_of}" if question.as_of else ""
        source: list[Line] = [[("link", line)] for line in wrap(ref, theme.width - indent - 1)]
        if width_of(source[-1]) + indent + len(checked) < theme.width:
            source[-1] = [*source[-1], ("dim", checked)]
        elif checked:
            source.append([("dim", checked.strip())])
        body += labelled("Read", source, indent)
    return Screen(_head(sitting, theme), body, _rating_foot(sitting, theme), focus)


def _line_of(letter: str, points: list[Line], before: int) -> int | None:
    """The body line of the point with a letter."""
    return next((before + n for n, line in enumerate(points) if line and line[0][1].startswith(f" {letter}) ")), None)


def _verdict(verdict: str, key: str, yours: str, timing: str, theme: Theme) -> list[Line]:
    if verdict == "ANSWER":
        return [
            [
                ("bold", fit(" Compare with what you said", theme.width - len(timing) - 1, theme.glyph("ellipsis"))),
                ("dim", timing),
            ],
            [],
        ]
    right = verdict == "RIGHT"
    style = "right" if right else "wrong"
    head = f" {theme.glyph('yes' if right else 'no')} {verdict}   "
    said = theme.plain(f"you: {yours}") if yours else ""
    room = theme.width - columns(head) - columns(timing) - 1
    if columns(said) < room:
        lines: list[Line] = [[(style, head), ("", fit(said, room)), ("dim", timing)]]
    else:
        lines = [[(style, head.rstrip())], *([("", " " + line)] for line in wrap(said, theme.measure))]
        lines += [[("dim", " " + timing)]]
    return [*lines, *labelled("Key", flow(theme.plain(key), theme.measure - 9), 9), []]


def _timing(sitting: Sitting) -> str:
    shown = sitting.answered
    if shown is None:
        return ""
    over = ", over time" if shown.over else ""
    return f"{round(shown.seconds)} s of {round(sitting.limit)} s{over}"


def _points(sitting: Sitting, theme: Theme) -> list[Line]:
    """Say this, and the red flags: side by side where there is room; with boxes to tick for an open question."""
    shown = sitting.answered
    question = sitting.now.question
    if shown is None or not (question.key_points or question.red_flags):
        return []
    ticks = shown.ticks
    wide = theme.width >= _WIDE and ticks is None
    room = theme.measure // 2 - 2 if wide else theme.measure - 2
    letters = iter(LETTERS)
    yes, no = theme.glyph("yes"), theme.glyph("no")

    def box(on: bool, mark: str) -> str:  # noqa: FBT001
        letter = next(letters, "")
        return f" {letter}) [{mark if on else ' '}] " if letter else " -      "

    points: list[Line] = [[("bold", " Say this")]] if question.key_points else []
    for point in question.key_points:
        on = ticks is not None and point.id in ticks.points
        text = theme.plain(point.text) + (" (a must)" if point.must and ticks is not None else "")
        points += _bullet(box(on, yes) if ticks is not None else " + ", text, room, "good" if on else "")
    flags: list[Line] = [[("bold", " Red flags")]] if question.red_flags else []
    for flag in question.red_flags:
        on = ticks is not None and flag.id in ticks.flags
        flags += _bullet(box(on, no) if ticks is not None else " ! ", theme.plain(flag.text), room, "bad" if on else "")
    if not wide:
        return [*points, *([[]] if points and flags else []), *flags, []]
    size = max(len(points), len(flags))
    points += [[]] * (size - len(points))
    flags += [[]] * (size - len(flags))
    half = theme.measure // 2
    return [*([*p, ("", " " * (half - width_of(p))), *f] for p, f in zip(points, flags, strict=True)), []]


def _bullet(head: str, text: str, room: int, style: str) -> list[Line]:
    return [
        [(style, (head if n == 0 else " " * columns(head)) + line)]
        for n, line in enumerate(wrap(text, room - columns(head)))
    ]


def _rating_foot(sitting: Sitting, theme: Theme) -> list[Line]:
    shown = sitting.answered
    lines = [theme.rule()]
    if shown is None:
        return lines
    lines += _notice(sitting, theme)
    if sitting.only_again:
        back = sitting.when(Rating.AGAIN).removeprefix("again ")
        text = f" It comes back {back}." if back else ""
        lines.append([("", fit(text, theme.width - 15)), ("bold", "Enter goes on ")])
    else:
        asks = ("Tick what you said, then rate.", "Tick, and rate.")
        asks = asks if sitting.now.ticked else ("How well did you recall it?", "How well?")
        tail = f"Enter = {shown.suggested.name.capitalize()} "
        room = theme.width - len(tail) - 2
        lines.append(
            [("", fit(" " + next(a for a in (*asks, "") if len(a) < room or not a), room + 2)), ("bold", tail)]
        )
        lines += _rating_keys(sitting, theme)
    question = sitting.now.question
    last = LETTERS[min(len(question.key_points) + len(question.red_flags), len(LETTERS)) - 1]
    return [*lines, [("dim", footer(situation(sitting), theme, last))]]


def _rating_keys(sitting: Sitting, theme: Theme) -> list[Line]:
    """Each rating with when it brings the card back; in columns, with what it means where all four stand in a row."""
    keys = [f"{int(rating)} {rating.name.capitalize()}" for rating in Rating]
    cells = [f"{key}  {sitting.when(rating)}".rstrip() for key, rating in zip(keys, Rating, strict=True)]
    meant = [f"  {_RECALL[rating]}" for rating in Rating]
    fours = _column_sizes([*cells, *meant], 4)
    if theme.width >= _WIDE and sum(fours) < theme.width:
        across, sizes = 4, fours
    else:
        across = 2 if sum(_column_sizes(cells, 2)) < theme.width else 1
        sizes = _column_sizes(cells, across)
    even = (theme.width - 1) // across
    sizes = [even] * across if max(sizes) <= even else sizes
    lines: list[Line] = []
    for start in range(0, 4, across):
        row: Line = [("", " ")]
        for key, cell, size in zip(keys[start:], cells[start:], sizes, strict=False):
            row += [("bold", key), ("", fit(cell, size).removeprefix(key))]
        lines.append(row)
    if across == 4:
        words = "".join(fit(word, size) for word, size in zip(meant, sizes, strict=True))
        lines.append([("dim", " " + words.rstrip())])
    return lines


def _column_sizes(cells: list[str], across: int) -> list[int]:
    return [max(map(len, cells[column::across])) + 2 for column in range(across)]


# --- the rest --------------------------------------------------------------------------------------------------


def _pause(sitting: Sitting, theme: Theme) -> Screen:
    body: list[Line] = [[], [("bold", " Paused.")], [], [("", " The clock stands still and the question is hidden.")]]
    return Screen(_head(sitting, theme), body, [theme.rule(), [("dim", " p go on   q end")]])


def _sheet(exam: Examination, theme: Theme) -> Screen:
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
    foot = [theme.rule(), *_notice(exam, theme), _clock(exam, Held(), theme)]
    foot += [[("dim", footer(("sheet",), theme, "f"))]]
    return Screen([head_line, theme.rule()], body, foot)


def _indented(lines: list[Line], columns_: int) -> list[Line]:
    return [[("", " " * columns_), *line] if line else [] for line in lines]
