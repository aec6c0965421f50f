"""The data folder as it is made at the first answer: private, and explaining itself to whoever opens it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from awsprep.store import files

if TYPE_CHECKING:
    from awsprep.store.paths import Paths

README = """\
This folder holds what awsprep knows about your interview practice. It is the one folder to back up or to sync.

journal/        Every answer you gave, one JSON object a line. This is the only truth: never edit it, never delete
                from it. A file belongs to one device and one month: YEARMONTH-DEVICE-SEGMENT.jsonl
scorecards/     The scorecards of interviews, one file each; files called draft-... are still being filled in.
progress.json   A summary made from the journal. It may be deleted, and is then made again.

A line ends in "crc", the CRC-32 of all bytes before ,"crc": so damage is found. Lines are independent of each other,
may stand in any order and in any file, and may be there twice.

To restore by hand: copy the files of a backup into the folders that they come from. Nothing has to be removed first:
two copies of a line count once. A journal file whose name is taken can be copied in under another name that ends in
.jsonl
To move to another machine: copy this folder there, or sync it with Syncthing, Dropbox or git.
"""

_FILES = {
    "README.txt": README,
    ".gitignore": "progress.json\n*.tmp\nscorecards/draft-*\n",
    ".stignore": ".git\nprogress.json\n*.tmp\n",
    ".gitattributes": "journal/*.jsonl merge=union -text\n",
}


def prepare(paths: Paths) -> None:
    """Make the data folder where there is no journal yet. Reading never does."""
    if os.path.isdir(paths.journal):
        return
    files.folder(paths.data)
    for name, text in _FILES.items():
        with suppress(OSError):  # one that is there stays as it is; without them the answers are just as safe
            files.create(os.path.join(paths.data, name), text.encode())
    files.folder(paths.journal)
