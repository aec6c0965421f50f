"""Every legal state of the disk after a crash of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.controls import BROKEN
from tests.faults.crashes import crash
from tests.faults.subjects import CRASHED

if TYPE_CHECKING:
    from tests.faults.server import Runner
    from tests.faults.subjects import Subject


@pytest.mark.parametrize("subject", CRASHED, ids=lambda subject: subject.name)
def test_no_state_that_a_crash_can_leave_has_lost_an_acknowledged_answer(runner: Runner, subject: Subject) -> None:
    tally = crash(runner, subject)
    assert tally.trials >= 8
    assert tally.good, tally.faults


@pytest.mark.parametrize("subject", BROKEN, ids=lambda subject: subject.name)
def test_a_broken_store_is_seen_to_lose_answers(runner: Runner, subject: Subject) -> None:
    assert crash(runner, subject).lost
