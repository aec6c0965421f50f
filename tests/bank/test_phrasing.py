"""What `check` says of the phrases of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.bank import phrasing
from awsprep.bank.checks import findings
from awsprep.bank.sheet import sheet_of
from tests.bank.reporting import said, sheet

if TYPE_CHECKING:
    import pytest

HEAD = """\
topic: vpc
questions:
"""
OPEN = """\
  - id: {id}
    kind: open
    level: junior
    difficulty: easy
    category: basics
    pillar: security
    ask: {ask}
    answer: {answer}
    as_of: 2026-11
    refs: [https://docs.aws.amazon.com/vpc/]
    key_points:
{points}
    red_flags:
{flags}
"""
POINTS = """\
      - {id: kept, text: It keeps state, any: [remember* connection, stateful], examples: [It is stateful.]}
      - {id: side, text: It is at the instance, any: [instance], not_examples: [It is at the subnet.]}
      - {id: only, text: It only allows, any: [only_allow]}"""
FLAGS = """\
      - {id: swap, text: Says it is stateless, any: [stateless], examples: [A group is stateless.]}"""
ANSWER = "It remembers connections, sits at the instance and can only allow."


def bank(
    points: str = POINTS,
    flags: str = FLAGS,
    answer: str = ANSWER,
    ask: str = "What is a group?",
    name: str = "vpc-group",
    kind: str = "open",
) -> str:
    text = OPEN.format(id=name, ask=ask, answer=answer, points=points, flags=flags)
    if kind == "choice":
        text = text.replace("kind: open", "kind: choice") + (
            "    options:\n      - {text: One, right: true, why: So.}\n      - {text: Two, why: No.}\n"
        )
    return text


def told(*questions: str, strict: bool = False) -> str:
    return said(HEAD + "".join(questions), strict=strict)


def test_good_phrases_are_not_spoken_of() -> None:
    assert told(bank(), strict=True) == ""


def test_a_phrase_that_does_not_parse_is_told_where_it_stands() -> None:
    assert told(bank(POINTS.replace("only_allow", '"a||b", only_allow'))) == (
        'bank.yaml:16:48: warning[bad-phrase]: vpc-group: key point only: "a||b" has a "|", "_" or "!" with no word '
        "beside it\n"
        '   16 |         - {id: only, text: It only allows, any: ["a||b", only_allow]}\n'
        "      |                                                  ^^^^^^ CONTRIBUTING.md has the phrase language"
    )


def test_a_model_answer_covers_its_points() -> None:
    assert told(bank(answer="It remembers connections and sits at the instance.")) == (
        "bank.yaml:16:47: warning[answer-misses]: vpc-group: key point only is not found in the model answer\n"
        "   16 |         - {id: only, text: It only allows, any: [only_allow]}\n"
        "      |                                                 ^ add a phrase with the answer's words, "
        "or say it in the answer"
    )


def test_a_model_answer_shows_no_red_flag() -> None:
    assert told(bank(answer=f"{ANSWER} It is stateless.")).startswith(
        'bank.yaml:18:53: warning[answer-flagged]: vpc-group: red flag swap is found in the model answer: "stateless"'
    )


def test_a_question_gives_nothing_away() -> None:
    report = told(bank(ask="What is a stateful thing at the instance? A stateless one?"))
    assert 'key point kept is found in the question itself: "stateful"' in report
    assert 'key point side is found in the question itself: "instance"' in report
    assert 'red flag swap is found in the question itself: "stateless"' in report
    assert report.count("warning[question-scores]") == 3


def test_examples_hold() -> None:
    points = POINTS.replace("It is stateful.", "It is nice., It is stateful.").replace("subnet", "instance, or not")
    first, second = (line for line in told(bank(points)).split("\n") if line.startswith("bank"))
    assert first == "bank.yaml:14:92: warning[example]: vpc-group: key point kept is not found in its example"
    assert second == (
        "bank.yaml:15:81: warning[counter-example]: vpc-group: key point side is found in a text that must not show it: "
        '"instance"'
    )


def test_a_point_s_example_shows_no_red_flag() -> None:
    report = told(bank(POINTS.replace("[It is stateful.]", '["It is stateful. It is stateless."]')))
    assert 'warning[example]: vpc-group: key point kept: its example shows the red flag swap: "stateless"' in report


def test_a_red_flag_s_example_and_counter_example_hold() -> None:
    flags = FLAGS.replace("[A group is stateless.]", "[A group is nice.], not_examples: [A group is stateless.]")
    report = told(bank(flags=flags))
    assert "warning[example]: vpc-group: red flag swap is not found in its example" in report
    assert "warning[counter-example]: vpc-group: red flag swap is found in a text that must not show it" in report


def test_a_red_flag_s_example_is_no_answer() -> None:
    flags = FLAGS.replace("[A group is", '["It can only allow. It is at the instance. A group is').replace(
        "stateless.]}", 'stateless."]}'
    )
    report = told(bank(flags=flags))
    assert "warning[example-scores]: vpc-group: red flag swap: its example covers 2 of 3 key points" in report


def test_only_an_open_question_has_a_model_answer() -> None:
    assert told(bank(answer="So it is.", ask="A stateful one?", kind="choice")) == ""


def test_points_without_phrases_are_passed_over() -> None:
    points = "      - {id: kept, text: It keeps state, any: [stateful]}\n      - {id: side, text: It is there}"
    assert told(bank(points, "      - {id: swap, text: Swaps}", "It is stateful.")) == ""
    assert told(bank("      - {id: kept, text: It keeps state}", "      - {id: swap, text: Swaps}")) == ""


def test_phrases_are_asked_for_where_they_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    points = POINTS.replace(", any: [only_allow]", "")
    flags = "      - {id: swap, text: Swaps them}"
    assert told(bank(points, flags), strict=True) == ""
    monkeypatch.setattr(phrasing, "REQUIRE_PHRASES", True)
    assert told(bank(points, flags)) == ""
    assert told(bank(points, flags), bank(name="vpc-other", ask="Which?", kind="choice"), strict=True) == (
        "bank.yaml:16:14: warning[no-phrases]: vpc-group: key point only has no phrases\n"
        "   16 |         - {id: only, text: It only allows}\n"
        "      |                ^^^^ add any: [words that show it]\n"
        "bank.yaml:18:14: warning[no-phrases]: vpc-group: red flag swap has no phrases\n"
        "   18 |         - {id: swap, text: Swaps them}\n"
        "      |                ^^^^ add any: [words that show it]"
    )


def test_another_question_s_answer_covers_little() -> None:
    other = bank(
        "\n".join(
            f"      - {{id: p{number}, text: P, any: [{word}]}}"
            for number, word in enumerate(("gateway", "route_table", "rout*", "zon*|instance"))
        ),
        "      - {id: swap, text: Swaps them, any: [free_lunch]}",
        "A gateway has a route table, as ever, and routes between zones.",
        "Where does traffic go?",
        "vpc-route",
    )
    near = bank(answer=f"{ANSWER} A gateway has a route table.", name="vpc-near", ask="Which one is near?")
    report = told(bank(), other, near, strict=True)
    assert (
        "bank.yaml:19:9: warning[too-general]: vpc-route: 4 of 4 key points are found in the model answer of vpc-near"
    ) in report
    assert "make these narrower: p0, p1, p2, p3" in report
    assert "vpc-group: 3 of 3 key points are found in the model answer of vpc-near" in report
    assert "too-general" not in told(bank(), other, near)


def test_of_related_questions_more_is_allowed() -> None:
    """They share their topic; two of three points are not too much for them, and for others they are."""
    near = bank(
        "      - {id: route, text: It routes, any: [rout*]}",
        "      - {id: free, text: Thinks it free, any: [free_lunch]}",
        "It remembers connections and sits at the instance. It does route.",
        "Where does traffic go?",
        "vpc-near",
    )
    assert "too-general" not in told(bank(), near, strict=True)
    far = HEAD.replace("vpc", "s3") + near.replace("vpc-near", "s3-near")
    sheets = [sheet(HEAD + bank()), sheet_of("s3.yaml", far.encode(), shipped=True)]
    found = findings(sheets, strict=True).problems
    assert [each.message for each in found if each.code == "too-general"] == [
        "vpc-group: 2 of 3 key points are found in the model answer of s3-near"
    ]
    tagged = [
        sheet(HEAD + bank().replace("as_of", "tags: [firewall]\n    as_of")),
        sheet_of("s3.yaml", far.replace("as_of", "tags: [firewall]\n    as_of").encode(), shipped=True),
    ]
    assert all(each.code != "too-general" for each in findings(tagged, strict=True).problems)


def test_the_text_of_a_point_shows_no_other() -> None:
    loose = POINTS.replace("It only allows", "It only allows at the instance")
    report = told(bank(loose))
    assert (
        'bank.yaml:15:54: warning[loose]: vpc-group: key point side is found in the text of only: "instance"' in report
    )
    assert "ask for a word that only this point has" in report
    assert report.count("warning") == 1
    flags = FLAGS.replace("any: [stateless]", "any: [stateless, keep* state]")
    assert "red flag swap is found in the text of kept" in told(bank(flags=flags))


def test_terms_of_the_checked_files_count() -> None:
    own = sheet("terms: {security group: [bouncer]}")
    questions = sheet(HEAD + bank(POINTS.replace("[instance]", "[security_group]"), answer="A bouncer. " + ANSWER))
    assert findings([own, questions], strict=False).problems == ()
    report = said(HEAD + bank(POINTS.replace("[instance]", "[security_group]"), answer="A bouncer. " + ANSWER))
    assert "key point side is not found in the model answer" in report
    assert told(bank(POINTS.replace("[instance]", "[security_group]"), answer="An SG. " + ANSWER)) == ""


def test_without_readable_terms_words_stand_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "shipped_folder", lambda: "nowhere")
    assert "side is not found" in told(
        bank(POINTS.replace("[instance]", "[security_group]"), answer="An SG. " + ANSWER)
    )


def test_a_page_that_has_enough_ends_the_review_of_its_questions() -> None:
    many = ", ".join(["a||b"] * 1_100)
    text = HEAD + bank(POINTS.replace("only_allow", f"{many}, only_allow")) + bank(name="vpc-two", ask="Why?")
    found = findings([sheet_of("bank.yaml", text.encode(), shipped=True)], strict=True)
    assert found.problems
    assert {problem.code for problem in found.problems} == {"bad-phrase", "too-many-problems"}
