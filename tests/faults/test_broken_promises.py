"""Promises whose tests have no broken store of their own: each is broken here, and its tests have to fail."""

from __future__ import annotations

import errno
import os
import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core import replay
from awsprep.core.problem import AwsprepError
from awsprep.store import heads, reading
from tests.bank import test_nodes
from tests.core import test_replay
from tests.core.lines import Writer
from tests.fakes import Home
from tests.faults import sessions, test_security
from tests.store import test_journal, test_reading, test_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from awsprep.core.progress import Progress
    from awsprep.core.record import Record


def broken() -> Any:
    """A failing test; a new one each time."""
    return pytest.raises((AssertionError, pytest.fail.Exception))


def test_a_store_that_takes_what_it_cannot_read_for_empty_breaks_p5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = reading._load

    def trusting(folder: str, name: str, start: int) -> bytes:
        try:
            return load(folder, name, start)
        except AwsprepError:
            return b""

    monkeypatch.setattr(reading, "_load", trusting)
    with broken(), pytest.MonkeyPatch.context() as patch:
        test_reading.test_a_file_that_cannot_be_read_is_an_error_and_not_an_empty_journal(tmp_path, patch, errno.EIO)
    monkeypatch.setattr(heads, "load", lambda *_: heads.Heads())
    with broken():
        test_reading.test_a_journal_whose_files_are_all_gone_is_an_error_that_says_what_there_was(tmp_path / "gone")


def test_a_store_whose_undo_is_final_breaks_p10(monkeypatch: pytest.MonkeyPatch) -> None:
    def final(lines: list[Record]) -> list[Record]:
        gone = {line["target"] for line in lines if line["type"] == "undo"}
        return [line for line in lines if line["id"] not in gone and line["type"] != "undo"]

    tests = test_replay.TestUndo()
    tests.test_undoing_an_undo_brings_it_back(Writer())
    monkeypatch.setattr(replay, "effective", final)
    with broken():
        tests.test_undoing_an_undo_brings_it_back(Writer())


def test_a_store_that_knows_no_aliases_breaks_p11(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless(records: Iterable[Record], _aliases: Mapping[str, str], *rest: Any) -> Progress:
        return replay.replay(records, {}, *rest)

    monkeypatch.setattr(test_replay, "replay", nameless)
    with broken():
        test_replay.TestAliases().test_a_renamed_question_keeps_its_history(Writer())


def test_a_store_that_calls_newer_lines_damage_breaks_p12(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awsprep.store.sieve.newer", lambda _: False)
    with broken():
        test_versions.test_lines_of_a_later_version_are_kept_counted_and_told(tmp_path)


def test_a_reader_that_lets_escapes_through_breaks_p13(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awsprep.bank.nodes.clean", lambda text: text)
    with broken():
        test_nodes.test_escapes_in_quotes_cannot_reach_the_terminal()


def _at_start(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have Python run this first in every process that is started from here on."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))


def test_a_program_that_leaves_the_terminal_as_it_had_it_breaks_p14(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import termios\n"
        "true = termios.tcsetattr\n"
        "def kept(fd, when, modes):\n"
        "    if not modes[3] & termios.ICANON:\n"
        "        true(fd, when, modes)\n"
        "termios.tcsetattr = kept\n"
    )
    _at_start(tmp_path / "site", monkeypatch, code)
    (tmp_path / "home").mkdir()
    assert sessions._session(str(tmp_path / "home"), "TERM", Random(7))[2] == "the terminal is not as it was"


def test_a_program_that_calls_home_when_it_ends_breaks_p15(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path, monkeypatch, shipped=True)
    code = (
        "import atexit, socket\n"
        "def call():\n"
        "    try:\n"
        "        socket.create_connection(('127.0.0.1', 9), 0.1)\n"
        "    except OSError:\n"
        "        pass\n"
        "atexit.register(call)\n"
    )
    _at_start(tmp_path / "site", monkeypatch, code)
    home.environ["PYTHONPATH"] = os.environ["PYTHONPATH"]
    with broken():
        test_security.test_no_command_uses_the_network(home)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_a_store_that_leaves_modes_to_the_umask_breaks_p17(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true_open, true_mkdir = os.open, os.mkdir
    monkeypatch.setattr(os, "fchmod", lambda *_: None)
    monkeypatch.setattr(os, "chmod", lambda *_: None)
    monkeypatch.setattr(os, "open", lambda path, flags, *_: true_open(path, flags, 0o666))
    monkeypatch.setattr(os, "mkdir", lambda path, *_: true_mkdir(path, 0o777))
    with broken():
        test_journal.test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path, 0)
