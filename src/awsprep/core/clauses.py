"""Where the sentences and clauses of an answer begin and end, and what in them is not claimed.

No grammar: lists of English words decide, and their reach ends at pauses and conjunctions. A word may be *negated*
(`SGs are not stateless`) or *disowned* (`it is wrong to make the bucket public`, questions, conditions, what other
people think). Negation counts for key points and red flags, disowning for red flags alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core import english
from awsprep.core.disowning import called_wrong, disowned, verdicts
from awsprep.core.negation import deniers, negators
from awsprep.core.words import CLAUSE, COMMA, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.words import Word


class Reading(NamedTuple):
    """An answer's words, and by their numbers what is known of them.

    `sentence`, `clause` and `statement` count from 0; a statement is a clause with the relative one that follows it or
    the introduction before it (`With two copies, we need no backup`). `negator` is the number of the word that negates
    a word, or -1, and `denier` the same with the longer reach that counts for red flags. `disowned` says that the
    writer does not claim a word, `supposed` that it stands in a condition. `starts` holds the first word of each
    sentence and, last, the number of words. `verdicts` are the words that call something wrong, by the `region` that
    they concern. `asking` are the sentences that ask an open question: their first word is no auxiliary verb.
    """

    words: Sequence[Word]
    sentence: Sequence[int]
    clause: Sequence[int]
    statement: Sequence[int]
    negator: Sequence[int]
    denier: Sequence[int]
    disowned: Sequence[bool]
    supposed: Sequence[bool]
    region: Sequence[int]
    starts: Sequence[int]
    verdicts: Mapping[int, Sequence[int]]
    asking: frozenset[int]

    def is_asked(self, place: int, *, flag: bool) -> bool:
        """Whether a word is asked about. An open question (what changed?) is a good answer's first step."""
        return self.words[place].asked and (flag or self.sentence[place] not in self.asking)


def read(words: Sequence[Word]) -> Reading:
    """The clauses of a text."""
    sentence, clause, region = ([0] * len(words) for _ in range(3))
    starts: list[int] = []
    s = c = r = -1
    for index, word in enumerate(words):
        if word.pause == SENTENCE:
            s, c, r = s + 1, c + 1, r + 1
            starts.append(index)
        elif word.pause or word.text in english.CLAUSE_BEGINS:
            c += 1
            if word.pause == CLAUSE or word.text in english.CAUSES:
                r += 1
        sentence[index], clause[index], region[index] = s, c, r
    starts.append(len(words))
    negator = negators(words)
    called = verdicts(words, negator, region)
    unclaimed, supposed = disowned(words, starts, negator)
    for first, last in called_wrong(words, starts, region, called):
        unclaimed[first:last] = [True] * (last - first)
    asking = frozenset(
        sentence[first] for first in starts[:-1] if words[first].asked and words[first].text not in english.AUXILIARIES
    )
    return Reading(
        words,
        sentence,
        clause,
        _statements(words, clause, starts),
        negator,
        deniers(words, negator),
        unclaimed,
        supposed,
        region,
        starts,
        called,
        asking,
    )


def _statements(words: Sequence[Word], clause: Sequence[int], starts: Sequence[int]) -> list[int]:
    statement = [0] * len(words)
    number = -1
    for first, last in pairwise(starts):
        number += 1
        introduced = words[first].text in english.INTRODUCES
        for index in range(first, last):
            if index > first and clause[index] != clause[index - 1]:
                comma = words[index].pause == COMMA and words[index].text not in english.CLAUSE_BEGINS
                joined = comma and (introduced or words[index].text in english.RELATES)
                joined = joined or (words[index].text in english.CAUSES and words[index].pause != CLAUSE)
                number += not joined
                introduced = introduced and not comma
            statement[index] = number
    return statement
