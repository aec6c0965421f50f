"""The sitting on the full screen: ONE prompt_toolkit application, on the alternate screen, from first to last question.

Keys are dead for a quarter of a second after every change of screen, so that type-ahead cannot answer twice. The clock
is drawn by a task that wakes when the label changes. Text is wrapped by us, at every render, for the width there is.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.core.exercise import LETTERS, Arrange, Pick, Say
from awsprep.core.memory import Rating, warm
from awsprep.core.text import clean
from awsprep.ui.examination import Examination
from awsprep.ui.screen import SMALLEST, Held, Screen, draw, help_lines, situation
from awsprep.ui.sitting import Sitting, Stage
from awsprep.ui.theme import STYLES, Line, Theme, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from awsprep.core.day import Clock
    from awsprep.core.exercise import Given

DEAD_SECONDS = 0.25
PROMPTS = {"note": " Note: ", "report": " What is wrong? "}
PROMPT_KEYS = " Enter keep   Esc leave it"
COMMAND_KEYS = " Esc: now a key (q end, s skip, g guessing, ? help); Esc again to go on typing"


@dataclass(slots=True)
class Full:
    """The view. `environ` names the editor and the browser; input and output are the terminal unless given."""

    theme: Theme
    clock: Clock
    environ: Mapping[str, str]
    input: Input | None = None
    output: Output | None = None
    held: Held = field(default_factory=Held)
    scroll: int = 0
    overlay: str = ""  # "help", or a prompt for a line: "note" or "report"
    command: bool = False  # Esc was pressed where letters are text
    _sitting: Any = None
    _app: Any = None
    _buffer: Any = None  # what is typed into a gap
    _prompted: Any = None  # what is typed at a prompt
    _failure: Exception | None = None
    _hidden: bool = False
    _screens: int = -1
    _changed: float = 0.0
    _followed: int | None = None

    def play(self, sitting: Sitting | Examination) -> str:
        """Run the sitting; the name of the signal that ended it (`INT`, `TERM`, `HUP`), or nothing.

        A terminal that is gone counts as `HUP`. What fails in the sitting itself is raised, on a restored terminal.
        """
        if sitting.stage is Stage.OVER:
            return ""
        self._sitting = sitting
        self._app = self._application()
        self._noticed_change()
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
        if self._sitting.stage is Stage.OVER:
            return []
        screen = draw(self._sitting, self.held, theme)
        if self.overlay == "help":
            screen = Screen(screen.head, help_lines(situation(self._sitting), theme), [theme.rule()])
        if self._typing:
            last: Line = [("dim", PROMPT_KEYS)] if self.overlay else screen.foot[-1]
            screen = Screen(screen.head, screen.body, [*screen.foot[:-1], self._input_line(theme), last])
        return self._fitted(screen, theme, rows)

    def _fitted(self, screen: Screen, theme: Theme, rows: int) -> list[Line]:
        """The screen in the rows there are; a body that is too long scrolls, and the rule below it says so."""
        room = max(1, rows - len(screen.head) - len(screen.foot))
        most = max(0, len(screen.body) - room)
        if screen.focus is not None and screen.focus != self._followed:
            self.scroll = min(max(self.scroll, screen.focus - room + 1), screen.focus)
        self._followed = screen.focus
        self.scroll = max(0, min(self.scroll, most))
        body = screen.body[self.scroll : self.scroll + room]
        foot = list(screen.foot)
        if most and foot:
            below = most - self.scroll
            text = f" {below} more line{'' if below == 1 else 's'}, PgDn " if below else f" {self.scroll} above, PgUp "
            foot[0] = [("dim", theme.glyph("rule") * 2), ("warn", text)]
            foot[0].append(("dim", theme.glyph("rule") * max(0, theme.width - 2 - len(text))))
        return [*screen.head, *body, *([[]] * (room - len(body))), *foot]

    def _input_line(self, theme: Theme) -> Line:
        if self.command:
            return [("warn", fit(COMMAND_KEYS, theme.width - 1, theme.glyph("ellipsis")))]
        prompt = PROMPTS.get(self.overlay, " > ")
        text, at = theme.plain(self._line.text), self._line.cursor_position
        text, at = (text, at) if len(text) == len(self._line.text) else (text, len(text))
        start = at
        room = theme.width - len(prompt) - 2
        behind = min(width_of([("", text[at:])]), room // 3)
        while start and width_of([("", text[start - 1 : at])]) <= room - behind:
            start -= 1
        after = fit(text[at:], max(0, room - width_of([("", text[start:at])])), "").rstrip()
        cursor = "▏" if theme.unicode else "_"
        return [("bold", prompt), ("", text[start:at]), ("now", cursor), ("", after)]

    @property
    def _line(self) -> Any:
        """The line that letters are typed into."""
        return self._prompted if self.overlay in PROMPTS else self._buffer

    @property
    def _typing(self) -> bool:
        if self.overlay in PROMPTS:
            return True
        if self._sitting.stage is not Stage.ASK:
            return False
        task = self._sitting.now.task
        return isinstance(task, Say) and bool(task.accept) and not self.overlay

    def _formatted(self) -> StyleAndTextTuples:
        size = self._app.output.get_size()
        out: StyleAndTextTuples = []
        try:
            lines = self.lines(size.columns, size.rows)
        except Exception as error:  # noqa: BLE001  it is raised again by `play`
            self._fail(error)
            return out
        for number, line in enumerate(lines):
            if number:
                out.append(("", "\n"))
            out += [(f"class:{style}" if style else "", self.theme.plain(text)) for style, text in line]
        return out

    # --- the application ---------------------------------------------------------------------------------------

    def _application(self) -> Application[str]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.buffer import Buffer
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        self._buffer, self._prompted = Buffer(multiline=False), Buffer(multiline=False)
        app: Application[str] = Application(
            layout=Layout(Window(FormattedTextControl(self._formatted, show_cursor=False), wrap_lines=False)),
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
        self._changed = self.clock.monotonic()
        self._app.create_background_task(self._tick())
        loop.run_in_executor(None, warm)  # while the first question is being read

    async def _tick(self) -> None:
        """Redraw whenever the clock's label changes."""
        while True:
            left = self._sitting.left() if self._sitting.stage is Stage.ASK else 1.0
            await asyncio.sleep(max(0.02, (left % 1.0) or 1.0))
            if isinstance(self._sitting, Examination):
                self._guard(self._sitting.check_clock)
            elif self._sitting.stage is Stage.ASK:
                self._app.invalidate()
            self._after()

    def _exit(self, by: str) -> None:
        if self._app.future is not None and not self._app.future.done():
            self._app.exit(result=by)

    # --- keys --------------------------------------------------------------------------------------------------

    def _bindings(self) -> Any:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()
        bindings.add("c-c")(lambda _: self._exit("INT"))
        bindings.add("<sigint>")(lambda _: self._exit("INT"))
        bindings.add("c-z")(self._background)
        named: dict[str, Callable[[], None]] = {
            "enter": self._enter,
            "c-s": self._enter,
            "tab": self._flag,
            "backspace": self._backspace,
            "escape": self._escape,
            "left": lambda: self._sideways(-1),
            "right": lambda: self._sideways(1),
            "c-d": lambda: None if self._typing and self._line.text else self._end(),
        }
        for key, action in named.items():
            bindings.add(key, eager=key == "escape")(self._alive(action))
        scrolling: dict[str, Callable[[], None]] = {
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "pageup": lambda: self._page(-1),
            "pagedown": lambda: self._page(1),
        }
        for key, action in scrolling.items():
            bindings.add(key)(self._alive(action, scrolls=True))

        @bindings.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if len(event.data) == 1 and event.data.isprintable():
                self._alive(lambda: self._char(event.data))(event)

        @bindings.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            if self._typing:
                pasted = clean(" ".join(event.data.split()))
                self._alive(lambda: self._line.insert_text(pasted))(event)

        return bindings

    def _alive(self, action: Callable[[], None], *, scrolls: bool = False) -> Callable[[KeyPressEvent], None]:
        """A key's action, unless the screen has only just changed or is too small to show what would be done."""

        def act(event: KeyPressEvent) -> None:
            size = event.app.output.get_size()
            if self.clock.monotonic() - self._changed < DEAD_SECONDS or _too_small(size.columns, size.rows):
                return
            if self.overlay == "help" and not scrolls:
                self.overlay = ""
                self.scroll = 0
                self._changed = self.clock.monotonic()
                self._sitting_runs(on=True)
                return
            self._sitting.noticed()
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
        if self._sitting.stage is Stage.OVER:
            self._exit("")
        if self._sitting.screens != self._screens:
            self._noticed_change()
        self._app.invalidate()

    def _noticed_change(self) -> None:
        self._screens = self._sitting.screens
        self._changed = self.clock.monotonic()
        was_hidden, self._hidden = self._hidden, self._sitting.stage is Stage.PAUSE
        if was_hidden or self._hidden:
            return  # a pause keeps what was marked and typed
        self.held = Held()
        self.scroll = 0
        self._followed = None
        self.command = False
        if isinstance(self._sitting, Examination) and self._sitting.stage is Stage.ASK:
            entry = self._sitting.entry
            self.held.guess = entry.guess
            if isinstance(entry.given, tuple):
                self.held.taken = entry.given
        if self._buffer is not None:
            self._buffer.reset()
            if isinstance(self._sitting, Examination) and self._typing and isinstance(self._sitting.entry.given, str):
                self._buffer.insert_text(self._sitting.entry.given)

    def _char(self, char: str) -> None:
        sitting = self._sitting
        if self._typing and not self.command:
            self._line.insert_text(char)
            return
        self.command = False
        key = char.lower()
        if sitting.stage is Stage.PAUSE:
            if key in "p ":
                sitting.pause()
            elif key == "q":
                self._quit()
        elif sitting.stage is Stage.ANSWER:
            self._answer_char(key)
        elif sitting.stage is Stage.ASK:
            self._ask_char(key)
        elif key == "q":
            self._quit()
        elif key == "?":
            self._help()

    def _ask_char(self, key: str) -> None:
        task = self._sitting.now.task
        listed = len(task.shown) if isinstance(task, Pick | Arrange) else 0
        if key in LETTERS[:listed]:
            self._take(LETTERS.index(key))
        elif key == " ":
            if self.held.cursor is not None:
                self._take(self.held.cursor)
            elif isinstance(task, Say) and not task.accept:
                self._enter()
        elif key == "g":
            self.held.guess = not self.held.guess
        elif key == "?":
            self._help()
        elif key == "q":
            self._quit()
        elif isinstance(self._sitting, Sitting):
            self._common_char(key)
            if key == "s":
                self._sitting.skip()
            elif key == "p":
                self._sitting.pause()
        elif key == "s":
            self._visit(1)
        elif key == "p":
            self._sitting.tell("An exam cannot be paused.")

    def _answer_char(self, key: str) -> None:
        sitting = self._sitting
        if key in "1234" and not sitting.only_again:
            sitting.rate(Rating(int(key)))
        elif key in LETTERS and sitting.now.ticked:
            sitting.tick(LETTERS.index(key))
            self.held.cursor = LETTERS.index(key)
            self._followed = None
        elif key == " ":
            self._page(1)
        elif key == "o":
            self._open()
        elif key == "v":
            self._edit()
        elif key == "x":
            self._prompt("report")
        elif key == "?":
            self._help()
        elif key == "q":
            self._quit()
        else:
            self._common_char(key)

    def _common_char(self, key: str) -> None:
        actions = {"u": self._sitting.undo, "-": self._sitting.bury, "@": self._sitting.suspend}
        actions["n"] = lambda: self._prompt("note")
        if key in actions:
            actions[key]()

    def _take(self, place: int) -> None:
        """A letter: answers, marks, or comes next in order."""
        task = self._sitting.now.task
        index = task.shown[place]
        if isinstance(task, Pick) and len(task.right) == 1:
            self._sitting.submit((index,), guess=self.held.guess)
        elif isinstance(task, Pick):
            taken = self.held.taken
            self.held.taken = tuple(i for i in taken if i != index) if index in taken else (*taken, index)
        elif index in self.held.taken:
            self._sitting.tell("Taken already; Backspace takes back the last one.")
        elif len(self.held.taken) < len(task.right):
            self.held.taken = (*self.held.taken, index)

    def _enter(self) -> None:
        sitting = self._sitting
        if self.overlay in PROMPTS:
            keep = sitting.note if self.overlay == "note" else sitting.report
            text = self._prompted.text
            self._close_prompt()
            keep(text)
        elif sitting.stage is Stage.ANSWER:
            sitting.rate()
        elif sitting.stage is Stage.PAUSE:
            sitting.pause()
        elif sitting.stage is Stage.SHEET:
            sitting.hand_in()
        elif sitting.stage is Stage.ASK:
            self._submit(sitting.now.task)

    def _submit(self, task: Pick | Arrange | Say) -> None:
        held = self.held
        given = self._given(task)
        if isinstance(task, Pick) and len(task.right) == 1 and held.cursor is not None:
            self._take(held.cursor)
        elif given is not None:
            self._sitting.submit(given, guess=held.guess)
        elif isinstance(task, Pick):
            more = "Mark the options first: press their letters, then Enter."
            self._sitting.tell(more if len(task.right) > 1 else "Press the letter of an option.")
        elif isinstance(task, Arrange):
            self._sitting.tell(f"{len(task.right) - len(held.taken)} more to go: press their letters in order.")

    def _given(self, task: Pick | Arrange | Say) -> Given | None:
        """The answer that stands on the screen; None while it is not a whole one."""
        taken = self.held.taken
        if isinstance(task, Pick):
            return taken or None
        if isinstance(task, Arrange):
            return taken if len(taken) == len(task.right) else None
        return self._buffer.text.strip() or (None if task.accept else "")

    def _backspace(self) -> None:
        if self._typing:
            self._line.delete_before_cursor()
        elif self._sitting.stage is Stage.ASK and isinstance(self._sitting.now.task, Arrange):
            self.held.taken = self.held.taken[:-1]

    def _escape(self) -> None:
        if self.overlay in PROMPTS:
            self._close_prompt()
        elif self._typing:
            self.command = not self.command

    def _move(self, step: int) -> None:
        if self.overlay:
            self.scroll += step
        elif self._sitting.stage is Stage.ASK and isinstance(self._sitting.now.task, Pick | Arrange):
            count = len(self._sitting.now.task.shown)
            start = -1 if step > 0 else count
            cursor = self.held.cursor if self.held.cursor is not None else start
            self.held.cursor = max(0, min(count - 1, cursor + step))
        else:
            self.scroll += step

    def _sideways(self, step: int) -> None:
        """Left and right: in a text they move its cursor, in an exam they visit the neighbouring question."""
        if self._typing:
            (self._line.cursor_left if step < 0 else self._line.cursor_right)()
        else:
            self._visit(step)

    def _visit(self, step: int) -> None:
        if isinstance(self._sitting, Examination):
            self._go(self._sitting.sheet.at + step)

    def _go(self, place: int) -> None:
        """Go to a place of an exam; what was marked or typed whole counts without Enter as well."""
        exam = self._sitting
        given = self._given(exam.now.task) if exam.stage is Stage.ASK else None
        if given is not None:
            exam.write(given, guess=self.held.guess)
        exam.go(place)

    def _page(self, step: int) -> None:
        if self._typing and isinstance(self._sitting, Examination):
            self._visit(step)
        else:
            self.scroll += step * max(1, self._app.output.get_size().rows - 8)

    def _flag(self) -> None:
        if self._sitting.stage in {Stage.ASK, Stage.ANSWER} and not self.overlay:
            self._sitting.flag()

    def _end(self) -> None:
        """Ctrl-D: the end of a prompt, else of the sitting."""
        if self.overlay in PROMPTS:
            self._close_prompt()
        else:
            self._quit()

    def _quit(self) -> None:
        if not isinstance(self._sitting, Examination):
            self._sitting.quit()
        elif self._sitting.stage is Stage.SHEET:
            self._sitting.hand_in()
        else:
            self._go(len(self._sitting.sheet.cards))

    def _help(self) -> None:
        self.overlay = "help"
        self.scroll = 0
        self._changed = self.clock.monotonic()
        self._sitting_runs(on=False)

    def _prompt(self, name: str) -> None:
        self.overlay = name
        self._prompted.reset()
        self._sitting_runs(on=False)

    def _close_prompt(self) -> None:
        self.overlay = ""
        self._sitting_runs(on=True)

    def _sitting_runs(self, *, on: bool) -> None:
        """The clock stands still while help or a note covers the question; an exam's never does."""
        if isinstance(self._sitting, Sitting):
            (self._sitting.go_on if on else self._sitting.hold)()

    # --- outside -----------------------------------------------------------------------------------------------

    def _open(self) -> None:
        refs = self._sitting.now.question.refs
        if not refs:
            self._sitting.tell("This question names no source.")
            return
        from awsprep.ui.outside import open_link

        self._sitting.tell("Opened." if open_link(refs[0]) else f"No browser here: {refs[0]}")

    def _edit(self) -> None:
        from awsprep.ui.outside import edit

        heading = self._sitting.heading
        self._away(lambda: self._sitting.tell(edit(heading.path, heading.line, self.environ)))

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
            self._sitting_runs(on=False)
            await run_in_terminal(lambda: self._guard(action))
            self._sitting_runs(on=not self.overlay)
            self._changed = self.clock.monotonic()

        self._app.create_background_task(away())


def _too_small(columns: int, rows: int) -> bool:
    return columns < SMALLEST[0] or rows < SMALLEST[1]
