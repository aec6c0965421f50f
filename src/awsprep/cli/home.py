"""Bare `awsprep`: the home screen. It asks nothing and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.cli.choices import levels
from awsprep.core.goal import goal_of
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    import typer

    from awsprep.cli.context import Context
    from awsprep.core.progress import Progress
    from awsprep.ui.home import Unfinished


def command(ctx: typer.Context) -> int:
    """Show what is due, what is new and what to run next."""
    from awsprep.core.picker import due
    from awsprep.core.readiness import readiness
    from awsprep.core.report import affordable
    from awsprep.ui.home import Home, page

    context: Context = ctx.obj
    questions = context.bank(go_on=True)
    progress = context.progress(questions)
    day = day_of(progress, context.clock)
    cards = questions.cards()
    wanted = levels(context.level)
    of_level = [card for card, heading in cards.items() if not wanted or heading.level in wanted]
    ready = readiness(of_level, progress, day)
    queue = due(cards, progress, day)
    now, seconds = affordable(queue, progress, float(str(context.setting("minutes"))))
    planned = None
    level = context.level
    if (goal := goal_of(progress, day)) is not None:
        from awsprep.cli.planned import today

        planned = today(cards, progress, goal, day)
        level = ",".join(sorted(goal.levels)) or "all"
    home = Home(
        level=level,
        answers=progress.reviews,
        ready=ready,
        due=len(queue),
        now=now,
        seconds=seconds,
        new=ready.cards - ready.seen,
        unfinished=_unfinished(context, progress),
        planned=planned,
    )
    context.page(page(context.theme(), home))
    return 0


def _unfinished(context: Context, progress: Progress) -> Unfinished | None:
    from awsprep.cli.unfinished import interviewed, unfinished
    from awsprep.ui.home import Unfinished

    if unfinished(progress, ()) is None and interviewed(progress, ()) is None:
        return None
    from awsprep.store.at_work import at_work

    busy = at_work(context.paths)
    found = [each for each in (unfinished(progress, busy), interviewed(progress, busy)) if each is not None]
    if not found:
        return None
    last = max(found, key=lambda each: each.t)
    if last.mode == "interview":
        return Unfinished(last.mode, len({*last.asked, *last.answers}) + 1, 0)
    done = len(set(last.answers if last.mode == "exam" else last.asked))
    return Unfinished(last.mode, min(done + 1, len(last.cards)), len(last.cards))
