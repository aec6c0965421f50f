"""The sitting on the full screen, from the first question to the last.

The clock is drawn by a task that wakes when the label changes. Text is wrapped by us, at every render, for the width
there is.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from awsprep.core.memory import warm
from awsprep.ui.draft import Draft
from awsprep.ui.errands import Errands
from awsprep.ui.frame import situation
from awsprep.ui.hand import PROMPTS, Hand
from awsprep.ui.screen import draw, help_lines
from awsprep.ui.sheet import Sheet, fitted
from awsprep.ui.stage import Stage
from awsprep.ui.terminal import NAMED, Terminal
from awsprep.ui.theme import fit, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.ui.examination import Examination
    from awsprep.ui.keeping import Keeping
    from awsprep.ui.sitting import Sitting
    from awsprep.ui.theme import Line, Theme

PROMPT_KEYS = " Enter keep   Esc leave it"
COMMAND_KEYS = " Esc: now a key (? help, q end, s skip, g guessing); Esc again to go on typing"
EXAM_COMMAND_KEYS = " Esc: now a key (? help, q hand in, g guessing); Esc again to go on typing"
_SCROLLS = frozenset(("up", "down", "pageup", "pagedown"))


@dataclass(slots=True)
class Full:
    """The view. `environ` names the editor and the browser; input and output are the terminal unless given."""

    theme: Theme
    clock: Clock
    environ: Mapping[str, str]
    input: Input | None = None
    output: Output | None = None
    terminal: Any = None
    _hand: Any = None
    _keys: Any = None
    _screens: int = -1

    def play(self, sitting: Sitting | Examination) -> str:
        """Run the sitting; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing."""
        if sitting.stage is Stage.OVER:
            return ""
        terminal = self.terminal = Terminal(self.theme, self.clock, (*NAMED, "c-s"), self.input, self.output)
        errands = Errands(sitting, self.environ, terminal.away)
        hand = Hand(sitting, errands, lambda: terminal.size, terminal.change)
        self._hand, self._keys = hand, _keys(hand)
        return terminal.run(self)

    def begin(self) -> None:
        """Show the first screen, and have the clock run."""
        self._turn()
        self.terminal.meanwhile(self._tick())
        asyncio.get_running_loop().run_in_executor(None, warm)  # while the first question is being read

    # --- drawing -----------------------------------------------------------------------------------------------

    def draw(self, theme: Theme, rows: int) -> list[Line]:
        """The sitting's screen, with what covers it."""
        hand: Hand = self._hand
        if hand.sitting.stage is Stage.OVER:
            return []
        screen = draw(hand.sitting, hand.held, theme)
        if hand.overlay == "help":
            screen = Sheet(screen.head, help_lines(situation(hand.sitting), theme), [theme.rule()])
        if hand.keeping is not None:
            screen = _choosing(hand.keeping, screen, theme)
        elif hand.essay and hand.command:
            screen = screen._replace(foot=[*screen.foot[:-1], _input_line(hand, theme)])
        elif hand.typing and not hand.essay:
            last: Line = [("dim", PROMPT_KEYS)] if hand.overlay else screen.foot[-1]
            screen = screen._replace(foot=[*screen.foot[:-1], _input_line(hand, theme), last], focus=None)
        focus = screen.focus if screen.focus != hand.followed else None  # it is brought into sight once
        hand.followed = screen.focus
        lines, hand.scroll = fitted(screen._replace(focus=focus), theme, rows, hand.scroll, below=0)
        return lines

    # --- keys --------------------------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """A key for the hand; any one that does not scroll closes the help."""
        hand: Hand = self._hand
        if hand.overlay == "help" and key not in _SCROLLS:
            hand.close_help()
            return
        hand.sitting.notice.take_down()
        self._keys.get(key, partial(hand.char, key))()

    def paste(self, text: str) -> None:
        """A text, where letters are text; only an essay has lines."""
        hand: Hand = self._hand
        if hand.typing:
            hand.sitting.notice.take_down()
            hand.write(text if hand.essay else " ".join(text.split()))

    def settle(self) -> None:
        """See whether there is another screen, or none any more."""
        sitting = self._hand.sitting
        if sitting.stage is Stage.OVER:
            self.terminal.end()
        if sitting.screens != self._screens:
            self._turn()

    def hold(self) -> None:
        """The clock stands still while the terminal is away."""
        self._hand.runs(on=False)

    def go_on(self) -> None:
        """The clock runs on, unless something covers the question, and what was typed meanwhile answers nothing."""
        self._hand.runs(on=not self._hand.overlay)
        self.terminal.change()

    def _turn(self) -> None:
        """Another screen: keys are dead for a moment, and what was held belongs to the one before."""
        self._screens = self._hand.sitting.screens
        self.terminal.change()
        self._hand.turn()
        if not self._hand.exam:
            self._hand.sitting.consult(self.terminal.post)

    async def _tick(self) -> None:
        """Redraw whenever the clock's label changes."""
        sitting = self._hand.sitting
        while True:
            left = sitting.left() if sitting.stage is Stage.ASK else 1.0
            await asyncio.sleep(max(0.02, (left % 1.0) or 1.0))
            self.terminal.do(self._check_clock)

    def _check_clock(self) -> None:
        sitting = self._hand.sitting
        if self._hand.exam:
            sitting.check_clock()
        elif sitting.mode.hushed:
            self._hand.time_up()


def _keys(hand: Hand) -> dict[str, Callable[[], None]]:
    """What the keys that have a name do."""
    changes: dict[str, Callable[[Draft], None]] = {
        "delete": Draft.erase,
        "c-w": Draft.delete_word,
        "c-u": Draft.delete_line,
        "home": Draft.home,
        "c-a": Draft.home,
        "end": Draft.end,
        "c-e": Draft.end,
    }
    return {
        "enter": hand.enter,
        "c-s": hand.submit,
        "tab": hand.flag,
        "backspace": hand.backspace,
        "escape": hand.escape,
        "left": partial(hand.sideways, -1),
        "right": partial(hand.sideways, 1),
        "up": partial(hand.move, -1),
        "down": partial(hand.move, 1),
        "pageup": partial(hand.page, -1),
        "pagedown": partial(hand.page, 1),
        "c-d": lambda: None if hand.typing and hand.draft.text else hand.end(),
        **{key: partial(hand.edit, change) for key, change in changes.items()},
    }


def _choosing(keeping: Keeping, screen: Sheet, theme: Theme) -> Sheet:
    """The answer screen while it is asked for which point, then the list of sentences."""
    asks: Line = [("warn", fit(keeping.asks, theme.width - 1, theme.glyph("ellipsis")))]
    listed = keeping.lines(theme)
    if not listed:
        return screen._replace(foot=[*screen.foot[:-1], asks])
    return Sheet(screen.head, listed, [theme.rule(), asks])


def _input_line(hand: Hand, theme: Theme) -> Line:
    """The one line that is typed into, the part of it that the cursor is in; or what Esc has made of the keys."""
    if hand.command:
        keys = EXAM_COMMAND_KEYS if hand.exam else COMMAND_KEYS
        return [("warn", fit(keys, theme.width - 1, theme.glyph("ellipsis")))]
    prompt = PROMPTS.get(hand.overlay, " > ")
    text, at = theme.plain(hand.draft.text), len(theme.plain(hand.draft.text[: hand.draft.cursor]))
    start = at
    room = theme.width - len(prompt) - 2
    behind = min(width_of([("", text[at:])]), room // 3)
    while start and width_of([("", text[start - 1 : at])]) <= room - behind:
        start -= 1
    after = fit(text[at:], max(0, room - width_of([("", text[start:at])])), "").rstrip()
    return [("bold", prompt), ("", text[start:at]), ("now", theme.glyph("caret")), ("", after)]
