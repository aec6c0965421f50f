"""Three devices: a part of what the full run tries; and two broken stores, which have to be caught."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from awsprep.store import reading
from awsprep.store.segment import NAME
from tests.faults.devices import Device, Devices

if TYPE_CHECKING:
    from collections.abc import Callable


def _run(examples: int, *phases: Phase) -> None:
    run_state_machine_as_test(
        Devices,
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


@pytest.mark.parametrize("broken", [_only_own_names, _raw_clock])
def test_a_store_with_a_known_mistake_is_caught(
    broken: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  one failure, or a group of them
        _run(1_500, Phase.generate)
    assert "AssertionError" in repr(caught.value)
