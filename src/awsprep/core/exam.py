"""An exam's answer sheet: questions are visited in any order, and an answer can be changed until it is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.exercise import Given


class Entry(NamedTuple):
    """What stands on the sheet for a card; `seconds` is the time spent on it so far."""

    given: Given | None = None
    guess: bool = False
    seconds: float = 0.0


class Sheet(NamedTuple):
    """The exam's cards, the place on the screen (the number of cards means: the list before handing in)."""

    cards: tuple[str, ...]
    at: int = 0
    entries: Mapping[str, Entry] = {}
    flagged: frozenset[str] = frozenset()

    @property
    def card(self) -> str | None:
        """The card on the screen; None on the list before handing in."""
        return self.cards[self.at] if self.at < len(self.cards) else None

    def entry(self, card: str) -> Entry:
        """What stands there for a card."""
        return self.entries.get(card, Entry())

    def go(self, place: int) -> Sheet:
        """The sheet with another place on the screen."""
        return self._replace(at=max(0, min(place, len(self.cards))))

    def write(self, card: str, entry: Entry) -> Sheet:
        """The sheet with an answer; the last one counts."""
        return self._replace(entries={**self.entries, card: entry})

    def flag(self, card: str) -> Sheet:
        """The sheet with a card's flag turned."""
        return self._replace(flagged=self.flagged ^ {card})

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Cards without an answer, in order."""
        return tuple(card for card in self.cards if self.entry(card).given is None)
