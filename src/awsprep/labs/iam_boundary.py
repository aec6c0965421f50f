"""Which calls are left where an identity policy meets a permissions boundary and a session policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam import Says
from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import ROLES, account, request, role, session
from awsprep.labs.iam_reason import NAMES, reasons, sentence
from awsprep.labs.iam_text import allow, deny, policy, shown
from awsprep.labs.iam_trial import ALLOWED, Claim, Trial, case_of, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam_policy import Policy
    from awsprep.labs.case import Case

_SIDS = {Layer.IDENTITY: "Work", Layer.BOUNDARY: "Limit", Layer.SESSION: "Today"}
_CALLS = {
    "s3": "CreateBucket DeleteBucket ListAllMyBuckets PutBucketPolicy",
    "ec2": "DescribeInstances RunInstances CreateSnapshot DescribeVolumes",
    "sqs": "CreateQueue ListQueues DeleteQueue",
    "dynamodb": "CreateTable ListTables DeleteTable",
    "lambda": "CreateFunction ListFunctions DeleteFunction",
    "iam": "CreateUser ListRoles CreateAccessKey",
    "cloudwatch": "PutMetricData DescribeAlarms DeleteAlarms",
}


def _common(rng: Random, level: str) -> Case | None:
    """Identity policy and boundary, on a harder level with a Deny, and a call that both allow."""
    both, mine, ceiling, neither = rng.sample(sorted(_CALLS), 4)
    denied = level != "junior"
    identity = policy(allow((_actions(rng, both, level), *_few(rng, mine, level)), sid="Work"))
    statements = [allow((f"{both}:*", f"{ceiling}:*"), sid="Limit")]
    if denied:
        statements.append(deny(_names(both)[:2], sid="Never"))
    boundary = policy(*statements)
    name, number = rng.choice(ROLES), account(rng)
    made = {Layer.IDENTITY: identity, Layer.BOUNDARY: boundary}
    trials = [
        Trial(request(role(number, name), call, "*"), Policies(identity=(identity,), boundary=(boundary,)))
        for service in (both, mine, ceiling, neither)
        for call in _names(service)
    ]
    return _which(rng, f"The role {name}", made, trials)


def _session(rng: Random, level: str) -> Case | None:
    """Three layers, of which any two are not enough."""
    del level
    three, *two, other = rng.sample(sorted(_CALLS), 5)
    layers = (Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION)
    made: dict[Layer, Policy] = {}
    for number, layer in enumerate(layers):
        services = sorted({three, *(each for place, each in enumerate(two) if place != number)})
        made[layer] = policy(allow(tuple(f"{each}:*" for each in services), sid=_SIDS[layer]))
    refusing = rng.choice(layers)
    (first,) = made[refusing].statements
    made[refusing] = policy(first, deny(_names(three)[:2], sid="Never"))
    name, number_ = rng.choice(ROLES), account(rng)
    policies = Policies(identity=(made[Layer.IDENTITY],), boundary=(made[Layer.BOUNDARY],), session=made[Layer.SESSION])
    caller = session(number_, name, "deploy-12")
    trials = [
        Trial(request(caller, call, "*"), policies) for service in (three, *two, other) for call in _names(service)
    ]
    return _which(rng, f"A session of the role {name}", made, trials)


def _which(rng: Random, who: str, made: Mapping[Layer, Policy], trials: list[Trial]) -> Case | None:
    few = [*trials[:3], *rng.sample(trials[3:], 5)]  # the first ones are those of the service that all allow
    pool = [Claim(trial.request.action, ALLOWED, trial, _why(trial, tuple(made))) for trial in few]
    found = drawn(rng, pool, 4 if len(made) == 2 else 5)
    if found is None:
        return None
    right, claims = found
    ask = (
        f"{who} has these policies. The resources are in its own account and have no policies themselves.\n\n"
        f"{shown(made)}\n\nWhich of these calls is allowed?"
    )
    return case_of(ask, claims, reasons(right.trial))


def _why(trial: Trial, layers: tuple[Layer, ...]) -> str:
    """Why a call is refused, from what each layer says."""
    says = {layer: trial.decision.line(layer) for layer in layers}
    denier = next((line for line in says.values() if line.says is Says.DENY), None)
    if denier is not None:
        return f"{sentence(denier, trial)[:-1]}, and an explicit Deny wins."
    allow_ = [NAMES[layer] for layer in layers if says[layer].says is Says.ALLOW]
    silent = [NAMES[layer] for layer in layers if says[layer].says is not Says.ALLOW]
    if not allow_:
        return "None of the policies allows it."
    tail = "; a limit grants nothing by itself" if says[Layer.IDENTITY].says is not Says.ALLOW else ""
    return f"Allowed by the {' and the '.join(allow_)}, but not by the {' and the '.join(silent)}{tail}."


def _names(service: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in _CALLS[service].split())


def _actions(rng: Random, service: str, level: str) -> str:
    return rng.choice(_names(service)) if level == "junior" else f"{service}:*"


def _few(rng: Random, service: str, level: str) -> tuple[str, ...]:
    return tuple(rng.sample(_names(service), 2)) if level == "junior" else (f"{service}:*",)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"common": _common, "session": _session}
