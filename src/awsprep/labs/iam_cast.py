"""Who and what the IAM cases are about: accounts, callers, and resources with the actions there are on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.iam_policy import Request, request_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

ACCOUNTS = ("111122223333", "444455556666", "777788889999", "123456789012")
USERS = ("alice", "bob", "carla", "dinesh", "eva", "farid")
ROLES = ("reporting", "ci-runner", "orders-app", "billing", "support", "etl")
REGIONS = ("eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-south-1", "sa-east-1")


class Thing(NamedTuple):
    """A resource's ARN, and actions on it that read, write and are drastic.

    All of the actions are on a resource of this kind: Service Authorization Reference, "Actions … for …".
    """

    arn: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    drastic: tuple[str, ...]


def account(rng: Random, *others: str) -> str:
    """An account that is none of the others."""
    return rng.choice([each for each in ACCOUNTS if each not in others])


def user(number: str, name: str) -> str:
    """A user's ARN."""
    return f"arn:aws:iam::{number}:user/{name}"


def role(number: str, name: str) -> str:
    """A role's ARN."""
    return f"arn:aws:iam::{number}:role/{name}"


def session(number: str, name: str, of: str) -> str:
    """The ARN of a role's session."""
    return f"arn:aws:sts::{number}:assumed-role/{name}/{of}"


def root(number: str) -> str:
    """The ARN that stands for an account."""
    return f"arn:aws:iam::{number}:root"


def request(
    principal: str,
    action: str,
    resource: str,
    *,
    owner: str = "",
    context: Mapping[str, str | tuple[str, ...]] | None = None,
    management: str = "",
) -> Request:
    """A request; `owner` is the resource's account where its ARN names none. Raises ValueError for what is none."""
    made = request_of(principal, action, resource, account=owner, context=context, management=management)
    if not isinstance(made, Request):
        raise ValueError(f"{made.what} is not modelled")  # noqa: TRY004  it is the principal that is wrong
    return made


def bucket(rng: Random) -> str:
    """A bucket's name."""
    return (
        f"{rng.choice(('reports', 'invoices', 'media', 'exports', 'claims'))}-{rng.choice(('prod', 'eu', 'archive'))}"
    )


def thing(rng: Random, number: str) -> Thing:
    """A resource in an account, of a service whose resource policies take any principal and effect."""
    region = rng.choice(REGIONS)
    service = rng.choice(("s3", "sqs", "dynamodb", "secretsmanager", "sns"))
    name = rng.choice(("orders", "payments", "refunds", "stock"))
    near = f"arn:aws:{service}:{region}:{number}"
    match service:
        case "s3":
            return _thing(
                f"arn:aws:s3:::{bucket(rng)}/{name}/{rng.randint(1, 99)}.json",
                "s3: GetObject GetObjectTagging",
                "PutObject PutObjectTagging",
                "DeleteObject DeleteObjectVersion",
            )
        case "sqs":
            actions = "sqs: ReceiveMessage GetQueueAttributes", "SendMessage DeleteMessage", "PurgeQueue DeleteQueue"
            return _thing(f"{near}:{name}", *actions)
        case "dynamodb":
            actions = "dynamodb: GetItem Query Scan", "PutItem UpdateItem", "DeleteItem DeleteTable"
            return _thing(f"{near}:table/{name}", *actions)
        case "secretsmanager":
            return _thing(
                f"{near}:secret:db-{rng.choice(('Ab3dE9', 'k7Qm2X', 'Zt5vWp'))}",
                "secretsmanager: GetSecretValue DescribeSecret",
                "PutSecretValue RotateSecret",
                "DeleteSecret DeleteResourcePolicy",
            )
        case _:
            actions = (
                "sns: GetTopicAttributes ListSubscriptionsByTopic",
                "Publish SetTopicAttributes",
                "DeleteTopic AddPermission",
            )
            return _thing(f"{near}:{name}", *actions)


def _thing(arn: str, reads: str, writes: str, drastic: str) -> Thing:
    service, *first = reads.split()
    lists = [tuple(service + action for action in actions) for actions in (first, writes.split(), drastic.split())]
    return Thing(arn, *lists)
