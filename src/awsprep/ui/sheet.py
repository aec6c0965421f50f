"""A screen in three parts, fitted into the rows that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from awsprep.ui.theme import Line, Theme


class Sheet(NamedTuple):
    """A screen in three parts, the middle one scrolls. `focus` is the line of it that must be in sight."""

    head: list[Line]
    body: list[Line]
    foot: list[Line]
    focus: int | None = None


def fitted(sheet: Sheet, theme: Theme, rows: int, scroll: int, *, below: int = 1) -> tuple[list[Line], int]:
    """A sheet in the rows there are, and where its middle part stands now; what is out of sight is counted.

    As many lines as `below` says are in sight behind the one that must be.
    """
    room = max(1, rows - len(sheet.head) - len(sheet.foot))
    most = max(0, len(sheet.body) - room)
    if sheet.focus is not None:
        scroll = min(max(scroll, sheet.focus - room + 1 + below), sheet.focus)
    scroll = max(0, min(scroll, most))
    body, foot = sheet.body[scroll : scroll + room], list(sheet.foot)
    if most:
        left = most - scroll
        more = f" {left} more line{'' if left == 1 else 's'}, PgDn " if left else f" {scroll} above, PgUp "
        line = theme.glyph("rule")
        foot[0] = [("dim", line * 2), ("warn", more), ("dim", line * max(0, theme.width - 2 - len(more)))]
    return [*sheet.head, *body, *([[]] * (room - len(body))), *foot][:rows], scroll
