"""What is done to cards in a sitting: each time a line in the journal, and the same in the progress."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.progress import Card
from awsprep.core.replay import follow, was_right
from awsprep.core.session import Outcome

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.core.memory import Rating
    from awsprep.core.progress import Progress
    from awsprep.ui.answered import Answered
    from awsprep.ui.recorder import Recorder


class Step(NamedTuple):
    """What it takes to undo a step: the id of the line that was written (none for a skip), and the card as it was."""

    record: str
    card: str
    before: Card


@dataclass(frozen=True, slots=True)
class Ledger:
    """The journal's pen and the progress, which say the same after every method."""

    recorder: Recorder
    progress: Progress

    def step(self, card: str, record: str = "") -> Step:
        """A step that is about to change a card, or that leaves it as it is."""
        known = self.progress.card(card)
        own = {point: [*kept] for point, kept in known.own.items()}
        return Step(record, card, replace(known, notes=[*known.notes], errors=[*known.errors], own=own))

    def review(self, exercise: Exercise, shown: Answered, rating: Rating) -> tuple[str, bool]:
        """Write an answered card: the id of its line, and whether it counts as right."""
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
        follow(self.progress, record)
        return record["id"], was_right(record)

    def set_aside(self, card: str, kind: str, **fields: Any) -> Step:
        """Bury a card until a day or suspend it."""
        step = self.step(card)
        record = self.recorder.mark_card(kind, card, **fields)
        suspended, until = step.before.suspended or kind == "suspend", fields.get("until", step.before.buried)
        self.progress.cards[card] = replace(step.before, suspended=suspended, buried=until)
        return step._replace(record=record["id"])

    def take_back(self, step: Step) -> None:
        """Undo a step."""
        if step.record:
            self.recorder.undo(step.record)
        self.progress.cards[step.card] = step.before

    def flag(self, name: str, *, on: bool) -> None:
        """Flag a card, or take its flag off."""
        self.recorder.mark_card("flag", name, on=on)
        self._card(name).flagged = on

    def note(self, name: str, text: str) -> None:
        """Keep a note on a card."""
        self.recorder.mark_card("note", name, text=text)
        self._card(name).notes.append(text)

    def report(self, name: str, reason: str) -> None:
        """Keep what is wrong with a card's question."""
        self.recorder.mark_card("note", name, text=reason, error=True)
        self._card(name).errors.append(reason)

    def _card(self, name: str) -> Card:
        return self.progress.cards.setdefault(name, Card())


def outcome(
    exercise: Exercise, shown: Answered, rating: Rating, limit: float, *, record: str = "", right: bool
) -> Outcome:
    """An answered card for the summary; `limit` is in seconds, `record` the id of its line."""
    return Outcome(
        exercise.card,
        record,
        shown.given,
        shown.result.score,
        right,
        shown.guess,
        shown.over,
        shown.seconds,
        round(limit),
        rating,
        shown.dues[rating],
    )
