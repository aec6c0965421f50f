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


def ending(theme: Theme, card: Scorecard) -> list[Line]:
    """What an interview came to in a few lines, for below a long page."""
    decision = verdict_words(card.decision, card.level)
    told = [("Decision", ". ".join(filter(None, (decision, doubt_words(card)))))]
    told += [("Next", command) for command, _ in card.study[:1]]
    told.append(("Again", "awsprep scorecard show"))
    room = theme.measure - _LABEL
    styles = {"Decision": "bold"}
    return [
        line
        for label, words in told
        for line in labelled(label, [[(styles.get(label, "code"), row)] for row in wrap(words, room)], _LABEL)
    ]


def heading(card: Scorecard) -> list[str]:
    """What the card is of, in parts."""
    about = [f"{TITLES.get(card.source, 'Interview')}, {card.level}"]
    about += [card.name] if card.name else []
    about.append(f"{card.answered} answer{'' if card.answered == 1 else 's'}")
    about += [duration(card.seconds)] if card.seconds else []
    return [*about, iso(study_day(card.made, card.tz))]


def verdict_words(decision: Decision, level: str = "") -> str:
    """A decision: `hire for mid, 62 % that the floor is met`; of a person's ratings the verdict alone."""
    told = f" for {level}" if level else ""
    if decision.verdict is None:
        return f"too little to say{told}"
    chance = "" if decision.chance is None else f", {decision.chance * 100:.0f} % that the floor is met"
    free = "" if decision.unflagged is None else f"; {decision.unflagged} without red flags"
    return f"{decision.verdict}{told}{chance}{free}"


def floor_words(card: Scorecard) -> str:
    """What the level asks for, and of how many competencies that is said."""
    assessed = len(card.assessed)
    words = FLOORS[card.level].words(assessed) if assessed else "no competency was assessed"
    missing = len(card.rated) - assessed
    return f"Floor for {card.level}: {words}" + (f"; {missing} not assessed" if missing else "")


def doubt_words(card: Scorecard) -> str:
    """What the decision would be without the candidate's own ticks, where they make it another; else empty."""
    if card.untouched is None:
        return ""
    return f"By the words that were found alone, without what you ticked yourself: {card.untouched}."


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


def anchor_words(card: Scorecard, rated: Rated) -> str:
    """A competency's rating and what it means, or what keeps it down."""
    if rated.rating is None:
        return "not assessed"
    if not rated.capped:
        return f"{rated.rating}: {ANCHORS[rated.rating]}"
    flagged = any(asked.flags for asked in card.evidence(rated.competency))
    return f"{rated.rating}: {'a red flag allows no more' if flagged else 'nothing in it was right'}"


def said_words(asked: Asked) -> list[str]:
    """The key points that count, each with the candidate's words; those without any the candidate ticked."""
    heard = "ticked" if asked.rating is None else "said"
    return [f"{'said' if words else heard}: {point}{_quoted(words)}" for point, words in asked.said]


def flag_words(asked: Asked) -> list[str]:
    """The red flags, each with the candidate's words."""
    return [f"red flag: {flag}{_quoted(words)}" for flag, words in asked.proved]


def caveat(card: Scorecard) -> str:
    """What the card is not."""
    if card.source != INTERVIEW:
        return "Ratings are the interviewer's; the decision follows from them by the floor."
    few = f" With fewer than {TELLS} answers there is no decision." if card.answered < TELLS else ""
    count = f"{card.answered} answer{'' if card.answered == 1 else 's'}"
    return (
        f"This rates {count}, not a person: typed ones by the words that were found in them, spoken "
        f"ones by your own marking.{few}"
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
    body: list[Line] = [[(style, row)] for row in wrap(verdict_words(first, first.level), room)]
    if card.untouched is not None:
        body += [[("warn", row)] for row in wrap(doubt_words(card), room)]
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
    found = [(asked, flag, words) for asked in card.asked for flag, words in asked.proved]
    if not found:
        return []
    lines: list[Line] = [[], [("wrong", " Red flags")]]
    for asked, flag, words in found:
        body: list[Line] = [[("", row)] for row in wrap(theme.plain(flag + _quoted(words)), theme.measure - 3)]
        lines += labelled(theme.glyph("flag"), [*body, [("dim", theme.plain(asked.id))]], 3, "wrong")
    return lines


def _evidence(theme: Theme, card: Scorecard) -> list[Line]:
    lines: list[Line] = [[], [("bold", " Evidence")]]
    for rated in card.rated:
        evidence = card.evidence(rated.competency)
        if not evidence:
            continue
        head = wrap(f"{competency_name(rated.competency)}, {anchor_words(card, rated)}", theme.measure - 1)
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
    for point in said_words(asked):
        body += [[("dim", row)] for row in wrap(theme.plain(point), room)]
    for missed in asked.missed:
        body += [[("", row)] for row in wrap(theme.plain(f"not said: {missed}"), room)]
    for flag in flag_words(asked):
        body += [[("bad", row)] for row in wrap(theme.plain(flag), room)]
    if asked.note:
        body += [[("", row)] for row in wrap(theme.plain(f"note: {asked.note}"), room)]
    return labelled(f" {glyph}", body, 4, "good" if good else "bad" if known else "dim")


def _quoted(words: str) -> str:
    return f': "{" ".join(words.split())}"' if words else ""


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
