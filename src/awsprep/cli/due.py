"""`awsprep due`: how many cards are due, for people, prompts and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.core.day import iso
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer

    from awsprep.cli.context import Context
    from awsprep.core.bank import Heading
    from awsprep.core.progress import Progress
    from awsprep.ui.theme import Line, Theme


def command(
    ctx: typer.Context,
    *,
    count: Annotated[bool, typer.Option("--count", help="Print the number alone.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Say how many cards are due, the riskiest first.

    \b
    Examples:
      awsprep due
      awsprep due --count        the number alone, for a shell prompt
      awsprep due --json
    """
    from awsprep.core.picker import due

    context: Context = ctx.obj
    questions = context.bank(bank, go_on=True)
    progress = context.progress(questions)
    day = day_of(progress, context.clock)
    cards = questions.cards()
    queue = due(cards, progress, day)
    if json:
        _print_json(queue, cards, progress, day)
    elif count:
        print(len(queue))
    else:
        from awsprep.core.report import affordable

        minutes = float(str(context.setting("minutes")))
        now, seconds = affordable(queue, progress, minutes)
        context.page(_page(context.theme(), queue[:now], cards, seconds, all_of_it=now == len(queue)))
    return 0


def _page(
    theme: Theme, queue: Sequence[str], cards: Mapping[str, Heading], seconds: float, *, all_of_it: bool
) -> list[Line]:
    """What fits into one review; the rest is for another day."""
    from awsprep.core.bank import topic_name
    from awsprep.ui.theme import columns, fit

    if not queue:
        return [[("", " Nothing is due.")], [("", " New ones: "), ("code", "awsprep quiz")]]
    due = "due now" if all_of_it else "now"
    lines: list[Line] = [[("title", f" {len(queue)} {due}, about {max(1, round(seconds / 60))} min")], []]
    dots = theme.glyph("ellipsis")
    room = theme.measure if theme.width < 60 else min(40, max(columns(theme.plain(card)) for card in queue))
    for card in queue:
        line: Line = [("", " "), ("code", fit(theme.plain(card), room, dots))]
        if theme.width >= 60:
            told = f"  {fit(topic_name(cards[card].topic), 14, dots)}  {cards[card].title}"
            line.append(("", fit(theme.plain(told), theme.measure - room, dots).rstrip()))
        lines.append(line)
    return [*lines, [], [("bold", " Next  "), ("code", "awsprep review")]]


def _print_json(queue: Sequence[str], cards: Mapping[str, Heading], progress: Progress, day: int) -> None:
    from json import dumps

    from awsprep.core.memory import Learned
    from awsprep.core.readiness import recalls
    from awsprep.core.report import seconds_of

    recall = recalls(queue, progress, day)
    listed = []
    for card in queue:
        known = progress.cards[card]
        heading = cards[card]
        since = iso(known.memory.due) if isinstance(known.memory, Learned) else None
        listed.append(
            {
                "card": card,
                "question": heading.id,
                "topic": heading.topic,
                "level": heading.level,
                "title": heading.title,
                "due": since,
                "recall": round(recall[card], 6),
            }
        )
    seconds = sum(seconds_of(progress.cards[card]) for card in queue)
    print(dumps({"schema": 1, "day": iso(day), "due": len(queue), "seconds": round(seconds, 3), "cards": listed}))
