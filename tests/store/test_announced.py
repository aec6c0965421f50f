"""Of which addresses the user was told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from awsprep.store.announced import announce, announced

if TYPE_CHECKING:
    from pathlib import Path


def test_an_address_is_remembered_once_the_oldest_are_forgotten(tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "grader.json")
    assert announced(path) == ()
    announce(path, "http://one")
    announce(path, "http://two")
    announce(path, "http://one")
    assert announced(path) == ("http://two", "http://one")
    for number in range(100):
        announce(path, f"http://{number}")
    assert len(announced(path)) == 100
    assert "http://one" not in announced(path)
    assert os.stat(path).st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"told": 3}', '{"v": 1}', '{"told": [1, null]}', "[" * 100_000])
def test_a_damaged_list_means_that_it_is_told_again(tmp_path: Path, text: str) -> None:
    path = tmp_path / "grader.json"
    path.write_text(text)
    assert announced(str(path)) == ()
    announce(str(path), "http://one")
    assert announced(str(path)) == ("http://one",)


def test_a_folder_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    announce(str(tmp_path / "state" / "grader.json"), "http://one")
    assert announced(str(tmp_path / "state" / "grader.json")) == ()
