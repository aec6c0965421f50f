"""The gaps of a cloze text: `{{c1::answer|alternative::hint}}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awsprep.core.question import Blank

if TYPE_CHECKING:
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page

_GAP = re.compile(r"\{\{((?:(?!\{\{).)*?)\}\}(?!\})", re.DOTALL)
_INSIDE = re.compile(r"c([1-9][0-9]?)::(.*?)(?:::(.*))?", re.DOTALL | re.ASCII)
_FORM = "write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}"


def parts_of(page: Page, node: Node, text: str) -> tuple[str | Blank, ...]:
    """Text pieces and blanks as they follow each other; empty pieces are left out. Mistakes are reported."""
    parts: list[str | Blank] = []
    seen: dict[int, Blank] = {}
    end = 0
    for match in _GAP.finditer(text):
        _loose(page, node, text[end : match.start()], parts)
        end = match.end()
        blank = _blank(page, node, match)
        if blank is None:
            continue
        first = seen.setdefault(blank.number, blank)
        if first.accept != blank.accept:
            message = f"c{blank.number} stands for two different answers"
            hint = f"give the second gap the number c{max(seen) + 1}, or both the same answers"
            page.error("bad-blank", page.find(node, match.group()), message, hint)
        parts.append(blank)
    _loose(page, node, text[end:], parts)
    if text and not end and "{{" not in text and "}}" not in text:
        page.error("no-blanks", node, "the cloze has no gap", _FORM)
    return tuple(parts)


def _loose(page: Page, node: Node, piece: str, parts: list[str | Blank]) -> None:
    for brace in ("{{", "}}"):
        if brace in piece:
            other = "}}" if brace == "{{" else "{{"
            message = f'"{brace}" without its "{other}"'
            page.error("bad-blank", page.find(node, brace), message, _FORM)
    if piece:
        parts.append(piece)


def _blank(page: Page, node: Node, match: re.Match[str]) -> Blank | None:
    inside = _INSIDE.fullmatch(match.group(1))
    where = page.find(node, match.group())
    if inside is None:
        message = "gaps count from c1" if match.group(1).startswith("c0") else "this is not a gap"
        page.error("bad-blank", where, message, _FORM)
        return None
    accept = tuple(" ".join(answer.split()) for answer in inside.group(2).split("|"))
    if not all(accept):
        page.error("bad-blank", where, "a gap without its answer, or an empty alternative", _FORM)
        return None
    if len(set(accept)) < len(accept):
        page.error("bad-blank", where, "the same answer stands in this gap twice", "remove one")
        return None
    return Blank(int(inside.group(1)), accept, (inside.group(3) or "").strip())
