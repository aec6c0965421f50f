from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exam import Entry, Sheet
from awsprep.core.exercise import Pick, Say
from awsprep.core.memory import Learned
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Progress
from awsprep.core.replay import replay
from awsprep.store.journal import Journal
from awsprep.store.reading import read
from awsprep.ui.examination import Examination
from awsprep.ui.recorder import Recorder
from awsprep.ui.stage import Stage
from tests.fakes import CARDS, Clock, bank, places, records

if TYPE_CHECKING:
    from pathlib import Path

EXAM = tuple(card for card in CARDS if card != "iam-role")


class Room:
    """An exam, its clock and its journal."""

    def __init__(self, folder: Path, limit: float = 600.0, sheet: Sheet | None = None, **rest: Any) -> None:
        self.clock = Clock()
        self.paths = places(folder)
        self.progress = Progress()
        recorder = Recorder(Journal(self.paths, self.clock), "e0e0e0e0", "exam", 7, EXAM, {})
        self.exam = Examination(bank(folder), self.progress, self.clock, recorder, sheet or Sheet(EXAM), limit, **rest)

    def right(self) -> Any:
        task = self.exam.now.task
        if isinstance(task, Say):
            return task.accept[0]
        return tuple(sorted(task.right)) if isinstance(task, Pick) else task.right

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(self.paths, kind)

    def replayed(self) -> Progress:
        return replay(read(self.paths, now_ms=self.clock.now_ms()).records, {})


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_its_start_is_written_at_once_so_that_it_can_be_resumed(room: Room) -> None:
    (start,) = room.records("session")
    assert (start["event"], start["mode"], start["cards"]) == ("start", "exam", list(EXAM))


def test_every_answer_is_a_line_and_leads_to_the_next_question(room: Room) -> None:
    room.clock.wait(5)
    room.exam.submit(room.right(), guess=True)
    (line,) = room.records("answer")
    assert (line["card"], line["given"], line["guess"], line["ms"]) == ("vpc-endpoint", [0], True, 5000)
    assert room.exam.now.card == "vpc-two"
    assert room.records() == []


def test_nothing_is_told_before_it_is_handed_in(room: Room) -> None:
    room.exam.submit(room.right())
    assert room.exam.notice.text == ""
    assert room.exam.done == ()
    assert room.progress.cards == {}


def test_the_last_answer_counts(room: Room) -> None:
    room.exam.submit((2,))
    room.exam.go(0)
    assert room.exam.entry.given == (2,)
    room.exam.submit((0,))
    assert len(room.records("answer")) == 2
    room.exam.hand_in()
    assert [(line["card"], line["given"], line["score"]) for line in room.records()] == [("vpc-endpoint", [0], 1)]


def test_the_same_answer_is_not_written_twice(room: Room) -> None:
    room.exam.submit((0,))
    room.exam.go(0)
    room.exam.submit((0,))
    assert len(room.records("answer")) == 1
    room.exam.go(0)
    room.exam.write((0,), guess=True)
    assert len(room.records("answer")) == 2
    assert room.exam.now.card == "vpc-endpoint"


def test_questions_are_visited_back_and_forth_and_each_counts_its_own_time(room: Room) -> None:
    room.clock.wait(10)
    room.exam.go(1)
    room.clock.wait(20)
    room.exam.go(0)
    room.clock.wait(3)
    room.exam.submit((0,))
    assert room.records("answer")[0]["ms"] == 13_000
    assert room.exam.left() == 600 - 33
    room.exam.submit((0, 1))
    assert room.records("answer")[1]["ms"] == 20_000


def test_past_the_last_question_comes_the_list(room: Room) -> None:
    room.exam.submit((0,))
    room.exam.flag()
    assert room.exam.notice.text == "Flagged."
    room.exam.go(99)
    assert room.exam.stage is Stage.SHEET
    assert [(answered, flagged) for _, answered, flagged in room.exam.titles()] == [
        (True, False),
        (False, True),
        *[(False, False)] * 4,
    ]
    with pytest.raises(AwsprepError):
        _ = room.exam.now
    room.exam.flag()
    room.exam.submit((0,))
    assert len(room.records("answer")) == 1
    room.exam.go(1)
    assert room.exam.now.card == "vpc-two"
    room.exam.flag()
    assert room.exam.notice.told == "Flag taken off."


def test_a_flag_is_kept_and_so_is_taking_it_off(room: Room) -> None:
    room.exam.flag()
    room.exam.go(1)
    room.exam.flag()
    room.exam.flag()
    room.exam.go(99)
    room.exam.flag()
    assert [(line["card"], line["on"]) for line in room.records("flag")] == [
        ("vpc-endpoint", True),
        ("vpc-two", True),
        ("vpc-two", False),
    ]
    for progress in (room.progress, room.replayed()):
        assert [card for card in EXAM if progress.card(card).flagged] == ["vpc-endpoint"]


def test_handing_in_writes_reviews_with_their_suggested_ratings(room: Room) -> None:
    room.exam.submit(room.right())
    room.exam.submit(room.right(), guess=True)
    room.exam.submit(room.right()[::-1])
    room.exam.hand_in()
    room.exam.finish()
    assert [(line["card"], line["auto"], line["rating"], line["mode"]) for line in room.records()] == [
        ("vpc-endpoint", 3, 3, "exam"),
        ("vpc-two", 2, 2, "exam"),
        ("vpc-order", 1, 1, "exam"),
    ]
    assert room.exam.sheet.unanswered == EXAM[3:]
    assert [line["event"] for line in room.records("session")] == ["start", "end"]
    assert [outcome.right for outcome in room.exam.done] == [True, True, False]
    replayed = room.replayed()
    assert isinstance(replayed.card("vpc-two").memory, Learned)
    assert replayed.card("vpc-two").memory == room.progress.card("vpc-two").memory
    assert not any(sitting.resumable for sitting in replayed.sittings.values())


def test_it_is_handed_in_once(room: Room) -> None:
    room.exam.submit((0,))
    room.exam.hand_in()
    room.exam.hand_in("time")
    room.exam.leave("TERM")
    room.exam.go(0)
    room.exam.write((1,))
    assert len(room.records()) == 1
    assert room.exam.ended_by == ""


class TestDeadline:
    def test_time_that_is_up_hands_it_in_as_it_stands(self, room: Room) -> None:
        room.exam.submit((0,))
        room.clock.wait(600)
        assert room.exam.check_clock()
        assert room.exam.ended_by == "time"
        assert [line["card"] for line in room.records()] == ["vpc-endpoint"]
        room.exam.finish()
        assert room.records("session")[-1]["event"] == "end"

    def test_an_answer_after_it_does_not_count(self, room: Room) -> None:
        room.clock.wait(601)
        room.exam.submit((0,))
        assert room.exam.stage is Stage.OVER
        assert room.records() == room.records("answer") == []

    def test_before_it_nothing_happens(self, room: Room) -> None:
        room.clock.wait(599)
        assert not room.exam.check_clock()
        room.exam.go(99)
        room.clock.wait(1)
        assert room.exam.check_clock()

    def test_it_passes_on_the_list_too_and_while_the_exam_is_away(self, tmp_path: Path) -> None:
        sheet = Sheet(EXAM).write("vpc-endpoint", Entry((0,)))
        room = Room(tmp_path, sheet=sheet, used=700)
        assert room.exam.stage is Stage.OVER
        assert room.exam.ended_by == "time"
        assert [line["card"] for line in room.records()] == ["vpc-endpoint"]

    def test_an_answer_that_took_longer_than_its_question_has_is_over_time(self, tmp_path: Path) -> None:
        room = Room(tmp_path, per_question=30)
        room.clock.wait(31)
        room.exam.submit((0,))
        room.exam.submit((0, 1))
        room.exam.hand_in()
        assert [line["over"] for line in room.records()] == [True, False]
        assert [outcome.limit for outcome in room.exam.done] == [30, 30]


class TestLeaving:
    @pytest.mark.parametrize("by", ["INT", "TERM", "HUP"])
    def test_a_signal_leaves_it_to_be_resumed(self, room: Room, by: str) -> None:
        room.exam.submit((0,))
        room.exam.leave(by)
        room.exam.finish()
        assert room.records() == []
        (known,) = room.replayed().sittings.values()
        assert known.resumable
        assert known.answers["vpc-endpoint"]["given"] == [0]

    def test_reviews_that_were_written_before_a_crash_are_not_written_again(self, tmp_path: Path) -> None:
        sheet = Sheet(EXAM).write("vpc-endpoint", Entry((0,))).write("vpc-two", Entry((0, 1)))
        room = Room(tmp_path, sheet=sheet, reviewed=frozenset({"vpc-endpoint"}))
        room.exam.hand_in()
        assert [line["card"] for line in room.records()] == ["vpc-two"]
        assert [outcome.card for outcome in room.exam.done] == ["vpc-endpoint", "vpc-two"]


def test_a_full_disk_is_said_loudly_and_costs_no_answer(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        def write(fd: int, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr(os, "write", write)
        room.exam.submit((0,))
        assert room.exam.notice.text.startswith("NOT SAVED: ")
        assert room.exam.now.card == "vpc-two"
    room.exam.submit((0, 1))
    assert room.exam.notice.text == "Saved now, with all that was held."
    assert [line["card"] for line in room.records("answer")] == ["vpc-endpoint", "vpc-two"]
    room.exam.notice.take_down()
    room.exam.hand_in()
    assert len(room.records()) == 2
