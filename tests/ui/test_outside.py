from __future__ import annotations

import os
import subprocess
import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.ui.outside import edit, open_link, rewritten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = "https://docs.aws.amazon.com/vpc/"


def browser(monkeypatch: pytest.MonkeyPatch, get: Callable[[], Any]) -> None:
    monkeypatch.setattr(webbrowser, "get", get)


class Desktop(webbrowser.BackgroundBrowser):
    opened: list[str]

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: FBT001, FBT002  as in the library
        self.opened = [url]
        return True


def test_a_page_opens_in_the_browser_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = Desktop("xdg-open")
    browser(monkeypatch, lambda: desktop)
    assert open_link(URL)
    assert desktop.opened == [URL]


def test_a_browser_in_the_terminal_is_left_alone_for_it_would_take_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    browser(monkeypatch, lambda: webbrowser.GenericBrowser("lynx"))
    assert not open_link(URL)


def test_without_a_browser_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Any:
        raise webbrowser.Error("could not locate runnable browser")

    browser(monkeypatch, none)
    assert not open_link(URL)


@pytest.mark.parametrize("url", ["http://example.com", "file:///etc/passwd", "javascript:alert(1)", "-x"])
def test_only_secure_pages_are_opened(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    browser(monkeypatch, lambda: Desktop("xdg-open"))
    assert not open_link(url)


@pytest.fixture
def question(tmp_path: Path) -> str:
    path = tmp_path / "vpc.yaml"
    path.write_text("topic: vpc\n")
    return str(path)


def test_the_editor_is_called_with_the_line_and_the_file(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: calls.append(command))
    assert edit(question, 12, {"EDITOR": "emacs -nw"}).startswith("What you changed counts")
    edit(question, 0, {"EDITOR": "nano", "VISUAL": "hx"})
    edit(question, 3, {})
    edit(question, 3, {"EDITOR": "  "})
    assert calls == [
        ["emacs", "-nw", "+12", question],
        ["hx", "+1", question],
        ["vi", "+3", question],
        ["vi", "+3", question],
    ]


def test_an_editor_that_is_not_there_is_named(question: str) -> None:
    assert edit(question, 1, {"EDITOR": "/no/such/editor"}) == (
        "The editor /no/such/editor could not be started; set EDITOR."
    )


def test_a_setting_that_is_no_command_is_told(question: str) -> None:
    assert edit(question, 1, {"EDITOR": 'vi "unclosed'}) == 'EDITOR is not a command: vi "unclosed'


def test_a_file_that_cannot_be_written_is_not_edited(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert edit(question, 1, {"EDITOR": "vi"}) == (
        f"{question} cannot be written; copy the question into a file of your own: awsprep new"
    )


def test_a_text_is_edited_in_a_file_of_its_name(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nfor path in "$@"; do :; done\nprintf "after " > "$path".2\ncat "$path" >> "$path".2\nmv "$path".2 "$path"\n'
    )
    editor.chmod(0o755)
    assert rewritten("before", "policy.json", {"EDITOR": str(editor)}) == ("after before", "")
    assert rewritten("before", "policy.json", {"EDITOR": "/no/such/editor"}) == (
        "before",
        "The editor /no/such/editor could not be started; set EDITOR.",
    )


def test_what_is_no_text_afterwards_changes_nothing(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nfor path in "$@"; do :; done\nprintf "\\344" > "$path"\n')
    editor.chmod(0o755)
    assert rewritten("before", "policy.json", {"EDITOR": str(editor)}) == (
        "before",
        "What the editor left cannot be read as UTF-8; nothing was changed.",
    )
