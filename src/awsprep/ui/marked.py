"""What was found in a typed answer: the checklist of its key points and red flags, and the rating that they suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.exercise import mark_ticks, suggest
from awsprep.ui.answered import found_words, ticks_of
from awsprep.ui.theme import columns, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.exercise import Mark
    from awsprep.core.memory import Rating
    from awsprep.core.phrases import Found, Marked
    from awsprep.core.question import KeyPoint, Question, RedFlag
    from awsprep.ui.second import Second
    from awsprep.ui.theme import Line, Theme


class Checklist(NamedTuple):
    """A question and what was found in an answer to it. `rating` is None where no key point can be found.

    `second` is the opinion of a model, where one was asked; what it showed is in `marked` as well.
    """

    question: Question
    marked: Marked
    result: Mark
    rating: Rating | None
    second: Second | None = None


def checklist(question: Question, marked: Marked, second: Second | None = None) -> Checklist:
    """The score and the rating that an answer earns by what was found in it."""
    marked = marked if second is None else second.added(marked)
    result = mark_ticks(question, ticks_of(marked))
    findable = any(point.phrases.any for point in question.key_points)
    return Checklist(question, marked, result, suggest(result) if findable else None, second)


def page(theme: Theme, shown: Checklist) -> list[Line]:
    """The checklist with the words that show each point, and why the rating is what it is."""
    question, marked = shown.question, shown.marked
    found = sum(each.found for each in marked.points)
    lines: list[Line] = [[("bold", theme.plain(f" {question.id.rpartition('/')[2]}"))], []]
    lines.append([("bold", f" {found} of {len(marked.points)} key points found")])
    for point, each in zip(question.key_points, marked.points, strict=True):
        text = f"{point.text} (a must)" if point.must else point.text
        lines += _item(theme, text, each, theme.glyph("yes"), "good", shown.second)
    if question.red_flags:
        lines += [[], [("bold", " Red flags")]]
    for flag, each in zip(question.red_flags, marked.flags, strict=True):
        lines += _item(theme, flag.text, each, theme.glyph("flag"), "bad", asks=False)
    lines += [[], *_verdict(theme, shown), []]
    told = "Found by words, offline: a point said in other words is not found. You have the last word."
    rows = wrap(told, theme.measure - 1)
    rows += wrap(theme.plain(shown.second.sentence), theme.measure - 1) if shown.second else []
    return [*lines, *([("dim", f" {row}")] for row in rows)]


def _item(
    theme: Theme, text: str, found: Found, glyph: str, style: str, second: Second | None = None, *, asks: bool = True
) -> list[Line]:
    """A box with its text, and what was found for it; where nothing was, `asks` whether it was said."""
    box = f" [{glyph if found.found else ' '}] "
    indent = " " * columns(box)
    room = theme.measure - len(indent)
    rows = wrap(theme.plain(text), room)
    lines: list[Line] = [[(style if found.found else "", (indent if n else box) + row)] for n, row in enumerate(rows)]
    told = found_words(found, ticked=found.found, second=second) if found.found or asks else ""
    words = wrap(theme.plain(told), room) if told else []
    return [*lines, *([("" if found.found else "dim", indent + row)] for row in words)]


def _verdict(theme: Theme, shown: Checklist) -> list[Line]:
    if shown.rating is None:
        none = "No rating is suggested: the key points of this question have no phrases to be found by."
        return [[("", f" {row}")] for row in wrap(none, theme.measure - 1)]
    name = shown.rating.name.capitalize()
    head = f" Suggested  {name}  "
    first, *rest = wrap(_because(shown), max(12, theme.measure - len(head)))
    return [[("bold", head), ("", first)], *([("", " " * len(head) + row)] for row in rest)]


def _because(shown: Checklist) -> str:
    """What decided the rating, the weightiest first."""
    question, marked = shown.question, shown.marked
    flags = [flag for flag, each in zip(question.red_flags, marked.flags, strict=True) if each.found]
    musts = [
        point for point, each in zip(question.key_points, marked.points, strict=True) if point.must and not each.found
    ]
    reasons = [f"{shown.result.score:.0%} of the key points"]
    if flags:
        many = "a red flag" if len(flags) == 1 else f"{len(flags)} red flags"
        reasons.append(f"{many}, critical" if any(flag.critical for flag in flags) else many)
    if musts:
        reasons.append("1 must not found" if len(musts) == 1 else f"{len(musts)} musts not found")
    return ", ".join(reasons)


def as_json(shown: Checklist) -> dict[str, object]:
    """The checklist for scripts."""
    question, marked = shown.question, shown.marked
    return {
        "schema": 1,
        "id": question.id,
        "score": round(shown.result.score, 6),
        "suggested": None if shown.rating is None else shown.rating.name.lower(),
        "key_points": _rows(question.key_points, marked.points, shown.second),
        "red_flags": _rows(question.red_flags, marked.flags),
    }


def _rows(
    points: Sequence[KeyPoint | RedFlag], found: Sequence[Found], second: Second | None = None
) -> list[dict[str, object]]:
    """Each with what was found; `by` names the model where not the marker found it."""
    rows: list[dict[str, object]] = []
    for point, each in zip(points, found, strict=True):
        row: dict[str, object] = {"id": point.id, "text": point.text}
        must = getattr(point, "must", None)
        if must is not None:
            row["must"] = must
        by = {"by": second.grader.model} if second is not None and each.id in second.quotes else {}
        rows.append({**row, "found": each.found, "evidence": each.evidence, **by})
    return rows
