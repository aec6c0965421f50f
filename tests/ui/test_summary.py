from __future__ import annotations

from dataclasses import replace

import pytest

from awsprep.ui.summary import Facts, Missed, TopicResult, summary
from awsprep.ui.theme import Theme
from tests.ui.reports import painted

FACTS = Facts(
    mode="quiz",
    level="mid",
    asked=10,
    seconds=702,
    right=7,
    last_five=(0.5, 0.6, 0.6, 0.7, 0.7),
    median=58,
    limit=90,
    over=1,
    guesses=3,
    guesses_right=2,
    topics=(
        TopicResult("vpc", 3, 4, 0.61, 0.66),
        TopicResult("iam", 3, 3, 0.74, 0.74),
        TopicResult("s3", 1, 3, 0.58, 0.52),
    ),
    missed=(
        Missed("vpc-nat-per-az", "Which NAT gateway does a subnet use?", "c", "a"),
        Missed("s3-replicate-old", "Replicating objects that exist already", unanswered="no time"),
    ),
    again=(
        ("awsprep review", "3 due tomorrow"),
        ("awsprep show s3-replicate-old", "read one answer again"),
        ("awsprep quiz --missed", "these two again"),
    ),
)


def test_eighty_columns() -> None:
    assert (
        painted(Theme(80), summary(Theme(80), FACTS))
        == """\
 Session over · quiz · mid · 10 questions · 11 min 42 s
────────────────────────────────────────────────────────────────────────────────
 Right    7 of 10   ━━━━━━━━━━━━━─────   70 %    last five  50  60  60  70  70
 Pace     median 58 s of 90 s; 1 ran out of time
 Guesses  2 of the 7 right answers; they come back sooner

 Topic    This session                 Recall tomorrow: before   now
 VPC      3 of 4    ━━━━━━━━━━━━────                      61 %  66 %   +5
 IAM      3 of 3    ━━━━━━━━━━━━━━━━                      74 %  74 %    =
 S3       1 of 3    ━━━━━───────────                      58 %  52 %   -6

 Missed
 ✗ vpc-nat-per-az    Which NAT gateway does a subnet use?       you c   answer a
 ✗ s3-replicate-old  Replicating objects that exist already              no time

 Next    awsprep review                  3 due tomorrow
         awsprep show s3-replicate-old   read one answer again
         awsprep quiz --missed           these two again
"""
    )


def test_forty_columns_in_ascii() -> None:
    theme = Theme(40, unicode=False)
    assert (
        painted(theme, summary(theme, FACTS))
        == """\
 Session over . quiz . mid
 10 questions . 11 min 42 s
----------------------------------------
 Right    7 of 10   ########----   70 %
          last five  50  60  60  70  70
 Pace     median 58 s of 90 s; 1 ran out
          of time
 Guesses  2 of the 7 right answers; they
          come back sooner

 Topic, right, recall tomorrow
 VPC                   3 of 4  66 %   +5
 IAM                   3 of 3  74 %    =
 S3                    1 of 3  52 %   -6

 Missed
 x vpc-nat-per-az
   Which NAT gateway does a subnet use?
   you c; answer a
 x s3-replicate-old
   Replicating objects that exist
   already
   no time

 Next    awsprep review
         3 due tomorrow
         awsprep show s3-replicate-old
         read one answer again
         awsprep quiz --missed
         these two again
"""
    )


def test_cards_that_came_back_are_no_further_questions() -> None:
    first = painted(Theme(80), summary(Theme(80), replace(FACTS, repeats=3))).splitlines()[0]
    assert first == " Session over · quiz · mid · 7 questions · asked 10 times · 11 min 42 s"


def test_what_you_said_and_the_answer_stay_apart_where_they_are_wrapped() -> None:
    missed = Missed("iam-deny", "What beats an allow?", "an explicit allow in the policy", "an explicit deny")
    text = painted(Theme(40), summary(Theme(40), replace(FACTS, missed=(missed,))))
    assert "\n   you an explicit allow in the policy;\n   answer an explicit deny\n" in text


def test_nothing_answered_is_said_kindly() -> None:
    facts = Facts("quiz", "mid", 0, 3, 0, again=(("awsprep quiz", "ten questions"),))
    assert (
        painted(Theme(80), summary(Theme(80), facts))
        == """\
 Session over · quiz · mid
────────────────────────────────────────────────────────────────────────────────
 Nothing was answered. The questions will be there.

 Next    awsprep quiz   ten questions
"""
    )


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [40, 44, 55, 69, 70, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int, *, unicode: bool) -> None:
    long = Missed(
        "bank/a-very-long-id-that-somebody-gave-to-a-question-of-their-own", "Ein Wort " * 20, "→ é", "…" * 90
    )
    facts = replace(
        FACTS,
        topics=(*FACTS.topics, TopicResult("a-topic-of-somebody-with-a-long-name", 0, 12, 0.0, 1.0)),
        missed=(*FACTS.missed, long),
        again=(*FACTS.again, ("awsprep show " + "x" * 60, "a long one")),
    )
    text = painted(Theme(width, unicode), summary(Theme(width, unicode), facts))
    assert unicode or text.isascii()
    assert "+100" in text


def test_what_is_not_known_is_left_out() -> None:
    facts = Facts("cram", "", 1, 30, 1, last_five=(1.0,), topics=(TopicResult("vpc", 1, 1),))
    text = painted(Theme(80), summary(Theme(80), facts))
    assert "cram · 1 question · 30 s" in text
    assert "Recall" not in text
    assert not any(word in text for word in ("Pace", "Guesses", "Missed", "Next", "last five"))
    narrow = painted(Theme(44), summary(Theme(44), facts))
    assert "Topic, right\n" in narrow


@pytest.mark.parametrize("width", [44, 80])
def test_a_plan_to_an_interview_has_the_last_word(width: int) -> None:
    line = "Interview in 21 days · ready 56 %, the plan says 55 % today · on track"
    text = painted(Theme(width), summary(Theme(width), replace(FACTS, plan=line)))
    assert line in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width


def test_a_pace_needs_no_limit() -> None:
    text = painted(Theme(80), summary(Theme(80), replace(FACTS, limit=None, over=0)))
    assert " Pace     median 58 s\n" in text


@pytest.mark.parametrize(
    ("guesses", "right", "words"),
    [(1, 1, "1 of the 7 right answers; it comes back sooner"), (2, 0, "2, none of them right")],
)
def test_guesses_are_counted_without_blame(guesses: int, right: int, words: str) -> None:
    text = painted(Theme(80), summary(Theme(80), replace(FACTS, guesses=guesses, guesses_right=right)))
    assert f" Guesses  {words}\n" in text
