"""Where the sentences and clauses of an answer begin and end, and what in them is not claimed.

No grammar: lists of English words decide, and their reach ends at pauses and conjunctions. A word may be *negated*
(`SGs are not stateless`) or *disowned* (`it is wrong to make the bucket public`, questions, conditions, what other
people think). Negation counts for key points and red flags, disowning for red flags alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core import english
from awsprep.core.words import CLAUSE, COMMA, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.words import Word

_REACH, _FAR_REACH = 9, 14
"""Words that a negation reaches, and that `it is a mistake to` does."""


class Reading(NamedTuple):
    """An answer's words, and by their numbers what is known of them.

    `sentence` and `clause` count from 0; `negator` is the number of the word that negates a word, or -1; `disowned`
    says that the writer does not claim it. `starts` holds the first word of each sentence and, last, the number of
    words. `verdicts` are the words that call something wrong, by the `region` that they concern. `asking` are the
    sentences that ask an open question.
    """

    words: Sequence[Word]
    sentence: Sequence[int]
    clause: Sequence[int]
    negator: Sequence[int]
    disowned: Sequence[bool]
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
    negator = _negators(words)
    verdicts: dict[int, list[int]] = {}
    for index in range(len(words)):
        if negator[index] < 0 and _is_verdict(words, index):
            verdicts.setdefault(region[index], []).append(index)
    disowned = _disowned(words, starts, negator)
    for first, last in _called_wrong_after(words, starts, region, verdicts):
        disowned[first:last] = [True] * (last - first)
    asking = frozenset(
        sentence[index] for index, word in enumerate(words) if word.asked and word.text in english.ASKS_OPENLY
    )
    return Reading(words, sentence, clause, negator, disowned, region, starts, verdicts, asking)


def _negators(words: Sequence[Word]) -> list[int]:
    negator = [-1] * len(words)
    for index, word in enumerate(words):
        first, reach = _negation(words, index)
        if first < 0 or (word.text in english.CALLS_FALSE and negator[index] >= 0):
            continue
        for place in range(first, min(len(words), first + reach)):
            if words[place].pause and not _goes_on(words, place):
                break
            if place > first and _ends_negation(words, place):
                break
            negator[place] = index
            if words[place].text in english.CALLS_FALSE:
                break  # not wrong to do so: what follows is right
        if word.text in english.CALLS_FALSE:
            continue
        only = next((place for place in range(first, min(first + 2, len(words))) if _is_merely(words, place)), -1)
        if only >= 0 and not (index and words[index - 1].text in english.HELPERS):
            for place in range(first, min(len(words), first + reach)):
                negator[place] = index if place == only else -1 if negator[place] == index else negator[place]
    return negator


def _ends_negation(words: Sequence[Word], place: int) -> bool:
    """Whether the reach of a negation ends at a word; `it` ends it as a subject (it works), not as an object."""
    text = words[place].text
    if text == "it":
        after = words[place + 1].text if place + 1 < len(words) else ""
        return after in english.VERBS or (after.endswith("s") and not after.endswith(("ss", "us")))
    return text in english.NEGATION_ENDS or (text in english.NEGATIONS and text != "nor")


def _is_merely(words: Sequence[Word], place: int) -> bool:
    return words[place].text in english.MERELY and not words[place].pause


def _negation(words: Sequence[Word], index: int) -> tuple[int, int]:
    """Where the reach of a negation begins, or -1, and how many words it may reach."""
    text = words[index].text
    following = words[index + 1].text if index + 1 < len(words) else ""
    reach = 1 if text == "non" else _REACH
    if text in english.NEGATIONS:
        first = index + 1
    elif (text, following) in english.NEGATING_PAIRS:
        first = index + 2
    elif text in english.CALLS_FALSE and following in {"to", "that"}:
        first, reach = index + 2, _FAR_REACH
    else:
        return -1, 0
    if first >= len(words) or words[first].pause or words[first].text in english.KEEPS:
        return -1, 0
    return first, reach


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """Whether a comma continues a negated list, whose last part begins with or."""
    if words[place].pause != COMMA:
        return False
    for index in range(place, min(place + 12, len(words))):
        word = words[index]
        if word.pause == COMMA and word.text in {"or", "nor"}:
            return True
        if (word.pause > COMMA) or word.text in english.NEGATION_ENDS:
            return False
    return False


def _is_verdict(words: Sequence[Word], index: int) -> bool:
    text = words[index].text
    if text in english.VERDICTS:
        return True
    return index + 1 < len(words) and (text, words[index + 1].text) in english.VERDICT_PAIRS


def _disowned(words: Sequence[Word], starts: Sequence[int], negator: Sequence[int]) -> list[bool]:
    """What the writer asks, supposes, or says that others believe."""
    disowned = [word.asked for word in words]
    for first, last in pairwise(starts):
        others = supposed = False
        for index in range(first, last):
            text, begins = words[index].text, bool(words[index].pause)
            if text in english.TURNS:
                others = False
            if begins or text == "then":
                supposed = False
            if text in english.BELIEVE and negator[index] < 0 and _is_of_others(words, first, index):
                others = True
            if text in english.SUPPOSES and (begins or words[index - 1].text in {"and", "or", "even", "but", "so"}):
                supposed = True
            disowned[index] = disowned[index] or others or supposed
    return disowned


def _is_of_others(words: Sequence[Word], first: int, index: int) -> bool:
    if words[index].text in english.BELIEVED_BY_OTHERS:
        return True
    return any(word.text in english.OTHERS for word in words[max(first, index - 4) : index])


def _called_wrong_after(
    words: Sequence[Word], starts: Sequence[int], region: Sequence[int], verdicts: Mapping[int, Sequence[int]]
) -> list[tuple[int, int]]:
    """The sentences of which the next one says: that is wrong."""
    found = []
    for (before, first), (_, _) in pairwise(pairwise(starts)):
        if words[first].text in english.POINTS_BACK and any(
            place - first <= 6 for place in verdicts.get(region[first], ())
        ):
            found.append((before, first))
    return found
