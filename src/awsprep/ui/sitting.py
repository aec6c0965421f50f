"""The one loop behind quiz and review, as a state machine: views show it and tell it what the learner did.

A sitting is in one stage at a time. Views call the methods named after what was done; each either changes the stage
or leaves a `notice`. Nothing here knows a terminal: the full-screen view and the plain view run the same sitting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from awsprep.core.bank import question_id
from awsprep.core.day import duration, span
from awsprep.core.exercise import Ticks, present
from awsprep.core.memory import LEECH_LAPSES, Learned, Rating, outcomes
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of
from awsprep.core.session import exercise_seed
from awsprep.ui.answered import Answered, read_typed, result_of, ticks_of
from awsprep.ui.ledger import Ledger, outcome
from awsprep.ui.notice import Notice
from awsprep.ui.second import Consultant
from awsprep.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.bank import Bank, Heading
    from awsprep.core.day import Clock
    from awsprep.core.exercise import Exercise, Given, Mark
    from awsprep.core.phrases import Marked
    from awsprep.core.progress import Card, Progress
    from awsprep.core.session import Mode, Session
    from awsprep.ui.answered import Marker
    from awsprep.ui.ledger import Step
    from awsprep.ui.recorder import Recorder
    from awsprep.ui.second import Grader, Second
    from awsprep.ui.timing import Stopwatch, Timing


@dataclass(slots=True)
class Sitting:
    """One sitting; a review ends, between two questions, when the time that it may take is used up.

    `marker` finds in a typed answer to an open question what it says; without one such questions are answered aloud.
    `grader` is asked about what it did not find, once the view says so by `consult`. One that is `endless` has more
    cards than fit into its time: how many is no help.
    """

    bank: Bank
    progress: Progress
    clock: Clock
    recorder: Recorder
    mode: Mode
    session: Session
    timing: Timing
    marker: Marker | None = None
    grader: Grader | None = None
    endless: bool = False
    stage: Stage = Stage.OVER
    exercise: Exercise | None = None
    answered: Answered | None = None
    screens: int = 0
    ended_by: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    notice: Notice = field(init=False)
    ledger: Ledger = field(init=False)
    consultant: Consultant = field(init=False)
    _steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notice = Notice(self.recorder)
        self.ledger = Ledger(self.recorder, self.progress)
        self.consultant = Consultant(self.grader)
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
    def typed(self) -> bool:
        """Whether the question on the screen is answered in writing, and marked by its words."""
        return self.marker is not None and self.now.ticked

    @property
    def limit(self) -> float:
        """Seconds for the question on the screen: its default or what was asked for, at most what is left in total."""
        return self.timing.limit(float(self.now.seconds))

    @property
    def watch(self) -> Stopwatch:
        """Counts what questions take."""
        return self.timing.watch

    def left(self) -> float:
        """Seconds left for the question on the screen; negative when it is over time."""
        return self.limit - self.watch.elapsed()

    @property
    def counter(self) -> str:
        """Which question this is, of how many, or how long the sitting still goes on."""
        if not self.endless:
            return f"{self.session.number} of {self.session.total}"
        return f"question {self.session.number}, {duration(60 * ceil(self.timing.remaining() / 60))} left"

    @property
    def right_so_far(self) -> int:
        """Right answers up to now, a marked one on the screen included."""
        return sum(outcome.right for outcome in self.session.done) + (self._marked is not None and self._marked.right)

    @property
    def answered_so_far(self) -> int:
        """Answers up to now, a marked one on the screen included."""
        return len(self.session.done) + (self._marked is not None)

    @property
    def awaits(self) -> bool:
        """Whether a second opinion on the answer on the screen is under way."""
        shown = self.answered
        return shown is not None and shown.second is not None and shown.second.opinion is None

    @property
    def _marked(self) -> Mark | None:
        """The mark on the screen; an answer that is still being ticked has none yet."""
        shown = self.answered
        return shown.result if self.stage is Stage.ANSWER and shown is not None and shown.ticks is None else None

    # --- what the learner does ---------------------------------------------------------------------------------

    def submit(self, given: Given, *, guess: bool = False) -> None:
        """Answer the question on the screen; for an open one, reveal the model answer, and mark what was typed."""
        if self.stage is not Stage.ASK:
            return
        self.watch.stop()
        exercise = self.now
        seconds = self.watch.question
        ticks, marked = Ticks() if exercise.ticked else None, None
        if exercise.ticked and isinstance(given, str):
            given, marked = self._read(exercise, given)
            ticks = ticks if marked is None else ticks_of(marked)
        result = result_of(exercise, given, ticks)
        card = self.progress.card(exercise.card)
        dues = outcomes(exercise.card, card.memory, day_of(self.progress, self.clock), self.progress.model)
        self.answered = Answered(given, guess, result, seconds, seconds > self.limit, dues, ticks, marked)
        self._stage(Stage.ANSWER)
        self.answered.second = self._second(exercise, given, marked)
        self.timing.read()

    def consult(self, post: Callable[[Callable[[], None]], None]) -> bool:
        """Ask the grader about the answer on the screen, where there is something to ask; whether there was.

        `post` is called from another thread with what is to be done in the view's own when the reply is there.
        """
        return self.answered is not None and self.consultant.consult(self.answered, self.now.question, post)

    def tick(self, letter_index: int) -> None:
        """Turn a key point (then red flags follow in the same count) of an open answer."""
        if self.stage is Stage.ANSWER and self.answered is not None:
            self.answered.turn(self.now.question, letter_index)

    def rate(self, rating: Rating | None = None) -> None:
        """Write the answer on the screen with a rating (none: the suggested one) and show the next question."""
        shown = self.answered
        if self.stage is not Stage.ANSWER or shown is None:
            return
        if self.only_again or rating is None:
            rating = shown.suggested
        exercise = self.now
        step = self.ledger.step(exercise.card)
        record, right = self.ledger.review(exercise, shown, rating)
        if _leech(self.progress.card(exercise.card)) and not _leech(step.before):
            name = question_id(exercise.card)
            self.notice.tell(
                f"Forgotten {LEECH_LAPSES} times, so it is set aside. To begin anew: awsprep show {name} --release"
            )
        answered = outcome(exercise, shown, rating, self.limit, record=record, right=right)
        again = self.mode.again and rating is Rating.AGAIN
        self._advance(self.session.answered(answered, again=again), step._replace(record=record))

    @property
    def only_again(self) -> bool:
        """Whether the answer on the screen is a wrong choice, which can only be Again."""
        return self.answered is not None and not self.now.ticked and not self.answered.result.right

    def when(self, rating: Rating) -> str:
        """When a rating would bring the card back, as its key says; nothing where the schedule is left alone."""
        if self.answered is None:
            return ""
        if rating is Rating.AGAIN and self.mode.again and self.session.returns and not self.timing.is_up:
            return "again today"  # it comes back within this sitting
        dues = self.answered.dues
        return span(dues[rating] - dues[Rating.AGAIN] + 1) if self.mode.moves else ""

    def check_clock(self) -> bool:
        """End a sitting whose clock is hard when the time is used up; whether that happened. Here it is soft."""
        return False

    def skip(self) -> None:
        """Leave the question for another day."""
        if self.stage is Stage.ASK:
            self._advance(self.session.skip(), self.ledger.step(self.now.card))

    def undo(self) -> None:
        """Take back the answer on the screen, else the last step (answer, skip, bury, suspend), and ask again.

        The clock of what is asked again starts anew.
        """
        if self.stage is Stage.ANSWER:
            self.timing.turn_over()
            self.answered = None
            self._stage(Stage.ASK)
            self.watch.start()
        elif self.stage is Stage.ASK and self.session.before is not None:
            self.ledger.take_back(self._steps.pop())
            self.session = self.session.before
            self.show()
        else:
            self.notice.tell("There is nothing to undo.")
            return
        self.notice.tell("Taken back. Answer it again.")

    def flag(self) -> None:
        """Flag the card on the screen, or take the flag off."""
        on = not self.progress.card(self.now.card).flagged
        self.ledger.flag(self.now.card, on=on)
        self.notice.tell("Flagged." if on else "Flag taken off.")

    def note(self, text: str) -> None:
        """Keep a note on the card."""
        if text.strip():
            self.ledger.note(self.now.card, text.strip())
            self.notice.tell("Note kept.")

    def report(self, reason: str) -> None:
        """Keep what is wrong with the question on the screen; the text to send stands under the summary."""
        if reason.strip():
            from awsprep.ui.erratum import reported

            reason = reported(self.now, reason.strip())
            self.ledger.report(self.now.card, reason)
            self.reports.append((self.now.card, reason))
            self.notice.tell("Kept. The text to send us is printed at the end.")

    def bury(self) -> None:
        """Not this question again today. An answer on the screen does not count."""
        day = day_of(self.progress, self.clock)
        self._set_aside("bury", "Buried until tomorrow.", until=day)

    def suspend(self) -> None:
        """Never this card again, until it is taken back. An answer on the screen does not count."""
        name = question_id(self.now.card)
        self._set_aside("suspend", f"Suspended. Undo brings it back; later awsprep show {name} --release", on=True)

    def pause(self) -> None:
        """Stop the clock and hide the question, or go on."""
        if self.stage is Stage.PAUSE:
            self._stage(Stage.ASK)
            self.watch.start()
        elif self.stage is Stage.ASK:
            self.watch.stop()
            self._stage(Stage.PAUSE)

    def hold(self) -> None:
        """Stop the clock without changing the screen (the terminal is away); `go_on` starts it again."""
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
        if self.ended_by in {"", "q", "time"}:
            done = self.session.done
            if self.recorder.begun:
                self.recorder.end(len(done), sum(o.right for o in done))

    # --- inside ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Put the session's card on the screen, or end."""
        self.timing.turn_over()
        self.answered = None
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

    def _read(self, exercise: Exercise, text: str) -> tuple[str, Marked | None]:
        return read_typed(self.marker, exercise.question, text, self.progress.card(exercise.card).own)

    def _second(self, exercise: Exercise, given: Given, marked: Marked | None) -> Second | None:
        """What to ask the grader about an answer."""
        return self.consultant.second(exercise.question, str(given), marked)

    def _advance(self, session: Session, step: Step) -> None:
        """Go to the next card; a sitting whose time is used up ends instead, between two questions."""
        self._steps.append(step)
        self.session = session
        self.watch.turn_to()
        if self.timing.is_up and session.card is not None:
            self.session = session.ended()
            self.ended_by = "time"
        self.show()

    def _set_aside(self, kind: str, notice: str, **fields: Any) -> None:
        if self.stage not in {Stage.ASK, Stage.ANSWER}:
            return
        step = self.ledger.set_aside(self.now.card, kind, **fields)
        self._advance(self.session.without_siblings(), step)
        self.notice.tell(notice)

    def _stage(self, stage: Stage) -> None:
        self.stage = stage
        self.consultant.call_off()
        self.screens += 1


def _leech(card: Card) -> bool:
    return isinstance(card.memory, Learned) and card.memory.leech
