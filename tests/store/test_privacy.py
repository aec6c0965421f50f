from __future__ import annotations

import os
from typing import TYPE_CHECKING

from awsprep.store.privacy import exposed
from tests.store.writing import places, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_awsprep_makes_is_its_users_own(tmp_path: Path) -> None:
    paths = places(tmp_path)
    assert list(exposed(paths)) == []
    write(paths, "one")
    assert list(exposed(paths)) == []


def test_what_others_may_read_is_named_once_a_folder_with_what_mends_it(tmp_path: Path) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    os.mkdir(os.path.join(paths.data, ".git"))
    os.chmod(os.path.join(paths.data, ".git"), 0o755)
    assert list(exposed(paths)) == []
    (path,) = segments(paths)
    os.chmod(path, 0o640)
    os.chmod(paths.journal, 0o701)
    (finding,) = exposed(paths)
    assert finding.message == f"{paths.journal} and 1 more can be read or written by others"
    assert finding.hint == f"Run: chmod -R go= {paths.data}"
    os.symlink("/", os.path.join(paths.state, "link"))
    os.chmod(paths.device, 0o604)
    assert [each.path for each in exposed(paths)] == [paths.journal, paths.device]


def test_a_data_folder_behind_a_link_is_looked_at(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (tmp_path / "real").mkdir(mode=0o755)
    os.symlink(tmp_path / "real", paths.data)
    write(paths, "one")
    (finding,) = exposed(paths)
    assert finding.message == f"{paths.data} can be read or written by others"
    assert finding.hint == f"Run: chmod -R go= {tmp_path / 'real'}"


def test_what_belongs_to_somebody_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert [(each.code, each.path) for each in exposed(paths)] == [("owner", paths.data), ("owner", paths.state)]
