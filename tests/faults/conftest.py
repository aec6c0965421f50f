"""One process with the shim for all tests that break things at their calls."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.faults.server import Runner
from tests.faults.shim import MISSING, built

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def scratch() -> Iterator[str]:
    """A folder in memory where there is one: whether a sync is asked for is checked, not how long it takes."""
    folder = tempfile.mkdtemp(prefix="awsprep-faults-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def runner(scratch: str) -> Iterator[Runner]:
    if built() is None:
        pytest.skip(MISSING)
    with Runner(scratch) as runner:
        yield runner
