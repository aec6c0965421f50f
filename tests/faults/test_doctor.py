"""A doctor writes nothing: seen from outside, call by call, on stores in every state of health."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults import strace
from tests.faults.subjects import QUIZ, WARM, answered, flipped, fresh, spilled, torn

if TYPE_CHECKING:
    from collections.abc import Callable

_CALLS = "open,openat,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_CALLS += ",chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,utimensat,mknod,mknodat,setxattr"
_OPENED = re.compile(r"\b(?:open|openat|creat)\(")
_WRITES = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b|\bcreat\(")

pytestmark = pytest.mark.skipif(not strace.works(), reason=strace.MISSING)


@pytest.fixture(autouse=True)
def _warm(scratch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    os.makedirs(os.path.join(scratch, "warm-for-doctor"), exist_ok=True)
    monkeypatch.setenv(WARM, os.path.join(scratch, "warm-for-doctor"))


def changes(root: str, *arguments: str, keys: bytes = b"") -> list[str]:
    """The calls of a process that change a file, or open one for that."""
    names = ("data", "state", "cache", "config")
    environ = {f"AWSPREP_{name.upper()}": os.path.join(root, name) for name in names}
    environ |= {"HOME": root, "PATH": os.environ["PATH"], "TMPDIR": os.path.join(root, "tmp"), "TERM": "dumb"}
    environ |= {"PYTHONDONTWRITEBYTECODE": "1"}
    log = f"{root}.calls"
    command = ["strace", "-f", "-qq", "-o", log, "-e", f"trace={_CALLS}", sys.executable, "-m", "awsprep", *arguments]
    done = subprocess.run(command, env=environ, input=keys, capture_output=True, check=False, timeout=120)
    assert b"Traceback" not in done.stderr
    assert done.stdout
    found = []
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            if '"/dev/null"' in line or " = -1 " in line or line.endswith(" ---\n"):  # the last is a signal
                continue
            if not _OPENED.search(line) or _WRITES.search(line):
                found.append(line)
    return found


@pytest.mark.parametrize("store", [fresh, answered, torn, flipped, spilled], ids=lambda store: store.__name__)
def test_a_doctor_opens_nothing_for_writing_and_changes_nothing(scratch: str, store: Callable[[str], None]) -> None:
    root = os.path.join(scratch, f"doctor-{store.__name__}")
    store(root)
    assert changes(root, "doctor", *(["--json"] if store is flipped else [])) == []


def test_what_does_write_is_seen_that_way(scratch: str) -> None:
    root = os.path.join(scratch, "doctor-control")
    flipped(root)
    told = "".join(changes(root, "doctor", "--repair"))
    assert "O_APPEND" in told
    assert "backups" in told
    assert any("journal" in call for call in changes(root, *QUIZ, keys=b"a\n\n" * 3))
