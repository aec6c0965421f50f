"""The policies to write: a model passes, near ones fail at the request that their mistake concerns."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.bank.nodes import parse
from awsprep.bank.page import Page
from awsprep.bank.policy import policy_of as read
from awsprep.labs import DRILLS, FAMILIES, KEY, drill
from awsprep.labs.iam_document import policy_of
from awsprep.labs.iam_drill import Judged, canonical, commented, placed
from awsprep.labs.iam_text import allow, policy
from awsprep.labs.iam_trial import document
from awsprep.labs.iam_write import TASKS

if TYPE_CHECKING:
    from awsprep.labs.iam_drill import Drill

SEEDS = range(200)
FAMILY = "iam-write"


def made(find: str, seed: int = 1) -> Drill:
    return TASKS[find](Random(seed))


def model(find: str, seed: int = 1) -> dict[str, Any]:
    """The model policy, to be spoiled."""
    found: dict[str, Any] = json.loads(canonical(made(find, seed).model))
    return found


def judged(find: str, plain: dict[str, Any], seed: int = 1) -> Judged:
    return made(find, seed).judged(json.dumps(plain))


def test_every_task_is_offered_at_a_level_and_may_be_settled_on() -> None:
    assert {FAMILY} == DRILLS
    assert list(FAMILIES[FAMILY].finds) == list(TASKS)
    assert len(TASKS) >= 8
    for level in ("junior", "mid", "senior"):
        asked = {drill(FAMILY, level, Random(seed), {}).ask for seed in range(30)}
        assert len(asked) >= 20
    assert drill(FAMILY, "mid", Random(3), {KEY: "tls"}) == made("tls", 3)
    with pytest.raises(KeyError):
        drill("os", "mid", Random(3), {})


@pytest.mark.parametrize("find", TASKS)
def test_a_model_passes_and_an_empty_policy_does_not_whatever_the_seed(find: str) -> None:
    asks = set()
    for seed in SEEDS:
        task = made(find, seed)
        assert task.judged(canonical(task.model)) == Judged(len(task.probes), len(task.probes))
        assert {probe.allowed for probe in task.probes} == {True, False}
        assert len({str(probe) for probe in task.probes}) == len(task.probes)
        empty = task.judged('{"Version": "2012-10-17", "Statement": []}')
        assert 0 < empty.score < 1
        assert empty.broken
        assert len(task.ask.split()) <= 80
        asks.add(task.ask)
    assert len(asks) >= 15


@pytest.mark.parametrize("find", TASKS)
def test_models_and_templates_are_policies_that_iam_would_save(find: str) -> None:
    for seed in range(20):
        task = made(find, seed)
        for text in (canonical(task.model), json.dumps(document(task.model), indent=2), task.template):
            page = Page("policy.json", text)
            node = parse(page)
            assert node is not None
            found = read(page, node, task.layer)
            assert [str(problem) for problem in page.problems] == []
            assert (found == task.model) is (text != task.template)
        tried = task.tried(found)
        assert tried.score < 1
        assert task.template.startswith("# Write ")


# --- near ones -----------------------------------------------------------------------------------------------------


def change(find: str, statement: int = 0, *, without: str = "", **values: Any) -> dict[str, Any]:
    """The model with a key of a statement changed, or left out."""
    plain = model(find)
    plain["Statement"][statement].update(values)
    plain["Statement"][statement].pop(without, None)
    return plain


def cut(find: str, statement: int) -> dict[str, Any]:
    """The model without a statement."""
    plain = model(find)
    del plain["Statement"][statement]
    return plain


def alone(find: str, **values: Any) -> dict[str, Any]:
    """The model's second statement alone, with other values."""
    return {"Version": "2012-10-17", "Statement": [{**model(find)["Statement"][1], **values}]}


def denied_without_mfa(operator: str) -> dict[str, Any]:
    """Every call allowed, and deleting denied where a condition says that there is no MFA."""
    allowed = {**model("mfa")["Statement"][0], "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]}
    condition = {operator: {"aws:MultiFactorAuthPresent": "false"}}
    denied = {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*", "Condition": condition}
    return {"Version": "2012-10-17", "Statement": [allowed, denied]}


def resource(find: str, statement: int = 0) -> Any:
    return model(find)["Statement"][statement]["Resource"]


def operator(find: str, new: str, statement: int = 0) -> dict[str, Any]:
    """The model with another condition operator."""
    (keys,) = model(find)["Statement"][statement]["Condition"].values()
    return change(find, statement, Condition={new: keys})


def value(find: str, key: str) -> Any:
    """What the model asks of a context key."""
    for statement in model(find)["Statement"]:
        for keys in statement.get("Condition", {}).values():
            if key in keys:
                return keys[key]
    raise AssertionError(key)


NEAR: dict[str, tuple[str, Any, str, str]] = {
    "a prefix without its slash": (
        "prefix",
        lambda: change("prefix", Resource=resource("prefix").replace("/*", "*")),
        "refused",
        "-old/q1.csv",
    ),
    "the whole bucket": ("prefix", lambda: change("prefix", Resource="*"), "refused", "/q1.csv by role"),
    "from everywhere": ("prefix", lambda: change("prefix", without="Condition"), "refused", "/q1.csv by role/"),
    "where there is an address": (
        "prefix",
        lambda: operator("prefix", "IpAddressIfExists"),
        "refused",
        "q1.csv by role",
    ),
    "writing as well": ("prefix", lambda: change("prefix", Action="s3:*"), "refused", "s3:PutObject"),
    "one level of the prefix": (
        "prefix",
        lambda: change("prefix", Resource=resource("prefix").replace("/*", "/q1.csv")),
        "allowed",
        "/2026/q1.csv",
    ),
    "TLS on objects alone": ("tls", lambda: change("tls", Resource=resource("tls")[1]), "refused", "s3:ListBucket"),
    "TLS on the bucket alone": ("tls", lambda: change("tls", Resource=resource("tls")[0]), "refused", "s3:GetObject"),
    "TLS for reading alone": ("tls", lambda: change("tls", Action="s3:Get*"), "refused", "s3:DeleteObject"),
    "an Allow where TLS is used": (
        "tls",
        lambda: change("tls", Effect="Allow", Condition={"Bool": {"aws:SecureTransport": "true"}}),
        "refused",
        "aws:SecureTransport false",
    ),
    "a Deny of everything": ("tls", lambda: change("tls", without="Condition"), "allowed", "aws:SecureTransport true"),
    "a Deny of the false boolean": (
        "mfa",
        lambda: denied_without_mfa("Bool"),
        "refused",
        "s3:DeleteObject on arn:aws:s3:::claims-prod/a.csv by user/carla.",
    ),
    "MFA if it is there": ("mfa", lambda: operator("mfa", "BoolIfExists", 1), "refused", "s3:DeleteObject"),
    "MFA for reading": (
        "mfa",
        lambda: change("mfa", 0, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        "allowed",
        "s3:GetObject",
    ),
    "every bucket": ("mfa", lambda: change("mfa", 0, Resource="*"), "refused", "claims-prod-copy"),
    "a list of the whole bucket": ("home", lambda: change("home", 0, without="Condition"), "refused", "s3:ListBucket"),
    "StringEquals with a star": ("home", lambda: operator("home", "StringEquals", 0), "allowed", "s3:ListBucket"),
    "a folder in the bucket's ARN": (
        "home",
        lambda: change("home", 0, without="Condition", Resource=resource("home", 1)),
        "allowed",
        "s3:ListBucket",
    ),
    "one user's name": (
        "home",
        lambda: json.loads(json.dumps(model("home")).replace("${aws:username}", "carla")),
        "allowed",
        "user/alice",
    ),
    "an old version": ("home", lambda: {**model("home"), "Version": "2008-10-17"}, "allowed", "home/carla/"),
    "every folder": (
        "home",
        lambda: change("home", 1, Resource=resource("home", 0) + "/home/*"),
        "refused",
        "home/alice/a",
    ),
    "one team's tag": (
        "tags",
        lambda: change("tags", 1, Condition={"StringEquals": {"aws:ResourceTag/team": "red"}}),
        "allowed",
        "aws:PrincipalTag/team blue",
    ),
    "one statement for all": (
        "tags",
        lambda: alone("tags", Action=["ec2:Describe*", "ec2:StartInstances", "ec2:StopInstances"]),
        "allowed",
        "ec2:DescribeInstances",
    ),
    "tags if they are there": (
        "tags",
        lambda: operator("tags", "StringEqualsIfExists", 1),
        "refused",
        "ec2:StopInstances",
    ),
    "all actions on the instances": (
        "tags",
        lambda: change("tags", 1, Action="ec2:*"),
        "refused",
        "ec2:TerminateInstances",
    ),
    "any role": ("pass-role", lambda: change("pass-role", 1, Resource="*"), "refused", "role/administrator"),
    "to any service": (
        "pass-role",
        lambda: change("pass-role", 1, without="Condition"),
        "refused",
        "ec2.amazonaws.com",
    ),
    "no role": ("pass-role", lambda: cut("pass-role", 1), "allowed", "iam:PassRole"),
    "one condition for both": (
        "pass-role",
        lambda: alone("pass-role", Action=["lambda:CreateFunction", "iam:PassRole"], Resource="*"),
        "allowed",
        "lambda:CreateFunction",
    ),
    "no external ID": ("external", lambda: change("external", without="Condition"), "refused", "role/collector"),
    "every account": ("external", lambda: change("external", Principal="*"), "refused", "role/collector"),
    "one identity of the vendor": (
        "external",
        lambda: change("external", Principal={"AWS": "arn:aws:iam::123456789012:role/collector"}),
        "allowed",
        "collector-2/job-1",
    ),
    "an external ID that begins so": (
        "external",
        lambda: change(
            "external", Condition={"StringLike": {"sts:ExternalId": value("external", "sts:ExternalId") + "*"}}
        ),
        "refused",
        "0.",
    ),
    "every STS action": ("external", lambda: change("external", Action="sts:*"), "refused", "sts:TagSession"),
    "direct calls as well": ("via", lambda: operator("via", "StringEqualsIfExists"), "refused", "kms:Decrypt"),
    "any service of the Region": (
        "via",
        lambda: change("via", Condition={"StringLike": {"kms:ViaService": "*." + value("via", "kms:ViaService")[3:]}}),
        "refused",
        "kms:ViaService ec2.",
    ),
    "any Region": (
        "via",
        lambda: change("via", Condition={"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}),
        "refused",
        "kms:ViaService s3.",
    ),
    "every key": ("via", lambda: change("via", Resource="*"), "refused", "kms:Decrypt"),
    "all of KMS": ("via", lambda: change("via", Action="kms:*"), "refused", "kms:ScheduleKeyDeletion"),
    "scans, which have no keys": (
        "leading",
        lambda: change("leading", Action="dynamodb:*"),
        "refused",
        "dynamodb:Scan",
    ),
    "any key of the batch": (
        "leading",
        lambda: operator("leading", "ForAnyValue:StringEquals"),
        "refused",
        "dynamodb:BatchGetItem",
    ),
    "a set without its operator": (
        "leading",
        lambda: operator("leading", "StringEquals"),
        "allowed",
        "dynamodb:GetItem",
    ),
    "no condition": ("leading", lambda: change("leading", without="Condition"), "refused", "dynamodb:LeadingKeys"),
    "tables that begin so": (
        "leading",
        lambda: change("leading", Resource=resource("leading") + "*"),
        "refused",
        "-archive",
    ),
    "no global services": (
        "regions",
        lambda: change("regions", without="NotAction", Action="*"),
        "allowed",
        "iam:CreateRole",
    ),
    "a list of what is denied": (
        "regions",
        lambda: change("regions", without="NotAction", Action=["ec2:*", "s3:*"]),
        "refused",
        "lambda:CreateFunction",
    ),
    "the Regions the wrong way round": (
        "regions",
        lambda: operator("regions", "StringEquals"),
        "allowed",
        "RunInstances",
    ),
    "a Region forgotten": (
        "regions",
        lambda: change("regions", Condition={"StringNotEquals": {"aws:RequestedRegion": "sa-east-1"}}),
        "allowed",
        "s3:CreateBucket",
    ),
    "us-east-1 for everything": (
        "regions",
        lambda: change(
            "regions",
            Condition={
                "StringNotEquals": {"aws:RequestedRegion": [*value("regions", "aws:RequestedRegion"), "us-east-1"]}
            },
        ),
        "refused",
        "aws:RequestedRegion us-east-1",
    ),
}


@pytest.mark.parametrize("name", NEAR)
def test_a_near_policy_fails_at_the_request_that_its_mistake_concerns(name: str) -> None:
    find, spoiled, must, where = NEAR[name]
    found = judged(find, spoiled())
    assert found.right < found.of
    assert found.broken.startswith(f"This must be {must}, and ")
    assert where in found.broken


def test_every_task_has_at_least_three_near_policies() -> None:
    counts = {find: sum(each[0] == find for each in NEAR.values()) for find in TASKS}
    assert min(counts.values()) >= 3, counts


OTHER_WAYS: dict[str, tuple[str, Any]] = {
    "a Deny with BoolIfExists": (
        "mfa",
        lambda: denied_without_mfa("BoolIfExists"),
    ),
    "the age of the MFA sign-in": (
        "mfa",
        lambda: change("mfa", 1, Condition={"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}),
    ),
    "EC2's own tag key": (
        "tags",
        lambda: change("tags", 1, Condition={"StringEquals": {"ec2:ResourceTag/team": "${aws:PrincipalTag/team}"}}),
    ),
    "an account as the principal": ("external", lambda: change("external", Principal={"AWS": "123456789012"})),
    "every action but none": ("tls", lambda: change("tls", Action="*", Resource="*")),
    "folder and what is below": (
        "home",
        lambda: change(
            "home",
            0,
            Condition={"StringLike": {"s3:prefix": ["home/${aws:username}/", "home/${aws:username}/*"]}},
        ),
    ),
}


@pytest.mark.parametrize("name", OTHER_WAYS)
def test_another_right_way_passes_too(name: str) -> None:
    find, other = OTHER_WAYS[name]
    assert judged(find, other()).broken == ""


# --- parts ---------------------------------------------------------------------------------------------------------


def test_the_first_broken_request_is_told_with_what_decided() -> None:
    found = judged("prefix", change("prefix", without="Condition"))
    assert (found.right, found.of) == (6, 8)
    assert found.score == 6 / 8
    assert found.broken == (
        "This must be refused, and with your policy it is allowed: s3:GetObject on arn:aws:s3:::claims-prod/blue/q1.csv "
        "by role/orders-app, with aws:SourceIp 203.0.113.99. In the identity policy Read allows it, and nothing refuses it."
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value"),
        ("[]", "it has no Statement list"),
        ('{"Statement": {}}', "it has no Statement list"),
        ('{"Statement": [{"Effect": "Maybe"}]}', "a statement has no Effect"),
        ('{"Statement": [7]}', "a statement has no Effect"),
        ('{"Statement": [{"Effect": "Allow", "Action": 7}]}', "a value is neither text nor a list of it"),
        ('{"Statement": [{"Effect": "Allow", "Action": []}]}', "a value is neither text nor a list of it"),
        (
            '{"Statement": [{"Effect": "Allow", "Action": "*", "Condition": {"Boolean": {}}}]}',
            "Boolean is no condition",
        ),
        ('{"Statement": [{"Effect": "Allow", "Action": "*", "Condition": {"Bool": 1}}]}', "Bool is no condition"),
    ],
)
def test_what_is_no_policy_decides_nothing_rightly(text: str, why: str) -> None:
    found = made("prefix").judged(text)
    assert (found.right, found.score) == (0, 0.0)
    assert found.broken.startswith(f"The policy cannot be read: {why}")


@pytest.mark.parametrize("find", TASKS)
def test_a_model_is_read_as_it_was_written(find: str) -> None:
    for seed in range(20):
        task = made(find, seed)
        assert policy_of(json.loads(canonical(task.model))) == task.model


def test_a_policy_without_conditions_has_none() -> None:
    plain = {"Statement": [{"Effect": "Deny", "NotAction": "iam:*", "NotResource": ["*"], "Condition": []}]}
    (found,) = policy_of(plain).statements
    assert (found.conditions, found.not_action, found.not_resource) == ((), True, True)
    assert not policy_of(plain).variables


def test_a_policy_is_placed_beside_what_applies_already() -> None:
    one, two = policy(allow("s3:*")), policy(allow("ec2:*"))
    assert placed(one, Layer.IDENTITY, Policies(identity=(two,))).identity == (two, one)
    assert placed(one, Layer.RESOURCE, Policies(identity=(two,))).resource == one
    assert placed(one, Layer.SCP, Policies(scps=((two,), (two,)))).scps == ((two, one), (two, one))
    with pytest.raises(ValueError, match="no drill writes a policy of the layer session"):
        placed(one, Layer.SESSION, Policies())


def test_a_task_is_put_into_comments_that_fit() -> None:
    assert commented("One two.\n\nThree four five.", 12) == "# One two.\n#\n# Three four\n# five."
    assert commented("https://docs.aws.amazon.com/", 12) == "# https://docs.aws.amazon.com/"
