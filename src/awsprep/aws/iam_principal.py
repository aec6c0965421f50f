"""Who asks, and how far a policy's `Principal` reaches that caller."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, IntEnum, auto


@dataclass(frozen=True, slots=True)
class NotModelled:
    """What this model does not guess, as a phrase that can end "… is not modelled"."""

    what: str


class Kind(Enum):
    """The callers that the model knows."""

    USER = auto()
    ROLE = auto()
    """A role's ARN stands for any session of it."""
    SESSION = auto()
    FEDERATED = auto()
    """A session of GetFederationToken, called by the user of the same name."""
    ANONYMOUS = auto()


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller. `name` is the user's, the role's or the federated user's, without a path."""

    kind: Kind
    arn: str = ""
    partition: str = ""
    account: str = ""
    name: str = ""


class Grant(IntEnum):
    """How a matching `Principal` names the caller; more is stronger.

    IAM User Guide, "How AWS enforcement code logic evaluates requests": within an account a grant to the account
    delegates to its identity policies; one to a role (or to the user behind a federated session) is limited by
    permissions boundary and session policy; one to the user, the session or everybody is limited by neither.
    """

    NONE = 0
    ACCOUNT = 1
    LIMITED = 2
    DIRECT = 3


ANONYMOUS = Principal(Kind.ANONYMOUS)

_ARN = re.compile(r"arn:(aws[a-z-]*):(iam|sts)::([0-9]{12}):(\S+)", re.ASCII)
_ACCOUNT = re.compile(r"[0-9]{12}", re.ASCII)
_SERVICE = re.compile(r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)", re.ASCII)
_KINDS = {("iam", "user"): Kind.USER, ("iam", "role"): Kind.ROLE, ("sts", "federated-user"): Kind.FEDERATED}


def principal_of(text: str) -> Principal | NotModelled | None:
    """The caller that an ARN (or `anonymous`) names; None where it names none."""
    if text == "anonymous":
        return ANONYMOUS
    if _SERVICE.fullmatch(text):
        return NotModelled(f"the service principal {text}")
    found = _ARN.fullmatch(text)
    if found is None:
        return None
    partition, service, account, rest = found.groups()
    if rest == "root":
        return NotModelled("the root user")
    word, *path = rest.split("/")
    if not path or not all(path):
        return None
    if (service, word) == ("sts", "assumed-role"):
        return Principal(Kind.SESSION, text, partition, account, path[0]) if len(path) == 2 else None
    kind = _KINDS.get((service, word))
    return None if kind is None else Principal(kind, text, partition, account, path[-1])


def is_account(text: str) -> bool:
    """Whether a text is an account's ID."""
    return _ACCOUNT.fullmatch(text) is not None


def is_nameable(text: str) -> bool:
    """Whether AWS takes a text as an AWS principal in a policy: `*`, an account, or an ARN without wildcards.

    A unique ID (`AIDA…`) is what AWS shows of a principal that was deleted; it names nobody.
    """
    if text == "*" or is_account(text) or re.fullmatch(r"A[A-Z]{3}[A-Z0-9]{8,}", text):
        return True
    return not re.search(r"[*?]", text) and (isinstance(principal_of(text), Principal) or _is_root(text))


def grant(element: str, caller: Principal) -> Grant:
    """How one value of `Principal: {AWS: …}` names a caller."""
    if element == "*":
        return Grant.DIRECT
    if caller.kind is Kind.ANONYMOUS:
        return Grant.NONE
    if element == caller.arn:
        return Grant.LIMITED if caller.kind is Kind.ROLE else Grant.DIRECT
    if element in {caller.account, f"arn:{caller.partition}:iam::{caller.account}:root"}:
        return Grant.ACCOUNT
    own = f"arn:{caller.partition}:iam::{caller.account}:"
    if caller.kind is Kind.FEDERATED and element == f"{own}user/{caller.name}":
        return Grant.LIMITED
    if caller.kind is Kind.SESSION and element.startswith(f"{own}role/") and element.rpartition("/")[2] == caller.name:
        return Grant.LIMITED  # a session's ARN has no path, and role names are unique in an account
    return Grant.NONE


def _is_root(text: str) -> bool:
    found = _ARN.fullmatch(text)
    return found is not None and found[2] == "iam" and found[4] == "root"
