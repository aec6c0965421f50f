"""A fresh home for a real process; the shipped bank is parsed once for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fakes import Home

if TYPE_CHECKING:
    from pathlib import Path


def _own(folder: Path) -> dict[str, str]:
    places = {f"AWSPREP_{name}": str(folder / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    return {**os.environ, **places, "HOME": str(folder), "TERM": "xterm-256color"}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own, for what needs no bank."""
    return _own(tmp_path)


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of the shipped bank."""
    folder = tmp_path_factory.mktemp("parsed")
    subprocess.run([sys.executable, "-m", "awsprep", "due"], env=_own(folder), check=True, capture_output=True)
    return folder / "cache" / "bank"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Path) -> Home:
    """A home for child processes, with the shipped bank."""
    shutil.copytree(parsed, tmp_path / "cache" / "bank")
    return Home(tmp_path, monkeypatch, shipped=True)
