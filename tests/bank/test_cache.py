"""The cache saves parsing, and nothing in it can do harm."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsprep.bank import cache, files
from awsprep.bank.load import load, terms
from awsprep.core.problem import AwsprepError
from tests.bank.writing import EVERY_KIND, bank, choice, put

if TYPE_CHECKING:
    from awsprep.core.bank import Bank

OLD = 1_700_000_000 * 10**9
"""A time long past, in ns: a file of then is not racy."""


class World:
    """A bank of three files, a cache folder, and a count of parsed files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        self.shipped = put(
            folder / "questions",
            a=bank(choice("vpc-a"), choice("vpc-bad", more="    tags: nat\n")),
            b=EVERY_KIND,
            c="terms: {nat: [ngw]}\n",
        )
        for name in "abc":
            self.age(name)
        self.parsed = 0

    def path(self, name: str) -> Path:
        return Path(self.shipped) / f"{name}.yaml"

    def age(self, name: str, ns: int = OLD) -> None:
        os.utime(self.path(name), ns=(ns, ns))

    def load(self) -> Bank:
        self.parsed = 0
        return load([self.shipped], shipped=self.shipped, cache_dir=str(self.cache), progress=self._count)

    def caches(self) -> list[Path]:
        return sorted((self.cache / "bank").iterdir())

    def _count(self, done: int, total: int) -> None:
        self.parsed += 1


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_the_second_load_parses_nothing_and_gives_the_same(world: World) -> None:
    cold = world.load()
    assert world.parsed == 3
    warm = world.load()
    assert world.parsed == 0
    assert list(warm.headings.items()) == list(cold.headings.items())
    assert warm.problems == cold.problems
    assert warm.problems
    assert [warm.read(name) for name in warm.headings] == [cold.read(name) for name in cold.headings]


def test_terms_are_cached_too(world: World) -> None:
    for _ in "12":
        assert terms([world.shipped], shipped=world.shipped, cache_dir=str(world.cache)) == {"nat": ("ngw",)}


def test_one_edited_file_of_three_is_parsed_alone(world: World) -> None:
    world.load()
    put(Path(world.shipped), a=bank(choice("vpc-new")))
    assert "vpc-new" in world.load().headings
    assert world.parsed == 1


def test_an_edit_that_keeps_size_and_mtime_is_seen_by_its_inode(world: World) -> None:
    world.load()
    new = world.folder / "new"
    new.write_text(world.path("a").read_text(encoding="utf-8").replace("vpc-a", "vpc-z"), encoding="utf-8")
    new.replace(world.path("a"))
    world.age("a")
    assert "vpc-z" in world.load().headings


def test_a_touched_file_is_hashed_and_not_parsed_and_only_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.load()
    world.age("a", OLD + 10**9)
    before = len(reads(monkeypatch))
    world.load()
    assert world.parsed == 0
    assert len(reads(monkeypatch)) == before
    seen = reads(monkeypatch)
    world.load()
    assert seen == []


def test_a_file_written_within_two_seconds_of_its_cache_is_hashed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later edit might have the same size, mtime and inode; here it does."""
    world.age("a", racy := _now(world))
    world.load()
    path = world.path("a")
    text = path.read_text(encoding="utf-8").replace("vpc-a", "vpc-z")
    with path.open("r+", encoding="utf-8") as stream:
        stream.write(text)
    world.age("a", racy)
    assert "vpc-z" in world.load().headings


def test_a_racy_file_that_proved_unchanged_is_trusted_once_it_is_old(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.age("a", _now(world) - 3 * 10**9)
    world.load()
    entry = next(path for path in world.caches() if path.name.startswith("a-"))
    os.utime(entry, ns=(OLD, OLD))
    seen = reads(monkeypatch)
    world.load()
    assert len(seen) == 1
    world.load()
    assert len(seen) == 1


def test_a_deleted_file_drops_out(world: World) -> None:
    world.load()
    world.path("b").unlink()
    assert list(world.load().headings) == ["vpc-a"]


def test_a_file_read_as_shipped_is_not_served_as_ones_own(world: World) -> None:
    world.load()
    found = load([world.shipped], shipped="elsewhere", cache_dir=str(world.cache))
    assert not found.headings
    assert "missing-key" in {problem.code for problem in found.problems}


def test_cache_files_are_for_the_user_alone(world: World) -> None:
    world.load()
    assert {path.stat().st_mode & 0o777 for path in world.caches()} == {0o600}
    assert (world.cache / "bank").stat().st_mode & 0o777 == 0o700


def test_nothing_but_the_caches_is_left_behind(world: World) -> None:
    world.load()
    assert [path.name.partition("-")[0] for path in world.caches()] == ["a", "b", "c"]


def test_another_version_parses_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.load()
    cache._fingerprint.cache_clear()
    monkeypatch.setattr(cache, "__version__", "99")
    world.load()
    assert world.parsed == 3
    cache._fingerprint.cache_clear()


def test_an_unwritable_cache_costs_time_only(world: World) -> None:
    world.cache.write_text("a file where a folder is wanted", encoding="utf-8")
    for _ in "12":
        assert len(world.load().headings) == 6
        assert world.parsed == 3


def test_a_full_disk_leaves_no_half_cache(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(old: str, new: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert len(world.load().headings) == 6
    assert world.caches() == []


@pytest.mark.parametrize("kind", ["pipe", "folder", "symlink"])
def test_what_is_no_cache_file_is_not_waited_for(world: World, kind: str) -> None:
    world.load()
    for path in world.caches():
        path.unlink()
        match kind:
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
            case _:
                path.symlink_to("/dev/zero")
    assert len(world.load().headings) == 6
    assert world.parsed == 3


@pytest.mark.parametrize("cut", [0, 1, 20, 50, 300, -1])
def test_a_cut_cache_is_no_cache(world: World, cut: int) -> None:
    cold = world.load()
    for path in world.caches():
        path.write_bytes(path.read_bytes()[:cut])
    warm = world.load()
    assert warm.headings == cold.headings
    assert [warm.read(name) for name in warm.headings] == [cold.read(name) for name in cold.headings]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), byte=st.integers(0, 255))
def test_any_flipped_byte_is_noticed(world: World, at: float, byte: int) -> None:
    cold = world.load()
    path = world.caches()[1]
    data = path.read_bytes()
    place = min(int(at * len(data)), len(data) - 1)
    path.write_bytes(data[:place] + bytes([byte]) + data[place + 1 :])
    warm = world.load()
    assert warm.headings == cold.headings
    assert [warm.read(name) for name in warm.headings] == [cold.read(name) for name in cold.headings]


def forge(path: Path, change: Any) -> None:
    """Rewrites a cache's header with a right length and checksum, as an attacker would."""
    preface, header, *_ = path.read_bytes().split(b"\n", 2)
    body = path.read_bytes()[len(preface) + len(header) + 2 :]
    value = json.loads(header)
    value = change(value) or value
    text = value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n"
    name, form, fingerprint, _, _ = preface.split()
    new = b" ".join([name, form, fingerprint, str(len(text)).encode(), f"{zlib.crc32(text):08x}".encode()])
    path.write_bytes(new + b"\n" + text + body)


FORGERIES: list[Any] = [
    lambda h: b"[]",
    lambda h: b"[" * 100_000,
    lambda h: b'{"path": 1' + b" " * 100,
    lambda h: b"\xff\xfe",
    lambda h: h.pop("columns") and None,
    lambda h: h["columns"].pop("id") and None,
    lambda h: h["columns"]["id"].append("vpc-more"),
    lambda h: h["columns"].update(id=[1, 2, 3, 4, 5]),
    lambda h: h["columns"].update(id=["\x1b[31m"] * 5),
    lambda h: h["columns"].update(title=["\u202e"] * 5),
    lambda h: h["columns"].update(level=["boss"] * 5),
    lambda h: h["columns"].update(kind=["lottery"] * 5),
    lambda h: h["columns"].update(line=["1"] * 5),
    lambda h: h["columns"].update(line=[-1] * 5),
    lambda h: h["columns"].update(line=[True] * 5),
    lambda h: h["columns"].update(tags=[None] * 5),
    lambda h: h["columns"].update(id="abcde"),
    lambda h: h.update(columns=[]),
    lambda h: h.update(topic="\x1b"),
    lambda h: h.update(topic=None),
    lambda h: h.update(problems=[[1]]),
    lambda h: h.update(problems=[[1, 1, "x", 1, "code", "\x1b", "", "error"]]),
    lambda h: h.update(problems=[[1, 1, "x", 1, "code", "text", "", "disaster"]]),
    lambda h: h.update(problems=[["1", 1, "x", 1, "code", "text", "", "error"]]),
    lambda h: h.update(terms=[1]),
    lambda h: h.update(terms={"nat": 3}),
    lambda h: h.update(terms={"nat": ["\x1b"]}),
    lambda h: h.update(path="elsewhere"),
    lambda h: h.update(shipped=None),
    lambda h: h.update(stat=None, sha256=None),
]


@pytest.mark.parametrize("number", range(len(FORGERIES)))
def test_a_forged_header_with_a_right_checksum_is_no_cache(world: World, number: int) -> None:
    cold = world.load()
    forge(world.caches()[1], FORGERIES[number])
    warm = world.load()
    assert world.parsed == 1
    assert warm.headings == cold.headings


@pytest.mark.parametrize(
    "columns", [{"offset": [10**12] * 5}, {"length": [10**9] * 5}, {"crc": [0] * 5}, {"offset": [2**70] * 5}]
)
def test_a_forged_place_of_a_question_is_read_from_its_source(world: World, columns: dict[str, Any]) -> None:
    cold = world.load()
    forge(world.caches()[1], lambda header: header["columns"].update(columns))
    warm = world.load()
    assert world.parsed == 0
    assert warm.read("vpc-open") == cold.read("vpc-open")


def test_a_cache_rewritten_meanwhile_is_not_read_at_the_old_places(world: World) -> None:
    world.load()
    warm = world.load()
    path = world.caches()[1]
    path.write_bytes(path.read_bytes() + b"more\n")
    assert warm.read("vpc-open").id == "vpc-open"


def test_a_question_that_is_gone_from_cache_and_source_is_said_to_be(world: World) -> None:
    world.load()
    warm = world.load()
    world.caches()[1].unlink()
    world.path("b").unlink()
    with pytest.raises(AwsprepError, match="vpc-open is no longer in"):
        warm.read("vpc-open")


def test_a_question_that_was_edited_away_meanwhile_is_said_to_be_gone(world: World) -> None:
    world.load()
    warm = world.load()
    world.caches()[1].unlink()
    put(Path(world.shipped), b=bank(choice("vpc-new")))
    with pytest.raises(AwsprepError, match="vpc-open is no longer in"):
        warm.read("vpc-open")


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes from now on which bank files are read for their content."""
    seen: list[str] = []
    original = files.content

    def noted(path: str) -> Any:
        seen.append(path)
        return original(path)

    monkeypatch.setattr(files, "content", noted)
    return seen


def _now(world: World) -> int:
    """The file system's time."""
    probe = world.folder / "probe"
    probe.write_text("", encoding="utf-8")
    return probe.stat().st_mtime_ns
