"""The situations of the IAM simulator, what can be turned in them, and the rules in words."""

from __future__ import annotations

import pytest

from awsprep.aws.iam import Decision, Says, Verdict, evaluate
from awsprep.aws.iam_policy import Layer, Policies, Request
from awsprep.labs.iam_cast import request, role
from awsprep.labs.iam_knobs import applying, asked, idle, knobs, variants, with_levels
from awsprep.labs.iam_rule import rule
from awsprep.labs.iam_situations import ENDPOINT_WAY, OTHER, OWN, SITUATIONS, Situation
from awsprep.labs.iam_text import allow, policy
from awsprep.labs.iam_trial import Trial

BY_NAME = {each.name: each for each in SITUATIONS}
OUTCOMES = {
    "boundary": ("ImplicitDeny", "boundary"),
    "explicit-deny": ("ExplicitDeny", "identity"),
    "scp-levels": ("ImplicitDeny", "scp"),
    "region-guard": ("ExplicitDeny", "scp"),
    "other-account": ("ImplicitDeny", "resource"),
    "root-delegation": ("ImplicitDeny", "identity"),
    "session-named": ("Allowed", "resource"),
    "key-policy": ("ImplicitDeny", "resource"),
    "assume-role": ("ImplicitDeny", "resource"),
    "perimeter": ("ExplicitDeny", "resource"),
    "endpoint-policy": ("ImplicitDeny", "vpce"),
    "outsiders": ("ExplicitDeny", "rcp"),
    "public": ("Allowed", "resource"),
}


def decided(now: Situation) -> Decision:
    return Trial(asked(now), applying(now)).decision


def outcome(now: Situation) -> tuple[str, str]:
    found = decided(now)
    return found.verdict.value, found.layer.value if found.layer else ""


def test_there_are_enough_and_each_begins_as_its_title_says() -> None:
    assert {name: outcome(now) for name, now in BY_NAME.items()} == OUTCOMES
    assert len(BY_NAME) == len(SITUATIONS) >= 8
    assert all(len(now.title) <= 76 and not now.title.endswith(".") for now in SITUATIONS)


def turned(now: Situation, name: str) -> Situation:
    return next(knob.turned for knob in knobs(now) if knob.name == name)


@pytest.mark.parametrize(
    ("name", "knob", "then"),
    [
        ("explicit-deny", "MFA", "Allowed"),
        ("region-guard", "aws:RequestedRegion", "Allowed"),
        ("region-guard", "management account", "ExplicitDeny"),
        ("region-guard", "organization", "Allowed"),
        ("assume-role", "MFA", "Allowed"),
        ("outsiders", "organization", "Allowed"),
        ("public", "TLS", "ExplicitDeny"),
        ("session-named", "account", "ImplicitDeny"),
    ],
)
def test_a_knob_turns_a_decision_over(name: str, knob: str, then: str) -> None:
    after = turned(BY_NAME[name], knob)
    if (name, knob) == ("region-guard", "management account"):
        assert decided(after).line(Layer.SCP).says is Says.EXEMPT
        return
    assert outcome(after)[0] == then


def test_every_knob_comes_back_to_where_it_was() -> None:
    for first in SITUATIONS:
        for number, knob in enumerate(knobs(first)):
            now, values = first, []
            for _ in range(4):
                values.append(knobs(now)[number].value)
                now = knobs(now)[number].turned
            assert knob.value in values[1:] or len(set(values)) == 4, (first.name, knob.name)
            assert len(set(values)) >= 2


def test_the_context_is_what_aws_would_send_along() -> None:
    now = BY_NAME["boundary"]
    assert asked(now).context["aws:sourceip"] == ("203.0.113.9",)
    through = asked(now._replace(way=ENDPOINT_WAY)).context
    assert "aws:sourceip" not in through
    assert through["aws:sourcevpce"] == ("vpce-1a2b3c4d",)
    nobody = asked(now._replace(caller="anonymous", mfa="true")).context
    assert not {"aws:principalaccount", "aws:principalorgid", "aws:multifactorauthpresent"} & set(nobody)
    assert asked(now._replace(caller="user")).context["aws:username"] == ("alice",)
    assert asked(now._replace(abroad=True)).principal.account == OTHER
    assert asked(now).account == OWN


def test_policies_that_cannot_belong_to_the_caller_do_not_apply_and_that_is_said() -> None:
    whole = policy(allow("*", sid="All"))
    every = Policies((whole,), whole, (whole,), whole, ((whole,),), ((whole,),), (whole,))
    now = BY_NAME["boundary"]._replace(policies=every, way=ENDPOINT_WAY)
    said = {layer: idle(layer, now) for layer in Layer}
    assert set(said.values()) == {""}
    assert idle(Layer.SESSION, now._replace(caller="user")) == "a user has no session"
    assert idle(Layer.IDENTITY, now._replace(caller="anonymous")) == "an anonymous caller has none"
    assert idle(Layer.VPCE, now._replace(way=0)) == "the call does not go through the endpoint"
    assert idle(Layer.SCP, now._replace(member=False)) == "the caller's account is in no organization"
    for caller in ("user", "role", "session", "anonymous"):
        for member in (True, False):
            decided(now._replace(caller=caller, member=member))


def test_every_variant_of_every_layer_does_what_it_says() -> None:
    for first in SITUATIONS:
        for caller in ("user", "role", "session", "anonymous"):
            now = first._replace(caller=caller, way=ENDPOINT_WAY)
            for layer in Layer:
                found = variants(layer, now, first)
                assert [each.does for each in found][:2] == ["as it was", "none"]
                assert found[0].made.policies.levels(layer) == first.policies.levels(layer)
                assert found[1].made.policies.levels(layer) == ()
                for does, made in found[2:]:
                    says = decided(made).line(layer).says
                    if not applying(made).levels(layer) or says is Says.EXEMPT:
                        continue
                    wanted = (
                        {Says.DENY}
                        if "denies" in does
                        else {Says.SILENT}
                        if "other actions" in does
                        else {Says.ALLOW, Says.DELEGATE, Says.SILENT}
                        if layer is Layer.RESOURCE
                        else {Says.ALLOW}
                    )
                    assert says in wanted, (first.name, layer, does, says)


def test_a_given_request_leaves_policies_alone_to_be_turned() -> None:
    given = request(role(OWN, "app"), "s3:GetObject", "arn:aws:s3:::b/k")
    now = Situation("yours", "Yours", given.action, given.resource, Policies(), request=given)
    assert knobs(now) == ()
    assert asked(now) is given
    assert applying(now) is now.policies
    changed = with_levels(now, Layer.BOUNDARY, ((policy(),),))
    assert changed.policies.boundary == (policy(),)
    assert with_levels(now, Layer.RCP, ((policy(),),)).policies.rcps == ((policy(),),)


# --- rules ---------------------------------------------------------------------------------------------------------


def told(asked_: Request, **policies: object) -> str:
    found = evaluate(asked_, Policies(**policies))  # type: ignore[arg-type]
    assert isinstance(found, Decision)
    return rule(asked_, found)


def call(principal: str = role(OWN, "app"), action: str = "s3:GetObject", on: str = "arn:aws:s3:::b/k") -> Request:
    return request(principal, action, on, owner=OWN)


YES = policy(allow("*", sid="Yes"))
NOT = policy(allow("logs:*", sid="Logs"))


def to(name: str) -> object:
    return policy(allow("*", to=name, sid="To"))


@pytest.mark.parametrize(
    ("asked_", "policies", "words"),
    [
        (call(action="sts:GetCallerIdentity", on="*"), {}, "needs no permission"),
        (call(), {"identity": (YES,), "scps": ((NOT,),)}, "Every level from the root down"),
        (call(), {"identity": (YES,), "vpce": (policy(),)}, "must be allowed by its policy"),
        (call(), {"identity": (YES,), "boundary": (NOT,)}, "A permissions boundary grants nothing"),
        (call(), {"identity": (YES,), "session": NOT}, "what its role and the session policy both allow"),
        (call("anonymous"), {}, "nothing but what the resource's policy gives everybody"),
        (call(action="sts:AssumeRole", on=role(OWN, "x")), {"identity": (YES,)}, "those alone whom its trust policy"),
        (
            call(action="kms:Decrypt", on=f"arn:aws:kms:eu-west-1:{OWN}:key/1"),
            {"identity": (YES,)},
            "without that no identity policy counts",
        ),
        (call(role(OTHER, "app")), {"identity": (YES,)}, "Between accounts both sides have to allow"),
        (call(role(OTHER, "app")), {"resource": to(OTHER)}, "the caller's own account has to allow it as well"),
        (call(), {"resource": to(OWN)}, "leaves it to identity policies; none of them allows it"),
        (call(), {}, "Nothing is allowed until a policy allows it"),
        (call("anonymous"), {"resource": to("*")}, "allows it to everybody"),
        (call(role(OTHER, "app")), {"resource": to(OTHER), "identity": (YES,)}, "Both accounts allow it"),
        (call(), {"resource": to("*")}, "past permissions boundary and session policy"),
        (call(), {"resource": to(role(OWN, "app"))}, "but keeps to the limits"),
        (call(), {"identity": (YES,)}, "The identity policy allows it, no limit leaves it out"),
    ],
)
def test_the_rule_is_told_in_words(asked_: Request, policies: dict[str, object], words: str) -> None:
    assert words in told(asked_, **policies)


def test_a_deny_wins_is_told_wherever_it_stands() -> None:
    found = decided(BY_NAME["outsiders"])
    assert found.verdict is Verdict.EXPLICIT_DENY
    assert rule(asked(BY_NAME["outsiders"]), found).startswith("An explicit Deny wins over every Allow")
