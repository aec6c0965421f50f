from __future__ import annotations

import pytest

from awsprep.core.readiness import Readiness
from awsprep.ui.home import Home, Planned, Unfinished, page
from awsprep.ui.theme import Theme
from tests.ui.reports import painted

HOME = Home(
    level="mid",
    answers=412,
    ready=Readiness(120, 80, 0.56, 0.84),
    due=16,
    now=16,
    seconds=840,
    new=40,
    unfinished=Unfinished("quiz", 4, 10),
)


def test_eighty_columns() -> None:
    assert (
        painted(Theme(80), page(Theme(80), HOME))
        == """\
 awsprep · mid · 412 answers · recall 56 % of 120 cards tomorrow

   16 due now   about 14 min      awsprep review
    1 unfinished quiz, Q4 of 10   awsprep quiz --resume
   40 new at level mid            awsprep quiz

 More: awsprep stats | plan | search | show | check | config
 Help: awsprep --help, awsprep COMMAND --help
"""
    )


def test_an_interview_that_was_broken_off_is_gone_on_with_by_its_own_command() -> None:
    home = HOME._replace(unfinished=Unfinished("interview", 4, 0))
    assert "    1 unfinished interview, Q4   awsprep interview --resume\n" in painted(Theme(80), page(Theme(80), home))


def test_the_first_run_names_one_command_and_asks_nothing() -> None:
    first = Home("mid", 0, Readiness(120, 0, 0, None), 0, 0, 0, 120)
    assert (
        painted(Theme(80), page(Theme(80), first))
        == """\
 awsprep · 120 cards wait at level mid · nothing answered yet

    Begin here   awsprep quiz --level mid

 More: awsprep stats | plan | search | show | check | config
 Help: awsprep --help, awsprep COMMAND --help
"""
    )


def test_a_plan_says_what_to_do_today() -> None:
    planned = Planned("interview in 21 days", "ready 56 %", 16, 840, 7, "review")
    assert (
        painted(Theme(80), page(Theme(80), HOME._replace(planned=planned)))
        == """\
 awsprep · mid · 412 answers · interview in 21 days · ready 56 %

   16 to review today   about 14 min   awsprep review
    7 new today in the plan            awsprep quiz
    1 unfinished quiz, Q4 of 10        awsprep quiz --resume

 More: awsprep stats | plan | search | show | check | config
 Help: awsprep --help, awsprep COMMAND --help
"""
    )
    few = planned._replace(review=2, seconds=50, begins="quiz")
    rows = painted(Theme(80), page(Theme(80), HOME._replace(planned=few))).splitlines()
    assert [row.split()[-1] for row in rows[2:4]] == ["quiz", "review"]
    used = painted(
        Theme(44), page(Theme(44), HOME._replace(planned=planned._replace(rests="left in the plan today: well done")))
    )
    assert "left in the plan today: well done" in " ".join(used.split())


def test_after_a_break_only_what_fits_into_a_review_is_counted() -> None:
    text = painted(Theme(80), page(Theme(80), HOME._replace(due=300)))
    assert "   16 now   about 14 min" in text
    assert "300" not in text


def test_with_nothing_left_to_do_it_says_so() -> None:
    done = HOME._replace(due=0, now=0, seconds=0, new=0, unfinished=None)
    assert "0 due, none new: well done   awsprep quiz --weak" in painted(Theme(80), page(Theme(80), done))


def test_with_few_cards_seen_it_says_how_many() -> None:
    few = HOME._replace(ready=Readiness(120, 10, 0.0775, 0.93), answers=1)
    assert "mid · 1 answer · seen 10 of 120 · recall of seen 93 % tomorrow" in painted(Theme(80), page(Theme(80), few))


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [40, 44, 60, 120])
def test_it_fits(width: int, *, unicode: bool) -> None:
    theme = Theme(width, unicode)
    text = painted(theme, page(theme, HOME))
    for command in ("awsprep review", "awsprep quiz --resume", "awsprep quiz"):
        assert command in " ".join(text.split())
    assert unicode or text.isascii()
