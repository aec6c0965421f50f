"""Finding questions by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.bank import topic_name
from awsprep.core.question import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from awsprep.core.bank import Heading
    from awsprep.core.question import Question


def find(headings: Iterable[Heading], query: str, text_of: Callable[[str], str]) -> tuple[Heading, ...]:
    """The questions that hold every word of a query, in any case and as parts of words.

    First those with all words in id, title, tags or topic, led by the ones where each begins a word ("nat" is in
    "terminated" too), then those that need their whole text, `text_of(id)`; each in the order given. An empty query
    finds all.
    """
    words = query.casefold().split()
    begun: list[Heading] = []
    named: list[Heading] = []
    told: list[Heading] = []
    for heading in headings:
        label = label_of(heading)
        missing = [word for word in words if word not in label]
        if not missing:
            (begun if all(_begins(word, label) for word in words) else named).append(heading)
        elif (text := text_of(heading.id)) and all(word in text for word in missing):
            told.append(heading)
    return (*begun, *named, *told)


def _begins(word: str, label: str) -> bool:
    """Whether a word stands at the beginning of a word; a hyphen parts words."""
    return f" {word}".replace("-", " ") in f" {label}".replace("-", " ")


def label_of(heading: Heading) -> str:
    """What a question is called: id, title, tags and topic, in lower case."""
    return " ".join((heading.id, heading.title, *heading.tags, heading.topic, topic_name(heading.topic))).casefold()


def text_of(question: Question) -> str:
    """All that a question says, in lower case: prompt, options, answer, key points, why."""
    about = describe(question)
    flags = (flag.text for flag in question.red_flags)
    return " ".join((about.prompt, *_texts(about.meaning), *flags)).casefold()


def _texts(value: Any) -> list[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return []
    return [text for each in value for text in _texts(each)]
