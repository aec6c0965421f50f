"""The one loop behind quiz and review, as a state machine: views show it and tell it what the learner did.

A sitting is in one stage at a time. Views call the methods named after what was done; each either changes the stage
or leaves a `notice`. Nothing here knows a terminal: the full-screen view and the plain view run the same sitting.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from awsprep.core.day import today
from awsprep.core.exercise import Exercise, Given, Mark, Ticks, mark, mark_ticks, present, suggest
from awsprep.core.memory import Rating, outcomes
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Card, fold
from awsprep.core.question import question_id
from awsprep.core.session import Mode, Outcome, Session, exercise_seed
from awsprep.ui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.day import Clock
    from awsprep.core.progress import Progress
    from awsprep.core.question import Bank, Heading
    from awsprep.core.record import Record
    from awsprep.ui.recorder import Recorder


class Stage(Enum):
    """What is on the screen."""

    ASK = "ask"
    ANSWER = "answer"
    PAUSE = "pause"
    SHEET = "sheet"  # an exam's list before handing in
    OVER = "over"


@dataclass(slots=True)
class Answered:
    """An answer that is on the screen and not yet written."""

    given: Given
    guess: bool
    result: Mark
    seconds: float
    over: bool
    dues: Mapping[Rating, int]
    ticks: Ticks | None = None

    @property
    def suggested(self) -> Rating:
        """The rating that Enter gives."""
        return suggest(self.result, guess=self.guess)


@dataclass(slots=True)
class Sitting:
    """One sitting. `total_limit` and `per_question` are seconds; `minutes` ends a review when they are used up."""

    bank: Bank
    progress: Progress
    clock: Clock
    recorder: Recorder
    mode: Mode
    session: Session
    total_limit: float | None = None
    per_question: float | None = None
    budget: float | None = None
    stage: Stage = Stage.OVER
    exercise: Exercise | None = None
    answered: Answered | None = None
    notice: str = ""
    screens: int = 0
    unsaved: str = ""
    ended_by: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    watch: Stopwatch = field(init=False)
    _undo: list[tuple[str, Card]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch = Stopwatch(self.clock)
        self.show()

    # --- what views read ---------------------------------------------------------------------------------------

    @property
    def heading(self) -> Heading:
        """The heading of the question on the screen."""
        return self.bank.headings[question_id(self.now.card)]

    @property
    def now(self) -> Exercise:
        """The exercise on the screen; there is one in every stage but OVER."""
        if self.exercise is None:
            raise AwsprepError("The sitting is over.", "Start another with: awsprep quiz", exit_code=70)
        return self.exercise

    @property
    def limit(self) -> float:
        """Seconds for the question on the screen: its default or what was asked for, at most what is left in total."""
        own = self.per_question if self.per_question is not None else float(self.now.seconds)
        if self.total_limit is None:
            return own
        return max(1.0, min(own, self.total_limit - (self.watch.total - self.watch.question)))

    def left(self) -> float:
        """Seconds left for the question on the screen; negative when it is over time."""
        return self.limit - self.watch.elapsed()

    @property
    def right_so_far(self) -> int:
        """Right answers up to now, a marked one on the screen included."""
        return sum(outcome.right for outcome in self.session.done) + (self._marked is not None and self._marked.right)

    @property
    def answered_so_far(self) -> int:
        """Answers up to now, a marked one on the screen included."""
        return len(self.session.done) + (self._marked is not None)

    @property
    def _marked(self) -> Mark | None:
        """The mark on the screen; an answer that is still being ticked has none yet."""
        shown = self.answered
        return shown.result if self.stage is Stage.ANSWER and shown is not None and shown.ticks is None else None

    # --- what the learner does ---------------------------------------------------------------------------------

    def submit(self, given: Given, *, guess: bool = False) -> None:
        """Answer the question on the screen; for an open one, reveal the model answer."""
        if self.stage is not Stage.ASK:
            return
        self.watch.stop()
        exercise = self.now
        seconds = self.watch.question
        ticks = Ticks() if exercise.ticked else None
        result = mark_ticks(exercise.question, ticks) if ticks is not None else mark(exercise, given)
        card = self.progress.card(exercise.card)
        dues = outcomes(exercise.card, card.memory, today(self.clock), self.progress.model)
        self.answered = Answered(given, guess, result, seconds, seconds > self.limit, dues, ticks)
        self._stage(Stage.ANSWER)

    def tick(self, letter_index: int) -> None:
        """Turn a key point (then red flags follow in the same count) of an open answer."""
        shown = self.answered
        if self.stage is not Stage.ANSWER or shown is None or shown.ticks is None:
            return
        question = self.now.question
        points, flags = question.key_points, question.red_flags
        if letter_index < len(points):
            shown.ticks = Ticks(shown.ticks.points ^ {points[letter_index].id}, shown.ticks.flags)
        elif letter_index < len(points) + len(flags):
            shown.ticks = Ticks(shown.ticks.points, shown.ticks.flags ^ {flags[letter_index - len(points)].id})
        shown.result = mark_ticks(question, shown.ticks)

    def rate(self, rating: Rating | None = None) -> None:
        """Write the answer on the screen with a rating (none: the suggested one) and show the next question."""
        shown = self.answered
        if self.stage is not Stage.ANSWER or shown is None:
            return
        if self.only_again or rating is None:
            rating = shown.suggested
        exercise = self.now
        before = copy(self.progress.card(exercise.card))
        record = self._write(
            lambda: self.recorder.review(
                exercise,
                shown.given,
                shown.result,
                guess=shown.guess,
                over=shown.over,
                auto=shown.suggested,
                rating=rating,
                due=shown.dues[rating],
                ms=round(shown.seconds * 1000),
                ticks=shown.ticks,
            )
        )
        if record is not None:
            fold(self.progress, [record], {})
        self._undo.append((exercise.card, before))
        outcome = Outcome(
            exercise.card,
            record["id"] if record is not None else "",
            shown.given,
            shown.result.score,
            shown.result.right,
            shown.guess,
            shown.over,
            shown.seconds,
            round(self.limit),
            rating,
            shown.dues[rating],
        )
        again = self.mode.again and rating is Rating.AGAIN
        self.session = self.session.answered(outcome, again=again)
        if self.time_is_up:
            self.session = self.session.ended()
        self.show()

    @property
    def only_again(self) -> bool:
        """Whether the answer on the screen is a wrong choice, which can only be Again."""
        return self.answered is not None and not self.now.ticked and not self.answered.result.right

    @property
    def comes_back(self) -> bool:
        """Whether Again would bring the card back within this sitting."""
        return self.mode.again and self.session.returns

    @property
    def time_is_up(self) -> bool:
        """Whether the sitting's own time (a total or a budget of minutes) is used up."""
        limits = [limit for limit in (self.total_limit, self.budget) if limit is not None]
        return any(self.watch.total >= limit for limit in limits)

    def skip(self) -> None:
        """Leave the question for another day."""
        if self.stage is Stage.ASK:
            self.session = self.session.skip()
            self.show()

    def undo(self) -> None:
        """Take back the answer on the screen, else the last one that was written, and ask again."""
        if self.stage is Stage.ANSWER:
            self._ask_again()
            return
        if self.stage is not Stage.ASK or self.session.before is None:
            self.notice = "There is nothing to undo."
            return
        before = self.session.before
        if len(before.done) < len(self.session.done):
            outcome = self.session.done[-1]
            card, memory = self._undo.pop()
            if outcome.record:
                self._write(lambda: self.recorder.undo(outcome.record))
            self.progress.cards[card] = memory
        self.session = before
        self.show()
        self.notice = self.notice or "Taken back. Answer it again."

    def flag(self) -> None:
        """Flag the card on the screen, or take the flag off."""
        card = self.progress.cards.setdefault(self.now.card, Card())
        if self._write(lambda: self.recorder.mark_card("flag", self.now.card, on=not card.flagged)) is not None:
            card.flagged = not card.flagged
            self.notice = "Flagged." if card.flagged else "Flag taken off."

    def note(self, text: str) -> None:
        """Keep a note on the card."""
        if text.strip() and self._write(lambda: self.recorder.mark_card("note", self.now.card, text=text.strip())):
            self.progress.cards.setdefault(self.now.card, Card()).notes.append(text.strip())
            self.notice = "Note kept."

    def report(self, reason: str) -> None:
        """Keep what is wrong with the question on the screen; the text to send stands under the summary."""
        reason, card = reason.strip(), self.now.card
        write = lambda: self.recorder.mark_card("note", card, text=reason, error=True)  # noqa: E731
        if reason and self._write(write):
            self.progress.cards.setdefault(card, Card()).errors.append(reason)
            self.reports.append((card, reason))
            self.notice = "Kept. The text to send us is printed at the end."

    def bury(self) -> None:
        """Not this question again today."""
        card, day = self.now.card, today(self.clock)
        if self.stage in {Stage.ASK, Stage.ANSWER} and self._write(
            lambda: self.recorder.mark_card("bury", card, until=day)
        ):
            self._set_aside("Buried until tomorrow.")

    def suspend(self) -> None:
        """Never this card again, until it is taken back."""
        card = self.now.card
        if self.stage in {Stage.ASK, Stage.ANSWER} and self._write(
            lambda: self.recorder.mark_card("suspend", card, on=True)
        ):
            self._set_aside(f"Suspended {card}; to bring it back: awsprep show {question_id(card)} --unsuspend")

    def pause(self) -> None:
        """Stop the clock and hide the question, or go on. A hard sitting cannot be paused."""
        if self.stage is Stage.PAUSE:
            self._stage(Stage.ASK)
            self.watch.start()
        elif self.stage is Stage.ASK and self.mode.hard:
            self.notice = "An exam cannot be paused."
        elif self.stage is Stage.ASK:
            self.watch.stop()
            self._stage(Stage.PAUSE)

    def hold(self) -> None:
        """Stop the clock without changing the screen (the terminal is away); `go_on` starts it again."""
        if not self.mode.hard:
            self.watch.stop()

    def go_on(self) -> None:
        """Start the clock again after `hold`."""
        if self.stage is Stage.ASK:
            self.watch.start()

    def quit(self, by: str = "q") -> None:
        """End the sitting. An answer on the screen is written with its suggested rating first."""
        if self.stage is Stage.ANSWER:
            self.rate()
        if self.stage is not Stage.OVER:
            self.watch.stop()
            self.ended_by = by
            self._stage(Stage.OVER)

    def finish(self) -> None:
        """Write that the sitting is over. One that was broken off (a signal) is left to be resumed."""
        if self.ended_by in {"", "q"}:
            done = self.session.done
            self._write(lambda: self.recorder.end(len(done), sum(o.right for o in done)))

    # --- inside ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Put the session's card on the screen, or end."""
        self.answered = None
        self.watch.turn_to()
        card = self.session.card
        if card is None:
            self.exercise = None
            self._stage(Stage.OVER)
            return
        ordinal = sum(outcome.card == card for outcome in self.session.done)
        question = self.bank.read(question_id(card))
        self.exercise = present(question, card, exercise_seed(self.recorder.seed, card, ordinal))
        self._stage(Stage.ASK)
        self.watch.start()

    def _ask_again(self) -> None:
        self.answered = None
        self._stage(Stage.ASK)
        self.watch.start()
        self.notice = "Taken back. Answer it again."

    def _set_aside(self, notice: str) -> None:
        self.session = self.session.without_siblings()
        self.show()
        self.notice = notice

    def _stage(self, stage: Stage) -> None:
        self.stage = stage
        self.notice = self.unsaved
        self.screens += 1

    def _write(self, write: Callable[[], Record | None]) -> Record | None:
        """Write a line; a failure is loud, and what could not be saved is held by the journal and tried again."""
        try:
            record = write()
        except AwsprepError as error:
            self.unsaved = f"NOT SAVED: {error.message} It is held and tried again with the next answer."
            return None
        self.unsaved = ""
        return record
