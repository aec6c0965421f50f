from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest

from awsprep.core.past import Came
from awsprep.core.progress import Progress
from awsprep.core.replay import replay
from awsprep.core.report import Report, statistics
from awsprep.ui.figures import next_command, planned_words
from awsprep.ui.stats import page
from awsprep.ui.stats_json import as_json
from awsprep.ui.theme import Theme
from tests.core.bank import by_card, heading
from tests.core.lines import DAY, Writer
from tests.ui.reports import bank, empty, painted, planned, progress, report

WIDTHS = [40, 44, 60, 69, 70, 71, 80, 100, 120, 200]


WIDE = """\
 Last 12 weeks                          35 answers · 22 min 14 s · 3 active days
────────────────────────────────────────────────────────────────────────────────
      Aug Sep     Oct     Nov               Due
 Mon    · · · · · · · · · · · ·             today ━━━━━━━━━━━━────     7
 Tue    · · · · · · · · · · · ·             Sun   ━━━━━━━━━━━━━━━━     9
 Wed    · · · · · · · · · · · ·             Mon   ━━━━━━━━━━━━━━──     8
 Thu    · · · · · · · · · · █ ▂             Tue   ━━━━━━━━━━━━━━──     8
 Fri    · · · · · · · · · · · ·             Wed   ────────────────     0
 Sat    · · · · · · · · · · · ▂             Thu   ────────────────     0
 Sun  · · · · · · · · · · · ·               Fri   ────────────────     0

      · none ▂ 1-4 ▄ 5-9 ▆ 10-19 █ 20 or more

 Topic          Cards  Seen   Recall tomorrow             Right  Median  Leeches
 IAM                1     1   ━━━━━━━━━━━━━───────  66 %    0 %     5 s        0
 VPC               40    32   ━━━━━━━━━━━━━───────  63 %   97 %    40 s        0

 Not seen yet S3 1

 Ready        mid · recall 61 % of 41 cards tomorrow
 True recall  50 % of 2 due cards (target 90 %)
 Calibration  sure 97 % right · guessed 0 % right

 Weakest cards                                                  Recall tomorrow
 iam-a   What is iam-a?                                                    66 %
 vpc-0   What is vpc-0?                                                    77 %
 vpc-1   What is vpc-1?                                                    77 %
 vpc-10  What is vpc-10?                                                   77 %
 vpc-11  What is vpc-11?                                                   77 %

 Next         awsprep review      awsprep stats --json
"""
NARROW = """\
 Last 12 weeks
 35 answers · 22 min 14 s · 3 active days
────────────────────────────────────────────
      Aug Sep     Oct     Nov
 Mon    · · · · · · · · · · · ·
 Tue    · · · · · · · · · · · ·
 Wed    · · · · · · · · · · · ·
 Thu    · · · · · · · · · · █ ▂
 Fri    · · · · · · · · · · · ·
 Sat    · · · · · · · · · · · ▂
 Sun  · · · · · · · · · · · ·

      · none ▂ 1-4 ▄ 5-9 ▆ 10-19 █ 20 or
      more

 Due
 today ━━━━━━━━━━━━────     7
 Sun   ━━━━━━━━━━━━━━━━     9
 Mon   ━━━━━━━━━━━━━━──     8
 Tue   ━━━━━━━━━━━━━━──     8
 Wed   ────────────────     0
 Thu   ────────────────     0
 Fri   ────────────────     0

 Topic                       Recall tomorrow
 IAM             ━━━━━━━━━━━━━───────   66 %
   seen 1 of 1, right 0 %, 5 s
 VPC             ━━━━━━━━━━━━━───────   63 %
   seen 32 of 40, right 97 %, 40 s

 Not seen yet S3 1

 Ready        mid · recall 61 % of 41 cards
              tomorrow
 True recall  50 % of 2 due cards (target 90
              %)
 Calibration  sure 97 % right · guessed 0 %
              right

 Weakest cards              Recall tomorrow
 iam-a                                 66 %
   What is iam-a?
 vpc-0                                 77 %
   What is vpc-0?
 vpc-1                                 77 %
   What is vpc-1?
 vpc-10                                77 %
   What is vpc-10?
 vpc-11                                77 %
   What is vpc-11?

 Next         awsprep review
"""


def learner() -> Report:
    """Forty-two cards, most of them answered once, nine days ago."""
    cards = by_card(
        *(heading(f"vpc-{i}") for i in range(40)), heading("s3-locks", "s3"), heading("iam-a", "iam", "senior")
    )
    journal = Writer()
    lines = [journal.review(f"vpc-{i}", 3, DAY - 9, due=DAY + i % 4, ms=40_000 + i) for i in range(32)]
    lines += [journal.review("iam-a", 1, DAY - 2, guess=True, ms=5_000)]
    lines += [journal.review("vpc-4", 1, DAY, due=DAY + 1, ms=9_000), journal.review("vpc-8", 3, DAY)]
    return statistics(cards, replay(lines, {}), DAY)


class TestPage:
    @pytest.mark.parametrize(("width", "expected"), [(80, WIDE), (44, NARROW)])
    def test_a_learner_sees(self, width: int, expected: str) -> None:
        assert painted(Theme(width), page(Theme(width), learner(), ["mid"])) == expected

    @pytest.mark.parametrize("unicode", [True, False])
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("days", [1, 7, 30, 84, 365, 3660])
    def test_no_line_is_wider_than_the_terminal(self, width: int, days: int, *, unicode: bool) -> None:
        theme = Theme(width, unicode)
        text = painted(theme, page(theme, report(days), ["junior", "mid", "senior"]))
        if not unicode:
            assert text.isascii()
        painted(theme, page(theme, empty(days), ["mid"]))

    @pytest.mark.parametrize("width", WIDTHS)
    def test_every_figure_is_there_at_every_width(self, width: int) -> None:
        theme = Theme(width)
        text = " ".join(painted(theme, page(theme, report(), ["mid"])).split())
        for figure in ("Last 12 weeks", "active days", "today", "Load balancing", "Recall tomorrow", "leech"):
            assert figure.lower() in text.lower()
        for label in ("Ready", "True recall", "Calibration", "Set aside", "Weakest cards", "awsprep review"):
            assert label in text

    def test_below_seventy_columns_the_forecast_stands_under_the_heat_map(self) -> None:
        wide, narrow = (painted(Theme(w), page(Theme(w), report(), [])) for w in (80, 60))
        assert any("Mon" in line and "today" in line for line in wide.splitlines())
        assert not any("Mon " in line and "today" in line for line in narrow.splitlines())

    def test_with_too_few_seen_it_says_how_many_instead_of_a_readiness(self) -> None:
        cards = bank()
        told = statistics(cards, progress(cards, seen=10), DAY)
        ready = told.levels["mid"]
        text = painted(Theme(), page(Theme(), told, ["mid"]))
        assert f"mid · seen {ready.seen} of {ready.cards} · recall of seen " in text
        assert f"% of {ready.cards} cards tomorrow" not in text

    def test_from_thirty_seen_cards_on_it_gives_the_readiness(self) -> None:
        cards = bank()
        told = statistics(cards, progress(cards, seen=110), DAY)
        ready = told.levels["mid"]
        assert ready.seen >= 30
        text = painted(Theme(), page(Theme(), told, ["mid"]))
        assert f"mid · recall {ready.share * 100:.0f} % of {ready.cards} cards tomorrow" in text

    def test_without_an_answer_it_names_the_command_to_begin_with(self) -> None:
        text = painted(Theme(), page(Theme(), empty(), ["mid"]))
        assert "Nothing was answered yet." in text
        assert "awsprep quiz" in text
        assert "Topic " not in text

    @pytest.mark.parametrize("width", [60, 80])
    def test_of_cards_that_are_gone_only_the_answers_are_left(self, width: int) -> None:
        journal = Writer()
        gone = replay([journal.review("gone", day=DAY - 200), journal.write("suspend", card="vpc-a", on=True)], {})
        told = statistics(by_card(heading("vpc-a")), gone, DAY)
        text = painted(Theme(width), page(Theme(width), told, ["mid"]))
        assert "0 answers" in text
        assert "no due card was answered yet" in text
        assert " Set aside    1 suspended\n" in text
        assert "Weakest" not in text

    def test_topics_never_seen_are_named_below_the_table(self) -> None:
        cards = by_card(heading("vpc-a"), heading("s3-a", "s3"), heading("s3-b", "s3"))
        told = statistics(cards, replay([Writer().review("vpc-a")], {}), DAY)
        assert "Not seen yet S3 2\n" in painted(Theme(), page(Theme(), told, []))

    def test_narrowed_to_a_topic_it_says_so(self) -> None:
        text = painted(Theme(), page(Theme(), report(), [], "vpc"))
        assert text.startswith(" Last 12 weeks · VPC ")
        assert "awsprep review --topic vpc" in text

    def test_a_year_is_drawn_with_a_cell_a_column(self) -> None:
        rows = painted(Theme(100), page(Theme(100), report(365), [])).splitlines()
        monday = next(row for row in rows if row.startswith(" Mon "))
        assert len(monday.split("today")[0].split()[1]) == 52

    def test_the_heat_map_ends_with_today(self) -> None:
        rows = painted(Theme(60), page(Theme(60), report(14), [])).splitlines()
        saturday = next(row for row in rows if row.startswith(" Sat "))
        sunday = next(row for row in rows if row.startswith(" Sun "))
        assert len(saturday.split()) == 3  # two Saturdays, today the second
        assert len(sunday.split()) == 3  # the Sundays before them


class TestPlanned:
    """While an interview is planned the page tells what its plan has to review."""

    def test_the_forecast_ends_with_the_eve_of_the_interview(self) -> None:
        rows = painted(Theme(80), page(Theme(80), planned(), ["mid"])).splitlines()
        (head,) = (n for n, row in enumerate(rows) if row.endswith("To review in the plan"))
        assert [row[44:50].strip() for row in rows[head + 1 : head + 8]] == ["today", "Sun", "Mon", "", "", "", ""]
        assert [row.split()[-1] for row in rows[head + 1 : head + 4]] == ["9", "10", "11"]

    @pytest.mark.parametrize("left", [0, 1, 3])
    @pytest.mark.parametrize("width", WIDTHS)
    def test_it_fits_every_width(self, width: int, left: int) -> None:
        text = " ".join(painted(Theme(width), page(Theme(width), planned(left), ["mid"])).split())
        assert "To review in the plan" in text
        assert " Interview " in text

    def test_it_says_how_ready_one_is_as_the_plan_counts_and_goes_on_with_it(self) -> None:
        text = painted(Theme(80), page(Theme(80), planned(), ["mid"]))
        assert "\n Interview    Tue 24 Nov 2026, in 3 days · ready 23 % tomorrow\n" in text
        assert next_command(planned()) == "awsprep quiz"
        assert next_command(planned(), "vpc") == "awsprep review --topic vpc"
        few = planned()
        assert few.planned is not None
        few = few._replace(planned=few.planned._replace(seen=5))
        assert planned_words(few) == "Tue 24 Nov 2026, in 3 days · seen 5 of 120"
        assert planned_words(report()) == ""

    def test_the_look_back_has_a_bar_a_week_and_ends_today(self) -> None:
        text = painted(Theme(44), page(Theme(44), planned(), ["mid"]))
        assert (
            """
 Ready so far  recall on the next day
 7 Nov         ━───────────────────   2 %
 14 Nov        ━━━─────────────────  13 %
 today         ━━━━━───────────────  25 %
"""
            in text
        )
        assert "Ready so far" not in painted(Theme(44), page(Theme(44), report(), ["mid"]))
        few = planned()._replace(counts=planned().counts._replace(learned=29))
        assert "Ready so far" not in painted(Theme(44), page(Theme(44), few, ["mid"])), "of few cards it says nothing"

    def test_json_says_the_same(self) -> None:
        told = as_json(planned())
        assert told["interview"] == "2026-11-24"
        assert [entry["due"] for entry in told["forecast"]] == [9, 10, 11]
        assert told["cards"]["due"] == 9
        assert (len(told["history"]), told["history"][-1]) == (16, {"day": "2026-11-21", "ready": 0.25})
        assert (as_json(report())["interview"], as_json(report())["history"]) == (None, [])


def typist() -> Report:
    """Somebody who typed answers to three questions and did not always agree with the marks."""
    journal = Writer()
    agreed, changed = ({"points": {"auto": ["a"], "final": final}, "given": "x"} for final in (["a"], ["b"]))
    lines = [journal.review(f"vpc-{name}", 3, DAY - 1, **rest) for name in "ab" for rest in (agreed, agreed, changed)]
    lines += [journal.review("vpc-b", 3, DAY, **changed), journal.review("vpc-c", 3, DAY, **changed)]
    return statistics(by_card(*(heading(f"vpc-{name}") for name in "abcd")), replay(lines, {}), DAY)


class TestMarking:
    def test_the_page_says_how_often_marks_were_changed_and_where(self) -> None:
        text = painted(Theme(80), page(Theme(80), typist(), []))
        assert (
            " Typed        you changed the marks of 4 of 8 (50 %), most in vpc-b (2 of 4),\n"
            "              vpc-a (1 of 3)\n"
        ) in text

    def test_with_none_changed_it_names_none(self) -> None:
        journal = Writer()
        lines = [journal.review("vpc-a", given="x", points={"auto": ["a"], "final": ["a"]}) for _ in range(3)]
        told = statistics(by_card(heading("vpc-a")), replay(lines, {}), DAY)
        assert " Typed        you changed the marks of 0 of 3 (0 %)\n" in painted(Theme(80), page(Theme(80), told, []))

    def test_nothing_typed_is_not_mentioned(self) -> None:
        assert "Typed" not in painted(Theme(80), page(Theme(80), report(), []))
        assert as_json(report())["marking"] == {"answers": 0, "changed": 0, "share": None, "cards": []}

    def test_json_has_the_share_of_each_question_from_three_answers_on(self) -> None:
        told = json.loads(json.dumps(as_json(typist()), allow_nan=False))["marking"]
        assert (told["answers"], told["changed"], told["share"]) == (8, 4, 0.5)
        assert told["cards"] == [
            {"card": "vpc-b", "answers": 4, "changed": 2, "share": 0.5},
            {"card": "vpc-a", "answers": 3, "changed": 1, "share": 0.333333},
        ]


class TestForecasts:
    def test_the_last_two_plans_are_compared_with_what_came(self) -> None:
        plans = tuple(Came(DAY - 60 + 20 * n, DAY - 41 + 20 * n, 0.7 + n / 100, 0.8) for n in range(3))
        text = painted(Theme(80), page(Theme(80), report()._replace(came=plans), []))
        assert text.count(" Forecast ") == 2
        assert "71 %; it came to 80 %." in text
        assert "70 %; it came" not in text
        assert len(as_json(report()._replace(came=plans))["forecasts"]) == 3
        assert "Forecast" not in painted(Theme(80), page(Theme(80), report(), []))


class TestNext:
    def test_what_is_due_comes_first(self) -> None:
        assert next_command(report()) == "awsprep review"

    def test_then_what_is_new(self) -> None:
        assert next_command(empty()) == "awsprep quiz"
        assert next_command(empty(), "vpc") == "awsprep quiz --topic vpc"

    def test_then_the_weakest_topic(self) -> None:
        cards = by_card(heading("vpc-a"), heading("s3-a", "s3"))
        journal = Writer()
        lines = [journal.review("vpc-a", 4, DAY), journal.review("s3-a", 1, DAY)]
        assert next_command(statistics(cards, replay(lines, {}), DAY)) == "awsprep quiz --topic s3 --weak"


class TestJson:
    def test_it_has_the_documented_shape(self) -> None:
        told = json.loads(json.dumps(as_json(report()), allow_nan=False))
        assert told["schema"] == 1
        assert set(told["cards"]) == {"total", "new", "learned", "due", "suspended", "leeches"}
        assert {"target", "true", "tested"} <= set(told["retention"])
        assert {"topic", "cards", "seen", "recall", "right", "median_seconds", "leeches"} <= set(told["topics"][0])
        assert {"reviews", "days_active", "seconds", "calibration", "levels", "weakest", "next"} <= set(told)
        assert told["cards"]["new"] + told["cards"]["learned"] == told["cards"]["total"] == 120
        assert sum(topic["cards"] for topic in told["topics"]) == 120
        assert sum(topic["seen"] for topic in told["topics"]) == told["cards"]["learned"] == 60

    def test_the_days_have_no_gaps_and_end_or_begin_today(self) -> None:
        told = as_json(report(days=30))
        heat = [date.fromisoformat(entry["day"]) for entry in told["heatmap"]]
        ahead = [date.fromisoformat(entry["day"]) for entry in told["forecast"]]
        assert len(heat) == 30
        assert heat[-1] == ahead[0] == date(2026, 11, 21)
        assert all((b - a).days == 1 for days in (heat, ahead) for a, b in pairwise(days))
        assert told["reviews"] == sum(entry["reviews"] for entry in told["heatmap"])
        assert told["forecast"][0]["due"] == told["cards"]["due"]

    def test_without_an_answer_figures_are_zero_or_null(self) -> None:
        told = as_json(empty())
        assert (told["reviews"], told["days_active"], told["seconds"], told["topic"]) == (0, 0, 0, None)
        assert told["retention"] == {"target": 0.9, "true": None, "tested": 0, "recalled": 0}
        assert told["calibration"]["sure"]["share"] is None
        assert all(topic["right"] is topic["median_seconds"] is None for topic in told["topics"])
        assert told["weakest"] == []

    def test_of_an_empty_bank_there_is_no_recall(self) -> None:
        told = as_json(statistics({}, Progress(), DAY))
        assert told["topics"] == []
        assert [level["recall"] for level in told["levels"]] == [None, None, None]
