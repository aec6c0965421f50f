"""A node to a question, with all mistakes in one pass."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from awsprep.bank import body, points
from awsprep.bank.fields import SLUG, Fields, found, report_slug
from awsprep.bank.nodes import Node, shown
from awsprep.core.bank import Category, Difficulty, Level, Pillar
from awsprep.core.question import Body, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.bank.page import Page


class Kind(StrEnum):
    """The kinds of questions, as files name them."""

    OPEN = "open"
    CHOICE = "choice"
    ORDERING = "ordering"
    MATCHING = "matching"
    CLOZE = "cloze"
    LAB = "lab"


COMMON = (
    *("id", "kind", "level", "difficulty", "category", "pillar", "tags", "answer", "contrast"),
    *("key_points", "red_flags", "follow_ups", "refs", "as_of", "aliases"),
)
OWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.OPEN: ("ask",),
    Kind.CHOICE: ("ask", "options"),
    Kind.ORDERING: ("ask", "items"),
    Kind.MATCHING: ("ask", "pairs", "extra"),
    Kind.CLOZE: ("text",),
    Kind.LAB: ("lab", "with"),
}
_KNOWN = {kind: tuple(dict.fromkeys((*COMMON[:2], *own, *COMMON[2:]))) for kind, own in OWN.items()}
_ANY = tuple(dict.fromkeys((*COMMON, *(key for own in OWN.values() for key in own))))
_KINDS = {member.value: member for member in Kind}
_LEVELS = {member.value: member for member in Level}
_DIFFICULTIES = {member.value: member for member in Difficulty}
_CATEGORIES = {member.value: member for member in Category}
_PILLARS = {member.value: member for member in Pillar}
_LEVEL_WORDS = {
    **dict.fromkeys(("fresher", "entry", "beginner", "starter", "graduate"), "junior"),
    **dict.fromkeys(("intermediate", "medium", "middle", "associate"), "mid"),
    **dict.fromkeys(("advanced", "expert", "lead", "principal", "professional"), "senior"),
}
_DIFFICULTY_WORDS = {"low": "easy", "simple": "easy", "normal": "medium", "mid": "medium", "high": "hard"}
_KIND_WORDS = {
    **dict.fromkeys(("mcq", "multiple-choice", "single", "multi", "multi-select"), "choice"),
    **dict.fromkeys(("free", "text", "essay", "typed"), "open"),
    **dict.fromkeys(("gap", "blank", "fill"), "cloze"),
    **dict.fromkeys(("order", "sort"), "ordering"),
    **dict.fromkeys(("match", "pairs"), "matching"),
}
_KEY_WORDS = {
    **dict.fromkeys(("question", "prompt", "stem"), "ask"),
    **dict.fromkeys(("explanation", "solution"), "answer"),
    **dict.fromkeys(("references", "links", "sources", "url"), "refs"),
    **dict.fromkeys(("choices", "answers"), "options"),
    "type": "kind",
}
_PILLAR_WORDS = {"cost-optimization": "cost", "performance-efficiency": "performance"}
_URL = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?(/\S*)?", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)


def question_of(page: Page, node: Node, *, topic: str, bank: str) -> Question | None:
    """One question; None where it has an error."""
    before = page.errors
    fields = Fields(page, node)
    id_entry = fields.entries.get("id")
    if id_entry is not None:
        fields.where = id_entry[1]
    name = fields.slug("id", "a stable name: id: vpc-sg-vs-nacl")
    if name:
        page.label = f"{name}: "
    kind = fields.one_of("kind", _KINDS, "kind: choice", _KIND_WORDS)
    known = _ANY if kind is None else _KNOWN[kind]
    fields.only(known, _KEY_WORDS, f"does not belong to kind {kind}" if kind else "does not belong here")
    level = fields.one_of("level", _LEVELS, "level: mid", _LEVEL_WORDS)
    difficulty = fields.one_of("difficulty", _DIFFICULTIES, "difficulty: medium", _DIFFICULTY_WORDS)
    category = fields.one_of("category", _CATEGORIES, "category: basics", {})
    pillar = fields.one_of("pillar", _PILLARS, "pillar: reliability", _PILLAR_WORDS)
    own = None if kind is None else _body(kind, fields)
    answer = fields.text("answer", "the model answer: answer: >-" if kind is Kind.OPEN else "")
    contrast = points.contrast_of(fields)
    key_points = points.key_points_of(fields, contrast)
    red_flags = points.red_flags_of(fields, contrast)
    follow_ups = points.follow_ups_of(fields, {point.id for point in key_points})
    aliases = _slugs(fields, "aliases")
    tags = _slugs(fields, "tags")
    refs, as_of = _refs(fields), _as_of(fields)
    prefix = f"{bank}/" if bank else ""
    if page.errors > before or own is None or level is None or difficulty is None or category is None or pillar is None:
        return None
    return Question(
        id=prefix + name,
        topic=topic,
        level=level,
        difficulty=difficulty,
        category=category,
        pillar=pillar,
        body=own,
        aliases=tuple(prefix + alias for alias in aliases),
        tags=tags,
        answer=answer,
        contrast=contrast,
        key_points=key_points,
        red_flags=red_flags,
        follow_ups=follow_ups,
        refs=refs,
        as_of=as_of,
    )


def id_of(node: Node) -> Node:
    """The node of a question's id, where problems of the whole question are shown; else the question's own."""
    entry = node.value.get("id") if isinstance(node.value, dict) else None
    return node if entry is None else entry[1]


def _body(kind: Kind, fields: Fields) -> Body | None:
    match kind:
        case Kind.OPEN:
            return body.open_of(fields)
        case Kind.CHOICE:
            return body.choice_of(fields)
        case Kind.ORDERING:
            return body.ordering_of(fields)
        case Kind.MATCHING:
            return body.matching_of(fields)
        case Kind.CLOZE:
            return body.cloze_of(fields)
        case Kind.LAB:
            return body.lab_of(fields)
        case _:
            assert_never(kind)


def _slugs(fields: Fields, key: str) -> tuple[str, ...]:
    slugs = fields.texts(key)
    for node in fields.list(key) if slugs else ():
        if isinstance(node.value, str) and node.value.strip() and not SLUG.fullmatch(node.value.strip()):
            report_slug(fields.page, node, f'"{shown(node.value)}" in {key}', node.value)
    return slugs


def _refs(fields: Fields) -> tuple[str, ...]:
    refs = fields.texts("refs")
    for node in fields.list("refs") if refs else ():
        url = node.value
        if isinstance(url, str) and url.strip() and not _URL.fullmatch(url.strip()):
            hint = "use https://" if url.lower().startswith("http://") else "give the page's whole address: https://…"
            fields.page.error("bad-ref", node, f'"{shown(url)}" is not an https address', hint)
    return refs


def _as_of(fields: Fields) -> str:
    node = fields.get("as_of")
    if node is None:
        return ""
    if isinstance(node.value, str) and _MONTH.fullmatch(node.value):
        return node.value
    hint = "write the year and the month: as_of: 2026-11"
    fields.page.error("bad-date", node, f"as_of must be a month, found {found(node)}", hint)
    return ""
