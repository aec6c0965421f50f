"""What service control policies leave: every level must allow, a Deny anywhere counts, one account is exempt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.iam import Says
from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import REGIONS, account, request, role
from awsprep.labs.iam_text import allow, deny, policy, printed
from awsprep.labs.iam_trial import ALLOWED, Claim, Trial, case_of, drawn, drawn_either

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam_policy import Statement
    from awsprep.labs.case import Case

_CALLS = {
    "s3": "CreateBucket DeleteBucket PutBucketPolicy",
    "ec2": "RunInstances TerminateInstances CreateVpc",
    "sqs": "CreateQueue DeleteQueue PurgeQueue",
    "dynamodb": "CreateTable DeleteTable UpdateTable",
    "lambda": "CreateFunction DeleteFunction InvokeFunction",
    "rds": "CreateDBInstance DeleteDBInstance StopDBInstance",
}
_FULL = policy(allow("*", sid="FullAWSAccess"))
_LEVELS = ("the root", "the OU", "the account")
_GLOBAL = ("iam:CreateRole", "route53:CreateHostedZone", "cloudfront:CreateDistribution")


def _denied(rng: Random, level: str) -> Case | None:
    """A Deny somewhere above, and an identity policy that does not allow everything."""
    del level
    used, shut, none = rng.sample(sorted(_CALLS), 3)
    number = account(rng)
    identity = policy(allow((f"{used}:*", f"{shut}:*"), sid="Work"))
    guard = policy(deny((f"{shut}:*", rng.choice(_names(used))), sid="Guard"))
    place = rng.randrange(3)
    scps = tuple((guard, _FULL) if each == place else (_FULL,) for each in range(3))
    policies = Policies(identity=(identity,), scps=scps)
    found = _calls(rng, role(number, "developer"), (used, shut, none), policies, 4)
    if found is None:
        return None
    right, claims = found
    ask = (
        "FullAWSAccess is attached to the root, the OU and the member account; to "
        f"{_LEVELS[place]} this service control policy as well:\n\n{printed(guard)}\n\n"
        f"A role of the account has this identity policy:\n\n{printed(identity)}\n\n"
        "Which of these calls by the role is allowed?"
    )
    return case_of(ask, claims, _why(right.trial))


def _levels(rng: Random, level: str) -> Case | None:
    """Lists of what is allowed at two levels: only what is on both is left to an administrator."""
    del level
    both, upper, lower, none = rng.sample(sorted(_CALLS), 4)
    ou = policy(allow(tuple(sorted((f"{both}:*", f"{upper}:*"))), sid="Services"))
    guard = deny(rng.choice(_names(both)), sid="Guard")
    own = policy(
        allow(tuple(sorted((f"{both}:*", f"{lower}:*"))), sid="Team"), *((guard,) if rng.random() < 0.6 else ())
    )
    number = account(rng)
    policies = Policies(identity=(_FULL,), scps=((_FULL,), (ou,), (own,)))
    found = _calls(rng, role(number, "administrator"), (both, upper, lower, none), policies, 5)
    if found is None:
        return None
    right, claims = found
    ask = (
        "The root of an organization has FullAWSAccess. The OU has this service control policy in its place:\n\n"
        f"{printed(ou)}\n\nThe member account in it has this one alone:\n\n{printed(own)}\n\n"
        "A role of the account has AdministratorAccess. Which of these calls by it is allowed?"
    )
    return case_of(ask, claims, _why(right.trial))


def _calls(
    rng: Random, caller: str, services: tuple[str, ...], policies: Policies, many: int
) -> tuple[Claim, list[Claim]] | None:
    """Calls of some services of which one alone is allowed, and that one."""
    trials = [Trial(request(caller, call, "*"), policies) for service in services for call in _names(service)]
    pool = [Claim(trial.request.action, ALLOWED, trial, _why(trial)) for trial in rng.sample(trials, 8)]
    return drawn(rng, pool, many)


def _exempt(rng: Random, level: str) -> Case | None:
    """Regions and the management account, and calls of which one is the odd one out."""
    del level
    management = account(rng)
    member = account(rng, management)
    home, near, far = rng.sample(REGIONS, 3)
    spared = rng.sample(_GLOBAL, 2)
    guard = policy(
        deny("organizations:LeaveOrganization", sid="Stay"),
        _regions(tuple(f"{each.partition(':')[0]}:*" for each in sorted(spared)), (home, near)),
    )
    calls = [(each, "us-east-1") for each in _GLOBAL] if "us-east-1" not in {home, near} else [(spared[0], "us-east-1")]
    calls += [(rng.choice(_names(rng.choice(sorted(_CALLS)))), region) for region in (home, near, far, far, far)]
    calls.append(("organizations:LeaveOrganization", "us-east-1"))
    policies = Policies(identity=(_FULL,), scps=((guard, _FULL), (_FULL,)))
    pool = []
    for number, who in ((member, "member"), (management, "management")):
        for call, region in calls:
            if number == management and call.startswith("organizations:"):
                continue  # another rule keeps it from leaving
            trial = Trial(
                request(
                    role(number, "administrator"),
                    call,
                    "*",
                    context={"aws:RequestedRegion": region},
                    management=management,
                ),
                policies,
            )
            pool.append(Claim(f"{call}, {who} account, {region}", ALLOWED, trial, _why(trial)))
    found = drawn_either(rng, pool, 5)
    if found is None:
        return None
    right, claims = found
    ask = (
        "FullAWSAccess is attached everywhere in an organization. The root has this service control policy as well:\n\n"
        f"{printed(guard)}\n\nRoles with AdministratorAccess in a member account and in the management account make "
        f"these calls; the Region is `aws:RequestedRegion`. Which one is {right.says}?"
    )
    return case_of(ask, claims, _why(right.trial))


def _regions(spared: tuple[str, ...], regions: tuple[str, ...]) -> Statement:
    found = deny(spared, when={"StringNotEquals": {"aws:RequestedRegion": regions}}, sid="Regions")
    return replace(found, not_action=True)


def _why(trial: Trial) -> str:
    """What the service control policies, or the identity policy, make of a call."""
    line = trial.decision.line(Layer.SCP)
    sid = line.sid or "the policy"
    match line.says:
        case Says.EXEMPT:
            return "Service control policies do not bind the management account, so its identity policy decides."
        case Says.DENY:
            return f"{sid} denies it, and no Allow anywhere can lift that."
        case Says.SILENT:
            return f"The policy of {_LEVELS[line.level]} does not allow it; every level has to."
        case _ if trial.decision.allowed and line.says is Says.ALLOW:
            return "All levels allow it, none denies it, and the identity policy allows it."
        case _:
            return "The levels leave it open but grant nothing, and the identity policy does not allow it."


def _names(service: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in _CALLS[service].split())


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "denied": _denied,
    "levels": _levels,
    "exempt": _exempt,
}
