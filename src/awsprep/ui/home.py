"""The home screen: what is due, what is new, what was left unfinished, and the command for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.ui.figures import readiness_words
from awsprep.ui.theme import columns, wrap

if TYPE_CHECKING:
    from awsprep.core.readiness import Readiness
    from awsprep.ui.theme import Line, Theme

_MORE = "More: awsprep stats | plan | search | show | check | config"
_HELP = "Help: awsprep --help, awsprep COMMAND --help"


class Unfinished(NamedTuple):
    """What was broken off, a quiz, an exam or an interview: the question it goes on with, from 1, and how many it has.

    An interview has no number of questions: 0.
    """

    mode: str
    number: int
    total: int


class Planned(NamedTuple):
    """What a plan has for today: reviews and the seconds they take, new cards; and what it says of the interview.

    `begins` is the command to begin with, `review` or `quiz`; `rests` says why there is nothing to do, if so.
    """

    when: str
    ready: str
    review: int
    seconds: float
    new: int
    begins: str
    rests: str = ""


class Home(NamedTuple):
    """What the home screen shows. `now` is what fits into one review, `due` all that is due; seconds are of `now`."""

    level: str
    answers: int
    ready: Readiness
    due: int
    now: int
    seconds: float
    new: int
    unfinished: Unfinished | None = None
    planned: Planned | None = None


def page(theme: Theme, home: Home) -> list[Line]:
    """The screen; at a first run it names the one command to begin with."""
    dot = f" {theme.glyph('dot')} "
    if not home.answers and home.planned is None:
        head = [f"awsprep{dot}{home.new} cards wait at level {home.level}{dot}nothing answered yet"]
        rows = [("", "Begin here", f"awsprep quiz --level {home.level}")]
        return [*_head(theme, head), [], *_rows(theme, rows), [], *_help(theme)]
    answers = f"{home.answers} answer{'' if home.answers == 1 else 's'}"
    parts = ["awsprep", home.level, answers]
    if home.planned is None:
        parts.append(theme.plain(readiness_words(home.ready)))
    else:
        parts += [home.planned.when, home.planned.ready]
    return [*_head(theme, [dot.join(parts)]), [], *_rows(theme, rows_of(home)), [], *_help(theme)]


def rows_of(home: Home) -> list[tuple[str, str, str]]:
    """A count, what it counts, and the command for it. After a break only what fits into one review is counted."""
    rows = []
    if home.planned is not None:
        rows += _planned_rows(home.planned)
    elif home.now:
        words = "due now" if home.now == home.due else "now"
        rows.append((str(home.now), f"{words}   about {max(1, round(home.seconds / 60))} min", "awsprep review"))
    if home.unfinished is not None:
        left = home.unfinished
        where = f"Q{left.number}" + (f" of {left.total}" if left.total else "")
        command = "interview" if left.mode == "interview" else "quiz"
        rows.append(("1", f"unfinished {left.mode}, {where}", f"awsprep {command} --resume"))
    if home.new and home.planned is None:
        rows.append((str(home.new), f"new at level {home.level}", "awsprep quiz"))
    return rows or [("0", "due, none new: well done", "awsprep quiz --weak")]


def _planned_rows(planned: Planned) -> list[tuple[str, str, str]]:
    if planned.rests:
        return [("0", planned.rests, "awsprep plan")]
    rows = []
    if planned.review:
        minutes = max(1, round(planned.seconds / 60))
        rows.append((str(planned.review), f"to review today   about {minutes} min", "awsprep review"))
    if planned.new:
        rows.append((str(planned.new), "new today in the plan", "awsprep quiz"))
    return rows if planned.begins == "review" else rows[::-1]


def _head(theme: Theme, lines: list[str]) -> list[Line]:
    return [[("title", " " + row)] for line in lines for row in wrap(line, theme.width - 1)]


def _rows(theme: Theme, rows: list[tuple[str, str, str]]) -> list[Line]:
    count = max(len(number) for number, _, _ in rows) + 3
    text = max(columns(words) for _, words, _ in rows)
    beside = count + 1 + text + 3 + max(len(command) for _, _, command in rows) <= theme.width
    lines: list[Line] = []
    for number, words, command in rows:
        line: Line = [("bold", f"{number:>{count}} "), ("", f"{words:<{text}}")]
        if beside:
            lines.append([*line, ("", "   "), ("code", command)])
            continue
        lines += [[("bold", f"{number:>{count}} "), ("", row)] for row in wrap(words, theme.width - count - 1)]
        lines += [[("", " " * (count + 1)), ("code", row)] for row in wrap(command, theme.width - count - 1)]
    return lines


def _help(theme: Theme) -> list[Line]:
    return [[("dim", " " + row)] for line in (_MORE, _HELP) for row in wrap(line, theme.width - 1)]
