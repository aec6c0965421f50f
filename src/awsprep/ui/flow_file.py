"""Asking for the file that a scenario is written to; one that exists is overwritten only where that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.bank.scenario import Scenario

    Write = Callable[[str, Scenario, bool], str | None]
    """Puts a scenario into a file: None where that went well, EXISTS where there is one already, else why not."""

EXISTS = "exists"


class Writing:
    """A file's name, as it is being typed, and what is asked and told meanwhile."""

    def __init__(self, name: str, scenario: Scenario, write: Write) -> None:
        self.draft = Draft(name, len(name), 300)
        self.scenario = scenario
        self.write = write
        self.asks = ""
        self.message = ""
        self.written = ""

    def keep(self, *, over: bool = False) -> None:
        """Write it; `written` is the file's name once that is done."""
        self.message = ""
        path = self.draft.text.strip()
        problem = self.write(path, self.scenario, over) if path else "Type the name of a file, or press Esc."
        if problem is None:
            self.written = path
        elif problem == EXISTS:
            self.asks = f"{path} exists already. Overwrite it? y yes, any other key no"
        else:
            self.message = problem

    def answer(self, key: str) -> None:
        """Whether the file is overwritten."""
        self.asks = ""
        if key in {"y", "Y"}:
            self.keep(over=True)
        else:
            self.message = "Nothing was written. Type another name, or press Esc."
