"""A learner's history hangs on a question's id: an id that was shipped once stays, or becomes an alias.

ids.txt holds every id that was ever shipped, in order. New questions are added to it with:
    .venv/bin/python -m tests.content.test_ids
which only ever adds. A renamed question keeps its old id as `aliases: [old-id]`; nothing is removed from ids.txt.
"""

from __future__ import annotations

import os

from tests.content.bank import HERE, bank, data

REMEDY = "run .venv/bin/python -m tests.content.test_ids and commit ids.txt"


def _pinned() -> list[str]:
    return data("ids.txt").split()


def _shipped() -> set[str]:
    return {*bank().headings, *bank().aliases()}


def test_every_id_that_was_ever_shipped_is_a_question_or_an_alias_of_one() -> None:
    lost = set(_pinned()) - _shipped()
    assert not lost, f"give the questions that replace them aliases: {', '.join(sorted(lost))}"


def test_every_shipped_id_is_pinned() -> None:
    new = set(bank().headings) - set(_pinned())
    assert not new, f"not in ids.txt yet: {', '.join(sorted(new))}; {REMEDY}"


def test_the_list_of_ids_is_sorted_and_holds_each_once() -> None:
    assert _pinned() == sorted(set(_pinned())), REMEDY


if __name__ == "__main__":
    with open(os.path.join(HERE, "ids.txt"), "w", encoding="utf-8") as file:
        file.write("".join(f"{name}\n" for name in sorted({*_pinned(), *bank().headings})))
