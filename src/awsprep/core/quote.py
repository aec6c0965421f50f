"""Words of an answer as a scorecard quotes them: with enough around them that somebody else understands them."""

from __future__ import annotations

import re

MOST = 100
"""Characters that a quote has; only words that were found and are longer by themselves have more."""

_END = re.compile(r"[.?!;]\s+|\n+")
_CUT = "…"


def quote(text: str, words: str) -> str:
    """The sentence of a text in which some words stand, or, of a long one, what is around them, on one line.

    The words alone where they do not stand in the text one after the other.
    """
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None or not words.strip():
        return " ".join(words.split())
    first = max((end.end() for end in _END.finditer(text, 0, found.start())), default=0)
    stop = _END.search(text, found.end())
    before, after = text[first : found.start()].split(), text[found.end() : stop.start() if stop else None].split()
    inside = " ".join(found[0].split())
    room = MOST - len(inside)
    glued_before = found.start() > first and not text[found.start() - 1].isspace()
    glued_after = found.end() < len(text) and not text[found.end()].isspace()
    left = _last(before, max(room // 2, room - len(" ".join(after))))
    right = _first(after, room - len(left))
    return left + ("" if glued_before or not left else " ") + inside + ("" if glued_after or not right else " ") + right


def _first(words: list[str], room: int) -> str:
    """As many of the first words as there is room for; what is cut off shows."""
    kept = ""
    for place, word in enumerate(words):
        longer = f"{kept} {word}" if kept else word
        if len(longer) > room:
            return f"{kept} {_CUT}" if place else _CUT
        kept = longer
    return kept


def _last(words: list[str], room: int) -> str:
    """The same of the last words."""
    turned = _first([word[::-1] for word in reversed(words)], room)
    return turned[::-1]
