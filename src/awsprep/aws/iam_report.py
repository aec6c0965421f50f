"""A decision in words and plain values: a line of each layer, and the smallest edit that turns it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.aws.iam import Says
from awsprep.aws.iam_policy import Layer
from awsprep.aws.iam_principal import Kind
from awsprep.aws.iam_statement import Miss, unmet

if TYPE_CHECKING:
    from awsprep.aws.iam import Decision, Found, Line
    from awsprep.aws.iam_edit import Edit
    from awsprep.aws.iam_fix import Fix
    from awsprep.aws.iam_policy import Request


def plain(request: Request, decision: Decision, fix: Fix | None) -> dict[str, Any]:
    """A decision as JSON holds it. Levels, documents and statements count from 1."""
    return {
        "decision": decision.verdict.value,
        "layer": decision.layer.value if decision.layer else None,
        "sid": decision.sid or None,
        "layers": [
            {"layer": line.layer.value, "says": line.says.value, "sid": line.sid or None, "note": note(line, request)}
            for line in decision.lines
        ],
        "fix": None if fix is None else _fix(fix),
    }


def note(line: Line, request: Request) -> str:
    """Why a layer says what it says."""
    found = line.found
    match line.says:
        case Says.ABSENT:
            return "there is no policy"
        case Says.EXEMPT:
            return _exempt(line.layer, request)
        case Says.SILENT:
            where = f"at level {line.level + 1} " if line.layer is Layer.SCP else ""
            nearly = f": {_nearly(found, line.nearly, request)}" if found else ""
            return f"{where}no statement allows it{nearly}"
        case _ if found is None:
            return "nothing denies it"
        case Says.DENY:
            return f"{_named(found)} denies it"
        case Says.DELEGATE:
            return f"{_named(found)} allows it to the account, whose identity policies decide"
        case _:
            return f"{_named(found)} allows it"


def _exempt(layer: Layer, request: Request) -> str:
    if request.principal.kind is Kind.ANONYMOUS:
        return "an anonymous caller has none"
    bound = "principal" if layer is Layer.SCP else "resource"
    return f"it binds no {bound} of the management account"


def _nearly(found: Found, why: Miss | None, request: Request) -> str:
    """What keeps the statement that comes nearest from allowing the request."""
    name = _named(found)
    match why:
        case Miss.RESOURCE:
            return f"{name} allows the action on other resources"
        case Miss.PRINCIPAL:
            return f"{name} allows it to other principals"
        case Miss.CONDITION:
            open_ = unmet(found.statement, request, variables=found.policy.variables)
            keys = [f"{each.operator} on {each.key}{_absent(each.key, request)}" for each in open_]
            return f"{name} would, but its condition is not met: {', '.join(keys)}"
        case _:
            return f"{name} allows other actions"


def _absent(key: str, request: Request) -> str:
    return "" if key.lower() in request.context else " (not in the request's context)"


def _named(found: Found) -> str:
    place = found.place
    document = f" of document {place.document + 1}" if place.document else ""
    return (found.statement.sid or f"statement {place.statement + 1}") + document


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "text": "; ".join(edit.text for edit in fix.edits),
        "decision": fix.decision.verdict.value,
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    place = edit.place
    return {
        "layer": place.layer.value,
        "level": place.level + 1,
        "document": place.document + 1,
        "statement": place.statement + 1,
        "text": edit.text,
        "becomes": None if edit.statement is None else edit.statement.plain(),
    }
