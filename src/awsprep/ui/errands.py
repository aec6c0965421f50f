"""What a sitting needs another program for: to open the source, edit the question's file, write a lab's policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from awsprep.ui.sitting import Sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.labs.iam_drill import Drill
    from awsprep.ui.held import Held


@dataclass(slots=True)
class Errands:
    """`environ` names the editor; `away` gives the terminal to another program for as long as an action takes."""

    sitting: Any  # a Sitting or an Examination
    environ: Mapping[str, str]
    away: Callable[[Callable[[], None]], None]
    _left: tuple[tuple[str, int], str] = (("", 0), "")  # of which card and seed a policy was written, and its text

    def open_source(self) -> None:
        """Open the page that the question rests on, or name it."""
        refs = self.sitting.now.question.refs
        if not refs:
            self.sitting.notice.tell("This question names no source.")
            return
        from awsprep.ui.outside import open_link

        self.sitting.notice.tell("Opened." if open_link(refs[0]) else f"No browser here: {refs[0]}")

    def edit_question(self) -> None:
        """Have the question's file edited."""
        from awsprep.ui.outside import edit

        heading = self.sitting.heading
        self.away(lambda: self.sitting.notice.tell(edit(heading.path, heading.line, self.environ)))

    def write_policy(self, drill: Drill, held: Held) -> None:
        """Have the policy of a drill written in the editor; one that is sound is the answer, at once."""
        from awsprep.ui.attempt import NAME, Attempt, read
        from awsprep.ui.outside import rewritten

        now = self.sitting.now
        left = self._left[1] if self._left[0] == (now.card, now.seed) else ""
        before = (held.attempt.text if held.attempt else "") or left or drill.template

        def write() -> None:
            if isinstance(self.sitting, Sitting):
                self.sitting.go_on()  # the writing is what takes the time
            text, failed = rewritten(before, NAME, self.environ)
            if failed or text == before:
                self.sitting.notice.tell(failed or "Nothing was changed.")
                return
            given, problems = read(text, drill)
            self._left = (now.card, now.seed), text
            held.attempt = Attempt(text, problems)
            if not problems:
                self.sitting.submit(given, guess=held.guess)

        self.away(write)
