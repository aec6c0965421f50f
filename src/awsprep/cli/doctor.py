"""`awsprep doctor`: whether all is well with your data, and mending what can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.core.record import Record
    from awsprep.store.checkup import Checkup
    from awsprep.store.finding import Finding
    from awsprep.store.repair import Repaired


def command(
    ctx: typer.Context,
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Mend lines in which one bit is wrong.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Look at your data from end to end: damage, gaps, lost files, clocks, permissions, caches, question files.

    It writes nothing. With --repair it backs up first, and then only adds to the journal.
    Ends with 1 where there is a problem; notes are none.

    \b
    Examples:
      awsprep doctor
      awsprep doctor --json
      awsprep doctor --repair
    """
    from awsprep.store.checkup import checkup
    from awsprep.store.reading import uncollected
    from awsprep.ui.health import Health, facts, health_json, health_lines

    context: Context = ctx.obj
    mended: Repaired | None = None
    if repair:
        from awsprep.store.repair import repair as mend

        mended = mend(context.paths, context.clock)
    with uncollected():
        found = checkup(context.paths, context.clock.now_ms())
        findings = [*found.findings, *_around(context, found)]
    theme = context.theme()
    health = Health(found, findings, facts(context.paths, context.environ, theme), mended)
    if json:
        print(health_json(context.paths, health))
    else:
        context.page(health_lines(theme, context.paths, health))
    return 1 if health.problems else 0


def _around(context: Context, found: Checkup) -> Iterator[Finding]:
    """What is found beside the journal: in the question files, caches, permissions, and on the clock."""
    from awsprep.core.problem import AwsprepError
    from awsprep.core.record import BUILD_MS
    from awsprep.store.finding import Finding, Weight
    from awsprep.store.privacy import exposed

    paths, now = context.paths, context.clock.now_ms()
    yield from exposed(paths)
    if now < BUILD_MS:
        message = "This machine's clock is before the day on which awsprep was released"
        yield Finding(Weight.WARNING, "clock", message, "Set the clock; your answers are safe meanwhile.")
    try:
        bank = _bank(context)
    except AwsprepError as error:
        yield Finding(Weight.WARNING, "bank", error.message, error.hint)
        return
    mistakes = sum(problem.severity == "error" for problem in bank.problems)
    if mistakes:
        count = "1 mistake" if mistakes == 1 else f"{mistakes} mistakes"
        message = f"{count} in the question files; what it concerns is left out"
        yield Finding(
            Weight.WARNING, "bank", message, f"To see: awsprep check {' '.join(context.own_banks())}".rstrip()
        )
    yield from _orphans(bank, found.records)
    if not any(each.weight is Weight.ERROR for each in found.findings):  # else it may know what the journal has lost
        yield from _snapshot(context, bank, found.records)


def _bank(context: Context) -> Bank:
    """All questions, without reading or writing a cache."""
    from awsprep.bank.load import load, shipped_folder

    shipped = shipped_folder()
    return load([shipped, *context.own_banks()], shipped=shipped, cache_dir=None)


def _orphans(bank: Bank, records: Sequence[Record]) -> Iterator[Finding]:
    """Questions with a history that are not there: it comes back when the question does."""
    from awsprep.core.bank import question_id
    from awsprep.core.progress import current
    from awsprep.core.text import clean
    from awsprep.core.undo import effective
    from awsprep.store.finding import Finding, Weight

    cards = {record["card"] for record in effective(records) if record["type"] == "review"}
    aliases = bank.aliases()
    gone = sorted({question_id(current(card, aliases)) for card in cards} - set(bank.headings))
    if gone:
        questions = "1 question" if len(gone) == 1 else f"{len(gone)} questions"
        named = clean(", ".join(gone[:5])) + (" ..." if len(gone) > 5 else "")
        message = f"{questions} that you answered are not in the bank: {named}"
        yield Finding(Weight.NOTE, "orphans", message, "The history is kept, and counts again when they are back.")


def _snapshot(context: Context, bank: Bank, records: Sequence[Record]) -> Iterator[Finding]:
    """A snapshot that does not say what the journal says. Where none would be used, nothing has to be replayed."""
    from awsprep.cli.bar import Bar
    from awsprep.core.replay import replay
    from awsprep.store.finding import Finding, Weight
    from awsprep.store.snapshot import resumed_progress

    paths, aliases = context.paths, bank.aliases()
    stored = resumed_progress(paths, context.clock.now_ms(), aliases)
    if stored is None:
        return
    with Bar("Reading your history") as advance:
        progress = replay(records, aliases, advance=advance)
    if stored != progress:
        message = f"{paths.snapshot} does not say what the journal says"
        yield Finding(Weight.WARNING, "snapshot", message, "Delete it: it is made again.", paths.snapshot)
