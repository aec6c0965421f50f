"""A journal line as a value: its types, its fields, its place in the order.

The journal's format is described in the data folder's README.txt and in `awsprep.store.line`.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Record = dict[str, Any]
"""The JSON object of one journal line."""

CURRENT = 1
"""The version of the lines that this program writes, and the newest that it understands."""

BUILD_MS = 1_795_219_200_000
"""2026-11-21 UTC, the day of this release in ms. A wall clock that is before it is wrong."""

LEEWAY_MS = 36 * 3_600_000
"""How far ahead of us another machine's clock may be: time zones and a bit. Beyond it a line is *future*."""

OWN_FIELDS = frozenset({"v", "id", "dev", "t", "tz", "w", "seg", "n", "crc"})
"""Fields that the journal fills in."""

_LAST_MS = 1 << 48  # what a UUIDv7 can hold, the year 10889
_LAST_DAY = 100_000  # the year 2243
_BIG = 1 << 53


class _Number(NamedTuple):
    """A whole number, or any number, within bounds."""

    least: float
    most: float
    types: tuple[type, ...] = (int,)


class _Text(NamedTuple):
    """A text whose length lies within bounds."""

    least: int = 1
    most: int = 1000


class _Other(NamedTuple):
    """A value of which only the type is looked at."""

    types: tuple[type, ...]


_Rule = _Number | _Text | _Other
_FLAG = _Other((bool,))
_GIVEN = _Other((list, str))
_EVERY: dict[str, _Rule] = {
    "v": _Number(1, CURRENT),
    "id": _Text(36, 36),
    "dev": _Text(8, 8),
    "t": _Number(0, _LAST_MS),
    "tz": _Number(-1440, 1440),
    "seg": _Text(8, 8),
    "n": _Number(0, _BIG),
}
_FIELDS: dict[str, dict[str, _Rule]] = {
    "head": {"min_reader": _Number(1, _BIG)},
    "review": {
        "card": _Text(),
        "given": _GIVEN,
        "score": _Number(0, 1, (int, float)),
        "guess": _FLAG,
        "over": _FLAG,
        "auto": _Number(1, 4),
        "rating": _Number(1, 4),
        "due": _Number(0, _LAST_DAY),
        "ms": _Number(0, _BIG),
        "mode": _Text(),
        "session": _Text(),
        "seed": _Number(0, _BIG),
        "qh": _Text(8, 8),
    },
    "answer": {"session": _Text(), "card": _Text(), "given": _Other((list, str, NoneType))},
    "undo": {"target": _Text()},
    "amend": {"target": _Text(), "set": _Other((dict,))},
    "suspend": {"card": _Text(), "on": _FLAG},
    "bury": {"card": _Text(), "until": _Number(0, _LAST_DAY)},
    "flag": {"card": _Text(), "on": _FLAG},
    "note": {"card": _Text(), "text": _Text(0, 1 << 24)},
    "reset": {"card": _Text()},
    "param": {"name": _Text(), "value": _Other((int, float, str, bool, list, dict, NoneType))},
    "session": {"session": _Text(), "event": _Text(), "mode": _Text()},
    "import": {},
}
_W = _Number(0, _LAST_MS)
_OPTIONAL: dict[str, dict[str, _Rule]] = {
    "review": {"w": _W, "points": _Other((dict,)), "flags": _Other((dict,))},
    "": {"w": _W},
    "note": {"w": _W, "error": _FLAG, "point": _Text(), "on": _FLAG},
    "session": {"w": _W, "cards": _Other((list,)), "options": _Other((dict,)), "seed": _Number(0, _BIG)},
}
"""Fields that may be missing, but not be of another type; those of "" for every type that is not named.

A note with `error` reports a mistake in the question. One with a `point` is no note: its `text` is a sentence of the
learner's that counts for this key point from now on, or with `on` false no longer does.
`points` and `flags` of a review hold ids: `auto` what the marker found in a typed answer (null where it did not look),
`final` what the learner left ticked; `graded`, in `points` and only where there are some, those that a model showed.
"""

TYPES = frozenset(_FIELDS)


def _getter(names: Iterable[str]) -> Callable[[Record], tuple[Any, ...]]:
    return itemgetter(*names)


_RULES = {kind: _EVERY | fields for kind, fields in _FIELDS.items()}
_VALUES = {kind: _getter(rules) for kind, rules in _RULES.items()}


def well_formed(record: Record) -> bool:
    """Whether a line of a known type has its fields, of the right types and within their ranges.

    Further fields are always allowed: a later program may have added them. What is well formed never makes
    `awsprep.core.replay.replay` fail.
    """
    return all_well_formed(record.get("type"), [record])


def all_well_formed(kind: Any, records: Sequence[Record]) -> bool:
    """Whether all these lines of one type, of which there is at least one, are well formed.

    They are checked field by field over all lines: a journal of 100,000 lines is checked in the third of the time.
    """
    if type(kind) is not str or kind not in _RULES:
        return False
    try:
        columns = zip(*map(_VALUES[kind], records), strict=True)
    except KeyError:
        return False
    if not all(_fit(column, rule) for column, rule in zip(columns, _RULES[kind].values(), strict=True)):
        return False
    present = set().union(*records)
    for name, rule in _OPTIONAL.get(kind, _OPTIONAL[""]).items():
        if name in present and not _fit([record[name] for record in records if name in record], rule):
            return False
    if "w" in present and not all(record.get("w", 0) <= record["t"] for record in records):
        return False
    if kind == "review":
        return _PLAIN.issuperset(map(type, chain.from_iterable(record["given"] for record in records)))
    return all(_sound(kind, record) for record in records)


def newer(record: Record) -> bool:
    """Whether a line is from a later program: its version is higher, or its type is unknown here."""
    version, kind = record.get("v"), record.get("type")
    return (type(version) is int and version > CURRENT) or (type(kind) is str and kind not in TYPES)


def horizon(now_ms: int) -> int:
    """The last true moment (ms) that is believed: what is later is *future*, however it came about."""
    return max(now_ms, BUILD_MS) + LEEWAY_MS


def moment(record: Record) -> int:
    """What the wall clock said when the line was written (ms); `t` differs where the clock had gone backwards."""
    true: int = record["w"] if "w" in record else record["t"]
    return true


order: Callable[[Record], tuple[int, str, str, int, str]] = itemgetter("t", "dev", "seg", "n", "id")
"""The place of a line among all lines of all devices: `(t, dev, seg, n, id)`."""


def uuid7(t: int, entropy: bytes) -> str:
    """A UUID version 7 (RFC 9562, section 5.7) from a moment in ms and ten random bytes."""
    value = (t & (1 << 48) - 1) << 80 | int.from_bytes(entropy[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _fit(values: Sequence[Any], rule: _Rule) -> bool:
    """Whether values, at least one, are all as the rule says."""
    types = set(map(type, values))
    match rule:
        case _Number(least, most, allowed):
            return types.issubset(allowed) and bool(least <= min(values)) and bool(max(values) <= most)
        case _Text(least, most):
            if types != {str}:
                return False
            lengths = set(map(len, values))
            return least <= min(lengths) and max(lengths) <= most
    return types.issubset(rule.types)


def _sound(kind: str, record: Record) -> bool:
    """What a table cannot say of the rarer types."""
    match kind:
        case "answer":
            given = record["given"]
            return type(given) is not list or _PLAIN.issuperset(map(type, given))
        case "session":
            return record["event"] in {"start", "end"} and all(type(card) is str for card in record.get("cards", ()))
        case "param":
            return _param(record["name"], record["value"])
        case "amend":
            return all(_amends(name, value) for name, value in record["set"].items())
    return True


def _param(name: str, value: Any) -> bool:
    if name == "retention":
        return type(value) in {int, float} and bool(0.5 <= value <= 0.99)
    if name == "weights":
        return value is None or (type(value) is list and all(type(each) in {int, float} for each in value))
    return True


def _amends(name: str, value: Any) -> bool:
    """An amendment sets what its target, mostly a review, holds; not who wrote the line, nor what it is."""
    if name in _FIXED:
        return False
    rule = _EVERY.get(name) or _FIELDS["review"].get(name) or _OPTIONAL["review"].get(name)
    return rule is None or _fit([value], rule)


_PLAIN = frozenset({int, str})
_FIXED = frozenset({"v", "id", "dev", "seg", "n", "crc", "type"})
