"""Learners whose numbers were fitted to real people, and review logs of theirs: read from files, as benchmarks do."""

from __future__ import annotations

from json import dumps
from math import exp, log, sqrt
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.core.fit import Answer
from awsprep.core.memory import DEFAULT_MODEL, default_weights, legal
from benchmarks.people import Counting, dash_actr, dash_mcm, half_life, learner_of, people, rows
from benchmarks.review_log import histories, replay

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.people import Past

DAY = 20_000
PAST: Past = [(DAY, False), (DAY + 2, True)]


def test_a_person_with_the_published_weights_remembers_as_published() -> None:
    person = learner_of(default_weights())
    person.study(0, DAY, 3)
    assert person.recall(0, DAY + 2) == pytest.approx(0.9, abs=0.02)  # w2 is 2.3 days
    assert person.recall(1, DAY) == 0


def test_weights_of_an_older_fsrs_are_taken_and_all_stay_legal() -> None:
    assert legal(learner_of(default_weights()[:19]).model.weights)
    assert learner_of(default_weights()[:19]).model.decay == -0.5
    wild = (200.0, *default_weights()[1:20], 0.03)
    assert legal(learner_of(wild).model.weights)


def test_the_models_that_count_answers_say_what_their_papers_say() -> None:
    decayed = log(1 + exp(-1 / 0.2434)) * 0.5
    only = (0.5, 0, 0, 0, 0, 0, 0, 0, 0.3)
    assert dash_mcm(only, PAST, DAY + 3) == pytest.approx(1 / (1 + exp(-(decayed + 0.3))))
    right = log(1 + exp(-1 / 129.8426)) * 0.7
    assert dash_mcm((0, 0, 0, 0, 0, 0, 0, 0.7, 0), PAST, DAY + 3) == pytest.approx(1 / (1 + exp(-right)))
    strength = 1.4 * log(1 + 0.2 * 3**-0.5 + 1.9 * 1**-0.5)
    assert dash_actr((1.4, 0.5, 0.2, 1.9, 0.1), PAST, DAY + 3) == pytest.approx(1 / (1 + exp(-(strength + 0.1))))
    life = 2 ** (2.5 * sqrt(1) - 0.8 * sqrt(1) + 2.7)
    assert half_life((2.5, -0.8, 2.7), PAST, DAY + 3) == pytest.approx(0.5 ** (1 / life))


def test_nothing_is_known_for_certain() -> None:
    person = Counting(lambda _past, _day: 2.0)
    assert person.recall(0, DAY) == 0
    person.study(0, DAY, 1)
    assert 0.99 < person.recall(0, DAY + 1) < 1


def test_a_folder_of_results_gives_a_family_a_file(tmp_path: Path) -> None:
    lines = [{"parameters": {"0": list(default_weights())}}, {"parameters": {"7": [1.0]}}]
    (tmp_path / "FSRS-6.jsonl").write_text("".join(dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "HLR.jsonl").write_text(dumps({"parameters": [2.5, -0.8, 2.7]}), encoding="utf-8")
    (tmp_path / "AVG.jsonl").write_text("{}", encoding="utf-8")
    assert rows(tmp_path / "FSRS-6.jsonl") == [default_weights()]
    found = people(tmp_path)
    assert list(found) == ["people, FSRS-6", "people, HLR"]
    for draw in found.values():
        person = draw(Random(1))
        person.study(3, DAY, 3)
        assert 0.5 < person.recall(3, DAY + 1) < 1


def test_ankis_own_table_is_read_without_what_is_no_answer(tmp_path: Path) -> None:
    noon = DAY * 86_400_000 + 43_200_000
    rows = [
        (noon, 7, 3, 0, 2500),
        (noon + 1, 7, 0, 4, 0),
        (noon + 2, 7, 1, 5, 0),
        (noon + 3, 7, 4, 3, 0),
        (noon + 4, 7, 2, 3, 1),
    ]
    text = "".join(f"{at},{card},{ease},{kind},{factor}\n" for at, card, ease, kind, factor in rows)
    path = tmp_path / "revlog.csv"
    path.write_text(f"id,cid,ease,type,factor\n{text}", encoding="utf-8")
    assert histories(path, 0) == [(Answer(DAY, 3), Answer(DAY, 2))]


def test_a_review_log_is_read_in_study_days_and_predicted_from_what_was_before(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rated = [(card, day, 1 + 2 * ((card * 7 + day) % 5 > 0)) for card in range(40) for day in (1, 2, 5, 11)]
    text = "".join(f"{card},{(DAY + day) * 86_400_000 + 43_200_000 + card},{rating}\n" for card, day, rating in rated)
    path.write_text(f"card_id,review_time,review_rating\n{text}99,2024-10-05T03:00:00+00:00,3\n", encoding="utf-8")
    known = histories(path, 0)
    assert known[0] == tuple(Answer(DAY + day, rating) for card, day, rating in rated if card == 0)
    assert known[-1] == (Answer(20_000, 3),)  # three in the morning belongs to the day before: 2024-10-04
    assert histories(path, 2)[-1] == (Answer(20_001, 3),)
    blocks = replay(known, 1.3)
    assert sum(block.answers for block in blocks) == 120
    assert blocks[0].model == DEFAULT_MODEL
    assert blocks[0].usual == blocks[0].ours
