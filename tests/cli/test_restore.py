"""`awsprep restore` and `backup`, with all that can be given to them."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files, scorecards
from tests.core.scorecards import asked, interview
from tests.fakes import Clock, Home
from tests.store.writing import segments

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIZ = ("quiz", "--plain", "--count", "2", "--seed", "7", "--kind", "choice")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Somebody who has answered two questions, had an interview, and backed both up to backup.tar.gz."""
    home = Home(tmp_path, monkeypatch, clock=Clock())
    assert home.run(*QUIZ, keys="a\n\nab\n\n").code == 0
    scorecards.save(home.paths, interview(asked()))
    told = home.run("backup", str(tmp_path / "backup.tar.gz"))
    assert told.code == 0
    assert "1 journal file and 1 scorecard with " in told.out
    return home


def begun_anew(home: Home) -> None:
    for folder in (home.paths.data, home.paths.state, home.paths.cache):
        shutil.rmtree(folder)


def tree(home: Home) -> dict[str, bytes]:
    """All that lies in the home folder."""
    return {str(path): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


def test_into_an_empty_home_all_comes_back_with_the_same_progress(home: Home) -> None:
    home.run("stats")
    before = files.read(home.paths.progress)
    begun_anew(home)
    told = home.run("restore", str(home.folder / "backup.tar.gz"))
    assert told.code == 0
    assert told.out == f"Added 4 lines and 1 scorecard from {home.folder}/backup.tar.gz.\n"
    assert files.read(home.paths.progress) == before
    assert "2 answers" in home.run().out
    assert len(json.loads(home.run("scorecard", "list", "--json").out)["scorecards"]) == 1
    assert home.run("doctor").code == 0


def test_json_counts_what_was_added(home: Home) -> None:
    begun_anew(home)
    value = json.loads(home.run("restore", "--json", str(home.folder / "backup.tar.gz")).out)
    assert value == {"schema": 1, "files": 1, "made": 1, "lines": 4, "scorecards": 1, "unknown": 0}


def test_one_that_a_browser_has_unpacked_is_as_good(home: Home) -> None:
    (home.folder / "backup.tar").write_bytes(gzip.decompress((home.folder / "backup.tar.gz").read_bytes()))
    begun_anew(home)
    assert home.run("restore", str(home.folder / "backup.tar")).code == 0
    assert len(home.records()) == 2


def test_one_that_was_packed_by_hand_is_as_good(home: Home) -> None:
    with tarfile.open(home.folder / "mine.tgz", "w:gz") as archive:
        archive.add(home.paths.data, ".")
    begun_anew(home)
    told = home.run("restore", "~/mine.tgz")
    assert told.code == 0
    assert "files in it are of a kind that this awsprep does not know" in " ".join(told.err.split())
    assert len(home.records()) == 2


def _zip(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("journal/x.jsonl", data)


def _hollow(path: Path, data: bytes) -> None:
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("plans/one.json")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))


BAD: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "missing": (lambda _path, _data: None, "There is no file "),
    "a folder": (lambda path, _: path.mkdir(), "it is no file"),
    "a pipe": (lambda path, _: os.mkfifo(path), "it is no file"),
    "empty": (lambda path, _: path.write_bytes(b""), "is damaged, or no backup"),
    "text": (lambda path, _: path.write_bytes(b"hello\n" * 200), "is damaged, or no backup"),
    "a zip": (_zip, "is damaged, or no backup"),
    "cut in the middle": (lambda path, data: path.write_bytes(data[: len(data) // 2]), "is damaged, or no backup"),
    "cut at its end": (lambda path, data: path.write_bytes(data[:-1]), "is damaged, or no backup"),
    "an unpacked one that is cut": (lambda path, data: path.write_bytes(gzip.decompress(data)[:700]), "is damaged"),
    "with a flipped bit": (
        lambda path, data: path.write_bytes(data[:300] + bytes([data[300] ^ 1]) + data[301:]),
        "is damaged, or no backup",
    ),
    "with nothing that is known": (_hollow, "has no answers in it"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(home: Home, bad: str) -> None:
    make, said = BAD[bad]
    path = home.folder / "bad.tar.gz"
    make(path, (home.folder / "backup.tar.gz").read_bytes())
    before = tree(home)
    told = home.run("restore", str(path))
    assert told.code == 4
    assert told.out == ""
    assert said in told.err
    assert str(path) in told.err
    assert told.err.endswith("To see which there are: awsprep backup --list\n")
    assert tree(home) == before


def test_without_a_file_the_usage_is_told(home: Home) -> None:
    told = home.run("restore")
    assert told.code == 2
    assert "FILE" in told.err


def test_one_that_may_not_be_read_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    true_read = files.read

    def refused(path: str, start: int = 0) -> bytes:
        if path.endswith("backup.tar.gz"):
            raise PermissionError(13, "Permission denied", path)
        return true_read(path, start)

    monkeypatch.setattr(files, "read", refused)
    told = home.run("restore", str(home.folder / "backup.tar.gz"))
    assert told.code == 4
    assert "backup.tar.gz cannot be read: Permission denied." in told.err


def test_a_data_folder_that_cannot_be_written_is_told_and_the_next_try_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun_anew(home)
    true_open = os.open

    def refused(path: str, *rest: int) -> int:
        if str(path).startswith(home.paths.journal):
            raise OSError(30, "Read-only file system", path)
        return true_open(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        told = home.run("restore", str(home.folder / "backup.tar.gz"))
    assert told.code == 4
    assert f"not restored completely: {home.paths.journal}" in told.err
    assert "Read-only file system" in told.err
    assert "run it again" in told.err
    assert home.run("restore", str(home.folder / "backup.tar.gz")).code == 0
    assert len(home.records()) == 2


def test_what_a_damaged_line_was_comes_back_and_the_doctor_is_content(home: Home) -> None:
    (path,) = segments(home.paths)
    data = files.read(path)
    with open(path, "r+b") as file:
        file.seek(data.index(b'"type":"review"'))
        file.write(bytes(20))
    assert home.run("doctor").code == 1
    told = home.run("restore", str(home.folder / "backup.tar.gz"))
    assert told.out.startswith("Added 1 line from ")
    told = home.run("doctor")
    assert told.code == 0
    assert "what stood there is whole elsewhere" in " ".join(told.out.split())
    assert json.loads(home.run("stats", "--json").out)["reviews"] == 2


@pytest.mark.parametrize("width", ["44", "200"])
def test_a_backup_to_a_place_that_is_not_there_is_told(home: Home, width: str) -> None:
    told = home.run("backup", str(home.folder / "nowhere" / "backup.tar.gz"), COLUMNS=width)
    assert told.code == 4
    assert "No backup was made: " in told.err
    assert "No such file or directory" in told.err
    assert "name another place" in told.err
