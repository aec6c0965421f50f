"""The model against another simulator's recorded decisions, on 7,000 drawn cases.

They differ in one class, by rule: a grant to the caller's own session (or to everybody) within the account, with a
session policy that says nothing. IAM User Guide, "How AWS enforcement code logic evaluates requests": permissions
granted directly to a session are not limited by an implicit deny in a session policy, so the call is allowed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from functools import cache
from typing import NamedTuple

from awsprep.aws.iam import Decision, Says, evaluate
from awsprep.aws.iam_policy import Layer, Request
from awsprep.aws.iam_principal import Grant, Kind
from awsprep.bank.cases import case_of
from tests.aws.iam_drawn import STRATA, cases
from tests.aws.iam_drawn_conditions import NEGATED, PAIRS

DIGEST = "a3cd891fae80f21c91e2f56ce367e79f560136bfc989afdfa042005dad71309c"
"""Of the drawn cases, which the recorded decisions are about: tests.aws.iam_refresh records them anew."""

_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "iam_decisions.jsonl")


class Compared(NamedTuple):
    """One case: what was recorded, and what the model decides."""

    id: str
    recorded: str
    request: Request
    decision: Decision


@cache
def lines() -> tuple[str, ...]:
    return tuple(json.dumps(case) for case in cases())


@cache
def compared() -> tuple[Compared, ...]:
    with open(_DATA, encoding="utf-8") as file:
        recorded = {row["id"]: row["decision"] for row in map(json.loads, file)}
    found = []
    for number, line in enumerate(lines(), 1):
        case = case_of(line.encode(), "drawn", number)
        decision = evaluate(case.request, case.policies)
        assert isinstance(decision, Decision), case.id
        found.append(Compared(case.id, recorded.pop(case.id), case.request, decision))
    assert not recorded
    return tuple(found)


def differs_by_rule(case: Compared) -> bool:
    """Whether a case is of the class in which AWS's page says Allow and the other simulator does not."""
    return (
        case.request.same_account
        and case.request.principal.kind in {Kind.SESSION, Kind.FEDERATED, Kind.ROLE}
        and case.decision.line(Layer.RESOURCE).grant is Grant.DIRECT
        and case.decision.line(Layer.SESSION).says is Says.SILENT
        and case.decision.allowed
    )


def test_the_cases_are_those_that_were_recorded() -> None:
    assert hashlib.sha256("\n".join(lines()).encode()).hexdigest() == DIGEST


def test_every_recorded_decision_outside_the_listed_class_is_ours() -> None:
    different = [case.id for case in compared() if case.decision.verdict != case.recorded and not differs_by_rule(case)]
    assert different == []


def test_in_the_listed_class_the_other_simulator_refuses_by_silence() -> None:
    listed = [case for case in compared() if differs_by_rule(case)]
    assert {case.recorded for case in listed} == {"ImplicitDeny"}
    assert 10 <= len(listed) <= len(compared()) // 100


def test_the_cases_are_many_and_neither_mostly_allowed_nor_mostly_refused() -> None:
    counts = Counter(case.recorded for case in compared())
    assert counts.total() >= 5_000
    assert 0.35 <= counts["Allowed"] / counts.total() <= 0.5
    assert min(counts["ExplicitDeny"], counts["ImplicitDeny"]) / counts.total() >= 0.15


def test_every_stratum_has_every_decision() -> None:
    found = {(case.id.rpartition("-")[0], case.recorded) for case in compared()}
    assert found == {(name, word) for name, _, _ in STRATA for word in ("Allowed", "ExplicitDeny", "ImplicitDeny")}


def test_every_operator_and_every_layer_decides_something() -> None:
    text = "\n".join(lines())
    for operator in (*(pair[0] for pair in PAIRS), *NEGATED.values(), "Null"):
        assert f'"{operator}"' in text
        assert operator == "Null" or f'"{operator}IfExists"' in text
    assert '"ForAllValues:' in text
    assert '"ForAnyValue:' in text
    deciding = Counter(case.decision.layer for case in compared() if not case.decision.allowed)
    assert set(deciding) == set(Layer)
