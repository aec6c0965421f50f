from __future__ import annotations

import json

import pytest

from awsprep.cli.context import Context
from awsprep.ui.found import Live
from tests.cli.learner import Learner, learner

__all__ = ["learner"]


class TestPrinted:
    def test_a_line_a_hit(self, learner: Learner) -> None:
        told = learner.calls("search", "what", "is", "a", "vpc")
        assert (told.code, told.err) == (0, "")
        rows = [line.split("\t") for line in told.out.splitlines()]
        assert all(len(row) == 4 for row in rows)
        assert ["vpc-what-is", "junior", "vpc"] in [row[:3] for row in rows]

    def test_filters_narrow_it(self, learner: Learner) -> None:
        rows = learner.calls("search", "--level", "senior", "--topic", "iam", "--kind", "open").out.splitlines()
        assert rows
        assert all(row.split("\t")[1:3] == ["senior", "iam"] for row in rows)

    def test_counts_per_category_add_up(self, learner: Learner) -> None:
        told = learner.calls("search", "--category", "--level", "mid")
        counts = {line.split()[0]: int(line.split()[1]) for line in told.out.splitlines()}
        everything = learner.calls("search", "--level", "mid").out.splitlines()
        assert counts.pop("all") == sum(counts.values()) == len(everything)
        assert len(counts) == 6

    def test_a_named_category_lists_what_is_in_it(self, learner: Learner) -> None:
        listed = learner.calls("search", "--category", "scalability").out.splitlines()
        table = learner.calls("search", "--category").out
        count = next(line.split()[1] for line in table.splitlines() if "scalability" in line)
        assert len(listed) == int(count) > 0

    def test_a_category_that_does_not_exist_lists_those_that_do(self, learner: Learner) -> None:
        told = learner.calls("search", "--category", "foo")
        assert (told.code, told.out) == (2, "")
        assert "Choose from: basics, architecture, performance" in told.err

    def test_of_very_many_tags_the_nearest_are_named(self, learner: Learner) -> None:
        told = learner.calls("search", "--tag", "nat-gatewya")
        assert told.code == 2
        assert "nat-gateway" in told.err.splitlines()[-1]
        assert told.err.splitlines()[-1].endswith("All of them: awsprep search --json")
        assert len(told.err) < 250

    def test_all_is_a_legal_level_and_is_named(self, learner: Learner) -> None:
        assert "Choose from: junior, mid, senior, all\n" in learner.calls("search", "--level", "wizard").err

    def test_json(self, learner: Learner) -> None:
        told = json.loads(learner.calls("search", "gateway", "--json").out)
        assert told["schema"] == 1
        assert told["count"] == len(told["questions"]) > 0
        nothing = learner.calls("search", "xyzzy", "--json")
        assert (json.loads(nothing.out)["count"], nothing.code) == (0, 0)

    def test_nothing_found_says_what_to_do(self, learner: Learner) -> None:
        told = learner.calls("search", "xyzzy")
        assert (told.code, told.out) == (3, "")
        assert "fewer words" in told.err


class TestLive:
    @pytest.mark.parametrize("chosen", ["vpc-what-is", None])
    def test_what_was_chosen_is_shown(
        self, learner: Learner, monkeypatch: pytest.MonkeyPatch, chosen: str | None
    ) -> None:
        asked: list[tuple[int, str]] = []

        def run(self: Live, query: str = "") -> str | None:
            asked.append((len(self.headings), query))
            return chosen

        monkeypatch.setattr(Live, "run", run)
        monkeypatch.setattr(Context, "interactive", property(lambda _: True))
        told = learner.calls("search", "vpc", "--topic", "vpc")
        assert told.out.startswith(" vpc-what-is " if chosen else "")
        assert bool(told.out) == bool(chosen)
        assert asked[0][1] == "vpc"
        assert 0 < asked[0][0] < 60
