"""What a view has to tell the learner besides what is on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsprep.ui.recorder import Recorder


@dataclass(slots=True)
class Notice:
    """News of the journal first, then what was done. It stands until the view takes it down."""

    recorder: Recorder
    told: str = ""

    @property
    def text(self) -> str:
        """All there is to tell; nothing most of the time."""
        return " ".join(filter(None, (self.recorder.news, self.told)))

    def tell(self, told: str) -> None:
        """Have something told, instead of what was."""
        self.told = told

    def take_down(self) -> str:
        """What there was to tell: the view has shown it, or shows it now."""
        text = self.text
        self.told = self.recorder.news = ""
        return text
