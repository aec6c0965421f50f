"""Taking over files of another copy: only ever adding, whoever else has the file, whatever lies in its place."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from awsprep.store import files
from awsprep.store.gather import journal_file, other_file
from awsprep.store.line import encode
from tests.store.writing import places as homes
from tests.store.writing import reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

CARD = "scorecards/s.json"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Two answers."""
    paths = homes(tmp_path)
    write(paths, "one", "two")
    return paths


def grown(paths: Paths) -> tuple[str, bytes]:
    """The path of the one journal file, and its content on a machine where it has a line more."""
    (path,) = segments(paths)
    mine = files.read(path)
    (last,) = reading(paths).records[-1:]
    more = encode({**last, "id": "a" * 36, "t": last["t"] + 1000, "card": "three", "n": last["n"] + 1})
    return path, mine + more


def taken(paths: Paths, path: str, content: bytes) -> bool:
    return journal_file(paths.data, f"journal/{os.path.basename(path)}", content, ())


def known(paths: Paths) -> list[str]:
    return [record["card"] for record in reading(paths).records]


def test_a_file_that_went_on_elsewhere_is_appended_to(paths: Paths) -> None:
    path, content = grown(paths)
    assert taken(paths, path, content)
    assert files.read(path) == content
    assert not taken(paths, path, content)
    assert not taken(paths, path, content[:-20])  # an older copy brings nothing


def test_a_new_file_that_a_sitting_finds_empty_and_takes_is_left_to_it(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, content = grown(paths)
    os.rename(path, path + "-elsewhere")
    locked = fcntl.flock

    def quick(fd: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", locked)
        sitting.append(os.open(path, os.O_RDWR | os.O_APPEND))
        locked(sitting[0], how)
        locked(fd, how)

    sitting: list[int] = []
    monkeypatch.setattr(fcntl, "flock", quick)
    assert taken(paths, path, content)
    os.write(sitting[0], content[:-20])
    os.close(sitting[0])
    assert files.read(path) == content[:-20]
    assert known(paths) == ["one", "two", "three"]


def test_a_new_file_in_which_a_sitting_has_written_already_is_not_written_over(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, content = grown(paths)
    os.rename(path, path + "-elsewhere")
    locked = fcntl.flock

    def quick(fd: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", locked)
        with open(path, "ab") as file:
            file.write(b"a line\n")
        locked(fd, how)

    monkeypatch.setattr(fcntl, "flock", quick)
    assert taken(paths, path, content)
    assert files.read(path) == b"a line\n"
    assert known(paths) == ["one", "two", "three"]


def test_a_file_that_a_sitting_has_locked_gets_its_lines_beside_it(paths: Paths) -> None:
    path, content = grown(paths)
    before = files.read(path)
    with open(path, "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert taken(paths, path, content)
    assert files.read(path) == before
    assert len(segments(paths)) == 2
    assert known(paths) == ["one", "two", "three"]
    assert taken(paths, path, content)  # now that nobody has it; twice is once
    assert known(paths) == ["one", "two", "three"]


@pytest.mark.parametrize("what", ["opened", "grown"])
def test_a_file_that_cannot_be_opened_or_grew_just_now_gets_its_lines_beside_it(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path, content = grown(paths)
    true_open = os.open

    def opened(name: str, flags: int, *rest: int) -> int:
        if name == path and flags & os.O_APPEND:
            if what == "opened":
                raise PermissionError(13, "Permission denied", name)
            with open(path, "ab") as file:
                file.write(b"\n")
        return true_open(name, flags, *rest)

    monkeypatch.setattr(os, "open", opened)
    assert taken(paths, path, content)
    monkeypatch.undo()
    assert len(segments(paths)) == 2
    assert known(paths) == ["one", "two", "three"]


def test_a_last_line_that_is_whole_comes_without_its_line_feed(paths: Paths) -> None:
    path, content = grown(paths)
    with open(path, "ab") as file:
        file.write(b"torn")  # both went on
    assert taken(paths, path, content[:-1])
    assert known(paths) == ["one", "two", "three"]


def test_a_link_with_the_name_of_a_journal_file_is_not_written_through(paths: Paths, tmp_path: Path) -> None:
    path, content = grown(paths)
    os.rename(path, tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", path)
    before = files.read(str(tmp_path / "elsewhere"))
    assert taken(paths, path, content)
    assert files.read(str(tmp_path / "elsewhere")) == before
    assert known(paths) == ["one", "two", "three"]


def test_another_file_is_made_changed_or_laid_beside(paths: Paths) -> None:
    path = os.path.join(paths.data, CARD)
    assert other_file(paths.data, CARD, b"first", None)
    assert files.read(path) == b"first"
    assert not other_file(paths.data, CARD, b"first", None)
    assert other_file(paths.data, CARD, b"second", b"first")  # only they changed it
    assert files.read(path) == b"second"
    assert not other_file(paths.data, CARD, b"first", b"first")  # only we changed it
    assert other_file(paths.data, CARD, b"third", b"first")  # both did
    assert files.read(path) == b"second"
    assert not other_file(paths.data, CARD, b"third", b"first")
    assert len(os.listdir(os.path.dirname(path))) == 2


def test_our_own_gitignore_is_as_good_as_theirs(paths: Paths) -> None:
    before = sorted(os.listdir(paths.data))
    assert not other_file(paths.data, ".gitignore", b"*\n", None)
    assert sorted(os.listdir(paths.data)) == before


def test_what_is_no_file_is_left_alone(paths: Paths) -> None:
    os.makedirs(os.path.join(paths.data, CARD))
    assert not other_file(paths.data, CARD, b"first", None)
    assert os.path.isdir(os.path.join(paths.data, CARD))
