"""A scorecard to hand on: as Markdown, and as one HTML page that loads nothing and runs nothing."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from awsprep.core.competency import competency_name
from awsprep.core.rating import ANCHORS
from awsprep.ui.scorecard import (
    ability_words,
    anchor_words,
    caveat,
    doubt_words,
    flag_words,
    floor_words,
    heading,
    rating_words,
    said_words,
    verdict_words,
)
from awsprep.ui.web import document

if TYPE_CHECKING:
    from awsprep.core.scorecard import Asked, Scorecard

_STYLE = """
body { max-width: 52rem; overflow-wrap: anywhere; } h1 { font-size: 1.4rem; } h3 { font-size: 1rem; }
.decision { font-size: 1.25rem; font-weight: 700; margin-top: 1rem; }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; }
svg { width: 6rem; height: .6rem; vertical-align: middle; } li { margin: .4rem 0; }
@media print { body { max-width: none; padding: 0; } }
"""


def markdown(card: Scorecard) -> str:
    """The card as Markdown. Texts from a bank or a keyboard are escaped: none of them becomes a link or a tag."""
    lines = [f"# {_plain(', '.join(heading(card)))}", ""]
    lines += [f"**{_plain(verdict_words(card.decision, card.level))}**", ""]
    lines += [f"Decided: **{_plain(card.decided)}**", ""] if card.decided else []
    lines += [_plain(doubt_words(card)), ""] if card.untouched is not None else []
    lines += [_plain(floor_words(card)), ""]
    lines += [f"- {other.level}: {_plain(verdict_words(other))}" for other in card.decisions[1:]]
    lines += ["", f"Ability: {_plain(ability_words(card))}"] if card.overall is not None else []
    lines += ["", f"_{_plain(caveat(card))}_", "", "| Competency | Rating | Questions |", "|---|---|---|"]
    for rated in card.rated:
        capped = ", capped" if rated.capped else ""
        count = len(card.evidence(rated.competency))
        lines.append(f"| {_plain(competency_name(rated.competency))} | {rating_words(rated)}{capped} | {count} |")
    flags = [(asked.id, words) for asked in card.asked for words in flag_words(asked)]
    if flags:
        told = (f"- {_plain(words.removeprefix('red flag: '))} (`{_code(name)}`)" for name, words in flags)
        lines += ["", "## Red flags", "", *told]
    lines += ["", "## Evidence"]
    for rated in card.rated:
        evidence = card.evidence(rated.competency)
        if evidence:
            lines += ["", f"### {_plain(competency_name(rated.competency))}, {anchor_words(card, rated)}", ""]
            for asked in evidence:
                lines += [f"- {_plain(asked.title)}", *(f"  - {_plain(words)}" for words in _told(asked))]
    if card.notes:
        lines += ["", "## Notes", "", *(_plain(line) for line in card.notes.split("\n"))]
    if card.study:
        lines += ["", "## Study next", "", *(f"- `{_code(command)}`: {_plain(why)}" for command, why in card.study)]
    return "\n".join([*lines, "", "Ratings:", "", *(f"- {n}: {words}" for n, words in ANCHORS.items())]) + "\n"


def html(card: Scorecard) -> str:
    """The card as a page of its own."""
    title = ", ".join(heading(card))
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="decision">{escape(verdict_words(card.decision, card.level))}</p>',
    ]
    body += [f"<p>Decided: <strong>{escape(card.decided)}</strong></p>"] if card.decided else []
    body += [f"<p>{escape(doubt_words(card))}</p>"] if card.untouched is not None else []
    body.append(f"<p>{escape(floor_words(card))}</p>")
    body += [f'<p class="soft">{escape(o.level)}: {escape(verdict_words(o))}</p>' for o in card.decisions[1:]]
    body += [f"<p>Ability: {escape(ability_words(card))}</p>"] if card.overall is not None else []
    body += [f'<p class="soft">{escape(caveat(card))}</p>', _table(card), _flag_list(card), "<h2>Evidence</h2>"]
    for rated in card.rated:
        evidence = card.evidence(rated.competency)
        if evidence:
            body.append(f"<h3>{escape(competency_name(rated.competency))}, {escape(anchor_words(card, rated))}</h3>")
            body.append(f"<ul>{''.join(_item(asked) for asked in evidence)}</ul>")
    if card.notes:
        body.append(f"<h2>Notes</h2>{''.join(f'<p>{escape(line)}</p>' for line in card.notes.split(chr(10)))}")
    if card.study:
        rows = "".join(f"<li><code>{escape(command)}</code>{_soft(why)}</li>" for command, why in card.study)
        body.append(f"<h2>Study next</h2><ul>{rows}</ul>")
    anchors = "".join(f"<li>{n}: {escape(words)}</li>" for n, words in ANCHORS.items())
    body.append(f'<h2>Ratings</h2><ul class="soft">{anchors}</ul>')
    return document(title, _STYLE, body)


def _told(asked: Asked) -> list[str]:
    """What is to be said of an answer, one thing a line."""
    rating = f"{asked.rating}: " if asked.rating is not None else ""
    lines = [f"{rating}{asked.result} ({asked.level}, {asked.kind}, {asked.id})"]
    lines += said_words(asked)
    lines += [f"not said: {missed}" for missed in asked.missed]
    lines += flag_words(asked)
    return lines + ([f"note: {asked.note}"] if asked.note else [])


def _table(card: Scorecard) -> str:
    rows = []
    for rated in card.rated:
        name = escape(competency_name(rated.competency))
        wide = (rated.rating or 0) * 25
        bar = (
            f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{rating_words(rated)} of 4">'
            f'<rect class="track" width="100" height="10"/><rect class="bar" width="{wide}" height="10"/></svg>'
        )
        capped = " capped" if rated.capped else ""
        count = len(card.evidence(rated.competency))
        rows.append(f"<tr><td>{name}</td><td>{bar} {rating_words(rated)}{capped}</td><td>{count}</td></tr>")
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Competency", "Rating", "Questions"))
    return f"<h2>Competencies</h2><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _flag_list(card: Scorecard) -> str:
    flags = [(asked.id, words.removeprefix("red flag: ")) for asked in card.asked for words in flag_words(asked)]
    rows = "".join(f"<li>{escape(words)} <code>{escape(name)}</code></li>" for name, words in flags)
    return f'<h2 class="bad">Red flags</h2><ul>{rows}</ul>' if rows else ""


def _item(asked: Asked) -> str:
    return f"<li>{escape(asked.title)}{''.join(map(_soft, _told(asked)))}</li>"


def _soft(text: str) -> str:
    return f'<div class="soft">{escape(text)}</div>'


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return text.replace("`", "'")
