"""Whether recall comes as it was foreseen."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest

from awsprep.core.foreseen import EDGES, Bin, bounds, chance, error, place
from awsprep.core.memory import Learned, retrievability
from awsprep.core.replay import fold, replay
from tests.core.lines import DAY, Writer


def test_every_prediction_has_a_bin_and_lies_between_its_bounds() -> None:
    for recall in (0.0, 0.3, *EDGES, 0.999, 1.0):
        low, high = bounds(place(recall))
        assert low <= recall <= high
    assert (place(0.49), place(0.5)) == (0, 1)


def test_the_error_is_the_mean_distance_of_the_bins() -> None:
    assert error([]) is None
    assert error([Bin()]) is None
    assert error([Bin(10, 9.0, 8), Bin(10, 5.0, 6), Bin()]) == pytest.approx(0.1)
    assert (Bin().predicted, Bin().actual) == (0, 0)


def test_chance_alone_makes_what_right_predictions_are_off_by_on_average() -> None:
    rng = Random(1)
    drawn = []
    for _ in range(2000):
        bins = [Bin(20, 12.0, sum(rng.random() < 0.6 for _ in range(20))), Bin(60, 54.0, 0), Bin()]
        bins[1].recalled = sum(rng.random() < 0.9 for _ in range(60))
        drawn.append(error(bins) or 0.0)
    assert chance(bins) == pytest.approx(mean(drawn), rel=0.05)
    assert chance([]) == chance([Bin()]) == 0.0
    assert (Bin(10, 9.0, 8).predicted, Bin(10, 9.0, 8).actual) == (0.9, 0.8)


def test_answers_of_a_later_day_are_compared_with_the_recall_that_was_predicted() -> None:
    journal = Writer()
    journal.review("a", 3, DAY)
    journal.review("a", 3, DAY)  # the same day: FSRS says nothing of it
    journal.review("a", 1, DAY + 3)
    journal.review("a", 3, DAY + 4, mode="cram")
    before = replay(journal.lines[:2], {}).cards["a"].memory
    progress = replay(journal.lines, {})
    assert isinstance(before, Learned)
    recall = retrievability(before, DAY + 3)
    assert progress.foreseen == {place(recall): Bin(1, recall, 0)}
    folded = replay(journal.lines[:2], {})
    assert fold(folded, journal.lines[2:], {})
    assert folded.foreseen == progress.foreseen


def test_a_card_was_known_if_its_very_first_answer_was_right_and_no_guess() -> None:
    journal = Writer()
    journal.review("known", 3)
    journal.review("known", 1, DAY + 1)
    journal.review("unknown", 1)
    journal.review("unknown", 3, DAY + 1)
    journal.review("guessed", 3, guess=True)
    cards = replay(journal.lines, {}).cards
    assert [cards[name].knew for name in ("known", "unknown", "guessed")] == [True, False, False]
