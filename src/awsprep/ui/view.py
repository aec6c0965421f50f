"""What of a screen is in sight: it scrolls, and its keys can be shown instead of its middle part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.sheet import fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.ui.sheet import Sheet
    from awsprep.ui.theme import Line, Theme


class View:
    """What is in sight of one screen. `rows` is its last height; while `helping`, its keys are shown.

    It follows the line that must be in sight until it is scrolled by hand, and again from the next key on.
    """

    def __init__(self) -> None:
        self.rows = 24
        self.helping = False
        self._scroll = 0
        self._follows = True

    @property
    def page(self) -> int:
        """Lines that a page goes on by."""
        return max(1, self.rows - 8)

    def fit(self, sheet: Sheet, keys: Callable[[], list[Line]], theme: Theme, rows: int) -> list[Line]:
        """The screen's lines; `keys` are the lines of its help."""
        self.rows = rows
        if self.helping:
            sheet = sheet._replace(body=keys(), foot=[theme.rule()])
        if self.helping or not self._follows:
            sheet = sheet._replace(focus=None)
        lines, self._scroll = fitted(sheet, theme, rows, self._scroll)
        return lines

    def follow(self) -> None:
        """Have the line that must be in sight in sight again."""
        self._follows = True

    def begin(self) -> None:
        """Go to the first line."""
        self._scroll = 0

    def roll(self, by: int) -> None:
        """Scroll by lines."""
        self._scroll, self._follows = self._scroll + by, False

    def help(self, *, on: bool) -> None:
        """Show the keys, or what they cover."""
        self.helping, self._scroll = on, 0

    def read_on(self, key: str) -> bool:
        """A key while the keys are shown: whether it only scrolls them."""
        moves = {"up": -1, "down": 1, "pageup": -self.page, "pagedown": self.page}
        self._scroll += moves.get(key, 0)
        return key in moves
