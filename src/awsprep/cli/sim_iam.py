"""`awsprep sim iam`: whether IAM allows a request, by which layer and statement, and what would turn it over."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Annotated, Any

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import typer

    from awsprep.aws.iam_policy import Layer, Policies, Policy, Request
    from awsprep.cli.context import Context
    from awsprep.labs.iam_situations import Situation


def command(
    ctx: typer.Context,
    *,
    principal: Annotated[str | None, typer.Option(metavar="ARN", help="Who asks, or anonymous.")] = None,
    action: Annotated[str | None, typer.Option(metavar="NAME", help="For what: s3:GetObject.")] = None,
    resource: Annotated[str | None, typer.Option(metavar="ARN", help="On what, or *.")] = None,
    policy: Annotated[list[str] | None, typer.Option(metavar="FILE", help="An identity policy.")] = None,
    resource_policy: Annotated[
        str | None, typer.Option(metavar="FILE", help="The resource's policy: bucket, key, trust policy.")
    ] = None,
    boundary: Annotated[list[str] | None, typer.Option(metavar="FILE", help="The permissions boundary.")] = None,
    session_policy: Annotated[str | None, typer.Option(metavar="FILE", help="The session policy.")] = None,
    scp: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Service control policies of one level, the root's first.")
    ] = None,
    rcp: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Resource control policies of one level, the root's first.")
    ] = None,
    vpce: Annotated[list[str] | None, typer.Option(metavar="FILE", help="The VPC endpoint's policy.")] = None,
    resource_account: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose the resource is, where its ARN does not say.")
    ] = None,
    management_account: Annotated[
        str | None,
        typer.Option(
            metavar="[ID]",
            help="The organization's management account; without an ID the principal's.",
        ),
    ] = None,
    context: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A context key; again for a second value.")
    ] = None,
    cases: Annotated[str | None, typer.Option(metavar="FILE", help="Decide every line of a JSON Lines file.")] = None,
    opened: Annotated[bool, typer.Option("--open", help="Play on with these policies, on a terminal.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, which it does anyway.")] = False,
) -> int:
    """Decide whether IAM allows a request: by which layer and statement, and which smallest edit turns it over.

    Without options, on a terminal, it is played: turn callers and policies, predict, mend, edit; ? lists the keys.
    Ends with 0 where it is allowed, 1 where it is refused, 4 where a policy is not sound. Policies are JSON or YAML.
    Nothing is added to the context: what a policy asks of it is to be given.

    \b
    Examples:
      awsprep sim iam
      awsprep sim iam --policy p.json --principal ARN --action s3:GetObject --resource ARN
      awsprep sim iam --policy p.yaml --scp root.json --scp ou.json --context aws:SourceIp=203.0.113.9 ...
      awsprep sim iam --cases requests.jsonl
    """
    if cases is not None:
        return _decide_cases(cases)
    files = {
        "identity": policy,
        "resource": [resource_policy] if resource_policy else None,
        "boundary": boundary,
        "session": [session_policy] if session_policy else None,
        "scp": scp,
        "rcp": rcp,
        "vpce": vpce,
    }
    asked = (principal, action, resource, resource_account, management_account, context)
    if ctx.obj.interactive and not (json or opened or any(files.values()) or any(each is not None for each in asked)):
        from awsprep.labs.iam_situations import SITUATIONS

        return _played(ctx.obj, SITUATIONS)
    missing = [
        f"--{name}"
        for name, value in (("principal", principal), ("action", action), ("resource", resource))
        if value is None
    ]
    if missing:
        raise AwsprepError(
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            "Give a whole request, or --cases FILE.",
            exit_code=2,
        )
    policies = _policies(ctx.obj, files)
    if policies is None:
        return 4
    request = _request(
        principal or "",
        action or "",
        resource or "",
        account=resource_account or "",
        management=management_account or "",
        context=context or [],
    )
    answer = _answer(request, policies)
    if opened and not isinstance(answer, str):
        from awsprep.labs.iam_situations import Situation

        if not ctx.obj.interactive:
            raise AwsprepError("--open needs a terminal.", "Leave it out for the decision as JSON.", exit_code=2)
        given = Situation("yours", "Your policies", request.action, request.resource, policies, request=request)
        return _played(ctx.obj, (given,))
    if isinstance(answer, str):
        raise AwsprepError(f"{answer[0].upper()}{answer[1:]}.", "Leave it out, or ask of somebody else.", exit_code=4)
    from json import dumps

    print(dumps(answer, ensure_ascii=False, indent=2))
    return 0 if answer["decision"] == "Allowed" else 1


def _played(context: Context, situations: Sequence[Situation]) -> int:
    """The full screen, and what stays of it."""
    from awsprep.ui.board import Board
    from awsprep.ui.layers_play import Play

    editor = str(context.setting("editor") or "")
    environ = {**context.environ, "VISUAL": editor} if editor else context.environ
    play = Play(situations, environ)
    stopped = Board(context.theme(), context.clock).play(play)
    from awsprep.cli.sit import EXIT_BY_SIGNAL  # imported here, for nobody waits for it before the first screen
    from awsprep.ui.layers_page import parting

    theme = context.theme()
    with suppress(OSError):  # the terminal may be gone
        print(theme.paint(parting(play.trial, theme)), end="", flush=True)
    return EXIT_BY_SIGNAL.get(stopped, 0)


def _policies(context: Context, files: dict[str, list[str] | None]) -> Policies | None:
    """The policies in files; None where they hold mistakes, which are said."""
    from awsprep.aws.iam_policy import Layer
    from awsprep.bank.cases import policies_of
    from awsprep.bank.policy import has_errors, read

    levels: dict[Layer, list[tuple[Policy, ...]]] = {}
    sound = True
    for name, paths in files.items():
        for path in paths or ():
            documents, problems = read(path, Layer(name))
            for problem in problems:
                context.say(str(problem))
            sound = sound and not has_errors(problems)
            levels.setdefault(Layer(name), []).append(documents)
    return policies_of(levels) if sound else None


def _request(
    principal: str, action: str, resource: str, *, account: str, management: str, context: list[str]
) -> Request:
    """The request that the options describe. Raises AwsprepError (2) where one is not of its form."""
    from awsprep.aws.iam_policy import request_of
    from awsprep.aws.iam_principal import NotModelled, Principal, principal_of
    from awsprep.cli.sim_iam_line import OWN

    if management == OWN:
        caller = principal_of(principal)
        management = caller.account if isinstance(caller, Principal) else ""
    values: dict[str, list[str]] = {}
    for pair in context:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise AwsprepError(f'--context "{pair}" has no key and value.', "Write it like aws:username=alice.", 2)
        values.setdefault(key.lower(), []).append(value)
    try:
        request = request_of(principal, action, resource, account=account, context=values, management=management)
    except ValueError as error:
        sentence = str(error)
        raise AwsprepError(f"{sentence[0].upper()}{sentence[1:]}.", "See: awsprep sim iam --help", 2) from None
    if isinstance(request, NotModelled):
        hint = "Ask of a user, a role, a session or anonymous."
        raise AwsprepError(f"{request.what[0].upper()}{request.what[1:]} is not modelled.", hint, 2)
    return request


def _answer(request: Request, policies: Policies) -> dict[str, Any] | str:
    """What is decided, or why nothing is."""
    from awsprep.aws.iam import evaluate
    from awsprep.aws.iam_fix import fix
    from awsprep.aws.iam_principal import NotModelled
    from awsprep.aws.iam_report import plain

    decision = evaluate(request, policies)
    if isinstance(decision, NotModelled):
        return f"{decision.what} is not modelled"
    return plain(request, decision, fix(request, policies, decision))


def _decide_cases(path: str) -> int:
    """Decide every line of a file: 0 where all could be decided, else 1. Raises AwsprepError (4) without the file."""
    from json import dumps

    sound = True
    for number, line in _lines(path):
        answer = _decided(line, path, number)
        sound = sound and "error" not in answer
        print(dumps(answer, ensure_ascii=False))
    return 0 if sound else 1


def _decided(line: bytes, path: str, number: int) -> dict[str, Any]:
    """The answer to one line, with its id."""
    from awsprep.bank.cases import BadCaseError, case_of
    from awsprep.core.text import clean_line

    try:
        case = case_of(line, clean_line(path), number)
    except BadCaseError as bad:
        return {"id": bad.name, "error": bad.message}
    answer = _answer(case.request, case.policies)
    return {"id": case.id, **({"error": answer} if isinstance(answer, str) else answer)}


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, `-` being standard input, each with its number; blank ones are left out."""
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        hint = "Check the path and its permissions."
        raise AwsprepError(f"{path} cannot be read: {error.strerror}.", hint) from error


def _opened(path: str) -> IO[bytes]:
    return sys.stdin.buffer if path == "-" else open(path, "rb")
