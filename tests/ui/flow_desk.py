"""The flow simulator without a terminal: keys go in, the screen comes out as text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from awsprep.bank.files import shipped_folder
from awsprep.bank.scenario_file import read
from awsprep.core.problem import AwsprepError
from awsprep.ui.flow_play import Play
from awsprep.ui.flow_trial import Trial
from awsprep.ui.theme import Theme
from tests.ui.reports import painted

if TYPE_CHECKING:
    from awsprep.bank.scenario import Scenario
    from awsprep.ui.theme import Line

FOLDER = Path(shipped_folder()) / "scenarios"
NAMES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
SOME = ["acl-order", "app-to-database", "internet-to-instance", "nat-gateway", "reply-blocked", "vpn"]


def scenario(name: str = "internet-to-instance") -> Scenario:
    found, page = read(name, (FOLDER / f"{name}.yaml").read_bytes())
    assert found is not None, page.problems
    return found


class Desk:
    """A play at a scenario. `files` are what was written, by name."""

    def __init__(
        self, name: str = "internet-to-instance", *, columns: int = 80, rows: int = 24, unicode: bool = True
    ) -> None:
        self.files: dict[str, Scenario] = {}
        self.theme = Theme(columns, unicode, color=False)
        self.rows = rows
        names = SOME if name in SOME else [*SOME, name]
        self.play = Play(
            names, self.read, str.upper, self.write, Trial(scenario(name)), at=names.index(name), beat=0.01
        )

    def read(self, name: str) -> Scenario:
        if name == os.environ.get("AWSPREP_TEST_BROKEN"):
            raise AwsprepError(f"{name} cannot be simulated.", "Mend it.")
        return scenario(name)

    def write(self, path: str, made: Scenario, over: bool) -> str | None:  # noqa: FBT001
        if path.startswith("/nowhere"):
            return "It cannot be written. Choose another folder."
        if path in self.files and not over:
            return "exists"
        self.files[path] = made
        return None

    def press(self, *keys: str) -> str:
        """Press keys one by one; the screen after them."""
        for key in keys:
            self.play.press(key)
            self.play.draw(self.theme, self.rows)
        return self.text

    def type(self, text: str) -> str:
        return self.press(*text)

    @property
    def lines(self) -> list[Line]:
        drawn = self.play.draw(self.theme, self.rows)
        assert len(drawn) == self.rows
        return drawn

    @property
    def text(self) -> str:
        return painted(self.theme, self.lines).rstrip("\n")

    @property
    def head(self) -> str:
        return self.text.split("\n")[0]

    @property
    def foot(self) -> str:
        """What is below the last rule."""
        rows = self.text.split("\n")
        last = max(number for number, row in enumerate(rows) if row.startswith(("──", "--")))
        return "\n".join(rows[last + 1 :])
