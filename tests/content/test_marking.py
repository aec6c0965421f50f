"""How well the phrases of the shipped bank mark typed answers.

The answers below tests/data/marking were typed from the questions and the texts of their points alone, before anyone
looked at the phrases. Since then the phrases were mended with them, so these floors guard against falling back; they
are no measurement. In flags.jsonl only the red flags are labelled; in others.jsonl are good, shaky, mistaken and contradicting
answers to each question by writers who labelled them themselves.
"""

from __future__ import annotations

import functools
import os
from itertools import islice

import pytest

from awsprep.bank.load import shipped_folder, terms
from awsprep.core.glossary import Glossary
from awsprep.core.labelled import Agreement, Labelled, Tally, compare, decode, total
from awsprep.core.phrases import Prepared
from awsprep.core.question import Open
from tests.content.bank import TREE, questions

CONTRADICTING = (
    "It is wrong to say that {}.",
    "It is a myth that {}.",
    "It is not true that {}.",
    "Many people believe that {}, which is wrong.",
    "{}. That is a mistake.",
    "I would never say that {}.",
    "Nobody should claim that {}.",
    "It is a mistake to think that {}.",
    "A common misconception is that {}.",
    "I disagree that {}.",
    "Some think {}. They are wrong.",
    '"{}" is wrong.',
    "{}? No, that would be a mistake.",
    "Saying that {} is a red flag.",
)


@functools.cache
def prepared() -> dict[str, Prepared]:
    """The open questions of the bank, ready to mark."""
    shipped = shipped_folder()
    glossary = Glossary(terms([shipped], shipped=shipped, cache_dir=None))
    return {each.id: Prepared(each, glossary) for each in questions() if isinstance(each.body, Open)}


def answers(name: str) -> list[Labelled]:
    with open(os.path.join(TREE, "tests", "data", "marking", name), encoding="utf-8") as file:
        read = [decode(number, line) for number, line in enumerate(file, 1)]
    assert not [each for each in read if isinstance(each, str)]
    return [each for each in read if isinstance(each, Labelled)]


def agreement(name: str) -> Agreement:
    return total(compare(each, prepared()[each.question].mark(each.answer)) for each in answers(name))


def reaches(tally: Tally, precision: float, recall: float) -> bool:
    return (tally.precision or 0) >= precision and (tally.recall or 0) >= recall


def test_labels_name_points_and_flags_that_exist() -> None:
    ids = {
        each.id: ({point.id for point in each.key_points}, {flag.id for flag in each.red_flags}) for each in questions()
    }
    for name in ("bank.jsonl", "flags.jsonl", "others.jsonl"):
        for each in answers(name):
            points, flags = ids[each.question]
            assert set(each.covered) <= points, each.question
            assert set(each.flags) <= flags, each.question


def test_key_points_are_found_where_they_are_said() -> None:
    agreed = agreement("bank.jsonl")
    assert agreed.answers > 300
    assert reaches(agreed.points, 0.97, 0.95), agreed.points
    assert reaches(agreed.flags, 0.97, 0.90), agreed.flags


def test_mistakes_are_told_from_warnings_of_them() -> None:
    agreed = agreement("flags.jsonl")
    assert agreed.answers > 200
    assert reaches(agreed.flags, 0.97, 0.90), agreed.flags


def test_answers_of_others_are_marked_as_they_labelled_them() -> None:
    agreed = agreement("others.jsonl")
    assert agreed.answers > 350
    assert reaches(agreed.points, 0.94, 0.90), agreed.points
    assert reaches(agreed.flags, 0.97, 0.82), agreed.flags


def test_the_answer_to_something_else_shows_little() -> None:
    """Each question meets the model answers of some others, in all topics."""
    marked = points = flags = found = fired = 0
    listed = [each for each in questions() if isinstance(each.body, Open)]
    for number, each in enumerate(listed):
        for other in islice(listed, number % 11, None, 11):
            if other is not each:
                read = prepared()[each.id].mark(other.answer)
                marked += 1
                points, found = points + len(read.points), found + sum(point.found for point in read.points)
                flags, fired = flags + len(read.flags), fired + sum(flag.found for flag in read.flags)
    assert marked > 1_000
    assert found <= 0.05 * points
    assert fired <= 0.005 * flags


@pytest.mark.parametrize("half", [0, 1])
def test_who_contradicts_a_red_flag_does_not_show_it(half: int) -> None:
    said = contradicted = 0
    for each in questions():
        for flag in each.red_flags:
            for example in flag.phrases.examples:
                if ". " in example or each.id not in prepared():
                    continue
                said += 1
                text = CONTRADICTING[(said + half * 7) % len(CONTRADICTING)].format(example.rstrip("."))
                marked = {found.id: found.found for found in prepared()[each.id].mark(text).flags}
                contradicted += not marked[flag.id]
    assert said > 400
    assert contradicted >= 0.99 * said
