from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.memory import Rating
from awsprep.core.progress import Progress, Sitting
from awsprep.core.session import Outcome
from awsprep.ui.account import account
from awsprep.ui.summary import Facts, Missed, TopicResult
from tests.fakes import bank

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.bank import Bank


@pytest.fixture
def questions(tmp_path: Path) -> Bank:
    return bank(tmp_path)


def outcome(card: str, given: Any = (0,), *, right: bool = True, **rest: Any) -> Outcome:
    rating = Rating.GOOD if right else Rating.AGAIN
    known = {"guess": False, "over": False, "seconds": 10.0, "limit": 90, "rating": rating, "due": 20_779, **rest}
    return Outcome(card, "id", given, float(right), right, **known)


def facts(questions: Bank, *outcomes: Outcome, progress: Progress | None = None, **rest: Any) -> Facts:
    given: dict[str, Any] = {"mode": "quiz", "level": "mid", "seed": 7, "before": {}, "after": {}, "again": ()}
    return account(questions, outcomes, progress or Progress(), seconds=60.0, **{**given, **rest})


def test_nothing_answered_is_nothing_asked(questions: Bank) -> None:
    told = facts(questions)
    assert (told.asked, told.right, told.median, told.limit, told.missed, told.topics) == (0, 0, None, None, (), ())


def test_counts_of_a_sitting(questions: Bank) -> None:
    told = facts(
        questions,
        outcome("vpc-endpoint", seconds=10.0),
        outcome("vpc-two", (0, 1), seconds=30.0, guess=True, limit=120),
        outcome("iam-role", "", seconds=50.0, right=False, limit=180, over=True),
        outcome("iam-six", (0,), right=False, seconds=20.0, guess=True),
        before={"vpc": 0.5},
        after={"vpc": 0.6},
    )
    assert (told.asked, told.right, told.over, told.guesses, told.guesses_right) == (4, 2, 1, 2, 1)
    assert told.median == 25.0
    assert told.limit == 90
    assert told.topics == (TopicResult("vpc", 2, 2, 0.5, 0.6), TopicResult("iam", 0, 2, None, None))


def test_what_was_missed_is_told_with_the_letters_that_were_shown(questions: Bank) -> None:
    told = facts(
        questions,
        outcome("vpc-endpoint", (2,), right=False),
        outcome("vpc-order", (1, 0, 2, 3), right=False),
        outcome("iam-deny#1", "allow", right=False),
        outcome("iam-role", "", right=False),
    )
    assert told.missed == (
        Missed("vpc-endpoint", "Which endpoint costs nothing per hour?", "a", "c"),
        Missed("vpc-order", "In which order does a packet from the internet meet these?", "bcda", "cbda"),
        Missed("iam-deny", "An explicit ____ beats any ____.", "allow", "deny"),
        Missed("iam-role", "What is a role?"),
    )


def test_a_card_that_was_asked_twice_is_missed_only_if_it_was_wrong_the_first_time(questions: Bank) -> None:
    wrong, right = outcome("vpc-endpoint", (2,), right=False), outcome("vpc-endpoint")
    told = facts(questions, wrong, right)
    assert (told.asked, told.repeats, told.right, len(told.missed)) == (2, 1, 1, 1)
    assert facts(questions, right, wrong).missed == ()


def test_what_an_exam_left_open_counts_as_asked_and_not_right(questions: Bank) -> None:
    told = facts(questions, outcome("vpc-endpoint"), mode="exam", unanswered=("vpc-two", "iam-six"))
    assert (told.asked, told.right) == (3, 1)
    open_ = [(missed.id, missed.unanswered) for missed in told.missed]
    assert open_ == [("vpc-two", "not answered"), ("iam-six", "not answered")]
    assert told.topics == (TopicResult("vpc", 1, 2), TopicResult("iam", 0, 1))


def test_no_time_was_left_only_where_the_clock_ended_it(questions: Bank) -> None:
    told = facts(questions, mode="exam", unanswered=("vpc-two",), time_up=True)
    assert [missed.unanswered for missed in told.missed] == ["no time"]


def test_the_last_five_are_ended_sittings_of_the_same_mode(questions: Bank) -> None:
    progress = Progress()
    for n in range(8):
        asked = ["a", "b"] if n != 3 else []
        mode = "quiz" if n != 5 else "exam"
        progress.sittings[str(n)] = Sitting(str(n), mode, n, 1, asked, {}, asked=asked, right=n % 3, ended=n != 6)
    assert facts(questions, outcome("vpc-endpoint"), progress=progress).last_five == (0.0, 0.5, 1.0, 0.5, 0.5)
