"""Long pages go through the user's pager."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def page(text: str, environ: Mapping[str, str]) -> bool:
    """Show text in $PAGER (default `less`), which keeps colours and leaves the text behind. False: there is none."""
    import shlex
    import subprocess

    command = shlex.split(environ.get("PAGER") or "less")
    try:
        subprocess.run(command, input=text.encode(), env={"LESS": "-FRX", **environ}, check=False)
    except OSError:
        return False
    return True
