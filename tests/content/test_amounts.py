"""What the bank promises to hold: something for every topic and level, in all kinds."""

from __future__ import annotations

from collections import Counter

from awsprep.core.bank import TOPICS, Level, Pillar
from awsprep.core.question import Choice
from tests.content.bank import bank, questions


def test_every_topic_has_a_question_at_every_level() -> None:
    cells = Counter((heading.topic, heading.level) for heading in bank().headings.values())
    missing = [f"{topic} {level}" for topic in TOPICS for level in Level if not cells[topic, level]]
    assert not missing


def test_there_is_no_other_topic_than_the_twenty() -> None:
    assert {heading.topic for heading in bank().headings.values()} == set(TOPICS)
    assert len(TOPICS) == 20


def test_a_topic_is_written_in_the_file_of_its_name() -> None:
    astray = [heading.id for heading in bank().headings.values() if not heading.path.endswith(f"/{heading.topic}.yaml")]
    assert not astray


def test_an_id_begins_with_its_topic() -> None:
    astray = [heading.id for heading in bank().headings.values() if not heading.id.startswith(f"{heading.topic}-")]
    assert not astray


def test_there_are_at_least_ninety_questions() -> None:
    assert len(bank().headings) >= 90


def test_there_are_at_least_thirty_five_choices_and_several_have_two_right_options() -> None:
    choices = [question.body for question in questions() if isinstance(question.body, Choice)]
    assert len(choices) >= 35
    assert sum(sum(option.right for option in choice.options) == 2 for choice in choices) >= 8


def test_there_are_at_least_twelve_questions_to_order_match_or_fill() -> None:
    kinds = Counter(heading.kind for heading in bank().headings.values())
    assert kinds["ordering"] + kinds["matching"] + kinds["cloze"] >= 12
    assert min(kinds["ordering"], kinds["matching"], kinds["cloze"]) >= 3


def test_a_quiz_of_ten_can_be_drawn_at_every_level() -> None:
    levels = Counter(heading.level for heading in bank().headings.values())
    assert all(levels[level] >= 30 for level in Level)


def test_every_pillar_but_sustainability_is_asked_about_often() -> None:
    pillars = Counter(question.pillar for question in questions())
    rare = [pillar for pillar in Pillar if pillar is not Pillar.SUSTAINABILITY and pillars[pillar] < 5]
    assert not rare
