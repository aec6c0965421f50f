"""What was answered, and how ready it had made one by then."""

from __future__ import annotations

import pytest

from awsprep.core.fit import Answer
from awsprep.core.goal import Goal
from awsprep.core.memory import DEFAULT_MODEL
from awsprep.core.past import Came, Past, forecasts, past, readiness_curve
from awsprep.core.readiness import weighted
from awsprep.core.replay import replay
from tests.core.bank import by_card, heading
from tests.core.lines import DAY, Writer

CARDS = by_card(heading("a"), heading("b"), heading("c", level="senior"))


@pytest.fixture
def journal() -> Writer:
    journal = Writer()
    journal.review("old", 3, DAY)
    journal.review("b", 1, DAY)
    journal.review("b", 3, DAY)
    journal.review("old", 4, DAY + 2)
    journal.review("b", 3, DAY + 5, mode="cram")
    journal.review("b", 3, DAY + 6)
    return journal


def test_histories_hold_days_and_ratings_under_the_names_of_today(journal: Writer) -> None:
    taken_back = journal.review("b", 4, DAY + 7)
    journal.write("undo", day=DAY + 7, target=taken_back["id"])
    journal.review("c", 3, DAY + 7)
    journal.write("reset", day=DAY + 7, card="c")
    found = past(journal.lines, {"old": "a"})
    assert found.histories == {
        "a": (Answer(DAY, 3), Answer(DAY + 2, 4)),
        "b": (Answer(DAY, 1), Answer(DAY, 3), Answer(DAY + 6, 3)),
    }
    assert found.goals == ()


def test_the_curve_is_what_each_day_would_have_shown(journal: Writer) -> None:
    weights = {"a": 2.0, "b": 1.0, "unseen": 1.0}
    days = [DAY - 1, DAY, DAY + 1, DAY + 2, DAY + 6, DAY + 9]
    curve = readiness_curve(past(journal.lines, {"old": "a"}).histories, weights, DEFAULT_MODEL, days)
    for day, share in zip(days, curve, strict=True):
        until = [line for line in journal.lines if line["t"] < (day + 1) * 86_400_000]
        assert share == pytest.approx(weighted(weights, replay(until, {"old": "a"}), day), abs=1e-12)
    assert readiness_curve({}, {}, DEFAULT_MODEL, [DAY]) == [0.0]


def test_a_forecast_is_compared_with_what_came_on_its_last_full_day(journal: Writer) -> None:
    goal = Goal(DAY + 4, 15.0, levels=frozenset({"mid"}), made=DAY, path=(0.1, 0.2, 0.3, 0.4))
    journal.write("param", day=DAY, name="interview", value=goal.value())
    journal.write("param", day=DAY + 1, name="interview", value=None)
    journal.write("param", day=DAY + 1, name="retention", value=0.9)
    known = past(journal.lines, {"old": "a"})
    assert known.goals == (goal,)
    (early,) = forecasts(known, CARDS, DEFAULT_MODEL, DAY + 3)
    (came,) = readiness_curve(known.histories, {"a": 1.0, "b": 1.0}, DEFAULT_MODEL, [DAY + 2])
    assert early == Came(DAY, DAY + 2, 0.3, came)
    (late,) = forecasts(known, CARDS, DEFAULT_MODEL, DAY + 30)
    assert (late.day, late.foreseen) == (DAY + 3, 0.4)
    assert forecasts(known, CARDS, DEFAULT_MODEL, DAY + 1) == ()
    assert forecasts(Past({}, (goal._replace(path=()),)), CARDS, DEFAULT_MODEL, DAY + 3) == ()
