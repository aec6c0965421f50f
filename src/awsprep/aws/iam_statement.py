"""Whether a statement speaks of a request, and if not, what keeps it from doing so."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from awsprep.aws.iam_conditions import met
from awsprep.aws.iam_match import action_matches, resource_matches
from awsprep.aws.iam_principal import Grant, NotModelled, grant

if TYPE_CHECKING:
    from awsprep.aws.iam_conditions import Condition
    from awsprep.aws.iam_policy import Request, Statement


class Miss(IntEnum):
    """The first part of a statement that a request does not fit; more is nearer."""

    ACTION = 1
    RESOURCE = 2
    PRINCIPAL = 3
    CONDITION = 4


def grant_of(statement: Statement, request: Request) -> Grant:
    """How a statement names the caller; without `Principal` it is attached to the caller."""
    if statement.principals is None:
        return Grant.DIRECT
    if isinstance(statement.principals, NotModelled):
        return Grant.NONE
    return max((grant(element, request.principal) for element in statement.principals), default=Grant.NONE)


def action_fits(statement: Statement, request: Request) -> bool:
    """Whether Action, or NotAction, holds of a request."""
    return any(action_matches(each, request.action) for each in statement.actions) is not statement.not_action


def resource_fits(statement: Statement, request: Request, *, variables: bool) -> bool:
    """Whether Resource, or NotResource, holds of a request; a NotResource with an empty variable holds of nothing."""
    if statement.resources is None:
        return True
    found = [
        resource_matches(each, request.resource, request.context, variables=variables) for each in statement.resources
    ]
    return True not in found and None not in found if statement.not_resource else True in found


def unmet(statement: Statement, request: Request, *, variables: bool) -> tuple[Condition, ...]:
    """The conditions that a request does not meet."""
    return tuple(each for each in statement.conditions if not met(each, request.context, variables=variables))


def miss(statement: Statement, request: Request, *, variables: bool) -> Miss | None:
    """What keeps a statement from speaking of a request; None where it does speak."""
    if not action_fits(statement, request):
        return Miss.ACTION
    if not resource_fits(statement, request, variables=variables):
        return Miss.RESOURCE
    if grant_of(statement, request) is Grant.NONE:
        return Miss.PRINCIPAL
    return Miss.CONDITION if unmet(statement, request, variables=variables) else None
