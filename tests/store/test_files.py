from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_made_once_with_all_above_it(tmp_path: Path) -> None:
    path = str(tmp_path / "a" / "b")
    assert files.folder(path)
    assert not files.folder(path)
    assert not files.folder("/")


def test_a_folder_that_another_process_makes_meanwhile_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_mkdir = os.mkdir

    def both(path: str, mode: int) -> None:
        true_mkdir(path, mode)
        true_mkdir(path, mode)

    monkeypatch.setattr(os, "mkdir", both)
    files.folder(str(tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_where_a_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        files.folder(str(tmp_path / "a"))


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "file")
    files.replace(path, b"old")
    files.replace(path, b"new")
    true_write = os.write

    def failing(fd: int, data: bytes) -> int:
        true_write(fd, bytes(data)[:1])
        return 0

    monkeypatch.setattr(os, "write", failing)
    with pytest.raises(OSError, match="nothing was written"):
        files.replace(path, b"newest")
    assert files.read(path) == b"new"
    assert os.listdir(tmp_path) == ["file"]


def test_a_write_in_small_parts_is_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true_write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: true_write(fd, bytes(data)[:2]))
    files.create(str(tmp_path / "file"), b"seven..")
    assert files.read(str(tmp_path / "file"), 5) == b".."


def test_what_a_killed_process_left_of_a_replacement_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "file"
    (tmp_path / f"file.{os.getpid()}.tmp").write_text("half")
    files.replace(str(path), b"whole")
    assert path.read_bytes() == b"whole"
    assert os.listdir(tmp_path) == ["file"]


def test_a_file_that_is_there_is_never_overwritten_by_creating_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileExistsError):
        files.create(str(tmp_path / "file"), b"yours")
    assert (tmp_path / "file").read_text() == "mine"
