from __future__ import annotations

import pytest

from awsprep.core.bank import TOPICS, Bank, question_id, title_of, topic_name
from awsprep.core.question import Body, Lab, describe
from tests.core.bank import heading
from tests.core.questions import CHOICE, CLOZE, LAB, MATCHING, OPEN, ORDERING, POINTS, TWO, question


@pytest.mark.parametrize(
    ("body", "kind", "label", "seconds", "prompt"),
    [
        (OPEN, "open", "in your own words", 180, "Why?"),
        (CHOICE, "choice", "choose one", 90, "Which one?"),
        (TWO, "choice", "choose two", 120, "Which two?"),
        (ORDERING, "ordering", "put in order", 120, "In which order?"),
        (MATCHING, "matching", "match", 120, "Which to which?"),
        (CLOZE, "cloze", "fill the gap", 90, "____ lies in one ____."),
        (LAB, "lab", "lab, choose one", 120, "How many addresses of a subnet are yours to use? (mid)"),
        (Lab("flux"), "lab", "lab, choose one", 120, "flux"),
    ],
)
def test_each_kind_has_its_label_and_its_time(body: Body, kind: str, label: str, seconds: int, prompt: str) -> None:
    about = describe(question(body))
    assert (about.kind, about.label, about.seconds, about.prompt) == (kind, label, seconds, prompt)


def test_each_gap_is_a_card_and_any_other_question_is_one() -> None:
    assert describe(question(CLOZE)).cards == ("vpc-one#1", "vpc-one#2")
    assert describe(question(ORDERING)).cards == ("vpc-one",)
    assert [question_id(card) for card in ("vpc-one#2", "vpc-one")] == ["vpc-one", "vpc-one"]


@pytest.mark.parametrize("body", [OPEN, CHOICE, TWO, ORDERING, MATCHING, CLOZE, LAB])
def test_the_meaning_changes_with_the_answer_and_not_with_the_tags(body: Body) -> None:
    meaning = describe(question(body)).meaning
    assert describe(question(body, tags=("one",), refs=("https://docs.aws.amazon.com/",))).meaning == meaning
    assert describe(question(body, answer="Otherwise.")).meaning != meaning
    assert describe(question(body, key_points=POINTS)).meaning != meaning


def test_the_meaning_of_each_kind_holds_what_is_asked_and_what_is_right() -> None:
    assert describe(question(CHOICE)).meaning["options"] == [["A", True], ["B", False], ["C", False]]
    assert describe(question(ORDERING)).meaning["items"] == ["First", "Second", "Third"]
    assert describe(question(MATCHING)).meaning["pairs"] == [["A", "One"], ["B", "Two"]]
    assert describe(question(MATCHING)).meaning["extra"] == ["Three"]
    assert describe(question(CLOZE)).meaning["text"][0] == [1, "An AZ", "A zone"]
    assert describe(question(LAB)).meaning["with"] == {"find": "usable"}


def test_topics_have_names_and_own_ones_their_slug() -> None:
    assert topic_name("vpc") == "VPC"
    assert topic_name("my-topic") == "my-topic"
    assert len(TOPICS) == 20


class TestTitles:
    def test_the_beginning_is_the_title(self) -> None:
        assert title_of("Once upon a time.  Was\nit? And then what?") == "Once upon a time. Was it? And then what?"

    def test_code_is_left_out(self) -> None:
        assert title_of("Look at\n```\nx ? y : z?\n```\nWhat is it?") == "Look at What is it?"

    def test_a_long_one_is_cut_at_a_word(self) -> None:
        title = title_of("word " * 40)
        assert title.endswith("word...")
        assert len(title) <= 72

    def test_nothing_has_no_title(self) -> None:
        assert title_of("") == ""


def test_a_bank_knows_its_cards_and_the_old_names() -> None:
    gaps = heading("gaps", cards=2)
    bank = Bank({"gaps": gaps}, (), lambda name: question(CLOZE, name))
    assert list(bank.cards()) == ["gaps#1", "gaps#2"]
    assert bank.aliases() == {}
    assert bank.read("gaps").id == "gaps"
