from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest

from awsprep.core.competency import COMPETENCIES, OTHER
from awsprep.core.problem import AwsprepError
from awsprep.core.rating import Verdict
from awsprep.core.scorecard import (
    TELLS,
    Decision,
    Rated,
    Scorecard,
    decide_by_hand,
    flagged_in,
    neighbours,
    rate,
    rate_by_hand,
    study,
)
from awsprep.core.scorecard_json import dump, load
from tests.core.scorecards import MADE, asked, interview, interviewer


def rating(card: Scorecard, competency: str) -> Rated:
    return next(rated for rated in card.rated if rated.competency == competency)


def rounded(decision: Decision) -> Decision:
    return decision._replace(chance=None if decision.chance is None else round(decision.chance, 4))


class TestAnInterview:
    def test_every_competency_is_listed_and_one_that_was_not_asked_has_no_rating(self) -> None:
        card = interview(asked())
        assert [rated.competency for rated in card.rated] == list(COMPETENCIES)
        assert [rated.competency for rated in card.assessed] == ["networking"]
        assert rating(card, "cost") == Rated("cost")

    def test_topics_of_an_own_bank_are_listed_last_where_they_were_asked(self) -> None:
        card = interview(asked(), asked("kafka/one", OTHER))
        assert [rated.competency for rated in card.rated] == [*COMPETENCIES, OTHER]

    def test_a_rating_lies_within_its_bounds_and_a_red_flag_caps_it(self) -> None:
        good = interview(*(asked(f"vpc-{n}") for n in range(9)))
        flagged = interview(*(asked(f"vpc-{n}") for n in range(9)), asked("vpc-x", flags=("Opens 0.0.0.0/0",)))
        plain, capped = rating(good, "networking"), rating(flagged, "networking")
        assert (plain.rating, plain.capped) == (4, False)
        assert (capped.rating, capped.low, capped.high, capped.capped) == (2, 2, 2, True)
        assert plain.low is not None
        assert plain.high is not None
        assert plain.low <= 4 <= plain.high

    def test_nothing_right_in_a_competency_is_no_good_rating_whatever_the_others_let_one_expect(self) -> None:
        others = [asked(f"{name}-{n}", name) for name in ("data", "identity", "compute") for n in range(3)]
        once = rating(interview(*others, asked(score=0.0)), "networking")
        twice = rating(interview(*others, asked(score=0.0), asked("vpc-two", score=0.4)), "networking")
        assert once.rating == 3
        assert (twice.rating, twice.high, twice.capped) == (2, 4, True)
        assert twice.mean is not None
        assert twice.mean > 0

    def test_who_failed_at_nothing_is_not_said_to_be_unable_whatever_the_others_let_one_expect(self) -> None:
        others = [asked(f"{name}-{n}", name, 0.1) for name in ("data", "identity", "compute") for n in range(4)]
        half = rating(interview(*others, asked(score=0.5)), "networking")
        less = rating(interview(*others, asked(score=0.4)), "networking")
        assert (half.rating, half.low, half.capped) == (2, 1, False)
        assert half.high is not None
        assert half.high >= 2
        assert half.mean is not None
        assert half.mean < -1.2
        assert less.rating == 1

    def test_a_decision_that_red_flags_alone_make_another_says_what_it_would_be(self) -> None:
        good = [asked(f"{name}-{n}", name) for name in COMPETENCIES for n in range(3)]
        card = interview(*good, asked("vpc-x", flags=("Opens it",)), level="senior")
        senior, mid, _ = card.decisions
        assert (senior.verdict, senior.unflagged) == (Verdict.NO, Verdict.STRONG)
        assert (mid.verdict, mid.unflagged) == (Verdict.STRONG, None)
        assert all(decision.unflagged is None for decision in interview(*good).decisions)

    def test_too_few_answers_decide_nothing(self) -> None:
        few = interview(*(asked(f"vpc-{n}") for n in range(TELLS - 1)))
        assert few.decision.verdict is None
        assert few.decision.chance is not None
        assert interview(*(asked(f"vpc-{n}") for n in range(TELLS))).decision.verdict is Verdict.STRONG

    def test_the_level_asked_for_is_decided_first_then_its_neighbours(self) -> None:
        assert [neighbours(level) for level in ("junior", "mid", "senior")] == [
            ("junior", "mid", "senior"),
            ("mid", "junior", "senior"),
            ("senior", "mid", "junior"),
        ]
        assert [decision.level for decision in interview(asked(), level="senior").decisions] == [
            "senior",
            "mid",
            "junior",
        ]

    def test_skipped_ones_count_for_nothing_and_are_still_evidence(self) -> None:
        card = interview(asked(), asked("vpc-two", score=None, result="skipped"))
        assert (card.answered, len(card.evidence("networking"))) == (1, 2)

    def test_without_a_question_there_is_nothing_to_decide(self) -> None:
        empty = Scorecard("interview", "0", MADE, 0, "mid")
        assert (empty.decision, empty.assessed, empty.answered) == (Decision("mid", None), (), 0)
        assert rate([], [])[0].answers == 0


class TestByHand:
    @pytest.mark.parametrize(
        ("ratings", "expected"), [([3], 3), ([3, 4], 3), ([2, 3, 3], 3), ([1, 4], 2), ([4, 4, 3], 4)]
    )
    def test_a_competency_gets_the_mean_and_doubt_rounds_it_down(self, ratings: list[int], expected: int) -> None:
        rated = rate_by_hand([asked(f"vpc-{n}", score=None, rating=each) for n, each in enumerate(ratings)])
        found = next(each for each in rated if each.competency == "networking")
        assert (found.rating, found.low, found.high) == (expected, min(ratings), max(ratings))
        assert found.mean is None

    def test_a_red_flag_caps_it(self) -> None:
        card = interviewer(asked(score=None, rating=4, flags=("Opens it to all",)))
        assert (rating(card, "networking").rating, rating(card, "networking").capped) == (2, True)
        low = interviewer(asked(score=None, rating=1, flags=("Opens it to all",)))
        assert (rating(low, "networking").rating, rating(low, "networking").capped) == (1, False)

    def test_what_was_not_asked_counts_for_nothing(self) -> None:
        card = interviewer(asked(score=None, rating=3), asked("vpc-two", score=None, result="not asked"))
        assert (rating(card, "networking").rating, card.answered) == (3, 1)

    def test_decisions_have_no_chance(self) -> None:
        card = interviewer(asked(score=None, rating=3), asked("cost-one", "cost", None, rating=2))
        assert card.decisions[0] == Decision("mid", Verdict.HIRE)
        assert decide_by_hand([], "mid")[0] == Decision("mid", None)


class TestWhatToStudy:
    TOPICS: ClassVar = {"vpc-one": "vpc", "edge-one": "edge", "cost-one": "cost", "iam-one": "iam", "s3-one": "s3"}

    def test_a_red_flag_comes_first_then_what_is_below_the_floor_then_what_was_wrong(self) -> None:
        card = interview(
            asked("iam-one", "identity", 0.6, flags=("Uses the root user",), result="3 of 5 points"),
            asked("vpc-one", score=0.0, result="wrong"),
            asked("edge-one", score=0.0, result="wrong"),
            *(asked(f"s3-{n}", "data") for n in range(6)),
        )
        commands = study(card, self.TOPICS)
        assert commands[:3] == (
            ("awsprep show iam-one", "red flag: Uses the root user"),
            ("awsprep quiz --level mid --topic vpc,edge", "Networking is at 2, the mid floor is 3"),
            ("awsprep quiz --level mid --topic iam", "Identity & security is at 2, the mid floor is 3"),
        )
        assert ("awsprep show vpc-one", "wrong") in commands
        assert not any("s3" in command for command, _ in commands)

    def test_there_are_at_most_five(self) -> None:
        topics = {f"vpc-{n}": "vpc" for n in range(9)}
        card = interview(*(asked(f"vpc-{n}", score=0.0, flags=("X",)) for n in range(9)))
        assert len(study(card, topics)) == 5

    def test_questions_of_no_bank_lead_to_the_topics_of_their_competency(self) -> None:
        card = interview(asked("interview:opening-photos", "design", 0.0, result="0 of 6 points"))
        assert study(card, {}) == (
            ("awsprep quiz --level mid --topic design", "Design & communication is at 2, the mid floor is 3"),
        )

    def test_other_topics_without_a_question_of_the_bank_lead_nowhere(self) -> None:
        assert study(interview(asked("gone", OTHER, 0.0)), {}) == ()
        told = study(interview(asked("own/one", OTHER, 0.0, result="wrong")), {"own/one": "kafka"})
        assert told[0] == ("awsprep quiz --level mid --topic kafka", "these topics is at 2, the mid floor is 3")

    def test_who_is_below_the_level_practises_at_their_own_first(self) -> None:
        poor = [asked(f"vpc-{n}", score=0.0, result="wrong") for n in range(TELLS)]
        topics = {each.id: "vpc" for each in poor}
        command, reason = study(interview(*poor, level="senior"), topics)[0]
        assert command == "awsprep quiz --level junior --topic vpc"
        assert reason == "Networking is at 1, the senior floor is 4"
        assert "--level senior" in study(interview(*poor[:-1], level="senior"), topics)[0][0]

    def test_what_was_asked_from_a_file_of_ones_own_is_practised_with_it(self) -> None:
        card = interview(asked("mine/one", "networking", 0.0, flags=("Opens it",)))
        first, second = study(card, {"mine/one": "vpc"}, ["'my bank.yaml'"])
        assert first[0] == "awsprep show mine/one --bank 'my bank.yaml'"
        assert second[0] == "awsprep quiz --topic vpc --bank 'my bank.yaml'"

    def test_where_all_was_well_there_is_nothing(self) -> None:
        assert study(interview(*(asked(f"vpc-{n}") for n in range(9))), {}) == ()


class TestAsJson:
    CARDS: ClassVar = [
        interview(
            asked(missed=("Say why",), flags=("Opens it",), said=(("Say how", "like so"),), proofs=("open it",)),
            asked("iam-one", "identity", None, result="skipped"),
            study=(("awsprep review", "due"),),
            untouched=Verdict.NO,
        ),
        interviewer(asked(score=None, rating=3, note="clear"), decided="hire", notes="Start in May"),
        Scorecard("interview", "0", MADE, 0, "mid"),
    ]

    @pytest.mark.parametrize("card", CARDS, ids=["interview", "interviewer", "empty"])
    def test_what_is_written_is_read_again(self, card: Scorecard) -> None:
        text = json.dumps(dump(card))
        read = load(json.loads(text))
        assert dump(read) == dump(card)
        assert read.asked == card.asked
        assert (read.study, read.notes, read.decided) == (card.study, card.notes, card.decided)
        assert (read.untouched, read.decisions) == (card.untouched, tuple(map(rounded, card.decisions)))

    def test_one_that_was_kept_before_there_were_quotes_is_read(self) -> None:
        data: Any = json.loads(json.dumps(dump(self.CARDS[0])))
        del data["untouched"]
        for each in data["decisions"]:
            del each["unflagged"]
        for each in data["questions"]:
            del each["said"], each["proofs"]
        read = load(data)
        assert (read.untouched, read.asked[0].said) == (None, ())
        assert read.asked[0].proved == (("Opens it", ""),)

    def test_it_says_what_the_floor_is(self) -> None:
        assert dump(self.CARDS[0])["decisions"][0]["floor"] == "1 of 1 at 3 or more"

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("schema",), 2),
            (("source",), "robot"),
            (("level",), "expert"),
            (("made",), "now"),
            (("made",), 1 << 60),
            (("made",), True),
            (("seconds",), None),
            (("seconds",), 1e300),
            (("name",), 7),
            (("questions", 0, "score"), 1.5),
            (("questions", 0, "rating"), 5),
            (("questions", 0, "competency"), "magic"),
            (("questions",), None),
            (("competencies", 0, "rating"), 2.5),
            (("decisions", 0, "verdict"), "maybe"),
            (("study",), [{}]),
        ],
    )
    def test_what_is_no_scorecard_is_refused(self, path: tuple[str | int, ...], value: object) -> None:
        data: Any = json.loads(json.dumps(dump(self.CARDS[0])))
        place = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        with pytest.raises(AwsprepError, match="not a scorecard"):
            load(data)

    @pytest.mark.parametrize("value", [None, [], "x", {}, {"schema": 1}])
    def test_other_json_is_refused(self, value: object) -> None:
        with pytest.raises(AwsprepError, match="not a scorecard"):
            load(value)

    def test_texts_from_a_file_are_made_safe(self) -> None:
        data = dump(self.CARDS[1])
        data["name"] = "Ada\x1b[2J"
        data["questions"][0]["note"] = "a\u202eb"
        read = load(data)
        assert "\x1b" not in read.name
        assert read.asked[0].note == "ab"


def test_flags_are_known_by_their_competency() -> None:
    assert flagged_in([asked(), asked("iam-one", "identity", flags=("x",))]) == {"identity"}
