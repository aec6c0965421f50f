from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from awsprep.store.device import identify
from tests.store.writing import seeded

if TYPE_CHECKING:
    from pathlib import Path


def _machine(tmp_path: Path, name: str) -> list[str]:
    file = tmp_path / f"machine-id-{name}"
    file.write_text(f"{name}\n")
    return [str(tmp_path / "missing"), str(file)]


def test_a_device_keeps_its_id(tmp_path: Path) -> None:
    file = tmp_path / "state" / "device.json"
    machine = _machine(tmp_path, "a")
    device = identify(str(file), seeded(1), machine)
    assert len(device) == 8
    assert int(device, 16) >= 0
    assert identify(str(file), seeded(2), machine) == device
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_home_copied_to_another_machine_gets_another_id_and_the_old_machine_keeps_its_own(tmp_path: Path) -> None:
    file = str(tmp_path / "device.json")
    one = identify(file, seeded(1), _machine(tmp_path, "a"))
    two = identify(file, seeded(2), _machine(tmp_path, "b"))
    assert one != two
    assert identify(file, seeded(3), _machine(tmp_path, "a")) == one
    assert identify(file, seeded(3), _machine(tmp_path, "b")) == two


def test_the_machine_id_itself_is_not_written_down(tmp_path: Path) -> None:
    file = tmp_path / "device.json"
    identify(str(file), seeded(1), _machine(tmp_path, "3d1219c7c4c5404a"))
    assert "3d1219c7" not in file.read_text()


def test_an_empty_machine_id_is_none(tmp_path: Path) -> None:
    file = str(tmp_path / "device.json")
    device = identify(file, seeded(1), _machine(tmp_path, ""))
    assert identify(file, seeded(2), []) == device


def test_a_machine_without_an_id_has_a_device_id_all_the_same(tmp_path: Path) -> None:
    file = str(tmp_path / "device.json")
    device = identify(file, seeded(1), [])
    assert identify(file, seeded(2), []) == device


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", '"x"', "{}", '{"devices": []}', '{"devices": {"": 7}}', '{"devices": {"": "../../xx"}}', "\xff"],
)
def test_a_damaged_file_gives_a_new_id_and_is_mended(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "device.json"
    machine = _machine(tmp_path, "a")
    before = identify(str(file), seeded(1), machine)
    file.write_text(damage, encoding="latin-1")
    after = identify(str(file), seeded(2), machine)
    assert after != before
    assert after in json.loads(file.read_text())["devices"].values()


def test_where_the_id_cannot_be_kept_there_is_one_for_now(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    assert len(identify(str(tmp_path / "state" / "device.json"), seeded(1), [])) == 8
