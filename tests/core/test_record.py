from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from awsprep.core.record import BUILD_MS, CURRENT, all_well_formed, horizon, moment, newer, order, uuid7, well_formed

BASE: dict[str, Any] = {
    "v": 1,
    "id": "019a9a3e-8c54-7f53-9e7f-18aa5d47f9f9",
    "dev": "7f3a91c2",
    "t": 1_795_294_307_604,
    "tz": 60,
    "seg": "5c047399",
    "n": 1,
    "crc": "37356e76",
}
REVIEW: dict[str, Any] = {
    **BASE,
    "type": "review",
    "card": "s3-private-download",
    "given": [0],
    "score": 1,
    "guess": False,
    "over": False,
    "auto": 3,
    "rating": 3,
    "due": 20786,
    "ms": 5321,
    "mode": "quiz",
    "session": "5e1f03aa",
    "seed": 41,
    "qh": "9f2c1a7b",
}
GOOD: dict[str, dict[str, Any]] = {
    "head": {"min_reader": 1},
    "review": REVIEW,
    "answer": {"session": "5e1f03aa", "card": "vpc", "given": None},
    "undo": {"target": BASE["id"]},
    "amend": {"target": BASE["id"], "set": {"rating": 2, "colour": "red"}},
    "suspend": {"card": "vpc", "on": True},
    "bury": {"card": "vpc", "until": 20786},
    "flag": {"card": "vpc", "on": False},
    "note": {"card": "vpc", "text": ""},
    "reset": {"card": "vpc"},
    "param": {"name": "retention", "value": 0.9},
    "session": {"session": "5e1f03aa", "event": "start", "mode": "quiz", "cards": ["vpc"], "options": {}, "seed": 7},
    "import": {},
}


@pytest.mark.parametrize("kind", GOOD)
def test_each_type_of_line_is_well_formed_with_its_fields_and_more(kind: str) -> None:
    record = {**BASE, **GOOD[kind], "type": kind}
    assert well_formed(record)
    assert well_formed({**record, "invented_later": {"a": [1]}, "w": BASE["t"] - 1})
    assert not newer(record)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, fields in GOOD.items() for name in {**BASE, **fields} if name != "crc"]
)
def test_a_line_without_one_of_its_fields_is_not_well_formed(kind: str, name: str) -> None:
    record = {**BASE, **GOOD[kind], "type": kind}
    del record[name]
    optional = kind == "session" and name in {"cards", "options", "seed"}
    assert well_formed(record) == optional


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("review", {"id": "019a9a3e"}),
        ("review", {"dev": 7}),
        ("review", {"t": -1}),
        ("review", {"t": 1.5}),
        ("review", {"t": True}),
        ("review", {"tz": 1441}),
        ("review", {"tz": None}),
        ("review", {"n": -1}),
        ("review", {"v": 0}),
        ("review", {"v": "1"}),
        ("review", {"w": "yesterday"}),
        ("review", {"w": REVIEW["t"] + 1}),
        ("review", {"card": ""}),
        ("review", {"card": "x" * 1001}),
        ("review", {"given": 0}),
        ("review", {"given": [[0]]}),
        ("review", {"given": [None]}),
        ("review", {"score": 1.01}),
        ("review", {"score": float("nan")}),
        ("review", {"score": True}),
        ("review", {"guess": 0}),
        ("review", {"auto": 0}),
        ("review", {"rating": 5}),
        ("review", {"rating": 3.0}),
        ("review", {"due": 100_001}),
        ("review", {"ms": -1}),
        ("review", {"qh": "9f2c"}),
        ("review", {"points": []}),
        ("review", {"flags": None}),
        ("note", {"point": ["p"]}),
        ("note", {"point": ""}),
        ("note", {"on": 1}),
        ("note", {"error": "yes"}),
        ("answer", {"given": [0.5]}),
        ("amend", {"set": []}),
        ("amend", {"set": {"rating": 9}}),
        ("amend", {"set": {"id": "another"}}),
        ("amend", {"set": {"points": 1}}),
        ("amend", {"set": {"card": ""}}),
        ("amend", {"set": {"t": "now"}}),
        ("suspend", {"on": 1}),
        ("bury", {"until": "tomorrow"}),
        ("param", {"value": 2}),
        ("param", {"value": "0.9"}),
        ("param", {"name": "weights", "value": [0.1, None]}),
        ("param", {"name": "weights", "value": "none"}),
        ("session", {"event": "pause"}),
        ("session", {"cards": [1]}),
        ("session", {"cards": "vpc"}),
        ("session", {"seed": -1}),
        ("review", {"type": ["review"]}),
        ("review", {"type": None}),
        ("review", {"type": ""}),
    ],
)
def test_a_line_with_a_wrong_value_is_not_well_formed(kind: str, changes: dict[str, Any]) -> None:
    record = {**BASE, **GOOD[kind], "type": kind}
    assert well_formed(record)
    assert not well_formed({**record, **changes})


@pytest.mark.parametrize(
    ("name", "value"),
    [("weights", None), ("weights", [1, 0.5]), ("retention", 0.7), ("interview", "2026-12-24"), ("other", None)],
)
def test_a_parameter_has_what_its_name_asks_for(name: str, value: object) -> None:
    assert well_formed({**BASE, "type": "param", "name": name, "value": value})


@pytest.mark.parametrize("given", [[], [2, 0], ["10.0.0.0/8"], "typed"])
def test_what_was_given_is_a_list_of_indices_and_texts_or_a_text(given: object) -> None:
    assert well_formed({**REVIEW, "given": given})


def test_many_lines_are_well_formed_only_if_each_one_is() -> None:
    lines = [{**REVIEW, "n": n} for n in range(50)]
    assert all_well_formed("review", lines)
    for bad in ({"rating": 0}, {"rating": "3"}, {"qh": ""}, {"given": [None]}, {"w": REVIEW["t"] + 1}, {"flags": 1}):
        assert not all_well_formed("review", [*lines[:30], {**REVIEW, **bad}, *lines[30:]])
    del lines[30]["seed"]
    assert not all_well_formed("review", lines)


@pytest.mark.parametrize(
    ("changes", "is_newer"),
    [
        ({}, False),
        ({"v": CURRENT + 1}, True),
        ({"type": "dream"}, True),
        ({"v": "2"}, False),
        ({"type": 7}, False),
    ],
)
def test_a_line_of_a_later_program_is_told_from_a_wrong_one(changes: dict[str, Any], *, is_newer: bool) -> None:
    record = {**REVIEW, **changes}
    assert newer(record) == is_newer
    assert well_formed(record) == (not changes)


def test_lines_are_ordered_by_time_then_device_then_place_then_id() -> None:
    keys = ("t", "dev", "seg", "n", "id")
    assert order(REVIEW) == tuple(REVIEW[key] for key in keys)
    rows = [
        (1, "b", "b", 2, "b"),
        (1, "b", "b", 2, "a"),
        (1, "b", "a", 9, "z"),
        (1, "a", "z", 9, "z"),
        (0, "z", "z", 9, "z"),
    ]
    records = [dict(zip(keys, row, strict=True)) for row in rows]
    assert sorted(records, key=order) == list(reversed(records))


def test_the_true_moment_is_that_of_the_wall_clock() -> None:
    assert moment(REVIEW) == REVIEW["t"]
    assert moment({**REVIEW, "w": 5}) == 5


def test_36_hours_ahead_are_believed_and_never_less_than_the_release() -> None:
    assert horizon(BUILD_MS + 1000) == BUILD_MS + 1000 + 36 * 3_600_000
    assert horizon(0) == BUILD_MS + 36 * 3_600_000


@pytest.mark.parametrize("entropy", [bytes(10), b"\xff" * 10, bytes(range(10))])
def test_an_id_is_a_uuid_of_version_7_that_holds_its_time(entropy: bytes) -> None:
    text = uuid7(REVIEW["t"], entropy)
    uuid = UUID(text)
    assert str(uuid) == text
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert uuid.int >> 80 == REVIEW["t"]


def test_ids_differ_in_every_random_bit_that_the_standard_leaves() -> None:
    ids = {uuid7(1, (1 << bit).to_bytes(10, "big")) for bit in range(80)}
    assert len(ids) == 74 + 1  # 6 of the 80 bits are fixed, so these six ids are one
