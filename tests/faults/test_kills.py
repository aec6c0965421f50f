"""A part of what `python -m tests.faults --full` does at every call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.faults import kills, strace, trace
from tests.faults.controls import BROKEN
from tests.faults.shim import Fault
from tests.faults.subjects import REAL, SYNC, WARM, answered

if TYPE_CHECKING:
    from tests.faults.server import Runner
    from tests.faults.subjects import Subject

subjects = pytest.mark.parametrize("subject", REAL, ids=lambda subject: subject.name)


def _spread(count: int, some: int, subject: Subject) -> list[int]:
    """Some numbers up to `count`, spread over all of them, others for each subject."""
    step = max(1, count // some)
    return list(range(1 + REAL.index(subject) % step, count + 1, step))


@subjects
def test_a_process_killed_at_any_call_loses_no_acknowledged_answer(runner: Runner, subject: Subject) -> None:
    count = kills.points(runner, subject)
    tally = kills.kill(runner, subject, _spread(count, 9, subject))
    assert tally.trials >= 9
    assert tally.good, tally.faults


def test_a_sync_killed_with_its_gits_at_any_write_loses_nothing_and_the_next_one_works(runner: Runner) -> None:
    count = kills.points(runner, SYNC, everybody=True)
    assert count > 2 * kills.points(runner, SYNC)
    tally = kills.kill(runner, SYNC, _spread(count, 9, SYNC), everybody=True)
    assert tally.trials >= 9
    assert tally.good, tally.faults


@pytest.mark.parametrize("subject", REAL[:2], ids=lambda subject: subject.name)
def test_a_write_that_is_cut_at_any_byte_loses_no_acknowledged_answer(runner: Runner, subject: Subject) -> None:
    tally = kills.cut(runner, subject, step=47)
    assert tally.trials >= 30
    assert tally.seen
    assert tally.good, tally.faults


@subjects
def test_an_answer_is_saved_or_it_is_said_that_it_is_not_whatever_call_fails(runner: Runner, subject: Subject) -> None:
    count = kills.points(runner, subject)
    tally = kills.fail(runner, subject, _spread(count, 3, subject))
    assert tally.trials >= 9
    assert tally.good, tally.faults


def test_a_store_that_rewrites_its_file_fails_these_checks(runner: Runner) -> None:
    assert kills.kill(runner, BROKEN[0], range(1, 20)).lost
    assert kills.fail(runner, BROKEN[0], range(1, 9), ["ENOSPC"]).faults


@subjects
def test_no_command_shortens_renames_or_removes_a_journal_file(runner: Runner, subject: Subject) -> None:
    subject.prepare(runner.root)
    run = runner.run(subject, Fault())
    touched = [call for call in run.calls if "/journal/" in call.path or "/journal/" in call.to]
    assert touched
    assert {call.name for call in touched}.isdisjoint({"rename", "unlink", "truncate", "shorten", "link", "rmdir"})
    before = {path: len(data) for path, data in trace.tree(runner.root).items()}
    assert all(call.offset <= before[call.path] for call in touched if call.name == "write")


def test_an_answer_is_one_write_and_one_fsync_however_long_the_history(runner: Runner) -> None:
    from benchmarks.journal_append import history
    from tests.faults.subjects import places

    subject = REAL[1]
    counts = []
    for lines in (0, 10_000):
        subject.prepare(runner.root)
        if lines:
            os.rename(places(runner.root).journal, places(runner.root).journal + "-of-3")
            history(places(runner.root), lines)
        calls = runner.run(subject, Fault()).calls
        acknowledged = [at for at, call in enumerate(calls) if call.name == trace.ACK]
        between = calls[acknowledged[0] + 1 : acknowledged[1]]
        counts.append(sorted(call.name for call in between))
    assert counts[0] == counts[1]
    assert (counts[0].count("write"), counts[0].count("fsync")) == (1, 1)
    assert set(counts[0]) == {"write", "fsync", "stat", "lseek", "read"}


def test_whole_processes_killed_by_the_kernel_lose_no_acknowledged_answer(
    scratch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not strace.works():
        pytest.skip(strace.MISSING)
    warm = os.path.join(scratch, "warm-for-strace")
    os.makedirs(warm, exist_ok=True)
    monkeypatch.setenv(WARM, warm)
    root = os.path.join(scratch, "straced")
    answered(root)
    strace.points(root)  # parses the question files, which the calls that count must not do
    answered(root)
    points = strace.points(root)
    assert len(points) > 50
    tally = strace.kill(root, answered, points[7::20])
    assert tally.seen
    assert tally.good, tally.faults
