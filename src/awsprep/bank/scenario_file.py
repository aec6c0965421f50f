"""Scenario files by themselves: read without what questions need, and written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from awsprep.bank.nodes import parse
from awsprep.bank.page import EnoughError, Page

if TYPE_CHECKING:
    from awsprep.bank.scenario import Scenario


def read(path: str, data: bytes) -> tuple[Scenario | None, Page]:
    """The scenario in a file's bytes, None where there is none or it cannot be simulated, and the file's problems."""
    page = Page(path)
    with suppress(UnicodeDecodeError, EnoughError):
        page.text = data.decode("utf-8-sig")
        root = parse(page)
        if root is not None and isinstance(root.value, dict) and "scenario" in root.value:
            from awsprep.bank.scenario import scenario_of

            return scenario_of(page, root), page
    from awsprep.bank.sheet import sheet_of  # what else it is, and what is wrong with it

    sheet = sheet_of(path, data, shipped=False)
    return sheet.scenario, sheet.page


def write(path: str, text: str, *, over: bool) -> None:
    """Write a file. Raises FileExistsError where there is one and it is not to be written `over`, else OSError."""
    new = f"{path}.{os.getpid()}.new"
    with open(new, "x", encoding="utf-8") as stream:
        try:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
            if over:
                os.replace(new, path)
            else:
                _put(new, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(new)


def _put(new: str, path: str) -> None:
    """Give a file its name, where nothing has that name yet."""
    try:
        os.link(new, path)  # unlike a rename, it fails where there is a file
    except FileExistsError:
        raise
    except OSError as error:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(path) from error
        os.rename(new, path)
