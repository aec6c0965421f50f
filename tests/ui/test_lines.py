"""Lines in and out: how wide they are, and what stops them."""

from __future__ import annotations

import errno
import io

import pytest

from awsprep.ui.lines import Lines, Stopped
from awsprep.ui.theme import Theme
from awsprep.ui.unwritten import UnwrittenError

PROMPT = "Press Enter to hand in, or type a number to go there: "


class Terminal(io.StringIO):
    """An output that is no pipe; what it fails with, if anything."""

    def __init__(self, error: OSError | None = None) -> None:
        super().__init__()
        self.error = error

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if self.error is not None:
            raise self.error
        return super().write(text)


def written(text: str = "", *, out: io.StringIO | None = None, width: int = 40, echo: bool = False) -> Lines:
    return Lines(io.StringIO(text), out or io.StringIO(), Theme(width), echo)


def shown(lines: Lines) -> str:
    assert isinstance(lines.writer, io.StringIO)
    return lines.writer.getvalue()


def test_a_line_is_what_stands_before_its_end_and_the_end_of_the_input_is_none() -> None:
    lines = written("abd 3\r\n\nlast")
    assert [lines.ask("> ") for _ in range(4)] == ["abd 3", "", "last", None]
    assert shown(lines) == "> > > > \n"


def test_what_is_typed_comes_back_harmless_and_only_where_it_is_echoed() -> None:
    lines = written("a\x1b[2Jb\n", echo=True)
    assert lines.ask("") == "a\ufffd[2Jb"
    assert shown(lines) == "a\ufffd[2Jb\n"


def test_a_prompt_is_broken_on_a_terminal_with_the_cursor_behind_it_and_in_a_pipe_it_is_one_line() -> None:
    narrow, pipe = written(out=Terminal()), written()
    narrow.ask(PROMPT)
    pipe.ask(PROMPT)
    assert shown(narrow) == "Press Enter to hand in, or type a\nnumber to go there: \n"
    assert shown(pipe) == f"{PROMPT}\n"


def test_a_text_is_wrapped_and_a_table_keeps_its_columns_but_a_line_is_left_as_it_is() -> None:
    lines = written(width=24)
    lines.text("It  is wrapped where the terminal ends.")
    lines.table("  3abd   rated 3\n  n      only a note, which is long")
    lines.line("https://docs.aws.amazon.com/vpc/latest")
    assert shown(lines).split("\n") == [
        "It is wrapped where the",
        "terminal ends.",
        "  3abd   rated 3",
        "  n      only a note,",
        "which is long",
        "https://docs.aws.amazon.com/vpc/latest",
        "",
    ]


def test_nothing_is_wider_than_what_reads_well() -> None:
    lines = written(width=200)
    lines.text("word " * 60)
    assert max(map(len, shown(lines).split("\n"))) == 79


def test_a_signal_ends_at_once_but_waits_for_what_is_being_done() -> None:
    lines, done = written(), list[str]()
    with pytest.raises(Stopped, match="INT"):
        lines.stop("INT")

    def act() -> None:
        other.stop("TERM")
        done.append("written")

    other = written()
    with pytest.raises(Stopped, match="TERM"):
        other.do(act)
    assert done == ["written"]


@pytest.mark.parametrize(("error", "name"), [(BrokenPipeError(), "PIPE"), (OSError(errno.EIO, "gone"), "HUP")])
def test_another_end_that_is_gone_stops_it(error: OSError, name: str) -> None:
    lines = written(out=Terminal(error))
    with pytest.raises(Stopped, match=name):
        lines.line("x")
    with pytest.raises(Stopped, match=name):
        lines.ask("> ")


def test_an_output_without_room_is_an_error_of_its_own() -> None:
    with pytest.raises(UnwrittenError, match="No space left"):
        written(out=Terminal(OSError(errno.ENOSPC, "No space left on device"))).text("x")
