"""The sitting line by line: for screen readers, pipes, dumb terminals and tests. No redraw, no colour.

Two lines are read for each question, the answer and the rating. Commands (s, q, u, ?, and where no text is typed p, !,
-, @) read no rating.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS, Say
from awsprep.core.memory import Rating
from awsprep.ui.keeping import Keeping
from awsprep.ui.plain_question import invitation, put, take
from awsprep.ui.sitting import Sitting
from awsprep.ui.stage import Stage
from awsprep.ui.told import in_seconds, told
from awsprep.ui.unwritten import UnwrittenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from queue import SimpleQueue

    from awsprep.core.exercise import Exercise
    from awsprep.ui.answered import Answered
    from awsprep.ui.examination import Examination
    from awsprep.ui.lines import Lines

WRITE = "Your answer in one line, or Enter to see ours (s skip, q end): "
_HELP = """\
Answer with the letters in one word; add " g" when you are guessing.
An open question: type your answer in one line, or press Enter to see ours; then type the letters of which the tick \
is to change, and a rating, like: abd 3
s skip   q end   u take back the last answer   ! flag   p pause   - bury until tomorrow   @ suspend   ? this help
After the answer: x and what is wrong with the question, like: x option b is right as well
After an answer that you typed: r and the letter of a point, to have your words for it remembered, like: r b"""
_HEARING_HELP = """\
Answer with the letters in one word; add " g" when you are guessing. An open question: type your answer in one line.
s pass: it counts as not known   q end   ? this help
In the end your open answers are gone through: type the letters of which the tick is to change, like: abd"""


@dataclass(slots=True)
class Plain:
    """The view of lines."""

    lines: Lines
    _asked: tuple[object, ...] = field(default=())
    _replies: SimpleQueue[Callable[[], None]] | None = None

    def play(self, sitting: Sitting | Examination) -> None:
        """Run the sitting to its end, or to the end of the input. Raises Stopped where it was stopped.

        Raises UnwrittenError where the output has no room; what was answered is written before.
        """
        try:
            if isinstance(sitting, Sitting):
                self._play(sitting)
            else:
                from awsprep.ui.plain_exam import PlainExam

                PlainExam(self.lines, sitting).play()
        except UnwrittenError:
            (sitting.quit if isinstance(sitting, Sitting) else sitting.leave)("FULL")
            raise

    def _play(self, sitting: Sitting) -> None:
        while sitting.stage is not Stage.OVER:
            if sitting.stage is Stage.ASK:
                self._ask(sitting)
            elif sitting.stage is Stage.PAUSE:
                self.lines.line("Paused.")
                line = self.lines.ask("Press Enter to go on (q end): ")
                over = line is None or line.strip().lower() == "q"
                self.lines.do(sitting.quit if over else sitting.pause)
            elif sitting.answered is not None:
                self._rate(sitting, sitting.answered)
        self._notice(sitting)

    def _notice(self, sitting: Sitting) -> None:
        if told := sitting.notice.take_down():
            self.lines.text(told)

    # --- asking ------------------------------------------------------------------------------------------------

    def _ask(self, sitting: Sitting) -> None:
        exercise = sitting.now
        turn = (len(sitting.session.done), len(sitting.session.skipped), exercise.card)
        if turn != self._asked:
            self._asked = turn
            if sitting.mode.hushed:  # what the interviewer says comes before what they ask
                self._notice(sitting)
            put(self.lines, exercise, sitting.counter.removeprefix("question "), in_seconds(sitting.limit))
        self._notice(sitting)
        hushed = sitting.mode.hushed
        line = self.lines.ask(_invitation(sitting))
        if sitting.check_clock():
            return
        word = "q" if line is None else line.strip().lower()
        commands: dict[str, Callable[[], None]] = {"s": sitting.skip, "q": sitting.quit, "u": sitting.undo}
        if not (hushed or (isinstance(exercise.task, Say) and exercise.task.accept)):
            commands |= {"p": sitting.pause, "!": sitting.flag, "-": sitting.bury, "@": sitting.suspend}
        if line is None or word in commands:
            self.lines.do(commands[word])
            self._notice(sitting)
        elif word == "?":
            self.lines.table(_HEARING_HELP if hushed else _HELP)
        else:
            self._submit(sitting, exercise, line)

    def _submit(self, sitting: Sitting, exercise: Exercise, line: str) -> None:
        answer = take(self.lines, exercise, line)
        if answer is None:
            return
        given, guess = answer
        self.lines.do(lambda: sitting.submit(given, guess=guess))
        self._consult(sitting)
        self._show_answer(sitting)

    # --- answering ---------------------------------------------------------------------------------------------

    def _consult(self, sitting: Sitting) -> None:
        """Wait for a second opinion on the answer that is to be shown; printed lines cannot change later."""
        if sitting.grader is None:
            return
        if self._replies is None:
            from queue import SimpleQueue

            self._replies = SimpleQueue()
        if sitting.consult(self._replies.put) and sitting.answered is not None and sitting.answered.second is not None:
            self.lines.text(sitting.answered.second.sentence)
            self.lines.flush()
        while sitting.awaits or not self._replies.empty():
            self.lines.do(self._replies.get())

    def _show_answer(self, sitting: Sitting) -> None:
        shown = sitting.answered
        if shown is None:
            return
        for paragraph in told(sitting.now, shown, sitting.limit):
            self.lines.text(paragraph)
        question = sitting.now.question
        if question.refs:
            checked = f" (checked {question.as_of})" if question.as_of else ""
            self.lines.line(f"Read: {question.refs[0]}{checked}")

    def _rate(self, sitting: Sitting, shown: Answered) -> None:
        if sitting.mode.hushed and sitting.counter.endswith("to go") and self._asked != (sitting.screens,):
            self._asked = (sitting.screens,)  # an answer that is gone through in the end
            self.lines.line("")
            self.lines.text(f"Your answer to this, {sitting.counter}: {sitting.now.prompt}")
            self._consult(sitting)
            self._show_answer(sitting)
        line = self.lines.ask(_ratings(sitting, shown))
        words = (line or "").strip().lower()
        if line is None or (words == "q" and not sitting.only_again):
            self.lines.do(sitting.quit)
        elif words.startswith("x "):
            reason = line.strip()[2:]
            self.lines.do(lambda: sitting.report(reason))
            if sitting.only_again:
                self.lines.do(sitting.rate)
        elif sitting.only_again:  # whatever it says, a wrong answer is an Again
            self.lines.do(sitting.rate)
        elif words == "u":
            self.lines.do(sitting.undo)
        elif words == "?":
            self.lines.table(_HELP)
        elif words.startswith("r ") and shown.marked is not None:
            self._keep(Keeping(sitting), words[2:].split())
        else:
            self._rated(sitting, words)
        self._notice(sitting)

    def _keep(self, keeping: Keeping, letters: list[str]) -> None:
        """`r b` keeps the learner's words for point b; where there are several sentences, `r b a` says which."""
        for letter in letters:
            if keeping.letter(letter):
                return
        if keeping.point is None:
            return
        for letter, sentence in zip(LETTERS, keeping.listed, strict=False):
            self.lines.text(f'{letter}) "{sentence}"')
        self.lines.text(f"Which of these says it? Type: r {LETTERS[keeping.point]} and its letter.")

    def _rated(self, sitting: Sitting, words: str) -> None:
        """Ticked letters and a rating, either of which may be missing."""
        rating: Rating | None = None
        if words:
            digits = "".join(ch for ch in words if ch.isdigit())
            ticks = "".join(ch for ch in words if not ch.isdigit() and not ch.isspace())
            listed = len(sitting.now.question.key_points) + len(sitting.now.question.red_flags)
            legal = digits in {"", "1", "2", "3", "4"} and all(ch in LETTERS[:listed] for ch in ticks)
            if not legal or (ticks and not sitting.now.ticked) or len(set(ticks)) < len(ticks):
                self.lines.text("That is no rating. Type 1, 2, 3 or 4, or press Enter for the one in brackets.")
                return
            for letter in ticks:
                sitting.tick(LETTERS.index(letter))
            rating = Rating(int(digits)) if digits else None
        self.lines.do(lambda: sitting.rate(rating))


def _invitation(sitting: Sitting) -> str:
    """The prompt of the question that is asked."""
    if not sitting.mode.hushed:
        return WRITE if sitting.typed else invitation(sitting.now, "s skip, q end")
    rest = "s pass, q end"
    return f"Your answer in one line ({rest}): " if sitting.typed else invitation(sitting.now, rest)


def _ratings(sitting: Sitting, shown: Answered) -> str:
    """The prompt below an answer: what can be rated and ticked, and what Enter does."""
    when = {rating: sitting.when(rating).removeprefix("again ") for rating in shown.dues}
    if sitting.only_again:
        back = f"It comes back {when[Rating.AGAIN]}. " if when[Rating.AGAIN] else ""
        return f"{back}Press Enter to go on: "
    if sitting.mode.hushed:
        what = "of which the tick is to change" if shown.marked is not None else "of what you said"
        return f"Type the letters {what}; Enter goes on (q end): "
    names = ", ".join(f"{int(rating)} {rating.name.lower()} {due}".rstrip() for rating, due in when.items())
    if shown.marked is not None:
        return f"Type the letters of which the tick is to change, and rate: {names}. [{int(shown.suggested)}]: "
    if sitting.now.ticked:
        return f"Type the letters of what you said, and rate: {names}. [by the letters]: "
    return f"Rate: {names}. [{int(shown.suggested)}]: "
