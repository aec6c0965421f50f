"""The screen of an answer: right or wrong, why, what to say, the source, and the rating keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS, Pick, Ticks
from awsprep.core.memory import Rating
from awsprep.core.question import Lab
from awsprep.ui.answered import found_words
from awsprep.ui.frame import WIDE, head, indented, notice, situation
from awsprep.ui.keys import footer
from awsprep.ui.reveal import reveal
from awsprep.ui.sheet import Sheet
from awsprep.ui.theme import Line, Theme, columns, fit, flow, labelled, width_of, wrap

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.core.question import Question
    from awsprep.ui.answered import Answered
    from awsprep.ui.held import Held
    from awsprep.ui.reveal import Reveal
    from awsprep.ui.sitting import Sitting

_RECALL = {Rating.AGAIN: "forgot", Rating.HARD: "with effort", Rating.GOOD: "as it should", Rating.EASY: "at once"}


def answer(sitting: Sitting, held: Held, theme: Theme) -> Sheet:
    """The answer that is on the screen, with its explanation; the point that was ticked last is in sight.

    Of a typed answer what was found in it comes first, else the explanation does.
    """
    shown = sitting.answered
    exercise = sitting.now
    if shown is None:
        return Sheet(head(sitting, theme), [], [])
    parts = reveal(exercise, shown.given, shown.result)
    marked = shown.marked is not None
    compare = _counted(shown, exercise.question) if marked else "Compare with what you said"
    body = _verdict(parts, _timing(sitting), theme, compare)
    if shown.second is not None:
        body[-1:] = [*([("dim", f" {row}")] for row in wrap(theme.plain(shown.second.line), theme.measure - 1)), []]
    if sitting.mode.hushed:  # it was asked a while ago
        body = [*indented(flow(theme.plain(exercise.prompt), theme.measure - 1), 1), [], *body]
    reasons, points = _reasons(parts, exercise, theme), _points(sitting, theme)
    body += [] if marked else reasons
    focus = _line_of(LETTERS[held.cursor], points, len(body)) if held.cursor is not None else None
    body += points
    body += reasons if marked else []
    body += _rest(sitting, shown, theme)
    return Sheet(head(sitting, theme), body, _rating_foot(sitting, theme), focus)


def _indent(theme: Theme) -> int:
    return 9 if theme.width >= 60 else 6


def _reasons(parts: Reveal, exercise: Exercise, theme: Theme) -> list[Line]:
    """The model answer, or why an option is right and why not the others."""
    indent = _indent(theme)
    room = theme.measure - indent
    lines: list[Line] = []
    for letter, why in parts.rights:
        label = f"Why {letter}" if indent > 6 else f"{theme.glyph('yes')} {letter}"
        lines += labelled(label, flow(theme.plain(why), room), indent)
    lines += [[]] if parts.rights else []
    for number, why in enumerate(parts.why):
        label = ("Why" if exercise.task.__class__ is Pick else "So") if number == 0 else ""
        label = "Answer" if parts.verdict == "ANSWER" and indent > 7 else label if parts.verdict != "ANSWER" else ""
        lines += [*labelled(label, flow(theme.plain(why), room), indent), []]
    for letter, why in parts.nots:
        lines += labelled(f"Not {letter}" if indent > 6 else letter, flow(theme.plain(why), room), indent)
    return [*lines, []] if parts.nots else lines


def _rest(sitting: Sitting, shown: Answered, theme: Theme) -> list[Line]:
    """What they may ask next, what the learner wrote, notes, the source."""
    indent = _indent(theme)
    room = theme.measure - indent
    question = sitting.now.question
    lines: list[Line] = []
    for follow_up in question.follow_ups:
        lines += labelled("Next", flow(theme.plain(f"They may ask: {follow_up.ask}"), room), indent)
        lines += [*indented(flow(theme.plain(follow_up.answer), room), indent), []]
    if shown.marked is not None:
        typed = [[("", row)] for line in str(shown.given).split("\n") for row in wrap(theme.plain(line), room)]
        lines += [*labelled("You", typed, indent), []]
    for note in sitting.progress.card(sitting.now.card).notes:
        lines += labelled("Note", flow(theme.plain(note), room), indent)
    if question.refs:
        ref = question.refs[0].removeprefix("https://")
        checked = f"  checked {question.as_of}" if question.as_of else ""
        source: list[Line] = [[("link", line)] for line in wrap(ref, theme.width - indent - 1)]
        if width_of(source[-1]) + indent + len(checked) < theme.width:
            source[-1] = [*source[-1], ("dim", checked)]
        elif checked:
            source.append([("dim", checked.strip())])
        lines += labelled("Read", source, indent)
    if isinstance(question.body, Lab):
        again = f"awsprep show {question.id} --seed {sitting.now.seed}"
        lines += labelled("Show", [[("dim", row)] for row in wrap(again, room)], indent)
    return lines


def _line_of(letter: str, points: list[Line], before: int) -> int | None:
    """The body line of the point with a letter."""
    return next((before + n for n, line in enumerate(points) if line and line[0][1].startswith(f" {letter}) ")), None)


def _verdict(parts: Reveal, timing: str, theme: Theme, compare: str) -> list[Line]:
    if parts.verdict == "ANSWER":
        told = fit(f" {compare}", theme.width - len(timing) - 1, theme.glyph("ellipsis"))
        return [[("bold", told), ("dim", timing)], []]
    right = parts.verdict == "RIGHT"
    style = "right" if right else "wrong"
    head = f" {theme.glyph('yes' if right else 'no')} {parts.verdict}   "
    said = theme.plain(f"you: {parts.yours}") if parts.yours else ""
    room = theme.width - columns(head) - columns(timing) - 1
    if columns(said) < room:
        lines: list[Line] = [[(style, head), ("", fit(said, room)), ("dim", timing)]]
    else:
        lines = [[(style, head.rstrip())], *([("", " " + line)] for line in wrap(said, theme.measure))]
        lines += [[("dim", " " + timing)]]
    keys = [line for each in parts.key for line in flow(theme.plain(each), theme.measure - 9)]
    return [*lines, *labelled("Key", keys, 9), []]


def _counted(shown: Answered, question: Question) -> str:
    """`3 of 5 points, 1 red flag`, as they are ticked now."""
    ticks = shown.ticks or Ticks()
    flags = len(ticks.flags)
    counted = f"{len(ticks.points)} of {len(question.key_points)} points"
    return counted + (f", {flags} red flag{'' if flags == 1 else 's'}" if flags else "")


def _timing(sitting: Sitting) -> str:
    shown = sitting.answered
    if shown is None:
        return ""
    over = ", over time" if shown.over else ""
    return f"{round(shown.seconds)} s of {round(sitting.limit)} s{over}"


def _points(sitting: Sitting, theme: Theme) -> list[Line]:
    """Say this, and the red flags: side by side where there is room; with boxes to tick for an open question.

    Below each box of a typed answer stands what was found for it.
    """
    shown = sitting.answered
    question = sitting.now.question
    if shown is None or not (question.key_points or question.red_flags):
        return []
    ticks = shown.ticks
    wide = theme.width >= WIDE and ticks is None
    room = theme.measure // 2 - 2 if wide else theme.measure - 2
    letters = iter(LETTERS)
    found = {} if shown.marked is None else {each.id: each for half in shown.marked for each in half}
    yes, no = theme.glyph("yes"), theme.glyph("no")

    def box(on: bool, mark: str) -> str:  # noqa: FBT001
        letter = next(letters, "")
        return f" {letter}) [{mark if on else ' '}] " if letter else " -      "

    def detail(name: str, on: bool) -> list[Line]:  # noqa: FBT001
        if name not in found:
            return []
        style = "" if on or found[name].found else "dim"
        words = found_words(found[name], ticked=on, second=shown.second)
        return [[(style, f"        {row}")] for row in wrap(theme.plain(words), room - 8)]

    points: list[Line] = [[("bold", " Say this")]] if question.key_points else []
    for point in question.key_points:
        on = ticks is not None and point.id in ticks.points
        text = theme.plain(point.text) + (" (a must)" if point.must and ticks is not None else "")
        points += _bullet(box(on, yes) if ticks is not None else " + ", text, room, "good" if on else "")
        points += detail(point.id, on)
    flags: list[Line] = [[("bold", " Red flags")]] if question.red_flags else []
    for flag in question.red_flags:
        on = ticks is not None and flag.id in ticks.flags
        flags += _bullet(box(on, no) if ticks is not None else " ! ", theme.plain(flag.text), room, "bad" if on else "")
        flags += detail(flag.id, on)
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
    lines += notice(sitting, theme)
    if sitting.only_again:
        back = sitting.when(Rating.AGAIN).removeprefix("again ")
        text = f" It comes back {back}." if back else ""
        lines.append([("", fit(text, theme.width - 15)), ("bold", "Enter goes on ")])
    elif sitting.mode.hushed:
        asks = ("Tick what you said, and take off what you did not.", "Tick what you said.")
        lines.append([("", fit(" " + asks[theme.width < WIDE], theme.width - 15)), ("bold", "Enter goes on ")])
    else:
        lead: tuple[str, ...] = ("How well did you recall it?", "How well?")
        if sitting.now.ticked and shown.marked is not None:
            lead = ("Is that so? Letters change it. Then rate.", "Letters change it. Rate.", "Is that so? Rate.")
        elif sitting.now.ticked:
            lead = ("Tick what you said, then rate.", "Tick, and rate.")
        tail = f"Enter = {shown.suggested.name.capitalize()} "
        room = theme.width - len(tail) - 2
        lines.append(
            [("", fit(" " + next(a for a in (*lead, "") if len(a) < room or not a), room + 2)), ("bold", tail)]
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
    if theme.width >= WIDE and sum(fours) < theme.width:
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
