"""`awsprep new`: a commented template for questions of one's own."""

from __future__ import annotations

import os
import re
from typing import Annotated

import typer

_SLUG_HINT = 'Use small letters, digits and "-", as in "my-team".'


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to write it, - for standard output.")] = (
        "my-questions.yaml"
    ),
    *,
    kind: Annotated[str | None, typer.Option(help="Only these kinds: choice, open … Commas allowed.")] = None,
    topic: Annotated[str, typer.Option(help="The subject of the file.")] = "vpc",
) -> int:
    """Write a question file with a commented example of each kind.

    An existing file is never overwritten.

    \b
    Examples:
      awsprep new                          my-questions.yaml
      awsprep new team.yaml --kind choice,open
      awsprep new --topic containers pods.yaml
    """
    import sys
    from datetime import UTC, datetime

    from awsprep.bank.template import kinds, template
    from awsprep.cli.context import chosen
    from awsprep.core.problem import AwsprepError

    wanted = chosen(kind, kinds(), "kind")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", topic):
        raise AwsprepError(f'"{topic}" cannot be a topic.', _SLUG_HINT, exit_code=2)
    month = datetime.fromtimestamp(ctx.obj.clock.now_ms() / 1000, UTC).strftime("%Y-%m")
    only = [name for name in kinds() if name in wanted]
    text = template(bank=_bank(file), topic=topic, month=month, only=only)
    if file == "-":
        sys.stdout.write(text)
        return 0
    _write(file, text)
    print(file)
    ctx.obj.say(f"Edit it, then: awsprep check {file} and awsprep quiz --bank {file}")
    return 0


def _bank(file: str) -> str:
    """The bank's name, from the file's."""
    stem = os.path.basename(file).partition(".")[0].lower()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:40] or "mine"


def _write(file: str, text: str) -> None:
    from awsprep.core.problem import AwsprepError

    try:
        with open(file, "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        hint = "Give another name: awsprep new more-questions.yaml"
        raise AwsprepError(f"{file} exists already; it was left as it is.", hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AwsprepError(f"{file} cannot be written: {reason}.", "Choose a folder that you may write to.") from None
