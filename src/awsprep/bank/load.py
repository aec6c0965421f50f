"""Files to a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.bank import cache, files
from awsprep.bank.files import shipped_folder
from awsprep.bank.volume import Volume, merged, volume_of
from awsprep.core.bank import Bank
from awsprep.core.problem import AwsprepError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsprep.core.question import Question

__all__ = ["load", "shipped_folder", "terms"]


def load(
    paths: Sequence[str],
    *,
    shipped: str,
    cache_dir: str | None,
    progress: Callable[[int, int], None] | None = None,
) -> Bank:
    """The bank in files and folders, in their order.

    Files in the folder `shipped` have plain ids; others state `bank`, which their ids begin with. With a `cache_dir`
    only files that changed are parsed. Raises AwsprepError (4) for a path that does not exist; all that is wrong
    inside files is in the bank's problems. `progress` hears how many files are parsed, and how many there are to parse.
    """
    volumes = _volumes(paths, shipped, cache_dir, progress)
    rows, clashes = merged(volumes)
    problems = [problem for volume in volumes for problem in volume.problems]

    def read(name: str) -> Question:
        if name not in rows:
            raise AwsprepError(f'There is no question "{name}".', "`awsprep search` finds questions.", 3)
        _, volume, row = rows[name]
        return volume.read(row)

    return Bank({name: row[0] for name, row in rows.items()}, (*problems, *clashes), read)


def terms(paths: Sequence[str], *, shipped: str, cache_dir: str | None) -> dict[str, tuple[str, ...]]:
    """The other names of terms in all `terms` files, by term; later files add to earlier ones."""
    found: dict[str, tuple[str, ...]] = {}
    for volume in _volumes(paths, shipped, cache_dir, None):
        for term, aliases in volume.terms.items():
            found[term] = tuple(dict.fromkeys((*found.get(term, ()), *aliases)))
    return found


def _volumes(
    paths: Sequence[str], shipped: str, cache_dir: str | None, progress: Callable[[int, int], None] | None
) -> list[Volume]:
    listed = files.listed(paths, shipped)
    known: dict[str, Volume] = {}
    if cache_dir is not None:
        for path, ours in listed:
            volume = cache.recall(path, cache_dir, shipped=ours)
            if volume is not None:
                known[path] = volume
    todo = [(path, ours) for path, ours in listed if path not in known]
    for done, (path, ours) in enumerate(todo, 1):
        known[path] = _parsed(path, cache_dir, shipped=ours)
        if progress is not None:
            progress(done, len(todo))
    return [known[path] for path, _ in listed]


def _parsed(path: str, cache_dir: str | None, *, shipped: bool) -> Volume:
    from awsprep.bank.sheet import sheet_of, unreadable

    data = files.content(path)
    if isinstance(data, Problem):
        return volume_of(unreadable(path, data))
    content, info = data
    sheet = sheet_of(path, content, shipped=shipped)
    if cache_dir is not None:
        cache.keep(sheet, content, info, cache_dir)
    return volume_of(sheet)
