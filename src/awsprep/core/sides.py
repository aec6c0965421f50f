"""Which side of "X versus Y" each word of an answer is about.

A clause that names one side is about it; else the last side named counts, over the ends of sentences too (`they`,
lists below a heading). `unlike X`, `than X` and `vs X` do not change the subject. Where it cannot be told, it is not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awsprep.core.clauses import Reading
    from awsprep.core.words import Word

BOTH = "*"
"""Said of both sides, or of all."""


class Mention(NamedTuple):
    """A side that is named by the words from `start` to before `end`."""

    start: int
    end: int
    side: str


class Sides(NamedTuple):
    """For each word the side that it is about, or "", and whether that is certain enough to hold against a writer."""

    side: Sequence[str]
    firm: Sequence[bool]

    def tells(self, place: int, side: str, *, firmly: bool) -> bool:
        """Whether the word at a place is about a side."""
        return self.side[place] in {side, BOTH} and (self.firm[place] or not firmly)


_FORMER, _LATTER, _OTHER = "?former", "?latter", "?other"
_RELATIVE = {"former": _FORMER, "latter": _LATTER, "other": _OTHER}


def bind(reading: Reading, mentions: Iterable[Mention], order: Sequence[str]) -> Sides:
    """The side of each word. `order` are the sides as the question names them."""
    named = sorted([*mentions, *_relative(reading.words)])
    binder = _Binder(reading, order, frozenset(mention.start for mention in named))
    by_sentence: dict[int, list[tuple[Mention, int]]] = {}
    for mention in named:
        number = reading.sentence[mention.start]
        aside = _aside(reading, mention, reading.starts[number])
        by_sentence.setdefault(number, []).append((mention, aside))
    for number, (first, last) in enumerate(pairwise(reading.starts)):
        inside = by_sentence.get(number, [])
        main = [binder.resolved(mention) for mention, aside in inside if aside < 0]
        if any(word.text == "respectively" for word in reading.words[first:last]):
            binder.subject, binder.certain = "", False
            continue
        binder.sentence(first, last, [mention for mention in main if mention.side])
        for mention, aside in inside:
            if aside >= 0:
                binder.set(aside, mention.end, "", firm=False)
                if mention.side in order:
                    binder.set(*_described(reading.words, mention.end, last), mention.side, firm=True)
    return Sides(binder.side, binder.firm)


def _relative(words: Sequence[Word]) -> Iterator[Mention]:
    """The former, the latter, the other; but not on the other hand."""
    for place in range(1, len(words)):
        side = _RELATIVE.get(words[place].text)
        after = words[place + 1].text if place + 1 < len(words) else ""
        if side and words[place - 1].text == "the" and after not in {"hand", "way", "side"}:
            yield Mention(place - 1, place + 1, side)


def _aside(reading: Reading, mention: Mention, first: int) -> int:
    """Where the words begin that keep a mention from being the subject (unlike X, not X), or -1."""
    words = reading.words
    for place in range(mention.start - 1, max(first, mention.start - 5) - 1, -1):
        if words[place + 1].pause:
            return -1
        if words[place].text in english.ASIDE:
            return place
        if words[place].text == "not" and reading.negator[mention.start] == place >= mention.start - 2:
            return place
        if words[place].text in english.JOINS or words[place].text in english.VERBS:
            return -1
    return -1


def _described(words: Sequence[Word], start: int, last: int) -> tuple[int, int]:
    """The words that describe what was named aside, as in `unlike NACLs, which are stateless`."""
    for place in range(start, min(start + 2, last)):
        if words[place].text in english.DESCRIBES:
            end = next((after for after in range(place + 1, last) if words[after].pause), last)
            return place, end
        if words[place].pause:
            break
    return start, start


class _Binder:
    """Goes through a text and remembers what it was about last."""

    __slots__ = ("certain", "firm", "last", "named", "order", "pair", "reading", "side", "subject")

    def __init__(self, reading: Reading, order: Sequence[str], named: frozenset[int]) -> None:
        self.reading, self.order, self.named = reading, order, named
        self.side, self.firm = [""] * len(reading.words), [False] * len(reading.words)
        self.subject, self.certain = "", False
        self.last, self.pair = "", list(order[:2])

    def resolved(self, mention: Mention) -> Mention:
        """A mention whose side is known, or empty; relative ones are judged by what was named before."""
        side = mention.side
        if side == _OTHER:
            side = self._opposite(self.last)
        elif side in {_FORMER, _LATTER}:
            side = self.pair[side == _LATTER] if len(self.pair) == 2 else ""
        elif side != self.pair[-1]:
            self.pair = [self.pair[-1], side]
        self.last = side or self.last
        return mention._replace(side=side)

    def _opposite(self, side: str) -> str:
        others = [other for other in self.order if other != side]
        return others[0] if side in self.order and len(others) == 1 else ""

    def sentence(self, first: int, last: int, main: Sequence[Mention]) -> None:
        """Binds the words of a sentence in which these mentions may be the subject."""
        words, clause = self.reading.words, self.reading.clause
        single = len({mention.side for mention in main}) == 1
        begun = False
        start = first
        for end in range(first + 1, last + 1):
            if end < last and clause[end] == clause[start]:
                continue
            here = [mention for mention in main if start <= mention.start < end]
            if here:
                self._naming(start, end, here)
                begun = True
            elif begun or not main:
                self._about(start, end, self.subject, firm=self.certain)
            elif self.subject and words[start].text in english.SUBJECTS:
                self.set(start, end, self.subject, firm=self.certain and self.subject == main[0].side)
            else:
                self.set(start, end, main[0].side, firm=single)
            start = end
        if main:
            self.certain = single

    def _naming(self, start: int, end: int, here: Sequence[Mention]) -> None:
        """A clause that names sides: each word is about the one before it, or the one that it describes."""
        words = self.reading.words
        side, at = here[0].side, start
        for mention in here[1:]:
            if mention.side == side:
                continue
            cut = _describing(words, at, mention.start)
            named = next(other.end for other in here if other.end > at and other.side == side) if at == start else at
            between = {word.text for word in words[named : mention.start]}
            self.set(at, cut, side, firm=True)
            self.set(cut, mention.start, mention.side, firm=True)
            side = BOTH if between <= {"and", "the", "a", "an"} and "and" in between else mention.side
            at = mention.start
        self._about(at, end, side, firm=True)
        self.subject = side
        self.certain = True

    def _about(self, start: int, end: int, side: str, *, firm: bool) -> None:
        """Words about a side; from `vs` on about the other one, from `both` on about both."""
        words = self.reading.words
        for place in range(start, end):
            text = words[place].text
            if text == "vs" and place + 1 not in self.named:
                side = self._opposite(side)
            elif text in {"both", "neither"} and all(word.text != "and" for word in words[place + 1 : place + 5]):
                side, firm = BOTH, True
            self.side[place], self.firm[place] = side, firm

    def set(self, start: int, end: int, side: str, *, firm: bool) -> None:
        """Binds the words from `start` to before `end`."""
        for place in range(start, end):
            self.side[place], self.firm[place] = side, firm


def _describing(words: Sequence[Word], start: int, end: int) -> int:
    """Where the words that describe a mention at `end` begin, as in `and stateless NACLs`."""
    for place in range(end - 1, max(start, end - 3) - 1, -1):
        if words[place].text in english.JOINS:
            return place + 1
    return end
