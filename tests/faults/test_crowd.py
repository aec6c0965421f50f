"""Processes at once, and sittings on terminals that end by signals: a part of the full run."""

from __future__ import annotations

import os

import pytest

from tests.faults import crowd, sessions


@pytest.mark.parametrize("locks", [True, False], ids=["locks", "no locks"])
def test_six_processes_at_once_lose_nothing_and_none_waits_for_another(scratch: str, *, locks: bool) -> None:
    tally = crowd.crowd(scratch, 1, answers=25, locks=locks)
    assert tally.seen == 150
    assert tally.good, tally.faults


def test_a_store_that_rewrites_its_file_loses_answers_there(scratch: str) -> None:
    assert crowd.rewriting(scratch, 2).lost


def test_what_a_terminal_has_shown_as_saved_is_saved_whatever_signal_ends_it(scratch: str) -> None:
    warm = os.path.join(scratch, "warm-for-terminals")
    os.makedirs(warm)
    tally = sessions.sessions(scratch, len(sessions.SIGNALS), seed=7, warm=warm)
    assert tally.trials == 8
    assert tally.good, tally.faults
