"""Wrong clocks, summer time, travel: the order of one's own answers holds, and no card is hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from awsprep.core.memory import Learned
from awsprep.core.progress import day_of
from awsprep.core.replay import replay
from awsprep.store.journal import Journal
from awsprep.store.reading import read
from awsprep.store.snapshot import open_progress, resumed_progress
from tests.store.writing import NOW, Clock, answer, places

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths

HOUR = 3_600_000
DAY = 24 * HOUR
YEAR_2102 = NOW + 76 * 365 * DAY


class Zone(Clock):
    """A wall clock somewhere."""

    def __init__(self, moment: datetime, zone: str) -> None:
        super().__init__(round(moment.timestamp() * 1000), step=0)
        self.zone = ZoneInfo(zone)

    def offset_minutes(self) -> int:
        offset = datetime.fromtimestamp(self.now / 1000, UTC).astimezone(self.zone).utcoffset()
        assert offset is not None
        return round(offset.total_seconds() / 60)


def save(paths: Paths, clock: Clock, card: str) -> Record:
    journal = Journal(paths, clock)
    saved = journal.append(answer(card, due=(clock.now + 4 * HOUR) // DAY + 1))
    journal.close()
    return saved


def cards(paths: Paths, now: int) -> list[str]:
    return [record["card"] for record in read(paths, now_ms=now).records]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 10, 31, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 11, 7, 6, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, tzinfo=UTC)),
        ("Pacific/Chatham", datetime(2027, 9, 25, 14, tzinfo=UTC)),
    ],
)
def test_answers_around_a_change_of_the_clocks_stay_in_order_and_in_their_days(
    tmp_path: Path, zone: str, change: datetime
) -> None:
    paths = places(tmp_path)
    clock = Zone(change - timedelta(hours=30), zone)
    days = []
    for number in range(60):
        save(paths, clock, f"card{number:02}")
        local = datetime.fromtimestamp(clock.now / 1000, clock.zone) - timedelta(hours=4)
        days.append((local.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days)
        clock.now += HOUR
    records = read(paths, now_ms=clock.now).records
    assert [record["card"] for record in records] == [f"card{number:02}" for number in range(60)]
    assert len({record["tz"] for record in records}) == 2
    assert {record["dev"] for record in records} == {records[0]["dev"]}
    progress = replay(records, {})
    # at the turn of the year back, 04:00 comes an hour later by the sun: an hour may belong to the day before
    found = [day for day, count in sorted(progress.days.items()) for _ in range(count.reviews)]
    assert found == sorted(found)
    assert sum(one != two for one, two in zip(found, days, strict=True)) <= 1


def test_a_journey_around_the_world_takes_back_no_day(tmp_path: Path) -> None:
    paths = places(tmp_path)
    moment = datetime(2027, 1, 10, 20, tzinfo=UTC)
    seen = []
    for number, zone in enumerate(("Pacific/Kiritimati", "Europe/Berlin", "America/Los_Angeles", "Pacific/Apia")):
        clock = Zone(moment + timedelta(hours=number), zone)
        save(paths, clock, f"card{number}")
        progress, _ = open_progress(paths, clock.now, {}, save=True)
        seen.append(max(progress.days))
    assert seen == sorted(seen)
    assert cards(paths, round(moment.timestamp() * 1000) + DAY) == ["card0", "card1", "card2", "card3"]


@pytest.mark.parametrize("jump", [-1, -60_000, -DAY, -400 * DAY, -NOW, 60_000, DAY])
def test_after_a_jump_of_the_clock_answers_stay_in_the_order_in_which_they_were_given(
    tmp_path: Path, jump: int
) -> None:
    paths = places(tmp_path)
    clock = Clock(step=0)
    save(paths, clock, "one")
    clock.now += jump
    save(paths, clock, "two")
    clock.now -= jump
    save(paths, clock, "three")
    assert cards(paths, NOW + 2 * DAY) == ["one", "two", "three"]


def test_a_laptop_that_believes_in_2102_hides_no_card_once_its_clock_is_right(tmp_path: Path) -> None:
    """Also where the snapshot was made while the clock was wrong."""
    paths = places(tmp_path)
    save(paths, Clock(NOW), "card")
    save(paths, Clock(NOW + HOUR), "other")
    wrong = Clock(YEAR_2102, step=0)
    save(paths, wrong, "card")
    far, notices = open_progress(paths, YEAR_2102, {}, save=True)
    assert (far.reviews, notices) == (3, [])
    assert resumed_progress(paths, NOW + 2 * HOUR, {}) is None
    progress, notices = open_progress(paths, NOW + 2 * HOUR, {}, save=True)
    assert progress.reviews == 2
    memory = progress.cards["card"].memory
    assert isinstance(memory, Learned)
    assert memory.due < (NOW + 30 * DAY) // DAY
    assert day_of(progress, Clock(NOW + 2 * HOUR)) == (NOW + 2 * HOUR + HOUR - 4 * HOUR) // DAY
    assert notices == ["1 journal line lies in the future and is set aside; is a clock wrong?"]
    (saved,) = [save(paths, Clock(NOW + 3 * HOUR), "card")]
    assert saved["t"] == NOW + 3 * HOUR
    again, _ = open_progress(paths, NOW + 4 * HOUR, {}, save=True)
    assert again.reviews == 3


def test_a_line_in_the_future_counts_when_its_time_has_come_also_after_many_snapshots(tmp_path: Path) -> None:
    paths = places(tmp_path)
    save(paths, Clock(NOW), "one")
    save(paths, Clock(NOW + 5 * DAY), "early")
    reviews = []
    for day in range(1, 7):
        save(paths, Clock(NOW + day * DAY - HOUR), f"day{day}")
        progress, _ = open_progress(paths, NOW + day * DAY, {}, save=True)
        reviews.append(progress.reviews)
    assert reviews == [2, 3, 4, 6, 7, 8]  # from 36 hours before it on, it is only another time zone's


def test_a_clock_of_1970_hides_no_card(tmp_path: Path) -> None:
    paths = places(tmp_path)
    save(paths, Clock(NOW), "one")
    save(paths, Clock(0), "two")
    progress, notices = open_progress(paths, 0, {})
    assert (progress.reviews, notices) == (2, [])
    assert day_of(progress, Clock(0)) == max(progress.days)
