"""Whose memory is reckoned with: everybody's, or one that was fitted to the learner's own answers.

A fit is stored in the journal as the parameter `fit` (its day, on how many answers, what it gained) beside the
parameter `weights`, which changes the model. `{"off": true}` is a learner who wants no fit.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core import fit as fitting

if TYPE_CHECKING:
    from awsprep.core.fit import Fitted
    from awsprep.core.progress import Progress

PARAM = "fit"

EARLY, FITTED, UNFITTED = 0.085, 0.035, 0.055
"""Standard deviations of predicted minus true recall over learners of several families: before there is enough to fit,
after it, and of a learner who wants no fit. With them nine of ten cases lie within the bounds that are shown
(benchmarks/README.md says on whom that was measured)."""


class Rung(NamedTuple):
    """Where a learner stands.

    `adopted`, how much of it was adopted (`share`) and `answers` are of the last fit, of the study day `day` (0: none).
    `fading` is how much faster than everybody's the memory in use fades, as a share; negative: slower.
    """

    off: bool
    adopted: bool
    share: float
    answers: int
    day: int
    fading: float
    own: bool


def rung(progress: Progress) -> Rung:
    """Where the progress says that a learner stands; a parameter that cannot be read counts as none."""
    value = progress.params.get(PARAM)
    told: dict[str, Any] = value if isinstance(value, dict) else {}
    own = bool(progress.model.weights)
    return Rung(
        off=told.get("off") is True,
        adopted=told.get("adopted") is True,
        share=_share(told) if own else 0.0,
        answers=_whole(told.get("answers")),
        day=_whole(told.get("day")),
        fading=fitting.forgetting(progress.model) if own else 0.0,
        own=own,
    )


def is_due(progress: Progress, day: int) -> bool:
    """Whether to fit on a study day: at most once a day, and only with enough more answers than the last time."""
    stands = rung(progress)
    return not stands.off and stands.day < day and fitting.due(_tested(progress), stands.answers)


def error(progress: Progress) -> float:
    """The standard deviation by which a recall that the memory in use predicts is likely to be wrong, over many cards.

    It shrinks with the answers that the memory was tested by, as far as a fit may follow them.
    """
    least = UNFITTED if rung(progress).off else FITTED
    return max(least, EARLY * sqrt(min(1.0, fitting.ENOUGH / max(1, _tested(progress)))))


def params(fitted: Fitted, day: int, *, own: bool) -> list[tuple[str, Any]]:
    """What to store of a fit; the weights only where they change. `own` says whether fitted ones were in use."""
    told = {
        "day": day,
        "answers": fitted.answers,
        "adopted": fitted.adopted,
        "share": fitted.share,
        "before": round(fitted.before, 6),
        "after": round(fitted.after, 6),
    }
    weights = list(fitted.model.weights) if fitted.adopted else None
    changed: list[tuple[str, Any]] = [("weights", weights)] if fitted.adopted or own else []
    return [*changed, (PARAM, told)]


def _tested(progress: Progress) -> int:
    """How many answers a memory can be judged by: those on a later day than the card's last one."""
    return sum(each.answers for each in progress.foreseen.values())


def _whole(value: Any) -> int:
    return value if type(value) is int and value >= 0 else 0


def _share(told: dict[str, Any]) -> float:
    """How much of the last fit was adopted; the whole of it, before halves were."""
    value = told.get("share", 1.0 if told.get("adopted") is True else 0.0)
    return float(value) if type(value) in (int, float) and 0 <= value <= 1 else 0.0
