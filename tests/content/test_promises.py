"""What every shipped question promises: sources, dates, reasons, and no way to guess it by its looks."""

from __future__ import annotations

import os
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from awsprep.core.bank import Level
from awsprep.core.exercise import Pick, present
from awsprep.core.question import Choice, Cloze, Lab, Open, Question, describe
from tests.content.bank import TREE, questions, strict_findings

HOSTS = {
    "docs.aws.amazon.com",
    "aws.amazon.com",
    "repost.aws",  # AWS's own answers to common questions
    "sdk.amazonaws.com",  # the API reference of the SDK for Java
    "docs.localstack.cloud",  # what LocalStack itself does
}
"""Where a source may lie. A new host is added here with what makes it trustworthy."""

_OTHER_OPTIONS = re.compile(
    r"\b(?:option|choice)s? (?:[A-F1-6]\b|above|below)|\b(?:first|second|third|fourth|fifth|last|previous) option\b"
)


def _choices() -> list[tuple[Question, Choice]]:
    return [(question, question.body) for question in questions() if isinstance(question.body, Choice)]


def test_a_strict_check_of_the_shipped_files_finds_nothing() -> None:
    found = strict_findings()
    assert [str(problem) for problem in found.problems] == []
    assert found.questions == len(questions())


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_source_is_a_secure_address_at_a_known_place_and_one_is_of_aws(question: Question) -> None:
    addresses = [urlsplit(ref) for ref in question.refs]
    assert {address.scheme for address in addresses} == {"https"}
    assert {address.hostname for address in addresses} <= HOSTS
    assert len(set(question.refs)) == len(question.refs)
    assert any(str(address.hostname).endswith("aws.amazon.com") for address in addresses)


def test_facts_were_checked_in_the_twelve_months_before_the_release() -> None:
    with open(os.path.join(TREE, "CHANGELOG.md"), encoding="utf-8") as file:
        released = re.search(r"^## \[\d[^]]*\] - (\d{4})-(\d{2})-\d{2}$", file.read(), re.MULTILINE)
    assert released is not None
    release = int(released[1]) * 12 + int(released[2])
    ages = {question.id: release - _months(question.as_of) for question in questions()}
    assert {name: age for name, age in ages.items() if not 0 <= age <= 12} == {}


def _months(date: str) -> int:
    year, month = date.split("-")[:2]
    return int(year) * 12 + int(month)


def test_every_question_explains_its_answer() -> None:
    for question in questions():
        if isinstance(question.body, Choice):
            assert all(option.why for option in question.body.options), question.id
        elif not isinstance(question.body, Lab):  # a model explains it
            assert question.answer, question.id


def test_every_choice_has_right_and_wrong_options_and_at_least_four() -> None:
    for question, choice in _choices():
        right = sum(option.right for option in choice.options)
        assert 1 <= right < len(choice.options) >= 4, question.id


def test_every_choice_of_several_says_how_many() -> None:
    words = {2: "two", 3: "three", 4: "four"}
    for question, choice in _choices():
        right = sum(option.right for option in choice.options)
        if right > 1:
            said = f"{choice.ask} {describe(question).label}".lower()
            assert words[right] in said, question.id


def test_every_open_question_can_be_compared_with_points_of_which_some_are_a_must() -> None:
    for question in questions():
        if isinstance(question.body, Open):
            assert 3 <= len(question.key_points) <= 6, question.id
            assert 1 <= sum(point.must for point in question.key_points) < len(question.key_points), question.id
            assert 1 <= len(question.red_flags) <= 3, question.id
            assert question.follow_ups or question.level is Level.JUNIOR, question.id


def test_every_point_and_flag_of_an_open_question_can_be_found_in_a_typed_answer() -> None:
    asked = [question for question in questions() if isinstance(question.body, Open)]
    told = [(each.id, point.id, point.phrases) for each in asked for point in each.key_points]
    told += [(each.id, flag.id, flag.phrases) for each in asked for flag in each.red_flags]
    assert len(told) > 500
    assert not [(name, point) for name, point, phrases in told if not (phrases.any and phrases.examples)]
    assert not [(each.id, flag.id) for each in asked for flag in each.red_flags if not flag.phrases.not_examples]


def test_every_follow_up_probes_a_key_point_or_says_none() -> None:
    for question in questions():
        points = {"", *(point.id for point in question.key_points)}
        assert {follow_up.probes for follow_up in question.follow_ups} <= points, question.id


def test_every_gap_has_one_short_answer() -> None:
    for question in questions():
        if isinstance(question.body, Cloze):
            answers = [part.accept[0] for part in question.body.parts if not isinstance(part, str)]
            assert all(len(answer.split()) <= 4 for answer in answers), question.id


def test_no_text_speaks_of_an_option_by_its_place_because_options_are_shuffled() -> None:
    for question, choice in _choices():
        texts = [choice.ask, question.answer, *(text for o in choice.options for text in (o.text, o.why))]
        assert not [text for text in texts if _OTHER_OPTIONS.search(text)], question.id


def test_the_right_option_is_not_mostly_the_longest_nor_mostly_the_shortest() -> None:
    longest = shortest = expected = 0.0
    for _, choice in _choices():
        lengths = [len(option.text) for option in choice.options]
        for extreme in (max(lengths), min(lengths)):
            tied = [option.right for option in choice.options if len(option.text) == extreme]
            share = sum(tied) / len(tied)
            longest, shortest = (longest + share, shortest) if extreme == max(lengths) else (longest, shortest + share)
        expected += sum(option.right for option in choice.options) / len(lengths)
    count = len(_choices())
    assert longest / count <= 0.30  # by chance it would be `expected`, 0.27
    assert shortest / count <= expected / count + 0.15


def test_authors_do_not_put_the_right_option_in_one_place() -> None:
    places = Counter(number for _, choice in _choices() for number, option in enumerate(choice.options) if option.right)
    assert max(places.values()) <= 0.4 * sum(places.values())


def test_the_right_option_is_shown_in_every_place_alike() -> None:
    shown: Counter[int] = Counter()
    singles = [question for question, choice in _choices() if len(choice.options) == 4]
    for question in singles:
        for seed in range(50):
            task = present(question, question.id, seed).task
            assert isinstance(task, Pick)
            shown.update(place for place, index in enumerate(task.shown) if index in task.right)
    even = sum(shown.values()) / 4
    assert all(abs(shown[place] - even) < 0.1 * even for place in range(4))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_no_text_of_a_question_holds_what_belongs_to_another_field(question: Question) -> None:
    """A list that slipped into a folded text is shown to learners, and no reader of YAML complains."""
    texts = [
        question.answer,
        *(point.text for point in question.key_points),
        *(flag.text for flag in question.red_flags),
    ]
    if isinstance(question.body, Choice):
        texts += [text for option in question.body.options for text in (option.text, option.why)]
    prose = [re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL) for text in texts]
    assert not [text for text in prose if re.search(r"\b[a-z_]+: ?\[", text)]


def test_a_model_answer_can_be_said_in_about_a_minute() -> None:
    long = {
        q.id: len(q.answer.split()) for q in questions() if isinstance(q.body, Open) and len(q.answer.split()) > 170
    }
    assert long == {}
