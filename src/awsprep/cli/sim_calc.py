"""`awsprep sim calc FAMILY name=value …`: a sum of AWS, worked out with its substitution lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.aws.calculators.figures import Value
    from awsprep.aws.calculators.worked import Calculator, Given, Worked
    from awsprep.cli.context import Context
    from awsprep.ui.theme import Line, Theme

_LIST = "List them: awsprep sim calc --list"


def _families() -> list[str]:
    """The families, for completion."""
    from awsprep.aws.calculators import CALCULATORS

    return list(CALCULATORS)


def command(
    ctx: typer.Context,
    family: Annotated[
        str | None, typer.Argument(help="What to work out; --list names them.", autocompletion=_families)
    ] = None,
    given: Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Inputs.")] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List the families, or the inputs of one.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Work out a sum of AWS: sizes, rates, costs, deadlines. Inputs that are left out take a default.

    \b
    Examples:
      awsprep sim calc --list
      awsprep sim calc cidr find=prefix hosts=100
      awsprep sim calc dynamodb-capacity kb=6.5 rate=40 mode=eventual
      awsprep sim calc availability --list
    """
    from awsprep.aws.calculators.worked import NotComputableError

    context: Context = ctx.obj
    if family is None:
        if not listed:
            raise AwsprepError("Which sum?", _LIST, exit_code=2)
        _list_families(context, json=json)
        return 0
    found = _known(family)
    if listed:
        _list_givens(context, family, found, json=json)
        return 0
    texts = _pairs(given or [])
    try:
        worked = found.calculate(texts)
    except NotComputableError as error:
        raise AwsprepError(
            f"{family}: {error}.", f"Its inputs: awsprep sim calc {family} --list", exit_code=2
        ) from None
    if json:
        _print(_as_json(family, found, texts, worked))
    else:
        context.page(_page(context.theme(), worked))
    return 0


def _known(family: str) -> Calculator:
    from awsprep.aws.calculators import CALCULATORS, calculator
    from awsprep.core.text import clean, nearest

    if family not in CALCULATORS:
        near = nearest(family.lower(), CALCULATORS)
        hint = f'Did you mean "{near}"?' if near else _LIST
        raise AwsprepError(f'There is no sum "{clean(family)}".', hint, exit_code=2)
    return calculator(family)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    from awsprep.core.text import clean

    texts: dict[str, str] = {}
    for text in given:
        name, equals, value = clean(text).partition("=")
        if not equals or not name:
            raise AwsprepError(f'"{clean(text)}" is not an input.', "Write it like: prefix=26", exit_code=2)
        if name in texts:
            raise AwsprepError(f"{name} is given twice.", "Leave one out.", exit_code=2)
        texts[name] = value
    return texts


def _page(theme: Theme, worked: Worked) -> list[Line]:
    from awsprep.ui.theme import wrap

    lines: list[Line] = []
    for step in worked.steps:
        lines += [[("", " " + row)] for row in wrap(theme.plain(step), theme.measure)]
    return [*lines, [], [("bold", " " + theme.plain(worked.text))]]


def _as_json(family: str, found: Calculator, texts: Mapping[str, str], worked: Worked) -> dict[str, Any]:
    inputs = {one.name: one.read(texts[one.name]) if one.name in texts else one.default for one in found.givens}
    return {
        "schema": 1,
        "family": family,
        "inputs": {name: _number(value) for name, value in inputs.items()},
        "value": _number(worked.value),
        "text": worked.text,
        "steps": list(worked.steps),
        "sources": list(found.sources),
    }


def _number(value: Value) -> int | float | str:
    """The value as JSON has it: whole numbers stay whole."""
    if isinstance(value, (int, str)):
        return value
    return int(value) if value.denominator == 1 else float(value)


def _list_families(context: Context, *, json: bool) -> None:
    from awsprep.aws.calculators import CALCULATORS

    if json:
        _print({"schema": 1, "families": [{"family": name, "answers": what} for name, what in CALCULATORS.items()]})
        return
    context.page(_rows(context.theme(), list(CALCULATORS.items())))


def _list_givens(context: Context, family: str, found: Calculator, *, json: bool) -> None:
    if json:
        givens = [
            {
                "name": one.name,
                "what": one.what,
                "default": _number(one.default),
                "words": list(one.words),
                "range": None if isinstance(one.default, str) else [one.least, one.most],
            }
            for one in found.givens
        ]
        _print({"schema": 1, "family": family, "inputs": givens, "sources": list(found.sources)})
        return
    theme = context.theme()
    lines = _rows(theme, [(f"{one.name}={_text(one.default)}", _about(one)) for one in found.givens])
    context.page([*lines, [], *([("", " "), ("link", theme.plain(source))] for source in found.sources)])


def _about(one: Given) -> str:
    if one.words:
        return f"{one.what} ({', '.join(one.words)})"
    return one.what


def _text(value: Value) -> str:
    from awsprep.aws.calculators.figures import figure

    if not isinstance(value, str):
        return figure(value).replace(",", "")
    return f"'{value}'" if " " in value else value


def _rows(theme: Theme, rows: Sequence[tuple[str, str]]) -> list[Line]:
    """A name and what it is, in two columns; the second goes below where the first is too wide."""
    from awsprep.ui.theme import wrap

    room = min(26, max(len(name) for name, _ in rows))
    lines: list[Line] = []
    for name, what in rows:
        told = wrap(theme.plain(what), max(20, theme.measure - room - 3))
        first = told[0] if len(name) <= room else ""
        lines.append([("code", f" {theme.plain(name):{room}}"), ("", f"  {first}")])
        lines += [[("", " " * (room + 3) + row)] for row in (told[1:] if first else told)]
    return lines


def _print(value: dict[str, Any]) -> None:
    from json import dumps

    print(dumps(value))
