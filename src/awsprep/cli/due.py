"""`awsprep due`: how many cards are due, for people, prompts and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.core.day import iso
from awsprep.core.goal import goal_of
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer

    from awsprep.cli.context import Context
    from awsprep.core.agenda import Agenda
    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
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

    While an interview is planned (awsprep plan), how many today's plan has to review, and which.

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
    goal = goal_of(progress, day)
    today: Agenda | None = None
    if goal is None:
        queue = due(cards, progress, day)
    else:
        from awsprep.core.agenda import agenda

        today = agenda(cards, progress, goal, day)
        queue = tuple(gain.card for gain in today.review)
    if json:
        _print_json(queue, cards, progress, day, goal, today)
    elif count:
        print(len(queue))
    elif today is not None:
        context.page(_planned(context.theme(), today, cards))
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
    if not queue:
        return [[("", " Nothing is due.")], [("", " New ones: "), ("code", "awsprep quiz")]]
    due = "due now" if all_of_it else "now"
    title = f" {len(queue)} {due}, about {max(1, round(seconds / 60))} min"
    return [[("title", title)], [], *_rows(theme, queue, cards), [], [("bold", " Next  "), ("code", "awsprep review")]]


def _planned(theme: Theme, today: Agenda, cards: Mapping[str, Heading]) -> list[Line]:
    """What the plan to an interview has to review today, and the command to begin with."""
    from awsprep.ui.theme import wrap

    queue = [gain.card for gain in today.review]
    new = f"{len(today.new)} new" if today.new else "nothing new"
    if not queue:
        command = "awsprep quiz" if today.new else "awsprep plan"
        told = f"Nothing to review today in the plan, {new}."
        return [*([("", " " + row)] for row in wrap(told, theme.width - 1)), [("bold", " Next  "), ("code", command)]]
    minutes = max(1, round(today.review_seconds / 60))
    told = f"{len(queue)} to review today in the plan, about {minutes} min; {new}"
    head: list[Line] = [[("title", " " + row)] for row in wrap(told, theme.width - 1)]
    command = f"awsprep {today.begins}"
    return [*head, [], *_rows(theme, queue, cards), [], [("bold", " Next  "), ("code", command)]]


def _rows(theme: Theme, queue: Sequence[str], cards: Mapping[str, Heading]) -> list[Line]:
    """A card a line, with its topic and title where there is room."""
    from awsprep.core.bank import topic_name
    from awsprep.ui.theme import columns, fit

    lines: list[Line] = []
    dots = theme.glyph("ellipsis")
    room = theme.measure if theme.width < 60 else min(40, max(columns(theme.plain(card)) for card in queue))
    for card in queue:
        line: Line = [("", " "), ("code", fit(theme.plain(card), room, dots))]
        if theme.width >= 60:
            told = f"  {fit(topic_name(cards[card].topic), 14, dots)}  {cards[card].title}"
            line.append(("", fit(theme.plain(told), theme.measure - room, dots).rstrip()))
        lines.append(line)
    return lines


def _print_json(
    queue: Sequence[str],
    cards: Mapping[str, Heading],
    progress: Progress,
    day: int,
    goal: Goal | None,
    today: Agenda | None,
) -> None:
    """The cards, and with a plan its day and how many new ones it has; without one these two are null."""
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
    seconds = sum(seconds_of(progress.cards[card]) for card in queue) if today is None else today.review_seconds
    told = {"schema": 1, "day": iso(day), "due": len(queue), "seconds": round(seconds, 3), "cards": listed}
    told["interview"] = None if goal is None else iso(goal.day)
    told["new"] = None if today is None else len(today.new)
    print(dumps(told))
