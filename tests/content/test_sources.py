"""The questions that the bank set out to cover stay covered; sources.yaml says by which question each."""

from __future__ import annotations

import functools

import yaml

from tests.content.bank import bank, data


@functools.cache
def _covered() -> dict[str, list[tuple[str, list[str]]]]:
    tables = yaml.safe_load(data("sources.yaml"))
    return {name: [(row["about"], row["ids"]) for row in rows] for name, rows in tables.items()}


def test_all_thirty_six_and_all_twenty_four_are_listed_once() -> None:
    assert {name: len(rows) for name, rows in _covered().items()} == {"thirty-six": 36, "twenty-four": 24}
    for rows in _covered().values():
        assert len({about for about, _ in rows}) == len(rows)


def test_each_of_them_is_covered_by_a_question() -> None:
    known = bank().headings.keys() | bank().aliases().keys()
    rows = [row for table in _covered().values() for row in table]
    assert all(ids for _, ids in rows)
    missing = [f"{about}: {name}" for about, ids in rows for name in ids if name not in known]
    assert not missing


def test_a_question_covers_at_most_one_row_of_each_table() -> None:
    for rows in _covered().values():
        ids = [name for _, names in rows for name in names]
        assert len(ids) == len(set(ids))


def test_the_labels_are_short_paraphrases() -> None:
    assert all(len(about.split()) < 8 for rows in _covered().values() for about, _ in rows)
