"""Every lab of a calculator, at every level, on 200 seeds: one right option by brute force, and named mistakes."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.calculators import CALCULATORS
from awsprep.labs import DRILLS, FAMILIES, KEY, at_level, make, title
from awsprep.labs.case import Case, case_of, explained
from tests.aws.brute_force import answer
from tests.labs.shape import LEVELS, SEEDS, shaped

if TYPE_CHECKING:
    from awsprep.aws.calculators.figures import Value

MADE = [family for family in FAMILIES if family not in DRILLS]
FINDS = [(family, find) for family in CALCULATORS for find in FAMILIES[family].finds]


def _case(family: str, level: str, seed: int, find: str = "") -> Case:
    return make(family, level, Random(seed), {KEY: find} if find else {})


def test_every_calculator_has_a_lab() -> None:
    assert set(CALCULATORS) <= set(FAMILIES)


def test_every_lab_has_something_for_every_level() -> None:
    for about in FAMILIES.values():
        assert all(at_level(about, level) for level in LEVELS)
        assert {level for find in about.finds.values() for level in find.levels.split()} == set(LEVELS)


def test_titles_are_questions_or_tasks_that_differ_and_fit_a_list() -> None:
    titles = [find.title for about in FAMILIES.values() for find in about.finds.values()]
    assert len(set(titles)) == len(titles)
    assert all(len(one) <= 62 for one in titles)
    both = [*titles, *(about.title for about in FAMILIES.values())]
    assert all(one.endswith("?") or one.startswith("Write") for one in both)
    assert all(len(about.title) <= 72 for about in FAMILIES.values())


def test_a_lab_is_called_after_what_it_settles_on_and_after_its_level_where_that_leaves_a_choice() -> None:
    assert title("cidr", "junior", {KEY: "usable"}) == "How many addresses of a subnet are yours to use?"
    assert title("cidr", "senior", {}) == "How many addresses are left when a VPC is cut into subnets?"
    assert title("cidr", "mid", {}) == "Which is the smallest subnet that has room? (mid)"
    assert title("availability", "junior", {}) == "How available are these parts together? (junior)"
    assert title("of-tomorrow", "mid", {}) == "of-tomorrow"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", CALCULATORS)
def test_exactly_one_option_is_right_by_brute_force_and_the_others_name_their_mistake(family: str, level: str) -> None:
    for seed in SEEDS:
        case = _case(family, level, seed)
        key = answer(family, dict(case.inputs))
        assert [place for place, value in enumerate(case.values) if value == key] == [case.right], (seed, case)
        assert len(set(case.values)) == len(case.options)
        shaped(case)


@pytest.mark.parametrize(("family", "find"), FINDS)
def test_every_question_of_a_family_can_be_settled_on_and_varies(family: str, find: str) -> None:
    for level in LEVELS:
        cases = [_case(family, level, seed, find) for seed in range(60)]
        assert len({case.ask for case in cases}) >= 5
        for case in cases:
            key = answer(family, dict(case.inputs))
            assert [place for place, value in enumerate(case.values) if value == key] == [case.right]


def test_the_same_seed_makes_the_same_case() -> None:
    for family in MADE:
        for seed in range(20):
            assert _case(family, "mid", seed) == _case(family, "mid", seed)
        assert len({_case(family, "senior", seed).ask for seed in range(20)}) > 3


def test_the_right_option_is_not_known_by_its_place() -> None:
    places = Counter(_case(family, level, seed).right for family in MADE for level in LEVELS for seed in range(40))
    assert max(places.values()) <= 0.4 * sum(places.values())


def test_an_unknown_family_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        make("os", "mid", Random(0), {})


def test_mistakes_that_meet_the_key_or_each_other_or_are_negative_are_left_out() -> None:
    inputs: dict[str, Value] = {"find": "usable", "prefix": 28}
    mistakes: list[tuple[Value, str]] = [
        (11, "Is right."),
        (14, "Took 2."),
        (14, "Again."),
        (-1, "Below."),
        (16, "All."),
        (27, "Double."),
    ]
    case = case_of("cidr", "How many?", inputs, mistakes)
    assert case is not None
    assert case.options == (("11", ""), ("14", "Took 2."), ("16", "All."), ("27", "Double."))
    assert (case.right, case.explanation) == (0, "2^(32 - 28) - 5 = 16 - 5 = 11 addresses")
    assert case_of("cidr", "How many?", inputs, mistakes[:5]) is None


def test_several_substitution_lines_are_a_list() -> None:
    assert explained(("a", "b")) == "- a\n- b"
