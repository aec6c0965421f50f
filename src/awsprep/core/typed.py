"""A typed answer as a learner's own text: made safe, cut into sentences, and found again when it is said again.

A learner may keep a sentence of theirs as an example of a key point that the author's phrases did not know. It counts
in a later answer where all its words of meaning stand in one sentence, and that negates one of them only if it did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from awsprep.core.clauses import read
from awsprep.core.english import NEGATIONS
from awsprep.core.phrases import Found, Marked
from awsprep.core.stems import stem
from awsprep.core.text import clean
from awsprep.core.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST = 8_000
"""Characters that an answer may have."""

_WRAPPED = 40
"""From so many characters on, a line whose sentence goes on in the next was broken for its width."""

_LEAST = 2
"""Words of meaning that a sentence must have to be known again."""
_LITTLE = """
a an the this that these those it its they them their there he she i me my we our us you your one and or but so if then
than as at by for from in into of off on onto out over to up with within about is are was were be been being am do does
did have has had can could will would shall should may might must also just only very more most much many some any each
every all both such own which who what when where how why while because since get gets got make makes made use uses used
"""
_EMPTY = NEGATIONS.union(_LITTLE.split())
"""Words that say nothing by themselves; that another one is negated is known of that one."""

_Content = dict[str, bool]
"""Stems of the words of meaning, and whether each is negated."""


def tidy(text: str) -> str:
    """An answer as it is kept: no control characters, no blanks at its ends, at most LONGEST characters."""
    return clean(text[: 2 * LONGEST].replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST].rstrip()


def unwrapped(text: str) -> str:
    """An answer without the breaks of lines that were wrapped before they were pasted: a break ends a sentence."""
    first, *rest = text.split("\n")
    joined = first
    for line, before in zip(rest, (first, *rest), strict=False):
        goes_on = len(before) >= _WRAPPED and before[-1] not in ".!?:;" and line[:1].islower()
        joined += f" {line}" if goes_on else f"\n{line}"
    return joined


def sentences(text: str) -> tuple[str, ...]:
    """The sentences that could be kept, as they were typed, each once."""
    return tuple(dict.fromkeys(quote for quote, content in _sentences(text) if len(content) >= _LEAST))


def nearest(found: Sequence[str], text: str, most: int) -> tuple[str, ...]:
    """Of some sentences those that share the most words of meaning with a text, in their order."""
    wanted = {root for _, content in _sentences(text) for root in content}
    shared = {each: sum(len(wanted & content.keys()) for _, content in _sentences(each)) for each in found}
    best = sorted(found, key=lambda each: -shared[each])[:most]
    return tuple(each for each in found if each in best)


def said(text: str, kept: Sequence[str]) -> str:
    """The sentence of an answer that says what one of the kept ones does, as it was typed; empty where none does."""
    return _heard(_sentences(text), kept)


def with_own(marked: Marked, text: str, kept: Mapping[str, Sequence[str]]) -> Marked:
    """What was found in an answer, and the points that the learner's own sentences, by point, find in it as well."""
    missing = [each.id for each in marked.points if not each.found and kept.get(each.id)]
    if not missing:
        return marked
    typed = [*_sentences(text)]
    heard = {point: evidence for point in missing if (evidence := _heard(typed, kept[point]))}
    points = (Found(p.id, found=True, evidence=heard[p.id]) if p.id in heard else p for p in marked.points)
    return marked._replace(points=tuple(points))


def _heard(typed: Iterable[tuple[str, _Content]], kept: Sequence[str]) -> str:
    wanted = [content for each in kept for _, content in _sentences(each) if len(content) >= _LEAST]
    return next((quote for quote, content in typed if any(_covers(content, each) for each in wanted)), "")


def _covers(content: _Content, wanted: _Content) -> bool:
    """Whether a sentence has all words of another, and claims or denies as that one does."""
    if not wanted.keys() <= content.keys():
        return False
    return any(wanted.values()) == any(content[stem] for stem in wanted)


def _sentences(text: str) -> Iterator[tuple[str, _Content]]:
    """Each sentence and its words of meaning."""
    found = words(text)
    reading = read(found)
    for first, last in pairwise(reading.starts):
        content: _Content = {}
        for place in range(first, last):
            if found[place].text not in _EMPTY:
                root = stem(found[place].text)
                content[root] = content.get(root, False) or reading.negator[place] >= 0
        yield " ".join(text[found[first].start : found[last - 1].end].split()), content
