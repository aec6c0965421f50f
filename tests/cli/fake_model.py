"""A server on this machine that answers like a model, or as servers should not: scripted, one reply a connection.

A reply is what it does with a connection after it has read the request. It keeps what was asked, headers included.
"""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class FakeModel:
    """The server. The last of its replies is given again and again."""

    def __init__(self, replies: list[Callable[[FakeModel, socket.socket], None]]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.heads: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.asked = Event()
        self.released = Event()  # what `held` waits for
        self._replies = replies
        self._threads = [Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def close(self) -> None:
        self.released.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            thread = Thread(target=self._answer, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            data = b""
            while b"\r\n\r\n" not in data:
                if not (more := connection.recv(65536)):
                    return
                data += more
            head, _, content = data.partition(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            while len(content) < length:
                content += connection.recv(65536)
            reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
            self.heads.append(head.decode())
            self.bodies.append(json.loads(content))
            self.asked.set()
            reply(self, connection)


@contextmanager
def fake_model(*replies: Callable[[FakeModel, socket.socket], None]) -> Iterator[FakeModel]:
    server = FakeModel(list(replies))
    try:
        yield server
    finally:
        server.close()


def completion(*found: tuple[int, str]) -> bytes:
    """A chat completion that names points with quotes."""
    content = json.dumps({"found": [{"point": point, "quote": quote} for point, quote in found]})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def status(line: str, content: bytes = b"", *headers: str) -> Callable[[FakeModel, socket.socket], None]:
    """A reply with a status line, headers and a body."""

    def reply(_: FakeModel, connection: socket.socket) -> None:
        head = "\r\n".join((f"HTTP/1.1 {line}", f"Content-Length: {len(content)}", "Connection: close", *headers))
        connection.sendall(head.encode() + b"\r\n\r\n" + content)

    return reply


def finds(*found: tuple[int, str]) -> Callable[[FakeModel, socket.socket], None]:
    """A well-behaved reply."""
    return status("200 OK", completion(*found))


def dripping(data: bytes, pause: float) -> Callable[[FakeModel, socket.socket], None]:
    """Byte after byte, each well within any timeout of a single read."""

    def reply(server: FakeModel, connection: socket.socket) -> None:
        for byte in data:
            connection.sendall(bytes((byte,)))
            if server.released.wait(pause):
                return

    return reply


def held(then: Callable[[FakeModel, socket.socket], None]) -> Callable[[FakeModel, socket.socket], None]:
    """Nothing until the test releases it."""

    def reply(server: FakeModel, connection: socket.socket) -> None:
        server.released.wait(30)
        then(server, connection)

    return reply


def endless(server: FakeModel, connection: socket.socket) -> None:
    """A body that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while not server.released.is_set():
        connection.sendall(b" " * 65536)


def hangs_up(_: FakeModel, connection: socket.socket) -> None:
    """No reply at all."""
    connection.shutdown(socket.SHUT_RDWR)
