"""IAM documents as files: what is read, and every mistake with its place."""

from __future__ import annotations

import json
import os
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.aws.iam_conditions import Condition, Operator, Over
from awsprep.aws.iam_policy import Effect, Layer, Policy, Statement
from awsprep.bank.policy import has_errors, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(text: str | bytes, name: str = "p.json") -> str:
    with open(name, "wb") as file:
        file.write(text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode())
    return name


def said(text: str | bytes, layer: Layer = Layer.IDENTITY) -> str:
    """What is wrong in a document, as the terminal shows it."""
    return "\n".join(str(problem) for problem in read(put(text), layer)[1])


def one(statement: dict[str, Any], layer: Layer = Layer.IDENTITY) -> str:
    """The first lines of what is wrong in a document with one statement, on one line."""
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    _, problems = read(put(text), layer)
    return "\n".join(f"{problem.code}: {problem.message}; {problem.hint}" for problem in problems)


GOOD: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
JSON = """
    {
      "Version": "2012-10-17",
      "Id": "mine",
      "Statement": [
        {
          "Sid": "Read",
          "Effect": "Allow",
          "Principal": {"AWS": ["111122223333", "*"]},
          "NotAction": ["s3:Put*", "iam:*"],
          "NotResource": "arn:aws:s3:::b/*",
          "Condition": {
            "ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a", "b"]},
            "Bool": {"aws:SecureTransport": true},
            "NumericLessThan": {"s3:max-keys": 10, "aws:MultiFactorAuthAge": 1.5}
          }
        }
      ]
    }
"""
YAML = """
    Version: 2012-10-17
    Id: mine
    Statement:
      Sid: Read
      Effect: Allow
      Principal: {AWS: [111122223333, "*"]}
      NotAction: ["s3:Put*", "iam:*"]
      NotResource: arn:aws:s3:::b/*
      Condition:
        ForAnyValue:StringLikeIfExists: {aws:TagKeys: [a, b]}
        Bool: {aws:SecureTransport: true}
        NumericLessThan: {s3:max-keys: 10, aws:MultiFactorAuthAge: 1.5}
"""
READ = Statement(
    Effect.ALLOW,
    ("s3:Put*", "iam:*"),
    ("arn:aws:s3:::b/*",),
    ("111122223333", "*"),
    (
        Condition(Operator("StringLike", Over.ANY, if_exists=True), "aws:TagKeys", ("a", "b")),
        Condition(Operator("Bool"), "aws:SecureTransport", ("true",)),
        Condition(Operator("NumericLessThan"), "s3:max-keys", ("10",)),
        Condition(Operator("NumericLessThan"), "aws:MultiFactorAuthAge", ("1.5",)),
    ),
    "Read",
    not_action=True,
    not_resource=True,
)


@pytest.mark.parametrize("text", [JSON, YAML, JSON.replace("    ", "\t").lstrip(), b"\xef\xbb\xbf" + JSON.encode()])
def test_json_and_yaml_are_read_alike(text: str | bytes) -> None:
    name = "p.yaml" if text == YAML else "p.json"
    policies, problems = read(put(text, name), Layer.RESOURCE)
    assert problems == []
    assert policies == (Policy((READ,), name=name),)


@pytest.mark.parametrize(
    ("version", "variables"), [('"Version": "2012-10-17",', True), ('"Version": "2008-10-17",', False), ("", False)]
)
def test_variables_count_in_the_current_version_alone(version: str, *, variables: bool) -> None:
    text = f'{{{version} "Statement": {json.dumps(GOOD)}}}'
    (policy,), problems = read(put(text), Layer.IDENTITY)
    assert (policy.variables, problems) == (variables, [])


@pytest.mark.parametrize("layer", [Layer.IDENTITY, Layer.BOUNDARY, Layer.SCP])
def test_a_layer_that_can_have_several_documents_takes_a_list(layer: Layer) -> None:
    documents = [{"Version": "2012-10-17", "Statement": GOOD}] * 2
    policies, problems = read(put(json.dumps(documents)), layer)
    assert (len(policies), problems) == (2, [])


def test_a_mistake_stands_with_its_line_and_column() -> None:
    assert (
        said("""
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "allow",
              "Action": "s3:GetObject",
              "Recource": "*"
            }
          ]
        }
        """)
        == """\
p.json:7:7: error[unknown-key]: a statement has no key "Recource"
    7 |         "Recource": "*"
      |         ^^^^^^^^^^ did you mean "Resource"?
p.json:4:5: error[missing-key]: the statement has no "Resource"
    4 |       {
      |       ^ add Resource, or NotResource
p.json:5:17: error[bad-effect]: Effect is the text "allow"
    5 |         "Effect": "allow",
      |                   ^^^^^^^ write "Allow" or "Deny", with a capital letter"""
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "p.json: error[empty-file]: the file holds nothing"),
        ("{", "p.json:1:1: error[syntax]: the file ends inside a list or mapping in brackets"),
        ('{"Statement": [}', "p.json:1:16: error[syntax]"),
        (b'{"Statement": "\xff"}', "p.json:1:1: error[not-utf8]: the byte 0xFF is not UTF-8"),
        ("[]", ""),
        ("text", "p.json:1:1: error[wrong-type]: a policy must be a mapping, found the text"),
        ('{"Version": "2012-10-17"}', 'p.json:1:1: error[missing-key]: the policy has no "Statement"'),
        ('{"Version": "2012-10-18", "Statement": []}', "p.json:1:13: error[bad-version]: Version is the text"),
        ('{"Version": [], "Statement": []}', "p.json:1:13: error[bad-version]: Version is a list"),
        ('{"Version": {}, "Statement": []}', "p.json:1:13: error[bad-version]: Version is a mapping"),
        ('{"Statement": [],}', "p.json:1:18: error[syntax]: this is no JSON: "),
        ("# none\nStatement: []", "p.json:1:1: error[syntax]: this is no JSON: Expecting value"),
        ('{"Statement": ["x"]}', "p.json:1:16: error[wrong-type]: a statement must be a mapping, found the text"),
        ('{"statement": []}', 'p.json:1:2: error[unknown-key]: a policy has no key "statement"'),
        ('{"Statement": [], "Statement": []}', 'p.json:1:19: error[duplicate-key]: "Statement" is here twice'),
        ("Statement: {Effect: Allow, Action: *, Resource: x}", "p.json:1:36: error["),
    ],
)
def test_a_file_that_is_no_policy_is_said_to_be_none(text: str | bytes, message: str) -> None:
    assert said(text).startswith(message)


@pytest.mark.parametrize("text", ['{"Statement": [],}', "# none\nStatement: []"])
def test_what_only_json_forbids_is_right_in_yaml(text: str) -> None:
    assert read(put(text, "p.yaml"), Layer.IDENTITY) == ((Policy((), name="p.yaml", variables=False),), [])


def test_a_file_with_a_thousand_mistakes_is_not_read_to_its_end() -> None:
    text = json.dumps({"Statement": [{"Effect": "x"}] * 1000})
    assert len(read(put(text), Layer.IDENTITY)[1]) == 1001


@pytest.mark.parametrize("path", ["nothing.json", "."])
def test_what_cannot_be_read_is_a_problem(path: str) -> None:
    policies, problems = read(path, Layer.IDENTITY)
    assert policies == ()
    assert problems[0].hint == "give a file with an IAM policy document"


def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("pipe")
    assert read("pipe", Layer.IDENTITY)[1][0].code == "not-a-file"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Action": None}, "wrong-type: Action must be text, or a list of it, found nothing; use quotes"),
        (
            {"Action": ["s3:Get*", 5]},
            "wrong-type: Action must be text, or a list of it, found the number 5; use quotes",
        ),
        ({"Action": "GetObject"}, 'bad-action: the action "GetObject" has no service and name'),
        ({"Action": "s*:Get"}, 'bad-action: the action "s*:Get" has no service and name'),
        ({"Action": "*:*"}, ""),
        ({"Action": []}, ""),
        ({"NotAction": "s3:*"}, "both-keys: a statement has Action or NotAction, not both; remove one"),
        ({"NotResource": "*"}, "both-keys: a statement has Resource or NotResource, not both; remove one"),
        ({"Resource": "bucket"}, 'bad-resource: the resource "bucket" is neither an ARN nor "*"'),
        (
            {"Resource": "arn:aws:sqs:us-east-1:jobs"},
            'bad-resource: the resource "arn:aws:sqs:us-east-1:jobs" has 5 of',
        ),
        ({"Resource": "arn:aws:sqs:*"}, ""),
        ({"Resource": "arn:aws:sqs:*:*:${aws:username}"}, ""),
        (
            {"Resource": "arn:aws:sqs::${aws:PrincipalAccount}:q"},
            "bad-variable: a variable stands only after the fifth",
        ),
        ({"Sid": 7}, "wrong-type: Sid must be text, found the number 7; put it in quotes"),
        ({"Sid": "S"}, ""),
        ({"Effect": ["Allow"]}, 'bad-effect: Effect is a list; write "Allow" or "Deny"'),
        ({"Effect": {}}, 'bad-effect: Effect is a mapping; write "Allow" or "Deny"'),
        ({"Principal": "*"}, "misplaced-key: Principal does not belong here; remove it: an identity's policy has"),
        ({"NotPrincipal": {"AWS": "*"}}, "not-modelled: NotPrincipal is not modelled; use Principal with a condition"),
        ({"Condition": "x"}, "wrong-type: Condition must be a mapping, found the text"),
        ({"Condition": {"StringEqual": {"a": "b"}}}, 'unknown-operator: the condition operator "StringEqual" is not'),
        ({"Condition": {"ForAll:Bool": {"a": "b"}}}, 'unknown-operator: the condition operator "ForAll:Bool" is not'),
        ({"Condition": {"StringEquals": ["a"]}}, "wrong-type: StringEquals must be a mapping, found a list"),
        ({"Condition": {"StringEquals": {"a": {}}}}, "wrong-type: a must have texts as values, found a mapping"),
        ({"Condition": {"StringEquals": {"a": ["b", None]}}}, "wrong-type: a must have texts as values, found nothing"),
        ({"Condition": {}}, ""),
    ],
)
def test_a_statement_that_iam_would_not_save_is_a_mistake(change: dict[str, Any], message: str) -> None:
    found = one({**GOOD, **change})
    assert found.startswith(message)
    assert message or not found


def test_a_misspelt_operator_is_answered_with_the_right_one() -> None:
    assert one({**GOOD, "Condition": {"StringEqual": {"a": "b"}}}).endswith('did you mean "StringEquals"?')


@pytest.mark.parametrize("missing", ["Effect", "Action", "Resource"])
def test_what_a_statement_must_have_is_asked_for(missing: str) -> None:
    statement = {key: value for key, value in GOOD.items() if key != missing}
    assert f'missing-key: the statement has no "{missing}"' in one(statement)


@pytest.mark.parametrize("layer", [Layer.RESOURCE, Layer.RCP, Layer.VPCE])
def test_policies_of_resources_and_endpoints_name_principals(layer: Layer) -> None:
    assert 'missing-key: the statement has no "Principal"' in one({**GOOD, "Effect": "Deny"}, layer)
    assert one({**GOOD, "Effect": "Deny", "Principal": "*"}, layer) == ""


def test_a_resource_policy_needs_no_resource() -> None:
    trust = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}
    assert one(trust, Layer.RESOURCE) == ""
    assert 'has no "Resource"' in one(trust, Layer.VPCE)


@pytest.mark.parametrize(
    ("principal", "message"),
    [
        ("arn:aws:iam::111122223333:root", 'bad-principal: Principal must be "*" or a mapping, found the text'),
        ({"Service": "ec2.amazonaws.com"}, "not-modelled: a service principal is not modelled"),
        ({"AWS": "*", "Federated": "accounts.google.com"}, "not-modelled: a federated principal is not modelled"),
        ({"CanonicalUser": "79a5"}, "not-modelled: a canonical user, as ACLs name them, is not modelled"),
        ({"aws": "*"}, 'unknown-key: Principal has no key "aws"'),
        (
            {"AWS": "arn:aws:iam::111122223333:user/*"},
            'bad-principal: the principal "arn:aws:iam::111122223333:user/*" takes',
        ),
        ({"AWS": ["alice"]}, 'bad-principal: the principal "alice" is no account and no ARN of a principal'),
        ({"AWS": [True]}, "wrong-type: a principal must be text, found true"),
        ({"AWS": 111122223333}, ""),
        ({"AWS": ["arn:aws:iam::111122223333:root", "AIDACKCEVSQ6C2EXAMPLE"]}, ""),
        ({}, ""),
    ],
)
def test_principals_are_accounts_and_arns(principal: Any, message: str) -> None:
    found = one({**GOOD, "Principal": principal}, Layer.RESOURCE)
    assert found.startswith(message)
    assert message or not found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"Effect": "Allow"}, "rcp-allow"),
        ({"Effect": "Allow", "Action": "*"}, ""),
        ({"Effect": "Allow", "Action": "*", "Condition": {"Null": {"a": "true"}}}, "rcp-allow"),
        ({"Principal": {"AWS": "*"}}, "rcp-principal"),
        ({"NotAction": "s3:*", "Action": ...}, "rcp-not-action"),
        ({"NotResource": "arn:aws:s3:::b/*", "Resource": ...}, ""),
    ],
)
def test_an_rcp_can_only_deny(change: dict[str, Any], code: str) -> None:
    statement = {**GOOD, "Effect": "Deny", "Principal": "*", **change}
    statement = {key: value for key, value in statement.items() if value is not ...}
    assert one(statement, Layer.RCP).partition(":")[0] == code


def test_one_sid_twice_is_advice() -> None:
    text = json.dumps({"Statement": [{**GOOD, "Sid": "S"}, {**GOOD, "Sid": "S"}]})
    policies, problems = read(put(text), Layer.IDENTITY)
    assert [str(problem.code) for problem in problems] == ["duplicate-sid"]
    assert not has_errors(problems)
    assert len(policies[0].statements) == 2


def test_escapes_in_a_policy_cannot_reach_the_terminal() -> None:
    assert "\x1b" not in said('{"Statement": [{"Effect": "\\u001b[31m", "Action": "\\u001b", "Resource": "\\u001b"}]}')


PIECES = [
    "{",
    "}",
    "[",
    "]",
    '"Statement"',
    '"Effect"',
    '"Allow"',
    ":",
    ",",
    "*",
    '"Action"',
    "null",
    "1",
    "\n",
    "&a",
    "- ",
    "Condition",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.sampled_from(list(Layer)))
def test_no_text_raises(text: str, layer: Layer) -> None:
    policies, problems = read(put(text), layer)
    assert policies or problems or text.strip() == "[ ]"
