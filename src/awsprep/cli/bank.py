"""`awsprep bank`: what the bank holds, and whether it keeps its promises."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsprep.core.bank import Level
from awsprep.core.day import iso, today

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.core.survey import Survey

_SHORT = {"junior": "J", "mid": "M", "senior": "S", "choice": "one", "several": "two+", "ordering": "order"}
_SHORT |= {"matching": "match"}
DOUBLES = frozenset({"duplicate-stem", "near-duplicate"})


def command(
    ctx: typer.Context,
    *,
    stale: Annotated[bool, typer.Option("--stale", help="List what was checked over 12 months ago.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Show what the bank holds: topics, levels, kinds, and what the gates measure.

    \b
    Examples:
      awsprep bank
      awsprep bank --stale
      awsprep bank --json
    """
    from awsprep.bank.checks import findings
    from awsprep.bank.files import shipped_folder
    from awsprep.cli.check import sheets
    from awsprep.core.survey import survey

    context: Context = ctx.obj
    shipped = shipped_folder()
    found = sheets([shipped, *(bank or context.own_banks())], shipped)
    codes = [problem.code for problem in findings(found, strict=True).problems]
    counted = survey((item.question for sheet in found for item in sheet.items), iso(today(context.clock))[:7])
    checks = {
        "problems": len(codes),
        "duplicates": sum(code in DOUBLES for code in codes),
        "stale_terms": codes.count("stale-term"),
    }
    if as_json:
        import json

        print(json.dumps(_plain(counted, checks)))
    elif stale:
        print("\n".join(counted.stale) if counted.stale else "Nothing was checked more than 12 months ago.")
    else:
        _print(context, counted, checks)
    return 0


def _plain(counted: Survey, checks: dict[str, int]) -> dict[str, Any]:
    from awsprep.core.survey import COLUMNS

    topics = [
        {"topic": topic}
        | {level.value: counted.levels[topic, level] for level in Level}
        | {kind: counted.kinds[topic, kind] for kind in COLUMNS}
        for topic in counted.topics
    ]
    return {
        "schema": 1,
        "questions": counted.questions,
        "topics": topics,
        "choices": counted.choices,
        "longest_right": round(counted.longest, 4),
        "shortest_right": round(counted.shortest, 4),
        "key_positions": dict(sorted(counted.positions.items())),
        "stale": list(counted.stale),
        **checks,
    }


def _print(context: Context, counted: Survey, checks: dict[str, int]) -> None:
    from rich.console import Console
    from rich.table import Table

    from awsprep.core.bank import topic_name
    from awsprep.core.survey import COLUMNS

    theme = context.theme()
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column("Topic", footer="All", style="bold")
    columns = [*Level, *COLUMNS] if theme.width >= 72 else [*Level]
    for column in columns:
        whole = counted.of_level(column) if isinstance(column, Level) else counted.of_kind(column)
        name = str(column)
        table.add_column(_SHORT.get(name, name), justify="right", footer=str(whole))
    table.add_column("all", justify="right", footer=str(counted.questions))
    for topic in counted.topics:
        cells = [
            counted.levels[topic, column] if isinstance(column, Level) else counted.kinds[topic, column]
            for column in columns
        ]
        whole = sum(counted.levels[topic, level] for level in Level)
        table.add_row(topic_name(topic), *(str(cell) if cell else "." for cell in cells), str(whole))
    positions = " ".join(f"{letter} {count}" for letter, count in sorted(counted.positions.items()))
    share = f"the longest in {counted.longest:.0%}, the shortest in {counted.shortest:.0%}"
    legend = "J M S  junior, mid, senior"
    if len(columns) > len(Level):
        legend += "   one, two+  choices by the number of right options"
    lines = [
        legend,
        f"Right option {share} of {counted.choices} choices",
        f"Right options as written: {positions}",
        f"Duplicates {checks['duplicates']}, stale terms {checks['stale_terms']}, all problems {checks['problems']}",
        f"Checked more than 12 months ago: {len(counted.stale)}",
    ]
    out = StringIO()
    console = Console(
        file=out,
        width=theme.width,
        height=sys.maxsize,  # rich asks the terminal where one of the two is missing
        force_terminal=theme.color,
        color_system="standard" if theme.color else None,
        no_color=not theme.color,
        highlight=False,
        emoji=False,
        markup=False,
    )
    console.print(table)
    console.print()
    for line in lines:
        console.print(line)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in theme.plain(out.getvalue()).splitlines()))
