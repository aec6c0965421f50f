"""A policy out of plain JSON values, such as `document` makes of it.

What people write is read by `bank.policy`, which finds every mistake and where it stands. This reads what came of that.
"""

from __future__ import annotations

from typing import Any

from awsprep.aws.iam_conditions import Condition, operator_of
from awsprep.aws.iam_policy import Effect, Policy, Statement


def policy_of(plain: Any) -> Policy:
    """A policy. Raises ValueError where the values are none."""
    if not isinstance(plain, dict) or not isinstance(plain.get("Statement"), list):
        raise ValueError("it has no Statement list")  # noqa: TRY004  one kind of error leaves here
    return Policy(tuple(_statement(each) for each in plain["Statement"]), plain.get("Version") == "2012-10-17")


def _statement(plain: Any) -> Statement:
    if not isinstance(plain, dict) or plain.get("Effect") not in {"Allow", "Deny"}:
        raise ValueError("a statement has no Effect")
    not_action, not_resource = "NotAction" in plain, "NotResource" in plain
    resources = plain.get("NotResource" if not_resource else "Resource")
    principal = plain.get("Principal")
    return Statement(
        Effect(plain["Effect"]),
        _texts(plain.get("NotAction" if not_action else "Action")),
        None if resources is None else _texts(resources),
        None if principal is None else _texts(principal.get("AWS") if isinstance(principal, dict) else principal),
        _conditions(plain.get("Condition", {})),
        str(plain.get("Sid", "")),
        not_action,
        not_resource,
    )


def _conditions(plain: Any) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for name, keys in plain.items() if isinstance(plain, dict) else ():
        operator = operator_of(name)
        if operator is None or not isinstance(keys, dict):
            raise ValueError(f"{name} is no condition")
        found.extend(Condition(operator, key, _texts(values)) for key, values in keys.items())
    return tuple(found)


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(each, str) for each in values):
        raise ValueError("a value is neither text nor a list of it")
    return tuple(values)
