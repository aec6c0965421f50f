from __future__ import annotations

from math import exp, prod, sqrt
from operator import mul
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.ability import GRID, POPULATION, SPREAD, Answer, Estimate, estimate, moments, parts, posterior_of
from awsprep.core.item import chance

COMPETENCIES = ["identity", "networking", "cost"]
SCORES = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))
ANSWERS = st.lists(
    st.builds(
        Answer,
        st.just("card"),
        st.sampled_from(COMPETENCIES),
        st.just(1.1),
        st.sampled_from([-1.6, -1.2, 0.0, 0.4, 1.2]),
        st.sampled_from([0.0, 0.1, 0.25]),
        SCORES,
    ),
    max_size=40,
)


def answer(score: float, competency: str = "identity", b: float = 0.0, c: float = 0.0) -> Answer:
    return Answer("card", competency, 1.1, b, c, score)


def test_nothing_answered_leaves_what_is_known_of_everybody() -> None:
    ability = estimate([])
    assert ability.mean == pytest.approx(0.0, abs=1e-12)
    assert (ability.answers, dict(ability.competencies)) == (0, {})
    assert ability.sd == pytest.approx(POPULATION, rel=0.01)
    assert ability.levels["junior"] == pytest.approx(ability.levels["senior"])
    assert sum(ability.levels.values()) == pytest.approx(1)


def test_the_estimate_is_the_posterior_mean_of_a_fine_integral() -> None:
    groups = {
        "identity": [answer(1.0), answer(0.0, b=1.2)],
        "cost": [answer(1.0, "cost", -0.4, 0.25), answer(0.4, "cost", 0.4)],
    }
    step, places = 0.04, [0.04 * n for n in range(-130, 131)]
    likelihood = {name: [prod(likely(own, each) for each in told) for own in places] for name, told in groups.items()}
    weights: list[float] = []
    tops = dict.fromkeys(groups, 0.0)
    for theta in places:
        kernel = [exp(-(((own - theta) / SPREAD) ** 2) / 2) * step for own in places]
        smoothed = {name: sum(map(mul, kernel, values)) for name, values in likelihood.items()}
        prior = exp(-((theta / POPULATION) ** 2) / 2)
        weights.append(prior * prod(smoothed.values()))
        for name, values in likelihood.items():
            others = prod(value for other, value in smoothed.items() if other != name)
            tops[name] += prior * others * sum(map(mul, map(mul, kernel, values), places))
    total = sum(weights)
    mean = sum(map(mul, weights, places)) / total
    sd = sqrt(sum(weight * (theta - mean) ** 2 for weight, theta in zip(weights, places, strict=True)) / total)
    found = estimate([each for told in groups.values() for each in told])
    assert found.mean == pytest.approx(mean, abs=2e-3)
    assert found.sd == pytest.approx(sd, abs=2e-3)
    for name, top in tops.items():
        assert found.competencies[name].mean == pytest.approx(top / total, abs=2e-3)
        assert found.competencies[name].answers == 2


def likely(theta: float, given_answer: Answer) -> float:
    right = chance(theta, given_answer.a, given_answer.b, given_answer.c)
    return float(right**given_answer.score * (1 - right) ** (1 - given_answer.score))


@given(ANSWERS)
def test_an_estimate_is_finite_and_lies_in_its_interval(answers: list[Answer]) -> None:
    ability = estimate(answers)
    common = Estimate(ability.mean, ability.sd, ability.low, ability.high, ability.answers)
    for found in (common, *ability.competencies.values()):
        assert GRID[0] <= found.low < found.mean < found.high <= GRID[-1]
        assert 0 < found.sd < 1.4
    assert set(ability.competencies) == {a.competency for a in answers}
    assert ability.levels[ability.level] == max(ability.levels.values())


@given(ANSWERS, st.integers(0, 1 << 32))
def test_the_order_of_answers_does_not_matter(answers: list[Answer], seed: int) -> None:
    shuffled = Random(seed).sample(answers, len(answers))
    assert estimate(shuffled).mean == pytest.approx(estimate(answers).mean)
    assert estimate(shuffled).sd == pytest.approx(estimate(answers).sd)


@given(ANSWERS, st.sampled_from([-1.2, 0.0, 1.2]), st.sampled_from(COMPETENCIES), st.floats(0, 0.9))
def test_a_better_answer_never_lowers_the_estimate(
    answers: list[Answer], b: float, competency: str, score: float
) -> None:
    worse = estimate([*answers, answer(score, competency, b)])
    better = estimate([*answers, answer(score + 0.1, competency, b)])
    assert better.mean > worse.mean
    assert better.competencies[competency].mean > worse.competencies[competency].mean


def test_an_answer_tells_more_of_its_own_competency_than_of_the_others() -> None:
    before = [answer(0.5, name) for name in COMPETENCIES]
    after = [*before, answer(1.0, "cost"), answer(1.0, "cost")]
    rise = {
        name: estimate(after).competencies[name].mean - estimate(before).competencies[name].mean
        for name in COMPETENCIES
    }
    assert rise["cost"] > rise["identity"] > 0
    assert rise["identity"] == pytest.approx(rise["networking"])


def test_a_right_guess_counts_for_less_than_the_same_answer_typed() -> None:
    assert 0 < estimate([answer(1.0, c=0.25)]).mean < estimate([answer(1.0)]).mean


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_hundred_answers_of_one_kind_stay_on_the_scale(score: float) -> None:
    ability = estimate([answer(score, name, b) for name in COMPETENCIES for b in (-1.2, 0.0, 1.2) for _ in range(33)])
    assert abs(ability.mean) > 2
    assert ability.level == ("senior" if score else "junior")


def test_the_parts_of_a_distribution_cover_it() -> None:
    row = posterior_of([answer(1.0)]).common
    chances = parts(row, (-1.2, 0.0, 1.2))
    assert len(chances) == 4
    assert sum(chances) == pytest.approx(1)
    assert chances[2] + chances[3] == pytest.approx(1 - parts(row, (0.0,))[0])


def test_of_a_competency_that_was_not_asked_one_expects_the_common_ability() -> None:
    posterior = posterior_of([answer(1.0)])
    assert posterior.expected("cost") == posterior.common
    assert moments(posterior.expected("identity"))[0] > moments(posterior.common)[0]


def test_what_the_common_ability_leaves_open_of_a_competency_adds_up_to_its_posterior() -> None:
    posterior = posterior_of([answer(1.0), answer(0.0, b=1.2), answer(1.0, "cost")])
    for cut in (-1.2, 0.0, 0.7, 1.2):
        given_common = posterior.above("identity", cut)
        together = sum(p * above for p, above in zip(posterior.common, given_common, strict=True))
        assert together == pytest.approx(parts(posterior.of("identity"), (cut,))[1])
