"""What an answer mentions and does not claim: what others believe, what is supposed, what it calls wrong."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from awsprep.core import english
from awsprep.core.negation import is_subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.words import Word

_VERDICT = 4
"""Words at the end of a sentence in which it says that all of it is wrong."""
_CONDITION = 10
"""Words of a condition that no comma ends, at most."""


def verdicts(words: Sequence[Word], negator: Sequence[int], region: Sequence[int]) -> dict[int, list[int]]:
    """The numbers of the words that call something wrong, by the region that they concern."""
    found: dict[int, list[int]] = {}
    for index in range(len(words)):
        if _is_verdict(words, index) and not _is_no_verdict(words, negator[index], index):
            found.setdefault(region[index], []).append(index)
    return found


def _is_verdict(words: Sequence[Word], index: int) -> bool:
    text = words[index].text
    following = words[index + 1] if index + 1 < len(words) else None
    if text == "never":
        return bool(words[index].pause) or following is None or bool(following.pause)
    return text in english.VERDICTS or (following is not None and (text, following.text) in english.VERDICT_PAIRS)


def _is_no_verdict(words: Sequence[Word], negator: int, index: int) -> bool:
    """Whether a word that calls things wrong is itself negated; `no plan is a mistake` calls it one."""
    if negator < 0:
        return False
    thing = words[negator].text in {"no", "without"}
    return not (thing and any(word.text in english.IS for word in words[negator + 2 : index]))


def disowned(words: Sequence[Word], starts: Sequence[int], negator: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """What the writer asks, or says that others believe, or that something does not mean; and what is supposed."""
    held_off = [word.asked for word in words]
    supposed = [False] * len(words)
    for first, last in pairwise(starts):
        others, denied = words[first].text in english.SOMEBODY, False
        since = -1
        for index in range(first, last):
            text = words[index].text
            if text in english.TURNS:
                others = denied = False
            if _ends_condition(words, index, since):
                since = -1
            if text in english.BELIEVE and negator[index] < 0 and _is_of_others(words, first, index):
                others = True
            if _doubts(words, negator, index):
                denied = True
            if text in english.SUPPOSES:
                since = index
            supposed[index] = since >= 0
            held_off[index] = held_off[index] or others or denied
    return held_off, supposed


def _doubts(words: Sequence[Word], negator: Sequence[int], index: int) -> bool:
    """Whether a word disowns all that follows in its sentence."""
    text = words[index].text
    if text in english.CALLS_FALSE:
        following = words[index + 1].text if index + 1 < len(words) else ""
        return negator[index] < 0 and following in {"to", "that"}
    about = index + 1 < len(words) and words[index + 1].text in {"about", "of"}
    return text in english.DISAGREES or (text in english.DOUBTED and negator[index] >= 0 and not about)


def _ends_condition(words: Sequence[Word], index: int, since: int) -> bool:
    """Whether the condition that began at word `since` has ended before a word."""
    text = words[index].text
    if words[index].pause or text == "then" or index - since > _CONDITION:
        return True
    return index - since > 2 and (text in english.STATES or is_subject(words, index))


def _is_of_others(words: Sequence[Word], first: int, index: int) -> bool:
    if words[index].text in english.BELIEVED_BY_OTHERS:
        return True
    return any(word.text in english.OTHERS for word in words[max(first, index - 4) : index])


def called_wrong(
    words: Sequence[Word], starts: Sequence[int], region: Sequence[int], verdicts: Mapping[int, Sequence[int]]
) -> list[tuple[int, int]]:
    """The sentences that end with `is wrong`, or of which the next one says: that is wrong, or: wrong."""
    found = [(first, last) for first, last in pairwise(starts) if _ends_with_verdict(words, first, last)]
    for (before, first), (_, _) in pairwise(pairwise(starts)):
        back = words[first].text in english.POINTS_BACK and any(
            place - first <= 6 for place in verdicts.get(region[first], ())
        )
        if back or words[first].text in english.CALLS_FALSE:
            found.append((before, first))
    return found


def _ends_with_verdict(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a sentence ends by calling something false."""
    end = [word.text for word in words[max(first, last - _VERDICT) : last]]
    if end[-1] not in english.CALLS_FALSE and end[-2:] != ["red", "flag"]:
        return False
    said = next((place for place, text in enumerate(end) if text in english.IS), len(end))
    return said < len(end) and english.NEGATIONS.isdisjoint(end[said:])
