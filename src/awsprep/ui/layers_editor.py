"""A layer's policies as the text that an editor shows, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from awsprep.aws.iam_policy import Layer
from awsprep.labs.iam_trial import document

if TYPE_CHECKING:
    from awsprep.aws.iam_policy import Policy
    from awsprep.ui.layers_trial import Row, Trial

_PRINCIPAL = frozenset({Layer.RESOURCE, Layer.RCP, Layer.VPCE})


def text_of(trial: Trial, row: Row) -> str:
    """The documents of a layer, or of one of its levels, as JSON; where there are none one to begin with."""
    levels = trial.now.policies.levels(row.layer)
    documents = [document(one) for one in levels[row.level]] if levels else [_begun(trial, row.layer)]
    plain = documents[0] if len(documents) == 1 else documents
    return json.dumps(plain, indent=2) + "\n"


def read(text: str, row: Row, trial: Trial) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """The documents of a text, and what is wrong in it, with places. An empty text is no document at all."""
    from awsprep.aws.iam_policy import Policies, contradiction
    from awsprep.bank.policy import has_errors, read_text

    if not text.strip():
        return (), ()
    found, problems = read_text(text, "policy.json", row.layer)
    if has_errors(problems):
        return (), tuple(str(problem) for problem in problems)
    alone = Policies(resource=found[0]) if row.layer is Layer.RESOURCE else Policies(vpce=found)
    unknown = contradiction(trial.request, alone) if row.layer in _PRINCIPAL else None
    return found, () if unknown is None else (f"{unknown.what} is not modelled; leave it out.",)


def _begun(trial: Trial, layer: Layer) -> dict[str, Any]:
    """A policy that allows what is asked; of a layer that can only deny, one that denies it."""
    asked = trial.request
    statement: dict[str, Any] = {"Sid": "Mine", "Effect": "Deny" if layer is Layer.RCP else "Allow"}
    if layer in _PRINCIPAL:
        statement["Principal"] = "*"
    statement["Action"] = asked.action
    if layer is not Layer.RESOURCE or not asked.on_role:
        statement["Resource"] = asked.resource
    return {"Version": "2012-10-17", "Statement": [statement]}
