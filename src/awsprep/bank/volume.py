"""One bank file as the program uses it: headings at once, each question when it is asked for.

What reads YAML is imported where a file is parsed: most starts find all of them in the cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import Heading, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from awsprep.bank.sheet import Item, Sheet
    from awsprep.core.problem import Problem
    from awsprep.core.question import Question


class Volume(NamedTuple):
    """The headings of one file in its order, what is wrong in it, its terms; `read` gives a question by its row."""

    path: str
    headings: Sequence[Heading]
    problems: Sequence[Problem]
    read: Callable[[int], Question]
    terms: Mapping[str, tuple[str, ...]] = {}


def volume_of(sheet: Sheet) -> Volume:
    """The volume of a decoded file; its questions stay in memory."""
    questions = [item.question for item in sheet.items]
    headings = [heading_of(item, sheet) for item in sheet.items]
    return Volume(sheet.page.path, headings, tuple(sheet.page.problems), questions.__getitem__, sheet.terms)


def heading_of(item: Item, sheet: Sheet) -> Heading:
    """A question's row of the index."""
    from awsprep.bank.decode import id_of
    from awsprep.core.question import describe

    question, about = item.question, describe(item.question)
    return Heading(
        id=question.id,
        topic=question.topic,
        level=question.level.value,
        difficulty=question.difficulty.value,
        category=question.category.value,
        kind=about.kind,
        title=title_of(about.prompt),
        cards=about.cards,
        tags=question.tags,
        aliases=question.aliases,
        pillar=question.pillar.value,
        as_of=question.as_of,
        path=sheet.page.path,
        line=id_of(item.node).line,
        label=about.label,
    )


def merged(volumes: Sequence[Volume]) -> tuple[dict[str, tuple[Heading, Volume, int]], list[Problem]]:
    """The questions of all files by id, with file and row, and the ids and aliases that clash across files.

    Of two questions with one id the first plays; a question whose alias is somebody's id does not play.
    """
    rows: dict[str, tuple[Heading, Volume, int]] = {}
    problems: list[Problem] = []
    for volume in volumes:
        for row, heading in enumerate(volume.headings):
            if heading.id in rows:
                first = rows[heading.id][0]
                message = f'the id "{heading.id}" is used in {first.path}:{first.line} already'
                hint = "give this question an id of its own"
                problems.append(_at(heading, "duplicate-id", heading.id, message, hint))
            else:
                rows[heading.id] = (heading, volume, row)
    owners: dict[str, Heading] = {}
    for heading, _, _ in list(rows.values()):
        for alias in heading.aliases:
            other = rows[alias][0] if alias in rows else owners.setdefault(alias, heading)
            if other is not heading:
                message = f'the alias "{alias}" is taken in {other.path}:{other.line}'
                hint = "an alias is an id that no question has any more"
                problems.append(_at(heading, "alias-taken", heading.id, message, hint))
                rows.pop(heading.id, None)
    return rows, problems


def _at(heading: Heading, code: str, text: str, message: str, hint: str) -> Problem:
    """A problem at a question's id; its line is read from the file again, for the caret."""
    from awsprep.bank import files
    from awsprep.bank.nodes import NOWHERE, Node, Place
    from awsprep.bank.page import Page
    from awsprep.core.problem import Problem

    page = Page(heading.path)
    data = files.content(heading.path)
    if not isinstance(data, Problem):
        page.text = data[0].decode("utf-8-sig", "replace")
    node = Node(text.rpartition("/")[2], Place(heading.line - 1, 0), NOWHERE)
    node.end = node.start
    page.error(code, page.find(node, text.rpartition("/")[2]) if heading.line else None, message, hint)
    return page.problems[0]
