"""The `Condition` of a policy's statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam_conditions import OPERATORS, Condition, operator_of
from awsprep.bank.fields import found
from awsprep.bank.nodes import shown
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page


def conditions_of(page: Page, node: Node) -> tuple[Condition, ...]:
    """The conditions of a statement, one for each key of each operator; mistakes go to the page."""
    if not isinstance(node.value, dict):
        hint = 'write {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}'
        page.error("wrong-type", node, f"Condition must be a mapping, found {found(node)}", hint)
        return ()
    conditions: list[Condition] = []
    for name, (place, keys) in node.value.items():
        operator = operator_of(name)
        if operator is None:
            plain = name.rpartition(":")[2].removesuffix("IfExists")
            message = f'the condition operator "{shown(name)}" is not known'
            page.error("unknown-operator", place, message, did_you_mean(plain, OPERATORS))
        elif not isinstance(keys.value, dict):
            hint = f'write {{"{shown(name)}": {{"aws:username": "alice"}}}}'
            page.error("wrong-type", keys, f"{shown(name)} must be a mapping, found {found(keys)}", hint)
        else:
            for key, (_, value) in keys.value.items():
                conditions.append(Condition(operator, key, _values(page, key, value)))
    return tuple(conditions)


def _values(page: Page, key: str, node: Node) -> tuple[str, ...]:
    values = []
    for each in node.value if isinstance(node.value, list) else [node]:
        if isinstance(each.value, (list, dict)) or each.value is None:
            hint = "give a text, a number, true or false"
            page.error("wrong-type", each, f"{shown(key)} must have texts as values, found {found(each)}", hint)
        else:
            values.append(str(each.value).lower() if isinstance(each.value, bool) else str(each.value))
    return tuple(values)
