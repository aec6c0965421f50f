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
    if not os.access(path, os.W_OK):
        return f"{path} cannot be written; copy the question into a file of your own: awsprep new"
    return _edited(path, line, environ) or "What you changed counts from the next sitting on."


def rewritten(text: str, name: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Edit a text in $VISUAL or $EDITOR, in a file of a name, and wait: what it is then, and a word if that failed."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="awsprep-") as folder:
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        failed = _edited(path, 1, environ)
        if failed:
            return text, failed
        try:
            with open(path, encoding="utf-8-sig") as file:
                return file.read(), ""
        except (OSError, UnicodeDecodeError):
            return text, "What the editor left cannot be read as UTF-8; nothing was changed."


def _edited(path: str, line: int, environ: Mapping[str, str]) -> str:
    """Run the editor and wait; a word where it could not be started."""
    import shlex
    import subprocess

    wanted = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(wanted) or ["vi"]
    except ValueError:
        return f"EDITOR is not a command: {wanted}"
    try:
        subprocess.run([*command, f"+{max(1, line)}", path], check=False)
    except OSError:
        return f"The editor {command[0]} could not be started; set EDITOR."
    return ""
