"""IAM policy documents, JSON or YAML, to policies: each mistake with its file, line and column.

What IAM refuses to save is a mistake here, and so is what the model does not guess. The grammar: IAM User Guide,
"Grammar of the IAM JSON policy language"; for RCPs: Organizations User Guide, "RCP syntax".
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from awsprep.aws.iam_match import PARTS
from awsprep.aws.iam_policy import Effect, Layer, Policy, Statement
from awsprep.bank.conditions import conditions_of
from awsprep.bank.fields import found
from awsprep.bank.files import content
from awsprep.bank.nodes import Node, parse, shown
from awsprep.bank.page import EnoughError, Page
from awsprep.bank.principals import principals_of
from awsprep.core.problem import Problem, Severity
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

CURRENT = "2012-10-17"
"""The version in which policy variables count."""

_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_ACTION = re.compile(r"\*(:\*)?|[A-Za-z0-9-]+:[A-Za-z0-9*?]+", re.ASCII)
_WITH_PRINCIPAL = frozenset({Layer.RESOURCE, Layer.RCP, Layer.VPCE})
_SEVERAL = frozenset({Layer.IDENTITY, Layer.BOUNDARY, Layer.VPCE, Layer.SCP, Layer.RCP})


def read(path: str, layer: Layer) -> tuple[tuple[Policy, ...], list[Problem]]:
    """The documents of a file for a layer, and what is wrong in it: with an error the documents are not to be used.

    A file holds a document, or where a layer can have several a list of them.
    """
    data = content(path)
    if isinstance(data, Problem):
        hint = "give a file with an IAM policy document"
        return (), [Problem(data.source, data.code, data.message, hint)]
    page = Page(path)
    try:
        page.text = data[0].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[0].count(b"\n", 0, error.start) + 1
        page.error_at("not-utf8", line, 1, f"the byte 0x{data[0][error.start]:02X} is not UTF-8", "save it as UTF-8")
        return (), page.problems
    policies = _documents(page, layer, path)
    if path.lower().endswith(".json") and not has_errors(page.problems):
        _check_json(page)
    return policies, page.problems


def _check_json(page: Page, hint: str = "mend it, or name the file .yaml") -> None:
    """YAML takes a comma too many, comments and bare words; IAM, which is given such a file, does not."""
    try:
        json.loads(page.text)
    except json.JSONDecodeError as error:
        page.error_at("syntax", error.lineno, error.colno, f"this is no JSON: {error.msg}", hint)
    except RecursionError:
        pass  # what is nested that deep was told in other words


def read_text(text: str, path: str, layer: Layer) -> tuple[tuple[Policy, ...], list[Problem]]:
    """What `read` gives, of a text that has been read already; `path` is what problems call it.

    What begins as JSON and is none is told in the words of JSON.
    """
    page = Page(path)
    page.text = text
    policies = _documents(page, layer, path)
    if has_errors(page.problems) and text.lstrip().startswith(("{", "[")):
        as_json = Page(path, text)
        _check_json(as_json, 'pairs and values need a "," between them, keys and texts double quotes')
        if as_json.problems:
            return (), as_json.problems
    return policies, page.problems


def _documents(page: Page, layer: Layer, name: str) -> tuple[Policy, ...]:
    root = parse(page)
    try:
        if root is not None:
            return documents_of(page, root, layer, name)
        if not page.problems:
            page.error(
                "empty-file", None, "the file holds nothing", 'write {"Version": "2012-10-17", "Statement": […]}'
            )
    except EnoughError:
        pass
    return ()


def documents_of(page: Page, node: Node, layer: Layer, name: str = "") -> tuple[Policy, ...]:
    """The documents of a layer: one, or a list where it can have several. Mistakes go to the page."""
    if isinstance(node.value, list) and layer in _SEVERAL:
        return tuple(policy_of(page, each, layer, name) for each in node.value)
    return (policy_of(page, node, layer, name),)


def policy_of(page: Page, node: Node, layer: Layer, name: str = "") -> Policy:
    """A document of a layer. Mistakes go to the page; the policy then is not to be used."""
    entries = _mapping(page, node, "a policy", 'write {"Version": "2012-10-17", "Statement": […]}')
    if entries is None:
        return Policy(())
    _only(page, entries, _DOCUMENT, "a policy")
    version = entries["Version"][1] if "Version" in entries else None
    if version is not None and version.value not in (CURRENT, "2008-10-17"):  # no set: a list has no hash
        page.error("bad-version", version, f"Version is {found(version)}", f'write "{CURRENT}"')
    statements: list[Statement] = []
    if "Statement" not in entries:
        page.error("missing-key", node, 'the policy has no "Statement"', "add a list of statements")
    else:
        inner = entries["Statement"][1]
        for each in inner.value if isinstance(inner.value, list) else [inner]:
            statement = _statement(page, each, layer)
            if statement is not None:
                statements.append(statement)
    sids = [statement.sid for statement in statements if statement.sid]
    if len(sids) != len(set(sids)):
        page.warn("duplicate-sid", node, "two statements have one Sid", "IAM wants each Sid once in a policy")
    return Policy(tuple(statements), version is not None and version.value == CURRENT, name)


def has_errors(problems: Collection[Problem]) -> bool:
    """Whether one of the problems is more than advice."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _statement(page: Page, node: Node, layer: Layer) -> Statement | None:
    entries = _mapping(page, node, "a statement", 'write {"Effect": "Allow", "Action": …, "Resource": …}')
    if entries is None:
        return None
    _only(page, entries, _STATEMENT, "a statement")
    _forms(page, node, entries, layer)
    not_action, not_resource = "NotAction" in entries, "NotResource" in entries
    actions = _texts(page, entries, "NotAction" if not_action else "Action")
    for each, text in actions:
        if not _ACTION.fullmatch(text):
            hint = 'write "*", or a service and a name: s3:GetObject, s3:Get*'
            page.error("bad-action", each, f'the action "{shown(text)}" has no service and name', hint)
    resources = _texts(page, entries, "NotResource" if not_resource else "Resource")
    for each, text in resources:
        _check_resource(page, each, text)
    sid = entries["Sid"][1] if "Sid" in entries else None
    if sid is not None and not isinstance(sid.value, str):
        page.error("wrong-type", sid, f"Sid must be text, found {found(sid)}", "put it in quotes")
    return Statement(
        effect=_effect(page, node, entries),
        actions=tuple(text for _, text in actions),
        resources=tuple(text for _, text in resources) if not_resource or "Resource" in entries else None,
        principals=principals_of(page, entries["Principal"][1]) if "Principal" in entries else None,
        conditions=conditions_of(page, entries["Condition"][1]) if "Condition" in entries else (),
        sid=sid.value if sid is not None and isinstance(sid.value, str) else "",
        not_action=not_action,
        not_resource=not_resource,
    )


def _forms(page: Page, node: Node, entries: dict[str, tuple[Node, Node]], layer: Layer) -> None:
    """Which keys a statement of a layer must and must not have."""
    for one, other in (("Action", "NotAction"), ("Resource", "NotResource")):
        if one in entries and other in entries:
            page.error("both-keys", entries[other][0], f"a statement has {one} or {other}, not both", "remove one")
        elif one not in entries and other not in entries and (one, layer) != ("Resource", Layer.RESOURCE):
            page.error("missing-key", node, f'the statement has no "{one}"', f"add {one}, or {other}")
    if "NotPrincipal" in entries:
        hint = "use Principal with a condition on aws:PrincipalArn"
        page.error("not-modelled", entries["NotPrincipal"][0], "NotPrincipal is not modelled", hint)
    elif layer in _WITH_PRINCIPAL and "Principal" not in entries:
        hint = 'add "Principal": "*", or {"AWS": …}'
        page.error("missing-key", node, f'the statement has no "Principal", which a policy of {_ON[layer]} needs', hint)
    elif layer not in _WITH_PRINCIPAL and "Principal" in entries:
        hint = f"remove it: {_ON[layer]} has its principal already"
        page.error("misplaced-key", entries["Principal"][0], "Principal does not belong here", hint)
    if layer is Layer.RCP:
        _rcp(page, entries)


_ON = {
    Layer.RESOURCE: "a resource",
    Layer.RCP: "an organization's resources",
    Layer.VPCE: "a VPC endpoint",
    Layer.IDENTITY: "an identity's policy",
    Layer.BOUNDARY: "a permissions boundary",
    Layer.SESSION: "a session policy",
    Layer.SCP: "a service control policy",
}


def _rcp(page: Page, entries: dict[str, tuple[Node, Node]]) -> None:
    """An RCP of your own has Effect Deny, Principal * and Action; RCPFullAWSAccess, which AWS owns, allows all."""
    values = {key: value.value for key, (_, value) in entries.items()}
    wide = all(values.get(key) == "*" for key in ("Principal", "Action", "Resource")) and "Condition" not in entries
    if values.get("Effect") == "Allow" and not wide:
        hint = "RCPFullAWSAccess allows everything already; write Deny"
        page.error("rcp-allow", entries["Effect"][1], "a resource control policy can only deny", hint)
    if "Principal" in entries and values["Principal"] != "*":
        hint = 'write "*", and a condition for whom it is about'
        page.error("rcp-principal", entries["Principal"][1], 'Principal must be "*" in a resource control policy', hint)
    if "NotAction" in entries:
        page.error(
            "rcp-not-action", entries["NotAction"][0], "a resource control policy has no NotAction", "use Action"
        )


def _check_resource(page: Page, node: Node, text: str) -> None:
    parts = text.split(":", PARTS - 1)
    if text == "*":
        return
    if len(parts) == 1 or parts[0].lower() not in {"arn", "*", "arn*"}:
        message = f'the resource "{shown(text)}" is neither an ARN nor "*"'
        page.error("bad-resource", node, message, "write it like arn:aws:s3:::bucket/*")
    elif len(parts) < PARTS and not text.endswith("*"):
        message = f'the resource "{shown(text)}" has {len(parts)} of the six parts of an ARN'
        page.error("bad-resource", node, message, "write it like arn:aws:sqs:us-east-1:111122223333:queue")
    elif any("$" in part for part in parts[: PARTS - 1]):
        hint = "use * there, and a condition"
        page.error("bad-variable", node, "a variable stands only after the fifth colon of a resource", hint)


def _effect(page: Page, node: Node, entries: dict[str, tuple[Node, Node]]) -> Effect:
    if "Effect" not in entries:
        page.error("missing-key", node, 'the statement has no "Effect"', 'add "Effect": "Allow", or "Deny"')
        return Effect.DENY
    value = entries["Effect"][1]
    if value.value not in ("Allow", "Deny"):
        page.error("bad-effect", value, f"Effect is {found(value)}", 'write "Allow" or "Deny", with a capital letter')
        return Effect.DENY
    return Effect(value.value)


def _mapping(page: Page, node: Node, what: str, hint: str) -> dict[str, tuple[Node, Node]] | None:
    if isinstance(node.value, dict):
        return node.value
    page.error("wrong-type", node, f"{what} must be a mapping, found {found(node)}", hint)
    return None


def _only(page: Page, entries: dict[str, tuple[Node, Node]], known: tuple[str, ...], what: str) -> None:
    lower = {name.lower(): name for name in known}
    for key, (node, _) in entries.items():
        if key not in known:
            near = lower.get(key.lower())
            hint = f'did you mean "{near}"?' if near else did_you_mean(key, known)
            page.error("unknown-key", node, f'{what} has no key "{shown(key)}"', hint)


def _texts(page: Page, entries: dict[str, tuple[Node, Node]], key: str) -> list[tuple[Node, str]]:
    """The texts of a key whose value is one text or a list of them, each with its node."""
    if key not in entries:
        return []
    value = entries[key][1]
    texts = []
    for node in value.value if isinstance(value.value, list) else [value]:
        if isinstance(node.value, str):
            texts.append((node, node.value))
        else:
            page.error("wrong-type", node, f"{key} must be text, or a list of it, found {found(node)}", "use quotes")
    return texts
