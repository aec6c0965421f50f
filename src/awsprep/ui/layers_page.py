"""What stays of the IAM simulator on the normal screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.ui.layers_screen import explanation, layers

if TYPE_CHECKING:
    from awsprep.ui.layers_trial import Trial
    from awsprep.ui.theme import Line, Theme


def parting(trial: Trial, theme: Theme) -> list[Line]:
    """The situation as it was left: who calls what, each layer, and what came of it."""
    asked = trial.request
    who = asked.principal.arn or "anonymous"
    lines: list[Line] = [[("bold", f" {who}")], [("bold", f" {asked.action} on {asked.resource}")], []]
    return [*lines, *layers(trial, theme, None)[0], [], *explanation(trial, theme)]
