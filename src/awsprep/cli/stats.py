"""`awsprep stats`: what you know, and what is coming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.cli.choices import filter_of, levels
from awsprep.cli.complete import complete_topics
from awsprep.core.bank import Level
from awsprep.core.goal import goal_of
from awsprep.core.ladder import is_due
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typer

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank, Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress
    from awsprep.core.report import Report

MOST_DAYS = 3660

SHORT = 20_000
"""Answers up to which a journal is read as a whole for the page: a look back is worth a moment, not seconds."""


def command(
    ctx: typer.Context,
    *,
    days: Annotated[int, typer.Option(help="Count so many study days back.")] = 84,
    topic: Annotated[str | None, typer.Option(help="Topics, like vpc,iam.", autocompletion=complete_topics)] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write a page with charts to a file.")] = None,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Show what you know and what is coming: answers, recall tomorrow, what is due.

    \b
    Examples:
      awsprep stats
      awsprep stats --topic iam,vpc --days 28
      awsprep stats --html stats.html
    """
    from awsprep.core.report import statistics

    context: Context = ctx.obj
    if not 1 <= days <= MOST_DAYS:
        raise AwsprepError(f"--days must be from 1 to {MOST_DAYS}.", "For example: --days 28", exit_code=2)
    questions = context.bank(bank, go_on=True)
    allowed = filter_of(questions, level="all", topic=topic)
    cards = {card: heading for card, heading in questions.cards().items() if allowed.allows(heading)}
    if allowed.topics:
        from awsprep.core.replay import replay

        progress = replay(context.records(), questions.aliases(), cards.__contains__)
    else:
        progress = context.progress(questions)
        if is_due(progress, day := day_of(progress, context.clock)):
            from awsprep.cli.fitting import fitted

            progress = fitted(context, questions, progress, day)
    day = day_of(progress, context.clock)
    goal = None if allowed.topics else goal_of(progress, day)
    planned = None
    if goal is not None:
        from awsprep.cli.planned import foreseen

        planned = foreseen(cards, progress, goal, day)
    report = statistics(cards, progress, day, days, planned, float(str(context.setting("minutes"))))
    if json or html is not None or progress.reviews <= SHORT:
        report = _with_past(report, context, questions, cards, progress, goal, days)
    narrowed = ",".join(sorted(allowed.topics))
    if html is not None:
        from awsprep.ui.stats_page import document

        context.write(html, document(report, _shown_levels(context), narrowed))
    if json:
        from json import dumps

        from awsprep.ui.stats_json import as_json

        print(dumps(as_json(report, narrowed or None)))
    elif html is None:
        from awsprep.ui.stats import page

        context.page(page(context.theme(), report, _shown_levels(context), narrowed))
    return 0


def _with_past(
    report: Report,
    context: Context,
    bank: Bank,
    cards: Mapping[str, Heading],
    progress: Progress,
    goal: Goal | None,
    days: int,
) -> Report:
    """The report with what only the whole journal tells: the readiness of the days past, and forecasts that came due.

    The readiness is the level's, or as the plan to an interview weighs the cards.
    """
    if not progress.reviews:
        return report
    from awsprep.core.goal import Goal
    from awsprep.core.past import forecasts, history, past

    known, day = past(context.records(), bank.aliases()), report.day
    counted = goal or Goal(day, 1.0, levels=frozenset(_shown_levels(context)))
    curve = history(known, counted.weights(cards), progress.model, day - days + 1, day)
    return report._replace(history=curve, came=forecasts(known, bank.cards(), progress.model, day))


def _shown_levels(context: Context) -> list[str]:
    wanted = levels(context.level)
    return [level.value for level in Level if not wanted or level in wanted]
