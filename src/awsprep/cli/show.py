"""`awsprep show ID`: one question with its answer, and your history with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.complete import complete_ids
from awsprep.core.day import today
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.ui.card import Shown


def command(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A question's id.", autocompletion=complete_ids)],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Show a question with its answer, its sources and your history with it.

    \b
    Examples:
      awsprep show vpc-what-is
      awsprep show vpc-what-is --json
      awsprep show acme/vpn-basics --bank acme.yaml
    """
    context: Context = ctx.obj
    questions = context.bank(bank)
    show(context, questions, name, json=json)
    return 0


def show(context: Context, bank: Bank, name: str, *, json: bool = False) -> None:
    """Print a question's page. Raises AwsprepError (3) for an id that no question has or had."""
    shown = _shown(context, bank, _known(bank, name))
    if json:
        from json import dumps

        from awsprep.ui.card import as_json

        print(dumps(as_json(shown)))
        return
    from awsprep.ui.card import page

    context.page(page(context.theme(), shown))


def _known(bank: Bank, name: str) -> str:
    """The id of a question by its id, an old one, or that of one of its cards."""
    from awsprep.core.bank import question_id
    from awsprep.core.text import clean, nearest

    wanted = question_id(name.strip())
    for candidate in (wanted, wanted.lower()):
        found = bank.aliases().get(candidate, candidate)
        if found in bank.headings:
            return found
    near = nearest(wanted.lower(), bank.headings)
    hint = f'Did you mean "{near}"?' if near else "Find it with: awsprep search"
    raise AwsprepError(f'There is no question "{clean(wanted)}".', hint, exit_code=3)


def _shown(context: Context, bank: Bank, name: str) -> Shown:
    from awsprep.core.bank import question_id
    from awsprep.core.progress import current, effective, replay
    from awsprep.core.record import order
    from awsprep.ui.card import Shown

    aliases = bank.aliases()
    records = sorted(context.records(), key=order)
    progress = replay(records, aliases, lambda card: question_id(card) == name)
    reviews: dict[str, list[dict[str, object]]] = {}
    for record in effective(records):
        if record["type"] == "review":
            card = current(record["card"], aliases)
            if question_id(card) == name:
                reviews.setdefault(card, []).append(record)
    return Shown(bank.read(name), bank.headings[name], progress, reviews, today(context.clock))
