from __future__ import annotations

from itertools import product
from math import exp, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.ability import GRID, SPREAD, STEP, Answer, posterior_of
from awsprep.core.competency import COMPETENCIES
from awsprep.core.rating import ALL, ANCHORS, CUTS, FLOORS, Verdict, chance_met, rating_of, verdict_by, verdict_of

NAMES = list(COMPETENCIES)


def answers(scores: dict[str, list[float]], b: float = 0.0) -> list[Answer]:
    return [Answer(f"{name}-{i}", name, 1.1, b, 0.0, s) for name, told in scores.items() for i, s in enumerate(told)]


@pytest.mark.parametrize(
    ("theta", "rating"), [(-3.0, 1), (-1.21, 1), (-1.2, 2), (-0.01, 2), (0.0, 3), (1.19, 3), (1.2, 4), (3.0, 4)]
)
def test_ratings_are_cut_at_the_levels(theta: float, rating: int) -> None:
    assert rating_of(theta) == rating
    assert rating_of(theta, capped=True) == min(rating, 2)


def test_every_rating_has_an_anchor() -> None:
    assert sorted(ANCHORS) == list(range(1, len(CUTS) + 2))


@pytest.mark.parametrize(
    ("level", "needed"), [("junior", [0] * 7), ("mid", [1, 1, 2, 2, 3, 3, 4]), ("senior", [1, 1, 1, 1, 1, 2, 2])]
)
def test_a_floor_scales_with_what_was_assessed(level: str, needed: list[int]) -> None:
    assert [FLOORS[level].needed(n) for n in range(1, ALL + 1)] == needed


def test_floors_are_told_in_words() -> None:
    assert FLOORS["junior"].words(7) == "every one at 2 or more"
    assert FLOORS["mid"].words(7) == "4 of 7 at 3 or more"
    assert FLOORS["senior"].words(3) == "every one at 3 or more, 1 of 3 at 4 or more"


@pytest.mark.parametrize("level", list(FLOORS))
@pytest.mark.parametrize("flagged", [set(), {"cost"}, {"identity", "cost"}])
def test_the_chance_is_what_going_through_all_ratings_comes_to(level: str, flagged: set[str]) -> None:
    told = answers({"identity": [1.0, 1.0, 0.0], "networking": [1.0, 0.0], "cost": [0.0, 1.0, 1.0], "data": [1.0]})
    posterior, floor = posterior_of(told), FLOORS[level]
    names = list(posterior.told)
    met = 0.0
    for common, p in zip(GRID, posterior.common, strict=True):
        chances = [by_rating(posterior.told[name].own, common, flagged=name in flagged) for name in names]
        for given_ratings in product(range(1, 5), repeat=len(names)):
            high = sum(rating >= floor.high for rating in given_ratings)
            if min(given_ratings) >= floor.least and high >= floor.needed(len(names)):
                met += p * prod(each[rating - 1] for each, rating in zip(chances, given_ratings, strict=True))
    assert chance_met(posterior, flagged, floor) == pytest.approx(met)


def by_rating(likelihood: tuple[float, ...], common: float, *, flagged: bool) -> list[float]:
    """The chance of each rating where the common ability is known; a cut halves what belongs to its place."""
    weights = [each * exp(-(((own - common) / SPREAD) ** 2) / 2) for each, own in zip(likelihood, GRID, strict=True)]
    chances = [0.0] * 4
    for own, weight in zip(GRID, weights, strict=True):
        for half in (-STEP / 4, STEP / 4):
            chances[rating_of(own + half, capped=flagged) - 1] += weight / 2
    return [each / sum(weights) for each in chances]


def test_without_an_answer_no_floor_is_met() -> None:
    assert chance_met(posterior_of([]), set(), FLOORS["junior"]) == 0


def test_a_flag_rules_out_a_floor_that_asks_for_more_everywhere() -> None:
    posterior = posterior_of(answers({name: [1.0] * 3 for name in NAMES}, 1.2))
    assert chance_met(posterior, set(), FLOORS["senior"]) > 0.5
    assert chance_met(posterior, {"cost"}, FLOORS["senior"]) == 0
    assert chance_met(posterior, {"cost"}, FLOORS["mid"]) > 0.5


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=7, max_size=7), st.sampled_from(list(FLOORS)))
def test_a_better_answer_never_lowers_the_chance(scores: list[float], level: str) -> None:
    told = dict(zip(NAMES, ([score] for score in scores), strict=True))
    better = {name: [max(score[0], float(name == "data"))] for name, score in told.items()}
    chances = [chance_met(posterior_of(answers(each)), set(), FLOORS[level]) for each in (told, better)]
    assert chances[0] <= chances[1] + 1e-12


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [(0.8, "strong hire"), (0.79, "hire"), (0.5, "hire"), (0.49, "lean no"), (0.2, "lean no"), (0.19, "no")],
)
def test_the_decision_follows_the_chance(chance: float, verdict: str) -> None:
    assert verdict_of(chance) == verdict


class TestByHand:
    @pytest.mark.parametrize(
        ("ratings", "level", "verdict"),
        [
            ([2] * 7, "junior", Verdict.HIRE),
            ([3, 3, 3, 3, 2, 2, 2], "junior", Verdict.STRONG),
            ([2, 2, 2, 2, 2, 2, 1], "junior", Verdict.LEAN_NO),
            ([2, 2, 2, 2, 2, 1, 1], "junior", Verdict.NO),
            ([3, 3, 3, 3, 1, 1, 1], "mid", Verdict.HIRE),
            ([3, 3, 3, 2, 2, 2, 2], "mid", Verdict.LEAN_NO),
            ([3, 3, 3, 1, 1, 1, 1], "mid", Verdict.NO),
            ([4, 4, 3, 3, 3, 3, 3], "mid", Verdict.STRONG),
            ([4, 4, 3, 3, 3, 3, 3], "senior", Verdict.HIRE),
            ([4] * 7, "senior", Verdict.STRONG),
            ([4, 3, 3, 3, 3, 3, 3], "senior", Verdict.LEAN_NO),
            ([4, 4, 4, 3, 3, 3, 2], "senior", Verdict.LEAN_NO),
            ([4, 4, 4, 3, 3, 2, 2], "senior", Verdict.NO),
            ([3, 2], "mid", Verdict.HIRE),
        ],
    )
    def test_the_decision_counts_the_steps_that_are_missing(
        self, ratings: list[int], level: str, verdict: Verdict
    ) -> None:
        assert verdict_by(ratings, level) is verdict

    def test_without_a_rating_there_is_no_decision(self) -> None:
        assert verdict_by([], "mid") is None

    def test_no_decision_is_worse_for_better_ratings(self) -> None:
        order = [Verdict.NO, Verdict.LEAN_NO, Verdict.HIRE, Verdict.STRONG]
        for level in FLOORS:
            for ratings in product(range(1, 5), repeat=3):
                now = verdict_by(ratings, level)
                assert now is not None
                for place in range(3):
                    better = list(ratings)
                    better[place] = min(4, better[place] + 1)
                    then = verdict_by(better, level)
                    assert then is not None
                    assert order.index(then) >= order.index(now)
