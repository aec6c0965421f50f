"""The rule by which what the layers say becomes a decision, in a sentence or two.

Sources: those of `aws.iam`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam import Says, Verdict
from awsprep.aws.iam_policy import Layer
from awsprep.aws.iam_principal import Grant, Kind

if TYPE_CHECKING:
    from awsprep.aws.iam import Decision
    from awsprep.aws.iam_policy import Request

_CEILINGS = {
    Layer.SCP: "Every level from the root down has to allow a call; a service control policy grants nothing itself.",
    Layer.VPCE: "What goes through a VPC endpoint must be allowed by its policy, which grants nothing itself.",
    Layer.BOUNDARY: "A permissions boundary grants nothing: what counts is what it and the identity policy both allow.",
    Layer.SESSION: "A session has what its role and the session policy both allow.",
}


def rule(request: Request, decision: Decision) -> str:
    """Why what the layers say comes to this decision."""
    if decision.layer is None:
        return "This call needs no permission."
    if decision.verdict is Verdict.EXPLICIT_DENY:
        return "An explicit Deny wins over every Allow, wherever it stands."
    return _allowed(request, decision) if decision.allowed else _silent(request, decision)


def _silent(request: Request, decision: Decision) -> str:
    layer = decision.layer
    if layer in _CEILINGS:
        return _CEILINGS[layer]
    if layer is Layer.RESOURCE:
        if request.principal.kind is Kind.ANONYMOUS:
            return "An anonymous caller has nothing but what the resource's policy gives everybody."
        if request.on_role:
            return "A role is assumed by those alone whom its trust policy names."
        if request.on_key:
            return (
                "A key's policy must allow a call, or leave it to the account; without that no identity policy counts."
            )
        return (
            "Between accounts both sides have to allow a call: the caller's identity policy and the resource's policy."
        )
    if not request.same_account:
        return "The resource's account lets the caller in; the caller's own account has to allow it as well."
    if decision.line(Layer.RESOURCE).says is Says.DELEGATE:
        return "The resource's policy names the account, and so leaves it to identity policies; none of them allows it."
    return "Nothing is allowed until a policy allows it, and no policy does."


def _allowed(request: Request, decision: Decision) -> str:
    grant = decision.line(Layer.RESOURCE).grant
    if request.principal.kind is Kind.ANONYMOUS:
        return "The resource's policy allows it to everybody, and nothing denies it."
    if not request.same_account:
        return "Both accounts allow it, nothing limits it, and nothing denies it."
    if grant is Grant.DIRECT:
        return (
            "The resource's policy names the caller itself: in one account that is enough, without an identity policy "
            "and past permissions boundary and session policy."
        )
    if grant is Grant.LIMITED:
        return "The resource's policy names the caller's role: that needs no identity policy, but keeps to the limits."
    return "The identity policy allows it, no limit leaves it out, and nothing denies it."
