"""The topics of a plan: what each weighs, how ready one is in it and will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.ui.figures import percent
from awsprep.ui.theme import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.outlook import Outlook, TopicOutlook
    from awsprep.ui.theme import Line, Theme

NARROW = 76  # under so many columns there is no room for weights and bars
_MOST = 12  # rows; more topics than that are summed up in one


def topics(theme: Theme, view: Outlook) -> list[Line]:
    """A row a topic, the heaviest first; the lightest of many are summed up."""
    ranked = sorted(view.topics, key=lambda each: -each.weight)
    named = [(topic_name(each.topic), each) for each in ranked]
    if len(named) > _MOST:
        others = ranked[_MOST - 1 :]
        named = [*named[: _MOST - 1], (f"{len(others)} others", _summed(others))]
    wide = theme.width >= NARROW
    size = 20 if wide else max(4, theme.width - 39)
    head = f" {'Topic':<14}{'Weight':>7}   {'Tomorrow':<{size + 6}}"
    head = f"{head}   {'On the day':>10}   {'Still new':>9}" if wide else f" {'Topic':<14}   Tomorrow  On day    New"
    lines: list[Line] = [[("dim", head.rstrip())]]
    for name, each in named:
        shown = fit(theme.plain(name), 14, theme.glyph("ellipsis"))
        if wide:
            bar = [*theme.bar(each.ready, size), ("", f" {percent(each.ready):>5}")]
            tail = f"   {percent(each.expected):>10}   {each.unseen:>9}"
            lines.append([("", f" {shown}{percent(each.weight):>7}   "), *bar, ("", tail)])
            continue
        tail = f" {percent(each.ready):>10} {percent(each.expected):>7} {each.unseen:>6}"
        lines.append([("", f" {shown}{tail}")])
    return lines


def _summed(topics: Sequence[TopicOutlook]) -> TopicOutlook:
    weight = sum(each.weight for each in topics)
    share = weight or 1.0
    return topics[0]._replace(
        weight=weight,
        ready=sum(each.ready * each.weight for each in topics) / share,
        expected=sum(each.expected * each.weight for each in topics) / share,
        unseen=sum(each.unseen for each in topics),
        left_out=sum(each.left_out for each in topics),
    )
