"""What sittings and commands are tried with: a clock that stands still, a small bank, a home folder of their own.

`Clock` moves only when it is told to. `BANK` has a question of each kind; `bank(folder)` reads it from real files.
`Home(tmp_path, monkeypatch)` runs command lines in process (`home.run("quiz", "--plain", keys="a\\n\\n")`) and reads the
journal back; `home.environ` is what a child process needs for the same home.
"""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.bank.load import load
from awsprep.core.session import Mode, Session
from awsprep.store.journal import Journal
from awsprep.store.paths import Paths, find
from awsprep.ui.recorder import Recorder
from awsprep.ui.sitting import Sitting
from awsprep.ui.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from awsprep.core.bank import Bank
    from awsprep.core.progress import Progress

NOW = 1_795_262_400_000  # Saturday 2026-11-21 12:00 UTC
DAY_MS = 86_400_000

_COMMON = "level: mid\n    difficulty: {difficulty}\n    category: basics\n    pillar: security\n"
BANK = {
    "vpc": """\
topic: vpc
questions:
  - id: vpc-endpoint
    kind: choice
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    ask: Which endpoint costs nothing per hour?
    options:
      - {text: A gateway endpoint, right: true, why: It is a route.}
      - {text: An interface endpoint, why: It is paid per hour.}
      - {text: A NAT gateway, why: It is no endpoint.}
    key_points:
      - {id: route, text: It is a route table entry, must: true}
      - {id: region, text: Same Region only}
    red_flags:
      - {id: mixed, text: Mixes it up with PrivateLink}
    refs: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"]
    as_of: 2026-11
  - id: vpc-two
    kind: choice
    level: mid
    difficulty: medium
    category: basics
    pillar: security
    ask: Which two filter traffic?
    options:
      - {text: Security groups, right: true}
      - {text: Network ACLs, right: true}
      - {text: Route tables}
      - {text: Elastic IPs}
    answer: The other two only say where traffic goes.
  - id: vpc-order
    kind: ordering
    level: mid
    difficulty: medium
    category: basics
    pillar: security
    ask: In which order does a packet from the internet meet these?
    items: [Internet gateway, Route table, Network ACL, Security group]
  - id: vpc-match
    kind: matching
    level: mid
    difficulty: medium
    category: basics
    pillar: security
    ask: What does each of them know?
    pairs:
      - {left: Security group, right: Connections}
      - {left: Network ACL, right: Packets}
    extra: [Nothing]
""",
    "iam": """\
topic: iam
questions:
  - id: iam-deny
    kind: cloze
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    text: "An explicit {{c1::deny::effect}} beats any {{c2::allow}}."
    answer: That is how policies are evaluated.
  - id: iam-role
    kind: open
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    ask: What is a role?
    answer: An identity without credentials of its own, which others assume.
    key_points:
      - {id: assume, text: It is assumed, must: true}
      - {id: short, text: Its credentials are short-lived}
    red_flags:
      - {id: password, text: Gives it a password, critical: true}
  - id: iam-six
    kind: choice
    level: senior
    difficulty: hard
    category: basics
    pillar: security
    ask: Which letter is right?
    options:
      - {text: One}
      - {text: Two}
      - {text: Three}
      - {text: Four}
      - {text: Five}
      - {text: Six, right: true}
""",
}
CARDS = ("vpc-endpoint", "vpc-two", "vpc-order", "vpc-match", "iam-deny#1", "iam-role", "iam-six")


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self, now: int = NOW, offset: int = 0) -> None:
        self.now = now
        self.offset = offset
        self.seconds = 1000.0

    def now_ms(self) -> int:
        return self.now

    def offset_minutes(self) -> int:
        return self.offset

    def monotonic(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += round(seconds * 1000)
        self.seconds += seconds


def put_bank(folder: Path, files: dict[str, str] | None = None) -> str:
    """Write question files; the folder's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (files or BANK).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def bank(folder: Path, files: dict[str, str] | None = None) -> Bank:
    """The small bank, or one of these files, read from disk; it must be without mistakes."""
    path = put_bank(folder / "questions", files)
    read = load([path], shipped=path, cache_dir=None)
    assert not [str(problem) for problem in read.problems if problem.severity == "error"]
    return read


def places(folder: Path) -> Paths:
    data, state, cache, config = (str(folder / name) for name in ("data", "state", "cache", "config"))
    return Paths(data, state, cache, config, (str(folder / "tmp"),))


def sitting(
    folder: Path, mode: Mode, cards: Sequence[str], progress: Progress, clock: Clock, *, seed: int = 7, **rest: Any
) -> Sitting:
    """A sitting over the small bank with a real journal in `folder`."""
    recorder = Recorder(Journal(places(folder), clock), "5e1f03aa", mode.name, seed, tuple(cards), {})
    questions = rest.pop("bank", None) or bank(folder)
    limits = {name: rest.pop(name) for name in ("total", "each", "budget") if name in rest}
    return Sitting(questions, progress, clock, recorder, mode, Session(tuple(cards)), Timing(clock, **limits), **rest)


def records(paths: Paths, kind: str = "review") -> list[dict[str, Any]]:
    """The lines of a type in the journal, as they stand in its files."""
    lines: list[dict[str, Any]] = []
    if os.path.isdir(paths.journal):
        for name in sorted(os.listdir(paths.journal)):
            with open(os.path.join(paths.journal, name), encoding="utf-8") as file:
                lines += [json.loads(line) for line in file]
    return [line for line in lines if line["type"] == kind]


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Home:
    """A learner's own home folder, empty at first; the bank is the small one unless `shipped` is asked for."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    clock: Clock | None = None
    shipped: bool = False
    environ: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = ("DATA", "STATE", "CACHE", "CONFIG")
        self.environ = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm"}
        self.environ["TMPDIR"] = str(self.folder / "tmp")
        self.environ |= {f"AWSPREP_{name}": str(self.folder / name.lower()) for name in names}
        if not self.shipped:
            path = put_bank(self.folder / "questions")
            self.monkeypatch.setattr("awsprep.bank.load.shipped_folder", lambda: path)

    @property
    def paths(self) -> Paths:
        return find(self.environ)

    def run(self, *arguments: str, keys: str | bytes | None = None, **environ: str) -> Result:
        """Run a command line in this process; `keys` is what comes in at stdin, which is no terminal."""
        from awsprep.cli import app

        data = keys.encode() if isinstance(keys, str) else keys or b""
        streams = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (data, b"", b"")]
        with self.monkeypatch.context() as patch:
            for name in [*os.environ]:
                patch.delenv(name)
            for name, value in {**self.environ, **environ}.items():
                patch.setenv(name, value)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            if self.clock is not None:
                patch.setattr(app, "SystemClock", lambda: self.clock)
            code = app.run(list(arguments))
        texts = []
        for stream in streams[1:]:
            stream.flush()
            assert isinstance(stream.buffer, io.BytesIO)
            texts.append(stream.buffer.getvalue().decode())
        return Result(code, *texts)

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(self.paths, kind)
