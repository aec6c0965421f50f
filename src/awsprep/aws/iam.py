"""IAM policy evaluation: whether a request is allowed, and which layer and statement decide it.

The rules are those of the IAM User Guide: "How AWS enforcement code logic evaluates requests to allow or deny access",
"Cross-account policy evaluation logic", "Permissions boundaries for IAM entities"; of the Organizations User Guide:
"Service control policies", "Resource control policies"; of the KMS Developer Guide: "Key policies".

`request_of` makes a request, `evaluate` decides it. The context is what is given: nothing is filled in from the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Effect, Layer, Policies, Policy, Request, Statement, contradiction
from awsprep.aws.iam_principal import Grant, Kind, NotModelled
from awsprep.aws.iam_statement import Miss, grant_of, miss

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Verdict(StrEnum):
    """What comes of a request."""

    ALLOWED = "Allowed"
    EXPLICIT_DENY = "ExplicitDeny"
    IMPLICIT_DENY = "ImplicitDeny"


class Says(StrEnum):
    """What one layer says of a request."""

    ALLOW = "allow"
    DELEGATE = "delegate"
    """A resource policy names the caller's account: the caller's identity policies must allow it too."""
    SILENT = "implicit deny"
    DENY = "explicit deny"
    ABSENT = "no policy"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands; all count from 0. `level` is that of an organization."""

    layer: Layer
    level: int
    document: int
    statement: int


@dataclass(frozen=True, slots=True)
class Found:
    """A statement, where it stands, and the policy that it is in."""

    place: Place
    policy: Policy
    statement: Statement


@dataclass(frozen=True, slots=True)
class Line:
    """What one layer says. `found` is the statement that says it, or of a silent layer the one that comes nearest.

    `nearly` is what keeps that one from speaking of the request; `level` is the one that is silent, in an organization.
    """

    layer: Layer
    says: Says
    grant: Grant = Grant.NONE
    found: Found | None = None
    nearly: Miss | None = None
    level: int = 0

    @property
    def sid(self) -> str:
        """The Sid of the statement that allows or denies; "" where it has none or nothing speaks."""
        return self.found.statement.sid if self.found and self.nearly is None else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes of a request, and why. `layer` decided; it is None where no policy is asked.

    `lines` has a line of each layer, in the order in which a refusal is looked for.
    """

    verdict: Verdict
    layer: Layer | None
    lines: tuple[Line, ...]

    @property
    def allowed(self) -> bool:
        """Whether the call goes through."""
        return self.verdict is Verdict.ALLOWED

    @property
    def sid(self) -> str:
        """The Sid of the statement that decided; "" where it has none, or where silence decided."""
        return "" if self.layer is None else self.line(self.layer).sid

    def line(self, layer: Layer) -> Line:
        """What a layer says."""
        return self.lines[_PLACES[layer]]


def evaluate(request: Request, policies: Policies) -> Decision | NotModelled:
    """Decide a request; NotModelled where that would be a guess."""
    unknown = contradiction(request, policies)
    if unknown is not None:
        return unknown
    return decide(request, tuple(line_of(layer, request, policies) for layer in Layer))


def decide(request: Request, lines: tuple[Line, ...]) -> Decision:
    """What comes of what the layers say, of which there is a line each, in their order."""
    if request.action.lower() == "sts:getcalleridentity":  # its API page: no permissions are required, a Deny is moot
        return Decision(Verdict.ALLOWED, None, lines)
    denier = next((line for line in lines if line.says is Says.DENY), None)
    if denier is not None:
        return Decision(Verdict.EXPLICIT_DENY, denier.layer, lines)
    asked = _asked(request, lines)
    silent = next((layer for layer in asked if _refuses(lines[_PLACES[layer]])), None)
    if silent is not None:
        return Decision(Verdict.IMPLICIT_DENY, silent, lines)
    allows = [layer for layer in asked if layer in {Layer.RESOURCE, Layer.IDENTITY}]
    return Decision(Verdict.ALLOWED, allows[-1], lines)


def found_in(layer: Layer, policies: Policies) -> Iterator[Found]:
    """The statements of a layer, from its first level on."""
    for level, documents in enumerate(policies.levels(layer)):
        for document, policy in enumerate(documents):
            for number, statement in enumerate(policy.statements):
                yield Found(Place(layer, level, document, number), policy, statement)


_PLACES = {layer: place for place, layer in enumerate(Layer)}


def _asked(request: Request, lines: Sequence[Line]) -> tuple[Layer, ...]:
    """The layers that must not refuse by silence, in order."""
    ceilings = (Layer.SCP, Layer.VPCE)
    grant = lines[_PLACES[Layer.RESOURCE]].grant
    limits = (Layer.BOUNDARY, Layer.SESSION)
    if request.principal.kind is Kind.ANONYMOUS:
        return (*ceilings, Layer.RESOURCE)
    if not request.same_account:
        return (*ceilings, Layer.RESOURCE, Layer.IDENTITY, *limits)
    if grant is Grant.DIRECT:
        return (*ceilings, Layer.RESOURCE)
    if grant is Grant.LIMITED:
        return (*ceilings, Layer.RESOURCE, *limits)
    must = (Layer.RESOURCE,) if request.on_role or request.on_key else ()
    return (*ceilings, *must, Layer.IDENTITY, *limits)


def _refuses(line: Line) -> bool:
    """Whether a layer that is asked refuses by saying nothing: the two that can allow must be there to do so."""
    return line.says is Says.SILENT or (line.says is Says.ABSENT and line.layer in {Layer.RESOURCE, Layer.IDENTITY})


def line_of(layer: Layer, request: Request, policies: Policies) -> Line:
    """What one layer says."""
    if _exempt(layer, request):
        return Line(layer, Says.EXEMPT)
    levels = policies.levels(layer)
    if not levels:
        return Line(layer, Says.ABSENT)
    allow: Found | None = None
    best = Grant.NONE
    allowing: set[int] = set()
    nearest: dict[int, tuple[Miss, Found]] = {}
    for level, documents in enumerate(levels):
        for document, policy in enumerate(documents):
            for number, statement in enumerate(policy.statements):
                why = miss(statement, request, variables=policy.variables)
                if statement.effect is Effect.DENY:
                    if why is None:
                        found = Found(Place(layer, level, document, number), policy, statement)
                        return Line(layer, Says.DENY, found=found, level=level)
                elif why is None:
                    allowing.add(level)
                    grant = grant_of(statement, request)
                    if grant > best:
                        best, allow = grant, Found(Place(layer, level, document, number), policy, statement)
                elif level not in nearest or why > nearest[level][0]:
                    nearest[level] = why, Found(Place(layer, level, document, number), policy, statement)
    if layer is Layer.RCP:  # RCPFullAWSAccess cannot be detached
        return Line(layer, Says.ALLOW)
    silent = next((level for level in range(len(levels)) if level not in allowing), None)
    if silent is not None:
        why, near = nearest.get(silent, (None, None))
        return Line(layer, Says.SILENT, found=near, nearly=why, level=silent)
    return Line(layer, Says.DELEGATE if best is Grant.ACCOUNT else Says.ALLOW, best, allow)


def _exempt(layer: Layer, request: Request) -> bool:
    """SCPs bind no management account and nobody without an account; RCPs bind no resource of the management account.

    An anonymous caller has no identity whose policies could be asked.
    """
    anonymous = request.principal.kind is Kind.ANONYMOUS
    managed = bool(request.management)
    if layer is Layer.SCP:
        return anonymous or (managed and request.principal.account == request.management)
    if layer is Layer.RCP:
        return managed and request.account == request.management
    return anonymous and layer in {Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION}
