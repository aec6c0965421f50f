"""A sync that cannot be done: what is wrong is said with a remedy, and nothing is lost by it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.store import files, gather, git
from awsprep.store.git import Git
from awsprep.store.sync import TRIES, sync
from tests.store.test_sync import Machine, one, remote, two
from tests.store.writing import NOW

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["one", "remote", "two"]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def test_a_remote_that_takes_nothing_is_told_with_its_reason(one: Machine, remote: Path) -> None:
    one.answers("a")
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'the quota is used up' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(AwsprepError, match=r"Cannot send to .*the quota is used up") as raised:
        one.sync()
    assert raised.value.exit_code == 4
    assert one.paths.data in raised.value.hint
    hook.unlink()
    assert one.sync().sent == 1


def test_machines_that_are_always_quicker_are_told(one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Git.run
    times = []

    def racing(self: Git, *arguments: str, **options: str) -> bytes:
        if arguments[0] == "push" and self.folder.startswith(one.paths.data):
            times.append(1)
            two.answers(f"quick-{len(times)}")
            two.sync()
        return run(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "run", racing)
    one.answers("slow")
    with pytest.raises(AwsprepError, match=f"quicker {TRIES} times") as raised:
        one.sync()
    assert raised.value.exit_code == 4
    assert len(times) == TRIES
    assert {"slow", "quick-1"} <= one.cards


def test_what_cannot_be_written_is_named_and_comes_with_the_next_sync(
    one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.answers("a")
    one.sync()

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(gather, "journal_file", full)
        with pytest.raises(AwsprepError, match=r"Cannot write .*journal.*: No space left on device") as raised:
            two.sync()
    assert "awsprep sync again" in raised.value.hint
    assert two.sync().received == 1


def test_a_disk_that_fails_elsewhere_is_told_and_the_sync_goes_on_the_next_time(
    one: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.answers("a")

    def failing(path: str, start: int = 0) -> bytes:
        raise OSError(5, "Input/output error", path)

    with monkeypatch.context() as patch:
        patch.setattr(files, "read", failing)
        with pytest.raises(AwsprepError, match=r"The sync stopped: .*\.jsonl: Input/output error") as raised:
            one.sync()
    assert raised.value.exit_code == 4
    assert one.sync().sent == 1


def test_where_there_are_no_locks_a_sync_works_all_the_same(one: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    one.answers("a")

    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unsupported)
    assert one.sync().sent == 1


def test_a_file_of_the_remote_that_is_too_large_is_not_read_into_memory(
    one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.answers("a")
    one.sync()
    monkeypatch.setattr(git, "LARGEST", 100)
    with pytest.raises(AwsprepError, match="too large") as raised:
        two.sync()
    assert "remove it" in raised.value.hint


def test_a_git_that_cannot_be_started_is_told(one: Machine, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_bytes(b"\x7fELF not really")
    program.chmod(0o755)
    one.answers("a")
    with pytest.raises(AwsprepError, match="Git could not be started") as raised:
        sync(one.paths, {**one.environ, "PATH": str(program.parent)}, NOW, remote=one.remote)
    assert "git --version" in raised.value.hint


@pytest.mark.parametrize("asks", [True, False])
def test_git_asks_for_a_password_only_where_somebody_can_give_it(one: Machine, tmp_path: Path, *, asks: bool) -> None:
    """A program in git's place writes down what it is given."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "[$GIT_TERMINAL_PROMPT] [$GIT_SSH_COMMAND]" >> {tmp_path}/seen\nexit 1\n')
    program.chmod(0o755)
    one.answers("a")
    with pytest.raises(AwsprepError):
        sync(one.paths, {**one.environ, "PATH": str(program.parent)}, NOW, remote=one.remote, asks=asks)
    seen = set((tmp_path / "seen").read_text().splitlines())
    assert seen == ({"[] []"} if asks else {"[0] [ssh -oBatchMode=yes]"})
    assert os.path.isdir(one.paths.journal)


def test_an_address_that_does_not_work_does_not_take_the_place_of_one_that_did(one: Machine, tmp_path: Path) -> None:
    one.answers("a")
    one.sync()
    with pytest.raises(AwsprepError, match="Cannot fetch from") as raised:
        one.sync(str(tmp_path / "mistyped.git"))
    assert f"The address stays {one.remote}" in raised.value.hint
    one.answers("b")
    assert sync(one.paths, one.environ, one.clock.now_ms()).sent == 1
