"""Stores as earlier versions left them (tests/data/stores) are opened for ever; later lines are kept.

A change of the format adds a folder beside v1 and leaves v1 as it is: these files are never made anew.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.core.record import CURRENT
from awsprep.core.replay import replay
from awsprep.store import files, spill
from awsprep.store.checkup import checkup
from awsprep.store.heads import load
from awsprep.store.journal import Journal
from awsprep.store.line import decode, encode
from awsprep.store.reading import read
from awsprep.store.snapshot import open_progress, readable
from tests.store.writing import NOW, Clock, answer, ask_for_newer, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

STORES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "stores")


@pytest.fixture(params=sorted(os.listdir(STORES)))
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Paths, dict[str, Any]]:
    """A copy of a store of a version, and what it must be read as."""
    paths = places(tmp_path)
    source = os.path.join(STORES, request.param)
    shutil.copytree(os.path.join(source, "data"), paths.data)
    shutil.copytree(os.path.join(source, "state"), paths.state)
    for name in os.listdir(paths.state):
        path = os.path.join(paths.state, name)
        text = files.read(path).replace(b"@DATA@", paths.data.encode())
        with open(path, "wb") as file:
            file.write(text)
        os.rename(path, path.replace("@MARK@", paths.mark))
    with open(os.path.join(source, "expected.json"), encoding="utf-8") as file:
        return paths, json.load(file)


def _holds(whole: Any, part: Any) -> bool:
    """Whether a value has all that another one has; a later version may add to it."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and _holds(whole[name], part[name]) for name in part)
    return bool(whole == part)


def test_every_line_of_an_earlier_version_is_read_and_means_what_it_meant(golden: tuple[Paths, dict[str, Any]]) -> None:
    paths, expected = golden
    found = read(paths, now_ms=expected["now"])
    assert [record["id"] for record in found.records] == expected["ids"]
    assert (found.newer, found.future) == (expected["newer"], expected["future"])
    assert (found.shrunk, found.vanished) == ([], [])
    progress = replay(found.records, expected["aliases"])
    shown = json.loads(json.dumps(readable(progress)))
    for name in ("reviews", "params", "days", "cards"):
        assert _holds(shown[name], expected[name]), name
    for name, sitting in expected["sittings"].items():
        assert {each: getattr(progress.sittings[name], each) for each in sitting} == sitting


def test_its_marks_its_device_and_its_spill_are_understood(golden: tuple[Paths, dict[str, Any]]) -> None:
    paths, expected = golden
    marks = load(paths.heads, paths.data)
    assert marks.marks
    assert marks.last
    (waiting,) = spill.waiting(paths)
    assert [record["card"] for record in waiting.records] == ["spilled"]
    assert waiting.whole
    weights = {each.weight.value for each in checkup(paths, expected["now"]).findings}
    assert "error" not in weights


def test_this_version_goes_on_in_it_and_changes_none_of_its_bytes(golden: tuple[Paths, dict[str, Any]]) -> None:
    paths, expected = golden
    before = {path: files.read(path) for path in segments(paths)}
    write(paths, "today", clock=Clock(expected["now"]))
    found = read(paths, now_ms=expected["now"] + 10_000)
    assert [record["card"] for record in found.records if record.get("card") in {"spilled", "today"}] == [
        "spilled",
        "today",
    ]
    assert len(found.records) == expected["lines"] + 2
    assert (found.newer, found.future) == (expected["newer"], expected["future"])
    for path, data in before.items():
        assert files.read(path).startswith(data)


def test_lines_of_a_later_version_are_kept_counted_and_told(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (saved,) = write(paths, "one")
    later = [{**saved, "id": "a" * 36, "n": 2, "type": "dream"}, {**saved, "id": "b" * 36, "n": 3, "v": CURRENT + 1}]
    with open(segments(paths)[0], "ab") as file:
        file.writelines(encode(record) for record in later)
    progress, notices = open_progress(paths, NOW, {}, save=True)
    assert progress.reviews == 1
    assert notices == ["2 journal lines are of a newer awsprep and kept; to use that, upgrade awsprep."]
    write(paths, "two", clock=Clock(NOW + 3_600_000))
    assert reading(paths, NOW + 7_200_000).newer == 2
    with open(segments(paths)[0], "rb") as file:
        assert [(decode(line[:-1]) or {})["n"] for line in file] == [0, 1, 2, 3, 4]


def test_a_journal_that_asks_for_a_later_version_admits_nobody_before_the_first_question(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (saved,) = write(paths, "one")
    ask_for_newer(paths, saved)
    before = sorted(os.walk(tmp_path))
    journal = Journal(paths, Clock(NOW + 3_600_000))
    with pytest.raises(AwsprepError, match="newer awsprep") as raised:
        journal.admit()
    assert raised.value.exit_code == 4
    assert "upgrade awsprep" in raised.value.hint
    assert journal.held == []
    assert journal.close() is None
    assert sorted(os.walk(tmp_path)) == before


def test_admission_costs_nothing_and_makes_nothing(tmp_path: Path) -> None:
    journal = Journal(places(tmp_path), Clock())
    journal.admit()
    assert list(tmp_path.iterdir()) == []
    journal.append(answer("one"))
    journal.admit()
    journal.append(answer("two"))
    journal.close()
    assert [record["card"] for record in reading(places(tmp_path)).records] == ["one", "two"]


def test_a_folder_that_cannot_be_looked_at_is_told_with_the_answer_and_not_by_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    journal = Journal(places(tmp_path), Clock())
    monkeypatch.setattr(os, "listdir", refused)
    journal.admit()
    with pytest.raises(AwsprepError, match="NOT SAVED: 1 answer could not be written"):
        journal.append(answer("one"))
