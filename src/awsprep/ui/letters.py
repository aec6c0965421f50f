"""What each letter, digit and sign does to a sitting where it is no text, by what is on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from awsprep.core.exercise import LETTERS, Arrange, Pick, Say
from awsprep.core.memory import Rating
from awsprep.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.ui.hand import Hand

    Acts = dict[str, Callable[[], object]]


def acts(hand: Hand) -> Acts:
    """Those that mean something now, in lower case."""
    sitting = hand.sitting
    if sitting.stage is Stage.PAUSE:
        return {"p": sitting.pause, " ": sitting.pause, "q": hand.quit}
    always: Acts = {"q": hand.quit, "?": hand.help}
    if sitting.stage is Stage.ANSWER:
        return {**always, **_answer(hand)}
    return {**always, **_ask(hand)} if sitting.stage is Stage.ASK else always


def _ask(hand: Hand) -> Acts:
    sitting, task = hand.sitting, hand.sitting.now.task
    known: Acts = {"g": hand.guess}
    if isinstance(task, Say) and task.drill is not None:
        known["v"] = partial(hand.errands.write_policy, task.drill, hand.held)
    if hand.held.cursor is not None:
        known[" "] = partial(hand.take, hand.held.cursor)
    elif isinstance(task, Say) and not task.accept and task.drill is None and not hand.essay:
        known[" "] = hand.enter
    if hand.exam:
        known |= {"s": partial(hand.visit, 1), "p": partial(sitting.notice.tell, "An exam cannot be paused.")}
    else:
        known |= {**_card(hand), "s": sitting.skip, "p": sitting.pause}
    listed = LETTERS[: len(task.shown)] if isinstance(task, Pick | Arrange) else ""
    return {**known, **{letter: partial(hand.take, place) for place, letter in enumerate(listed)}}


def _answer(hand: Hand) -> Acts:
    sitting, errands = hand.sitting, hand.errands
    known: Acts = {" ": partial(hand.page, 1), "o": errands.open_source, "v": errands.edit_question}
    known |= {"x": partial(hand.prompt, "report"), **_card(hand)}
    if sitting.answered is not None and sitting.answered.marked is not None:
        known["r"] = hand.keep
    if not sitting.only_again:
        known |= {str(int(rating)): partial(sitting.rate, rating) for rating in Rating}
    if sitting.now.ticked:
        known |= {letter: partial(hand.tick, place) for place, letter in enumerate(LETTERS)}
    return known


def _card(hand: Hand) -> Acts:
    """What can be done to a card, asked or answered."""
    sitting = hand.sitting
    return {"u": hand.undo, "-": sitting.bury, "@": sitting.suspend, "n": partial(hand.prompt, "note")}
