"""Who asks in a mock interview: keeps what was heard, chooses what comes next, and knows when it is enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from awsprep.core.bank import OWN, Bank, question_id
from awsprep.core.evidence import Heard, answers, follow_up_to, heard_again
from awsprep.core.interview import enough, estimate, pick
from awsprep.core.item import LEVELS
from awsprep.core.opening import FOLLOW, OPENING, SKETCH, STORY, drawn, follow_up, heading_of, own_question
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.item import Item
    from awsprep.core.question import Question
    from awsprep.core.record import Record

LEAST_SECONDS = 30.0
"""With less than that left nothing more is asked."""

SECONDS = {OPENING: 150, SKETCH: 300, STORY: 150, FOLLOW: 90}
"""For the questions that no bank holds."""


@dataclass(slots=True)
class Interviewer:
    """`pool` is what may be asked; `prompts` are the opening, the sketch and the story, if they are to be.

    With `blind` nothing is said between questions, and no follow-up asked. `heard` may hold what was heard before the
    interview was broken off.
    """

    bank: Bank
    pool: Sequence[Item]
    level: str
    seed: int
    prompts: bool = True
    blind: bool = False
    heard: list[Heard] = field(default_factory=list)
    _own: dict[str, Question] = field(default_factory=dict)
    _first: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        warm_up = self._warm_up(Random(f"{self.seed} warm-up"))
        self._first = [warm_up] if warm_up is not None else []
        if self.prompts:
            questions = drawn(Random(f"{self.seed} prompts"), self.level)
            self._own |= {question.id: question for question in questions}
            self._first += [question.id for question in questions]

    @property
    def questions(self) -> Bank:
        """The bank, and the questions that it does not hold."""
        headings: dict[str, Heading] = {**self.bank.headings, **{n: heading_of(q) for n, q in self._own.items()}}
        return Bank(headings, self.bank.problems, self._read)

    def recall(self, records: Iterable[Record]) -> None:
        """Take up an interview that was broken off, by its lines in the journal; what left the bank is left out."""
        for record in records:
            name = question_id(str(record["card"]))
            if name.startswith(OWN) and name not in self._own:
                try:
                    question = own_question(name, self.level, self.bank.read)
                except (AwsprepError, IndexError, ValueError):
                    continue
                if question is not None:
                    self._own[name] = question
            heard = heard_again(record, self.questions)
            if heard is not None:
                self.heard.append(heard)

    def next(self, left: float) -> str | None:
        """The card to ask next with so many seconds left; None where the interview is over."""
        if left < LEAST_SECONDS:
            return None
        asked = {each.exercise.card for each in self.heard}
        again = self._follow_up()
        if again is not None:
            return again
        for card in self._first:
            if card not in asked:
                return card
        told = answers(self.heard)
        if enough(estimate(told)):
            return None
        return pick(told, self.pool, Random(f"{self.seed} {len(self.heard)}"), level=self.level)

    def hear(self, heard: Heard) -> str:
        """Take in an answer; what the interviewer says to it."""
        self.heard.append(heard)
        return "" if self.blind else "Noted."

    def seconds(self, card: str) -> int | None:
        """The time for a question that no bank holds; None for others."""
        return next((seconds for prefix, seconds in SECONDS.items() if card.startswith(prefix)), None)

    def _follow_up(self) -> str | None:
        """The follow-up to what was heard last, if there is one."""
        if self.blind or not self.heard:
            return None
        last = self.heard[-1]
        found = follow_up_to(last)
        if found is None or last.given is None:
            return None
        question = follow_up(last.question, *found)
        self._own[question.id] = question
        return question.id

    def _warm_up(self, rng: Random) -> str | None:
        """A choice of one that is easy for the level."""
        easy = [
            item
            for item in self.pool
            if item.kind == "choice" and item.c > 0.15 and LEVELS[self.level] - 1.3 <= item.b <= LEVELS[self.level]
        ]
        easy.sort(key=lambda item: item.b)
        return rng.choice(easy[: max(5, len(easy) // 3)]).card if easy else None

    def _read(self, name: str) -> Question:
        return self._own[name] if name in self._own else self.bank.read(name)
