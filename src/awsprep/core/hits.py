"""Where in an answer the words stand that phrases look for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.glossary import opposite
from awsprep.core.stems import stem
from awsprep.core.words import COMMA, NONE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from awsprep.core.glossary import Alias, Key
    from awsprep.core.words import Word


_HEAD = 4
"""Letters by which it is told that two words written as one are of no interest."""


class Hit(NamedTuple):
    """The words from `start` to before `end`; `flipped` where their negation is what was looked for."""

    start: int
    end: int
    flipped: bool = False


class Hits:
    """The hits of an answer by key. `wanted` are the stems and `prefixes` the beginnings that phrases look for."""

    __slots__ = ("_at", "_runs", "_stems", "_texts", "_words")

    def __init__(
        self,
        words: Sequence[Word],
        aliases: Mapping[str, Sequence[Alias]],
        wanted: Collection[str],
        prefixes: Collection[str],
    ) -> None:
        self._words = words
        self._texts = texts = [word.text for word in words]
        self._stems = stems = [stem(text) for text in texts]
        self._at: dict[str, list[Hit]] = {}
        self._runs: dict[Key, list[Hit]] = {}
        begun = _begun(set(texts), prefixes)
        heads = {key[:_HEAD] for key in wanted}
        for start, root in enumerate(stems):
            text = texts[start]
            self._add(root, start, start + 1)
            other = opposite(root)
            if other is not None:
                self._at.setdefault(other, []).append(Hit(start, start + 1, flipped=True))
            for key in begun[text]:
                self._add(key, start, start + 1)
            if root in aliases:
                self._alias(start, aliases[root])
            if start + 1 < len(words) and words[start + 1].pause == NONE:
                both = text + texts[start + 1]
                if both[:_HEAD] in heads and (whole := stem(both)) in wanted:
                    self._add(whole, start, start + 2)

    def _alias(self, start: int, aliases: Iterable[Alias]) -> None:
        """Adds the terms whose name begins here."""
        for alias in aliases:
            end = start + len(alias.name)
            if tuple(self._stems[start:end]) == alias.name and self._joined(start, end):
                for key in alias.keys:
                    self._add(key, start, end)

    def _add(self, key: str, start: int, end: int) -> None:
        found = self._at.setdefault(key, [])
        hit = Hit(start, end)
        if hit not in found[-2:]:
            found.append(hit)

    def held(self) -> Iterable[str]:
        """The keys of all words and terms."""
        return self._at.keys()

    def of(self, key: Key) -> Sequence[Hit]:
        """The hits of a key, in the order of the text."""
        if not key.run:
            return self._at.get(key.text, ())
        if key not in self._runs:
            self._runs[key] = sorted({*self._at.get(key.text, ()), *self._run(key)})
        return self._runs[key]

    def _run(self, key: Key) -> Iterable[Hit]:
        """Words or terms next to each other, or written as one."""
        fixed = key.run[:-1] if key.open else key.run
        spans = {(hit.start, hit.end) for hit in self._at.get(fixed[0], ()) if not hit.flipped}
        for part in fixed[1:]:
            after = {end for _, end in spans}
            following = [hit for hit in self._at.get(part, ()) if hit.start in after and not hit.flipped]
            spans = {(start, hit.end) for start, end in spans for hit in following if hit.start == end}
        for start, end in spans:
            if not key.open:
                if self._joined(start, end):
                    yield Hit(start, end)
            elif self._joined(start, end + 1) and self._texts[end].startswith(key.run[-1]):
                yield Hit(start, end + 1)
        yield from self._at.get(key.joined, ())

    def _joined(self, start: int, end: int) -> bool:
        """Whether there are so many words, and no pause between them."""
        return end <= len(self._words) and all(word.pause < COMMA for word in self._words[start + 1 : end])


def _begun(texts: Iterable[str], prefixes: Iterable[str]) -> dict[str, list[str]]:
    """The prefixes with which each word begins, with a star."""
    by_letters: dict[str, list[str]] = {}
    for prefix in prefixes:
        by_letters.setdefault(prefix[:2], []).append(prefix)
    alike = ((text, by_letters.get(text[:2], ())) for text in texts)
    return {text: [f"{prefix}*" for prefix in some if text.startswith(prefix)] for text, some in alike}
