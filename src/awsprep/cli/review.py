"""`awsprep review`: what is due, the riskiest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.cli.choices import entropy, filter_of, seed_of
from awsprep.cli.complete import complete_topics
from awsprep.core.day import span
from awsprep.core.goal import goal_of
from awsprep.core.memory import Learned
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typer

    from awsprep.cli.context import Context
    from awsprep.core.bank import Heading
    from awsprep.core.progress import Progress

ROOM = 2
"""So many times what fits is listed: the clock ends a review, and of a wall nobody needs to know the height."""


def command(
    ctx: typer.Context,
    *,
    minutes: Annotated[float | None, typer.Option(help="When to stop (default 15).")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many cards.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topics, like vpc,iam.", autocompletion=complete_topics)] = None,
    cram: Annotated[
        bool, typer.Option("--cram", help="Everything seen, the weakest first; leaves the schedule alone.")
    ] = False,
    ahead: Annotated[int, typer.Option(help="Also what falls due within so many days.")] = 0,
    seed: Annotated[int | None, typer.Option(help="The same seed shuffles the same.")] = None,
    typed: Annotated[
        bool | None, typer.Option("--type/--no-type", help="Answer open questions in writing, or aloud.")
    ] = None,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line: for screen readers and pipes.")] = False,
) -> int:
    """Review what is due, the riskiest first.

    While an interview is planned (awsprep plan), what gains most for its day, until today's minutes are used.

    \b
    Examples:
      awsprep review
      awsprep review --minutes 5 --topic iam
      awsprep review --cram --limit 20
    """
    from awsprep.cli.grader import grader_of
    from awsprep.cli.sit import marker_of, sit, view_of
    from awsprep.core.picker import due, seen
    from awsprep.core.report import affordable
    from awsprep.core.session import CRAM, REVIEW, Session
    from awsprep.ui.recorder import Recorder
    from awsprep.ui.sitting import Sitting
    from awsprep.ui.timing import Timing

    context: Context = ctx.obj
    budget = float(str(context.setting("minutes"))) if minutes is None else minutes
    if not 0 < budget <= 1440:
        raise AwsprepError("--minutes must be more than 0 and at most 1440.", "For example: --minutes 15", exit_code=2)
    if limit is not None and limit < 1:
        raise AwsprepError("--limit must be at least 1.", "For example: --limit 20", exit_code=2)
    if not 0 <= ahead <= 365:
        raise AwsprepError("--ahead must be from 0 to 365 days.", "For example: --ahead 3", exit_code=2)
    questions = context.bank(bank, go_on=True)
    progress = context.progress(questions)
    allowed = filter_of(questions, level="all", topic=topic)
    cards = {card: heading for card, heading in questions.cards().items() if allowed.allows(heading)}
    day = day_of(progress, context.clock)
    goal = None if cram or ahead else goal_of(progress, day)
    if goal is not None:
        from awsprep.cli.planned import nothing_to_review
        from awsprep.core.agenda import agenda

        today = agenda(questions.cards(), progress, goal, day).within(cards)
        budget = budget if minutes is not None else today.review_left / 60
        queue = today.queue(budget * 60) if today.review or minutes is not None else ()
        fitting = len(today.review) if minutes is None else affordable(queue, progress, budget)[0]
    else:
        queue = seen(cards, progress, day) if cram else due(cards, progress, day, ahead=ahead)
        fitting = affordable(queue, progress, budget)[0]
        queue = queue[: affordable(queue, progress, ROOM * budget)[0]]
    if not queue:
        context.answer(
            _nothing_due(cards, progress, day, ahead) if goal is None else nothing_to_review(goal, today, day)
        )
        return 0
    view = view_of(context, plain=plain)
    queue = queue[:limit]
    mode = CRAM if cram else REVIEW
    journal = context.journal()
    recorder = Recorder(
        journal,
        entropy(4).hex(),
        mode.name,
        seed_of(seed),
        queue,
        {"minutes": budget} | ({"bank": bank} if bank else {}),
    )
    marker = marker_of(context, bank, wanted=typed)
    sitting = Sitting(
        questions,
        progress,
        context.clock,
        recorder,
        mode,
        Session(queue),
        Timing(context.clock, budget=budget * 60),
        marker=marker,
        endless=len(queue) > fitting,
        grader=None if marker is None else grader_of(context),
    )
    return sit(context, sitting, journal, view=view, level="", cards=cards)


def _nothing_due(cards: Mapping[str, Heading], progress: Progress, day: int, ahead: int) -> str:
    """That nothing is due, and when the next card is; one that was answered today is not asked ahead of its day."""
    coming = [
        memory.due
        for card in cards
        if isinstance(memory := progress.card(card).memory, Learned) and not progress.card(card).resting(memory.due)
    ]
    if not coming:
        return "Nothing is due: you have not learned any of these cards yet. Begin with: awsprep quiz"
    first = max(min(coming), day + 1)
    count = sum(due <= first for due in coming)
    when = span(first - day)
    when = when if when == "tomorrow" else f"in {when}"
    told = "Nothing is due" + (" but what you answered today" if first <= day + ahead else "")
    return f"{told}. Next: {count} card{'' if count == 1 else 's'} {when}. New ones: awsprep quiz"
