"""The sitting line by line: for screen readers, pipes, dumb terminals and tests. No redraw, no colour.

Two lines are read for each question, the answer and the rating. Commands (s, q, u, ?, and where no text is typed p, !,
-, @) read no rating.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from awsprep.core.bank import topic_name
from awsprep.core.exercise import LETTERS, Arrange, Pick, Say, read_letters, spelled
from awsprep.core.memory import Rating
from awsprep.core.text import clean
from awsprep.ui.attempt import read_line
from awsprep.ui.examination import Examination
from awsprep.ui.keeping import Keeping
from awsprep.ui.sitting import Sitting, Stage
from awsprep.ui.theme import Theme, flow
from awsprep.ui.told import in_seconds, told
from awsprep.ui.unwritten import UnwrittenError, is_full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from queue import SimpleQueue

    from awsprep.core.exercise import Exercise, Given

WRITE = "Your answer in one line, or Enter to see ours (s skip, q end): "
MEASURE = 79  # the widest text; on a narrower terminal it is that
_HELP = """\
Answer with the letters in one word; add " g" when you are guessing. An open question: type your answer in one line, or
press Enter to see ours; then type the letters of which the tick is to change, and a rating, like: abd 3
s skip   q end   u take back the last answer   ! flag   p pause   - bury until tomorrow   @ suspend   ? this help
After the answer: x and what is wrong with the question, like: x option b is right as well
After an answer that you typed: r and the letter of a point, to have your words for it remembered, like: r b"""


_HEARING_HELP = """\
Answer with the letters in one word; add " g" when you are guessing. An open question: type your answer in one line.
s pass: it counts as not known   q end   ? this help
In the end your open answers are gone through: type the letters of which the tick is to change, like: abd"""


class Stopped(BaseException):
    """The sitting was stopped from outside, by the signal `INT`, `TERM` or `HUP`, or because nobody reads: `PIPE`."""


@dataclass(slots=True)
class Plain:
    """A view of lines. `echo` writes what was read, where the reader is no terminal that shows it itself."""

    reader: TextIO
    writer: TextIO
    theme: Theme
    echo: bool = False
    _asked: tuple[object, ...] = field(default=())
    _replies: SimpleQueue[Callable[[], None]] | None = None
    _acting: bool = False
    _stopped: str = ""

    def play(self, sitting: Sitting | Examination) -> None:
        """Run the sitting to its end, or to the end of the input. Raises Stopped where it was stopped.

        Raises UnwrittenError where the output has no room; what was answered is written before.
        """
        try:
            self._play(sitting)
        except UnwrittenError:
            (sitting.leave if isinstance(sitting, Examination) else sitting.quit)("FULL")
            raise

    def _play(self, sitting: Sitting | Examination) -> None:
        while sitting.stage is not Stage.OVER:
            if isinstance(sitting, Examination):
                self._examine(sitting)
            elif sitting.stage is Stage.ASK:
                self._ask(sitting)
            elif sitting.stage is Stage.ANSWER:
                self._rate(sitting)
            else:
                self._line("Paused.")
                line = self._read("Press Enter to go on (q end): ")
                over = line is None or line.strip().lower() == "q"
                self._do(sitting.quit if over else sitting.pause)
        self._notice(sitting)

    def stop(self, name: str) -> None:
        """End, from a signal handler: at once, but never in the middle of what is being written."""
        self._stopped = name
        if not self._acting:
            raise Stopped(name)

    def _do(self, action: Callable[[], object]) -> None:
        """Do something to the sitting; a signal waits until it is done."""
        self._acting = True
        try:
            action()
        finally:
            self._acting = False
        if self._stopped:
            raise Stopped(self._stopped)

    # --- asking ------------------------------------------------------------------------------------------------

    def _ask(self, sitting: Sitting) -> None:
        exercise = sitting.now
        turn = (len(sitting.session.done), len(sitting.session.skipped), exercise.card)
        if turn != self._asked:
            self._asked = turn
            if sitting.mode.hushed:  # what the interviewer says comes before what they ask
                self._notice(sitting)
            self._question(exercise, sitting.counter, in_seconds(sitting.limit))
        self._notice(sitting)
        hushed = sitting.mode.hushed
        line = self._read(WRITE if sitting.typed and not hushed else self._invitation(exercise, sitting=sitting))
        if sitting.check_clock():
            return
        word = "q" if line is None else line.strip().lower()
        commands: dict[str, Callable[[], None]] = {"s": sitting.skip, "q": sitting.quit, "u": sitting.undo}
        if not (hushed or (isinstance(exercise.task, Say) and exercise.task.accept)):
            commands |= {"p": sitting.pause, "!": sitting.flag, "-": sitting.bury, "@": sitting.suspend}
        if line is None or word in commands:
            self._do(commands[word])
            self._notice(sitting)
        elif word == "?":
            self._help(_HEARING_HELP if hushed else _HELP)
        else:
            self._submit(sitting, exercise, line)

    def _submit(self, sitting: Sitting | Examination, exercise: Exercise, line: str) -> None:
        """An answer, or a word on what an answer looks like."""
        text, guess = line.strip(), False
        if text.lower().endswith(" g"):
            text, guess = text[:-2].strip(), True
        task = exercise.task
        if isinstance(task, Say) and task.drill is not None and text:
            read = read_line(text, task.drill)
            for problem in read.problems:
                first, *rest = problem.split("\n")
                self._text(first)
                for row in rest:  # a line with its caret is not wrapped
                    self._line(row)
            if read.problems:
                return
            text = read.given
        given = _given(exercise, text)
        if given is None:
            self._text(f"That is no answer here. {_wanted(exercise)}")
            return
        self._do(lambda: sitting.submit(given, guess=guess))
        if isinstance(sitting, Sitting):
            self._consult(sitting)
            self._show_answer(sitting)

    def _question(self, exercise: Exercise, counter: str, time: str) -> None:
        topic = topic_name(exercise.question.topic)
        label = exercise.label[0].upper() + exercise.label[1:]
        self._line("")
        self._text(
            f"Question {counter.removeprefix('question ')}. {topic}, level {exercise.question.level}. {label}. {time}."
        )
        self._text(exercise.prompt)
        task = exercise.task
        if isinstance(task, Pick):
            for place, index in enumerate(task.shown):
                self._item(f"{LETTERS[place]}) ", task.options[index])
        elif isinstance(task, Arrange):
            for slot in task.slots:
                self._item("* ", slot)
            for place, index in enumerate(task.shown):
                self._item(f"{LETTERS[place]}) ", task.pieces[index])

    # --- answering ---------------------------------------------------------------------------------------------

    def _consult(self, sitting: Sitting) -> None:
        """Wait for a second opinion on the answer that is to be shown; printed lines cannot change later."""
        if sitting.grader is None:
            return
        if self._replies is None:
            from queue import SimpleQueue

            self._replies = SimpleQueue()
        if sitting.consult(self._replies.put) and sitting.answered is not None and sitting.answered.second is not None:
            self._text(sitting.answered.second.sentence)
            with _gone():
                self.writer.flush()
        while sitting.awaits or not self._replies.empty():
            self._do(self._replies.get())

    def _show_answer(self, sitting: Sitting) -> None:
        shown = sitting.answered
        if shown is None:
            return
        for paragraph in told(sitting.now, shown, sitting.limit):
            self._text(paragraph)
        question = sitting.now.question
        if question.refs:
            self._line(f"Read: {question.refs[0]}" + (f" (checked {question.as_of})" if question.as_of else ""))

    def _rate(self, sitting: Sitting) -> None:
        shown = sitting.answered
        if shown is None:
            return
        if sitting.mode.hushed and sitting.counter.endswith("to go") and self._asked != (sitting.screens,):
            self._asked = (sitting.screens,)  # an answer that is gone through in the end
            self._line("")
            self._text(f"Your answer to this, {sitting.counter}: {sitting.now.prompt}")
            self._consult(sitting)
            self._show_answer(sitting)
        line = self._read(self._ratings(sitting))
        words = (line or "").strip().lower()
        if line is None or (words == "q" and not sitting.only_again):
            self._do(sitting.quit)
        elif words.startswith("x "):
            reason = line.strip()[2:]
            self._do(lambda: sitting.report(reason))
            if sitting.only_again:
                self._do(sitting.rate)
        elif sitting.only_again:  # whatever it says, a wrong answer is an Again
            self._do(sitting.rate)
        elif words == "u":
            self._do(sitting.undo)
        elif words == "?":
            self._help(_HELP)
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
            self._text(f'{letter}) "{sentence}"')
        self._text(f"Which of these says it? Type: r {LETTERS[keeping.point]} and its letter.")

    def _rated(self, sitting: Sitting, words: str) -> None:
        """Ticked letters and a rating, either of which may be missing."""
        rating: Rating | None = None
        if words:
            digits = "".join(ch for ch in words if ch.isdigit())
            ticks = "".join(ch for ch in words if not ch.isdigit() and not ch.isspace())
            listed = len(sitting.now.question.key_points) + len(sitting.now.question.red_flags)
            legal = digits in {"", "1", "2", "3", "4"} and all(ch in LETTERS[:listed] for ch in ticks)
            if not legal or (ticks and not sitting.now.ticked) or len(set(ticks)) < len(ticks):
                self._text("That is no rating. Type 1, 2, 3 or 4, or press Enter for the one in brackets.")
                return
            for letter in ticks:
                sitting.tick(LETTERS.index(letter))
            rating = Rating(int(digits)) if digits else None
        self._do(lambda: sitting.rate(rating))

    def _ratings(self, sitting: Sitting) -> str:
        shown = sitting.answered
        if shown is None:
            return ""
        when = {rating: sitting.when(rating).removeprefix("again ") for rating in shown.dues}
        if sitting.only_again:
            back = f"It comes back {when[Rating.AGAIN]}. " if when[Rating.AGAIN] else ""
            return f"{back}Press Enter to go on: "
        names = ", ".join(f"{int(rating)} {rating.name.lower()} {due}".rstrip() for rating, due in when.items())
        if sitting.mode.hushed:
            what = "of which the tick is to change" if shown.marked is not None else "of what you said"
            return f"Type the letters {what}; Enter goes on (q end): "
        if shown.marked is not None:
            return f"Type the letters of which the tick is to change, and rate: {names}. [{int(shown.suggested)}]: "
        if sitting.now.ticked:
            return f"Type the letters of what you said, and rate: {names}. [by the letters]: "
        return f"Rate: {names}. [{int(shown.suggested)}]: "

    # --- exam --------------------------------------------------------------------------------------------------

    def _examine(self, exam: Examination) -> None:
        if exam.stage is Stage.SHEET:
            self._sheet(exam)
            return
        exercise = exam.now
        turn = (exam.screens, exercise.card)
        if turn != self._asked:
            self._asked = turn
            counter = f"{exam.sheet.at + 1} of {len(exam.sheet.cards)}"
            self._question(exercise, counter, f"{in_seconds(exam.left())} left")
            given = exam.entry.given
            if isinstance(exercise.task, Pick | Arrange) and isinstance(given, tuple):
                given = spelled(exercise.task.shown, given)
            if given is not None:
                self._text(f"Your answer so far: {given}")
        self._notice(exam)
        line = self._read(self._invitation(exercise, exam=True))
        word = (line or "").strip().lower()
        self._do(exam.check_clock)
        if exam.stage is Stage.OVER:
            return
        if line is None:
            self._do(exam.hand_in)
        elif word == "q":
            self._do(lambda: exam.go(len(exam.sheet.cards)))
        elif word in {"s", ">"}:
            self._do(lambda: exam.go(exam.sheet.at + 1))
        elif word == "<":
            self._do(lambda: exam.go(exam.sheet.at - 1))
        elif word == "!":
            self._do(exam.flag)
        elif word == "?":
            self._help("Letters answer and go on. s or > next   < back   ! flag   q the list, to hand in")
        else:
            self._submit(exam, exercise, line)

    def _sheet(self, exam: Examination) -> None:
        """The list before handing in."""
        self._notice(exam)
        self._line("")
        for number, (title, answered, flagged) in enumerate(exam.titles(), 1):
            self._text(f"{number}. {'answered' if answered else 'OPEN'}{', flagged' if flagged else ''}: {title}")
        line = self._read("Press Enter to hand in, or type a number to go there: ")
        word = (line or "").strip().lower()
        self._do(exam.check_clock)
        if word.isdecimal():
            self._do(lambda: exam.go(int(word[:9]) - 1))
        elif word in {"", "q"}:
            self._do(exam.hand_in)
        elif word == "<":
            self._do(lambda: exam.go(exam.sheet.at - 1))

    # --- lines -------------------------------------------------------------------------------------------------

    def _invitation(self, exercise: Exercise, *, exam: bool = False, sitting: Sitting | None = None) -> str:
        task = exercise.task
        rest = "s skip, < back, q list and hand in" if exam else "s skip, q end"
        if sitting is not None and sitting.mode.hushed:
            rest = "s pass, q end"
            if sitting.typed:
                return f"Your answer in one line ({rest}): "
        if isinstance(task, Pick):
            return f"Your answer (a-{LETTERS[len(task.shown) - 1]}, {rest}): "
        if isinstance(task, Arrange):
            return f"Your answer, {_wanted(exercise)[:-1].lower()} ({rest}): "
        if task.drill is not None:
            return f"A policy file's path, or the policy as JSON on this line ({rest}): "
        if task.accept:
            return f"What fills the gap? ({rest}): "
        return f"Answer aloud, then press Enter to compare ({rest}): "

    def _read(self, prompt: str) -> str | None:
        with _gone():
            self.writer.write(self._prompt(self.theme.plain(prompt)))
            self.writer.flush()
            self._wait()
            line = self.reader.readline()
        if not line:
            self._line("")
            return None
        text = clean(line.rstrip("\r\n"))
        if self.echo:
            self._line(text)
        return text

    def _wait(self) -> None:
        """Wait for a terminal's line, looking up now and then.

        A signal that comes just before a read would else be heard only after it. A pipe is read at once, since
        lines may lie in its buffer already.
        """
        if not self.reader.isatty():
            return
        from select import select

        while not select([self.reader], [], [], 0.2)[0]:
            pass

    def _prompt(self, prompt: str) -> str:
        """A prompt within the terminal's width. In a pipe it stays one line: a script may wait for it."""
        return "\n".join(_rows(prompt, self._measure)) if self.writer.isatty() else prompt

    def _notice(self, sitting: Sitting | Examination) -> None:
        if sitting.notice:
            self._text(sitting.notice)
            sitting.noticed()

    @property
    def _measure(self) -> int:
        return min(MEASURE, self.theme.width - 1)

    def _help(self, text: str) -> None:
        """Lines of keys; their columns are kept, and each is wrapped for itself."""
        for line in text.split("\n"):
            for row in _rows(line, self._measure):
                self._line(row)

    def _item(self, head: str, text: str) -> None:
        self._text(head + text)

    def _text(self, text: str) -> None:
        for line in flow(self.theme.plain(text), self._measure):
            self._line("".join(part for _, part in line))

    def _line(self, text: str) -> None:
        with _gone():
            self.writer.write(self.theme.plain(text).rstrip() + "\n")


@contextmanager
def _gone() -> Iterator[None]:
    """A terminal that was closed counts as a hang-up; a pipe that nobody reads has its own name."""
    try:
        yield
    except BrokenPipeError:
        raise Stopped("PIPE") from None
    except OSError as error:
        if is_full(error):
            raise UnwrittenError(error) from error
        raise Stopped("HUP") from None


def _rows(line: str, width: int) -> list[str]:
    """A line on as many as it takes, spaces between and behind words kept: behind a prompt stands what is typed."""
    rows = wrap(line.rstrip(), width, break_on_hyphens=False) or [""]
    return [*rows[:-1], rows[-1] + line[len(line.rstrip()) :]]


def _given(exercise: Exercise, text: str) -> Given | None:
    """The answer that a line means; None where it is none."""
    match exercise.task:
        case Pick(shown=shown) | Arrange(shown=shown):
            return read_letters(text, shown)
        case Say(accept=accept, drill=drill):
            return text if text or not (accept or drill) else None
    return None


def _wanted(exercise: Exercise) -> str:
    task = exercise.task
    if isinstance(task, Pick):
        return f"Letters from a to {LETTERS[len(task.shown) - 1]}."
    if isinstance(task, Arrange):
        last = LETTERS[len(task.shown) - 1]
        return f"The letters a-{last} in the order of the * lines." if task.slots else f"The letters a-{last} in order."
    if isinstance(task, Say) and task.drill is not None:
        return "Give the path of a policy file, or the policy as JSON on one line."
    return "Type what fills the gap."
