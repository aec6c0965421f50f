"""The learner keeps a sentence of theirs for a key point, so that it is found the next time.

First a letter says which point, then, where there are several sentences, another one which of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS
from awsprep.core.progress import Card
from awsprep.ui.theme import Line, Theme, labelled, wrap

if TYPE_CHECKING:
    from awsprep.ui.sitting import Sitting

_LONG = 1_000  # nobody's sentence


@dataclass(slots=True)
class Keeping:
    """What is to be kept. `point` is the place of the key point, None until it was named."""

    sitting: Sitting
    point: int | None = None

    @property
    def listed(self) -> tuple[str, ...]:
        """Sentences that may stand for the point: those kept before, and those of the answer on the screen."""
        return () if self.point is None else self.sentences(self.point)

    def letter(self, key: str) -> bool:
        """A letter; whether that was the last one that was needed, or no letter of what is listed."""
        place = LETTERS.find(key)
        if self.point is not None:
            if 0 <= place < len(self.listed):
                self.keep(self.point, self.listed[place])
            else:
                self.sitting.notice.tell("Nothing is listed under that. Nothing was kept.")
            return True
        points = self.sitting.now.question.key_points
        if not 0 <= place < len(points):
            self.sitting.notice.tell("No key point is listed under that. Nothing was kept.")
            return True
        found = self.sentences(place)
        if not found:
            self.sitting.notice.tell("No sentence of your answer has words enough to be known again.")
            return True
        if len(found) == 1:
            self.keep(place, found[0])
            return True
        self.point = place
        return False

    def sentences(self, place: int) -> tuple[str, ...]:
        """What could be kept for a key point, by its place; no more than there are letters for."""
        from awsprep.core.typed import nearest, sentences, unwrapped

        shown, kept = self.sitting.answered, self._kept(place)
        if shown is None or shown.marked is None:
            return ()
        point = self.sitting.now.question.key_points[place]
        typed = [each for each in sentences(unwrapped(str(shown.given))) if len(each) <= _LONG and each not in kept]
        return (*kept, *nearest(typed, point.text, len(LETTERS)))[: len(LETTERS)]

    def keep(self, place: int, sentence: str) -> None:
        """Keep a sentence for a key point, and tick that; or give it up, where it is kept."""
        sitting, name = self.sitting, self.sitting.now.card
        shown, point = sitting.answered, sitting.now.question.key_points[place].id
        on = sentence not in self._kept(place)
        sitting.recorder.mark_card("note", name, text=sentence, point=point, on=on)
        own = sitting.progress.cards.setdefault(name, Card()).own.setdefault(point, [])
        (own.append if on else own.remove)(sentence)
        if on and shown is not None and shown.ticks is not None and point not in shown.ticks.points:
            sitting.tick(place)
        sitting.notice.tell(
            f'Kept for {LETTERS[place]}: "{sentence}" is found from now on.'
            if on
            else f'Given up for {LETTERS[place]}: "{sentence}".'
        )

    def lines(self, theme: Theme) -> list[Line]:
        """The sentences to choose from; none where it is not yet known for which point."""
        if self.point is None:
            return []
        text = theme.plain(self.sitting.now.question.key_points[self.point].text)
        lines: list[Line] = [[("title", " Which sentence says it?")], []]
        lines += [[("", " " + row)] for row in wrap(text, theme.measure - 1)]
        lines.append([])
        kept = self._kept(self.point)
        for letter, sentence in zip(LETTERS, self.listed, strict=False):
            note = " (kept)" if sentence in kept else ""
            rows = wrap(theme.plain(f'"{sentence}"{note}'), theme.measure - 6)
            lines += labelled(f"  {letter})", [[("now" if note else "", row)] for row in rows], 6, "")
        return lines

    @property
    def asks(self) -> str:
        """What to press."""
        if self.point is None:
            last = LETTERS[len(self.sitting.now.question.key_points) - 1]
            return f" For which point? a-{last}   Esc leave it"
        return f" a-{LETTERS[len(self.listed) - 1]} keep it, or give it up   Esc leave it"

    def _kept(self, place: int) -> list[str]:
        point = self.sitting.now.question.key_points[place].id
        return self.sitting.progress.card(self.sitting.now.card).own.get(point, [])
