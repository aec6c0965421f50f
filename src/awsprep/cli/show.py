"""`awsprep show ID`: one question with its answer, and your history with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.complete import complete_ids
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank, Heading
    from awsprep.ui.card import Shown


def command(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A question's id.", autocompletion=complete_ids)],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Ask it again: no longer suspended, buried or set aside.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Which instance of a lab.")] = 0,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Show a question with its answer, its sources and your history with it.

    \b
    Examples:
      awsprep show vpc-what-is
      awsprep show vpc-what-is --release
      awsprep show acme/vpn-basics --bank acme.yaml
      awsprep show vpc-lab-subnet-size --seed 7
    """
    context: Context = ctx.obj
    questions = context.bank(bank)
    if release:
        _release(context, questions, known(questions, name))
    else:
        show(context, questions, name, json=json, seed=seed)
    return 0


def _release(context: Context, bank: Bank, name: str) -> None:
    """Let all cards of a question be asked again. A leech begins anew: it is what did not stick."""
    from awsprep.core.memory import Learned

    progress, journal = context.progress(bank), context.journal()
    day = day_of(progress, context.clock)
    released: list[str] = []
    try:
        for card in bank.headings[name].cards:
            known = progress.card(card)
            if not known.resting(day):
                continue
            released.append(card)
            if known.suspended:
                journal.append({"type": "suspend", "card": card, "on": False})
            if known.buried >= day:
                journal.append({"type": "bury", "card": card, "until": 0})
            if isinstance(known.memory, Learned) and known.memory.leech:
                journal.append({"type": "reset", "card": card})
    finally:
        journal.close()
    print(f"{', '.join(released)} will be asked again." if released else f"{name} is not set aside.")


def show(context: Context, bank: Bank, name: str, *, json: bool = False, seed: int = 0) -> None:
    """Print a question's page; of a lab the instance that a seed makes.

    Raises AwsprepError (3) for an id that no question has or had.
    """
    shown = _shown(context, bank, known(bank, name), seed)
    if json:
        from json import dumps

        from awsprep.ui.card_json import as_json

        print(dumps(as_json(shown)))
        return
    from awsprep.ui.card import page

    context.page(page(context.theme(), shown))


def known(bank: Bank, name: str) -> str:
    """The id of a question by its id, an old one, or that of one of its cards."""
    from awsprep.core.bank import question_id
    from awsprep.core.text import clean, nearest

    wanted = question_id(name.strip())
    for candidate in (wanted, wanted.lower()):
        found = bank.aliases().get(candidate, candidate)
        if found in bank.headings:
            _has_card(bank.headings[found], name.strip())
            return found
    near = nearest(wanted.lower(), bank.headings)
    hint = f'Did you mean "{near}"?' if near else "Find it with: awsprep search"
    raise AwsprepError(f'There is no question "{clean(wanted)}".', hint, exit_code=3)


def _has_card(heading: Heading, name: str) -> None:
    """Raises AwsprepError (3) where a name is that of a card, `id#1`, which the question does not have."""
    from awsprep.core.text import clean

    _, mark, number = name.partition("#")
    cards = heading.cards
    only = number == "1" and cards == (heading.id,)
    if mark and not only and f"{heading.id}#{number}" not in cards:
        raise AwsprepError(
            f'There is no card "{clean(name)}".',
            f"{heading.id} has {len(cards)} card{'' if len(cards) == 1 else 's'}: {', '.join(cards)}",
            exit_code=3,
        )


def _shown(context: Context, bank: Bank, name: str, seed: int) -> Shown:
    from awsprep.core.bank import question_id
    from awsprep.core.progress import current
    from awsprep.core.record import order
    from awsprep.core.replay import replay
    from awsprep.core.undo import effective
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
    return Shown(bank.read(name), bank.headings[name], progress, reviews, day_of(progress, context.clock), seed)
