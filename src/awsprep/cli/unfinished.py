"""The quiz or exam that was broken off last, and the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from awsprep.core.progress import Progress, Sitting


def unfinished(progress: Progress, busy: Collection[str]) -> Sitting | None:
    """The one that was begun last, also where an older one came in later by sync; none of the `busy` ones.

    Those are at another terminal: answered from two sides, their questions would be asked twice.
    """
    sittings = [s for s in progress.sittings.values() if s.mode in {"quiz", "exam"} and s.resumable]
    return max((s for s in sittings if s.id not in busy), key=lambda each: (each.t, each.id), default=None)


def interviewed(progress: Progress, busy: Collection[str]) -> Sitting | None:
    """The interview without an end that was begun last; none of the `busy` ones."""
    sittings = [s for s in progress.sittings.values() if s.mode == "interview" and not s.ended]
    return max((s for s in sittings if s.id not in busy), key=lambda each: (each.t, each.id), default=None)
