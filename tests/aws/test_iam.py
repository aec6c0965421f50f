"""The rules of evaluation, one sentence each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from awsprep.aws.iam import Decision, evaluate
from awsprep.aws.iam_policy import Effect, Layer, Policies, Policy, Request, Statement, request_of
from awsprep.aws.iam_principal import Grant, NotModelled
from awsprep.aws.iam_statement import grant_of
from tests.aws.iam_asking import (
    ALICE,
    FEDERATED,
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
    decided,
    decision,
    deny,
    doc,
)

READ = doc(allow("s3:GetObject", sid="Read"))
ROOT = f"arn:aws:iam::{OWN}:root"


def test_nothing_allows_nothing() -> None:
    assert decided() == "ImplicitDeny by identity"


def test_an_identity_policy_is_enough_within_the_account() -> None:
    assert decided(identity=[READ]) == "Allowed by identity Read"
    assert decided(identity=[SILENT]) == "ImplicitDeny by identity"
    assert decided(principal=SESSION, identity=[READ]) == "Allowed by identity Read"


@pytest.mark.parametrize("layer", ["identity", "resource", "boundary", "session", "scps", "rcps", "vpce"])
def test_an_explicit_deny_in_any_layer_wins(layer: str) -> None:
    statement = deny("s3:*", sid="Stop", to="*" if layer in {"resource", "rcps", "vpce"} else None)
    document = doc(statement) if layer in {"resource", "rcps"} else doc(statement, {**allow(), **_to(layer)})
    given = {"scps": [[document]], "rcps": [[document]], "identity": [document]}.get(layer, document)
    policies: dict[str, Any] = {"identity": [READ], "resource_policy": doc(allow(to=SESSION)), layer: given}
    if layer == "resource":
        policies["resource_policy"] = policies.pop(layer)
    name = {"scps": "scp", "rcps": "rcp"}.get(layer, layer)
    assert decided(principal=SESSION, **policies) == f"ExplicitDeny by {name} Stop"


def _to(layer: str) -> dict[str, Any]:
    return {"Principal": "*"} if layer == "vpce" else {}


def test_every_scp_level_needs_an_allow() -> None:
    assert decided(identity=[READ], scps=[[FULL], [SILENT, FULL]]) == "Allowed by identity Read"
    assert decided(identity=[READ], scps=[[FULL], [SILENT]]) == "ImplicitDeny by scp"
    assert decided(identity=[READ], scps=[[FULL], []]) == "ImplicitDeny by scp"
    assert decided(resource_policy=doc(allow(to=ALICE)), scps=[[SILENT]]) == "ImplicitDeny by scp"
    silent = decision(case(identity=[READ], scps=[[FULL], [SILENT]])).line(Layer.SCP)
    assert (silent.level, silent.found and silent.found.statement.sid) == (1, "Elsewhere")


@pytest.mark.parametrize("management", [OWN, OTHER, ""])
def test_scps_do_not_bind_the_management_account(management: str) -> None:
    asked = case(identity=[READ], scps=[[SILENT]])
    found = evaluate(replace(asked.request, management=management), asked.policies)
    assert isinstance(found, Decision)
    assert found.allowed is (management == OWN)


@pytest.mark.parametrize("management", [OWN, OTHER, ""])
def test_rcps_do_not_bind_resources_of_the_management_account(management: str) -> None:
    asked = case(identity=[READ], rcps=[[doc(deny("s3:*", to="*"))]])
    found = evaluate(replace(asked.request, management=management), asked.policies)
    assert isinstance(found, Decision)
    assert found.allowed is (management == OWN)


def test_an_rcp_can_only_deny() -> None:
    assert decided(identity=[READ], rcps=[[doc(deny("s3:Put*", to="*"))], []]) == "Allowed by identity Read"
    assert decided(rcps=[[doc(allow(on="*", to="*") | {"Action": "*"})]]) == "ImplicitDeny by identity"


def test_an_endpoint_policy_is_a_ceiling() -> None:
    assert decided(identity=[READ], vpce=doc(allow("s3:*", to="*"))) == "Allowed by identity Read"
    assert decided(identity=[READ], vpce=doc(allow("ec2:*", to="*"))) == "ImplicitDeny by vpce"
    assert decided(resource_policy=doc(allow(to=ALICE)), vpce=[doc(allow("ec2:*", to="*"))]) == "ImplicitDeny by vpce"
    assert decided(vpce=doc(allow(to="*"))) == "ImplicitDeny by identity"


@pytest.mark.parametrize("to", [ALICE, "*"])
def test_a_grant_to_the_user_is_enough_and_the_boundary_does_not_limit_it(to: str) -> None:
    grant = doc(allow(to=to, sid="Named"))
    assert decided(resource_policy=grant) == "Allowed by resource Named"
    assert decided(resource_policy=grant, boundary=SILENT) == "Allowed by resource Named"
    assert decided(resource_policy=grant, boundary=[SILENT], identity=[SILENT]) == "Allowed by resource Named"


@pytest.mark.parametrize("to", [SESSION, "*"])
def test_a_grant_to_the_session_is_limited_by_neither_boundary_nor_session_policy(to: str) -> None:
    grant = doc(allow(to=to, sid="Named"))
    assert decided(principal=SESSION, resource_policy=grant) == "Allowed by resource Named"
    assert (
        decided(principal=SESSION, resource_policy=grant, boundary=SILENT, session=SILENT)
        == "Allowed by resource Named"
    )


def test_a_grant_to_the_role_is_limited_by_boundary_and_session_policy() -> None:
    grant = doc(allow(to=ROLE, sid="Named"))
    assert decided(principal=SESSION, resource_policy=grant) == "Allowed by resource Named"
    assert decided(principal=SESSION, resource_policy=grant, boundary=SILENT) == "ImplicitDeny by boundary"
    assert decided(principal=SESSION, resource_policy=grant, session=SILENT) == "ImplicitDeny by session"
    assert decided(principal=ROLE, resource_policy=grant, session=READ) == "Allowed by resource Named"
    assert decided(principal=ROLE, resource_policy=grant, session=SILENT) == "ImplicitDeny by session"


def test_a_grant_to_the_user_behind_a_federated_session_is_limited_too() -> None:
    grant = doc(allow(to=f"arn:aws:iam::{OWN}:user/paul", sid="Named"))
    assert decided(principal=FEDERATED, resource_policy=grant) == "Allowed by resource Named"
    assert decided(principal=FEDERATED, resource_policy=grant, session=SILENT) == "ImplicitDeny by session"
    assert (
        decided(principal=FEDERATED, resource_policy=doc(allow(to=FEDERATED)), session=SILENT) == "Allowed by resource"
    )


@pytest.mark.parametrize("to", [OWN, ROOT])
def test_a_grant_to_the_account_only_delegates(to: str) -> None:
    grant = doc(allow(to=to))
    assert decided(resource_policy=grant) == "ImplicitDeny by identity"
    assert decided(resource_policy=grant, identity=[READ]) == "Allowed by identity Read"
    assert decided(resource_policy=grant, identity=[READ], boundary=SILENT) == "ImplicitDeny by boundary"


def test_the_strongest_of_several_grants_counts() -> None:
    assert decided(resource_policy=doc(allow(to=OWN, sid="A"), allow(to=ALICE, sid="B"))) == "Allowed by resource B"
    both = doc(allow(to=ROLE, sid="A"), allow(to=SESSION, sid="B"))
    assert decided(principal=SESSION, resource_policy=both, session=SILENT) == "Allowed by resource B"


def test_identity_boundary_and_session_policy_must_all_allow() -> None:
    assert decided(identity=[READ], boundary=FULL) == "Allowed by identity Read"
    assert decided(identity=[READ], boundary=SILENT) == "ImplicitDeny by boundary"
    assert decided(principal=SESSION, identity=[READ], boundary=FULL, session=SILENT) == "ImplicitDeny by session"
    assert decided(principal=SESSION, identity=[SILENT], boundary=SILENT) == "ImplicitDeny by identity"
    assert decided(boundary=FULL) == "ImplicitDeny by identity"


def test_several_boundary_documents_count_as_one() -> None:
    assert decided(identity=[READ], boundary=[SILENT, FULL]) == "Allowed by identity Read"
    assert decided(identity=[READ], boundary=[]) == "Allowed by identity Read"


def test_across_accounts_both_sides_must_allow() -> None:
    there: dict[str, Any] = {"account": OTHER}
    grant = doc(allow(to=ALICE, sid="Named"))
    assert decided(**there, identity=[READ]) == "ImplicitDeny by resource"
    assert decided(**there, resource_policy=grant) == "ImplicitDeny by identity"
    assert decided(**there, identity=[READ], resource_policy=grant) == "Allowed by identity Read"
    assert decided(**there, identity=[READ], resource_policy=doc(allow(to=OWN))) == "Allowed by identity Read"
    assert decided(**there, identity=[READ], resource_policy=doc(allow(to=OTHER))) == "ImplicitDeny by resource"
    assert decided(**there, identity=[READ], resource_policy=grant, boundary=SILENT) == "ImplicitDeny by boundary"


def test_across_accounts_a_grant_to_the_session_is_limited_like_any_other() -> None:
    asked: dict[str, Any] = {"principal": SESSION, "account": OTHER, "resource_policy": doc(allow(to=SESSION))}
    assert decided(**asked, identity=[READ]) == "Allowed by identity Read"
    assert decided(**asked, identity=[READ], session=SILENT) == "ImplicitDeny by session"
    assert decided(**asked) == "ImplicitDeny by identity"


@pytest.mark.parametrize(("action", "resource"), [("kms:Decrypt", KEY), ("sts:AssumeRole", TARGET)])
def test_keys_and_roles_need_an_allow_in_their_own_policy(action: str, resource: str) -> None:
    asked: dict[str, Any] = {"action": action, "resource": resource, "identity": [FULL]}
    on = None if action == "sts:AssumeRole" else "*"
    assert decided(**asked) == "ImplicitDeny by resource"
    assert decided(**asked, **_policy(allow(action, to=OTHER, on=on))) == "ImplicitDeny by resource"
    assert decided(**asked, **_policy(allow(action, to=ROOT, on=on))) == "Allowed by identity Full"
    asked["identity"] = []
    assert decided(**asked, **_policy(allow(action, to=ROOT, on=on))) == "ImplicitDeny by identity"
    assert decided(**asked, **_policy(allow(action, to=ALICE, on=on, sid="Named"))) == "Allowed by resource Named"


def _policy(statement: dict[str, Any]) -> dict[str, Any]:
    return {"resource_policy": doc(statement)}


def test_what_is_no_key_needs_no_key_policy() -> None:
    assert decided(action="kms:CreateKey", resource="*", identity=[FULL]) == "Allowed by identity Full"
    alias = f"arn:aws:kms:us-east-1:{OWN}:alias/x"
    assert decided(action="kms:CreateAlias", resource=alias, identity=[FULL]) == "Allowed by identity Full"
    assert decided(action="iam:PassRole", resource=TARGET, identity=[FULL]) == "Allowed by identity Full"


def test_asking_who_one_is_needs_no_permission() -> None:
    asked: dict[str, Any] = {"action": "sts:GetCallerIdentity", "resource": "*"}
    assert decided(**asked) == "Allowed"
    assert decided(**asked, identity=[doc(deny())], scps=[[SILENT]]) == "Allowed"


def test_an_anonymous_caller_is_allowed_by_everybody_alone() -> None:
    asked: dict[str, Any] = {"principal": "anonymous", "account": OWN}
    assert decided(**asked, resource_policy=doc(allow(to="*", sid="Public"))) == "Allowed by resource Public"
    assert decided(**asked, resource_policy=doc(allow(to=OWN))) == "ImplicitDeny by resource"
    assert decided(**asked) == "ImplicitDeny by resource"
    public = doc(allow(to=[ALICE, "*"], sid="Public"))
    assert decided(**asked, resource_policy=public, scps=[[SILENT]]) == "Allowed by resource Public"
    assert decided(**asked, resource_policy=public, rcps=[[doc(deny("s3:*", to="*"))]]) == "ExplicitDeny by rcp"
    assert decided(**asked, resource_policy=public, vpce=doc(allow("ec2:*", to="*"))) == "ImplicitDeny by vpce"


def test_not_action_and_not_resource_speak_of_everything_else() -> None:
    others = {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*", "Sid": "Others"}
    assert decided(identity=[doc(others)]) == "Allowed by identity Others"
    assert decided(identity=[doc({**others, "NotAction": ["S3:get*"]})]) == "ImplicitDeny by identity"
    rest = {"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:::reports/*"], "Sid": "Rest"}
    assert decided(identity=[doc(allow(sid="All"), rest)]) == "Allowed by identity All"
    assert decided(identity=[doc(allow(), rest)], resource="arn:aws:s3:::logs/x") == "ExplicitDeny by identity Rest"


def test_a_resource_policy_without_resource_speaks_of_what_it_is_attached_to() -> None:
    assert decided(resource_policy=doc(allow(to=ALICE, on=None, sid="Here"))) == "Allowed by resource Here"


def test_variables_count_in_the_current_version_only() -> None:
    statement = allow(on="arn:aws:s3:::reports/${aws:PrincipalTag/file}", sid="Own")
    context = {"aws:PrincipalTag/file": "q1.csv"}
    assert decided(context=context, identity=[doc(statement)]) == "Allowed by identity Own"
    assert decided(context=context, identity=[doc(statement, version="2008-10-17")]) == "ImplicitDeny by identity"
    assert decided(context=context, identity=[{"Statement": statement}]) == "ImplicitDeny by identity"
    literal = "arn:aws:s3:::reports/${aws:PrincipalTag/file}"
    assert decided(resource=literal, identity=[doc(statement, version="2008-10-17")]) == "Allowed by identity Own"


def test_a_variable_without_a_value_makes_resource_and_not_resource_match_nothing() -> None:
    empty = "arn:aws:s3:::reports/${aws:PrincipalTag/file}"
    assert decided(identity=[doc(allow(on=empty))]) == "ImplicitDeny by identity"
    assert decided(identity=[doc(allow(on=[empty, OBJECT], sid="Own"))]) == "Allowed by identity Own"
    other = {"Effect": "Deny", "Action": "*", "NotResource": [empty]}
    assert decided(identity=[doc(allow(sid="All"), other)]) == "Allowed by identity All"


def test_every_layer_has_its_line() -> None:
    found = decision(case(identity=[READ], resource_policy=doc(allow(to=OWN)), rcps=[[]]))
    assert [f"{line.layer.value} {line.says.value}" for line in found.lines] == [
        "scp no policy",
        "rcp allow",
        "vpce no policy",
        "resource delegate",
        "identity allow",
        "boundary no policy",
        "session no policy",
    ]


def _request(**given: Any) -> Request:
    request = request_of(ALICE, "s3:GetObject", OBJECT, **given)
    assert isinstance(request, Request)
    return request


def test_the_account_of_a_resource_is_the_one_in_its_arn_else_the_callers() -> None:
    assert _request().account == OWN
    assert _request(account=OTHER).account == OTHER
    queue = request_of(ALICE, "sqs:SendMessage", f"arn:aws:sqs:us-east-1:{OTHER}:q")
    assert isinstance(queue, Request)
    assert (queue.account, queue.same_account) == (OTHER, False)
    everything = request_of(ALICE, "s3:ListAllMyBuckets", "*", context={"AWS:UserName": "alice", "k": ["a", "b"]})
    assert isinstance(everything, Request)
    assert everything.account == OWN
    assert everything.context == {"aws:username": ("alice",), "k": ("a", "b")}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("alice", "s3:GetObject", OBJECT, ""), 'the principal "alice" is no ARN'),
        ((ALICE, "GetObject", OBJECT, ""), 'the action "GetObject" is not written like'),
        ((ALICE, "s3:Get*", OBJECT, ""), 'the action "s3:Get[*]" is not written like'),
        ((ALICE, "s3:GetObject", "bucket", ""), 'the resource "bucket" is neither'),
        ((ALICE, "s3:GetObject", OBJECT, "12"), 'the resource account "12" is not 12 digits'),
    ],
)
def test_a_request_that_is_not_of_its_form_is_refused_in_a_sentence(
    given: tuple[str, str, str, str], said: str
) -> None:
    principal, action, resource, account = given
    with pytest.raises(ValueError, match=said):
        request_of(principal, action, resource, account=account)


ONE = Policy((Statement(Effect.ALLOW, ("*",), ("*",)),))


@pytest.mark.parametrize(
    ("principal", "policies", "what"),
    [
        (
            "anonymous",
            Policies(identity=(ONE,)),
            "an identity policy, boundary or session policy of an anonymous caller",
        ),
        (
            "anonymous",
            Policies(boundary=(ONE,)),
            "an identity policy, boundary or session policy of an anonymous caller",
        ),
        (ALICE, Policies(session=ONE), "a session policy of a user, who has no session,"),
        (ALICE, Policies(resource=Policy((Statement(Effect.DENY, ("*",), None, NotModelled("it")),))), "it"),
        (ALICE, Policies(identity=(ONE,), resource=Policy((Statement(Effect.DENY, ("*",), None, ("*",)),))), ""),
    ],
)
def test_what_would_be_a_guess_is_not_decided(principal: str, policies: Policies, what: str) -> None:
    request = request_of(principal, "s3:GetObject", OBJECT)
    assert isinstance(request, Request)
    found = evaluate(request, policies)
    assert found == NotModelled(what) if what else isinstance(found, Decision)


def test_what_is_not_modelled_names_nobody() -> None:
    statement = Statement(Effect.ALLOW, ("*",), None, NotModelled("it"))
    request = request_of(ALICE, "s3:GetObject", OBJECT)
    assert isinstance(request, Request)
    assert grant_of(statement, request) is Grant.NONE


@pytest.mark.parametrize("principal", [f"arn:aws:iam::{OWN}:root", "ec2.amazonaws.com"])
def test_the_root_user_and_services_do_not_ask(principal: str) -> None:
    assert isinstance(request_of(principal, "s3:GetObject", OBJECT), NotModelled)
