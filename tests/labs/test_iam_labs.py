"""The IAM labs: what they print is what they decide, and of the options one is right, decided again from JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from awsprep.aws.iam import Decision, evaluate
from awsprep.aws.iam_conditions import operator_of
from awsprep.aws.iam_policy import Layer, Policies
from awsprep.bank.cases import case_of as read
from awsprep.bank.nodes import parse
from awsprep.bank.page import Page
from awsprep.bank.policy import policy_of
from awsprep.labs import FAMILIES, KEY, make
from awsprep.labs.case import LEAST, MOST
from awsprep.labs.iam_cast import request, role, user
from awsprep.labs.iam_reason import reason, reasons
from awsprep.labs.iam_text import allow, conditions, deny, policy, printed
from awsprep.labs.iam_trial import ALLOWED, REFUSED, Claim, Trial, case_of, drawn, drawn_either, holds, only

if TYPE_CHECKING:
    from awsprep.labs.case import Case

LEVELS = ("junior", "mid", "senior")
SEEDS = range(200)
IAM = [name for name in FAMILIES if name.startswith("iam-") and name != "iam-write"]
FINDS = [(family, find) for family in IAM for find in FAMILIES[family].finds]
WIDEST = 75  # a fenced block on a screen of 80 columns
ASK_WORDS, OPTION_WORDS, WHY_WORDS = 75, 20, 30
OWN, OTHER = "111122223333", "444455556666"


def decided(line: dict[str, object]) -> Decision:
    """What comes of a trial that is read from JSON again, as `awsprep sim iam --cases` reads it."""
    asked = read(json.dumps(line).encode(), "trial", 1)
    management = str(line["request"]["management"])  # type: ignore[index]
    found = evaluate(replace(asked.request, management=management), asked.policies)
    assert isinstance(found, Decision)
    return found


def fits(says: str, decision: Decision) -> bool:
    """Whether a claim is true of a decision, written apart from `holds`."""
    what, _, name = says.partition(":")
    layer = decision.layer.value if decision.layer else ""
    if what in {"allowed", "refused"}:
        return (decision.verdict == "Allowed") == (what == "allowed")
    if what == "sid":
        return decision.sid == name
    verdict = {"allow": "Allowed", "deny": "ExplicitDeny", "silent": "ImplicitDeny"}[what]
    return (decision.verdict, layer) == (verdict, name)


def blocks(text: str) -> list[str]:
    return re.findall(r"```\n(.*?)\n```", text, re.DOTALL)


def check(case: Case, seed: int) -> None:
    texts, whys = [text for text, _ in case.options], [why for _, why in case.options]
    trials = json.loads(case.inputs["trials"])
    found = [fits(says, decided(trial)) for says, trial in zip(case.values, trials, strict=True)]
    assert [place for place, true in enumerate(found) if true] == [case.right], (seed, case)
    assert LEAST <= len(texts) <= MOST
    assert len({" ".join(text.split()) for text in texts}) == len(texts), (seed, texts)
    assert [place for place, why in enumerate(whys) if not why] == [case.right]
    assert all(why.endswith(".") and len(why.split()) <= WHY_WORDS for why in whys if why), (seed, whys)
    assert all(len(text.split()) <= OPTION_WORDS for text in texts), (seed, texts)
    assert case.explanation.endswith(".")
    assert case.ask.rstrip().endswith("?")
    prose = re.sub(r"```.*?```", "", case.ask, flags=re.DOTALL)
    assert len(prose.split()) <= ASK_WORDS, prose
    shown = blocks(case.ask)
    assert shown
    held = [each for trial in trials for each in documents(trial["policies"])]
    for block in shown:
        assert max(map(len, block.split("\n"))) <= WIDEST, block
        assert json.loads(block)["Version"] in {"2012-10-17", "2008-10-17"}
        layer = Layer.RESOURCE if '"Principal"' in block else Layer.IDENTITY
        page = Page("policy", block)
        node = parse(page)
        assert node is not None
        policy_of(page, node, layer)
        assert [str(problem) for problem in page.problems] == []
        statements = json.loads(block)["Statement"]
        assert any(sum(each in one["Statement"] for each in statements) >= len(statements) - 1 for one in held), block


def documents(policies: object) -> list[dict[str, list[object]]]:
    if isinstance(policies, dict) and "Statement" in policies:
        return [policies]
    inner = policies.values() if isinstance(policies, dict) else policies if isinstance(policies, list) else ()
    return [found for each in inner for found in documents(each)]


def test_there_are_eight_families_with_something_for_every_level() -> None:
    assert len(IAM) == 8
    for family in IAM:
        finds = FAMILIES[family].finds
        assert {level for find in finds.values() for level in find.levels.split()} == set(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("family", IAM)
def test_exactly_one_option_is_right_when_it_is_decided_again_from_json(family: str, level: str) -> None:
    asked = set()
    for seed in SEEDS:
        case = make(family, level, Random(seed), {})
        check(case, seed)
        asked.add((case.ask, case.options))
    assert len(asked) >= 150


@pytest.mark.parametrize(("family", "find"), FINDS)
def test_every_question_of_a_family_can_be_settled_on_at_every_level(family: str, find: str) -> None:
    for level in LEVELS:
        for seed in range(25):
            check(make(family, level, Random(seed), {KEY: find}), seed)


def test_the_same_seed_makes_the_same_case() -> None:
    for family in IAM:
        for seed in range(10):
            assert make(family, "mid", Random(seed), {}) == make(family, "mid", Random(seed), {})


def test_the_right_option_is_known_neither_by_its_place_nor_by_its_length() -> None:
    cases = [make(family, level, Random(seed), {}) for family in IAM for level in LEVELS for seed in range(40)]
    places = Counter(case.right for case in cases)
    assert max(places.values()) <= 0.4 * len(cases)
    longest = [case for case in cases if _stands_out(case)]
    assert len(longest) <= 0.25 * len(cases)


def _stands_out(case: Case) -> bool:
    lengths = [len(text) for text, _ in case.options]
    return lengths[case.right] == max(lengths) and lengths.count(max(lengths)) == 1


def test_a_junior_case_is_small() -> None:
    for family in IAM:
        for seed in range(30):
            lines = make(family, "junior", Random(seed), {}).ask.split("\n")
            assert len(lines) <= 20, family


# --- trials and claims ---------------------------------------------------------------------------------------------

CALL = request(role(OWN, "app"), "s3:GetObject", "arn:aws:s3:::b/k")
READ, NEVER = allow("s3:Get*", sid="Read"), deny("s3:*", sid="Never")


def trial(*identity: object, **policies: object) -> Trial:
    return Trial(CALL, Policies(identity=(policy(*identity),), **policies))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("says", "of", "true"),
    [
        ("allowed", trial(READ), True),
        ("allowed", trial(), False),
        ("refused", trial(), True),
        ("sid:Read", trial(READ), True),
        ("sid:Never", trial(READ), False),
        ("sid:Never", trial(READ, NEVER), True),
        ("allow:identity", trial(READ), True),
        ("allow:resource", trial(READ), False),
        ("deny:identity", trial(READ, NEVER), True),
        ("deny:boundary", trial(READ, NEVER), False),
        ("silent:identity", trial(), True),
        ("silent:boundary", trial(READ, boundary=(policy(),)), True),
        ("silent:identity", trial(READ, NEVER), False),
    ],
)
def test_what_can_be_said_of_a_trial_holds_or_does_not(says: str, of: Trial, true: bool) -> None:  # noqa: FBT001
    assert holds(says, of.decision) is true
    assert fits(says, of.decision) is true


def test_a_layer_alone_refuses_when_its_word_would_be_enough() -> None:
    assert only(Layer.BOUNDARY, trial(READ, boundary=(policy(),)))
    assert not only(Layer.BOUNDARY, trial(boundary=(policy(),)))
    assert not only(Layer.IDENTITY, trial(READ))


def test_a_trial_that_the_model_does_not_guess_is_a_value_error() -> None:
    asked = request(user(OWN, "eva"), "s3:GetObject", "arn:aws:s3:::b/k")
    with pytest.raises(ValueError, match="a session policy of a user"):
        _ = Trial(asked, Policies(session=policy(READ))).decision
    with pytest.raises(ValueError, match="the root user is not modelled"):
        request(f"arn:aws:iam::{OWN}:root", "s3:GetObject", "*")


def test_a_case_needs_exactly_one_claim_that_holds_among_enough() -> None:
    good, bad = trial(READ), trial()
    claims = [Claim(name, ALLOWED, bad, "No.") for name in "abc"]
    right = Claim("d", ALLOWED, good, "Yes.")
    made = case_of("Which?", [*claims, right], "So.")
    assert made is not None
    assert made.options == (("a", "No."), ("b", "No."), ("c", "No."), ("d", ""))
    assert (made.right, made.values) == (3, (ALLOWED,) * 4)
    assert case_of("Which?", claims, "So.") is None
    assert case_of("Which?", [*claims, right, right._replace(text="e")], "So.") is None
    assert case_of("Which?", [*claims[:2], right], "So.") is None
    assert case_of("Which?", [*claims[:2], right, right._replace(text="d")], "So.") is None


def test_the_wrong_ones_that_are_drawn_are_wrong_in_several_ways() -> None:
    good, bad = trial(READ), trial()
    pool = [Claim(f"{why}{n}", ALLOWED, bad, why) for why in "xy" for n in range(4)]
    right = Claim("right", ALLOWED, good, "")
    for seed in range(20):
        found = drawn(Random(seed), [*pool, right], 5, first=("x3",))
        assert found is not None
        assert found[0] is right
        assert Counter(claim.why for claim in found[1][1:]) == {"x": 2, "y": 2}
        assert "x3" in {claim.text for claim in found[1]}
    assert drawn(Random(0), pool, 4) is None
    assert drawn(Random(0), [*pool[:2], right], 4) is None


def test_of_two_questions_the_one_that_can_be_asked_is() -> None:
    good, bad = trial(READ), trial()
    pool = [Claim(f"good {n}", ALLOWED, good, "") for n in range(3)] + [Claim("bad", ALLOWED, bad, "")]
    for seed in range(10):
        found = drawn_either(Random(seed), pool, 4)
        assert found is not None
        assert (found[0].text, found[0].says) == ("bad", REFUSED)
        assert {claim.says for claim in found[1]} == {REFUSED}
        assert drawn_either(Random(seed), pool, 4, (ALLOWED,)) is None


def test_a_reason_names_the_statement_and_the_reasons_every_layer() -> None:
    assert reason(trial(READ)) == "In the identity policy Read allows it, and nothing refuses it."
    assert reason(trial(READ, NEVER)) == "In the identity policy Never denies it."
    assert reason(trial(READ, boundary=(policy(),))) == "In the permissions boundary no statement allows it."
    whoami = Trial(request(role(OWN, "app"), "sts:GetCallerIdentity", "*"), Policies())
    assert reason(whoami) == "The call needs no permission."
    told = reasons(trial(READ, boundary=(policy(allow("ec2:*", sid="Limit")),)))
    assert told == (
        "- In the identity policy Read allows it.\n"
        "- In the permissions boundary no statement allows it: Limit allows other actions.\n"
        "- So the call is refused."
    )
    abroad = Trial(request(role(OWN, "app"), "s3:GetObject", "arn:aws:s3:::b/k", owner=OTHER), Policies())
    assert reason(abroad) == "There is no resource policy."


def test_a_policy_is_printed_in_as_few_lines_as_fit() -> None:
    one = policy(
        allow("s3:GetObject", "arn:aws:s3:::b/*", sid="Read"),
        deny(
            ("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectTagging", "s3:PutObjectAcl"),
            f"arn:aws:secretsmanager:us-east-1:{OWN}:secret:{'long' * 7}",
            when={"StringNotEquals": {"aws:RequestedRegion": ("eu-west-1", "us-east-1")}},
        ),
    )
    assert printed(one) == (
        "```\n"
        '{"Version": "2012-10-17", "Statement": [\n'
        ' {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject",\n'
        '  "Resource": "arn:aws:s3:::b/*"},\n'
        ' {"Effect": "Deny", "Action": ["s3:PutObject", "s3:DeleteObject",\n'
        '  "s3:DeleteObjectVersion", "s3:PutObjectTagging", "s3:PutObjectAcl"],\n'
        '  "Resource":\n'
        f'  "arn:aws:secretsmanager:us-east-1:{OWN}:secret:{"long" * 7}",\n'
        '  "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1",\n'
        '  "us-east-1"]}}}]}\n'
        "```"
    )
    (block,) = blocks(printed(one))
    assert json.loads(block) == Trial(CALL, Policies(identity=(one,))).plain()["policies"]["identity"][0]


def test_conditions_are_read_as_iam_writes_them() -> None:
    (one,) = conditions({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})
    assert (one.operator, one.key, one.values) == (
        operator_of("BoolIfExists"),
        "aws:MultiFactorAuthPresent",
        ("false",),
    )
    with pytest.raises(ValueError, match="there is no condition operator Boolean"):
        conditions({"Boolean": {"aws:SecureTransport": "true"}})


def test_refused_is_said_of_what_is_not_allowed() -> None:
    assert [holds(REFUSED, each.decision) for each in (trial(), trial(READ))] == [True, False]
