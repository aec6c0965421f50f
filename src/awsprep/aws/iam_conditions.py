"""Condition operators: what a `Condition` asks of a request's context.

Sources, all in the IAM User Guide: "IAM JSON policy elements: Condition operators", "Set operators for multivalued
context keys", and of variables without a value "IAM policy elements: Variables and tags".
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from awsprep.aws.iam_keys import is_multivalued
from awsprep.aws.iam_match import arn_matches, matches, substituted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal
    from ipaddress import IPv4Network, IPv6Network

    from awsprep.aws.iam_match import Context

    Test = Callable[[str, str, Context, bool], bool | None]
    """(the policy's value, the request's, its context, whether variables count) to the answer; None: no such value."""


class Over(Enum):
    """How an operator takes a key's set of values."""

    ONE = ""
    ALL = "ForAllValues"
    ANY = "ForAnyValue"


@dataclass(frozen=True, slots=True)
class Operator:
    """A condition operator. `name` is its plain name: `StringLike`."""

    name: str
    over: Over = Over.ONE
    if_exists: bool = False

    @property
    def negated(self) -> bool:
        """Whether it is true of what does not match."""
        return "Not" in self.name

    def __str__(self) -> str:
        """As policies write it."""
        front = f"{self.over.value}:" if self.over is not Over.ONE else ""
        return f"{front}{self.name}{'IfExists' if self.if_exists else ''}"


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of one operator. Values are alternatives; the key is as written."""

    operator: Operator
    key: str
    values: tuple[str, ...]


@lru_cache(maxsize=1024)
def operator_of(text: str) -> Operator | None:
    """The operator that a policy names, without regard to case; None where there is none of that name."""
    front, colon, rest = text.rpartition(":")
    over = Over.ONE
    if colon:
        found = next((each for each in Over if each.value.lower() == front.lower() and front), None)
        if found is None:
            return None
        over = found
    plain = rest.lower()
    if_exists = plain.endswith("ifexists")
    name = _NAMES.get(plain.removesuffix("ifexists"))
    return None if name is None else Operator(name, over, if_exists)


def met(condition: Condition, context: Context, *, variables: bool) -> bool:
    """Whether a request's context meets a condition.

    Without the key a negated operator and `…IfExists` are true, ForAllValues is true, ForAnyValue false, all else
    false. A key with several values meets no operator without ForAllValues or ForAnyValue.
    """
    how = condition.operator
    key = condition.key.lower()
    values = context.get(key)
    if how.name == "Null":
        return ("true" if values is None else "false") in [value.lower() for value in condition.values]
    if how.over is Over.ANY:
        return values is not None and any(_true_of(condition, value, context, variables) for value in values)
    if values is None:
        return how.over is Over.ALL or how.if_exists or how.negated
    if how.over is Over.ALL:
        return all(_true_of(condition, value, context, variables) for value in values)
    return not is_multivalued(key, values) and _true_of(condition, values[0], context, variables)


def _true_of(condition: Condition, value: str, context: Context, variables: bool) -> bool:  # noqa: FBT001
    """Whether a condition is true of one value. A value that cannot be compared makes negated operators false too."""
    test = _TESTS[condition.operator.name]
    answers = [test(wanted, value, context, variables) for wanted in condition.values]
    if condition.operator.negated:
        return not any(answers) and None not in answers
    return any(answers)


def _equal(wanted: str, value: str, context: Context, variables: bool) -> bool:  # noqa: FBT001
    """A variable without a value is equal to nothing, so that StringNotEquals is true of it."""
    return substituted(wanted, context, variables=variables) == value


def _equal_ignoring_case(wanted: str, value: str, context: Context, variables: bool) -> bool:  # noqa: FBT001
    text = substituted(wanted, context, variables=variables)
    return text is not None and text.lower() == value.lower()


def _like(wanted: str, value: str, context: Context, variables: bool) -> bool:  # noqa: FBT001
    return bool(matches(wanted, value, context, variables=variables))


def _arn(wanted: str, value: str, context: Context, variables: bool) -> bool | None:  # noqa: FBT001
    return arn_matches(wanted, value, context, variables=variables)


def _same_truth(wanted: str, value: str, context: Context, variables: bool) -> bool:  # noqa: FBT001
    text = (substituted(wanted, context, variables=variables) or "").lower()
    return text in {"true", "false"} and text == value.lower()


def _same_bytes(wanted: str, value: str, context: Context, variables: bool) -> bool:  # noqa: ARG001, FBT001
    """Both are base64: the same bytes have the same text."""
    return wanted == value


def _numeric(compare: Callable[[Decimal, Decimal], bool]) -> Test:
    def test(wanted: str, value: str, context: Context, variables: bool) -> bool | None:  # noqa: ARG001, FBT001
        bound, number = _number(wanted), _number(value)
        return None if bound is None or number is None else compare(number, bound)

    return test


def _dated(compare: Callable[[datetime, datetime], bool]) -> Test:
    def test(wanted: str, value: str, context: Context, variables: bool) -> bool | None:  # noqa: ARG001, FBT001
        bound, moment = _moment(wanted), _moment(value)
        return None if bound is None or moment is None else compare(moment, bound)

    return test


def _within(wanted: str, value: str, context: Context, variables: bool) -> bool | None:  # noqa: ARG001, FBT001
    from ipaddress import ip_address

    network = _network(wanted)
    try:
        address = ip_address(value)
    except ValueError:
        return None
    return None if network is None else address in network


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    from decimal import Decimal

    return Decimal(text.strip()) if re.fullmatch(r"\s*[+-]?[0-9]{1,40}(\.[0-9]{1,40})?\s*", text, re.ASCII) else None


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    """ISO 8601, UTC where no zone is given, or whole seconds since 1970; None for anything else."""
    from datetime import UTC, datetime, timedelta

    try:
        if re.fullmatch(r"[0-9]{1,15}", text, re.ASCII):
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text, re.ASCII):
            text += "-01"
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def _network(text: str) -> IPv4Network | IPv6Network | None:
    from ipaddress import ip_network

    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


_TESTS: dict[str, Test] = {
    "StringEquals": _equal,
    "StringNotEquals": _equal,
    "StringEqualsIgnoreCase": _equal_ignoring_case,
    "StringNotEqualsIgnoreCase": _equal_ignoring_case,
    "StringLike": _like,
    "StringNotLike": _like,
    "NumericEquals": _numeric(operator.eq),
    "NumericNotEquals": _numeric(operator.eq),
    "NumericLessThan": _numeric(operator.lt),
    "NumericLessThanEquals": _numeric(operator.le),
    "NumericGreaterThan": _numeric(operator.gt),
    "NumericGreaterThanEquals": _numeric(operator.ge),
    "DateEquals": _dated(operator.eq),
    "DateNotEquals": _dated(operator.eq),
    "DateLessThan": _dated(operator.lt),
    "DateLessThanEquals": _dated(operator.le),
    "DateGreaterThan": _dated(operator.gt),
    "DateGreaterThanEquals": _dated(operator.ge),
    "Bool": _same_truth,
    "BinaryEquals": _same_bytes,
    "IpAddress": _within,
    "NotIpAddress": _within,
    "ArnEquals": _arn,
    "ArnLike": _arn,
    "ArnNotEquals": _arn,
    "ArnNotLike": _arn,
}
_NAMES = {name.lower(): name for name in (*_TESTS, "Null")}

OPERATORS = tuple(_NAMES.values())
"""The plain names of all operators."""
