"""`awsprep search`: find questions by words and filters; on a terminal while typing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.choices import filter_of
from awsprep.cli.complete import complete_levels, complete_tags, complete_topics
from awsprep.cli.context import chosen
from awsprep.core.bank import Category
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank, Heading


def command(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="Words to find.")] = None,
    *,
    category: Annotated[
        bool, typer.Option("--category", help="Counts per category; with a category's name, what is in it.")
    ] = False,
    level: Annotated[
        str | None, typer.Option(help="junior, mid, senior; commas allowed.", autocompletion=complete_levels)
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Topics, like vpc,iam.", autocompletion=complete_topics)] = None,
    difficulty: Annotated[str | None, typer.Option(help="easy, medium or hard.")] = None,
    kind: Annotated[str | None, typer.Option(help="open, choice, ordering, matching, cloze or lab.")] = None,
    tag: Annotated[str | None, typer.Option(help="Tags, like nat-gateway.", autocompletion=complete_tags)] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Find questions; on a terminal the list follows what you type.

    \b
    Examples:
      awsprep search gateway endpoint
      awsprep search --category --level mid
      awsprep search --topic iam --kind choice --json
    """
    context: Context = ctx.obj
    questions = context.bank(bank)
    words = " ".join(text or ())
    named = words.strip().lower() if category and words.strip().lower() in tuple(Category) else None
    if named is not None:
        words = ""
    elif category and words:
        chosen(words, tuple(Category), "category", several=False)
    allowed = filter_of(
        questions, level=level or "all", topic=topic, category=named, difficulty=difficulty, kind=kind, tag=tag
    )
    headings = [heading for heading in questions.headings.values() if allowed.allows(heading)]
    counting = category and named is None
    if context.interactive and not json and not counting:
        return _live(context, questions, headings, words)
    return _printed(context, questions, headings, words, json=json, counting=counting)


def _live(context: Context, bank: Bank, headings: list[Heading], words: str) -> int:
    from awsprep.cli.show import show
    from awsprep.ui.found import Live

    chosen = Live(context.theme(), headings, _texts(bank)).run(words)
    if chosen is not None:
        show(context, bank, chosen)
    return 0


def _printed(context: Context, bank: Bank, headings: list[Heading], words: str, *, json: bool, counting: bool) -> int:
    from awsprep.core.found import find
    from awsprep.ui.found import as_json, count_lines, tabbed

    hits = find(headings, words, _texts(bank))
    if json:
        from json import dumps

        print(dumps(as_json(hits, words)))
    elif counting:
        context.page(count_lines(context.theme(), hits))
    elif hits:
        theme = context.theme()
        print(theme.plain(tabbed(hits)), end="")
    else:
        raise AwsprepError(
            f"None of the {len(bank.headings)} questions matches.",
            "Use fewer words or filters; awsprep search --category shows what there is.",
            exit_code=3,
        )
    return 0


def _texts(bank: Bank) -> Callable[[str], str]:
    """A question's whole text, read once."""
    from awsprep.core.found import text_of

    @cache
    def text(name: str) -> str:
        return text_of(bank.read(name))

    return text
