"""The commands as Typer sees them: which there are, loaded when called, and the options above them all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
import typer.core

from awsprep import __version__
from awsprep.cli.group import HELP, group
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.cli.context import Context

COMMANDS: dict[str, str] = {
    "quiz": "Ten questions against the clock",
    "review": "What is due, the riskiest first",
    "interview": "A mock interview, and its scorecard",
    "stats": "What you know, and what is coming",
    "plan": "Ready on the day of the interview",
    "search": "Find questions",
    "show": "One question with its answer and your history",
    "sim": "Models of AWS: VPC packets, IAM decisions, sums",
    "mark": "What a typed answer says, and leaves out",
    "scorecard": "Interview somebody else: ask, rate, decide",
    "due": "How many cards are due",
    "bank": "What the question bank holds",
    "notes": "Your notes, and mistakes that you reported",
    "check": "Find mistakes in question files",
    "new": "Write a template for questions of your own",
    "sync": "Your answers on several machines, with git",
    "backup": "A checked copy of your answers in one file",
    "restore": "Add what a backup has",
    "doctor": "Whether all is well with your data",
    "config": "Settings",
    "paths": "Where your data lies",
}
_TOGETHER = {
    ("due", "bank", "notes"): "What is due, what there is, what you noted",
    ("check", "new"): "Questions of your own",
    ("sync", "backup", "restore", "doctor"): "Your answers: machines, copies, health",
    ("config", "paths"): "Settings, and where your data lies",
}
"""Commands that share a line of the top help, which is to fit on a screen."""

_HELP = """\
Prepare for an AWS interview: timed quizzes and spaced repetition, offline.

Examples:
  awsprep quiz --level mid       ten questions against the clock
  awsprep review                 what is due, the riskiest first
  awsprep stats                  what you know, and what is coming
"""
_OPTIONS = """\
Options: --color, --install-completion SHELL, -V. More: awsprep COMMAND -h
"""


class LazyCommands(typer.core.TyperGroup):
    """A group that imports a command's module when it is called, and knows all names without."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        # "Did you mean" and completion read the names from here
        self.commands = cast("dict[str, Any]", dict.fromkeys(COMMANDS))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  Click's signature
        """Import the module of the command and build it."""
        if cmd_name not in COMMANDS:
            return None
        return _built(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  Click's signature
        """The top help: what it is, three examples, the commands; it imports no command."""
        together = {name for names in _TOGETHER for name in names}
        rows = {name: summary for name, summary in COMMANDS.items() if name not in together}
        rows |= {", ".join(names): summary for names, summary in _TOGETHER.items()}
        wide = max(map(len, rows))
        names = "".join(f"  {name:{wide}}  {summary}\n" for name, summary in rows.items())
        formatter.write(f"{_HELP}\nCommands:\n{names}\n{_OPTIONS}")


def _built(name: str) -> Any:
    from importlib import import_module

    import typer.main

    module = import_module(f"awsprep.cli.{name}")
    vars(module).setdefault("typer", typer)  # for annotations; a module that cli.door uses does not import it itself
    inner = getattr(module, "app", None)
    if inner is None:
        inner = typer.Typer(add_completion=False, rich_markup_mode=None)
        inner.command(name, short_help=COMMANDS[name], context_settings=HELP)(module.command)
    return typer.main.get_command(inner)


app = group(cls=LazyCommands, invoke_without_command=True)


SHELLS = ("bash", "zsh", "fish", "powershell")


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from typer._completion_shared import get_completion_script

        print(get_completion_script(prog_name="awsprep", complete_var="_AWSPREP_COMPLETE", shell=_shell(shell)))
        raise typer.Exit


def _install_completion(shell: str | None) -> None:
    if shell is not None:
        from typer._completion_shared import install

        name, path = install(shell=_shell(shell), prog_name="awsprep", complete_var="_AWSPREP_COMPLETE")
        print(f"Completion for {name} is in {path}; it works in the next shell that you open.")
        raise typer.Exit


def _shell(name: str) -> str:
    if name not in SHELLS:
        raise AwsprepError(f'There is no completion for "{name}".', f"Choose from: {', '.join(SHELLS)}", exit_code=2)
    return name


def _version(asked: bool) -> None:  # noqa: FBT001  Typer calls it with the flag
    if asked:
        print(f"awsprep {__version__}")
        raise typer.Exit


@app.callback()
def top(
    ctx: typer.Context,
    *,
    color: Annotated[str | None, typer.Option(help="auto, always or never.")] = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(callback=_show_completion, is_eager=True, help="Print the completion for a shell."),
    ] = None,
    install_completion: Annotated[
        str | None,
        typer.Option(callback=_install_completion, is_eager=True, help="Install the completion for a shell."),
    ] = None,
) -> int:
    """Without a command: the home screen."""
    del version, show_completion, install_completion
    from awsprep.cli.context import chosen

    context: Context = ctx.obj
    chosen(color, ("auto", "always", "never"), "colour setting", several=False)
    context.color = color
    if ctx.invoked_subcommand is None:
        from awsprep.cli.home import command

        return command(ctx)
    return 0


def invoke(arguments: list[str], context: Context) -> int:
    """Run a command line; the exit code, also of a usage error, which Typer prints. Other errors are the caller's."""
    streams = sys.stdout, sys.stderr
    command = typer.main.get_command(app)
    if "_AWSPREP_COMPLETE" in context.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        code = command.main(args=_hoisted(arguments), prog_name="awsprep", standalone_mode=False, obj=context)
    except typer.Abort:
        return 130
    except SystemExit:
        if sys.stdout is streams[0]:
            raise
        sys.stdout, sys.stderr = streams  # Click's way of saying that nobody reads
        raise BrokenPipeError from None
    except Exception as error:
        show = getattr(error, "show", None)  # Typer's usage errors print themselves
        if show is None or not hasattr(error, "exit_code"):
            raise
        show()
        return int(error.exit_code)
    return code if isinstance(code, int) else 0


def _hoisted(arguments: list[str]) -> list[str]:
    """The arguments with `--color` moved to the front, so that it may stand anywhere."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    front: list[str] = []
    rest: list[str] = []
    place = 0
    while place < end:
        if arguments[place] == "--color" and place + 1 < end:
            front += arguments[place : place + 2]
            place += 2
            continue
        (front if arguments[place].startswith("--color=") else rest).append(arguments[place])
        place += 1
    return front + rest + arguments[end:]
