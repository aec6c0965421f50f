"""Several machines and one bare repository: whatever happens to copies and histories, every line reaches everybody."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.store import files
from awsprep.store.git import LOCK
from awsprep.store.scorecards import drafts, folder, keep, kept, save
from awsprep.store.sync import Synced, sync
from tests.core.scorecards import asked, interview, interviewer
from tests.store.writing import NOW, Clock, cards, places, reading, segments, write

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Machine:
    """A home folder of its own. `answers` saves a line a card; `git` is what somebody types by hand."""

    def __init__(self, folder: Path, name: str, remote: Path) -> None:
        self.paths: Paths = places(folder / name)
        self.remote = str(remote)
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(folder / name), "GIT_CONFIG_NOSYSTEM": "1"}
        self.clock = Clock()

    def answers(self, *names: str) -> None:
        write(self.paths, *names, clock=self.clock)

    def sync(self, remote: str | None = None) -> Synced:
        return sync(self.paths, self.environ, self.clock.now_ms(), remote=remote or self.remote)

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=me", "-c", "user.email=me@example.org", *arguments]
        done = subprocess.run(
            command, cwd=self.paths.data, env=self.environ, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    @property
    def cards(self) -> set[str]:
        return set(cards(self.paths))


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    bare = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    return bare


@pytest.fixture
def one(tmp_path: Path, remote: Path) -> Machine:
    return Machine(tmp_path, "one", remote)


@pytest.fixture
def two(tmp_path: Path, remote: Path) -> Machine:
    return Machine(tmp_path, "two", remote)


def test_two_machines_have_each_others_answers(one: Machine, two: Machine) -> None:
    one.answers("a", "b")
    two.answers("c")
    assert one.sync() == Synced(one.remote, received=0, sent=2)
    assert two.sync() == Synced(one.remote, received=2, sent=1)
    assert one.sync() == Synced(one.remote, received=1, sent=0)
    assert one.cards == two.cards == {"a", "b", "c"}
    assert one.sync() == two.sync() == Synced(one.remote, received=0, sent=0)


def test_a_month_that_goes_on_is_appended_to_in_place(one: Machine, two: Machine) -> None:
    one.answers("a")
    one.sync()
    two.sync()
    (copy,) = segments(two.paths)
    inode = os.stat(copy).st_ino
    one.answers("b")
    one.sync()
    two.sync()
    assert two.cards == {"a", "b"}
    assert segments(two.paths) == [copy]
    assert os.stat(copy).st_ino == inode


def test_an_answer_that_is_given_while_git_works_is_kept(one: Machine, two: Machine) -> None:
    from awsprep.store.journal import Journal
    from tests.store.writing import answer

    two.answers("there")
    two.sync()
    journal = Journal(one.paths, one.clock)
    journal.append(answer("first"))
    one.sync()
    journal.append(answer("second"))
    assert journal.close() is None
    assert one.cards == {"first", "second", "there"}
    assert len(segments(one.paths)) == 2  # the open file was neither left nor replaced
    one.sync()
    two.sync()
    assert two.cards == one.cards


def test_files_come_private_whatever_the_umask(one: Machine, two: Machine) -> None:
    one.answers("a")
    one.sync()
    before = os.umask(0)
    try:
        two.sync()
    finally:
        os.umask(before)
    for above, folders, names in os.walk(two.paths.data):
        for name in (*folders, *names):
            mode = stat.S_IMODE(os.lstat(os.path.join(above, name)).st_mode)
            assert not mode & 0o077, os.path.join(above, name)


def test_a_forced_history_takes_nothing_away(one: Machine, two: Machine, tmp_path: Path) -> None:
    one.answers("a")
    one.sync()
    two.answers("b")
    two.sync()
    stranger = Machine(tmp_path, "stranger", tmp_path / "remote.git")
    stranger.answers("c")
    os.makedirs(stranger.paths.data, exist_ok=True)
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["push", "-qf", stranger.remote, "HEAD:main"]):
        stranger.git(*step)
    assert two.sync().received == 1
    one.sync()
    assert one.cards == two.cards == {"a", "b", "c"}


def test_a_rebase_left_half_done_and_a_stash_lose_nothing(one: Machine, two: Machine) -> None:
    one.answers("a")
    one.sync()
    two.answers("b")
    two.sync()
    one.answers("c")
    one.git("stash")
    assert "c" not in one.cards
    one.sync()
    assert one.cards == {"a", "b", "c"}
    one.answers("d")
    one.git("add", "-A")
    one.git("commit", "-qm", "by hand")
    one.git("-c", "sequence.editor=sed -i s/pick/edit/", "rebase", "-i", "HEAD~1")
    one.git("checkout", "-q", "HEAD~1")
    one.answers("e")
    one.sync()
    two.sync()
    assert two.cards == one.cards == {"a", "b", "c", "d", "e"}
    assert one.git("status", "--short", "--branch").splitlines() == ["## main...origin/main"] or not one.git(
        "status", "--short"
    )


def test_a_reset_and_deleted_files_come_back(one: Machine, two: Machine) -> None:
    one.answers("a")
    one.sync()
    one.answers("b")
    one.sync()
    one.git("reset", "-q", "--hard", "HEAD~1")
    assert one.cards == {"a"}
    one.sync()
    assert one.cards == {"a", "b"}
    for path in segments(one.paths):
        os.unlink(path)
    one.sync()
    two.sync()
    assert one.cards == two.cards == {"a", "b"}


def test_one_file_that_went_two_ways_keeps_the_lines_of_both_and_settles(one: Machine, two: Machine) -> None:
    """A copied machine has the same machine id, so both write to one file name."""
    one.answers("a")
    one.sync()
    shutil.copytree(one.paths.data, two.paths.data)
    shutil.copytree(one.paths.state, two.paths.state)
    for round_ in range(3):
        one.answers(f"one-{round_}")
        two.answers(f"two-{round_}")
        for machine in (one, two, one):
            machine.sync()
    assert one.cards == two.cards == {"a", *(f"{who}-{n}" for who in ("one", "two") for n in range(3))}
    assert [one.sync(), two.sync()] == [Synced(one.remote, 0, 0)] * 2
    lines = b"".join(files.read(path) for path in segments(one.paths)).splitlines()
    assert len(lines) <= 2 * len(set(lines))
    assert reading(one.paths).damages == []


def test_a_remote_that_was_made_with_a_readme_keeps_it(one: Machine, two: Machine, tmp_path: Path) -> None:
    host = Machine(tmp_path, "host", tmp_path / "remote.git")
    os.makedirs(host.paths.data)
    (tmp_path / "host" / "data" / "README.md").write_text("# mine\n")
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["push", "-q", host.remote, "HEAD:main"]):
        host.git(*step)
    one.answers("a")
    one.sync()
    two.sync()
    with open(os.path.join(two.paths.data, "README.md"), encoding="utf-8") as file:
        assert file.read() == "# mine\n"


def test_links_and_paths_that_lead_out_of_the_folder_are_not_taken_over(
    one: Machine, two: Machine, tmp_path: Path
) -> None:
    one.answers("a")
    os.symlink("/etc/passwd", os.path.join(one.paths.journal, "202611-7f3a91c2-5c047399.jsonl"))
    one.sync()
    two.sync()
    assert two.cards == {"a"}
    assert not any(os.path.islink(path) for path in segments(two.paths))


@pytest.mark.parametrize("ignored", ["progress.json\n*.tmp\n", ""], ids=["ignored", "not ignored"])
def test_progress_is_not_sent(one: Machine, ignored: str) -> None:
    one.answers("a")
    with open(one.paths.progress, "w", encoding="utf-8") as file:
        file.write("{}")
    with open(os.path.join(one.paths.data, ".gitignore"), "w", encoding="utf-8") as file:
        file.write(ignored)
    one.sync()
    one.answers("b")
    one.sync()
    assert "progress.json" not in one.git("ls-tree", "-r", "--name-only", "main")


def test_what_another_file_says_follows_the_side_that_changed_it(one: Machine, two: Machine) -> None:
    def says(machine: Machine, text: str | None = None) -> str:
        path = os.path.join(machine.paths.data, "scorecards", "s.json")
        if text is not None:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        with open(path, encoding="utf-8") as file:
            return file.read()

    one.answers("a")
    says(one, "first")
    one.sync()
    two.sync()
    assert says(two) == "first"
    says(two, "second")
    two.sync()
    one.sync()
    assert says(one) == "second"
    says(one, "mine")
    says(two, "yours")
    two.sync()
    one.sync()
    two.sync()
    assert says(one) == says(two) == "mine"
    others = [name for name in os.listdir(os.path.join(one.paths.data, "scorecards")) if ".other-" in name]
    assert len(others) == 1


def test_a_stale_lock_of_a_killed_sync_is_removed_and_a_young_one_is_told(one: Machine) -> None:
    one.answers("a")
    one.sync()
    lock = os.path.join(one.paths.data, ".git", "index.lock")
    with open(lock, "w", encoding="utf-8"):
        pass
    os.utime(lock, ns=(NOW * 1_000_000, NOW * 1_000_000))
    one.clock.now = NOW + 30_000
    one.answers("b")
    with pytest.raises(AwsprepError, match=r"index\.lock"):
        one.sync()
    one.clock.now = NOW + 200_000
    one.sync()
    assert not os.path.exists(lock)


def test_a_lock_that_a_sync_left_when_it_was_killed_is_removed_at_once(one: Machine) -> None:
    one.answers("a")
    one.sync()
    lock = os.path.join(one.paths.data, ".git", "index.lock")
    for left in (lock, os.path.join(one.paths.data, ".git", LOCK)):
        with open(left, "w", encoding="utf-8") as file:
            file.write("running\n")
    one.answers("b")
    one.sync()
    assert not os.path.exists(lock)
    with open(lock, "w", encoding="utf-8"):
        pass
    one.answers("c")
    with pytest.raises(AwsprepError, match=r"index\.lock"):  # after a sync that ended by itself it is somebody else's
        one.sync()
    with pytest.raises(AwsprepError, match=r"index\.lock"):
        one.sync()


def test_a_lock_in_a_repository_on_a_drive_is_removed_and_other_lock_files_stay(one: Machine, tmp_path: Path) -> None:
    one.answers("a")
    one.sync()
    one.answers("b")
    lock = os.path.join(one.remote, "refs", "heads", "main.lock")
    others = [tmp_path / "uv.lock", tmp_path / "remote.git" / "uv.lock"]
    for each in (lock, *map(str, others)):
        with open(each, "w", encoding="utf-8"):
            pass
        os.utime(each, ns=(NOW * 1_000_000, NOW * 1_000_000))
    one.clock.now = NOW + 30_000
    with pytest.raises(AwsprepError, match=r"quicker 6 times. .*main\.lock"):
        one.sync()
    one.clock.now = NOW + 200_000
    one.sync()
    assert not os.path.exists(lock)
    assert all(os.path.exists(each) for each in others)


@pytest.mark.parametrize("how", ["empty", "missing"])
def test_a_repository_that_a_power_cut_has_damaged_is_put_aside_and_made_anew(
    one: Machine, two: Machine, how: str
) -> None:
    one.answers("a")
    one.sync()
    two.answers("b")
    two.sync()
    objects = [
        os.path.join(at, name) for at, _, names in os.walk(os.path.join(one.paths.data, ".git")) for name in names
    ]
    for number, path in enumerate(sorted(each for each in objects if "/objects/" in each or each.endswith("/HEAD"))):
        if not os.path.exists(path):  # in a repository that was put aside
            continue
        os.unlink(path)
        if how == "empty":
            with open(path, "w", encoding="utf-8"):
                pass
        one.answers(f"c{number}")
        sync(one.paths, one.environ, one.clock.now_ms())
    two.sync()
    assert one.cards == two.cards >= {"a", "b", "c0", "c1", "c2"}
    aside = [name for name in os.listdir(one.paths.state) if name.startswith("damaged-git-")]
    assert aside
    assert os.path.exists(os.path.join(one.paths.state, aside[0], "config"))


def test_a_damaged_repository_that_cannot_be_moved_is_told(one: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    one.answers("a")
    one.sync()
    with open(os.path.join(one.paths.data, ".git", "HEAD"), "w", encoding="utf-8"):
        pass

    def refuse(*_: str) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(AwsprepError, match="cannot be moved away") as caught:
        one.sync()
    assert "Move" in caught.value.hint
    assert one.cards == {"a"}


def test_a_second_sync_at_the_same_time_says_so(one: Machine) -> None:
    import fcntl

    one.answers("a")
    one.sync()
    with open(os.path.join(one.paths.data, ".git", LOCK), "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(AwsprepError, match="Another awsprep sync"):
            one.sync()


def test_where_there_are_no_locks_it_syncs_all_the_same(
    one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    one.answers("a")
    two.answers("b")
    monkeypatch.setattr(fcntl, "flock", no_locks)
    one.sync()
    two.sync()
    one.sync()
    assert one.cards == two.cards == {"a", "b"}


def test_first_steps_are_told_where_no_remote_is_known(one: Machine) -> None:
    with pytest.raises(AwsprepError, match="no repository to sync with") as caught:
        sync(one.paths, one.environ, NOW)
    assert "--remote" in caught.value.hint
    assert caught.value.exit_code == 2
    assert not os.path.exists(one.paths.data)


@pytest.mark.parametrize("address", ["", "-upload-pack=x", "a\x1bb"])
def test_an_address_that_is_none_is_refused(one: Machine, address: str) -> None:
    with pytest.raises(AwsprepError, match="is no address") as caught:
        sync(one.paths, one.environ, NOW, remote=address)
    assert caught.value.exit_code == 2


def test_a_remote_that_is_not_there_costs_nothing(one: Machine, tmp_path: Path) -> None:
    one.answers("a")
    with pytest.raises(AwsprepError, match="Cannot fetch from") as caught:
        one.sync(str(tmp_path / "nowhere.git"))
    assert caught.value.exit_code == 4
    assert one.cards == {"a"}
    one.sync()  # another address puts it right


def test_without_git_another_way_is_named(one: Machine) -> None:
    with pytest.raises(AwsprepError, match="Git is not installed"):
        sync(one.paths, {**one.environ, "PATH": ""}, NOW, remote="x")


def test_machines_that_send_at_the_same_moment_take_turns(
    one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from awsprep.store.git import Git

    run = Git.run
    raced: list[int] = []

    def racing(self: Git, *arguments: str, **options: str) -> bytes:
        if arguments[0] == "push" and len(raced) < 2 and self.folder.startswith(one.paths.data):
            raced.append(1)
            two.answers(f"quick-{len(raced)}")
            two.sync()
        return run(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "run", racing)
    one.answers("slow")
    one.sync()
    assert one.cards == {"slow", "quick-1", "quick-2"}
    two.sync()
    assert two.cards == one.cards


class TestScorecards:
    def test_finished_ones_reach_the_other_machine_and_are_counted(self, one: Machine, two: Machine) -> None:
        save(one.paths, interview(asked()))
        save(two.paths, interviewer())
        assert one.sync() == Synced(one.remote, 0, 0, received_cards=0, sent_cards=1)
        assert two.sync() == Synced(one.remote, 0, 0, received_cards=1, sent_cards=1)
        assert one.sync() == Synced(one.remote, 0, 0, received_cards=1, sent_cards=0)
        assert [card.id for card in kept(one.paths).cards] == [card.id for card in kept(two.paths).cards]
        assert len(kept(one.paths).cards) == 2
        assert one.sync() == two.sync() == Synced(one.remote, 0, 0)

    def test_a_draft_stays_on_its_machine_and_does_not_come_back_when_it_is_finished(
        self, one: Machine, two: Machine
    ) -> None:
        card = interviewer()
        one.answers("a")
        keep(one.paths, card)
        one.git("init", "-q")
        one.git("add", "-A", "-f")
        one.git("commit", "-qm", "by hand, all of it")
        one.sync()
        two.sync()
        assert drafts(two.paths).cards == ()
        save(one.paths, card)
        one.sync()
        two.sync()
        assert drafts(one.paths).cards == drafts(two.paths).cards == ()
        assert len(kept(two.paths).cards) == 1

    def test_one_that_was_deleted_by_hand_comes_back(self, one: Machine) -> None:
        path = save(one.paths, interview(asked()))
        one.sync()
        os.unlink(path)
        assert one.sync().received_cards == 1
        assert os.path.exists(path)

    def test_a_disk_that_fails_in_the_middle_leaves_no_half_of_one(
        self, one: Machine, two: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Half a file would pass for a change made here, and would be sent in place of the whole one."""
        path = save(one.paths, interview(asked()))
        one.sync()
        true_write = os.write

        def killed(fd: int, data: bytes) -> int:
            if bytes(data).startswith(b"{\n"):
                true_write(fd, bytes(data)[:50])
                raise KeyboardInterrupt
            return true_write(fd, data)

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", killed)
            with pytest.raises(KeyboardInterrupt):
                two.sync()
        assert kept(two.paths) == ((), ())
        two.sync()
        one.sync()
        assert len(kept(two.paths).cards) == 1
        assert files.read(path) == files.read(os.path.join(folder(two.paths), os.path.basename(path)))
