"""The `Principal` of a policy's statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam_principal import NotModelled, is_nameable
from awsprep.bank.fields import found
from awsprep.bank.nodes import shown
from awsprep.core.text import did_you_mean

if TYPE_CHECKING:
    from awsprep.bank.nodes import Node
    from awsprep.bank.page import Page

_OTHERS = {
    "Service": "a service principal",
    "Federated": "a federated principal",
    "CanonicalUser": "a canonical user, as ACLs name them,",
}


def principals_of(page: Page, node: Node) -> tuple[str, ...] | NotModelled:
    """The values under AWS, or `*`; mistakes, and principals that the model does not guess, go to the page."""
    if node.value == "*":
        return ("*",)
    if not isinstance(node.value, dict):
        hint = 'write "*", or {"AWS": "arn:aws:iam::111122223333:user/alice"}'
        page.error("bad-principal", node, f'Principal must be "*" or a mapping, found {found(node)}', hint)
        return ()
    values: list[str] = []
    unknown: NotModelled | None = None
    for key, (name, value) in node.value.items():
        if key in _OTHERS:
            unknown = NotModelled(_OTHERS[key])
            page.error("not-modelled", name, f"{unknown.what} is not modelled", "leave its statement out")
        elif key != "AWS":
            hint = did_you_mean(key, ("AWS", *_OTHERS))
            page.error("unknown-key", name, f'Principal has no key "{shown(key)}"', hint)
        else:
            values += _named(page, value)
    return unknown or tuple(values)


def _named(page: Page, node: Node) -> list[str]:
    values = []
    for each in node.value if isinstance(node.value, list) else [node]:
        text = str(each.value) if isinstance(each.value, int) and not isinstance(each.value, bool) else each.value
        if not isinstance(text, str):
            page.error("wrong-type", each, f"a principal must be text, found {found(each)}", "put it in quotes")
        elif not is_nameable(text):
            wild = "*" in text or "?" in text
            hint = (
                'use "*" with ArnLike on aws:PrincipalArn' if wild else "give an account, or an ARN of a user or role"
            )
            why = "takes no wildcard" if wild else "is no account and no ARN of a principal"
            page.error("bad-principal", each, f'the principal "{shown(text)}" {why}', hint)
        else:
            values.append(text)
    return values
