"""Whatever a file holds, a terminal shows it as text."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.text import clean, clean_line, did_you_mean, nearest

BIDI = {"\u061c", "\u200e", "\u200f", "\ufeff", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
UNSAFE = {"Cc", "Cs", "Zl", "Zp"}


def test_every_character_comes_out_safe() -> None:
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        cleaned = clean(char)
        if char == "\n":
            assert cleaned == "\n"
        elif char == "\t":
            assert cleaned == "    "
        elif char == "\r" or char in BIDI:
            assert cleaned == ""
        elif char == "\x85":
            assert cleaned == "\n"
        elif unicodedata.category(char) in UNSAFE:
            assert cleaned == "\ufffd"
        else:
            assert cleaned == char


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_cleaned_line_keeps_its_columns(line: str) -> None:
    cleaned = clean_line(line)
    assert len(cleaned) == len(line)
    assert clean(cleaned.replace("\t", " ")) == cleaned.replace("\t", " ")


def test_the_nearest_word_is_found_or_nothing() -> None:
    assert nearest("vcp", ["iam", "vpc", "s3"]) == "vpc"
    assert nearest("quantum", ["iam", "vpc", "s3"]) is None


def test_a_hint_names_the_nearest_word_or_all_of_them() -> None:
    assert did_you_mean("vcp", ["iam", "vpc"]) == 'did you mean "vpc"?'
    assert did_you_mean("quantum", ["iam", "vpc"]) == "one of: iam, vpc"
    assert did_you_mean("quantum", []) == ""


def test_a_very_long_word_is_compared_quickly() -> None:
    assert nearest("v" * 1_000_000, ["vpc"]) is None
