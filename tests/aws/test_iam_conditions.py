"""Condition operators."""

from __future__ import annotations

import pytest

from awsprep.aws.iam_conditions import OPERATORS, Condition, Operator, Over, met, operator_of

ROLE = "arn:aws:iam::111122223333:role/dev"


def holds(operator: str, wanted: str | list[str], given: str | list[str] | None, key: str = "k", **more: str) -> bool:
    """Whether a condition on one key is met by a request that has the key (unless None) and some more."""
    found = operator_of(operator)
    assert found is not None
    context: dict[str, tuple[str, ...]] = {name.replace("__", ":"): (value,) for name, value in more.items()}
    if given is not None:
        context[key.lower()] = (given,) if isinstance(given, str) else tuple(given)
    values = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return met(Condition(found, key, values), context, variables=True)


@pytest.mark.parametrize(
    ("operator", "wanted", "given", "expected"),
    [
        ("StringEquals", "Abc", "Abc", True),
        ("StringEquals", "Abc", "abc", False),
        ("StringEquals", "a*", "abc", False),
        ("StringEquals", ["x", "abc"], "abc", True),
        ("StringEquals", [], "abc", False),
        ("StringNotEquals", ["x", "y"], "abc", True),
        ("StringNotEquals", ["x", "abc"], "abc", False),
        ("StringNotEquals", [], "abc", True),
        ("StringEqualsIgnoreCase", "Abc", "aBC", True),
        ("StringNotEqualsIgnoreCase", "Abc", "aBC", False),
        ("StringLike", "a*c", "abbc", True),
        ("StringLike", "a?c", "abbc", False),
        ("StringLike", "*", "", True),
        ("StringLike", "a.c", "abc", False),
        ("StringNotLike", "a*", "abc", False),
        ("NumericEquals", "5", "5.0", True),
        ("NumericEquals", " 5 ", "5", True),
        ("NumericNotEquals", "5", "6", True),
        ("NumericNotEquals", "5", "six", False),
        ("NumericNotEquals", ["five", "7"], "6", False),
        ("NumericLessThan", "5", "5", False),
        ("NumericLessThan", "5", "-5", True),
        ("NumericLessThan", ["five", "7"], "6", True),
        ("NumericLessThanEquals", "5", "5", True),
        ("NumericGreaterThan", "9", "10", True),
        ("NumericGreaterThanEquals", "10", "9.99", False),
        ("DateEquals", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00+01:00", True),
        ("DateEquals", "2026-11-21", "2026-11-21T00:00:00", True),
        ("DateEquals", "2026-11", "2026-11-01T00:00:00Z", True),
        ("DateEquals", "1735689600", "2025-01-01T00:00:00Z", True),
        ("DateEquals", "yesterday", "2025-01-01", False),
        ("DateEquals", "999999999999999", "2025-01-01", False),
        ("DateNotEquals", "2026-11-21", "2026-11-22", True),
        ("DateNotEquals", "2026-11-21", "today", False),
        ("DateLessThan", "2026-11-21", "2026-11-20T23:59:59Z", True),
        ("DateLessThanEquals", "2026-11-21", "2026-11-21", True),
        ("DateGreaterThan", "2026-11-21", "2026-11-21", False),
        ("DateGreaterThanEquals", "2026-11-21", "2026-11-21", True),
        ("Bool", "true", "TRUE", True),
        ("Bool", "false", "true", False),
        ("Bool", "yes", "yes", False),
        ("BinaryEquals", "QQ==", "QQ==", True),
        ("BinaryEquals", "QQ==", "qq==", False),
        ("IpAddress", "203.0.113.0/24", "203.0.113.9", True),
        ("IpAddress", "203.0.113.9/24", "203.0.113.1", True),
        ("IpAddress", "203.0.113.9", "203.0.113.1", False),
        ("IpAddress", "0.0.0.0/0", "198.51.100.7", True),
        ("IpAddress", "0.0.0.0/0", "2001:db8::1", False),
        ("IpAddress", "2001:db8::/32", "2001:DB8:0:0::1", True),
        ("IpAddress", "somewhere", "203.0.113.9", False),
        ("NotIpAddress", "10.0.0.0/8", "11.0.0.1", True),
        ("NotIpAddress", "10.0.0.0/8", "2001:db8::1", True),
        ("NotIpAddress", "10.0.0.0/8", "nowhere", False),
        ("NotIpAddress", ["somewhere", "10.0.0.0/8"], "11.0.0.1", False),
        ("ArnEquals", "arn:aws:iam::*:role/d?v", ROLE, True),
        ("ArnLike", "arn:aws:iam::111122223333:role/*", ROLE, True),
        ("ArnLike", "arn:aws:iam::*", ROLE, False),
        ("ArnLike", "arn:AWS:iam::*:role/dev", ROLE, False),
        ("ArnLike", "arn:aws:iam::1*role/dev", ROLE, False),
        ("ArnLike", "arn:aws:s3:::b/*:c", "arn:aws:s3:::b/x:y:c", True),
        ("ArnNotLike", "arn:aws:iam::*:user/*", ROLE, True),
        ("ArnNotEquals", ROLE, ROLE, False),
        ("ArnNotEquals", "everybody", ROLE, False),
        ("ArnNotEquals", ROLE, "nobody", False),
    ],
)
def test_an_operator_compares_what_it_says(operator: str, wanted: str, given: str, *, expected: bool) -> None:
    assert holds(operator, wanted, given) is expected


@pytest.mark.parametrize("name", [name for name in OPERATORS if name != "Null"])
def test_without_the_key_only_negated_operators_and_if_exists_hold(name: str) -> None:
    assert holds(name, "1", None) is ("Not" in name)
    assert holds(f"{name}IfExists", "1", None)


def test_if_exists_asks_when_the_key_is_there() -> None:
    assert not holds("StringEqualsIfExists", "a", "b")
    assert holds("StringEqualsIfExists", "a", "a")


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        ("true", None, True),
        ("true", "", False),
        ("false", None, False),
        ("false", ["a", "b"], True),
        ("FALSE", "a", True),
        (["true", "false"], None, True),
        ("perhaps", None, False),
    ],
)
def test_null_asks_whether_the_key_is_absent(wanted: str, given: str | None, *, expected: bool) -> None:
    assert holds("Null", wanted, given) is expected


@pytest.mark.parametrize(
    ("operator", "wanted", "given", "expected"),
    [
        ("ForAllValues:StringEquals", ["a", "b", "c"], ["a", "b"], True),
        ("ForAllValues:StringEquals", ["a"], ["a", "b"], False),
        ("ForAllValues:StringEquals", ["a"], None, True),
        ("ForAllValues:StringEquals", ["a"], [], True),
        ("ForAllValues:StringNotEquals", ["a"], ["b", "c"], True),
        ("ForAllValues:StringNotEquals", ["a"], ["a", "c"], False),
        ("ForAnyValue:StringEquals", ["a"], ["a", "b"], True),
        ("ForAnyValue:StringEquals", ["c"], ["a", "b"], False),
        ("ForAnyValue:StringEquals", ["a"], None, False),
        ("ForAnyValue:StringEqualsIfExists", ["a"], None, False),
        ("ForAnyValue:StringNotEquals", ["a"], ["a", "b"], True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], False),
        ("ForAnyValue:StringNotEquals", ["a"], None, False),
        ("ForAllValues:IpAddress", ["10.0.0.0/8"], ["10.1.1.1", "11.0.0.1"], False),
    ],
)
def test_sets_of_values_are_taken_together(
    operator: str, wanted: list[str], given: list[str] | None, *, expected: bool
) -> None:
    assert holds(operator, wanted, given, "aws:TagKeys") is expected


@pytest.mark.parametrize("key", ["aws:TagKeys", "AWS:CalledVia", "events:Metadata/x", "kms:GrantOperations"])
def test_a_key_that_can_hold_several_values_needs_a_set_operator(key: str) -> None:
    assert not holds("StringEquals", "a", ["a"], key)
    assert not holds("StringNotEquals", "b", "a", key)
    assert holds("ForAnyValue:StringEquals", "a", "a", key)
    assert holds("StringNotEquals", "b", None, key)


def test_several_values_of_any_key_need_a_set_operator() -> None:
    assert not holds("StringEquals", "a", ["a", "b"], "aws:PrincipalTag/x")
    assert not holds("StringNotEquals", "c", ["a", "b"], "aws:PrincipalTag/x")
    assert not holds("StringNotEquals", "c", [], "aws:PrincipalTag/x")


def test_keys_are_compared_without_regard_to_case() -> None:
    assert holds("StringEquals", "a", "a", "AWS:username")


def test_variables_stand_for_the_requests_values() -> None:
    assert holds("StringEquals", "${aws:username}", "alice", aws__username="alice")
    assert holds("StringEqualsIgnoreCase", "${aws:username}", "ALICE", aws__username="alice")
    assert holds("StringLike", "${aws:username}-*", "alice-1", aws__username="alice")
    assert holds("Bool", "${aws:username}", "true", aws__username="true")
    assert holds("ArnLike", "arn:aws:iam::${aws:username}:role/*", ROLE, aws__username="111122223333")
    assert holds("ArnLike", "arn:aws:iam::*:role/${aws:username}", ROLE, aws__username="dev")
    assert not holds("NumericEquals", "${aws:username}", "5", aws__username="5")


def test_what_a_variable_gives_is_no_pattern() -> None:
    assert not holds("StringLike", "${aws:username}", "alice", aws__username="a*")
    assert holds("StringLike", "${aws:username}", "a*", aws__username="a*")
    assert holds("StringLike", "a${*}c", "a*c")
    assert not holds("StringLike", "a${*}c", "abc")
    assert holds("StringEquals", "a${?}${$}", "a?$")


def test_a_variable_without_a_value_is_equal_to_nothing() -> None:
    """IAM User Guide, "Policy variables with no value": inverted operators match, the others do not."""
    for empty in ({}, {"aws__username": ""}):
        for operator in ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "Bool"):
            assert not holds(operator, "${aws:username}", "alice", **empty)
            assert not holds(operator, "${aws:username}", "", **empty)
        for operator in ("StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"):
            assert holds(operator, "${aws:username}", "alice", **empty)
            assert holds(operator, "${aws:username}", "", **empty)
    assert not holds("ArnLike", "arn:aws:iam::*:role/${aws:username}", ROLE)
    assert holds("ArnNotLike", "arn:aws:iam::*:role/${aws:username}", ROLE)


def test_a_default_stands_in() -> None:
    assert holds("StringEquals", "${aws:username, 'nobody'}", "nobody")
    assert not holds("StringEquals", "${aws:username, 'nobody'}", "nobody", aws__username="alice")


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("StringEquals", Operator("StringEquals")),
        ("stringlikeifexists", Operator("StringLike", if_exists=True)),
        ("ForAllValues:ArnLike", Operator("ArnLike", Over.ALL)),
        ("foranyvalue:NumericLessThanIfExists", Operator("NumericLessThan", Over.ANY, if_exists=True)),
        ("NULL", Operator("Null")),
        ("NotBool", None),
        ("ForSomeValues:StringEquals", None),
        (":StringEquals", None),
        ("", None),
    ],
)
def test_operators_are_read_without_regard_to_case(text: str, operator: Operator | None) -> None:
    assert operator_of(text) == operator


@pytest.mark.parametrize("text", ["StringEquals", "ForAllValues:ArnLikeIfExists", "ForAnyValue:StringNotLike", "Null"])
def test_operators_are_written_as_they_are_read(text: str) -> None:
    assert str(operator_of(text)) == text
