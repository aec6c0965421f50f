"""A mock interview as a sitting: one question after the other, the clock hard, nothing shown until the end.

It is the sitting of quiz and review with four differences: an interviewer chooses the cards, an answer is written as
soon as it is given, nothing can be taken back or paused, and after the last question the typed answers are gone
through, so that what the marker did not find can be ticked before the scorecard is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from awsprep.core.bank import OWN, question_id
from awsprep.core.day import duration
from awsprep.core.evidence import Heard
from awsprep.core.memory import outcomes
from awsprep.core.opening import FOLLOW, OPENING, STORY, before_drawing
from awsprep.core.progress import day_of
from awsprep.core.session import Mode
from awsprep.ui.answered import Answered, result_of
from awsprep.ui.interviewer import LEAST_SECONDS
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.exercise import Exercise, Given
    from awsprep.core.memory import Rating
    from awsprep.core.phrases import Marked
    from awsprep.core.session import Session
    from awsprep.ui.interviewer import Interviewer
    from awsprep.ui.ledger import Step
    from awsprep.ui.second import Opinion, Second

INTERVIEW = Mode("interview", hushed=True)
_SAID = "What was said is said: an interview cannot be taken back."


@dataclass
class Hearing(Sitting):
    """`interviewer` asks. While `settling` holds places in what was heard, those answers are being gone through.

    `seconds` are second opinions by such places. They are asked for while the next question is being answered, so
    nobody waits for one, and what comes too late for a follow-up still counts for the scorecard.
    """

    interviewer: Interviewer = field(kw_only=True)
    settling: list[int] | None = None
    seconds: dict[int, Second] = field(default_factory=dict)
    _unasked: list[int] = field(default_factory=list)

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
        left = "" if self.timing.total is None else f", {duration(max(0, 60 * -(-self._left() // 60)))} left"
        return f"question {len(self.interviewer.heard) + 1}{left}"

    @property
    def out_of_time(self) -> bool:
        """Whether the whole time is used up while a question is on the screen."""
        return self.stage is Stage.ASK and self.timing.total is not None and self._left() <= 0

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

    @property
    def quoted(self) -> tuple[Heard, ...]:
        """What was heard, typed answers with the words that were found for their points and flags."""
        return tuple(heard._replace(quotes=self._quotes(n)) for n, heard in enumerate(self.interviewer.heard))

    def consult(self, post: Callable[[Callable[[], None]], None]) -> bool:
        """Ask the grader about what was answered since; whether its opinion of the answer on the screen is awaited."""
        while self._unasked:
            place = self._unasked.pop()
            second = self.seconds[place]
            self.consultant.ask(second, partial(self._told_of, place, post))
        return self.awaits

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
        if self.settling is not None or by != "q":
            super().quit(by if self.settling is None else self.ended_by)
            self._call_off()
        else:
            if self.stage is Stage.ANSWER:
                self.rate()
            self._end("q")

    def flag(self) -> None:
        """Flag the card on the screen; what no bank holds has no card."""
        if self.now.card.startswith(OWN):
            self.notice.tell("This is no card of the bank: there is nothing to flag.")
        else:
            super().flag()

    def undo(self) -> None:
        """There is no way back."""
        self.notice.tell(_SAID)

    def bury(self) -> None:
        """No question is set aside in an interview."""
        self.notice.tell("An interview sets nothing aside; s passes.")

    def suspend(self) -> None:
        """No question is set aside in an interview."""
        self.bury()

    def pause(self) -> None:
        """The clock runs on."""
        self.notice.tell("An interview cannot be paused.")

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
            self.timing.total = None
            self.settling = [place for place in range(len(self.interviewer.heard)) if self._is_open(place)]
            self._show_settled()

    def _advance(self, session: Session, step: Step) -> None:
        """Have the interviewer hear the answer, and ask on."""
        said = self.interviewer.hear(self._heard_now(step))
        if self.answered is not None and self.answered.second is not None:
            place = len(self.interviewer.heard) - 1
            self.seconds[place] = self.answered.second
            self._unasked.append(place)
        left = self._left()
        card = self.interviewer.next(left)
        if card is None and left < LEAST_SECONDS:
            self.ended_by = "time"
        self.bank = self.interviewer.questions
        super()._advance(session._replace(queue=() if card is None else (card,)), step)
        if said and self.stage is Stage.ASK:
            more = " One question on that." if self.now.card.startswith(FOLLOW) else ""
            self.notice.tell(f"{said}{more}")

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
        return float("inf") if self.timing.total is None else self.timing.total - self.watch.used()

    def _end(self, by: str) -> None:
        self.watch.stop()
        self.ended_by = by
        self.session = self.session.ended()
        self.show()

    def _is_open(self, place: int) -> bool:
        """Whether the learner may have said something that was not found, or a model found something."""
        heard = self.interviewer.heard[place]
        if heard.is_follow_up or not heard.typed or heard.ticks is None:
            return False
        return bool(heard.missed or heard.ticks.flags or place in self.seconds)

    def _show_settled(self) -> None:
        """Show the next answer that is gone through, or end."""
        if not self.settling:
            self.exercise = self.answered = None
            self._stage(Stage.OVER)
            self._call_off()
            return
        self.exercise = self.interviewer.heard[self.settling[0]].exercise
        self.answered = self._shown(self.settling[0])
        self._stage(Stage.ANSWER)

    def _shown(self, place: int) -> Answered:
        """An answer as it was left."""
        heard = self.interviewer.heard[place]
        exercise, given = heard.exercise, str(heard.given)
        _, marked = self._read(exercise, given)
        card = self.progress.card(exercise.card)
        dues = outcomes(exercise.card, card.memory, day_of(self.progress, self.clock), self.progress.model)
        result = result_of(exercise, given, heard.ticks)
        times = heard.seconds, heard.over, dues
        return Answered(given, heard.guess, result, *times, heard.ticks, marked, self.seconds.get(place))

    def _quotes(self, place: int) -> tuple[tuple[str, str], ...] | None:
        """The words of an answer by point and flag: what the marker finds, and what a model quoted.

        The learner's own sentences are left out: that they say a point is the learner's own word.
        """
        from awsprep.core.quote import quote
        from awsprep.core.typed import unwrapped

        heard = self.interviewer.heard[place]
        if not heard.typed or self.marker is None:
            return None
        text = str(heard.given)
        marked, second = self.marker(heard.question, unwrapped(text)), self.seconds.get(place)
        marked = marked if second is None else second.added(marked)
        return tuple((each.id, quote(text, each.evidence)) for each in (*marked.points, *marked.flags) if each.found)

    def _settle(self, shown: Answered, rating: Rating | None) -> None:
        """Keep how the learner left an answer, and go on to the next one."""
        places = self.settling or []
        self._keep(places[0], shown, rating)
        self.settling = places[1:]
        self._show_settled()

    def _keep(self, place: int, shown: Answered, rating: Rating | None = None) -> None:
        """Have an answer count as it is shown; the line in the journal is amended where that changed it."""
        heard = self.interviewer.heard[place]
        if shown.ticks is not None and (shown.ticks != heard.ticks or rating is not None):
            self.recorder.settle(heard.record, shown, rating or shown.suggested)
            self.interviewer.heard[place] = heard._replace(ticks=shown.ticks, result=shown.result)

    def _second(self, exercise: Exercise, given: Given, marked: Marked | None) -> Second | None:
        """What to ask the grader; of a design prompt's answer it sees what the marker does."""
        opens = exercise.card.startswith(OPENING)
        return super()._second(exercise, before_drawing(str(given)) if opens else given, marked)

    def _told_of(self, place: int, post: Callable[[Callable[[], None]], None], opinion: Opinion) -> None:
        """Pass on, from the grader's thread, what it said of an answer."""
        post(partial(self._heard_of, place, opinion))

    def _heard_of(self, place: int, opinion: Opinion) -> None:
        """Take in what the grader said of an answer: on the screen, or behind whatever is there."""
        second = self.seconds[place]
        self.consultant.heard(second, opinion)
        if self.stage is Stage.OVER or (self.settling is not None and place not in self.settling):
            return
        if self.settling is not None and self.settling[0] == place and self.answered is not None:
            self.answered.hear(self.now.question, opinion)
            return
        shown = self._shown(place)
        shown.hear(self.interviewer.heard[place].question, opinion)
        self._keep(place, shown)

    def _call_off(self) -> None:
        """Nobody listens to second opinions any more."""
        for second in self.seconds.values():
            second.call_off()
