"""`awsprep stats`: what you know, and what is coming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.cli.choices import filter_of, levels
from awsprep.cli.complete import complete_topics
from awsprep.core.bank import Level
from awsprep.core.ladder import is_due
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    import typer

    from awsprep.cli.context import Context
    from awsprep.core.report import Report

MOST_DAYS = 3660


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
        from awsprep.core.progress import replay

        progress = replay(context.records(), questions.aliases(), cards.__contains__)
    else:
        progress = context.progress(questions)
        if is_due(progress, day := day_of(progress, context.clock)):
            from awsprep.cli.fitting import fitted

            progress = fitted(context, questions, progress, day)
    report = statistics(cards, progress, day_of(progress, context.clock), days)
    narrowed = ",".join(sorted(allowed.topics))
    if html is not None:
        _write(context, html, report, narrowed)
    if json:
        from json import dumps

        from awsprep.ui.stats import as_json

        print(dumps(as_json(report, narrowed or None)))
    elif html is None:
        from awsprep.ui.stats import page

        context.page(page(context.theme(), report, _shown_levels(context), narrowed))
    return 0


def _shown_levels(context: Context) -> list[str]:
    wanted = levels(context.level)
    return [level.value for level in Level if not wanted or level in wanted]


def _write(context: Context, path: str, report: Report, topic: str) -> None:
    from awsprep.ui.html import document

    text = document(report, _shown_levels(context), topic)
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise AwsprepError(
            f"Cannot write {path}: {error.strerror}.", "Name a file in a folder that you may write to."
        ) from error
    context.say(f"Written: {path}")
