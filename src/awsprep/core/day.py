"""Study days: whole numbers that turn at 04:00 local time.

A study day is counted from 1970-01-01, so it is also a calendar date: night owls finish yesterday's work until four.
"""

from __future__ import annotations

from typing import Protocol

ROLLOVER_MS = 4 * 3_600_000
DAY_MS = 86_400_000
_EPOCH = 719_163  # date.toordinal() of 1970-01-01
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Clock(Protocol):
    """Where time comes from. `monotonic` counts seconds and never jumps."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        ...

    def offset_minutes(self) -> int:
        """The local offset from UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        ...


def study_day(t: int, tz: int) -> int:
    """The study day of a moment: `t` in ms UTC, `tz` the local offset in minutes."""
    return (t + tz * 60_000 - ROLLOVER_MS) // DAY_MS


def today(clock: Clock) -> int:
    """The study day that it is."""
    return study_day(clock.now_ms(), clock.offset_minutes())


def iso(day: int) -> str:
    """`2026-11-21`."""
    from datetime import date

    return date.fromordinal(day + _EPOCH).isoformat()


def weekday(day: int) -> int:
    """0 for Monday."""
    return (day + 3) % 7


def month(day: int) -> str:
    """`Nov`."""
    return MONTHS[int(iso(day)[5:7]) - 1]


def dated(day: int) -> str:
    """`Sat 12 Dec 2026`."""
    year, month_number, number = iso(day).split("-")
    return f"{WEEKDAYS[weekday(day)]} {int(number)} {MONTHS[int(month_number) - 1]} {year}"


def away(days: int) -> str:
    """How far away a day to come is: `today`, `tomorrow`, `in 21 days`."""
    return ("today", "tomorrow")[days] if days in {0, 1} else f"in {days} days"


def span(days: int) -> str:
    """How far away a due day is, as a rating key says it: `today`, `tomorrow`, `8 days`, `3 months`, `1.2 years`."""
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 60:
        return f"{days} days"
    if days < 365:
        return f"{days / 30.4:.0f} months"
    return f"{days / 365.25:.1f} years"


def duration(seconds: float) -> str:
    """`48 s`, `11 min 42 s`, `9 h 20 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
