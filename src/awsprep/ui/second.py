"""A model's second opinion on a typed answer: asked for while the learner reads, taken in when it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.grader import Asked
    from awsprep.core.phrases import Marked

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
