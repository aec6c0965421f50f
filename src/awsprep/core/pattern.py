"""The phrase language: how the author of a question says what to look for in a typed answer.

    phrase      = part { "&" part }             each part in some sentence of the answer
    part        = step { ">" step }             the words of a step come before those of the next
    step        = slot { slot }                 in any order, within one sentence
    slot        = [ "not" | "!" ] words { "|" words }
    words       = word { "_" word } [ "*" ]     adjacent words; a star stands for any ending

`not x` wants x to be negated in the answer, `!x` wants it to be absent from the sentence. `no`, `never` and `without`
mean `not`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MOST_SLOTS = 8


class Atom(NamedTuple):
    """Words that stand next to each other; `open` says that the last one may go on."""

    words: tuple[str, ...]
    open: bool = False

    def closed(self) -> tuple[str, ...]:
        """The words that are written out."""
        return self.words[:-1] if self.open else self.words


class Slot(NamedTuple):
    """One of several atoms must be found: claimed, or `negated`, or nowhere in the sentence where `absent`."""

    atoms: tuple[Atom, ...]
    step: int = 0
    negated: bool = False
    absent: bool = False


class Pattern(NamedTuple):
    """A parsed phrase: for each of its parts, the slots that meet in one sentence."""

    parts: tuple[tuple[Slot, ...], ...]


_NEGATIONS = frozenset(("not", "no", "never", "without", "cannot"))
_WORD = re.compile(r"[^\W_](?:[^\s|_*!&>'\"()\[\]{};?]*[^\W_])?")


@lru_cache(maxsize=4096)
def parse(phrase: str) -> Pattern | str:
    """A phrase's pattern, or a message that says what is wrong in it."""
    parts = []
    for part in phrase.split("&"):
        slots = _part(part)
        if isinstance(slots, str):
            return slots
        parts.append(slots)
    return Pattern(tuple(parts))


def _part(text: str) -> tuple[Slot, ...] | str:
    slots: list[Slot] = []
    step, negated, after_sign = 0, False, True
    for item in text.replace(">", " > ").replace("!", " !").split():
        if item == ">":
            if after_sign:
                return 'a ">" stands between two words'
            step, after_sign = step + 1, True
            continue
        if item.lower() in _NEGATIONS:
            if negated:
                return f'"{item}" follows another negation'
            negated = True
            continue
        slot = _slot(item, step, negated=negated)
        if isinstance(slot, str):
            return slot
        slots.append(slot)
        negated, after_sign = False, False
    if negated:
        return "a negation stands before the word that is negated"
    if not slots:
        return "there is no word in it"
    if after_sign:
        return 'a ">" stands between two words'
    if all(slot.absent for slot in slots):
        return "there is nothing to be found, only what must be absent"
    if len(slots) > MOST_SLOTS:
        return f"there are {len(slots)} words to be found; {MOST_SLOTS} are enough"
    return tuple(slots)


def _slot(item: str, step: int, *, negated: bool) -> Slot | str:
    absent = item.startswith("!")
    if absent and negated:
        return f'"{item}" is negated twice'
    atoms = []
    for alternative in item.removeprefix("!").split("|"):
        is_open = alternative.endswith("*")
        words = alternative.removesuffix("*").split("_")
        for word in words:
            if not word:
                return f'"{item}" has a "|", "_" or "!" with no word beside it'
            if not _WORD.fullmatch(word):
                return f'"{word}" in "{item}" is not a word'
        if is_open and len(words[-1]) < 2:
            return f'"{words[-1]}*" fits nearly every word'
        atoms.append(Atom(tuple(word.lower() for word in words), is_open))
    return Slot(tuple(atoms), step, negated, absent)
