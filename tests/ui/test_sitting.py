from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exercise import Pick, Say, Ticks
from awsprep.core.memory import Learned, New, Rating
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import Card, Progress
from awsprep.core.replay import replay
from awsprep.core.session import CRAM, QUIZ, REVIEW, Mode
from awsprep.store.reading import read
from awsprep.ui.stage import Stage
from tests.fakes import CARDS, NOW, Clock, places, records, sitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from awsprep.ui.sitting import Sitting

TODAY = 20_778


class Table:
    """A sitting, its clock and its journal."""

    def __init__(self, folder: Path, mode: Mode = QUIZ, cards: Sequence[str] = CARDS, **rest: Any) -> None:
        self.clock = Clock()
        self.paths = places(folder)
        self.progress = Progress()
        self.sitting: Sitting = sitting(folder, mode, cards, rest.pop("progress", self.progress), self.clock, **rest)

    def key(self) -> Any:
        """The right answer to the question on the screen."""
        task = self.sitting.now.task
        if isinstance(task, Pick):
            return tuple(sorted(task.right))
        return (task.accept or ("",))[0] if isinstance(task, Say) else task.right

    def wrong(self) -> Any:
        """A wrong one."""
        task = self.sitting.now.task
        if isinstance(task, Pick):
            return tuple(i for i in range(len(task.options)) if i not in task.right)[:1]
        return "nonsense" if isinstance(task, Say) else task.right[::-1]

    def answer(self, *, right: bool = True, rating: Rating | None = None, guess: bool = False) -> None:
        self.sitting.submit(self.key() if right else self.wrong(), guess=guess)
        self.sitting.rate(rating)

    def at(self, stage: Stage) -> bool:
        return self.sitting.stage is stage

    def suggests(self, rating: Rating) -> bool:
        return self.sitting.answered is not None and self.sitting.answered.suggested is rating

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(self.paths, kind)

    def replayed(self) -> Progress:
        return replay(read(self.paths, now_ms=self.clock.now_ms()).records, {})


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


class TestAnswering:
    def test_looking_around_leaves_nothing_behind(self, table: Table) -> None:
        table.sitting.skip()
        table.sitting.submit((0,))
        table.sitting.undo()
        assert not os.path.exists(table.paths.data)

    def test_an_answer_is_shown_first_and_written_with_its_rating(self, table: Table) -> None:
        table.clock.wait(12)
        table.sitting.submit(table.key())
        assert table.at(Stage.ANSWER)
        assert table.records() == []
        table.sitting.rate(Rating.EASY)
        (line,) = table.records()
        expected = {
            "card": "vpc-endpoint",
            "given": [0],
            "score": 1,
            "guess": False,
            "over": False,
            "auto": 3,
            "rating": 4,
            "ms": 12_000,
            "mode": "quiz",
            "session": "5e1f03aa",
        }
        assert {name: line[name] for name in expected} == expected
        assert table.sitting.session.number == 2

    def test_the_start_of_the_sitting_is_written_once_before_the_first_answer(self, table: Table) -> None:
        table.answer()
        table.answer()
        (start,) = table.records("session")
        assert start["event"] == "start"
        assert start["cards"] == list(CARDS)
        assert start["n"] < table.records()[0]["n"]

    @pytest.mark.parametrize("wish", [None, Rating.EASY, Rating.GOOD])
    def test_a_wrong_choice_can_only_be_again(self, table: Table, wish: Rating | None) -> None:
        table.sitting.submit(table.wrong())
        assert table.sitting.only_again
        table.sitting.rate(wish)
        assert [line["rating"] for line in table.records()] == [1]

    def test_right_is_good_and_a_right_guess_hard_unless_the_learner_says_otherwise(self, table: Table) -> None:
        table.answer()
        table.answer(guess=True)
        table.answer(guess=True, rating=Rating.EASY)
        assert [(line["auto"], line["rating"], line["guess"]) for line in table.records()] == [
            (3, 3, False),
            (2, 2, True),
            (2, 4, True),
        ]

    def test_the_due_day_that_a_key_shows_is_the_one_stored(self, table: Table) -> None:
        table.sitting.submit(table.key())
        assert table.sitting.answered is not None
        dues = dict(table.sitting.answered.dues)
        assert dues[Rating.AGAIN] == TODAY + 1
        table.sitting.rate(Rating.HARD)
        assert table.records()[0]["due"] == dues[Rating.HARD]
        memory = table.replayed().card("vpc-endpoint").memory
        assert isinstance(memory, Learned)
        assert memory.due == dues[Rating.HARD]

    def test_what_the_sitting_knows_is_what_a_replay_gives(self, table: Table) -> None:
        for right in (True, False, True, False, True):
            table.answer(right=right)
        table.sitting.undo()
        table.answer(right=False)
        replayed = table.replayed()
        assert {name: table.progress.card(name).memory for name in CARDS} == {
            name: replayed.card(name).memory for name in CARDS
        }

    def test_an_answer_after_its_time_counts_and_is_marked(self, table: Table) -> None:
        table.clock.wait(90.5)
        assert table.sitting.left() == -0.5
        table.answer()
        table.clock.wait(90)
        table.answer()
        assert [line["over"] for line in table.records()] == [True, False]

    def test_an_open_answer_is_marked_by_what_was_ticked(self, tmp_path: Path) -> None:
        table = Table(tmp_path, cards=("iam-role", "vpc-two"))
        table.sitting.submit("an identity")
        assert table.suggests(Rating.AGAIN)
        assert not table.sitting.only_again
        assert table.sitting.answered_so_far == 0
        for letter in (0, 1, 2, 2, 7):
            table.sitting.tick(letter)
        assert table.sitting.answered is not None
        assert table.sitting.answered.ticks == Ticks(frozenset({"assume", "short"}))
        assert table.suggests(Rating.GOOD)
        table.sitting.rate()
        (line,) = table.records()
        assert line["given"] == "an identity"
        assert line["points"] == {"auto": None, "final": ["assume", "short"]}
        assert line["flags"] == {"auto": None, "final": []}
        assert table.sitting.right_so_far == 1

    def test_nothing_happens_out_of_turn(self, table: Table) -> None:
        table.sitting.rate()
        table.sitting.tick(0)
        table.sitting.submit(table.key())
        table.sitting.submit(table.wrong())
        table.sitting.skip()
        table.sitting.tick(0)
        table.sitting.rate()
        assert [line["score"] for line in table.records()] == [1]
        assert table.sitting.session.number == 2

    def test_the_marked_answer_on_the_screen_counts_already(self, table: Table) -> None:
        table.answer(right=False)
        table.sitting.submit(table.key())
        assert (table.sitting.right_so_far, table.sitting.answered_so_far) == (1, 2)

    def test_the_last_answer_ends_the_sitting(self, tmp_path: Path) -> None:
        table = Table(tmp_path, cards=("vpc-endpoint",))
        table.answer()
        assert table.at(Stage.OVER)
        table.sitting.finish()
        assert [line["event"] for line in table.records("session")] == ["start", "end"]
        with pytest.raises(AwsprepError):
            _ = table.sitting.now


class TestUndo:
    def test_an_answer_on_the_screen_is_taken_back_without_a_line(self, table: Table) -> None:
        table.clock.wait(5)
        table.sitting.submit(table.wrong())
        table.clock.wait(60)
        table.sitting.undo()
        assert table.at(Stage.ASK)
        assert table.sitting.notice.text == "Taken back. Answer it again."
        table.answer()
        assert [line["score"] for line in table.records()] == [1]

    @pytest.mark.parametrize("rated", [False, True])
    def test_the_clock_of_what_is_asked_again_starts_anew(self, table: Table, *, rated: bool) -> None:
        table.clock.wait(5)
        table.sitting.submit(table.wrong())
        if rated:
            table.sitting.rate()
            table.clock.wait(7)
        table.sitting.undo()
        assert table.sitting.left() == table.sitting.limit
        table.clock.wait(3)
        table.answer()
        assert table.records()[-1]["ms"] == 3000
        assert table.sitting.watch.total == (15 if rated else 8)

    def test_it_goes_back_over_answers_and_skips_to_the_start(self, table: Table) -> None:
        table.answer()
        table.sitting.skip()
        table.answer(right=False)
        table.sitting.skip()
        on_screen = []
        for _ in range(4):
            table.sitting.undo()
            on_screen.append(table.sitting.now.card)
        assert on_screen == ["vpc-match", "vpc-order", "vpc-two", "vpc-endpoint"]
        table.sitting.notice.take_down()
        table.sitting.undo()
        assert table.sitting.notice.text == "There is nothing to undo."
        undone = {line["target"] for line in table.records("undo")}
        assert undone == {line["id"] for line in table.records()}
        assert table.replayed().cards == {}
        assert isinstance(table.progress.card("vpc-endpoint").memory, New)

    def test_answers_taken_back_and_given_again_leave_one_each(self, table: Table) -> None:
        for right in (False, False, False):
            table.answer(right=right)
        for _ in range(3):
            table.sitting.undo()
        for _ in range(3):
            table.answer()
        progress = table.replayed()
        assert {card: progress.card(card).seen for card in CARDS[:3]} == dict.fromkeys(CARDS[:3], 1)
        assert all(progress.card(card).right == 1 for card in CARDS[:3])
        assert progress.card("vpc-endpoint").memory == table.progress.card("vpc-endpoint").memory

    def test_it_takes_back_a_bury_and_a_suspension_as_well(self, table: Table) -> None:
        table.sitting.bury()
        assert table.sitting.notice.text == "Buried until tomorrow."
        table.sitting.suspend()
        replayed = table.replayed()
        assert replayed.card("vpc-endpoint").buried == TODAY
        assert replayed.card("vpc-two").suspended
        table.sitting.undo()
        table.sitting.undo()
        assert table.sitting.now.card == "vpc-endpoint"
        assert not any(card.suspended or card.buried for card in table.replayed().cards.values())
        assert not any(card.suspended or card.buried for card in table.progress.cards.values())

    def test_the_same_exercise_is_shown_again(self, table: Table) -> None:
        shown = table.sitting.now
        table.answer()
        table.sitting.undo()
        assert table.sitting.now == shown


class TestReview:
    def test_a_failed_card_comes_back_after_three_others_shuffled_anew(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW)
        first = table.sitting.now
        table.sitting.submit(table.wrong())
        assert table.sitting.when(Rating.AGAIN) == "again today"
        table.sitting.rate()
        cards = []
        while table.sitting.stage is not Stage.OVER:
            cards.append(table.sitting.now.card)
            if table.sitting.now.card == first.card:
                assert table.sitting.now.seed != first.seed
            table.answer(rating=Rating.GOOD)
        assert cards == ["vpc-two", "vpc-order", "vpc-match", "vpc-endpoint", "iam-deny#1", "iam-role", "iam-six"]
        assert len(table.records()) == 8

    def test_the_key_says_again_today_only_where_the_card_really_comes_back(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW, CARDS[:5])
        said = []
        for right in (False, False, True, True, False, False, True, False, True, True):
            if table.sitting.stage is Stage.OVER:
                break
            card = table.sitting.now.card
            table.sitting.submit(table.key() if right else table.wrong())
            said.append(table.sitting.when(Rating.AGAIN))
            table.sitting.rate()
            session = table.sitting.session
            returns = card in {*session.queue, *(name for name, _ in session.waiting)}
            assert right or returns == (said[-1] == "again today")
        assert set(said) == {"again today", "tomorrow"}

    def test_again_is_due_tomorrow_even_where_the_card_comes_back_today(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW)
        table.answer(right=False)
        assert table.records()[0]["due"] == TODAY + 1

    def test_in_a_quiz_again_is_tomorrow_and_nothing_comes_back(self, table: Table) -> None:
        table.sitting.submit(table.wrong())
        assert table.sitting.when(Rating.AGAIN) == "tomorrow"
        table.sitting.rate()
        assert table.sitting.session.total == len(CARDS)

    def test_the_review_ends_between_two_questions_when_its_minutes_are_used_up(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW, budget=60)
        table.clock.wait(59)
        table.answer()
        table.clock.wait(2)
        table.sitting.submit(table.wrong())
        assert table.at(Stage.ANSWER)
        assert table.sitting.when(Rating.AGAIN) == "tomorrow"
        table.clock.wait(500)
        table.sitting.rate()
        assert table.at(Stage.OVER)
        assert table.sitting.ended_by == "time"
        assert len(table.records()) == 2
        table.sitting.finish()
        assert table.records("session")[-1]["event"] == "end"

    def test_reading_the_answers_counts_for_its_minutes_but_not_a_coffee(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW, budget=100)
        table.clock.wait(10)
        table.sitting.submit(table.key())
        table.clock.wait(2000)
        table.sitting.rate()
        assert table.at(Stage.ASK), "70 of 100 seconds"
        table.clock.wait(10)
        table.sitting.submit(table.key())
        table.clock.wait(15)
        table.sitting.undo()
        table.sitting.submit(table.key())
        table.clock.wait(6)
        table.sitting.rate()
        assert table.sitting.ended_by == "time"
        assert [line["ms"] for line in table.records()] == [10_000, 0]

    def test_of_more_than_fits_it_counts_the_minutes_left(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW, budget=150)
        assert table.sitting.counter == f"1 of {len(CARDS)}"
        table.sitting.endless = True
        assert table.sitting.counter == "question 1, 3 min left"
        table.clock.wait(29)
        assert table.sitting.counter == "question 1, 3 min left"
        table.answer()
        table.clock.wait(2)
        assert table.sitting.counter == "question 2, 2 min left"

    def test_a_skip_ends_it_too(self, tmp_path: Path) -> None:
        table = Table(tmp_path, REVIEW, budget=60)
        table.clock.wait(61)
        table.sitting.skip()
        assert table.sitting.ended_by == "time"

    def test_cramming_is_journaled_moves_nothing_and_promises_nothing(self, tmp_path: Path) -> None:
        table = Table(tmp_path, CRAM)
        table.sitting.submit(table.key())
        assert [table.sitting.when(rating) for rating in Rating] == ["again today", "", "", ""]
        table.sitting.rate()
        (line,) = table.records()
        assert line["mode"] == "cram"
        assert isinstance(table.progress.card("vpc-endpoint").memory, New)
        assert table.progress.card("vpc-endpoint").seen == 1

    def test_a_card_that_is_forgotten_the_eighth_time_is_said_to_be_set_aside(self, tmp_path: Path) -> None:
        known = Progress({"vpc-endpoint": Card(Learned(3.0, 9.0, TODAY - 5, TODAY, 20, 7), seen=20)})
        table = Table(tmp_path, REVIEW, progress=known)
        table.answer(right=False)
        assert table.sitting.notice.text.startswith("Forgotten 8 times")
        assert known.card("vpc-endpoint").resting(TODAY + 9)


class TestTime:
    def test_each_question_has_its_own_time(self, table: Table) -> None:
        limits = []
        while table.sitting.stage is Stage.ASK:
            limits.append(table.sitting.limit)
            table.sitting.skip()
        assert limits == [90, 120, 120, 120, 90, 180, 90]

    def test_time_for_each_question_may_be_given(self, tmp_path: Path) -> None:
        table = Table(tmp_path, each=30)
        table.sitting.skip()
        assert table.sitting.limit == 30

    def test_of_both_the_earlier_end_counts(self, tmp_path: Path) -> None:
        table = Table(tmp_path, total=100)
        assert table.sitting.limit == 90
        table.clock.wait(40)
        table.answer()
        assert table.sitting.limit == 60
        table.clock.wait(70)
        assert table.sitting.left() == -10
        table.answer()
        assert table.sitting.ended_by == "time"
        assert [line["over"] for line in table.records()] == [False, True]

    def test_the_clock_stands_still_on_the_answer_and_in_a_pause(self, table: Table) -> None:
        table.clock.wait(10)
        table.sitting.pause()
        assert table.at(Stage.PAUSE)
        table.clock.wait(1000)
        table.sitting.pause()
        table.clock.wait(5)
        table.sitting.submit(table.key())
        table.clock.wait(1000)
        table.sitting.rate()
        table.clock.wait(1)
        assert table.records()[0]["ms"] == 15_000
        assert table.sitting.watch.used() == 16

    def test_a_question_that_is_covered_takes_no_time(self, table: Table) -> None:
        table.sitting.hold()
        table.clock.wait(100)
        table.sitting.go_on()
        table.clock.wait(2)
        assert table.sitting.left() == 88
        table.sitting.submit(table.key())
        table.sitting.hold()
        table.sitting.go_on()
        table.clock.wait(100)
        assert table.sitting.watch.elapsed() == 2


class TestEnding:
    def test_q_on_a_question_writes_nothing_for_it(self, table: Table) -> None:
        table.answer()
        table.sitting.quit()
        assert table.at(Stage.OVER)
        table.sitting.finish()
        assert len(table.records()) == 1
        assert table.records("session")[-1]["event"] == "end"

    @pytest.mark.parametrize("by", ["q", "INT", "TERM", "HUP"])
    def test_leaving_the_answer_screen_writes_it_with_the_suggested_rating(self, table: Table, by: str) -> None:
        table.sitting.submit(table.key(), guess=True)
        table.sitting.quit(by)
        assert [line["rating"] for line in table.records()] == [2]

    @pytest.mark.parametrize("by", ["INT", "TERM", "HUP"])
    def test_a_sitting_that_was_broken_off_can_be_resumed(self, table: Table, by: str) -> None:
        table.answer()
        table.sitting.quit(by)
        table.sitting.finish()
        (known,) = table.replayed().sittings.values()
        assert known.resumable
        assert known.asked == ["vpc-endpoint"]

    def test_one_that_was_ended_cannot(self, table: Table) -> None:
        table.answer()
        table.sitting.quit()
        table.sitting.finish()
        assert not any(known.resumable for known in table.replayed().sittings.values())

    def test_where_nothing_was_answered_nothing_is_written(self, table: Table) -> None:
        table.sitting.pause()
        table.sitting.quit()
        table.sitting.finish()
        assert not os.path.exists(table.paths.data)


class TestByHand:
    def test_a_flag_is_put_up_and_taken_down(self, table: Table) -> None:
        table.sitting.flag()
        assert table.sitting.notice.text == "Flagged."
        assert table.replayed().card("vpc-endpoint").flagged
        table.sitting.flag()
        assert table.sitting.notice.text == "Flag taken off."
        assert not table.replayed().card("vpc-endpoint").flagged

    def test_a_note_and_a_report_are_kept(self, table: Table) -> None:
        table.sitting.note("  remember the route  ")
        table.sitting.note("   ")
        table.sitting.submit(table.key())
        table.sitting.report("b is right as well")
        table.sitting.report("")
        card = table.replayed().card("vpc-endpoint")
        assert card.notes == ["remember the route"]
        assert card.errors == ["b is right as well"]
        assert table.sitting.reports == [("vpc-endpoint", "b is right as well")]

    def test_burying_takes_the_siblings_along_and_does_not_count_an_answer_on_the_screen(self, tmp_path: Path) -> None:
        table = Table(tmp_path, cards=("iam-deny#1", "iam-deny#2", "vpc-two"))
        table.sitting.submit(table.key())
        table.sitting.bury()
        assert table.sitting.now.card == "vpc-two"
        assert table.records() == []
        table.sitting.pause()
        table.sitting.bury()
        assert len(table.records("bury")) == 1

    def test_a_notice_stays_until_the_view_has_shown_it(self, table: Table) -> None:
        table.sitting.bury()
        table.answer()
        assert table.sitting.notice.text == "Buried until tomorrow."
        table.sitting.notice.take_down()
        assert table.sitting.notice.text == ""


class TestAFailingDisk:
    @pytest.fixture
    def full(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
        """A disk that is full while `full["now"]`."""
        state = {"now": True}
        true_write = os.write

        def write(fd: int, data: bytes) -> int:
            if state["now"]:
                raise OSError(errno.ENOSPC, "No space left on device")
            return true_write(fd, data)

        monkeypatch.setattr(os, "write", write)
        return state

    def test_it_is_said_loudly_and_the_sitting_goes_on(self, table: Table, full: dict[str, bool]) -> None:
        del full
        table.answer()
        assert table.sitting.notice.text.startswith("NOT SAVED: ")
        assert table.sitting.notice.text.count("NOT SAVED") == 1
        assert "No space left on device" in table.sitting.notice.text
        assert table.sitting.notice.text.index("Free some space") < table.sitting.notice.text.index(
            "could not be written"
        )
        assert table.sitting.session.number == 2
        assert table.records() == []
        assert [line["type"] for line in table.sitting.recorder.journal.held] == ["session", "review"]

    def test_all_is_saved_when_there_is_room_again(self, table: Table, full: dict[str, bool]) -> None:
        table.answer()
        table.answer(right=False)
        table.sitting.flag()
        full["now"] = False
        table.sitting.notice.take_down()
        table.answer()
        assert table.sitting.notice.text == "Saved now, with all that was held."
        assert table.sitting.recorder.unsaved == ""
        assert [line["card"] for line in table.records()] == list(CARDS[:3])
        assert len(table.records("session")) == 1
        assert table.replayed().card(CARDS[2]).flagged
        assert table.replayed().card(CARDS[1]).memory == table.progress.card(CARDS[1]).memory

    def test_an_unsaved_answer_that_is_taken_back_stays_taken_back(self, table: Table, full: dict[str, bool]) -> None:
        table.answer(right=False)
        table.sitting.undo()
        full["now"] = False
        table.answer()
        replayed = table.replayed()
        assert replayed.card("vpc-endpoint").seen == 1
        assert not replayed.card("vpc-endpoint").missed

    def test_the_end_of_a_sitting_is_held_like_any_line(self, table: Table, full: dict[str, bool]) -> None:
        del full
        table.answer()
        table.sitting.quit()
        table.sitting.finish()
        assert [line["type"] for line in table.sitting.recorder.journal.held] == ["session", "review", "session"]

    def test_what_the_journal_refuses_outright_is_raised(self, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: object) -> None:
            raise AwsprepError("There is no home folder.", "Set HOME.")

        monkeypatch.setattr(table.sitting.recorder.journal, "append", refuse)
        with pytest.raises(AwsprepError):
            table.answer()


def test_now_is_the_study_day_of_the_tests() -> None:
    assert NOW // 86_400_000 == TODAY
