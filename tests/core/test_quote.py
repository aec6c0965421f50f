from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.quote import MOST, quote

ANSWER = (
    "Measure it first. Pings are no solution, since they\nwarm just one; better is concurrency that is provisioned."
)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Measure", "Measure it first"),
        ("no solution", "Pings are no solution, since they"),
        ("is provisioned", "better is concurrency that is provisioned."),
        ("they warm", "Pings are no solution, since they warm just one"),
        ("olution, sin", "Pings are no solution, since they"),
        ("nowhere to be\n found", "nowhere to be found"),
        ("", ""),
    ],
)
def test_words_are_quoted_with_their_sentence_or_alone_where_they_do_not_stand_there(words: str, quoted: str) -> None:
    assert quote(ANSWER, words) == quoted


LONG = " ".join(f"w{n:02}" for n in range(60))


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("w00", " ".join(f"w{n:02}" for n in range(25)) + " …"),
        ("w30", "… " + " ".join(f"w{n:02}" for n in range(18, 43)) + " …"),
        ("w59", "… " + " ".join(f"w{n:02}" for n in range(35, 60))),
        (LONG, LONG),
    ],
)
def test_of_a_long_sentence_what_is_around_them_is_quoted_and_what_is_cut_off_shows(words: str, quoted: str) -> None:
    assert quote(LONG, words) == quoted


@given(st.text(alphabet="ab .;\n", max_size=300), st.integers(0, 300), st.integers(1, 40))
def test_a_quote_is_short_and_holds_the_words(text: str, start: int, length: int) -> None:
    words = " ".join(text[start : start + length].split())
    quoted = quote(text, words)
    assert words in quoted
    assert len(quoted) <= max(MOST, len(words)) + 2 * len(" …") + 2
    assert "\n" not in quoted
