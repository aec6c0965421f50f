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
    ("answer",),
    ("ticks", "answer"),
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
        assert ("Esc ? help" if "gap" in places else "? help") in line
        assert ("gap" in places) == ("Esc q " in line)
        assert places == ("sheet",) or "q end" in line or "q hand in" in line


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


def test_a_long_word_does_not_keep_a_short_one_out() -> None:
    assert footer(("arrange", "practice"), Theme(66), "d") == (
        " a-d next in order   Enter submit   Tab flag   ? help   q end"
    )


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
