"""Which words of an answer are negated, and by which word.

The reach of a negation ends at pauses, at conjunctions and after some words. For red flags `not` reaches further: who
denies a mistake is not to be accused of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core import english
from awsprep.core.words import COMMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.words import Word

_REACH, _FAR_REACH, _BRIEF_REACH = 9, 14, 2
"""Words that a negation reaches, that `it is a mistake to` does, and that `rarely` does."""


def negators(words: Sequence[Word]) -> list[int]:
    """For each word the number of the word that negates it, or -1."""
    negator = [-1] * len(words)
    for index, word in enumerate(words):
        first, reach = _negation(words, index)
        if first < 0 or (word.text in english.CALLS_FALSE and negator[index] >= 0) or _is_enough(words, first):
            continue
        for place in range(first, min(len(words), first + reach)):
            if words[place].pause and not _goes_on(words, place):
                break
            if place > first and _ends_negation(words, place, shuns=word.text in english.SHUNS):
                break
            negator[place] = index
            if words[place].text in english.CALLS_FALSE or words[place].text in english.PREVENTS:
                break  # not wrong to do so: what follows is right; does not stop it: it goes on
        if word.text in english.CALLS_FALSE:
            continue
        only = next((place for place in range(first, min(first + 2, len(words))) if _is_merely(words, place)), -1)
        if only >= 0 and not (index and words[index - 1].text in english.HELPERS):
            for place in range(first, min(len(words), first + reach)):
                negator[place] = index if place == only else -1 if negator[place] == index else negator[place]
    return negator


def _next(words: Sequence[Word], index: int) -> str:
    return words[index + 1].text if index + 1 < len(words) else ""


def deniers(words: Sequence[Word], negator: Sequence[int]) -> list[int]:
    """Like `negator`; and `not` denies all that follows in its clause (cold starts do not occur only after a pause)."""
    denier = list(negator)
    for index, word in enumerate(words):
        nobody = word.text in {"nothing", "nobody"} or (word.text == "no" and _next(words, index) in {"one", "1"})
        if nobody and index and not word.pause and denier[index - 1] < 0:
            denier[index - 1] = index  # an SCP grants nothing, and gives no one access
        first, _ = _negation(words, index)
        listed = word.text == "no" and word.pause > COMMA
        if first < 0 or not (listed or word.text in {"not", "never"}):
            continue
        for place in range(first, min(len(words), first + _FAR_REACH)):
            text = words[place].text
            if words[place].pause or (place > first and text in english.DENIAL_ENDS and not (listed and text == "and")):
                break
            if text in english.CALLS_FALSE:
                break
            if denier[place] < 0:
                denier[place] = index
    return denier


def _is_enough(words: Sequence[Word], first: int) -> bool:
    """Whether what is negated is only that something suffices."""
    return words[first].text in english.ENOUGH and first + 1 < len(words) and words[first + 1].text in {"to", "that"}


def _ends_negation(words: Sequence[Word], place: int, *, shuns: bool) -> bool:
    """Whether the reach of a negation ends at a word; `it` ends it as a subject (it works), not as an object."""
    text = words[place].text
    if text == "it":
        return is_subject(words, place)
    if shuns and text in english.SHUNNING_ENDS:
        return True
    return text in english.NEGATION_ENDS or (text in english.NEGATIONS and text != "nor")


def _is_merely(words: Sequence[Word], place: int) -> bool:
    return words[place].text in english.MERELY and not words[place].pause


def _negation(words: Sequence[Word], index: int) -> tuple[int, int]:
    """Where the reach of a negation begins, or -1, and how many words it may reach."""
    text = words[index].text
    following = _next(words, index)
    reach = 1 if text == "non" else _BRIEF_REACH if text in english.BRIEFLY else _REACH
    if text in english.NEGATIONS:
        first = index + 1
    elif (text, following) in english.NEGATING_PAIRS or (
        (text, following) == ("more", "than") and index + 2 < len(words) and _is_merely(words, index + 2)
    ):
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


def is_subject(words: Sequence[Word], place: int) -> bool:
    """Whether `it` is what something is said of (it works), not what is done something with."""
    after = words[place + 1].text if place + 1 < len(words) else ""
    verb = after in english.VERBS or (after.endswith("s") and not after.endswith(("ss", "us")))
    return words[place].text == "it" and verb
