"""What each key of the flow simulator does, by the screen that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from awsprep.ui.draft import Draft
from awsprep.ui.flow_screen import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.ui.flow_play import Play

    Acts = dict[str, Callable[[], None]]

QUIET = frozenset({"escape", "left", "right", "tab", "home", "c-a", "c-e", "c-u", "c-w", "delete"})
"""Keys that need no answer where they mean nothing."""

WRITES: dict[str, Callable[[Draft], None]] = {
    "backspace": Draft.delete,
    "delete": Draft.erase,
    "home": Draft.home,
    "c-a": Draft.home,
    "end": Draft.end,
    "c-e": Draft.end,
    "c-u": Draft.delete_line,
    "c-w": Draft.delete_word,
    "left": lambda draft: draft.move(-1),
    "right": lambda draft: draft.move(1),
}
"""What keys do to a line that is being typed."""


def acts(play: Play) -> Acts:
    """The keys that mean something now."""
    modes = {"show": _show, "guess": _guess, "faults": _faults, "edit": _edit, "scenarios": _scenarios}
    return {
        "q": play.end,
        "c-d": play.end,
        "?": partial(play.help, on=True),
        "pageup": partial(play.page, -1),
        "pagedown": partial(play.page, 1),
        **modes[play.mode](play),
    }


def _show(play: Play) -> Acts:
    return {
        **_digits(play),
        **_travels(play),
        **_arrows(play.view.roll),
        "enter": play.mend if play.situation == "fix" else play.whole,
        "F": play.mend,
        " ": partial(play.step, 1),
        "b": partial(play.step, -1),
        "backspace": partial(play.step, -1),
        "end": play.whole,
        "r": play.replay,
        "p": play.predict,
        "f": play.fix,
        "v": partial(play.turn, "edit"),
        "l": partial(play.turn, "faults"),
        "u": play.undo,
        "w": play.name,
    }


def _guess(play: Play) -> Acts:
    count = len(play.places) + 1
    said = partial(play.say, play.cursor)
    return {
        **_digits(play),
        **_travels(play),
        **_arrows(lambda by: play.move(by, count)),
        **{letter: partial(play.say, number) for number, letter in enumerate(LETTERS[:count])},
        "enter": said,
        " ": said,
        "p": play.predict,
    }


def _faults(play: Play) -> Acts:
    back = partial(play.turn, "show")
    return {**_digits(play), **_arrows(play.view.roll), **dict.fromkeys(("l", "enter", "escape"), back), "u": play.undo}


def _edit(play: Play) -> Acts:
    editor = play.editor
    return {
        **_arrows(editor.move),
        **dict.fromkeys(("v", "escape"), partial(play.turn, "show")),
        "enter": lambda: play.tell(editor.change()),
        "a": lambda: play.tell(editor.add()),
        **dict.fromkeys(("d", "delete"), lambda: play.tell(editor.delete())),
        "u": play.undo,
        "w": play.name,
    }


def _scenarios(play: Play) -> Acts:
    return {
        **_arrows(lambda by: play.move(by, len(play.names))),
        **dict.fromkeys(("s", "escape"), partial(play.turn, "show")),
        "enter": lambda: play.open(play.cursor or 0),
    }


def _digits(play: Play) -> Acts:
    return {str(number): partial(play.digit, number) for number in range(10)}


def _travels(play: Play) -> Acts:
    return {"n": partial(play.travel, 1), "N": partial(play.travel, -1), "s": partial(play.turn, "scenarios")}


def _arrows(move: Callable[[int], None]) -> Acts:
    return {"up": partial(move, -1), "down": partial(move, 1)}
