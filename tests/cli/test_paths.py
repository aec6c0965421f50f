from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from awsprep.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_each_place_is_shown_with_what_it_holds_and_whether_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"AWSPREP_{name}", str(tmp_path / name.lower()))
    (tmp_path / "data").mkdir()
    assert run(["paths"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"data      {tmp_path}/data"
    assert lines[2] == f"journal   {tmp_path}/data/journal  (not there yet)"
    assert run(["paths", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    assert found["paths"]["data"] == {
        "path": f"{tmp_path}/data",
        "exists": True,
        "holds": "your answers: the folder to back up or to sync",
    }
    assert not found["paths"]["cache"]["exists"]
    assert [each.name for each in tmp_path.iterdir()] == ["data"]


def test_on_a_narrow_terminal_a_path_is_whole_on_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"AWSPREP_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["--color", "never", "paths"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["data      (not there yet)", f"{tmp_path}/data"]
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 30
