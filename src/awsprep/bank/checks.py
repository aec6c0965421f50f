"""What a good bank keeps beyond being readable: advice on each question, and on all of them together.

Without `strict` only what spoils a quiz is said; with it, all the promises of the shipped bank.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awsprep.bank.decode import id_of
from awsprep.bank.fields import Fields
from awsprep.bank.page import EnoughError, Page
from awsprep.bank.phrasing import review
from awsprep.bank.stale import stale_in
from awsprep.bank.twins import twins
from awsprep.bank.volume import merged, volume_of
from awsprep.core.bank import Level
from awsprep.core.problem import Problem, Severity, Source
from awsprep.core.question import Choice, Cloze, Open, describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awsprep.bank.nodes import Node
    from awsprep.bank.sheet import Item, Sheet

ASK_WORDS, OPTION_WORDS = 120, 25
KEY_POINTS = range(3, 7)
LONGEST_SHARE, LONGEST_FROM = 0.30, 20
"""The right option may be the longest in this share of choices; said only of this many choices or more."""

_OFFICIAL = re.compile(r"https://([a-z0-9-]+\.)*aws\.amazon\.com(/|$)", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:all|none|both|any|neither) of (?:the above|these|them|the options)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is wrong in some files: by file, in the order of its lines; then what concerns several files."""

    files: int
    questions: int
    problems: tuple[Problem, ...]

    def count(self, severity: Severity) -> int:
        """How many problems are of a severity."""
        return sum(problem.severity is severity for problem in self.problems)

    def affected(self) -> int:
        """How many files have a problem."""
        return len({problem.source.path for problem in self.problems})


def findings(sheets: Sequence[Sheet], *, strict: bool) -> Findings:
    """The problems of decoded files, each alone and all together. Adds advice to the sheets' pages."""
    for sheet in sheets:
        with suppress(EnoughError):  # the page says so itself
            for item in sheet.items:
                sheet.page.label = f"{item.question.id.rpartition('/')[2]}: "
                _question(sheet.page, item, strict=strict)
        sheet.page.label = ""
    _twins(sheets, strict=strict)
    review(sheets, strict=strict)
    _, clashes = merged([volume_of(sheet) for sheet in sheets])
    problems: list[Problem] = []
    for sheet in sheets:
        own = [*sheet.page.problems, *(clash for clash in clashes if clash.source.path == sheet.page.path)]
        problems += sorted(own, key=lambda problem: (problem.source.line, problem.source.column))
    if strict:
        problems += _longest(sheets)
    return Findings(len(sheets), sum(sheet.written for sheet in sheets), tuple(problems))


def _question(page: Page, item: Item, *, strict: bool) -> None:
    question, node = item.question, item.node
    body = question.body
    prompt_at = _at(node, "text") if isinstance(body, Cloze) else _at(node, "ask")
    words = len(describe(question).prompt.split())
    if words > ASK_WORDS:
        page.warn(
            "long-prompt", prompt_at, f"{words} words; aim for under {ASK_WORDS}", "cut what the answer does not need"
        )
    _tags(page, item)
    if isinstance(body, Cloze):
        _gaps(page, prompt_at, body)
    if isinstance(body, Choice):
        _options(page, item, body, strict=strict)
    _points(page, item, strict=strict)
    for where, text in _advice(item):
        for stale in stale_in(text):
            page.warn("stale-term", page.find(where, stale.found.split()[0]), f'"{stale.found}" is outdated', stale.why)
    if strict:
        _sources(page, item)
        if not question.answer and not isinstance(body, (Open, Choice)) and describe(question).kind != "lab":
            page.warn("no-answer", id_of(node), "there is no explanation", "add answer: two or three sentences")


def _tags(page: Page, item: Item) -> None:
    seen: set[str] = set()
    for node in _children(item.node, "tags"):
        tag = str(node.value).strip()
        if tag in seen:
            page.warn("duplicate-tag", node, f'the tag "{tag}" stands here twice', "remove one")
        seen.add(tag)


def _gaps(page: Page, at: Node, body: Cloze) -> None:
    """Gaps count from c1 without a hole: each number is a card, and a hole looks like one that was lost."""
    numbers = {part.number for part in body.parts if not isinstance(part, str)}
    missing = min(set(range(1, len(numbers) + 2)) - numbers)
    if missing <= len(numbers):
        wrong = min(number for number in numbers if number > missing)
        message = f"there is c{wrong}, but no c{missing}"
        page.warn("gap-numbers", page.find(at, f"{{{{c{wrong}::"), message, "number the gaps c1, c2, c3 ...")


def _options(page: Page, item: Item, body: Choice, *, strict: bool) -> None:
    for number, option in enumerate(body.options):
        at = _at(item.node, "options", number, "text")
        words = len(option.text.split())
        if words > OPTION_WORDS:
            message = f"option {number + 1} has {words} words; aim for under {OPTION_WORDS}"
            page.warn("long-option", at, message, "move the reasons to why")
        if _ALL_OF.search(option.text):
            hint = "options are shuffled; name what is meant"
            page.warn("all-of-the-above", at, f"option {number + 1} speaks of the other options", hint)
        if strict and not option.why:
            hint = "add why: what makes it right, or which mistake it is"
            page.warn("no-why", at, f"option {number + 1} has no why", hint)


def _points(page: Page, item: Item, *, strict: bool) -> None:
    question, at = item.question, id_of(item.node)
    points = len(question.key_points)
    if points >= KEY_POINTS.stop:
        hint = f"keep the {KEY_POINTS.stop - 1} that matter most"
        page.warn("many-points", Fields(page, item.node).key("key_points"), f"there are {points} key points", hint)
    if not strict or not isinstance(question.body, Open):
        return
    if points < KEY_POINTS.start:
        message = f"an open question has {KEY_POINTS.start} to {KEY_POINTS.stop - 1} key points, this one has {points}"
        page.warn("few-points", at, message, "add key_points: what a strong answer covers")
    if not question.red_flags:
        page.warn("no-red-flag", at, "an open question has a red flag", "add red_flags: what a weak answer says")
    if not question.follow_ups and question.level is not Level.JUNIOR:
        page.warn("no-follow-up", at, "an open question of this level has a follow-up", "add follow_ups")


def _sources(page: Page, item: Item) -> None:
    at = id_of(item.node)
    if not item.question.as_of:
        page.warn("no-date", at, "it is not said when the facts were checked", "add as_of: 2026-11")
    if not item.question.refs:
        page.warn("no-source", at, "there is no source", "add refs: [https://docs.aws.amazon.com/…]")
    elif not any(_OFFICIAL.match(ref) for ref in item.question.refs):
        hint = "add a page of docs.aws.amazon.com or aws.amazon.com"
        page.warn("no-source", _at(item.node, "refs"), "no source is AWS's own", hint)


def _advice(item: Item) -> Iterator[tuple[Node, str]]:
    """The texts that a learner is meant to believe; wrong options and red flags may name what is outdated."""
    question, node = item.question, item.node
    yield _at(node, "text") if isinstance(question.body, Cloze) else _at(node, "ask"), describe(question).prompt
    yield _at(node, "answer"), question.answer
    if isinstance(question.body, Choice):
        for number, option in enumerate(question.body.options):
            if option.right:
                yield _at(node, "options", number, "text"), option.text
                yield _at(node, "options", number, "why"), option.why
    for number, point in enumerate(question.key_points):
        yield _at(node, "key_points", number, "text"), point.text
    for number, follow_up in enumerate(question.follow_ups):
        yield _at(node, "follow_ups", number, "answer"), follow_up.answer
    for key in ("items", "extra"):
        for child in _children(node, key):
            yield child, str(child.value)
    for number, _ in enumerate(_children(node, "pairs")):
        for side in ("left", "right"):
            at = _at(node, "pairs", number, side)
            yield at, str(at.value)


def _at(node: Node, *path: str | int) -> Node:
    """The node at a path of keys and indices, or the last one on the way that exists."""
    for step in path:
        value = node.value
        if isinstance(step, str) and isinstance(value, dict) and step in value:
            node = value[step][1]
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            node = value[step]
        else:
            break
    return node


def _children(node: Node, key: str) -> list[Node]:
    value = _at(node, key).value
    return value if isinstance(value, list) else []


def _twins(sheets: Sequence[Sheet], *, strict: bool) -> None:
    """Questions that ask the same; nearly the same counts where strict."""
    rows = [(sheet, item) for sheet in sheets for item in sheet.items if describe(item.question).kind != "lab"]
    for one, two, share in twins([describe(item.question).prompt for _, item in rows]):
        first_sheet, first = rows[one]
        sheet, item = rows[two]
        if share < 1 and not strict:
            continue
        code, what = ("duplicate-stem", "asks the same") if share == 1 else ("near-duplicate", "asks nearly the same")
        where = f"{first_sheet.page.path}:{id_of(first.node).line}"
        name = item.question.id.rpartition("/")[2]
        message = f"{name}: {what} as {first.question.id.rpartition('/')[2]} ({where})"
        at = _at(item.node, "text") if isinstance(item.question.body, Cloze) else _at(item.node, "ask")
        with suppress(EnoughError):  # the page says so itself
            sheet.page.warn(code, at, message, "ask something else, or remove one")


def _longest(sheets: Sequence[Sheet]) -> list[Problem]:
    """A learner must not find the right option by its length."""
    choices = 0
    share = 0.0
    names = []
    for item in (item for sheet in sheets for item in sheet.items):
        if isinstance(item.question.body, Choice):
            options = item.question.body.options
            longest = max(len(option.text) for option in options)
            tied = [option for option in options if len(option.text) == longest]
            right = sum(option.right for option in tied) / len(tied)
            choices, share = choices + 1, share + right
            if right > 0:
                names.append(item.question.id.rpartition("/")[2])
    if choices < LONGEST_FROM or share / choices <= LONGEST_SHARE:
        return []
    paths = [sheet.page.path for sheet in sheets]
    where = paths[0] if len(paths) == 1 else os.path.commonpath([os.path.abspath(path) for path in paths])
    message = (
        f"the right option is the longest in {share / choices:.0%} of {choices} choices; "
        f"keep it under {LONGEST_SHARE:.0%}, or length gives the answer away"
    )
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    hint = f"shorten it in some of these: {', '.join(names[:5])}{more}"
    return [Problem(Source(where), "longest-right", message, hint, Severity.WARNING)]
