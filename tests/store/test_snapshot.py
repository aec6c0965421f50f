"""What a person is told of a journal that is not whole."""

from __future__ import annotations

from awsprep.store.reading import Damage, Reading
from awsprep.store.scan import scan
from awsprep.store.snapshot import notices
from tests.store.writing import GOLDEN


def reading(*damages: Damage) -> Reading:
    return Reading([], list(damages), newer=0, future=0, ripe=None, offsets={}, lasts={}, min_reader=1)


def of(data: bytes) -> list[Damage]:
    return [Damage("/data/journal/a.jsonl", *junk) for junk in scan(data).junk]


def test_nothing_is_said_of_an_unfinished_last_line() -> None:
    damages = of(GOLDEN + b"\n" + GOLDEN[:50])
    assert len(damages) == 1
    assert notices(reading(*damages)) == []


def test_other_damage_is_a_sentence_and_what_to_do() -> None:
    damages = of(b"x" * 9 + b"\n" + GOLDEN + b"\n" + GOLDEN[:50])
    (told,) = notices(reading(*damages))
    assert told == (
        "The journal is damaged in 1 place (a.jsonl, byte 0); all other answers are there. "
        "Keep a copy of its folder: awsprep paths says where it is."
    )
    more = of(b"x" * 9 + b"\n" + GOLDEN + b"\ny\n")
    assert "in 2 places (first in a.jsonl, byte 0); " in notices(reading(*more))[0]
