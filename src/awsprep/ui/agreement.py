"""How far the marker agrees with the people who marked some answers: tables, and each answer that it disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.labelled import total
from awsprep.ui.theme import fit, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.labelled import Agreement, Dispute, Tally
    from awsprep.ui.theme import Line, Theme

_MOST = 40
"""Disputes that a page lists; `--json` has all of them."""


def page(theme: Theme, by_question: Mapping[str, Agreement]) -> list[Line]:
    """Precision and recall of all answers and of each question, the worst first; then the disputes."""
    whole = total(by_question.values())
    lines = [*_head(theme), _row(theme, "all", whole), []]
    ranked = sorted(by_question.items(), key=lambda pair: (-len(pair[1].disputes), pair[0]))
    lines += [_row(theme, name.rpartition("/")[2], agreed) for name, agreed in ranked]
    if whole.disputes:
        lines += [[], [("bold", " Found, and not labelled")]]
        lines += _disputes(theme, [each for each in whole.disputes if each.evidence])
        lines += [[], [("bold", " Labelled, and not found")]]
        lines += _disputes(theme, [each for each in whole.disputes if not each.evidence])
    return lines


def _head(theme: Theme) -> list[Line]:
    """What the columns are: answers, precision and recall of the key points, and both of the red flags."""
    name = " " * (_room(theme) + 1)
    return [
        [("bold", f"{name}       key points   red flags")],
        [("dim", f"{name}    n  prec   rec   prec   rec")],
    ]


def _room(theme: Theme) -> int:
    return max(12, min(44, theme.measure - 30))


def _row(theme: Theme, name: str, agreed: Agreement) -> Line:
    shown = fit(theme.plain(name), _room(theme), theme.glyph("ellipsis"))
    return [("", f" {shown} {agreed.answers:4} {_shares(agreed.points)}  {_shares(agreed.flags)}")]


def _shares(tally: Tally) -> str:
    return f"{_share(tally.precision)} {_share(tally.recall)}"


def _share(share: float | None) -> str:
    return "    -" if share is None else f"{share:5.0%}"


def _disputes(theme: Theme, disputes: list[Dispute]) -> list[Line]:
    lines: list[Line] = []
    for each in disputes[:_MOST]:
        kind = "flag" if each.flag else "point"
        quoted = f': "{" ".join(each.evidence.split())}"' if each.evidence else ""
        told = f"line {each.line}, {each.question.rpartition('/')[2]}, {kind} {each.name}{quoted}"
        rows = wrap(theme.plain(told), theme.measure - 4)
        lines += [[("", ("   " if n else " - ") + row)] for n, row in enumerate(rows)]
    if len(disputes) > _MOST:
        lines.append([("dim", f"   and {len(disputes) - _MOST} more: --json lists all")])
    return lines or [[("dim", " - none")]]


def as_json(by_question: Mapping[str, Agreement]) -> dict[str, object]:
    """The same for scripts, with all disputes."""
    whole = total(by_question.values())
    questions = [{"id": name, **_agreed(agreed)} for name, agreed in sorted(by_question.items())]
    disputes = [
        {
            "line": each.line,
            "id": each.question,
            "kind": "red_flag" if each.flag else "key_point",
            "name": each.name,
            "found": bool(each.evidence),
            "evidence": each.evidence,
        }
        for each in whole.disputes
    ]
    return {"schema": 1, **_agreed(whole), "questions": questions, "disputes": disputes}


def _agreed(agreed: Agreement) -> dict[str, object]:
    return {"answers": agreed.answers, "key_points": _tally(agreed.points), "red_flags": _tally(agreed.flags)}


def _tally(tally: Tally) -> dict[str, object]:
    return {
        **tally._asdict(),
        "precision": None if tally.precision is None else round(tally.precision, 6),
        "recall": None if tally.recall is None else round(tally.recall, 6),
    }
