"""Policies to write for instances, roles that are passed, keys and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import REGIONS, ROLES, USERS, account, request, role, root, session, user
from awsprep.labs.iam_drill import Drill, Probe
from awsprep.labs.iam_text import allow, policy

if TYPE_CHECKING:
    from random import Random

_TEAMS = ("blue", "green", "red", "data")


def tags(rng: Random) -> Drill:
    """Start and stop the instances of the own team."""
    number, region, name = account(rng), rng.choice(REGIONS), rng.choice(ROLES)
    one, two = rng.sample(_TEAMS, 2)
    instance = f"arn:aws:ec2:{region}:{number}:instance/i-0{rng.randrange(16**7):07x}"

    def probe(action: str, mine: str, its: str, *, allowed: bool = False) -> Probe:
        context = {"aws:PrincipalTag/team": mine} if mine else {}
        context |= {"aws:ResourceTag/team": its, "ec2:ResourceTag/team": its} if its else {}
        caller = session(number, name, mine or "guest")
        return Probe(request(caller, action, instance, owner=number, context=context), allowed)

    describe = request(session(number, name, one), "ec2:DescribeInstances", "*", owner=number)
    return Drill(
        f"Write the identity policy of the role {name}, which people of all teams assume.\n\nThey may start and stop "
        "(`ec2:StartInstances`, `ec2:StopInstances`) the instances whose tag `team` is the same as their own "
        f"principal tag `team`, in account {number}, in every Region; and list instances (`ec2:DescribeInstances`, "
        "which has no resource to be limited to). Nothing else.",
        Layer.IDENTITY,
        policy(
            allow("ec2:DescribeInstances", sid="See"),
            allow(
                ("ec2:StartInstances", "ec2:StopInstances"),
                f"arn:aws:ec2:*:{number}:instance/*",
                when={"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}},
                sid="Switch",
            ),
        ),
        "The variable compares two tags, so no team is named. DescribeInstances needs a statement of its own: the "
        "condition on a resource's tag would never be met.",
        (
            probe("ec2:StartInstances", one, one, allowed=True),
            probe("ec2:StopInstances", two, two, allowed=True),
            Probe(describe, allowed=True),
            probe("ec2:StartInstances", one, two),
            probe("ec2:StopInstances", one, ""),
            probe("ec2:StartInstances", "", two),
            probe("ec2:TerminateInstances", one, one),
        ),
    )


def pass_role(rng: Random) -> Drill:
    """Pass one role to one service."""
    number, name = account(rng), rng.choice(ROLES)
    who, task = role(number, name), role(number, "report-function")

    def probe(which: str, service: str, *, allowed: bool = False) -> Probe:
        context = {"iam:PassedToService": f"{service}.amazonaws.com"}
        return Probe(request(who, "iam:PassRole", which, context=context), allowed)

    create = request(who, "lambda:CreateFunction", f"arn:aws:lambda:eu-west-1:{number}:function:report")
    delete = request(who, "lambda:DeleteFunction", f"arn:aws:lambda:eu-west-1:{number}:function:report")
    return Drill(
        f"Write the identity policy of the role {name}.\n\nIt may create Lambda functions (`lambda:CreateFunction`) "
        f"and pass them (`iam:PassRole`) the role `{task}`: no other role, and that one to no other service than "
        "`lambda.amazonaws.com`.",
        Layer.IDENTITY,
        policy(
            allow("lambda:CreateFunction", sid="Create"),
            allow(
                "iam:PassRole", task, when={"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}, sid="Pass"
            ),
        ),
        "Whoever may pass any role, or pass one to any service, gets that role's permissions. CreateFunction must not "
        "share the condition: it has no such key.",
        (
            Probe(create, allowed=True),
            probe(task, "lambda", allowed=True),
            probe(task, "ec2"),
            probe(task, "ecs-tasks"),
            probe(role(number, "administrator"), "lambda"),
            Probe(delete, allowed=False),
        ),
    )


def via(rng: Random) -> Drill:
    """Use a KMS key only by way of a service."""
    number, name = account(rng), rng.choice(ROLES)
    region, far = rng.sample(REGIONS, 2)
    key, other = (f"arn:aws:kms:{region}:{number}:key/{rng.randrange(16**8):08x}" for _ in range(2))
    owner = Policies(resource=policy(allow("kms:*", to=root(number), sid="Owner")))
    who = role(number, name)

    def probe(action: str, of: str, via: str, *, allowed: bool = False) -> Probe:
        context = {"kms:ViaService": f"{via}.amazonaws.com"} if via else {}
        return Probe(request(who, action, of, context=context), allowed, owner)

    return Drill(
        f"Write the identity policy of the role {name}.\n\nWith the KMS key `{key}` it may call `kms:Decrypt` and "
        f"`kms:GenerateDataKey`, but only when Amazon S3 in {region} does so on its behalf, never itself. The key "
        "policy leaves access to identity policies.",
        Layer.IDENTITY,
        policy(
            allow(
                ("kms:Decrypt", "kms:GenerateDataKey"),
                key,
                when={"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}},
                sid="Storage",
            )
        ),
        "`kms:ViaService` names the service and its Region, and is absent from a direct call; so a plain StringEquals "
        "is right, and …IfExists would let direct calls in.",
        (
            probe("kms:Decrypt", key, f"s3.{region}", allowed=True),
            probe("kms:GenerateDataKey", key, f"s3.{region}", allowed=True),
            probe("kms:Decrypt", key, ""),
            probe("kms:Decrypt", key, f"ec2.{region}"),
            probe("kms:Decrypt", key, f"s3.{far}"),
            probe("kms:Decrypt", other, f"s3.{region}"),
            probe("kms:ScheduleKeyDeletion", key, f"s3.{region}"),
        ),
    )


def leading(rng: Random) -> Drill:
    """Use the own items of a table."""
    number, region = account(rng), rng.choice(REGIONS)
    one, two = rng.sample(USERS, 2)
    table = f"arn:aws:dynamodb:{region}:{number}:table/{rng.choice(('notes', 'scores', 'carts'))}"

    def probe(name: str, action: str, *keys: str, allowed: bool = False, of: str = table) -> Probe:
        context: dict[str, str | tuple[str, ...]] = {"aws:username": name}
        if keys:
            context["dynamodb:LeadingKeys"] = keys
        return Probe(request(user(number, name), action, of, context=context), allowed)

    return Drill(
        f"Write one identity policy for all users of an account.\n\nIn the table `{table}` the partition key is the "
        "user's name. Each may use `dynamodb:GetItem`, `BatchGetItem`, `Query` and `PutItem` on their own items, that "
        "is where all of `dynamodb:LeadingKeys` are their name. A scan has no leading keys, and must be refused.",
        Layer.IDENTITY,
        policy(
            allow(
                ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem"),
                table,
                when={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "${aws:username}"}},
                sid="Own",
            )
        ),
        "ForAllValues holds for every key of a batch, but also where there is no key at all; so Scan must not be among "
        "the actions.",
        (
            probe(one, "dynamodb:GetItem", one, allowed=True),
            probe(two, "dynamodb:Query", two, allowed=True),
            probe(one, "dynamodb:PutItem", one, allowed=True),
            probe(one, "dynamodb:BatchGetItem", one, allowed=True),
            probe(one, "dynamodb:GetItem", two),
            probe(one, "dynamodb:BatchGetItem", one, two),
            probe(one, "dynamodb:Scan"),
            probe(one, "dynamodb:DeleteItem", one),
            probe(one, "dynamodb:GetItem", one, of=f"{table}-archive"),
        ),
    )
