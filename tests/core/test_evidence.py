from __future__ import annotations

from typing import Any

import pytest

from awsprep.core.bank import Bank, Heading
from awsprep.core.evidence import Heard, answers, as_found, evidence, follow_up_to, heard_again, joined
from awsprep.core.exercise import Given, Ticks, mark, mark_ticks, present
from awsprep.core.opening import follow_up, heading_of, opening, sketch, story
from awsprep.core.question import FollowUp, Open, Question
from awsprep.core.systems import SYSTEMS
from tests.core.bank import heading
from tests.core.questions import CHOICE, CLOZE, FLAGS, ORDERING, POINTS, question

FOLLOWS = (FollowUp("And two?", "Two.", "two"), FollowUp("And three?", "Three.", "three"))
ROLE = question(Open("What is a role?"), "iam-role", key_points=POINTS, red_flags=FLAGS, follow_ups=FOLLOWS)
ROW = heading("iam-role", "iam", kind="open")


def said(*points: str, flags: tuple[str, ...] = (), of: Question = ROLE, row: Heading = ROW, **rest: Any) -> Heard:
    ticks = Ticks(frozenset(points), frozenset(flags))
    fields = {"seconds": 61.0, "typed": True} | rest
    return Heard(present(of, of.id, 1), row, "r", "text", mark_ticks(of, ticks), ticks, **fields)


def chose(given: Given, **rest: Any) -> Heard:
    exercise = present(question(CHOICE, "vpc-one"), "vpc-one", 1)
    return Heard(exercise, heading("vpc-one"), "r", given, mark(exercise, given), seconds=40.0, **rest)


def asked_again(*points: str) -> Heard:
    of = follow_up(ROLE, 0, FOLLOWS[0])
    return said(*points, of=of, row=heading_of(of))


class TestScores:
    def test_a_choice_is_right_or_wrong(self) -> None:
        assert (chose((0,)).score, chose((1,)).score) == (1.0, 0.0)

    def test_an_arrangement_counts_only_as_a_whole(self) -> None:
        exercise = present(question(ORDERING, "vpc-order"), "vpc-order", 1)
        nearly = Heard(exercise, heading("vpc-order"), "r", (0, 2, 1), mark(exercise, (0, 2, 1)))
        assert nearly.result is not None
        assert nearly.result.score > 0
        assert nearly.score == 0.0

    def test_an_open_answer_counts_by_its_points(self) -> None:
        assert said("one", "two").score == 0.5
        assert said("one", "two", flags=("minor",)).score == 0.5

    def test_a_critical_flag_leaves_nothing(self) -> None:
        assert said("one", "two", "three", "four", flags=("critical",)).score == 0.0

    def test_a_point_that_was_said_when_asked_again_counts_half(self) -> None:
        (well,) = joined([said("one"), asked_again("two")])
        (badly,) = joined([said("one"), asked_again()])
        assert (well.score, well.again) == (0.375, True)
        assert (badly.score, badly.again) == (0.25, False)

    def test_who_passes_gets_nothing(self) -> None:
        passed = Heard(present(ROLE, "iam-role", 1), ROW, "r", None)
        assert passed.score == 0.0
        assert [(each.card, each.score) for each in answers([passed])] == [("iam-role", 0.0)]


class TestWhatCounts:
    def test_follow_ups_and_stories_are_no_answers_of_their_own(self) -> None:
        told = story("cost", "Tell me.", "mid")
        heard = [said("one"), asked_again("two"), said("own", of=told, row=heading_of(told)), chose((0,))]
        assert [(each.card, each.competency, each.c) for each in answers(heard)] == [
            ("iam-role", "identity", 0.0),
            ("vpc-one", "networking", pytest.approx(1 / 3)),
        ]
        assert [each.id for each in evidence(heard)] == ["iam-role", "interview:story-cost", "vpc-one"]

    def test_a_follow_up_to_nothing_is_left_out(self) -> None:
        assert joined([asked_again("two")]) == ()

    def test_the_design_prompts_count_for_design(self) -> None:
        first = opening(SYSTEMS[0], "senior")
        (answer,) = answers([said("numbers", "data", of=first, row=heading_of(first))])
        assert (answer.competency, answer.b, answer.c) == ("design", 1.2, 0.0)
        assert answer.score == pytest.approx(2 / 6)


class TestEvidence:
    @pytest.mark.parametrize(
        ("heard", "result"),
        [
            (chose((0,)), "right in 40 s"),
            (chose((1,), over=True, guess=True), "wrong in 40 s, over time, guessed: B"),
            (said("one", "two"), "2 of 4 points in 1 min 1 s"),
            (said("one", typed=False), "1 of 4 points in 1 min 1 s, by your own marking"),
            (said("one")._replace(again=True), "1 of 4 points in 1 min 1 s; said when asked again"),
            (said("one")._replace(again=False), "1 of 4 points in 1 min 1 s; not said when asked again"),
            (Heard(present(ROLE, "iam-role", 1), ROW, "r", None), "passed"),
        ],
    )
    def test_it_says_how_it_was_answered(self, heard: Heard, result: str) -> None:
        assert evidence([heard])[0].result == result

    def test_the_opening_says_whether_requirements_came_first(self) -> None:
        first = opening(SYSTEMS[0], "mid")
        row = heading_of(first)
        good, bad = (evidence([said(*points, of=first, row=row)])[0] for points in (("numbers", "data"), ()))
        assert (good.kind, good.result) == ("opening", "asked for 2 of 6 things before drawing in 1 min 1 s")
        assert bad.result == "drew before asking anything in 1 min 1 s"

    def test_what_was_missed_and_flagged_is_there_in_words(self) -> None:
        (line,) = evidence([said("one", "three", flags=("minor",))])
        assert (line.missed, line.flags, line.score) == (("Two", "4"), ("Minor",), 0.5)

    def test_a_story_has_parts_and_no_score(self) -> None:
        told = story("cost", "Tell me.", "mid")
        (line,) = evidence([said("own", "result", of=told, row=heading_of(told), typed=False)])
        assert (line.kind, line.score, line.result) == ("story", None, "2 of 5 parts in 1 min 1 s, by your own marking")


class TestFollowingUp:
    def test_the_first_follow_up_whose_point_was_missed(self) -> None:
        assert follow_up_to(said("one")) == (0, FOLLOWS[0])
        assert follow_up_to(said("one", "two")) == (1, FOLLOWS[1])
        assert follow_up_to(said("one", "two", "three")) is None

    def test_none_to_a_choice_to_a_follow_up_and_to_a_story(self) -> None:
        told = story("cost", "Tell me.", "mid")
        assert follow_up_to(chose((1,))) is None
        assert follow_up_to(asked_again()) is None
        assert follow_up_to(said(of=told, row=heading_of(told))) is None


class TestRemembering:
    BANK = Bank(
        {"iam-role": ROW, "vpc-one": heading("vpc-one"), "vpc-sketch": heading_of(sketch(SYSTEMS[0], "mid"))},
        (),
        {"iam-role": ROLE, "vpc-one": question(CHOICE, "vpc-one")}.__getitem__,
    )

    def test_a_typed_answer(self) -> None:
        points, flags = {"auto": ["one"], "final": ["one", "two"]}, {"auto": [], "final": ["minor"]}
        line = {
            "id": "r",
            "card": "iam-role",
            "given": "text",
            "points": points,
            "flags": flags,
            "ms": 61_000,
            "seed": 1,
        }
        assert heard_again(line, self.BANK) == said("one", "two", flags=("minor",))

    def test_an_answer_that_was_marked_by_hand(self) -> None:
        line = {"id": "r", "card": "iam-role", "given": "", "points": {"auto": None, "final": ["one"]}, "seed": 1}
        heard = heard_again(line, self.BANK)
        assert heard is not None
        assert heard.ticks == Ticks(frozenset({"one"}))
        assert not heard.typed

    def test_a_choice_that_was_guessed(self) -> None:
        line = {"id": "r", "card": "vpc-one", "given": [0], "guess": True, "ms": 40_000, "seed": 1, "over": False}
        assert heard_again(line, self.BANK) == chose((0,), guess=True)

    def test_one_that_was_passed(self) -> None:
        heard = heard_again({"id": "r", "card": "vpc-one", "given": None, "seed": 1}, self.BANK)
        assert heard is not None
        assert (heard.given, heard.result) == (None, None)

    def test_what_left_the_bank_is_forgotten(self) -> None:
        assert heard_again({"id": "r", "card": "gone", "given": None}, self.BANK) is None
        assert heard_again({"id": "r", "card": "vpc-one#7", "given": None}, self.BANK) is None

    def test_fields_that_make_no_sense_do_no_harm(self) -> None:
        line = {
            "id": "r",
            "card": "iam-role",
            "given": "x",
            "points": {"final": 7},
            "flags": 3,
            "ms": "long",
            "seed": [],
        }
        heard = heard_again(line, self.BANK)
        assert heard is not None
        assert (heard.ticks, heard.seconds, heard.typed) == (Ticks(), 0.0, False)


class TestWhatIsQuoted:
    SAID = said("one", "two", flags=("minor",), quotes=(("one", "One it is"), ("minor", "a small slip")))

    def test_points_and_flags_stand_with_the_words_for_them(self) -> None:
        (row,) = evidence([self.SAID])
        texts = [point.text for point in POINTS]
        assert row.said == ((texts[0], "One it is"), (texts[1], ""))
        assert row.proved == ((next(flag.text for flag in FLAGS if flag.id == "minor"), "a small slip"),)

    def test_what_only_the_candidate_ticked_is_said_to_be_that(self) -> None:
        (row,) = evidence([self.SAID])
        assert row.result == "2 of 4 points in 1 min 1 s, 1 by your own marking"
        (found,) = evidence([said("one", quotes=(("one", "One it is"),))])
        assert found.result == "1 of 4 points in 1 min 1 s"
        (nobody_looked,) = evidence([said("one")])
        assert nobody_looked.result == "1 of 4 points in 1 min 1 s"

    def test_so_it_is_of_a_design_prompt(self) -> None:
        of = opening(SYSTEMS[0], "mid")
        (row,) = evidence([said("numbers", of=of, row=heading_of(of), quotes=())])
        assert row.result == "asked for 1 of 6 things before drawing in 1 min 1 s, 1 by your own marking"

    def test_a_point_that_was_said_to_the_follow_up_is_quoted_and_no_longer_missed(self) -> None:
        again = asked_again("two")._replace(quotes=(("two", "Two, then"),))
        (row,) = evidence([said("one", quotes=(("one", "One it is"),)), again])
        assert row.said[1] == (f"{POINTS[1].text} (when asked again)", "Two, then")
        assert POINTS[1].text not in row.missed
        assert "own marking" not in row.result
        (aloud,) = evidence([said("one", typed=False), asked_again("two")])
        assert aloud.said[1] == (f"{POINTS[1].text} (when asked again)", "")

    def test_a_point_that_was_ticked_in_the_end_does_not_count_for_the_follow_up_as_well(self) -> None:
        (heard,) = joined([said("one", "two"), asked_again("two")])
        assert (heard.score, heard.again) == (0.5, None)

    def test_what_was_chosen_is_the_evidence_of_a_wrong_choice(self) -> None:
        (wrong, right) = evidence([chose((1,)), chose((0,))._replace(heading=heading("vpc-two"))])
        assert wrong.result == "wrong in 40 s: B"
        assert right.result == "right in 40 s"

    def test_so_is_what_was_typed_into_a_gap_and_an_arrangement_says_nothing(self) -> None:
        gap = present(question(CLOZE, "vpc-gap"), "vpc-gap#1", 1)
        typed = Heard(gap, heading("vpc-gap"), "r", "a subnet", mark(gap, "a subnet"), seconds=40.0)
        order = present(question(ORDERING, "vpc-order"), "vpc-order", 1)
        turned = Heard(order, heading("vpc-order"), "r", (0, 2, 1), mark(order, (0, 2, 1)), seconds=40.0)
        assert [row.result for row in evidence([typed, turned])] == ["wrong in 40 s: a subnet", "wrong in 40 s"]

    def test_without_the_candidates_ticks_an_answer_counts_by_its_words(self) -> None:
        (plain, aloud, choice) = as_found([self.SAID, said("one", typed=False), chose((0,))])
        assert plain.ticks == Ticks(frozenset({"one"}), frozenset({"minor"}))
        assert plain.score == 0.25
        assert aloud.score == 0.25
        assert choice.score == 1.0
