"""Whether the phrases of a question find what they should in its own texts, before any learner types an answer."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.bank.decode import id_of
from awsprep.bank.files import content, shipped_folder
from awsprep.bank.page import EnoughError
from awsprep.core.problem import Problem
from awsprep.core.question import Open, describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page
    from awsprep.bank.sheet import Item, Sheet
    from awsprep.core.glossary import Glossary
    from awsprep.core.phrases import Found, Marked, Prepared
    from awsprep.core.question import KeyPoint, Question, RedFlag

REQUIRE_PHRASES = False
"""Whether the strict check asks for phrases on each point of an open question."""

GENERAL_FROM, GENERAL_SHARE, RELATED_SHARE = 3, 1 / 2, 2 / 3
"""Another question's model answer that covers more than such a share of a question's points is told of; from so many
points on. Of questions that share their topic or a tag the answers rightly say some of the same, so more is allowed.
"""
WEAK_FROM, WEAK_SHARE = 2, 2 / 3
"""A red flag's example that covers this share of the key points would pass for an answer; from so many points on."""


class _Point(NamedTuple):
    """A key point or red flag, the key that it stands below, its number there, and what messages call it."""

    key: str
    number: int
    called: str
    point: KeyPoint | RedFlag


class _Case(NamedTuple):
    """A question under review."""

    page: Page
    item: Item
    prepared: Prepared


def review(sheets: Sequence[Sheet], *, strict: bool) -> None:
    """Adds to the sheets' pages what is wrong with the phrases of their questions.

    Questions without phrases are passed over, unless the strict check requires them. The strict check also compares
    each question's phrases with the model answers of all the others.
    """
    if strict and REQUIRE_PHRASES:
        for sheet in sheets:
            for item in sheet.items:
                with _labelled(sheet.page, item.question):
                    _missing(sheet.page, item)
    phrased = [(sheet.page, item) for sheet in sheets for item in sheet.items if _has_phrases(item.question)]
    if not phrased:
        return
    from awsprep.core.glossary import Glossary
    from awsprep.core.phrases import Prepared

    glossary = Glossary(_terms(sheets))
    cases = [_Case(page, item, Prepared(item.question, glossary)) for page, item in phrased]
    for case in cases:
        with _labelled(case.page, case.item.question):
            _own_texts(case)
    if strict:
        _foreign_answers(cases, glossary)


@contextmanager
def _labelled(page: Page, question: Question) -> Iterator[None]:
    """Names the question in the messages of a page; a page that has enough says so itself."""
    page.label = f"{question.id.rpartition('/')[2]}: "
    with suppress(EnoughError):
        yield
    page.label = ""


def _points(question: Question) -> Iterator[_Point]:
    for number, point in enumerate(question.key_points):
        yield _Point("key_points", number, f"key point {point.id}", point)
    for number, flag in enumerate(question.red_flags):
        yield _Point("red_flags", number, f"red flag {flag.id}", flag)


def _has_phrases(question: Question) -> bool:
    return any(each.point.phrases.any for each in _points(question))


def _terms(sheets: Sequence[Sheet]) -> Mapping[str, Sequence[str]]:
    """The terms among the files, or the shipped ones where there are none."""
    found = {term: others for sheet in sheets for term, others in sheet.terms.items()}
    if found:
        return found
    from awsprep.bank.sheet import sheet_of

    path = f"{shipped_folder()}/terms.yaml"
    read = content(path)
    return {} if isinstance(read, Problem) else sheet_of(path, read[0], shipped=True).terms


def _missing(page: Page, item: Item) -> None:
    if isinstance(item.question.body, Open):
        for each in _points(item.question):
            if not each.point.phrases.any:
                at = _node(item, each, "id")
                page.warn("no-phrases", at, f"{each.called} has no phrases", "add any: [words that show it]")


def _own_texts(case: _Case) -> None:
    """A question's phrases, its model answer and prompt, and their examples."""
    from awsprep.core.pattern import parse

    page, item, _ = case
    for each in _points(item.question):
        for phrase in each.point.phrases.any:
            problem = parse(phrase)
            if isinstance(problem, str):
                at = _node(item, each, "any", phrase)
                page.warn("bad-phrase", at, f"{each.called}: {problem}", "CONTRIBUTING.md has the phrase language")
    if isinstance(item.question.body, Open):
        _model_answer(case)
        _prompt(case)
        _other_points(case)
    for each in _points(item.question):
        if each.point.phrases.any:
            _examples(case, each)
            _counter_examples(case, each)


def _model_answer(case: _Case) -> None:
    page, item, prepared = case
    marked = prepared.mark(item.question.answer)
    for each in _points(item.question):
        found = _of(marked, each)
        if each.key == "key_points" and each.point.phrases.any and not found.found:
            message = f"{each.called} is not found in the model answer"
            hint = "add a phrase with the answer's words, or say it in the answer"
            page.warn("answer-misses", _node(item, each, "any"), message, hint)
        elif each.key == "red_flags" and found.found:
            message = f'{each.called} is found in the model answer: "{found.evidence}"'
            hint = "join words with _ or >, or say with ! what must be absent"
            page.warn("answer-flagged", _node(item, each, "any"), message, hint)


def _prompt(case: _Case) -> None:
    page, item, prepared = case
    marked = prepared.mark(describe(item.question).prompt.replace("?", "."))
    for each in _points(item.question):
        if _of(marked, each).found:
            message = f'{each.called} is found in the question itself: "{_of(marked, each).evidence}"'
            hint = "ask for a word that the question does not give"
            page.warn("question-scores", _node(item, each, "any"), message, hint)


def _other_points(case: _Case) -> None:
    """The text of a key point states this point alone, so that the phrases of another that find it there are loose."""
    page, item, prepared = case
    for point in item.question.key_points:
        marked = prepared.mark(point.text)
        for each in _points(item.question):
            found = _of(marked, each)
            if found.found and found.id != point.id:
                message = f'{each.called} is found in the text of {point.id}: "{found.evidence}"'
                hint = "ask for a word that only this point has, or say with ! what must be absent"
                page.warn("loose", _node(item, each, "any"), message, hint)


def _examples(case: _Case, each: _Point) -> None:
    page, item, prepared = case
    phrased = sum(bool(point.phrases.any) for point in item.question.key_points)
    for example in each.point.phrases.examples:
        at = _node(item, each, "examples", example)
        marked = prepared.mark(example)
        if not _of(marked, each).found:
            page.warn("example", at, f"{each.called} is not found in its example", "add a phrase, or mend the example")
        fired = next((flag for flag in marked.flags if flag.found), None)
        covered = sum(found.found for found in marked.points)
        if each.key == "key_points" and fired is not None:
            message = f'{each.called}: its example shows the red flag {fired.id}: "{fired.evidence}"'
            page.warn("example", at, message, "make the red flag's phrases narrower, or mend the example")
        elif each.key == "red_flags" and covered >= max(WEAK_FROM, WEAK_SHARE * phrased):
            message = f"{each.called}: its example covers {covered} of {phrased} key points"
            page.warn("example-scores", at, message, "make the phrases of the key points narrower")


def _counter_examples(case: _Case, each: _Point) -> None:
    page, item, prepared = case
    for example in each.point.phrases.not_examples:
        found = _of(prepared.mark(example), each)
        if found.found:
            at = _node(item, each, "not_examples", example)
            message = f'{each.called} is found in a text that must not show it: "{found.evidence}"'
            page.warn("counter-example", at, message, "make the phrases narrower")


def _foreign_answers(cases: Sequence[_Case], glossary: Glossary) -> None:
    """Phrases that find their points in the answer to something else."""
    from awsprep.bank.shelf import Shelf

    shelf = Shelf([case.item.question.answer for case in cases], glossary)
    for number, (page, item, prepared) in enumerate(cases):
        points = [point for point in item.question.key_points if point.phrases.any]
        if len(points) < GENERAL_FROM or not isinstance(item.question.body, Open):
            continue
        for other in shelf.candidates(prepared, GENERAL_SHARE * len(points)):
            question = cases[other].item.question
            covered = [] if other == number else prepared.mark(question.answer).points
            found = [point.id for point in covered if point.found]
            if len(found) > _allowed(item.question, question) * len(points):
                name = question.id.rpartition("/")[2]
                message = f"{len(found)} of {len(points)} key points are found in the model answer of {name}"
                hint = f"make these narrower: {', '.join(found)}"
                with _labelled(page, item.question):
                    page.warn("too-general", id_of(item.node), message, hint)


def _allowed(one: Question, other: Question) -> float:
    """The share of a question's points that another's answer may cover."""
    related = one.topic == other.topic or not set(one.tags).isdisjoint(other.tags)
    return RELATED_SHARE if related else GENERAL_SHARE


def _of(marked: Marked, each: _Point) -> Found:
    return (marked.points if each.key == "key_points" else marked.flags)[each.number]


def _node(item: Item, each: _Point, part: str, text: str = "") -> Node:
    """The node of a part of a point, or of one text in its list."""
    points = _value(item.node, each.key).value
    node = _value(points[each.number] if isinstance(points, list) else item.node, part)
    texts = node.value if isinstance(node.value, list) else []
    return next((child for child in texts if isinstance(child.value, str) and child.value.strip() == text), node)


def _value(node: Node, key: str) -> Node:
    """The value below a key, or the node itself where it has none."""
    entry = node.value.get(key) if isinstance(node.value, dict) else None
    return node if entry is None else entry[1]
