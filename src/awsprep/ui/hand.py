"""The learner's hand: what is marked and typed but not submitted yet, and what each key does to the sitting.

It knows no terminal. The application in `full` calls it for every key that is alive, and draws what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.core.exercise import LETTERS, Arrange, Pick, Say
from awsprep.core.memory import Rating
from awsprep.ui.draft import Draft
from awsprep.ui.examination import Examination
from awsprep.ui.frame import Held, essay_width
from awsprep.ui.keeping import Keeping
from awsprep.ui.sitting import Sitting, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.exercise import Given
    from awsprep.labs.iam_drill import Drill

PROMPTS = {"note": " Note: ", "report": " What is wrong? "}


@dataclass(slots=True)
class Hand:
    """What lies before the learner, and a method for each key.

    `size` says how wide and how high the terminal is, `changed` makes keys dead for a moment, `away` gives the terminal
    to another program. `overlay` is "help", "keep" or the name of a prompt; `command` says that Esc was pressed where
    letters are text. `keeping` is what the overlay "keep" is about.
    """

    sitting: Any  # a Sitting or an Examination; which of them a key asks for itself
    environ: Mapping[str, str]
    size: Callable[[], tuple[int, int]]
    changed: Callable[[], None]
    away: Callable[[Callable[[], None]], None]
    held: Held = field(default_factory=Held)
    scroll: int = 0
    followed: int | None = None  # the line of the body that was brought into sight
    overlay: str = ""
    command: bool = False
    prompted: Draft = field(default_factory=Draft)
    keeping: Keeping | None = None
    _hidden: bool = False
    _again: str = ""  # an essay that was taken back, to go on with
    _left: tuple[tuple[str, int], str] = (("", 0), "")  # of which card and seed a policy was written, and its text

    @property
    def draft(self) -> Draft:
        """The text that letters are typed into."""
        return self.prompted if self.overlay in PROMPTS else self.held.text

    @property
    def essay(self) -> bool:
        """Whether what is written has several lines."""
        asked: bool = self.sitting.stage is Stage.ASK and isinstance(self.sitting, Sitting) and self.sitting.typed
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
        if isinstance(self.sitting, Examination) and self.sitting.stage is Stage.ASK:
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
        sitting = self.sitting
        if self.typing and not self.command:
            self.write(char)
            return
        self.command = False
        key = char.lower()
        if self.overlay == "keep":
            if self.keeping is None or self.keeping.letter(key):
                self._close_keeping()
            return
        if sitting.stage is Stage.PAUSE:
            if key in "p ":
                sitting.pause()
            elif key == "q":
                self._quit()
        elif sitting.stage is Stage.ANSWER:
            self._answer_char(key)
        elif sitting.stage is Stage.ASK:
            self._ask_char(key)
        elif key == "q":
            self._quit()
        elif key == "?":
            self._help()

    def _ask_char(self, key: str) -> None:
        task = self.sitting.now.task
        listed = len(task.shown) if isinstance(task, Pick | Arrange) else 0
        if key in LETTERS[:listed]:
            self._take(LETTERS.index(key))
        elif key == " ":
            if self.held.cursor is not None:
                self._take(self.held.cursor)
            elif isinstance(task, Say) and not task.accept and task.drill is None and not self.essay:
                self.enter()
        elif key == "v" and isinstance(task, Say) and task.drill is not None:
            self._compose(task.drill)
        elif key == "g":
            self.held.guess = not self.held.guess
        elif key == "?":
            self._help()
        elif key == "q":
            self._quit()
        elif isinstance(self.sitting, Sitting):
            self._common_char(key)
            if key == "s":
                self.sitting.skip()
            elif key == "p":
                self.sitting.pause()
        elif key == "s":
            self._visit(1)
        elif key == "p":
            self.sitting.tell("An exam cannot be paused.")

    def _answer_char(self, key: str) -> None:
        sitting = self.sitting
        if key in "1234" and not sitting.only_again:
            sitting.rate(Rating(int(key)))
        elif key in LETTERS and sitting.now.ticked:
            sitting.tick(LETTERS.index(key))
            self.held.cursor = LETTERS.index(key)
            self.followed = None
        elif key == " ":
            self.page(1)
        elif key == "o":
            self._open()
        elif key == "v":
            self._edit()
        elif key == "x":
            self._prompt("report")
        elif key == "r" and sitting.answered is not None and sitting.answered.marked is not None:
            self.overlay, self.keeping = "keep", Keeping(sitting)
        elif key == "?":
            self._help()
        elif key == "q":
            self._quit()
        else:
            self._common_char(key)

    def _common_char(self, key: str) -> None:
        actions = {"u": self._undo, "-": self.sitting.bury, "@": self.sitting.suspend}
        actions["n"] = lambda: self._prompt("note")
        if key in actions:
            actions[key]()

    def _undo(self) -> None:
        """Take back; an essay that is on the answer screen can be gone on with."""
        shown = self.sitting.answered
        if shown is not None and shown.ticks is not None:
            self._again = shown.given
        self.sitting.undo()

    def _take(self, place: int) -> None:
        """A letter: answers, marks, or comes next in order."""
        task = self.sitting.now.task
        index = task.shown[place]
        if isinstance(task, Pick) and len(task.right) == 1:
            self.sitting.submit((index,), guess=self.held.guess)
        elif isinstance(task, Pick):
            taken = self.held.taken
            self.held.taken = tuple(i for i in taken if i != index) if index in taken else (*taken, index)
        elif index in self.held.taken:
            self.sitting.tell("Taken already; Backspace takes back the last one.")
        elif len(self.held.taken) < len(task.right):
            self.held.taken = (*self.held.taken, index)

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
            keep = sitting.note if self.overlay == "note" else sitting.report
            text = self.prompted.text
            self._close_prompt()
            keep(text)
        elif sitting.stage is Stage.ANSWER:
            sitting.rate()
        elif sitting.stage is Stage.PAUSE:
            sitting.pause()
        elif sitting.stage is Stage.SHEET:
            sitting.hand_in()
        elif sitting.stage is Stage.ASK:
            self._submit(sitting.now.task)

    def _submit(self, task: Pick | Arrange | Say) -> None:
        held = self.held
        given = self._given(task)
        if isinstance(task, Pick) and len(task.right) == 1 and held.cursor is not None:
            self._take(held.cursor)
        elif isinstance(task, Say) and task.drill is not None:
            self._compose(task.drill)
        elif given is not None:
            self.sitting.submit(given, guess=held.guess)
        elif isinstance(task, Pick):
            more = "Mark the options first: press their letters, then Enter."
            self.sitting.tell(more if len(task.right) > 1 else "Press the letter of an option.")
        elif isinstance(task, Arrange):
            self.sitting.tell(f"{len(task.right) - len(held.taken)} more to go: press their letters in order.")

    def _given(self, task: Pick | Arrange | Say) -> Given | None:
        """The answer that stands on the screen; None while it is not a whole one."""
        taken = self.held.taken
        if isinstance(task, Pick):
            return taken or None
        if isinstance(task, Arrange):
            return taken if len(taken) == len(task.right) else None
        return self.held.text.text.strip() or (None if task.accept or task.drill else "")

    def time_up(self) -> None:
        """End an interview whose time is used up; what was written or marked whole counts."""
        if self.sitting.out_of_time:
            given = self._given(self.sitting.now.task)
            if given:
                self.sitting.submit(given, guess=self.held.guess)
            self.sitting.check_clock()

    def write(self, text: str) -> None:
        """Put text in where letters are text."""
        self.command, self.followed = False, None
        self.draft.insert(text)

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
            count = len(self.sitting.now.task.shown)
            start = -1 if step > 0 else count
            cursor = self.held.cursor if self.held.cursor is not None else start
            self.held.cursor = max(0, min(count - 1, cursor + step))
        else:
            self.scroll += step

    def sideways(self, step: int) -> None:
        """Left and right: in a text they move its cursor, in an exam they visit the neighbouring question."""
        if self.typing:
            self.edit(lambda draft: draft.move(step))
        else:
            self._visit(step)

    def _visit(self, step: int) -> None:
        if isinstance(self.sitting, Examination):
            self._go(self.sitting.sheet.at + step)

    def _go(self, place: int) -> None:
        """Go to a place of an exam; what was marked or typed whole counts without Enter as well."""
        exam = self.sitting
        given = self._given(exam.now.task) if exam.stage is Stage.ASK else None
        if given is not None:
            exam.write(given, guess=self.held.guess)
        exam.go(place)

    def page(self, step: int) -> None:
        """A page up or down; in an exam's gap, where arrows move within the text, visit the neighbouring question."""
        if self.typing and isinstance(self.sitting, Examination):
            self._visit(step)
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
            self._quit()

    def _quit(self) -> None:
        if not isinstance(self.sitting, Examination):
            self.sitting.quit()
        elif self.sitting.stage is Stage.SHEET:
            self.sitting.hand_in()
        else:
            self._go(len(self.sitting.sheet.cards))

    def _help(self) -> None:
        self.overlay, self.scroll = "help", 0
        self.changed()
        self.runs(on=False)

    def _prompt(self, name: str) -> None:
        self.overlay, self.prompted = name, Draft(most=1_000)
        self.runs(on=False)

    def _close_prompt(self) -> None:
        self.overlay = ""
        self.runs(on=True)

    def _close_keeping(self) -> None:
        self.overlay, self.keeping = "", None

    def runs(self, *, on: bool) -> None:
        """The clock stands still while help or a note covers the question; an exam's never does."""
        if isinstance(self.sitting, Sitting):
            (self.sitting.go_on if on else self.sitting.hold)()

    # --- outside -----------------------------------------------------------------------------------------------

    def _open(self) -> None:
        refs = self.sitting.now.question.refs
        if not refs:
            self.sitting.tell("This question names no source.")
            return
        from awsprep.ui.outside import open_link

        self.sitting.tell("Opened." if open_link(refs[0]) else f"No browser here: {refs[0]}")

    def _compose(self, drill: Drill) -> None:
        """Have the policy of a drill written in the editor; one that is sound is the answer, at once."""
        from awsprep.ui.attempt import NAME, Attempt, read
        from awsprep.ui.outside import rewritten

        now = self.sitting.now
        left = self._left[1] if self._left[0] == (now.card, now.seed) else ""
        before = self.held.attempt.text or left or drill.template

        def compose() -> None:
            self.runs(on=True)  # the writing is what takes the time
            text, failed = rewritten(before, NAME, self.environ)
            if failed or text == before:
                self.sitting.tell(failed or "Nothing was changed.")
                return
            given, problems = read(text, drill)
            self._left = (now.card, now.seed), text
            self.held.attempt = Attempt(text, problems)
            if not problems:
                self.sitting.submit(given, guess=self.held.guess)

        self.away(compose)

    def _edit(self) -> None:
        from awsprep.ui.outside import edit

        heading = self.sitting.heading
        self.away(lambda: self.sitting.tell(edit(heading.path, heading.line, self.environ)))
