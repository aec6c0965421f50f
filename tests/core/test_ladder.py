"""Whose memory is reckoned with, and when it is fitted anew."""

from __future__ import annotations

from typing import Any

import pytest

from awsprep.core.fit import ENOUGH, Fitted, due, spread_model
from awsprep.core.foreseen import Bin
from awsprep.core.ladder import EARLY, FITTED, UNFITTED, Rung, error, is_due, params, rung
from awsprep.core.memory import DEFAULT_MODEL, Model
from awsprep.core.progress import Progress
from tests.core.lines import DAY

SLOW = spread_model((0.3, 0.0, 0.0, 0.0))


def known(tested: int = ENOUGH, model: Model = DEFAULT_MODEL, **told: Any) -> Progress:
    progress = Progress(foreseen={5: Bin(tested, 0.9 * tested, tested)}, model=model)
    if told:
        progress.params["fit"] = told
    return progress


def test_at_first_it_is_everybodys() -> None:
    assert rung(Progress()) == Rung(off=False, adopted=False, share=0.0, answers=0, day=0, fading=0.0, own=False)


def test_a_fitted_one_says_how_much_slower_it_fades() -> None:
    stands = rung(known(model=SLOW, adopted=True, answers=412, day=DAY))
    assert (stands.own, stands.adopted, stands.answers, stands.day) == (True, True, 412, DAY)
    assert stands.fading == pytest.approx(2.718281828**-0.3 - 1, abs=1e-5)


@pytest.mark.parametrize("value", [None, "x", [1], {"answers": -1, "day": "today", "off": 1, "adopted": "yes"}])
def test_a_parameter_that_cannot_be_read_counts_as_none(value: Any) -> None:
    assert rung(Progress(params={"fit": value})) == rung(Progress())


def test_a_fit_is_due_once_a_day_with_a_tenth_more_answers() -> None:
    assert not is_due(known(ENOUGH - 1), DAY)
    assert is_due(known(ENOUGH), DAY)
    assert not is_due(known(500, answers=100, day=DAY), DAY)
    assert is_due(known(500, answers=100, day=DAY - 1), DAY)
    assert not is_due(known(109, answers=100, day=DAY - 1), DAY)
    assert not is_due(known(500, off=True), DAY)
    assert due(ENOUGH, 0)


def test_the_more_the_memory_was_tested_the_less_it_is_likely_to_be_wrong() -> None:
    assert error(Progress()) == error(known(ENOUGH)) == EARLY
    assert error(known(4 * ENOUGH)) == pytest.approx(EARLY / 2)
    assert error(known(1_000)) == FITTED
    assert error(known(1_000, off=True)) == UNFITTED
    assert error(known(ENOUGH, off=True)) == EARLY


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ({"adopted": True, "share": 0.5}, 0.5),
        ({"adopted": True}, 1.0),  # stored before halves were adopted
        ({"adopted": False}, 0.0),
        ({"adopted": True, "share": 7}, 0.0),
        ({"adopted": True, "share": "half"}, 0.0),
    ],
)
def test_how_much_of_a_fit_is_in_use(told: dict[str, object], share: float) -> None:
    assert rung(Progress(model=SLOW, params={"fit": told})).share == share
    assert rung(Progress(params={"fit": told})).share == 0.0, "taken back since"


def test_what_is_stored_of_a_fit() -> None:
    adopted = Fitted(SLOW, 412, 0.4, 0.39, 0.5)
    told = {"day": DAY, "answers": 412, "adopted": True, "share": 0.5, "before": 0.4, "after": 0.39}
    assert params(adopted, DAY, own=False) == [("weights", list(SLOW.weights)), ("fit", told)]
    refused = Fitted(DEFAULT_MODEL, 412, 0.4, 0.41, 0.0)
    assert [name for name, _ in params(refused, DAY, own=False)] == ["fit"]
    assert params(refused, DAY, own=True)[0] == ("weights", None)
