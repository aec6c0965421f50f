"""Days as people write them, seen from Saturday, 21 November 2026."""

from __future__ import annotations

import pytest

from awsprep.core.day import iso
from awsprep.core.problem import AwsprepError
from awsprep.core.when import FARTHEST, day_meant, weekdays_meant

SATURDAY = 20778
WEDNESDAY = SATURDAY + 4


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-12", "2026-12-12"),
        (" 12 Dec ", "2026-12-12"),
        ("12 december", "2026-12-12"),
        ("the 12th of December", "2026-12-12"),
        ("dec 12", "2026-12-12"),
        ("December 12th, 2026", "2026-12-12"),
        ("12 dec 2027", "2027-12-12"),
        ("12dec 27", "2027-12-12"),
        ("20261212", "2026-12-12"),
        ("2026/12/12", "2026-12-12"),
        ("13/12", "2026-12-13"),
        ("12/13/2026", "2026-12-13"),
        ("12-12-26", "2026-12-12"),
        ("11.12.", "2026-12-11"),
        ("11. 12. 2026", "2026-12-11"),
        ("3 feb", "2027-02-03"),
        ("29 feb", "2028-02-29"),
        ("in 3 weeks", "2026-12-12"),
        ("3 weeks", "2026-12-12"),
        ("in three weeks", "2026-12-12"),
        ("three weeks from now", "2026-12-12"),
        ("in a month", "2026-12-21"),
        ("in 10 days", "2026-12-01"),
        ("tomorrow", "2026-11-22"),
        ("next week", "2026-11-28"),
        ("friday", "2026-11-27"),
        ("next friday", "2026-11-27"),
        ("saturday", "2026-11-28"),
        ("sun", "2026-11-22"),
    ],
)
def test_a_day_is_understood(text: str, meant: str) -> None:
    if meant == "2028-02-29":
        assert iso(SATURDAY + 465) == meant  # within what may be planned for
    assert iso(day_meant(text, SATURDAY)) == meant


def test_next_friday_is_in_the_week_after_while_friday_is_in_this_one() -> None:
    assert iso(day_meant("friday", WEDNESDAY)) == "2026-11-27"
    assert iso(day_meant("this friday", WEDNESDAY)) == "2026-11-27"
    assert iso(day_meant("next friday", WEDNESDAY)) == "2026-12-04"
    assert iso(day_meant("next monday", WEDNESDAY)) == "2026-11-30"


@pytest.mark.parametrize("text", ["", "soon", "in x weeks", "12 foo", "foo 12", "next foo", "1/2/3/4", "12/2.2027"])
def test_what_is_no_day_is_told_with_examples(text: str) -> None:
    with pytest.raises(AwsprepError, match="no day that I understand") as caught:
        day_meant(text, SATURDAY)
    assert caught.value.exit_code == 2
    assert "in 3 weeks" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("31 nov", "31 November"),
        ("32 dec", "32 December"),
        ("2026-13-01", "month 13"),
        ("0/5", "0 May"),
        ("29 feb 2027", "29 February 2027"),
        ("2026-02-30", "30 February 2026"),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_told(text: str, named: str) -> None:
    with pytest.raises(AwsprepError) as caught:
        day_meant(text, SATURDAY)
    assert caught.value.message == f"There is no {named}."
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["11/12", "11-12", "11/12/2026"])
def test_which_of_two_numbers_is_the_month_is_asked_for(text: str) -> None:
    with pytest.raises(AwsprepError) as caught:
        day_meant(text, SATURDAY)
    assert caught.value.message == f"“{text}” may be 11 December or 12 November."
    november = "2026" if text.endswith("2026") else "2027"
    assert caught.value.hint == f"Say which: 2026-12-11 or {november}-11-12"


@pytest.mark.parametrize("text", ["today", "yesterday", "2026-11-20", "2026-11-21", "21 nov", "in 0 days"])
def test_a_day_must_be_in_the_future(text: str) -> None:
    with pytest.raises(AwsprepError, match="not in the future"):
        day_meant(text, SATURDAY)


@pytest.mark.parametrize("text", ["2062-12-12", "in 99999999 weeks", "in 3 years", "in 99999999 years"])
def test_a_day_years_away_is_a_slip(text: str) -> None:
    with pytest.raises(AwsprepError, match="more than two years away"):
        day_meant(text, SATURDAY)


def test_the_farthest_day_is_allowed() -> None:
    assert day_meant(iso(SATURDAY + FARTHEST), SATURDAY) == SATURDAY + FARTHEST


def test_weekdays_are_read_from_a_list() -> None:
    assert weekdays_meant("sat, sun") == weekdays_meant("weekend") == {5, 6}
    assert weekdays_meant("Monday") == {0}
    assert weekdays_meant("") == frozenset()


def test_other_words_are_no_weekdays() -> None:
    with pytest.raises(AwsprepError, match="no day of the week") as caught:
        weekdays_meant("sun,fun")
    assert "weekend" in caught.value.hint
