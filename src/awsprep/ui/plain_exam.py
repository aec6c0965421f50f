"""An exam line by line: its questions back and forth, and the list before it is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awsprep.core.exercise import Arrange, Pick, spelled
from awsprep.ui.plain_question import invitation, put, take
from awsprep.ui.stage import Stage
from awsprep.ui.told import in_seconds

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.ui.examination import Examination
    from awsprep.ui.lines import Lines

_HELP = "Letters answer and go on. s or > next   < back   ! flag   q the list, to hand in"


@dataclass(slots=True)
class PlainExam:
    """The view of an exam."""

    lines: Lines
    exam: Examination
    _shown: int = -1

    def play(self) -> None:
        """Run the exam to its end; the end of the input hands it in."""
        while self.exam.stage is not Stage.OVER:
            if self.exam.stage is Stage.SHEET:
                self._sheet()
            else:
                self._ask(self.exam.now)
        self._notice()

    def _ask(self, exercise: Exercise) -> None:
        exam = self.exam
        if self._shown != exam.screens:
            self._shown = exam.screens
            counter = f"{exam.sheet.at + 1} of {len(exam.sheet.cards)}"
            put(self.lines, exercise, counter, f"{in_seconds(exam.left())} left")
            given = exam.entry.given
            if isinstance(exercise.task, Pick | Arrange) and isinstance(given, tuple):
                given = spelled(exercise.task.shown, given)
            if given is not None:
                self.lines.text(f"Your answer so far: {given}")
        self._notice()
        line = self.lines.ask(invitation(exercise, "s skip, < back, q list and hand in"))
        word = (line or "").strip().lower()
        do = self.lines.do
        do(exam.check_clock)
        if exam.stage is Stage.OVER:
            return
        if line is None:
            do(exam.hand_in)
        elif word == "q":
            do(lambda: exam.go(len(exam.sheet.cards)))
        elif word in {"s", ">"}:
            do(lambda: exam.go(exam.sheet.at + 1))
        elif word == "<":
            do(lambda: exam.go(exam.sheet.at - 1))
        elif word == "!":
            do(exam.flag)
        elif word == "?":
            self.lines.table(_HELP)
        elif (answer := take(self.lines, exercise, line)) is not None:
            given, guess = answer
            do(lambda: exam.submit(given, guess=guess))

    def _sheet(self) -> None:
        exam = self.exam
        self._notice()
        self.lines.line("")
        for number, (title, answered, flagged) in enumerate(exam.titles(), 1):
            self.lines.text(f"{number}. {'answered' if answered else 'OPEN'}{', flagged' if flagged else ''}: {title}")
        line = self.lines.ask("Press Enter to hand in, or type a number to go there: ")
        word = (line or "").strip().lower()
        do = self.lines.do
        do(exam.check_clock)
        if word.isdecimal():
            do(lambda: exam.go(int(word[:9]) - 1))
        elif word in {"", "q"}:
            do(exam.hand_in)
        elif word == "<":
            do(lambda: exam.go(exam.sheet.at - 1))

    def _notice(self) -> None:
        if told := self.exam.notice.take_down():
            self.lines.text(told)
