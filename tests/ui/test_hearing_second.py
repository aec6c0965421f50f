"""A model's second opinion in an interview: asked while the next question is answered, and never waited for there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.evidence import answers, evidence
from awsprep.core.opening import FOLLOW, OPENING
from awsprep.core.progress import Card
from awsprep.ui.lines import Lines
from awsprep.ui.plain import Plain
from awsprep.ui.second import Opinion
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.fakes import Clock, places, records
from tests.ui.interviews import hearing
from tests.ui.player import ENTER, ESC, playing
from tests.ui.second import Friend
from tests.ui.test_hearing import CTRL_S, answer, to_the_first

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from awsprep.ui.hearing import Hearing

SAID = "A kernel, and a crossing of wooden strips."
QUOTE = "a crossing of wooden strips"


class Hall:
    """An interview whose first open question is on the screen, and a model that is asked."""

    def __init__(self, folder: Path, friend: Friend | None = None, **rest: Any) -> None:
        self.folder = folder
        self.friend = friend or Friend()
        self.sitting: Hearing = hearing(folder, grader=self.friend, **{"prompts": False, **rest})
        self.posted: list[Callable[[], None]] = []

    def say(self, text: str = SAID) -> str:
        """Answer the next open question of the bank as a view does; its card."""
        to_the_first(self.sitting, lambda card: "-open-" in card and not card.startswith(FOLLOW), "")
        card = self.sitting.now.card
        self.sitting.submit(text)
        self.sitting.consult(self.posted.append)
        return card

    def hear(self) -> None:
        """Have done what was posted."""
        while self.posted:
            self.posted.pop(0)()

    def amended(self) -> list[dict[str, Any]]:
        return [line["set"] for line in records(places(self.folder), "amend")]

    @property
    def points(self) -> set[str]:
        """Those of the answer to the first open question."""
        heard = next(each for each in self.sitting.interviewer.heard if each.ticks is not None)
        assert heard.ticks is not None
        return set(heard.ticks.points)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


class TestWhileItGoesOn:
    def test_it_is_asked_at_once_and_the_next_question_is_there_all_the_same(self, hall: Hall) -> None:
        card = hall.say()
        (asked,) = hall.friend.asked
        assert [name for name, _ in asked.points] == ["lattice", "pinion"]
        assert asked.answer == SAID
        assert hall.sitting.stage is Stage.ASK
        assert hall.sitting.now.card != card
        assert not hall.sitting.awaits

    def test_what_it_finds_counts_and_the_line_in_the_journal_is_amended(self, hall: Hall) -> None:
        card = hall.say()
        hall.friend.replies(lattice=QUOTE)
        assert hall.points == {"kernel"}  # another thread changes nothing
        hall.hear()
        assert hall.points == {"kernel", "lattice"}
        points = {"auto": ["kernel"], "final": ["kernel", "lattice"], "graded": ["lattice"]}
        (amended,) = hall.amended()
        assert amended["points"] == points
        assert amended["score"] == pytest.approx(2 / 3)
        assert {each.card: each.score for each in answers(hall.sitting.interviewer.heard)}[card] == pytest.approx(2 / 3)

    def test_a_point_that_was_shown_and_asked_for_again_does_not_count_twice(self, hall: Hall) -> None:
        card = hall.say()
        assert hall.sitting.now.card.startswith(FOLLOW)
        hall.sitting.submit("There is a lattice.")
        hall.friend.replies_to(0, lattice=QUOTE)
        hall.hear()
        assert {each.card: each.score for each in answers(hall.sitting.interviewer.heard)}[card] == pytest.approx(2 / 3)
        row = next(each for each in evidence(hall.sitting.quoted) if each.id == card)
        assert "asked again" not in row.result

    def test_a_follow_up_is_asked_about_as_well(self, hall: Hall) -> None:
        card = hall.say()
        hall.sitting.submit("They cross each other like a fence.")
        hall.sitting.consult(hall.posted.append)
        assert len(hall.friend.asked) == 2
        hall.friend.replies(lattice="cross each other like a fence")
        hall.hear()
        row = next(each for each in evidence(hall.sitting.quoted) if each.id == card)
        assert "said when asked again" in row.result
        assert row.said[-1] == ("It has a lattice (when asked again)", "They cross each other like a fence.")

    def test_of_a_design_prompts_answer_it_sees_what_comes_before_the_first_service(self, tmp_path: Path) -> None:
        hall = Hall(tmp_path, prompts=True)
        to_the_first(hall.sitting, lambda card: card.startswith(OPENING))
        hall.sitting.submit("How fast? Then I take an ALB. How many users?")
        hall.sitting.consult(hall.posted.append)
        assert hall.friend.asked[-1].answer == "How fast. "

    def test_nothing_is_sent_of_what_was_told_aloud_or_said_whole(self, tmp_path: Path) -> None:
        aloud = Hall(tmp_path / "aloud", typed=False)
        to_the_first(aloud.sitting, lambda card: "-open-" in card)
        aloud.sitting.submit("")
        aloud.sitting.rate()
        whole = Hall(tmp_path / "whole")
        whole.say("It has a kernel, a lattice and a pinion.")
        assert aloud.friend.asked == whole.friend.asked == []

    def test_a_choice_is_sent_nowhere(self, hall: Hall) -> None:
        answer(hall.sitting)
        assert not hall.sitting.consult(hall.posted.append)
        assert hall.friend.asked == []

    def test_after_two_failures_it_is_left_alone(self, hall: Hall) -> None:
        for _ in range(2):
            hall.say()
            hall.friend.replies("it is too slow")
            hall.hear()
        hall.say()
        assert len(hall.friend.asked) == 2
        assert hall.amended() == []

    def test_whoever_leaves_calls_it_off_and_a_late_reply_changes_nothing(self, hall: Hall) -> None:
        hall.say()
        hall.sitting.quit("TERM")
        assert hall.friend.called_off == 1
        hall.friend.replies(lattice=QUOTE)
        hall.hear()
        assert hall.points == {"kernel"}
        assert hall.amended() == []


class TestInTheEnd:
    def test_what_was_found_is_shown_with_its_quote_and_can_be_taken_back(self, hall: Hall) -> None:
        hall.say()
        hall.friend.replies(lattice=QUOTE)
        hall.hear()
        hall.sitting.quit()
        shown = hall.sitting.answered
        assert shown is not None
        assert shown.graded == ("lattice",)
        hall.sitting.tick(1)
        hall.sitting.rate()
        assert hall.points == {"kernel"}
        assert hall.amended()[-1]["points"]["final"] == ["kernel"]

    def test_an_answer_of_which_nothing_is_missing_any_more_is_shown_too(self, hall: Hall) -> None:
        hall.say()
        hall.friend.replies(lattice=QUOTE, pinion=QUOTE)
        hall.hear()
        hall.sitting.quit()
        assert hall.sitting.counter == "1 to go"

    def test_a_reply_that_comes_while_the_answer_is_on_the_screen_ticks_there(self, hall: Hall) -> None:
        hall.say()
        hall.sitting.quit()
        assert hall.sitting.awaits
        assert hall.friend.called_off == 0
        hall.friend.replies(lattice=QUOTE)
        hall.hear()
        assert not hall.sitting.awaits
        assert hall.amended() == []
        hall.sitting.rate()
        assert hall.points == {"kernel", "lattice"}
        assert len(hall.amended()) == 1
        assert (hall.sitting.stage, hall.friend.called_off) == (Stage.OVER, 1)

    def test_one_that_comes_after_its_answer_was_gone_through_is_late(self, hall: Hall) -> None:
        hall.say()
        hall.say()
        hall.sitting.quit()
        hall.sitting.rate()
        hall.friend.replies_to(0, lattice=QUOTE)
        hall.hear()
        assert hall.points == {"kernel"}
        assert hall.amended() == []

    def test_the_scorecard_quotes_what_the_marker_and_what_the_model_found(self, hall: Hall) -> None:
        card = hall.say()
        hall.friend.replies(lattice=QUOTE)
        hall.hear()
        row = next(each for each in evidence(hall.sitting.quoted) if each.id == card)
        assert row.said == (("It has a kernel", SAID), ("It has a lattice", SAID))
        assert row.missed == ("It has a pinion",)
        assert "own marking" not in row.result

    def test_a_sentence_that_the_learner_has_remembered_is_their_own_word(self, hall: Hall) -> None:
        card = hall.say()
        hall.sitting.progress.cards.setdefault(card, Card()).own["lattice"] = [QUOTE]
        hall.sitting.quit()
        hall.sitting.tick(1)
        hall.sitting.rate()
        row = next(each for each in evidence(hall.sitting.quoted) if each.id == card)
        assert row.said[1] == ("It has a lattice", "")
        assert "1 by your own marking" in row.result


class TestOnScreens:
    def test_the_full_screen_asks_behind_the_next_question(self, tmp_path: Path) -> None:
        clock = Clock()
        hall = Hall(tmp_path, clock=clock)
        to_the_first(hall.sitting, lambda card: "-open-" in card)
        with playing(hall.sitting, clock) as player:
            player.press(SAID, CTRL_S)
            assert len(hall.friend.asked) == 1
            assert "And what of the lattice?" in player.text
            assert "tiny-model" not in player.text
            hall.friend.replies(lattice=QUOTE)
            player.press("It is hidden.", CTRL_S, ESC, "q")
            assert "found by tiny-model" in player.text
            assert "second opinion of tiny-model at localhost:11434: 1 more point" in player.text
            player.press(ENTER)
        assert hall.points == {"kernel", "lattice"}

    def test_line_by_line_it_is_waited_for_only_where_its_answer_is_shown(self, tmp_path: Path) -> None:
        hall = Hall(tmp_path, Friend(Opinion({"lattice": QUOTE})))
        to_the_first(hall.sitting, lambda card: "-open-" in card)
        out = io.StringIO()
        Plain(Lines(io.StringIO(f"{SAID}\nIt is hidden.\nq\n\n"), out, Theme(80))).play(hall.sitting)
        before, _, after = out.getvalue().partition("Your answer to this")
        assert "tiny-model" not in before
        assert f'found by tiny-model: "{QUOTE}"' in " ".join(after.split())
        assert "Second opinion of tiny-model at localhost:11434: 1 more point." in after

    def test_line_by_line_the_marks_are_those_of_the_offline_marker_where_it_fails(self, tmp_path: Path) -> None:
        hall = Hall(tmp_path, Friend(Opinion({}, "nothing listens there")))
        to_the_first(hall.sitting, lambda card: "-open-" in card)
        out = io.StringIO()
        Plain(Lines(io.StringIO(f"{SAID}\nIt is hidden.\nq\n\n"), out, Theme(80))).play(hall.sitting)
        assert "No second opinion from tiny-model at localhost:11434: nothing listens there" in out.getvalue()
        assert hall.points == {"kernel"}
