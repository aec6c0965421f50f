from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import platformdirs
import pytest

from awsprep.store.paths import find

if TYPE_CHECKING:
    from pathlib import Path

XDG = {name: f"XDG_{name.upper()}_HOME" for name in ("data", "state", "cache", "config")}


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/kim"},
        {"HOME": "/home/kim", **{variable: f"/x/{name}" for name, variable in XDG.items()}},
        {"HOME": "/home/kim", **dict.fromkeys(XDG.values(), "relative")},
        {"HOME": "/home/kim", **dict.fromkeys(XDG.values(), "")},
        {},
        {"HOME": ""},
        {"HOME": "relative"},
    ],
)
def test_the_places_are_those_that_platformdirs_gives(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", *XDG.values()):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    paths = find(environ)
    for name in XDG:
        assert getattr(paths, name) == getattr(platformdirs, f"user_{name}_dir")("awsprep", appauthor=False)


@pytest.mark.skipif(sys.platform == "darwin", reason="platformdirs decides there")
def test_finding_the_places_looks_at_the_given_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    assert find({"HOME": "/home/kim"}).data == "/home/kim/.local/share/awsprep"


def test_each_place_can_be_overridden_and_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = find(
        {
            "HOME": "/home/kim",
            "AWSPREP_DATA": "here/../there",
            "AWSPREP_STATE": "~/state",
            "AWSPREP_CACHE": "/cache/",
            "AWSPREP_CONFIG": "",
            "XDG_CONFIG_HOME": "/etc/kim",
        }
    )
    assert paths.data == os.path.join(os.getcwd(), "there")
    assert (paths.state, paths.cache) == ("/home/kim/state", "/cache")
    assert paths.config == "/etc/kim/awsprep" or sys.platform == "darwin"


def test_the_files_lie_where_the_folders_say() -> None:
    paths = find({f"AWSPREP_{name.upper()}": f"/{name}" for name in XDG})
    assert paths.journal == "/data/journal"
    assert paths.progress == "/data/progress.json"
    assert (paths.device, paths.heads, paths.backups) == ("/state/device.json", "/state/heads.json", "/state/backups")
    assert paths.snapshot == "/cache/snapshot.json"
    assert paths.settings == "/config/config.toml"


@pytest.mark.skipif(sys.platform == "darwin", reason="platformdirs decides there")
def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    from awsprep.core.problem import AwsprepError

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(AwsprepError) as raised:
        find({})
    assert raised.value.exit_code == 4
    assert "AWSPREP_DATA" in raised.value.hint


def test_elsewhere_than_on_linux_the_places_come_from_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda app, appauthor: f"/Library/{app}")
    assert find({}).data == "/Library/awsprep"
