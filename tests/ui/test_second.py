"""A model's second opinion in a sitting: on the full screen while one reads, line by line, and in the journal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.memory import Rating
from awsprep.core.progress import Progress
from awsprep.core.replay import replay
from awsprep.core.session import QUIZ
from awsprep.ui.lines import Lines
from awsprep.ui.plain import Plain
from awsprep.ui.second import Opinion
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.fakes import Clock, places, records, sitting
from tests.ui.essays import ESSAYS, WHOLE, essays, marker
from tests.ui.player import ENTER, Player, playing
from tests.ui.second import Friend

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from awsprep.ui.sitting import Sitting

SUBMIT = "\x13"
SLIP = "Others slip into it, and its trust policy says who."
QUOTE = "Others slip into it"


class Desk:
    def __init__(self, folder: Path, friend: Friend, **rest: Any) -> None:
        self.clock = Clock()
        self.folder = folder
        self.friend = friend
        bank = rest.pop("bank", None) or essays(folder)
        self.sitting: Sitting = sitting(
            folder, QUIZ, ESSAYS, Progress(), self.clock, bank=bank, **{"marker": marker, "grader": friend, **rest}
        )

    def play(self, columns: int = 80, rows: int = 40) -> AbstractContextManager[Player]:
        return playing(self.sitting, self.clock, columns=columns, rows=rows)

    def submits(self, text: str = SLIP) -> Callable[[], None] | None:
        """Submit and consult as a view does; what the reply will have done."""
        posted: list[Callable[[], None]] = []
        self.sitting.submit(text)
        if not self.sitting.consult(posted.append):
            return None

        def heard() -> None:
            posted[-1]()

        return heard

    @property
    def points(self) -> set[str]:
        assert self.sitting.answered is not None
        assert self.sitting.answered.ticks is not None
        return set(self.sitting.answered.ticks.points)

    def suggested(self) -> Rating:
        assert self.sitting.answered is not None
        return self.sitting.answered.suggested

    def records(self, kind: str = "review") -> list[dict[str, Any]]:
        return records(places(self.folder), kind)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, Friend())


class TestTheSitting:
    def test_it_is_asked_for_what_was_not_found_and_never_for_red_flags(self, desk: Desk) -> None:
        desk.submits()
        (asked,) = desk.friend.asked
        assert [name for name, _ in asked.points] == ["assume", "short"]
        assert (asked.question, asked.answer) == ("What is a role?", SLIP)

    def test_a_reply_ticks_what_it_shows_and_the_suggestion_follows(self, desk: Desk) -> None:
        heard = desk.submits()
        assert desk.suggested() is Rating.AGAIN
        desk.friend.replies(assume=QUOTE)
        assert heard is not None
        heard()
        assert desk.points == {"assume", "trust"}
        assert desk.suggested() is Rating.HARD

    def test_what_the_learner_turned_meanwhile_stays_as_it_is(self, desk: Desk) -> None:
        heard = desk.submits()
        desk.sitting.tick(0)
        desk.sitting.tick(0)
        desk.sitting.tick(1)
        desk.friend.replies(assume=QUOTE, short=QUOTE)
        assert heard is not None
        heard()
        assert desk.points == {"short", "trust"}
        desk.sitting.tick(0)
        assert desk.points == {"assume", "short", "trust"}

    @pytest.mark.parametrize("leave", ["rate", "undo", "bury", "quit"])
    def test_leaving_the_screen_calls_it_off_and_a_late_reply_changes_nothing(self, desk: Desk, leave: str) -> None:
        heard = desk.submits()
        assert desk.friend.called_off == 0
        getattr(desk.sitting, leave)()
        assert desk.friend.called_off == 1
        desk.friend.replies(assume=QUOTE)
        before = desk.records()
        assert heard is not None
        heard()
        assert desk.records() == before
        if desk.sitting.stage is Stage.ASK:
            desk.submits()
            heard()
            assert desk.sitting.answered is not None
            assert desk.sitting.answered.graded == ()

    @pytest.mark.parametrize("text", ["", "   ", WHOLE])
    def test_nothing_is_asked_of_an_empty_answer_or_a_whole_one(self, desk: Desk, text: str) -> None:
        assert desk.submits(text) is None
        assert desk.friend.asked == []

    def test_without_a_grader_nothing_is_asked(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, Friend(), grader=None)
        assert desk.submits() is None
        assert desk.friend.asked == []

    def test_after_two_failures_it_is_not_asked_again(self, desk: Desk) -> None:
        for last in (False, True):
            heard = desk.submits()
            desk.friend.replies("it failed (500)")
            assert heard is not None
            heard()
            assert desk.sitting.answered is not None
            assert desk.sitting.answered.second is not None
            line = "no second opinion from tiny-model at localhost:11434: it failed (500)"
            told = f"{line}; it is not asked again in this sitting" if last else line
            assert desk.sitting.answered.second.line == told
            assert desk.points == {"trust"}
            desk.sitting.undo()
        assert desk.submits() is None
        assert len(desk.friend.asked) == 2


class TestTheJournal:
    def test_what_the_model_showed_stands_beside_what_the_marker_found(self, desk: Desk) -> None:
        heard = desk.submits()
        desk.friend.replies(short=QUOTE, assume=QUOTE)
        assert heard is not None
        heard()
        desk.sitting.rate()
        (line,) = desk.records()
        everything = ["assume", "short", "trust"]
        assert line["points"] == {"auto": ["trust"], "final": everything, "graded": ["assume", "short"]}
        assert "graded" not in line["flags"]

    def test_without_such_points_the_line_is_as_it_always_was(self, desk: Desk) -> None:
        heard = desk.submits()
        desk.friend.replies("it broke off")
        assert heard is not None
        heard()
        desk.sitting.rate()
        assert desk.records()[0]["points"] == {"auto": ["trust"], "final": ["trust"]}

    @pytest.mark.parametrize(("turned", "changed"), [("", 0), ("a", 1), ("b", 1), ("c", 1)])
    def test_points_of_the_model_that_are_left_alone_are_no_change_of_the_marks(
        self, desk: Desk, turned: str, changed: int
    ) -> None:
        heard = desk.submits()
        desk.friend.replies(assume=QUOTE)
        assert heard is not None
        heard()
        for letter in turned:
            desk.sitting.tick("abc".index(letter))
        desk.sitting.rate()
        assert desk.sitting.progress.card("iam-role").changed == changed

    @pytest.mark.parametrize("graded", [None, 7, "assume", {"a": 1}, [1, None, ["x"]]])
    def test_a_line_whose_graded_is_anything_is_counted_all_the_same(self, desk: Desk, graded: object) -> None:
        desk.submits()
        desk.sitting.rate()
        (line,) = desk.records()
        line["points"]["graded"] = graded
        assert replay([line], {}).card("iam-role").typed == 1


class TestTheFullScreen:
    def test_the_offline_result_is_there_at_once_and_the_rest_comes_while_one_reads(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(SLIP, SUBMIT)
            assert player.lines[2].startswith(" 1 of 3 points")
            assert player.lines[3] == " asking tiny-model at localhost:11434 …"
            assert "not found - did you say it?" in player.text
            desk.friend.replies(assume=QUOTE)
            assert player.sees(f'found by tiny-model: "{QUOTE}"')
            assert player.lines[2].startswith(" 2 of 3 points")
            assert player.lines[3] == " second opinion of tiny-model at localhost:11434: 1 more point"
            assert "a) [✓] It is assumed (a must)" in player.text
            player.press("a")
            assert f'found by tiny-model: "{QUOTE}" - you took the tick off' in player.text
            player.press(ENTER)
        assert desk.records()[0]["points"]["final"] == ["trust"]

    def test_a_failure_is_one_dim_line(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(SLIP, SUBMIT)
            desk.friend.replies("nothing listens there")
            assert player.sees("no second opinion from tiny-model at localhost:11434: nothing listens there")
            assert player.lines[2].startswith(" 1 of 3 points")
            player.press(ENTER)
        assert len(desk.records()) == 1

    def test_a_narrow_screen_wraps_the_line(self, desk: Desk) -> None:
        with desk.play(44, 20) as player:
            player.press(SLIP, SUBMIT)
            desk.friend.replies("nothing listens there")
            assert player.sees("nothing listens there")
            assert player.lines[3:5] == [
                " no second opinion from tiny-model at",
                " localhost:11434: nothing listens there",
            ]

    def test_one_need_not_wait_and_a_reply_to_an_answer_that_is_gone_is_not_shown(self, desk: Desk) -> None:
        with desk.play() as player:
            player.press(SLIP, SUBMIT, ENTER)
            assert "What is a user?" in player.text
            assert desk.friend.called_off == 1
            desk.friend.replies(assume=QUOTE)
            player.settle()
            assert QUOTE not in player.text
        desk.friend.replies(assume=QUOTE)  # the application has ended
        assert "graded" not in desk.records()[0]["points"]

    def test_what_a_model_is_called_cannot_break_the_screen(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, Friend(Opinion({"assume": QUOTE}), model="modèle"))
        with playing(desk.sitting, desk.clock, rows=40, theme=Theme(80, unicode=False)) as player:
            player.press(SLIP, SUBMIT)
            assert player.sees("found by mod")
            assert player.text.isascii()


class TestLineByLine:
    def play(self, desk: Desk, keys: str) -> str:
        out = io.StringIO()
        Plain(Lines(io.StringIO(keys), out, Theme(80))).play(desk.sitting)
        return out.getvalue()

    def test_it_is_waited_for_and_shown_with_the_answer(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, Friend(Opinion({"assume": QUOTE})))
        printed = self.play(desk, f"{SLIP}\n\nq\n")
        assert "Asking tiny-model at localhost:11434 …\n" in printed
        assert f'a) [x] say: It is assumed (a must): found by tiny-model: "{QUOTE}"\n' in printed.replace(
            '\n"', ' "'
        ).replace("by\n", "by ")
        assert "Second opinion of tiny-model at localhost:11434: 1 more point.\n" in printed
        assert desk.records()[0]["points"]["graded"] == ["assume"]

    def test_a_failure_costs_a_line_and_no_answer(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, Friend(Opinion({}, "it is too slow")))
        printed = self.play(desk, f"{SLIP}\n\nq\n")
        assert "No second opinion from tiny-model at localhost:11434: it is too slow.\n" in printed
        assert desk.records()[0]["points"]["auto"] == ["trust"]

    def test_nothing_is_said_where_nothing_is_asked(self, desk: Desk) -> None:
        printed = self.play(desk, f"{WHOLE}\n\nq\n")
        assert "tiny-model" not in printed
