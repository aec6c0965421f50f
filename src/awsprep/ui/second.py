"""A model's second opinion on a typed answer: asked for while the learner reads, taken in when it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.grader import Asked
    from awsprep.core.phrases import Marked
    from awsprep.core.question import Question
    from awsprep.ui.answered import Answered

FAILURES = 2
"""After so many failures in a sitting the model is not asked again."""


class Opinion(NamedTuple):
    """What came back: quotes by the id of their point, or, in a few words, why nothing did."""

    quotes: Mapping[str, str]
    failure: str = ""


class Grader(Protocol):
    """Something that asks a model. It never raises and never makes anybody wait."""

    @property
    def model(self) -> str:
        """The model's name, as the user gave it."""
        ...

    @property
    def place(self) -> str:
        """The host that what was typed goes to."""
        ...

    def ask(self, asked: Asked, done: Callable[[Opinion], None]) -> Callable[[], None]:
        """Ask. `done` is called once, from another thread, within seconds; what comes back calls it off."""
        ...


@dataclass(slots=True)
class Second:
    """The second opinion on the answer on the screen. `opinion` is None until it is there."""

    asked: Asked
    grader: Grader
    opinion: Opinion | None = None
    last: bool = False  # nothing more is asked in this sitting
    call_off: Callable[[], None] = field(default=lambda: None)

    @property
    def quotes(self) -> Mapping[str, str]:
        """The quotes by point that were accepted."""
        return {} if self.opinion is None else self.opinion.quotes

    def added(self, marked: Marked) -> Marked:
        """What the marker found, and what the model showed besides."""
        quotes = self.quotes
        points = (p._replace(found=True, evidence=quotes[p.id]) if p.id in quotes else p for p in marked.points)
        return marked._replace(points=tuple(points))

    @property
    def line(self) -> str:
        """How it stands, for the learner."""
        who = f"{self.grader.model} at {self.grader.place}"
        if self.opinion is None:
            return f"asking {who} …"
        if self.opinion.failure:
            more = "; it is not asked again in this sitting" if self.last else ""
            return f"no second opinion from {who}: {self.opinion.failure}{more}"
        count = len(self.opinion.quotes)
        return f"second opinion of {who}: {count or 'no'} more point{'' if count == 1 else 's'}"

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        return self.line[0].upper() + self.line[1:] + ("" if self.opinion is None else ".")


@dataclass(slots=True)
class Consultant:
    """Asks for second opinions. After some failures the grader is left alone; without one nothing is ever asked."""

    grader: Grader | None
    _asking: Second | None = None
    _failures: int = 0

    def second(self, question: Question, text: str, marked: Marked | None) -> Second | None:
        """What there is to ask about a typed answer; None where the marker found it all, or did not look."""
        if self.grader is None or marked is None or self._failures >= FAILURES:
            return None
        from awsprep.core.grader import asked

        ask = asked(question, text, marked)
        return None if ask is None else Second(ask, self.grader)

    def consult(self, shown: Answered, question: Question, post: Callable[[Callable[[], None]], None]) -> bool:
        """Ask about an answer that has come to the screen, where there is something to ask; whether there was.

        `post` is called from another thread with what is to be done in the view's own when the reply is there.
        """
        if shown.second is None:
            return False
        self._asking = shown.second
        self.ask(shown.second, lambda opinion: post(partial(self._told_of, shown, question, opinion)))
        return True

    def call_off(self) -> None:
        """The answer has left the screen: nobody waits for what is said of it."""
        if self._asking is not None:
            self._asking.call_off()
            self._asking = None

    @staticmethod
    def ask(second: Second, told: Callable[[Opinion], None]) -> None:
        """Ask; `told` is called from another thread."""
        second.call_off = second.grader.ask(second.asked, told)

    def heard(self, second: Second, opinion: Opinion) -> None:
        """Remember how it went."""
        if opinion.failure:
            self._failures += 1
            second.last = self._failures >= FAILURES

    def _told_of(self, shown: Answered, question: Question, opinion: Opinion) -> None:
        if shown.second is not None and shown.second is self._asking:
            self.heard(shown.second, opinion)
            shown.hear(question, opinion)
