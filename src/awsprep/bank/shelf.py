"""Many answers by their words, to find the few in which a question's phrases could be found at all."""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from awsprep.core.hits import Hits
from awsprep.core.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.glossary import Glossary, Key
    from awsprep.core.meeting import Phrase
    from awsprep.core.phrases import Prepared


class Shelf:
    """Texts by number; a set of them is the bits of an integer."""

    __slots__ = ("_all", "_by_key", "_by_word", "_sorted")

    def __init__(self, texts: Sequence[str], glossary: Glossary) -> None:
        self._all = (1 << len(texts)) - 1
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, int] = {}
        for number, text in enumerate(texts):
            found = words(text)
            for key in Hits(found, glossary.aliases, (), ()).held():
                self._by_key[key] = self._by_key.get(key, 0) | 1 << number
            for word in {word.text for word in found}:
                self._by_word[word] = self._by_word.get(word, 0) | 1 << number
        self._sorted = sorted(self._by_word)

    def candidates(self, prepared: Prepared, least: float) -> list[int]:
        """The texts that hold the words of so many key points."""
        covered = [0] * self._all.bit_length()
        for phrases in prepared.points.values():
            bits = reduce(or_, map(self._phrase, phrases), 0)
            for number in range(len(covered)):
                covered[number] += bits >> number & 1
        return [number for number, count in enumerate(covered) if count >= least]

    def _phrase(self, phrase: Phrase) -> int:
        slots = (slot for need in phrase for slot in need.slots)
        return reduce(and_, (reduce(or_, map(self._key, slot.keys), 0) for slot in slots), self._all)

    def _key(self, key: Key) -> int:
        found = self._by_key.get(key.text, 0)
        stems = key.run[:-1] if key.open else key.run
        prefix = key.text.removesuffix("*") if key.open and not key.run else key.run[-1] if key.open else ""
        together = reduce(and_, (self._by_key.get(stem, 0) for stem in stems), self._all) if key.run or prefix else 0
        return found | (together & self._beginning(prefix) if prefix else together)

    def _beginning(self, prefix: str) -> int:
        bits = 0
        for place in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            if not self._sorted[place].startswith(prefix):
                break
            bits |= self._by_word[self._sorted[place]]
        return bits
