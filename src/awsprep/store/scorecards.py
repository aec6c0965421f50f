"""The folder of scorecards: one JSON file an interview, written once and never changed. Sync may carry it.

A scorecard that an interviewer is still filling in is a draft beside them, replaced whole with every entry.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.day import iso, study_day
from awsprep.core.problem import AwsprepError
from awsprep.store import files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.core.scorecard import Scorecard
    from awsprep.store.paths import Paths

FOLDER = "scorecards/"
"""The folder within the data folder, as backups and commits name it."""

_MOST_BYTES = 4 << 20  # a file that is larger is none of ours
_DRAFT = "draft-"


class Kept(NamedTuple):
    """The scorecards that could be read, the oldest first, and the paths of files that could not."""

    cards: tuple[Scorecard, ...]
    unread: tuple[str, ...] = ()


def folder(paths: Paths) -> str:
    """Where scorecards lie."""
    return os.path.join(paths.data, FOLDER[:-1])


def save(paths: Paths, card: Scorecard) -> str:
    """Write a scorecard durably as a new file, and give up its draft; the path.

    Raises AwsprepError (4) where that fails; no half-written file is left, and none that exists is touched.
    """
    name = f"{iso(study_day(card.made, card.tz))}-{card.source}-{card.id}"
    try:
        files.folder(folder(paths))
        path = _create(folder(paths), name, _bytes(card))
    except OSError as error:
        raise _unsaved(error) from error
    drop(paths, card.id)
    return path


def keep(paths: Paths, card: Scorecard) -> None:
    """Write a draft, in place of the one with its id. Raises AwsprepError (4) where that fails."""
    try:
        files.folder(folder(paths))
        files.replace(_draft(paths, card.id), _bytes(card))
    except OSError as error:
        raise _unsaved(error) from error


def drop(paths: Paths, name: str) -> None:
    """Delete a draft by its id, if there is one."""
    with suppress(OSError):
        os.unlink(_draft(paths, name))


def kept(paths: Paths) -> Kept:
    """All finished scorecards."""
    return _read(paths, drafts=False)


def drafts(paths: Paths) -> Kept:
    """All scorecards that are being filled in."""
    return _read(paths, drafts=True)


def named(paths: Paths, wanted: str) -> Scorecard:
    """A scorecard by its id, the beginning of it, or `last`. Raises AwsprepError (3) where none, or several, fit."""
    cards = kept(paths).cards
    if not cards:
        raise AwsprepError("There is no scorecard yet.", "Make one: awsprep interview", exit_code=3)
    if wanted == "last":
        return cards[-1]
    found = [card for card in cards if card.id.startswith(wanted)]
    if len(found) != 1:
        count = f"{len(found)} scorecards begin" if found else "No scorecard begins"
        raise AwsprepError(f"{count} with {wanted}.", "To see their ids: awsprep scorecard list", exit_code=3)
    return found[0]


def names(paths: Paths) -> list[str]:
    """The files in the folder, finished or not. OSError where it is there and cannot be read."""
    try:
        listed = sorted(os.listdir(folder(paths)))
    except FileNotFoundError:
        return []
    found = [name for name in listed if is_card(name)]
    return [
        name for name in found if os.path.isfile(path := os.path.join(folder(paths), name)) and not os.path.islink(path)
    ]


def is_card(name: str) -> bool:
    """Whether a file of this name is a scorecard, finished or not."""
    return name.endswith(".json") and not name.startswith(".") and "/" not in name


def is_draft(name: str) -> bool:
    """Whether a file of this name is a scorecard that is being filled in: it is one machine's affair."""
    return is_card(name) and name.startswith(_DRAFT)


def finished(name: str, among: Iterable[str]) -> bool:
    """Whether the scorecard whose draft is called that is among these files."""
    number = name.removeprefix(_DRAFT).removesuffix(".json")
    return any(number in each for each in among if not is_draft(each))


def _read(paths: Paths, *, drafts: bool) -> Kept:
    from awsprep.core.scorecard_json import load

    cards, unread = [], []
    try:
        listed = names(paths)
    except OSError:
        listed = []
    for name in listed:
        if is_draft(name) != drafts:
            continue
        path = os.path.join(folder(paths), name)
        try:
            if os.path.getsize(path) > _MOST_BYTES:
                raise ValueError  # noqa: TRY301  it is told like any other that is none
            cards.append(load(json.loads(files.read(path))))
        except (OSError, ValueError, RecursionError, AwsprepError):
            unread.append(path)
    return Kept(tuple(sorted(cards, key=lambda card: (card.made, card.id))), tuple(unread))


def _create(where: str, name: str, data: bytes) -> str:
    """A new file, whole or not at all: it is written under another name, and linked to its own if that is free."""
    temporary = os.path.join(where, f".{name}.{os.getpid()}.tmp")
    with suppress(FileNotFoundError):
        os.unlink(temporary)
    files.create(temporary, data)
    try:
        path = os.path.join(where, f"{name}.json")
        number = 1
        while not _claimed(temporary, path):
            number += 1
            path = os.path.join(where, f"{name}-{number}.json")
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    files.sync_folder(where)
    return path


def _claimed(temporary: str, path: str) -> bool:
    """Give a written file its name; False where that is taken. Where there are no links it is renamed."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        if os.path.lexists(path):
            return False
        os.rename(temporary, path)
    return True


def _draft(paths: Paths, name: str) -> str:
    return os.path.join(folder(paths), f"{_DRAFT}{name}.json")


def _bytes(card: Scorecard) -> bytes:
    from awsprep.core.scorecard_json import dump

    return (json.dumps(dump(card), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _unsaved(error: OSError) -> AwsprepError:
    return AwsprepError(
        f"The scorecard could not be saved: {error.strerror or error}.",
        "Mend that; what you answered is in the journal.",
    )
