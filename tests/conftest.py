"""The same tests on every machine: nothing of the learner's own environment, no clock over hypothesis, no network."""

from __future__ import annotations

import os
import sys
from typing import Any

from hypothesis import HealthCheck, settings

settings.register_profile("awsprep", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("awsprep")

for _name in [*os.environ]:
    if _name.startswith("AWSPREP_") or _name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "BROWSER"}:
        del os.environ[_name]

LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what would leave this machine. A hook cannot be taken out again, so no test can forget it."""
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if isinstance(address, tuple) and str(address[0]) not in LOOPBACK:
            raise RuntimeError(f"a test uses the network: {event} {address}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = arguments[0]
        if (host.decode() if isinstance(host, bytes) else str(host or "")) not in LOOPBACK:
            raise RuntimeError(f"a test asks for an address: {host}")


sys.addaudithook(_no_network)
