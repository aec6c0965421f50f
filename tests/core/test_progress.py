from __future__ import annotations

from awsprep.core.memory import Learned
from awsprep.core.progress import Card, Progress, current, day_of
from tests.core.lines import DAY

ALIASES = {"old-name": "new-name"}


class Clock:
    def __init__(self, day: int) -> None:
        self.day = day

    def now_ms(self) -> int:
        return self.day * 86_400_000 + 43_200_000

    def offset_minutes(self) -> int:
        return 0

    def monotonic(self) -> float:
        return 0.0


def test_the_study_day_is_that_of_the_clock() -> None:
    progress = Progress(device_days={"7f3a91c2": DAY})
    assert day_of(progress, Clock(DAY)) == DAY
    assert day_of(progress, Clock(DAY - 2)) == DAY - 2
    assert day_of(Progress(), Clock(5)) == 5


def test_a_clock_that_is_days_behind_the_journal_is_not_believed() -> None:
    progress = Progress(device_days={"7f3a91c2": DAY})
    assert day_of(progress, Clock(DAY - 365)) == DAY


def test_a_leech_rests() -> None:
    assert Card(Learned(1, 9, DAY, DAY, 20, 8)).resting(DAY)
    assert not Card(Learned(1, 9, DAY, DAY, 20, 7)).resting(DAY)


def test_a_card_that_is_not_known_is_a_new_one() -> None:
    progress = Progress()
    assert progress.card("x") == Card()
    assert not progress.cards


def test_a_card_without_an_alias_is_itself() -> None:
    assert current("a#2", {}) == current("a#2", ALIASES) == "a#2"
    assert current("old-name#2", ALIASES) == "new-name#2"
