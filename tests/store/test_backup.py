"""Backups: read back before they count, thinned, and only ever added when they are restored."""

from __future__ import annotations

import io
import os
import stat
import tarfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from awsprep import __version__
from awsprep.core.problem import AwsprepError
from awsprep.core.record import CURRENT
from awsprep.store import backup, files, spill
from awsprep.store.archive import Contents, unpack
from awsprep.store.backup import daily, kept, known, make, thin, upgraded
from awsprep.store.line import decode, encode
from awsprep.store.restore import Restored, restore
from awsprep.store.scorecards import drafts, folder, keep, save
from awsprep.store.scorecards import kept as cards_kept
from awsprep.store.snapshot import open_progress
from tests.core.scorecards import asked, interview, interviewer
from tests.store.disk import Disk
from tests.store.writing import NOW, Clock, cards, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

DAY = 24 * 3_600_000


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = places(tmp_path / "home")
    write(paths, "one", "two", "three")
    return paths


def journal(paths: Paths) -> dict[str, bytes]:
    return {os.path.basename(path): files.read(path) for path in segments(paths)}


def test_a_backup_holds_every_byte_of_the_journal_and_nobody_else_may_read_it(paths: Paths) -> None:
    made = make(paths, NOW)
    assert made is not None
    assert (made.files, made.size) == (1, os.path.getsize(segments(paths)[0]))
    assert os.path.basename(made.path) == f"20261121T205147Z-{paths.mark}-{__version__}.tar.gz"
    assert unpack(made.path).journal == journal(paths)
    assert stat.S_IMODE(os.stat(made.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(paths.backups).st_mode) == 0o700
    assert os.listdir(paths.backups) == [os.path.basename(made.path)]
    with tarfile.open(made.path) as archive:  # `tar xzf` gives the journal folder
        assert archive.getnames() == [f"journal/{name}" for name in journal(paths)]


def test_where_there_are_no_answers_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    assert make(places(tmp_path), NOW) is None
    assert daily(places(tmp_path), NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_ones_own_choice_replaces_no_file(paths: Paths, tmp_path: Path) -> None:
    to = str(tmp_path / "mine.tar.gz")
    made = make(paths, NOW, to)
    assert made is not None
    assert unpack(to).journal == journal(paths)
    with pytest.raises(AwsprepError, match="exists already") as raised:
        make(paths, NOW, to)
    assert raised.value.exit_code == 2
    assert known(paths) == []


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_fails_leaves_no_half_of_a_backup(paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    true_call = getattr(os, call)

    def failing(fd: int, *rest: object) -> object:
        if paths.backups in os.readlink(f"/proc/self/fd/{fd}"):
            raise OSError(28, "No space left on device")
        return true_call(fd, *rest)

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(AwsprepError, match=r"No backup was made: .*No space left") as raised:
        make(paths, NOW)
    assert raised.value.exit_code == 4
    assert not [name for name in os.listdir(paths.backups) if name.endswith(".gz")]


def test_what_reads_back_differently_is_no_backup(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (Contents({"journal/other.jsonl": b""}), None):

        def unpacked(path: str, wrong: Contents | None = wrong) -> Contents:
            if wrong is None:
                raise AwsprepError(path)
            return wrong

        monkeypatch.setattr(backup, "unpack", unpacked)
        with pytest.raises(AwsprepError, match="reads back differently"):
            make(paths, NOW)
        assert os.listdir(paths.backups) == []


def test_a_journal_that_cannot_be_read_is_not_backed_up_in_part(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, paths)
    disk.refuse = {segments(paths)[0]}
    with pytest.raises(AwsprepError, match=r"No backup was made: .*cannot be read"):
        make(paths, NOW)
    assert known(paths) == []


def test_one_backup_a_day_is_made_by_itself(paths: Paths) -> None:
    assert daily(paths, NOW) is not None
    assert daily(paths, NOW + 3_600_000) is None
    assert daily(paths, NOW + DAY) is not None
    assert len(known(paths)) == 2


def test_before_another_version_writes_there_is_a_backup(paths: Paths) -> None:
    assert upgraded(paths, NOW) is None  # nothing is known of an earlier version
    made = daily(paths, NOW)
    assert made is not None
    assert upgraded(paths, NOW + 1000) is None
    os.rename(made.path, made.path.replace(__version__, "0.0.9"))
    assert upgraded(paths, NOW + 2000) is not None
    assert upgraded(paths, NOW + 3000) is None


def test_a_backup_of_a_day_that_has_not_come_is_not_taken_for_the_last_one(paths: Paths) -> None:
    ahead, made = make(paths, NOW + 76 * 365 * DAY), make(paths, NOW)
    assert ahead is not None
    assert made is not None
    os.rename(ahead.path, ahead.path.replace(__version__, "0.0.9"))
    assert upgraded(paths, NOW + 1000) is None


def test_each_data_folder_has_backups_of_its_own(paths: Paths, tmp_path: Path) -> None:
    other = paths._replace(data=str(tmp_path / "other"))
    write(other, "four")
    assert daily(paths, NOW) is not None
    assert daily(other, NOW) is not None
    assert [len(known(each)) for each in (paths, other)] == [1, 1]
    assert set(known(paths)).isdisjoint(known(other))


def named(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}Z-3f2a91c2-0.1.0.tar.gz"


def test_backups_are_thinned_to_seven_days_four_weeks_and_twelve_months() -> None:
    start = datetime(2025, 1, 1, 12, tzinfo=UTC)
    there: set[str] = set()
    for day in range(700):
        for hour in (0, 6):
            there.add(named(start + timedelta(days=day, hours=hour)))
            there = kept(there)
    days = sorted(name[:8] for name in there)
    last = start + timedelta(days=699)
    assert days[-7:] == [f"{last - timedelta(days=back):%Y%m%d}" for back in range(6, -1, -1)]
    assert len(there) <= 7 + 4 + 12
    weeks = {f"{datetime.strptime(day, '%Y%m%d').replace(tzinfo=UTC):%G%V}" for day in days}
    assert {f"{last - timedelta(weeks=back):%G%V}" for back in range(4)} <= weeks
    months = {day[:6] for day in days}
    assert len(months) == 12
    assert all(name[9:15] == "180000" for name in there)  # of two on a day the later one


def test_thinning_deletes_what_is_too_much_and_nothing_else(paths: Paths) -> None:
    files.folder(paths.backups)
    for day in range(1, 29):
        files.create(
            os.path.join(paths.backups, named(datetime(2026, 10, day, tzinfo=UTC)).replace("3f2a91c2", paths.mark)), b""
        )
    files.create(os.path.join(paths.backups, "notes.txt"), b"")
    deleted = thin(paths)
    assert len(deleted) == 28 - len(known(paths))
    assert 7 < len(known(paths)) <= 10
    assert os.path.exists(os.path.join(paths.backups, "notes.txt"))


def test_a_backup_with_an_answer_that_the_journal_lacks_is_never_thinned_out(paths: Paths) -> None:
    """Damage in place, and later on the same day another backup: the one before has the only copy."""
    good = make(paths, NOW)
    assert good is not None
    (path,) = segments(paths)
    whole = files.read(path)
    with open(path, "r+b") as file:
        file.seek(whole.index(b'"two"'))
        file.write(b"\0\0\0\0\0")
    assert make(paths, NOW + 1000) is not None
    assert thin(paths) == []
    assert restore(paths, good.path, NOW + 2000).lines == 1
    assert make(paths, NOW + 3000) is not None
    assert [os.path.basename(each)[9:15] for each in thin(paths)] == ["205147", "205148"]
    assert cards(paths) == ["one", "two", "three"]


def test_a_backup_that_cannot_be_read_just_now_is_kept(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make(paths, NOW), make(paths, NOW + 1000)
    assert first is not None
    assert second is not None
    with monkeypatch.context() as patch:
        Disk(patch, paths).refuse = {first.path}
        assert thin(paths) == []
    assert thin(paths) == [first.path]


def test_nothing_is_thinned_out_while_a_journal_file_is_shorter_than_it_was(paths: Paths) -> None:
    files.folder(paths.backups)
    for day in range(1, 29):
        files.create(
            os.path.join(paths.backups, named(datetime(2026, 10, day, tzinfo=UTC)).replace("3f2a91c2", paths.mark)), b""
        )
    os.truncate(segments(paths)[0], 10)
    assert thin(paths) == []
    assert len(known(paths)) == 28


def test_restored_into_an_empty_folder_it_gives_the_same_progress_byte_for_byte(paths: Paths, tmp_path: Path) -> None:
    made = make(paths, NOW)
    assert made is not None
    open_progress(paths, NOW, {}, save=True)
    empty = places(tmp_path / "empty")
    assert restore(empty, made.path, NOW) == Restored(1, 1, 3)
    open_progress(empty, NOW, {}, save=True)
    assert journal(empty) == journal(paths)
    assert files.read(empty.progress) == files.read(paths.progress)
    assert {stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "empty").rglob("*.jsonl")} == {0o600}


def test_restoring_only_adds_what_is_missing_and_a_second_time_nothing(paths: Paths) -> None:
    made = make(paths, NOW)
    assert made is not None
    write(paths, "four", clock=Clock(NOW + 3_600_000))
    (path,) = segments(paths)
    with open(path, "r+b") as file:
        lines = file.readlines()
        file.seek(0)
        file.truncate()
        file.writelines([lines[0], *lines[2:]])  # the first answer is lost
    before = journal(paths)
    assert cards(paths) == ["two", "three", "four"]
    assert restore(paths, made.path, NOW + 2 * 3_600_000).lines == 1
    assert [record["card"] for record in reading(paths, NOW + 2 * 3_600_000).records] == ["one", "two", "three", "four"]
    assert restore(paths, made.path, NOW + 2 * 3_600_000).lines == 0
    after = journal(paths)
    assert all(after[name] == data for name, data in before.items())
    assert len(after) == 2


def test_a_journal_that_is_gone_is_brought_back(paths: Paths) -> None:
    import shutil

    made = make(paths, NOW)
    assert made is not None
    shutil.rmtree(paths.data)
    with pytest.raises(AwsprepError, match="is gone"):
        reading(paths)
    assert restore(paths, made.path, NOW).lines == 3
    assert cards(paths) == ["one", "two", "three"]


def test_what_is_no_backup_or_a_damaged_one_is_refused_and_changes_nothing(paths: Paths, tmp_path: Path) -> None:
    made = make(paths, NOW)
    assert made is not None
    before = journal(paths)
    data = files.read(made.path)
    hollow = tmp_path / "hollow.tar.gz"
    with tarfile.open(hollow, "w:gz") as archive:
        archive.add(made.path, "journal/../../../escape.jsonl")
        archive.add(made.path, "escape.jsonl")
        archive.add(made.path, "journal/.hidden.jsonl")
        archive.add(made.path, "journal/notes.txt")
    bad = [b"", b"text", data[:200], data[:-30] + bytes(30), bytes([data[0] ^ 1]) + data[1:]]
    for number, content in enumerate(bad):
        (tmp_path / f"{number}.tar.gz").write_bytes(content)
    for path in (*(tmp_path / f"{number}.tar.gz" for number in range(len(bad))), hollow, tmp_path / "none", tmp_path):
        with pytest.raises(AwsprepError) as raised:
            restore(paths, str(path), NOW)
        assert raised.value.exit_code == 4
        assert "awsprep backup --list" in raised.value.hint
    assert journal(paths) == before
    assert not (tmp_path / "escape.jsonl").exists()


def test_a_disk_that_fails_in_the_middle_is_told_and_a_second_try_goes_on(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(paths, NOW)
    assert made is not None
    empty = places(tmp_path / "empty")
    with monkeypatch.context() as patch:
        disk = Disk(patch, paths)
        disk.refuse = {empty.journal}
        with pytest.raises(AwsprepError, match="not restored completely") as raised:
            restore(empty, made.path, NOW)
    assert "run it again" in raised.value.hint
    assert restore(empty, made.path, NOW).lines == 3


class TestScorecards:
    @pytest.fixture(autouse=True)
    def _cards(self, paths: Paths) -> None:
        """A finished one, and one that is being filled in."""
        save(paths, interview(asked()))
        keep(paths, interviewer())

    def test_they_are_in_a_backup_and_come_back_byte_for_byte(self, paths: Paths, tmp_path: Path) -> None:
        made = make(paths, NOW)
        assert made is not None
        assert (made.files, made.scorecards) == (1, 2)
        empty = places(tmp_path / "empty")
        assert restore(empty, made.path, NOW) == Restored(1, 1, 3, scorecards=2)
        for name in os.listdir(folder(paths)):
            assert files.read(os.path.join(folder(empty), name)) == files.read(os.path.join(folder(paths), name))
            assert stat.S_IMODE(os.stat(os.path.join(folder(empty), name)).st_mode) == 0o600
        assert len(cards_kept(empty).cards) == 1
        assert len(drafts(empty).cards) == 1
        assert restore(empty, made.path, NOW) == Restored(1, 0, 0)

    def test_they_alone_are_worth_a_backup(self, tmp_path: Path) -> None:
        alone = places(tmp_path / "alone")
        save(alone, interview(asked()))
        made = make(alone, NOW)
        assert made is not None
        assert (made.files, made.scorecards) == (0, 1)
        empty = places(tmp_path / "empty")
        assert restore(empty, made.path, NOW) == Restored(0, 0, 0, scorecards=1)

    def test_a_draft_that_was_finished_meanwhile_does_not_come_back(self, paths: Paths) -> None:
        made = make(paths, NOW)
        assert made is not None
        save(paths, interviewer())
        assert restore(paths, made.path, NOW).scorecards == 0
        assert drafts(paths).cards == ()

    def test_a_draft_that_went_on_is_left_as_it_is(self, paths: Paths) -> None:
        made = make(paths, NOW)
        assert made is not None
        keep(paths, interviewer()._replace(notes="more"))
        assert restore(paths, made.path, NOW).scorecards == 0
        assert [card.notes for card in drafts(paths).cards] == ["more"]

    def test_one_that_differs_comes_to_lie_beside_what_is_here(self, paths: Paths) -> None:
        made = make(paths, NOW)
        assert made is not None
        (name,) = [each for each in os.listdir(folder(paths)) if not each.startswith("draft-")]
        path = os.path.join(folder(paths), name)
        mine = files.read(path).replace(b"1800", b"1900")
        files.replace(path, mine)
        assert restore(paths, made.path, NOW).scorecards == 1
        assert files.read(path) == mine
        assert sorted(card.seconds for card in cards_kept(paths).cards) == [1800.0, 1900.0]

    def test_one_that_cannot_be_read_is_no_reason_for_half_a_backup(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disk = Disk(monkeypatch, paths)
        disk.refuse = {folder(paths)}
        with pytest.raises(AwsprepError, match=r"No backup was made: .*scorecards.* cannot be read"):
            make(paths, NOW)


def test_a_link_in_the_folder_of_scorecards_is_not_followed(paths: Paths, tmp_path: Path) -> None:
    os.mkdir(folder(paths))
    (tmp_path / "secret.json").write_text("{}")
    os.symlink(tmp_path / "secret.json", os.path.join(folder(paths), "secret.json"))
    os.mkdir(os.path.join(folder(paths), "folder.json"))
    made = make(paths, NOW)
    assert made is not None
    assert made.scorecards == 0
    assert cards_kept(paths) == ((), ())


def packed(path: Path, held: dict[str, bytes]) -> str:
    """A backup file with these members."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in held.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return str(path)


def test_a_backup_of_a_later_program_gives_what_is_known_and_says_that_there_is_more(
    paths: Paths, tmp_path: Path
) -> None:
    (name, data), *_ = journal(paths).items()
    made = {"journal/" + name: data, "plans/one.json": b"{}", "scorecards/../x.json": b"{}", "journal/.x.jsonl": b""}
    empty = places(tmp_path / "empty")
    assert restore(empty, packed(tmp_path / "later.tar.gz", made), NOW) == Restored(1, 1, 3, unknown=3)
    assert sorted(os.listdir(empty.data)) == sorted(
        [".gitattributes", ".gitignore", ".stignore", "README.txt", "journal"]
    )


def test_where_a_later_program_is_asked_for_nothing_is_restored(paths: Paths, tmp_path: Path) -> None:
    made = make(paths, NOW)
    assert made is not None
    (name, data), *_ = journal(paths).items()
    head, *rest = data.splitlines(keepends=True)
    record = decode(head[:-1])
    assert record is not None
    asking = encode({**record, "min_reader": CURRENT + 1}) + b"".join(rest)
    empty = places(tmp_path / "empty")
    with pytest.raises(AwsprepError, match="newer awsprep") as raised:
        restore(empty, packed(tmp_path / "later.tar.gz", {"journal/" + name: asking}), NOW)
    assert raised.value.exit_code == 4
    assert "upgrade awsprep" in raised.value.hint
    assert not os.path.exists(empty.data)
    with open(segments(paths)[0], "wb") as file:
        file.write(asking)
    with pytest.raises(AwsprepError, match="newer awsprep"):
        restore(paths, made.path, NOW)
    assert journal(paths) == {name: asking}


def test_what_waits_in_a_spill_file_is_in_a_backup_or_there_is_none(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spill.write(paths, [record for record in reading(paths).records if record["card"] == "three"], "abcdef01")
    assert path is not None
    made = make(paths, NOW)
    assert made is not None
    assert made.files == 2
    assert unpack(made.path).journal[os.path.basename(path)] == files.read(path)
    empty = places(tmp_path / "empty")
    assert restore(empty, made.path, NOW).lines == 3
    disk = Disk(monkeypatch, paths)
    disk.refuse = {path}
    with pytest.raises(AwsprepError, match=r"No backup was made: .*spill-.* cannot be read"):
        make(paths, NOW + 1000)
