"""The one loop behind quiz and review, as a state machine: views show it and tell it what the learner did.

A sitting is in one stage at a time. Views call the methods named after what was done; each either changes the stage
or leaves a `notice`. Nothing here knows a terminal: the full-screen view and the plain view run the same sitting.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.bank import question_id
from awsprep.core.day import span
from awsprep.core.exercise import Ticks, present
from awsprep.core.memory import LEECH_LAPSES, Learned, Rating, outcomes
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Card, day_of, fold, was_right
from awsprep.core.session import Outcome, exercise_seed
from awsprep.ui.answered import Answered, result_of, ticks_of
from awsprep.ui.erratum import reported
from awsprep.ui.second import FAILURES, Second
from awsprep.ui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.bank import Bank, Heading
    from awsprep.core.day import Clock
    from awsprep.core.exercise import Exercise, Given, Mark
    from awsprep.core.phrases import Marked
    from awsprep.core.progress import Progress
    from awsprep.core.question import Question
    from awsprep.core.session import Mode, Session
    from awsprep.ui.recorder import Recorder
    from awsprep.ui.second import Grader, Opinion

    Marker = Callable[[Question, str], Marked]


MOST_READING = 60.0
"""Seconds: whoever looks at an answer for longer has gone for a coffee."""


class Stage(Enum):
    """What is on the screen."""

    ASK = "ask"
    ANSWER = "answer"
    PAUSE = "pause"
    SHEET = "sheet"  # an exam's list before handing in
    OVER = "over"


class Step(NamedTuple):
    """What it takes to undo a step: the id of the line that was written (none for a skip), and the card as it was."""

    record: str
    card: str
    before: Card


@dataclass(slots=True)
class Sitting:
    """One sitting. `total_limit`, `per_question` and `budget` are seconds; a review ends when the last are used up.

    What is read on the answer screen counts for the budget, up to MOST_READING seconds an answer, and for nothing else.

    `marker` finds in a typed answer to an open question what it says; without one such questions are answered aloud.
    `grader` is asked about what it did not find, once the view says so by `consult`.
    """

    bank: Bank
    progress: Progress
    clock: Clock
    recorder: Recorder
    mode: Mode
    session: Session
    total_limit: float | None = None
    per_question: float | None = None
    budget: float | None = None
    marker: Marker | None = None
    grader: Grader | None = None
    stage: Stage = Stage.OVER
    exercise: Exercise | None = None
    answered: Answered | None = None
    told: str = ""
    screens: int = 0
    ended_by: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    watch: Stopwatch = field(init=False)
    reading: Stopwatch = field(init=False)
    _lingered: float = 0.0
    _steps: list[Step] = field(default_factory=list)
    _asking: Second | None = None
    _failures: int = 0

    def __post_init__(self) -> None:
        self.watch, self.reading = Stopwatch(self.clock), Stopwatch(self.clock)
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
        own = self.per_question if self.per_question is not None else float(self.now.seconds)
        if self.total_limit is None:
            return own
        return max(1.0, min(own, self.total_limit - (self.watch.total - self.watch.question)))

    def left(self) -> float:
        """Seconds left for the question on the screen; negative when it is over time."""
        return self.limit - self.watch.elapsed()

    @property
    def counter(self) -> str:
        """Which question this is, of how many."""
        return f"{self.session.number} of {self.session.total}"

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

    @property
    def notice(self) -> str:
        """What the view has to tell: news of the journal first, then what was done."""
        return " ".join(filter(None, (self.recorder.news, self.told)))

    def tell(self, notice: str) -> None:
        """Have something told."""
        self.told = notice

    def noticed(self) -> None:
        """The view has shown the notice, and goes on to the next thing."""
        self.told = self.recorder.news = ""

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
        self.reading.start()

    def consult(self, post: Callable[[Callable[[], None]], None]) -> bool:
        """Ask the grader about the answer on the screen, where there is something to ask; whether there was.

        `post` is called from another thread with what is to be done in the view's own when the reply is there.
        """
        second = None if self.answered is None else self.answered.second
        if second is None:
            return False
        self._asking = second
        second.call_off = second.grader.ask(second.asked, lambda opinion: post(partial(self._heard, second, opinion)))
        return True

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
        before = self._copied(exercise.card)
        record = self.recorder.review(
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
            auto_ticks=shown.auto,
            graded=shown.graded,
        )
        fold(self.progress, [record], {})
        if _leech(self.progress.card(exercise.card)) and not _leech(before):
            name = question_id(exercise.card)
            self.tell(
                f"Forgotten {LEECH_LAPSES} times, so it is set aside. To begin anew: awsprep show {name} --release"
            )
        outcome = Outcome(
            exercise.card,
            record["id"],
            shown.given,
            shown.result.score,
            was_right(record),
            shown.guess,
            shown.over,
            shown.seconds,
            round(self.limit),
            rating,
            shown.dues[rating],
        )
        again = self.mode.again and rating is Rating.AGAIN
        self._advance(self.session.answered(outcome, again=again), Step(record["id"], exercise.card, before))

    @property
    def only_again(self) -> bool:
        """Whether the answer on the screen is a wrong choice, which can only be Again."""
        return self.answered is not None and not self.now.ticked and not self.answered.result.right

    @property
    def comes_back(self) -> bool:
        """Whether Again would bring the card back within this sitting."""
        return self.mode.again and self.session.returns and not self.time_is_up

    def when(self, rating: Rating) -> str:
        """When a rating would bring the card back, as its key says; nothing where the schedule is left alone."""
        if self.answered is None:
            return ""
        if rating is Rating.AGAIN and self.comes_back:
            return "again today"
        dues = self.answered.dues
        return span(dues[rating] - dues[Rating.AGAIN] + 1) if self.mode.moves else ""

    @property
    def time_is_up(self) -> bool:
        """Whether the sitting's own time (a total or a budget of minutes) is used up."""
        spent = self.watch.total + self._lingered + min(MOST_READING, self.reading.elapsed())
        over = self.total_limit is not None and self.watch.total >= self.total_limit
        return over or (self.budget is not None and spent >= self.budget)

    def check_clock(self) -> bool:
        """End a sitting whose clock is hard when the time is used up; whether that happened. Here it is soft."""
        return False

    def skip(self) -> None:
        """Leave the question for another day."""
        if self.stage is Stage.ASK:
            card = self.now.card
            self._advance(self.session.skip(), Step("", card, self._copied(card)))

    def undo(self) -> None:
        """Take back the answer on the screen, else the last step (answer, skip, bury, suspend), and ask again.

        The clock of what is asked again starts anew.
        """
        if self.stage is Stage.ANSWER:
            self._turn_over()
            self.answered = None
            self.watch.turn_to()
            self._stage(Stage.ASK)
            self.watch.start()
        elif self.stage is Stage.ASK and self.session.before is not None:
            step = self._steps.pop()
            if step.record:
                self.recorder.undo(step.record)
            self.progress.cards[step.card] = step.before
            self.session = self.session.before
            self.show()
        else:
            self.tell("There is nothing to undo.")
            return
        self.tell("Taken back. Answer it again.")

    def flag(self) -> None:
        """Flag the card on the screen, or take the flag off."""
        card = self.progress.cards.setdefault(self.now.card, Card())
        self.recorder.mark_card("flag", self.now.card, on=not card.flagged)
        card.flagged = not card.flagged
        self.tell("Flagged." if card.flagged else "Flag taken off.")

    def note(self, text: str) -> None:
        """Keep a note on the card."""
        text, card = text.strip(), self.now.card
        if text:
            self.recorder.mark_card("note", card, text=text)
            self.progress.cards.setdefault(card, Card()).notes.append(text)
            self.tell("Note kept.")

    def report(self, reason: str) -> None:
        """Keep what is wrong with the question on the screen; the text to send stands under the summary."""
        reason, card = reason.strip(), self.now.card
        if reason:
            reason = reported(self.now, reason)
            self.recorder.mark_card("note", card, text=reason, error=True)
            self.progress.cards.setdefault(card, Card()).errors.append(reason)
            self.reports.append((card, reason))
            self.tell("Kept. The text to send us is printed at the end.")

    def bury(self) -> None:
        """Not this question again today. An answer on the screen does not count."""
        day = day_of(self.progress, self.clock)
        self._set_aside("bury", "Buried until tomorrow.", until=day)

    def suspend(self) -> None:
        """Never this card again, until it is taken back. An answer on the screen does not count."""
        name = question_id(self.now.card)
        self._set_aside("suspend", f"Suspended. u brings it back; later awsprep show {name} --release", on=True)

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
        self._turn_over()
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

    def _read(self, exercise: Exercise, text: str) -> tuple[str, Marked | None]:
        """A typed answer made safe, and what the marker and the learner's own sentences find in it."""
        if not text.strip():
            return "", None
        from awsprep.core.typed import tidy, unwrapped, with_own

        text = tidy(text)
        if self.marker is None or not text:
            return text, None
        plain = unwrapped(text)
        return text, with_own(self.marker(exercise.question, plain), plain, self.progress.card(exercise.card).own)

    def _second(self, exercise: Exercise, given: Given, marked: Marked | None) -> Second | None:
        """What to ask the grader about an answer; after some failures it is left alone."""
        if self.grader is None or marked is None or self._failures >= FAILURES:
            return None
        from awsprep.core.grader import asked

        ask = asked(exercise.question, str(given), marked)
        return None if ask is None else Second(ask, self.grader)

    def _heard(self, second: Second, opinion: Opinion) -> None:
        """Take in what the grader said, if its answer is still on the screen."""
        shown = self.answered
        if self.stage is not Stage.ANSWER or shown is None or shown.second is not second:
            return
        self._count_failure(second, opinion)
        shown.hear(self.now.question, opinion)

    def _count_failure(self, second: Second, opinion: Opinion) -> None:
        """Remember that the grader failed; after some failures it is not asked again."""
        if opinion.failure:
            self._failures += 1
            second.last = self._failures >= FAILURES

    def _advance(self, session: Session, step: Step) -> None:
        """Go to the next card; a sitting whose time is used up ends instead, between two questions."""
        self._steps.append(step)
        self.session = session
        self.watch.turn_to()
        if self.time_is_up and session.card is not None:
            self.session = session.ended()
            self.ended_by = "time"
        self.show()

    def _turn_over(self) -> None:
        """Count what was read of the answer."""
        self._lingered += min(MOST_READING, self.reading.elapsed())
        self.reading.turn_to()

    def _set_aside(self, kind: str, notice: str, **fields: Any) -> None:
        if self.stage not in {Stage.ASK, Stage.ANSWER}:
            return
        card = self.now.card
        before = self._copied(card)
        record = self.recorder.mark_card(kind, card, **fields)
        suspended, until = before.suspended or kind == "suspend", fields.get("until", before.buried)
        self.progress.cards[card] = replace(before, suspended=suspended, buried=until)
        self._advance(self.session.without_siblings(), Step(record["id"], card, before))
        self.tell(notice)

    def _stage(self, stage: Stage) -> None:
        self.stage = stage
        if self._asking is not None:
            self._asking.call_off()
            self._asking = None
        self.screens += 1

    def _copied(self, card: str) -> Card:
        known = self.progress.card(card)
        own = {point: [*kept] for point, kept in known.own.items()}
        return replace(known, notes=[*known.notes], errors=[*known.errors], own=own)


def _leech(card: Card) -> bool:
    return isinstance(card.memory, Learned) and card.memory.leech
