"""Text from outside, made safe; and what a person probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BIDI = dict.fromkeys((0x061C, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)), "\ufffd")
_SAFE = {**_CONTROL, 0x0A: "\n", 0x09: "    ", 0x0D: None, 0x85: "\n", **_BIDI}
_IN_PLACE = {**_CONTROL, **dict.fromkeys(_BIDI, "\ufffd"), 0x09: "\t"}


def clean(text: str) -> str:
    """Text that a terminal shows as text.

    Control characters (ESC too, so no escape sequence survives) and lone surrogates become U+FFFD, carriage
    returns and bidirectional marks are dropped, a tab is four spaces, line feeds stay.
    """
    # isprintable() is false for every character that the table changes, and it is 20 times faster than the table.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return text.translate(_SAFE)


def clean_line(line: str) -> str:
    """One line of a file made safe character by character, so that columns still point at what they did; tabs stay."""
    return line if line.isprintable() else line.translate(_IN_PLACE)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most resembles, or None."""
    from difflib import get_close_matches

    found = get_close_matches(word[:64], list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word: `did you mean "vpc"?`, or the legal values where nothing is near."""
    choices = list(known)
    near = nearest(word, choices)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"one of: {', '.join(choices)}" if choices else ""
