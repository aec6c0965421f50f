"""`awsprep sim iam`: whether IAM allows a request, by which layer and statement, and what would turn it over."""

from __future__ import annotations

import json as json_
import sys
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awsprep.aws.iam_policy import Layer, Policies, Policy, Request
    from awsprep.cli.context import Context

_MANAGEMENT, _OWN = "--management-account", "principal"
"""The option whose value may be left out, and what then stands for it."""


class Command(typer.core.TyperCommand):
    """The command, whose --management-account needs no value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give the option its value where another option, or nothing, follows it."""
        following = [*args[1:], "-"]
        full = [
            f"{each}={_OWN}" if each == _MANAGEMENT and after.startswith("-") else each
            for each, after in zip(args, following, strict=True)
        ]
        return super().parse_args(ctx, full)


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
    json: Annotated[bool, typer.Option("--json", help="Print JSON, which it does anyway.")] = False,
) -> int:
    """Decide whether IAM allows a request: by which layer and statement, and which smallest edit turns it over.

    Ends with 0 where it is allowed, 1 where it is refused, 4 where a policy is not sound. Policies are JSON or YAML.
    Nothing is added to the context: what a policy asks of it is to be given.

    \b
    Examples:
      awsprep sim iam --policy p.json --principal ARN --action s3:GetObject --resource ARN
      awsprep sim iam --policy p.yaml --scp root.json --scp ou.json --context aws:SourceIp=203.0.113.9 ...
      awsprep sim iam --cases requests.jsonl
    """
    del json
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
    missing = [
        f"--{name}"
        for name, value in (("principal", principal), ("action", action), ("resource", resource))
        if value is None
    ]
    if missing:
        raise AwsprepError(f"{', '.join(missing)} is missing.", "Give a whole request, or --cases FILE.", exit_code=2)
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
    if isinstance(answer, str):
        raise AwsprepError(f"{answer[0].upper()}{answer[1:]}.", "Leave it out, or ask of somebody else.", exit_code=4)
    print(json_.dumps(answer, ensure_ascii=False, indent=2))
    return 0 if answer["decision"] == "Allowed" else 1


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

    if management == _OWN:
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
    sound = True
    for number, line in _lines(path):
        answer = _decided(line, path, number)
        sound = sound and "error" not in answer
        print(json_.dumps(answer, ensure_ascii=False))
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
