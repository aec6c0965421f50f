"""Fitting four numbers to a learner: what is found is close to what made the answers, and is only adopted if it wins."""

from __future__ import annotations

from random import Random

import pytest

from awsprep.core.fit import ENOUGH, Answer, History, fit, forgetting, loss, spread_model
from awsprep.core.memory import DEFAULT_MODEL, Model, curve, default_weights, legal, stepper

FIRST = (0.24, 0.094, 0.495, 0.171)
PASSED = (0.224, 0.631, 0.145)


def histories(truth: Model, answers: int, seed: int) -> list[History]:
    """Cards answered when the published model says that they are due, by somebody whose memory is `truth`."""
    rng = Random(seed)
    own, usual = stepper(truth), stepper(DEFAULT_MODEL)
    factor, decay = curve(truth)
    found: list[History] = []
    scored = 0
    while scored < answers:
        mine = theirs = (0.0, 0.0)
        day = last = rng.randrange(60)
        history: list[Answer] = []
        while day < 120:
            if history:
                recall = (1 + factor * (day - last) / mine[0]) ** decay
                rating = rng.choices((2, 3, 4), PASSED)[0] if rng.random() < recall else 1
            else:
                rating = rng.choices((1, 2, 3, 4), FIRST)[0]
            mine, theirs = own(*mine, day - last, rating), usual(*theirs, day - last, rating)
            history.append(Answer(day, rating))
            last = day
            day += max(1, round(theirs[0])) if rating > 1 else 1
        scored += len(history) - 1
        found.append(tuple(history))
    return found


WEAK = spread_model((-1.2, -0.4, 0.0, 0.4))


def test_the_published_weights_are_where_nothing_is_moved() -> None:
    assert spread_model((0.0, 0.0, 0.0, 0.0)).weights == pytest.approx(tuple(spread_model((0, 0, 0, 0)).weights))
    assert loss(histories(WEAK, 100, 1), spread_model((0, 0, 0, 0))) == pytest.approx(
        loss(histories(WEAK, 100, 1), DEFAULT_MODEL), abs=1e-9
    )


@pytest.mark.parametrize("numbers", [(9.0, 9.0, 9.0, 9.0), (-9.0, -9.0, -9.0, -9.0)])
def test_however_far_the_search_goes_the_weights_stay_legal(numbers: tuple[float, float, float, float]) -> None:
    assert legal(spread_model(numbers).weights)


def test_a_forgetful_learner_is_found_out_and_fresh_answers_are_predicted_better() -> None:
    heard: list[tuple[int, int]] = []
    fitted = fit(histories(WEAK, 400, 1), advance=lambda done, total: heard.append((done, total)))
    assert fitted is not None
    assert fitted.adopted
    assert fitted.after < fitted.before
    fresh = histories(WEAK, 900, 2)
    usual, best = loss(fresh, DEFAULT_MODEL), loss(fresh, WEAK)
    gained = (usual - loss(fresh, fitted.model)) / (usual - best)
    assert gained >= 0.65
    assert forgetting(fitted.model) > 0.5
    assert heard == [(n, 16) for n in range(1, 17)]


def test_somebody_like_everybody_keeps_the_published_weights_or_loses_nothing_by_the_fit() -> None:
    worst = 0.0
    for seed in range(3):
        fitted = fit(histories(DEFAULT_MODEL, 150, seed))
        assert fitted is not None
        fresh = histories(DEFAULT_MODEL, 900, seed + 100)
        worst = max(worst, loss(fresh, fitted.model) - loss(fresh, DEFAULT_MODEL))
        if not fitted.adopted:
            assert fitted.model == DEFAULT_MODEL
    assert worst <= 0.002
    assert forgetting(DEFAULT_MODEL) == 0


def test_who_has_changed_since_keeps_the_published_weights() -> None:
    forgetful, strong = spread_model((-2.5, -1.0, -0.3, 0.6)), spread_model((1.0, 0.4, 0.1, -0.2))
    before = histories(forgetful, 200, 1)
    after = [tuple(Answer(day + 125, rating) for day, rating in each) for each in histories(strong, 60, 2)]
    early, late = fit(before), fit(before + after)
    assert early is not None
    assert late is not None
    assert early.adopted
    assert not late.adopted
    assert late.model == DEFAULT_MODEL


def test_few_answers_tell_something_of_all_four_numbers() -> None:
    """Only second answers: what they say of the first stabilities is carried over to growth, lapses and the curve."""
    fitted = fit([(Answer(number, 3), Answer(number + 1, 3 if number % 3 else 1)) for number in range(90)])
    assert fitted is not None
    assert fitted.adopted
    usual, own = default_weights(), fitted.model.weights
    assert own[2] < usual[2]
    assert own[8] < usual[8]
    assert own[11] < usual[11]


def test_too_few_answers_are_not_fitted() -> None:
    assert fit([]) is None
    assert fit([(Answer(1, 3), Answer(1, 3))] * (ENOUGH + 1)) is None  # nothing was asked on a later day
    assert loss([], DEFAULT_MODEL) == 0.0


def test_of_very_many_answers_the_latest_are_followed_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = [tuple(Answer(each.day - 1000, each.rating) for each in one) for one in histories(DEFAULT_MODEL, 300, 2)]
    lately = histories(WEAK, 300, 1)
    alone = fit(lately)
    monkeypatch.setattr("awsprep.core.fit.MOST", sum(map(len, lately)))
    both = fit([*long_ago, *lately])
    assert alone is not None
    assert both is not None
    assert both.model == alone.model
    assert both.answers > alone.answers + 250


def test_the_desired_retention_is_kept() -> None:
    fitted = fit(histories(WEAK, 300, 3), Model(retention=0.85))
    assert fitted is not None
    assert fitted.model.retention == 0.85
