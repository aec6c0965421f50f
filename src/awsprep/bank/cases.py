"""A request with its policies as one line of JSON: what `awsprep sim iam --cases` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.aws.iam_policy import Layer, Policies, Policy, Request, request_of
from awsprep.aws.iam_principal import NotModelled
from awsprep.bank.nodes import from_plain, parse
from awsprep.bank.page import Page
from awsprep.bank.policy import documents_of, has_errors
from awsprep.core.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.bank.nodes import Node

_LAYERS = {
    "identity": Layer.IDENTITY,
    "resource": Layer.RESOURCE,
    "boundary": Layer.BOUNDARY,
    "session": Layer.SESSION,
    "vpce": Layer.VPCE,
    "scps": Layer.SCP,
    "rcps": Layer.RCP,
}
_ORGANIZATION = frozenset({Layer.SCP, Layer.RCP})
_EMPTY: dict[str, Any] = {}


class Case(NamedTuple):
    """One line, read. `id` is given back as it is, None where the line has none."""

    id: Any
    request: Request
    policies: Policies


class BadCaseError(Exception):
    """A line that cannot be decided: its id, as far as it can be read, and a sentence."""

    def __init__(self, name: Any, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def case_of(line: bytes, path: str, number: int) -> Case:
    """Read a line; `path` and `number` are for messages. Raises BadCaseError."""
    try:
        plain = json.loads(line.rstrip(), parse_float=str, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else 1
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise BadCaseError(None, f"{path}:{number}:{column}: this line is not JSON: {clean(why)}") from None
    if not isinstance(plain, dict) or not isinstance(plain.get("request"), dict):
        name = plain.get("id") if isinstance(plain, dict) else None
        raise BadCaseError(name, f'{path}:{number}:1: the line is no mapping with a "request"')
    name = plain.get("id")
    try:
        return Case(name, _request(plain["request"]), _policies(plain.get("policies") or _EMPTY, line))
    except _MistakeError as mistake:
        raise BadCaseError(name, f"{path}:{number}:{mistake.column}: {mistake}") from None
    except ValueError as error:
        raise BadCaseError(name, f"{path}:{number}:1: {clean(str(error))}") from None


class _MistakeError(Exception):
    """A mistake in a policy, and the column in its line."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def _request(plain: dict[str, Any]) -> Request:
    for key in ("principal", "action", "resource"):
        if not isinstance(plain.get(key), str):
            raise ValueError(f'the request has no "{key}"')  # noqa: TRY004  one kind of error leaves here
    account = plain.get("resourceAccount") or ""
    context = plain.get("context") or _EMPTY
    if not isinstance(account, str) or not isinstance(context, dict):
        raise ValueError("resourceAccount must be text, context a mapping")  # noqa: TRY004  as above
    values = {key: _context_value(key, value) for key, value in context.items()}
    request = request_of(plain["principal"], plain["action"], plain["resource"], account=account, context=values)
    if isinstance(request, NotModelled):
        raise ValueError(f"{request.what} is not modelled")  # noqa: TRY004  as above
    return request


def _context_value(key: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if any(each is None or isinstance(each, (list, dict)) for each in values):
        raise ValueError(f'the context key "{key}" must have a text, or a list of texts')
    return tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in values)


def _policies(plain: Any, line: bytes) -> Policies:
    if not isinstance(plain, dict):
        raise ValueError("policies must be a mapping")  # noqa: TRY004  as above
    documents = {layer: _levels(layer, plain[key], key, line) for key, layer in _LAYERS.items() if _given(plain, key)}
    return policies_of(documents)


def policies_of(levels: Mapping[Layer, Sequence[tuple[Policy, ...]]]) -> Policies:
    """Policies by layer and level. Layers of no organization have one level."""
    flat = {layer: tuple(policy for level in each for policy in level) for layer, each in levels.items()}
    return Policies(
        identity=flat.get(Layer.IDENTITY, ()),
        resource=next(iter(flat.get(Layer.RESOURCE, ())), None),
        boundary=flat.get(Layer.BOUNDARY, ()),
        session=next(iter(flat.get(Layer.SESSION, ())), None),
        scps=tuple(levels.get(Layer.SCP, ())),
        rcps=tuple(levels.get(Layer.RCP, ())),
        vpce=flat.get(Layer.VPCE, ()),
    )


def _given(plain: dict[str, Any], key: str) -> bool:
    return plain.get(key) is not None


def _levels(layer: Layer, plain: Any, key: str, line: bytes) -> list[tuple[Policy, ...]]:
    if layer not in _ORGANIZATION:
        return [_documents(layer, plain, (key,), line)]
    if not isinstance(plain, list):
        raise ValueError(f"{key} must be a list of levels, each a list of policies")  # noqa: TRY004  as above
    return [_documents(layer, each, (key, number), line) for number, each in enumerate(plain)]


def _documents(layer: Layer, plain: Any, path: tuple[str | int, ...], line: bytes) -> tuple[Policy, ...]:
    page = Page("-")
    policies = documents_of(page, from_plain(plain), layer)
    if not has_errors(page.problems):
        return policies
    located = Page("-", line.decode("utf-8", "replace"))
    root = parse(located)  # again, as nodes that know their columns
    if root is not None:
        documents_of(located, _below(root, ("policies", *path)), layer)
        page = located if has_errors(located.problems) else page
    problem = next(each for each in page.problems if has_errors([each]))
    raise _MistakeError(
        f"{problem.message}; {problem.hint}" if problem.hint else problem.message, problem.source.column
    )


def _below(node: Node, path: tuple[str | int, ...]) -> Node:
    for step in path:
        value: Any = node.value
        node = value[step] if isinstance(step, int) else value[step][1]
    return node


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping whose keys are all there once, as IAM wants it."""
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f'"{twice}" is here twice')
    return made
