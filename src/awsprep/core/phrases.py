"""Which key points and red flags of a question a typed answer shows, found by the phrases of the question's author.

It looks for words, and does not understand: a point that is found has been said, save for rare accidents; one that
is not found may have been said in words that no phrase knows. Whoever shows the result says "found" and "not found".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.clauses import read
from awsprep.core.english import NEGATIONS
from awsprep.core.glossary import Glossary
from awsprep.core.hits import Hits
from awsprep.core.meeting import Meeting, Need, Slot
from awsprep.core.pattern import Atom, Pattern, parse
from awsprep.core.question import describe
from awsprep.core.sides import Mention, bind
from awsprep.core.typos import Spelling
from awsprep.core.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from awsprep.core import pattern
    from awsprep.core.glossary import Key
    from awsprep.core.meeting import Phrase
    from awsprep.core.question import KeyPoint, Question, RedFlag


class Found(NamedTuple):
    """A key point or red flag by its id, whether it was found, and the words that show it, as they were typed."""

    id: str
    found: bool
    evidence: str = ""


class Marked(NamedTuple):
    """What was found of each key point and red flag, in the order of the question."""

    points: tuple[Found, ...]
    flags: tuple[Found, ...]


class Prepared:
    """A question made ready for marking many answers to it. Phrases that do not parse are left out.

    `points` and `flags` hold the phrases by the id of their key point or red flag.
    """

    __slots__ = ("_glossary", "_names", "_order", "_prefixes", "_spelling", "_wanted", "flags", "points")

    def __init__(self, question: Question, terms: Mapping[str, Sequence[str]] | Glossary) -> None:
        self._glossary = glossary = terms if isinstance(terms, Glossary) else Glossary(terms)
        self._order = tuple(question.contrast)
        self._names = dict(self._sides(question))
        points = {point: tuple(_patterns(point)) for point in _points(question)}
        slots = (slot for patterns in points.values() for each in patterns for part in each.parts for slot in part)
        atoms = {atom for slot in slots for atom in slot.atoms}
        keys = set(map(glossary.key, atoms)) | self._names.keys()
        closed = [key for key in keys if not key.open]
        self._wanted = frozenset(text for key in closed for text in (key.text, key.joined) if text)
        self._prefixes = frozenset(key.text.removesuffix("*") for key in keys if key.open and not key.run)
        vocabulary = {*_vocabulary(question), *glossary.words}
        looked_for = {word.text for atom in atoms for part in atom.closed() for word in words(part)}
        begun = {word for word in vocabulary if word.startswith(tuple(self._prefixes))}
        self._spelling = Spelling(looked_for | begun, vocabulary)
        self.points = {point.id: self._phrases(point, points[point]) for point in question.key_points}
        self.flags = {flag.id: self._phrases(flag, points[flag]) for flag in question.red_flags}

    def _sides(self, question: Question) -> Iterator[tuple[Key, str]]:
        """The names of the sides of a contrast."""
        for side, names in question.contrast.items():
            for name in names:
                yield self._glossary.key(Atom(tuple(word.text for word in words(name)))), side

    def _phrases(self, point: KeyPoint | RedFlag, patterns: Iterable[Pattern]) -> list[Phrase]:
        about = point.phrases.about
        return [tuple(self._need(part, about) for part in each.parts) for each in patterns]

    def _need(self, part: Sequence[pattern.Slot], about: str) -> Need:
        """What a part of a phrase asks for; a slot that names a side says what the others are about."""
        slots: list[Slot] = []
        sides: list[tuple[Slot, str]] = []
        absent: list[Key] = []
        for each in part:
            keys = tuple(self._glossary.key(atom) for atom in each.atoms)
            slot = Slot(keys, each.step, each.negated, any(key.text in NEGATIONS for key in keys))
            named = {self._names.get(key, "") for key in slot.keys}
            if each.absent:
                absent += slot.keys
            elif len(named) == 1 and "" not in named and not slot.negated:
                sides.append((slot, named.pop()))
            else:
                slots.append(slot)
        if slots and len({side for _, side in sides}) == 1:
            ordered = [slot for slot, _ in sides] if any(slot.step for slot in part) else []
            return Need((*slots, *ordered), tuple(absent), sides[0][1])
        return Need((*slots, *(slot for slot, _ in sides)), tuple(absent), "" if sides else about)

    def mark(self, text: str) -> Marked:
        """What an answer shows."""
        spelling = self._spelling
        read_words = words(text, spelling.knows)
        for place, word in enumerate(read_words):
            if not spelling.knows(word.text) and (mended := spelling.mend(word.text)) != word.text:
                read_words[place] = word._replace(text=mended)
        reading = read(read_words)
        hits = Hits(read_words, self._glossary.aliases, self._wanted, self._prefixes)
        mentions = [Mention(hit.start, hit.end, side) for key, side in self._names.items() for hit in hits.of(key)]
        sides = bind(reading, mentions, self._order) if self._order else None
        meeting = Meeting(text, reading, hits, sides)
        flags = tuple(_found(name, phrases, meeting.admits) for name, phrases in self.flags.items())
        points = tuple(_found(name, phrases, meeting.claims) for name, phrases in self.points.items())
        return Marked(points, flags)


def mark_answer(question: Question, text: str, terms: Mapping[str, Sequence[str]]) -> Marked:
    """What an answer to a question shows; `terms` holds the other names of terms. To mark several, prepare once."""
    return Prepared(question, terms).mark(text)


def _found(name: str, phrases: Iterable[Phrase], meet: Callable[[Phrase], str | None]) -> Found:
    evidence = next((met for phrase in phrases if (met := meet(phrase)) is not None), None)
    return Found(name, found=False) if evidence is None else Found(name, found=True, evidence=evidence)


def _points(question: Question) -> Sequence[KeyPoint | RedFlag]:
    return (*question.key_points, *question.red_flags)


def _patterns(point: KeyPoint | RedFlag) -> Iterator[Pattern]:
    for phrase in point.phrases.any:
        found = parse(phrase)
        if isinstance(found, Pattern):
            yield found


def _vocabulary(question: Question) -> Iterator[str]:
    """The words of a question, which are right as they stand."""
    texts = [describe(question).prompt, question.answer]
    for point in _points(question):
        texts += [point.text, *point.phrases.examples, *point.phrases.not_examples]
    for text in texts:
        for word in words(text):
            yield word.text
