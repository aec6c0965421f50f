"""The language in which an author says what to look for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.pattern import Atom, Pattern, Slot, parse


def test_words_stand_for_themselves() -> None:
    assert parse("return traffic") == Pattern(((Slot((Atom(("return",)),)), Slot((Atom(("traffic",)),))),))


def test_a_bar_parts_alternatives_and_a_line_joins_words() -> None:
    assert parse("read_replica|Reader*") == Pattern(
        ((Slot((Atom(("read", "replica")), Atom(("reader",), open=True))),),)
    )


def test_an_arrow_begins_a_step() -> None:
    assert parse("a b > c") == parse("a b>c")
    assert parse("a b > c") == Pattern(((Slot((Atom(("a",)),)), Slot((Atom(("b",)),)), Slot((Atom(("c",)),), step=1)),))


def test_an_ampersand_begins_a_part() -> None:
    assert parse("a & b") == Pattern(((Slot((Atom(("a",)),)),), (Slot((Atom(("b",)),)),)))


@pytest.mark.parametrize("word", ["not", "no", "never", "without", "cannot", "NOT"])
def test_a_negation_concerns_the_next_word(word: str) -> None:
    assert parse(f"{word} a b") == Pattern(((Slot((Atom(("a",)),), negated=True), Slot((Atom(("b",)),))),))


def test_a_sign_says_what_must_be_absent() -> None:
    assert parse("a !b|c") == Pattern(((Slot((Atom(("a",)),)), Slot((Atom(("b",)), Atom(("c",))), absent=True)),))


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "there is no word in it"),
        ("a &", "there is no word in it"),
        ("> a", 'a ">" stands between two words'),
        ("a >", 'a ">" stands between two words'),
        ("a > > b", 'a ">" stands between two words'),
        ("a not", "a negation stands before the word that is negated"),
        ("not no a", '"no" follows another negation'),
        ("not !a", '"!a" is negated twice'),
        ("!a", "there is nothing to be found, only what must be absent"),
        ("a||b", '"a||b" has a "|", "_" or "!" with no word beside it'),
        ("a_", '"a_" has a "|", "_" or "!" with no word beside it'),
        ("a !", '"!" has a "|", "_" or "!" with no word beside it'),
        ("a*b", '"a*b" in "a*b" is not a word'),
        ("(a)", '"(a)" in "(a)" is not a word'),
        ("don't", '"don\'t" in "don\'t" is not a word'),
        ("a*", '"a*" fits nearly every word'),
        ("a b c d e f g h i", "there are 9 words to be found; 8 are enough"),
    ],
)
def test_what_makes_no_sense_is_told(phrase: str, problem: str) -> None:
    assert parse(phrase) == problem


@given(st.text(alphabet="ab _|*>!&not'*", max_size=20) | st.text(max_size=20))
def test_a_phrase_is_a_pattern_or_a_message(phrase: str) -> None:
    assert isinstance(parse(phrase), str | Pattern)
