"""Calls into another account: which one change lets a refused one through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import REGIONS, ROLES, account, bucket, request, role, root
from awsprep.labs.iam_reason import reason, reasons
from awsprep.labs.iam_text import allow, deny, policy, shown
from awsprep.labs.iam_trial import ALLOWED, Claim, Trial, case_of, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam_policy import Policy, Request
    from awsprep.labs.case import Case

_METRICS = policy(allow("cloudwatch:PutMetricData", sid="Metrics"))


class _Sides(NamedTuple):
    """A call between accounts: both sides as they must be, and each in ways in which it fails.

    `what` is what the resource policy is called, `there` the resource's account.
    """

    ask: Request
    identity: Policy
    resource: Policy
    identities: tuple[Policy, ...]
    resources: tuple[Policy, ...]
    what: str
    here: str
    there: str


def _bucket(rng: Random, level: str) -> Case | None:
    here = account(rng)
    there = account(rng, here)
    store, name = bucket(rng), rng.choice(ROLES)
    caller, action = role(here, name), rng.choice(("s3:GetObject", "s3:PutObject", "s3:DeleteObject"))
    inside, outside = f"arn:aws:s3:::{store}/*", f"arn:aws:s3:::{store}"
    sides = _Sides(
        request(caller, action, f"arn:aws:s3:::{store}/data/{rng.randint(1, 60)}.json", owner=there),
        policy(allow(action, inside, sid="Use")),
        policy(allow(action, inside, to=rng.choice((caller, root(here))), sid="Partner")),
        (_METRICS, policy(allow("s3:*", outside, sid="Use"))),
        (
            policy(allow(action, inside, to=root(there), sid="Own")),
            policy(allow(action, outside, to=caller, sid="Partner")),
            policy(allow("s3:ListBucket", outside, to=caller, sid="Names")),
        ),
        "bucket policy",
        here,
        there,
    )
    return _missing(rng, sides, level)


def _assume(rng: Random, level: str) -> Case | None:
    here = account(rng)
    there = account(rng, here)
    caller = role(here, rng.choice(ROLES))
    target = role(there, rng.choice(("audit", "deployment", "read-only", "backup")))
    action = "sts:AssumeRole"
    sides = _Sides(
        request(caller, action, target),
        policy(allow(action, target, sid="Switch")),
        policy(allow(action, None, to=rng.choice((caller, root(here))), sid="Trust")),
        (_METRICS, policy(allow(action, target.replace(there, here), sid="Switch"))),
        (
            policy(allow(action, None, to=root(there), sid="Trust")),
            policy(allow(action, None, to=f"{caller}-old", sid="Trust")),
            policy(allow("sts:TagSession", None, to=caller, sid="Trust")),
        ),
        "trust policy",
        here,
        there,
    )
    return _missing(rng, sides, level)


def _key(rng: Random, level: str) -> Case | None:
    here = account(rng)
    there = account(rng, here)
    caller, action = role(here, rng.choice(ROLES)), rng.choice(("kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt"))
    key = f"arn:aws:kms:{rng.choice(REGIONS)}:{there}:key/{rng.randrange(16**8):08x}"
    home = allow("kms:*", to=root(there), sid="Owner")
    sides = _Sides(
        request(caller, action, key),
        policy(allow(action, key, sid="Use")),
        policy(home, allow(action, to=rng.choice((caller, root(here))), sid="Partner")),
        (
            _METRICS,
            policy(allow(action, key.replace(there, here), sid="Use")),
            policy(allow("kms:DescribeKey", key, sid="Use")),
        ),
        (policy(home), policy(home, allow("kms:DescribeKey", to=caller, sid="Partner"))),
        "key policy",
        here,
        there,
    )
    return _missing(rng, sides, level)


def _missing(rng: Random, sides: _Sides, level: str) -> Case | None:
    """A case in which one side fails, or from the middle level on the caller's boundary."""
    request_, action = sides.ask, sides.ask.action
    boundary: tuple[Policy, ...] = ()
    identity, resource = sides.identity, sides.resource
    fault = rng.choice(("identity", "resource") if level == "junior" else ("identity", "resource", "boundary"))
    wide = policy(allow("*", sid="Limit"))
    if fault == "identity":
        identity = rng.choice(sides.identities)
    elif fault == "resource":
        resource = rng.choice(sides.resources)
    if level != "junior":
        boundary = (policy(allow("*", sid="Limit"), deny(action, sid="Never")) if fault == "boundary" else wide,)
    now = Policies(identity=(identity,), resource=resource, boundary=boundary)
    on = request_.resource
    listed = None if request_.on_role else on
    grant = allow(action, listed, to=request_.principal.arn, sid="New")
    whole = allow(action, listed, to=root(sides.there), sid="New")
    there = f"account {sides.there}"
    changes: list[tuple[str, Policies, str]] = [
        (
            "Allow it in the identity policy of the calling role",
            replace(now, identity=(*now.identity, policy(allow(action, on, sid="New")))),
            "",
        ),
        (
            f"Allow it to the calling role in the {sides.what}",
            replace(now, resource=policy(*resource.statements, grant)),
            "",
        ),
        (
            f"Allow it to {root(sides.there)} in the {sides.what}",
            replace(now, resource=policy(*resource.statements, whole)),
            f"That delegates to identities of {there} alone, and the caller is of account {sides.here}.",
        ),
        (f"Allow it in an identity policy in {there}", now, "Only identity policies of the caller itself are asked."),
        (f"Attach AdministratorAccess to a role in {there}", now, "The call is not made with that role."),
    ]
    if boundary:
        changes.append(("Take the permissions boundary off the calling role", replace(now, boundary=()), ""))
    pool = []
    for text, policies, idle in changes:
        trial = Trial(request_, policies)
        pool.append(Claim(text, ALLOWED, trial, _called(idle or reason(trial), sides)))
    found = drawn(rng, pool, 4 if level == "junior" else 5)
    if found is None:
        return None
    right, claims = found
    made = {Layer.IDENTITY: identity, **({Layer.BOUNDARY: boundary[0]} if boundary else {}), Layer.RESOURCE: resource}
    ask = (
        f"The role `{request_.principal.arn}` calls `{action}` on `{on}`, which is in {there}. It is refused.\n\n"
        f"{shown(made)}\n\nWhich one change lets it through?"
    )
    told = f"Now: {reason(Trial(request_, now))} With the change:\n\n{reasons(right.trial)}"
    return case_of(_called(ask, sides), claims, _called(told, sides))


def _called(text: str, sides: _Sides) -> str:
    """A text in which the resource policy has its own name."""
    return text.replace("resource policy", sides.what).replace("Resource policy", sides.what.capitalize())


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"bucket": _bucket, "assume": _assume, "key": _key}
