"""Why a request is allowed or refused, in sentences made from what each layer says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam import Says
from awsprep.aws.iam_policy import Layer
from awsprep.aws.iam_report import note

if TYPE_CHECKING:
    from awsprep.aws.iam import Line
    from awsprep.labs.iam_trial import Trial

NAMES = {
    Layer.SCP: "service control policy",
    Layer.RCP: "resource control policy",
    Layer.VPCE: "endpoint policy",
    Layer.RESOURCE: "resource policy",
    Layer.IDENTITY: "identity policy",
    Layer.BOUNDARY: "permissions boundary",
    Layer.SESSION: "session policy",
}


def reason(trial: Trial) -> str:
    """What decides, in one sentence of at most 30 words."""
    decision = trial.decision
    if decision.layer is None:
        return "The call needs no permission."
    line = decision.line(decision.layer)
    if not decision.allowed:
        return sentence(line, trial)
    return f"{sentence(line, trial)[:-1]}, and nothing refuses it."


def reasons(trial: Trial) -> str:
    """What every layer that is there says, as a list, and what comes of it."""
    decision = trial.decision
    said = [f"- {sentence(line, trial)}" for line in decision.lines if line.says is not Says.ABSENT]
    return "\n".join([*said, f"- So the call is {'allowed' if decision.allowed else 'refused'}."])


def sentence(line: Line, trial: Trial) -> str:
    """What one layer says."""
    name = NAMES[line.layer]
    if line.says is Says.ABSENT:
        return f"There is no {name}."
    return f"In the {name} {note(line, trial.request)}."
