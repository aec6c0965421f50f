"""A mock interview as a sitting: one question after the other, the clock hard, nothing shown until the end.

It is the sitting of quiz and review with four differences: an interviewer chooses the cards, an answer is written as
soon as it is given, nothing can be taken back or paused, and after the last question the typed answers are gone
through, so that what the marker did not find can be ticked before the scorecard is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.bank import OWN, question_id
from awsprep.core.day import duration
from awsprep.core.evidence import Heard
from awsprep.core.memory import outcomes
from awsprep.core.opening import FOLLOW, STORY
from awsprep.core.progress import day_of
from awsprep.core.session import Mode
from awsprep.ui.answered import Answered, result_of
from awsprep.ui.interviewer import LEAST_SECONDS
from awsprep.ui.sitting import Sitting, Stage, Step

if TYPE_CHECKING:
    from awsprep.core.exercise import Given
    from awsprep.core.memory import Rating
    from awsprep.core.session import Session
    from awsprep.ui.interviewer import Interviewer

INTERVIEW = Mode("interview", hushed=True)
_SAID = "What was said is said: an interview cannot be taken back."


@dataclass
class Hearing(Sitting):
    """`interviewer` asks. While `settling` holds places in what was heard, those answers are being gone through."""

    interviewer: Interviewer = field(kw_only=True)
    settling: list[int] | None = None

    # --- what views read ---------------------------------------------------------------------------------------

    @property
    def typed(self) -> bool:
        """Whether the answer is written; a story is told aloud."""
        return super().typed and not self.now.card.startswith(STORY)

    @property
    def counter(self) -> str:
        """The question's number and the minutes left of the whole time, or how many answers are to be gone through."""
        if self.settling is not None:
            return f"{len(self.settling)} to go"
        left = "" if self.total_limit is None else f", {duration(max(0, 60 * -(-self._left() // 60)))} left"
        return f"question {len(self.interviewer.heard) + 1}{left}"

    @property
    def out_of_time(self) -> bool:
        """Whether the whole time is used up while a question is on the screen."""
        return self.stage is Stage.ASK and self.total_limit is not None and self._left() <= 0

    # --- what the learner does ---------------------------------------------------------------------------------

    def submit(self, given: Given, *, guess: bool = False) -> None:
        """Take an answer and go on; only what the learner has to tick is shown. With nothing said they pass."""
        if self.stage is not Stage.ASK:
            return
        if self.typed and not str(given).strip():
            self.skip()
            return
        by_hand = self.now.ticked and not self.typed
        super().submit("" if by_hand else given, guess=guess)
        if not by_hand:
            self.rate()

    def rate(self, rating: Rating | None = None) -> None:
        """Write the answer and have the next question asked; in the end, write what was ticked otherwise."""
        if self.settling is None:
            super().rate(rating)
        elif self.answered is not None:
            self._settle(self.answered, rating)

    def skip(self) -> None:
        """Pass: it counts as not known."""
        if self.stage is Stage.ASK:
            self.recorder.passed(self.now)
            super().skip()

    def check_clock(self) -> bool:
        """End when the whole time is used up; whether that happened."""
        if not self.out_of_time:
            return False
        self._end("time")
        return True

    def quit(self, by: str = "q") -> None:
        """End the interview: by a key typed answers are gone through before, by a signal it can be gone on with."""
        if self.settling is not None:
            super().quit(self.ended_by)
        elif by != "q":
            super().quit(by)
        else:
            if self.stage is Stage.ANSWER:
                self.rate()
            self._end("q")

    def flag(self) -> None:
        """Flag the card on the screen; what no bank holds has no card."""
        if self.now.card.startswith(OWN):
            self.tell("This is no card of the bank: there is nothing to flag.")
        else:
            super().flag()

    def undo(self) -> None:
        """There is no way back."""
        self.tell(_SAID)

    def bury(self) -> None:
        """No question is set aside in an interview."""
        self.tell("An interview sets nothing aside; s passes.")

    def suspend(self) -> None:
        """No question is set aside in an interview."""
        self.bury()

    def pause(self) -> None:
        """The clock runs on."""
        self.tell("An interview cannot be paused.")

    def hold(self) -> None:
        """The clock runs on, whatever covers the question."""

    # --- inside ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Put the interviewer's question on the screen; after the last one go through the typed answers."""
        super().show()
        if self.exercise is not None:
            seconds = self.interviewer.seconds(self.exercise.card) or self.exercise.seconds
            question = self.exercise.question._replace(follow_ups=())  # one of them may be asked next
            self.exercise = self.exercise._replace(seconds=seconds, question=question)
        else:
            self.total_limit = None
            self.settling = [place for place, heard in enumerate(self.interviewer.heard) if self._is_open(heard)]
            self._show_settled()

    def _advance(self, session: Session, step: Step) -> None:
        """Have the interviewer hear the answer, and ask on."""
        heard = self._heard_now(step)
        said = self.interviewer.hear(heard)
        left = self._left()
        card = self.interviewer.next(left)
        if card is None and left < LEAST_SECONDS:
            self.ended_by = "time"
        self.bank = self.interviewer.questions
        super()._advance(session._replace(queue=() if card is None else (card,)), step)
        if said and self.stage is Stage.ASK:
            more = " One question on that." if self.now.card.startswith(FOLLOW) else ""
            self.tell(f"{said}{more}")

    def _heard_now(self, step: Step) -> Heard:
        shown, exercise = self.answered, self.now
        exercise = exercise._replace(question=self.bank.read(question_id(exercise.card)))
        heading = self.bank.headings[question_id(exercise.card)]
        if shown is None:
            return Heard(exercise, heading, step.record, None)
        typed = shown.marked is not None
        times = shown.seconds, shown.over, shown.guess
        return Heard(exercise, heading, step.record, shown.given, shown.result, shown.ticks, *times, typed)

    def _left(self) -> float:
        """Seconds left of the whole interview; without a limit as many as one likes."""
        return float("inf") if self.total_limit is None else self.total_limit - self.watch.used()

    def _end(self, by: str) -> None:
        self.watch.stop()
        self.ended_by = by
        self.session = self.session.ended()
        self.show()

    def _is_open(self, heard: Heard) -> bool:
        """Whether the learner may have said something that was not found."""
        flagged = heard.ticks is not None and heard.ticks.flags
        return heard.typed and not heard.is_follow_up and bool(heard.missed or flagged)

    def _show_settled(self) -> None:
        """Show the next answer that is gone through, or end."""
        if not self.settling:
            self.exercise = self.answered = None
            self._stage(Stage.OVER)
            return
        heard = self.interviewer.heard[self.settling[0]]
        exercise, given = heard.exercise, str(heard.given)
        _, marked = self._read(exercise, given)
        card = self.progress.card(exercise.card)
        dues = outcomes(exercise.card, card.memory, day_of(self.progress, self.clock), self.progress.model)
        result = result_of(exercise, given, heard.ticks)
        self.exercise = exercise
        self.answered = Answered(given, heard.guess, result, heard.seconds, heard.over, dues, heard.ticks, marked)
        self._stage(Stage.ANSWER)

    def _settle(self, shown: Answered, rating: Rating | None) -> None:
        """Keep how the learner left an answer; the line in the journal is amended where that changed it."""
        places = self.settling or []
        heard = self.interviewer.heard[places[0]]
        if shown.ticks is not None and (shown.ticks != heard.ticks or rating is not None):
            self.recorder.settle(heard.record, shown, rating or shown.suggested)
            self.interviewer.heard[places[0]] = heard._replace(ticks=shown.ticks, result=shown.result)
        self.settling = places[1:]
        self._show_settled()
