"""`awsprep plan`, and what review, quiz and home do while an interview is planned."""

from __future__ import annotations

import json
from typing import Any

import pytest

from awsprep.bank.load import load, shipped_folder
from awsprep.cli.planned import nothing_to_review, readiness_line
from awsprep.core.agenda import Agenda
from awsprep.core.day import DAY_MS, dated, iso
from awsprep.core.fit import spread_model
from awsprep.core.goal import Goal
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import DayCount
from awsprep.core.readiness import weighted
from awsprep.core.replay import replay
from awsprep.store.journal import Journal
from awsprep.store.reading import read
from awsprep.store.snapshot import resumed_progress
from awsprep.ui.plan import bounded
from tests.cli.learner import Learner, learner
from tests.core.lines import DAY
from tests.fakes import NOW, Clock, Home

__all__ = ["learner"]


@pytest.fixture(scope="module")
def ids() -> list[str]:
    """Shipped questions of level mid with one card."""
    shipped = shipped_folder()
    headings = load([shipped], shipped=shipped, cache_dir=None).headings.values()
    return [each.id for each in headings if len(each.cards) == 1 and each.level == "mid"]


def planned(home: Home, *options: str) -> dict[str, Any]:
    """The figures of a plan that is set with these options, or shown."""
    ended = home.run("plan", "--json", *options)
    assert (ended.code, ended.err) == (0, "")
    figures: dict[str, Any] = json.loads(ended.out)
    return figures


@pytest.fixture
def someone(home: Home) -> Home:
    home.clock = Clock()
    return home


class TestPlan:
    def test_without_a_date_it_says_how_to_plan_and_writes_nothing(self, someone: Home) -> None:
        ended = someone.run("plan")
        assert ended.code == 0
        assert "No interview is planned." in ended.out
        assert 'awsprep plan --interview "in 3 weeks" --minutes 15' in ended.out
        assert json.loads(someone.run("plan", "--json").out)["interview"] is None
        assert not (someone.folder / "data").exists()

    def test_the_date_is_echoed_and_kept_in_the_journal(self, someone: Home) -> None:
        ended = someone.run("plan", "--interview", "in 3 weeks", "--minutes", "15", "--free", "sun")
        assert (ended.code, ended.err) == (0, "")
        head = " ".join(ended.out.splitlines()[0].split())
        assert head == "Interview Sat 12 Dec 2026, in 21 days level mid · 15 min a day · Sun free"
        (line,) = someone.records("param")
        value = line["value"]
        assert (line["name"], value["day"], value["free"], value["levels"]) == ("interview", DAY + 21, [6], ["mid"])
        assert (value["made"], len(value["path"])) == (DAY, 21)
        assert someone.run("plan").out == ended.out

    def test_options_change_the_plan_that_there_is(self, someone: Home) -> None:
        first = planned(someone, "--interview", "2026-12-12", "--minutes", "10", "--free", "sat,sun")
        assert first["interview"]["free"] == ["Sat", "Sun"]
        second = planned(someone, "--focus", "iam=3,vpc", "--minutes", "20", "--free", "none", "--level", "all")
        interview = second["interview"]
        assert (interview["day"], interview["minutes"], interview["free"]) == ("2026-12-12", 20, [])
        assert (interview["focus"], interview["levels"]) == ({"iam": 3.0, "vpc": 2.0}, [])
        weights = {each["topic"]: each["weight"] for each in second["topics"]}
        assert weights["iam"] / weights["vpc"] == pytest.approx(3 * 3 / (2 * 4), abs=1e-4)  # 3 and 4 questions
        assert planned(someone, "--focus", "none")["interview"]["focus"] == {}

    def test_the_figures_of_the_page_add_up(self, someone: Home) -> None:
        figures = planned(someone, "--interview", "in 10 days", "--level", "all")
        assert figures["cards"] == figures["unseen"] == 8
        assert sum(day["new"] for day in figures["days"]) == figures["unseen"] - figures["left_out"]
        assert sum(each["weight"] for each in figures["topics"]) == pytest.approx(1, abs=1e-5)
        expected = sum(each["weight"] * each["expected"] for each in figures["topics"])
        assert expected == pytest.approx(figures["expected"]["share"], abs=1e-5)
        assert figures["stopped"] == 0
        assert (figures["today"]["new"], figures["today"]["seconds_left"]) == (7, 900), "one card of a question"

    def test_clear_ends_it_and_says_so_once(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks")
        assert "The plan to Sat 12 Dec 2026 is ended." in someone.run("plan", "--clear").out
        assert someone.run("plan", "--clear").out == "No interview is planned.\n"
        assert json.loads(someone.run("plan", "--clear", "--json").out) == {"schema": 1, "interview": None}
        assert [line["value"] for line in someone.records("param")][1:] == [None]

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (["--minutes", "20"], "Which day is the interview?"),
            (["--interview", "someday"], "no day that I understand"),
            (["--interview", "2026-11-20"], "not in the future"),
            (["--interview", "in 3 weeks", "--minutes", "0"], "--minutes must be from 1 to 600"),
            (["--interview", "in 3 weeks", "--free", "someday"], "no day of the week"),
            (["--interview", "tomorrow", "--free", "sat"], "No day is left to practise on."),
            (["--interview", "in 3 weeks", "--focus", "vcp"], 'Did you mean "vpc"?'),
            (["--interview", "in 3 weeks", "--focus", "vpc=lots"], "no number from 0 to 10"),
            (["--interview", "in 3 weeks", "--focus", "vpc=11"], "no number from 0 to 10"),
            (["--interview", "in 3 weeks", "--focus", "vpc=0,iam=0"], "counts"),
            (["--interview", "in 3 weeks", "--level", "boss"], 'no level "boss"'),
            (["--clear", "--minutes", "20"], "--clear ends the plan"),
            (["--weights", "mine"], "no kind of weights"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_remedy(self, someone: Home, options: list[str], told: str) -> None:
        ended = someone.run("plan", *options)
        assert ended.code == 2
        assert told in ended.err
        assert len(ended.err.splitlines()) >= 2
        assert someone.records("param") == []

    def test_when_the_day_is_over_the_plan_is(self, someone: Home) -> None:
        someone.run("plan", "--interview", "tomorrow")
        assert someone.clock is not None
        someone.clock.wait(DAY_MS / 1000)
        assert "The interview. Nothing more to learn" in someone.run("plan").out
        someone.clock.wait(DAY_MS / 1000)
        assert "The interview was on Sun 22 Nov 2026" in someone.run("plan").out

    @pytest.mark.parametrize("columns", [44, 75, 76, 80, 120])
    def test_the_page_fits_and_needs_no_unicode(self, learner: Learner, ids: list[str], columns: int) -> None:
        for place, name in enumerate(ids[:60]):
            learner.journal.review(name, 1 + place % 4, DAY - 20 + place // 4)
        learner.save()
        learner.calls("plan", "--interview", "in 9 weeks", "--minutes", "15", "--focus", "iam=2")
        learner.environ |= {"COLUMNS": str(columns)}
        told = learner.calls("plan", day=DAY + 3)
        assert (told.code, told.err) == (0, "")
        assert max(map(len, told.out.splitlines())) <= columns
        for label in ("Ready", "Today", "Budget", "A day off", "Memory", "So far", "Foreseen", "Next", "End it"):
            assert f"\n {label} " in told.out
        assert "weeks more" in told.out
        assert "with the plan" in " ".join(told.out.split())

    def test_bounds_stay_within_nothing_and_all(self, learner: Learner, ids: list[str]) -> None:
        for name in ids[:60]:
            learner.journal.review(name, 3, DAY - 2)
        learner.save()
        told = learner.calls("plan", "--interview", "in 9 weeks", "--minutes", "60").out
        figures = json.loads(learner.calls("plan", "--json").out)
        share, error = figures["expected"]["share"], figures["expected"]["error"]
        assert share + error > 1
        assert f"on the day {share * 100:.0f} % ({(share - error) * 100:.0f}-100) with the plan" in told
        share, error = figures["ready"]["share"], figures["ready"]["error"]
        assert f"tomorrow {share * 100:.0f} % ({(share - error) * 100:.0f}-{(share + error) * 100:.0f})" in told
        assert bounded(0.01, 0.03) == "1 % (0-4)"

    def test_a_day_off_is_the_next_one_that_holds_anything(self, learner: Learner, ids: list[str]) -> None:
        for place, name in enumerate(ids[:40]):
            learner.journal.review(name, 3, DAY - 3, ms=60_000)
            learner.journal.review(name, 3, DAY + place // 20 * 3, ms=60_000)
        learner.save()
        learner.calls("plan", "--interview", "in 4 days", "--free", "mon", day=DAY)
        assert json.loads(learner.calls("plan", "--json").out)["day_off"]["day"] == iso(DAY + 1)
        assert "A day off  Tomorrow left out costs " in learner.calls("plan").out
        sunday = learner.calls("plan", day=DAY + 1).out
        assert "A day off  Today left out costs " in sunday
        assert "it is spread over the days left" in " ".join(sunday.split())
        monday = " ".join(learner.calls("plan", day=DAY + 2).out.split())
        assert "Tomorrow left out costs" in monday
        assert "it is the last one." in monday
        eve = " ".join(learner.calls("plan", day=DAY + 3).out.split())
        assert "The 15 minutes are used: well done. " in eve
        assert "A day off" not in eve
        assert "next days" not in eve
        assert json.loads(learner.calls("plan", "--json", day=DAY + 3).out)["day_off"] is None

    def test_after_the_day_what_was_foreseen_is_compared_unless_the_plan_was_ended(
        self, learner: Learner, ids: list[str]
    ) -> None:
        for name in ids[:60]:
            learner.journal.review(name, 3, DAY - 2)
        learner.save()
        learner.calls("plan", "--interview", "in 5 days")
        over = " ".join(learner.calls("plan", day=DAY + 7).out.split())
        assert f"Foreseen on {dated(DAY)} for {dated(DAY + 4)}: " in over
        (came,) = json.loads(learner.calls("plan", "--json", day=DAY + 7).out)["forecasts"]
        assert (came["made"], came["day"]) == (iso(DAY), iso(DAY + 4))
        assert came["came"] < came["foreseen"]
        learner.calls("plan", "--clear", day=DAY + 7)
        assert "Foreseen" not in learner.calls("plan", day=DAY + 7).out
        assert json.loads(learner.calls("plan", "--json", day=DAY + 7).out)["forecasts"] == []

    def test_a_budget_that_is_too_small_says_what_would_do(self, learner: Learner) -> None:
        told = learner.calls("plan", "--interview", "in 2 weeks", "--minutes", "5", "--free", "sun")
        text = " ".join(told.out.split())
        assert "At 5 min a day" in text
        assert "min a day would do." in text
        never = " ".join(learner.calls("plan", "--interview", "tomorrow", "--minutes", "1").out.split())
        assert "A later day would help" in never


class TestFollowing:
    def test_a_quiz_asks_todays_new_ones_and_ends_when_the_minutes_are_used(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks", "--minutes", "2", "--level", "all")
        clock = someone.clock
        assert clock is not None
        monotonic = clock.monotonic

        def passing() -> float:
            clock.wait(10)
            return monotonic()

        clock.monotonic = passing  # type: ignore[method-assign]
        ended = someone.run("quiz", "--plain", "--seed", "1", keys="a\n\n" * 30)
        del clock.monotonic
        assert "Question 1 of 2." in ended.out
        spent = planned(someone)["today"]
        assert spent["seconds_left"] <= 90
        assert "Interview in 21 days · seen " in ended.out

    def test_what_was_learned_is_reviewed_and_no_new_one_in_the_last_days(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 4 days", "--minutes", "30", "--level", "all")
        clock = someone.clock
        assert clock is not None
        assert "7 new cards wait" in someone.run("review").out
        someone.run("quiz", "--plain", "--count", "4", "--seed", "1", keys="a\n\n" * 9)
        clock.wait(2 * DAY_MS / 1000)
        figures = planned(someone)
        assert figures["today"]["new"] == 0
        assert figures["today"]["review"] == len({line["card"] for line in someone.records()})
        home = someone.run().out
        assert "interview in 2 days · seen 4 of 8" in home
        assert "to review today" in home
        assert "new" not in home
        before = len(someone.records())
        assert "Question 1 of 4." in someone.run("review", "--plain", keys="a\n\n" * 30).out
        assert len(someone.records()) >= before + 4

    def test_on_a_free_day_and_when_all_is_done_review_says_so_and_can_be_told_otherwise(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks", "--free", "sat", "--level", "all")
        assert "Today is free in your plan." in someone.run("review").out
        assert "0 to do: a free day in the plan   awsprep plan" in someone.run().out
        assert "Free." in someone.run("plan").out
        ended = someone.run("quiz", "--plain", "--seed", "1", keys="a\n\n" * 30)
        assert "Question 1 of 7." in ended.out, "who wants to goes on"
        assert someone.clock is not None
        someone.clock.wait(DAY_MS / 1000)
        assert "Question 1" in someone.run("review", "--plain", "--minutes", "5", keys="a\n\n" * 30).out
        assert "1 new card waits" in someone.run("review").out, "the other gap of a question"

    def test_when_the_minutes_are_used_it_is_well_done(self, learner: Learner, ids: list[str]) -> None:
        for name in ids[:40]:
            learner.journal.review(name, 3, DAY, ms=60_000)
        learner.save()
        learner.calls("plan", "--interview", "in 3 weeks")
        assert "Today's 15 minutes are used" in learner.calls("review").out
        assert "left in the plan today: well done" in learner.calls().out
        assert "The 15 minutes are used" in learner.calls("plan").out
        assert "ready " in learner.calls().out.splitlines()[0]

    def test_the_snapshot_keeps_what_a_plan_is_made_from(self, someone: Home) -> None:
        clock = someone.clock
        assert clock is not None
        for _ in range(3):
            someone.run("quiz", "--plain", "--count", "8", "--level", "all", "--seed", "1", keys="a\n\n" * 30)
            clock.wait(2 * DAY_MS / 1000)
        stored = resumed_progress(someone.paths, clock.now_ms(), {})
        whole = replay(read(someone.paths, now_ms=clock.now_ms()).records, {})
        assert stored is not None
        assert stored.foreseen == whole.foreseen
        assert sum(each.answers for each in whole.foreseen.values()) > 0
        assert {name for name, card in stored.cards.items() if card.knew} == {
            name for name, card in whole.cards.items() if card.knew
        }

    def test_every_command_tells_the_same_numbers(self, learner: Learner, ids: list[str]) -> None:
        for place, name in enumerate(ids[:60]):
            learner.journal.review(name, 1 + place % 4, DAY - 20 + place // 4, due=DAY - 1)
        learner.save()
        learner.calls("plan", "--interview", "in 2 weeks", "--minutes", "15")
        plan = json.loads(learner.calls("plan", "--json").out)
        due = json.loads(learner.calls("due", "--json").out)
        stats = json.loads(learner.calls("stats", "--json").out)
        count, new = plan["today"]["review"], plan["today"]["new"]
        assert 0 < count < 60
        assert new > 0
        assert (due["due"], due["new"], due["interview"], len(due["cards"])) == (count, new, iso(DAY + 14), count)
        assert learner.calls("due", "--count").out == f"{count}\n"
        assert stats["cards"]["due"] == stats["forecast"][0]["due"] == plan["days"][0]["review"] == count
        assert plan["days"][0]["new"] == new
        assert [each["due"] for each in stats["forecast"]] == [each["review"] for each in plan["days"]][:14]
        assert (stats["interview"], stats["next"], plan["next"]) == (iso(DAY + 14), "awsprep review", "awsprep review")
        (mid,) = (each["recall"] for each in stats["levels"] if each["level"] == "mid")
        assert mid == pytest.approx(plan["ready"]["share"], abs=2e-6)
        ready = f"ready {mid * 100:.0f} %"
        home = learner.calls().out
        assert f"{count} to review today" in home
        assert f"{new} new today in the plan" in home
        assert ready in home
        page = learner.calls("stats").out
        assert f"Sat 5 Dec 2026, in 14 days · {ready} tomorrow" in page
        assert "To review in the plan" in page
        assert "Ready so far" in page
        told = learner.calls("due").out
        assert told.startswith(f" {count} to review today in the plan, about ")
        assert told.endswith(f"; {new} new\n" + told.split(f"; {new} new\n")[1])
        assert " Next  awsprep review\n" in told
        assert sum(name in told for name in ids[:60]) >= count
        narrowed = json.loads(learner.calls("stats", "--topic", "vpc", "--json").out)
        assert narrowed["interview"] is None, "of one topic the schedule is told"

    def test_where_the_plan_has_nothing_to_review_due_says_what_it_has(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks", "--level", "all")
        assert someone.run("due").out == " Nothing to review today in the plan, 7 new.\n Next  awsprep quiz\n"
        someone.run("plan", "--free", "sat")
        assert someone.run("due").out == " Nothing to review today in the plan, nothing new.\n Next  awsprep plan\n"
        assert json.loads(someone.run("stats", "--json").out)["next"] == "awsprep plan"

    def test_after_a_sitting_the_next_command_is_the_plans(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks", "--minutes", "60", "--level", "all")
        ended = someone.run("quiz", "--plain", "--count", "3", "--seed", "1", keys="a\n\n" * 9)
        assert "Next    awsprep quiz" in ended.out
        assert "new today" in ended.out
        assert someone.clock is not None
        someone.clock.wait(DAY_MS / 1000)
        ended = someone.run("quiz", "--plain", "--count", "1", "--seed", "1", keys="a\n\n" * 3)
        assert "to review today" in ended.out
        someone.run("plan", "--minutes", "1")
        someone.clock.wait(DAY_MS / 1000)
        someone.run("plan", "--free", "mon")
        ended = someone.run("quiz", "--plain", "--count", "1", "--seed", "1", keys="a\n1\n" * 3)
        assert "awsprep plan" in ended.out
        assert "how ready you will be" in ended.out
        assert "due" not in ended.out

    def test_on_the_day_there_is_nothing_more_to_do(self, someone: Home) -> None:
        someone.run("plan", "--interview", "tomorrow")
        assert someone.clock is not None
        someone.clock.wait(DAY_MS / 1000)
        assert "The interview is today: good luck." in someone.run("review").out
        assert "interview today" in someone.run().out
        assert "0 to do: today is the interview, good luck" in someone.run().out

    def test_after_the_day_review_is_by_what_is_due_again(self, someone: Home) -> None:
        someone.run("plan", "--interview", "tomorrow")
        assert someone.clock is not None
        someone.clock.wait(3 * DAY_MS / 1000)
        assert "Nothing is due: you have not learned" in someone.run("review").out
        assert "interview" not in someone.run().out

    def test_a_level_outside_the_plan_is_drawn_as_ever(self, someone: Home) -> None:
        someone.run("plan", "--interview", "in 3 weeks", "--level", "mid")
        ended = someone.run("quiz", "--plain", "--level", "senior", "--seed", "1", keys="a\n\n")
        assert "Question 1 of 1." in ended.out

    def test_the_summary_says_whether_one_is_on_track(self, learner: Learner, ids: list[str]) -> None:
        for name in ids[:60]:
            learner.journal.review(name, 3, DAY - 2)
        shipped = shipped_folder()
        cards = load([shipped], shipped=shipped, cache_dir=None).cards()
        progress = replay(learner.journal.lines, {})
        goal = Goal(DAY + 21, 15.0, levels=frozenset({"mid"}), made=DAY)
        ready = round(weighted(goal.weights(cards), progress, DAY) * 100)
        line = readiness_line(cards, progress, goal, DAY)
        assert line == f"Interview in 21 days · ready {ready} %"
        told = readiness_line(cards, progress, goal._replace(path=(0.9,)), DAY)
        assert told == f"Interview in 21 days · ready {ready} %, the plan says 90 % tonight"
        progress.days[DAY] = DayCount(ms=900_000)
        told = readiness_line(cards, progress, goal._replace(path=(0.9,)), DAY)
        assert told.endswith(
            f"the plan says 90 % today · {90 - ready} points behind; what the days left bring: awsprep plan"
        )
        assert readiness_line(cards, progress, goal._replace(path=(0.1,)), DAY).endswith("10 % today · on track")


def test_where_nothing_gains_anything_review_says_so() -> None:
    goal = Goal(DAY + 21, 15.0)
    told = nothing_to_review(goal, Agenda((), (), (), (), 900.0), DAY)
    assert told == (
        "Nothing more gains anything today for the interview in 21 days. To go on all the same: awsprep review --cram"
    )


class TestFit:
    @pytest.fixture
    def forgetful(self, learner: Learner, ids: list[str]) -> Learner:
        """Somebody who forgets half of what is due."""
        answers = []
        for place, name in enumerate(ids[:90]):
            for time in range(3):
                rating = 3 if time == 0 or (place + time) % 2 else 1
                answers.append((DAY - 30 + place % 9 + 4 * time, name, rating))
        for day, name, rating in sorted(answers):
            learner.journal.review(name, rating, day)
        learner.save()
        return learner

    def test_it_is_fitted_when_due_said_stored_shown_and_can_be_undone(self, forgetful: Learner) -> None:
        told = forgetful.calls("plan")
        assert told.err.startswith("Your memory fades ")
        assert "% faster than average; adopted on 180 answers." in " ".join(told.out.split())
        again = forgetful.calls("plan", "--json")
        assert again.err == "", "once a day"
        memory = json.loads(again.out)["memory"]
        assert (memory["fitted"], memory["answers"], memory["fitted_on"]) == (True, 180, iso(DAY))
        assert memory["fading"] > 0
        back = forgetful.calls("plan", "--weights", "default", day=DAY + 5)
        assert "The average memory is reckoned with, as you wish" in " ".join(back.out.split())
        assert forgetful.calls("plan", "--json", day=DAY + 9).err == ""
        assert json.loads(forgetful.calls("plan", "--json", day=DAY + 9).out)["memory"]["fitted"] is False
        forth = forgetful.calls("plan", "--weights", "own", day=DAY + 10)
        assert "Your memory fades " in forth.err

    def test_stats_fits_too_and_shows_what_was_foreseen(self, forgetful: Learner) -> None:
        told = forgetful.calls("stats")
        assert "Your memory fades " in told.err
        assert "recall was off by" in " ".join(told.out.split())
        assert " Foreseen       Answers" in told.out
        figures = json.loads(forgetful.calls("stats", "--json").out)
        assert sum(each["answers"] for each in figures["foreseen"]) == 180
        assert all(each["from"] <= each["predicted"] <= each["to"] for each in figures["foreseen"])
        assert forgetful.calls("stats", "--html", "page.html").code == 0
        assert "Recall, foreseen and as it came" in (forgetful.home / "page.html").read_text("utf-8")

    def test_a_fit_that_does_not_win_is_told_and_takes_an_older_one_back(
        self, learner: Learner, ids: list[str]
    ) -> None:
        weights = list(spread_model((-2.0, 0.0, 0.0, 0.0)).weights)
        learner.journal.write("param", day=DAY - 90, name="weights", value=weights)
        for name in ids[:90]:
            learner.journal.review(name, 3, DAY - 60)
        for place, name in enumerate(ids[:90]):
            learner.journal.review(name, 1 if place % 10 == 0 else 3, DAY - 58 + place % 9)
        learner.save()
        told = learner.calls("plan")
        assert "did not predict later ones better" in told.err
        assert json.loads(learner.calls("plan", "--json").out)["memory"]["fitted"] is False

    def test_where_it_cannot_be_stored_nothing_is_changed(
        self, forgetful: Learner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuses(*_: object) -> None:
            raise AwsprepError("The journal is full.", "Free some space.", exit_code=4)

        monkeypatch.setattr(Journal, "append", refuses)
        told = forgetful.calls("plan")
        assert told.code == 0
        assert "The journal is full." in told.err
        assert "The average memory" in " ".join(told.out.split())


def test_the_clock_of_these_tests_is_that_of_the_others() -> None:
    assert NOW // DAY_MS == DAY
