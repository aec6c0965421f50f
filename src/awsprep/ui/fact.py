"""A fact on a page: a sentence wrapped beside its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.theme import labelled, wrap

if TYPE_CHECKING:
    from awsprep.ui.theme import Line, Theme

_WIDEST = 90


def fact(theme: Theme, label: str, text: str, style: str = "", *, size: int) -> list[Line]:
    """The lines of a text; its label takes `size` columns. Nothing where there is no text."""
    rows = wrap(theme.plain(text), min(theme.width, _WIDEST) - size)
    return labelled(label, [[(style, row)] for row in rows], size) if rows else []
