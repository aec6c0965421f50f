"""A progress bar for work that takes long: on a terminal only, and gone when the work is done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Bar:
    """Shows a bar once the work is known to be long: from the second file on, on a terminal."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._bar: object = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self.advance

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` steps are behind us."""
        if total < 2 or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        if self._bar is None:
            bar = Progress(
                TextColumn(self.title),
                BarColumn(),
                MofNCompleteColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            bar.add_task(self.title, total=total)
            self._bar = bar
        if isinstance(self._bar, Progress):
            self._bar.update(self._bar.task_ids[0], completed=done)

    def __exit__(self, *_: object) -> None:
        stop = getattr(self._bar, "stop", None)
        if stop is not None:
            stop()
