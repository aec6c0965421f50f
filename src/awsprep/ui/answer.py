"""The screen of an answer: right or wrong, why, what to say, the source, and the rating keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS, Pick
from awsprep.core.memory import Rating
from awsprep.ui.frame import WIDE, Held, Screen, head, indented, notice, situation
from awsprep.ui.keys import footer
from awsprep.ui.reveal import reveal
from awsprep.ui.theme import Line, Theme, columns, fit, flow, labelled, width_of, wrap

if TYPE_CHECKING:
    from awsprep.ui.sitting import Sitting

_RECALL = {Rating.AGAIN: "forgot", Rating.HARD: "with effort", Rating.GOOD: "as it should", Rating.EASY: "at once"}


def answer(sitting: Sitting, held: Held, theme: Theme) -> Screen:
    """The answer that is on the screen, with its explanation; the point that was ticked last is in sight."""
    shown = sitting.answered
    exercise = sitting.now
    if shown is None:
        return Screen(head(sitting, theme), [], [])
    parts = reveal(exercise, shown.given, shown.result)
    body = _verdict(parts.verdict, parts.key, parts.yours, _timing(sitting), theme)
    indent = 9 if theme.width >= 60 else 6
    room = theme.measure - indent
    for letter, why in parts.rights:
        label = f"Why {letter}" if indent > 6 else f"{theme.glyph('yes')} {letter}"
        body += labelled(label, flow(theme.plain(why), room), indent)
    body += [[]] if parts.rights else []
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
        body += [*indented(flow(theme.plain(follow_up.answer), room), indent), []]
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
    return Screen(head(sitting, theme), body, _rating_foot(sitting, theme), focus)


def _line_of(letter: str, points: list[Line], before: int) -> int | None:
    """The body line of the point with a letter."""
    return next((before + n for n, line in enumerate(points) if line and line[0][1].startswith(f" {letter}) ")), None)


def _verdict(verdict: str, key: tuple[str, ...], yours: str, timing: str, theme: Theme) -> list[Line]:
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
    keys = [line for each in key for line in flow(theme.plain(each), theme.measure - 9)]
    return [*lines, *labelled("Key", keys, 9), []]


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
    wide = theme.width >= WIDE and ticks is None
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
    lines += notice(sitting, theme)
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
