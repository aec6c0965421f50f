"""Lines of cases: a request with its policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from awsprep.aws.iam_policy import Policy
from awsprep.bank.cases import BadCaseError, Case, case_of

REQUEST: dict[str, Any] = {
    "principal": "arn:aws:iam::111122223333:user/alice",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::b/k",
}
DOC: dict[str, Any] = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
NAMED: dict[str, Any] = {"Version": "2012-10-17", "Statement": [{**DOC["Statement"][0], "Principal": "*"}]}
DENY: dict[str, Any] = {"Version": "2012-10-17", "Statement": [{**NAMED["Statement"][0], "Effect": "Deny"}]}


def case(**line: Any) -> Case:
    return case_of(json.dumps(line).encode(), "cases.jsonl", 3)


def said(line: dict[str, Any] | bytes) -> str:
    with pytest.raises(BadCaseError) as caught:
        case_of(line if isinstance(line, bytes) else json.dumps(line).encode(), "cases.jsonl", 3)
    return caught.value.message


def test_a_line_with_a_request_is_enough() -> None:
    found = case(id=7, request=REQUEST)
    assert found.id == 7
    assert found.request.account == "111122223333"
    assert found.policies.identity == ()


def test_every_policy_and_key_has_its_place() -> None:
    found = case(
        id={"any": "thing"},
        request={**REQUEST, "resourceAccount": "444455556666", "context": {"AWS:A": "b", "n": 5, "t": [True, "x"]}},
        policies={
            "identity": [DOC, DOC],
            "resource": NAMED,
            "boundary": DOC,
            "session": DOC,
            "scps": [[DOC], [], [DOC, DOC]],
            "rcps": [[DENY]],
            "vpce": [NAMED],
            "comment": "ignored",
        },
        more="ignored",
    )
    assert found.request.account == "444455556666"
    assert found.request.context == {"aws:a": ("b",), "n": ("5",), "t": ("true", "x")}
    policies = found.policies
    assert [len(level) for level in policies.scps] == [1, 0, 2]
    assert (len(policies.identity), len(policies.boundary), len(policies.vpce), len(policies.rcps)) == (2, 1, 1, 1)
    assert isinstance(policies.resource, Policy)
    assert isinstance(policies.session, Policy)


@pytest.mark.parametrize(
    "absent", [{}, {"policies": None}, {"policies": {"identity": None, "scps": None, "session": None}}]
)
def test_what_is_missing_is_absent(absent: dict[str, Any]) -> None:
    found = case(request={**REQUEST, "context": None, "resourceAccount": None}, **absent)
    assert found.id is None
    assert (found.policies.identity, found.policies.scps, found.policies.session) == ((), (), None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": 1,}', "cases.jsonl:3:"),
        (b"\xff", "cases.jsonl:3:1: this line is not JSON"),
        (b"[" * 100_000, "cases.jsonl:3:1: this line is not JSON"),
        (b'{"id": 1, "id": 2}', 'cases.jsonl:3:1: this line is not JSON: "id" is here twice'),
        (b"[]", 'cases.jsonl:3:1: the line is no mapping with a "request"'),
        (b'{"id": 1, "request": 5}', 'cases.jsonl:3:1: the line is no mapping with a "request"'),
        ({"request": {}}, 'cases.jsonl:3:1: the request has no "principal"'),
        ({"request": {**REQUEST, "action": 5}}, 'cases.jsonl:3:1: the request has no "action"'),
        ({"request": {**REQUEST, "action": "Get"}}, 'cases.jsonl:3:1: the action "Get" is not written like'),
        ({"request": {**REQUEST, "context": []}}, ""),
        ({"request": {**REQUEST, "context": [1]}}, "cases.jsonl:3:1: resourceAccount must be text, context a mapping"),
        ({"request": {**REQUEST, "context": {"k": {}}}}, 'cases.jsonl:3:1: the context key "k" must have a text'),
        ({"request": {**REQUEST, "context": {"k": [None]}}}, 'cases.jsonl:3:1: the context key "k" must have a text'),
        ({"request": {**REQUEST, "principal": "ec2.amazonaws.com"}}, "cases.jsonl:3:1: the service principal ec2"),
        ({"request": REQUEST, "policies": []}, ""),
        ({"request": REQUEST, "policies": [1]}, "cases.jsonl:3:1: policies must be a mapping"),
        ({"request": REQUEST, "policies": {"scps": DOC}}, "cases.jsonl:3:1: scps must be a list of levels"),
        ({"request": REQUEST, "policies": {"resource": [DOC]}}, "cases.jsonl:3:151: a policy must be a mapping"),
        ({"request": REQUEST, "policies": {"identity": [DOC, DENY]}}, "cases.jsonl:3:"),
    ],
)
def test_a_line_that_cannot_be_decided_says_why(line: dict[str, Any] | bytes, message: str) -> None:
    if not message:
        assert case_of(json.dumps(line).encode(), "cases.jsonl", 3).id is None
        return
    assert said(line).startswith(message)


def test_a_mistake_in_a_policy_has_its_column() -> None:
    line = {"id": "x", "request": REQUEST, "policies": {"scps": [[DOC], [DOC, {"Statement": [{"Effect": "allow"}]}]]}}
    text = json.dumps(line)
    with pytest.raises(BadCaseError) as caught:
        case_of(text.encode(), "cases.jsonl", 3)
    assert caught.value.name == "x"
    column = text.index('{"Effect": "allow"}') + 1
    assert caught.value.message == (f'cases.jsonl:3:{column}: the statement has no "Action"; add Action, or NotAction')


def test_a_line_that_yaml_cannot_read_still_says_what_is_wrong() -> None:
    line = json.dumps({"id": "\ud83d\ude00", "request": REQUEST, "policies": {"identity": {"Statement": 5}}})
    assert "\\ud83d" in line
    assert said(line.encode()).endswith(
        "a statement must be a mapping, found the number 5; write " + '{"Effect": "Allow", "Action": …, "Resource": …}'
    )


def test_advice_does_not_keep_a_line_from_being_decided() -> None:
    statement = {**DOC["Statement"][0], "Sid": "S"}
    assert case(
        request=REQUEST, policies={"identity": [{**DOC, "Statement": [statement, statement]}]}
    ).policies.identity
