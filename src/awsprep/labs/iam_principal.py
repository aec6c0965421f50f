"""Whom a resource policy names: an account, a role, a session or a user, and what that lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.aws.iam_principal import Grant, Kind, grant
from awsprep.labs.iam_cast import ROLES, USERS, account, request, role, root, session, thing, user
from awsprep.labs.iam_reason import NAMES, reasons
from awsprep.labs.iam_text import allow, policy, shown
from awsprep.labs.iam_trial import ALLOWED, Claim, Trial, case_of, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam_policy import Policy
    from awsprep.aws.iam_principal import Principal
    from awsprep.labs.case import Case

_TRAILS = ("i-0abc12", "deploy-7", "nightly", "alice")


def _user(rng: Random, level: str) -> Case | None:
    """A user without an identity policy for the resource."""
    own, who = account(rng), rng.choice(USERS)
    other = rng.choice([each for each in USERS if each != who])
    far = account(rng, own)
    names = ["*", root(own), own, user(own, who), user(own, other), user(far, who), root(far), role(own, who)]
    return _named(rng, user(own, who), own, names, {Layer.IDENTITY: _silent(rng)}, level)


def _session(rng: Random, level: str) -> Case | None:
    """A session of a role with a boundary: the role's ARN is limited by it, the session's is not."""
    own, name = account(rng), rng.choice(ROLES)
    other = rng.choice([each for each in ROLES if each != name])
    one, two = rng.sample(_TRAILS, 2)
    far = account(rng, own)
    names = [
        "*",
        root(own),
        role(own, name),
        session(own, name, one),
        session(own, name, two),
        session(own, other, one),
        role(own, other),
        session(far, name, one),
        user(own, name),
    ]
    made: dict[Layer, Policy] = {Layer.IDENTITY: _silent(rng)}
    if rng.random() < 0.7:
        made[Layer.BOUNDARY] = policy(allow(("ec2:*", "logs:*"), sid="Limit"))
    return _named(rng, session(own, name, one), own, names, made, level)


def _abroad(rng: Random, level: str) -> Case | None:
    """A caller of another account, whose identity policy allows the call."""
    own, name = account(rng), rng.choice(ROLES)
    owner = account(rng, own)
    one, two = rng.sample(_TRAILS, 2)
    other = rng.choice([each for each in ROLES if each != name])
    names = [
        "*",
        root(own),
        role(own, name),
        root(owner),
        role(owner, name),
        session(own, name, one),
        session(own, name, two),
        session(owner, name, one),
        role(own, other),
        user(own, name),
    ]
    return _named(rng, session(own, name, one), owner, names, {}, level)


def _named(
    rng: Random, caller: str, owner: str, names: list[str], made: Mapping[Layer, Policy], level: str
) -> Case | None:
    """A case of names, one of which lets the call through as Principal of the resource policy's only statement."""
    what = thing(rng, owner)
    action = rng.choice((*what.reads, *what.writes))
    asked = request(caller, action, what.arn, owner=owner)
    if not made:
        made = {Layer.IDENTITY: policy(allow(action, what.arn, sid="Use"))}
    pool = []
    for name in names:
        trial = Trial(
            asked,
            Policies(
                identity=(made[Layer.IDENTITY],),
                resource=policy(allow(action, what.arn, to=name, sid="Grant")),
                boundary=(made[Layer.BOUNDARY],) if Layer.BOUNDARY in made else (),
            ),
        )
        pool.append(Claim(name, ALLOWED, trial, _why(name, asked.principal, trial)))
    near = (root(asked.principal.account), role(asked.principal.account, asked.principal.name))
    found = drawn(rng, pool, 4 if level == "junior" else 5, near)
    if found is None:
        return None
    right, claims = found
    ask = (
        f"`{caller}` calls `{action}` on `{what.arn}`{'' if asked.same_account else f', which account {owner} owns'}. "
        f"It has:\n\n{shown(made)}\n\nThe resource's own policy has one statement, which allows the action on it. "
        "Which `Principal` in it lets the call through?"
    )
    return case_of(ask, claims, f"{_direct(right.text, right.trial)}\n\n{reasons(right.trial)}")


def _why(name: str, caller: Principal, trial: Trial) -> str:
    """Why a name is not enough, from how far it reaches the caller."""
    how = grant(name, caller)
    layer = trial.decision.layer
    refuses = f"the {NAMES[layer]} does not allow it" if layer else ""
    if how is Grant.ACCOUNT:
        return f"Names the account: that leaves it to identity policies, and {refuses}."
    if how is Grant.LIMITED:
        return f"Names the role: its sessions stay within their limits, and {refuses}."
    account_, _, rest = name.rpartition("::")[2].partition(":")
    if account_ != caller.account:
        return f"Names account {account_[:12]}; the caller is of account {caller.account}."
    if rest.startswith("assumed-role/") and rest.split("/")[1] == caller.name:
        return "Names another session of the role; a session's name has to be the same."
    if rest.rpartition("/")[2] == caller.name:
        return "The name is the same, but that is another kind of identity."
    return "Names somebody else, and a Principal takes names as they are."


def _direct(name: str, trial: Trial) -> str:
    """What naming the caller so does."""
    caller = trial.request.principal
    how = grant(name, caller)
    if how is Grant.ACCOUNT:
        return "This is the caller's account: its identity policies decide, and they allow it."
    if how is Grant.LIMITED:
        return "This is the role: a grant to it holds for its sessions, within their limits."
    who = "everybody" if name == "*" else "the user itself" if caller.kind is Kind.USER else "the session itself"
    if trial.request.same_account:
        return f"This is {who}: in one account such a grant is enough, and no boundary limits it."
    return f"This is {who}; between accounts the identity policy has to allow it as well, and it does."


def _silent(rng: Random) -> Policy:
    return policy(
        allow(rng.choice(("cloudwatch:PutMetricData", "ec2:DescribeInstances", "logs:PutLogEvents")), sid="Other")
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"user": _user, "abroad": _abroad, "session": _session}
