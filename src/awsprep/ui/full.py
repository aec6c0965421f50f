"""The sitting on the full screen: ONE prompt_toolkit application, on the alternate screen, from first to last question.

Keys are dead for a quarter of a second after every change of screen, so that type-ahead cannot answer twice. The clock
is drawn by a task that wakes when the label changes. Text is wrapped by us, at every render, for the width there is.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from awsprep.core.memory import warm
from awsprep.core.text import clean
from awsprep.ui.draft import Draft
from awsprep.ui.examination import Examination
from awsprep.ui.frame import SMALLEST, Screen, situation
from awsprep.ui.hand import PROMPTS, Hand
from awsprep.ui.screen import draw, help_lines
from awsprep.ui.sitting import Sitting, Stage
from awsprep.ui.theme import STYLES, Line, Theme, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prompt_toolkit.application import Application
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.ui.keeping import Keeping

DEAD_SECONDS = 0.25
PROMPT_KEYS = " Enter keep   Esc leave it"
COMMAND_KEYS = " Esc: now a key (? help, q end, s skip, g guessing); Esc again to go on typing"
EXAM_COMMAND_KEYS = " Esc: now a key (? help, q hand in, g guessing); Esc again to go on typing"


@dataclass(slots=True)
class Full:
    """The view. `environ` names the editor and the browser; input and output are the terminal unless given."""

    theme: Theme
    clock: Clock
    environ: Mapping[str, str]
    input: Input | None = None
    output: Output | None = None
    _hand: Any = None
    _app: Any = None
    _failure: Exception | None = None
    _screens: int = -1
    _changed: float = 0.0

    def play(self, sitting: Sitting | Examination) -> str:
        """Run the sitting; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing.

        A terminal that is gone counts as `HUP`. What fails in the sitting itself is raised, on a restored terminal.
        """
        if sitting.stage is Stage.OVER:
            return ""
        self._hand = Hand(sitting, self.environ, self._size, self._die, self._away)
        self._app = self._application()
        self._turn()
        try:
            by = str(self._app.run(pre_run=self._started) or "")
        except (EOFError, OSError):
            by = "HUP"
        except KeyboardInterrupt:  # before the application listens
            by = "INT"
        if self._failure is not None:
            raise self._failure
        return by

    # --- drawing -----------------------------------------------------------------------------------------------

    def lines(self, columns: int, rows: int) -> list[Line]:
        """The whole screen for a size."""
        theme = Theme(columns, self.theme.unicode, self.theme.color)
        if _too_small(columns, rows):
            text = f"Too small: {columns}x{rows}. Please make it {SMALLEST[0]}x{SMALLEST[1]} or more."
            return [[("", line)] for line in wrap(text, columns)][:rows]
        hand: Hand = self._hand
        if hand.sitting.stage is Stage.OVER:
            return []
        screen = draw(hand.sitting, hand.held, theme)
        if hand.overlay == "help":
            screen = Screen(screen.head, help_lines(situation(hand.sitting), theme), [theme.rule()])
        if hand.keeping is not None:
            screen = self._choosing(hand.keeping, screen, theme)
        elif hand.essay and hand.command:
            screen = screen._replace(foot=[*screen.foot[:-1], self._input_line(theme)])
        elif hand.typing and not hand.essay:
            last: Line = [("dim", PROMPT_KEYS)] if hand.overlay else screen.foot[-1]
            screen = Screen(screen.head, screen.body, [*screen.foot[:-1], self._input_line(theme), last])
        return self._fitted(screen, theme, rows)

    def _choosing(self, keeping: Keeping, screen: Screen, theme: Theme) -> Screen:
        """The answer screen while it is asked for which point, then the list of sentences."""
        asks: Line = [("warn", fit(keeping.asks, theme.width - 1, theme.glyph("ellipsis")))]
        listed = keeping.lines(theme)
        if not listed:
            return screen._replace(foot=[*screen.foot[:-1], asks])
        return Screen(screen.head, listed, [theme.rule(), asks])

    def _fitted(self, screen: Screen, theme: Theme, rows: int) -> list[Line]:
        """The screen in the rows there are; a body that is too long scrolls, and the rule below it says so."""
        room = max(1, rows - len(screen.head) - len(screen.foot))
        most = max(0, len(screen.body) - room)
        hand: Hand = self._hand
        if screen.focus is not None and screen.focus != hand.followed:
            hand.scroll = min(max(hand.scroll, screen.focus - room + 1), screen.focus)
        hand.followed = screen.focus
        hand.scroll = max(0, min(hand.scroll, most))
        body = screen.body[hand.scroll : hand.scroll + room]
        foot = list(screen.foot)
        if most and foot:
            below = most - hand.scroll
            text = f" {below} more line{'' if below == 1 else 's'}, PgDn " if below else f" {hand.scroll} above, PgUp "
            foot[0] = [("dim", theme.glyph("rule") * 2), ("warn", text)]
            foot[0].append(("dim", theme.glyph("rule") * max(0, theme.width - 2 - len(text))))
        return [*screen.head, *body, *([[]] * (room - len(body))), *foot]

    def _input_line(self, theme: Theme) -> Line:
        hand: Hand = self._hand
        if hand.command:
            keys = EXAM_COMMAND_KEYS if isinstance(hand.sitting, Examination) else COMMAND_KEYS
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

    def _painted(self, columns: int, rows: int) -> list[Line]:
        """The screen in prompt_toolkit's style strings and in what the terminal's encoding can show."""
        try:
            lines = self.lines(columns, rows)
        except Exception as error:  # noqa: BLE001  it is raised again by `play`
            self._fail(error)
            return []
        plain = self.theme.plain
        return [[(f"class:{style}" if style else "", plain(text)) for style, text in line] for line in lines]

    # --- the application ---------------------------------------------------------------------------------------

    def _application(self) -> Application[str]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        from awsprep.ui.canvas import Canvas

        app: Application[str] = Application(
            layout=Layout(Canvas(self._painted)),
            key_bindings=self._bindings(),
            style=Style.from_dict({name: style for name, style in STYLES.items() if name}),
            full_screen=True,
            color_depth=ColorDepth.DEPTH_4_BIT if self.theme.color else ColorDepth.DEPTH_1_BIT,
            input=self.input,
            output=self.output,
        )
        app.ttimeoutlen = 0.05  # Esc is felt at once
        app.timeoutlen = 0.05
        return app

    def _started(self) -> None:
        import signal

        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                try:
                    loop.add_signal_handler(getattr(signal, name), self._exit, name.removeprefix("SIG"))
                except (NotImplementedError, RuntimeError, ValueError):
                    continue  # not the main thread, or no such signals here
        self._die()
        self._app.create_background_task(self._tick())
        loop.run_in_executor(None, warm)  # while the first question is being read

    async def _tick(self) -> None:
        """Redraw whenever the clock's label changes."""
        sitting = self._hand.sitting
        while True:
            left = sitting.left() if sitting.stage is Stage.ASK else 1.0
            await asyncio.sleep(max(0.02, (left % 1.0) or 1.0))
            if isinstance(sitting, Examination):
                self._guard(sitting.check_clock)
            elif sitting.mode.hushed:
                self._guard(self._hand.time_up)
            self._after()

    def _exit(self, by: str) -> None:
        if self._app.future is not None and not self._app.future.done():
            self._app.exit(result=by)

    # --- keys --------------------------------------------------------------------------------------------------

    def _bindings(self) -> Any:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings, hand = KeyBindings(), self._hand
        # What is saved before a key is prompt_toolkit's own text buffer, which there is none of: it would make one.
        add = partial(bindings.add, save_before=lambda _: False)
        add("c-c")(lambda _: self._exit("INT"))
        add("<sigint>")(lambda _: self._exit("INT"))
        add("c-z")(self._background)
        named: dict[str, Callable[[], None]] = {
            "enter": hand.enter,
            "c-s": hand.submit,
            "tab": hand.flag,
            "backspace": hand.backspace,
            "escape": hand.escape,
            "left": lambda: hand.sideways(-1),
            "right": lambda: hand.sideways(1),
            "c-d": lambda: None if hand.typing and hand.draft.text else hand.end(),
        }
        changes: dict[str, Callable[[Draft], None]] = {
            "delete": Draft.erase,
            "c-w": Draft.delete_word,
            "c-u": Draft.delete_line,
            "home": Draft.home,
            "c-a": Draft.home,
            "end": Draft.end,
            "c-e": Draft.end,
        }
        named |= {key: partial(hand.edit, change) for key, change in changes.items()}
        for key, action in named.items():
            add(key, eager=key == "escape")(self._alive(action))
        scrolling: dict[str, Callable[[], None]] = {
            "up": lambda: hand.move(-1),
            "down": lambda: hand.move(1),
            "pageup": lambda: hand.page(-1),
            "pagedown": lambda: hand.page(1),
        }
        for key, action in scrolling.items():
            add(key)(self._alive(action, scrolls=True))

        @add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if len(event.data) == 1 and event.data.isprintable():
                self._alive(lambda: hand.char(event.data))(event)

        @add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            if hand.typing:
                text = clean(event.data.replace("\r\n", "\n").replace("\r", "\n"))
                pasted = text if hand.essay else " ".join(text.split())
                self._alive(lambda: hand.write(pasted))(event)

        return bindings

    def _alive(self, action: Callable[[], None], *, scrolls: bool = False) -> Callable[[KeyPressEvent], None]:
        """A key's action, unless the screen has only just changed or is too small to show what would be done."""

        def act(event: KeyPressEvent) -> None:
            size = event.app.output.get_size()
            if self.clock.monotonic() - self._changed < DEAD_SECONDS or _too_small(size.columns, size.rows):
                return
            if self._hand.overlay == "help" and not scrolls:
                self._hand.close_help()
                return
            self._hand.sitting.noticed()
            self._guard(action)
            self._after()

        return act

    def _guard(self, action: Callable[[], Any]) -> None:
        """A bug in an action ends the application and is reported like any other, instead of on a broken screen."""
        try:
            action()
        except Exception as error:  # noqa: BLE001  it is raised again by `play`
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._failure = self._failure or error
        self._exit("")

    def _after(self) -> None:
        if self._hand.sitting.stage is Stage.OVER:
            self._exit("")
        if self._hand.sitting.screens != self._screens:
            self._turn()
        self._app.invalidate()

    def _turn(self) -> None:
        """Another screen: keys are dead for a moment, and what was held belongs to the one before."""
        self._screens = self._hand.sitting.screens
        self._die()
        self._hand.turn()
        if isinstance(self._hand.sitting, Sitting):
            self._hand.sitting.consult(self._post)

    def _post(self, action: Callable[[], None]) -> None:
        """Have something done here that another thread asks for; once the sitting is over nothing is."""

        def act() -> None:
            self._guard(action)
            self._after()

        if self._app.loop is not None:
            with suppress(RuntimeError):  # closed meanwhile
                self._app.loop.call_soon_threadsafe(act)

    def _die(self) -> None:
        self._changed = self.clock.monotonic()

    def _size(self) -> tuple[int, int]:
        size = self._app.output.get_size()
        return size.columns, size.rows

    # --- away --------------------------------------------------------------------------------------------------

    def _background(self, event: KeyPressEvent) -> None:
        import os
        import signal

        del event
        if hasattr(signal, "SIGTSTP"):
            self._away(lambda: os.kill(0, signal.SIGTSTP))

    def _away(self, action: Callable[[], None]) -> None:
        """Give the terminal away for as long as an action takes. The clock stands still meanwhile."""
        from prompt_toolkit.application import run_in_terminal

        async def away() -> None:
            self._hand.runs(on=False)
            await run_in_terminal(lambda: self._guard(action))
            self._hand.runs(on=not self._hand.overlay)
            self._die()
            self._after()

        self._app.create_background_task(away())


def _too_small(columns: int, rows: int) -> bool:
    return columns < SMALLEST[0] or rows < SMALLEST[1]
