"""A home folder for each test of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import Home

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch)
