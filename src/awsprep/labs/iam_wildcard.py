"""Which call a statement speaks of: wildcards, what NotAction and NotResource leave, policy variables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Effect, Policies
from awsprep.aws.iam_statement import Miss, miss
from awsprep.labs.iam_cast import REGIONS, ROLES, USERS, account, bucket, request, role, session, user
from awsprep.labs.iam_text import allow, deny, policy, printed
from awsprep.labs.iam_trial import ALLOWED, REFUSED, Claim, Trial, case_of, drawn_either

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from awsprep.aws.iam_policy import Policy
    from awsprep.labs.case import Case

    Call = tuple[str, str]
    """An action, and the ARN that it is on."""


def _pattern(rng: Random, level: str) -> Case | None:
    """A bucket is one ARN, its objects another; a prefix has its slash."""
    store, name = bucket(rng), rng.choice(USERS)
    prefix = rng.choice(("reports", "daily", "images"))
    base = f"arn:aws:s3:::{store}"
    actions = rng.choice((("s3:Get*", "s3:ListBucket"), ("s3:*Object",), ("s3:GetObject*", "s3:PutObject"), ("s3:*",)))
    resources = rng.choice(((f"{base}/{prefix}/*",), (base, f"{base}/{prefix}/*"), (f"{base}/{prefix}*",), (base,)))
    one = policy(allow(actions, resources, sid="Some"))
    if level != "junior":
        one = policy(*one.statements, deny("s3:*", f"{base}/{prefix}/20?5/*", sid="Old"))
    calls = [
        (action, f"{base}/{path}")
        for action in ("s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:DeleteObject")
        for path in (f"{prefix}/2026/a.csv", f"{prefix}-old/a.csv", f"{prefix}/2015/a.csv", "a.csv")
    ]
    calls += [("s3:ListBucket", base), ("s3:GetBucketPolicy", base), ("s3:GetObject", f"{base}-copy/{prefix}/a.csv")]
    return _speaks(rng, user(account(rng), name), one, calls, level)


def _except(rng: Random, level: str) -> Case | None:
    """All but: what an Allow or a Deny with NotAction or NotResource speaks of."""
    del level
    store, number, name = bucket(rng), account(rng), rng.choice(ROLES)
    base, region = f"arn:aws:s3:::{store}", rng.choice(REGIONS)
    queue, table = f"arn:aws:sqs:{region}:{number}:orders", f"arn:aws:dynamodb:{region}:{number}:table/orders"
    kind = rng.randrange(3)
    if kind == 0:  # Allow NotAction
        spared = tuple(sorted(rng.sample(("iam:*", "s3:*", "sqs:*", "dynamodb:*", "organizations:*"), 3)))
        one = policy(replace(allow(spared, sid="AllBut"), not_action=True))
    elif kind == 1:  # Deny NotAction: what is spared still needs an Allow
        spared = tuple(sorted(rng.sample(("s3:Get*", "s3:List*", "sqs:*", "dynamodb:Get*"), 2)))
        one = policy(allow(("s3:*", "dynamodb:*"), sid="Work"), replace(deny(spared, sid="AllBut"), not_action=True))
    else:  # Deny NotResource
        one = policy(
            allow(("s3:*", "sqs:*"), sid="Work"),
            replace(deny(("s3:*", "dynamodb:*"), (base, f"{base}/*"), sid="AllBut"), not_resource=True),
        )
    calls = [
        ("s3:GetObject", f"{base}/a.csv"),
        ("s3:PutObject", f"{base}/a.csv"),
        ("s3:ListBucket", base),
        ("s3:GetObject", f"{base}-copy/a.csv"),
        ("sqs:SendMessage", queue),
        ("sqs:DeleteQueue", queue),
        ("dynamodb:GetItem", table),
        ("dynamodb:PutItem", table),
        ("iam:CreateUser", user(number, "new")),
        ("ec2:RunInstances", "*"),
    ]
    return _speaks(rng, role(number, name), one, calls, "mid", number)


def _variable(rng: Random, level: str) -> Case | None:
    """`${aws:username}` and tags: for whom they have a value, and in which version they count at all."""
    del level
    store, number = bucket(rng), account(rng)
    who, other = rng.sample(USERS, 2)
    base = f"arn:aws:s3:::{store}"
    variables = rng.random() < 0.8
    key = rng.choice(("aws:username", "aws:PrincipalTag/team"))
    one, two = (who, other) if key == "aws:username" else rng.sample(("blue", "green", "red"), 2)
    home = policy(
        allow(("s3:GetObject", "s3:PutObject"), f"{base}/home/${{{key}}}/*", sid="Home"),
        allow("s3:GetObject", f"{base}/shared/*", sid="Shared"),
        variables=variables,
    )
    whole = rng.choice(ROLES)
    callers: list[tuple[str, str, dict[str, str]]] = [
        (f"user {who}", user(number, who), {"aws:username": who, "aws:PrincipalTag/team": two}),
        (f"role {whole}, session {who}", session(number, whole, who), {"aws:PrincipalTag/team": one}),
    ]
    pool = []
    for named, caller, context in callers:
        for action in ("s3:GetObject", "s3:PutObject"):
            for path in (f"home/{one}/a", f"home/{two}/a", "shared/a"):
                trial = Trial(
                    request(caller, action, f"{base}/{path}", owner=number, context=context),
                    Policies(identity=(home,)),
                )
                text = f"{action} on {path} by {named}"
                pool.append(Claim(text, ALLOWED, trial, _variable_why(key, trial, variables=variables)))
    found = drawn_either(rng, pool, 5, (ALLOWED, REFUSED) if variables else (ALLOWED,))
    if found is None:
        return None
    right, claims = found
    tags = "" if key == "aws:username" else f"The user has the tag team={two}, the session team={one}. "
    ask = (
        f"The user {who} and the role {whole} both have this policy, and no other:\n\n{printed(home)}\n\n{tags}"
        f"Which call in the bucket is {right.says}?"
    )
    return case_of(ask, claims, right.why)


def _variable_why(key: str, trial: Trial, *, variables: bool) -> str:
    """What the variable is for this caller."""
    decision, value = trial.decision, trial.request.context.get(key.lower())
    if decision.allowed:
        return (
            f"{decision.sid} allows it{'' if decision.sid == 'Shared' or value is None else f': {key} is {value[0]}'}."
        )
    if not variables:
        return "In this Version variables do not count: ${" + key + "} is taken as it stands."
    if value is None:
        return f"A session has no {key}, so that Home speaks of nothing."
    if "/shared/" in trial.request.resource:
        return "Shared allows reading alone."
    return f"Here {key} is {value[0]}, so that Home speaks of home/{value[0]}/ alone."


def _speaks(rng: Random, caller: str, one: Policy, calls: Sequence[Call], level: str, owner: str = "") -> Case | None:
    """A case of calls, of which a policy that is the only one allows, or refuses, just one."""
    pool = []
    for action, on in rng.sample(calls, min(len(calls), 10)):
        trial = Trial(request(caller, action, on, owner=owner or caller.split(":")[4]), Policies(identity=(one,)))
        pool.append(Claim(f"{action} on {on}", ALLOWED, trial, _why(one, trial)))
    found = drawn_either(rng, pool, 4 if level == "junior" else 5)
    if found is None:
        return None
    right, claims = found
    ask = f"`{caller}` has this policy, and no other:\n\n{printed(one)}\n\nWhich call is {right.says}?"
    return case_of(ask, claims, right.why)


def _why(one: Policy, trial: Trial) -> str:
    """Which statement speaks of a call, or what keeps each from it."""
    decision = trial.decision
    if decision.allowed:
        return f"{decision.sid} allows it, and nothing denies it."
    if decision.sid:
        return f"{decision.sid} speaks of it and denies it."
    told = []
    for statement in one.statements:
        if statement.effect is Effect.ALLOW:
            near = miss(statement, trial.request, variables=True)
            part = "Action" if near is Miss.ACTION else "Resource"
            negated = statement.not_action if part == "Action" else statement.not_resource
            told.append(f"{'Not' if negated else ''}{part} of {statement.sid} does not hold of it")
    return f"{'; '.join(told)}, and nothing else allows it."


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "pattern": _pattern,
    "except": _except,
    "variable": _variable,
}
