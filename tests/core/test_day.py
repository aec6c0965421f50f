from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.day import DAY_MS, duration, iso, month, span, study_day, today, weekday

EARLIEST, LATEST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")
ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kathmandu", "Pacific/Pago_Pago"]


def of_local(moment: datetime) -> int:
    """The study day of an aware local time, by way of what a journal line holds."""
    offset = moment.utcoffset()
    assert offset is not None
    return study_day(int(moment.timestamp() * 1000), int(offset.total_seconds() // 60))


class TestStudyDay:
    def test_it_turns_at_four_in_the_morning(self) -> None:
        berlin = ZoneInfo("Europe/Berlin")
        late = of_local(datetime(2026, 11, 22, 3, 59, 59, tzinfo=berlin))
        early = of_local(datetime(2026, 11, 22, 4, 0, 0, tzinfo=berlin))
        assert iso(late) == "2026-11-21"
        assert iso(early) == "2026-11-22"

    def test_day_zero_is_the_first_of_january_1970(self) -> None:
        assert study_day(5 * 3_600_000, 0) == 0
        assert study_day(3 * 3_600_000, 0) == -1
        assert iso(0) == "1970-01-01"

    @given(st.sampled_from(ZONES), st.datetimes(EARLIEST, LATEST))
    def test_it_is_the_local_date_four_hours_ago_in_every_zone(self, zone: str, naive: datetime) -> None:
        local = naive.replace(microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(zone))
        on_the_wall = local.replace(tzinfo=None) - timedelta(hours=4)
        assert iso(of_local(local)) == on_the_wall.date().isoformat()

    @pytest.mark.parametrize("changes_on", [date(2026, 3, 29), date(2026, 10, 25)])
    def test_a_day_of_23_or_25_hours_is_one_study_day(self, changes_on: date) -> None:
        berlin = ZoneInfo("Europe/Berlin")
        start = datetime(changes_on.year, changes_on.month, changes_on.day, tzinfo=berlin).astimezone(UTC)
        days = [of_local((start + timedelta(minutes=15 * i)).astimezone(berlin)) for i in range(4 * 36)]
        assert days == sorted(days)
        steps = [b - a for a, b in pairwise(days)]
        assert set(steps) <= {0, 1}
        assert sum(steps) == 2  # the two four o'clocks of these 36 hours

    def test_one_moment_is_another_day_elsewhere(self) -> None:
        noon = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp() * 1000)
        assert study_day(noon, 14 * 60) - study_day(noon, -11 * 60) == 1

    def test_today_is_that_of_the_clock(self) -> None:
        class Clock:
            def now_ms(self) -> int:
                return 10 * DAY_MS + 3 * 3_600_000

            def offset_minutes(self) -> int:
                return 60

            def monotonic(self) -> float:
                return 0.0

        assert today(Clock()) == 10


@given(st.integers(0, 60_000))
def test_a_study_day_is_a_calendar_date(day: int) -> None:
    calendar = date(1970, 1, 1) + timedelta(days=day)
    assert iso(day) == calendar.isoformat()
    assert weekday(day) == calendar.weekday()
    assert month(day) == calendar.strftime("%b")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "2 days"),
        (59, "59 days"),
        (60, "2 months"),
        (364, "12 months"),
        (365, "1.0 years"),
        (3650, "10.0 years"),
    ],
)
def test_a_span_is_said_as_on_a_rating_key(days: int, words: str) -> None:
    assert span(days) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (48.4, "48 s"), (59.6, "1 min"), (702, "11 min 42 s"), (3599.7, "1 h 0 min"), (33_600, "9 h 20 min")],
)
def test_a_duration_is_said_in_two_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words
