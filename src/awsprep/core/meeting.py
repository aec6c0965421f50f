"""Whether the words of a phrase meet in an answer."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core import english
from awsprep.core.hits import Hit
from awsprep.core.words import CLAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awsprep.core.clauses import Reading
    from awsprep.core.glossary import Key
    from awsprep.core.hits import Hits
    from awsprep.core.sides import Sides

SPAN = 20
"""Words that a phrase may stretch over."""
_TRIES = 5_000
"""Combinations that are tried for a phrase in one sentence; an answer that needs more was not typed by a person."""


class Slot(NamedTuple):
    """One of several keys must be hit; see `pattern.Slot`. `negates` says that a negation is one of the keys."""

    keys: tuple[Key, ...]
    step: int = 0
    negated: bool = False
    negates: bool = False


class Need(NamedTuple):
    """What meets in one sentence or clause, what its sentence does not hold, and the side that it is about, if any."""

    slots: tuple[Slot, ...]
    absent: tuple[Key, ...] = ()
    about: str = ""


Phrase = tuple[Need, ...]
"""What must all be found somewhere in an answer."""


class Meeting:
    """Looks for phrases in one answer, the red flags first: a sentence that shows one earns no key point."""

    __slots__ = ("_hits", "_reading", "_sides", "_spoilt", "_text")

    def __init__(self, text: str, reading: Reading, hits: Hits, sides: Sides | None) -> None:
        self._text, self._reading, self._hits, self._sides = text, reading, hits, sides
        self._spoilt: set[int] = set()

    def claims(self, phrase: Phrase) -> str | None:
        """The words with which a sentence claims the first of what is needed, or None where a part is missing."""
        met = self._met(phrase, flag=False)
        return self._evidence(met[0]) if met else None

    def admits(self, phrase: Phrase) -> str | None:
        """The words with which one statement, or two that go on, claim what is needed and do not disown it, or None."""
        met = self._met(phrase, flag=True)
        if len(met) > 1:  # halves that stand far apart are no claim
            last = self._reading.sentence[-1]
            pairs = (range(first, first + 2) for first in range(max(1, last)))
            met = next(filter(None, (self._met(phrase, flag=True, among=pair) for pair in pairs)), [])
        self._spoilt |= {self._reading.sentence[found[0].start] for found in met}
        return self._evidence(met[0]) if met else None

    def _met(self, phrase: Phrase, *, flag: bool, among: range | None = None) -> list[list[Hit]]:
        """The hits of each part of a phrase, in some of the sentences; none where one part is not met."""
        met: list[list[Hit]] = []
        for need in phrase:
            found = self._meet(need, flag=flag, among=among)
            if found is None:
                return []
            met.append(found)
        return met

    def _evidence(self, found: Sequence[Hit]) -> str:
        reading = self._reading
        negators = [reading.negator[hit.start] for hit in found if reading.negator[hit.start] >= 0]
        first = min([*negators, *(hit.start for hit in found)])
        last = max(max(hit.end, hit.start + 1) for hit in found) - 1
        return self._text[reading.words[first].start : reading.words[last].end]

    def _meet(self, need: Need, *, flag: bool, among: range | None) -> list[Hit] | None:
        slots = need.slots
        loose = any(slot.negated or slot.negates for slot in slots)
        places = [self._claimed(slot, need.about, flag=flag, loose=loose) for slot in slots]
        if among is not None:
            sentence = self._reading.sentence
            places = [[hit for hit in found if sentence[hit.start] in among] for found in places]
        missing = sum(not found for found in places)
        if missing > 1 or (missing and len(slots) == 1):
            return None
        absent = (hit for key in need.absent for hit in self._hits.of(key) if not hit.flipped)
        barred = {self._reading.sentence[hit.start] for hit in absent}
        if not missing:
            found = self._search(slots, places, barred, flag=flag)
            if found is not None or len(slots) == 1:
                return found
        for number, slot in enumerate(slots):
            if not slot.negated and all(places[:number]) and all(places[number + 1 :]):
                above = self._headings(slot)
                if above:
                    tried = [*places[:number], above, *places[number + 1 :]]
                    found = self._search(slots, tried, barred, flag=flag)
                    if found is not None:
                        return found
        return None

    def _claimed(self, slot: Slot, about: str, *, flag: bool, loose: bool) -> list[Hit]:
        """The hits of a slot that are said as it wants them, of the right side; `loose` ones may be negated."""
        reading, sides = self._reading, self._sides
        found = []
        for key in slot.keys:
            for hit in self._hits.of(key):
                place = hit.end - 1
                negated = self._negator(hit) >= 0
                unsaid = negated == hit.flipped
                if unsaid if slot.negated else (not unsaid and (hit.flipped or not loose)):
                    continue
                if reading.is_asked(place, flag=flag):
                    continue
                if reading.disowned[place] if flag else reading.sentence[place] in self._spoilt:
                    continue
                if about and sides is not None and not sides.tells(place, about, firmly=flag):
                    continue
                found.append(hit)
        return found if len(slot.keys) == 1 else sorted(found)

    def _negator(self, hit: Hit) -> int:
        """The word before a hit that negates it, or -1."""
        negator = self._reading.negator
        around = (negator[place] for place in range(hit.start, hit.end))
        return next((place for place in around if place not in {-1, hit.start}), -1)

    def _headings(self, slot: Slot) -> list[Hit]:
        """The beginnings of the sentences below a heading that names a slot."""
        reading = self._reading
        named = [hit for key in slot.keys for hit in self._hits.of(key) if not hit.flipped and self._negator(hit) < 0]
        heads = {reading.sentence[hit.start] for hit in named}
        if not heads:
            return []
        under = ((start, reading.words[start].under) for start in reading.starts[:-1])
        return [Hit(start, start) for start, head in under if head >= 0 and reading.sentence[head] in heads]

    def _search(
        self, slots: Sequence[Slot], places: Sequence[Sequence[Hit]], barred: set[int], *, flag: bool
    ) -> list[Hit] | None:
        """One hit for each slot, together in one sentence of an answer; a flag's in one statement if possible."""
        statement, sentence = self._reading.statement, self._reading.sentence
        found = self._within(statement, slots, places, barred, flag=True) if flag else None
        return found or self._within(sentence, slots, places, barred, flag=flag)

    def _within(
        self,
        unit: Sequence[int],
        slots: Sequence[Slot],
        places: Sequence[Sequence[Hit]],
        barred: set[int],
        *,
        flag: bool,
    ) -> list[Hit] | None:
        reading = self._reading
        order = sorted(range(len(slots)), key=lambda number: len(places[number]))
        by_unit: list[dict[int, list[Hit]]] = [{} for _ in places]
        for hits, units in zip(places, by_unit, strict=True):
            for hit in hits:
                units.setdefault(unit[hit.start], []).append(hit)
        for common in by_unit[order[0]]:
            here = [units.get(common, []) for units in by_unit]
            if not all(here) or reading.sentence[here[0][0].start] in barred:
                continue
            search = _Search(self._reading, slots, here, flag=flag)
            if search.choose(order):
                return list(search.chosen.values())
        return None


class _Search:
    """Chooses hits within one sentence."""

    __slots__ = ("chosen", "flag", "places", "reading", "slots", "tries")

    def __init__(
        self,
        reading: Reading,
        slots: Sequence[Slot],
        places: Sequence[Sequence[Hit]],
        *,
        flag: bool,
    ) -> None:
        self.reading, self.slots, self.places, self.flag = reading, slots, places, flag
        self.chosen: dict[int, Hit] = {}
        self.tries = _TRIES

    def choose(self, order: Sequence[int]) -> bool:
        """Whether there is a hit for each slot; they are in `chosen`."""
        if not order:
            return self._agrees() and (not self.flag or self._stands())
        number = order[0]
        for hit in self._near(number):
            self.tries -= 1
            if self.tries < 0:
                return False
            if self._fits(number, hit):
                self.chosen[number] = hit
                if self.choose(order[1:]):
                    return True
                del self.chosen[number]
        return False

    def _near(self, number: int) -> Iterator[Hit]:
        """The hits of a slot that can be reached from what has been chosen."""
        hits = self.places[number]
        taken = next(iter(self.chosen.values()), None)
        if taken is None:
            yield from hits
            return
        for place in range(bisect_left(hits, (taken.start - SPAN,)), len(hits)):
            if hits[place].start > taken.start + SPAN:
                break
            yield hits[place]

    def _fits(self, number: int, hit: Hit) -> bool:
        step = self.slots[number].step
        for other, taken in self.chosen.items():
            if hit.start < taken.end and taken.start < hit.end:
                return False
            if max(hit.end, taken.end) - min(hit.start, taken.start) > SPAN:
                return False
            if step != self.slots[other].step and (step < self.slots[other].step) != (hit.start < taken.start):
                return False
        return True

    def _agrees(self) -> bool:
        """Whether nothing is negated but what must be, and what the same negation takes along."""
        reading, slots = self.reading, self.slots
        negator = reading.denier if self.flag else reading.negator
        own = self._own()
        return all(
            slots[number].negated or hit.flipped or negator[hit.start] in {-1, *range(hit.start, hit.end), *own}
            for number, hit in self.chosen.items()
            if hit.start < hit.end
        )

    def _own(self) -> set[int]:
        """The words that negate what a phrase wants negated, or that it looks for."""
        own = {self.reading.negator[hit.start] for number, hit in self.chosen.items() if self.slots[number].negated}
        return own | {hit.start for number, hit in self.chosen.items() if self.slots[number].negates}

    def _stands(self) -> bool:
        """Whether nothing in the region of a red flag calls it wrong, and its own clause does not deny it."""
        reading, hits = self.reading, self.chosen.values()
        own = self._own() | {place for hit in hits for place in range(hit.start, hit.end)}
        if not self._goes_on(min(hits).start, max(hit.end for hit in hits), own):
            return False
        if all(reading.supposed[hit.end - 1] for hit in hits):
            return False
        if self._is_denied(min(hits).start, max(hit.end for hit in hits), own):
            return False
        return all(verdict in own for verdict in reading.verdicts.get(reading.region[min(hits).start], ()))

    def _goes_on(self, first: int, after: int, own: set[int]) -> bool:
        """Whether it is one statement, or two of which the second goes on with what the first claims."""
        reading = self.reading
        beyond = reading.statement[after - 1] - reading.statement[first]
        return not beyond or (beyond == 1 and not any(self._turns(place, own) for place in range(first + 1, after)))

    def _turns(self, place: int, own: set[int]) -> bool:
        word = self.reading.words[place]
        return word.pause == CLAUSE or (place not in own and word.text in english.TURNINGS)

    def _is_denied(self, first: int, after: int, own: set[int]) -> bool:
        """Whether the words after a red flag's deny it: `a public bucket is not harmless`."""
        words, clause = self.reading.words, self.reading.clause
        while first and clause[first - 1] == clause[first]:
            first -= 1
        said = any(word.text in english.AUXILIARIES for word in words[first:after])
        for place in range(after, len(words)):
            text = words[place].text
            if clause[place] != clause[after - 1] or (text in english.DENIAL_ENDS and (said or text != "and")):
                return False
            denies = text in {"not", "never"} and words[place - 1].text in english.AUXILIARIES
            if place not in own and (denies or (text == "no" and words[place - 1].text in english.IS)):
                return all(word.text not in english.UNHARMED for word in words[place + 1 : place + 4])
        return False
