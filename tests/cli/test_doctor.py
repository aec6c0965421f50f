"""`awsprep doctor`, `backup` and `restore`, as they are typed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core import replay
from awsprep.core.record import BUILD_MS
from awsprep.store import files, scan
from awsprep.store.journal import Journal
from awsprep.store.line import decode, encode
from tests.fakes import NOW, Clock, Home
from tests.store.writing import segments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from awsprep.core.progress import Progress
    from awsprep.core.record import Record

QUIZ = ("quiz", "--plain", "--count", "2", "--seed", "7", "--kind", "choice")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Somebody who has answered two questions."""
    home = Home(tmp_path, monkeypatch, clock=Clock())
    assert home.run(*QUIZ, keys="a\n\nab\n\n").code == 0
    assert len(home.records()) == 2
    return home


def found(home: Home, *more: str) -> dict[str, Any]:
    told = home.run("doctor", "--json", *more)
    value: dict[str, Any] = json.loads(told.out)
    assert told.code == (0 if value["ok"] else 1)
    return value


def codes(home: Home) -> list[tuple[str, str]]:
    return [(each["weight"], each["code"]) for each in found(home)["findings"]]


def flip(home: Home) -> None:
    (path,) = segments(home.paths)
    with open(path, "r+b") as file:
        data = file.read()
        place = data.index(b'"type":"review"') + 9
        file.seek(place)
        file.write(bytes([data[place] ^ 1]))


def test_a_store_in_good_health(home: Home) -> None:
    told = home.run("doctor")
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("\n All is well.\n")
    assert "2 answers in 1 file" in told.out
    assert f" awsprep    {__import__('awsprep').__version__}\n" in told.out
    value = found(home)
    assert value["findings"] == []
    assert value["journal"]["answers"] == 2
    assert value["journal"]["files"][0]["name"] == os.path.basename(segments(home.paths)[0])
    assert set(value["facts"]) == {"awsprep", "python", "system", "terminal", "libraries", "backups"}


def test_somebody_who_never_answered_has_nothing_to_fear_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path, monkeypatch)
    for arguments in (("doctor",), ("doctor", "--repair"), ("backup",), ("backup", "--list"), ("backup", "--json")):
        assert home.run(*arguments).code == 0
    assert "no answers yet" in home.run("doctor").out
    assert sorted(each.name for each in tmp_path.iterdir()) == ["questions"]


def test_a_doctor_writes_nothing(home: Home) -> None:
    flip(home)
    shutil.rmtree(home.paths.cache)
    before = {each: each.stat().st_mtime_ns for each in home.folder.rglob("*")}
    assert home.run("doctor").code == 1
    assert {each: each.stat().st_mtime_ns for each in home.folder.rglob("*")} == before


@pytest.mark.parametrize("width", ["44", "80", "200"])
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(home: Home, width: str) -> None:
    flip(home)
    told = home.run("doctor", COLUMNS=width)
    assert told.code == 1
    flat = " ".join(told.out.split())
    assert f"error: {os.path.basename(segments(home.paths)[0])}:3," in flat
    assert "Mend it with: awsprep doctor --repair" in flat
    assert flat.endswith("1 problem found.")
    assert max(map(len, told.out.splitlines())) <= int(width)


def test_an_ascii_terminal_gets_ascii(home: Home) -> None:
    flip(home)
    assert home.run("doctor", PYTHONIOENCODING="ascii").out.isascii()


def test_a_repair_puts_the_line_back_and_says_where_the_backup_is(home: Home) -> None:
    flip(home)
    told = home.run("doctor", "--repair")
    assert told.code == 0
    assert "1 line was put back." in told.out
    backup = next(line for line in told.out.splitlines() if line.endswith(".tar.gz") and line.startswith("/"))
    assert os.path.exists(backup)
    assert len(home.records()) == 2
    value = found(home, "--repair")
    assert value["repaired"] == {"lines": 0, "taken": 0, "backup": None}
    assert [each["code"] for each in value["findings"]] == ["mended"]


def _snapshot(home: Home) -> None:
    data = decode(files.read(home.paths.snapshot)[:-1])
    assert data is not None
    files.replace(home.paths.snapshot, encode({**data, "reviews": 7}))


def _question_gone(home: Home) -> None:
    for name in os.listdir(home.folder / "questions"):
        path = home.folder / "questions" / name
        path.write_text(path.read_text().replace("id: vpc-", "id: vpc-new-"))


def _mistake(home: Home) -> None:
    (home.folder / "mine.yaml").write_text("bank: mine\ntopic: vpc\nquestions:\n  - id: one\n")
    home.environ["AWSPREP_BANK"] = str(home.folder / "mine.yaml")


def _bank_gone(home: Home) -> None:
    home.environ["AWSPREP_BANK"] = str(home.folder / "nowhere.yaml")


def _exposed(home: Home) -> None:
    os.chmod(segments(home.paths)[0], 0o644)


def _clock(home: Home) -> None:
    home.clock = Clock(BUILD_MS - 86_400_000)


def _gone(home: Home) -> None:
    shutil.rmtree(home.paths.data)


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (_snapshot, [("warning", "snapshot")]),
        (_question_gone, [("note", "orphans")]),
        (_mistake, [("warning", "bank")]),
        (_bank_gone, [("warning", "bank")]),
        (_exposed, [("warning", "permissions")]),
        (_clock, [("warning", "clock")]),
        (_gone, [("error", "journal-gone"), ("warning", "permissions")][:1]),
    ],
)
def test_what_is_wrong_beside_the_journal_is_found_too(
    home: Home, harm: Callable[[Home], None], expected: list[tuple[str, str]]
) -> None:
    harm(home)
    assert codes(home) == expected


def _nothing(_: Home) -> None:
    pass


def _no_snapshot(home: Home) -> None:
    os.unlink(home.paths.snapshot)


@pytest.mark.parametrize(("harm", "replays"), [(_nothing, 1), (_snapshot, 1), (_no_snapshot, 0), (flip, 0)])
def test_the_history_is_replayed_once_and_only_to_judge_a_snapshot(
    home: Home, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Home], None], replays: int
) -> None:
    home.run("stats")
    harm(home)
    true_replay, true_scan = replay.replay, scan.scan
    replayed, scanned = [], []

    def replaying(records: Sequence[Record], *rest: Any, **more: Any) -> Progress:
        replayed.append(len(records))
        return true_replay(records, *rest, **more)

    def scanning(data: bytes, *rest: bytes) -> scan.Scan:
        scanned.append(len(data))
        return true_scan(data, *rest)

    monkeypatch.setattr(replay, "replay", replaying)
    for module in ("damage", "reading"):
        monkeypatch.setattr(f"awsprep.store.{module}.scan", scanning)
    home.run("doctor")
    assert len(replayed) == replays
    assert sum(scanned) == sum(map(os.path.getsize, segments(home.paths)))


def test_a_lost_answer_is_one_problem(home: Home) -> None:
    (path,) = segments(home.paths)
    lines = files.read(path).splitlines(keepends=True)
    with open(path, "wb") as file:
        file.writelines([*lines[:2], b"what?\n", *lines[3:]])
    told = home.run("doctor")
    assert told.out.endswith("\n 1 problem found.\n")
    assert "1 line is lost: number 2" in " ".join(told.out.split())
    value = found(home)
    assert (value["errors"], value["warnings"]) == (1, 0)


def test_a_question_whose_only_answer_was_taken_back_is_not_missed(home: Home) -> None:
    _question_gone(home)
    assert codes(home) == [("note", "orphans")]
    journal = Journal(home.paths, home.clock or Clock())
    for record in home.records():
        journal.append({"type": "undo", "target": record["id"]})
    assert journal.close() is None
    assert codes(home) == []


def test_a_journal_that_cannot_be_read_is_not_called_empty(home: Home) -> None:
    shutil.rmtree(home.paths.journal)
    with open(home.paths.journal, "w", encoding="utf-8"):
        pass
    told = home.run("doctor")
    assert told.code == 1
    assert "what it holds is not known" in told.out
    assert "no answers yet" not in told.out
    assert "Nothing was changed.\n" in told.out


def test_a_backup_goes_to_the_place_that_is_named_and_is_listed_where_none_is(home: Home) -> None:
    told = home.run("backup", str(home.folder))
    assert told.code == 0
    to = home.folder / "awsprep-backup.tar.gz"
    assert told.out.splitlines()[-1] == str(to)
    assert "1 journal file with " in told.out
    assert home.run("backup", str(to)).code == 2
    assert home.run("backup").code == 0
    listed = home.run("backup", "--list").out.splitlines()
    assert listed
    assert json.loads(home.run("backup", "--list", "--json").out)["backups"] == [
        {"path": path, "size": os.path.getsize(path)} for path in listed
    ]
    value = json.loads(home.run("backup", str(home.folder / "second.tar.gz"), "--json").out)
    size = value["backup"].pop("size")
    assert value["backup"] == {"path": str(home.folder / "second.tar.gz"), "files": 1, "scorecards": 0}
    assert size == os.path.getsize(segments(home.paths)[0])


def test_a_sitting_leaves_one_backup_a_day(home: Home) -> None:
    assert len(home.run("backup", "--list").out.splitlines()) == 1
    assert home.clock is not None
    home.clock.wait(3600)
    home.run(*QUIZ, keys="a\n\nab\n\n")
    assert len(home.run("backup", "--list").out.splitlines()) == 1
    home.clock.wait(86_400)
    home.run(*QUIZ, keys="a\n\nab\n\n")
    assert len(home.run("backup", "--list").out.splitlines()) == 2


def test_a_backup_that_cannot_be_made_is_told_and_the_sitting_is_none_the_worse(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home.paths.backups)
    with open(home.paths.backups, "w", encoding="utf-8"):
        pass
    told = home.run(*QUIZ, keys="a\n\nab\n\n")
    assert told.code == 0
    assert "No backup was made" in told.err
    assert len(home.records()) == 4
    del monkeypatch


def test_a_backup_restored_into_an_empty_home_gives_the_same_progress(home: Home, tmp_path: Path) -> None:
    home.run("stats")
    progress = files.read(home.paths.progress)
    archive = str(tmp_path / "answers.tar.gz")
    assert home.run("backup", archive).code == 0
    shutil.rmtree(home.paths.data)
    shutil.rmtree(home.paths.state)
    shutil.rmtree(home.paths.cache)
    told = home.run("restore", archive)
    assert (told.code, told.out) == (0, f"Added 4 lines from {archive}.\n")
    assert files.read(home.paths.progress) == progress
    assert "was here already" in home.run("restore", archive).out
    assert json.loads(home.run("restore", "--json", archive).out)["lines"] == 0
    assert home.run("doctor").code == 0


def test_what_is_no_backup_is_refused(home: Home) -> None:
    told = home.run("restore", str(home.folder / "questions"))
    assert told.code == 4
    assert "awsprep backup --list" in told.err


def test_a_journal_that_asks_for_a_newer_awsprep_is_told_before_the_first_question(home: Home) -> None:
    (path,) = segments(home.paths)
    with open(path, "rb") as file:
        head = decode(file.readline()[:-1])
    assert head is not None
    newer = {**head, "id": "0" * 36, "min_reader": 99, "seg": "ffffffff"}
    with open(os.path.join(home.paths.journal, "202611-aaaaaaaa-ffffffff.jsonl"), "wb") as file:
        file.write(encode(newer))
    told = home.run(*QUIZ, keys="a\n\n")
    assert told.code == 4
    assert "upgrade awsprep" in told.err
    assert "Question 1" not in told.out
    assert home.run("stats").code == 0
    assert len(home.records()) == 2
    assert home.run("doctor", "--repair").code == 1


def test_facts_say_whether_the_output_is_a_terminal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from awsprep.ui.health import facts
    from awsprep.ui.theme import Theme

    assert facts(home.paths, {}, Theme())["terminal"].endswith("the output is no terminal")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert facts(home.paths, {"TERM": "xterm"}, Theme(color=False))["terminal"].endswith("no colour")


assert NOW > BUILD_MS
