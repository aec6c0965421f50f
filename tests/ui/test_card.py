from __future__ import annotations

import json
from typing import Any

import pytest

from awsprep.core.bank import Category, Difficulty, Heading, Level, Pillar
from awsprep.core.progress import Progress
from awsprep.core.question import (
    Blank,
    Body,
    Choice,
    Cloze,
    FollowUp,
    KeyPoint,
    Matching,
    Open,
    Option,
    Ordering,
    Question,
    RedFlag,
    describe,
)
from awsprep.core.replay import replay
from awsprep.ui.card import Shown, page
from awsprep.ui.card_json import as_json
from awsprep.ui.theme import Theme
from tests.core.lines import DAY, Writer
from tests.ui.reports import painted

BODIES: list[Body] = [
    Open("What is a VPC?"),
    Choice(
        "Which change meets both needs?",
        (
            Option("An interface endpoint", why="It works, but costs per hour."),
            Option("A gateway endpoint for S3, added to the private route tables", right=True, why="It has no charge."),
            Option("A NAT gateway"),
        ),
    ),
    Ordering("In which order are they looked at?", ("Security group", "Network ACL", "Route table")),
    Matching("Match them.", (("S3", "objects"), ("EBS", "blocks")), ("queues",)),
    Cloze(("A subnet lies in ", Blank(1, ("one", "1"), "number"), " zone of ", Blank(2, ("one Region",)), ".")),
]


def question(body: Body, **fields: Any) -> Question:
    about = {
        "answer": "It is a route table entry.",
        "key_points": (KeyPoint("route", "It is a route table entry", must=True), KeyPoint("free", "No charge")),
        "red_flags": (RedFlag("public", "S3 is public, so a NAT is needed", critical=True),),
        "follow_ups": (FollowUp("And from on-premises?", "An interface endpoint."),),
        "refs": ("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",),
        "as_of": "2026-11",
        **fields,
    }
    return Question("vpc-q", "vpc", Level.MID, Difficulty.EASY, Category.BASICS, Pillar.COST, body, **about)


def shown(each: Question, writer: Writer | None = None, day: int = DAY) -> Shown:
    about = describe(each)
    heading = Heading(
        each.id, "vpc", "mid", "easy", "basics", about.kind, "Which change?", about.cards, path="vpc.yaml"
    )
    lines = writer.lines if writer else []
    reviews: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line["type"] == "review":
            reviews.setdefault(line["card"], []).append(line)
    return Shown(each, heading, replay(lines, {}) if lines else Progress(), reviews, day)


def test_a_choice_with_a_history() -> None:
    journal = Writer()
    journal.review("vpc-q", 1, DAY - 10, ms=61_000, over=True)
    journal.review("vpc-q", 3, DAY - 9, due=DAY + 8, guess=True)
    journal.write("flag", card="vpc-q", on=True)
    journal.write("note", card="vpc-q", text="ask about endpoint policies")
    assert (
        painted(Theme(80), page(Theme(80), shown(question(BODIES[1]), journal)))
        == """\
 vpc-q · VPC · mid · easy · choose one
────────────────────────────────────────────────────────────────────────────────
 Which change meets both needs?

   a)  An interface endpoint
 ✓ b)  A gateway endpoint for S3, added to the private route tables
   c)  A NAT gateway

 Why       It has no charge.

           It is a route table entry.
 Not a     It works, but costs per hour.

 Say this  + It is a route table entry (must)
           + No charge

 Red flags ! S3 is public, so a NAT is needed (critical)

 Then      And from on-premises?

           An interface endpoint.

 Read      docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 Checked   2026-11

 Your history
   Due in 8 days (2026-11-29). Recall tomorrow 75 %. Stability 1.9 days,
   difficulty 6.4 of 10. Right 1 of 2, 1 min 41 s in all. Flagged.
   Note: ask about endpoint policies
   2026-11-11, quiz, wrong, Again, 1 min 1 s, over time
   2026-11-12, quiz, right, Good, 40 s, guessed
"""
    )


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [40, 44, 59, 60, 80, 120])
@pytest.mark.parametrize("body", BODIES, ids=[type(body).__name__ for body in BODIES])
def test_every_kind_fits_and_shows_its_answer(body: Body, width: int, *, unicode: bool) -> None:
    theme = Theme(width, unicode)
    each = question(body, answer="The answer → is “this” one. " * 12)
    text = painted(theme, page(theme, shown(each)))
    assert unicode or text.isascii()
    flat = " ".join(text.split())
    for part in ("vpc-q", "The answer", "Say this", "Red flags", "2026-11", "Not answered yet."):
        assert part in flat


def test_an_ordering_is_listed_in_the_right_order() -> None:
    text = painted(Theme(80), page(Theme(80), shown(question(BODIES[2]))))
    assert "   1.  Security group\n   2.  Network ACL\n   3.  Route table\n" in text


def test_a_matching_is_listed_in_pairs() -> None:
    text = painted(Theme(80), page(Theme(80), shown(question(BODIES[3]))))
    assert "   1.  S3: objects\n   2.  EBS: blocks\n   -   queues (belongs to none)\n" in text


def test_a_cloze_shows_each_gap_and_the_history_of_each() -> None:
    journal = Writer()
    journal.review("vpc-q#2", 3, DAY - 1, due=DAY)
    text = painted(Theme(80), page(Theme(80), shown(question(BODIES[4]), journal)))
    assert " A subnet lies in ____ (number) zone of one Region.\n   ✓   one / 1\n" in text
    assert " A subnet lies in one zone of ____.\n   ✓   one Region\n" in text
    assert " vpc-q#1\n   Not answered yet.\n vpc-q#2\n   Due now. Recall tomorrow " in text


def test_a_leech_that_was_set_aside_says_so() -> None:
    journal = Writer()
    for day in range(9):
        journal.review("vpc-q", 1, DAY - 9 + day, due=DAY - 8 + day)
    journal.write("suspend", card="vpc-q", on=True)
    journal.write("bury", card="vpc-q", until=DAY + 1)
    flat = " ".join(painted(Theme(80), page(Theme(80), shown(question(BODIES[0]), journal))).split())
    for sentence in (
        "Forgotten 8 times. A leech: set aside until --release. Right 0 of 9",
        "Suspended. Buried until 2026-11-22.",
        "and 1 earlier",
    ):
        assert sentence in flat


def test_a_card_that_was_reset_is_new_to_the_schedule() -> None:
    journal = Writer()
    journal.review("vpc-q", 3, DAY - 1)
    journal.write("reset", card="vpc-q")
    assert "New to the schedule. Right 1 of 1" in painted(
        Theme(80), page(Theme(80), shown(question(BODIES[0]), journal))
    )


def test_a_card_due_tomorrow_says_tomorrow() -> None:
    journal = Writer()
    journal.review("vpc-q", 1, DAY)
    assert "Due tomorrow (2026-11-22)." in painted(Theme(80), page(Theme(80), shown(question(BODIES[0]), journal)))


def test_bare_questions_have_no_empty_headings() -> None:
    bare = question(BODIES[0], answer="", key_points=(), red_flags=(), follow_ups=(), refs=(), as_of="")
    text = painted(Theme(80), page(Theme(80), shown(bare)))
    assert not any(word in text for word in ("Why", "Answer", "Say this", "Red flags", "Then", "Read", "Checked"))
    dated = painted(Theme(80), page(Theme(80), shown(question(BODIES[0], refs=()))))
    assert "\n\n Checked   2026-11\n" in dated


def essayist() -> Writer:
    """Somebody who typed an answer three times, the last time nothing."""
    journal = Writer()
    for day, text in ((DAY - 9, "An old answer."), (DAY - 8, "It is a route.\n\nAnd it is free."), (DAY - 7, "")):
        journal.review("vpc-q", 2, day, given=text, score=0.5, points={"auto": [], "final": ["route"]}, flags={})
    journal.write("note", card="vpc-q", text="it costs no cent", point="free", on=True)
    return journal


def test_the_last_typed_answer_and_own_words_are_shown() -> None:
    text = painted(Theme(80), page(Theme(80), shown(question(BODIES[0]), essayist())))
    assert text.endswith(
        """\
   Your words for “No charge”: "it costs no cent"
   2026-11-12, quiz, 50 % of the points, Hard, 40 s
   2026-11-13, quiz, 50 % of the points, Hard, 40 s
   2026-11-14, quiz, 50 % of the points, Hard, 40 s
   You wrote on 2026-11-13:
     It is a route.

     And it is free.
"""
    )


class TestJson:
    def test_it_has_the_last_typed_answer_and_own_words(self) -> None:
        (card,) = as_json(shown(question(BODIES[0]), essayist()))["cards"]
        assert card["typed"] == "It is a route.\n\nAnd it is free."
        assert card["own_words"] == {"free": ["it costs no cent"]}
        (new,) = as_json(shown(question(BODIES[0])))["cards"]
        assert (new["typed"], new["own_words"]) == (None, {})

    def test_it_has_the_question_its_cards_and_their_history(self) -> None:
        journal = Writer()
        journal.review("vpc-q", 3, DAY - 10, due=DAY - 2)
        told = json.loads(json.dumps(as_json(shown(question(BODIES[1]), journal)), allow_nan=False))
        assert told["schema"] == 1
        assert (told["id"], told["kind"], told["as_of"]) == ("vpc-q", "choice", "2026-11")
        (card,) = told["cards"]
        assert [option["right"] for option in card["options"]] == [False, True, False]
        assert (card["due"], card["reps"], card["lapses"]) == ("2026-11-19", 1, 0)
        assert 0 < card["recall"] < 1
        assert [(each["day"], each["rating"], each["seconds"]) for each in card["history"]] == [
            ("2026-11-11", "good", 40.0)
        ]

    def test_without_an_answer_figures_are_null(self) -> None:
        (card,) = as_json(shown(question(BODIES[0])))["cards"]
        assert [card[name] for name in ("due", "stability", "difficulty", "recall")] == [None] * 4
        assert card["history"] == []

    def test_each_kind_gives_its_answer(self) -> None:
        ordering, matching, cloze = (as_json(shown(question(body)))["cards"] for body in BODIES[2:])
        assert ordering[0]["order"] == ["Security group", "Network ACL", "Route table"]
        assert matching[0]["pairs"] == [["S3", "objects"], ["EBS", "blocks"]]
        assert matching[0]["extra"] == ["queues"]
        assert [card["accept"] for card in cloze] == [["one", "1"], ["one Region"]]
