"""Recall as it was predicted and as it came, on the statistics page."""

from __future__ import annotations

from awsprep.core.foreseen import Bin
from awsprep.core.past import Came
from awsprep.ui.foreseen import as_json, came_words, forecasts_json, rows, table, words
from awsprep.ui.theme import Theme
from tests.core.lines import DAY
from tests.ui.reports import painted

BINS = {3: Bin(10, 7.5, 8), 4: Bin(40, 35.0, 33), 6: Bin()}


def test_it_is_told_in_words_and_in_a_table() -> None:
    assert words(BINS) == "recall was off by 5 points on average, over 50 answers; by chance alone 6"
    assert (
        painted(Theme(44), table(BINS))
        == """\

 Foreseen       Answers     Mean     Came
 70-80 %             10     75 %     80 %
 80-90 %             40     88 %     82 %
"""
    )


def test_what_a_plan_foresaw_is_told_beside_what_came() -> None:
    came = Came(DAY - 20, DAY - 1, 0.741, 0.792)
    assert came_words(came) == "on Sun 1 Nov 2026 for Fri 20 Nov 2026: 74 %; it came to 79 %."
    assert forecasts_json([came]) == [{"made": "2026-11-01", "day": "2026-11-20", "foreseen": 0.741, "came": 0.792}]


def test_few_answers_say_nothing_but_to_programs() -> None:
    few = {3: Bin(10, 7.5, 8)}
    assert (words(few), rows(few), table(few)) == ("", [], [])
    assert words({}) == ""
    assert as_json(few) == [{"from": 0.7, "to": 0.8, "answers": 10, "predicted": 0.75, "recalled": 8, "actual": 0.8}]
    assert as_json({6: Bin()}) == []
