"""Fitting the memory model to the learner, in the foreground, when it is due: at most once a study day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.core.progress import Progress


def fitted(context: Context, bank: Bank, progress: Progress, day: int) -> Progress:
    """The progress with the memory that suits best: the same one where no fit is due.

    What a fit came to is stored, and said where it changes the model. Where it cannot be stored that is said, and
    nothing is changed.
    """
    from awsprep.core.ladder import is_due, params, rung
    from awsprep.ui.rung import rung_words

    if not is_due(progress, day):
        return progress
    from awsprep.cli.bar import Bar
    from awsprep.core.fit import fit
    from awsprep.core.past import past

    histories = past(context.records(), bank.aliases()).histories
    with Bar("Fitting the memory to your answers") as advance:
        found = fit(list(histories.values()), progress.model, advance, kept=rung(progress).share)
    if found is None:
        return progress
    try:
        after = store(context, bank, progress, params(found, day, own=bool(progress.model.weights)))
    except AwsprepError as error:
        context.say(f"awsprep: {error.message}\n  {error.hint}")
        return progress
    if after.model != progress.model:
        context.say(rung_words(rung(after), found.answers))
    return after


def store(context: Context, bank: Bank, progress: Progress, values: Sequence[tuple[str, Any]]) -> Progress:
    """Write parameters to the journal; the progress that they lead to. AwsprepError (4) where that fails."""
    journal = context.journal()
    journal.admit()
    try:
        for name, value in values:
            journal.append({"type": "param", "name": name, "value": value})
    finally:
        journal.close()
    progress.params.update(values)
    if any(name == "weights" for name, _ in values):
        from awsprep.core.replay import replay

        return replay(context.records(), bank.aliases())
    return progress
