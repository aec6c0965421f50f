"""The headings and problems of a bank file as plain values, column by column: JSON reads that fastest.

What comes back may have been written by anybody: it is taken only where it is what we would have written. ValueError,
TypeError, KeyError, IndexError or AttributeError for all else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.bank import KINDS, Category, Difficulty, Heading, Level, Pillar
from awsprep.core.problem import Problem, Severity, Source
from awsprep.core.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Columns = dict[str, list[Any]]

_TEXTS = (
    "id",
    "level",
    "difficulty",
    "category",
    "kind",
    "title",
    "blanks",
    "tags",
    "aliases",
    "pillar",
    "as_of",
    "label",
)
_NUMBERS = ("line", "offset", "length", "crc")
_LEGAL = {
    "level": frozenset(Level),
    "difficulty": frozenset(Difficulty),
    "category": frozenset(Category),
    "pillar": frozenset(Pillar),
    "kind": frozenset(KINDS),
}


def columns_of(headings: Sequence[Heading], spans: Sequence[tuple[int, int, int]]) -> Columns:
    """The columns of headings, and of where their questions stand: offset, length and CRC-32 of each."""
    columns: Columns = {name: [] for name in (*_TEXTS, *_NUMBERS)}
    for heading, (offset, length, crc) in zip(headings, spans, strict=True):
        row = {
            **{name: getattr(heading, name) for name in _TEXTS if name != "blanks"},
            "blanks": " ".join(card.partition("#")[2] for card in heading.cards),
            "tags": " ".join(heading.tags),
            "aliases": " ".join(heading.aliases),
            "line": heading.line,
            "offset": offset,
            "length": length,
            "crc": crc,
        }
        for name, value in row.items():
            columns[name].append(value)
    return columns


def headings_of(columns: Columns, path: str, topic: str, bank: str) -> list[Heading]:
    """The headings that columns hold, once every value is of its type, legal where there is a choice, safe to show."""
    columns = _checked(columns, [topic, bank])
    return [
        Heading(
            name,
            topic,
            level,
            difficulty,
            category,
            kind,
            title,
            cards,
            tags,
            aliases,
            pillar,
            as_of,
            path,
            line,
            label,
        )
        for name, level, difficulty, category, kind, title, cards, tags, aliases, pillar, as_of, line, label in zip(
            columns["id"],
            columns["level"],
            columns["difficulty"],
            columns["category"],
            columns["kind"],
            columns["title"],
            [
                tuple([f"{name}#{n}" for n in blanks.split()]) if blanks else (name,)
                for name, blanks in zip(columns["id"], columns["blanks"], strict=True)
            ],
            [tuple(tags.split()) for tags in columns["tags"]],
            [tuple(aliases.split()) for aliases in columns["aliases"]],
            columns["pillar"],
            columns["as_of"],
            columns["line"],
            columns["label"],
            strict=True,
        )
    ]


def spans_of(columns: Columns) -> list[tuple[int, int, int]]:
    """Where each question stands, as `columns_of` took it."""
    return list(zip(columns["offset"], columns["length"], columns["crc"], strict=True))


def problem_row(problem: Problem) -> list[Any]:
    """A problem without its path."""
    at = problem.source
    return [at.line, at.column, at.text, at.width, problem.code, problem.message, problem.hint, problem.severity.value]


def problem_of(path: str, row: list[Any]) -> Problem:
    """The problem that a row holds."""
    line, column, text, width, code, message, hint, severity = row
    if not all(type(number) is int and number >= 0 for number in (line, column, width)):
        raise TypeError("not what we wrote")
    source = Source(path, line, column, _text(text, tab="\t"), width)
    return Problem(source, _text(code), _text(message), _text(hint), Severity(severity))


def terms_of(terms: Mapping[Any, Any]) -> dict[str, tuple[str, ...]]:
    """The other names of terms."""
    return {_text(term): tuple(map(_text, aliases)) for term, aliases in terms.items()}


def _checked(columns: Columns, more: list[Any]) -> Columns:
    texts: list[Any] = more + [value for name in _TEXTS for value in columns[name]]
    numbers = [value for name in _NUMBERS for value in columns[name]]
    joined = "\n".join(texts)
    if not all(isinstance(columns[name], list) for name in (*_TEXTS, *_NUMBERS)):
        raise TypeError("not what we wrote")
    if clean(joined) != joined or not set(map(type, numbers)) <= {int} or (numbers and min(numbers) < 0):
        raise ValueError("not what we wrote")
    if not all(legal.issuperset(columns[name]) for name, legal in _LEGAL.items()):
        raise ValueError("not what we wrote")
    return columns


def _text(value: Any, tab: str = "") -> str:
    if not isinstance(value, str) or clean(value.replace(tab, "") if tab else value) != (
        value.replace(tab, "") if tab else value
    ):
        raise TypeError("not what we wrote")
    return value
