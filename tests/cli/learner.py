"""A person with a home folder of their own, at a known moment, who calls awsprep."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

import pytest

from awsprep.cli.commands import invoke
from awsprep.cli.context import Context
from awsprep.core.day import DAY_MS
from awsprep.core.problem import AwsprepError
from awsprep.store.line import encode
from tests.core.lines import DAY, NOON, Writer

if TYPE_CHECKING:
    from pathlib import Path


class Told(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


class Clock:
    """Noon of a study day, UTC."""

    def __init__(self, day: int = DAY) -> None:
        self.day = day

    def now_ms(self) -> int:
        return self.day * DAY_MS + NOON + 3_600_000

    def offset_minutes(self) -> int:
        return 0

    def monotonic(self) -> float:
        return 0.0


class Learner:
    """Answers into a journal and calls commands."""

    def __init__(self, home: Path) -> None:
        places = {f"AWSPREP_{name.upper()}": str(home / name) for name in ("data", "state", "cache", "config")}
        self.home = home
        self.environ = {"HOME": str(home), "COLUMNS": "80", "TERM": "dumb", **places}
        self.journal = Writer()
        self.journal.write("head", day=DAY - 400, min_reader=1)

    def save(self) -> None:
        """Write all lines as the store does."""
        folder = self.home / "data" / "journal"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [encode({k: v for k, v in line.items() if k != "crc"}) for line in self.journal.lines]
        (folder / "202611-7f3a91c2-5c047399.jsonl").write_bytes(b"".join(lines))

    def calls(self, *arguments: str, day: int = DAY) -> Told:
        """Run a command; errors become what the one handler makes of them."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = invoke(list(arguments), Context(self.environ, Clock(day)))
            except AwsprepError as error:
                print(f"{error.message}\n{error.hint}", file=sys.stderr)
                code = error.exit_code
        return Told(_text(out), _text(err), code)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    """Somebody who has just installed awsprep."""
    for name in list(os.environ):
        if name.startswith("AWSPREP_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Learner(tmp_path)
