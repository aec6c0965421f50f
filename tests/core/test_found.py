from __future__ import annotations

from awsprep.core.bank import Category, Difficulty, Level, Pillar
from awsprep.core.found import find, label_of, text_of
from awsprep.core.question import Choice, KeyPoint, Lab, Option, Question, RedFlag
from tests.core.bank import heading

HEADINGS = [
    heading("vpc-endpoint"),
    heading("s3-private", "s3"),
    heading("load-balancing-fixed", "load-balancing"),
]
TEXTS = {
    "vpc-endpoint": "add a route",
    "s3-private": "through a gateway endpoint of the vpc",
    "load-balancing-fixed": "an elastic ip address",
}


def found(query: str) -> list[str]:
    return [hit.id for hit in find(HEADINGS, query, TEXTS.__getitem__)]


def question(body: Choice | Lab) -> Question:
    return Question(
        "q",
        "vpc",
        Level.MID,
        Difficulty.EASY,
        Category.BASICS,
        Pillar.COST,
        body,
        answer="Because of PrivateLink.",
        key_points=(KeyPoint("k", "A Point"),),
        red_flags=(RedFlag("f", "A Flag"),),
    )


def test_every_word_must_be_there_in_any_case() -> None:
    assert found("GATEWAY Endpoint") == ["s3-private"]
    assert found("gateway elastic") == []


def test_what_is_called_so_comes_before_what_says_so() -> None:
    assert found("endpoint") == ["vpc-endpoint", "s3-private"]
    assert found("vpc") == ["vpc-endpoint", "s3-private"]


def test_the_beginning_of_a_word_comes_before_its_inside() -> None:
    headings = [heading("cost-terminated"), heading("vpc-nat-gateway"), heading("vpc-natural")]
    assert [hit.id for hit in find(headings, "nat", "".join)] == ["vpc-nat-gateway", "vpc-natural", "cost-terminated"]
    assert [hit.id for hit in find(headings, "nat-gate", "".join)] == ["vpc-nat-gateway"]


def test_a_topic_is_found_by_its_name() -> None:
    assert found("load balancing") == ["load-balancing-fixed"]


def test_words_may_be_split_between_name_and_text() -> None:
    assert found("s3 gateway") == ["s3-private"]


def test_nothing_asked_finds_all_in_order() -> None:
    assert found("  ") == [each.id for each in HEADINGS]


def test_texts_are_not_read_where_the_name_is_enough() -> None:
    def unread(name: str) -> str:
        raise AssertionError(name)

    assert [hit.id for hit in find(HEADINGS[:1], "endpoint", unread)] == ["vpc-endpoint"]


def test_a_text_is_all_that_a_question_says() -> None:
    choice = Choice("Which one?", (Option("An Interface", right=True), Option("A NAT")))
    text = text_of(question(choice))
    for part in ("which one?", "an interface", "a nat", "privatelink", "a point", "a flag"):
        assert part in text
    lab = text_of(question(Lab("routes", {"zones": 3, "names": ["Alpha"], "deep": {"of": "Beta"}})))
    assert "routes" in lab
    assert "alpha" in lab
    assert "beta" in lab


def test_a_label_holds_id_title_tags_and_topic() -> None:
    assert label_of(heading("s3-a", "s3")) == "s3-a what is s3-a? s3 s3"
