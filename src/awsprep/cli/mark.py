"""`awsprep mark ID`: what a typed answer says and what it does not; and how well labelled answers are marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from awsprep.cli.complete import complete_ids
from awsprep.cli.show import known
from awsprep.core.problem import AwsprepError, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.core.glossary import Glossary
    from awsprep.core.labelled import Agreement, Labelled
    from awsprep.core.question import Question


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="A question's id.", autocompletion=complete_ids)
    ] = None,
    *,
    answer: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The answer; - reads it from standard input.")
    ] = None,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE", help="Labelled answers, a line of JSON each: precision and recall.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Mark a typed answer: which key points were found in it, by which words, and which red flags.

    It is marked on this machine; only where the settings name a model (grader.base_url) that is asked as well.
    For authors, --answers marks answers that people have labelled, lines like
    {"id": "vpc-what-is", "answer": "...", "covered": ["isolated"], "flags": []}

    \b
    Examples:
      awsprep mark vpc-what-is
      awsprep mark vpc-what-is --answer "your own isolated network in one Region"
      awsprep mark --answers answers.jsonl --json
    """
    context: Context = ctx.obj
    if answers is not None and answer is not None:
        raise AwsprepError("--answer and --answers exclude each other.", "Give one of them.", exit_code=2)
    if name is None and answers is None:
        raise AwsprepError("Whose answer is it?", "Name the question: awsprep mark ID", exit_code=2)
    questions = context.bank(bank)
    wanted = None if name is None else known(questions, name)
    if answers is not None:
        return _measure(context, questions, answers, wanted, _glossary(context, bank), json=json)
    question = _markable(questions, wanted or "")
    _print_checklist(context, question, _typed(context, answer), _glossary(context, bank), json=json)
    return 0


def _markable(bank: Bank, name: str) -> Question:
    question = bank.read(name)
    if not question.key_points:
        raise AwsprepError(
            f"{name} has no key points that could be found.",
            "Open questions have them: awsprep search --kind open",
            exit_code=3,
        )
    return question


def _typed(context: Context, answer: str | None) -> str:
    """The answer of the option, or what is typed or piped in until its end."""
    if answer not in {None, "-"}:
        return str(answer)
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D on a line of its own"
        context.say(f"Type your answer, on as many lines as you like; {end} ends it.")
    return sys.stdin.read()


def _glossary(context: Context, banks: Sequence[str] | None) -> Glossary:
    from awsprep.bank.load import shipped_folder, terms
    from awsprep.core.glossary import Glossary

    shipped = shipped_folder()
    own = list(banks) if banks else context.own_banks()
    return Glossary(terms([shipped, *own], shipped=shipped, cache_dir=context.paths.cache))


def _print_checklist(context: Context, question: Question, text: str, glossary: Glossary, *, json: bool) -> None:
    from awsprep.cli.grader import second_opinion
    from awsprep.core.phrases import Prepared
    from awsprep.core.typed import tidy, unwrapped
    from awsprep.ui.marked import as_json, checklist, page

    text = unwrapped(tidy(text))
    marked = Prepared(question, glossary).mark(text)
    shown = checklist(question, marked, second_opinion(context, question, text, marked))
    if json:
        from json import dumps

        print(dumps(as_json(shown)))
    else:
        context.page(page(context.theme(), shown))


def _measure(context: Context, bank: Bank, path: str, wanted: str | None, glossary: Glossary, *, json: bool) -> int:
    from awsprep.core.labelled import compare, total
    from awsprep.core.phrases import Prepared
    from awsprep.core.typed import tidy, unwrapped
    from awsprep.ui.agreement import as_json, page

    listed, problems = _read(bank, path)
    if problems:
        context.say("\n".join(map(str, problems)))
        raise AwsprepError(
            f"{'1 line' if len(problems) == 1 else f'{len(problems)} lines'} of {path} cannot be used.",
            "Put them right; nothing was marked.",
        )
    by_question: dict[str, list[Agreement]] = {}
    prepared: dict[str, Prepared] = {}
    for each in listed:
        if wanted not in {None, each.question}:
            continue
        if each.question not in prepared:
            prepared[each.question] = Prepared(bank.read(each.question), glossary)
        marked = prepared[each.question].mark(unwrapped(tidy(each.answer)))
        by_question.setdefault(each.question, []).append(compare(each, marked))
    if not by_question:
        message = f"{path} has no answers" + (f" to {wanted}." if wanted else ".")
        raise AwsprepError(message, "awsprep mark --help shows what a line looks like.", exit_code=3)
    agreed = {name: total(each) for name, each in by_question.items()}
    if json:
        from json import dumps

        print(dumps(as_json(agreed)))
    else:
        context.page(page(context.theme(), agreed))
    return 0


def _read(bank: Bank, path: str) -> tuple[list[Labelled], list[Problem]]:
    """The answers of a file, or of standard input, and what is wrong in it."""
    from awsprep.core.labelled import decode

    listed: list[Labelled] = []
    problems: list[Problem] = []
    for number, line in enumerate(_content(path).split("\n"), 1):
        if not line.strip():
            continue
        read = decode(number, line)
        wrong = read if isinstance(read, str) else ""
        if not isinstance(read, str):
            try:
                read = read._replace(question=known(bank, read.question))
                wrong = _unknown_names(_markable(bank, read.question), read)
            except AwsprepError as error:
                wrong = f"{error.message} {error.hint}"
            listed.append(read)
        if wrong:
            problems.append(Problem(Source(path, number, 1), "answer", wrong))
    return listed, problems


def _unknown_names(question: Question, answer: Labelled) -> str:
    """What is wrong with the ids of an answer's key points and red flags, if anything is."""
    from awsprep.core.text import clean, nearest

    parts: tuple[tuple[str, Sequence[str], Callable[[], list[str]]], ...] = (
        ("key point", answer.covered, lambda: [point.id for point in question.key_points]),
        ("red flag", answer.flags, lambda: [flag.id for flag in question.red_flags]),
    )
    for called, names, ids in parts:
        for name in names:
            if name not in ids():
                near = nearest(name, ids())
                hint = f'did you mean "{near}"?' if near else f"it has: {', '.join(ids())}"
                return f'{question.id} has no {called} "{clean(name)}"; {hint}'
    return ""


def _content(path: str) -> str:
    """The text of a file, or of standard input for `-`."""
    if path == "-":
        return sys.stdin.read()
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError:
        raise AwsprepError(f"{path} is no UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise AwsprepError(f"{path} cannot be read: {reason}.", "Check the path.") from None
