"""Conditions for drawn cases: every operator, with …IfExists, ForAllValues and ForAnyValue, of present and absent keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.aws.iam_drawn import Draw

# operator, key, (the policy's value, a request's value that matches it, one that does not)
PAIRS: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("StringEquals", "aws:PrincipalOrgID", (("o-aa11", "o-aa11", "o-bb22"), ("a*", "a*", "ab"), ("Ab", "Ab", "ab"))),
    ("StringEqualsIgnoreCase", "aws:PrincipalTag/team", (("Red", "rED", "blue"), ("x", "X", ""))),
    (
        "StringLike",
        "aws:PrincipalTag/team",
        (("r*d", "red", "reds"), ("??", "ab", "abc"), ("*", "", "-"), ("A*", "Ab", "ab")),
    ),
    (
        "StringLike",
        "aws:UserAgent",
        (("*cli/2*", "aws-cli/2.1", "boto3"), ("a.c", "a.c", "abc"), ("x${*}y", "x*y", "xzy")),
    ),
    ("NumericEquals", "aws:MultiFactorAuthAge", (("300", "300.0", "301"), ("-5", "-5", "5"), ("0", "0", "abc"))),
    ("NumericLessThan", "aws:MultiFactorAuthAge", (("300", "299.5", "300"), ("0", "-1", "0"))),
    ("NumericLessThanEquals", "aws:MultiFactorAuthAge", (("300", "300", "301"), ("1.5", "1.50", "1.51"))),
    ("NumericGreaterThan", "aws:MultiFactorAuthAge", (("300", "301", "300"), ("9", "10", "9"))),
    ("NumericGreaterThanEquals", "aws:MultiFactorAuthAge", (("300", "300", "299"), ("10", "10", "9.9"))),
    ("DateEquals", "aws:CurrentTime", (("2026-11-21T12:00:00Z", "2026-11-21T13:00:00+01:00", "2026-11-21T12:00:01Z"),)),
    ("DateLessThan", "aws:CurrentTime", (("2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z"),)),
    ("DateLessThanEquals", "aws:CurrentTime", (("2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z"),)),
    (
        "DateGreaterThan",
        "aws:TokenIssueTime",
        (("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2025-12-31T00:00:00Z"),),
    ),
    (
        "DateGreaterThanEquals",
        "aws:CurrentTime",
        (("2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-20T12:00:00Z"),),
    ),
    ("Bool", "aws:SecureTransport", (("true", "true", "false"), ("false", "FALSE", "true"), ("True", "true", "yes"))),
    ("Bool", "aws:MultiFactorAuthPresent", (("true", "TRUE", "false"),)),
    ("BinaryEquals", "aws:PrincipalTag/key", (("QmluYXJ5", "QmluYXJ5", "QmluYXJ6"),)),
    (
        "IpAddress",
        "aws:SourceIp",
        (("203.0.113.0/24", "203.0.113.9", "203.0.114.9"), ("10.0.0.7/32", "10.0.0.7", "10.0.0.8")),
    ),
    (
        "IpAddress",
        "aws:SourceIp",
        (("2001:db8::/32", "2001:db8:1::5", "2001:db9::1"), ("10.0.0.0/8", "10.255.0.1", "x")),
    ),
    (
        "ArnEquals",
        "aws:PrincipalArn",
        (("arn:aws:iam::*:role/a*", "arn:aws:iam::1:role/app", "arn:aws:iam::1:user/app"),),
    ),
    (
        "ArnLike",
        "aws:SourceArn",
        (("arn:aws:sns:*:1?:t-*", "arn:aws:sns:us-east-1:12:t-x", "arn:aws:sns:us-east-1:123:t-x"),),
    ),
    ("ArnLike", "aws:SourceArn", (("arn:aws:s3:::b/*:c", "arn:aws:s3:::b/x:y:c", "arn:aws:s3:::b/x:y"),)),
)
NEGATED = {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "NumericEquals": "NumericNotEquals",
    "DateEquals": "DateNotEquals",
    "IpAddress": "NotIpAddress",
    "ArnEquals": "ArnNotEquals",
    "ArnLike": "ArnNotLike",
}
SETS = ("aws:TagKeys", "aws:PrincipalOrgPaths", "aws:CalledVia")


def condition(draw: Draw, count: int) -> dict[str, dict[str, Any]]:
    """A Condition with one or two keys, which puts what it asks for into the context, or something else."""
    found: dict[str, dict[str, Any]] = {}
    for _ in range(count):
        kind = draw.rng.random()
        operator, key, values = _null(draw) if kind < 0.08 else _set(draw) if kind < 0.3 else _single(draw)
        found.setdefault(operator, {})[key] = values
    return found


def _null(draw: Draw) -> tuple[str, str, Any]:
    key = draw.one(("aws:TokenIssueTime", "aws:PrincipalTag/team", *SETS))
    if draw.odds(0.5):
        _put(draw, key, ["a"] if key in SETS else "2026-01-01T00:00:00Z")
    return "Null", key, draw.one(("true", "false", "TRUE", True, False, ["true", "false"]))


def _set(draw: Draw) -> tuple[str, str, Any]:
    """ForAllValues and ForAnyValue over keys with several values, and what happens to such keys without them."""
    key = draw.one(SETS) if draw.action == "sqs:CreateQueue" else draw.one(SETS[1:])
    base = draw.one(("StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "StringEqualsIgnoreCase"))
    base += "IfExists" if draw.odds(0.15) else ""
    over = draw.one(("ForAllValues:", "ForAllValues:", "ForAnyValue:", "ForAnyValue:", ""))
    if draw.odds(0.85):
        chosen = [value for value in ("red", "green", "blue") if draw.odds(0.5)]
        _put(draw, key, chosen)
    wanted = [value for value in ("red", "green", "b*", "BLUE") if draw.odds(0.5)]
    return over + base, key, wanted[0] if len(wanted) == 1 and draw.odds(0.5) else wanted


def _single(draw: Draw) -> tuple[str, str, Any]:
    operator, key, triples = draw.one(PAIRS)
    wanted, match, miss = draw.one(triples)
    if "${*}" in wanted and draw.odds(0.5):
        wanted = wanted.replace("${*}", "*")
    turned = draw.odds(0.35) and operator in NEGATED
    values = [wanted]
    if draw.odds(0.2):
        values.append(draw.one(triples)[0])
    elif operator.startswith("String") and draw.odds(0.12):
        values = ["${aws:PrincipalTag/same}"]
        draw.context["aws:PrincipalTag/same"] = match
    if draw.odds(0.82):
        _put(draw, key, match if draw.odds(0.45 if turned else 0.66) else miss)
    operator = NEGATED[operator] if turned else operator
    operator = draw.one(("ForAllValues:", "ForAnyValue:")) + operator if draw.odds(0.07) else operator
    operator += "IfExists" if draw.odds(0.15) else ""
    operator = operator.lower() if draw.odds(0.03) else operator
    name = key.upper() if draw.odds(0.03) else key
    return operator, name, values[0] if len(values) == 1 and draw.odds(0.7) else values


def _put(draw: Draw, key: str, value: str | list[str]) -> None:
    """Into the context, unless another condition has put something there."""
    draw.context.setdefault(key, value)
