"""The flow simulator on a real terminal: signals, resizing, a burst of keys, and what stays."""

from __future__ import annotations

import os
import signal
import termios
from typing import TYPE_CHECKING

import pytest

from tests.real.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAVE = b"\x1b[?1049l"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own; nothing is written there."""
    places = {f"AWSPREP_{name}": str(tmp_path / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    return {**os.environ, **places, "HOME": str(tmp_path), "TERM": "xterm-256color"}


@pytest.fixture
def flow(environ: dict[str, str]) -> Iterator[Terminal]:
    with Terminal("sim", "vpc", environ=environ) as terminal:
        terminal.sees("DELIVERED", "q end")
        yield terminal


def test_it_is_broken_stepped_through_mended_and_left(flow: Terminal, tmp_path: Path) -> None:
    flow.press("4")
    flow.sees("BLOCKED", "4 ephemeral ports")
    flow.press("  ")
    flow.sees("hop 2 of 4")
    flow.press("F")
    flow.sees("DELIVERED", "Mended")
    flow.press("q")
    assert flow.wait() == 0
    assert LEAVE in flow.raw
    assert "Again  awsprep sim vpc internet-to-instance" in flow.text
    assert "TCP 443  198.51.100.7 → web-1   ✓ DELIVERED" in flow.text
    assert list(tmp_path.iterdir()) == []


def test_a_replay_runs_by_itself(flow: Terminal) -> None:
    flow.press("r")
    flow.sees("hop 1 of 6")
    flow.sees("hop 4 of 6")
    flow.sees("DELIVERED")
    flow.press("q")
    assert flow.wait() == 0


def test_a_resize_redraws_cleanly(flow: Terminal) -> None:
    for columns, rows in ((44, 20), (120, 40), (80, 24)):
        flow.resize(columns, rows)
        flow.until(lambda columns=columns: "─" * columns in flow.text)  # type: ignore[misc]
        assert flow.text.count("From the internet to a web") == 1
    flow.resize(30, 10)
    flow.sees("Too small: 30x10.")


def test_a_burst_of_keys_predicts_once(flow: Terminal) -> None:
    flow.press("p" + "a" * 40)
    flow.until(lambda: "Right 1 of 1" in flow.text, every=lambda: flow.press("aa"))
    assert "does nothing" not in flow.text


def test_ctrl_c_ends_with_how_it_stood_and_the_terminal_as_it_was(environ: dict[str, str]) -> None:
    with Terminal("sim", "vpc", "reply-blocked", environ=environ) as flow:
        before = flow.modes()[3]
        flow.sees("BLOCKED", "q end")
        assert flow.modes()[3] != before
        flow.press("\x03")
        assert flow.wait() == 130
        assert flow.modes()[3] == before
        assert isinstance(before, int)
        assert before & termios.ECHO
        assert LEAVE in flow.raw
        assert "Again  awsprep sim vpc reply-blocked" in flow.text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_alternate_screen(flow: Terminal, number: int, code: int) -> None:
    flow.signal(number)
    assert flow.wait() == code
    assert LEAVE in flow.raw
    assert "Again  awsprep sim vpc internet-to-instance" in flow.text


def test_a_dumb_terminal_gets_the_page(environ: dict[str, str]) -> None:
    with Terminal("sim", "vpc", "reply-blocked", environ={**environ, "TERM": "dumb", "PAGER": "cat"}) as flow:
        assert flow.wait() == 1
        assert "Smallest change that lets it through" in flow.text
        assert LEAVE not in flow.raw
