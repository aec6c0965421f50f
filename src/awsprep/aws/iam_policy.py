"""Policies, and all of them that apply to a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from awsprep.aws.iam_match import PARTS
from awsprep.aws.iam_principal import ANONYMOUS, Kind, NotModelled, Principal, is_account, principal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.aws.iam_conditions import Condition


class Effect(StrEnum):
    """What a statement does."""

    ALLOW = "Allow"
    DENY = "Deny"


class Layer(StrEnum):
    """The places where policies stand, in the order in which a refusal is looked for."""

    SCP = "scp"
    RCP = "rcp"
    VPCE = "vpce"
    RESOURCE = "resource"
    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. With `not_action` or `not_resource` the lists are those of NotAction and NotResource.

    `principals` are the values under AWS (`*` alone is one), NotModelled where others are named, None without
    `Principal`. Without `Resource` a statement speaks of what its policy is attached to.
    """

    effect: Effect
    actions: tuple[str, ...]
    resources: tuple[str, ...] | None = None
    principals: tuple[str, ...] | NotModelled | None = None
    conditions: tuple[Condition, ...] = ()
    sid: str = ""
    not_action: bool = False
    not_resource: bool = False

    def plain(self) -> dict[str, object]:
        """As IAM writes it."""
        found: dict[str, object] = {"Sid": self.sid} if self.sid else {}
        found["Effect"] = self.effect.value
        if isinstance(self.principals, tuple):
            found["Principal"] = "*" if self.principals == ("*",) else {"AWS": _one(self.principals)}
        found["NotAction" if self.not_action else "Action"] = _one(self.actions)
        if self.resources is not None:
            found["NotResource" if self.not_resource else "Resource"] = _one(self.resources)
        conditions: dict[str, dict[str, object]] = {}
        for each in self.conditions:
            conditions.setdefault(str(each.operator), {})[each.key] = _one(each.values)
        return {**found, "Condition": conditions} if conditions else found


@dataclass(frozen=True, slots=True)
class Policy:
    """A document. Policy variables count in version 2012-10-17 only; `name` is what people call it."""

    statements: tuple[Statement, ...]
    variables: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Policies:
    """All that applies to a request; what is absent sets no limit.

    SCPs and RCPs are levels from the organization's root down, each with the policies attached there; a level without
    any allows nothing. RCPFullAWSAccess is attached everywhere and need not be given. Several boundary or endpoint
    documents count as one.
    """

    identity: tuple[Policy, ...] = ()
    resource: Policy | None = None
    boundary: tuple[Policy, ...] = ()
    session: Policy | None = None
    scps: tuple[tuple[Policy, ...], ...] = ()
    rcps: tuple[tuple[Policy, ...], ...] = ()
    vpce: tuple[Policy, ...] = ()

    def levels(self, layer: Layer) -> tuple[tuple[Policy, ...], ...]:
        """The documents of a layer by level; layers of no organization have one level, or none."""
        match layer:
            case Layer.SCP:
                return self.scps
            case Layer.RCP:
                return self.rcps
            case Layer.VPCE:
                return (self.vpce,) if self.vpce else ()
            case Layer.RESOURCE:
                return ((self.resource,),) if self.resource else ()
            case Layer.IDENTITY:
                return (self.identity,) if self.identity else ()
            case Layer.BOUNDARY:
                return (self.boundary,) if self.boundary else ()
            case _:
                return ((self.session,),) if self.session else ()


@dataclass(frozen=True, slots=True)
class Request:
    """One call. Context keys are in small letters; nothing is added to them.

    `account` is that of the resource, `management` the organization's management account, both "" where unknown.
    """

    principal: Principal
    action: str
    resource: str
    account: str = ""
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    management: str = ""

    @property
    def same_account(self) -> bool:
        """Whether caller and resource are in one account."""
        return self.principal.account == self.account

    @property
    def on_role(self) -> bool:
        """Whether a role is to be assumed: its trust policy decides."""
        return self.action.lower().startswith("sts:") and ":iam:" in self.resource and ":role/" in self.resource

    @property
    def on_key(self) -> bool:
        """Whether a KMS key is used: its key policy decides."""
        return self.action.lower().startswith("kms:") and ":key/" in self.resource


def request_of(
    principal: str,
    action: str,
    resource: str,
    *,
    account: str = "",
    context: Mapping[str, str | list[str] | tuple[str, ...]] | None = None,
    management: str = "",
) -> Request | NotModelled:
    """A request from what people write. The resource's account is the one in its ARN, else the caller's.

    Raises ValueError, with a sentence, where a part is not of its form.
    """
    caller = principal_of(principal)
    if isinstance(caller, NotModelled):
        return caller
    if caller is None:
        raise ValueError(f'the principal "{principal}" is no ARN of a user, role, role session or federated user')
    service, colon, name = action.partition(":")
    if not (service and colon and name) or set(action) & set("*? "):
        raise ValueError(f'the action "{action}" is not written like s3:GetObject')
    parts = resource.split(":", PARTS - 1)
    if resource != "*" and (len(parts) < PARTS or parts[0] != "arn"):
        raise ValueError(f'the resource "{resource}" is neither an ARN nor "*"')
    for what, number in (("resource account", account), ("management account", management)):
        if number and not is_account(number):
            raise ValueError(f'the {what} "{number}" is not 12 digits')
    own = parts[4] if len(parts) == PARTS and is_account(parts[4]) else caller.account
    values = {
        key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in (context or {}).items()
    }
    return Request(caller, action, resource, account or own, values, management)


def contradiction(request: Request, policies: Policies) -> NotModelled | None:
    """Why policies cannot belong to a request, or what in them the model does not guess."""
    if request.principal == ANONYMOUS and (policies.identity or policies.boundary or policies.session):
        return NotModelled("an identity policy, boundary or session policy of an anonymous caller")
    if request.principal.kind is Kind.USER and policies.session:
        return NotModelled("a session policy of a user, who has no session,")
    for layer in (Layer.RESOURCE, Layer.RCP, Layer.VPCE):
        for level in policies.levels(layer):
            for policy in level:
                for statement in policy.statements:
                    if isinstance(statement.principals, NotModelled):
                        return statement.principals
    return None


def _one(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)
