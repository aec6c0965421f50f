"""Mending: a backup first, then lines are only added."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.store import archive, backup, files
from awsprep.store.checkup import checkup
from awsprep.store.repair import Repaired, repair
from tests.store.disk import Disk
from tests.store.writing import NOW, Clock, cards, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

HOUR = 3_600_000


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A store with three answers, the second of which has a wrong bit, and so has the third."""
    paths = places(tmp_path)
    write(paths, "one", "two", "three")
    (path,) = segments(paths)
    data = files.read(path).replace(b'"card":"two"', b'"card":"tvo"').replace(b'"card":"three"', b'"card":"thrEe"')
    with open(path, "wb") as file:
        file.write(data)
    assert cards(paths) == ["one"]
    return paths


def test_flipped_bits_are_put_right_in_a_new_file_and_nothing_else_is_touched(paths: Paths) -> None:
    (path,) = segments(paths)
    before = files.read(path)
    done = repair(paths, Clock(NOW + HOUR))
    assert done.lines == 2
    assert done.backup is not None
    assert archive.unpack(done.backup.path).journal == {os.path.basename(path): before}
    assert len(segments(paths)) == 2
    assert files.read(path) == before
    assert cards(paths) == ["one", "two", "three"]
    assert [each.code for each in checkup(paths, NOW + 2 * HOUR).findings] == ["mended", "mended"]
    assert {each.weight.value for each in checkup(paths, NOW + 2 * HOUR).findings} == {"note"}


def test_a_second_repair_has_nothing_to_do_and_backs_nothing_up(paths: Paths) -> None:
    repair(paths, Clock(NOW + HOUR))
    count = len(segments(paths))
    assert repair(paths, Clock(NOW + 2 * HOUR)) == Repaired(None, 0)
    assert len(segments(paths)) == count
    assert len(backup.known(paths)) == 1


def test_sittings_go_on_after_a_repair_without_a_gap(paths: Paths) -> None:
    repair(paths, Clock(NOW + HOUR))
    write(paths, "four", "five", clock=Clock(NOW + 2 * HOUR))
    write(paths, "six", clock=Clock(NOW + 3 * HOUR))
    found = checkup(paths, NOW + 4 * HOUR)
    assert [each.code for each in found.findings] == ["mended", "mended"]
    assert [record["card"] for record in reading(paths, NOW + 4 * HOUR).records] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_without_a_backup_nothing_is_repaired(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, paths)
    disk.refuse = {paths.backups}
    with pytest.raises(AwsprepError, match="No backup was made"):
        repair(paths, Clock(NOW + HOUR))
    assert len(segments(paths)) == 1


def test_a_repair_that_cannot_write_says_so_and_a_second_one_goes_on(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.fail["fsync"] = 1
        with pytest.raises(AwsprepError, match="Not everything was mended") as raised:
            repair(paths, Clock(NOW + HOUR))
    assert raised.value.exit_code == 4
    assert repair(paths, Clock(NOW + 2 * HOUR)).lines == 2
    assert cards(paths) == ["one", "two", "three"]
