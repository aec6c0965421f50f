from __future__ import annotations

import json

import pytest

from tests.cli.learner import Learner, learner
from tests.core.lines import DAY

__all__ = ["learner"]


def seasoned(learner: Learner) -> None:
    learner.journal.review("vpc-what-is", 3, DAY - 100, due=DAY - 90)
    learner.journal.review("vpc-what-is", 3, DAY - 3, due=DAY)
    learner.journal.review("vpc-public-private-subnet", 1, DAY - 2, guess=True)
    learner.journal.review("iam-not-there-any-more", 3, DAY - 1)
    learner.save()


class TestStats:
    def test_the_page_is_printed(self, learner: Learner) -> None:
        seasoned(learner)
        told = learner.calls("stats")
        assert (told.code, told.err) == (0, "")
        assert told.out.startswith(" Last 12 weeks")
        assert " VPC " in told.out
        assert "mid · seen " in told.out

    def test_json_is_valid_without_an_answer_and_says_nothing_else(self, learner: Learner) -> None:
        told = learner.calls("stats", "--json")
        figures = json.loads(told.out)
        assert (told.code, told.err) == (0, "")
        assert (figures["schema"], figures["reviews"]) == (1, 0)
        assert len(figures["heatmap"]) == 84
        assert not (learner.home / "data").exists(), "looking writes nothing"

    def test_days_limit_what_is_counted(self, learner: Learner) -> None:
        seasoned(learner)
        assert json.loads(learner.calls("stats", "--json").out)["reviews"] == 3
        short = json.loads(learner.calls("stats", "--json", "--days", "2").out)
        assert (short["reviews"], len(short["heatmap"])) == (1, 2)
        assert json.loads(learner.calls("stats", "--json", "--days", "101").out)["reviews"] == 4

    def test_a_topic_narrows_everything(self, learner: Learner) -> None:
        seasoned(learner)
        whole = json.loads(learner.calls("stats", "--json").out)
        told = json.loads(learner.calls("stats", "--json", "--topic", "vpc").out)
        assert [each["topic"] for each in told["topics"]] == ["vpc"]
        assert told["topic"] == "vpc"
        assert (told["reviews"], told["cards"]["learned"]) == (2, 2)
        assert told["topics"][0] == next(each for each in whole["topics"] if each["topic"] == "vpc")
        both = json.loads(learner.calls("stats", "--json", "--topic", "vpc,iam").out)
        assert {each["topic"] for each in both["topics"]} == {"vpc", "iam"}

    def test_an_html_page_is_written(self, learner: Learner) -> None:
        seasoned(learner)
        told = learner.calls("stats", "--html", "stats.html")
        assert (told.out, told.err, told.code) == ("", "Written: stats.html\n", 0)
        assert (learner.home / "stats.html").read_text("utf-8").startswith("<!DOCTYPE html>")
        both = learner.calls("stats", "--html", "stats.html", "--json")
        assert json.loads(both.out)["schema"] == 1

    def test_a_page_that_cannot_be_written_is_an_error(self, learner: Learner) -> None:
        told = learner.calls("stats", "--html", "no/such/folder.html")
        assert told.code == 4
        assert "Cannot write no/such/folder.html" in told.err

    @pytest.mark.parametrize("days", ["0", "-3", "3661"])
    def test_days_out_of_range_are_refused(self, learner: Learner, days: str) -> None:
        told = learner.calls("stats", "--days", days)
        assert told.code == 2
        assert "from 1 to 3660" in told.err

    def test_an_unknown_topic_lists_the_known(self, learner: Learner) -> None:
        told = learner.calls("stats", "--topic", "vcp")
        assert told.code == 2
        assert 'Did you mean "vpc"?' in told.err


class TestDue:
    def test_nothing_is_due_at_first(self, learner: Learner) -> None:
        assert learner.calls("due", "--count").out == "0\n"
        assert learner.calls("due").out == " Nothing is due.\n New ones: awsprep quiz\n"
        told = json.loads(learner.calls("due", "--json").out)
        assert (told["schema"], told["due"], told["cards"]) == (1, 0, [])

    def test_what_is_due_is_counted_and_listed(self, learner: Learner) -> None:
        seasoned(learner)
        assert learner.calls("due", "--count").out == "2\n"
        assert learner.calls("due", "--count", day=DAY - 1).out == "1\n"
        told = json.loads(learner.calls("due", "--json").out)
        assert {card["card"]: card["due"] for card in told["cards"]} == {
            "vpc-what-is": "2026-11-21",
            "vpc-public-private-subnet": "2026-11-20",
        }
        assert told["seconds"] == 100
        page = learner.calls("due").out
        assert page.startswith(" 2 due now, about 2 min\n")
        assert "vpc-what-is" in page
        assert "awsprep review" in page

    def test_after_a_break_only_one_review_is_listed(self, learner: Learner) -> None:
        from awsprep.bank.load import load, shipped_folder

        shipped = shipped_folder()
        ids = [h.id for h in load([shipped], shipped=shipped, cache_dir=None).headings.values() if len(h.cards) == 1]
        for name in ids[:60]:
            learner.journal.review(name, 3, DAY - 60, due=DAY - 30, ms=80_000)
        learner.save()
        assert learner.calls("due", "--count").out == "60\n"
        page = learner.calls("due").out
        assert page.startswith(" 10 now, about 15 min\n")
        assert "60" not in page


class TestHome:
    def test_the_first_run_names_one_command(self, learner: Learner) -> None:
        told = learner.calls()
        assert (told.code, told.err) == (0, "")
        assert "nothing answered yet" in told.out
        assert "Begin here   awsprep quiz --level mid\n" in told.out

    def test_it_says_what_is_due_new_and_unfinished(self, learner: Learner) -> None:
        seasoned(learner)
        cards = ["vpc-what-is", "vpc-public-private-subnet"]
        learner.journal.write("session", session="5e1f03ab", event="start", mode="quiz", cards=cards, seed=1)
        learner.journal.review("vpc-public-private-subnet", 1, session="5e1f03ab")
        learner.save()
        out = learner.calls().out
        assert "awsprep · mid · 5 answers · seen " in out
        assert "  1 due now   about 1 min" in out
        assert "  1 unfinished quiz, Q2 of 2" in out
        assert "awsprep quiz --resume\n" in out
        assert "new at level mid" in out
