"""Requests with their policies, drawn from a seed in strata, on which another simulator's decisions are recorded.

The same seed draws the same cases on every Python: only `Random.random` is used, whose sequence never changes.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.aws.iam_drawn_conditions import condition

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

OWN, OTHER = "111122223333", "444455556666"
ALICE = f"arn:aws:iam::{OWN}:user/alice"
PAUL = f"arn:aws:iam::{OWN}:user/staff/paul"
BEHIND = f"arn:aws:iam::{OWN}:user/paul"
ROLE = f"arn:aws:iam::{OWN}:role/app/reporter"
SESSION = f"arn:aws:sts::{OWN}:assumed-role/reporter/i-0abc"
FEDERATED = f"arn:aws:sts::{OWN}:federated-user/paul"
ANONYMOUS = "anonymous"

CALLS = {
    "s3": (
        ("s3:GetObject", "arn:aws:s3:::reports/team-a/q1.csv"),
        ("s3:PutObject", "arn:aws:s3:::reports/team-b/2026/q1.csv"),
        ("s3:DeleteObject", "arn:aws:s3:::logs/a:b/c"),
        ("s3:ListBucket", "arn:aws:s3:::reports"),
    ),
    "rest": (
        ("sqs:SendMessage", "arn:aws:sqs:us-east-1:{own}:jobs"),
        ("sqs:CreateQueue", "arn:aws:sqs:eu-west-1:{own}:jobs-new"),
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:{own}:table/orders"),
        ("sns:Publish", "arn:aws:sns:eu-west-1:{own}:alarms"),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:{own}:secret:db/main-AbCdEf"),
        ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:{own}:function:resize"),
        ("ec2:StartInstances", "arn:aws:ec2:us-east-1:{own}:instance/i-0123456789abcdef0"),
        ("logs:PutLogEvents", "arn:aws:logs:us-east-1:{own}:log-group:/app/web:log-stream:one"),
    ),
    "star": (("s3:ListAllMyBuckets", "*"), ("ec2:DescribeInstances", "*"), ("sts:GetCallerIdentity", "*")),
    "kms": (
        ("kms:Decrypt", "arn:aws:kms:us-east-1:{own}:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
        ("kms:GenerateDataKey", "arn:aws:kms:eu-west-1:{own}:key/mrk-1234abcd12ab34cd56ef1234567890ab"),
    ),
    "trust": (
        ("sts:AssumeRole", "arn:aws:iam::{own}:role/target"),
        ("sts:TagSession", "arn:aws:iam::{own}:role/ops/x"),
    ),
}
STRATA: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    # name, cases, services; a stratum's policies are drawn by its name in `_policies`
    ("identity", 700, ("s3", "rest", "star")),
    ("condition", 1500, ("s3", "rest")),
    ("boundary", 300, ("s3", "rest")),
    ("session", 400, ("s3", "rest")),
    ("resource", 600, ("s3", "rest")),
    ("cross", 600, ("s3", "rest")),
    ("scp", 400, ("s3", "rest", "star")),
    ("rcp", 300, ("s3", "rest")),
    ("vpce", 300, ("s3", "rest")),
    ("kms", 450, ("kms",)),
    ("trust", 450, ("trust",)),
    ("anonymous", 300, ("s3",)),
    ("all", 700, ("s3", "rest", "kms", "trust")),
)


def cases(seed: int = 20261121) -> list[Json]:
    """All strata, in order; ids are `stratum-0001`."""
    drawn = []
    for name, count, services in STRATA:
        rng = random.Random(f"{seed} {name}")
        drawn += [{"id": f"{name}-{number:04}", **Draw(rng, name, services).case()} for number in range(1, count + 1)]
    return drawn


class Draw:
    """One case in the making."""

    def __init__(self, rng: random.Random, stratum: str, services: Sequence[str]) -> None:
        self.rng = rng
        self.stratum = stratum
        self.service = self.one(services)
        self.action, resource = self.one(CALLS[self.service])
        if stratum == "anonymous":
            self.principal = ANONYMOUS
        elif stratum == "session":
            self.principal = self.one((SESSION, SESSION, FEDERATED))
        else:
            self.principal = self.one((ALICE, ALICE, PAUL, SESSION, SESSION, FEDERATED))
        away = {"cross": 1.0, "all": 0.4, "kms": 0.35, "trust": 0.35, "rcp": 0.3, "anonymous": 0.5}
        self.account = OTHER if self.odds(away.get(stratum, 0.0)) else OWN
        self.resource = resource.replace("{own}", self.account)
        self.context: dict[str, str | list[str]] = {}

    def case(self) -> Json:
        policies = self.policies()
        request: Json = {"principal": self.principal, "action": self.action, "resource": self.resource}
        own = self.resource.split(":")[4] if ":" in self.resource else ""
        if own != self.account and (self.account != OWN or self.odds(0.5)):
            request["resourceAccount"] = self.account
        if self.context or self.odds(0.5):
            request["context"] = self.context
        return {"request": request, "policies": policies}

    # what is drawn

    def one(self, choices: Sequence[Any]) -> Any:
        return choices[int(self.rng.random() * len(choices))]

    def odds(self, chance: float) -> bool:
        return self.rng.random() < chance

    def policies(self) -> Json:
        if self.stratum == "anonymous":
            found: Json = {"resource": self.document(principal=True)}
            self.maybe(found, "vpce", 0.2, self.vpce)
            self.maybe(found, "rcps", 0.2, self.rcps)
            return found
        chances = {
            "identity": (0.95, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
            "condition": (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
            "boundary": (0.9, 0.2, 1.0, 0.0, 0.0, 0.0, 0.0),
            "session": (0.9, 0.45, 0.2, 0.9, 0.0, 0.0, 0.0),
            "resource": (0.5, 1.0, 0.35, 0.25, 0.0, 0.0, 0.0),
            "cross": (0.95, 0.95, 0.15, 0.15, 0.0, 0.0, 0.0),
            "scp": (0.95, 0.2, 0.0, 0.0, 1.0, 0.0, 0.0),
            "rcp": (0.95, 0.6, 0.0, 0.0, 0.0, 1.0, 0.0),
            "vpce": (0.95, 0.3, 0.0, 0.0, 0.0, 0.0, 1.0),
            "kms": (0.8, 0.95, 0.2, 0.2, 0.1, 0.1, 0.0),
            "trust": (0.8, 1.0, 0.2, 0.2, 0.1, 0.1, 0.0),
            "all": (0.95, 0.8, 0.35, 0.35, 0.5, 0.4, 0.3),
        }[self.stratum]
        found = {}
        identity, resource, boundary, session, scp, rcp, vpce = chances
        self.maybe(found, "identity", identity, lambda: [self.document() for _ in range(1 + self.odds(0.25))])
        must = self.service == "trust"  # a role without a trust policy does not exist
        self.maybe(found, "resource", 1.0 if must else resource, lambda: self.document(principal=True))
        self.maybe(found, "boundary", boundary, self.one_or_list)
        if self.principal in {SESSION, FEDERATED}:
            self.maybe(found, "session", session, lambda: self.document(lean=0.72))
        self.maybe(found, "scps", scp, self.scps)
        self.maybe(found, "rcps", rcp, self.rcps)
        self.maybe(found, "vpce", vpce, self.vpce)
        return found

    def maybe(self, found: Json, key: str, chance: float, draw: Any) -> None:
        if self.odds(chance):
            found[key] = draw()

    def one_or_list(self) -> Any:
        documents = [self.document(lean=0.75) for _ in range(1 + self.odds(0.3))]
        return documents if len(documents) > 1 or self.odds(0.3) else documents[0]

    def scps(self) -> list[list[Json]]:
        full = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        levels = []
        for _ in range(1 + int(self.rng.random() * 3)):
            documents = [full] if self.odds(0.6) else []
            if not documents or self.odds(0.3):
                documents.append(self.document(lean=0.8))
            levels.append([] if self.odds(0.03) else documents)
        return levels

    def rcps(self) -> list[list[Json]]:
        return [
            [self.wrap([self.statement(effect="Deny", principal="*", plain=True)]) for _ in range(self.one((0, 1, 1)))]
            for _ in range(1 + self.odds(0.5))
        ]

    def vpce(self) -> Any:
        full = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
        statements = [full] if self.odds(0.4) else [self.statement(lean=0.8, principal="*")]
        if self.odds(0.2):
            statements.append(self.statement(effect="Deny", principal="*"))
        return self.wrap(statements)

    def wrap(self, statements: list[Json]) -> Json:
        for number, statement in enumerate(statements, 1):
            if self.odds(0.8):
                statement["Sid"] = f"S{number}"
        one = len(statements) == 1 and self.odds(0.15)
        return {"Version": "2012-10-17", "Statement": statements[0] if one else statements}

    def document(self, *, lean: float = 0.72, principal: bool = False) -> Json:
        """A document with one to three statements; `lean` is how likely its first one speaks of the request."""
        statements = []
        for number in range(self.one((1, 1, 1, 2, 2, 3))):
            deny = number > 0 and self.odds(0.3)
            named = self.named() if principal else None
            statements.append(
                self.statement(lean=lean, effect="Deny" if deny else "Allow", principal=named, attached=principal)
            )
        return self.wrap(statements)

    def statement(
        self,
        *,
        lean: float = 0.72,
        effect: str = "Allow",
        principal: Any = None,
        plain: bool = False,
        attached: bool = False,
    ) -> Json:
        """A statement. A Deny speaks of the request less often, so that enough is left to be allowed."""
        statement: Json = {"Effect": effect}
        fits = self.odds(lean if effect == "Allow" else 0.5)
        action_fits = fits or self.odds(0.5)
        resource_fits = fits or (self.odds(0.5) if action_fits else self.odds(0.8))
        if principal is not None:
            statement["Principal"] = principal
        if self.odds(0.12) and not plain:
            statement["NotAction"] = self.some(self.actions(fits=not action_fits))
        else:
            statement["Action"] = self.some(self.actions(fits=action_fits, wide=not plain))
        if self.service == "trust" and attached:
            pass  # a trust policy speaks of its role
        elif self.odds(0.12):
            statement["NotResource"] = self.some(self.resources(fits=not resource_fits, short=not plain))
        else:
            statement["Resource"] = self.some(self.resources(fits=resource_fits, short=not plain))
        if self.stratum == "condition" or self.odds(0.15):
            statement["Condition"] = condition(self, 1 + self.odds(0.2))
        return statement

    def some(self, values: list[str]) -> Any:
        return values[0] if len(values) == 1 and self.odds(0.6) else values

    def actions(self, *, fits: bool, wide: bool = True) -> list[str]:
        service, name = self.action.split(":")
        if fits:
            half = name[: 2 + int(self.rng.random() * (len(name) - 2))]
            spelt = [self.action, self.action, f"{service}:*", f"{service}:{half}*", f"{service}:{name[0]}?{name[2:]}"]
            spelt += [self.action.upper(), f"{service}:*{name[-4:]}"]
            spelt += ["*"] if wide else []
            found = [self.one(spelt)]
            return [*found, "ec2:RunInstances"] if self.odds(0.2) else found
        others = [f"{service}:Tag*", "ec2:RunInstances", f"{service}:{name}Foo", f"{service}:?{name}", "iam:*"]
        return [self.one(others)] if self.odds(0.7) else ["cloudwatch:PutMetricData", self.one(others)]

    def resources(self, *, fits: bool, short: bool = True) -> list[str]:
        """`short` allows ARNs that end early, which the other simulator does not read in an RCP."""
        if self.resource == "*":
            return ["*"] if fits else ["arn:aws:s3:::reports/*"]
        head, _, tail = self.resource.rpartition("/" if "/" in self.resource else ":")
        mark = self.resource[len(head)]
        parts = self.resource.split(":", 5)
        if fits:
            whole = [self.resource, "*", f"{head}{mark}*", f"{head}{mark}{tail[:-1]}?"]
            whole += [":".join([*parts[:3], "*", "*", parts[5]]), ":".join([*parts[:5], f"*{tail}"])]
            whole += [f"arn:aws:{parts[2]}:*", "arn:aws:*"] if short else []
            typed = self.service == "s3" or set(parts[5]) & set("/:")
            found = self.variable() if typed and self.odds(0.15) else self.one(whole)
            return [found, "arn:aws:s3:::elsewhere/*"] if self.odds(0.2) else [found]
        other = [f"{self.resource}x", f"{head}{mark}", f"{head}{mark}{tail[1:]}", "arn:aws:s3:::elsewhere/*"]
        other += [":".join([*parts[:5], parts[5].upper()]), ":".join([*parts[:5], f"{parts[5]}/?"])]
        if self.odds(0.1):
            return ["arn:aws:s3:::reports/${aws:PrincipalTag/absent}/*"]
        return [self.one(other)] if self.odds(0.7) else ["arn:aws:iam::*:role/*", self.one(other)]

    def variable(self) -> str:
        """The request's resource with a part of it taken from the context, or from a variable's default."""
        head, _, tail = self.resource.rpartition("/" if "/" in self.resource else ":")
        mark = self.resource[len(head)]
        if self.odds(0.3):
            return f"{head}{mark}${{aws:PrincipalTag/none, '{tail}'}}"
        self.context["aws:PrincipalTag/part"] = tail if self.odds(0.75) else self.one(("*", "other", ""))
        return f"{head}{mark}${{{self.one(('aws:PrincipalTag/part', 'aws:principaltag/Part'))}}}"

    def named(self) -> Any:
        """A Principal: `*`, an account, the caller itself, the role or user behind it, or somebody else."""
        behind = {SESSION: ROLE, FEDERATED: BEHIND}.get(self.principal, ALICE)
        if self.principal == ANONYMOUS:
            return self.one(("*", "*", "*", {"AWS": "*"}, {"AWS": OWN}, {"AWS": [ALICE, "*"]}))
        values = [self.principal, self.principal, behind, behind, OWN, f"arn:aws:iam::{OWN}:root", OTHER]
        values += [f"arn:aws:iam::{OTHER}:user/alice", f"arn:aws:iam::{OWN}:user/bob", "*"]
        if self.odds(0.1):
            return "*"
        chosen = self.one(values)
        return {"AWS": [chosen, self.one(values)] if self.odds(0.15) else chosen}
