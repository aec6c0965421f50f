"""The one call that uses the network: a request to a chat-completions endpoint, and the bytes of its reply.

Plain http only goes to this machine and private networks, a redirect is not followed, a reply has a longest length, and
the key is sent and kept nowhere else. Proxies of the environment count for https only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awsprep.core.endpoint import private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from http.client import HTTPConnection, HTTPResponse

    from awsprep.core.endpoint import Endpoint

MOST_BYTES = 256 * 1024
"""How long a reply may be."""

_UNKNOWN = {400, 415, 422, 501}
"""What servers say to a request that asks for more than they know."""


class RefusedError(Exception):
    """Why there is no reply, in a few words."""


class Chat:
    """An endpoint, and the key for it. `seconds` is how long each step may take; the whole is its caller's to limit."""

    __slots__ = ("_environ", "_key", "_there", "seconds")

    def __init__(self, there: Endpoint, key: str, environ: Mapping[str, str], seconds: float) -> None:
        self._there = there
        self._key = key
        self._environ = environ
        self.seconds = seconds

    @property
    def place(self) -> str:
        """The host, with its port."""
        return self._there.place

    def reply(self, requests: Iterable[object], opened: Callable[[HTTPConnection], None]) -> bytes:
        """The reply to the first of some requests, from the most to the least that is asked of a server.

        The next one is sent where the server does not know what the one before asks. `opened` is told of every
        connection, so that somebody else can hang up. Raises RefusedError, and what http.client and sockets raise.
        """
        status = 0
        for request in requests:
            connection = self._connection()
            opened(connection)
            try:
                response = self._posted(connection, json.dumps(request).encode())
                status = response.status
                if status == 200:
                    reply = response.read(MOST_BYTES + 1)
                    if len(reply) > MOST_BYTES:
                        raise RefusedError("its reply is too long")
                    return reply
            finally:
                connection.close()
            if status not in _UNKNOWN:
                break
        raise RefusedError(_status(status))

    def _connection(self) -> HTTPConnection:
        from http.client import HTTPConnection, HTTPSConnection

        there = self._there
        if there.scheme == "http":
            return HTTPConnection(there.host, there.port, timeout=self.seconds)
        from ssl import create_default_context

        trust = create_default_context()
        proxy = _proxy(self._environ, there)
        if proxy is None:
            return HTTPSConnection(there.host, there.port, timeout=self.seconds, context=trust)
        host, port, headers = proxy
        connection = HTTPSConnection(host, port, timeout=self.seconds, context=trust)
        connection.set_tunnel(there.host, there.port, headers)
        return connection

    def _posted(self, connection: HTTPConnection, data: bytes) -> HTTPResponse:
        from awsprep import __version__

        connection.connect()
        # A name may lead anywhere; what counts is who answered, before a word is sent.
        if self._there.scheme == "http" and not private(connection.sock.getpeername()[0]):
            raise RefusedError("http only goes to this machine or a private network; take https")
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["User-Agent"] = f"awsprep/{__version__}"
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connection.request("POST", f"{self._there.path}/chat/completions", data, headers)
        return connection.getresponse()


def _status(status: int) -> str:
    if status in {401, 403}:
        return f"it refused the key ({status})"
    if status == 404:
        return "there is no such address or no such model (404)"
    if 300 <= status < 400:
        return f"it sends us elsewhere ({status}), and we do not follow"
    return f"it failed ({status})"


def _proxy(environ: Mapping[str, str], there: Endpoint) -> tuple[str, int, dict[str, str]] | None:
    """The host, port and headers of the proxy that the environment names for https; None for none."""
    from base64 import b64encode
    from urllib.parse import unquote, urlsplit
    from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

    named = environ.get("https_proxy") or environ.get("HTTPS_PROXY") or ""
    if not named or proxy_bypass_environment(
        f"{there.host}:{there.port}", {"no": environ.get("no_proxy") or environ.get("NO_PROXY") or ""}
    ):
        return None
    parts = urlsplit(named if "//" in named else f"//{named}")
    if parts.scheme not in {"", "http"} or not parts.hostname:
        raise RefusedError("the proxy that https_proxy names is not one we know")
    headers = {}
    if parts.username is not None:
        given = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {b64encode(given.encode()).decode()}"
    return parts.hostname, parts.port or 80, headers
