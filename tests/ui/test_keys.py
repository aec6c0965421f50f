from __future__ import annotations

from collections import Counter

import pytest

from awsprep.ui.keys import KEYS, footer, keys_for
from awsprep.ui.theme import Theme, columns

SITUATIONS = [
    ("pick", "practice"),
    ("many", "practice"),
    ("arrange", "practice"),
    ("recall", "practice"),
    ("gap", "text"),
    ("essay", "text"),
    ("answer",),
    ("ticks", "answer"),
    ("own", "ticks", "answer"),
    ("wrong",),
    ("pick", "exam"),
    ("many", "exam"),
    ("arrange", "exam"),
    ("gap", "paper"),
    ("sheet",),
]


@pytest.mark.parametrize("places", SITUATIONS, ids=" ".join)
def test_a_key_means_one_thing_in_each_situation(places: tuple[str, ...]) -> None:
    counts = Counter(key.key for key in keys_for(places))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("places", SITUATIONS, ids=" ".join)
@pytest.mark.parametrize("unicode", [True, False])
def test_the_footer_always_fits_and_always_offers_help(places: tuple[str, ...], *, unicode: bool) -> None:
    for width in range(36, 201):
        theme = Theme(width, unicode=unicode, color=False)
        line = footer(places, theme, "d")
        assert columns(theme.plain(line)) <= width
        assert ("Esc ? help" if {"gap", "essay"} & {*places} else "? help") in line
        assert "Esc q " in line or not {"gap", "essay"} & {*places} or " q " not in line
        assert places == ("sheet",) or "q end" in line or "q hand in" in line or width < 44


def test_every_footer_key_is_offered_where_there_is_room() -> None:
    assert footer(("pick", "practice"), Theme(200), "d") == (
        " a-d answer   g I am guessing   Tab flag   s skip   p pause   u undo   n note   ? help   q end"
    )
    assert footer(("answer",), Theme(200), "f") == (
        " Tab flag   u undo   n note   o open link   v edit   x report   ? help   q end"
    )


def test_in_a_gap_letters_and_signs_follow_esc() -> None:
    assert footer(("gap", "text"), Theme(44), "f") == " Enter submit   Esc ? help   Esc q end"
    assert footer(("gap", "paper"), Theme(44), "f") == " Enter submit   Esc ? help   Esc q hand in"
    assert footer(("gap", "text"), Theme(80), "f") == (
        " Enter submit   Esc g I am guessing   Tab flag   Esc ? help   Esc q end"
    )


def test_in_an_essay_ctrl_s_submits_and_enter_is_a_new_line() -> None:
    assert footer(("essay", "text"), Theme(44), "f") == " Ctrl-S submit   Esc ? help   Esc q end"
    meanings = {key.key: key.meaning for key in keys_for(("essay", "text"))}
    assert meanings["Enter"] == "a new line"
    assert meanings["Esc Enter"] == "the same as Ctrl-S"


def test_only_words_that_were_typed_can_be_remembered() -> None:
    assert "r remember" in footer(("own", "ticks", "answer"), Theme(80), "g")
    assert "remember" not in footer(("ticks", "answer"), Theme(200), "g")


def test_a_long_word_does_not_keep_a_short_one_out() -> None:
    assert footer(("arrange", "practice"), Theme(56), "d") == " a-d place   Enter submit   Tab flag   ? help   q end"


@pytest.mark.parametrize("places", SITUATIONS, ids=" ".join)
def test_what_submits_an_answer_is_shown_at_every_width(places: tuple[str, ...]) -> None:
    submits = [f"{key.key} {key.brief}" for key in keys_for(places) if key.key in {"Enter", "Ctrl-S"} and key.brief]
    for width in range(36, 201):
        assert all(said in footer(places, Theme(width), "d") for said in submits)


def test_on_44_columns_an_order_is_offered_whole() -> None:
    assert footer(("arrange", "practice"), Theme(44), "e") == " a-e place   Enter submit   ? help   q end"


def test_letters_name_the_last_that_is_listed() -> None:
    assert "a-c answer" in footer(("pick", "practice"), Theme(80), "c")
    assert "a-g what you said" in footer(("ticks", "answer"), Theme(80), "g")


def test_letters_pick_and_digits_only_rate() -> None:
    for key in KEYS:
        if key.key in {"a-f", "a-i"}:
            assert not key.where & {"answer", "wrong", "sheet"}
        if key.key == "1-4":
            assert key.where == {"answer"}


def test_every_key_says_what_it_does() -> None:
    assert all(key.meaning and key.where for key in KEYS)
