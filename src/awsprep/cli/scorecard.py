"""`awsprep scorecard`: interview somebody else, and see the scorecards that there are."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.choices import entropy, seed_of
from awsprep.cli.complete import complete_levels
from awsprep.cli.group import HELP, group
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.core.scorecard import Scorecard

MOST = 40

app = group()


@app.callback()
def scorecard() -> None:
    """Interview somebody: questions to ask, one line to rate each, a decision. Kept in your data folder only.

    \b
    Examples:
      awsprep scorecard new "Ada L." --level mid --competency networking,identity
      awsprep scorecard list
      awsprep scorecard show last --html ada.html
    """


@app.command("new", context_settings=HELP, short_help="Fill in a scorecard for somebody")
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Who is interviewed.")] = "",
    *,
    level: Annotated[str | None, typer.Option(help="junior, mid or senior.", autocompletion=complete_levels)] = None,
    competency: Annotated[str | None, typer.Option(help="Like networking,identity; all without it.")] = None,
    questions: Annotated[int, typer.Option(help="How many questions.")] = 7,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the one that was left.")] = False,
    seed: Annotated[int | None, typer.Option(help="The same seed picks the same questions.")] = None,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="The form is line by line in any case.")] = False,
) -> int:
    """Pick questions by level and competency, rate the answers, decide. What you enter is kept line by line.

    \b
    Examples:
      awsprep scorecard new "Ada L." --level mid
      awsprep scorecard new Bob --level senior --competency networking,identity --questions 6
      awsprep scorecard new --resume
    """
    from awsprep.store.scorecards import keep, save
    from awsprep.ui.lines import Lines, Stopped
    from awsprep.ui.scorecard import page
    from awsprep.ui.scorecard_form import Form

    del plain
    context: Context = ctx.obj
    found = context.bank(bank)
    card = _left(context, name) if resume else _begun(context, found, name, level, competency, questions, seed)
    known = {asked.id: found.read(asked.id) for asked in card.asked if asked.id in found.headings}
    lines = Lines(sys.stdin, sys.stdout, context.theme(), echo=not sys.stdin.isatty())
    try:
        card, finished = Form(lines, known, lambda changed: keep(context.paths, changed)).fill(card)
    except Stopped as stop:  # the terminal is gone; what was entered is kept
        from awsprep.cli.sit import EXIT_BY_SIGNAL

        return EXIT_BY_SIGNAL.get(str(stop), 0)
    if not finished:
        keep(context.paths, card)
        context.say("Not finished; what you entered is kept. To go on: awsprep scorecard new --resume")
        return 0
    path = save(context.paths, card)
    print()
    context.page(page(context.theme(), card))
    context.say(f"Kept in {path}")
    return 0


@app.command("list", context_settings=HELP, short_help="All scorecards")
def listed(
    ctx: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> int:
    """List the scorecards of mock interviews and of people, the latest last, and those that are not finished.

    \b
    Examples:
      awsprep scorecard list
      awsprep scorecard list --json
      awsprep scorecard list | grep Ada
    """
    from awsprep.core.scorecard_json import dump
    from awsprep.store.scorecards import drafts, kept
    from awsprep.ui.scorecard import trend

    context: Context = ctx.obj
    found, unfinished = kept(context.paths), drafts(context.paths)
    for path in (*found.unread, *unfinished.unread):
        context.say(f"{path} is no scorecard that this version can read; it is left out.")
    if as_json:
        import json

        rows = [{"finished": True, **dump(card)} for card in found.cards]
        rows += [{"finished": False, **dump(card)} for card in unfinished.cards]
        print(json.dumps({"schema": 1, "scorecards": rows}))
        return 0
    theme = context.theme()
    lines = trend(theme, found.cards)
    for card in unfinished.cards:
        name = f" {card.name}" if card.name else ""
        left = sum(asked.rating is None for asked in card.asked)
        told = f" Not finished:{name}, {card.level}, {left} of {len(card.asked)} to go."
        lines += [[("warn", theme.plain(told))], [("", " To go on: awsprep scorecard new --resume")]]
    context.page(lines)
    return 0


@app.command("show", context_settings=HELP, short_help="One scorecard, to read or to hand on")
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id, the beginning of it, or last.")] = "last",
    *,
    md: Annotated[str | None, typer.Option(metavar="FILE", help="Write Markdown to a file.")] = None,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write a page to a file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> int:
    """Show a scorecard, or write it to a file.

    \b
    Examples:
      awsprep scorecard show
      awsprep scorecard show 1a2b --md ada.md --html ada.html
      awsprep scorecard show last --json
    """
    from awsprep.core.scorecard_json import dump
    from awsprep.store.scorecards import named
    from awsprep.ui.scorecard import page

    context: Context = ctx.obj
    card = named(context.paths, name)
    export(context, card, md=md, html=html)
    if as_json:
        import json

        print(json.dumps(dump(card)))
    elif md is None and html is None:
        context.page(page(context.theme(), card))
    return 0


def check(files: Iterable[str | None]) -> None:
    """Raise AwsprepError (4) where a file could not be written in the end, before somebody works for half an hour."""
    import os

    for path in filter(None, files):
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(path) or not os.access(path if os.path.exists(path) else folder, os.W_OK):
            raise AwsprepError(f"{path} cannot be written.", "Name a file in a folder that you may write to.")


def export(
    context: Context, card: Scorecard, *, md: str | None = None, html: str | None = None, json: str | None = None
) -> None:
    """Write a card to the files that are named. Raises AwsprepError (4) where one cannot be written."""
    from awsprep.ui.scorecard_page import html as html_of
    from awsprep.ui.scorecard_page import markdown

    if md is not None:
        context.write(md, markdown(card))
    if html is not None:
        context.write(html, html_of(card))
    if json is not None:
        from json import dumps

        from awsprep.core.scorecard_json import dump

        context.write(json, dumps(dump(card), ensure_ascii=False, indent=1) + "\n")


def _begun(
    context: Context,
    bank: Bank,
    name: str,
    level: str | None,
    competency: str | None,
    count: int,
    seed: int | None,
) -> Scorecard:
    """A new card with its questions."""
    from awsprep.cli.context import chosen
    from awsprep.cli.interview import level_of
    from awsprep.core.competency import COMPETENCIES, competency_of
    from awsprep.core.guide import guide
    from awsprep.core.scorecard import INTERVIEWER, Asked, Scorecard
    from awsprep.core.text import clean
    from awsprep.ui.scorecard_form import UNASKED, summed

    if not 1 <= count <= MOST:
        raise AwsprepError(f"--questions must be from 1 to {MOST}.", "For example: --questions 6", exit_code=2)
    chosen_level = level_of(context, level)
    competencies = chosen(competency, tuple(COMPETENCIES), "competency")
    picked = guide(bank.headings.values(), chosen_level, competencies, count, Random(seed_of(seed)))
    if not picked:
        raise AwsprepError(
            "The bank has no open question for these competencies.", "Leave out --competency.", exit_code=3
        )
    asked = tuple(
        Asked(heading.id, competency_of(heading.topic), heading.level, heading.kind, heading.title, UNASKED)
        for heading in picked
    )
    now, offset = context.clock.now_ms(), context.clock.offset_minutes()
    return summed(
        Scorecard(INTERVIEWER, entropy(4).hex(), now, offset, chosen_level, name=clean(name).strip(), asked=asked)
    )


def _left(context: Context, name: str) -> Scorecard:
    """The latest card that was not finished, by name where one is given."""
    from awsprep.store.scorecards import drafts

    cards = [card for card in drafts(context.paths).cards if name.casefold() in card.name.casefold()]
    if not cards:
        raise AwsprepError(
            "There is no unfinished scorecard" + (f" for {name}." if name else "."),
            "Begin one: awsprep scorecard new NAME",
            exit_code=3,
        )
    return cards[-1]
