"""Other programs: the browser for a source, the editor for a question's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_link(url: str) -> bool:
    """Open a page in the desktop's browser; False where there is none (a server, a text console)."""
    import webbrowser

    if not url.startswith("https://"):
        return False
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if isinstance(browser, webbrowser.GenericBrowser) and not isinstance(browser, webbrowser.BackgroundBrowser):
        return False  # a text browser would take over our screen
    return browser.open(url)


def edit(path: str, line: int, environ: Mapping[str, str]) -> str:
    """Edit a file at a line in $VISUAL or $EDITOR and wait; a word on how it went."""
    import shlex
    import subprocess

    if not os.access(path, os.W_OK):
        return f"{path} cannot be written; copy the question into a file of your own: awsprep new"
    wanted = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(wanted) or ["vi"]
    except ValueError:
        return f"EDITOR is not a command: {wanted}"
    try:
        subprocess.run([*command, f"+{max(1, line)}", path], check=False)
    except OSError:
        return f"The editor {command[0]} could not be started; set EDITOR."
    return "What you changed counts from the next sitting on."
