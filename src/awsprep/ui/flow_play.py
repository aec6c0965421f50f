"""The flow simulator as it is played. It knows no terminal: `board` draws it and hands it keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.flow_screen import draw, steps_rules
from awsprep.ui.flow_trial import Trial
from awsprep.ui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsprep.aws.vpc_verdict import Step
    from awsprep.bank.scenario import Scenario
    from awsprep.ui.draft import Draft
    from awsprep.ui.flow_editor import Editor
    from awsprep.ui.flow_file import Write, Writing
    from awsprep.ui.flow_guess import Score
    from awsprep.ui.theme import Line, Theme

BEAT = 0.4
"""Seconds a hop in a replay."""


class Play:
    """A sitting at the simulator.

    `names` are the scenarios that there are, `read` gives one and `title` says what it is about. `mode` is show, guess,
    faults, edit or scenarios; `reached` is how many steps are shown, None all; `cursor` the row of a list.
    """

    def __init__(
        self,
        names: Sequence[str],
        read: Callable[[str], Scenario],
        title: Callable[[str], str],
        write: Write,
        trial: Trial,
        *,
        at: int = 0,
        beat: float = BEAT,
    ) -> None:
        self.names = names
        self.read = read
        self.title = title
        self.write = write
        self.trial = trial
        self.at = at
        self.seconds = beat
        self.turns = 0
        self.over = False
        self.mode = "show"
        self.view = View()
        self.predicting = False
        self.fixing = False
        self.replaying = False
        self.reached: int | None = None
        self.cursor: int | None = None
        self.score: Score | None = None
        self.message = ""
        self.writing: Writing | None = None
        self.saved: dict[str, Scenario] = {}
        self.places: list[tuple[Step, tuple[str, ...]]] = []
        self._editor: Editor | None = None

    # --- what is shown -----------------------------------------------------------------------------------------

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """The whole screen."""
        return self.view.fit(draw(self, theme), lambda: self._keys(theme), theme, rows)

    def _keys(self, theme: Theme) -> list[Line]:
        from awsprep.ui.flow_keys import KEYS
        from awsprep.ui.screen import help_lines

        return help_lines((self.situation,), theme, KEYS)

    @property
    def situation(self) -> str:
        """Where we are, in the words of the key table."""
        return "fix" if self.mode == "show" and self.fixing else self.mode

    @property
    def editor(self) -> Editor:
        """The lines that can be changed."""
        if self._editor is None:
            from awsprep.ui.flow_editor import Editor

            self._editor = Editor(self.trial)
        return self._editor

    @property
    def draft(self) -> Draft | None:
        """What is being typed."""
        if self.writing is not None:
            return self.writing.draft
        return self.editor.draft if self.mode == "edit" else None

    @staticmethod
    def fault(number: int) -> str:
        """A fault as it is called: `3 ACL order`."""
        from awsprep.aws.vpc_fault import FAULTS

        return f"{number} {FAULTS[number - 1].name}"

    @property
    def beat(self) -> float | None:
        """A replay moves by itself."""
        return self.seconds if self.replaying else None

    def tick(self) -> None:
        """A replay's next hop."""
        self.step(1)
        self.replaying = self.reached is not None

    # --- keys --------------------------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """What a key does where we are."""
        self.view.follow()
        if self.replaying:
            self.replaying = False
        elif self.view.helping:
            if not self.view.read_on(key):
                self.help(on=False)
        elif self.writing is not None and self.writing.asks:
            self.writing.answer(key)
            self._written(self.writing)
        elif self.draft is not None:
            self._type(self.draft, key)
        else:
            self.message = ""
            self._act(key)

    def paste(self, text: str) -> None:
        """Text that was put in, where there is a line to put it into."""
        if self.draft is not None and not (self.writing and self.writing.asks):
            self.draft.insert(text)

    def _act(self, key: str) -> None:
        from awsprep.ui.flow_hand import QUIET, acts

        known = acts(self)
        if key in known:
            known[key]()
        elif key not in QUIET:
            self.tell(f"{key if len(key) > 1 else repr(key)} does nothing here; ? lists the keys.")

    def _type(self, draft: Draft, key: str) -> None:
        """A key where letters are text."""
        from awsprep.ui.flow_hand import WRITES

        if key in {"escape", "c-d"} and self.writing is not None:
            self.writing = None
        elif key in {"escape", "c-d"}:
            self.editor.leave()
        elif key == "enter" and self.writing is not None:
            self.writing.keep()
            self._written(self.writing)
        elif key == "enter":
            self.tell(self.editor.keep())
            self.reached, self.fixing = None, False
        elif key in WRITES:
            WRITES[key](draft)
        elif len(key) == 1:
            draft.insert(key)

    # --- moving about ------------------------------------------------------------------------------------------

    def turn(self, mode: str) -> None:
        """Another screen; before a prediction, the checks on the way and nothing of what they say."""
        self._editor, self.cursor = None, self.at if mode == "scenarios" else None
        self.view.begin()
        self.mode = mode
        if mode == "guess":
            from awsprep.aws.vpc import simulate
            from awsprep.ui.flow_guess import places

            fix = self.trial.fix()
            mended = simulate(fix.network, self.trial.flow) if fix else None
            self.places = steps_rules(self.trial, places(self.trial.verdict, fix, mended))
            self.turns += 1

    def look(self) -> None:
        """Show what has come of a change: at once, or after a prediction."""
        self.reached, self.fixing = None, False
        if self.mode in {"show", "guess"}:
            self.turn("guess" if self.predicting else "show")

    def travel(self, by: int) -> None:
        """The next scenario, or the one before; after the last comes the first."""
        self.open((self.at + by) % len(self.names))

    def open(self, place: int) -> None:
        """Another scenario, as its file has it; a word where that cannot be read."""
        from awsprep.core.problem import AwsprepError

        try:
            scenario = self.read(self.names[place])
        except AwsprepError as error:
            self.tell(f"{error.message} {error.hint}")
            return
        self.at, self.trial, self.mode = place, Trial(scenario), "show"
        self.look()

    def move(self, by: int, of: int) -> None:
        """Move the cursor in a list."""
        start = self.cursor if self.cursor is not None else -1 if by > 0 else of
        self.cursor = max(0, min(of - 1, start + by))

    def page(self, by: int) -> None:
        """Scroll by a page; in a list the cursor goes along."""
        size = self.view.page
        if self.mode == "edit":
            self.editor.move(by * max(1, size // 2))
        elif self.mode in {"guess", "scenarios"}:
            self.move(by * max(1, size // 3), len(self.names) if self.mode == "scenarios" else len(self.places) + 1)
        else:
            self.view.roll(by * size)

    def help(self, *, on: bool) -> None:
        """Show the keys, or what they cover."""
        self.view.help(on=on)
        self.turns += 1

    def tell(self, text: str) -> None:
        """Say something at the foot of the screen, until the next key."""
        self.message = text

    def end(self) -> None:
        """End."""
        self.over = True

    # --- the flow ----------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """A hop on, or back. After the last one everything is shown, and from there it begins at the start."""
        last = len(self.trial.verdict.trace)
        at = (0 if by > 0 else last) if self.reached is None else self.reached
        to = max(0, at + by)
        self.reached, self.fixing = None if to >= last else to, False

    def whole(self) -> None:
        """Show all."""
        self.reached = None

    def replay(self) -> None:
        """From the start, a hop after the other, by itself."""
        self.reached, self.replaying, self.fixing = 0, True, False
        self.view.begin()

    def digit(self, number: int) -> None:
        """Break something or mend it again; 0 takes back all."""
        self.tell(self.trial.toggle(number) if number else self.trial.reset())
        self.look()

    def undo(self) -> None:
        """Take back the last change."""
        self.tell(self.trial.undo())
        if self.mode == "edit":
            self.editor.refresh()
        self.look()

    def fix(self) -> None:
        """Show the smallest change, or hide it."""
        self.reached = None
        if self.trial.verdict.delivered:
            self.tell(self.trial.mend())
        else:
            self.fixing = not self.fixing

    def mend(self) -> None:
        """Apply the smallest change."""
        self.tell(self.trial.mend())
        self.look()

    def predict(self) -> None:
        """From now on a prediction comes first, or no more."""
        self.predicting = not self.predicting
        self.look()
        if not self.predicting:
            self.tell("No predictions any more; p asks for them again.")

    def say(self, number: int | None) -> None:
        """A prediction: 0 is that all arrives, else the place where it is stopped."""
        from awsprep.ui.flow_guess import Score, told

        if number is None:
            self.tell("Press the letter of an answer, or move to one.")
            return
        result = told(self.trial.verdict, [step for step, _ in self.places], number - 1 if number else None)
        before = self.score or Score()
        self.score = Score(before.right + result.right, before.of + 1)
        self.turn("show")
        self.turns += 1
        self.tell(f"{result.why} {str(self.score).capitalize()}.")

    # --- writing it down ---------------------------------------------------------------------------------------

    def name(self) -> None:
        """Ask for the file to write to."""
        from awsprep.ui.flow_file import Writing

        name = next(reversed(self.saved), f"{self.trial.original.name}-mine.yaml")
        self.writing = Writing(name, self.trial.now, self.write)

    def _written(self, writing: Writing) -> None:
        if writing.asks:
            self.turns += 1
        if writing.written:
            self.writing = None
            self.saved[writing.written] = writing.scenario
            self.tell(f"Written. To see it again: awsprep sim vpc {writing.written}")
