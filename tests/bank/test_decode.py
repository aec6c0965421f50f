"""Questions come out of a file as they were written."""

from __future__ import annotations

from awsprep.bank.checks import findings
from awsprep.bank.decode import Kind
from awsprep.bank.volume import heading_of, volume_of
from awsprep.core.bank import KINDS, Category, Difficulty, Level, Pillar
from awsprep.core.question import (
    Blank,
    Choice,
    Cloze,
    FollowUp,
    KeyPoint,
    Matching,
    Open,
    Option,
    Ordering,
    Phrases,
    Question,
    RedFlag,
)
from tests.bank.reporting import said, sheet
from tests.bank.writing import EVERY_KIND, bank, choice


def test_an_open_question_has_all_that_was_written() -> None:
    decoded = sheet(EVERY_KIND)
    assert not decoded.page.problems
    assert decoded.items[0].question == Question(
        id="vpc-open",
        topic="vpc",
        level=Level.SENIOR,
        difficulty=Difficulty.HARD,
        category=Category.LARGE_DESIGN,
        pillar=Pillar.OPERATIONAL_EXCELLENCE,
        body=Open("Why?\n\n- first\n- second"),
        aliases=("vpc-old", "vpc-older"),
        tags=("one", "two"),
        answer="Because a security group remembers.",
        contrast={"sg": ("security group",), "nacl": ("network acl",)},
        key_points=(
            KeyPoint("stateful", "It remembers", must=True, phrases=Phrases(("remember*",), "sg", ("SGs remember.",))),
            KeyPoint("plain", "It is plain"),
        ),
        red_flags=(RedFlag("swapped", "Swaps them", critical=True, phrases=Phrases(not_examples=("NACLs do not.",))),),
        follow_ups=(FollowUp("And then?", "Nothing.", "stateful"),),
        refs=("https://docs.aws.amazon.com/vpc/",),
        as_of="2026-11",
    )


def test_each_kind_has_its_body() -> None:
    assert [item.question.body for item in sheet(EVERY_KIND).items[1:]] == [
        Choice("Which one?", (Option("One", right=True, why="So."), Option("Two"))),
        Ordering("In which order?", ("One", "Two", "Three")),
        Matching("Which to which?", (("A", "One"), ("B", "Two")), ("Three",)),
        Cloze(
            (
                Blank(2, ("Two",)),
                " come after ",
                Blank(1, ("one", "a single one"), "a number"),
                ", ",
                Blank(2, ("Two",)),
                " again.",
            )
        ),
    ]


def test_the_kinds_of_files_are_the_kinds_of_questions() -> None:
    assert tuple(kind.value for kind in Kind) == KINDS


def test_a_cloze_has_a_card_for_each_number() -> None:
    assert volume_of(sheet(EVERY_KIND)).headings[4].cards == ("vpc-cloze#1", "vpc-cloze#2")


def test_a_heading_shows_where_and_what() -> None:
    decoded = sheet(EVERY_KIND)
    heading = heading_of(decoded.items[1], decoded)
    assert (heading.path, heading.line, heading.kind, heading.title) == ("bank.yaml", 27, "choice", "Which one?")


def test_a_bank_of_ones_own_goes_before_ids_cards_and_aliases() -> None:
    decoded = sheet("bank: mine\n" + EVERY_KIND, shipped=False)
    headings = volume_of(decoded).headings
    assert decoded.items[0].question.id == "mine/vpc-open"
    assert decoded.items[0].question.aliases == ("mine/vpc-old", "mine/vpc-older")
    assert headings[0].aliases == ("mine/vpc-old", "mine/vpc-older")
    assert headings[4].cards == ("mine/vpc-cloze#1", "mine/vpc-cloze#2")


def test_a_bad_question_is_left_out_and_the_others_play() -> None:
    decoded = sheet(bank(choice("vpc-a"), choice("vpc-b", more="    tags: nat\n"), choice("vpc-c")))
    assert [item.question.id for item in decoded.items] == ["vpc-a", "vpc-c"]
    assert decoded.written == 3


def test_of_two_questions_with_one_id_the_first_plays() -> None:
    decoded = sheet(bank(choice("vpc-a", "Which first?"), choice("vpc-a", "Which second?")))
    assert [item.question.body for item in decoded.items] == [
        Choice("Which first?", (Option("One", right=True), Option("Two")))
    ]


def test_an_advice_leaves_its_question_in_play() -> None:
    decoded = sheet(bank(choice("vpc-a"), topic="vcp", own="mine"), shipped=False)
    assert [item.question.topic for item in decoded.items] == ["vcp"]


def test_a_file_without_its_topic_does_not_play_but_its_questions_are_checked() -> None:
    decoded = sheet(bank(choice("vpc-a", more="    tags: nat\n"), topic="vcp"))
    assert not decoded.items
    assert [problem.code for problem in decoded.page.problems] == ["unknown-topic", "wrong-type"]


def test_a_question_whose_alias_is_taken_does_not_play() -> None:
    decoded = sheet(bank(choice("vpc-a", more="    aliases: [vpc-b]\n"), choice("vpc-b")))
    assert [item.question.id for item in decoded.items] == ["vpc-b"]


def test_terms_are_read_by_their_name() -> None:
    assert sheet("terms:\n  security group: [SG, sgs]\n  nat gateway: []\n").terms == {
        "security group": ("SG", "sgs"),
        "nat gateway": (),
    }


def test_a_text_of_more_than_twenty_thousand_characters_is_refused() -> None:
    assert "error[too-long]: vpc-a: ask has 20001 characters" in said(bank(choice("vpc-a", "a" * 20_001)))


def test_a_thousand_problems_are_enough() -> None:
    decoded = sheet("topic: vpc\nquestions:\n" + "  - no\n" * 5000)
    assert len(decoded.page.problems) == 1001
    assert decoded.page.problems[-1].code == "too-many-problems"


def test_policy_variables_in_gaps_keep_their_braces() -> None:
    decoded = sheet(EVERY_KIND.replace("{{c2::Two}} again", "{{c3::${aws:username}}} again"))
    assert isinstance(decoded.items[4].question.body, Cloze)
    assert Blank(3, ("${aws:username}",)) in decoded.items[4].question.body.parts


def test_advice_counts_among_the_thousand_and_stops_there() -> None:
    same = bank(*(choice(f"vpc-{number}") for number in range(1200)))
    decoded = sheet(same)
    findings([decoded], strict=False)
    assert len(decoded.page.problems) == 1001
    assert decoded.page.problems[-1].code == "too-many-problems"


def test_ids_that_differ_in_blanks_are_the_same() -> None:
    assert "duplicate-id" in said(bank(choice("vpc-a"), choice('" vpc-a "')))
