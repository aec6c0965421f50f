"""A decision in words and plain values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from awsprep.aws.iam import Decision, evaluate
from awsprep.aws.iam_report import plain
from tests.aws.iam_asking import FULL, OBJECT, OTHER, OWN, SILENT, allow, case, decision, deny, doc, mended


def notes(**asked: Any) -> dict[str, str]:
    given = case(**asked)
    report = plain(given.request, decision(given), None)
    return {line["layer"]: line["note"] for line in report["layers"]}


def test_a_report_has_all_that_was_asked_for() -> None:
    given = case(identity=[doc(allow("s3:PutObject", sid="Write"))], resource_policy=doc(allow(to=OWN, sid="Own")))
    assert plain(given.request, decision(given), mended(given)) == {
        "decision": "ImplicitDeny",
        "layer": "identity",
        "sid": None,
        "layers": [
            {"layer": "scp", "says": "no policy", "sid": None, "note": "there is no policy"},
            {"layer": "rcp", "says": "no policy", "sid": None, "note": "there is no policy"},
            {"layer": "vpce", "says": "no policy", "sid": None, "note": "there is no policy"},
            {
                "layer": "resource",
                "says": "delegate",
                "sid": "Own",
                "note": "Own allows it to the account, whose identity policies decide",
            },
            {
                "layer": "identity",
                "says": "implicit deny",
                "sid": None,
                "note": "no statement allows it: Write allows other actions",
            },
            {"layer": "boundary", "says": "no policy", "sid": None, "note": "there is no policy"},
            {"layer": "session", "says": "no policy", "sid": None, "note": "there is no policy"},
        ],
        "fix": {
            "text": "in Write of the identity policy add s3:GetObject to Action",
            "decision": "Allowed",
            "edits": [
                {
                    "layer": "identity",
                    "level": 1,
                    "document": 1,
                    "statement": 1,
                    "text": "in Write of the identity policy add s3:GetObject to Action",
                    "becomes": {
                        "Sid": "Write",
                        "Effect": "Allow",
                        "Action": ["s3:PutObject", "s3:GetObject"],
                        "Resource": "*",
                    },
                }
            ],
        },
    }


def test_an_allowed_request_names_the_statement() -> None:
    given = case(identity=[SILENT, doc(allow(), allow())])
    report = plain(given.request, decision(given), mended(given))
    assert (report["decision"], report["layer"], report["sid"]) == ("Allowed", "identity", None)
    assert report["layers"][4]["note"] == "statement 1 of document 2 allows it"
    assert report["fix"]["edits"][0]["becomes"]["Effect"] == "Deny"


def test_a_request_that_no_policy_decides_has_no_layer() -> None:
    given = case(action="sts:GetCallerIdentity", resource="*")
    report = plain(given.request, decision(given), mended(given))
    assert (report["decision"], report["layer"], report["sid"], report["fix"]) == ("Allowed", None, None, None)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (allow("s3:Put*", sid="S"), ": S allows other actions"),
        (allow(on="arn:aws:s3:::logs/*", sid="S"), ": S allows the action on other resources"),
        (
            allow(when={"StringEquals": {"aws:username": "alice"}}, sid="S"),
            ": S would, but its condition is not met: StringEquals on aws:username (not in the request's context)",
        ),
        (
            allow(when={"Bool": {"aws:SecureTransport": "true"}}),
            ": statement 1 would, but its condition is not met: Bool on aws:SecureTransport",
        ),
        (deny("ec2:*"), ""),
    ],
)
def test_a_silent_layer_names_the_statement_that_comes_nearest(statement: dict[str, Any], said: str) -> None:
    found = notes(
        identity=[doc(statement, allow("ec2:*"))] if said else [doc(statement)], context={"aws:SecureTransport": "no"}
    )
    assert found["identity"] == f"no statement allows it{said}"


def test_a_silent_layer_names_other_principals_and_levels() -> None:
    found = notes(account=OTHER, resource_policy=doc(allow(to=OTHER, sid="S")), scps=[[FULL], []], rcps=[[]])
    assert found["resource"] == "no statement allows it: S allows it to other principals"
    assert found["scp"] == "at level 2 no statement allows it"
    assert found["rcp"] == "nothing denies it"


def test_a_deny_is_named() -> None:
    assert notes(identity=[doc(deny(sid="Stop"))])["identity"] == "Stop denies it"


def test_what_does_not_bind_says_why() -> None:
    asked = case(identity=[FULL], scps=[[SILENT]], rcps=[[doc(deny("s3:*", to="*"))]])
    request = replace(asked.request, management=OWN)
    found = evaluate(request, asked.policies)
    assert isinstance(found, Decision)
    lines = plain(request, found, None)["layers"]
    assert [line["note"] for line in lines[:2]] == [
        "it binds no principal of the management account",
        "it binds no resource of the management account",
    ]
    anonymous = notes(principal="anonymous", resource=OBJECT, scps=[[SILENT]])
    assert anonymous["scp"] == anonymous["identity"] == anonymous["session"] == "an anonymous caller has none"


def test_statements_are_written_as_iam_writes_them() -> None:
    statement = {
        "Sid": "S",
        "Effect": "Deny",
        "Principal": {"AWS": [OWN, OTHER]},
        "NotAction": ["s3:*", "ec2:*"],
        "NotResource": "arn:aws:s3:::b/*",
        "Condition": {
            "ForAnyValue:StringLike": {"aws:TagKeys": ["a", "b"], "aws:CalledVia": "x"},
            "Null": {"aws:username": "true"},
        },
    }
    given = case(resource_policy=doc(statement, {"Effect": "Allow", "Principal": "*", "Action": "*"}))
    assert given.policies.resource is not None
    first, second = given.policies.resource.statements
    assert first.plain() == statement
    assert second.plain() == {"Effect": "Allow", "Principal": "*", "Action": "*"}
