"""Policies in short: statements from what they say, and documents as JSON lines that fit the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.aws.iam_conditions import Condition, Operator, operator_of
from awsprep.aws.iam_policy import Effect, Policy, Statement
from awsprep.labs.iam_reason import NAMES
from awsprep.labs.iam_trial import document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.aws.iam_policy import Layer

    Texts = str | tuple[str, ...]
    When = Mapping[str, Mapping[str, Texts]]
    """Conditions as IAM writes them: operator, key, values."""

WIDTH = 72
"""Columns of a line of JSON before its last brackets: an 80-column screen leaves 75 to a fenced block."""


def allow(
    actions: Texts, on: Texts | None = "*", *, to: Texts | None = None, when: When | None = None, sid: str = ""
) -> Statement:
    """A statement that allows actions on resources, in a resource policy `to` somebody."""
    return _statement(Effect.ALLOW, actions, on, to, when, sid)


def deny(
    actions: Texts, on: Texts | None = "*", *, to: Texts | None = None, when: When | None = None, sid: str = ""
) -> Statement:
    """A statement that denies actions on resources."""
    return _statement(Effect.DENY, actions, on, to, when, sid)


def policy(*statements: Statement, variables: bool = True) -> Policy:
    """A document of statements."""
    return Policy(statements, variables)


def conditions(when: When) -> tuple[Condition, ...]:
    """Conditions from what IAM writes. Raises ValueError for an operator that there is none of."""
    return tuple(
        Condition(_operator(name), key, _texts(values)) for name, keys in when.items() for key, values in keys.items()
    )


def printed(one: Policy, width: int = WIDTH) -> str:
    """A document as a fenced block of valid JSON: a statement begins a line, and takes as few as the width allows."""
    plain = document(one)
    statements = ",\n".join("\n".join(_packed(each, width)) for each in plain["Statement"])
    return f'```\n{{"Version": "{plain["Version"]}", "Statement": [\n{statements}]}}\n```'


def shown(policies: Mapping[Layer, Policy]) -> str:
    """Policies of layers, each printed below its name."""
    return "\n\n".join(
        f"{NAMES[layer][0].upper()}{NAMES[layer][1:]}:\n{printed(one)}" for layer, one in policies.items()
    )


def _statement(
    effect: Effect, actions: Texts, on: Texts | None, to: Texts | None, when: When | None, sid: str
) -> Statement:
    return Statement(
        effect,
        _texts(actions),
        None if on is None else _texts(on),
        None if to is None else _texts(to),
        conditions(when or {}),
        sid,
    )


def _operator(name: str) -> Operator:
    found = operator_of(name)
    if found is None:
        raise ValueError(f"there is no condition operator {name}")
    return found


def _texts(values: Texts) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values


def _packed(statement: dict[str, Any], width: int) -> list[str]:
    """A statement's keys side by side while there is room; a value that fits no line is broken within itself."""
    from json import dumps

    lines = [" "]
    for number, (key, value) in enumerate(statement.items()):
        whole = [f"{dumps(key)}: {dumps(value)}"]
        pieces = whole if len(whole[0]) < width - 4 else _pieces(value, f"{dumps(key)}: ", width)
        pieces[0] = ("{" if number == 0 else "") + pieces[0]
        pieces[-1] += "}" if number == len(statement) - 1 else ","
        for piece in pieces:
            if len(lines[-1]) + 1 + len(piece) > width:
                lines.append("  ")
            lines[-1] += (" " if lines[-1].strip() else "") + piece
    return lines


def _pieces(value: Any, before: str, width: int) -> list[str]:
    """A value as texts that follow each other with a space, each of them one member at most; `before` is its key."""
    from json import dumps

    if not isinstance(value, (dict, list)):
        text = dumps(value)
        return [before + text] if len(before) + len(text) < width - 4 else [before.strip(), text]
    named = (
        [(f"{dumps(key)}: ", each) for key, each in value.items()]
        if isinstance(value, dict)
        else [("", each) for each in value]
    )
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    found: list[str] = []
    for key, each in named:
        if found:
            found[-1] += ","
        found += _pieces(each, key, width)
    found[-1] += closing
    start = before + opening
    return [start + found[0], *found[1:]] if len(start) + len(found[0]) <= width - 2 else [start, *found]
