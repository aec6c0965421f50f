"""What a strong answer covers, what a weak one says, and what an interviewer asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.bank.fields import Fields, found
from awsprep.bank.nodes import shown
from awsprep.core.question import FollowUp, KeyPoint, Phrases, RedFlag
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

_POINT_KEYS = ("id", "text", "about", "any", "examples", "not_examples")
_NO_PHRASES = Phrases()
_PHRASED = frozenset(("about", "any", "examples", "not_examples"))


def contrast_of(fields: Fields) -> dict[str, tuple[str, ...]]:
    """The names of each side of an "X versus Y" question."""
    node = fields.get("contrast")
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        hint = "write {sg: [security group], nacl: [network acl]}"
        fields.page.error("wrong-type", node, f"contrast must be a mapping, found {found(node)}", hint)
        return {}
    sides = Fields(fields.page, node, "contrast")
    return {side: sides.texts(side) for side in sides.entries}


def _phrases(fields: Fields, contrast: Mapping[str, Any]) -> Phrases:
    about = fields.text("about")
    if about and about not in contrast:
        hint = did_you_mean(about, contrast) if contrast else "add contrast: {side: [names of it]}"
        fields.page.error("unknown-about", fields.get("about"), f'about "{shown(about)}" is no side of contrast', hint)
    return Phrases(fields.texts("any"), about, fields.texts("examples"), fields.texts("not_examples"))


def _points(fields: Fields, key: str, singular: str, weight: str, contrast: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    seen: set[str] = set()
    points = []
    for point in fields.each(key, singular, '"id:" and "text:" below each other'):
        point.only((*_POINT_KEYS, weight))
        name = point.slug("id", "a short name: id: stateful")
        if name in seen:
            message = f'{point.name}: the id "{name}" is used twice here'
            fields.page.error("duplicate-id", point.get("id"), message, f"ids differ within {key}")
        seen.add(name)
        text, weighs = point.text("text", "what it says: text: …"), point.flag(weight)
        phrases = _NO_PHRASES if len(point.entries) <= 3 and not _PHRASED & point.entries.keys() else None
        points.append((name, text, weighs, phrases or _phrases(point, contrast)))
    return points


def key_points_of(fields: Fields, contrast: Mapping[str, Any]) -> tuple[KeyPoint, ...]:
    """What a strong answer covers."""
    return tuple(KeyPoint(*point) for point in _points(fields, "key_points", "key point", "must", contrast))


def red_flags_of(fields: Fields, contrast: Mapping[str, Any]) -> tuple[RedFlag, ...]:
    """What a weak answer says."""
    return tuple(RedFlag(*point) for point in _points(fields, "red_flags", "red flag", "critical", contrast))


def follow_ups_of(fields: Fields, points: set[str]) -> tuple[FollowUp, ...]:
    """What an interviewer asks next; each probes one of the key points, or none."""
    result = []
    for item in fields.each("follow_ups", "follow-up", '{ask: "…", answer: "…"}'):
        item.only(("ask", "answer", "probes"))
        ask, answer = item.text("ask", 'ask: "…"'), item.text("answer", 'answer: "…"')
        probes = item.text("probes")
        if probes and probes not in points:
            hint = did_you_mean(probes, sorted(points)) if points else "remove it, or add key_points"
            message = f'{item.name}: probes "{shown(probes)}" names no key point'
            fields.page.error("unknown-probe", item.get("probes"), message, hint)
        result.append(FollowUp(ask, answer, probes))
    return tuple(result)
