from __future__ import annotations

import pytest

from awsprep.core.day import DAY_MS
from tests.fakes import Clock, Home

ANSWERS = "a\n\n" * 60


@pytest.fixture
def learner(home: Home) -> Home:
    """Someone who had everything wrong yesterday."""
    home.clock = Clock()
    home.run("quiz", "--plain", "--seed", "7", "--level", "all", keys="a\n1\n" * 12)
    home.clock.wait(DAY_MS / 1000)
    return home


def test_at_first_nothing_is_due_and_it_says_what_to_do(home: Home) -> None:
    ended = home.run("review")
    assert ended.code == 0
    assert ended.out == "Nothing is due: you have not learned any of these cards yet. Begin with: awsprep quiz\n"


def test_it_says_when_the_next_card_is_due(learner: Home) -> None:
    assert learner.clock is not None
    learner.clock.wait(-DAY_MS / 1000)
    ended = learner.run("review")
    assert ended.out == "Nothing is due. Next: 7 cards tomorrow. New ones: awsprep quiz\n"


def test_what_is_due_is_asked_and_what_was_wrong_comes_back(learner: Home) -> None:
    ended = learner.run("review", "--plain", keys=ANSWERS)
    assert ended.code == 0
    assert "Question 1 of 7." in ended.out
    assert "It comes back today. Press Enter to go on: " in ended.out
    reviews = [line for line in learner.records() if line["mode"] == "review"]
    assert len(reviews) > 7
    assert len({line["card"] for line in reviews}) == 7


def test_without_a_terminal_it_needs_plain(learner: Home) -> None:
    ended = learner.run("review", keys="a\n")
    assert ended.code == 2
    assert "needs a terminal" in ended.err


def test_topics_and_a_limit_narrow_it(learner: Home) -> None:
    assert "Question 1 of 3." in learner.run("review", "--plain", "--topic", "iam").out
    assert "Question 1 of 2." in learner.run("review", "--plain", "--limit", "2").out


def test_ahead_asks_what_falls_due_later(learner: Home) -> None:
    assert learner.clock is not None
    learner.clock.wait(-DAY_MS / 1000)
    assert learner.run("review", "--plain", "--ahead", "1").out.startswith(
        "Nothing is due but what you answered today. Next: "
    )
    learner.clock.wait(DAY_MS / 1000)
    learner.run("review", "--plain", "--limit", "1", keys="a\n1\n")
    assert "Question 1 of 6." in learner.run("review", "--plain", "--ahead", "3").out


def test_it_ends_when_its_minutes_are_used_up(learner: Home) -> None:
    clock = learner.clock
    assert clock is not None
    monotonic = clock.monotonic

    def passing() -> float:
        clock.wait(30)
        return monotonic()

    clock.monotonic = passing  # type: ignore[method-assign]
    ended = learner.run("review", "--plain", "--minutes", "2", keys=ANSWERS)
    assert "Question 1, 2 min left." in ended.out, "how many more are due than fit is no help"
    assert "Time is up." in ended.out
    assert 0 < len([line for line in learner.records() if line["mode"] == "review"]) < 3


def test_cramming_goes_through_everything_seen_and_leaves_the_schedule_alone(learner: Home) -> None:
    assert learner.clock is not None
    learner.clock.wait(-DAY_MS / 1000)
    before = learner.run("due", "--json").out
    ended = learner.run("review", "--cram", "--plain", "--limit", "3", keys=ANSWERS)
    assert "Session over · cram" in ended.out
    assert len([line for line in learner.records() if line["mode"] == "cram"]) >= 3
    assert learner.run("due", "--json").out == before
    assert "Press Enter to go on: " in ended.out
    assert "It comes back tomorrow" not in ended.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--minutes", "0"], "--minutes must be more than 0"),
        (["--minutes", "9999"], "at most 1440"),
        (["--limit", "0"], "--limit must be at least 1"),
        (["--ahead", "-1"], "--ahead must be from 0 to 365"),
        (["--topic", "s33"], 'There is no topic "s33"'),
        (["--seed", "4294967296"], "--seed must be"),
    ],
)
def test_a_bad_value_is_told(learner: Home, options: list[str], said: str) -> None:
    ended = learner.run("review", "--plain", *options)
    assert ended.code == 2
    assert said in ended.err
