"""Misspelt words, and what was meant.

One edit is forgiven in words of 5 to 8 letters, two from 9 letters on; swapping two neighbours is one edit, and the
first letter must be right. A known word is never changed, nor is one that could be two different words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core import english
from awsprep.core.confusable import CONFUSABLE
from awsprep.core.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST, LONG = 5, 9
"""Letters from which on one edit is forgiven, and two."""


class _Entry(NamedTuple):
    """A word, its stem, and the letters of both as bits."""

    word: str
    stem: str
    letters: int
    stem_letters: int


class Spelling:
    """Knows words, and mends those that it does not know.

    `wanted` are what an answer is searched for, and only they are worth finding; `known` are further words that are
    right as they stand.
    """

    __slots__ = ("_known", "_others", "_stems", "_wanted")

    def __init__(self, wanted: Iterable[str], known: Iterable[str]) -> None:
        wanted, known = frozenset(wanted), frozenset(known)
        self._known = CONFUSABLE | english.EVERY | wanted | known
        self._stems = frozenset(map(stem, self._known))
        self._wanted = _by_letter(wanted)
        self._others: dict[str, list[_Entry]] | None = None

    def knows(self, word: str) -> bool:
        """Whether a word is one of the known."""
        return word in self._known

    def mend(self, word: str) -> str:
        """The wanted word that a misspelt one stands for, or the word itself."""
        if len(word) < SHORTEST or word in self._known or not word.isalpha() or stem(word) in self._stems:
            return word
        near = _nearest(word, self._wanted.get(word[0], ()), edits_forgiven(word))
        if near is None:
            return word
        found, away = near
        if self._others is None:
            self._others = _by_letter(self._known)
        rival = _nearest(word, self._others[word[0]], away, not_of=stem(found))
        return found if rival is None else word


def _by_letter(words: Iterable[str]) -> dict[str, list[_Entry]]:
    entries: dict[str, list[_Entry]] = {}
    for word in sorted(words):
        if len(word) >= SHORTEST and word.isalpha():
            root = stem(word)
            entries.setdefault(word[0], []).append(_Entry(word, root, _letters(word), _letters(root)))
    return entries


def _nearest(word: str, entries: Iterable[_Entry], most: int, not_of: str = "") -> tuple[str, int] | None:
    """The nearest entry at most so many edits away, and its distance; no form of the stem `not_of`."""
    root = stem(word)
    letters, root_letters = _letters(word), _letters(root)
    best, found = most + 1, ""
    for entry in entries:
        if entry.stem == not_of:
            continue
        if (letters ^ entry.letters).bit_count() <= 2 * most:
            away = distance(word, entry.word, best)
            if away < best:
                best, found = away, entry.word
        limit = min(best, edits_forgiven(entry.stem) + 1)
        if limit > 1 and (root_letters ^ entry.stem_letters).bit_count() <= 2 * most:
            away = distance(root, entry.stem, limit)
            if away < limit:
                best, found = away, entry.word
    return (found, best) if found else None


def edits_forgiven(word: str) -> int:
    """How many edits a word may be away from what is meant."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def distance(one: str, two: str, limit: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words, at most `limit`."""
    if abs(len(one) - len(two)) >= limit:
        return limit
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other in enumerate(two, 1):
            cost = last[j - 1] if letter == other else 1 + min(last[j - 1], last[j], row[j - 1])
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit:
            return limit
        before, last = last, row
    return min(last[-1], limit)


def _letters(word: str) -> int:
    """Which letters a word has, one bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
