"""The sitting line by line: for screen readers, pipes, dumb terminals and tests. No redraw, no colour.

Two lines are read for each question, the answer and the rating. Commands (s, q, u, p, -, @, f, ?) read no rating.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from awsprep.core.day import span
from awsprep.core.exercise import LETTERS, Arrange, Pick, Say, read_letters, spelled
from awsprep.core.memory import Rating
from awsprep.core.question import topic_name
from awsprep.core.text import clean
from awsprep.ui.examination import Examination
from awsprep.ui.reveal import reveal
from awsprep.ui.sitting import Sitting, Stage
from awsprep.ui.theme import Theme, flow

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise, Given

MEASURE = 79
_HELP = """\
Answer with the letters in one word; add " g" when you are guessing. An open question: press Enter to see the answer,
then type the letters of what you said and a rating, like: abd 3
s skip   q end   u take back the last answer   f flag   p pause   - bury until tomorrow   @ suspend   ? this help
After the answer: x and what is wrong with the question, like: x option b is right as well"""


@dataclass(slots=True)
class Plain:
    """A view of lines. `echo` writes what was read, where the reader is no terminal that shows it itself."""

    reader: TextIO
    writer: TextIO
    theme: Theme
    echo: bool = False
    _asked: tuple[object, ...] = field(default=())

    def play(self, sitting: Sitting | Examination) -> None:
        """Run the sitting to its end, or to the end of the input."""
        while sitting.stage is not Stage.OVER:
            if isinstance(sitting, Examination):
                self._examine(sitting)
            elif sitting.stage is Stage.ASK:
                self._ask(sitting)
            elif sitting.stage is Stage.ANSWER:
                self._rate(sitting)
            else:
                self._line("Paused. ")
                if self._read("Press Enter to go on: ") is None:
                    sitting.quit()
                else:
                    sitting.pause()

    # --- asking ------------------------------------------------------------------------------------------------

    def _ask(self, sitting: Sitting) -> None:
        exercise = sitting.now
        turn = (len(sitting.session.done), len(sitting.session.skipped), exercise.card)
        if turn != self._asked:
            self._asked = turn
            self._question(exercise, sitting.session.number, sitting.session.total, sitting.limit)
        self._notice(sitting)
        line = self._read(self._invitation(exercise))
        if line is None:
            sitting.quit()
            return
        word = line.strip().lower()
        commands = {"s": sitting.skip, "q": sitting.quit, "u": sitting.undo, "f": sitting.flag, "p": sitting.pause}
        commands |= {"-": sitting.bury, "@": sitting.suspend}
        if word in commands:
            if word == "u":
                self._asked = ()
            commands[word]()
            self._notice(sitting)
        elif word == "?":
            self._line(_HELP)
        else:
            self._submit(sitting, exercise, line)

    def _submit(self, sitting: Sitting | Examination, exercise: Exercise, line: str) -> None:
        """An answer, or a word on what an answer looks like."""
        text, guess = line.strip(), False
        if text.lower().endswith(" g"):
            text, guess = text[:-2].strip(), True
        given = _given(exercise, text)
        if given is None:
            self._line(f"That is no answer here. {_wanted(exercise)}")
            return
        sitting.submit(given, guess=guess)
        if isinstance(sitting, Sitting):
            self._show_answer(sitting)

    def _question(self, exercise: Exercise, number: int, total: int, limit: float) -> None:
        topic = topic_name(exercise.question.topic)
        label = exercise.label[0].upper() + exercise.label[1:]
        self._line("")
        self._line(
            f"Question {number} of {total}. {topic}, level {exercise.question.level}. {label}. {round(limit)} seconds."
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

    def _show_answer(self, sitting: Sitting) -> None:
        shown = sitting.answered
        if shown is None:
            return
        exercise = sitting.now
        parts = reveal(exercise, shown.given, shown.result)
        over = ", over time" if shown.over else ""
        timing = f"{round(shown.seconds)} seconds of {round(sitting.limit)}{over}."
        if parts.verdict == "ANSWER":
            self._line(f"{timing} The answer:")
        elif parts.verdict == "RIGHT":
            self._line(f"Right. {timing}")
        else:
            yours = f" You: {parts.yours}." if parts.yours else ""
            self._line(f"Wrong.{yours} {timing}")
        if parts.key and parts.verdict != "ANSWER":
            self._item("Answer: ", parts.key)
        for index, why in enumerate(parts.why):
            self._text(
                why if parts.verdict == "ANSWER" or why.startswith("- ") else ("Why: " if not index else "") + why
            )
        for letter, why in parts.nots:
            self._item(f"Not {letter}: ", why)
        question = exercise.question
        places = iter(LETTERS)
        for point in question.key_points:
            head = f"{next(places)}) say: " if exercise.ticked else "Say: "
            self._item(head, point.text + (" (a must)" if point.must and exercise.ticked else ""))
        for flag in question.red_flags:
            self._item(f"{next(places)}) red flag: " if exercise.ticked else "Red flag: ", flag.text)
        for follow_up in question.follow_ups:
            self._item("They may ask next: ", follow_up.ask)
            self._item("Answer: ", follow_up.answer)
        if question.refs:
            self._line(f"Read: {question.refs[0]}" + (f" (checked {question.as_of})" if question.as_of else ""))

    def _rate(self, sitting: Sitting) -> None:
        shown = sitting.answered
        if shown is None:
            return
        line = self._read(self._ratings(sitting))
        if line is None or line.strip().lower() == "q":
            sitting.quit()
            return
        words = line.strip().lower()
        if words == "u":
            sitting.undo()
            self._notice(sitting)
            return
        if words == "?":
            self._line(_HELP)
            return
        if words.startswith("x "):
            sitting.report(line.strip()[2:])
            self._notice(sitting)
            return
        rating: Rating | None = None
        if not sitting.only_again and words:
            digits = "".join(ch for ch in words if ch.isdigit())
            ticks = "".join(ch for ch in words if not ch.isdigit() and not ch.isspace())
            listed = len(sitting.now.question.key_points) + len(sitting.now.question.red_flags)
            legal = digits in {"", "1", "2", "3", "4"} and all(ch in LETTERS[:listed] for ch in ticks)
            if not legal or (ticks and not sitting.now.ticked) or len(set(ticks)) < len(ticks):
                self._line("That is no rating. Type 1, 2, 3 or 4, or press Enter for the one in brackets.")
                return
            for letter in ticks:
                sitting.tick(LETTERS.index(letter))
            rating = Rating(int(digits)) if digits else None
        sitting.rate(rating)
        self._notice(sitting)

    def _ratings(self, sitting: Sitting) -> str:
        shown = sitting.answered
        if shown is None:
            return ""
        day = shown.dues[Rating.AGAIN] - 1
        again = "again today" if sitting.comes_back else span(shown.dues[Rating.AGAIN] - day)
        if sitting.only_again:
            return f"It comes back {again.removeprefix('again ')}. Press Enter to go on: "
        names = ", ".join(
            f"{int(r)} {r.name.lower()} {again.removeprefix('again ') if r is Rating.AGAIN else span(due - day)}"
            for r, due in shown.dues.items()
        )
        if sitting.now.ticked:
            return f"Type the letters of what you said, and rate: {names}. [by the letters]: "
        return f"Rate: {names}. [{int(shown.suggested)}]: "

    # --- exam --------------------------------------------------------------------------------------------------

    def _examine(self, exam: Examination) -> None:
        if exam.stage is Stage.SHEET:
            self._line("")
            for number, (title, answered, flagged) in enumerate(exam.titles(), 1):
                self._line(f"{number}. {'answered' if answered else 'OPEN'}{', flagged' if flagged else ''}: {title}")
            line = self._read("Press Enter to hand in, or type a number to go there: ")
            if line is not None and line.strip().isdigit():
                exam.go(int(line.strip()) - 1)
            elif (line is None or line.strip().lower() in {"", "q"}) and not exam.check_clock():
                exam.hand_in()
            return
        exercise = exam.now
        turn = (exam.screens, exercise.card)
        if turn != self._asked:
            self._asked = turn
            self._question(exercise, exam.sheet.at + 1, len(exam.sheet.cards), exam.left())
            given = exam.entry.given
            if given is not None and isinstance(exercise.task, Pick | Arrange) and isinstance(given, tuple):
                self._line(f"Your answer so far: {spelled(exercise.task.shown, given)}")
        self._notice(exam)
        line = self._read(self._invitation(exercise, exam=True))
        word = (line or "").strip().lower()
        if exam.check_clock():
            self._line("Time is up.")
        elif line is None or word == "q":
            exam.hand_in()
        elif word in {"s", ">"}:
            exam.go(exam.sheet.at + 1)
        elif word == "<":
            exam.go(exam.sheet.at - 1)
        elif word == "f":
            exam.flag()
        elif word == "?":
            self._line("Letters answer and go on. s or > next   < back   f flag   q hand in")
        else:
            self._submit(exam, exercise, line)

    # --- lines -------------------------------------------------------------------------------------------------

    def _invitation(self, exercise: Exercise, *, exam: bool = False) -> str:
        task = exercise.task
        rest = "s skip, < back, q hand in" if exam else "s skip, q end"
        if isinstance(task, Pick):
            return f"Your answer (a-{LETTERS[len(task.shown) - 1]}, {rest}): "
        if isinstance(task, Arrange):
            return f"Your answer, {_wanted(exercise)[:-1].lower()} ({rest}): "
        if task.accept:
            return f"What fills the gap? ({rest}): "
        return f"Answer aloud, then press Enter to compare ({rest}): "

    def _read(self, prompt: str) -> str | None:
        self.writer.write(self.theme.plain(prompt))
        self.writer.flush()
        line = self.reader.readline()
        if not line:
            self.writer.write("\n")
            return None
        text = clean(line.rstrip("\r\n"))
        if self.echo:
            self.writer.write(self.theme.plain(text) + "\n")
        return text

    def _notice(self, sitting: Sitting | Examination) -> None:
        if sitting.notice:
            self._line(sitting.notice)
            sitting.notice = sitting.unsaved = ""

    def _item(self, head: str, text: str) -> None:
        self._text(head + text)

    def _text(self, text: str) -> None:
        for line in flow(text, MEASURE):
            self._line("".join(part for _, part in line))

    def _line(self, text: str) -> None:
        self.writer.write(self.theme.plain(text).rstrip() + "\n")


def _given(exercise: Exercise, text: str) -> Given | None:
    """The answer that a line means; None where it is none."""
    match exercise.task:
        case Pick(shown=shown) | Arrange(shown=shown):
            return read_letters(text, shown)
        case Say(accept=accept):
            return text if text or not accept else None
    return None


def _wanted(exercise: Exercise) -> str:
    task = exercise.task
    if isinstance(task, Pick):
        return f"Letters from a to {LETTERS[len(task.shown) - 1]}."
    if isinstance(task, Arrange):
        last = LETTERS[len(task.shown) - 1]
        return f"The letters a-{last} in the order of the * lines." if task.slots else f"The letters a-{last} in order."
    return "Type what fills the gap."
