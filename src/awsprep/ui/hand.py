"""The learner's hand: what is marked and typed but not submitted yet, and what keys do to it and to the sitting.

It knows no terminal. The application in `full` calls it for every key that is alive, and draws what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.core.exercise import Arrange, Pick, Say
from awsprep.ui.draft import Draft
from awsprep.ui.frame import essay_width
from awsprep.ui.held import Held
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.exercise import Task
    from awsprep.ui.errands import Errands
    from awsprep.ui.keeping import Keeping

PROMPTS = {"note": " Note: ", "report": " What is wrong? "}


@dataclass(slots=True)
class Hand:
    """What lies before the learner, and a method for each key.

    `size` says how wide and how high the terminal is, `changed` makes keys dead for a moment. `overlay` is "help",
    "keep" or the name of a prompt; `command` says that Esc was pressed where letters are text. `keeping` is what the
    overlay "keep" is about.
    """

    sitting: Any  # a Sitting or an Examination; which of them a key asks for itself
    errands: Errands
    size: Callable[[], tuple[int, int]]
    changed: Callable[[], None]
    held: Held = field(default_factory=Held)
    scroll: int = 0
    followed: int | None = None  # the line of the body that was brought into sight
    overlay: str = ""
    command: bool = False
    prompted: Draft = field(default_factory=Draft)
    keeping: Keeping | None = None
    _hidden: bool = False
    _again: str = ""  # an essay that was taken back, to go on with

    @property
    def exam(self) -> bool:
        """Whether this is an exam, whose questions are visited back and forth."""
        return not isinstance(self.sitting, Sitting)

    @property
    def draft(self) -> Draft:
        """The text that letters are typed into."""
        return self.prompted if self.overlay in PROMPTS else self.held.text

    @property
    def essay(self) -> bool:
        """Whether what is written has several lines."""
        asked: bool = self.sitting.stage is Stage.ASK and not self.exam and self.sitting.typed
        return asked and not self.overlay

    @property
    def typing(self) -> bool:
        """Whether letters are text."""
        if self.overlay in PROMPTS:
            return True
        if self.sitting.stage is not Stage.ASK:
            return False
        task = self.sitting.now.task
        return self.essay or (isinstance(task, Say) and bool(task.accept) and not self.overlay)

    def turn(self) -> None:
        """Empty the hand for another screen; a pause keeps what was marked and typed."""
        was_hidden, self._hidden = self._hidden, self.sitting.stage is Stage.PAUSE
        if was_hidden or self._hidden:
            return
        self.held = Held()
        self.scroll, self.followed, self.command = 0, None, False
        if self.essay:
            self.held.text.insert(self._again)
        self._again = ""
        if self.exam and self.sitting.stage is Stage.ASK:
            entry = self.sitting.entry
            self.held.guess = entry.guess
            if isinstance(entry.given, tuple):
                self.held.taken = entry.given
            elif entry.given is not None:
                self.held.text.insert(entry.given)

    def close_help(self) -> None:
        """Go back to what the help covered."""
        self.overlay, self.scroll, self.followed = "", 0, None
        self.changed()
        self.runs(on=True)

    def char(self, char: str) -> None:
        """A character: text where letters are text, else what it means in this stage."""
        if self.typing and not self.command:
            self.write(char)
            return
        self.command = False
        key = char.lower()
        if self.overlay != "keep":
            from awsprep.ui.letters import acts  # not needed before the first key

            acts(self).get(key, lambda: None)()
        elif self.keeping is None or self.keeping.letter(key):
            self._close_keeping()

    def take(self, place: int) -> None:
        """Take what is listed at a place: it answers, is marked, or comes next in order."""
        task = self.sitting.now.task
        index = task.shown[place]
        if isinstance(task, Arrange):
            if not self.held.put(index, task):
                self.sitting.notice.tell("Taken already; Backspace takes back the last one.")
        elif len(task.right) == 1:
            self.sitting.submit((index,), guess=self.held.guess)
        else:
            self.held.mark(index)

    def tick(self, place: int) -> None:
        """Turn a tick on the answer screen, and have it in sight."""
        self.sitting.tick(place)
        self.held.cursor, self.followed = place, None

    def guess(self) -> None:
        """The learner is guessing, or is not."""
        self.held.guess = not self.held.guess

    def undo(self) -> None:
        """Take back; an essay that is on the answer screen can be gone on with."""
        shown = self.sitting.answered
        if shown is not None and shown.ticks is not None:
            self._again = shown.given
        self.sitting.undo()

    def enter(self) -> None:
        """Enter: a new line of an essay (after Esc it submits), else the default of what is on the screen."""
        if self.essay and not self.command:
            self.write("\n")
        else:
            self.submit()

    def submit(self) -> None:
        """Ctrl-S: submit, whatever Enter does."""
        sitting, self.command = self.sitting, False
        if self.overlay == "keep":
            self._close_keeping()
        elif self.overlay in PROMPTS:
            take_in = sitting.note if self.overlay == "note" else sitting.report
            self._close_prompt()
            take_in(self.prompted.text)
        elif sitting.stage is Stage.ANSWER:
            sitting.rate()
        elif sitting.stage is Stage.PAUSE:
            sitting.pause()
        elif sitting.stage is Stage.SHEET:
            sitting.hand_in()
        elif sitting.stage is Stage.ASK:
            self._submit(sitting.now.task)

    def _submit(self, task: Task) -> None:
        held = self.held
        given = held.given(task)
        if isinstance(task, Pick) and len(task.right) == 1 and held.cursor is not None:
            self.take(held.cursor)
        elif isinstance(task, Say) and task.drill is not None:
            self.errands.write_policy(task.drill, held)
        elif given is not None:
            self.sitting.submit(given, guess=held.guess)
        elif lacks := held.lacks(task):
            self.sitting.notice.tell(lacks)

    def time_up(self) -> None:
        """End an interview whose time is used up; what was written or marked whole counts."""
        if self.sitting.out_of_time:
            given = self.held.given(self.sitting.now.task)
            if given:
                self.sitting.submit(given, guess=self.held.guess)
            self.sitting.check_clock()

    def write(self, text: str) -> None:
        """Put text in where letters are text."""
        self.command, self.followed = False, None
        cut = self.draft.insert(text)
        if cut:
            last = "the last one was" if cut == 1 else f"the last {cut:,} were"
            self.sitting.notice.tell(f"No more than {self.draft.most:,} characters fit: {last} left out.")

    def edit(self, change: Callable[[Draft], None]) -> None:
        """Change the text that is being written, if one is."""
        if self.typing:
            self.command, self.followed = False, None
            change(self.draft)

    def backspace(self) -> None:
        """Take back a character, or the last piece of an order."""
        if self.typing:
            self.edit(Draft.delete)
        elif self.sitting.stage is Stage.ASK and isinstance(self.sitting.now.task, Arrange):
            self.held.taken = self.held.taken[:-1]

    def escape(self) -> None:
        """Leave a prompt; where letters are text, the next key is a command."""
        if self.overlay in PROMPTS:
            self._close_prompt()
        elif self.overlay == "keep":
            self._close_keeping()
        elif self.typing:
            self.command = not self.command

    def move(self, step: int) -> None:
        """Up and down: move to an option, or within an essay, else scroll."""
        if self.overlay:
            self.scroll += step
        elif self.essay:
            if self.draft.climb(step, essay_width(self.size()[0])):
                self.followed = None
            else:
                self.scroll += step
        elif self.sitting.stage is Stage.ASK and isinstance(self.sitting.now.task, Pick | Arrange):
            self.held.move(step, len(self.sitting.now.task.shown))
        else:
            self.scroll += step

    def sideways(self, step: int) -> None:
        """Left and right: in a text they move its cursor, in an exam they visit the neighbouring question."""
        if self.typing:
            self.edit(lambda draft: draft.move(step))
        else:
            self.visit(step)

    def visit(self, step: int) -> None:
        """Go to a neighbouring question of an exam."""
        if self.exam:
            self._go(self.sitting.sheet.at + step)

    def _go(self, place: int) -> None:
        """Go to a place of an exam; what was marked or typed whole counts without Enter as well."""
        exam = self.sitting
        given = self.held.given(exam.now.task) if exam.stage is Stage.ASK else None
        if given is not None:
            exam.write(given, guess=self.held.guess)
        exam.go(place)

    def page(self, step: int) -> None:
        """A page up or down; in an exam's gap, where arrows move within the text, visit the neighbouring question."""
        if self.typing and self.exam:
            self.visit(step)
        else:
            self.scroll += step * max(1, self.size()[1] - 8)

    def flag(self) -> None:
        """Tab: put a flag up or take it down."""
        if self.sitting.stage in {Stage.ASK, Stage.ANSWER} and not self.overlay:
            self.sitting.flag()

    def end(self) -> None:
        """Ctrl-D: the end of a prompt, else of the sitting."""
        if self.overlay in PROMPTS:
            self._close_prompt()
        else:
            self.quit()

    def quit(self) -> None:
        """End; an exam is handed in, from its list."""
        if not self.exam:
            self.sitting.quit()
        elif self.sitting.stage is Stage.SHEET:
            self.sitting.hand_in()
        else:
            self._go(len(self.sitting.sheet.cards))

    def help(self) -> None:
        """Cover the screen with its keys."""
        self.overlay, self.scroll = "help", 0
        self.changed()
        self.runs(on=False)

    def prompt(self, name: str) -> None:
        """Ask for a line: one of PROMPTS."""
        self.overlay, self.prompted = name, Draft(most=1_000)
        self.runs(on=False)

    def _close_prompt(self) -> None:
        self.overlay = ""
        self.runs(on=True)

    def keep(self) -> None:
        """Ask which words are to be remembered."""
        from awsprep.ui.keeping import Keeping

        self.overlay, self.keeping = "keep", Keeping(self.sitting)

    def _close_keeping(self) -> None:
        self.overlay, self.keeping = "", None

    def runs(self, *, on: bool) -> None:
        """The clock stands still while help or a note covers the question; an exam's never does."""
        if not self.exam:
            (self.sitting.go_on if on else self.sitting.hold)()
