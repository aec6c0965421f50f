"""A process killed at any of its calls, or told at any of them that it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import trace
from tests.faults.shim import ERRORS, Fault
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.server import Run, Runner
    from tests.faults.subjects import Subject

KILLED = -9


def points(runner: Runner, subject: Subject, *, everybody: bool = False) -> int:
    """How many calls a subject makes when nothing goes wrong; it has to come to its end.

    With `everybody` those of all processes that it starts, here and in `kill`.
    """
    subject.prepare(runner.root)
    run = runner.run(subject, Fault(everybody=everybody))
    assert run.code == 0, run.said
    assert run.counted > 0, "the shim saw no call"
    assert settled(runner, subject, [], run, whole=True) == ""
    return run.counted


def kill(runner: Runner, subject: Subject, at: Iterable[int], *, everybody: bool = False) -> Tally:
    """Kill at each of these calls: what was acknowledged is there, and the store can be used."""
    tally = Tally(f"kill -9: {subject.name}")
    for number in at:
        _try(runner, subject, Fault(number, everybody=everybody), tally)
    return tally


def cut(runner: Runner, subject: Subject, *, step: int = 1) -> Tally:
    """Let each write take so many bytes, and kill then: any number of a journal line, of other files every 16th."""
    tally = Tally(f"cut at every byte: {subject.name}")
    subject.prepare(runner.root)
    calls = [call for call in runner.run(subject, Fault()).calls if call.name != trace.ACK]
    for number, call in enumerate(calls, 1):
        if call.name == "write":
            for size in range(0, len(call.data) + 1, step if "/journal/" in call.path else 16 * step):
                _try(runner, subject, Fault(number, cut=size), tally)
    return tally


def fail(runner: Runner, subject: Subject, at: Iterable[int], errors: Iterable[str] = tuple(ERRORS)) -> Tally:
    """Let each of these calls fail, once and for good: what could not be saved is told, and held until it can be."""
    tally = Tally(f"errors: {subject.name}")
    for number in at:
        for name in errors:
            for forever in (False, True):
                _try(runner, subject, Fault(number, ERRORS[name], forever), tally)
    return tally


def _try(runner: Runner, subject: Subject, fault: Fault, tally: Tally) -> None:
    subject.prepare(runner.root)
    earlier = subject.kept(runner.root)
    files = trace.tree(runner.root)
    run = runner.run(subject, fault)
    if fault.error and not run.struck:
        return  # a call that this error cannot befall
    lost, problem = _checked(runner, subject, earlier, run)
    problem = problem or _rewritten(files, trace.tree(runner.root))
    tally.trial(run.acknowledged, lost, f"{fault}: {problem} (exit code {run.code})" if problem else "")


def _checked(runner: Runner, subject: Subject, earlier: list[str], run: Run) -> tuple[int, str]:
    if run.code not in {KILLED, 0, 1, 4}:  # 1 is a doctor's
        return 0, f"it ended with {run.code}: {run.said[-600:]}"
    if "Traceback" in run.said:
        return 0, run.said[-600:]
    try:
        before = subject.kept(runner.root)
        lost = len(set(earlier) - set(before))
        if run.code != 4:  # 4 says that answers are held elsewhere
            lost += max(0, run.acknowledged - len(set(before) - set(earlier)))
        subject.go_on(runner.root)
        after = subject.kept(runner.root)
    except Exception as error:  # noqa: BLE001  whatever it is, the store could not be used
        return 0, f"{type(error).__name__}: {error}"
    missing = max(0, run.acknowledged - len(set(after) - set(earlier)) + 1)
    if run.code == 4 and "could not be written anywhere" not in run.said:
        lost += missing  # they were spilled, and taken in with the next answer
    elif run.code == 4 and missing and "NOT SAVED" not in run.said:
        return lost, "it did not say that it could not save"
    return lost, ""


def _rewritten(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """The journal is only ever appended to."""
    for path, data in before.items():
        if "/journal/" in path and not after.get(path, b"").startswith(data):
            return f"{path} was rewritten"
    return ""


def settled(runner: Runner, subject: Subject, earlier: list[str], run: Run, *, whole: bool) -> str:
    """What is wrong after a run that nothing disturbed."""
    lost, problem = _checked(runner, subject, earlier, run)
    return problem or (f"{lost} lost" if lost and whole else "")
