"""Three devices: a part of what the full run tries; and two broken stores, which have to be caught."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from awsprep.store import files, gather, reading
from awsprep.store.segment import NAME
from tests.faults.devices import Device, Devices, DevicesOverGit

if TYPE_CHECKING:
    from collections.abc import Callable


def _run(examples: int, *phases: Phase, machine: type[Devices] = Devices) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=phases or tuple(Phase),
        ),
    )


@pytest.fixture(autouse=True)
def _home(scratch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Devices, "home", scratch)


def test_three_devices_always_come_to_show_the_same() -> None:
    _run(60)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_three_devices_that_sync_over_git_come_to_show_the_same() -> None:
    _run(3, machine=DevicesOverGit)


def _only_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Conflict copies are not read."""
    every = reading.sizes
    monkeypatch.setattr(reading, "sizes", lambda folder: {n: s for n, s in every(folder).items() if NAME.fullmatch(n)})


def _raw_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line's time is what the clock says, also when that went back."""
    from awsprep.store.journal import Journal

    monkeypatch.setattr(Journal, "_last_own", lambda self, limit: [])
    monkeypatch.setattr(Device, "journal", lambda self: Journal(self.paths, self, self.random.randbytes))
    stamped = Journal._stamp

    def raw(self: Journal, fields: dict[str, object]) -> dict[str, object]:
        self._own.clear()
        return stamped(self, fields)

    monkeypatch.setattr(Journal, "_stamp", raw)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_sync_that_takes_over_whole_files_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked_out(data: str, path: str, content: bytes, own: object) -> bool:
        del own
        here = os.path.join(data, path)
        files.folder(os.path.dirname(here))
        files.replace(here, content)
        return True

    monkeypatch.setattr(gather, "journal_file", checked_out)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  one failure, or a group of them
        _run(8, Phase.generate, machine=DevicesOverGit)
    assert "AssertionError" in repr(caught.value)


@pytest.mark.parametrize("broken", [_only_own_names, _raw_clock])
def test_a_store_with_a_known_mistake_is_caught(
    broken: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  one failure, or a group of them
        _run(1_500, Phase.generate)
    assert "AssertionError" in repr(caught.value)
