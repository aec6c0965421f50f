"""Wildcards and variables in actions and resources, and whom a principal names."""

from __future__ import annotations

import pytest

from awsprep.aws.iam_keys import MULTIVALUED
from awsprep.aws.iam_match import action_matches, matches, resource_matches, substituted
from awsprep.aws.iam_principal import (
    ANONYMOUS,
    Grant,
    Kind,
    NotModelled,
    Principal,
    grant,
    is_nameable,
    principal_of,
)

OWN = "111122223333"
QUEUE = f"arn:aws:sqs:us-east-1:{OWN}:jobs"
OBJECT = "arn:aws:s3:::reports/team-a/q1.csv"
STREAM = f"arn:aws:logs:us-east-1:{OWN}:log-group:/app/web:log-stream:one"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*", True),
        ("s3:*", True),
        ("S3:getobject", True),
        ("s3:Get*", True),
        ("s3:*Obj?ct", True),
        ("s3:Get", False),
        ("s3:GetObjectTagging", False),
        ("ec2:*", False),
    ],
)
def test_actions_are_matched_without_regard_to_case(pattern: str, *, expected: bool) -> None:
    assert action_matches(pattern, "s3:GetObject") is expected


@pytest.mark.parametrize(
    ("pattern", "resource", "expected"),
    [
        ("*", QUEUE, True),
        (QUEUE, QUEUE, True),
        (QUEUE + "x", QUEUE, False),
        (f"arn:aws:sqs:*:{OWN}:jobs", QUEUE, True),
        (f"arn:aws:sqs:us-*:{OWN[:4]}*:j??s", QUEUE, True),
        (f"arn:AWS:SQS:US-EAST-1:{OWN}:jobs", QUEUE, True),
        (f"arn:aws:sqs:us-east-1:{OWN}:JOBS", QUEUE, False),
        ("arn:aws:sqs:*", QUEUE, True),
        ("arn:aws:*", QUEUE, True),
        ("arn:aws:sns:*", QUEUE, False),
        (f"arn:aws:sqs::{OWN}:jobs", QUEUE, False),
        ("arn:aws:s3:::reports/*", OBJECT, True),
        ("arn:aws:s3:::reports*", OBJECT, True),
        ("arn:aws:s3:::reports", OBJECT, False),
        ("arn:aws:s3:::*/q1.csv", OBJECT, True),
        ("arn:aws:s3:::re*/team-a/*", OBJECT, True),
        ("arn:aws:s3:::reports/team-a", OBJECT, False),
        (f"arn:aws:logs:*:{OWN}:log-group:/app/*", STREAM, True),
        (f"arn:aws:logs:*:{OWN}:log-group:*:log-stream:one", STREAM, True),
        (f"arn:aws:logs:*:{OWN}:log-*", STREAM, True),
        (f"arn:aws:logs:*:{OWN}:log-group:/app/web", STREAM, False),
        ("arn:aws:s3:::*", "*", False),
        ("*", "*", True),
    ],
)
def test_resources_are_matched_part_by_part(pattern: str, resource: str, *, expected: bool) -> None:
    assert resource_matches(pattern, resource, {}, variables=True) is expected
    assert resource_matches(pattern, resource, {}, variables=False) is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("table/*", True), ("t*", True), ("*", True), ("t*/orders", False), ("*/orders", False), ("tabl?/orders", False)],
)
def test_no_wildcard_stands_for_a_resource_type(kind: str, *, expected: bool) -> None:
    table = f"arn:aws:dynamodb:us-east-1:{OWN}:table/orders"
    assert resource_matches(f"arn:aws:dynamodb:us-east-1:{OWN}:{kind}", table, {}, variables=True) is expected


def test_an_api_has_no_resource_type() -> None:
    api = f"arn:aws:execute-api:us-east-1:{OWN}:a1b2/prod/GET/pets"
    assert resource_matches(f"arn:aws:execute-api:us-east-1:{OWN}:*/prod/GET/*", api, {}, variables=True)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Team}/*", True),
        ("arn:aws:s3:::${aws:principaltag/team}/*", False),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/None}/*", None),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/None, 'team-a'}/*", True),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Team, 'team-b'}/*", True),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Empty}/*", False),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Empty}*", False),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Empty, 'team-a'}/*", True),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/Empty}/${aws:PrincipalTag/None}", None),
        ("arn:aws:s3:::reports/${aws:TagKeys}/*", None),
        ("arn:aws:s3:::reports/${team-a}/*", None),
        ("arn:aws:s3:::reports/${}/*", None),
        ("arn:aws:s3:::reports/${aws:PrincipalTag/None,'team-a'}/*", None),
        ("arn:aws:s3:::reports/${unclosed/*", False),
        ("arn:aws:s3:::other/${aws:PrincipalTag/None}", None),
        ("arn:aws:sqs:*:*:${aws:PrincipalTag/None}", False),
        ("arn:aws:${aws:PrincipalTag/Team}", False),
    ],
)
def test_variables_stand_after_the_fifth_colon(pattern: str, *, expected: bool | None) -> None:
    context = {"aws:principaltag/team": ("team-a",), "aws:principaltag/empty": ("",), "aws:tagkeys": ("team-a",)}
    assert resource_matches(pattern, OBJECT, context, variables=True) is expected


def test_a_variable_may_be_all_of_a_name_or_a_type() -> None:
    context = {"k": ("jobs",), "t": ("table",)}
    assert resource_matches(f"arn:aws:sqs:us-east-1:{OWN}:${{k}}", QUEUE, context, variables=True)
    table = f"arn:aws:dynamodb:us-east-1:{OWN}:table/orders"
    assert resource_matches(f"arn:aws:dynamodb:us-east-1:{OWN}:${{t}}/*", table, context, variables=True)


def test_where_variables_do_not_count_they_are_text() -> None:
    assert substituted("${k}", {"k": ("v",)}, variables=False) == "${k}"
    assert substituted("a${k}b", {"k": ("v",)}, variables=True) == "avb"
    assert matches("${k}", "${k}", {"k": ("v",)}, variables=False)
    literal = "arn:aws:s3:::reports/${k}"
    assert resource_matches(literal, literal, {"k": ("v",)}, variables=False)


def test_multivalued_keys_are_written_in_small_letters() -> None:
    assert "aws:tagkeys" in MULTIVALUED
    assert "dynamodb:leadingkeys" in MULTIVALUED
    assert "aws:sourceip" not in MULTIVALUED
    assert all(key == key.lower() and ":" in key for key in MULTIVALUED)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (f"arn:aws:iam::{OWN}:user/alice", Kind.USER, "alice"),
        (f"arn:aws:iam::{OWN}:user/staff/it/alice", Kind.USER, "alice"),
        (f"arn:aws-cn:iam::{OWN}:role/app/dev", Kind.ROLE, "dev"),
        (f"arn:aws:sts::{OWN}:assumed-role/dev/session", Kind.SESSION, "dev"),
        (f"arn:aws:sts::{OWN}:federated-user/paul", Kind.FEDERATED, "paul"),
    ],
)
def test_callers_are_known_by_their_arns(text: str, kind: Kind, name: str) -> None:
    found = principal_of(text)
    assert isinstance(found, Principal)
    assert (found.kind, found.name, found.account) == (kind, name, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "alice",
        OWN,
        "*",
        f"arn:aws:iam::{OWN}:group/x",
        f"arn:aws:iam::{OWN}:user/",
        f"arn:aws:iam::{OWN}:user//alice",
        f"arn:aws:sts::{OWN}:assumed-role/dev",
        f"arn:aws:sts::{OWN}:user/alice",
        "arn:aws:iam::12:user/alice",
        "",
    ],
)
def test_other_texts_name_no_caller(text: str) -> None:
    assert principal_of(text) is None


@pytest.mark.parametrize("text", ["ec2.amazonaws.com", f"arn:aws:iam::{OWN}:root", "x.amazonaws.com.cn"])
def test_services_and_the_root_user_are_not_modelled(text: str) -> None:
    assert isinstance(principal_of(text), NotModelled)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", True),
        (OWN, True),
        (f"arn:aws:iam::{OWN}:root", True),
        (f"arn:aws:iam::{OWN}:role/x", True),
        ("AIDACKCEVSQ6C2EXAMPLE", True),
        (f"arn:aws:iam::{OWN}:role/*", False),
        ("arn:aws:iam::*:root", False),
        (f"arn:aws:sts::{OWN}:root", False),
        ("ec2.amazonaws.com", False),
        ("alice", False),
    ],
)
def test_policies_name_accounts_and_arns_without_wildcards(text: str, *, expected: bool) -> None:
    assert is_nameable(text) is expected


def _caller(text: str) -> Principal:
    found = principal_of(text)
    assert isinstance(found, Principal)
    return found


USER = f"arn:aws:iam::{OWN}:user/alice"
SESSION = f"arn:aws:sts::{OWN}:assumed-role/dev/one"


@pytest.mark.parametrize(
    ("element", "caller", "expected"),
    [
        ("*", USER, Grant.DIRECT),
        (USER, USER, Grant.DIRECT),
        (OWN, USER, Grant.ACCOUNT),
        (f"arn:aws:iam::{OWN}:root", USER, Grant.ACCOUNT),
        (f"arn:aws-cn:iam::{OWN}:root", USER, Grant.NONE),
        ("444455556666", USER, Grant.NONE),
        (f"arn:aws:iam::{OWN}:user/staff/alice", USER, Grant.NONE),
        (SESSION, SESSION, Grant.DIRECT),
        (f"arn:aws:iam::{OWN}:role/dev", SESSION, Grant.LIMITED),
        (f"arn:aws:iam::{OWN}:role/any/path/dev", SESSION, Grant.LIMITED),
        (f"arn:aws:iam::{OWN}:role/develop", SESSION, Grant.NONE),
        ("arn:aws:iam::444455556666:role/dev", SESSION, Grant.NONE),
        (f"arn:aws:sts::{OWN}:assumed-role/dev/two", SESSION, Grant.NONE),
        (f"arn:aws:iam::{OWN}:role/dev", f"arn:aws:iam::{OWN}:role/dev", Grant.LIMITED),
        (f"arn:aws:iam::{OWN}:user/paul", f"arn:aws:sts::{OWN}:federated-user/paul", Grant.LIMITED),
        (f"arn:aws:iam::{OWN}:user/alice", f"arn:aws:sts::{OWN}:federated-user/paul", Grant.NONE),
    ],
)
def test_a_principal_element_names_the_caller_more_or_less_directly(element: str, caller: str, expected: Grant) -> None:
    assert grant(element, _caller(caller)) is expected


def test_only_everybody_names_an_anonymous_caller() -> None:
    assert grant("*", ANONYMOUS) is Grant.DIRECT
    assert grant("", ANONYMOUS) is Grant.NONE
