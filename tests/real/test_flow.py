"""The flow simulator on a real terminal: stepping, a replay, and what stays; the rest is in test_simulators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.terminal import LEAVE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


def test_a_dumb_terminal_gets_the_page(environ: dict[str, str]) -> None:
    with Terminal("sim", "vpc", "reply-blocked", environ={**environ, "TERM": "dumb", "PAGER": "cat"}) as flow:
        assert flow.wait() == 1
        assert "Smallest change that lets it through" in flow.text
        assert LEAVE not in flow.raw
