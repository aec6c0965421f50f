from __future__ import annotations

import errno
import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.store import scorecards
from awsprep.store.backup import make
from awsprep.store.scorecards import drafts, drop, folder, keep, kept, named, save
from tests.core.scorecards import asked, interview, interviewer
from tests.fakes import places

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

CARD = interview(asked())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return places(tmp_path)


def test_a_card_is_one_private_file_that_is_read_again(paths: Paths) -> None:
    path = save(paths, CARD)
    assert os.path.basename(path) == "2026-11-21-interview-1a2b3c4d.json"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(folder(paths)).st_mode) == 0o700
    assert [card.id for card in kept(paths).cards] == [CARD.id]
    assert kept(paths).cards[0].asked == CARD.asked
    assert os.listdir(folder(paths)) == [os.path.basename(path)]


def test_no_file_is_ever_overwritten(paths: Paths) -> None:
    first = save(paths, CARD)
    with open(first, "rb") as file:
        before = file.read()
    second = save(paths, CARD._replace(notes="another"))
    assert first != second
    with open(first, "rb") as file:
        assert file.read() == before
    assert sorted(card.notes for card in kept(paths).cards) == ["", "another"]


def test_where_links_are_refused_the_file_is_renamed_and_nothing_overwritten(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert len({save(paths, CARD), save(paths, CARD)}) == 2
    assert len(kept(paths).cards) == 2
    assert len(os.listdir(folder(paths))) == 2


def test_a_full_disk_is_told_and_leaves_no_half_file(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    save(paths, CARD)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(AwsprepError, match="could not be saved: No space left") as caught:
        save(paths, CARD)
    assert caught.value.exit_code == 4
    with pytest.raises(AwsprepError, match="could not be saved"):
        keep(paths, CARD)
    assert len(os.listdir(folder(paths))) == 1


def test_what_was_left_by_a_crash_is_no_card_and_no_obstacle(paths: Paths) -> None:
    path = save(paths, CARD)
    half = os.path.join(folder(paths), f".2026-11-21-interview-1a2b3c4d.{os.getpid()}.tmp")
    with open(half, "w", encoding="utf-8") as file:
        file.write("{")
    assert len(kept(paths).cards) == 1
    assert save(paths, CARD) != path
    assert not os.path.exists(half)


def test_drafts_are_replaced_and_are_gone_when_the_card_is_saved(paths: Paths) -> None:
    card = interviewer(asked(score=None, rating=3))
    keep(paths, card)
    keep(paths, card._replace(notes="more"))
    assert [each.notes for each in drafts(paths).cards] == ["more"]
    assert kept(paths).cards == ()
    save(paths, card)
    assert drafts(paths).cards == ()
    assert len(kept(paths).cards) == 1
    drop(paths, "nothing there")


def test_reading_makes_no_folder(paths: Paths) -> None:
    assert kept(paths) == ((), ())
    assert not os.path.exists(paths.data)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"schema": 9}', "\udcff", "[" * 100_000],
    ids=["empty", "cut", "list", "newer", "bytes", "deep"],
)
def test_a_file_that_is_no_card_is_named_and_the_others_are_read(paths: Paths, text: str) -> None:
    save(paths, CARD)
    path = os.path.join(folder(paths), "2026-11-22-interview-00000000.json")
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    assert kept(paths).unread == (path,)
    assert len(kept(paths).cards) == 1


def test_a_giant_file_is_not_read(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(paths, CARD)
    monkeypatch.setattr(scorecards, "_MOST_BYTES", 10)
    assert kept(paths).unread == (path,)


def test_cards_come_in_the_order_of_time(paths: Paths) -> None:
    for number, made in enumerate((3, 1, 2)):
        save(paths, CARD._replace(id=f"0000000{number}", made=CARD.made + made))
    assert [card.id[-1] for card in kept(paths).cards] == ["1", "2", "0"]


class TestFindingOne:
    def test_there_is_none_yet(self, paths: Paths) -> None:
        with pytest.raises(AwsprepError, match="no scorecard yet"):
            named(paths, "last")

    def test_by_the_beginning_of_its_id_or_as_the_last_one(self, paths: Paths) -> None:
        save(paths, CARD)
        save(paths, CARD._replace(id="1aff0000", made=CARD.made + 1))
        assert named(paths, "last").id == "1aff0000"
        assert named(paths, "1a2").id == CARD.id
        with pytest.raises(AwsprepError, match="2 scorecards begin with 1a"):
            named(paths, "1a")
        with pytest.raises(AwsprepError, match="No scorecard begins with 9"):
            named(paths, "9")


def test_a_card_on_disk_is_plain_json_that_a_person_can_read(paths: Paths) -> None:
    with open(save(paths, CARD), encoding="utf-8") as file:
        data = json.load(file)
    assert data["schema"] == 1
    assert data["anchors"]["2"] == "names the services"
    assert data["questions"][0]["result"] == "right in 40 s"


def test_a_file_in_the_place_of_the_folder_is_no_card_and_no_reason_to_back_up_without_them(paths: Paths) -> None:
    os.makedirs(paths.data)
    with open(folder(paths), "w", encoding="utf-8"):
        pass
    assert kept(paths) == ((), ())
    with pytest.raises(AwsprepError, match=r"No backup was made: .*scorecards cannot be read") as raised:
        make(paths, 0)
    assert raised.value.exit_code == 4
