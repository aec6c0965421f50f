"""The smallest edit that turns a decision over."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from awsprep.aws.iam_fix import fix
from tests.aws.iam_asking import (
    ALICE,
    FULL,
    KEY,
    OBJECT,
    OTHER,
    OWN,
    ROLE,
    SESSION,
    SILENT,
    TARGET,
    allow,
    case,
    decision,
    deny,
    doc,
    mended,
)

READ = doc(allow("s3:GetObject", on="arn:aws:s3:::reports/*", sid="Read"))


def said(**asked: Any) -> str:
    """The edits in words, after checking that they turn the decision over."""
    given = case(**asked)
    found = mended(given)
    assert found is not None
    assert found.decision.allowed is not decision(given).allowed
    return "; ".join(edit.text for edit in found.edits)


def test_nothing_at_all_gets_one_statement() -> None:
    assert said() == f"allow s3:GetObject on {OBJECT} in the identity policy"
    assert said(identity=[FULL], boundary=doc()) == f"allow s3:GetObject on {OBJECT} in the permissions boundary"


def test_a_statement_that_nearly_allows_gets_one_value_more() -> None:
    near = doc(allow("s3:PutObject", on=OBJECT, sid="Write"))
    assert said(identity=[near]) == "in Write of the identity policy add s3:GetObject to Action"
    near = doc(allow("s3:GetObject", on="arn:aws:s3:::logs/*"))
    assert said(identity=[near]) == f"in statement 1 of the identity policy add {OBJECT} to Resource"
    near = doc(allow("s3:GetObject", to=f"arn:aws:iam::{OWN}:user/bob", sid="Bob"))
    assert said(resource_policy=near) == f"in Bob of the resource policy add {ALICE} to Principal"


def test_a_condition_that_is_not_met_is_dropped() -> None:
    near = doc(allow("s3:GetObject", when={"Bool": {"aws:SecureTransport": "true"}}, sid="Tls"))
    assert said(identity=[near]) == "in Tls of the identity policy drop the condition Bool on aws:SecureTransport"


def test_a_statement_that_misses_two_things_is_left_alone() -> None:
    far = doc(allow("s3:PutObject", on="arn:aws:s3:::logs/*"))
    assert said(identity=[far]) == f"allow s3:GetObject on {OBJECT} in the identity policy"


def test_not_action_and_not_resource_are_not_widened() -> None:
    far = doc({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"})
    assert said(identity=[far]) == f"allow s3:GetObject on {OBJECT} in the identity policy"
    far = doc({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::reports/*"})
    assert said(identity=[far]) == f"allow s3:GetObject on {OBJECT} in the identity policy"


def test_a_deny_gets_an_exception_or_is_removed() -> None:
    stop: dict[str, Any] = {"identity": [doc(allow(), deny("s3:*", sid="Stop"))]}
    assert said(**stop) == "remove Stop of the identity policy"
    stop = {"identity": [doc(allow(), deny("s3:Put*", "s3:Get*", "s3:GetObject", sid="Stop"))]}
    assert said(**stop) == "in Stop of the identity policy take s3:Get* and s3:GetObject out of Action"
    stop = {"identity": [doc(allow(), deny(on=["arn:aws:s3:::reports/*", "arn:aws:s3:::logs/*"], sid="Stop"))]}
    assert said(**stop) == "in Stop of the identity policy take arn:aws:s3:::reports/* out of Resource"
    stop = {"identity": [doc(allow(), {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Sid": "Stop"})]}
    assert said(**stop) == "in Stop of the identity policy add s3:GetObject to NotAction"
    stop = {
        "identity": [doc(allow(), {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::x", "Sid": "Stop"})]
    }
    assert said(**stop) == f"in Stop of the identity policy add {OBJECT} to NotResource"
    stop = {"identity": [FULL], "resource_policy": doc(deny(to=[ALICE, OTHER], sid="Stop"))}
    assert said(**stop) == f"in Stop of the resource policy take {ALICE} out of Principal"


def test_every_layer_that_refuses_is_mended() -> None:
    stop = doc(deny("s3:*", sid="Stop"))
    levels = [[FULL], [doc(allow("s3:PutObject", sid="Put"))]]
    assert said(identity=[stop], scps=levels) == (
        "remove Stop of the identity policy; "
        "in Put of the service control policy of level 2 add s3:GetObject to Action; "
        f"allow s3:GetObject on {OBJECT} in the identity policy"
    )


def test_levels_without_policies_and_organizations_limits_are_mended() -> None:
    assert said(identity=[FULL], scps=[[FULL], []]) == (
        f"allow s3:GetObject on {OBJECT} in the service control policy of level 2"
    )
    assert said(identity=[FULL], rcps=[[], [doc(deny("s3:*", to="*", sid="Stop"))]]) == (
        "remove Stop of the resource control policy of level 2"
    )
    assert said(identity=[FULL], vpce=doc(allow("ec2:*", "ec2:Run*", to="*", sid="Ec2"))) == (
        "in Ec2 of the endpoint policy add s3:GetObject to Action"
    )


def test_one_direct_grant_is_smaller_than_three_statements() -> None:
    asked: dict[str, Any] = {"principal": SESSION, "boundary": SILENT, "session": SILENT}
    far = doc(allow("ec2:RunInstances", on="arn:aws:ec2:*:*:instance/*"))
    assert said(principal=SESSION, boundary=far, session=far) == (
        f"allow s3:GetObject on {OBJECT} for {SESSION} in the resource policy"
    )
    assert said(**asked) == f"allow s3:GetObject on {OBJECT} for {SESSION} in the resource policy"
    assert "the resource policy" not in said(principal=ROLE, boundary=far)


def test_across_accounts_both_sides_are_mended() -> None:
    assert said(account=OTHER) == (
        f"allow s3:GetObject on {OBJECT} for {ALICE} in the resource policy; "
        f"allow s3:GetObject on {OBJECT} in the identity policy"
    )


def test_a_key_policy_and_a_trust_policy_are_mended() -> None:
    assert said(action="kms:Decrypt", resource=KEY, identity=[FULL]) == (
        f"allow kms:Decrypt on {KEY} for {ALICE} in the resource policy"
    )
    found = mended(case(action="sts:AssumeRole", resource=TARGET, identity=[FULL]))
    assert found is not None
    assert found.edits[0].statement is not None
    assert found.edits[0].statement.plain() == {
        "Effect": "Allow",
        "Principal": {"AWS": ALICE},
        "Action": "sts:AssumeRole",
    }


def test_what_is_allowed_is_refused_by_less_of_what_allows_it() -> None:
    assert said(identity=[READ]) == "remove Read of the identity policy"
    two = doc(allow("s3:GetObject", "s3:PutObject", on=OBJECT, sid="Both"))
    assert said(identity=[two]) == "in Both of the identity policy take s3:GetObject out of Action"
    places = doc(allow("s3:*", on=["arn:aws:s3:::reports/*", "arn:aws:s3:::logs/*"], sid="Both"))
    assert said(identity=[places]) == "in Both of the identity policy take arn:aws:s3:::reports/* out of Resource"
    twice = [FULL, doc(allow("s3:*"))]
    assert said(identity=twice) == f"deny s3:GetObject on {OBJECT} in the identity policy"
    public = doc(allow(to="*", sid="Public"), allow("s3:*", to="*"))
    assert said(principal="anonymous", account=OWN, resource_policy=public) == (
        f"deny s3:GetObject on {OBJECT} for * in the resource policy"
    ).replace(" for *", "")
    named = doc(allow(to=[ALICE, OTHER], sid="Named"))
    assert said(resource_policy=named) == f"in Named of the resource policy take {ALICE} out of Principal"


def test_a_second_document_is_named() -> None:
    assert said(identity=[SILENT, doc(allow("s3:*", sid="Read"))]) == "remove Read of the identity policy, document 2,"


def test_what_no_policy_refuses_cannot_be_refused() -> None:
    assert mended(case(action="sts:GetCallerIdentity", resource="*")) is None


def test_what_would_take_too_many_edits_has_no_fix() -> None:
    stops = doc(allow(), *(deny("s3:*", "ec2:*", sid=f"S{number}") for number in range(300)))
    assert mended(case(identity=[stops])) is None


PARTS: dict[str, list[Any]] = {
    "principal": [ALICE, SESSION, ROLE],
    "account": [OWN, OTHER],
    "identity": [[], [READ], [SILENT], [doc(allow(), deny("s3:*"))]],
    "resource_policy": [
        None,
        doc(allow(to=OWN)),
        doc(allow(to=[ALICE, ROLE])),
        doc(deny("s3:Get*", "s3:Put*", to="*")),
    ],
    "boundary": [[], SILENT],
    "scps": [[], [[FULL], [SILENT]]],
}


@pytest.mark.parametrize("chosen", [dict(zip(PARTS, each, strict=True)) for each in product(*PARTS.values())])
def test_every_fix_is_smallest_and_turns_the_decision_over(chosen: dict[str, Any]) -> None:
    """No edit fewer does: each edit of a fix, left out, leaves the decision as it was."""
    from awsprep.aws.iam import Decision, evaluate
    from awsprep.aws.iam_edit import applied

    given = case(**chosen)
    before = decision(given)
    found = fix(given.request, given.policies, before)
    assert found is not None
    assert found.decision.allowed is not before.allowed
    for left_out in range(len(found.edits)):
        policies = given.policies
        for number, edit in enumerate(found.edits):
            if number != left_out:
                policies = applied(policies, edit)
        after = evaluate(given.request, policies)
        assert isinstance(after, Decision)
        assert after.allowed is before.allowed
