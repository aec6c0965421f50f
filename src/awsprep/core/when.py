"""A day as people write it: `2026-12-12`, `12 dec`, `dec 12`, `24.12.`, `in 3 weeks`, `next friday`, `tomorrow`.

Only days to come are meant: a date without a year is the next one, a weekday the next such day after today. Whether
`12/11` is in November or in December nobody can know, so it is asked for in words.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from awsprep.core.day import WEEKDAYS, iso, weekday
from awsprep.core.problem import AwsprepError

EXAMPLES = "For example: 2026-12-12, “12 dec”, “in 3 weeks”, “next friday”, tomorrow."
FARTHEST = 2 * 366
"""Days; whoever plans for longer has mistyped a year."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_IN = re.compile(r"(?:in )?(\w+) (day|week|fortnight|month|year)s?(?: from (?:now|today))?")
_DAY_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ?([a-z]{3,})\.?,?(?: (\d{4}|\d{2}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_NUMBERS_ALONE = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})(?:\2 ?(\d{4}|\d{2})?)?")
_WEEKDAY = re.compile(r"(?:(next|this|on|coming) )?([a-z]+)")


def day_meant(text: str, today: int) -> int:
    """The study day (days since 1970-01-01) that a text means, seen from today.

    AwsprepError (2) for a text that is no day, a day that is over or today, and one more than FARTHEST days away.
    """
    words = " ".join(text.strip().lower().replace(",", " ").split())
    found = _relative(words, today) or _dated(words, today)
    if found is None:
        raise AwsprepError(f"“{text.strip()}” is no day that I understand.", EXAMPLES, exit_code=2)
    if found <= today:
        raise AwsprepError(
            f"{iso(found)} is not in the future.", f"Name the day of the interview. {EXAMPLES}", exit_code=2
        )
    if found > today + FARTHEST:
        raise AwsprepError(f"{iso(found)} is more than two years away.", f"Check the year. {EXAMPLES}", exit_code=2)
    return found


def weekdays_meant(text: str) -> frozenset[int]:
    """Weekdays (0 is Monday) of a list like `sat,sun`; `weekend` is both. AwsprepError (2) for other words."""
    found: set[int] = set()
    for word in filter(None, re.split(r"[,\s]+", text.lower())):
        if word in {"weekend", "weekends"}:
            found |= {5, 6}
            continue
        number = _weekday(word)
        if number is None:
            legal = ", ".join(WEEKDAYS).lower()
            raise AwsprepError(f"“{word}” is no day of the week.", f"Choose from: {legal}, weekend", exit_code=2)
        found.add(number)
    return frozenset(found)


def _relative(words: str, today: int) -> int | None:
    if words in {"tomorrow", "today", "yesterday"}:
        return today + {"tomorrow": 1, "today": 0, "yesterday": -1}[words]
    if words in {"next week", "a week today"}:
        return today + 7
    if match := _IN.fullmatch(words):
        number = int(match[1]) if match[1].isdecimal() else _NUMBERS.get(match[1])
        return None if number is None else today + min(number * _UNITS[match[2]], 100_000)
    if (match := _WEEKDAY.fullmatch(words)) and (wanted := _weekday(match[2])) is not None:
        ahead = (wanted - weekday(today) - 1) % 7 + 1
        # “next friday” on a Wednesday is the one of next week for most people, and “friday” the one in two days
        same_week = match[1] == "next" and weekday(today) + ahead <= 6
        return today + ahead + (7 if same_week else 0)
    return None


def _dated(words: str, today: int) -> int | None:
    if match := _ISO.fullmatch(words):
        year, month, day = (each for each in match.groups() if each is not None)
        return _of(int(day), int(month), year, today)
    if match := _DAY_MONTH.fullmatch(words):
        return _named(match[1], match[2], match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _named(match[2], match[1], match[3], today)
    if match := _NUMBERS_ALONE.fullmatch(words):
        return _of(*_day_and_month(words, match, today), match[4], today)
    return None


def _named(day: str, name: str, year: str | None, today: int) -> int | None:
    """The day of a month's name; None where it is no month."""
    month = next((n for n, each in enumerate(_MONTHS, 1) if len(name) >= 3 and each.startswith(name)), None)
    return None if month is None else _of(int(day), month, year, today)


def _day_and_month(words: str, match: re.Match[str], today: int) -> tuple[int, int]:
    """Which of two numbers is the month. AwsprepError (2) where either may be: only before dots the day is first."""
    first, second = int(match[1]), int(match[3])
    if first == second or match[2] == "." or first > 12:
        return first, second
    if second > 12:
        return second, first
    one, other = (iso(_of(day, month, match[4], today)) for day, month in ((first, second), (second, first)))
    raise AwsprepError(
        f"“{words}” may be {first} {_MONTHS[second - 1].title()} or {second} {_MONTHS[first - 1].title()}.",
        f"Say which: {one} or {other}",
        exit_code=2,
    )


def _of(day: int, month: int, year: str | None, today: int) -> int:
    """The day of a month; without a year the next one from today on. AwsprepError (2) where there is none."""
    this_year = int(iso(today)[:4])
    # the 29th of February may be eight years away
    years = range(this_year, this_year + 9) if year is None else [int(year) + (2000 if len(year) == 2 else 0)]
    for each in years:
        found = _number(each, month, day)
        if found is not None and (year is not None or found >= today):
            return found
    named = f"month {month}"
    if 1 <= month <= 12:
        named = " ".join(filter(None, (str(day), _MONTHS[month - 1].title(), year)))
    raise AwsprepError(f"There is no {named}.", EXAMPLES, exit_code=2)


def _number(year: int, month: int, day: int) -> int | None:
    try:
        return (date(year, month, day) - date(1970, 1, 1)) // timedelta(days=1)
    except ValueError:
        return None


def _weekday(word: str) -> int | None:
    return next((n for n, name in enumerate(_WEEKDAYS) if len(word) >= 3 and name.startswith(word)), None)
