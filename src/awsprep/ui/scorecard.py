"""A scorecard on the terminal: the decision, a row for each competency, red flags, evidence, what to study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.competency import competency_name
from awsprep.core.day import duration, iso, study_day
from awsprep.core.rating import ANCHORS, FLOORS
from awsprep.core.scorecard import INTERVIEW, TELLS
from awsprep.ui.theme import columns, fit, flow, labelled, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.scorecard import Asked, Decision, Rated, Scorecard
    from awsprep.ui.theme import Line, Theme

NARROW = 72
_LABEL = 11
_CELLS = 8  # of a rating's bar, two for each step

TITLES = {INTERVIEW: "Mock interview"}


def page(theme: Theme, card: Scorecard) -> list[Line]:
    """The whole card for the normal screen."""
    lines = [*_head(theme, card), theme.rule(), *_decision(theme, card), [], *_competencies(theme, card)]
    lines += _flags(theme, card)
    lines += _evidence(theme, card)
    if card.notes:
        lines += [[], *labelled("Notes", flow(theme.plain(card.notes), theme.measure - _LABEL), _LABEL)]
    return lines + _study(theme, card)


def heading(card: Scorecard) -> list[str]:
    """What the card is of, in parts."""
    about = [f"{TITLES.get(card.source, 'Interview')}, {card.level}"]
    about += [card.name] if card.name else []
    about.append(f"{card.answered} answer{'' if card.answered == 1 else 's'}")
    about += [duration(card.seconds)] if card.seconds else []
    return [*about, iso(study_day(card.made, card.tz))]


def verdict_words(decision: Decision) -> str:
    """A decision: `hire, 62 % likely`; of a person's ratings the verdict alone."""
    if decision.verdict is None:
        return "too little to say"
    chance = "" if decision.chance is None else f", {decision.chance * 100:.0f} % that the floor is met"
    return f"{decision.verdict}{chance}"


def floor_words(card: Scorecard) -> str:
    """What the level asks for, and of how many competencies that is said."""
    assessed = len(card.assessed)
    words = FLOORS[card.level].words(assessed) if assessed else "no competency was assessed"
    missing = len(card.rated) - assessed
    return f"Floor for {card.level}: {words}" + (f"; {missing} not assessed" if missing else "")


def ability_words(card: Scorecard) -> str:
    """How able somebody is, with the interval; empty where nobody computed it."""
    found = card.overall
    if found is None:
        return ""
    return (
        f"{found.level}, {_sure(found.chance)} sure; {_signed(found.mean)} on a scale where junior is -1.2, mid 0 "
        f"and senior +1.2, with 95 % from {_signed(found.low)} to {_signed(found.high)}"
    )


def rating_words(rated: Rated) -> str:
    """A rating and its bounds: `3 (2-4)`."""
    if rated.rating is None:
        return "not assessed"
    bounds = f" ({rated.low}-{rated.high})" if rated.low != rated.high else ""
    return f"{rated.rating}{bounds}"


def caveat(card: Scorecard) -> str:
    """What the card is not."""
    if card.source != INTERVIEW:
        return "Ratings are the interviewer's; the decision follows from them by the floor."
    few = f" With fewer than {TELLS} answers there is no decision." if card.answered < TELLS else ""
    return (
        f"This rates {card.answered} answers, not a person, and typed ones by the words that were found in them.{few}"
    )


def trend(theme: Theme, cards: Sequence[Scorecard]) -> list[Line]:
    """The interviews up to now, the latest last, and how the ability moved."""
    if not cards:
        return [[("", " No interview yet. Begin with: awsprep interview")]]
    lines: list[Line] = []
    for card in cards:
        decision = card.decision
        ability = _signed(card.overall.mean) if card.overall is not None else "    "
        verdict = card.decided or str(decision.verdict or "too little")
        date = iso(study_day(card.made, card.tz))
        first = f" {date}  {fit(card.level, 6)}  {ability}  {fit(verdict, 11)}"
        rest = "  ".join(filter(None, (card.name, f"{card.answered} answers", card.id)))
        if columns(first) + columns(rest) + 2 <= theme.width:
            lines.append([("", theme.plain(f"{first}  ")), ("dim", theme.plain(rest))])
        else:
            lines += [[("", theme.plain(first))], [("dim", theme.plain(f"   {rest}"))]]
    abilities = [card.overall.mean for card in cards if card.overall is not None]
    if len(abilities) > 1:
        change = abilities[-1] - abilities[0]
        word = "up" if change > 0 else "down" if change < 0 else "unchanged"
        amount = f" by {abs(change):.1f}" if change else ""
        lines += [[], [("", f" Ability {word}{amount} over {len(abilities)} interviews.")]]
    return lines


def _head(theme: Theme, card: Scorecard) -> list[Line]:
    parts = [theme.plain(part) for part in heading(card)]
    return [[("title", " " + row)] for row in wrap(f" {theme.glyph('dot')} ".join(parts), theme.measure)]


def _decision(theme: Theme, card: Scorecard) -> list[Line]:
    first, *others = card.decisions or (card.decision,)
    style = {"strong hire": "right", "hire": "right", "lean no": "warn", "no": "wrong"}.get(str(first.verdict), "bold")
    room = theme.measure - _LABEL
    body: list[Line] = [[(style, row)] for row in wrap(f"{verdict_words(first)}, for {first.level}", room)]
    body += [[("", row)] for row in wrap(floor_words(card), room)]
    for other in others:
        body += [[("dim", row)] for row in wrap(f"{other.level}: {verdict_words(other)}", room)]
    lines = labelled("Decision", body, _LABEL)
    if card.decided:
        lines += labelled("Decided", [[("bold", theme.plain(card.decided))]], _LABEL)
    if words := ability_words(card):
        lines += labelled("Ability", [[("", row)] for row in wrap(words, room)], _LABEL)
    return lines + [[("dim", " " * _LABEL + row)] for row in wrap(caveat(card), room)]


def _competencies(theme: Theme, card: Scorecard) -> list[Line]:
    lines: list[Line] = []
    for rated in card.rated:
        name = competency_name(rated.competency)
        words = rating_words(rated)
        style = "dim" if rated.rating is None else ""
        bar = theme.bar((rated.rating or 0) / 4, _CELLS)
        if theme.width < NARROW:
            lines.append([(style, " " + fit(name, theme.width - 2, theme.glyph("ellipsis")))])
            lines.append([("", "   "), *bar, (style, f"  {words}")])
            continue
        evidence = len(card.evidence(rated.competency))
        count = f"{evidence} question{'' if evidence == 1 else 's'}" if evidence else ""
        capped = "capped" if rated.capped else ""
        row: Line = [(style, f" {fit(name, 26)}"), *bar, (style, f"  {fit(words, 14)}{fit(count, 13)}")]
        lines.append([*row, ("bad", capped)])
    return lines


def _flags(theme: Theme, card: Scorecard) -> list[Line]:
    found = [(asked, flag) for asked in card.asked for flag in asked.flags]
    if not found:
        return []
    lines: list[Line] = [[], [("wrong", " Red flags")]]
    for asked, flag in found:
        body: list[Line] = [[("", row)] for row in wrap(theme.plain(flag), theme.measure - 3)]
        lines += labelled(theme.glyph("flag"), [*body, [("dim", theme.plain(asked.id))]], 3, "wrong")
    return lines


def _evidence(theme: Theme, card: Scorecard) -> list[Line]:
    lines: list[Line] = [[], [("bold", " Evidence")]]
    for rated in card.rated:
        evidence = card.evidence(rated.competency)
        if not evidence:
            continue
        said = f"{rated.rating}: {ANCHORS[rated.rating]}" if rated.rating is not None else "not assessed"
        head = wrap(f"{competency_name(rated.competency)}, {said}", theme.measure - 1)
        lines += [[], *([("bold", " " + row)] for row in head)]
        for asked in evidence:
            lines += _asked(theme, asked)
    return lines if len(lines) > 2 else []


def _asked(theme: Theme, asked: Asked) -> list[Line]:
    """A question as evidence: what it was, how it was answered, what was missing."""
    good = ((asked.score is not None and asked.score >= 0.5) or (asked.rating or 0) >= 3) and not asked.flags
    known = asked.score is not None or asked.rating is not None
    glyph = theme.glyph("yes") if good else theme.glyph("no") if known else "-"
    room = theme.measure - 4
    rating = f"{asked.rating}: " if asked.rating is not None else ""
    body: list[Line] = [[("", row)] for row in wrap(theme.plain(asked.title), room)]
    told = theme.plain(f"{rating}{asked.result} ({asked.level}, {asked.kind})")
    body += [[("dim", row)] for row in wrap(told, room)]
    for missed in asked.missed:
        body += [[("", row)] for row in wrap(theme.plain(f"not said: {missed}"), room)]
    for flag in asked.flags:
        body += [[("bad", row)] for row in wrap(theme.plain(f"red flag: {flag}"), room)]
    if asked.note:
        body += [[("", row)] for row in wrap(theme.plain(f"note: {asked.note}"), room)]
    return labelled(f" {glyph}", body, 4, "good" if good else "bad" if known else "dim")


def _sure(chance: float) -> str:
    """A chance in per cent; never quite all."""
    return f"{chance * 100:.0f} %" if chance < 0.995 else "more than 99 %"


def _signed(ability: float) -> str:
    """An ability with its sign; none for what rounds to 0."""
    return f"{round(ability, 1) + 0.0:+.1f}"


def _study(theme: Theme, card: Scorecard) -> list[Line]:
    if not card.study:
        return []
    lines: list[Line] = [[], [("bold", " Study next")]]
    for command, why in card.study:
        lines += [[("code", "   " + theme.plain(row))] for row in wrap(command, theme.measure - 3)]
        lines += [[("dim", "     " + theme.plain(row))] for row in wrap(why, theme.measure - 5)]
    return lines
