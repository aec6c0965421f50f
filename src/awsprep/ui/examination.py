"""An exam: questions are visited back and forth, nothing is said until it is handed in, and time that is up is up.

Every answer is written at once as an `answer` line; handing in (or the deadline, or a resume after it) turns what
stands on the sheet into reviews with their suggested ratings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.exam import Entry, Sheet
from awsprep.core.exercise import Exercise, Given, mark, present
from awsprep.core.memory import outcomes
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of
from awsprep.core.session import EXAM, Mode, Outcome, exercise_seed
from awsprep.ui.answered import Answered
from awsprep.ui.ledger import Ledger, outcome
from awsprep.ui.notice import Notice
from awsprep.ui.stage import Stage
from awsprep.ui.timing import Stopwatch

if TYPE_CHECKING:
    from awsprep.core.bank import Bank, Heading
    from awsprep.core.day import Clock
    from awsprep.core.progress import Progress
    from awsprep.ui.recorder import Recorder


@dataclass(slots=True)
class Examination:
    """One exam. `limit` is its length in seconds; `used` is what had passed before (a resumed one).

    `per_question` is what was asked for instead of each question's own time: whoever takes longer is over it, though
    only the whole exam has a deadline. `reviewed` are cards whose reviews are written already: handing in was cut off.
    """

    bank: Bank
    progress: Progress
    clock: Clock
    recorder: Recorder
    sheet: Sheet
    limit: float
    used: float = 0.0
    per_question: float | None = None
    reviewed: frozenset[str] = frozenset()
    mode: Mode = EXAM
    stage: Stage = Stage.ASK
    exercise: Exercise | None = None
    screens: int = 0
    ended_by: str = ""
    done: tuple[Outcome, ...] = ()
    notice: Notice = field(init=False)
    ledger: Ledger = field(init=False)
    watch: Stopwatch = field(init=False)

    def __post_init__(self) -> None:
        self.notice = Notice(self.recorder)
        self.ledger = Ledger(self.recorder, self.progress)
        self.watch = Stopwatch(self.clock, total=self.used)
        self.recorder.begin()
        if self.left() <= 0:
            self.hand_in("time")
        else:
            self.show()

    # --- what views read ---------------------------------------------------------------------------------------

    @property
    def heading(self) -> Heading:
        """The heading of the question on the screen."""
        return self.bank.headings[question_id(self.now.card)]

    @property
    def now(self) -> Exercise:
        """The exercise on the screen."""
        if self.exercise is None:
            raise AwsprepError("There is no question on the screen.", "Go back to one with the left arrow.", 70)
        return self.exercise

    @property
    def entry(self) -> Entry:
        """What stands on the sheet for the question on the screen."""
        return self.sheet.entry(self.now.card)

    def left(self) -> float:
        """Seconds until the deadline."""
        return self.limit - self.watch.used()

    def titles(self) -> list[tuple[str, bool, bool]]:
        """Each question's title, whether it is answered, whether it is flagged."""
        return [
            (
                self.bank.headings[question_id(card)].title,
                self.sheet.entry(card).given is not None,
                card in self.sheet.flagged,
            )
            for card in self.sheet.cards
        ]

    # --- what the learner does ---------------------------------------------------------------------------------

    def submit(self, given: Given, *, guess: bool = False) -> None:
        """Write an answer on the sheet and go to the next question."""
        self.write(given, guess=guess)
        self.go(self.sheet.at + 1)

    def write(self, given: Given, *, guess: bool = False) -> None:
        """Write an answer on the sheet without going on; the same one is not written again."""
        if self.stage is not Stage.ASK or self.check_clock():
            return
        exercise, before = self.now, self.entry
        self.watch.stop()
        self.watch.start()
        entry = Entry(given, guess, self.watch.question)
        self.sheet = self.sheet.write(exercise.card, entry)
        if (before.given, before.guess) != (given, guess):
            ms = round(entry.seconds * 1000)
            self.recorder.answer(exercise, given, guess=guess, ms=ms)

    def go(self, place: int) -> None:
        """Visit a question by its place; past the last one comes the list before handing in."""
        if self.stage is Stage.OVER or self.check_clock():
            return
        self._leave()
        self.sheet = self.sheet.go(place)
        self.show()

    def flag(self) -> None:
        """Flag the card on the screen, to look at it again before handing in, or take the flag off."""
        if self.stage is Stage.ASK:
            self.sheet = self.sheet.flag(self.now.card)
            on = self.now.card in self.sheet.flagged
            self.ledger.flag(self.now.card, on=on)
            self.notice.tell("Flagged." if on else "Flag taken off.")

    def check_clock(self) -> bool:
        """Hand in when the time is up; whether that happened."""
        if self.stage is not Stage.OVER and self.left() <= 0:
            self.hand_in("time")
            return True
        return False

    def hand_in(self, by: str = "") -> None:
        """Turn the sheet into reviews, and end."""
        if self.stage is Stage.OVER:
            return
        self._leave()
        day = day_of(self.progress, self.clock)
        outcomes_made: list[Outcome] = []
        for card in self.sheet.cards:
            entry = self.sheet.entry(card)
            if entry.given is not None:
                outcomes_made.append(self._review(card, entry, entry.given, day))
        self.done = tuple(outcomes_made)
        self.ended_by = by
        self.exercise = None
        self._stage(Stage.OVER)

    def leave(self, by: str) -> None:
        """Go away without handing in (a signal): the exam can be resumed until its deadline."""
        if self.stage is Stage.OVER:
            return
        self._leave()
        self.ended_by = by
        self._stage(Stage.OVER)

    def finish(self) -> None:
        """Write that the exam is over, unless it was only left."""
        if self.ended_by in {"", "time"}:
            self.recorder.end(len(self.done), sum(o.right for o in self.done))

    # --- inside ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Put the sheet's place on the screen."""
        card = self.sheet.card
        if card is None:
            self.exercise = None
            self._stage(Stage.SHEET)
        else:
            self.exercise = self._exercise(card)
            self._stage(Stage.ASK)
            self.watch.turn_to(self.sheet.entry(card).seconds)
        self.watch.start()

    def _exercise(self, card: str) -> Exercise:
        return present(self.bank.read(question_id(card)), card, exercise_seed(self.recorder.seed, card, 0))

    def _leave(self) -> None:
        """Stop the clock and keep the time that the question on the screen has taken."""
        self.watch.stop()
        if self.exercise is not None and self.stage is Stage.ASK:
            entry = self.sheet.entry(self.exercise.card)
            self.sheet = self.sheet.write(self.exercise.card, Entry(entry.given, entry.guess, self.watch.question))

    def _review(self, card: str, entry: Entry, given: Given, day: int) -> Outcome:
        exercise = self._exercise(card)
        limit = self.per_question if self.per_question is not None else exercise.seconds
        dues = outcomes(card, self.progress.card(card).memory, day, self.progress.model)
        result, over = mark(exercise, given), entry.seconds > limit
        shown = Answered(given, entry.guess, result, entry.seconds, over, dues)
        rating, record = shown.suggested, ""
        if card not in self.reviewed:
            record, _ = self.ledger.review(exercise, shown, rating)
        return outcome(exercise, shown, rating, limit, record=record, right=result.right)

    def _stage(self, stage: Stage) -> None:
        self.stage = stage
        self.screens += 1
