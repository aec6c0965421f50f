"""The board on a terminal in memory: keys, dead time, sizes, replays, and how it ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.ui.board import Board
from awsprep.ui.terminal import NAMED, Terminal
from awsprep.ui.theme import Theme
from tests.fakes import Clock
from tests.ui.flow_desk import Desk
from tests.ui.player import BACKSPACE, DOWN, ENTER, ESC, PAGE_DOWN, PATIENCE, UP, Player, seated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASTE = "\x1b[200~{}\x1b[201~"


class Game:
    """Notes what it is told. `b` begins to beat, `t` turns the screen, `q` ends, `!` and a drawing of "!" fail."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.turns = 0
        self.over = False
        self.beat: float | None = None
        self.shown = ""

    def draw(self, theme: Theme, rows: int) -> list[Any]:
        if self.shown == "!":
            raise ValueError("drawing")
        return [[("right", f"{theme.width}x{rows} → {self.shown}")]]

    def press(self, key: str) -> None:
        self.told.append(key)
        self.over = key == "q"
        self.turns += key == "t"
        self.beat = 0.001 if key == "b" else None
        if key == "!":
            raise ValueError("pressing")
        if key == "d":
            self.shown = "!"

    def paste(self, text: str) -> None:
        self.told.append(f"paste {text}")

    def tick(self) -> None:
        self.told.append("tick")
        if self.told.count("tick") == 3:
            self.beat = None
            self.shown = "after three"


class Errand(Game):
    """`e` needs the terminal for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.errand: Callable[[], None] | None = None
        self.times = 0
        self.fails = False

    def press(self, key: str) -> None:
        super().press(key)
        if key == "e":
            self.errand = self.edit

    def edit(self) -> None:
        if self.fails:
            raise ValueError("editing")
        self.times += 1
        self.shown = f"edited {self.times}"


@contextmanager
def boarding(game: Any, *, columns: int = 80, rows: int = 24, theme: Theme | None = None) -> Iterator[Player]:
    clock = Clock()
    with seated(Board(theme or Theme(columns), clock), game, clock, columns, rows) as player:
        yield player


def test_keys_come_by_name_and_characters_as_they_are() -> None:
    game = Game()
    with boarding(game) as player:
        player.press("a", " ", ENTER, ESC, UP, DOWN, PAGE_DOWN, BACKSPACE, "é", "\x01", "\x1bOP")
    assert game.told == ["a", " ", "enter", "escape", "up", "down", "pagedown", "backspace", "é", "c-a"]
    assert set(game.told[2:8]) <= set(NAMED)


def test_a_paste_is_text_without_line_breaks_and_escapes() -> None:
    game = Game()
    with boarding(game) as player:
        player.press(PASTE.format("one\n two\x07"))
    assert game.told == ["paste one two\ufffd"]


def test_keys_are_dead_for_a_moment_after_a_turn_only() -> None:
    game = Game()
    with boarding(game) as player:
        player.press("a", "t", wait=0.0)
        player.press("x", wait=0.2)
        player.press("y", wait=0.1)
    assert game.told == ["a", "t", "y"]


def test_it_fills_the_terminal_and_a_small_one_gets_a_notice_and_no_keys() -> None:
    game = Game()
    with boarding(game, columns=35, rows=20) as player:
        assert player.text == "Too small: 35x20. Please make it\n36x12 or more."
        player.press("a", "q")
        player.resize(44, 20)
        assert player.text == "44x20 →"
        player.press("z")
    assert game.told == ["z"]


def test_colours_and_ascii_follow_the_theme() -> None:
    with boarding(Game()) as player:
        assert player.style("80x24") == "green+"
    with boarding(Game(), theme=Theme(80, unicode=False, color=False)) as player:
        assert player.text == "80x24 ->"
        assert player.style("80x24") == "default+"


def test_a_game_that_moves_by_itself_is_let_until_it_stops() -> None:
    game = Game()
    with boarding(game) as player:
        player.press("b")
        assert player.sees("after three")
        player.press("b")
        player.press("a")
    assert game.told.count("tick") >= 3
    assert game.told[-1] == "a"


def test_it_ends_when_the_game_is_over_on_a_restored_terminal() -> None:
    game = Game()
    with boarding(game) as player:
        assert "\x1b[?1049h" in player.out.raw
        player.press("q")
        player.thread.join(PATIENCE)
    assert player.ended_by == ""
    assert "\x1b[?1049l" in player.out.raw


@pytest.mark.parametrize("key", ["!", "d"])
def test_a_bug_in_the_game_is_raised_after_the_terminal_is_restored(key: str) -> None:
    with boarding(Game()) as player:
        player.press(key)
        player.thread.join(PATIENCE)
    assert isinstance(player.error, ValueError)
    assert "\x1b[?1049l" in player.out.raw


def test_ctrl_c_ends_it_by_that_name() -> None:
    with boarding(Game()) as player:
        player.press("\x03")
        player.thread.join(PATIENCE)
    assert player.ended_by == "INT"


def test_a_terminal_that_is_gone_counts_as_hang_up() -> None:
    with boarding(Game()) as player:
        player.out.broken = OSError(5, "gone")
        player.press("a")
    assert player.ended_by == "HUP"


def test_an_interrupt_before_it_listens_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Early:
        future = None

        def run(self, **_: Any) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(Terminal, "_application", lambda _: Early())
    assert Board(Theme(), Clock()).play(Game()) == "INT"


def test_ctrl_z_gives_the_terminal_to_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[tuple[int, int]] = []
    monkeypatch.setattr("os.kill", lambda *to: stopped.append(to))
    game = Game()
    with boarding(game) as player:
        player.press("\x1a", "a")
    assert len(stopped) == 1
    assert game.told == ["a"]


def test_what_a_game_needs_the_terminal_for_is_done_once_outside_and_then_the_game_goes_on() -> None:
    game = Errand()
    with boarding(game) as player:
        player.press("e")
        assert player.sees("edited 1")
        assert player.out.raw.count("\x1b[?1049h") == 2
        player.press("z")
    assert game.told == ["e", "z"]


def test_a_bug_in_an_errand_is_raised_on_a_restored_terminal() -> None:
    game = Errand()
    game.fails = True
    with boarding(game) as player:
        player.press("e")
        player.thread.join(PATIENCE)
    assert isinstance(player.error, ValueError)


def test_the_simulator_is_played_on_it() -> None:
    desk = Desk()
    with boarding(desk.play) as player:
        assert "✓ DELIVERED" in player.text
        player.press("4")
        assert player.style("✗ BLOCKED") == "red+"
        player.press("p")
        player.press("a", wait=0.1)
        assert "? PREDICT" in player.text
        player.press("e")
        assert "Right." in player.text
        player.press("r")
        assert player.sees("✗ BLOCKED")
        player.resize(44, 20)
        assert "PgDn" in player.text
        player.press("q")
        player.thread.join(PATIENCE)
    assert player.ended_by == ""
