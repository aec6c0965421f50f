"""The weeks of a plan, as its page shows them."""

from __future__ import annotations

import pytest

from awsprep.core.rollout import Cell
from awsprep.ui.plan_week import weeks
from awsprep.ui.theme import Theme
from tests.core.lines import DAY
from tests.ui.reports import painted

SECONDS = 900.0


def cells(*days: tuple[int, int]) -> list[Cell]:
    """Days from today on, by their new cards and reviews."""
    return [Cell(DAY + place, new, review, SECONDS, free=False, ready=0.5) for place, (new, review) in enumerate(days)]


def test_full_days_do_not_touch_each_other() -> None:
    shown = painted(Theme(80), weeks(Theme(80), cells((33, 140), (6, 171), (9, 92)), DAY + 3))
    assert "33n140r 6n 171r n new\n" in shown
    assert " 9n 92r  the day" in shown


def test_days_that_are_too_full_for_a_column_are_summed_by_the_week() -> None:
    shown = painted(Theme(80), weeks(Theme(80), cells((114, 177), (6, 171)), DAY + 3))
    assert "Week from" in shown
    assert "114n" not in shown


@pytest.mark.parametrize("columns", [70, 75, 76, 80])
def test_a_week_and_its_note_fit(columns: int) -> None:
    plan = cells(*[(33, 140)] * 3, *[(0, 120)] * 12)
    shown = painted(Theme(columns), weeks(Theme(columns), plan, DAY + 15)).splitlines()
    assert max(map(len, shown)) <= columns
    assert any("no new now" in line for line in shown) == (columns >= 76)
