from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.interview import FEW, MOST, NEAREST, Answer, Item, enough, estimate, pick
from awsprep.core.item import information


def pool(competencies: int = 4, each: int = 30) -> list[Item]:
    """Half of the items open, the difficulties spread evenly."""
    return [
        Item(
            f"c{n}-{i}",
            f"c{n}",
            1.1,
            -1.6 + 3.2 * i / (each - 1),
            0.0 if i % 2 else 0.25,
            "open" if i % 2 else "choice",
        )
        for n in range(competencies)
        for i in range(each)
    ]


def sit(items: list[Item], scores: list[float], seed: int = 1, level: str = "mid") -> list[Answer]:
    by_card = {item.card: item for item in items}
    rng = Random(seed)
    answers: list[Answer] = []
    for score in scores:
        card = pick(answers, items, rng, level=level)
        if card is None:
            break
        item = by_card[card]
        answers.append(Answer(card, item.competency, item.a, item.b, item.c, score))
    return answers


SCORES = st.lists(st.sampled_from([0.0, 1.0]), max_size=24)


@given(SCORES, st.integers(0, 1 << 32))
def test_the_same_seed_and_answers_give_the_same_interview(scores: list[float], seed: int) -> None:
    assert sit(pool(), scores, seed) == sit(pool(), scores, seed)


@given(SCORES, st.integers(0, 1 << 32))
def test_competencies_are_asked_evenly_and_nothing_twice(scores: list[float], seed: int) -> None:
    answers = sit(pool(), scores, seed)
    counts = Counter(answer.competency for answer in answers)
    assert max(counts.values(), default=0) - min((counts[f"c{n}"] for n in range(4)), default=0) <= 1
    assert len({answer.card for answer in answers}) == len(scores)


def test_cards_of_one_question_are_not_asked_after_each_other() -> None:
    gaps = [Item(f"gaps#{n}", "data", 1.1, 0.0, 0.0, "cloze") for n in range(3)]
    answers = sit(gaps, [1.0, 1.0, 1.0])
    assert len(answers) == 1
    assert pick(answers, gaps, Random(1)) is None


def test_an_empty_pool_has_nothing_to_ask() -> None:
    assert pick([], [], Random(1)) is None


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_questions_follow_the_ability(score: float) -> None:
    difficulty = [answer.b for answer in sit(pool(), [score] * 20)]
    late = sum(difficulty[10:]) / 10
    assert (late > 0.6) if score else (late < -0.6)


@pytest.mark.parametrize(("level", "least", "most"), [("junior", -1.6, -0.5), ("mid", -0.5, 0.2), ("senior", 0.3, 1.2)])
def test_the_first_question_suits_the_level(level: str, least: float, most: float) -> None:
    firsts = [sit(pool(), [1.0], seed, level)[0].b for seed in range(60)]
    assert least <= sum(firsts) / len(firsts) <= most
    assert len(set(firsts)) > NEAREST


def test_open_questions_and_others_take_turns_the_first_one_being_no_open_one() -> None:
    kinds = {item.card: item.kind for item in pool()}
    opens = [kinds[answer.card] == "open" for answer in sit(pool(), [1.0, 0.0] * 10)]
    assert not opens[0]
    assert sum(opens) == 12
    assert all(abs(sum(opens[:n]) - 0.6 * n) <= 1 for n in range(1, 21))


def test_a_competency_without_open_questions_is_asked_all_the_same() -> None:
    choices = [item._replace(kind="choice") for item in pool(1)]
    assert len(sit(choices, [1.0] * 12)) == 12


def test_a_small_competency_takes_kinds_as_they_come() -> None:
    small = [item for item in pool(1, 40) if item.kind == "open"]
    assert len(small) < FEW
    assert sit(small, [1.0])[0].card.startswith("c0")


def test_the_card_is_among_the_more_informative_half() -> None:
    items = pool(1)
    ranked = sorted(items, key=lambda item: -information(0.0, item.a, item.b, item.c))
    closed = [item.card for item in ranked if item.kind == "choice"]
    picked = {sit(items, [1.0], seed)[0].card for seed in range(60)}
    # half of fifteen are set aside by chance: at worst the seven best, and then three more come before the last one
    assert picked <= set(closed[: len(closed) // 2 + 1 + NEAREST])
    assert len(picked) > NEAREST


def test_it_is_enough_when_the_ability_is_known_or_at_the_25th_answer() -> None:
    assert not enough(estimate([]))
    same = [Answer(f"x{n}", "cost", 1.1, 0.0, 0.5, 1.0) for n in range(MOST)]
    assert estimate(same).sd > 0.45
    assert not enough(estimate(same[:-1]))
    assert enough(estimate(same))
    varied = sit(pool(7), [1.0, 0.0] * 12)
    assert enough(estimate(varied))
