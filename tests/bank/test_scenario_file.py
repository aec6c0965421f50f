"""Scenario files by themselves: read as `check` reads them, written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from awsprep.bank.scenario_file import read, write
from awsprep.bank.sheet import sheet_of
from tests.bank.test_scenario import GOOD, SMALL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.replace("to: web-1", "to: web-2").encode(),
        SMALL.encode("utf-16"),
        SMALL.replace("Small", "née").encode("latin-1"),
        b"questions: []\n",
        b"terms: {}\n",
        b"- a\n",
        b"scenario: [\n",
        b"",
        (SMALL + "".join(f"k{number}: 1\n" for number in range(1200))).encode(),
    ],
    ids=range(11),
)
def test_a_file_is_read_as_check_reads_it(data: bytes) -> None:
    sheet = sheet_of("file.yaml", data, shipped=False)
    scenario, page = read("file.yaml", data)
    assert scenario == sheet.scenario
    assert page.problems == sheet.page.problems


def test_a_file_is_written_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    write(str(path), SMALL, over=False)
    assert path.read_text(encoding="utf-8") == SMALL
    assert os.listdir(tmp_path) == ["new.yaml"]


def test_a_file_that_is_there_stays_unless_it_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text("mine\n", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write(str(path), SMALL, over=False)
    assert path.read_text(encoding="utf-8") == "mine\n"
    write(str(path), SMALL, over=True)
    assert path.read_text(encoding="utf-8") == SMALL
    assert os.listdir(tmp_path) == ["old.yaml"]


def test_a_folder_that_is_not_there_is_an_error_and_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError):
        write(str(tmp_path / "no" / "new.yaml"), SMALL, over=False)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(str(tmp_path / "new.yaml"), SMALL, over=False)
    assert os.listdir(tmp_path) == []


def test_a_file_system_without_links_is_written_to_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", cannot)
    path = tmp_path / "new.yaml"
    write(str(path), SMALL, over=False)
    assert path.read_text(encoding="utf-8") == SMALL
    with pytest.raises(FileExistsError):
        write(str(path), "other\n", over=False)
    assert path.read_text(encoding="utf-8") == SMALL
    assert os.listdir(tmp_path) == ["new.yaml"]
