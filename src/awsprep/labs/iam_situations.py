"""Situations to begin with in the IAM simulator: who calls what, and all policies that apply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.iam_policy import Policies
from awsprep.labs.iam_text import allow, deny, policy

if TYPE_CHECKING:
    from awsprep.aws.iam_policy import Request

OWN, OTHER = "111122223333", "444455556666"
"""The account of the resource, and the other one."""

OFFICE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
ENDPOINT, FOREIGN = "vpce-1a2b3c4d", "vpce-99999999"
ORGANIZATION = "o-a1b2c3d4e5"

OFFICE_WAY, CAFE_WAY, ENDPOINT_WAY, FOREIGN_WAY = range(4)
"""How a call comes: over the internet from the office or from elsewhere, or through one of two VPC endpoints."""


class Own(NamedTuple):
    """A context key of a situation's own, with the values that it can have; None: it is absent."""

    key: str
    values: tuple[str | None, ...]


class Situation(NamedTuple):
    """Who calls what, with all that can be turned as it is at the start.

    `caller` is user, role, session or anonymous; `abroad` says that the caller is of the other account. With `request`
    that is what is asked, and only policies can be turned.
    """

    name: str
    title: str
    action: str
    resource: str
    policies: Policies
    caller: str = "role"
    abroad: bool = False
    mfa: str | None = None
    way: int = OFFICE_WAY
    tls: str = "true"
    member: bool = True
    managed: bool = False
    own: Own | None = None
    request: Request | None = None


_FULL = replace(policy(allow("*", sid="FullAWSAccess")), name="FullAWSAccess")
_ADMINISTRATOR = policy(allow("*", sid="Administrator"))
_BUCKET = "arn:aws:s3:::reports"
_OBJECT = f"{_BUCKET}/q1.csv"
_ROLE = f"arn:aws:iam::{OWN}:role/app"
_KEY = f"arn:aws:kms:eu-west-1:{OWN}:key/1234abcd"
_TARGET = f"arn:aws:iam::{OWN}:role/audit"

SITUATIONS = (
    Situation(
        "boundary",
        "The role's policy allows it; its boundary says nothing of it",
        "s3:GetObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("s3:*", sid="Storage"), allow("sqs:*", sid="Queues")),),
            boundary=(policy(allow(("sqs:*", "logs:*"), sid="Limit")),),
        ),
    ),
    Situation(
        "explicit-deny",
        "An Allow for everything, and a Deny beside it",
        "s3:DeleteObject",
        f"{_BUCKET}/final/q1.csv",
        Policies(
            identity=(
                policy(
                    allow("s3:*", sid="Storage"),
                    deny(
                        "s3:Delete*",
                        f"{_BUCKET}/final/*",
                        when={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
                        sid="Final",
                    ),
                ),
            ),
        ),
        caller="user",
    ),
    Situation(
        "scp-levels",
        "An administrator below an OU with a list of services",
        "dynamodb:PutItem",
        f"arn:aws:dynamodb:eu-west-1:{OWN}:table/orders",
        Policies(
            identity=(_ADMINISTRATOR,),
            scps=((_FULL,), (policy(allow(("s3:*", "ec2:*", "logs:*"), sid="Services")),), (_FULL,)),
        ),
    ),
    Situation(
        "region-guard",
        "A service control policy that denies other Regions, global services spared",
        "ec2:RunInstances",
        "*",
        Policies(
            identity=(_ADMINISTRATOR,),
            scps=(
                (
                    policy(
                        replace(
                            deny(
                                ("iam:*", "route53:*", "support:*"),
                                when={"StringNotEquals": {"aws:RequestedRegion": ("eu-west-1", "eu-central-1")}},
                                sid="Regions",
                            ),
                            not_action=True,
                        )
                    ),
                    _FULL,
                ),
                (_FULL,),
            ),
        ),
        own=Own("aws:RequestedRegion", ("us-east-1", "eu-west-1")),
    ),
    Situation(
        "other-account",
        "A role of another account, allowed at home; the bucket's policy is missing",
        "s3:GetObject",
        _OBJECT,
        Policies(identity=(policy(allow("s3:GetObject", f"{_BUCKET}/*", sid="Partner")),)),
        abroad=True,
    ),
    Situation(
        "root-delegation",
        "A bucket policy that names the account, and a user without a policy for it",
        "s3:GetObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("ec2:Describe*", sid="See")),),
            resource=policy(allow("s3:GetObject", f"{_BUCKET}/*", to=f"arn:aws:iam::{OWN}:root", sid="Account")),
        ),
        caller="user",
    ),
    Situation(
        "session-named",
        "A bucket policy that names a session, past the boundary of its role",
        "s3:PutObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("logs:*", sid="Logs")),),
            boundary=(policy(allow("logs:*", sid="Limit")),),
            resource=policy(
                allow("s3:PutObject", f"{_BUCKET}/*", to=f"arn:aws:sts::{OWN}:assumed-role/app/job-1", sid="Session")
            ),
        ),
        caller="session",
    ),
    Situation(
        "key-policy",
        "An administrator, and a key whose policy knows one role alone",
        "kms:Decrypt",
        _KEY,
        Policies(
            identity=(_ADMINISTRATOR,),
            resource=policy(allow("kms:*", to=f"arn:aws:iam::{OWN}:role/keys", sid="Keepers")),
        ),
        own=Own("kms:ViaService", (None, "s3.eu-west-1.amazonaws.com")),
    ),
    Situation(
        "assume-role",
        "A trust policy that asks for MFA",
        "sts:AssumeRole",
        _TARGET,
        Policies(
            identity=(policy(allow("sts:AssumeRole", _TARGET, sid="Switch")),),
            resource=policy(
                allow(
                    "sts:AssumeRole",
                    None,
                    to=(f"arn:aws:iam::{OWN}:root", f"arn:aws:iam::{OTHER}:root"),
                    when={"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                    sid="Trust",
                )
            ),
        ),
        caller="user",
        abroad=True,
    ),
    Situation(
        "perimeter",
        "A bucket that is reached through one VPC endpoint alone",
        "s3:GetObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("s3:*", sid="Storage")),),
            resource=policy(
                deny(
                    "s3:*",
                    (_BUCKET, f"{_BUCKET}/*"),
                    to="*",
                    when={"StringNotEquals": {"aws:SourceVpce": ENDPOINT}},
                    sid="Perimeter",
                )
            ),
        ),
    ),
    Situation(
        "endpoint-policy",
        "A VPC endpoint whose policy lets one other bucket through",
        "s3:GetObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("s3:*", sid="Storage")),),
            vpce=(policy(allow("s3:*", ("arn:aws:s3:::backup", "arn:aws:s3:::backup/*"), to="*", sid="Backup")),),
        ),
        way=ENDPOINT_WAY,
    ),
    Situation(
        "outsiders",
        "A resource control policy that keeps callers of other organizations out",
        "s3:GetObject",
        _OBJECT,
        Policies(
            identity=(policy(allow("s3:*", sid="Storage")),),
            resource=policy(allow("s3:GetObject", f"{_BUCKET}/*", to=f"arn:aws:iam::{OTHER}:root", sid="Partner")),
            rcps=(
                (
                    policy(
                        deny(
                            "s3:*",
                            to="*",
                            when={"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORGANIZATION}},
                            sid="Outsiders",
                        )
                    ),
                ),
            ),
        ),
        abroad=True,
        member=False,
    ),
    Situation(
        "public",
        "A bucket that everybody reads, over TLS",
        "s3:GetObject",
        _OBJECT,
        Policies(
            resource=policy(
                allow("s3:GetObject", f"{_BUCKET}/*", to="*", sid="Everybody"),
                deny(
                    "s3:*",
                    (_BUCKET, f"{_BUCKET}/*"),
                    to="*",
                    when={"Bool": {"aws:SecureTransport": "false"}},
                    sid="OnlyTls",
                ),
            )
        ),
        caller="anonymous",
        member=False,
    ),
)
"""What there is to begin with, the first one first."""
