"""A process that has the shim and awsprep loaded and forks a child for each run: `Runner` starts it and asks it.

Starting Python anew for each of a thousand runs would take a quarter of an hour.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tests.faults import trace
from tests.faults.shim import SHARED, Fault, built
from tests.faults.subjects import QUIZ, REAL, WARM, command, fresh

if TYPE_CHECKING:
    from tests.faults.subjects import Subject
    from tests.faults.trace import Call

_TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Run(NamedTuple):
    """How a run ended: the exit code, or minus the signal; what it did; what it printed (not where it was killed).

    `counted` are calls on files: its own, or those of all processes that it started.
    """

    code: int
    calls: list[Call]
    said: str
    counted: int

    @property
    def acknowledged(self) -> int:
        """Answers that were shown as saved."""
        return sum(call.name == trace.ACK for call in self.calls)

    @property
    def struck(self) -> bool:
        """Whether a call was made to fail."""
        return any(call.name == "fault" for call in self.calls)


class Runner:
    """The server's other end. `root` is the folder that is watched; `folder` holds it, and what is not watched."""

    def __init__(self, folder: str) -> None:
        library = built()
        assert library is not None
        self.root = os.path.join(folder, "root")
        self._log = os.path.join(folder, "log")
        os.environ[WARM] = os.path.join(folder, "warm")
        os.makedirs(os.environ[WARM], exist_ok=True)
        path = os.pathsep.join([os.path.join(_TREE, "src"), _TREE])
        environ = {**os.environ, "LD_PRELOAD": library, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "tests.faults.server", library, self._log, folder]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, env=environ, cwd=_TREE, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def run(self, subject: Subject, fault: Fault) -> Run:
        """Run a subject in a child, in the folder as it is now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        ask = {"subject": subject.name, "root": self.root, "fault": list(fault)}
        self._process.stdin.write(json.dumps(ask) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        calls = trace.read(self._log)
        counted = sum(call.name != trace.ACK for call in calls)
        if fault.everybody:
            with open(self._log + ".shared", "rb") as file:
                counted = int.from_bytes(file.read(8), sys.byteorder)  # a long at the beginning of shim.c's state
        return Run(told["code"], calls, told["said"], counted)


def main(library: str, log: str, folder: str) -> None:
    """Serve until the input ends."""
    from tests.faults.controls import BROKEN

    shim = ctypes.CDLL(library)
    subjects = {each.name: each for each in (*REAL, *BROKEN)}
    answers = os.fdopen(os.dup(1), "w")
    asked = os.fdopen(os.dup(0))
    _warm(folder)
    for line in asked:
        ask = json.loads(line)
        said = log + ".said"
        with open(said, "w", encoding="utf-8"):
            pass
        child = os.fork()
        if child == 0:
            _child(shim, subjects[ask["subject"]], ask["root"], Fault(*ask["fault"]), log, said)
        _, status = os.waitpid(child, 0)
        with open(said, encoding="utf-8", errors="replace") as file:
            told = {"code": os.waitstatus_to_exitcode(status), "said": file.read()}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


def _child(shim: Any, subject: Subject, root: str, fault: Fault, log: str, said: str) -> None:
    """Run the subject; never returns."""
    code = 99
    try:
        fd = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        marker = f"{trace.ACK}\t\t\t0\t0\n".encode()
        below = os.fsencode(root)
        if fault.everybody:
            os.setsid()
            os.environ[SHARED] = log + ".shared"
            assert shim.fault_share(os.fsencode(os.environ[SHARED])) == 0
        shim.fault_arm(below, fd, fault.at, fault.error, fault.forever, ctypes.c_long(fault.cut))

        def ack() -> None:
            os.write(fd, marker)

        code = subject.run(root, ack)
        shim.fault_disarm()
    except BaseException:  # noqa: BLE001  a child never returns into the server
        import traceback

        shim.fault_disarm()
        with open(said, "w", encoding="utf-8") as file:
            traceback.print_exc(file=file)
        os._exit(98)
    with open(said, "wb") as out:
        out.write(getattr(subject.run, "said", b""))
    os._exit(code)


def _warm(folder: str) -> None:
    """Import what a sitting imports, and parse the question files, once for all children."""
    root = os.path.join(folder, "warming")
    fresh(root)
    environ, streams = dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)
    for arguments in (QUIZ, ("doctor",), ("backup",), ("restore", "ROOT/none"), ("doctor", "--repair")):
        command(*arguments, keys=b"a\n\n" * 3)(root, lambda: None)
    sys.stdin, sys.stdout, sys.stderr = streams
    os.environ.clear()
    os.environ.update(environ)


if __name__ == "__main__":
    main(*sys.argv[1:])
