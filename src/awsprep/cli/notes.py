"""`awsprep notes`: what you wrote on cards, and what you reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.core.bank import question_id

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.ui.theme import Line, Theme


def command(
    ctx: typer.Context,
    *,
    errors: Annotated[bool, typer.Option("--errors", help="Only reported mistakes, ready to paste.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """List your notes and the mistakes that you reported.

    \b
    Examples:
      awsprep notes
      awsprep notes --errors
      awsprep notes --json
    """
    from awsprep.ui.erratum import erratum
    from awsprep.ui.theme import flow, labelled, wrap

    context: Context = ctx.obj
    questions = context.bank(bank)
    progress = context.progress(questions)
    found = [
        (name, kind, text)
        for name, card in sorted(progress.cards.items())
        for kind, texts in (("note", [] if errors else card.notes), ("error", card.errors))
        for text in texts
    ]
    if as_json:
        import json

        rows = [{"card": name, "kind": kind, "text": text} for name, kind, text in found]
        print(json.dumps({"schema": 1, "notes": rows}))
        return 0
    theme = context.theme()
    lines: list[Line] = []
    for name, kind, text in found:
        question = question_id(name)
        heading = questions.headings.get(question)
        title = heading.title if heading else "no longer in the bank"
        lines += [_head(theme, theme.plain(name), theme.plain(title))]
        if kind == "error" and heading is not None:
            lines += [[("", " " + line)] for line in erratum(questions.read(question), name, text).split("\n")]
        else:
            lines += labelled("", flow(text, theme.measure - 4), 4)
    none = "No mistakes reported yet; x reports one on the answer screen." if errors else "No notes yet; n writes one."
    context.page(lines or [[("", " " + line)] for line in wrap(none, theme.width - 1)])
    return 0


def _head(theme: Theme, name: str, title: str) -> Line:
    """A card and as much of its title as there is room for."""
    from awsprep.ui.theme import columns, fit

    dots = theme.glyph("ellipsis")
    head = " " + fit(name, min(columns(name), theme.width - 1), dots)
    room = theme.width - columns(head) - 2
    told = f"  {fit(title, min(columns(title), room), dots)}" if room > 0 else ""
    return [("bold", head), ("dim", told)]
