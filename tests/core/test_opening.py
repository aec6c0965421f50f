from __future__ import annotations

from random import Random

import pytest

from awsprep.bank.load import shipped_folder, terms
from awsprep.core.bank import OWN
from awsprep.core.glossary import Glossary
from awsprep.core.opening import (
    FOLLOW,
    OPENING,
    SKETCH,
    STORY,
    before_drawing,
    drawn,
    follow_up,
    followed,
    heading_of,
    opening,
    own_question,
    sketch,
    story,
)
from awsprep.core.pattern import Pattern, parse
from awsprep.core.phrases import Prepared
from awsprep.core.question import FollowUp, KeyPoint, Open, Phrases, Question, describe
from awsprep.core.systems import STORIES, SYSTEMS, System
from tests.core.questions import question

GLOSSARY = Glossary(terms([shipped_folder()], shipped=shipped_folder(), cache_dir=None))
TICKETS = SYSTEMS[0]
ASKED = (
    "Before I draw anything I'd like to ask a few things. What are the core features for the first release? How many "
    "users and what does the peak look like? Where are the users and what latency do they expect? What's the RTO and "
    "RPO? Is there personal data, how long do we keep it? And budget, team size and deadline?"
)
SKETCHED = (
    "A request comes in over Route 53 and CloudFront to an ALB, behind it stateless ECS tasks over three AZs which scale "
    "out. Seats are items in DynamoDB with conditional writes. Payment goes through SQS with a worker, idempotent, with a "
    "dead letter queue. IAM roles have least privilege, data is encrypted with KMS. The cost is mostly the peak. I watch "
    "queue age with CloudWatch alarms and do a load test."
)


def found(of: Question, text: str) -> set[str]:
    return {point.id for point in Prepared(of, GLOSSARY).mark(text).points if point.found}


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
class TestEverySystem:
    def test_its_prompts_say_nothing_that_scores(self, system: System) -> None:
        assert found(opening(system, "mid"), system.ask) == set()
        asked = sketch(system, "mid")
        assert found(asked, describe(asked).prompt) == set()

    def test_who_asks_first_and_who_sketches_well_is_found_out(self, system: System) -> None:
        first, then = opening(system, "mid"), sketch(system, "mid")
        assert found(first, before_drawing(ASKED)) == {point.id for point in first.key_points}
        assert found(then, SKETCHED) == {point.id for point in then.key_points}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I would use API Gateway, Lambda and DynamoDB, for low latency and availability. How many users?", set()),
        ("first clarify requirements. how many users? budget? then an ALB with RDS, low latency", {"functions", "numbers", "constraints"}),
        ("We leverage a scalable architecture with best practices and synergy.", set()),
        ("What happens if it is down? How big are the files?", {"availability", "numbers"}),
        ("We need an ALB in front", set()),
    ],
)  # fmt: skip
def test_only_what_is_asked_before_drawing_counts(text: str, asked: set[str]) -> None:
    assert found(opening(TICKETS, "mid"), before_drawing(text)) == asked


def test_buzzwords_are_no_sketch() -> None:
    bluff = "We use microservices with AI to make it infinitely scalable and secure by design."
    assert found(sketch(TICKETS, "mid"), bluff) == set()


def test_every_phrase_can_be_read() -> None:
    for asked in (opening(TICKETS, "mid"), sketch(TICKETS, "mid")):
        for point in asked.key_points:
            assert all(isinstance(parse(phrase), Pattern) for phrase in point.phrases.any), point.id


def test_they_have_ids_of_their_own_and_a_heading_like_any_other() -> None:
    first, then, told = drawn(Random(1), "senior")
    assert [name.id.startswith(OWN) for name in (first, then, told)] == [True] * 3
    assert first.id.removeprefix(OPENING) == then.id.removeprefix(SKETCH)
    heading = heading_of(told)
    assert (heading.id, heading.topic, heading.level, heading.kind) == (told.id, "design", "senior", "open")
    assert heading.cards == (told.id,)
    assert dict(STORIES)[told.id.removeprefix(STORY)].startswith(heading.title.removesuffix("..."))


def test_a_follow_up_asks_for_the_point_that_it_probes() -> None:
    point = KeyPoint("one", "It is assumed", phrases=Phrases(("assume",)))
    role = question(Open("What is a role?"), "iam-role", key_points=(point, KeyPoint("two", "Two")))
    asked = follow_up(role, 0, FollowUp("Who uses it?", "Whoever assumes it.", "one"))
    assert (asked.id, asked.answer, asked.key_points) == (f"{FOLLOW}iam-role-0", "Whoever assumes it.", (point,))
    assert followed(asked.id) == "iam-role"
    assert followed("iam-role") == ""


def test_each_is_found_again_by_its_id() -> None:
    role = question(Open("Why?"), "iam-role", follow_ups=(FollowUp("And?", "So.", ""), FollowUp("Then?", "Thus.", "")))
    bank = {"iam-role": role}
    for system in SYSTEMS:
        assert own_question(OPENING + system.name, "mid", bank.__getitem__) == opening(system, "mid")
        assert own_question(SKETCH + system.name, "mid", bank.__getitem__) == sketch(system, "mid")
    for name, ask in STORIES:
        assert own_question(STORY + name, "mid", bank.__getitem__) == story(name, ask, "mid")
    again = own_question(f"{FOLLOW}iam-role-1", "mid", bank.__getitem__)
    assert again == follow_up(role, 1, role.follow_ups[1])
    assert own_question(f"{OWN}something-else", "mid", bank.__getitem__) is None
    with pytest.raises(KeyError):
        own_question(f"{FOLLOW}gone-0", "mid", bank.__getitem__)


def test_a_list_is_told_apart_from_a_sentence_and_questions_become_statements() -> None:
    assert before_drawing("How many users?\nThen S3 holds the files.") == "How many users.\n"
    assert before_drawing("What is it for? Which Region?") == "What is it for. Which Region."
