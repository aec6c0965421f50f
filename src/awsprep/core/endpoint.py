"""The address of a service that is asked over the network, and whether it may be called without encryption."""

from __future__ import annotations

from typing import NamedTuple

_PORTS = {"https": 443, "http": 80}
_NO_ADDRESS = "/?#@\\"


class Endpoint(NamedTuple):
    """Where a service listens; `path` has no slash at its end, and is empty for the root."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """The host as a person knows it, with the port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def endpoint(address: str) -> Endpoint:
    """What an address says. ValueError, in words, for one that is not usable.

    Refused are a name or a password before the host, since settings are shown, a query, a fragment, and http to a
    number that belongs to a public host. What a name leads to is known only after connecting: see `private`.
    """
    from urllib.parse import urlsplit

    wrong = ValueError("this is no address of a service")
    if not address.isprintable() or " " in address:
        raise wrong
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host or any(sign in host for sign in _NO_ADDRESS):
        raise wrong
    if "@" in parts.netloc:
        raise ValueError("an address has no name or password in it; name the key's variable in grader.api_key_env")
    if parts.query or parts.fragment:
        raise ValueError("an address has no ? or # in it; it ends like /v1")
    if parts.scheme == "http" and _is_number(host) and not private(host):
        raise ValueError(f"http to {host} can be read on its way: take https")
    return Endpoint(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, parts.path.rstrip("/"))


def private(address: str) -> bool:
    """Whether an IP address belongs to this machine, this link or a private network (RFC 1918, RFC 4193)."""
    from ipaddress import IPv6Address, ip_address

    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_loopback or found.is_link_local or found.is_private


def _is_number(host: str) -> bool:
    from ipaddress import ip_address

    try:
        ip_address(host)
    except ValueError:
        return False
    return True
