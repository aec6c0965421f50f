"""The report of a bug: what was called, on what, and the traceback."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback


def write_report(folder: str, arguments: list[str]) -> str:
    """Write the report of the exception in flight into a folder (or, failing that, the temporary one); its path."""
    from awsprep import __version__

    text = (
        f"awsprep {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {arguments}\n\n{traceback.format_exc()}"
    )
    for place in (folder, None):
        try:
            place = place or tempfile.gettempdir()  # noqa: PLW2901  it raises OSError where the disk is full
            os.makedirs(place, mode=0o700, exist_ok=True)
            handle, path = tempfile.mkstemp(prefix="awsprep-bug-", suffix=".txt", dir=place)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    sys.stderr.write(text)
    return "the text above"
