"""The IAM simulator as it is played. It knows no terminal: `board` draws it and hands it keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from awsprep.ui.layers_screen import ANSWERS, answers, draw, said_of
from awsprep.ui.layers_trial import LETTERS, Trial
from awsprep.ui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from awsprep.aws.iam_policy import Layer
    from awsprep.labs.iam_situations import Situation
    from awsprep.ui.layers_trial import Row
    from awsprep.ui.theme import Line, Theme

    Acts = dict[str, Callable[[], None]]

QUIET = frozenset({"escape", "left", "right", "tab", "home", "end", "backspace", "delete", "c-a", "c-e", "c-u", "c-w"})
"""Keys that need no answer where they mean nothing."""


class Play:
    """A sitting at the simulator.

    `mode` is show, guess, text or list; `cursor` the row of what is listed, None before an arrow was pressed in a
    prediction; `score` counts predictions, right ones and all; `spoiled` holds policies with mistakes, as the editor
    left them. `errand` is what needs the terminal for itself; the board takes it.
    """

    beat: float | None = None

    def __init__(self, situations: Sequence[Situation], environ: Mapping[str, str], at: int = 0) -> None:
        self.situations = situations
        self.environ = environ
        self.at = at
        self.trial = Trial(situations[at])
        self.turns = 0
        self.over = False
        self.mode = "show"
        self.view = View()
        self.predicting = False
        self.fixing = False
        self.cursor: int | None = None
        self.score = (0, 0)
        self.message = ""
        self.problems: tuple[str, ...] = ()
        self.spoiled: dict[tuple[Layer, int], str] = {}
        self.errand: Callable[[], None] | None = None
        self.look()

    @property
    def row(self) -> Row:
        """The layer at the cursor."""
        found = self.trial.rows
        return found[min(self.cursor or 0, len(found) - 1)]

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """The whole screen."""
        return self.view.fit(draw(self, theme), lambda: self._keys(theme), theme, rows)

    def _keys(self, theme: Theme) -> list[Line]:
        from awsprep.ui.layers_keys import KEYS
        from awsprep.ui.screen import help_lines

        return help_lines((self.mode,), theme, KEYS)

    # --- keys --------------------------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """What a key does where we are."""
        self.view.follow()
        if self.view.helping:
            if not self.view.read_on(key):
                self.help(on=False)
            return
        self.message, self.problems = "", ()
        known = self._acts()
        if key in known:
            known[key]()
        elif key not in QUIET:
            self.message = f"{key if len(key) > 1 else repr(key)} does nothing here; ? lists the keys."

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def tick(self) -> None:
        """Nothing moves by itself."""

    def _acts(self) -> Acts:
        page = self.view.page
        acts: Acts = {
            "q": self.end,
            "c-d": self.end,
            "?": partial(self.help, on=True),
            "pageup": partial(self.view.roll, -page),
            "pagedown": partial(self.view.roll, page),
            " ": partial(self.view.roll, page),
        }
        match self.mode:
            case "text":
                close = partial(self.turn, "show")
                acts |= {"up": partial(self.view.roll, -1), "down": partial(self.view.roll, 1), "v": self.edit}
                return {**acts, "escape": close, "enter": close}
            case "list":
                opened = partial(self.open, self.cursor or 0)
                return {
                    **acts,
                    **self._arrows(len(self.situations)),
                    "enter": opened,
                    "escape": self.look,
                    "l": self.look,
                }
            case "guess":
                count = len(answers(self.trial))
                said = {letter: partial(self.say, number) for number, letter in enumerate(ANSWERS[:count])}
                return {
                    **acts,
                    **self._turning(),
                    **self._arrows(count),
                    **said,
                    "enter": partial(self.say, self.cursor),
                }
        layers = {key: partial(self.exchange, layer) for key, layer in LETTERS.items()}
        acts |= {**self._turning(), **layers, **self._arrows(len(self.trial.rows))}
        mend = partial(self.change, self.trial.mend)
        return {**acts, "enter": partial(self.turn, "text"), "v": self.edit, "f": self.fix, "F": mend}

    def _turning(self) -> Acts:
        digits = {str(n): partial(self.change, partial(self.trial.turn, n)) for n in range(1, 10)}
        back = {"0": partial(self.change, self.trial.reset), "u": partial(self.change, self.trial.undo)}
        travel = {"n": partial(self.travel, 1), "N": partial(self.travel, -1), "l": partial(self.turn, "list")}
        return {**digits, **back, **travel, "p": self.predict}

    def _arrows(self, of: int) -> Acts:
        return {"up": partial(self.move, -1, of), "down": partial(self.move, 1, of)}

    # --- moving about ------------------------------------------------------------------------------------------

    def turn(self, mode: str) -> None:
        """Another screen."""
        if mode == "list":
            self.cursor = self.at
        elif mode == "guess":
            self.cursor = None
            self.turns += 1
        self.mode = mode
        self.view.begin()

    def look(self) -> None:
        """Show what has come of a change: at once, or after a prediction."""
        self.fixing = False
        self.turn("guess" if self.predicting else "show")
        if not self.predicting:
            self.cursor = self._decider()

    def _decider(self) -> int:
        """The row that decided, which is where one looks first."""
        rows = self.trial.rows
        return next((place for place, row in enumerate(rows) if row.decides), 0)

    def exchange(self, layer: Layer) -> None:
        """Exchange a layer's policy; the cursor goes there."""
        self.change(partial(self.trial.exchange, layer))
        if self.mode == "show":
            self.cursor = next(place for place, row in enumerate(self.trial.rows) if row.layer is layer)

    def change(self, action: Callable[[], str]) -> None:
        """Do something to the situation and show what comes of it."""
        self.message = action()
        self.look()

    def travel(self, by: int) -> None:
        """The next situation, or the one before; after the last comes the first."""
        self.open((self.at + by) % len(self.situations))

    def open(self, place: int) -> None:
        """Another situation, as it is at first."""
        self.at, self.trial = place, Trial(self.situations[place])
        self.spoiled.clear()
        self.mode = "list"
        self.look()

    def move(self, by: int, of: int) -> None:
        """Move the cursor in what is listed."""
        start = self.cursor if self.cursor is not None else -1 if by > 0 else of
        self.cursor = max(0, min(of - 1, start + by))

    def help(self, *, on: bool) -> None:
        """Show the keys, or what they cover."""
        self.view.help(on=on)
        self.turns += 1

    def end(self) -> None:
        """End."""
        self.over = True

    # --- the decision ------------------------------------------------------------------------------------------

    def fix(self) -> None:
        """Show the smallest edit that turns the decision over, or hide it."""
        self.fixing = not self.fixing

    def predict(self) -> None:
        """From now on a prediction comes first, or no more."""
        self.predicting = not self.predicting
        self.look()
        if not self.predicting:
            self.message = "No predictions any more; p asks for them again."

    def say(self, number: int | None) -> None:
        """A prediction: 0 is that it is allowed, else the layer that refuses it."""
        if number is None:
            self.message = "Press the letter of an answer, or move to one."
            return
        layer = answers(self.trial)[number]
        right = self.trial.decision.allowed if layer is None else self.trial.refuses(layer)
        self.score = (self.score[0] + right, self.score[1] + 1)
        self.turn("show")
        self.cursor = self._decider()
        told = "Right." if right else f"Not so: you said that {said_of(layer)}."
        self.message = f"{told} Right {self.score[0]} of {self.score[1]}."

    # --- editing -----------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Have the policy at the cursor edited, as soon as the board gives the terminal away."""
        from awsprep.ui.layers_editor import text_of

        row = self.row
        text = self.spoiled.get((row.layer, row.level)) or text_of(self.trial, row)
        self.errand = partial(self._edit, row, text)

    def _edit(self, row: Row, text: str) -> None:
        """In the editor; a text with mistakes is kept, and what they are is shown."""
        from awsprep.ui.layers_editor import read
        from awsprep.ui.outside import rewritten

        after, failed = rewritten(text, "policy.json", self.environ)
        place = (row.layer, row.level)
        if failed or after == text:
            self.message = failed or "Nothing was changed."
            return
        documents, problems = read(after, row, self.trial)
        if problems:
            self.spoiled[place] = after
            self.problems, self.message = problems, "Not taken. v opens it again, as you left it."
            return
        self.spoiled.pop(place, None)
        self.message = self.trial.rewrite(row.layer, row.level, documents)
        cursor = self.cursor
        self.look()
        self.cursor = cursor if self.mode == "show" else self.cursor
