"""The IAM simulator on a real terminal: turning, an editor, and what stays; the rest is in test_simulators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.terminal import LEAVE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def layers(environ: dict[str, str], tmp_path: Path) -> Iterator[Terminal]:
    """With an editor that lets everything be allowed."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nfor path in "$@"; do :; done\nsed -i "s/sqs:\\*/*/" "$path"\n')
    editor.chmod(0o755)
    with Terminal("sim", "iam", environ={**environ, "EDITOR": str(editor), "VISUAL": ""}) as terminal:
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
