"""How far two spellings are apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.confusable import CONFUSABLE
from awsprep.core.stems import stem
from awsprep.core.typos import Spelling, distance, edits_forgiven

SHORT_WORDS = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("one", "two", "away"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "axc", 1), ("abcd", "badc", 2)],
)
def test_edits_are_counted(one: str, two: str, away: int) -> None:
    assert distance(one, two, 9) == distance(two, one, 9) == away


@given(SHORT_WORDS, SHORT_WORDS, st.integers(1, 9))
def test_the_distance_is_that_of_the_whole_table_up_to_the_limit(one: str, two: str, limit: int) -> None:
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(two) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(two) + 1):
            away = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != two[j - 1])]
            if i > 1 and j > 1 and one[i - 1] == two[j - 2] and one[i - 2] == two[j - 1]:
                away.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(away)
    assert distance(one, two, limit) == min(table[len(one), len(two)], limit)


def test_longer_words_may_hold_more_mistakes() -> None:
    assert [edits_forgiven("x" * size) for size in (4, 5, 8, 9, 20)] == [0, 1, 1, 2, 2]


def test_a_known_word_stays_as_it_is() -> None:
    spelling = Spelling(["stateful"], ["statefuls"])
    assert spelling.mend("statefuls") == "statefuls"
    assert spelling.mend("statefull") == "stateful"


def test_the_nearer_word_is_meant() -> None:
    assert Spelling(["synchronous"], []).mend("asynchronus") == "asynchronus"
    assert Spelling(["replication"], ["republication"]).mend("repplication") == "replication"


def test_the_words_that_decide_what_is_claimed_are_known() -> None:
    looked_for = ["usable", "double", "native", "template", "rebalance", "think"]
    for word in ("unable", "doubt", "naive", "tempting", "reality", "thanks"):
        assert Spelling(looked_for, []).mend(word) == word


def test_opposites_are_known() -> None:
    for pair in ("stateful stateless", "encrypt decrypt", "public private", "inbound outbound", "allow deny"):
        assert set(pair.split()) <= CONFUSABLE


def test_confusable_words_are_sorted_and_distinct() -> None:
    from awsprep.core import confusable

    listed = confusable._WORDS.split()
    assert all(one < two for one, two in pairwise(listed))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=14))
def test_a_stem_is_no_longer_than_its_word_by_more_than_a_letter(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1


@pytest.mark.parametrize(
    "family",
    [
        "replica replicas replicate replicated replication",
        "encrypt encrypts encrypted encryption",
        "durable durability",
        "available availability",
        "scale scales scaling scaled scalable scalability",
        "policy policies",
        "cache caches cached caching",
        "run runs running ran",
        "automatic automatically automated automation",
        "copy copies copied copying",
        "optimise optimize optimised optimization optimisation",
        "consistent consistency",
        "process processes processed",
        "map maps mapped mapping",
        "retrieve retrieval retrieved",
    ],
)
def test_the_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "stateful state",
        "stateful stateless",
        "shard share",
        "instance instant",
        "server serve",
        "object objective",
        "import important",
        "perform performance",
        "transit transition",
        "static state",
        "speed spend",
    ],
)
def test_different_words_have_different_stems(pair: str) -> None:
    one, two = pair.split()
    assert stem(one) != stem(two)
