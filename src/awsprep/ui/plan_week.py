"""The weeks until the interview: how many new cards and reviews each study day holds, and a week's minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.day import MONTHS, WEEKDAYS, iso, weekday
from awsprep.ui.theme import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.rollout import Cell
    from awsprep.ui.theme import Line, Theme

NARROW = 76  # under so many columns a week is one line of sums
_FIRST, _LAST = 5, 1  # weeks that are shown where there are more
_LABEL, _CELL = 9, 8
_LEGEND = ("n new", "r review")


def weeks(theme: Theme, cells: Sequence[Cell], interview: int) -> list[Line]:
    """A row a week, a column a weekday; on a narrow screen the sums of each week. Long plans lose their middle."""
    first = cells[0].day if cells else interview
    mondays = list(range(first - weekday(first), interview + 1, 7))
    by_day = {cell.day: cell for cell in cells}
    rows = [[by_day.get(monday + place) for place in range(7)] for monday in mondays]
    wide = theme.width >= NARROW and all(len(_cell(cell, is_interview=False)) < _CELL for cell in cells)
    lines = _table(mondays, rows, interview) if wide else _sums(mondays, rows, interview)
    more = len(lines) - 1 - _FIRST - _LAST
    if more > 1:
        lines[1 + _FIRST : -_LAST] = [[("dim", f" {'':{_LABEL}}{more} weeks more")]]
    return lines


def _table(mondays: Sequence[int], rows: Sequence[Sequence[Cell | None]], interview: int) -> list[Line]:
    head = "".join(f"{name:<{_CELL}}" for name in WEEKDAYS)
    lines: list[Line] = [[("bold", f" {'Week':<{_LABEL}}"), ("dim", head.rstrip())]]
    notes = [*_LEGEND, *[""] * len(rows)]
    for monday, row, note in zip(mondays, rows, notes, strict=False):
        told = "".join(
            f"{_cell(cell, is_interview=monday + place == interview):<{_CELL}}" for place, cell in enumerate(row)
        )
        line: Line = [("", f" {_date(monday):>6}{'':{_LABEL - 6}}{told.rstrip()}")]
        studied = [cell for cell in row if cell is not None and not cell.free]
        if not note and studied and not any(cell.new for cell in studied):
            note = "no new now"  # noqa: PLW2901  only here is room for it
        note = note or (f"{_minutes(studied)} min" if studied else "")  # noqa: PLW2901
        if note:
            room = 1 + _LABEL + 7 * _CELL
            line.append(("dim", " " * max(1, room - width_of(line)) + note))
        lines.append(line)
    return lines


def _sums(mondays: Sequence[int], rows: Sequence[Sequence[Cell | None]], interview: int) -> list[Line]:
    lines: list[Line] = [[("bold", " Week from"), ("dim", "   New  Review  Days   Min")]]
    for monday, row in zip(mondays, rows, strict=True):
        studied = [cell for cell in row if cell is not None and not cell.free]
        new, review = sum(cell.new for cell in studied), sum(cell.review for cell in studied)
        told = f" {_date(monday):>9}{new:>6}{review:>8}{len(studied):>6}{_minutes(studied):>6}"
        lines.append([("", told + (" the day" if monday <= interview < monday + 7 else ""))])
    return lines


def _cell(cell: Cell | None, *, is_interview: bool) -> str:
    """What a day holds, without the blank where it would touch the next day's."""
    if is_interview:
        return "the day"
    if cell is None:
        return ""
    if cell.free:
        return "free"
    parts = [f"{cell.new}n"] if cell.new else []
    parts = [*parts, f"{cell.review}r"] if cell.review else parts
    told = " ".join(parts) or "-"
    return told if len(told) < _CELL else "".join(parts)


def _minutes(cells: Sequence[Cell]) -> int:
    return round(sum(cell.seconds for cell in cells) / 60)


def _date(day: int) -> str:
    _, month, number = iso(day).split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]}"
