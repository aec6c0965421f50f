from __future__ import annotations

import asyncio
import json

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from awsprep.ui.found import Live, _application, as_json, count_lines, counts, hit_line, tabbed
from awsprep.ui.theme import Theme, width_of
from tests.core.bank import heading
from tests.ui.reports import painted

HEADINGS = [
    *(heading(f"vpc-{i}") for i in range(9)),
    heading("s3-locks", "s3", category="testing"),
    heading("iam-deny", "iam", "senior"),
]
TEXTS = {each.id: "the text" for each in HEADINGS} | {"iam-deny": "an explicit deny wins"}


def live(theme: Theme | None = None) -> Live:
    return Live(theme or Theme(), HEADINGS, TEXTS.__getitem__)


def test_a_line_a_hit_for_scripts() -> None:
    assert tabbed(HEADINGS[-1:]) == "iam-deny\tsenior\tiam\tWhat is iam-deny?\n"
    assert tabbed([]) == ""


def test_counts_cover_every_category() -> None:
    assert counts(HEADINGS)[0] == ("basics", 10)
    assert dict(counts(HEADINGS))["testing"] == 1
    assert (
        painted(Theme(80), count_lines(Theme(80), HEADINGS))
        == """\
 basics            10  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
 architecture       0  ──────────────────────────────
 performance        0  ──────────────────────────────
 testing            1  ━━━───────────────────────────
 scalability        0  ──────────────────────────────
 large-design       0  ──────────────────────────────
 all               11
"""
    )
    painted(Theme(40), count_lines(Theme(40), []))


def test_json_has_hits_and_counts() -> None:
    told = json.loads(json.dumps(as_json(HEADINGS[-1:], "deny")))
    assert (told["schema"], told["query"], told["count"]) == (1, "deny", 1)
    assert told["categories"]["basics"] == 1
    assert told["questions"][0]["id"] == "iam-deny"
    assert as_json([], "x")["questions"] == []


@pytest.mark.parametrize("width", [20, 37, 55, 56, 77, 100, 197])
def test_a_hit_fits(width: int) -> None:
    assert width_of(hit_line(Theme(width), HEADINGS[-1], width)) == width


class TestLive:
    def test_typing_narrows_and_puts_the_cursor_first(self) -> None:
        table = live()
        table.move(5)
        table.look("explicit")
        assert (table.chosen, table.cursor) == ("iam-deny", 0)
        table.look("nothing at all")
        assert table.chosen is None
        assert "Nothing has these words." in painted(Theme(), table.rows(80, 10))

    def test_the_cursor_stays_within_the_hits(self) -> None:
        table = live()
        table.move(-3)
        assert table.cursor == 0
        table.move(100)
        assert table.chosen == "iam-deny"

    def test_the_rows_follow_the_cursor(self) -> None:
        table = live(Theme(60))
        table.move(10)
        rows = painted(Theme(60), table.rows(60, 4)).splitlines()
        assert len(rows) == 4
        assert rows[-1].startswith(" ❯ iam-deny")


class Terminal:
    """A screen of so many columns and rows, in memory."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.size = Size(rows=rows, columns=columns)
        self.encoding = "utf-8"

    def write(self, text: str) -> int:
        self.stream.feed(text)
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError

    def output(self) -> Vt100_Output:
        return Vt100_Output(self, lambda: self.size)  # type: ignore[arg-type]


async def play(table: Live, keys: list[str], terminal: Terminal, query: str = "") -> tuple[str | None, list[str]]:
    """Run the live filter on keys; what was chosen, and the screen before the last key."""
    seen: list[str] = []
    with create_pipe_input() as pipe:
        app = _application(table, query, input=pipe, output=terminal.output())

        def now() -> list[str]:
            return [row.rstrip() for row in terminal.screen.display]

        async def painted_anew(before: list[str]) -> None:
            """Wait until the screen has changed, and then until it no longer does."""
            last = before
            for _ in range(300):
                await asyncio.sleep(0.02)
                if now() == last != before:
                    return
                last = now()

        async def typed() -> None:
            await painted_anew([""] * len(now()))
            for key in keys:
                seen[:] = now()
                pipe.send_text(key)
                if key != keys[-1]:
                    await painted_anew(seen)

        task = asyncio.ensure_future(typed())
        chosen: str | None = await asyncio.wait_for(app.run_async(set_exception_handler=False), 60)
        await task
    return chosen, seen


class TestOnAScreen:
    def test_typing_filters_and_enter_chooses(self) -> None:
        chosen, screen = asyncio.run(play(live(), ["deny", "\r"], Terminal(60, 12)))
        assert chosen == "iam-deny"
        assert screen[0] == " Search deny"
        assert screen[2].startswith(" ❯ iam-deny")
        assert screen[-2:] == [" 1 of 11: type to filter, up/down choose, Enter show, Esc", " end"]

    def test_arrows_move_and_a_first_query_is_filled_in(self) -> None:
        chosen, screen = asyncio.run(play(live(), ["\x1b[B", "\x1b[B", "\x1b[A", "\r"], Terminal(80, 14), "vpc"))
        assert chosen == "vpc-1"
        assert screen[0] == " Search vpc"

    @pytest.mark.parametrize("key", ["\x1b", "\x04"])
    def test_escape_ends_without_a_choice(self, key: str) -> None:
        chosen, _ = asyncio.run(play(live(), [key], Terminal(80, 14)))
        assert chosen is None

    def test_ctrl_c_is_an_interrupt(self) -> None:
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(play(live(), ["\x03"], Terminal(80, 14)))

    def test_a_small_ascii_terminal_shows_ids(self) -> None:
        _, screen = asyncio.run(play(live(Theme(30, unicode=False, color=False)), ["s3", "\r"], Terminal(30, 8)))
        assert screen[2].startswith(" > s3-locks")
