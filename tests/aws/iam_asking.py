"""Asking the model in IAM's own JSON."""

from __future__ import annotations

import json
from typing import Any

from awsprep.aws.iam import Decision, evaluate
from awsprep.aws.iam_fix import Fix, fix
from awsprep.bank.cases import Case, case_of

OWN, OTHER = "111122223333", "444455556666"
ALICE = f"arn:aws:iam::{OWN}:user/alice"
ROLE = f"arn:aws:iam::{OWN}:role/app/reader"
SESSION = f"arn:aws:sts::{OWN}:assumed-role/reader/one"
FEDERATED = f"arn:aws:sts::{OWN}:federated-user/paul"
OBJECT = "arn:aws:s3:::reports/q1.csv"
KEY = f"arn:aws:kms:us-east-1:{OWN}:key/k"
TARGET = f"arn:aws:iam::{OWN}:role/target"

Json = dict[str, Any]


def doc(*statements: Json, version: str = "2012-10-17") -> Json:
    """A document."""
    return {"Version": version, "Statement": list(statements)}


def allow(*actions: str, on: Any = "*", to: Any = None, when: Json | None = None, sid: str = "") -> Json:
    """A statement that allows."""
    return _statement("Allow", actions or ("*",), on, to, when, sid)


def deny(*actions: str, on: Any = "*", to: Any = None, when: Json | None = None, sid: str = "") -> Json:
    """A statement that denies."""
    return _statement("Deny", actions or ("*",), on, to, when, sid)


def _statement(effect: str, actions: tuple[str, ...], on: Any, to: Any, when: Json | None, sid: str) -> Json:
    found: Json = {"Effect": effect, "Action": list(actions)}
    if on is not None:
        found["Resource"] = on
    if to is not None:
        found["Principal"] = to if to == "*" else {"AWS": to}
    if when is not None:
        found["Condition"] = when
    return {"Sid": sid, **found} if sid else found


FULL = doc(allow(sid="Full"))
SILENT = doc(allow("ec2:*", sid="Elsewhere"))


def case(
    principal: str = ALICE,
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    account: str = "",
    context: Json | None = None,
    resource_policy: Json | None = None,
    **policies: Any,
) -> Case:
    """A request with its policies, by the names that a line of cases uses; `resource` is the requested one."""
    request = {"principal": principal, "action": action, "resource": resource, "context": context or {}}
    if resource_policy is not None:
        policies["resource"] = resource_policy
    if account:
        request["resourceAccount"] = account
    return case_of(json.dumps({"id": "x", "request": request, "policies": policies}).encode(), "cases.jsonl", 1)


def decision(asked: Case) -> Decision:
    """What is decided; the model must know all that is in the case."""
    found = evaluate(asked.request, asked.policies)
    assert isinstance(found, Decision), found
    return found


def decided(**asked: Any) -> str:
    """What is decided, by which layer and Sid, in short: `Allowed by identity S1`."""
    found = decision(case(**asked))
    by = f" by {found.layer.value}" if found.layer else ""
    return f"{found.verdict.value}{by}{' ' + found.sid if found.sid else ''}"


def mended(asked: Case) -> Fix | None:
    """The smallest edit that turns a case's decision over."""
    return fix(asked.request, asked.policies, decision(asked))
