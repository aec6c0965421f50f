"""A rule of a scenario as one line that can be read and typed: `100 allow tcp 443 0.0.0.0/0`, `0.0.0.0/0 igw`.

Only the words are sorted here; whether they mean anything is for the reader of scenario files to say.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Kind(StrEnum):
    """What a line is."""

    ACL = "network ACL rule"
    GROUP = "security group rule"
    ROUTE = "route"
    TGW_ROUTE = "transit gateway route"
    ATTACHMENT = "attachment"
    FLOW = "flow"
    FLAG = "setting"
    NAMES = "list"
    TEXT = "value"


EXAMPLES: Mapping[Kind, str] = {
    Kind.ACL: "100 allow tcp 443 0.0.0.0/0",
    Kind.GROUP: "tcp 443 0.0.0.0/0",
    Kind.ROUTE: "0.0.0.0/0 igw",
    Kind.TGW_ROUTE: "10.1.0.0/16 two",
    Kind.ATTACHMENT: "one private-a,private-b propagates",
    Kind.FLOW: "198.51.100.7 to web-1 tcp 443",
    Kind.FLAG: "on or off",
    Kind.NAMES: "3.5.0.0/19, 3.6.0.0/19",
    Kind.TEXT: "none",
}
"""A line of each kind as it may be typed."""

NONE = "none"
"""What is written for a value that is not there."""

_FILLERS = frozenset({"rule", "from", "to", "via", "traffic", "ports", "port", "->", "→"})
_YES, _NO = frozenset({"on", "true", "yes"}), frozenset({"off", "false", "no"})


def text_of(kind: Kind, value: Any) -> str:
    """The line of a value as it stands in a scenario's plain values; None is one that is left out."""
    match kind:
        case Kind.ACL | Kind.GROUP:
            keys = ("rule", "action", "protocol", "ports", "peer")
            return " ".join(str(value[key]) for key in keys if key in value)
        case Kind.ROUTE | Kind.TGW_ROUTE:
            return f"{value['to']} {value['via']}{' propagated' if value.get('propagated') else ''}"
        case Kind.ATTACHMENT:
            words = [value["vpc"], ",".join(value["subnets"]) or NONE]
            words += ["unassociated"] if value.get("associated") is False else []
            return " ".join([*words, *(["propagates"] if value.get("propagates") else [])])
        case Kind.FLOW:
            source = f" source {value['source_port']}" if "source_port" in value else ""
            port = f" {value['port']}" if "port" in value else ""
            return f"{value['from']} to {value['to']} {value['protocol']}{port}{source}"
        case Kind.FLAG:
            return "on" if value else "off"
        case Kind.NAMES:
            return ", ".join(value) or NONE
        case Kind.TEXT:
            return NONE if value is None else str(value)


def value_of(kind: Kind, line: str) -> Any:
    """The plain value of a typed line. Raises ValueError with a sentence where it has too few words or too many."""
    words = line.split()
    if kind in _SORTED:
        found = _SORTED[kind]([word for word in words if word.lower() not in _FILLERS])
        if found is None:
            article = "An" if kind is Kind.ATTACHMENT else "A"
            raise ValueError(f"{article} {kind} {_PARTS[kind]}")
        return found
    if kind is Kind.FLAG:
        word = line.strip().lower()
        return True if word in _YES else False if word in _NO else line.strip()
    if kind is Kind.NAMES:
        return [] if line.strip().lower() in {"", NONE} else line.replace(",", " ").split()
    return None if line.strip().lower() in {"", NONE} else line.strip()


def _acl(words: Sequence[str]) -> dict[str, Any] | None:
    if len(words) not in {4, 5}:
        return None
    return {"rule": _number(words[0]), "action": words[1].lower(), **_matched(words[2:])}


def _group(words: Sequence[str]) -> dict[str, Any] | None:
    return _matched(words) if len(words) in {2, 3} else None


def _matched(words: Sequence[str]) -> dict[str, Any]:
    """Protocol, ports where it has some, peer."""
    ports = {"ports": _number(words[1])} if len(words) == 3 else {}
    return {"protocol": words[0].lower(), **ports, "peer": words[-1]}


def _route(words: Sequence[str]) -> dict[str, Any] | None:
    if len(words) not in {2, 3} or (len(words) == 3 and words[2].lower() != "propagated"):
        return None
    return {"to": words[0], "via": words[1], **({"propagated": True} if len(words) == 3 else {})}


def _attachment(words: Sequence[str]) -> dict[str, Any] | None:
    flags = {word.lower() for word in words[2:]}
    if len(words) < 2 or not flags <= {"unassociated", "propagates"}:
        return None
    subnets = [] if words[1].lower() == NONE else [name for name in words[1].split(",") if name]
    values: dict[str, Any] = {"vpc": words[0], "subnets": subnets}
    values |= {"associated": False} if "unassociated" in flags else {}
    return values | ({"propagates": True} if "propagates" in flags else {})


def _flow(words: Sequence[str]) -> dict[str, Any] | None:
    plain = [word for word in words if word.lower() not in {"source", "source_port"}]
    if len(plain) not in {3, 4, 5}:
        return None
    ports = dict(zip(("port", "source_port"), map(_number, plain[3:]), strict=False))
    return {"from": plain[0], "to": plain[1], "protocol": plain[2].lower(), **ports}


def _number(word: str) -> int | str:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else word


_SORTED: Mapping[Kind, Callable[[Sequence[str]], dict[str, Any] | None]] = {
    Kind.ACL: _acl,
    Kind.GROUP: _group,
    Kind.ROUTE: _route,
    Kind.TGW_ROUTE: _route,
    Kind.ATTACHMENT: _attachment,
    Kind.FLOW: _flow,
}
_PARTS: Mapping[Kind, str] = {
    Kind.ACL: "has a number, allow or deny, a protocol, ports (tcp and udp) and a CIDR block.",
    Kind.GROUP: "has a protocol, ports (tcp and udp) and a peer.",
    Kind.ROUTE: "has a destination and a target.",
    Kind.TGW_ROUTE: "has a destination and a VPC, or blackhole.",
    Kind.ATTACHMENT: "has a VPC and its subnets, and may be unassociated and propagate.",
    Kind.FLOW: "has who asks, who is asked, a protocol and, but for icmp, a port.",
}
