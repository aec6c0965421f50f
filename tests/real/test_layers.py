"""The IAM simulator on a real terminal: signals, resizing, a burst of keys, an editor, and what stays."""

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
    """A home of its own, and an editor that lets everything be allowed."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nfor path in "$@"; do :; done\nsed -i "s/sqs:\\*/*/" "$path"\n')
    editor.chmod(0o755)
    places = {f"AWSPREP_{name}": str(tmp_path / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    names = {"HOME": str(tmp_path), "TERM": "xterm-256color", "EDITOR": str(editor), "VISUAL": ""}
    return {**os.environ, **places, **names}


@pytest.fixture
def layers(environ: dict[str, str]) -> Iterator[Terminal]:
    with Terminal("sim", "iam", environ=environ) as terminal:
        terminal.sees("REFUSED", "q end")
        yield terminal


def test_it_is_turned_edited_and_left(layers: Terminal, tmp_path: Path) -> None:
    layers.press("b")
    layers.sees("ALLOWED", "The boundary: none.")
    layers.press("u")
    layers.sees("REFUSED", "Taken back.")
    layers.press("v")
    layers.sees("ALLOWED", "The boundary is changed; u takes that back.")
    layers.press("q")
    assert layers.wait() == 0
    assert LEAVE in layers.raw
    assert "✓i identity policy  allow" in layers.text
    assert [file.name for file in tmp_path.iterdir()] == ["editor"]


def test_a_resize_redraws_cleanly(layers: Terminal) -> None:
    for columns, rows in ((44, 20), (120, 40), (80, 24)):
        layers.resize(columns, rows)
        layers.until(lambda columns=columns: "─" * columns in layers.text)  # type: ignore[misc]
        assert layers.text.count("1 of 13") == 1
    layers.resize(30, 10)
    layers.sees("Too small: 30x10.")


def test_a_burst_of_keys_predicts_once(layers: Terminal) -> None:
    layers.press("p" + "d" * 40)
    layers.until(lambda: "Right 1 of 1" in layers.text, every=lambda: layers.press("d"))


def test_ctrl_c_ends_with_how_it_stood_and_the_terminal_as_it_was(environ: dict[str, str]) -> None:
    with Terminal("sim", "iam", environ=environ) as layers:
        before = layers.modes()[3]
        layers.sees("REFUSED", "q end")
        assert layers.modes()[3] != before
        layers.press("\x03")
        assert layers.wait() == 130
        assert layers.modes()[3] == before
        assert isinstance(before, int)
        assert before & termios.ECHO
        assert LEAVE in layers.raw
        assert "Refused by the permissions boundary." in layers.text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_alternate_screen(layers: Terminal, number: int, code: int) -> None:
    layers.signal(number)
    assert layers.wait() == code
    assert LEAVE in layers.raw
