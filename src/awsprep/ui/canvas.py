"""The whole screen as one window, of which only rows that have changed are worked on.

prompt_toolkit makes the screen anew for every key, character by character, and compares it with the one before: for
80 by 24 of them that takes longer than all else. Here a row that is as it was stands in neither of the two screens, so
there is nothing to make and nothing to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prompt_toolkit.application import get_app
from prompt_toolkit.layout import UIContent, UIControl, Window
from prompt_toolkit.layout.screen import WritePosition

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Callable

    from prompt_toolkit.layout.mouse_handlers import MouseHandlers
    from prompt_toolkit.layout.screen import Char, Screen

    from awsprep.ui.theme import Line


class _Row(UIControl):
    """One row of the screen, the one that is being written."""

    line: Line

    def create_content(self, width: int, height: int | None) -> UIContent:
        del width, height
        return UIContent(get_line=lambda _: [*self.line], line_count=1, show_cursor=False)


class _Drawn(NamedTuple):
    """A row as it stands on the terminal, and the cells that were made of it."""

    line: Line
    cells: defaultdict[int, Char]


class Canvas(Window):
    """A window that fills the terminal with the lines that `draw` gives for a number of columns and rows.

    Their styles are prompt_toolkit's style strings.
    """

    def __init__(self, draw: Callable[[int, int], list[Line]]) -> None:
        self._row = _Row()
        super().__init__(self._row, wrap_lines=False)
        self._draw = draw
        self._drawn: dict[int, _Drawn] = {}

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,  # noqa: FBT001  as it is called
        z_index: int | None,
    ) -> None:
        """Write the rows that differ from what is on the terminal; all of them where nothing of ours is there."""
        width, height = write_position.width, write_position.height
        lines = self._draw(width, height)[:height]
        last = get_app().renderer.last_rendered_screen
        if last is None or get_app().is_done:
            self._drawn.clear()
        for y, line in enumerate([*lines, *([[]] * (height - len(lines)))]):
            drawn = self._drawn.get(y)
            if drawn is not None and last is not None:
                if drawn.line == line:
                    last.data_buffer.pop(y, None)
                    continue
                last.data_buffer[y] = drawn.cells
            self._row.line = line
            place = WritePosition(0, y, width, 1)
            super().write_to_screen(screen, mouse_handlers, place, parent_style, erase_bg, z_index)
            self._drawn[y] = _Drawn(line, screen.data_buffer[y])
        screen.height = height
