"""Texts that say the same in nearly the same words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEAR = 0.8
"""Two texts are near where they share more than this part of all words that either has (Jaccard)."""

_WORD = re.compile(r"\w+")


def twins(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """For each text that is near an earlier one: the earlier index, its own, and their share of common words.

    Of several earlier ones an equal one is named (share 1.0), else the first. Equal means: the same words in the same
    order, whatever the case and punctuation. Two sets of words that share more than NEAR of their union share one of
    their few rarest words, so only texts that do are compared (prefix filtering: Chaudhuri et al., ICDE 2006).
    """
    runs = [tuple(_WORD.findall(text.casefold())) for text in texts]
    words = [frozenset(run) for run in runs]
    frequency = Counter(word for each in words for word in each)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    first: dict[tuple[str, ...], int] = {}
    for two, mine in enumerate(words):
        one = first.setdefault(runs[two], two)
        if one != two:
            if mine:
                yield one, two, 1.0
            continue
        rare = sorted(mine, key=lambda word: (frequency[word], word))
        prefix = rare[: len(mine) - math.ceil(NEAR * len(mine)) + 1]
        for other in sorted({other for word in prefix for other in holders[word]}):
            both = len(mine & words[other])
            share = both / (len(mine) + len(words[other]) - both)
            if share > NEAR:
                yield other, two, min(share, 0.999)
                break
        for word in prefix:
            holders[word].append(two)
