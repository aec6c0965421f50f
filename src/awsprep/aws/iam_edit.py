"""Single edits of policies, each with its size and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from awsprep.aws.iam import Found, Place, found_in
from awsprep.aws.iam_match import action_matches, resource_matches
from awsprep.aws.iam_policy import Effect, Layer, Policies, Policy, Statement
from awsprep.aws.iam_principal import Grant, Kind, grant
from awsprep.aws.iam_statement import action_fits, grant_of, resource_fits, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.aws.iam_policy import Request

_VALUE, _CONDITION, _REMOVED, _ADDED = 1, 2, 3, 4

_NAMES = {
    Layer.SCP: "the service control policy",
    Layer.RCP: "the resource control policy",
    Layer.VPCE: "the endpoint policy",
    Layer.RESOURCE: "the resource policy",
    Layer.IDENTITY: "the identity policy",
    Layer.BOUNDARY: "the permissions boundary",
    Layer.SESSION: "the session policy",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A statement in place of the one at a place; None removes that one.

    Where there is none at that place, it is added there: to a document, or as a new document.
    """

    place: Place
    statement: Statement | None
    size: int
    text: str


def applied(policies: Policies, edit: Edit) -> Policies:
    """The policies with an edit."""
    place = edit.place
    levels = [list(level) for level in policies.levels(place.layer)] or [[]]
    documents = levels[place.level]
    if place.document == len(documents):
        documents.append(Policy(()))
    document = documents[place.document]
    new = () if edit.statement is None else (edit.statement,)
    statements = (*document.statements[: place.statement], *new, *document.statements[place.statement + 1 :])
    documents[place.document] = replace(document, statements=statements)
    made = tuple(tuple(level) for level in levels)
    match place.layer:
        case Layer.SCP:
            return replace(policies, scps=made)
        case Layer.RCP:
            return replace(policies, rcps=made)
        case Layer.VPCE:
            return replace(policies, vpce=made[0])
        case Layer.RESOURCE:
            return replace(policies, resource=made[0][0])
        case Layer.IDENTITY:
            return replace(policies, identity=made[0])
        case Layer.BOUNDARY:
            return replace(policies, boundary=made[0])
        case _:
            return replace(policies, session=made[0][0])


def removed(found: Found) -> Edit:
    """Without a statement."""
    return Edit(found.place, None, _REMOVED, f"remove {_called(found)}")


def narrowed(found: Found, request: Request) -> Iterator[Edit]:
    """A statement that speaks of the request, so that it does not: one exception more, or some values fewer."""
    statement = found.statement
    if statement.not_action:
        yield _edit(
            found, replace(statement, actions=(*statement.actions, request.action)), request.action, "NotAction"
        )
    else:
        rest = tuple(each for each in statement.actions if not action_matches(each, request.action))
        if rest:
            yield _less(found, replace(statement, actions=rest), set(statement.actions) - set(rest), "Action")
    variables = found.policy.variables
    resources = statement.resources or ()
    if statement.not_resource:
        new = replace(statement, resources=(*resources, request.resource))
        yield _edit(found, new, request.resource, "NotResource")
    else:
        rest = tuple(
            each
            for each in resources
            if not resource_matches(each, request.resource, request.context, variables=variables)
        )
        if rest:
            yield _less(found, replace(statement, resources=rest), set(resources) - set(rest), "Resource")
    if isinstance(statement.principals, tuple):
        rest = tuple(each for each in statement.principals if grant(each, request.principal) is Grant.NONE)
        if rest:
            yield _less(found, replace(statement, principals=rest), set(statement.principals) - set(rest), "Principal")


def widened(layer: Layer, level: int, request: Request, policies: Policies) -> Iterator[Edit]:
    """Allowing statements of a level that miss the request by one thing, made to fit it."""
    for found in found_in(layer, policies):
        statement, variables = found.statement, found.policy.variables
        if found.place.level != level or statement.effect is Effect.DENY:
            continue
        wrong_action = not action_fits(statement, request)
        wrong_resource = not resource_fits(statement, request, variables=variables)
        caller = _caller(request)
        wrong_caller = statement.principals is not None and grant_of(statement, request) < grant(
            caller, request.principal
        )
        conditions = unmet(statement, request, variables=variables)
        if wrong_action + wrong_resource + wrong_caller + bool(conditions) != 1:
            continue
        if wrong_action and not statement.not_action:
            new = replace(statement, actions=(*statement.actions, request.action))
            yield _edit(found, new, request.action, "Action")
        elif wrong_resource and not statement.not_resource:
            new = replace(statement, resources=(*(statement.resources or ()), request.resource))
            yield _edit(found, new, request.resource, "Resource")
        elif wrong_caller and isinstance(statement.principals, tuple):
            yield _edit(found, replace(statement, principals=(*statement.principals, caller)), caller, "Principal")
        elif conditions:
            kept = tuple(each for each in statement.conditions if each not in conditions)
            keys = " and ".join(f"{each.operator} on {each.key}" for each in conditions)
            text = f"in {_called(found)} drop the condition {keys}"
            yield Edit(found.place, replace(statement, conditions=kept), _CONDITION * len(conditions), text)


def allows(layer: Layer, level: int, request: Request, policies: Policies) -> Edit:
    """One more statement in a layer, which allows the request."""
    return _added(Effect.ALLOW, layer, level, request, policies)


def denies(layer: Layer, request: Request, policies: Policies) -> Edit:
    """One more statement in a layer, which denies the request."""
    return _added(Effect.DENY, layer, 0, request, policies)


def _added(effect: Effect, layer: Layer, level: int, request: Request, policies: Policies) -> Edit:
    principals = (_caller(request),) if layer is Layer.RESOURCE else ("*",) if layer is Layer.VPCE else None
    resources = None if layer is Layer.RESOURCE and request.on_role else (request.resource,)
    statement = Statement(effect, (request.action,), resources, principals)
    levels = policies.levels(layer)
    documents = levels[level] if levels else ()
    place = Place(layer, level, 0, len(documents[0].statements) if documents else 0)
    whom = f" for {principals[0]}" if principals and principals != ("*",) else ""
    where = f"{_NAMES[layer]} of level {level + 1}" if layer in {Layer.SCP, Layer.RCP} else _NAMES[layer]
    word = "allow" if effect is Effect.ALLOW else "deny"
    return Edit(place, statement, _ADDED, f"{word} {request.action} on {request.resource}{whom} in {where}")


def _caller(request: Request) -> str:
    """Whom a resource policy would name."""
    return "*" if request.principal.kind is Kind.ANONYMOUS else request.principal.arn


def _edit(found: Found, statement: Statement, value: str, key: str) -> Edit:
    return Edit(found.place, statement, _VALUE, f"in {_called(found)} add {value} to {key}")


def _less(found: Found, statement: Statement, values: set[str], key: str) -> Edit:
    gone = " and ".join(sorted(values))
    return Edit(found.place, statement, _VALUE * len(values), f"in {_called(found)} take {gone} out of {key}")


def _called(found: Found) -> str:
    """A statement in words: its Sid, or where it stands."""
    place = found.place
    name = found.statement.sid or f"statement {place.statement + 1}"
    level = f" of level {place.level + 1}" if place.layer in {Layer.SCP, Layer.RCP} else ""
    document = f", document {place.document + 1}," if place.document else ""
    return f"{name} of {_NAMES[place.layer]}{level}{document}"
