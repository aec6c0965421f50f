"""The screens of the IAM simulator as lines: functions of the play and of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam import Says, Verdict
from awsprep.aws.iam_policy import Layer
from awsprep.aws.iam_report import note
from awsprep.labs.iam_rule import rule
from awsprep.labs.iam_text import printed
from awsprep.ui.layers_keys import KEYS
from awsprep.ui.layers_trial import LETTERS, NAMES
from awsprep.ui.sheet import Sheet
from awsprep.ui.theme import columns, fit, flow, wrap

if TYPE_CHECKING:
    from awsprep.ui.layers_play import Play
    from awsprep.ui.layers_trial import Row, Trial
    from awsprep.ui.theme import Line, Theme

ANSWERS = "abcdefgh"
"""The letters of a prediction's answers."""

_STYLES = {Says.ALLOW: "good", Says.DELEGATE: "warn", Says.SILENT: "bad", Says.DENY: "wrong"}
_LONG = {
    Layer.SCP: "service control policies",
    Layer.RCP: "resource control policies",
    Layer.VPCE: "VPC endpoint's policy",
    Layer.BOUNDARY: "permissions boundary",
}
_WIDE = 60
"""Columns from which a layer's word and what decides stand in one row."""


def draw(play: Play, theme: Theme) -> Sheet:
    """The screen of what is being done."""
    focus: int | None = None
    match play.mode:
        case "guess":
            body, focus = _guess(play, theme)
        case "text":
            body = policies(play.trial, play.row, theme)
        case "list":
            body, focus = _list(play, theme)
        case _:
            body, focus = _layers(play, theme)
    return Sheet(_head(play, theme), body, _foot(play, theme), focus)


def answers(trial: Trial) -> tuple[Layer | None, ...]:
    """What can be predicted: that it is allowed, or which layer refuses it. Layers that may be silent are left out.

    A resource policy and identity policies are among them without a policy, too: that may be what refuses.
    """
    able = {
        row.layer for row in trial.rows if row.there or (not row.idle and row.layer.value in {"resource", "identity"})
    }
    return (None, *(layer for layer in LETTERS.values() if layer in able))


# --- head and foot ---------------------------------------------------------------------------------------------


def _head(play: Play, theme: Theme) -> list[Line]:
    """Who calls what, and what comes of it as far as it is told; then which situation this is."""
    asked = play.trial.request
    decision = play.trial.decision
    who = asked.principal.arn.rpartition(":")[2].removeprefix("assumed-role/") or "anonymous"
    if play.mode in {"guess", "list"}:
        style, word = "now", "?" if play.mode == "guess" else ""
    elif decision.allowed:
        style, word = "right", f"{theme.glyph('yes')} ALLOWED"
    else:
        style, word = "wrong", f"{theme.glyph('no')} REFUSED"
    room = theme.width - columns(word) - 2
    whole = f"{who}  {asked.action}  {asked.resource}"
    if columns(whole) <= room:
        rows = [whole]
    else:
        rows = [fit(f"{who}  {asked.action}", room, theme.glyph("ellipsis")).rstrip()]
        rows += [line if n else f"on {line}" for n, line in enumerate(wrap(asked.resource, theme.width - 5)[:2])]
    lines: list[Line] = [[("bold", " " + fit(rows[0], room)), (style, word)]]
    lines += [[("bold", f" {line}")] for line in rows[1:]]
    situation = play.situations[play.at]
    where = f"{play.at + 1} of {len(play.situations)}{', changed' if play.trial.touched else ''}  {situation.title}"
    return [*lines, [("dim", " " + fit(where, theme.width - 2, theme.glyph("ellipsis")).rstrip())], theme.rule()]


def _foot(play: Play, theme: Theme) -> list[Line]:
    from awsprep.ui.keys import footer

    lines = [theme.rule()]
    for text, style in (*((problem, "bad") for problem in play.problems[:2]), (play.message, "warn")):
        for line in text.split("\n") if text else ():
            lines += [
                [(style, f" {row}")]
                for row in (wrap(line, theme.width - 2) if style == "warn" else [fit(line, theme.width - 2)])
            ]
    last = ANSWERS[max(0, len(answers(play.trial)) - 1)]
    return [*lines, [("dim", footer((play.mode,), theme, last, KEYS))]]


# --- the layers ------------------------------------------------------------------------------------------------


def _layers(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    """The layers, what comes of them in sentences, the smallest edit where it is asked for, the knobs."""
    trial = play.trial
    body, focus = layers(trial, theme, play.cursor)
    body += [[], *explanation(trial, theme), []]
    if play.fixing:
        body += [*_fix(trial, theme), []]
        focus = len(body) - 1
    return [*body, *_knobs(trial, theme)], focus


def layers(trial: Trial, theme: Theme, cursor: int | None) -> tuple[list[Line], int | None]:
    """A row for each layer, and the line of the one at the cursor."""
    body: list[Line] = []
    focus = None
    name = max(len(row.name) for row in trial.rows) + 2
    for number, row in enumerate(trial.rows):
        body += _row(row, trial, theme, name, here=number == cursor)
        focus = len(body) - 1 if number == cursor else focus
    return body, focus


def _row(row: Row, trial: Trial, theme: Theme, name: int, *, here: bool) -> list[Line]:
    cursor = theme.glyph("cursor") if here else " "
    there = row.there or row.word.says is Says.EXEMPT
    said = "does not apply" if row.idle else row.word.says.value
    style = "dim" if not there else _STYLES.get(row.word.says, "")
    told = row.idle or ("" if row.word.says is Says.ABSENT else note(row.word, trial.request))
    told = told.removeprefix("at level 1 ")  # the row says which level it is
    mark = theme.glyph("yes" if trial.decision.allowed else "no") if row.decides else " "
    front: Line = [("now" if here else "", f" {cursor}"), ("right" if trial.decision.allowed else "wrong", mark)]
    front += [("now" if here else "dim", f"{row.key} "), ("" if there else "dim", fit(row.name, name))]
    wide = theme.width >= _WIDE
    indent = 5 + name + 16 if wide else 7
    lines = wrap(told, theme.width - indent - 1) if told else []
    if not wide:
        return [[*front, (style, said)], *([("dim", " " * indent + line)] for line in lines)]
    first, rest = (lines[0], lines[1:]) if lines else ("", [])
    return [[*front, (style, fit(said, 16)), ("", first)], *([("", " " * indent + line)] for line in rest)]


def explanation(trial: Trial, theme: Theme) -> list[Line]:
    """What comes of the layers, and by which rule."""
    decision = trial.decision
    if decision.allowed:
        what = "Allowed."
    elif decision.verdict is Verdict.EXPLICIT_DENY:
        what = f"Refused by a Deny in the {_called(decision.layer)}."
    else:
        what = f"Refused by the {_called(decision.layer)}."
    style = "right" if decision.allowed else "wrong"
    lines = wrap(f"{what} {rule(trial.request, decision)}", theme.measure)
    head, tail = (what, lines[0].removeprefix(what)) if lines[0].startswith(what) else (lines[0], "")
    return [[(style, f" {head}"), ("", tail)], *([("", f" {line}")] for line in lines[1:])]


def _called(layer: Layer | None) -> str:
    return {**NAMES, **_LONG}[layer] if layer else ""


def _fix(trial: Trial, theme: Theme) -> list[Line]:
    found = trial.fix()
    if found is None:
        return [[("warn", " No edit of the policies turns it over.")]]
    turns = "lets it through" if found.decision.allowed else "refuses it"
    title = wrap(f"The smallest edit that {turns} (F applies it)", theme.measure)
    lines: list[Line] = [[("title", f" {line}")] for line in title]
    for edit in found.edits:
        text = f"{edit.text[0].upper()}{edit.text[1:]}."
        lines += [[("good", ("   " if n else " + ") + line)] for n, line in enumerate(wrap(text, theme.measure - 3))]
    return lines


def _knobs(trial: Trial, theme: Theme) -> list[Line]:
    """What digits turn, as many in a row as there is room for."""
    words = [f"{number} {knob.name} {knob.value}" for number, knob in enumerate(trial.knobs, 1)]
    lines: list[Line] = []
    line = ""
    for word in words:
        if line and columns(line) + 3 + columns(word) > theme.width - 2:
            lines.append([("dim", f" {line}")])
            line = word
        else:
            line = f"{line}   {word}" if line else word
    return [*lines, [("dim", f" {line}")]] if line else lines


# --- a prediction ----------------------------------------------------------------------------------------------


def _guess(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    """The context, the policies that apply, and what there is to say."""
    trial = play.trial
    body: list[Line] = [*_knobs(trial, theme), []]
    for row in trial.rows:
        if row.there:
            body += [*policies(trial, row, theme), []]
    body.append([("title", " What comes of it?")])
    focus = len(body)
    for number, layer in enumerate(answers(trial)):
        here = play.cursor == number
        mark = theme.glyph("cursor") if here else " "
        text = said_of(layer)
        body.append([("now" if here else "", f" {mark} {ANSWERS[number]}) {text[0].upper()}{text[1:]}")])
        focus = len(body) - 1 if here else focus
    return body, focus if play.cursor is not None else None


def said_of(layer: Layer | None) -> str:
    """An answer in words: that it is allowed, or that a layer refuses it."""
    if layer is None:
        return "it is allowed"
    called = _called(layer)
    return f"the {called} refuse{'' if called.endswith('ies') else 's'} it"


def policies(trial: Trial, row: Row, theme: Theme) -> list[Line]:
    """The documents of a layer, or of one level of it."""
    levels = trial.now.policies.levels(row.layer)
    lines: list[Line] = [
        [("bold", f" {row.name[0].upper()}{row.name[1:]}"), ("dim", f"  {row.idle}" if row.idle else "")]
    ]
    if not levels:
        return [*lines, [("dim", "   no policy; v writes one")]]
    for one in levels[row.level]:
        lines += [[("", " "), *line] for line in flow(theme.plain(printed(one, theme.width - 7)), theme.width - 2)]
    return lines


# --- the list --------------------------------------------------------------------------------------------------


def _list(play: Play, theme: Theme) -> tuple[list[Line], int | None]:
    body: list[Line] = []
    focus = 0
    wide = max(len(each.name) for each in play.situations) + 2
    for number, each in enumerate(play.situations):
        here = number == play.cursor
        mark = f" {theme.glyph('cursor')} " if here else "   "
        focus = len(body) if here else focus
        name: Line = [("now" if here else "code", mark + fit(each.name, wide))]
        room = theme.width - wide - 4
        if room >= 40:
            body += [
                [*name, ("", line)] if n == 0 else [("", " " * (wide + 3) + line)]
                for n, line in enumerate(wrap(each.title, room))
            ]
        else:
            body += [name, *([("dim", f"     {line}")] for line in wrap(each.title, theme.width - 6))]
    return body, focus
