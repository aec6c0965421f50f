"""The one loop behind quiz and review, as a state machine: views show it and tell it what the learner did.

A sitting is in one stage at a time. Views call the methods named after what was done; each either changes the stage
or leaves a `notice`. Nothing here knows a terminal: the full-screen view and the plain view run the same sitting.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.bank import question_id
from awsprep.core.day import span
from awsprep.core.exercise import Exercise, Given, Mark, Ticks, mark, mark_ticks, present, suggest
from awsprep.core.memory import LEECH_LAPSES, Learned, Rating, outcomes
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Card, day_of, fold, was_right
from awsprep.core.session import Mode, Outcome, Session, exercise_seed
from awsprep.ui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.bank import Bank, Heading
    from awsprep.core.day import Clock
    from awsprep.core.progress import Progress
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


class Step(NamedTuple):
    """What it takes to undo a step: the id of the line that was written (none for a skip), and the card as it was."""

    record: str
    card: str
    before: Card


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
    told: str = ""
    screens: int = 0
    ended_by: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    watch: Stopwatch = field(init=False)
    _steps: list[Step] = field(default_factory=list)

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
        """Answer the question on the screen; for an open one, reveal the model answer."""
        if self.stage is not Stage.ASK:
            return
        self.watch.stop()
        exercise = self.now
        seconds = self.watch.question
        ticks = Ticks() if exercise.ticked else None
        result = mark_ticks(exercise.question, ticks) if ticks is not None else mark(exercise, given)
        card = self.progress.card(exercise.card)
        dues = outcomes(exercise.card, card.memory, day_of(self.progress, self.clock), self.progress.model)
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
        limits = [limit for limit in (self.total_limit, self.budget) if limit is not None]
        return any(self.watch.total >= limit for limit in limits)

    def skip(self) -> None:
        """Leave the question for another day."""
        if self.stage is Stage.ASK:
            card = self.now.card
            self._advance(self.session.skip(), Step("", card, self._copied(card)))

    def undo(self) -> None:
        """Take back the answer on the screen, else the last step (answer, skip, bury, suspend), and ask again."""
        if self.stage is Stage.ANSWER:
            self.answered = None
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

    def _advance(self, session: Session, step: Step) -> None:
        """Go to the next card; a sitting whose time is used up ends instead, between two questions."""
        self._steps.append(step)
        self.session = session
        self.watch.turn_to()
        if self.time_is_up and session.card is not None:
            self.session = session.ended()
            self.ended_by = "time"
        self.show()

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
        self.screens += 1

    def _copied(self, card: str) -> Card:
        known = self.progress.card(card)
        return replace(known, notes=[*known.notes], errors=[*known.errors])


def _leech(card: Card) -> bool:
    return isinstance(card.memory, Learned) and card.memory.leech
