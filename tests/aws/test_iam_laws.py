"""Laws that hold of all policies and requests."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.aws.iam import Decision, Verdict, evaluate
from awsprep.aws.iam_conditions import Condition, Operator
from awsprep.aws.iam_fix import fix
from awsprep.aws.iam_policy import Effect, Layer, Policies, Policy, Request, Statement
from awsprep.aws.iam_principal import ANONYMOUS, Principal, principal_of

OWN, OTHER = "111122223333", "444455556666"
NAMES = (
    f"arn:aws:iam::{OWN}:user/alice",
    f"arn:aws:iam::{OWN}:role/dev",
    f"arn:aws:sts::{OWN}:assumed-role/dev/one",
    f"arn:aws:sts::{OWN}:federated-user/alice",
)
ACTIONS = ("s3:GetObject", "s3:PutObject", "kms:Decrypt")
RESOURCES = ("arn:aws:s3:::b/k", "arn:aws:s3:::b/l", f"arn:aws:kms:us-east-1:{OWN}:key/k")


def _callers() -> list[Principal]:
    found = [principal_of(name) for name in NAMES]
    return [caller for caller in found if isinstance(caller, Principal)]


def _pool(*, named: bool, effect: Effect) -> list[Statement]:
    """Every kind of statement; choosing one is much faster than making one."""
    principals = (
        [(*pair,) for pair in (*((name,) for name in (*NAMES, OWN, OTHER, "*")), (OTHER, NAMES[2]))]
        if named
        else [None]
    )
    conditions = [
        (),
        (),
        (Condition(Operator("StringEquals"), "k", ("a",)),),
        (Condition(Operator("StringNotEquals"), "k", ("a",)),),
        (Condition(Operator("Null"), "l", ("true",)),),
    ]
    actions = [("s3:GetObject",), ("s3:*", "kms:Decrypt"), ("*",), ("s3:PutObject",)]
    resources = [("*",), ("arn:aws:s3:::b/*",), RESOURCES[1:]]
    return [
        Statement(effect, action, resource, principal, condition, "", not_action, not_resource)
        for action, resource, principal, condition in product(actions, resources, principals, conditions)
        for not_action, not_resource in ((False, False), (False, False), (True, False), (False, True))
    ]


_POOLS = {(named, effect): _pool(named=named, effect=effect) for named in (False, True) for effect in Effect}


def statements(*, named: bool, effects: tuple[Effect, ...] = tuple(Effect)) -> st.SearchStrategy[Statement]:
    """Statements; in a resource policy they name principals."""
    return st.sampled_from([statement for effect in effects for statement in _POOLS[named, effect]])


def documents(*, named: bool = False) -> st.SearchStrategy[Policy]:
    return st.lists(statements(named=named), max_size=3).map(lambda found: Policy(tuple(found)))


def many(*, named: bool = False, most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(documents(named=named), max_size=most).map(tuple)


everyone = st.sampled_from([*_callers(), ANONYMOUS])
contexts = st.fixed_dictionaries({}, optional={"k": st.sampled_from([("a",), ("b",)]), "l": st.just(("a",))})
requests = st.builds(
    Request,
    principal=everyone,
    action=st.sampled_from(ACTIONS),
    resource=st.sampled_from(RESOURCES),
    account=st.sampled_from([OWN, OWN, OTHER]),
    context=contexts,
    management=st.sampled_from(["", "", OWN, OTHER]),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Request, Policies]:
    """A request, and policies that can belong to it."""
    request = draw(requests)
    levels = st.lists(many(), max_size=2).map(tuple)
    policies = Policies(
        identity=draw(many()),
        resource=draw(st.none() | documents(named=True)),
        boundary=draw(many(most=1)),
        session=draw(st.none() | documents()),
        scps=draw(levels),
        rcps=draw(st.lists(many(named=True), max_size=2).map(tuple)),
        vpce=draw(many(named=True, most=1)),
    )
    if request.principal is ANONYMOUS:
        policies = replace(policies, identity=(), boundary=(), session=None)
    elif request.principal.arn == NAMES[0]:
        policies = replace(policies, session=None)
    return request, policies


def decided(request: Request, policies: Policies) -> Decision:
    found = evaluate(request, policies)
    assert isinstance(found, Decision)
    return found


def with_statement(policies: Policies, layer: Layer, statement: Statement) -> Policies:
    """One statement more in a document that is there, or the same policies where a layer has none."""
    match layer:
        case Layer.IDENTITY:
            return replace(policies, identity=(*policies.identity, Policy((statement,))))
        case Layer.RESOURCE:
            old = policies.resource.statements if policies.resource else ()
            return replace(policies, resource=Policy((*old, statement)))
        case Layer.BOUNDARY:
            more = (*policies.boundary, Policy((statement,))) if policies.boundary else ()
            return replace(policies, boundary=more)
        case Layer.SESSION:
            session = policies.session and Policy((*policies.session.statements, statement))
            return replace(policies, session=session)
        case Layer.SCP:
            return replace(policies, scps=tuple((*level, Policy((statement,))) for level in policies.scps))
        case Layer.RCP:
            return replace(policies, rcps=tuple((*level, Policy((statement,))) for level in policies.rcps))
        case Layer.VPCE:
            return replace(policies, vpce=(*policies.vpce, Policy((statement,))) if policies.vpce else ())


@settings(max_examples=100, deadline=None)
@given(asked(), st.sampled_from([Layer.IDENTITY, Layer.RESOURCE]))
def test_a_deny_that_speaks_of_the_request_always_wins(pair: tuple[Request, Policies], layer: Layer) -> None:
    request, policies = pair
    if request.principal is ANONYMOUS:
        layer = Layer.RESOURCE
    stop = Statement(Effect.DENY, ("*",), ("*",), ("*",) if layer is Layer.RESOURCE else None)
    assert decided(request, with_statement(policies, layer, stop)).verdict is Verdict.EXPLICIT_DENY


@settings(max_examples=100, deadline=None)
@given(asked(), st.sampled_from(list(Layer)), st.data())
def test_one_allow_more_in_a_layer_that_has_a_policy_never_refuses(
    pair: tuple[Request, Policies], layer: Layer, data: st.DataObject
) -> None:
    request, policies = pair
    if request.principal is ANONYMOUS and layer is Layer.IDENTITY:
        layer = Layer.RESOURCE
    named = layer in {Layer.RESOURCE, Layer.RCP, Layer.VPCE}
    more = data.draw(statements(named=named, effects=(Effect.ALLOW,)))
    before, after = decided(request, policies), decided(request, with_statement(policies, layer, more))
    assert after.allowed or not before.allowed


@settings(max_examples=100, deadline=None)
@given(asked(), st.sampled_from(list(Layer)), st.data())
def test_one_deny_more_never_allows(pair: tuple[Request, Policies], layer: Layer, data: st.DataObject) -> None:
    request, policies = pair
    if request.principal is ANONYMOUS and layer is Layer.IDENTITY:
        layer = Layer.RESOURCE
    named = layer in {Layer.RESOURCE, Layer.RCP, Layer.VPCE}
    more = data.draw(statements(named=named, effects=(Effect.DENY,)))
    before, after = decided(request, policies), decided(request, with_statement(policies, layer, more))
    assert before.allowed or not after.allowed


@settings(max_examples=100, deadline=None)
@given(asked())
def test_a_ceiling_taken_away_never_refuses(pair: tuple[Request, Policies]) -> None:
    request, policies = pair
    before = decided(request, policies)
    for less in (
        replace(policies, boundary=()),
        replace(policies, session=None),
        replace(policies, scps=()),
        replace(policies, rcps=()),
        replace(policies, vpce=()),
    ):
        assert decided(request, less).allowed or not before.allowed


@settings(max_examples=100, deadline=None)
@given(asked(), st.integers(0, 9))
def test_the_order_of_documents_and_statements_does_not_matter(pair: tuple[Request, Policies], seed: int) -> None:
    request, policies = pair
    rng = Random(seed)

    def shuffled(found: tuple[Policy, ...]) -> tuple[Policy, ...]:
        mixed = [replace(each, statements=tuple(rng.sample(each.statements, len(each.statements)))) for each in found]
        rng.shuffle(mixed)
        return tuple(mixed)

    other = replace(
        policies,
        identity=shuffled(policies.identity),
        boundary=shuffled(policies.boundary),
        scps=tuple(shuffled(level) for level in policies.scps),
        resource=policies.resource and shuffled((policies.resource,))[0],
    )
    assert decided(request, other).verdict is decided(request, policies).verdict


@settings(max_examples=100, deadline=None)
@given(asked())
def test_a_fix_turns_every_decision_over(pair: tuple[Request, Policies]) -> None:
    request, policies = pair
    before = decided(request, policies)
    found = fix(request, policies, before)
    assert found is not None
    assert decided(request, found.policies).allowed is not before.allowed
    assert found.decision == decided(request, found.policies)
