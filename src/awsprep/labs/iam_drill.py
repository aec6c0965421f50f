"""A policy to be written: the task, hidden requests that it must allow or refuse, and what comes of an attempt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_document import policy_of
from awsprep.labs.iam_reason import reason
from awsprep.labs.iam_trial import Trial, document

if TYPE_CHECKING:
    from awsprep.aws.iam_policy import Policy, Request


_KEYS = """
aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalTag/team aws:RequestedRegion aws:ResourceTag/team
aws:SecureTransport aws:SourceIp dynamodb:LeadingKeys iam:PassedToService kms:ViaService sts:ExternalId
"""
_WRITTEN = {key.lower(): key for key in _KEYS.split()}
"""Context keys as people write them; a request holds them in small letters. Those of EC2 repeat the global ones."""


class Probe(NamedTuple):
    """A hidden request, and whether it is to be allowed. `beside` are the policies that apply as well."""

    request: Request
    allowed: bool
    beside: Policies = Policies()

    def __str__(self) -> str:
        """Who asks for what, with which context."""
        asked = self.request
        who = asked.principal.arn.rpartition(":")[2].removeprefix("assumed-role/")
        who += "" if asked.same_account else f" of account {asked.principal.account}"
        told = {_WRITTEN.get(key, key): values for key, values in asked.context.items() if not key.startswith("ec2:")}
        context = ", ".join(f"{key} {'/'.join(values)}" for key, values in told.items())
        return f"{asked.action} on {asked.resource} by {who}{f', with {context}' if context else ''}"


class Judged(NamedTuple):
    """What comes of an attempt: how many of the requests are decided rightly, and the first that is not, in words."""

    right: int
    of: int
    broken: str = ""

    @property
    def score(self) -> float:
        """The share of the requests that are decided rightly."""
        return self.right / self.of


class Drill(NamedTuple):
    """A task. `layer` is the place of the policy that is written, `model` one that passes; `why` explains it."""

    ask: str
    layer: Layer
    model: Policy
    why: str
    probes: tuple[Probe, ...]

    @property
    def template(self) -> str:
        """What the editor opens with: the task as comments, and a policy that does nothing yet."""
        from json import dumps

        statement: dict[str, object] = {"Sid": "Mine", "Effect": "Allow"}
        if self.layer is Layer.RESOURCE:
            statement["Principal"] = {"AWS": "111122223333"}
        statement["Action"] = "service:Action"
        if any(each.resources is not None for each in self.model.statements):
            statement["Resource"] = "*"
        text = dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
        return f"{commented(self.ask)}\n{text}\n"

    def judged(self, text: str) -> Judged:
        """What comes of a policy as JSON, as `document` has it. One that cannot be read decides nothing rightly."""
        from json import loads

        try:
            written = policy_of(loads(text))
        except ValueError as error:
            return Judged(0, len(self.probes), f"The policy cannot be read: {error}.")
        return self.tried(written)

    def tried(self, written: Policy) -> Judged:
        """What comes of a policy."""
        right, broken = 0, ""
        for probe in self.probes:
            trial = Trial(probe.request, placed(written, self.layer, probe.beside))
            if trial.decision.allowed is probe.allowed:
                right += 1
            elif not broken:
                must, is_ = ("allowed", "refused") if probe.allowed else ("refused", "allowed")
                broken = f"This must be {must}, and with your policy it is {is_}: {probe}. {reason(trial)}"
        return Judged(right, len(self.probes), broken)


def placed(written: Policy, layer: Layer, beside: Policies) -> Policies:
    """Policies with the one that was written in its layer; a service control policy stands beside FullAWSAccess."""
    match layer:
        case Layer.IDENTITY:
            return replace(beside, identity=(*beside.identity, written))
        case Layer.RESOURCE:
            return replace(beside, resource=written)
        case Layer.SCP:
            return replace(beside, scps=tuple((*level, written) for level in beside.scps))
        case _:
            raise ValueError(f"no drill writes a policy of the layer {layer}")


def canonical(written: Policy) -> str:
    """A policy as the text that an answer holds: one line of JSON."""
    from json import dumps

    return dumps(document(written))


def commented(text: str, width: int = 76) -> str:
    """A text as comment lines for the editor."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = "#"
        for word in paragraph.split():
            if len(line) + 1 + len(word) > width and line != "#":
                lines.append(line)
                line = "#"
            line += f" {word}"
        lines.append(line)
    return "\n".join(lines)
