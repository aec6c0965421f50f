"""What every case of a lab keeps to, whatever model it is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.case import LEAST, MOST

if TYPE_CHECKING:
    from awsprep.labs.case import Case

LEVELS = ("junior", "mid", "senior")
SEEDS = range(200)
ASK_WORDS, OPTION_WORDS, WHY_WORDS = 120, 25, 30


def shaped(case: Case) -> None:
    """Asserts it."""
    texts, whys = [text for text, _ in case.options], [why for _, why in case.options]
    assert LEAST <= len(texts) <= MOST
    assert len({" ".join(text.split()).casefold() for text in texts}) == len(texts), texts
    assert len(case.values) == len(texts)
    assert [place for place, why in enumerate(whys) if not why] == [case.right], whys
    wrong = [why for why in whys if why]
    assert all(why.endswith(".") and len(why.split()) <= WHY_WORDS for why in wrong), wrong
    assert case.explanation
    prose = " ".join(case.ask.split("```")[::2])
    assert len(prose.split()) <= ASK_WORDS, case.ask
    assert all(len(text.split()) <= OPTION_WORDS for text in texts)
    assert case.ask.rstrip().endswith("?")
