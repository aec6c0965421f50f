"""What can be turned in a situation of the IAM simulator: the caller, the context, and each layer's policy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from awsprep.aws.iam_policy import Layer, Policies, Policy, Request
from awsprep.aws.iam_principal import Kind
from awsprep.labs.iam_cast import request, role, root, session, user
from awsprep.labs.iam_situations import (
    ELSEWHERE,
    ENDPOINT,
    ENDPOINT_WAY,
    FOREIGN,
    OFFICE,
    ORGANIZATION,
    OTHER,
    OWN,
    Situation,
)
from awsprep.labs.iam_text import allow, deny, policy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Value = TypeVar("_Value")

CALLERS = ("user", "role", "session", "anonymous")
"""In which order the first knob goes through them."""

_ADDRESSES = (OFFICE, ELSEWHERE)
_ENDPOINTS = {ENDPOINT_WAY: ENDPOINT, ENDPOINT_WAY + 1: FOREIGN}
_WAYS = (f"the office, {OFFICE}", f"elsewhere, {ELSEWHERE}", f"through {ENDPOINT}", f"through {FOREIGN}")
_MFA = (None, "true", "false")


class Knob(NamedTuple):
    """Something that is turned by a digit: what it is called, how it stands, and the situation with its next value."""

    name: str
    value: str
    turned: Situation


def knobs(now: Situation) -> tuple[Knob, ...]:
    """The knobs as they stand; none where the request is given."""
    if now.request is not None:
        return ()
    own = now.own
    found = [
        Knob("caller", now.caller, now._replace(caller=_after(CALLERS, now.caller))),
        Knob("account", "other" if now.abroad else "the resource's", now._replace(abroad=not now.abroad)),
        Knob("MFA", now.mfa or "absent", now._replace(mfa=_after(_MFA, now.mfa))),
        Knob("from", _WAYS[now.way], now._replace(way=(now.way + 1) % len(_WAYS))),
        Knob("TLS", now.tls, now._replace(tls="false" if now.tls == "true" else "true")),
        Knob("organization", ORGANIZATION if now.member else "none", now._replace(member=not now.member)),
        Knob("management account", "the caller's" if now.managed else "other", now._replace(managed=not now.managed)),
    ]
    if own is not None:
        value = own.values[0]
        turned = now._replace(own=own._replace(values=(*own.values[1:], value)))
        found.append(Knob(own.key, value or "absent", turned))
    return tuple(found)


def asked(now: Situation) -> Request:
    """The request that a situation comes to."""
    if now.request is not None:
        return now.request
    account = OTHER if now.abroad else OWN
    return request(
        _ARNS[now.caller](account),
        now.action,
        now.resource,
        owner=OWN,
        context=_context(now, account),
        management=(account if now.managed else "999999999999") if now.member else "",
    )


def applying(now: Situation) -> Policies:
    """The policies that this caller meets on this way: identity policies need an identity, and so on.

    A service control policy binds members of an organization alone; an endpoint's policy what goes through it.
    """
    found = now.policies
    if now.request is not None:
        return found
    if now.caller == "anonymous":
        found = replace(found, identity=(), boundary=())
    if now.caller not in {"role", "session"}:
        found = replace(found, session=None)
    if now.way not in _ENDPOINTS:
        found = replace(found, vpce=())
    return found if now.member else replace(found, scps=())


def idle(layer: Layer, now: Situation) -> str:
    """Why a policy that is there does not apply; "" where it does, or is not there."""
    if not now.policies.levels(layer) or applying(now).levels(layer):
        return ""
    if layer is Layer.VPCE:
        return "the call does not go through the endpoint"
    if layer is Layer.SCP:
        return "the caller's account is in no organization"
    return "an anonymous caller has none" if now.caller == "anonymous" else "a user has no session"


class Variant(NamedTuple):
    """Another policy for a layer: what it does, in words, and the situation with it."""

    does: str
    made: Situation


def variants(layer: Layer, now: Situation, first: Situation) -> tuple[Variant, ...]:
    """What a layer can be exchanged for: as it was at first, none at all, and policies that speak of this request."""
    asked_ = asked(now)
    action, on = asked_.action, None if asked_.on_role and layer is Layer.RESOURCE else asked_.resource
    to = "*" if layer in {Layer.RESOURCE, Layer.VPCE, Layer.RCP} else None
    service = action.partition(":")[0]
    yes, no = allow(action, on, to=to, sid="Yes"), deny(action, on, to=to, sid="No")
    other = allow("cloudwatch:PutMetricData" if on else f"{service}:TagSession", on and "*", to=to, sid="Elsewhere")
    made: list[tuple[str, Policies]] = [("as it was", _with(now, layer, first.policies.levels(layer)))]
    made.append(("none", _with(now, layer, ())))
    match layer:
        case Layer.RESOURCE:
            made += [
                (f"allows it to {what}", _with(now, layer, ((policy(allow(action, on, to=name, sid=sid)),),)))
                for what, name, sid in _named(asked_)
            ]
            made.append(("denies it to everybody", _with(now, layer, ((policy(no),),))))
        case Layer.RCP:
            made.append(("denies it", _with(now, layer, ((policy(no),),))))
        case Layer.SCP:
            full = replace(policy(allow("*", sid="FullAWSAccess")), name="FullAWSAccess")
            made.append(("FullAWSAccess on both levels", _with(now, layer, ((full,), (full,)))))
            made.append(("the OU's allows other actions alone", _with(now, layer, ((full,), (policy(other),)))))
            made.append(("the root's denies it", _with(now, layer, ((policy(no), full), (full,)))))
        case _:
            made.append(("allows it", _with(now, layer, ((policy(yes),),))))
            made.append(("allows other actions alone", _with(now, layer, ((policy(other),),))))
            made.append(("denies it beside an Allow", _with(now, layer, ((policy(yes, no),),))))
    return tuple(Variant(does, now._replace(policies=policies)) for does, policies in made)


def with_levels(now: Situation, layer: Layer, levels: tuple[tuple[Policy, ...], ...]) -> Situation:
    """A situation with other documents in a layer."""
    return now._replace(policies=_with(now, layer, levels))


def _named(asked_: Request) -> list[tuple[str, str, str]]:
    """Whom a resource policy can name, by the caller that there is."""
    caller = asked_.principal
    found = [("everybody", "*", "Everybody"), (f"account {asked_.account}", root(asked_.account), "Account")]
    if caller.kind is Kind.ANONYMOUS:
        return found
    found = [
        ("the caller itself", caller.arn, "Caller"),
        ("the caller's account", root(caller.account), "Account"),
        found[0],
    ]
    return (
        [*found, ("the caller's role", role(caller.account, caller.name), "Role")]
        if caller.kind is Kind.SESSION
        else found
    )


_ARNS: dict[str, Callable[[str], str]] = {
    "user": lambda account: user(account, "alice"),
    "role": lambda account: role(account, "app"),
    "session": lambda account: session(account, "app", "job-1"),
    "anonymous": lambda _: "anonymous",
}


def _context(now: Situation, account: str) -> dict[str, str]:
    """The context keys: what AWS would send along of this caller on this way."""
    found = {"aws:SecureTransport": now.tls}
    if now.way in _ENDPOINTS:  # a call through an endpoint has no public source address
        found["aws:SourceVpce"] = _ENDPOINTS[now.way]
    else:
        found["aws:SourceIp"] = _ADDRESSES[now.way]
    if now.caller != "anonymous":
        found["aws:PrincipalAccount"] = account
        if now.member:
            found["aws:PrincipalOrgID"] = ORGANIZATION
        if now.mfa is not None:
            found["aws:MultiFactorAuthPresent"] = now.mfa
    if now.caller == "user":
        found["aws:username"] = "alice"
    if now.own is not None and now.own.values[0] is not None:
        found[now.own.key] = now.own.values[0]
    return found


def _with(now: Situation, layer: Layer, levels: tuple[tuple[Policy, ...], ...]) -> Policies:
    flat = tuple(one for level in levels for one in level)
    match layer:
        case Layer.SCP:
            return replace(now.policies, scps=levels)
        case Layer.RCP:
            return replace(now.policies, rcps=levels)
        case Layer.VPCE:
            return replace(now.policies, vpce=flat)
        case Layer.RESOURCE:
            return replace(now.policies, resource=flat[0] if flat else None)
        case Layer.IDENTITY:
            return replace(now.policies, identity=flat)
        case Layer.BOUNDARY:
            return replace(now.policies, boundary=flat)
        case _:
            return replace(now.policies, session=flat[0] if flat else None)


def _after(values: Sequence[_Value], value: _Value) -> _Value:
    return values[(values.index(value) + 1) % len(values)]
