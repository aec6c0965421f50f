"""Whose memory is reckoned with, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.adoption import HALF
from awsprep.core.day import iso
from awsprep.core.fit import ENOUGH

if TYPE_CHECKING:
    from awsprep.core.ladder import Rung


def rung_words(rung: Rung, tested: int) -> str:
    """`Your memory fades 12 % slower than average; adopted on 412 answers.`, or what a fit waits for."""
    if rung.own:
        pace = f"{abs(rung.fading) * 100:.0f} % {'faster' if rung.fading > 0 else 'slower'} than"
        pace = "about as fast as" if abs(rung.fading) < 0.005 else pace
        half = "half " if rung.share == HALF else ""
        adopted = f"; {half}adopted on {rung.answers} answers" if rung.answers else ""
        return f"Your memory fades {pace} average{adopted}. Back to the average: awsprep plan --weights default"
    if rung.off:
        return "The average memory is reckoned with, as you wish. To fit it to you: awsprep plan --weights own"
    if rung.answers:
        return (
            "The average memory is reckoned with: "
            f"fitted to your {rung.answers} answers it did not predict later ones better."
        )
    wait = f"until {ENOUGH} answers were asked again on a later day ({tested} so far)"
    return f"The average memory is reckoned with, {wait}."


def rung_json(rung: Rung) -> dict[str, Any]:
    """Whose memory is reckoned with, and what the last fit came to."""
    return {
        "fitted": rung.own,
        "off": rung.off,
        "answers": rung.answers,
        "adopted": rung.adopted,
        "share": rung.share,
        "fading": round(rung.fading, 6),
        "fitted_on": iso(rung.day) if rung.day else None,
    }
