"""The screens of the flow simulator as lines: functions of the play and of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_verdict import Leg
from awsprep.ui.flow_hops import path, said
from awsprep.ui.flow_trace import STATE, trace
from awsprep.ui.sheet import Sheet
from awsprep.ui.theme import columns, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.aws.vpc_filter import Packet
    from awsprep.aws.vpc_verdict import Step
    from awsprep.ui.draft import Draft
    from awsprep.ui.flow_editor import Editor
    from awsprep.ui.flow_play import Play
    from awsprep.ui.flow_trial import Trial
    from awsprep.ui.theme import Line, Span, Theme

LETTERS = "abcdefghi"
"""What picks the first places of a prediction; further ones are moved to."""


def draw(play: Play, theme: Theme) -> Sheet:
    """The screen of what is being done."""
    head = _head(play, theme)
    match play.mode:
        case "guess":
            body, focus = _guess(play, theme)
        case "faults":
            body, focus = _faults(play.trial, theme), None
        case "edit":
            body, focus = _editor(play.editor, theme)
        case "scenarios":
            body, focus = _scenarios(play, theme)
        case _:
            body, focus = _flow(play, theme)
    return Sheet(head, body, _foot(play, theme), focus)


# --- head and foot ---------------------------------------------------------------------------------------------


def _head(play: Play, theme: Theme) -> list[Line]:
    """Protocol, who asks whom, and the verdict in words as far as it is known."""
    trial, word = play.trial, _word(play, theme)
    ends = trial.ends
    goal = ends.goal or ""
    source = f"{ends.client.name} " if ends.client else ""
    parts = [
        f"{trial.flow.protocol.upper()}  {source}{_socket(ends.packet, source=True)}",
        f"to  {goal}{' ' if goal else ''}{_socket(ends.packet, source=False)}",
    ]
    one = "  ".join(parts)
    rows = [one] if columns(one) + columns(word[1]) + 3 <= theme.width else parts
    if columns(rows[-1]) + columns(word[1]) + 3 > theme.width:
        rows = [*rows, ""]
    dots = theme.glyph("ellipsis")
    lines: list[Line] = [[("bold", f" {fit(row, theme.width - 2, dots).rstrip()}")] for row in rows[:-1]]
    left = theme.width - columns(word[1]) - 1
    return [*lines, [("bold", fit(f" {rows[-1]}", left)), word], theme.rule()]


def _socket(packet: Packet, *, source: bool) -> str:
    """An address with its port, as URLs write them."""
    address, ports = (packet.source, packet.source_port) if source else (packet.target, packet.port)
    shown = f"[{address}]" if address.version == 6 and ports else str(address)
    return f"{shown}:{ports.first}" if ports else shown


def _word(play: Play, theme: Theme) -> Span:
    if play.mode == "guess":
        return "warn", "? PREDICT"
    if play.reached is not None and play.reached < len(play.trial.verdict.trace):
        return "now", f"hop {play.reached} of {len(play.trial.verdict.trace)}"
    if play.trial.verdict.delivered:
        return "right", f"{theme.glyph('yes')} DELIVERED"
    return "wrong", f"{theme.glyph('no')} BLOCKED"


def _foot(play: Play, theme: Theme) -> list[Line]:
    from awsprep.ui.flow_keys import KEYS
    from awsprep.ui.keys import footer

    lines = [theme.rule()]
    writing = play.writing
    if writing is not None and writing.asks:
        return [*lines, *_wrapped(writing.asks, theme, "warn")]
    if play.draft is not None:
        mistake = writing.message if writing else play.editor.mistake
        about = "The file to write it to" if writing else f"{play.editor.label}, like: {play.editor.example}"
        lines += _wrapped(mistake, theme, "warn") if mistake else _wrapped(about, theme, "dim")
        return [*lines, _typing(play.draft, theme), [("dim", " Enter keep   Esc leave it")]]
    lines += _wrapped(play.message, theme, "warn") if play.message else _standing(play, theme)
    return [*lines, [("dim", footer((play.situation,), theme, "i", KEYS))]]


def _wrapped(text: str, theme: Theme, style: str) -> list[Line]:
    """A message: three lines at the most."""
    lines = wrap(text, theme.width - 2)
    if len(lines) > 3:
        lines = [*lines[:2], fit(" ".join(lines[2:]), theme.width - 2, theme.glyph("ellipsis"))]
    return [[(style, f" {line}")] for line in lines]


def _text(text: str, theme: Theme, style: str, indent: int = 1) -> list[Line]:
    """A text on as many lines as it takes."""
    return [[(style, " " * indent + line)] for line in wrap(text, theme.width - indent - 1)]


def _standing(play: Play, theme: Theme) -> list[Line]:
    """What is broken, what was changed, how the predictions went."""
    _, changes, faults = play.trial.state
    parts = [f"broken: {', '.join(map(play.fault, faults))}"] if faults else []
    parts += [f"{len(changes)} change{'' if len(changes) == 1 else 's'}"] if changes else []
    parts += [str(play.score)] if play.score else []
    text = f" {theme.glyph('dot')} ".join(parts)
    return _wrapped(text[:1].upper() + text[1:], theme, "now") if text else []


def _typing(draft: Draft, theme: Theme) -> Line:
    """The line that is typed into; the part of it that the cursor is in."""
    rows, here = draft.lines(theme, theme.width - 6)
    return [("bold", " > "), *rows[here]]


# --- the flow --------------------------------------------------------------------------------------------------


def _flow(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    trial, verdict = play.trial, play.trial.verdict
    shown = None if play.reached is None or play.reached >= len(verdict.trace) else play.reached
    body = [*_titled(play, theme, trial.state.scenario.title), [], *path(theme, verdict, trial.ends, shown=shown), []]
    body += trace(verdict, theme.width, shown=shown)
    if shown is not None:
        return body, len(body) - 1
    if verdict.stopped is None:
        body += [[], [("good", " The request and its reply both arrive.")]]
    else:
        reason, code = f"The {verdict.leg} is stopped at {verdict.at}:", str(verdict.code)
        if columns(reason) + columns(code) + 3 < theme.width:
            body += [[], [("bold", f" {reason} "), ("bad", code)]]
        else:
            body += [[], *_text(reason, theme, "bold"), *_text(code, theme, "bad", 3)]
    if not play.fixing or verdict.delivered:
        return body, None
    body += [[], *_fix(trial, theme)]
    return body, len(body) - 1


def _titled(play: Play, theme: Theme, text: str) -> list[Line]:
    """A title behind the number of the scenario."""
    place = f" {play.at + 1} of {len(play.names)}  "
    title = wrap(theme.plain(text), theme.width - len(place) - 1)
    first: Line = [("dim", place), ("title", title[0])]
    return [first, *([("", " " * len(place)), ("title", line)] for line in title[1:])]


def _fix(trial: Trial, theme: Theme) -> list[Line]:
    found = trial.fix()
    if found is None:
        return _text("No small change lets it through. v changes a rule.", theme, "")
    lines = _text("Smallest change that lets it through", theme, "title")
    for change in found.changes:
        first, *rest = wrap(str(change), theme.width - 4)
        lines += [[("good", f" {first}")], *([("good", f"   {line}")] for line in rest)]
    return lines


# --- predicting ------------------------------------------------------------------------------------------------


def _guess(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    """The checks on the way, each with the lines that it goes by, and nothing of what they say."""
    body = [*_titled(play, theme, "Does it arrive, and its reply?"), []]
    focus = None
    body.append(_choice(play, theme, 0, "yes, both of them arrive"))
    leg = None
    for number, (step, rules) in enumerate(play.places, 1):
        if step.leg is not leg:
            leg = step.leg
            heading = (
                "No, the request is stopped at" if leg is Leg.REQUEST else f"No, the reply is stopped at ({STATE})"
            )
            body += [[], *_text(heading, theme, "bold")]
        body.append(_choice(play, theme, number, f"{step.where} {step.check}"))
        focus = len(body) - 1 if play.cursor == number else focus
        for rule in rules:
            body += _text(rule, theme, "dim", 8)
    return body, 0 if play.cursor == 0 else focus


def _choice(play: Play, theme: Theme, number: int, text: str) -> Line:
    here = play.cursor == number
    letter = f"{LETTERS[number]})" if number < len(LETTERS) else theme.glyph("dot") + " "
    mark = theme.glyph("cursor") if here else " "
    return [("now" if here else "", f" {mark} {letter} {fit(text, theme.width - 7, theme.glyph('ellipsis')).rstrip()}")]


# --- lists -----------------------------------------------------------------------------------------------------


def _faults(trial: Trial, theme: Theme) -> list[Line]:
    """What can be broken, what is, and why the rest cannot."""
    from awsprep.aws.vpc_fault import FAULTS, Damage

    body = [*_text("Break it: press the digit. 0 takes everything back.", theme, "title"), []]
    for number, fault in enumerate(FAULTS, 1):
        found, on = trial.outlook(number), number in trial.state.faults
        able = isinstance(found, Damage)
        mark, style = ("[x]", "bad") if on else ("[ ]", "") if able else (" - ", "dim")
        body.append([(style, f" {number} {mark} {fault.name}")])
        text = "; ".join(map(str, found.changes)) if isinstance(found, Damage) and on else fault.meaning
        text = text if isinstance(found, Damage) else found.why
        body += _text(text, theme, "dim", 7)
    return body


def _editor(editor: Editor, theme: Theme) -> tuple[list[Line], int | None]:
    """The lines that decide, by check, each with what came out."""
    body: list[Line] = []
    focus, place = None, 0
    for book, step in editor.books:
        head: Line = [("title", f" {book.title}")]
        head += [("bad" if step.code else "good", f"   {said(step)}")] if step else []
        body += [[], head] if body else [head]
        for rule in book.rules or (None,):
            here = place == editor.cursor
            mark = f" {theme.glyph('cursor')} " if here else "   "
            text = wrap(str(rule) if rule else "(nothing yet)", theme.width - 5)
            style = "now" if here else "" if rule and rule.path else "dim"
            body += [[(style, (mark if n == 0 else "     ") + line)] for n, line in enumerate(text)]
            focus = len(body) - 1 if here else focus
            place += 1
    return body, focus


def _scenarios(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    body: list[Line] = []
    focus = 0
    wide = min(max(map(len, play.names)) + 2, theme.width - 4)
    for number, name in enumerate(play.names):
        here = number == play.cursor
        mark = f" {theme.glyph('cursor')} " if here else "   "
        row: Line = [("now" if here else "code", f"{mark}{fit(name, wide, theme.glyph('ellipsis'))}")]
        title = theme.plain(play.title(name))
        focus = len(body) if here else focus
        room = theme.width - width_of(row) - 1
        if room >= 20:
            body.append([*row, ("", fit(title, room, theme.glyph("ellipsis")).rstrip())])
        else:
            body += [row, *([("dim", f"     {line}")] for line in wrap(title, theme.width - 6))]
    return body, focus


def steps_rules(trial: Trial, steps: Sequence[Step]) -> list[tuple[Step, tuple[str, ...]]]:
    """Each of some steps with the lines that it goes by, as far as they are part of the network as it is."""
    from awsprep.bank.scenario_book import Shelf

    shelf = Shelf(trial.now)
    return [(step, tuple(map(str, shelf.book(step).rules))) for step in steps]
