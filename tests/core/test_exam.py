from __future__ import annotations

from awsprep.core.exam import Entry, Sheet

SHEET = Sheet(("a", "b", "c"))


def test_a_sheet_begins_at_its_first_card_with_nothing_on_it() -> None:
    assert SHEET.card == "a"
    assert SHEET.entry("a") == Entry(None, guess=False, seconds=0.0)
    assert SHEET.unanswered == ("a", "b", "c")


def test_past_the_last_card_comes_the_list_and_nothing_lies_beyond() -> None:
    assert SHEET.go(2).card == "c"
    assert SHEET.go(3).card is None
    assert SHEET.go(99).at == 3
    assert SHEET.go(-1).at == 0


def test_the_last_answer_counts() -> None:
    sheet = SHEET.write("b", Entry((1,), seconds=3.0)).write("b", Entry((2,), guess=True, seconds=8.0))
    assert sheet.entry("b") == Entry((2,), guess=True, seconds=8.0)
    assert sheet.unanswered == ("a", "c")
    assert SHEET.unanswered == ("a", "b", "c")


def test_a_text_is_an_answer_and_time_alone_is_none() -> None:
    assert SHEET.write("a", Entry("deny")).write("b", Entry(None, seconds=20.0)).unanswered == ("b", "c")


def test_a_flag_is_turned_on_and_off() -> None:
    assert SHEET.flag("b").flag("c").flag("b").flagged == {"c"}
