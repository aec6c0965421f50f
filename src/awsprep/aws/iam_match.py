"""Wildcards and policy variables: whether an action, a resource or a text is what a policy's pattern says.

Sources, all in the IAM User Guide: "IAM JSON policy elements: Action", "… Resource", "IAM policy elements: Variables
and tags".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from awsprep.aws.iam_keys import is_multivalued

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Context = Mapping[str, tuple[str, ...]]
    """The request's context: values by key in small letters."""

PARTS = 6
"""The parts of an ARN; the last may hold colons."""

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_NAMED = re.compile(r"([^,\s][^,]*)(?:, '([^']*)')?")
_FIXED = {"*": "*", "?": "?", "$": "$"}


def has_wildcard(text: str) -> bool:
    """Whether a text holds `*` or `?`."""
    return "*" in text or "?" in text


def action_matches(pattern: str, action: str) -> bool:
    """Whether `service:Name` is what a pattern says; both without regard to case."""
    return like(pattern.lower(), action.lower())


@lru_cache(maxsize=65536)
def like(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says; `*` is any run of characters, `?` any one."""
    if pattern in {"*", text}:
        return True
    return has_wildcard(pattern) and _compiled(_pattern(pattern)).fullmatch(text) is not None


def resource_matches(pattern: str, resource: str, context: Context, *, variables: bool) -> bool | None:
    """Whether a resource is what `Resource` says; None where the request lacks a variable in it.

    The first five parts of the ARNs are compared one by one without regard to case. Of a pattern that ends early the
    last `*` stands for all that follows. Variables stand after the fifth colon only. There no wildcard stands for a
    resource type, the word before the first "/" or ":" (IAM User Guide, "Identify AWS resources with ARNs"), but one
    that stands for all that follows may begin within it.
    """
    if pattern == "*":
        return True
    if not variables or "$" not in pattern:
        return _resource_like(pattern, resource)
    wanted, parts = pattern.split(":", PARTS - 1), resource.split(":", PARTS - 1)
    if len(wanted) < PARTS or len(parts) < PARTS or not _same_head(wanted, parts):
        return False
    return matches(wanted[-1], parts[-1], context, variables=True)


@lru_cache(maxsize=65536)
def _resource_like(pattern: str, resource: str) -> bool:
    """`resource_matches` of a pattern without variables."""
    wanted, parts = pattern.split(":", PARTS - 1), resource.split(":", PARTS - 1)
    if len(wanted) == 1 or len(parts) < PARTS:
        return like(pattern, resource)
    return _same_head(wanted, parts) and (len(wanted) < PARTS or like(wanted[-1], parts[-1]))


def _same_head(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the parts before the last, and the resource type in it, are what a pattern says."""
    if not all(like(one.lower(), part.lower()) for one, part in zip(wanted[: PARTS - 1], parts, strict=False)):
        return False
    kind = "" if len(wanted) < PARTS or _untyped(parts) else _type(wanted[-1])
    return not has_wildcard(kind) and ("$" in kind or parts[-1].startswith(kind))


def matches(pattern: str, text: str, context: Context, *, variables: bool) -> bool | None:
    """Whether a text is what a pattern with variables says; None where the request lacks one.

    A pattern with an empty variable matches nothing.
    """
    if not variables or "$" not in pattern:
        return like(pattern, text)
    pieces = _pieces(pattern, context)
    if not pieces:
        return None if pieces is None else False
    regex = "".join(re.escape(piece) if literal else _pattern(piece) for piece, literal in pieces)
    return _compiled(regex).fullmatch(text) is not None


def arn_matches(pattern: str, arn: str, context: Context, *, variables: bool) -> bool | None:
    """Whether an ARN is what a condition's pattern says, part by part; None where either is no ARN.

    A variable without a value matches nothing.
    """
    wanted, parts = _arn_parts(pattern), arn.split(":", PARTS - 1)
    if len(wanted) < PARTS or len(parts) < PARTS:
        return None
    return all(matches(one, part, context, variables=variables) for one, part in zip(wanted, parts, strict=True))


def substituted(text: str, context: Context, *, variables: bool) -> str | None:
    """A text with its variables replaced, its wildcards being ordinary characters; None where one has no value."""
    if not variables or "$" not in text:
        return text
    pieces = _pieces(text, context)
    return "".join(piece for piece, _ in pieces) if pieces else None


def _untyped(parts: Sequence[str]) -> bool:
    """Whether what follows the fifth colon has no type: a bucket and its key, an API and its stage."""
    return parts[2] == "execute-api" or (parts[2] == "s3" and not parts[4])


def _type(pattern: str) -> str:
    """The resource type with its separator; "" without one. A separator in a variable's name separates nothing."""
    found = re.match(r"(?:\$\{[^{}]*\}|[^/:])*[/:]", pattern)
    return "" if found is None else found[0]


def _pieces(text: str, context: Context) -> Sequence[tuple[str, bool]] | None:
    """Pieces of a text in order, each with whether it is taken literally: what a variable gives never is a pattern.

    None where the request lacks a variable, nothing where one is empty.
    """
    pieces = []
    empty = False
    for number, piece in enumerate(_VARIABLE.split(text)):
        if number % 2 == 0:
            pieces.append((piece, False))
            continue
        value = _FIXED.get(piece) or _value(piece, context)
        if value is None:
            return None
        empty = empty or not value
        pieces.append((value, True))
    return () if empty else pieces


def _value(name: str, context: Context) -> str | None:
    """What `key` or `key, 'default'` gives, also for an empty value. A key with several values is no variable."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return None
    key = found[1].lower()
    values = context.get(key)
    default: str | None = found[2]
    if values is None or is_multivalued(key, values):
        return default
    return values[0] or default or ""


def _arn_parts(pattern: str) -> list[str]:
    """The six parts of an ARN in a condition; the colon inside `${aws:PrincipalAccount}` separates nothing."""
    parts = pattern.split(":", PARTS - 1)
    if not any("$" in part for part in parts[: PARTS - 1]):
        return parts
    return re.split(r":(?![^${}]*\})", pattern, maxsplit=PARTS - 1)


def _pattern(text: str) -> str:
    return re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")


@lru_cache(maxsize=8192)
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.DOTALL)
