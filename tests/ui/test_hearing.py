from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.core.bank import question_id
from awsprep.core.evidence import answers, evidence
from awsprep.core.exercise import Arrange, Pick, Say
from awsprep.core.interview import estimate
from awsprep.core.memory import Rating
from awsprep.core.opening import FOLLOW, OPENING, SKETCH, STORY
from awsprep.core.scorecard import decide, rate
from awsprep.ui.lines import Lines
from awsprep.ui.plain import Plain
from awsprep.ui.stage import Stage
from awsprep.ui.theme import Theme
from tests.fakes import Clock, bank, places, records
from tests.ui.interviews import files, hearing, interviewer
from tests.ui.player import ENTER, ESC, playing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from awsprep.ui.hearing import Hearing

WELL = "It has a kernel, a lattice and a pinion."
CTRL_S = "\x13"


def answer(sitting: Hearing, text: str = WELL, *, right: bool = True) -> None:
    """Answer what is on the screen; a story is told and all its parts ticked."""
    task = sitting.now.task
    if isinstance(task, Pick):
        sitting.submit(tuple(task.right) if right else (next(i for i in task.shown if i not in task.right),))
    elif sitting.now.card.startswith(STORY):
        sitting.submit("")
        for letter in range(5):
            sitting.tick(letter)
        sitting.rate()
    else:
        sitting.submit(text)


def to_the_first(sitting: Hearing, wanted: Callable[[str], bool], text: str = WELL) -> None:
    """Answer until a card is on the screen that is wanted."""
    while not wanted(sitting.now.card):
        answer(sitting, text)


def through(sitting: Hearing, text: str = WELL) -> None:
    """Answer until the last question."""
    while sitting.stage is Stage.ASK:
        answer(sitting, text)


class TestAsking:
    def test_an_answer_is_written_at_once_and_the_next_question_is_there(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        first = sitting.now.card
        answer(sitting)
        assert sitting.stage is Stage.ASK
        assert sitting.now.card.startswith(OPENING)
        (line,) = records(places(tmp_path))
        assert (line["card"], line["mode"], line["score"], line["rating"]) == (first, "interview", 1, 3)
        assert sitting.progress.card(first).seen == 1
        assert sitting.notice.text == "Noted."

    def test_what_no_bank_holds_is_written_without_becoming_a_card(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        answer(sitting)
        opening = sitting.now.card
        answer(sitting, "How many users are there, and what is the budget?")
        assert [line["card"] for line in records(places(tmp_path), "answer")] == [opening]
        assert opening not in sitting.progress.cards
        assert len(records(places(tmp_path))) == 1

    def test_a_blind_interview_says_nothing(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, blind=True)
        answer(sitting)
        assert sitting.notice.text == ""

    def test_a_missed_point_is_asked_for_and_nothing_gives_it_away_before(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        assert sitting.now.question.follow_ups == ()
        sitting.submit("A kernel.")
        assert sitting.now.card.startswith(FOLLOW)
        assert sitting.notice.text == "Noted. One question on that."
        assert sitting.now.seconds == 90
        sitting.submit("There is a lattice.")
        assert not sitting.now.card.startswith(FOLLOW)
        assert evidence(sitting.interviewer.heard)[-1].result.startswith("1 of 3 points in 0 s; said when asked again")

    def test_passing_counts_as_not_known_and_is_written(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        first = sitting.now.card
        sitting.skip()
        assert [line["given"] for line in records(places(tmp_path), "answer")] == [None]
        assert [(each.card, each.score) for each in answers(sitting.interviewer.heard)] == [(first, 0.0)]
        assert records(places(tmp_path)) == []

    def test_submitting_nothing_passes(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        sitting.submit("  \n ")
        assert sitting.interviewer.heard[-1].given is None

    def test_a_story_is_ticked_by_hand_even_where_one_types(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        to_the_first(sitting, lambda card: card.startswith(STORY))
        assert not sitting.typed
        sitting.submit("")
        assert sitting.stage is Stage.ANSWER
        sitting.tick(1)
        sitting.rate()
        assert evidence(sitting.interviewer.heard)[-1].result == "1 of 5 parts in 0 s, by your own marking"

    def test_aloud_every_open_answer_is_ticked_by_hand(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, typed=False, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        sitting.submit("")
        assert sitting.stage is Stage.ANSWER
        sitting.tick(0)
        sitting.rate()
        assert sitting.now.card.startswith(FOLLOW)
        (line,) = [line for line in records(places(tmp_path)) if "points" in line]
        assert line["points"] == {"auto": None, "final": ["kernel"]}

    def test_nothing_is_taken_back_paused_or_set_aside(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        answer(sitting)
        before = sitting.now.card
        for action, said in (
            (sitting.undo, "cannot be taken back"),
            (sitting.pause, "cannot be paused"),
            (sitting.bury, "sets nothing aside"),
            (sitting.suspend, "sets nothing aside"),
            (sitting.flag, "nothing to flag"),
        ):
            action()
            assert said in sitting.notice.text
        assert (sitting.stage, sitting.now.card) == (Stage.ASK, before)
        assert records(places(tmp_path), "undo") == []

    def test_a_card_of_the_bank_can_be_flagged(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        sitting.flag()
        assert sitting.progress.card(sitting.now.card).flagged

    def test_calls_on_the_wrong_stage_do_nothing(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        sitting.rate()
        assert sitting.interviewer.heard == []
        to_the_first(sitting, lambda card: card.startswith(STORY))
        count = len(sitting.interviewer.heard)
        sitting.submit("")
        sitting.submit("again")
        sitting.skip()
        assert sitting.stage is Stage.ANSWER
        assert len(sitting.interviewer.heard) == count


class TestTime:
    def test_the_clock_runs_on_behind_help_and_ends_the_interview(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, minutes=20, clock=clock)
        assert sitting.counter == "question 1, 20 min left"
        sitting.hold()
        clock.wait(61)
        assert sitting.counter == "question 1, 19 min left"
        assert not sitting.check_clock()
        clock.wait(19 * 60)
        assert sitting.out_of_time
        assert sitting.check_clock()
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "time")
        assert not sitting.check_clock()

    def test_an_answer_after_the_time_still_counts_and_is_the_last(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, minutes=20, clock=clock, prompts=False)
        clock.wait(1201)
        answer(sitting)
        assert sitting.stage is Stage.OVER
        assert len(sitting.interviewer.heard) == 1

    def test_the_prompts_have_their_own_times(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        answer(sitting)
        assert sitting.limit == 150
        answer(sitting, "How many users?")
        assert sitting.now.card.startswith(SKETCH)
        assert sitting.limit == 300

    def test_without_a_limit_there_is_no_end_of_time(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        sitting.timing.total = None
        assert sitting.counter == "question 1"
        assert not sitting.out_of_time
        answer(sitting)
        assert sitting.stage is Stage.ASK


class TestTheEnd:
    def test_typed_answers_are_gone_through_and_what_is_ticked_is_amended(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        card = sitting.now.card
        sitting.submit("A kernel.")
        sitting.submit("It is hidden.")
        sitting.quit()
        assert sitting.stage is Stage.ANSWER
        assert (sitting.now.card, sitting.counter) == (card, "1 to go")
        assert sitting.answered is not None
        assert sitting.answered.marked is not None
        sitting.tick(1)
        sitting.tick(2)
        sitting.rate()
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "q")
        (amended,) = records(places(tmp_path), "amend")
        (line,) = [line for line in records(places(tmp_path)) if line["card"] == card]
        assert amended["target"] == line["id"]
        assert amended["set"]["points"] == {"auto": ["kernel"], "final": ["kernel", "lattice", "pinion"]}
        assert (amended["set"]["score"], amended["set"]["rating"]) == (1, 3)
        assert {each.card: each.score for each in answers(sitting.interviewer.heard)}[card] == 1.0

    def test_what_is_left_as_it_was_is_not_amended(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        sitting.submit("A kernel, and it will wobble.")
        sitting.quit()
        sitting.rate()
        assert sitting.stage is Stage.OVER
        assert records(places(tmp_path), "amend") == []

    def test_an_answer_with_a_red_flag_can_be_disputed(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        sitting.submit(f"{WELL} It does wobble.")
        sitting.quit()
        assert evidence(sitting.interviewer.heard)[-1].flags == ("Says that it wobbles",)
        sitting.tick(3)
        sitting.rate()
        assert evidence(sitting.interviewer.heard)[-1].flags == ()

    def test_a_rating_given_there_is_kept(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        sitting.submit("A kernel, a lattice.")
        sitting.quit()
        sitting.rate(Rating.GOOD)
        assert [line["set"]["rating"] for line in records(places(tmp_path), "amend")] == [3]

    def test_leaving_while_going_through_ends_it_as_it_is(self, tmp_path: Path) -> None:
        for by in ("q", "INT"):
            sitting = hearing(tmp_path / by, prompts=False)
            for _ in range(2):
                to_the_first(sitting, lambda card: "-open-" in card, WELL)
                sitting.submit("A kernel, a lattice.")
            sitting.quit()
            assert sitting.counter == "2 to go"
            sitting.quit(by)
            assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "q")
            sitting.finish()
            assert [line["event"] for line in records(places(tmp_path / by), "session")] == ["start", "end"]

    def test_a_signal_leaves_it_to_be_resumed(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        answer(sitting)
        sitting.quit("TERM")
        sitting.finish()
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "TERM")
        assert [line["event"] for line in records(places(tmp_path), "session")] == ["start"]

    def test_ending_it_on_a_story_keeps_the_story(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        to_the_first(sitting, lambda card: card.startswith(STORY))
        sitting.submit("")
        sitting.tick(0)
        sitting.quit()
        assert sitting.interviewer.heard[-1].ticks is not None
        assert sitting.interviewer.heard[-1].is_story
        sitting.quit()
        sitting.quit()
        sitting.rate()
        assert sitting.stage is Stage.OVER

    def test_one_who_says_it_all_has_nothing_to_go_through(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        through(sitting)
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "")


class TestCandidates:
    """Three kinds of candidate; what each says of an open question, and how often they choose right."""

    SAY: dict[str, tuple[str, float]] = {  # noqa: RUF012
        "strong": (WELL, 0.9),
        "shaky": ("A kernel, I think.", 0.5),
        "bluffing": ("It is a best practice, highly scalable, and it does wobble.", 0.0),
    }

    def card(self, folder: Path, kind: str, level: str, seed: int) -> tuple[float, str, list[int | None], int]:
        """The ability, the decision, the ratings and the number of red flags."""
        text, chance = self.SAY[kind]
        sitting = hearing(folder, minutes=90, asks=interviewer(bank(folder, files()), level, seed, prompts=False))
        rng = Random(seed)
        while sitting.stage is Stage.ASK:
            task = sitting.now.task
            if isinstance(task, Say):
                sitting.submit(text)
            elif rng.random() < chance:
                answer(sitting)
            elif isinstance(task, Pick | Arrange):
                sitting.submit((rng.randrange(4),))
        asked = evidence(sitting.interviewer.heard)
        ability, rated = rate(answers(sitting.interviewer.heard), asked)
        verdict = str(decide(ability, asked, level)[0].verdict)
        return ability.mean, verdict, [each.rating for each in rated], sum(bool(each.flags) for each in asked)

    @pytest.mark.parametrize("level", ["junior", "mid", "senior"])
    def test_a_strong_one_is_hired_a_bluffing_one_is_not_and_a_shaky_one_is_between(
        self, tmp_path: Path, level: str
    ) -> None:
        found = {kind: self.card(tmp_path / kind, kind, level, 3) for kind in self.SAY}
        assert found["strong"][0] > found["shaky"][0] + 1 > found["bluffing"][0] + 1.5
        assert found["strong"][1] == "strong hire"
        assert found["bluffing"][1] == "no"
        assert set(found["strong"][2]) <= {3, 4}
        assert set(found["bluffing"][2]) <= {1, 2}
        assert found["strong"][3] == 0
        assert found["bluffing"][3] >= 5


class TestOnScreens:
    def test_the_header_counts_and_the_keys_are_those_of_an_interview(self, tmp_path: Path) -> None:
        clock = Clock()
        with playing(hearing(tmp_path, clock=clock), clock) as player:
            assert "question 1, 30 min left" in player.lines[0]
            assert "s pass" in player.lines[-1]
            assert "pause" not in player.text
            player.press("a")
            assert "Noted." in player.text
            assert "right" not in player.lines[0]
            assert "with nothing written you pass." in " ".join(player.text.split())
            player.press("H", "i", ESC, "?")
            assert "say that you do not know" in player.text
            player.press("x")
            assert "Hi" in player.text

    def test_a_typed_answer_is_gone_through_with_its_question(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, clock=clock, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        with playing(sitting, clock, rows=40) as player:
            player.press("A kernel.", CTRL_S)
            assert "And what of the lattice?" in player.text
            player.press(CTRL_S)
            player.press(ESC, "q")
            assert "What do you say of" in player.text
            assert "not found - did you say it?" in player.text
            assert "1 to go" in player.lines[0]
            assert "Tick what you said" in player.text
            assert "1 Again" not in player.text
            player.press("b", ENTER)
        assert [line["set"]["points"]["final"] for line in records(places(tmp_path), "amend")] == [
            ["kernel", "lattice"]
        ]

    def test_what_was_written_when_the_time_is_up_counts(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, clock=clock, prompts=False, minutes=10)
        to_the_first(sitting, lambda card: "-open-" in card)
        card = sitting.now.card
        with playing(sitting, clock) as player:
            player.press("A kernel and a lattice.")
            clock.wait(600)
            assert player.sees("1 to go")
            player.press(ENTER)
        assert sitting.ended_by == "time"
        heard = sitting.interviewer.heard[-1]
        assert (heard.exercise.card, heard.given) == (card, "A kernel and a lattice.")

    def test_when_the_time_is_up_with_nothing_written_it_just_ends(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, clock=clock, minutes=10)
        with playing(sitting, clock) as player:
            clock.wait(601)
            player.thread.join(10)
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "time")
        assert sitting.interviewer.heard == []


class TestInLines:
    def play(self, sitting: Hearing, keys: str) -> str:
        writer = io.StringIO()
        Plain(Lines(io.StringIO(keys), writer, Theme(80, color=False))).play(sitting)
        return writer.getvalue()

    def test_each_question_reads_one_line_and_the_end_goes_through_the_answers(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        number = len(sitting.interviewer.heard) + 1
        said = self.play(sitting, "?\nu\nA kernel.\ns\nq\nbc\n")
        assert f"Question {number}, 30 min left." in said
        assert "Your answer in one line (s pass, q end): " in said
        assert "s pass: it counts as not known" in said
        assert "cannot be taken back" in said
        assert "Noted. One question on that.\n\nQuestion" in said
        assert "Your answer to this, 1 to go: What do you say of" in said
        assert "Type the letters of which the tick is to change; Enter goes on (q end): " in said
        assert sitting.interviewer.heard[number - 1].missed == ()
        assert sitting.stage is Stage.OVER

    def test_aloud_the_letters_are_what_was_said(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path, prompts=False, typed=False)
        to_the_first(sitting, lambda card: "-open-" in card)
        said = self.play(sitting, "\nab\n")
        assert "Answer aloud, then press Enter to compare (s pass, q end): " in said
        assert "Type the letters of what you said; Enter goes on (q end): " in said

    def test_a_line_that_comes_too_late_is_not_taken(self, tmp_path: Path) -> None:
        clock = Clock()
        sitting = hearing(tmp_path, clock=clock)
        clock.wait(1801)
        self.play(sitting, "a\n")
        assert (sitting.stage, sitting.ended_by) == (Stage.OVER, "time")
        assert sitting.interviewer.heard == []

    def test_p_is_no_pause_but_a_try_at_an_answer(self, tmp_path: Path) -> None:
        sitting = hearing(tmp_path)
        said = self.play(sitting, "p\n")
        assert "That is no answer here." in said
        assert question_id(sitting.interviewer.pool[0].card) in sitting.bank.headings
        assert estimate(answers(sitting.interviewer.heard)).answers == 0
