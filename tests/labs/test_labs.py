"""Every lab, at every level, on 200 seeds: one right option by brute force, and named mistakes for the others."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.calculators import CALCULATORS
from awsprep.labs import FAMILIES, KEY, make
from awsprep.labs.case import LEAST, MOST, Case, case_of, explained
from tests.aws.brute_force import answer

if TYPE_CHECKING:
    from awsprep.aws.calculators.figures import Value

LEVELS = ("junior", "mid", "senior")
SEEDS = range(200)
ASK_WORDS, OPTION_WORDS = 120, 25
FINDS = [(family, find) for family, about in FAMILIES.items() for find in about.finds]


def _case(family: str, level: str, seed: int, find: str = "") -> Case:
    return make(family, level, Random(seed), {KEY: find} if find else {})


def test_every_calculator_has_a_lab_with_something_for_every_level() -> None:
    assert list(FAMILIES) == list(CALCULATORS)
    for about in FAMILIES.values():
        assert {level for levels in about.finds.values() for level in levels.split()} == set(LEVELS)
        assert about.title.endswith("?")
        assert len(about.title) <= 72


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", FAMILIES)
def test_exactly_one_option_is_right_by_brute_force_and_the_others_name_their_mistake(family: str, level: str) -> None:
    for seed in SEEDS:
        case = _case(family, level, seed)
        texts, whys = [text for text, _ in case.options], [why for _, why in case.options]
        key = answer(family, dict(case.inputs))
        assert [place for place, value in enumerate(case.values) if value == key] == [case.right], (seed, case)
        assert LEAST <= len(texts) <= MOST
        assert len({" ".join(text.split()).casefold() for text in texts}) == len(texts), (seed, texts)
        assert len(set(case.values)) == len(texts)
        assert [place for place, why in enumerate(whys) if not why] == [case.right]
        assert all(
            why.endswith(".") and len(why.split()) <= 30 for place, why in enumerate(whys) if place != case.right
        )
        assert case.explanation
        assert len(case.ask.split()) <= ASK_WORDS, case.ask
        assert all(len(text.split()) <= OPTION_WORDS for text in texts)
        assert case.ask.rstrip().endswith("?")


@pytest.mark.parametrize(("family", "find"), FINDS)
def test_every_question_of_a_family_can_be_settled_on_and_varies(family: str, find: str) -> None:
    for level in LEVELS:
        cases = [_case(family, level, seed, find) for seed in range(60)]
        assert len({case.ask for case in cases}) >= 5
        for case in cases:
            key = answer(family, dict(case.inputs))
            assert [place for place, value in enumerate(case.values) if value == key] == [case.right]


def test_the_same_seed_makes_the_same_case() -> None:
    for family in FAMILIES:
        for seed in range(20):
            assert _case(family, "mid", seed) == _case(family, "mid", seed)
        assert len({_case(family, "senior", seed).ask for seed in range(20)}) > 3


def test_the_right_option_is_not_known_by_its_place() -> None:
    places = Counter(_case(family, level, seed).right for family in FAMILIES for level in LEVELS for seed in range(40))
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
