"""A text that is being written: what stands there, where the cursor is, and how it lies on rows of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from awsprep.ui.theme import Line, Theme, columns


@dataclass(slots=True)
class Draft:
    """A text and the place of its cursor. `most` is how many characters it may have; what is beyond is not taken."""

    text: str = ""
    cursor: int = 0
    most: int = 8_000
    _column: int | None = None  # where the cursor was before it went up or down

    def insert(self, text: str) -> int:
        """Put text in at the cursor, as much as there is room for; how many characters there was none for."""
        whole, text = len(text), text[: max(0, self.most - len(self.text))]
        self._put(self.text[: self.cursor] + text + self.text[self.cursor :], self.cursor + len(text))
        return whole - len(text)

    def delete(self) -> None:
        """Take away the character before the cursor."""
        self._cut(max(0, self.cursor - 1), self.cursor)

    def erase(self) -> None:
        """Take away the character after the cursor."""
        self._cut(self.cursor, self.cursor + 1)

    def delete_word(self) -> None:
        """Take away the word before the cursor."""
        before = self.text[: self.cursor].rstrip()
        word = len(before) - len(before.split()[-1]) if before else 0
        self._cut(word, self.cursor)

    def delete_line(self) -> None:
        """Take away what stands before the cursor in its line."""
        self._cut(self.text.rfind("\n", 0, self.cursor) + 1, self.cursor)

    def move(self, step: int) -> None:
        """Move the cursor within the text."""
        self._put(self.text, max(0, min(len(self.text), self.cursor + step)))

    def home(self) -> None:
        """Move the cursor to the beginning of its line."""
        self._put(self.text, self.text.rfind("\n", 0, self.cursor) + 1)

    def end(self) -> None:
        """Move the cursor to the end of its line."""
        after = self.text.find("\n", self.cursor)
        self._put(self.text, after if after >= 0 else len(self.text))

    def climb(self, step: int, width: int) -> bool:
        """Move the cursor so many rows of a width up or down; whether there is such a row."""
        found = rows(self.text, width)
        row = self._row(width)
        to = row + step
        if not 0 <= to < len(found):
            return False
        start, _ = found[row]
        column = columns(self.text[start : self.cursor]) if self._column is None else self._column
        start, stop = found[to]
        place = start
        while place < stop and columns(self.text[start : place + 1]) <= column:
            place += 1
        self.cursor, self._column = place, column
        return True

    def lines(self, theme: Theme, width: int) -> tuple[list[Line], int]:
        """The text on rows of a width with the cursor in it, which takes a column more, and the cursor's row."""
        here = self._row(width)
        drawn: list[Line] = []
        for number, (start, stop) in enumerate(rows(self.text, width)):
            if number == here:
                before, after = self.text[start : self.cursor], self.text[self.cursor : stop]
                drawn.append([("", theme.plain(before)), ("now", theme.glyph("caret")), ("", theme.plain(after))])
            else:
                drawn.append([("", theme.plain(self.text[start:stop]))])
        return drawn, here

    def _row(self, width: int) -> int:
        """The row that the cursor is in: the last one that begins before it."""
        return sum(start <= self.cursor for start, _ in rows(self.text, width)) - 1

    def _cut(self, start: int, stop: int) -> None:
        self._put(self.text[:start] + self.text[stop:], start)

    def _put(self, text: str, cursor: int) -> None:
        self.text, self.cursor, self._column = text, cursor, None


@lru_cache(maxsize=8)  # it is drawn again for every key, and most keys change nothing or add a letter
def rows(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Where each row of a text begins and stops: at line breaks, and after words that reach a width.

    A blank at which a row is broken belongs to none. There is one row at least, even of an empty text.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while (stop := _fitting(text, start, end, width)) < end:
            blank = text.rfind(" ", start + 1, stop + 1)
            stop, then = (blank, blank + 1) if blank > 0 else (stop, stop)
            found.append((start, stop))
            start = then
        found.append((start, end))
        start = end + 1
    return tuple(found)


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """Where the part of a line stops that fits into a width; a character at least."""
    stop = min(end, start + width)
    while stop > start + 1 and columns(text[start:stop]) > width:
        stop -= 1
    return max(stop, min(start + 1, end))
